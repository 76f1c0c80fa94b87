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
static void read_cell(Import *p, sqlite3_stmt *pRows, int c, CsvRow *pRow) {
  int i = FIRST_CELL + c, type = sqlite3_column_type(pRows, i);
  SpmValue number = {SPM_ABSENT, 0, 0};
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    number.type = type == SQLITE_INTEGER ? SPM_INT : SPM_REAL;
    number.i = type == SQLITE_INTEGER ? sqlite3_column_int64(pRows, i) : 0;
    number.r = sqlite3_column_double(pRows, i);
  }
  p->aNumber[c] = number;
  pRow->aCell[c] = (CsvCell){"", 0};
  if (type == SQLITE_NULL) return;
  pRow->aCell[c].z = spm_import_column(p, pRows, i);
  pRow->aCell[c].n = p->rc == SQLITE_OK ? (size_t)sqlite3_column_bytes(pRows, i) : 0;
  if (type == SQLITE_BLOB) pRow->zBad = "a cell holds a blob";
  else if (!spm_csv_is_text((const unsigned char *)pRow->aCell[c].z, pRow->aCell[c].n))
    pRow->zBad = "a cell is not UTF-8 text";
}

static void read_rows(Import *p, sqlite3_stmt *pRows) {
  while (spm_import_step(p, pRows)) {
    CsvCell aCell[COL_COUNT];
    CsvRow row = {.aCell = aCell, .nCell = COL_COUNT};
    LayoutRow given = {sqlite3_column_int64(pRows, 0), &row, &p->layout.t.whole};
    p->origin = sqlite3_column_int64(pRows, 1);
    p->layout.dialect = sqlite3_column_int(pRows, 2) ? SPM_COMMA_DECIMAL : SPM_DOT_DECIMAL;
    for (int c = 0; c < COL_COUNT; c++) read_cell(p, pRows, c, &row);
    int i = FIRST_CELL + COL_COUNT; /* of its file, where that holds the rows of one sheet alone */
    p->zSheet = sqlite3_column_type(pRows, i) == SQLITE_NULL ? 0 : spm_import_column(p, pRows, i);
    spm_import_row(p, &given);
  }
  spm_import_done(p, pRows);
}

static void accept_inbox(Import *p, void *pCtx) {
  sqlite3_stmt *pRows = 0;
  (void)pCtx;
  spm_import_ask(p, SQL_RUN_NOTHING_WAITS, 0, 0, 0, &p->zReport); /* taken while this waited for the lock */
  if (p->zReport) return;
  for (int c = 0; c < COL_COUNT; c++) p->layout.t.whole.aIndex[c] = c;
  p->layout.t.nHeader = COL_COUNT;
  p->layout.t.year = p->layout.t.sheet = -1;
  p->layout.parts = p->layout.t.parts = (1u << PART_COUNT) - 1;
  p->isInbox = 1;
  spm_import_prepare(p, &spm_sql_run[SQL_RUN_WAITING], 1, &pRows);
  spm_import_open(p, "inbox");
  read_rows(p, pRows);
  sqlite3_finalize(pRows);
  spm_import_accept(p);
  spm_import_ask(p, SQL_RUN_SUPERSEDE_ROWS, 0, &p->id, 1, 0);
  p->nSuperseded = sqlite3_changes(p->db);
  p->layout.dialect = SPM_DOT_DECIMAL;
  spm_import_close(p, "inbox", 0, 0);
}

int spm_import_inbox(sqlite3 *db, char **pzReport, char **pzErr) {
  int rc = spm_check_database(db, pzErr);
  if (rc != SQLITE_OK) return rc;
  rc = spm_first_text(db, spm_sql_run[SQL_RUN_NOTHING_WAITS], 0, 0, 0, pzReport);
  if (rc != SQLITE_OK || *pzReport) return rc;
  return spm_import_atomic(db, "spm_accept", 0, accept_inbox, 0, pzReport, pzErr);
}
