/* statement.c: what every file that speaks to the database needs: the first cell of an answer, and the message of an
** error. */
#include "database/database.h"

int spm_first_text(sqlite3 *db, const char *zSql, const char *zText, const sqlite3_int64 *aInt, int nInt, char **pz) {
  sqlite3_stmt *pStmt = 0;
  int rc = zSql ? sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) : SQLITE_NOMEM;
  if (rc == SQLITE_OK && zText) rc = sqlite3_bind_text(pStmt, 1, zText, -1, SQLITE_STATIC);
  for (int i = 0; rc == SQLITE_OK && i < nInt; i++) rc = sqlite3_bind_int64(pStmt, i + 2, aInt[i]);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW && pz) {
    *pz = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
    if (*pz == 0) rc = SQLITE_NOMEM;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

int spm_first_int(sqlite3 *db, const char *zSql, sqlite3_int64 *p) {
  sqlite3_stmt *pStmt = 0;
  int rc = zSql ? sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) : SQLITE_NOMEM;
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) *p = sqlite3_column_int64(pStmt, 0);
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

const char *spm_error_text(sqlite3 *db, int rc) {
  int isOurs = (sqlite3_errcode(db) & 0xff) == (rc & 0xff);
  return isOurs ? sqlite3_errmsg(db) : sqlite3_errstr(rc);
}
