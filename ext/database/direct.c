/* direct.c: who calls a function that acts?
**
** SQLITE_DIRECTONLY keeps these functions out of views, triggers, indexes and generated columns; but SQLite (3.40 at least)
** runs them in a CHECK of a planted table: when a row is written, and when PRAGMA integrity_check or quick_check looks at the
** rows, also those that spm_check asks for. So each asks for itself whether such a statement is running: the pragma behind
** pragma_integrity_check, too, runs as a statement that begins with PRAGMA. */
#include "database/database.h"
#include <string.h>

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
