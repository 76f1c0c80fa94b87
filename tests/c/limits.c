/* limits.c: what acts and what answers under small limits of the host (sqlite3_limit), as a service sets them that
** runs SQL of strangers. Every script under every limit and value ends with its right answer or with an error, changes
** nothing when it fails, and gives the right answer again when the limit is gone.
**
**   limits CSV         a small achievement file for spm_import
**
** Prints "limits: N passed, N failed". */
#include "spm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *scripts[] = {
    "SELECT count(*), sum(length(summary)) FROM spm_help",
    "SELECT count(*), sum(length(arti)) FROM spm_column",
    "SELECT count(*), sum(owed) FROM spm_score('2023-TW2')",
    "SELECT count(*), sum(rank) FROM spm_rank('2023-TW2') WHERE level = 'provinsi'",
    "SELECT * FROM spm_input_rate('2023-TW2')",
    "SELECT count(*) FROM spm_finding('2023-TW2')",
    "SELECT count(*) FROM spm_explain('11.01', '2023-TW2')",
    "SELECT spm_region('Kab. Gayo Lues'), spm_number('1.234', 'integer'), spm_seal(1)",
    "SELECT spm_check()",
    "SELECT spm_accept()",
    "SELECT spm_import_undo(1)",
    NULL, /* spm_import, filled in by main */
    NULL, /* a dry run */
};
#define SCRIPTS (int)(sizeof(scripts) / sizeof(scripts[0]))

static const struct {
  int id;
  const char *zName;
  int value[6];
} limits[] = {
    {SQLITE_LIMIT_LENGTH, "LENGTH", {1, 30, 100, 1000, 10000, 100000}},
    {SQLITE_LIMIT_SQL_LENGTH, "SQL_LENGTH", {60, 100, 300, 1000, 3000, 10000}},
    {SQLITE_LIMIT_COLUMN, "COLUMN", {1, 2, 5, 9, 20, 60}},
    {SQLITE_LIMIT_EXPR_DEPTH, "EXPR_DEPTH", {1, 2, 3, 5, 10, 20}},
    {SQLITE_LIMIT_COMPOUND_SELECT, "COMPOUND_SELECT", {1, 2, 3, 5, 10, 20}},
    {SQLITE_LIMIT_VDBE_OP, "VDBE_OP", {1, 10, 50, 200, 1000, 5000}},
    {SQLITE_LIMIT_FUNCTION_ARG, "FUNCTION_ARG", {1, 2, 3, 5, 10, 20}},
    {SQLITE_LIMIT_ATTACHED, "ATTACHED", {0, 0, 0, 0, 0, 0}},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, "LIKE_PATTERN_LENGTH", {1, 2, 3, 5, 10, 20}},
    {SQLITE_LIMIT_VARIABLE_NUMBER, "VARIABLE_NUMBER", {1, 2, 3, 5, 10, 20}},
    {SQLITE_LIMIT_TRIGGER_DEPTH, "TRIGGER_DEPTH", {0, 1, 2, 3, 4, 5}},
    {SQLITE_LIMIT_WORKER_THREADS, "WORKER_THREADS", {0, 0, 0, 0, 0, 0}},
};

static int passed, failed, refused;

static void check(int ok, const char *zScript, const char *zLimit, int value, const char *zWhat) {
  passed += ok;
  failed += !ok;
  if (!ok) printf("FAILED limits: %s: %s %d: %s\n", zScript, zLimit, value, zWhat);
}

/* All cells of all rows, or the message; the code is returned. */
static int ask(sqlite3 *db, const char *zSql, char *zOut, size_t nOut) {
  sqlite3_stmt *pStmt = NULL;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, NULL);
  size_t n = 0;
  zOut[0] = 0;
  while (rc == SQLITE_OK && (rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(pStmt) && n < nOut; i++) {
      const unsigned char *z = sqlite3_column_text(pStmt, i);
      n += (size_t)snprintf(zOut + n, nOut - n, "%s|", z ? (const char *)z : "");
    }
    rc = SQLITE_OK;
  }
  if (rc != SQLITE_OK && rc != SQLITE_DONE) snprintf(zOut, nOut, "%s", sqlite3_errmsg(db));
  sqlite3_finalize(pStmt);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static const char zState[] =
    "SELECT (SELECT count(*) FROM filing), (SELECT count(*) FROM achievement), (SELECT count(*) "
    "FROM inbox WHERE settled_by IS NULL), (SELECT count(*) FROM import WHERE undone_at IS NULL),"
    " (SELECT count(*) FROM staging), (SELECT count(*) FROM finding)";

static sqlite3 *copy(sqlite3 *pFrom) {
  sqlite3 *db = NULL;
  sqlite3_open(":memory:", &db);
  sqlite3_backup *p = sqlite3_backup_init(db, "main", pFrom, "main");
  sqlite3_backup_step(p, -1);
  sqlite3_backup_finish(p);
  sqlite3_spm_init(db, NULL, NULL);
  return db;
}

static void try_limit(sqlite3 *pBase, const char *zSql, int i, int value, const char *zRight) {
  char zBefore[256], zAfter[256], zGot[4096];
  sqlite3 *db = copy(pBase);
  ask(db, zState, zBefore, sizeof zBefore);
  int was = sqlite3_limit(db, limits[i].id, value);
  int rc = ask(db, zSql, zGot, sizeof zGot);
  sqlite3_limit(db, limits[i].id, was);
  /* a limit of the host may cut what is asked for, never what is answered */
  check(rc != SQLITE_OK || strcmp(zGot, zRight) == 0, zSql, limits[i].zName, value, zGot);
  if (rc != SQLITE_OK) {
    refused++;
    check(sqlite3_get_autocommit(db), zSql, limits[i].zName, value, "a transaction is left open");
    ask(db, zState, zAfter, sizeof zAfter);
    check(strcmp(zBefore, zAfter) == 0, zSql, limits[i].zName, value, zAfter);
    ask(db, zSql, zGot, sizeof zGot);
    check(strcmp(zGot, zRight) == 0, zSql, limits[i].zName, value, "another answer when the limit is gone");
  }
  check(sqlite3_close(db) == SQLITE_OK, zSql, limits[i].zName, value, "the connection does not close");
}

int main(int argc, char **argv) {
  static const char zBase[] =
      "SELECT spm_init(); DROP TRIGGER roster_delete;"
      "DELETE FROM roster WHERE region NOT IN ('11', '11.01', '11.02', '93.01');"
      "INSERT INTO filing(filing, region, period, field, revision, submitted_at, source, opd)"
      " VALUES (1, '11.01', '2023-TW2', '1.01', 1, '2023-07-01T00:00:00Z', 1, 'Dinas Pendidikan');"
      "INSERT INTO achievement(filing, service, indicator, required, fulfilled) VALUES (1, 'k-paud', 'k-paud.A1', 100, "
      "80);"
      "UPDATE filing SET status = 'filed';"
      "INSERT INTO import(path, imported_at, sha256) VALUES ('a.csv', '2023-07-01T00:00:00Z', 'x');"
      "INSERT INTO inbox(region, period, indicator, required, fulfilled, submitted_at)"
      " VALUES ('11.02', '2023-TW2', 'k-paud.A1', 10, 5, '2023-07-02');";
  char zImport[512], zDry[512];
  sqlite3 *pBase = NULL;
  if (argc < 2) return fprintf(stderr, "usage: limits CSV\n"), 2;
  snprintf(zImport, sizeof zImport, "SELECT json_remove(spm_import('%s'), '$.x')", argv[1]);
  snprintf(zDry, sizeof zDry, "SELECT spm_import('%s', '{\"dry_run\": true}') ->> 'rows'", argv[1]);
  scripts[SCRIPTS - 2] = zImport;
  scripts[SCRIPTS - 1] = zDry;
  sqlite3_open(":memory:", &pBase);
  sqlite3_spm_init(pBase, NULL, NULL);
  if (sqlite3_exec(pBase, zBase, NULL, NULL, NULL) != SQLITE_OK)
    return fprintf(stderr, "%s\n", sqlite3_errmsg(pBase)), 2;
  for (int s = 0; s < SCRIPTS; s++) {
    char zRight[4096];
    sqlite3 *db = copy(pBase);
    int rc = ask(db, scripts[s], zRight, sizeof zRight);
    check(rc == SQLITE_OK, scripts[s], "none", 0, zRight);
    sqlite3_close(db);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
      for (int k = 0; k < 6; k++)
        if (k == 0 || limits[i].value[k] != limits[i].value[k - 1])
          try_limit(pBase, scripts[s], (int)i, limits[i].value[k], zRight);
  }
  sqlite3_close(pBase);
  check(refused > 100, "all", "all", 0, "the limits were not felt");
  printf("limits: %d passed, %d failed, %d refused\n", passed, failed, refused);
  return failed > 0;
}
