/* planted.c: what somebody may have put into a database in the place of what our SQL reads.
**
** A view or a virtual table under the name of one of our tables would run its own SQL or its own module behind every
** figure, and a view over a function of ours makes that function read itself for ever; a table under the name of a
** table-valued function hides it from our SQL (main.json_each) or from everybody's (SELECT * FROM spm_help). Such a database
** is refused by name; spm_check alone goes on, to tell what is wrong, unless what it asks itself is hidden. PRAGMA table_list
** tells what SQLite takes each name for; sqlite_schema can be written by hand. What stands in the tables is not looked at. */
#include "database/database.h"
#include <string.h>

/* Is this one of the tables of sql/schema.sql? Names are compared as SQLite compares them. */
static int is_our_table(const char *zName) {
  static const char zCreate[] = "CREATE TABLE ";
  size_t n = strlen(zName);
  const char *z = (const char *)spm_text("schema.sql")->z;
  while ((z = strstr(z, zCreate)) != 0) {
    z += sizeof(zCreate) - 1;
    if (strcspn(z, "(") == n && sqlite3_strnicmp(z, zName, (int)n) == 0) return 1;
  }
  return 0;
}

static int hides_ours(const char *zName) {
  for (int i = 0; spm_table_names[i]; i++)
    if (sqlite3_stricmp(spm_table_names[i], zName) == 0) return 1;
  return 0;
}

/* Those that our SQL calls. */
static int hides_builtin(const char *zName) {
  static const char *const azName[] = {"json_each", "pragma_integrity_check", "pragma_foreign_key_check",
                                       "pragma_table_info"};
  for (size_t i = 0; i < sizeof(azName) / sizeof(azName[0]); i++)
    if (sqlite3_stricmp(azName[i], zName) == 0) return 1;
  return 0;
}

int spm_check_planted(sqlite3 *db, int isChecking, char **pzErr) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, "PRAGMA main.table_list", -1, &pStmt, 0), isBad = 0;
  while (rc == SQLITE_OK && !isBad && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zName = (const char *)sqlite3_column_text(pStmt, 1);
    const char *zType = (const char *)sqlite3_column_text(pStmt, 2);
    if (zName == 0 || zType == 0) {
      rc = SQLITE_NOMEM;
    } else if (hides_builtin(zName) || (!isChecking && hides_ours(zName))) {
      *pzErr = sqlite3_mprintf("the database has a %s named %s, which hides the function of that name: none of its"
                               " figures can be trusted",
                               strcmp(zType, "view") == 0 ? "view" : "table", zName);
      isBad = 1;
    } else if (!isChecking && *zType == 'v' && is_our_table(zName)) { /* view, virtual */
      *pzErr = sqlite3_mprintf("%s is a %s, not the table that spm_init makes: none of the figures of this database"
                               " can be trusted",
                               zName, strcmp(zType, "view") == 0 ? "view" : "virtual table");
      isBad = 1;
    }
  }
  int rcEnd = sqlite3_finalize(pStmt);
  if (rc == SQLITE_OK) rc = rcEnd;
  if (rc != SQLITE_OK && rc != SQLITE_NOMEM) *pzErr = sqlite3_mprintf("%s", sqlite3_errmsg(db));
  if (rc == SQLITE_OK && isBad) rc = *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
  return rc;
}
