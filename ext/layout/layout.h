/* layout.h: where in a file its table stands and what its cells mean, for who judges the rows (import). Sections are files.
**
** columns.c: what a file may call a column; parts.c: the parts of a filing, and the columns that each needs; subject.c: header
** cells that name an indicator, a service, a region or a quarter; header.c: the header; lacks.c: what a row lacks to be it;
** between.c: what stands among the rows and is none; sheets.c: the sheets of a workbook; wrapped.c: a row in quotes as a whole;
** layout.c: each row on its way, also one that is many (semantics.md 10).
**
** An error is that of who judges the rows: *pRc is the first one of both, and neither does anything once it stands, since it may
** have undone the transaction. */
#ifndef SPM_LAYOUT_H
#define SPM_LAYOUT_H

#include "database/database.h"
#include "file/csvread.h"
#include "unpack/buffer.h"

/* ---- columns.c ---- */

typedef enum ImportColumn {
  COL_REGION,
  COL_PERIOD,
  COL_INDICATOR,
  COL_REQUIRED,
  COL_FULFILLED,
  COL_SERVICE,
  COL_ALLOCATED,
  COL_REALISED,
  COL_SUBMITTED_AT,
  COL_OPD,
  COL_FIELD,
  COL_PROBLEM_NO,
  COL_PROBLEM,
  COL_SOLUTION,
  COL_STAGE,
  COL_STATUS,
  COL_NOTE,
  COL_DOCUMENT,
  COL_OFFICE,
  COL_ROLE,
  COL_DOCUMENT_NO,
  COL_DOCUMENT_ON,
  COL_REVISION,
  COL_UNIT,
  COL_EXPLANATION,
  COL_COUNT,
  COL_YEAR = COL_COUNT, /* the year of a quarter whose column holds its number alone */
  COL_DETAIL,           /* it divides a region: its rows are parts of a figure */
  COL_SHEET,            /* which of our own sheets the row is of */
  COL_KNOWN,            /* a column of our own sheets, or one that numbers the rows: not read, and nothing is said */
  COL_NONE              /* none of ours */
} ImportColumn;
extern const char *const spm_import_columns[COL_COUNT];

/* The columns that count people or rupiah. */
#define SPM_FIGURES 4
extern const ImportColumn spm_import_figures[SPM_FIGURES];
int spm_import_is_figure(ImportColumn c);

typedef struct ColumnName {
  char *z;
  ImportColumn column;
  int isSecond; /* it is read as that column only where nothing else is */
  int next;     /* 1 more than the next name with this first letter, 0: none */
} ColumnName;
typedef struct ColumnNames {
  ColumnName *a;
  int n;
  int aFirst[128]; /* 1 more than the first name with this letter: each row of a file is asked */
} ColumnNames;
/* Table column_name, and the names of our own columns, which are always known. */
int spm_column_names_load(sqlite3 *db, ColumnNames *p);
void spm_column_names_free(ColumnNames *p);
/* The column that a header cell names. Two names are one when they differ only in case, or in blanks, underscores, dots,
** hyphens and slashes between and around the words. */
ImportColumn spm_column_of(const ColumnNames *p, const char *z, int *pIsSecond);
/* 1 when a header cell has that name, which is in lower case. */
int spm_is_called(const char *z, const char *zName);
/* 1 when a column that is known and not read names the province of the region: it guards it. */
int spm_is_province(const char *z);
/* 1 when the words say that the figures are a share, or thousands. */
int spm_is_scaled(const char *z);
/* 1 when the words are target, which is a need beside what was fulfilled of it, and nothing that is read beside a need. */
int spm_is_target(const char *z);
/* 1 when the words begin a sum. */
int spm_is_total(const char *z);
/* 1 for what stands between the words of a name. */
int spm_is_gap(char c);

/* ---- what the caller says of a file ---- */

typedef struct ImportOptions {
  int isDry;
  SpmEncoding encoding;
  char *zSheet; /* NULL: the one that has a table */
  char *azConst
      [COL_COUNT]; /* region, period: of rows whose file has no such column, and of no other; submitted_at: of rows
                            ** that have none */
  char **azName;   /* names of columns in the file */
  int *aColumn;    /* and what each is */
  int nName;
} ImportOptions;

/* ---- parts.c ---- */

/* The parts of a filing. A row of a file belongs to the part whose own columns it fills; to more than one is an error. */
typedef enum ImportPartName {
  PART_CELL,
  PART_STAGE,
  PART_PROBLEM,
  PART_PLAN,
  PART_TEAM,
  PART_BUDGET,
  PART_COUNT
} ImportPartName;

typedef struct PartColumns {
  ImportColumn aOwn[4];  /* columns of this part alone, COL_REGION ends the list; a file that has one has the part */
  ImportColumn aNeed[4]; /* columns that a file with the part must have */
} PartColumns;
extern const PartColumns spm_part_columns[PART_COUNT];
/* The parts that a header names, and the first column that it lacks, -1: none; *pBecause is the column that names the
** part which needs it, -1: every file does. */
int spm_parts_of(const ImportOptions *o, const int aIndex[COL_COUNT], unsigned *pParts, int *pBecause);
/* 1 when a column of ours is of no use to these parts. */
int spm_part_is_idle(unsigned parts, ImportColumn c);

/* ---- layout.c ---- */

/* What the cells of a row mean. A row of a wide file has several: one for each indicator, service, region or quarter that its
** header names over figures. */
typedef struct View {
  int aIndex[COL_COUNT]; /* cell of each column, -1: the file has no such column */
  int place;             /* the column of its first figure, from 1; 0: the view is the whole row */
  char *zSubject;        /* what the header names; it stands in a cell behind those of the row */
  int isRecipients;      /* it is a service, and the figures are those of its recipients */
} View;

typedef struct LayoutRow {
  long long line;
  const CsvRow *pCsv;
  const View *pView;
} LayoutRow;

/* A cell that is not read, and guards another of the row, which holds a region, an indicator, a service or a field: it must say the
** same, or the province of the region. */
typedef struct Guard {
  int cell;
  ImportColumn of;
  int isProvince;
} Guard;
#define SPM_GUARDS 12 /* more of them in one header say nothing new */

/* A table of the file, and what its header says. */
typedef struct LayoutTable {
  View whole; /* the cells that every view has */
  View *aView;
  int nView; /* 0: no wide file */
  int year;  /* cell of the year, where a quarter stands in two; -1: none */
  Guard aGuard[SPM_GUARDS];
  int nGuard;
  unsigned parts;  /* bit i: the header has a column of part i */
  int nHeader;     /* cells of the header row, 0 before it was found */
  char **azHeader; /* what each says, that of two rows in one */
  char *zSheet;    /* the sheet of a workbook on which it is; NULL: the file is text */
  int isTwo;       /* the row above is of the header, too */
  int isThree;     /* and so is the one over it */
  int sheet;       /* cell that says of which of our sheets the row is; -1: none */
  long long headerLine;
  int isData; /* a row was taken */
} LayoutTable;

typedef struct Layout Layout;
struct Layout {
  sqlite3 *db;
  const ImportOptions *pOptions;
  /* who judges the rows, and who is told what stands around them; zRule is of table rule */
  void (*xRow)(void *pCtx, const LayoutRow *pRow);
  void (*xNote)(void *pCtx, long long line, const char *zRule, const char *zColumn, const char *zGiven, char *zMessage);
  void *pCtx;

  int *pRc;     /* the first error, of who judges the rows or of the layout */
  char **pzErr; /* what it says */
  ColumnNames names;
  LayoutTable t;                  /* the table of the row at hand */
  LayoutTable aOther[PART_COUNT]; /* those of other sheets: no two have a part in common */
  int nOther;
  unsigned parts;       /* of all tables */
  SpmDialect dialect;   /* decimal sign of the file */
  int nAbove;           /* rows above the header */
  long long firstAbove; /* the line of the first one */
  char *zTitle;         /* the first text above it, NULL: none */
  char *zLacks;         /* what the best of them lacks to be the header */
  int nLacks;           /* and how many columns it names */
  char *zNoHeader;      /* the same of the sheets before, the best of all */
  int nBest;
  char *zUpper; /* the row before, which may be the upper half of the header */
  int nUpper;   /* its cells, a zero behind each */
  char *zTop;   /* and the one before that, which may stand over it */
  int nTop;
  int iSheet, nLook; /* the sheet of the row at hand, rows looked at on that */
  int saidHidden;    /* notes that stand once a file */
  int saidMerged, saidWrapped;
  unsigned char *aKind; /* of the cells of a row that lies in areas over rows */
  char zPeriod[80];     /* a quarter that stands in two cells */
};
/* db, pOptions, xRow, xNote, pCtx, pRc and pzErr are set. */
void spm_layout_begin(Layout *p);
/* A row of the file; the bytes of its cells may be changed. */
void spm_layout_row(Layout *p, long long line, const CsvRow *pRow);
/* The same once the header is known, and nothing is left out or said: of a file that is read again. */
void spm_layout_again(Layout *p, long long line, const CsvRow *pRow);
/* The file has ended: an error when it has no header. */
void spm_layout_end(Layout *p);
void spm_layout_free(Layout *p);
/* zErr is kept or freed. */
void spm_layout_fail(Layout *p, int rc, char *zErr);
/* A column as the file calls it, NULL: it has none. */
const char *spm_layout_word(const Layout *p, const View *v, ImportColumn c);
/* The number of its column in the file, from 0 on; -1: none. */
int spm_layout_place(const Layout *p, const View *v, ImportColumn c);

/* ---- header.c ---- */

void spm_layout_look(Layout *p, long long line, const CsvRow *pRow);
void spm_layout_no_header(Layout *p);
/* The column that an option says a header cell is, or its name does. */
int spm_layout_column(const Layout *p, const char *z, int *pIsSecond);

/* ---- wrapped.c ---- */

/* 1: the row was one cell that holds a whole row, and is that row now. */
int spm_layout_unwrap(const Layout *p, CsvRow *pRow);

/* ---- sheets.c ---- */

#define SPM_LAYOUT_LOOK 50 /* rows among which the header is looked for */
/* 1 when the row of a workbook is one to look at. */
int spm_layout_is_of_table(Layout *p, const CsvRow *pRow);
/* A header was found: an error when another sheet has a table of the same part. */
void spm_layout_add_table(Layout *p, unsigned parts);
/* The table of a sheet becomes the one at hand; 0: it has none. */
int spm_layout_turn_to(Layout *p, const char *zSheet);
/* The same of the table that has a part, 1u << PART_...; without one the table at hand stays. */
int spm_layout_turn_to_part(Layout *p, unsigned part);
/* The sheet at hand is somebody else's: nothing is said of what it lacks. */
void spm_layout_forget(Layout *p);
/* The last sheet has ended. */
void spm_layout_sheets_end(Layout *p);
void spm_layout_table_free(LayoutTable *p);

/* ---- subject.c ---- */

/* A cell of a header. */
typedef struct HeaderCell {
  int isFigure;      /* of a view */
  int isStray;       /* it names a figure, of something unknown */
  int isSum;         /* it names a sum, or a difference, of figures */
  const char *zOver; /* the name in the row above that goes with it, NULL: none */
} HeaderCell;

/* What the cells of a header say together. */
typedef struct Header {
  View whole;
  View *aView;
  int nView;
  HeaderCell *aCell;
  int year, sheet;
  Guard aGuard[SPM_GUARDS];
  int nGuard;
  int nNamed;         /* cells that name what we read */
  int iFirst, iTwice; /* a cell that names what another does, and that one; -1: none */
  int iDetail;        /* a column that divides a region, -1: none */
  int iTarget;        /* a target that is the need, or may be; -1: none */
  int isTarget;       /* the header names no other need, and no money */
  int iBoth;          /* a column of what the views have each in its own name, -1: none */
  unsigned parts;
} Header;
/* The views of a wide header, without the columns that all of them have; pUpper may be NULL. */
void spm_subjects(Layout *p, const CsvRow *pLower, const CsvRow *pUpper, Header *h);
/* A view more, like this one; NULL without memory. */
View *spm_view_add(Layout *p, Header *h, const View *pLike);
/* Those columns, of h->whole. */
void spm_subjects_end(Header *h, int nHeader);
/* The column of what a text names, an indicator, a service, a region or a quarter; COL_NONE: nothing. */
ImportColumn spm_subject_column(Layout *p, const char *z);
int spm_is_subject(Layout *p, const char *z);

/* ---- lacks.c ---- */

/* Why the row is no header; NULL when it is one, or *pRc says that there is no memory. */
char *spm_header_lacks(Layout *p, long long line, const CsvRow *pRow, Header *h);
/* What was said, an error where there was no memory to say it. */
char *spm_layout_say(Layout *p, char *z);

/* ---- between.c ---- */

/* 1 when the row is no data: a sum, the header once more, a text alone; it is noted. */
int spm_layout_is_between(Layout *p, long long line, const CsvRow *pRow);

#endif
