/* check.c: spm_check: the database against what spm_init makes, and against itself; what is wrong, in words.
**
** A pristine database is made in memory and compared: every table, index and trigger by its text, every row that ships with
** the product by its columns that never change. Then the file's own structure (PRAGMA integrity_check, foreign keys), the
** order of revisions, and the seal of every filing (seal.c). The problems are collected in the pristine database. */
#include "database/database.h"
#include <stdlib.h>
#include <string.h>

/* rc is the first error: every step does nothing once it stands. */
typedef struct Check {
  sqlite3 *db, *pScratch;
  sqlite3_stmt *pProblem;
  int rc;
  char *zNames;             /* what a pristine database has: a JSON list */
  sqlite3_int64 aSealed[2]; /* filings with and without a seal */
} Check;

static sqlite3_stmt *prepare(Check *p, sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt = 0;
  if (p->rc == SQLITE_OK) p->rc = zSql ? sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0) : SQLITE_NOMEM;
  return pStmt;
}

/* 1: there is a row; an error comes out of sqlite3_reset or sqlite3_finalize. */
static int step(const Check *p, sqlite3_stmt *pStmt) {
  return p->rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW;
}

static void keep(Check *p, int rc) {
  if (p->rc == SQLITE_OK) p->rc = rc;
}

static void bind_text(Check *p, sqlite3_stmt *pStmt, int i, const char *z) {
  if (p->rc == SQLITE_OK) p->rc = sqlite3_bind_text(pStmt, i, z, -1, SQLITE_TRANSIENT);
}

/* The first cells of a row as the parameters of another statement. */
static void bind_row(Check *p, sqlite3_stmt *pTo, sqlite3_stmt *pFrom, int n) {
  for (int i = 0; p->rc == SQLITE_OK && i < n; i++)
    p->rc = sqlite3_bind_value(pTo, i + 1, sqlite3_column_value(pFrom, i));
}

/* A text of a row, "" when there is no memory for it. */
static const char *text(Check *p, sqlite3_stmt *pStmt, int i) {
  const char *z = (const char *)sqlite3_column_text(pStmt, i);
  if (z == 0) keep(p, SQLITE_NOMEM);
  return z ? z : "";
}

/* zProblem is freed, NULL is out of memory. */
static void problem(Check *p, const char *zWhat, const char *zName, char *zProblem) {
  if (zProblem == 0) keep(p, SQLITE_NOMEM);
  bind_text(p, p->pProblem, 1, zWhat);
  bind_text(p, p->pProblem, 2, zName);
  bind_text(p, p->pProblem, 3, zProblem);
  sqlite3_free(zProblem);
  step(p, p->pProblem);
  keep(p, sqlite3_reset(p->pProblem));
}

/* ---- tables, indexes and triggers ---- */

static void check_schema(Check *p) {
  sqlite3_stmt *pOurs = prepare(p, p->pScratch, spm_sql_check[SQL_CHECK_OURS]);
  sqlite3_stmt *pTheirs = prepare(p, p->db, spm_sql_check[SQL_CHECK_THEIRS]);
  while (step(p, pOurs)) {
    const char *zType = text(p, pOurs, 0), *zName = text(p, pOurs, 1);
    bind_row(p, pTheirs, pOurs, 3);
    int isThere = step(p, pTheirs), isSame = isThere && sqlite3_column_int(pTheirs, 0);
    keep(p, sqlite3_reset(pTheirs));
    if (p->rc == SQLITE_OK && !isSame)
      problem(p, zType, zName,
              isThere ? sqlite3_mprintf("%s %s is not as spm %s makes it", zType, zName, SPM_VERSION)
                      : sqlite3_mprintf("%s %s is missing", zType, zName));
  }
  keep(p, sqlite3_finalize(pOurs));
  sqlite3_finalize(pTheirs);
}

/* SELECT * FROM spm_help reads a table or a view of that name when there is one. */
static void check_names(Check *p) {
  sqlite3_stmt *pStmt = prepare(p, p->db, spm_sql_check[SQL_CHECK_HIDING]);
  for (int i = 0; p->rc == SQLITE_OK && spm_table_names[i]; i++) {
    const char *zName = spm_table_names[i];
    bind_text(p, pStmt, 1, zName);
    if (step(p, pStmt)) {
      const char *zType = text(p, pStmt, 0);
      problem(p, zType, zName, sqlite3_mprintf("%s %s hides the function of that name", zType, zName));
    }
    keep(p, sqlite3_reset(pStmt));
  }
  sqlite3_finalize(pStmt);
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
    {"published", "id, source, quarter, level, what, count, percent, value", 8, 0},
    {"column_name", "name, means, second, source, recorded_at", 5, 1},
    {"region_name", "name, region, source, valid_from, valid_to, recorded_at", 6, 1},
    {"rule_change", "rule, recorded_at, severity, threshold, enabled", 5, 1},
};

/* zSql is freed, NULL is out of memory. */
static sqlite3_int64 count(Check *p, sqlite3 *db, char *zSql) {
  sqlite3_int64 n = 0;
  if (p->rc == SQLITE_OK) p->rc = spm_first_int(db, zSql, &n);
  sqlite3_free(zSql);
  return n;
}

/* Rows of ours that are not among theirs. */
static void check_lost(Check *p, const struct Shipped *t) {
  sqlite3_int64 nLost = 0;
  char zFirst[64] = "";
  char *zOurs = sqlite3_mprintf("SELECT %s FROM %s", t->zColumns, t->zTable);
  char *zTheirs = sqlite3_mprintf("SELECT count(*) FROM main.%s WHERE (%s) IS (?1%.*s)", t->zTable, t->zColumns,
                                  3 * (t->nColumn - 1) + (t->nColumn > 9), ",?2,?3,?4,?5,?6,?7,?8,?9,?10");
  sqlite3_stmt *pOurs = prepare(p, p->pScratch, zOurs), *pTheirs = prepare(p, p->db, zTheirs);
  while (step(p, pOurs)) {
    bind_row(p, pTheirs, pOurs, t->nColumn);
    int isThere = step(p, pTheirs) && sqlite3_column_int(pTheirs, 0);
    keep(p, sqlite3_reset(pTheirs));
    if (!isThere && nLost++ == 0) sqlite3_snprintf(sizeof(zFirst), zFirst, "%s", sqlite3_column_text(pOurs, 0));
  }
  keep(p, sqlite3_finalize(pOurs));
  sqlite3_finalize(pTheirs);
  sqlite3_free(zOurs);
  sqlite3_free(zTheirs);
  if (nLost > 0)
    problem(p, "catalogue", t->zTable,
            sqlite3_mprintf(
                "rows of the catalogue of spm %s that are missing or changed in table %s: %lld; the first is %s",
                SPM_VERSION, t->zTable, nLost, zFirst));
}

static void check_shipped(Check *p, const struct Shipped *t) {
  check_lost(p, t);
  if (p->rc != SQLITE_OK || !t->isDated) return;
  sqlite3_int64 nOurs = count(p, p->pScratch, sqlite3_mprintf("SELECT count(*) FROM %s", t->zTable));
  sqlite3_int64 nTheirs =
      count(p, p->db, sqlite3_mprintf("SELECT count(*) FROM main.%s WHERE recorded_at = '%s'", t->zTable, SPM_ALWAYS));
  if (nTheirs > nOurs)
    problem(p, "catalogue", t->zTable,
            sqlite3_mprintf("rows of table %s that say they were always known but do not come with spm %s: %lld",
                            t->zTable, SPM_VERSION, nTheirs - nOurs));
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

/* One of the questions from SQL_CHECK_FILE on. */
static void check_data(Check *p, SqlCheck sql) {
  sqlite3_stmt *pStmt = prepare(p, p->db, spm_sql_check[sql]);
  if (sqlite3_bind_parameter_index(pStmt, ":ours")) keep(p, spm_bind_ours(pStmt));
  else if (sqlite3_bind_parameter_count(pStmt)) bind_text(p, pStmt, 1, p->zNames);
  while (step(p, pStmt)) {
    const char *zWhat = text(p, pStmt, 0), *zName = text(p, pStmt, 1), *zProblem = text(p, pStmt, 2);
    if (strcmp(zWhat, "file") == 0) keep(p, file_error(zProblem));
    problem(p, zWhat, zName, sqlite3_mprintf("%s", zProblem));
  }
  keep(p, sqlite3_finalize(pStmt));
}

static void check_seals(Check *p, SqlCheck sql) {
  sqlite3_stmt *pFiling = prepare(p, p->db, spm_sql_check[sql]);
  SpmSeal seal = {{0}};
  if (p->rc == SQLITE_OK) p->rc = spm_seal_prepare(p->db, &seal);
  while (step(p, pFiling)) {
    char zSeal[SPM_SEAL_SIZE] = "";
    const char *z = text(p, pFiling, 1);
    if (p->rc == SQLITE_OK) p->rc = spm_seal_of(&seal, sqlite3_column_int64(pFiling, 0), zSeal);
    if (p->rc == SQLITE_OK && strcmp(z, zSeal) != 0)
      problem(p, "seal", (const char *)sqlite3_column_text(pFiling, 0),
              sqlite3_mprintf("filing %lld: field %s of %s in %s, revision %s, was changed after it was filed",
                              sqlite3_column_int64(pFiling, 0), sqlite3_column_text(pFiling, 2),
                              sqlite3_column_text(pFiling, 3), sqlite3_column_text(pFiling, 4),
                              sqlite3_column_text(pFiling, 5)));
  }
  keep(p, sqlite3_finalize(pFiling));
  spm_seal_end(&seal);
}

static void count_seals(Check *p, SqlCheck sql) {
  p->rc = spm_first_int(p->db, spm_sql_check[sql], &p->aSealed[sql != SQL_CHECK_SEALED]);
}

/* SQLite before 3.51.3, but for 3.44.6 and 3.50.7, may lose commits in WAL: checkpoints of several connections race. */
static int has_wal_race(int version) {
  return version < 3051003 && version != 3044006 && version != 3050007;
}

/* What is to be known of the host: *pz stays NULL when nothing is. */
static void note(Check *p, char **pz) {
  sqlite3_stmt *pStmt = prepare(p, p->db, "PRAGMA main.journal_mode");
  int isWal = step(p, pStmt) && sqlite3_stricmp(text(p, pStmt, 0), "wal") == 0;
  keep(p, sqlite3_finalize(pStmt));
  if (p->rc != SQLITE_OK || !isWal || !has_wal_race(sqlite3_libversion_number())) return;
  *pz =
      sqlite3_mprintf("the database is in WAL mode, in which SQLite %s may lose commits when several connections write;"
                      " use SQLite 3.51.3 or later (or 3.50.7, 3.44.6), or PRAGMA journal_mode = DELETE",
                      sqlite3_libversion());
  if (*pz == 0) keep(p, SQLITE_NOMEM);
}

/* A question that cannot be asked of this file, as a table is gone or text stands where a number belongs, is a problem like
** the others, said once; the rest is still looked at. Any other error ends the check. */
static void look(Check *p, void (*xLook)(Check *, SqlCheck), SqlCheck sql) {
  if (p->rc != SQLITE_OK) return;
  xLook(p, sql);
  const char *zErr = sqlite3_errmsg(p->db);
  if (p->rc != SQLITE_ERROR || (sqlite3_strlike("no such%", zErr, 0) && sqlite3_strlike("%is not a number%", zErr, 0)))
    return;
  p->rc = SQLITE_OK;
  problem(p, "check", "data", sqlite3_mprintf("a part of the data cannot be looked at: %s", zErr));
}

/* The pristine database, and in it the table of problems. */
static void make_pristine(Check *p, char **pzErr) {
  char *zMade = 0;
  p->rc = spm_register(p->pScratch);
  if (p->rc == SQLITE_OK) p->rc = spm_schema_init(p->pScratch, &zMade, pzErr);
  sqlite3_free(zMade);
  if (p->rc == SQLITE_OK) p->rc = spm_first_text(p->pScratch, spm_sql_check[SQL_CHECK_NAMES], 0, 0, 0, &p->zNames);
  if (p->rc == SQLITE_OK) p->rc = sqlite3_exec(p->pScratch, spm_sql_check[SQL_CHECK_FOUND], 0, 0, 0);
  p->pProblem = prepare(p, p->pScratch, spm_sql_check[SQL_CHECK_PROBLEM]);
}

static void check(Check *p, char **pzReport, char **pzErr) {
  char *zNote = 0;
  make_pristine(p, pzErr);
  check_schema(p);
  check_names(p);
  for (size_t i = 0; i < sizeof(shipped) / sizeof(shipped[0]); i++) check_shipped(p, &shipped[i]);
  for (int i = SQL_CHECK_FILE; i < SQL_CHECK_COUNT; i++) look(p, check_data, (SqlCheck)i);
  look(p, check_seals, SQL_CHECK_SEALS);
  look(p, count_seals, SQL_CHECK_SEALED);
  look(p, count_seals, SQL_CHECK_UNSEALED);
  note(p, &zNote);
  if (p->rc == SQLITE_OK)
    p->rc = spm_first_text(p->pScratch, spm_sql_check[SQL_CHECK_REPORT], zNote, p->aSealed, 2, pzReport);
  sqlite3_free(zNote);
}

/* A statement that is under way holds one state of the database for all that is asked: between two questions another
** connection may write. */
int spm_check_all(sqlite3 *db, char **pzReport, char **pzErr) {
  Check c = {.db = db};
  c.rc = spm_check_ours(db, pzErr);
  if (c.rc == SQLITE_OK) c.rc = spm_check_planted(db, 1, pzErr);
  if (c.rc != SQLITE_OK) return c.rc;
  sqlite3_stmt *pHold = prepare(&c, db, spm_sql_check[SQL_CHECK_HOLD]);
  if (c.rc == SQLITE_OK && !step(&c, pHold)) c.rc = sqlite3_reset(pHold);
  if (c.rc == SQLITE_OK) c.rc = sqlite3_open_v2(":memory:", &c.pScratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, 0);
  if (c.rc == SQLITE_OK) check(&c, pzReport, pzErr);
  if (c.rc != SQLITE_OK && *pzErr == 0) *pzErr = sqlite3_mprintf("spm_check: %s", spm_error_text(db, c.rc));
  sqlite3_free(c.zNames);
  sqlite3_finalize(c.pProblem);
  sqlite3_close(c.pScratch);
  sqlite3_finalize(pHold);
  return c.rc;
}
