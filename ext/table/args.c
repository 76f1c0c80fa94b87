/* args.c: from the argument a caller gave to the value that counts.
**
** Every argument resolves to text that is never NULL: it stands in the row key, is echoed in its hidden column and is
** handed to the layer below. An error names function, argument, what was given and what would be right. */
#include "table/tvf.h"
#include <math.h>
#include <string.h>

int spm_tvf_fail(char **pzErr, char *zMessage) {
  *pzErr = zMessage;
  return zMessage ? SQLITE_ERROR : SQLITE_NOMEM;
}

int spm_tvf_bad_value(char **pzErr, const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, const char *zRight) {
  char *zGiven = spm_quote(v);
  if (zGiven == 0) return SQLITE_NOMEM;
  int rc = spm_tvf_fail(pzErr, sqlite3_mprintf("%s: %s %s: %s", pDef->zName, pArg->zName, zGiven, zRight));
  sqlite3_free(zGiven);
  return rc;
}

static int resolve_period(const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, char **pzOut, char **pzErr) {
  if (sqlite3_value_type(v) == SQLITE_NULL)
    return spm_tvf_fail(pzErr,
                        sqlite3_mprintf("%s: %s is NULL; give a quarter such as '2023-TW2'", pDef->zName, pArg->zName));
  const char *z = sqlite3_value_type(v) == SQLITE_TEXT ? (const char *)sqlite3_value_text(v) : 0;
  SpmPeriod period;
  if (z == 0 || !spm_period_parse(z, (size_t)sqlite3_value_bytes(v), &period))
    return spm_tvf_bad_value(pzErr, pDef, pArg, v, "not a quarter; write it like '2023-TW2'");
  char zText[SPM_PERIOD_SIZE];
  spm_period_text(period, zText);
  *pzOut = sqlite3_mprintf("%s", zText);
  return *pzOut ? SQLITE_OK : SQLITE_NOMEM;
}

/* Which of these words, with | between them, the text is in any capitals: where it begins, -1: none. */
static int find_word(const char *zWords, const char *z, size_t n) {
  for (const char *zWord = zWords; *zWord;) {
    size_t k = strcspn(zWord, "|");
    if (k == n && sqlite3_strnicmp(zWord, z, (int)n) == 0) return (int)(zWord - zWords);
    zWord += k + (zWord[k] != 0);
  }
  return -1;
}

static int take_word(const char *zWord, char **pzOut) {
  *pzOut = sqlite3_mprintf("%.*s", (int)strcspn(zWord, "|"), zWord);
  return *pzOut ? SQLITE_OK : SQLITE_NOMEM;
}

static int is_absent(sqlite3_value *v) {
  return v == 0 || sqlite3_value_type(v) == SQLITE_NULL;
}

/* The first word is what stands without one. */
static int resolve_word(const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, char **pzOut, char **pzErr) {
  if (is_absent(v)) return take_word(pArg->zWords, pzOut);
  const char *z = sqlite3_value_type(v) == SQLITE_TEXT ? (const char *)sqlite3_value_text(v) : 0;
  int at = z ? find_word(pArg->zWords, z, (size_t)sqlite3_value_bytes(v)) : -1;
  if (at >= 0) return take_word(pArg->zWords + at, pzOut);
  char *zRight = sqlite3_mprintf("give one of %s", pArg->zWords);
  int rc = zRight ? spm_tvf_bad_value(pzErr, pDef, pArg, v, zRight) : SQLITE_NOMEM;
  sqlite3_free(zRight);
  return rc;
}

/* One column of the row of table edition with this name; *pzOut stays NULL when there is none or it is NULL. */
static int edition_part(sqlite3 *db, sqlite3_value *pName, const char *zSql, char **pzOut, int *pIsFound,
                        char **pzErr) {
  sqlite3_stmt *pStmt = 0;
  int rc = spm_check_database(db, pzErr);
  if (rc != SQLITE_OK) return rc;
  rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_value(pStmt, 1, pName);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    *pIsFound = 1;
    *pzOut = z ? sqlite3_mprintf("%s", z) : 0;
    if (z && *pzOut == 0) rc = SQLITE_NOMEM;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

static int resolve_edition(sqlite3 *db, const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, char **pzOut,
                           char **pzErr) {
  int isFound = 0;
  int rc = edition_part(db, v, spm_sql_args[SQL_ARGS_EDITION_NAME], pzOut, &isFound, pzErr);
  if (rc != SQLITE_OK || isFound) return rc;
  return spm_tvf_bad_value(pzErr, pDef, pArg, v, "no such edition; SELECT name FROM edition lists them");
}

static int resolve_text(const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, char **pzOut, char **pzErr) {
  if (sqlite3_value_type(v) != SQLITE_TEXT)
    return spm_tvf_bad_value(pzErr, pDef, pArg, v, "not text; write it in quotes");
  const char *z = (const char *)sqlite3_value_text(v);
  *pzOut = z ? sqlite3_mprintf("%s", z) : 0;
  return *pzOut ? SQLITE_OK : SQLITE_NOMEM;
}

static int resolve_option(const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, char **pzOut, char **pzErr) {
  if (v && sqlite3_value_type(v) != SQLITE_NULL) return resolve_text(pDef, pArg, v, pzOut, pzErr);
  *pzOut = sqlite3_mprintf("%s", pArg->zWords);
  return *pzOut ? SQLITE_OK : SQLITE_NOMEM;
}

/* "32.12", or "32.12, or kabupaten, kota or semua": what is right where a region is wanted. */
static char *right_region(const char *zWords) {
  sqlite3_str *p = sqlite3_str_new(0);
  sqlite3_str_appendall(p, "no region has this code; write it like 32.12");
  for (const char *z = zWords; *z;) {
    int n = (int)strcspn(z, "|"), isLast = z[n] == 0;
    sqlite3_str_appendf(p, "%s%.*s", z == zWords ? ", or " : isLast ? " or " : ", ", n, z);
    z += n + !isLast;
  }
  return sqlite3_str_finish(p);
}

/* What is right where a field, a service or an indicator is wanted. */
static char *right_subject(const TvfArg *pArg) {
  if (pArg->kind == TVF_INDICATOR)
    return sqlite3_mprintf("no indicator has this code or name; write it like k-paud.A1");
  return sqlite3_mprintf("give %s, or the code or the name of a field or a service", pArg->zWords);
}

static int kinds_of(const TvfArg *pArg) {
  return pArg->kind == TVF_INDICATOR ? SPM_INDICATOR : SPM_FIELD + SPM_SERVICE;
}

/* The code of what the text names, or a word of the argument; what another text may mean is listed. */
static int resolve_name(sqlite3 *db, const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, char **pzOut,
                        char **pzErr) {
  char zCode[SPM_SUBJECT_SIZE], *zWhy = 0, *zList = 0, *zRight = 0;
  if (sqlite3_value_type(v) != SQLITE_TEXT)
    return spm_tvf_bad_value(pzErr, pDef, pArg, v, "not text; write it in quotes");
  const char *z = (const char *)sqlite3_value_text(v);
  if (z == 0) return SQLITE_NOMEM;
  int isRegion = pArg->kind == TVF_REGION || pArg->kind == TVF_REGION_OPTION;
  int at = pArg->zWords ? find_word(pArg->zWords, z, strlen(z)) : -1;
  if (at >= 0) return take_word(pArg->zWords + at, pzOut);
  int rc =
      isRegion ? spm_region_find(db, z, zCode, 0, pzErr) : spm_subject_find(db, kinds_of(pArg), z, 0, zCode, 0, pzErr);
  if (rc == SQLITE_OK && *zCode) {
    *pzOut = sqlite3_mprintf("%s", zCode);
    return *pzOut ? SQLITE_OK : SQLITE_NOMEM;
  }
  if (rc == SQLITE_OK)
    rc = isRegion ? spm_region_near(db, z, &zWhy, &zList, pzErr)
                  : spm_subject_near(db, kinds_of(pArg), z, 0, &zWhy, &zList, pzErr);
  if (rc == SQLITE_OK && zWhy == 0) zRight = isRegion ? right_region(pArg->zWords) : right_subject(pArg);
  if (rc == SQLITE_OK)
    rc = zWhy || zRight ? spm_tvf_fail(pzErr, sqlite3_mprintf("%s: %s '%s'%s%s", pDef->zName, pArg->zName, z,
                                                              zWhy ? " " : ": ", zWhy ? zWhy : zRight))
                        : SQLITE_NOMEM;
  sqlite3_free(zRight);
  sqlite3_free(zWhy);
  sqlite3_free(zList);
  return rc;
}

static int resolve_region_option(sqlite3 *db, const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, char **pzOut,
                                 char **pzErr) {
  int isAll = is_absent(v) || (sqlite3_value_type(v) == SQLITE_TEXT && sqlite3_value_bytes(v) == 0);
  if (!isAll) return resolve_name(db, pDef, pArg, v, pzOut, pzErr);
  *pzOut = sqlite3_mprintf("");
  return *pzOut ? SQLITE_OK : SQLITE_NOMEM;
}

static int resolve_import(const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, char **pzOut, char **pzErr) {
  int type = v ? sqlite3_value_type(v) : SQLITE_NULL;
  if (type == SQLITE_TEXT) return resolve_text(pDef, pArg, v, pzOut, pzErr);
  if (type == SQLITE_NULL) *pzOut = sqlite3_mprintf("");
  else if (type == SQLITE_INTEGER) *pzOut = sqlite3_mprintf("%lld", sqlite3_value_int64(v));
  else return spm_tvf_bad_value(pzErr, pDef, pArg, v, "not the number of an import, nor a path as spm_import takes it");
  return *pzOut ? SQLITE_OK : SQLITE_NOMEM;
}

static int resolve_number(const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, char **pzOut, char **pzErr) {
  int type = v ? sqlite3_value_type(v) : SQLITE_NULL;
  if (type == SQLITE_NULL) *pzOut = sqlite3_mprintf("%s", pArg->zWords);
  else if (type == SQLITE_INTEGER || (type == SQLITE_FLOAT && isfinite(sqlite3_value_double(v))))
    *pzOut = sqlite3_mprintf("%!.15g", sqlite3_value_double(v));
  else return spm_tvf_bad_value(pzErr, pDef, pArg, v, "not a finite number; text must be CAST");
  return *pzOut ? SQLITE_OK : SQLITE_NOMEM;
}

/* The column of such an argument is INTEGER, so that SQLite makes no text of the numbers in a list. */
static int resolve_integer(const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, char **pzOut, char **pzErr) {
  static const double limit = 9007199254740992.0; /* beyond it a REAL does not tell whole numbers apart */
  int type = v ? sqlite3_value_type(v) : SQLITE_NULL;
  double x = type == SQLITE_FLOAT ? sqlite3_value_double(v) : 0;
  if (type == SQLITE_NULL) *pzOut = sqlite3_mprintf("%s", pArg->zWords);
  else if (type == SQLITE_INTEGER || (type == SQLITE_FLOAT && x >= -limit && x <= limit && floor(x) >= x))
    *pzOut = sqlite3_mprintf("%lld", sqlite3_value_int64(v));
  else return spm_tvf_bad_value(pzErr, pDef, pArg, v, "not a whole number; text must be CAST");
  return *pzOut ? SQLITE_OK : SQLITE_NOMEM;
}

int spm_tvf_keep(sqlite3 *db, SqlArgs sql, sqlite3_stmt **ppStmt, char **pzErr) {
  if (*ppStmt) return SQLITE_OK;
  int rc = spm_check_database(db, pzErr);
  if (rc != SQLITE_OK) return rc;
  return sqlite3_prepare_v3(db, spm_sql_args[sql], -1, SQLITE_PREPARE_PERSISTENT, ppStmt, 0);
}

/* zName NULL: the one in force; zPeriod NULL: in the last quarter with a filing. *pzOut stays NULL when there is none. */
static int find_method(sqlite3 *db, const char *zName, const char *zPeriod, const TvfWhen *pWhen, sqlite3_stmt **ppStmt,
                       char **pzOut, char **pzErr) {
  int rc = spm_tvf_keep(db, SQL_ARGS_METHOD, ppStmt, pzErr);
  if (rc != SQLITE_OK) return rc;
  sqlite3_stmt *pStmt = *ppStmt;
  rc = sqlite3_bind_text(pStmt, 1, zName, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, zPeriod, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 3, pWhen->zAsOf, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = spm_tvf_bind_known_at(pStmt, 4, pWhen->zKnownAt);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    *pzOut = z ? sqlite3_mprintf("%s", z) : 0;
    if (*pzOut == 0) rc = SQLITE_NOMEM;
  }
  int reset = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK) rc = reset;
  sqlite3_clear_bindings(pStmt);
  return rc;
}

static int resolve_method(sqlite3 *db, const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, const char *zPeriod,
                          const TvfWhen *pWhen, const char *zOfEdition, sqlite3_stmt **ppStmt, char **pzOut,
                          char **pzErr) {
  static const char zWrong[] = "no such method or edition; SELECT method FROM method lists the methods";
  const char *zName = zOfEdition;
  int isGiven = v && sqlite3_value_type(v) != SQLITE_NULL;
  if (isGiven) {
    if (sqlite3_value_type(v) != SQLITE_TEXT) return spm_tvf_bad_value(pzErr, pDef, pArg, v, zWrong);
    zName = (const char *)sqlite3_value_text(v);
    if (zName == 0) return SQLITE_NOMEM;
  }
  int rc = find_method(db, zName, zPeriod, pWhen, ppStmt, pzOut, pzErr);
  if (rc == SQLITE_OK && *pzOut == 0 && isGiven) {
    char *zMethod = 0;
    int isFound = 0;
    rc = edition_part(db, v, spm_sql_args[SQL_ARGS_EDITION_METHOD], &zMethod, &isFound, pzErr);
    if (rc == SQLITE_OK && !isFound) return spm_tvf_bad_value(pzErr, pDef, pArg, v, zWrong);
    if (rc == SQLITE_OK) rc = find_method(db, zMethod, zPeriod, pWhen, ppStmt, pzOut, pzErr);
    sqlite3_free(zMethod);
  }
  if (rc != SQLITE_OK || *pzOut) return rc;
  *pzOut = sqlite3_mprintf("%s", SPM_DEFAULT_METHOD);
  return *pzOut ? SQLITE_OK : SQLITE_NOMEM;
}

/* The quarter of TVF_METHOD_FROM: the first of two, or the one before the only one. */
static int quarter_from(const char *zFirst, const char *zLast, char zOut[SPM_PERIOD_SIZE]) {
  SpmPeriod period;
  if (zFirst == 0 || !spm_period_parse(zFirst, strlen(zFirst), &period)) return 0;
  if (zFirst == zLast && !spm_period_shift(&period, -1)) return 0;
  spm_period_text(period, zOut);
  return 1;
}

int spm_tvf_is_required(TvfArgKind kind) {
  return kind == TVF_PERIOD || kind == TVF_TEXT || kind == TVF_EDITION || kind == TVF_REGION || kind == TVF_INDICATOR;
}

/* The C texts that the values become would end at a NUL, and name something else. */
static int refuse_nul(const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, char **pzErr) {
  if (v == 0 || sqlite3_value_type(v) != SQLITE_TEXT) return SQLITE_OK;
  const char *z = (const char *)sqlite3_value_text(v);
  if (z == 0) return SQLITE_NOMEM;
  if (spm_is_text(v, z)) return SQLITE_OK;
  return spm_tvf_bad_value(pzErr, pDef, pArg, v, "the text holds a zero byte");
}

int spm_tvf_resolve(sqlite3 *db, const TvfDef *pDef, sqlite3_value **apGiven, sqlite3_stmt **ppMethod, char **azOut,
                    char **pzErr) {
  const char *zPeriod = 0, *zFirstPeriod = 0;
  TvfWhen when = {SPM_FOREVER, SPM_FOREVER};
  sqlite3_value *pMethod = 0; /* as it was given */
  char *zOfEdition = 0, zFrom[SPM_PERIOD_SIZE];
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < pDef->nArg; i++) {
    const TvfArg *pArg = &pDef->aArg[i];
    sqlite3_value *v = apGiven[i];
    rc = refuse_nul(pDef, pArg, v, pzErr);
    if (rc != SQLITE_OK) break;
    switch (pArg->kind) {
    case TVF_PERIOD:
      rc = resolve_period(pDef, pArg, v, &azOut[i], pzErr);
      zPeriod = azOut[i];
      if (zFirstPeriod == 0) zFirstPeriod = zPeriod;
      break;
    case TVF_TEXT: rc = resolve_text(pDef, pArg, v, &azOut[i], pzErr); break;
    case TVF_EDITION: rc = resolve_edition(db, pDef, pArg, v, &azOut[i], pzErr); break;
    case TVF_REGION:
    case TVF_INDICATOR: rc = resolve_name(db, pDef, pArg, v, &azOut[i], pzErr); break;
    case TVF_SUBJECT:
      rc = is_absent(v) ? take_word(pArg->zWords, &azOut[i]) : resolve_name(db, pDef, pArg, v, &azOut[i], pzErr);
      break;
    case TVF_REGION_OPTION: rc = resolve_region_option(db, pDef, pArg, v, &azOut[i], pzErr); break;
    case TVF_WORD: rc = resolve_word(pDef, pArg, v, &azOut[i], pzErr); break;
    case TVF_OPTION: rc = resolve_option(pDef, pArg, v, &azOut[i], pzErr); break;
    case TVF_IMPORT: rc = resolve_import(pDef, pArg, v, &azOut[i], pzErr); break;
    case TVF_NUMBER: rc = resolve_number(pDef, pArg, v, &azOut[i], pzErr); break;
    case TVF_INTEGER: rc = resolve_integer(pDef, pArg, v, &azOut[i], pzErr); break;
    case TVF_AS_OF: /* known_at stands behind it */
      rc = spm_tvf_when(db, pDef, apGiven, azOut, &when, &zOfEdition, pzErr);
      break;
    case TVF_KNOWN_AT: break;
    case TVF_METHOD_FROM:
      if (is_absent(v)) v = pMethod;
      rc = resolve_method(db, pDef, pArg, v, quarter_from(zFirstPeriod, zPeriod, zFrom) ? zFrom : zPeriod, &when,
                          zOfEdition, ppMethod, &azOut[i], pzErr);
      break;
    case TVF_METHOD:
      pMethod = v;
      rc = resolve_method(db, pDef, pArg, v, zPeriod, &when, zOfEdition, ppMethod, &azOut[i], pzErr);
      break;
    }
  }
  sqlite3_free(zOfEdition);
  return rc;
}
