/* call.c: one call of an office: its arguments are read, what is wrong is refused in words, and the rest is written, all
** or nothing. What each call asks and writes stands in office.sql; parameters are bound by the names of the arguments.
*/
#include "office/office.h"
#include <math.h>
#include <string.h>

/* A parameter: a value of the caller's, or a text of ours. */
typedef struct Param {
  const char *zName;
  sqlite3_value *pValue; /* a copy */
  char *zText;
} Param;

typedef struct Run {
  sqlite3 *db;
  const OfficeCall *pCall;
  int nParam;
  Param aParam[OFFICE_ARGS + OFFICE_OPTIONS_MAX + 1];
  OfficeMemo *pMemo;
  OfficeSaid *pSaid;
} Run;

/* The argument or option that a sentence begins with; NULL: it is about none alone. */
static const char *name_of(const OfficeCall *p, const char *z) {
  if (strncmp(z, "option ", 7) == 0) z += 7;
  size_t n = strspn(z, "abcdefghijklmnopqrstuvwxyz_");
  for (int i = 0; i < OFFICE_ARGS && p->azArg[i]; i++)
    if (strlen(p->azArg[i]) == n && strncmp(p->azArg[i], z, n) == 0) return p->azArg[i];
  for (int i = 0; i < OFFICE_OPTIONS_MAX && p->azOption[i]; i++)
    if (strlen(p->azOption[i]) == n && strncmp(p->azOption[i], z, n) == 0) return p->azOption[i];
  return 0;
}

/* What is wrong; without memory to say so it is no less. English alone: no cell of a sheet can be so. */
static int wrong(Run *p, char *z) {
  p->pSaid->zErr = z;
  p->pSaid->isRefused = z != 0;
  p->pSaid->zName = z ? name_of(p->pCall, z) : 0;
  return z ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* "NAME VALUE WHY" of a value of the caller's; zKenapa says why in Indonesian, NULL where no cell of a sheet can be so. */
static int wrong_value(Run *p, const char *zName, sqlite3_value *v, const char *zWhy, const char *zKenapa) {
  char *zGiven = spm_quote(v);
  int rc = wrong(p, zGiven ? sqlite3_mprintf("%s %s %s", zName, zGiven, zWhy) : 0);
  if (rc == SQLITE_ERROR && zKenapa) {
    p->pSaid->zPesan = sqlite3_mprintf("%s %s", zGiven, zKenapa);
    if (p->pSaid->zPesan == 0) rc = SQLITE_NOMEM;
  }
  sqlite3_free(zGiven);
  return rc;
}

static int keep_value(Run *p, const char *zName, sqlite3_value *v) {
  Param *pNew = &p->aParam[p->nParam++];
  pNew->zName = zName;
  pNew->pValue = sqlite3_value_dup(v);
  return pNew->pValue ? SQLITE_OK : SQLITE_NOMEM;
}

static int keep_text(Run *p, const char *zName, const char *z) {
  Param *pNew = &p->aParam[p->nParam++];
  pNew->zName = zName;
  pNew->zText = sqlite3_mprintf("%s", z);
  return pNew->zText ? SQLITE_OK : SQLITE_NOMEM;
}

/* ---- statements ---- */

static int bind(Run *p, sqlite3_stmt *pStmt) {
  int rc = SQLITE_OK, at = sqlite3_bind_parameter_index(pStmt, ":as_of");
  if (at) rc = sqlite3_bind_text(pStmt, at, SPM_FOREVER, -1, SQLITE_STATIC);
  for (int i = 0; rc == SQLITE_OK && i < p->nParam; i++) {
    char zName[32];
    sqlite3_snprintf(sizeof(zName), zName, ":%s", p->aParam[i].zName);
    at = sqlite3_bind_parameter_index(pStmt, zName);
    if (at == 0) continue;
    if (p->aParam[i].zText) rc = sqlite3_bind_text(pStmt, at, p->aParam[i].zText, -1, SQLITE_STATIC);
    else rc = sqlite3_bind_value(pStmt, at, p->aParam[i].pValue);
  }
  return rc;
}

/* The first cell of its row, if it has one, takes the place of *pz. */
static int ask(Run *p, SqlOffice sql, char **pz) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(p->db, spm_sql_office[sql], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = bind(p, pStmt);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    sqlite3_free(*pz);
    *pz = z ? sqlite3_mprintf("%s", z) : 0;
    if (*pz == 0) rc = SQLITE_NOMEM;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* ---- arguments ---- */

static int read_region(Run *p, const char *zName, sqlite3_value *v, const char *z) {
  char zCode[SPM_REGION_SIZE], *zWhy = 0, *zList = 0;
  const char *zKnown = spm_office_memo_get(p->pMemo, OFFICE_REGION, z);
  if (zKnown) return keep_text(p, zName, zKnown);
  int rc = spm_region_find(p->db, z, zCode, 0, &p->pSaid->zErr);
  if (rc == SQLITE_OK && *zCode) {
    spm_office_memo_put(p->pMemo, OFFICE_REGION, z, zCode);
    return keep_text(p, zName, zCode);
  }
  if (rc == SQLITE_OK) rc = spm_region_near(p->db, z, &zWhy, &zList, &p->pSaid->zErr);
  if (rc == SQLITE_OK)
    rc = wrong_value(p, zName, v, zWhy ? zWhy : "is no code or name of a region",
                     "bukan kode atau nama satu daerah; tulis seperti 32.12 atau Kabupaten Indramayu");
  sqlite3_free(zWhy);
  p->pSaid->zAlternatives = zList;
  return rc;
}

static int read_period(Run *p, const char *zName, sqlite3_value *v, const char *z) {
  SpmPeriod period;
  char zPeriod[SPM_PERIOD_SIZE], *zKnown = 0;
  const char *zRead = spm_office_memo_get(p->pMemo, OFFICE_PERIOD, z);
  if (zRead) return keep_text(p, zName, zRead);
  if (!spm_period_parse(z, strlen(z), &period))
    return wrong_value(p, zName, v, "is no quarter; write it like 2026-TW3", "bukan triwulan; tulis seperti 2026-TW3");
  spm_period_text(period, zPeriod);
  int rc = spm_first_text(p->db, spm_sql_office[SQL_OFFICE_QUARTER], zPeriod, 0, 0, &zKnown);
  if (rc == SQLITE_OK && zKnown == 0)
    rc = wrong_value(p, zName, v, "is no quarter of 2019 to 2039", "bukan triwulan tahun 2019 sampai 2039");
  sqlite3_free(zKnown);
  if (rc == SQLITE_OK) spm_office_memo_put(p->pMemo, OFFICE_PERIOD, z, zPeriod);
  return rc == SQLITE_OK ? keep_text(p, zName, zPeriod) : rc;
}

/* as_of of an edition: a time, or the end of a day. */
static int read_stamp(Run *p, sqlite3_value *v) {
  char zStamp[SPM_STAMP_SIZE];
  const char *z = (const char *)sqlite3_value_text(v);
  if (z == 0) return SQLITE_NOMEM;
  if (sqlite3_value_type(v) != SQLITE_TEXT ||
      spm_stamp_parse(z, (size_t)sqlite3_value_bytes(v), zStamp) == SPM_STAMP_BAD)
    return wrong_value(p, "option as_of", v, "is no day or time; write it like 2026-10-20 or 2026-10-20T17:00:00Z",
                       "bukan tanggal atau waktu; tulis seperti 2026-10-20 atau 2026-10-20T17:00:00Z");
  return keep_text(p, "stamp", zStamp);
}

/* One option: its name, which must be among those of the call, and its value: a text, a number, or an object of bands. */
static int read_option(Run *p, sqlite3_stmt *pStmt) {
  const OfficeCall *pCall = p->pCall;
  const char *zKey = (const char *)sqlite3_column_text(pStmt, 0), *zType = (const char *)sqlite3_column_text(pStmt, 1);
  int at = 0;
  if (zKey == 0 || zType == 0) return SQLITE_NOMEM;
  while (pCall->azOption[at] && strcmp(pCall->azOption[at], zKey) != 0) at++;
  if (pCall->azOption[at] == 0) {
    sqlite3_str *pList = sqlite3_str_new(p->db);
    for (int i = 0; pCall->azOption[i]; i++) sqlite3_str_appendf(pList, "%s%s", i ? ", " : "", pCall->azOption[i]);
    char *zList = sqlite3_str_finish(pList);
    int rc = wrong(p, zList ? sqlite3_mprintf("there is no option '%s'; there are %s", zKey, zList) : 0);
    sqlite3_free(zList);
    return rc;
  }
  for (int i = 0; i < p->nParam; i++)
    if (strcmp(p->aParam[i].zName, pCall->azOption[at]) == 0 ||
        (strcmp(zKey, "as_of") == 0 && strcmp(p->aParam[i].zName, "stamp") == 0))
      return wrong(p, sqlite3_mprintf("option %s is given twice", zKey));
  if (strcmp(zType, "null") == 0) return SQLITE_OK;
  if (strcmp(zKey, "as_of") == 0) return read_stamp(p, sqlite3_column_value(pStmt, 2));
  int isNumber = strcmp(zType, "integer") == 0 || strcmp(zType, "real") == 0;
  int isWanted = strcmp(zType, "text") == 0;
  const char *zTakes = "a text";
  if (strcmp(zKey, "served_weight") == 0 || strcmp(zKey, "cap") == 0) {
    isWanted = isNumber;
    zTakes = "a number";
  } else if (strcmp(zKey, "bands") == 0) {
    isWanted = isWanted || strcmp(zType, "object") == 0;
    zTakes = "an object of names and floors, or the name of a method";
  }
  if (!isWanted) return wrong(p, sqlite3_mprintf("option %s takes %s, and is of type %s", zKey, zTakes, zType));
  if (strcmp(zKey, "valid_from") == 0) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 2);
    return z ? read_period(p, "valid_from", sqlite3_column_value(pStmt, 2), z) : SQLITE_NOMEM;
  }
  return keep_value(p, pCall->azOption[at], sqlite3_column_value(pStmt, 2));
}

static int read_options(Run *p, sqlite3_value *v) {
  sqlite3_stmt *pStmt = 0;
  int isObject = 0, rc = spm_is_object(p->db, v, &isObject);
  if (rc == SQLITE_OK && !isObject)
    return wrong(p, sqlite3_mprintf("options is no JSON object; write '{\"%s\": ...}'", p->pCall->azOption[0]));
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(p->db, spm_sql_office[SQL_OFFICE_OPTIONS], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_value(pStmt, 1, v);
  while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) rc = read_option(p, pStmt);
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

static int read_argument(Run *p, char kind, const char *zName, sqlite3_value *v) {
  int type = sqlite3_value_type(v);
  if (kind == OFFICE_NUMBER) {
    if (type == SQLITE_FLOAT && !isfinite(sqlite3_value_double(v)))
      return wrong(p, sqlite3_mprintf("%s is infinite; give a finite number", zName));
    if (type == SQLITE_INTEGER || type == SQLITE_FLOAT || type == SQLITE_NULL) return keep_value(p, zName, v);
    return wrong_value(p, zName, v, "is no number; write it without quotes", "bukan angka");
  }
  if (type != SQLITE_TEXT) return wrong_value(p, zName, v, "is no text; write it in quotes", 0);
  const char *z = (const char *)sqlite3_value_text(v);
  if (z == 0) return SQLITE_NOMEM;
  if (!spm_is_text(v, z)) return wrong(p, sqlite3_mprintf("%s holds a zero byte", zName));
  if (kind == OFFICE_OPTIONS) return read_options(p, v);
  if (z[strspn(z, " \t\r\n")] == 0) return wrong(p, sqlite3_mprintf("%s is empty", zName));
  if (kind == OFFICE_REGION) return read_region(p, zName, v, z);
  return kind == OFFICE_PERIOD ? read_period(p, zName, v, z) : keep_value(p, zName, v);
}

static int read_arguments(Run *p, int argc, sqlite3_value **argv) {
  int rc = SQLITE_OK, isOptional = 0, n = 0;
  for (const char *z = p->pCall->zKinds; rc == SQLITE_OK && *z; z++) {
    if (*z == '?') {
      isOptional = 1;
      continue;
    }
    const char *zName = p->pCall->azArg[n];
    if (n < argc && !(isOptional && sqlite3_value_type(argv[n]) == SQLITE_NULL)) {
      rc = read_argument(p, *z, zName, argv[n]);
    } else if (!isOptional) {
      rc = wrong(p, sqlite3_mprintf("%s is missing", zName));
    }
    n++;
  }
  if (rc == SQLITE_OK && argc > n) rc = wrong(p, sqlite3_mprintf("takes %d arguments, not %d", n, argc));
  return rc;
}

/* ---- all or nothing ---- */

/* An edition knows its second whole: what is recorded in the rest of it would move the edition, so that is waited for,
** under the lock. A clock that stands still is refused by the trigger. */
static int wait_for_clock(Run *p) {
  char *zTime = 0, *zOver = 0;
  int rc = ask(p, SQL_OFFICE_EDITION_TIME, &zTime);
  if (rc == SQLITE_OK && zTime) rc = keep_text(p, "stamp", zTime);
  for (int i = 0; rc == SQLITE_OK && zOver == 0 && i < 60; i++) {
    if (i > 0) sqlite3_sleep(20);
    rc = ask(p, SQL_OFFICE_EDITION_OVER, &zOver);
  }
  sqlite3_free(zTime);
  sqlite3_free(zOver);
  return rc;
}

/* What a refusal says: both sentences, and between them what conditions.sql calls pesan. */
static int refuse(Run *p, char *zRefused) {
  char *zPesan = strchr(zRefused, SPM_PESAN);
  if (zPesan) {
    *zPesan = 0;
    zPesan = sqlite3_mprintf("%s", zPesan + 1);
    if (zPesan == 0) {
      sqlite3_free(zRefused);
      return SQLITE_NOMEM;
    }
  }
  p->pSaid->zPesan = zPesan;
  return wrong(p, zRefused);
}

static int write_all(Run *p) {
  const OfficeCall *pCall = p->pCall;
  SpmSavepoint savepoint;
  char *zRefused = 0;
  int rc = spm_savepoint_begin(&savepoint, p->db, spm_sql_database[SQL_DATABASE_NOOP], &p->pSaid->zErr);
  if (rc == SQLITE_OK) rc = ask(p, pCall->refuse, &zRefused);
  if (rc == SQLITE_OK && zRefused && *zRefused) {
    rc = refuse(p, zRefused);
    zRefused = 0;
  }
  if (rc == SQLITE_OK && pCall->aWrite[0] == SQL_OFFICE_PUT_EDITION) rc = wait_for_clock(p);
  for (int i = 0; rc == SQLITE_OK && i < pCall->nWrite; i++) rc = ask(p, pCall->aWrite[i], &p->pSaid->zReport);
  if (rc != SQLITE_OK && p->pSaid->zErr == 0) p->pSaid->zErr = sqlite3_mprintf("%s", spm_error_text(p->db, rc));
  sqlite3_free(zRefused);
  return spm_savepoint_end(&savepoint, rc);
}

/* ---- a call ---- */

static void run_end(Run *p) {
  for (int i = 0; i < p->nParam; i++) {
    sqlite3_value_free(p->aParam[i].pValue);
    sqlite3_free(p->aParam[i].zText);
  }
}

void spm_office_said_free(OfficeSaid *p) {
  sqlite3_free(p->zReport);
  sqlite3_free(p->zErr);
  sqlite3_free(p->zPesan);
  sqlite3_free(p->zAlternatives);
  *p = (OfficeSaid){.zErr = 0};
}

int spm_office_run(sqlite3 *db, const OfficeCall *pCall, int argc, sqlite3_value **argv, OfficeMemo *pMemo,
                   OfficeSaid *pSaid) {
  Run run = {.db = db, .pCall = pCall, .pMemo = pMemo, .pSaid = pSaid};
  int rc = read_arguments(&run, argc, argv);
  if (rc == SQLITE_OK) rc = write_all(&run);
  run_end(&run);
  return rc;
}

int spm_office_ask(sqlite3 *db, const OfficeCall *pCall, int argc, sqlite3_value **argv, OfficeMemo *pMemo,
                   sqlite3_stmt *pStmt, OfficeSaid *pSaid) {
  Run run = {.db = db, .pCall = pCall, .pMemo = pMemo, .pSaid = pSaid};
  int rc = read_arguments(&run, argc, argv);
  if (rc == SQLITE_OK) rc = bind(&run, pStmt);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) != SQLITE_ROW) rc = sqlite3_errcode(db);
  run_end(&run);
  return rc;
}

void spm_office_call(sqlite3_context *ctx, const OfficeCall *pCall, int argc, sqlite3_value **argv) {
  sqlite3 *db = sqlite3_context_db_handle(ctx);
  OfficeSaid said = {.zErr = 0};
  char *zReport = 0, *zErr = 0;
  int rc = spm_check_database(db, &said.zErr);
  if (rc == SQLITE_OK) rc = spm_office_run(db, pCall, argc, argv, 0, &said);
  if (rc == SQLITE_OK) {
    zReport = said.zReport;
    said.zReport = 0;
  } else {
    zErr = sqlite3_mprintf("%s: %s", pCall->zName, said.zErr ? said.zErr : spm_error_text(db, rc));
    if (zErr == 0) rc = SQLITE_NOMEM;
  }
  spm_office_said_free(&said);
  spm_result_report(ctx, rc, zReport, zErr);
}
