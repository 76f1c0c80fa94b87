/* inbox.c: spm_accept: take the rows of the inbox that have become sound (ext/README.md "Files in").
**
** Rows come there from files, when they could not be taken, and from other tools, which put them in without import and
** line. Each is judged as a row of a file is, with the decimal sign of its file; those of other tools have the dot. What is
** taken stays in the inbox as the record of what was given, settled; what is not says again why. Figures filed since the
** row came in are not overwritten (row.c). A row that could not be cut into cells waits until somebody fills them
** and empties raw. */
#include "import/import.h"
#include <string.h>

#define FIRST_CELL 3 /* in what SQL_RUN_WAITING gives */

/* A cell as text, and as the number that it is already: its digits are the number's, whatever text shows of them. */
static int read_cell(Import *p, sqlite3_stmt *pRows, int c, CsvRow *pRow) {
  int i = FIRST_CELL + c, type = sqlite3_column_type(pRows, i);
  SpmValue number = {SPM_ABSENT, 0, 0};
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    number.type = type == SQLITE_INTEGER ? SPM_INT : SPM_REAL;
    number.i = type == SQLITE_INTEGER ? sqlite3_column_int64(pRows, i) : 0;
    number.r = sqlite3_column_double(pRows, i);
  }
  p->aNumber[c] = number;
  pRow->aCell[c] = (CsvCell){"", 0};
  if (type == SQLITE_NULL) return SQLITE_OK;
  pRow->aCell[c].z = (const char *)sqlite3_column_text(pRows, i);
  pRow->aCell[c].n = (size_t)sqlite3_column_bytes(pRows, i);
  if (pRow->aCell[c].z == 0) return SQLITE_NOMEM;
  if (type == SQLITE_BLOB) pRow->zBad = "a cell holds a blob";
  else if (!spm_csv_is_text((const unsigned char *)pRow->aCell[c].z, pRow->aCell[c].n))
    pRow->zBad = "a cell is not UTF-8 text";
  return SQLITE_OK;
}

static int read_rows(Import *p, sqlite3_stmt *pRows) {
  int rc = SQLITE_OK;
  while (rc == SQLITE_OK && sqlite3_step(pRows) == SQLITE_ROW) {
    CsvRow row;
    memset(&row, 0, sizeof(row));
    row.nCell = COL_COUNT;
    p->origin = sqlite3_column_int64(pRows, 1);
    p->dialect = sqlite3_column_int(pRows, 2) ? SPM_COMMA_DECIMAL : SPM_DOT_DECIMAL;
    for (int c = 0; rc == SQLITE_OK && c < COL_COUNT; c++) rc = read_cell(p, pRows, c, &row);
    if (rc == SQLITE_OK) rc = spm_import_row(p, sqlite3_column_int64(pRows, 0), &row);
  }
  int rcReset = sqlite3_reset(pRows);
  return rc == SQLITE_OK ? rcReset : rc;
}

static int accept_inbox(Import *p, void *pCtx, char **pzReport, char **pzErr) {
  sqlite3_stmt *pRows = 0;
  (void)pCtx, (void)pzErr;
  int rcNothing = spm_first_text(p->db, spm_sql_run[SQL_RUN_NOTHING_WAITS], 0, 0, 0,
                                 pzReport); /* taken while this waited for the lock */
  if (rcNothing != SQLITE_OK || *pzReport) return rcNothing;
  spm_import_all_columns(p);
  p->isInbox = 1;
  int rc = sqlite3_prepare_v2(p->db, spm_sql_run[SQL_RUN_WAITING], -1, &pRows, 0);
  if (rc == SQLITE_OK) rc = spm_import_open(p, "inbox");
  if (rc == SQLITE_OK) rc = read_rows(p, pRows);
  sqlite3_finalize(pRows);
  if (rc == SQLITE_OK) rc = spm_import_accept(p);
  if (rc == SQLITE_OK) rc = spm_first_text(p->db, spm_sql_run[SQL_RUN_SUPERSEDE_ROWS], 0, &p->id, 1, 0);
  p->nSuperseded = sqlite3_changes(p->db);
  p->dialect = SPM_DOT_DECIMAL;
  if (rc == SQLITE_OK) rc = spm_import_close(p, "inbox", 0, 0, pzReport);
  return rc;
}

int spm_import_inbox(sqlite3 *db, char **pzReport, char **pzErr) {
  int rc = spm_check_database(db, pzErr);
  if (rc != SQLITE_OK) return rc;
  rc = spm_first_text(db, spm_sql_run[SQL_RUN_NOTHING_WAITS], 0, 0, 0, pzReport);
  if (rc != SQLITE_OK || *pzReport) return rc;
  return spm_import_atomic(db, "spm_accept", 0, accept_inbox, 0, pzReport, pzErr);
}
