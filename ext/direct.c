/* direct.c: who calls a function that acts?
**
** SQLITE_DIRECTONLY keeps these functions out of views, triggers, indexes and generated columns; but SQLite (3.40 at least)
** runs them in a CHECK of a planted table: when a row is written, and when PRAGMA integrity_check or quick_check looks at the
** rows, also those that spm_check asks for. So each asks for itself whether such a statement is running. */
#include "spm_int.h"

int spm_is_direct(sqlite3_context *ctx, const char *zName, int isWriter) {
  sqlite3 *db = sqlite3_context_db_handle(ctx);
  for (sqlite3_stmt *p = sqlite3_next_stmt(db, 0); p; p = sqlite3_next_stmt(db, p)) {
    const char *zSql = sqlite3_sql(p);
    if (!sqlite3_stmt_busy(p)) continue;
    if (zSql &&
        (sqlite3_strlike("%integrity_check%", zSql, 0) == 0 || sqlite3_strlike("%quick_check%", zSql, 0) == 0)) {
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
