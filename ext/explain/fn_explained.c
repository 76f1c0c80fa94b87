/* fn_explained.c: the ministry explains a warning, or takes back what it said.
**
** spm_explained(region, period, service [, indicator], text): scalar TEXT
** summary: Record why the figures of a service that a warning doubts are as they are, as they stand now; NULL as text takes it back. Returns JSON.
** ringkasan: Mencatat penjelasan atas angka suatu pelayanan yang diberi peringatan, sebagaimana berlaku sekarang; teks NULL menariknya kembali. Hasilnya JSON.
**   region: code or name
**   period: the quarter
**   service: code or name of the service: all of its figures
**   indicator: code of an indicator of it: that figure alone
**   text: why, at least a sentence: 4 words and 20 letters beside words such as benar and sesuai
** NULL: as text takes back what was said of the same service and indicator; elsewhere it is an error
** errors: an unknown region, quarter, service or indicator; nothing filed, or no warning; a text that explains nothing; nothing to take back; inside a view, trigger or CHECK
** > SELECT spm_explained('11.01', '2023-TW2', 'k-paud', 'Ada murid pindahan dari kabupaten tetangga') ->> '$.warnings';
** = 1
*/
#include "explain/explain.h"
#include <string.h>

typedef struct Call {
  sqlite3 *db;
  const char *zGiven[5]; /* region, period, service, indicator (NULL: none is given), text (NULL: take back) */
  char zRegion[SPM_REGION_SIZE], zPeriod[SPM_PERIOD_SIZE];
  char *zService, *zIndicator, *zFiling, *zWarnings;
  char *zErr, *zReport;
} Call;

/* The first cell of a statement, whose parameters are these texts; *pz stays NULL when there is no row. */
static int ask(Call *p, SqlExplained sql, const char *const *az, int n, char **pz) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(p->db, spm_sql_explained[sql], -1, &pStmt, 0);
  for (int i = 0; rc == SQLITE_OK && i < n; i++)
    if (az[i]) rc = sqlite3_bind_text(pStmt, i + 1, az[i], -1, SQLITE_STATIC);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW && pz && sqlite3_column_type(pStmt, 0) != SQLITE_NULL) {
    *pz = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
    if (*pz == 0) rc = SQLITE_NOMEM;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* zErr is kept; NULL is out of memory. */
static int refuse(Call *p, char *zErr) {
  p->zErr = zErr;
  return zErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

static int find_region(Call *p) {
  char *zWhy = 0, *zList = 0;
  int rc = spm_region_find(p->db, p->zGiven[0], p->zRegion, 0, &p->zErr);
  if (rc == SQLITE_OK && *p->zRegion == 0) rc = spm_region_near(p->db, p->zGiven[0], &zWhy, &zList, &p->zErr);
  if (rc == SQLITE_OK && *p->zRegion == 0)
    rc = refuse(p, sqlite3_mprintf("region: '%s' %s", p->zGiven[0], zWhy ? zWhy : "is no code or name of a region"));
  sqlite3_free(zWhy);
  sqlite3_free(zList);
  return rc;
}

static int find_period(Call *p) {
  SpmPeriod period;
  if (!spm_period_parse(p->zGiven[1], strlen(p->zGiven[1]), &period))
    return refuse(p, sqlite3_mprintf("period: '%s' is no quarter; write it like 2023-TW2", p->zGiven[1]));
  spm_period_text(period, p->zPeriod);
  return SQLITE_OK;
}

static int find_service(Call *p) {
  const char *az[] = {p->zRegion, p->zPeriod, p->zGiven[2]};
  char *zAll = 0;
  int rc = ask(p, SQL_EXPLAINED_SERVICE, az, 3, &p->zService);
  if (rc == SQLITE_OK && p->zService == 0) rc = ask(p, SQL_EXPLAINED_SERVICES, az, 2, &zAll);
  if (rc == SQLITE_OK && p->zService == 0)
    rc = refuse(p, sqlite3_mprintf("service: '%s' is none that %s owes in %s; there are %s", p->zGiven[2], p->zRegion,
                                   p->zPeriod, zAll ? zAll : "none"));
  sqlite3_free(zAll);
  return rc;
}

static int find_indicator(Call *p) {
  const char *az[] = {p->zGiven[3], p->zService};
  char *zAll = 0;
  if (p->zGiven[3] == 0) {
    p->zIndicator = sqlite3_mprintf("");
    return p->zIndicator ? SQLITE_OK : SQLITE_NOMEM;
  }
  int rc = ask(p, SQL_EXPLAINED_INDICATOR, az, 2, &p->zIndicator);
  if (rc == SQLITE_OK && p->zIndicator == 0) rc = ask(p, SQL_EXPLAINED_INDICATORS, az, 2, &zAll);
  if (rc == SQLITE_OK && p->zIndicator == 0)
    rc = refuse(p, sqlite3_mprintf("indicator: '%s' is none of service %s; there are %s", p->zGiven[3], p->zService,
                                   zAll ? zAll : "none"));
  sqlite3_free(zAll);
  return rc;
}

/* What there is to explain. */
static int find_warnings(Call *p) {
  const char *az[] = {p->zRegion, p->zPeriod, p->zService, p->zIndicator};
  const char *zText = p->zGiven[4], *zOf = *p->zIndicator ? p->zIndicator : p->zService;
  if (!spm_is_explanation(zText, strlen(zText)))
    return refuse(p, sqlite3_mprintf("text: '%s' explains nothing: write why the figure is so, at least %d words and"
                                     " %d letters beside words such as benar and sesuai; NULL takes back",
                                     zText, SPM_EXPLANATION_WORDS, SPM_EXPLANATION_LETTERS));
  int rc = ask(p, SQL_EXPLAINED_FILING, az, 3, &p->zFiling);
  if (rc == SQLITE_OK && p->zFiling == 0)
    return refuse(p, sqlite3_mprintf("service: nothing that %s has filed of %s in %s stands", p->zRegion, p->zService,
                                     p->zPeriod));
  if (rc == SQLITE_OK) rc = ask(p, SQL_EXPLAINED_WARNINGS, az, 4, &p->zWarnings);
  if (rc == SQLITE_OK && p->zWarnings && strcmp(p->zWarnings, "0") == 0)
    rc = refuse(p, sqlite3_mprintf("%s: no warning about %s of %s in %s; SELECT * FROM spm_finding('%s') lists them",
                                   *p->zIndicator ? "indicator" : "service", zOf, p->zRegion, p->zPeriod, p->zPeriod));
  return rc;
}

/* What there is to take back. */
static int find_said(Call *p) {
  const char *az[] = {p->zRegion, p->zPeriod, p->zService, p->zIndicator};
  int rc = ask(p, SQL_EXPLAINED_TAKEN_BACK, az, 4, &p->zFiling);
  if (rc == SQLITE_OK && p->zFiling == 0)
    rc = refuse(p, sqlite3_mprintf("text: NULL takes back, and nothing that was recorded stands of %s of %s in %s",
                                   *p->zIndicator ? p->zIndicator : p->zService, p->zRegion, p->zPeriod));
  return rc;
}

static int explain(Call *p) {
  const char *zText = p->zGiven[4];
  int rc = find_region(p);
  if (rc == SQLITE_OK) rc = find_period(p);
  if (rc == SQLITE_OK) rc = find_service(p);
  if (rc == SQLITE_OK) rc = find_indicator(p);
  if (rc == SQLITE_OK) rc = zText ? find_warnings(p) : find_said(p);
  const char *az[] = {p->zRegion, p->zPeriod, p->zService, p->zIndicator, p->zFiling, zText};
  if (rc == SQLITE_OK) rc = ask(p, SQL_EXPLAINED_ADD, az, 6, 0);
  az[4] = p->zWarnings;
  return rc == SQLITE_OK ? ask(p, SQL_EXPLAINED_REPORT, az, 6, &p->zReport) : rc;
}

/* The arguments as text; 0 after setting the error. */
static int read_arguments(sqlite3_context *ctx, int argc, sqlite3_value **argv, Call *p) {
  static const char *const azName[] = {"region", "period", "service", "indicator", "text"};
  for (int i = 0; i < 5; i++) {
    if (i == 3 && argc == 4) continue;
    sqlite3_value *v = argv[argc == 4 && i == 4 ? 3 : i];
    if (i == 4 && sqlite3_value_type(v) == SQLITE_NULL) continue;
    if (sqlite3_value_type(v) != SQLITE_TEXT) {
      char *zGiven = spm_quote(v);
      spm_result_error(ctx, zGiven ? sqlite3_mprintf("spm_explained: %s: %s is not text; write"
                                                     " spm_explained('11.01', '2023-TW2', 'k-paud', 'why it is so')",
                                                     azName[i], zGiven)
                                   : 0);
      sqlite3_free(zGiven);
      return 0;
    }
    p->zGiven[i] = (const char *)sqlite3_value_text(v);
    if (p->zGiven[i] == 0) {
      sqlite3_result_error_nomem(ctx);
      return 0;
    }
    if (!spm_is_text(v, p->zGiven[i])) {
      spm_result_error(ctx, sqlite3_mprintf("spm_explained: %s: the text holds a zero byte", azName[i]));
      return 0;
    }
  }
  return 1;
}

static void fn_explained(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  Call call = {.db = sqlite3_context_db_handle(ctx)};
  SpmSavepoint savepoint;
  char *zErr = 0;
  if (!spm_is_direct(ctx, "spm_explained", 1) || !read_arguments(ctx, argc, argv, &call)) return;
  int rc = spm_check_database(call.db, &zErr);
  if (rc == SQLITE_OK) {
    rc = spm_savepoint_begin(&savepoint, call.db, spm_sql_database[SQL_DATABASE_NOOP], &call.zErr);
    if (rc == SQLITE_OK) {
      rc = explain(&call);
      if (rc != SQLITE_OK && call.zErr == 0) call.zErr = sqlite3_mprintf("%s", spm_error_text(call.db, rc));
      rc = spm_savepoint_end(&savepoint, rc);
    }
    if (rc != SQLITE_OK) {
      zErr = sqlite3_mprintf("spm_explained: %s", call.zErr ? call.zErr : spm_error_text(call.db, rc));
      if (zErr == 0) rc = SQLITE_NOMEM;
    }
  }
  char *aFree[] = {call.zService, call.zIndicator, call.zFiling, call.zWarnings, call.zErr};
  for (int i = 0; i < 5; i++) sqlite3_free(aFree[i]);
  spm_result_report(ctx, rc, call.zReport, zErr);
}

const SpmFunction spm_explain_functions[] = {
    {"spm_explained", 4, SPM_ACTS, fn_explained, 0, 0, 0, 0},
    {"spm_explained", 5, SPM_ACTS, fn_explained, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
