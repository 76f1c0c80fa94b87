/* reference.h: a workbook or a CSV of references, which is what the calls of ext/office record, for those who write
** no SQL (semantics.md 10, ext/OFFICE.md). sheet.c knows a sheet by its header and keeps its rows; row.c makes the
** arguments of the call of each and asks what stands; kept.c keeps what that needs from row to row; record.c records
** what is new by the very calls; undo.c takes back what an import recorded.
**
** Who reads the file hands over its rows, and is told what is found. An error is his: *pRc is the first one, and
** nothing is done once it stands. */
#ifndef SPM_REFERENCE_H
#define SPM_REFERENCE_H

#include "file/csvread.h"
#include "office/office.h"

#define REFERENCE_COLUMNS 13
#define REFERENCE_LOOK    50 /* rows among which a header is looked for */

/* A column of a sheet: what it is called in SQL, which is the argument of the call, and in the header of a file. */
typedef struct ReferenceColumn {
  const char *zName;
  const char *azWord[3];
  char type;    /* t: a text, d: a date, i: a whole number, n: a number */
  int isNeeded; /* 1: a header without it is none; 2: nor may its cell be empty */
  int isKey;    /* a row that has no more than such cells says nothing yet */
} ReferenceColumn;
extern const ReferenceColumn spm_reference_columns[OFFICE_KINDS][REFERENCE_COLUMNS];

typedef struct ReferenceSheet {
  OfficeKind kind;
  char *zSheet; /* NULL: the file is text */
  int iSheet, nCell;
  SpmDialect dialect;
  int aIndex[REFERENCE_COLUMNS];  /* cell of each column, -1: it has none */
  int aBeside[REFERENCE_COLUMNS]; /* of the name that guards a region or a service; -1: none */
  char *azWord[REFERENCE_COLUMNS];
} ReferenceSheet;

typedef struct ReferenceRow {
  int iSheet; /* in aSheet */
  long long line;
  char *azCell[REFERENCE_COLUMNS];   /* NULL: empty */
  char *azBeside[REFERENCE_COLUMNS]; /* the name beside it */
  unsigned char aType[REFERENCE_COLUMNS];
  char *zText;           /* the row as it stands */
  char *zBands;          /* of a method: JSON, from all of its rows */
  char *zSet, *zBack;    /* arguments of the calls, JSON */
  char *zKey, *zSaid;    /* what it is about, and what it says of that */
  char *zNow;            /* what stands of it, - for nothing */
  int isBack, isRefused; /* it is to be taken back; something is wrong with it */
  int stands, isGone;    /* what it says stands; was taken back */
  int isRepeated;        /* a row before it says the same */
  int nRow;              /* rows of the file that it is */
} ReferenceRow;

typedef struct ReferenceFinding {
  const ReferenceSheet *pSheet;
  long long line;
  int column; /* of the sheet; -1: of the row as a whole */
  int isNote;
  const char *zRule, *zGiven, *zRead, *zAlternatives, *zPesan; /* but zRule each may be NULL */
  char *zMessage;                                              /* freed; NULL is out of memory */
} ReferenceFinding;

/* kept.c: the statements of reference.sql and what texts were read as, for as long as the import holds the lock for
** writing. All but db is 0 at first. */
typedef struct ReferenceKept {
  sqlite3 *db;
  OfficeMemo *pMemo;
  sqlite3_stmt *aStmt[SQL_REFERENCE_COUNT];
} ReferenceKept;

typedef struct Reference {
  sqlite3 *db;
  ReferenceKept kept; /* its db is set when the first row is judged */
  int *pRc;
  char **pzErr;
  void (*xFinding)(void *pCtx, const ReferenceFinding *pFinding);
  void *pCtx;
  const char *zId; /* which sheet of ours the file is, as table entry_sheet has it */
  ReferenceSheet *aSheet;
  int nSheet;
  int iLook, nLook; /* the sheet of the row at hand, rows looked at on that */
  int isIn;         /* the row at hand is of the last of aSheet */
  int saidUnknown;  /* that a name beside a code is nothing known, once a file */
  ReferenceRow *aRow;
  int nRow, nRoom;
  long long nGiven, nTaken; /* rows that say something, and those of them that are recorded or stand */
} Reference;

/* sheet.c: 1 when the row is of a sheet of references whose header came before; it is kept. */
int spm_reference_row(Reference *p, long long line, const CsvRow *pRow);
/* 1 when the row is such a header: the rows below it are kept. A header but for a column that stands twice is an error. */
int spm_reference_look(Reference *p, long long line, const CsvRow *pRow);
void spm_reference_free(Reference *p);
/* Tell of a cell of a row, or of the row as a whole (column -1), that it is wrong; the row is refused. zMessage is freed. */
void spm_reference_refuse(Reference *p, ReferenceRow *pRow, int column, const char *zRule, const char *zAlternatives,
                          const char *zPesan, char *zMessage);
/* The column of that name, -1: none. */
int spm_reference_column(OfficeKind kind, const char *zName);

/* row.c: the arguments of each row, what it is about and what stands of that; what is wrong is told. */
void spm_reference_judge(Reference *p);
OfficeKind spm_reference_kind(const Reference *p, const ReferenceRow *r);
/* A cell by its name; NULL: it is empty. */
const char *spm_reference_cell(const Reference *p, const ReferenceRow *r, const char *zName);
/* What a call said against a row, where rc is an error: a finding, or the end of the import. *pSaid is freed. */
void spm_reference_take(Reference *p, ReferenceRow *r, int rc, OfficeSaid *pSaid);
/* A kept statement, to be reset after use; NULL after an error. */
sqlite3_stmt *spm_reference_statement(Reference *p, SqlReference sql);
/* A copy of a column's text; NULL where it is NULL, or there is no memory, which is then the error. */
char *spm_reference_text(Reference *p, sqlite3_stmt *pStmt, int i);
/* The first error stands; zErr is kept or freed. */
void spm_reference_fail(Reference *p, int rc, char *zErr);

/* kept.c: the statement without bindings, to be reset after use, and never finalized. */
int spm_kept_statement(ReferenceKept *p, SqlReference sql, sqlite3_stmt **ppStmt);
/* The call with a JSON array of arguments; *pSaid is to be freed, also after an error. */
int spm_kept_call(ReferenceKept *p, const OfficeCall *pCall, const char *zJson, OfficeSaid *pSaid);
/* Statement tell of a kind with the arguments of its call: *ppStmt stands on its row, or on none after an error, and
** is to be reset. */
int spm_kept_ask(ReferenceKept *p, OfficeKind kind, const char *zSet, sqlite3_stmt **ppStmt, OfficeSaid *pSaid);
void spm_kept_end(ReferenceKept *p);

/* record.c: all of that, and what is new is recorded, when the file has ended. */
void spm_reference_record(Reference *p);

/* undo.c: take back what an import recorded; *pn is how much. An error, with *pzErr, when it took something back itself, or what
** it recorded does not stand any more. */
int spm_reference_undo(sqlite3 *db, sqlite3_int64 import, sqlite3_int64 *pn, char **pzErr);

#endif
