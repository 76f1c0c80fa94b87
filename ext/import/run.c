/* run.c: one import from its row in table import to its report, all or nothing (savepoint.c); import.c fills it
** from a file, inbox.c from the inbox. */
#include "import/import.h"
#include <string.h>

int spm_import_open(Import *p, const char *zPath) {
  char *zNow = 0;
  int rc = spm_first_text(
      p->db, "INSERT INTO main.import(path, imported_at) VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))", zPath, 0,
      0, 0);
  p->id = sqlite3_last_insert_rowid(p->db);
  /* the clock is read once: one import has one time */
  if (rc == SQLITE_OK)
    rc = spm_first_text(p->db, "SELECT imported_at FROM main.import WHERE import = ?2", 0, &p->id, 1, &zNow);
  if (rc == SQLITE_OK) sqlite3_snprintf(sizeof(p->zNow), p->zNow, "%s", zNow ? zNow : "");
  sqlite3_free(zNow);
  return rc == SQLITE_OK ? spm_import_prepare(p) : rc;
}

/* What a dry run has to say: the report, and every finding, since nothing of them stays. */
static const char zDryReport[] =
    "SELECT json_object('import', NULL, 'file', ?1, 'rows', ?3, 'accepted', ?4, 'filings', ?5, 'errors', ?6, "
    "'warnings', ?7, 'notes', ?8, 'superseded', ?9, 'action', 'nothing: a dry run', 'findings',"
    " (SELECT json_group_array(json_object('line', line, 'column', column, 'given', given, 'read', read, 'rule', rule,"
    " 'severity', severity, 'message', message, 'pesan', pesan, 'alternatives', json(alternatives)))"
    " FROM (SELECT line, column, given, read, rule, severity, message, pesan, alternatives"
    " FROM main.finding WHERE import = ?2 ORDER BY finding)))";

static const char zReport[] = "SELECT json_object('import', ?2, 'file', ?1, 'rows', ?3, 'accepted', ?4, 'filings', ?5,"
                              " 'errors', ?6, 'warnings', ?7, 'notes', ?8, 'superseded', ?9)";

int spm_import_close(Import *p, const char *zPath, const char *zSha256, int isDry, char **pzReport) {
  const sqlite3_int64 a[] = {p->id,          p->nRow,        p->nAccepted,   p->nFiling,
                             p->aFinding[0], p->aFinding[1], p->aFinding[2], p->nSuperseded};
  int rc = spm_first_text(
      p->db,
      "UPDATE main.import SET sha256 = ?1, rows = ?3, accepted = ?4, filings = ?5,"
      " decimal_sign = iif(?6, ',', '.') WHERE import = ?2",
      zSha256, (const sqlite3_int64[]){p->id, p->nRow, p->nAccepted, p->nFiling, p->dialect == SPM_COMMA_DECIMAL}, 5,
      0);
  return rc == SQLITE_OK ? spm_first_text(p->db, isDry ? zDryReport : zReport, zPath, a, 8, pzReport) : rc;
}

int spm_import_atomic(sqlite3 *db, const char *zWho, int isDry, ImportWork xWork, void *pCtx, char **pzReport,
                      char **pzErr) {
  Import import;
  memset(&import, 0, sizeof(import));
  import.db = db;
  char *zWhy = 0;
  SpmSavepoint savepoint;
  int rc = spm_savepoint_begin(&savepoint, db, "DELETE FROM main.inbox WHERE 0", &zWhy);
  if (rc == SQLITE_OK) rc = xWork(&import, pCtx, pzReport, &zWhy);
  if (rc != SQLITE_OK && zWhy == 0) zWhy = sqlite3_mprintf("%s", spm_error_text(db, rc));
  for (int i = 0; i < SQL_COUNT; i++) sqlite3_finalize(import.aStmt[i]);
  sqlite3_free(import.pMemo);
  if (rc == SQLITE_OK && isDry) { /* all of it is undone, the report stays */
    rc = spm_savepoint_end(&savepoint, SQLITE_ABORT);
    if (rc == SQLITE_ABORT) rc = SQLITE_OK;
  } else {
    rc = spm_savepoint_end(&savepoint, rc);
  }
  if (rc != SQLITE_OK) {
    *pzErr = sqlite3_mprintf("%s: %s", zWho, zWhy ? zWhy : spm_error_text(db, rc));
    if (*pzErr == 0) rc = SQLITE_NOMEM;
  }
  sqlite3_free(zWhy);
  return rc;
}
