/* check.c: spm_check: the database against what spm_init makes, and against itself; what is wrong, in words.
**
** A pristine database is made in memory and compared: every table, index and trigger by its text, every row that ships with
** the product by its columns that never change. Then the file's own structure (PRAGMA integrity_check, foreign keys), the
** order of revisions, and the seal of every filing (seal.c). The problems are collected in the pristine database. */
#include "database/database.h"
#include <stdlib.h>
#include <string.h>

typedef struct Check {
  sqlite3 *db, *pScratch;
  sqlite3_stmt *pProblem;
} Check;

/* zProblem is freed, NULL is out of memory. */
static int problem(Check *p, const char *zWhat, const char *zName, char *zProblem) {
  if (zProblem == 0) return SQLITE_NOMEM;
  sqlite3_bind_text(p->pProblem, 1, zWhat, -1, SQLITE_STATIC);
  int rc = sqlite3_bind_text(p->pProblem, 2, zName, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(p->pProblem, 3, zProblem, -1, sqlite3_free);
  else sqlite3_free(zProblem);
  if (rc != SQLITE_OK) return rc;
  sqlite3_step(p->pProblem);
  return sqlite3_reset(p->pProblem);
}

/* ---- tables, indexes and triggers ---- */

static int check_schema(Check *p) {
  sqlite3_stmt *pOurs = 0, *pTheirs = 0;
  int rc = sqlite3_prepare_v2(p->pScratch, spm_sql_check[SQL_CHECK_OURS], -1, &pOurs, 0);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(p->db, spm_sql_check[SQL_CHECK_THEIRS], -1, &pTheirs, 0);
  while (rc == SQLITE_OK && sqlite3_step(pOurs) == SQLITE_ROW) {
    const char *zType = (const char *)sqlite3_column_text(pOurs, 0),
               *zName = (const char *)sqlite3_column_text(pOurs, 1);
    for (int i = 0; rc == SQLITE_OK && i < 3; i++)
      rc = sqlite3_bind_value(pTheirs, i + 1, sqlite3_column_value(pOurs, i));
    if (rc != SQLITE_OK) break;
    int isThere = sqlite3_step(pTheirs) == SQLITE_ROW, isSame = isThere && sqlite3_column_int(pTheirs, 0);
    rc = sqlite3_reset(pTheirs);
    if (rc == SQLITE_OK && !isSame)
      rc = problem(p, zType, zName,
                   isThere ? sqlite3_mprintf("%s %s is not as spm %s makes it", zType, zName, SPM_VERSION)
                           : sqlite3_mprintf("%s %s is missing", zType, zName));
  }
  int rcOurs = sqlite3_finalize(pOurs);
  sqlite3_finalize(pTheirs);
  return rc == SQLITE_OK ? rcOurs : rc;
}

/* SELECT * FROM spm_help reads a table of that name when there is one. */
static int check_names(Check *p) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(p->db, spm_sql_check[SQL_CHECK_HIDING], -1, &pStmt, 0);
  for (int i = 0; rc == SQLITE_OK && spm_table_names[i]; i++) {
    const char *zName = spm_table_names[i];
    rc = sqlite3_bind_text(pStmt, 1, zName, -1, SQLITE_STATIC);
    int isThere = rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW;
    int rcReset = sqlite3_reset(pStmt);
    if (rc == SQLITE_OK) rc = rcReset;
    if (rc == SQLITE_OK && isThere)
      rc = problem(p, "table", zName, sqlite3_mprintf("table %s hides the function of that name", zName));
  }
  sqlite3_finalize(pStmt);
  return rc;
}

/* ---- the catalogue ---- */

/* The columns of a shipped row that never change. An end may be set later, one that ships never changes. isDated: the
** table has recorded_at. */
#define ENDS(c) "iif(closed_at = '" SPM_ALWAYS "', " c ", NULL)"
static const struct Shipped {
  const char *zTable, *zColumns;
  int nColumn, isDated;
} shipped[] = {
    {"period", "period, year, quarter, start_on, end_on", 5, 0},
    {"region", "region, level, province", 3, 0},
    {"recode", "old_code, region, name, on_date", 4, 0},
    {"roster", "region, from_period, recorded_at, " ENDS("to_period"), 4, 1},
    {"field", "field, name", 2, 0},
    {"service", "service, level_group, field, position, valid_from, recorded_at, " ENDS("valid_to"), 7, 1},
    {"indicator", "indicator, service, component, number, scored, unit, valid_from, recorded_at, " ENDS("valid_to"), 9,
     1},
    {"deadline", "period, due_on, zone, reported_on, kind, recorded_at", 6, 1},
    {"region_group", "grouping, region, name, recorded_at", 4, 1},
    {"method", "method, served_weight, quality_weight, combine, zero_need, missing, cap, tree, valid_from, recorded_at",
     10, 1},
    {"band", "method, floor, name, recorded_at", 4, 1},
    {"rule", "rule, kind", 2, 0},
    {"rule_change", "rule, recorded_at, severity, threshold, enabled", 5, 1},
};

/* zSql is freed, NULL is out of memory. */
static int count(sqlite3 *db, char *zSql, sqlite3_int64 *pn) {
  int rc = spm_first_int(db, zSql, pn);
  sqlite3_free(zSql);
  return rc;
}

static int check_shipped(Check *p, const struct Shipped *t) {
  sqlite3_stmt *pOurs = 0, *pTheirs = 0;
  sqlite3_int64 nOurs = 0, nTheirs = 0, nLost = 0;
  char zFirst[64] = "";
  char *zOurs = sqlite3_mprintf("SELECT %s FROM %s", t->zColumns, t->zTable);
  char *zTheirs = sqlite3_mprintf("SELECT count(*) FROM main.%s WHERE (%s) IS (?1%.*s)", t->zTable, t->zColumns,
                                  3 * (t->nColumn - 1) + (t->nColumn > 9), ",?2,?3,?4,?5,?6,?7,?8,?9,?10");
  int rc = zOurs && zTheirs ? sqlite3_prepare_v2(p->pScratch, zOurs, -1, &pOurs, 0) : SQLITE_NOMEM;
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(p->db, zTheirs, -1, &pTheirs, 0);
  while (rc == SQLITE_OK && sqlite3_step(pOurs) == SQLITE_ROW) {
    for (int i = 0; rc == SQLITE_OK && i < t->nColumn; i++)
      rc = sqlite3_bind_value(pTheirs, i + 1, sqlite3_column_value(pOurs, i));
    if (rc != SQLITE_OK) break;
    int isThere = sqlite3_step(pTheirs) == SQLITE_ROW && sqlite3_column_int(pTheirs, 0);
    rc = sqlite3_reset(pTheirs);
    if (!isThere && nLost++ == 0) sqlite3_snprintf(sizeof(zFirst), zFirst, "%s", sqlite3_column_text(pOurs, 0));
  }
  int rcOurs = sqlite3_finalize(pOurs);
  if (rc == SQLITE_OK) rc = rcOurs;
  sqlite3_finalize(pTheirs);
  sqlite3_free(zOurs);
  sqlite3_free(zTheirs);
  if (rc == SQLITE_OK && nLost > 0)
    rc = problem(p, "catalogue", t->zTable,
                 sqlite3_mprintf(
                     "rows of the catalogue of spm %s that are missing or changed in table %s: %lld; the first is %s",
                     SPM_VERSION, t->zTable, nLost, zFirst));
  if (rc != SQLITE_OK || !t->isDated) return rc;
  rc = count(p->pScratch, sqlite3_mprintf("SELECT count(*) FROM %s", t->zTable), &nOurs);
  if (rc == SQLITE_OK)
    rc = count(p->db, sqlite3_mprintf("SELECT count(*) FROM main.%s WHERE recorded_at = '%s'", t->zTable, SPM_ALWAYS),
               &nTheirs);
  if (rc == SQLITE_OK && nTheirs > nOurs)
    rc = problem(p, "catalogue", t->zTable,
                 sqlite3_mprintf("rows of table %s that say they were always known but do not come with spm %s: %lld",
                                 t->zTable, SPM_VERSION, nTheirs - nOurs));
  return rc;
}

/* ---- the data ---- */

/* PRAGMA integrity_check says in words that it could not read a page, as if that were the file's fault: it is when the code
** it names is SQLITE_CORRUPT, otherwise the check has failed. */
static int file_error(const char *zProblem) {
  static const char zBefore[] = "error code=";
  const char *z = strstr(zProblem, zBefore);
  int code = z ? atoi(z + sizeof(zBefore) - 1) : SQLITE_OK;
  return (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_NOMEM ? code : SQLITE_OK;
}

static int check_data(Check *p, const char *zSql, const char *zNames) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(p->db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = spm_bind_ours(pStmt);
  if (rc == SQLITE_OK && sqlite3_bind_parameter_count(pStmt) && sqlite3_bind_parameter_index(pStmt, ":ours") == 0)
    rc = sqlite3_bind_text(pStmt, 1, zNames, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zWhat = (const char *)sqlite3_column_text(pStmt, 0),
               *zName = (const char *)sqlite3_column_text(pStmt, 1);
    const char *zProblem = (const char *)sqlite3_column_text(pStmt, 2);
    rc = zWhat && zName && zProblem ? SQLITE_OK : SQLITE_NOMEM;
    if (rc == SQLITE_OK && strcmp(zWhat, "file") == 0) rc = file_error(zProblem);
    if (rc == SQLITE_OK) rc = problem(p, zWhat, zName, sqlite3_mprintf("%s", zProblem));
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

static int check_seals(Check *p) {
  sqlite3_stmt *pFiling = 0;
  SpmSeal seal = {{0}};
  int rc = sqlite3_prepare_v2(p->db, spm_sql_check[SQL_CHECK_SEALS], -1, &pFiling, 0);
  if (rc == SQLITE_OK) rc = spm_seal_prepare(p->db, &seal);
  while (rc == SQLITE_OK && sqlite3_step(pFiling) == SQLITE_ROW) {
    char zSeal[SPM_SEAL_SIZE];
    const char *z = (const char *)sqlite3_column_text(pFiling, 1);
    rc = z ? spm_seal_of(&seal, sqlite3_column_int64(pFiling, 0), zSeal) : SQLITE_NOMEM;
    if (rc == SQLITE_OK && strcmp(z, zSeal) != 0)
      rc = problem(p, "seal", (const char *)sqlite3_column_text(pFiling, 0),
                   sqlite3_mprintf("filing %lld: field %s of %s in %s, revision %s, was changed after it was filed",
                                   sqlite3_column_int64(pFiling, 0), sqlite3_column_text(pFiling, 2),
                                   sqlite3_column_text(pFiling, 3), sqlite3_column_text(pFiling, 4),
                                   sqlite3_column_text(pFiling, 5)));
  }
  int rcEnd = sqlite3_finalize(pFiling);
  spm_seal_end(&seal);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* A question that cannot be asked of this file, as a table is gone or text stands where a number belongs, is a problem like
** the others, said once; the rest is still looked at. Any other error ends the check. */
static int unless_unable(Check *p, int rc) {
  const char *zErr = sqlite3_errmsg(p->db);
  if (rc != SQLITE_ERROR || (sqlite3_strlike("no such%", zErr, 0) && sqlite3_strlike("%is not a number%", zErr, 0)))
    return rc;
  return problem(p, "check", "data", sqlite3_mprintf("a part of the data cannot be looked at: %s", zErr));
}

static int check(Check *p, char **pzReport, char **pzErr) {
  sqlite3_int64 a[2] = {0, 0};
  char *zNames = 0, *zMade = 0;
  int rc = spm_register(p->pScratch);
  if (rc == SQLITE_OK) rc = spm_schema_init(p->pScratch, &zMade, pzErr);
  sqlite3_free(zMade);
  if (rc == SQLITE_OK) rc = spm_first_text(p->pScratch, spm_sql_check[SQL_CHECK_NAMES], 0, 0, 0, &zNames);
  if (rc == SQLITE_OK) rc = sqlite3_exec(p->pScratch, spm_sql_check[SQL_CHECK_FOUND], 0, 0, 0);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(p->pScratch, spm_sql_check[SQL_CHECK_PROBLEM], -1, &p->pProblem, 0);
  if (rc == SQLITE_OK) rc = check_schema(p);
  if (rc == SQLITE_OK) rc = check_names(p);
  for (size_t i = 0; rc == SQLITE_OK && i < sizeof(shipped) / sizeof(shipped[0]); i++)
    rc = check_shipped(p, &shipped[i]);
  for (int i = SQL_CHECK_FILE; rc == SQLITE_OK && i < SQL_CHECK_COUNT; i++)
    rc = unless_unable(p, check_data(p, spm_sql_check[i], zNames));
  sqlite3_free(zNames);
  if (rc == SQLITE_OK) rc = unless_unable(p, check_seals(p));
  if (rc == SQLITE_OK) rc = unless_unable(p, spm_first_int(p->db, spm_sql_check[SQL_CHECK_SEALED], &a[0]));
  if (rc == SQLITE_OK) rc = unless_unable(p, spm_first_int(p->db, spm_sql_check[SQL_CHECK_UNSEALED], &a[1]));
  if (rc == SQLITE_OK) rc = spm_first_text(p->pScratch, spm_sql_check[SQL_CHECK_REPORT], 0, a, 2, pzReport);
  return rc;
}

/* A statement that is under way holds one state of the database for all that is asked: between two questions another
** connection may write. */
int spm_check_all(sqlite3 *db, char **pzReport, char **pzErr) {
  Check c = {db, 0, 0};
  sqlite3_stmt *pHold = 0;
  int rc = spm_check_ours(db, pzErr);
  if (rc == SQLITE_OK) rc = spm_check_planted(db, 1, pzErr);
  if (rc != SQLITE_OK) return rc;
  rc = sqlite3_prepare_v2(db, spm_sql_check[SQL_CHECK_HOLD], -1, &pHold, 0);
  if (rc == SQLITE_OK && sqlite3_step(pHold) != SQLITE_ROW) rc = sqlite3_reset(pHold);
  if (rc == SQLITE_OK) rc = sqlite3_open_v2(":memory:", &c.pScratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, 0);
  if (rc == SQLITE_OK) rc = check(&c, pzReport, pzErr);
  if (rc != SQLITE_OK && *pzErr == 0) *pzErr = sqlite3_mprintf("spm_check: %s", spm_error_text(db, rc));
  sqlite3_finalize(c.pProblem);
  sqlite3_close(c.pScratch);
  sqlite3_finalize(pHold);
  return rc;
}
