/* threads.h: what tests/c/threads.c stands on: its counts, its connections, the small nation in a file, the CSV files
** that are imported into it, and the queries that are asked. */
#ifndef THREADS_H
#define THREADS_H
#include "spm.h"
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define READERS 4
#define STATES  4
#define QUERIES 48
#define WAIT    60000 /* ms; nobody waits so long unless something is stuck */

static char zDir[512];
static const char *zSo;
static double seconds = 1;
static char *azQuery[QUERIES]; /* each is one text */
static int nQuery;
static unsigned long long known[QUERIES][STATES];
static atomic_llong nAsked, nImport, nOpened, nBusy, nThread;
static atomic_int passed, failed, isOver;

static void check(int ok, const char *zFormat, ...) {
  if (ok) {
    passed++;
    return;
  }
  char z[1024];
  va_list ap;
  va_start(ap, zFormat);
  vsnprintf(z, sizeof(z), zFormat, ap);
  va_end(ap);
  if (failed++ < 20) printf("FAILED threads: %s\n", z);
}

/* The world of a run: a file, its journal, how long to wait, and the one connection, when all share it. */
typedef struct World {
  char zFile[600];
  const char *zMode;
  int timeout;
  sqlite3 *pShared;
} World;

static sqlite3 *open_db(const World *p) {
  sqlite3 *db = NULL;
  char *zErr = NULL;
  if (p->pShared) return p->pShared;
  int rc = sqlite3_open_v2(p->zFile, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_spm_init(db, &zErr, NULL);
  if (rc != SQLITE_OK) check(0, "open %s: %d %s", p->zFile, rc, zErr ? zErr : "");
  sqlite3_busy_timeout(db, p->timeout);
  nOpened++;
  return db;
}

static void close_db(const World *p, sqlite3 *db) {
  if (!p->pShared) check(sqlite3_close(db) == SQLITE_OK, "a connection does not close");
}

/* Run to the end; FNV-1a of each column of the last row goes into aHash, its first text into zText. */
static int run(sqlite3 *db, const char *zSql, unsigned long long *aHash, char *zText, size_t nText) {
  sqlite3_stmt *pStmt = NULL;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, NULL);
  while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(pStmt); i++) {
      const unsigned char *z = sqlite3_column_text(pStmt, i);
      unsigned long long h = 14695981039346656037u;
      if (i == 0 && zText) snprintf(zText, nText, "%s", z ? (const char *)z : "");
      for (; z && *z; z++) h = (h ^ *z) * 1099511628211u;
      if (aHash) aHash[i] = h;
    }
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

static int exec(sqlite3 *db, const char *zSql) {
  return run(db, zSql, NULL, NULL, 0);
}

static int is_busy(sqlite3 *db) {
  for (sqlite3_stmt *p = sqlite3_next_stmt(db, NULL); p; p = sqlite3_next_stmt(db, p))
    if (sqlite3_stmt_busy(p)) return 1;
  return 0;
}

/* ---- the nation ---- */

static void put(const char *zName, const char *zText) {
  char z[600];
  snprintf(z, sizeof(z), "%s/%s.csv", zDir, zName);
  FILE *f = fopen(z, "w");
  check(f != NULL, "cannot write %s", z);
  if (f == NULL) exit(2);
  fputs("region,period,indicator,required,fulfilled,submitted_at\n", f);
  fputs(zText, f);
  fclose(f);
}

/* Three regions, three quarters in one file, and a row that waits for a correction. A filing that was taken back still
** has its stamp, so that of every round is a second later. */
static void put_nation(void) {
  static const char *const azIndicator[] = {"k-paud.A1", "k-paud.B01", "k-dikdas.A1", "k-kesetaraan.A1"};
  static int round;
  char zText[4096], zTime[16];
  size_t n = 0;
  round++;
  snprintf(zTime, sizeof(zTime), "T%02d:%02d:%02dZ", round / 3600 % 24, round / 60 % 60, round % 60);
  for (int q = 1; q <= 3; q++)
    for (int r = 1; r <= 3; r++)
      for (int i = 0; i < 4; i++)
        n += (size_t)snprintf(zText + n, sizeof(zText) - n, "11.0%d,2023-TW%d,%s,100,%d,2023-%02d-10%s\n", r, q,
                              azIndicator[i], 20 * q + 10 * r + 3 * i, 3 * q + 1, zTime);
  snprintf(zText + n, sizeof(zText) - n, "11.04,2023-TW2,k-paud.A1,x,70,2023-07-11%s\n", zTime);
  put("nation", zText);
}

static void put_one(const char *zName, int round) {
  char zText[128];
  snprintf(zText, sizeof(zText), "11.0%c,2023-TW4,k-paud.A1,100,50,2024-01-10T%02d:%02d:%02dZ\n", zName[3] + 1,
           round / 3600 % 24, round / 60 % 60, round % 60);
  put(zName, zText);
}

static void make_nation(World *p) {
  char zGuard[1024] = "";
  snprintf(p->zFile, sizeof(p->zFile), "%s/nation.db", zDir);
  p->zMode = "making";
  p->timeout = WAIT;
  sqlite3 *db = open_db(p);
  check(exec(db, "SELECT spm_init()") == SQLITE_OK, "spm_init: %s", sqlite3_errmsg(db));
  run(db, "SELECT sql FROM sqlite_schema WHERE name = 'roster_delete'", NULL, zGuard, sizeof(zGuard));
  check(exec(db, "DROP TRIGGER roster_delete") == SQLITE_OK &&
            exec(db, "DELETE FROM roster WHERE region NOT IN ('11', '11.01', '11.02', '11.03', '11.04')") ==
                SQLITE_OK &&
            exec(db, zGuard) == SQLITE_OK && exec(db, "VACUUM") == SQLITE_OK,
        "the small nation: %s", sqlite3_errmsg(db));
  close_db(p, db);
}

/* Every column of every function but what counts imports (spm_curve shows those that were taken back); functions that
** need more than these arguments are left out. */
static void make_queries(sqlite3 *db) {
  static const char *const azMore[] = {
      "SELECT json_group_array(json_array(region, period, field)) FROM (SELECT region, period, field FROM filing WHERE "
      "rejected_at IS NULL ORDER BY 1, 2, 3)",
      "SELECT count(*) FROM import AS i WHERE filings <> (SELECT count(*) FROM filing WHERE source = i.import)",
      "SELECT count(*) FROM staging", "SELECT json_array_length(spm_check(), '$.problems')",
      "SELECT max(required || '/' || fulfilled) FROM spm_source('11.01', '2023-TW2', 'k-paud.A1') WHERE effective"};
  static const char zList[] =
      "SELECT 'SELECT json_group_array(json_array(' || group_concat('\"' || c.name || '\"') || ')) FROM ' || h.name"
      " || CASE WHEN h.arguments LIKE 'period_from%' THEN '(''2023-TW1'', ''2023-TW2'')'"
      " WHEN h.arguments LIKE 'region, period%' THEN '(''11.01'', ''2023-TW2'')'"
      " WHEN h.arguments LIKE 'period [, level]%' THEN '(''2023-TW2'', ''kabupaten'')'"
      " WHEN h.arguments LIKE 'who%' THEN '(''11.01'')' WHEN h.arguments LIKE 'period%' THEN '(''2023-TW2'')' ELSE '' "
      "END"
      " FROM spm_help AS h JOIN pragma_table_xinfo(h.name) AS c WHERE h.kind = 'table' AND NOT c.hidden"
      " AND h.name NOT IN ('spm_edition_diff', 'spm_award', 'spm_curve', 'spm_source', 'spm_import_report')"
      " AND c.name NOT IN ('revision', 'revisions', 'rejected', 'import', 'file', 'line', 'submitted_at', "
      "'imported_at', 'recorded_at',"
      " 'filing', 'filings', 'first_at', 'complete_at', 'arrived_at', 'received_until')"
      " GROUP BY h.name";
  sqlite3_stmt *pStmt = NULL;
  for (size_t i = 0; i < sizeof(azMore) / sizeof(azMore[0]); i++) azQuery[nQuery++] = strdup(azMore[i]);
  sqlite3_prepare_v2(db, zList, -1, &pStmt, NULL);
  while (sqlite3_step(pStmt) == SQLITE_ROW && nQuery < QUERIES)
    azQuery[nQuery++] = strdup((const char *)sqlite3_column_text(pStmt, 0));
  check(sqlite3_finalize(pStmt) == SQLITE_OK && nQuery >= 30, "there are only %d queries: %s", nQuery,
        sqlite3_errmsg(db));
}

#endif
