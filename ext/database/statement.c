/* statement.c: what every file that speaks to the database needs: the first cell of an answer, the texts of a row, the message
** of an error, the choices of a method, and for a function that acts: who calls it?
**
** SQLITE_DIRECTONLY keeps these functions out of views, triggers, indexes and generated columns; but SQLite (3.40 at least)
** runs them in a CHECK of a planted table: when a row is written, and when PRAGMA integrity_check or quick_check looks at the
** rows, also those that spm_check asks for. So each asks for itself whether such a statement is running: the pragma behind
** pragma_integrity_check, too, runs as a statement that begins with PRAGMA. */
#include "database/database.h"
#include <math.h>
#include <string.h>

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

char *spm_row_texts(sqlite3_stmt *pStmt, int iFrom, const char *az[], int n) {
  size_t an[8], nAll = 0;
  for (int i = 0; i < n; i++) {
    az[i] = (const char *)sqlite3_column_text(pStmt, iFrom + i);
    if (az[i] == 0) return 0;
    an[i] = (size_t)sqlite3_column_bytes(pStmt, iFrom + i) + 1;
    nAll += an[i];
  }
  char *zAll = sqlite3_malloc64(nAll), *z = zAll;
  for (int i = 0; zAll && i < n; z += an[i++]) {
    memcpy(z, az[i], an[i]);
    az[i] = z;
  }
  return zAll;
}

/* A no is asked for once more: a yes then says that there was no memory. */
int spm_is_object(sqlite3 *db, sqlite3_value *v, int *pIs) {
  *pIs = 0;
  for (int i = 0; i < 2; i++) {
    sqlite3_stmt *pStmt = 0;
    int is = 0, rc = sqlite3_prepare_v2(db, spm_sql_database[SQL_DATABASE_IS_OBJECT], -1, &pStmt, 0);
    if (rc == SQLITE_OK) rc = sqlite3_bind_value(pStmt, 1, v);
    if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) is = sqlite3_column_int(pStmt, 0);
    int rcEnd = sqlite3_finalize(pStmt);
    if (rc != SQLITE_OK || rcEnd != SQLITE_OK) return rc == SQLITE_OK ? rcEnd : rc;
    if (is && i == 1) return SQLITE_NOMEM;
    *pIs = is;
    if (is) break;
  }
  return SQLITE_OK;
}

const char *spm_error_text(sqlite3 *db, int rc) {
  int isOurs = (sqlite3_errcode(db) & 0xff) == (rc & 0xff);
  return isOurs ? sqlite3_errmsg(db) : sqlite3_errstr(rc);
}

/* ---- methods ---- */

const char *spm_method_of(sqlite3_stmt *pStmt, SpmMethod *p, int *pIsFlat) {
  static const char *const azWord[][3] = {{"mean", "pooled", "combine must be 'mean' or 'pooled'"},
                                          {"exclude", "full", "zero_need must be 'exclude' or 'full'"},
                                          {"zero", "available", "missing must be 'zero' or 'available'"},
                                          {"field", "flat", "tree must be 'field' or 'flat'"}};
  int *const apChoice[] = {&p->pooled, &p->full, &p->available, pIsFlat};
  p->served_weight = sqlite3_column_double(pStmt, 1);
  p->quality_weight = sqlite3_column_double(pStmt, 2);
  p->cap = sqlite3_column_int(pStmt, 3) != 0;
  if (!(p->served_weight >= 0 && p->quality_weight >= 0 && fabs(p->served_weight + p->quality_weight - 1) <= 1e-9))
    return "served_weight and quality_weight must be at least 0 and sum to 1";
  for (int i = 0; i < 4; i++) {
    sqlite3_value *v = sqlite3_column_value(pStmt, 4 + i);
    *apChoice[i] = spm_is_text(v, azWord[i][1]);
    if (!*apChoice[i] && !spm_is_text(v, azWord[i][0])) return azWord[i][2];
  }
  return 0;
}

/* ---- who calls? ---- */

/* The statement without the blanks and comments in front of it. */
static const char *first_word(const char *z) {
  for (;;) {
    z += strspn(z, " \t\n\f\r");
    if (z[0] == '-' && z[1] == '-') {
      z += strcspn(z, "\n");
    } else if (z[0] == '/' && z[1] == '*') {
      const char *zEnd = strstr(z + 2, "*/");
      z = zEnd ? zEnd + 2 : z + strlen(z);
    } else {
      return z;
    }
  }
}

static int looks_at_checks(const char *zSql) {
  return sqlite3_strnicmp(first_word(zSql), "pragma", 6) == 0 &&
         (sqlite3_strlike("%integrity_check%", zSql, 0) == 0 || sqlite3_strlike("%quick_check%", zSql, 0) == 0);
}

int spm_is_direct(sqlite3_context *ctx, const char *zName, int isWriter) {
  sqlite3 *db = sqlite3_context_db_handle(ctx);
  for (sqlite3_stmt *p = sqlite3_next_stmt(db, 0); p; p = sqlite3_next_stmt(db, p)) {
    const char *zSql = sqlite3_sql(p);
    if (!sqlite3_stmt_busy(p)) continue;
    if (zSql && looks_at_checks(zSql)) {
      spm_result_error(ctx, sqlite3_mprintf("unsafe use of %s(): a CHECK of this database calls it", zName));
      return 0;
    }
    if (isWriter && !sqlite3_stmt_readonly(p)) {
      spm_result_error(
          ctx, sqlite3_mprintf("%s: call it from a plain SELECT, not inside another statement that writes", zName));
      return 0;
    }
  }
  return 1;
}
