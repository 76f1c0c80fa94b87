/* tallies.c: run a statement that may call what is internal to the extension, as the benchmark does to count the cells
** of a whole nation at once; no program but one that has the extension linked in can (ext/functions/fn_internal.c).
**
**   tallies DB < STATEMENT.sql
**
** The triggers of table tally, which refuse rows of filings that are filed, are away meanwhile. */
#include "functions/functions.h"
#include <stdio.h>
#include <stdlib.h>

static sqlite3 *db;

static void must(int rc) {
  if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW) return;
  fprintf(stderr, "tallies: %s\n", sqlite3_errmsg(db));
  exit(1);
}

static char *text_of(const char *zSql) {
  sqlite3_stmt *pStmt;
  must(sqlite3_prepare_v2(db, zSql, -1, &pStmt, NULL));
  must(sqlite3_step(pStmt));
  char *z = sqlite3_mprintf("%s", (const char *)sqlite3_column_text(pStmt, 0));
  must(sqlite3_finalize(pStmt));
  return z;
}

int main(int argc, char **argv) {
  static char zSql[65536];
  sqlite3_stmt *pStmt;
  size_t n = fread(zSql, 1, sizeof(zSql) - 1, stdin);
  if (argc != 2 || n == 0) {
    fprintf(stderr, "usage: tallies DB < STATEMENT.sql\n");
    return 2;
  }
  must(sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL));
  must(sqlite3_spm_init(db, NULL, NULL));
  char *zMake =
      text_of("SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'tally'");
  char *zDrop = text_of("SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema"
                        " WHERE type = 'trigger' AND tbl_name = 'tally'");
  must(sqlite3_exec(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN", NULL, NULL, NULL));
  must(sqlite3_exec(db, zDrop, NULL, NULL, NULL));
  must(sqlite3_prepare_v2(db, zSql, (int)n, &pStmt, NULL));
  must(spm_bind_ours(pStmt));
  must(sqlite3_step(pStmt));
  must(sqlite3_finalize(pStmt));
  must(sqlite3_exec(db, zMake, NULL, NULL, NULL));
  must(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL));
  sqlite3_free(zMake);
  sqlite3_free(zDrop);
  must(sqlite3_close(db));
  return 0;
}
