/* run.c: one import from its row in table import to its report, all or nothing (savepoint.c); import.c fills it
** from a file, inbox.c from the inbox. */
#include "import/import.h"
#include <string.h>

int spm_import_open(Import *p, const char *zPath) {
  char *zNow = 0;
  int rc = spm_first_text(p->db, spm_sql_run[SQL_RUN_OPEN], zPath, 0, 0, 0);
  p->id = sqlite3_last_insert_rowid(p->db);
  if (rc == SQLITE_OK) rc = spm_first_text(p->db, spm_sql_run[SQL_RUN_OPENED_AT], 0, &p->id, 1, &zNow);
  if (rc == SQLITE_OK) sqlite3_snprintf(sizeof(p->zNow), p->zNow, "%s", zNow ? zNow : "");
  sqlite3_free(zNow);
  return rc == SQLITE_OK ? spm_import_prepare(p) : rc;
}

int spm_import_close(Import *p, const char *zPath, const char *zSha256, int isDry, char **pzReport) {
  const sqlite3_int64 a[] = {p->id,          p->nRow,        p->nAccepted,   p->nFiling,
                             p->aFinding[0], p->aFinding[1], p->aFinding[2], p->nSuperseded};
  const sqlite3_int64 aDone[] = {p->id, p->nRow, p->nAccepted, p->nFiling, p->dialect == SPM_COMMA_DECIMAL};
  int rc = spm_first_text(p->db, spm_sql_run[SQL_RUN_CLOSE], zSha256, aDone, 5, 0);
  const char *zReport = spm_sql_run[isDry ? SQL_RUN_DRY_REPORT : SQL_RUN_REPORT];
  return rc == SQLITE_OK ? spm_first_text(p->db, zReport, zPath, a, 8, pzReport) : rc;
}

int spm_import_atomic(sqlite3 *db, const char *zWho, int isDry, ImportWork xWork, void *pCtx, char **pzReport,
                      char **pzErr) {
  Import import;
  memset(&import, 0, sizeof(import));
  import.db = db;
  char *zWhy = 0;
  SpmSavepoint savepoint;
  int rc = spm_savepoint_begin(&savepoint, db, spm_sql_database[SQL_DATABASE_NOOP], &zWhy);
  if (rc == SQLITE_OK) rc = xWork(&import, pCtx, pzReport, &zWhy);
  if (rc != SQLITE_OK && zWhy == 0) zWhy = sqlite3_mprintf("%s", spm_error_text(db, rc));
  for (int i = 0; i < SQL_IMPORT_COUNT; i++) sqlite3_finalize(import.aStmt[i]);
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
