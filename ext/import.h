/* import.h: one import while it runs. import.c reads the file and its header, import_row.c judges each row and puts it
 *into staging or
 ** the inbox, import_accept.c makes filings of what is in staging (semantics.md 5 and 10, design.md "Files in"). */
#ifndef SPM_IMPORT_H
#define SPM_IMPORT_H

#include "spm_int.h"
#include "csvread.h"

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
  COL_COUNT
} ImportColumn;
extern const char *const spm_import_columns[COL_COUNT];

typedef enum ImportSql {
  SQL_FINDING,   /* add a finding */
  SQL_INBOX,     /* keep a row that could not be taken */
  SQL_REGION,    /* region of a code, also an old one, and whether it is on the roster */
  SQL_INDICATOR, /* indicator: its service, field, level group, kind of number */
  SQL_SERVICE,   /* service: its field, level group */
  SQL_STAGE,     /* put a sound row into staging */
  SQL_STAGED,    /* the row of staging with the same key */
  SQL_REFUSE,    /* take that row out of the running */
  SQL_COUNT
} ImportSql;

typedef struct Import {
  sqlite3 *db;
  sqlite3_int64 id;
  char zNow[SPM_STAMP_SIZE]; /* submitted_at of rows that have none */
  sqlite3_stmt *aStmt[SQL_COUNT];
  int aIndex[COL_COUNT]; /* cell of each column, -1: the file has no such column */
  int nHeader;           /* cells of the header row, 0 before it was read */
  long long nRow, nAccepted, nFiling;
  long long aFinding[3]; /* errors, warnings, notes */
  int saidDateOnly;
} Import;

typedef enum Severity { SEV_ERROR, SEV_WARNING, SEV_NOTE } Severity;

/* Add a finding; zMessage is freed, NULL is out of memory. zColumn and zGiven may be NULL. */
int spm_import_finding(Import *p, long long line, const char *zColumn, const char *zGiven, const char *zRule,
                       Severity severity, char *zMessage);
/* Judge one row below the header. */
int spm_import_row(Import *p, long long line, const CsvRow *pRow);
int spm_import_prepare(Import *p);
/* Filings from staging, which is empty afterwards. */
int spm_import_accept(Import *p);

/* Step a statement that returns no row, reset it. */
int spm_import_run(sqlite3_stmt *pStmt);

#endif
