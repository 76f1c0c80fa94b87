/* upgrade.c: spm_upgrade: a database of an older schema becomes one of the current schema, with all that is in it.
**
** Nothing is done to a database that is not exactly what its schema version says (statement different); a table whose text
** has changed is made anew and gets its rows back. So the file is in the end what spm_init makes, to the byte of every
** text, and whoever reads it needs to know one schema only. What a version brought beside its tables is a step below.
**
** All of it is one savepoint. DROP TABLE needs a connection on which nothing else reads; that is asked first, as undoing it
** would end the other readers, too. No table that a later schema changes may be one that others refer to: with foreign keys
** on, DROP TABLE deletes its rows first. A column at its end can be added without (ALTER TABLE). */
#include "database/database.h"
#include <string.h>

/* What a database of this version lacks: rows of the catalogue. They go in when the tables are made and no trigger is. */
static const struct Step {
  int version;
  const char *zText;
  SqlDatabase sql;
} steps[] = {
    {5, "catalogue/column_names.csv", SQL_DATABASE_COLUMN_NAMES},
    {4, "catalogue/region_names.csv", SQL_DATABASE_OTHER_NAMES},
    {5, "catalogue/services.csv", SQL_DATABASE_ALWAYS_NEEDED},
    {5, "catalogue/rules.csv", SQL_DATABASE_RULES},
    {5, "catalogue/rules.csv", SQL_DATABASE_RULE_CHANGES},
    {5, "catalogue/published.csv", SQL_DATABASE_PUBLISHED},
};

/* What is to be written into new tables and columns of it, besides. */
static const struct Fill {
  int version;
  SqlUpgrade sql;
} fills[] = {{5, SQL_UPGRADE_RECORD}, {5, SQL_UPGRADE_KNOW}};

typedef struct Upgrade {
  sqlite3 *db;
  char *zMade; /* the schema that spm_init makes, as JSON */
  int version; /* of the database */
} Upgrade;

static int bind(const Upgrade *p, sqlite3_stmt *pStmt) {
  int made = sqlite3_bind_parameter_index(pStmt, ":made"), version = sqlite3_bind_parameter_index(pStmt, ":version");
  int current = sqlite3_bind_parameter_index(pStmt, ":current"), rc = spm_bind_ours(pStmt);
  if (rc == SQLITE_OK && made) rc = sqlite3_bind_text(pStmt, made, p->zMade, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK && version) rc = sqlite3_bind_int(pStmt, version, p->version);
  if (rc == SQLITE_OK && current) rc = sqlite3_bind_int(pStmt, current, SPM_SCHEMA_VERSION);
  return rc;
}

/* The rows of a question as one text, a semicolon behind each; *pz stays NULL when there is none. */
static int ask(const Upgrade *p, SqlUpgrade sql, const char *zBehind, char **pz) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(p->db, spm_sql_upgrade[sql], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = bind(p, pStmt);
  while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zRow = (const char *)sqlite3_column_text(pStmt, 0);
    char *z = zRow ? sqlite3_mprintf("%s%s%s", *pz ? *pz : "", zRow, zBehind) : 0;
    if (z == 0) rc = SQLITE_NOMEM;
    sqlite3_free(*pz);
    *pz = z;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* Run the statements that a question has as its rows: asked to its end before, since DROP TABLE needs a connection on which
** nothing is under way. */
static int run(const Upgrade *p, SqlUpgrade sql) {
  char *zMade = 0;
  int rc = ask(p, sql, ";", &zMade);
  if (rc == SQLITE_OK && zMade) rc = sqlite3_exec(p->db, zMade, 0, 0, 0);
  sqlite3_free(zMade);
  return rc;
}

/* The schema that spm_init makes. */
static int made(Upgrade *p) {
  sqlite3 *pScratch = 0;
  int rc = spm_schema_scratch(&pScratch);
  if (rc == SQLITE_OK) rc = spm_first_text(pScratch, spm_sql_upgrade[SQL_UPGRADE_MADE], 0, 0, 0, &p->zMade);
  sqlite3_close(pScratch);
  return rc;
}

/* Refuse what is not as its version has it, and what no database may hold any more. */
static int compare(const Upgrade *p, char **pzErr) {
  char *z = 0;
  int rc = ask(p, SQL_UPGRADE_DIFFERENT, "", &z);
  if (rc == SQLITE_OK && z == 0) rc = ask(p, SQL_UPGRADE_WORDLESS, "", &z);
  if (rc == SQLITE_OK && z) {
    *pzErr = sqlite3_mprintf("spm_upgrade: %s", z);
    rc = *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
  }
  sqlite3_free(z);
  return rc;
}

static int upgrade(Upgrade *p, SpmSavepoint *pSavepoint, char **pzErr) {
  const char *zNoop = spm_sql_database[SQL_DATABASE_NOOP];
  int rc = compare(p, pzErr);
  if (rc == SQLITE_OK) rc = run(p, SQL_UPGRADE_DROP_TRIGGERS);
  if (rc == SQLITE_OK) rc = run(p, SQL_UPGRADE_PUT_ASIDE);
  if (rc == SQLITE_OK) rc = run(p, SQL_UPGRADE_MAKE_TABLES);
  if (rc == SQLITE_OK) rc = spm_savepoint_noop(pSavepoint, zNoop);
  if (rc == SQLITE_OK) rc = run(p, SQL_UPGRADE_PUT_BACK);
  for (size_t i = 0; rc == SQLITE_OK && i < sizeof(steps) / sizeof(steps[0]); i++)
    if (steps[i].version >= p->version) rc = spm_schema_load(p->db, steps[i].zText, steps[i].sql, pzErr);
  for (size_t i = 0; rc == SQLITE_OK && i < sizeof(fills) / sizeof(fills[0]); i++)
    if (fills[i].version >= p->version) rc = sqlite3_exec(p->db, spm_sql_upgrade[fills[i].sql], 0, 0, 0);
  if (rc == SQLITE_OK) rc = run(p, SQL_UPGRADE_MAKE_TRIGGERS);
  if (rc == SQLITE_OK) rc = run(p, SQL_UPGRADE_SET_VERSION);
  return rc == SQLITE_OK ? spm_savepoint_noop(pSavepoint, zNoop) : rc;
}

/* Does another statement of this connection read, or the calling one from a table? The caller is one that is under way. */
static int is_alone(sqlite3 *db) {
  int n = 0;
  for (sqlite3_stmt *pStmt = sqlite3_next_stmt(db, 0); pStmt; pStmt = sqlite3_next_stmt(db, pStmt))
    n += sqlite3_stmt_busy(pStmt) != 0;
  return n <= 1 && (!sqlite3_get_autocommit(db) || sqlite3_txn_state(db, "main") == SQLITE_TXN_NONE);
}

static int refuse(char **pzErr, int rc, const char *zWhy) {
  sqlite3_free(*pzErr);
  *pzErr = sqlite3_mprintf("spm_upgrade: %s", zWhy);
  return *pzErr ? rc : SQLITE_NOMEM;
}

/* The version is asked again under the lock: another process may have upgraded the database while this one waited. */
static int upgrade_all(Upgrade *p, char **pzReport, char **pzErr) {
  static const char zAlone[] = "call it from a plain SELECT of its own, while nothing else of this connection reads";
  if (!is_alone(p->db)) return refuse(pzErr, SQLITE_LOCKED, zAlone);
  if (sqlite3_db_readonly(p->db, "main") == 1) return refuse(pzErr, SQLITE_READONLY, "the database is read-only");
  SpmSavepoint savepoint;
  int rc = spm_savepoint_begin(&savepoint, p->db, "PRAGMA main.incremental_vacuum(1)", pzErr);
  if (rc != SQLITE_OK) return rc;
  rc = spm_schema_version(p->db, SPM_OLDEST_SCHEMA_VERSION, &p->version, pzErr);
  if (rc == SQLITE_OK) rc = spm_check_planted(p->db, 0, pzErr);
  if (rc == SQLITE_OK) rc = made(p);
  if (rc == SQLITE_OK && p->version < SPM_SCHEMA_VERSION) rc = upgrade(p, &savepoint, pzErr);
  if (rc == SQLITE_OK) rc = ask(p, SQL_UPGRADE_REPORT, "", pzReport);
  if (rc == SQLITE_LOCKED) rc = refuse(pzErr, rc, zAlone);
  if (rc != SQLITE_OK && *pzErr == 0) *pzErr = sqlite3_mprintf("spm_upgrade: %s", spm_error_text(p->db, rc));
  return spm_savepoint_end(&savepoint, rc);
}

int spm_schema_upgrade(sqlite3 *db, char **pzReport, char **pzErr) {
  Upgrade u = {.db = db};
  int rc = spm_schema_version(db, SPM_OLDEST_SCHEMA_VERSION, &u.version, pzErr);
  if (rc == SQLITE_OK && u.version == SPM_SCHEMA_VERSION) rc = ask(&u, SQL_UPGRADE_REPORT, "", pzReport);
  else if (rc == SQLITE_OK) rc = upgrade_all(&u, pzReport, pzErr);
  if (rc != SQLITE_OK && *pzErr == 0) *pzErr = sqlite3_mprintf("spm_upgrade: %s", spm_error_text(db, rc));
  sqlite3_free(u.zMade);
  return rc;
}
