/* oom.c: every SQL object of the extension with an allocation that fails, for the n-th allocation and all n
** (craft.md 6.2; the idea is SQLite's own and Lua's).
**
**   oom CSV            a small achievement file for spm_import
**
** For each script: count its allocations, then run it again and again with allocation n failing (once; and from n on),
** n = 1, 2, 3, ... Each run must end with the right answer or with SQLITE_NOMEM, the connection must close, and no byte
** may be left. The schema is read before counting begins. Every n up to DENSE is tried, then every STRIDE-th, from FAR on
** fewer; with OOM_ALL set in the environment, every n. OOM_ONLY=TEXT: the scripts that hold TEXT alone.
** Prints "oom: N passed, N failed". */
#include "spm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DENSE  150
#define STRIDE 127
#define FAR    4000 /* from here thirteen times as wide: the long scripts repeat themselves */

static sqlite3_mem_methods real;
static long long calls, failAt; /* 0: none */
static int failOn;              /* keep failing from failAt on */

static int must_fail(void) {
  calls++;
  return failAt > 0 && (calls == failAt || (failOn && calls > failAt));
}

static void *oom_malloc(int n) {
  return must_fail() ? NULL : real.xMalloc(n);
}

static void *oom_realloc(void *p, int n) {
  return must_fail() ? NULL : real.xRealloc(p, n);
}

static const char *base[] = {
    "SELECT spm_init()",
    "INSERT INTO filing(filing, region, period, field, revision, submitted_at, source, opd)"
    " VALUES (1, '11.01', '2023-TW2', '1.01', 1, '2023-07-01T00:00:00Z', 2, 'Dinas Pendidikan'),"
    " (2, '11', '2023-TW2', '1.01', 1, '2023-09-01T00:00:00Z', 2, 'Dinas Pendidikan')",
    "INSERT INTO achievement(filing, service, indicator, required, fulfilled) VALUES (1, 'k-paud', 'k-paud.A1', 100, 80), (1, 'k-paud', 'k-paud.B01', 10, 10.5),"
    " (2, 'p-dikmen', 'p-dikmen.A1', 100, 120)",
    "UPDATE filing SET status = 'filed'",
    NULL, /* import 1 of the file of spm_import, and a finding and a row of it, filled in by main */
    "INSERT INTO inbox(region, period, indicator, required, fulfilled, submitted_at, revision) VALUES"
    " ('11.02', '2023-TW2', 'k-paud.A1', 10, 5, '2023-07-02', NULL), ('11.02', '2023-TW2', 'k-paud.A1', 10.0, '5', "
    "'2023-07-02', NULL),"
    " ('11.03', '2023-TW2', 'k-paud.A1', 10, 5, '2023-07-02', NULL), ('11.03', '2023-TW2', 'k-paud.A1', 10, 6, "
    "'2023-07-02', NULL),"
    " ('11.1', '2023-TW2', 'k-paud.A1', 10, 6, NULL, NULL), ('11.01', '2023-TW2', 'k-paud.A1', 10, 6, NULL, 7),"
    " ('11.02', '2023-TW2', 'k-dikdas.A2', 67.65, 1.5, '2023-07-02', NULL), ('93.01', '2023-TW2', 'k-paud.A1', NULL, "
    "NULL, NULL, NULL)",
    "INSERT INTO inbox(region, period, service, allocated, realised, stage, status) VALUES"
    " ('11.02', '2023-TW2', 'k-paud', 1000.0, 10.5, NULL, NULL), ('11.03', '2023-TW2', 'k-paud', NULL, NULL, "
    "'evaluasi', 'ya')",
    "DROP TRIGGER roster_delete", /* a small nation keeps the runs short */
    "DELETE FROM roster WHERE region NOT IN ('11', '11.01', '11.02', '11.03', '93.01')",
    "VACUUM",
};

static const char *scripts[] = {
    "SELECT spm_period('Triwulan II 2023'), spm_period_start('2023Q1'), spm_period_end('2023Q1'), "
    "spm_period_add('2023Q1', 1)",
    "SELECT spm_period('seekor kucing')",
    "SELECT spm_band(97.5), spm_round(42.005), spm_ratio(10, 5), spm_snap(0.3), spm_version()",
    "SELECT spm_ratio('10', 5)",
    "SELECT spm_score(column1, column2, column3) FROM (VALUES ('penerima', 10, 5), ('mutu', 1, 1))",
    "SELECT spm_score(column1, column2, column3) OVER (ORDER BY column2 ROWS 1 PRECEDING)"
    " FROM (VALUES ('penerima', 10, 5), ('penerima', 11, 1), ('mutu', 12, 1))",
    "SELECT spm_score('x', 1, 1)",
    "SELECT spm_input_rate(column1, column2) FROM (VALUES (10, 5), (3, 1))",
    "SELECT spm_mean(column1) FROM (VALUES (0.5), (0.25))",
    "SELECT spm_part(spm_service(spm_tally('penerima', 1, 10, 5), 1, 0, 2,"
    " spm_policy(0.8, 0.2, 'mean', 'exclude', 'zero', 1)), 'score')",
    "SELECT count(*), sum(length(summary)) FROM spm_help",
    "SELECT * FROM spm_deadline('2024-TW1')",
    "SELECT * FROM spm_service_score('2023-TW2') WHERE region = '11.01'",
    "SELECT * FROM spm_field_score('2023-TW2') WHERE region IN ('11.01', '11')",
    "SELECT * FROM spm_score('2023-TW2') WHERE region = '11.01' AND score > '1'",
    "SELECT * FROM spm_input_status('2023-TW2', '2023-08-05') WHERE region = '11.01'",
    "SELECT * FROM spm_input_rate('2023-TW2')",
    "SELECT * FROM spm_rank('2023-TW2') WHERE level = 'provinsi' ORDER BY rank LIMIT 3",
    "SELECT * FROM spm_opd_status('2023-TW2') WHERE region = '11.01'",
    "SELECT * FROM spm_input_rate('2023-TW2', 'part')",
    "SELECT * FROM spm_chase('2023-TW2', '2023-08-01')",
    "SELECT * FROM spm_curve('2023-TW2', '2023-07-05')",
    "SELECT * FROM spm_reconcile",
    "SELECT * FROM spm_target('2023-TW2') WHERE region = '11'",
    "SELECT spm_days_late('2023-04-20T17:30:00Z', '2023-04-20', '+07:00'), spm_implied(23, 67.65)",
    "SELECT spm_days_late('besok', '2023-04-20', '+07:00')",
    "SELECT spm_implied('23', 1)",
    "SELECT spm_shift(800, 1000, 820, 900, 'service'), spm_require(1, 'ya')",
    "SELECT spm_require(0, 'tidak')",
    "SELECT region, rank, grp FROM spm_rank WHERE period = '2023-TW2' AND of = '1.01' AND level = 'provinsi'",
    "SELECT region FROM spm_rank WHERE period = '2023-TW2' AND of = 'apa saja'",
    "SELECT * FROM spm_weight_range('2023-TW2', 'kabupaten', 0.25, 0.75)",
    "SELECT * FROM spm_weight_range('2023-TW2', 'kabupaten', 2)",
    "SELECT * FROM spm_pairs('2023-TW2', 'kabupaten')",
    "SELECT sum(weight), sum(points) FROM spm_point('2023-TW2') WHERE region = '11.01'",
    "SELECT * FROM spm_change('2023-TW1', '2023-TW2', '11.01')",
    "SELECT * FROM spm_denominator_watch('2023-TW1', '2023-TW2')",
    "SELECT * FROM spm_next_band('11.01', '2023-TW2')",
    "SELECT * FROM spm_award('2023-TW2')",
    "SELECT * FROM spm_quality('2023-TW2') WHERE region = '11.01'",
    "SELECT * FROM spm_finding('2023-TW2')",
    "SELECT region, given FROM spm_finding('2023-TW2', '2023-08-05') WHERE rule = 'unit'",
    "SELECT * FROM spm_peer('2023-TW2')",
    "UPDATE rule SET severity = 'note' WHERE rule = 'unit' RETURNING severity",
    "SELECT * FROM spm_score",
    "SELECT * FROM spm_score('2023-TW2', 'kemarin')",
    "SELECT * FROM spm_score('2023-TW2', NULL, 'tidak ada')",
    "SELECT spm_init()",
    NULL, /* spm_import, filled in by main */
    "SELECT spm_import('/tidak/ada.csv')",
    "SELECT spm_import('/tidak/ada.csv', '{\"dry\": true}')",
    "SELECT spm_import_undo(1)",
    "SELECT spm_import_undo(2)",
    "SELECT spm_accept()",
    "SELECT spm_seal(1), spm_seal(3)",
    "SELECT spm_check()",
    "SELECT spm_number('1.234,5', 'real'), spm_region('Kab. Gayo  Lues'), spm_region('36. 03')",
    "SELECT spm_number('1.234', 'real')",
};

static int passed, failed;

static void check(int ok, const char *zScript, long long n, const char *zWhat) {
  if (ok) {
    passed++;
    return;
  }
  failed++;
  printf("FAILED oom: %s: allocation %lld: %s\n", zScript, n, zWhat);
}

/* Run to the end; the cells of all rows go into zOut, an error message too. */
static int run(sqlite3 *db, const char *zSql, char *zOut, size_t nOut) {
  sqlite3_stmt *pStmt = NULL;
  size_t used = 0;
  zOut[0] = 0;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, NULL);
  while (rc == SQLITE_OK) {
    int step = sqlite3_step(pStmt);
    if (step != SQLITE_ROW) {
      if (step != SQLITE_DONE) rc = sqlite3_reset(pStmt);
      break;
    }
    for (int i = 0; i < sqlite3_column_count(pStmt); i++) {
      int isNull = sqlite3_column_type(pStmt, i) == SQLITE_NULL;
      const char *z = (const char *)sqlite3_column_text(pStmt, i);
      if (z == NULL && !isNull) rc = SQLITE_NOMEM; /* the host's own call ran out */
      if (used < nOut) used += (size_t)snprintf(zOut + used, nOut - used, "%s|", z ? z : "");
    }
  }
  if (rc != SQLITE_OK && rc != SQLITE_NOMEM) snprintf(zOut, nOut, "%d %s", rc, sqlite3_errmsg(db));
  sqlite3_finalize(pStmt);
  return rc;
}

static sqlite3 *open_db(const unsigned char *aImage, sqlite3_int64 nImage) {
  sqlite3 *db = NULL;
  char *zErr = NULL;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK || sqlite3_spm_init(db, &zErr, NULL) != SQLITE_OK) {
    printf("oom: cannot open: %s\n", zErr ? zErr : "?");
    exit(2);
  }
  sqlite3_exec(db, "PRAGMA journal_mode = MEMORY", NULL, NULL, NULL);
  if (aImage) {
    unsigned char *p = sqlite3_malloc64((sqlite3_uint64)nImage);
    memcpy(p, aImage, (size_t)nImage);
    sqlite3_deserialize(db, "main", p, nImage, nImage, SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  }
  return db;
}

/* One run with a failing allocation, from a fresh connection. */
static int one_run(const unsigned char *aImage, sqlite3_int64 nImage, const char *zSql, long long n, int on,
                   const char *zWant) {
  static char zGot[65536];
  sqlite3 *db = open_db(aImage, nImage);
  sqlite3_exec(db, aImage ? "SELECT count(*) FROM filing" : "", NULL, NULL, NULL);
  calls = 0;
  failAt = n;
  failOn = on;
  int rc = run(db, zSql, zGot, sizeof(zGot));
  int reached = calls >= n;
  failAt = 0;
  /* an error whose text could not be copied still arrives with its code */
  int isRight = strcmp(zGot, zWant) == 0 || (rc != SQLITE_OK && strncmp(zGot, zWant, strcspn(zGot, " ")) == 0);
  if (rc != SQLITE_NOMEM && !isRight) {
    check(0, zSql, n, zGot);
  } else {
    passed++;
  }
  if (sqlite3_get_autocommit(db) == 0) check(0, zSql, n, "a transaction is left open");
  sqlite3_stmt *pCount = NULL;
  if ((strstr(zSql, "spm_import") || strstr(zSql, "spm_accept")) && rc == SQLITE_NOMEM) { /* nothing half in */
    sqlite3_prepare_v2(db,
                       "SELECT (SELECT count(*) FROM filing) + (SELECT count(*) FROM staging) + (SELECT count(*) FROM "
                       "import) + (SELECT count(*) FROM inbox) + (SELECT count(settled_by) FROM inbox) + (SELECT "
                       "count(superseded_by) FROM finding) + (SELECT count(undone_at) FROM import)",
                       -1, &pCount, NULL);
    if (sqlite3_step(pCount) != SQLITE_ROW || sqlite3_column_int(pCount, 0) != 15) check(0, zSql, n, "half an import");
    sqlite3_finalize(pCount);
  }
  if (sqlite3_close(db) != SQLITE_OK) check(0, zSql, n, "the connection does not close");
  if (sqlite3_memory_used() != 0) check(0, zSql, n, "memory is left");
  return reached;
}

static void all_runs(const unsigned char *aImage, sqlite3_int64 nImage, const char *zSql) {
  static char zWant[65536];
  const char *zOnly = getenv("OOM_ONLY");
  if (zOnly && strstr(zSql, zOnly) == NULL) return;
  sqlite3 *db = open_db(aImage, nImage);
  sqlite3_exec(db, aImage ? "SELECT count(*) FROM filing" : "", NULL, NULL, NULL);
  calls = 0;
  run(db, zSql, zWant, sizeof(zWant));
  if (getenv("OOM_VERBOSE")) printf("%lld allocations: %s: %s\n", calls, zSql, zWant);
  sqlite3_close(db);
  for (int on = 0; on < 2; on++)
    for (long long n = 1; one_run(aImage, nImage, zSql, n, on, zWant);
         n += n < DENSE || getenv("OOM_ALL") ? 1 : n < FAR ? STRIDE : STRIDE * 13) {
    }
}

/* Import 1 read other bytes under this path: what it said is superseded, and its row waits for a cell that import 2 filed.
 */
static int earlier(sqlite3 *db, const char *zPath) {
  static const char zSql[] =
      "INSERT INTO import(import, path, sha256, decimal_sign, imported_at)"
      " VALUES (1, '%q', 'x', '.', '2023-07-01T00:00:00Z'), (2, 'lain.csv', 'y', '.', '2023-07-01T00:00:00Z');"
      "INSERT INTO finding(import, file, line, rule, severity, message, pesan)"
      " VALUES (1, '%q', 9, 'number', 'error', 'wrong', 'salah');"
      "INSERT INTO inbox(import, line, region, period, indicator, required, fulfilled)"
      " VALUES (1, 9, '11.01', '2023-TW2', 'k-paud.A1', '100', '70')";
  char *z = sqlite3_mprintf(zSql, zPath, zPath);
  int rc = z ? sqlite3_exec(db, z, NULL, NULL, NULL) : SQLITE_NOMEM;
  sqlite3_free(z);
  return rc;
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
  sqlite3_mem_methods mine = real;
  mine.xMalloc = oom_malloc;
  mine.xRealloc = oom_realloc;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &mine);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 1);
  sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
  char zImport[1024];
  snprintf(zImport, sizeof(zImport), "SELECT spm_import('%s')", argv[1]);

  sqlite3 *db = open_db(NULL, 0);
  char zOut[4096];
  for (size_t i = 0; i < sizeof(base) / sizeof(base[0]); i++)
    if ((base[i] ? run(db, base[i], zOut, sizeof(zOut)) : earlier(db, argv[1])) != SQLITE_OK) {
      printf("oom: %s: %s\n", base[i] ? base[i] : "the earlier import", base[i] ? zOut : sqlite3_errmsg(db));
      return 2;
    }
  sqlite3_int64 nImage = 0;
  unsigned char *pImage = sqlite3_serialize(db, "main", &nImage, 0), *aImage = malloc((size_t)nImage);
  memcpy(aImage, pImage, (size_t)nImage);
  sqlite3_free(pImage);
  sqlite3_close(db);

  for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
    all_runs(aImage, nImage, scripts[i] ? scripts[i] : zImport);
  all_runs(NULL, 0, "SELECT length(spm_init())");
  free(aImage);
  printf("oom: %d passed, %d failed\n", passed, failed);
  return failed > 0;
}
