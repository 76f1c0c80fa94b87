/* schema.c: the database file: recognise it, and make an empty one ours (sql/schema.sql, trigger.sql, catalogue).
**
** A file is ours when its application_id is SPM_APPLICATION_ID; user_version is the schema version. spm_init creates
** everything in one savepoint, after every check: DDL cannot be rolled back while the outer SELECT runs. */
#include "database/database.h"
#include "file/csvread.h"
#include <string.h>

/* 1 ours, 0 nobody's, or an error that names what the file is; ours of a schema from oldest to the current one will do. */
static int identify(sqlite3 *db, int oldest, int *pIsOurs, int *pVersion, char **pzErr) {
  sqlite3_int64 id = 0, version = 0;
  int rc = spm_first_int(db, "PRAGMA main.application_id", &id);
  if (rc == SQLITE_OK) rc = spm_first_int(db, "PRAGMA main.user_version", &version);
  if (rc != SQLITE_OK) {
    *pzErr = sqlite3_mprintf("%s", sqlite3_errmsg(db));
    return rc;
  }
  *pIsOurs = id == SPM_APPLICATION_ID;
  *pVersion = (int)version;
  if (*pIsOurs ? version >= oldest && version <= SPM_SCHEMA_VERSION : id == 0) return SQLITE_OK;
  const char *zFile = sqlite3_db_filename(db, "main");
  if (zFile == 0 || *zFile == 0) zFile = "this database";
  if (*pIsOurs)
    *pzErr = sqlite3_mprintf("%s is an SPM database of schema version %lld; spm %s reads version %d: %s", zFile,
                             version, SPM_VERSION, SPM_SCHEMA_VERSION,
                             version > SPM_SCHEMA_VERSION ? "use a newer spm"
                             : version < SPM_OLDEST_SCHEMA_VERSION
                                 ? "make a new one with spm_init and import its files again"
                                 : "run SELECT spm_upgrade(), after a backup with VACUUM INTO");
  else
    *pzErr = sqlite3_mprintf("%s belongs to another application (application_id %lld); an SPM database has %d", zFile,
                             id, SPM_APPLICATION_ID);
  return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

int spm_schema_version(sqlite3 *db, int oldest, int *pVersion, char **pzErr) {
  int isOurs = 0;
  int rc = identify(db, oldest, &isOurs, pVersion, pzErr);
  if (rc != SQLITE_OK || isOurs) return rc;
  *pzErr = sqlite3_mprintf("not an SPM database: run SELECT spm_init()");
  return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

int spm_check_ours(sqlite3 *db, char **pzErr) {
  int version;
  return spm_schema_version(db, SPM_SCHEMA_VERSION, &version, pzErr);
}

int spm_check_database(sqlite3 *db, char **pzErr) {
  int rc = spm_check_ours(db, pzErr);
  return rc == SQLITE_OK ? spm_check_planted(db, 0, pzErr) : rc;
}

/* The catalogue: which file goes in by which statement; the parameters are named after the columns of the file, an
** empty cell is NULL. Everything shipped was always known (semantics.md 5). */
static const struct Load {
  const char *zText;
  SqlDatabase sql;
} loads[] = {
    {"catalogue/regions.csv", SQL_DATABASE_REGIONS},
    {"catalogue/recodes.csv", SQL_DATABASE_RECODES},
    {"catalogue/region_names.csv", SQL_DATABASE_OTHER_NAMES},
    {"catalogue/roster.csv", SQL_DATABASE_ROSTER},
    {"catalogue/services.csv", SQL_DATABASE_FIELDS},
    {"catalogue/services.csv", SQL_DATABASE_SERVICES},
    {"catalogue/services.csv", SQL_DATABASE_ALWAYS_NEEDED},
    {"catalogue/indicators.csv", SQL_DATABASE_INDICATORS},
    {"catalogue/region_groups.csv", SQL_DATABASE_REGION_GROUPS},
    {"catalogue/rules.csv", SQL_DATABASE_RULES},
    {"catalogue/rules.csv", SQL_DATABASE_RULE_CHANGES},
    {"catalogue/deadlines.csv", SQL_DATABASE_DEADLINES},
    {"catalogue/published.csv", SQL_DATABASE_PUBLISHED},
    {"catalogue/column_names.csv", SQL_DATABASE_COLUMN_NAMES},
};

typedef struct Loader {
  sqlite3 *db;
  sqlite3_stmt *pStmt;
  char azColumn[16][32]; /* parameter names from the header row */
  int nColumn;
} Loader;

static int load_row(void *pCtx, long long line, const CsvRow *pRow, char **pzErr) {
  Loader *p = pCtx;
  if (p->nColumn == 0) {
    for (int i = 0; i < pRow->nCell && i < 16; i++)
      sqlite3_snprintf(sizeof(p->azColumn[i]), p->azColumn[i], ":%.*s", (int)pRow->aCell[i].n, pRow->aCell[i].z);
    p->nColumn = pRow->nCell;
    return SQLITE_OK;
  }
  for (int i = 0; i < pRow->nCell; i++) {
    int iParameter = sqlite3_bind_parameter_index(p->pStmt, p->azColumn[i]);
    const CsvCell *pCell = &pRow->aCell[i];
    if (iParameter == 0) continue;
    int rc = pCell->n ? sqlite3_bind_text64(p->pStmt, iParameter, pCell->z, pCell->n, SQLITE_TRANSIENT, SQLITE_UTF8)
                      : sqlite3_bind_null(p->pStmt, iParameter);
    if (rc != SQLITE_OK) return rc;
  }
  sqlite3_step(p->pStmt);
  int rc = sqlite3_reset(p->pStmt);
  if (rc != SQLITE_OK) *pzErr = sqlite3_mprintf("line %lld: %s", line, sqlite3_errmsg(p->db));
  return rc;
}

int spm_schema_load(sqlite3 *db, const char *zText, SqlDatabase sql, char **pzErr) {
  const SpmText *pText = spm_text(zText);
  Loader loader = {db, 0, {{0}}, 0};
  int rc = sqlite3_prepare_v2(db, spm_sql_database[sql], -1, &loader.pStmt, 0);
  if (rc == SQLITE_OK) rc = spm_csv_memory(pText->z, (size_t)pText->n, load_row, &loader, pzErr);
  sqlite3_finalize(loader.pStmt);
  return rc;
}

static int load_catalogue(sqlite3 *db, char **pzErr) {
  int rc = SQLITE_OK;
  for (size_t i = 0; rc == SQLITE_OK && i < sizeof(loads) / sizeof(loads[0]); i++)
    rc = spm_schema_load(db, loads[i].zText, loads[i].sql, pzErr);
  return rc;
}

/* The default method is compiled in once, in score.c, and written into its tables from there (semantics.md 4). */
static int load_method(sqlite3 *db) {
  const SpmMethod *m = &spm_default_method;
  sqlite3_stmt *pMethod = 0, *pBand = 0;
  int rc = sqlite3_prepare_v2(db, spm_sql_database[SQL_DATABASE_METHOD], -1, &pMethod, 0);
  if (rc == SQLITE_OK) {
    sqlite3_bind_double(pMethod, 1, m->served_weight);
    sqlite3_bind_double(pMethod, 2, m->quality_weight);
    sqlite3_bind_int(pMethod, 3, m->pooled);
    sqlite3_bind_int(pMethod, 4, m->full);
    sqlite3_bind_int(pMethod, 5, m->available);
    sqlite3_bind_int(pMethod, 6, m->cap);
    sqlite3_step(pMethod);
    rc = sqlite3_reset(pMethod);
  }
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(db, spm_sql_database[SQL_DATABASE_BAND], -1, &pBand, 0);
  for (int i = 0; rc == SQLITE_OK && i < SPM_BAND_COUNT; i++) {
    sqlite3_bind_double(pBand, 1, spm_default_bands[i].floor);
    sqlite3_bind_text(pBand, 2, spm_default_bands[i].name, -1, SQLITE_STATIC);
    sqlite3_step(pBand);
    rc = sqlite3_reset(pBand);
  }
  sqlite3_finalize(pMethod);
  sqlite3_finalize(pBand);
  return rc;
}

static int run_text(sqlite3 *db, const char *zName) {
  const SpmText *pText = spm_text(zName); /* embed ends every text with a zero */
  return sqlite3_exec(db, (const char *)pText->z, 0, 0, 0);
}

/* The tables and triggers of the schema, empty: so there is no second list of them. */
int spm_schema_scratch(sqlite3 **pp) {
  int rc = sqlite3_open_v2(":memory:", pp, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, 0);
  if (rc == SQLITE_OK) rc = run_text(*pp, "schema.sql");
  return rc == SQLITE_OK ? run_text(*pp, "trigger.sql") : rc;
}

/* Find a database that already uses one of the names of the schema. */
static int find_collision(sqlite3 *db, char **pzName) {
  sqlite3 *pScratch = 0;
  sqlite3_stmt *pOurs = 0, *pTheirs = 0;
  int rc = spm_schema_scratch(&pScratch);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(pScratch, spm_sql_database[SQL_DATABASE_OURS], -1, &pOurs, 0);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(db, spm_sql_database[SQL_DATABASE_COLLISION], -1, &pTheirs, 0);
  while (rc == SQLITE_OK && *pzName == 0 && sqlite3_step(pOurs) == SQLITE_ROW) {
    rc = sqlite3_bind_value(pTheirs, 1, sqlite3_column_value(pOurs, 0));
    if (rc == SQLITE_OK && sqlite3_step(pTheirs) == SQLITE_ROW) {
      *pzName = sqlite3_mprintf("%s", sqlite3_column_text(pTheirs, 0));
      if (*pzName == 0) rc = SQLITE_NOMEM;
    }
    int rcReset = sqlite3_reset(pTheirs);
    if (rc == SQLITE_OK) rc = rcReset;
  }
  int rcOurs = sqlite3_finalize(pOurs);
  if (rc == SQLITE_OK) rc = rcOurs;
  sqlite3_finalize(pTheirs);
  sqlite3_close(pScratch);
  return rc;
}

static int report(sqlite3 *db, const char *zAction, char **pzReport) {
  const sqlite3_int64 version = SPM_SCHEMA_VERSION;
  return spm_first_text(db, spm_sql_database[SQL_DATABASE_REPORT], zAction, &version, 1, pzReport);
}

static int create(sqlite3 *db, SpmSavepoint *pSavepoint, char **pzReport, char **pzErr) {
  char *zName = 0;
  int rc = find_collision(db, &zName);
  if (zName) {
    *pzErr =
        sqlite3_mprintf("spm_init: the database already has something named %s; start from an empty database", zName);
    sqlite3_free(zName);
    return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
  }
  if (rc == SQLITE_OK) rc = run_text(db, "schema.sql");
  if (rc == SQLITE_OK) rc = spm_savepoint_noop(pSavepoint, spm_sql_database[SQL_DATABASE_NOOP]);
  if (rc == SQLITE_OK) rc = sqlite3_exec(db, spm_sql_database[SQL_DATABASE_PERIODS], 0, 0, 0);
  if (rc == SQLITE_OK) rc = load_catalogue(db, pzErr);
  if (rc == SQLITE_OK) rc = load_method(db);
  if (rc == SQLITE_OK) rc = run_text(db, "trigger.sql");
  if (rc == SQLITE_OK) rc = spm_savepoint_noop(pSavepoint, spm_sql_database[SQL_DATABASE_NOOP]);
  if (rc == SQLITE_OK) rc = report(db, "created", pzReport);
  if (rc != SQLITE_OK && *pzErr == 0) *pzErr = sqlite3_mprintf("spm_init: %s", sqlite3_errmsg(db));
  return rc;
}

/* Asked once without a lock, so that a database which is ours is only read; and again under it, since another process may
** have made it while this one waited. The no-op needs no table and, without auto_vacuum, touches no page. */
int spm_schema_init(sqlite3 *db, char **pzReport, char **pzErr) {
  static const char zOurs[] = "nothing: this is an SPM database already";
  int isOurs = 0, version;
  int rc = identify(db, SPM_SCHEMA_VERSION, &isOurs, &version, pzErr);
  if (rc != SQLITE_OK) return rc;
  if (isOurs) return report(db, zOurs, pzReport);
  SpmSavepoint savepoint;
  rc = spm_savepoint_begin(&savepoint, db, "PRAGMA main.incremental_vacuum(1)", pzErr);
  if (rc != SQLITE_OK) return rc;
  rc = identify(db, SPM_SCHEMA_VERSION, &isOurs, &version, pzErr);
  if (rc == SQLITE_OK) rc = isOurs ? report(db, zOurs, pzReport) : create(db, &savepoint, pzReport, pzErr);
  return spm_savepoint_end(&savepoint, rc);
}
