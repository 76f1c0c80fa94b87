/* import.h: one import while it runs. run.c opens and closes it, import.c reads the file or the files, row.c judges each row
** that the layout hands over, region.c whose it is, memo.c remembers what was looked up for it, note.c writes down what it
** finds, and rows that are refused into the inbox, part.c does what is special to the part of a filing it belongs to, stage.c puts it into staging,
** accept.c makes filings of what is in staging, inbox.c reads rows from the inbox instead of a file (semantics.md 5 and 10).
**
** An error stays in the import: p->rc is the first one, and every step that gets p does nothing once it stands. So the steps
** follow each other without a test between them; only what calls SQLite itself asks first. */
#ifndef SPM_IMPORT_H
#define SPM_IMPORT_H

#include "file/files.h"
#include "layout/layout.h"
#include "reference/reference.h"

extern const SpmFunction spm_import_functions[];

/* import.c: read a file and accept what is sound; *pzReport is JSON; nothing changes when it fails. Of a folder, or a pattern such
** as masuk/2023-TW2*.csv, many files are one transaction, each an import of its own or
** an error of its own; *pzReport has the totals, and a list with what each file has to say. */
int spm_import_path(sqlite3 *db, const char *zPath, const ImportOptions *pOptions, char **pzReport, char **pzErr);
/* run.c: take back one import whose filings nothing has replaced; *pzReport is JSON. */
int spm_import_undo(sqlite3 *db, sqlite3_int64 id, char **pzReport, char **pzErr);

/* inbox.c: the rows of the inbox that have become sound; *pzReport is JSON. Nothing changes when it fails. */
int spm_import_inbox(sqlite3 *db, char **pzReport, char **pzErr);

#define SPM_GROUP_SIZE 16

typedef struct Memo Memo;

typedef struct Import {
  sqlite3 *db;
  int rc;        /* the first error */
  char *zErr;    /* what it says; NULL: what SQLite says of it */
  char *zReport; /* JSON */
  sqlite3_int64 id;
  char zNow[SPM_STAMP_SIZE]; /* submitted_at of rows that have none */
  sqlite3_stmt *aStmt[SQL_IMPORT_COUNT];
  Memo *pMemo;
  Progress *pProgress;                             /* NULL: none is told */
  const ImportOptions *pOptions;                   /* NULL: an accept */
  Reference reference;                             /* sheets of references in it */
  Layout layout;                                   /* of a file; of the inbox, whose rows have all columns */
  char zOf[SPM_REGION_SIZE + SPM_PERIOD_SIZE + 4]; /* whose the first sheet of several is, in words */
  const char *zOfSheet;                            /* the sheet of the last row that was asked whose it is */
  const View *pView;                               /* what the cells of the row at hand mean */
  int nCell;                                       /* that it must have */
  const struct Row *pRow;                          /* that row, while it is judged; NULL: none */
  char *zBoth;                                     /* of a row with a guard, what was given and what the guard says */
  char zWantRegion[SPM_REGION_SIZE];               /* option region as a code */
  long long refusedLine;                           /* of a wide file, the last row whose common cell was refused */
  const char *zRefusedRule, *zRefusedSheet;        /* and why; and on which sheet */
  long long nRow, nAccepted, nFiling, nPending;    /* nPending: rows of the inbox that wait for the second reading */
  long long aFinding[3];                           /* errors, warnings, notes */
  long long nSuperseded;                           /* findings about the file, or the rows, as they were before */
  int saidOpd, saidDateOnly, saidDayOption, saidName, saidRecipients,
      saidUnknownName;  /* notes that stand once a file */
  int hasExplanation;   /* a row that was staged has one */
  int isInbox;          /* rows come from the inbox and are there already */
  sqlite3_int64 origin; /* import that put the current row of the inbox there, 0: none */
  const char *zSheet;   /* of our own sheets the one that rows are of which do not say it themselves; NULL: none */
  char *zLastSheet;     /* that of the row before */
  SpmValue aNumber[COL_COUNT]; /* cells of that row that are numbers and no text */
} Import;

/* What is done with a part of a filing (PartColumns). */
typedef struct ImportPart {
  const char *zName;      /* in staging */
  ImportColumn item;      /* key beside the service; COL_REGION: none */
  ImportColumn aValue[3]; /* COL_REGION: none */
  SqlAccept copy;         /* rows of the filing that stands into the new one */
  SqlAccept put;          /* staged rows over them */
  SqlAccept clear;        /* and the rows that they clear */
} ImportPart;
extern const ImportPart spm_import_parts[PART_COUNT];

/* A value on its way to staging: a number, or the text of a cell, or neither (an empty cell). */
typedef struct Staged {
  SpmValue number;
  CsvCell text; /* z is NULL when it is no text */
} Staged;

typedef struct Row {
  long long line;
  int place;
  const CsvRow *pCsv;
  char zPeriod[SPM_PERIOD_SIZE], zStamp[SPM_STAMP_SIZE];
  char zRegion[16], zGroup[SPM_GROUP_SIZE], zService[64], zField[16], zIndicator[SPM_SUBJECT_SIZE];
  const char *zBeside; /* the service that stands beside the indicator */
  ImportColumn both;   /* the cell that has p->zBoth in the inbox, where hasBoth */
  int hasBoth;
  CsvCell sheet; /* which of our own sheets it is of; z is NULL: of none */
  const ImportPart *pPart;
  CsvCell item;
  Staged aValue[3];
  CsvCell explanation; /* of its figure; z is NULL when there is none */
  int isReal, isDayOnly;
  int isRefused; /* a cell or more is wrong with it */
} Row;

/* What the database says of a region in a quarter, or of the subject of a row: each fills its own. */
typedef struct Facts {
  int isFound, isRecoded, isOwed, isPeriod, isReal, isInForce;
  int nNamed; /* how many regions a name has */
  char zRegion[16], zGroup[SPM_GROUP_SIZE], zService[64], zField[16], zUnit[64], zIndicator[SPM_SUBJECT_SIZE];
} Facts;

typedef enum Severity { SEV_ERROR, SEV_WARNING, SEV_NOTE } Severity;

typedef struct Finding {
  long long line; /* 0: it is of the import as a whole, of no row */
  const char *zRule;
  Severity severity;
  const char *zColumn, *zGiven, *zRead; /* each may be NULL */
  const char *zAlternatives;            /* JSON list; NULL: none */
  const char *zRegion, *zSubject;       /* whose it is; NULL: as the row at hand says it */
  const char *zSaran; /* what to do, in Indonesian, where the sentence of the rule does not say it; NULL */
} Finding;
/* Add a finding; zMessage is freed, NULL is out of memory. A data rule has the severity that table rule gives it, and says
** nothing when it is switched off. */
void spm_import_finding(Import *p, const Finding *pFinding, char *zMessage);
/* Add one about a sheet of references. */
void spm_import_reference_finding(Import *p, const ReferenceFinding *pFinding);
/* A column as the file calls it, ours where it has none. */
const char *spm_import_word(const Import *p, const char *zColumn);
/* Where a column is in a workbook: Isian!D, and Isian! where it has none, in front of the number of a row; 0: the file is
** text. *pz, to be freed, is NULL without memory. */
int spm_import_place(const Import *p, const char *zColumn, char **pz);
/* Count the findings that the last statement added, all of one rule. They are not asked for by RETURNING, which would make
** and drop two temporary tables for each. */
void spm_import_count(Import *p);
/* The cell of a row; an empty one when the file has no such column, or nothing but blanks in it. */
CsvCell spm_import_cell(const Import *p, const Row *pRow, ImportColumn c);
/* A finding of severity error: the row is refused and stays in the inbox, as it was given. zMessage is freed. zAlternatives,
** a JSON list that is freed too, is what the cell may have been; NULL is out of memory. */
void spm_import_refuse(Import *p, Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                       char *zMessage);
/* The same of a text that is no number; zSaran says in Indonesian what to write. */
void spm_import_refuse_number(Import *p, Row *pRow, const char *zColumn, const char *zGiven, const char *zSaran,
                              char *zMessage);
void spm_import_refuse_one_of(Import *p, Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                              char *zAlternatives, char *zMessage);
/* The same of what a guard beside it, zBeside, says is another; in the inbox the cell has both, so that somebody has to say which is
** meant. zOwn is the code that was read; zOthers, a JSON list of codes, and zMessage are freed. */
void spm_import_refuse_both(Import *p, Row *pRow, ImportColumn c, const char *zOwn, const char *zBeside, char *zOthers,
                            char *zMessage);
/* A cell of kind CSV_NUMBER, whose decimal sign is the dot; SPM_ABSENT when it has no place in a number of ours. */
SpmValue spm_import_number(CsvCell v);
/* The number of a cell that is one in its workbook, or in the inbox; SPM_ABSENT of a text. */
SpmValue spm_import_typed(const Import *p, const Row *pRow, ImportColumn c);
/* The sheet of the table at hand, '' where the file is text. */
const char *spm_import_sheet(const Import *p);
/* CSV_NUMBER and so on. */
int spm_import_kind(const Import *p, const Row *pRow, ImportColumn c);
/* 1 when the file has the column and it is of no use to its parts. */
int spm_import_is_idle(const Import *p, ImportColumn c);
/* The part a row belongs to; NULL with the reason in *pzWhy when it belongs to none or to more than one. */
const ImportPart *spm_import_part_of(const Import *p, const Row *pRow, const char **pzWhy);
/* Read the item and the values of the row. */
void spm_import_values(Import *p, Row *pRow);
/* Put a sound row into staging. */
void spm_import_stage(Import *p, Row *pRow);
/* The second reading: a row that waits in the inbox is kept as it was given. */
void spm_import_keep(Import *p, const LayoutRow *pRow);
/* Facts that a statement gave of a text, in the row's quarter and level group; NULL: it has to be asked. */
Memo *spm_memo_new(void);
void spm_memo_free(Memo *m);
const Facts *spm_memo_find(const Memo *m, SqlImport sql, const Row *pRow, const char *zGiven);
void spm_memo_keep(Memo *m, SqlImport sql, const Row *pRow, const char *zGiven, const Facts *pFacts);
/* The row at hand has this view. */
void spm_import_at_hand(Import *p, const View *pView);
/* What statement sql says of a code, in the row's quarter and level group. */
void spm_import_look_up(Import *p, SqlImport sql, const Row *pRow, const char *z, Facts *f);
/* The same of a field, a service or an indicator by its code or its name; what a text may mean that is neither, as
** spm_subject_near has it. */
void spm_import_look_for(Import *p, SqlImport sql, const Row *pRow, const char *z, Facts *f);
void spm_import_near(Import *p, SqlImport sql, const Row *pRow, const char *z, char **pzWhy, char **pzList);
/* region.c: region and quarter of the row. */
void spm_import_judge_region(Import *p, Row *pRow);
/* Judge one row below the header. */
void spm_import_row(Import *p, const LayoutRow *pRow);
/* Open and close the row of table import; p->zReport is what it has to say. */
void spm_import_open(Import *p, const char *zPath);
void spm_import_close(Import *p, const char *zPath, const char *zSha256, int isDry);
/* Run what reads and accepts inside a savepoint; xWork gets pCtx. Everything is undone when it fails, or isDry. */
typedef void (*ImportWork)(Import *p, void *pCtx);
int spm_import_atomic(sqlite3 *db, const char *zWho, int isDry, ImportWork xWork, void *pCtx, char **pzReport,
                      char **pzErr);
/* Filings from staging, which is empty afterwards. */
void spm_import_accept(Import *p);

/* run.c: the steps. zErr is kept or freed. */
void spm_import_fail(Import *p, int rc, char *zErr);
/* The first cell of a statement of run.sql, as spm_first_text has it. */
void spm_import_ask(Import *p, SqlRun sql, const char *zText, const sqlite3_int64 *aInt, int nInt, char **pz);
/* A statement on path, import and ours: which rows and findings the import at hand settles, or leaves when it is taken
** back. */
void spm_import_settle(Import *p, SqlRun sql, const char *zPath);
void spm_import_prepare(Import *p, const char *const *azSql, int n, sqlite3_stmt **aStmt);
/* A text is bound where it stands, NULL as NULL: it lives until spm_import_done or spm_import_run, which forget it. */
void spm_import_bind_text(Import *p, sqlite3_stmt *pStmt, int i, const char *z);
void spm_import_bind_cell(Import *p, sqlite3_stmt *pStmt, int i, CsvCell v);
void spm_import_bind_int(Import *p, sqlite3_stmt *pStmt, int i, sqlite3_int64 v);
/* A number that is one: not SPM_ABSENT. */
void spm_import_bind_number(Import *p, sqlite3_stmt *pStmt, int i, SpmValue v);
/* A value on its way to staging; NULL when it is an empty cell. */
void spm_import_bind_staged(Import *p, sqlite3_stmt *pStmt, int i, const Staged *v);
/* 1: there is a row. spm_import_done follows, also after an error. */
int spm_import_step(Import *p, sqlite3_stmt *pStmt);
/* A text of that row, "" when there is no memory for it. */
const char *spm_import_column(Import *p, sqlite3_stmt *pStmt, int i);
void spm_import_done(Import *p, sqlite3_stmt *pStmt);
/* A statement that returns no row. */
void spm_import_run(Import *p, sqlite3_stmt *pStmt);

#endif
