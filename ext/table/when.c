/* when.c: as_of and known_at (semantics.md 5): up to when things were submitted, and up to when they were recorded.
**
** known_at resolves to a number of table recording, which the layers hand down; SPM_FOREVER: no bound. What was known at
** a time is of no later one, so that time bounds as_of, too. An edition stands for its time and its method, and in both
** arguments for the last recording that it knew. */
#include "table/tvf.h"
#include <stdlib.h>
#include <string.h>

typedef struct When {
  char zAsOf[SPM_STAMP_SIZE];
  char zKnown[SPM_STAMP_SIZE]; /* the time behind known_at */
  sqlite3_int64 recording;     /* -1: no bound */
} When;

typedef struct Edition {
  char zAsOf[SPM_STAMP_SIZE], zMadeAt[SPM_STAMP_SIZE];
  char *zMethod; /* NULL: none */
  sqlite3_int64 recording;
} Edition;

static void copy_stamp(char zOut[SPM_STAMP_SIZE], const char *z) {
  sqlite3_snprintf(SPM_STAMP_SIZE, zOut, "%s", z ? z : "");
}

static int find_edition(sqlite3 *db, sqlite3_value *pName, Edition *pOut, int *pIsFound, char **pzErr) {
  sqlite3_stmt *pStmt = 0;
  int rc = spm_check_database(db, pzErr);
  if (rc != SQLITE_OK) return rc;
  rc = sqlite3_prepare_v2(db, spm_sql_args[SQL_ARGS_EDITION], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_value(pStmt, 1, pName);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zMethod = (const char *)sqlite3_column_text(pStmt, 1);
    *pIsFound = 1;
    copy_stamp(pOut->zAsOf, (const char *)sqlite3_column_text(pStmt, 0));
    copy_stamp(pOut->zMadeAt, (const char *)sqlite3_column_text(pStmt, 2));
    pOut->recording = sqlite3_column_int64(pStmt, 3);
    pOut->zMethod = zMethod ? sqlite3_mprintf("%s", zMethod) : 0;
    if (zMethod && pOut->zMethod == 0) rc = SQLITE_NOMEM;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

static int find_recording(sqlite3 *db, const char *zStamp, sqlite3_int64 *p, char **pzErr) {
  char *z = 0;
  int rc = spm_check_database(db, pzErr);
  if (rc == SQLITE_OK) rc = spm_first_text(db, spm_sql_args[SQL_ARGS_KNOWN], zStamp, 0, 0, &z);
  if (rc == SQLITE_OK && z == 0) rc = SQLITE_NOMEM;
  if (rc == SQLITE_OK) *p = strtoll(z, 0, 10);
  sqlite3_free(z);
  return rc;
}

static const char *given_text(sqlite3_value *v) {
  return v && sqlite3_value_type(v) == SQLITE_TEXT ? (const char *)sqlite3_value_text(v) : 0;
}

static int is_given(sqlite3_value *v) {
  return v && sqlite3_value_type(v) != SQLITE_NULL;
}

/* The value names an edition, or is an error that ends in zRight. */
static int read_edition(sqlite3 *db, const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, const char *zRight,
                        Edition *pOut, char **pzErr) {
  int isFound = 0, rc = given_text(v) ? find_edition(db, v, pOut, &isFound, pzErr) : SQLITE_OK;
  return rc == SQLITE_OK && !isFound ? spm_tvf_bad_value(pzErr, pDef, pArg, v, zRight) : rc;
}

static void take_known(When *p, const Edition *pEdition) {
  copy_stamp(p->zKnown, pEdition->zMadeAt);
  p->recording = pEdition->recording;
}

static int read_as_of(sqlite3 *db, const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, When *pOut,
                      char **pzMethod, char **pzErr) {
  const char *z = given_text(v);
  Edition edition = {0};
  if (!is_given(v)) return SQLITE_OK;
  if (z && spm_stamp_parse(z, (size_t)sqlite3_value_bytes(v), pOut->zAsOf) != SPM_STAMP_BAD) return SQLITE_OK;
  int rc = read_edition(db, pDef, pArg, v,
                        "not a time, and no edition has this name; write '2023-08-05' or '2023-08-05T17:00:00Z'"
                        " (Z or an offset)",
                        &edition, pzErr);
  *pzMethod = edition.zMethod;
  if (rc != SQLITE_OK) return rc;
  copy_stamp(pOut->zAsOf, edition.zAsOf);
  take_known(pOut, &edition);
  return SQLITE_OK;
}

/* What stands here goes before what the edition in as_of knew. */
static int read_known_at(sqlite3 *db, const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, When *pOut,
                         char **pzErr) {
  const char *z = given_text(v);
  size_t n = z ? (size_t)sqlite3_value_bytes(v) : 0;
  Edition edition = {0};
  if (!is_given(v)) return SQLITE_OK;
  copy_stamp(pOut->zKnown, SPM_FOREVER);
  int isDigits = n > 0 && n < 19 && strspn(z, "0123456789") == n;
  if (isDigits || (sqlite3_value_type(v) == SQLITE_INTEGER && sqlite3_value_int64(v) >= 0)) {
    pOut->recording = sqlite3_value_int64(v);
    return SQLITE_OK;
  }
  if (z && spm_stamp_parse(z, n, pOut->zKnown) != SPM_STAMP_BAD) {
    if (strcmp(pOut->zKnown, SPM_FOREVER) < 0) return find_recording(db, pOut->zKnown, &pOut->recording, pzErr);
    pOut->recording = -1;
    return SQLITE_OK;
  }
  int rc = read_edition(db, pDef, pArg, v,
                        "not a time, no number of table recording, and no edition has this name; write"
                        " '2023-08-05' or '2023-08-05T17:00:00Z' (Z or an offset)",
                        &edition, pzErr);
  sqlite3_free(edition.zMethod);
  if (rc == SQLITE_OK) take_known(pOut, &edition);
  return rc;
}

int spm_tvf_bind_known_at(sqlite3_stmt *pStmt, int i, const char *z) {
  if (strcmp(z, SPM_FOREVER) == 0) return sqlite3_bind_null(pStmt, i);
  return sqlite3_bind_int64(pStmt, i, strtoll(z, 0, 10));
}

int spm_tvf_when(sqlite3 *db, const TvfDef *pDef, sqlite3_value **apGiven, char **azOut, TvfWhen *pOut, char **pzMethod,
                 char **pzErr) {
  When when = {.zAsOf = SPM_FOREVER, .zKnown = SPM_FOREVER, .recording = -1};
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < pDef->nArg; i++) {
    const TvfArg *pArg = &pDef->aArg[i];
    if (pArg->kind == TVF_AS_OF) rc = read_as_of(db, pDef, pArg, apGiven[i], &when, pzMethod, pzErr);
    if (pArg->kind == TVF_KNOWN_AT) rc = read_known_at(db, pDef, pArg, apGiven[i], &when, pzErr);
  }
  if (rc != SQLITE_OK) return rc;
  const char *zAsOf = strcmp(when.zKnown, when.zAsOf) < 0 ? when.zKnown : when.zAsOf;
  for (int i = 0; rc == SQLITE_OK && i < pDef->nArg; i++) {
    TvfArgKind kind = pDef->aArg[i].kind;
    if (kind == TVF_AS_OF) pOut->zAsOf = azOut[i] = sqlite3_mprintf("%s", zAsOf);
    else if (kind == TVF_KNOWN_AT && when.recording < 0) pOut->zKnownAt = azOut[i] = sqlite3_mprintf("%s", SPM_FOREVER);
    else if (kind == TVF_KNOWN_AT) pOut->zKnownAt = azOut[i] = sqlite3_mprintf("%lld", when.recording);
    else continue;
    if (azOut[i] == 0) rc = SQLITE_NOMEM;
  }
  return rc;
}
