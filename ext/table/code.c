/* code.c: a code that nothing has is an error, not an empty answer (semantics.md 10).
**
** A literal in a comparison of a column that holds codes must be a code of the catalogue, and a quarter that is written or
** bound as an argument must stand in table period. What comes out of another table or a subquery is that table's: where it
** is not there, there is no row. */
#include "table/tvf.h"
#include <string.h>

typedef enum CodeKind {
  CODE_NONE,
  CODE_REGION,
  CODE_PROVINCE,
  CODE_PERIOD,
  CODE_FIELD,
  CODE_SERVICE,
  CODE_INDICATOR
} CodeKind;

/* What the codes of a kind are: what spm_subject_find calls it, and what is right. */
static const struct Code {
  int kinds;
  const char *zRight;
} codes[] = {
    [CODE_REGION] = {0, "no region has this code; write it like '32.12'"},
    [CODE_PROVINCE] = {0, "no province has this code; write it like '32'"},
    [CODE_PERIOD] = {0, "not a quarter; write it like '2023-TW2'"},
    [CODE_FIELD] = {SPM_FIELD, "no field has this code; write it like '1.01'"},
    [CODE_SERVICE] = {SPM_SERVICE, "no service has this code; write it like 'k-paud'"},
    [CODE_INDICATOR] = {SPM_INDICATOR, "no indicator has this code; write it like 'k-paud.A1'"},
};

static CodeKind kind_of(const char *zColumn) {
  static const struct {
    const char *zColumn;
    CodeKind kind;
  } columns[] = {{"region", CODE_REGION}, {"province", CODE_PROVINCE}, {"period", CODE_PERIOD},
                 {"field", CODE_FIELD},   {"service", CODE_SERVICE},   {"indicator", CODE_INDICATOR}};
  for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
    if (strcmp(columns[i].zColumn, zColumn) == 0) return columns[i].kind;
  return CODE_NONE;
}

int spm_tvf_is_code(const TvfColumn *pColumn) {
  return kind_of(pColumn->zName) != CODE_NONE;
}

static int has(sqlite3 *db, SqlArgs sql, const char *z, int *pHas, char **pzErr) {
  char *zFound = 0;
  int rc = spm_check_database(db, pzErr);
  if (rc == SQLITE_OK) rc = spm_first_text(db, spm_sql_args[sql], z, 0, 0, &zFound);
  *pHas = zFound != 0;
  sqlite3_free(zFound);
  return rc;
}

/* "spm_score: period '2045-TW1': outside table period, which has 2019-TW1 to 2039-TW4" */
static int no_quarter(sqlite3 *db, const TvfDef *pDef, const char *zName, const char *zPeriod, char **pzErr) {
  char *zSpan = 0;
  int rc = spm_first_text(db, spm_sql_args[SQL_ARGS_PERIODS], 0, 0, 0, &zSpan);
  if (rc == SQLITE_OK)
    rc = spm_tvf_fail(pzErr, sqlite3_mprintf("%s: %s '%s': outside table period, which has %s", pDef->zName, zName,
                                             zPeriod, zSpan ? zSpan : "none"));
  sqlite3_free(zSpan);
  return rc;
}

/* Every question asks this, so the statement is kept; what was planted since (database/planted.c) changed the schema, and
** then SQLite prepared the statement once more. */
static int has_quarter(sqlite3 *db, const char *zPeriod, sqlite3_stmt **ppStmt, int *pHas, char **pzErr) {
  int rc = spm_tvf_keep(db, SQL_ARGS_HAS_PERIOD, ppStmt, pzErr);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(*ppStmt, 1, zPeriod, -1, SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) return rc;
  *pHas = sqlite3_step(*ppStmt) == SQLITE_ROW;
  rc = sqlite3_reset(*ppStmt);
  sqlite3_clear_bindings(*ppStmt);
  int rcCheck =
      sqlite3_stmt_status(*ppStmt, SQLITE_STMTSTATUS_REPREPARE, 1) > 0 ? spm_check_database(db, pzErr) : SQLITE_OK;
  return rcCheck == SQLITE_OK ? rc : rcCheck;
}

int spm_tvf_check_quarter(sqlite3 *db, const TvfDef *pDef, const TvfArg *pArg, const char *zPeriod, int isGiven,
                          sqlite3_stmt **ppQuarter, int *pHas, char **pzErr) {
  int rc = has_quarter(db, zPeriod, ppQuarter, pHas, pzErr);
  return rc == SQLITE_OK && !*pHas && isGiven ? no_quarter(db, pDef, pArg->zName, zPeriod, pzErr) : rc;
}

/* The code that the text means; "" when it means none. */
static int means(sqlite3 *db, CodeKind kind, const char *z, char zCode[SPM_SUBJECT_SIZE], char **pzErr) {
  SpmPeriod period;
  zCode[0] = 0;
  if (kind == CODE_PERIOD) {
    if (spm_period_parse(z, strlen(z), &period)) spm_period_text(period, zCode);
    return SQLITE_OK;
  }
  return codes[kind].kinds ? spm_subject_find(db, codes[kind].kinds, z, 0, zCode, 0, pzErr)
                           : spm_region_find(db, z, zCode, 0, pzErr);
}

static int near(sqlite3 *db, CodeKind kind, const char *z, char **pzWhy, char **pzErr) {
  char *zList = 0;
  int rc = kind == CODE_PERIOD ? SQLITE_OK
           : codes[kind].kinds ? spm_subject_near(db, codes[kind].kinds, z, 0, pzWhy, &zList, pzErr)
                               : spm_region_near(db, z, pzWhy, &zList, pzErr);
  sqlite3_free(zList);
  return rc;
}

int spm_tvf_check_code(sqlite3 *db, const TvfDef *pDef, int iCol, sqlite3_value *v, char **pzErr) {
  const char *zColumn = pDef->aColumn[iCol].zName;
  CodeKind kind = kind_of(zColumn);
  char zCode[SPM_SUBJECT_SIZE], *zWhy = 0;
  int isThere = 0, isNumber = sqlite3_value_type(v) == SQLITE_INTEGER || sqlite3_value_type(v) == SQLITE_FLOAT;
  if (kind == CODE_NONE || sqlite3_value_type(v) == SQLITE_NULL) return SQLITE_OK;
  const char *z = (const char *)sqlite3_value_text(v);
  if (z == 0) return SQLITE_NOMEM;
  if (*z == 0) return SQLITE_OK; /* rules about a region have no field, service or indicator */
  int rc = means(db, kind, z, zCode, pzErr), isCode = strcmp(zCode, z) == 0;
  if (rc == SQLITE_OK && kind == CODE_PERIOD) rc = has(db, SQL_ARGS_HAS_PERIOD, z, &isThere, pzErr);
  else if (rc == SQLITE_OK && kind == CODE_PROVINCE && isCode) rc = has(db, SQL_ARGS_HAS_PROVINCE, z, &isThere, pzErr);
  else isThere = isCode;
  if (rc != SQLITE_OK || isThere) return rc;
  if (kind == CODE_PERIOD && isCode) return no_quarter(db, pDef, zColumn, z, pzErr);
  if (rc == SQLITE_OK && *zCode && strcmp(zCode, z) != 0)
    return spm_tvf_fail(
        pzErr, sqlite3_mprintf("%s: %s '%s': the column holds codes; write '%s'", pDef->zName, zColumn, z, zCode));
  if (rc == SQLITE_OK && !isCode) rc = near(db, kind, z, &zWhy, pzErr); /* a region that is no province is near none */
  if (rc == SQLITE_OK)
    rc = spm_tvf_fail(pzErr, sqlite3_mprintf("%s: %s '%s'%s%s%s", pDef->zName, zColumn, z, zWhy ? " " : ": ",
                                             zWhy ? zWhy : codes[kind].zRight,
                                             zWhy == 0 && isNumber ? " (a number; a code is text)" : ""));
  sqlite3_free(zWhy);
  return rc;
}
