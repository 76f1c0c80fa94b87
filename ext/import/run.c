/* run.c: one import from its row in table import to its report, all or nothing (savepoint.c), the steps of which it is made,
** and taking one back (semantics.md 5); import.c fills it from a file, inbox.c from the inbox. */
#include "import/import.h"
#include "functions/functions.h"
#include <string.h>

void spm_import_fail(Import *p, int rc, char *zErr) {
  spm_layout_fail(&p->layout, rc, zErr);
}

void spm_import_ask(Import *p, SqlRun sql, const char *zText, const sqlite3_int64 *aInt, int nInt, char **pz) {
  if (p->rc == SQLITE_OK) p->rc = spm_first_text(p->db, spm_sql_run[sql], zText, aInt, nInt, pz);
}

void spm_import_settle(Import *p, SqlRun sql, const char *zPath) {
  sqlite3_stmt *pStmt = 0;
  spm_import_prepare(p, &spm_sql_run[sql], 1, &pStmt);
  spm_import_bind_text(p, pStmt, 1, zPath);
  spm_import_bind_int(p, pStmt, 2, p->id);
  if (p->rc == SQLITE_OK) p->rc = spm_bind_ours_at(pStmt, 3);
  spm_import_run(p, pStmt);
  sqlite3_finalize(pStmt);
}

void spm_import_prepare(Import *p, const char *const *azSql, int n, sqlite3_stmt **aStmt) {
  for (int i = 0; p->rc == SQLITE_OK && i < n; i++)
    p->rc = sqlite3_prepare_v3(p->db, azSql[i], -1, SQLITE_PREPARE_PERSISTENT, &aStmt[i], 0);
}

void spm_import_bind_text(Import *p, sqlite3_stmt *pStmt, int i, const char *z) {
  if (p->rc == SQLITE_OK) p->rc = sqlite3_bind_text(pStmt, i, z, -1, SQLITE_STATIC);
}

void spm_import_bind_cell(Import *p, sqlite3_stmt *pStmt, int i, CsvCell v) {
  if (p->rc == SQLITE_OK) p->rc = sqlite3_bind_text64(pStmt, i, v.z, v.n, SQLITE_STATIC, SQLITE_UTF8);
}

void spm_import_bind_int(Import *p, sqlite3_stmt *pStmt, int i, sqlite3_int64 v) {
  if (p->rc == SQLITE_OK) p->rc = sqlite3_bind_int64(pStmt, i, v);
}

void spm_import_bind_number(Import *p, sqlite3_stmt *pStmt, int i, SpmValue v) {
  if (v.type == SPM_INT) spm_import_bind_int(p, pStmt, i, v.i);
  else if (p->rc == SQLITE_OK) p->rc = sqlite3_bind_double(pStmt, i, v.r);
}

int spm_import_step(Import *p, sqlite3_stmt *pStmt) {
  return p->rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW; /* an error comes out of sqlite3_reset */
}

const char *spm_import_column(Import *p, sqlite3_stmt *pStmt, int i) {
  const char *z = p->rc == SQLITE_OK ? (const char *)sqlite3_column_text(pStmt, i) : "";
  if (z) return z;
  p->rc = SQLITE_NOMEM;
  return "";
}

void spm_import_done(Import *p, sqlite3_stmt *pStmt) {
  if (pStmt == 0) return; /* an error came before it was prepared */
  int rc = sqlite3_reset(pStmt);
  if (p->rc == SQLITE_OK) p->rc = rc;
  sqlite3_clear_bindings(pStmt);
}

void spm_import_run(Import *p, sqlite3_stmt *pStmt) {
  spm_import_step(p, pStmt);
  spm_import_done(p, pStmt);
}

void spm_import_open(Import *p, const char *zPath) {
  char *zNow = 0;
  spm_import_ask(p, SQL_RUN_OPEN, zPath, 0, 0, 0);
  p->id = sqlite3_last_insert_rowid(p->db);
  spm_import_ask(p, SQL_RUN_OPENED_AT, 0, &p->id, 1, &zNow);
  sqlite3_snprintf(sizeof(p->zNow), p->zNow, "%s", zNow ? zNow : "");
  sqlite3_free(zNow);
  p->pMemo = spm_memo_new();
  if (p->pMemo == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  spm_import_prepare(p, spm_sql_import, SQL_IMPORT_COUNT, p->aStmt);
}

void spm_import_close(Import *p, const char *zPath, const char *zSha256, int isDry) {
  const sqlite3_int64 a[] = {p->id,          p->nRow,        p->nAccepted,   p->nFiling,
                             p->aFinding[0], p->aFinding[1], p->aFinding[2], p->nSuperseded};
  const sqlite3_int64 aDone[] = {p->id, p->nRow, p->nAccepted, p->nFiling, p->layout.dialect == SPM_COMMA_DECIMAL};
  spm_import_ask(p, SQL_RUN_CLOSE, zSha256, aDone, 5, 0);
  spm_import_ask(p, isDry ? SQL_RUN_DRY_REPORT : SQL_RUN_REPORT, zPath, a, 8, &p->zReport);
}

int spm_import_atomic(sqlite3 *db, const char *zWho, int isDry, ImportWork xWork, void *pCtx, char **pzReport,
                      char **pzErr) {
  Import import;
  memset(&import, 0, sizeof(import));
  import.db = db;
  import.pView = &import.layout.t.whole;
  import.layout.pRc = &import.rc;
  import.layout.pzErr = &import.zErr;
  import.reference.pRc = &import.rc;
  import.reference.pzErr = &import.zErr;
  SpmSavepoint savepoint;
  int rc = import.rc = spm_savepoint_begin(&savepoint, db, spm_sql_database[SQL_DATABASE_NOOP], &import.zErr);
  if (rc == SQLITE_OK) {
    xWork(&import, pCtx);
    rc = import.rc;
  }
  if (rc != SQLITE_OK && import.zErr == 0) import.zErr = sqlite3_mprintf("%s", spm_error_text(db, rc));
  for (int i = 0; i < SQL_IMPORT_COUNT; i++) sqlite3_finalize(import.aStmt[i]);
  spm_memo_free(import.pMemo);
  spm_layout_free(&import.layout);
  spm_reference_free(&import.reference);
  sqlite3_free(import.zBoth);
  sqlite3_free(import.zLastSheet);
  if (rc == SQLITE_OK && isDry) { /* all of it is undone, the report stays */
    rc = spm_savepoint_end(&savepoint, SQLITE_ABORT);
    if (rc == SQLITE_ABORT) rc = SQLITE_OK;
  } else {
    rc = spm_savepoint_end(&savepoint, rc);
  }
  if (rc != SQLITE_OK) {
    *pzErr = sqlite3_mprintf("%s: %s", zWho, import.zErr ? import.zErr : spm_error_text(db, rc));
    if (*pzErr == 0) rc = SQLITE_NOMEM;
  }
  *pzReport = import.zReport;
  sqlite3_free(import.zErr);
  return rc;
}

/* ---- taking it back ----
**
** Filings are never deleted: those of the import are rejected now, so that what stood before stands again and an answer
** as of an earlier time does not move. That is refused when a later revision builds on one of them. Its rows in the
** inbox wait for nobody any more and go, but not those that spm_accept made filings of: the figures still come from
** there. Its findings stay as they were told, and are no longer open: they are superseded by the import itself. What it
** had settled in the inbox waits again, and the findings that it superseded stand again - unless a later import, which
** has not been taken back, stands in its place: a later version of the file, or an accept that has read the same rows. */

static void undo(Import *p, void *pCtx) {
  sqlite3_int64 a[4] = {*(sqlite3_int64 *)pCtx, 0, 0, 0};
  char *zKnown = 0, *zReplaced = 0, *zErr = 0;
  spm_import_ask(p, SQL_RUN_UNDO_KNOWN, 0, a, 1, &zKnown);
  if (zKnown == 0)
    spm_import_fail(p, SQLITE_ERROR,
                    sqlite3_mprintf("there is no import %lld; SELECT import, path FROM import lists them", a[0]));
  else if (*zKnown) spm_import_fail(p, SQLITE_ERROR, sqlite3_mprintf("import %lld was taken back on %s", a[0], zKnown));
  spm_import_ask(p, SQL_RUN_UNDO_REPLACED, 0, a, 1, &zReplaced);
  if (zReplaced)
    spm_import_fail(
        p, SQLITE_ERROR,
        sqlite3_mprintf("import %lld cannot be taken back: a later filing builds on it (field %s)", a[0], zReplaced));
  sqlite3_free(zKnown);
  sqlite3_free(zReplaced);
  if (p->rc == SQLITE_OK) {
    int rc = spm_reference_undo(p->db, a[0], &a[3], &zErr);
    spm_import_fail(p, rc, zErr);
  }
  spm_import_ask(p, SQL_RUN_UNDO_MARK, 0, a, 1, 0);
  spm_import_ask(p, SQL_RUN_UNDO_REJECT, 0, a, 1, 0);
  a[1] = sqlite3_changes(p->db);
  p->id = a[0];
  spm_import_settle(p, SQL_RUN_UNDO_WAIT, 0);
  spm_import_settle(p, SQL_RUN_UNDO_STAND, 0);
  spm_import_ask(p, SQL_RUN_UNDO_CLOSE, 0, a, 1, 0);
  spm_import_ask(p, SQL_RUN_UNDO_INBOX, 0, a, 1, 0);
  a[2] = sqlite3_changes(p->db);
  spm_import_ask(p, SQL_RUN_UNDO_REPORT, 0, a, 4, &p->zReport);
}

int spm_import_undo(sqlite3 *db, sqlite3_int64 id, char **pzReport, char **pzErr) {
  int rc = spm_check_database(db, pzErr);
  return rc == SQLITE_OK ? spm_import_atomic(db, "spm_import_undo", 0, undo, &id, pzReport, pzErr) : rc;
}
