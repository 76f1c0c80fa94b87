/* clock.c: how often does one act read the clock? A VFS gives a later second at every look.
**
**   clock FILE.csv   a file without stamps, of one filing
**
** What an import files has the time of the import, what an undo rejects that of the undo, however slow the machine.
** Prints "clock: N passed, N failed". */
#include "spm.h"
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static int passed, failed;
static sqlite3_vfs *pReal, ticking;

static int tick(sqlite3_vfs *pVfs, sqlite3_int64 *pTime) {
  static sqlite3_int64 looks;
  (void)pVfs;
  int rc = pReal->xCurrentTimeInt64(pReal, pTime);
  *pTime += 1000 * ++looks;
  return rc;
}

static void check(sqlite3 *db, const char *zName, const char *zSql, const char *zArg) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK && zArg) sqlite3_bind_text(pStmt, 1, zArg, -1, SQLITE_STATIC);
  int isRow = rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW;
  if (isRow && sqlite3_column_int(pStmt, 0) == 1) passed++;
  else {
    failed++;
    printf("FAILED clock: %s: %s\n", zName, isRow ? (const char *)sqlite3_column_text(pStmt, 0) : sqlite3_errmsg(db));
  }
  sqlite3_finalize(pStmt);
}

int main(int argc, char **argv) {
  sqlite3 *db = 0;
  if (argc != 2) return 2;
  pReal = sqlite3_vfs_find(0);
  ticking = *pReal;
  ticking.zName = "ticking";
  ticking.xCurrentTimeInt64 = tick;
  sqlite3_vfs_register(&ticking, 0);
  sqlite3_auto_extension((void (*)(void))sqlite3_spm_init);
  if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "ticking") != SQLITE_OK) return 1;
  sqlite3_exec(db, "CREATE TEMP TABLE look AS SELECT strftime('%s', 'now') AS at", 0, 0, 0);
  check(db, "the clock moves", "SELECT at < strftime('%s', 'now') FROM look", 0);
  check(db, "spm_init", "SELECT spm_init() IS NOT NULL", 0);
  check(db, "spm_import", "SELECT spm_import(?1) ->> 'filings'", argv[1]);
  check(db, "what is filed has the time of its import",
        "SELECT count(*) FROM filing AS f JOIN import AS i ON i.import = f.source WHERE f.submitted_at = i.imported_at",
        0);
  check(db, "spm_import_undo", "SELECT spm_import_undo(1) ->> 'filings'", 0);
  check(db, "what is taken back has the time of the undo",
        "SELECT count(*) FROM filing AS f JOIN import AS i ON i.import = f.source WHERE f.rejected_at = i.undone_at",
        0);
  sqlite3_close(db);
  printf("clock: %d passed, %d failed\n", passed, failed);
  return failed > 0;
}
