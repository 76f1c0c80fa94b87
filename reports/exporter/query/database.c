/* database.c: the read-only connection and its guard: a report can only read.
**
** sqlite3_stmt_readonly lets BEGIN, ATTACH and load_extension() pass, an authorizer lets VACUUM pass; so both are used,
** on a connection that was opened read-only. The guard allows SELECT, READ, RECURSIVE and FUNCTION, the last not for
** load_extension and other functions that are DIRECTONLY (they write, or read files). It goes up after BEGIN and after
** every virtual table has been connected once, because the first connect declares the table and would be refused. While
** a statement runs, its table-valued functions may read application_id, user_version and table_list: they ask whose
** schema it is.
**
** The guard is installed once and turned up and down by a flag: sqlite3_set_authorizer expires every prepared statement
** of the connection, and those of the table-valued functions are worth keeping from one file to the next. So are the
** reports' own: each is prepared under the guard once a connection (query.c), and again under it when SQLite must. */
#include "query/query.h"
#include "core/hash.h"

#define FUNCTION_DIRECTONLY 0x80000
#define VALUE_BYTES         (64 << 20) /* no text of a report is longer */

/* ---- errors, time ---- */

int database_code(Database *d, int rc) {
  const char *msg = sqlite3_errmsg(d->db);
  if (d->timed_out) return log_error("timed out"), RC_TIMEOUT;
  switch (rc & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED: log_error("%s is locked by another program (%s)", d->path, msg); return RC_DATABASE;
  case SQLITE_READONLY:
  case SQLITE_CANTOPEN:
    return log_error("cannot read %s: %s (a WAL database needs a writable directory; --immutable reads a copy at rest)",
                     d->path, msg),
           RC_DATABASE;
  case SQLITE_NOTADB: log_error("%s is not an SPM database: it is not an SQLite file", d->path); return RC_DATABASE;
  case SQLITE_IOERR:
  case SQLITE_CORRUPT: log_error("cannot read %s: %s", d->path, msg); return RC_DATABASE;
  default: return RC_QUERY;
  }
}

/* Said at once: the next call replaces the message. */
static int unreadable(Database *d, int rc) {
  int code = database_code(d, rc);
  if (code != RC_QUERY) return code;
  return log_error("cannot read %s: %s", d->path, sqlite3_errmsg(d->db)), RC_DATABASE;
}

static int progress(void *ctx) {
  Database *d = ctx;
  return d->timed_out = clock_seconds() >= d->deadline;
}

/* ---- our own questions: each row goes to the callback ----
** PRAGMA statements, never the tables of the same name (pragma_function_list): a planted database may hide those. */

static int ask(Database *d, const char *sql, void (*row)(Database *d, sqlite3_stmt *s)) {
  sqlite3_stmt *s = NULL;
  int rc = sqlite3_prepare_v2(d->db, sql, -1, &s, NULL);
  while (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
    if (row) row(d, s);
    rc = SQLITE_OK;
  }
  sqlite3_finalize(s);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static const char *text(Database *d, sqlite3_stmt *s, int i) {
  const char *z = (const char *)sqlite3_column_text(s, i);
  return pool_text(&d->pool, z ? z : "", (size_t)sqlite3_column_bytes(s, i));
}

static void on_mark(Database *d, sqlite3_stmt *s) {
  d->mark = text(d, s, 0);
}
static void on_number(Database *d, sqlite3_stmt *s) {
  d->number = sqlite3_column_int(s, 0);
}
static void on_version(Database *d, sqlite3_stmt *s) {
  int64_t now = sqlite3_column_int64(s, 0);
  if (d->version && d->version != now) d->changed = 1, d->hash[0] = 0;
  d->version = now;
}
/* A row of PRAGMA function_list: name, builtin, type, enc, narg, flags. */
static void on_function(Database *d, sqlite3_stmt *s) {
  if (sqlite3_column_int(s, 5) & FUNCTION_DIRECTONLY) *PUSH(&d->pool, d->direct_only, d->nDirectOnly) = text(d, s, 0);
}

/* Connect every module once. A module that cannot be (no such argument-free table) says so when it is used. */
static void on_module(Database *d, sqlite3_stmt *s) {
  const char *name = text(d, s, 0);
  if (sqlite3_strlike("spm\\_%", name, '\\') != 0 && sqlite3_strlike("json\\_%", name, '\\') != 0) return;
  char *sql = sqlite3_mprintf("PRAGMA main.table_info(%Q)", name);
  if (sql) (void)ask(d, sql, NULL);
  sqlite3_free(sql);
}

/* ---- the guard ---- */

static const char *action_name(int action) {
  switch (action) {
  case SQLITE_PRAGMA: return "PRAGMA";
  case SQLITE_ATTACH: return "ATTACH";
  case SQLITE_DETACH: return "DETACH";
  case SQLITE_TRANSACTION: return "BEGIN, COMMIT or ROLLBACK";
  case SQLITE_SAVEPOINT: return "SAVEPOINT";
  case SQLITE_INSERT: return "INSERT";
  case SQLITE_UPDATE: return "UPDATE";
  case SQLITE_DELETE: return "DELETE";
  default: return "a statement that is not a SELECT";
  }
}

static int guard(void *ctx, int action, const char *z1, const char *z2, const char *zDb, const char *zInner) {
  Database *d = ctx;
  (void)zDb, (void)zInner;
  if (!d->guarded) return SQLITE_OK;
  if (action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE) return SQLITE_OK;
  if (action == SQLITE_FUNCTION) {
    int refuse = sqlite3_stricmp(z2, "load_extension") == 0;
    for (int i = 0; i < d->nDirectOnly; i++) refuse |= sqlite3_stricmp(z2, d->direct_only[i]) == 0;
    if (!refuse) return SQLITE_OK;
    d->denied = pool_printf(&d->pool, "%s()", z2);
    return SQLITE_DENY;
  }
  if (action == SQLITE_PRAGMA && d->running && !z2 &&
      (strcmp(z1, "application_id") == 0 || strcmp(z1, "user_version") == 0 || strcmp(z1, "table_list") == 0)) {
    return SQLITE_OK;
  }
  d->denied = action_name(action);
  return SQLITE_DENY;
}

/* ---- open ---- */

/* An SPM database carries its mark in the file header; anything else is refused by what it has there. */
static int recognise(Database *d) {
  int rc = ask(d, "PRAGMA main.application_id", on_number);
  int id = d->number;
  if (!rc) rc = ask(d, "PRAGMA main.user_version", on_number);
  int version = d->number;
  if (!rc && id == SPM_APPLICATION_ID && version == SPM_SCHEMA_VERSION)
    /* the extension's own question: is anything planted where its SQL reads? (ext/database/planted.c) */
    rc = ask(d, "SELECT spm_region('')", NULL);
  if (rc) return unreadable(d, rc);
  if (id == SPM_APPLICATION_ID && version == SPM_SCHEMA_VERSION) return RC_OK;
  if (id == SPM_APPLICATION_ID) {
    log_error("%s is an SPM database of schema version %d; this program reads version %d%s", d->path, version,
              SPM_SCHEMA_VERSION,
              version > SPM_SCHEMA_VERSION || version < SPM_OLDEST_SCHEMA_VERSION
                  ? ""
                  : ": run SELECT spm_upgrade() in it, after a backup with VACUUM INTO");
  } else {
    log_error("%s is not an SPM database: its application_id is 0x%08x and its user_version %d, not 0x%08x and %d",
              d->path, (unsigned)id, version, SPM_APPLICATION_ID, SPM_SCHEMA_VERSION);
  }
  return RC_DATABASE;
}

/* A process of this program has one thread: no locks, and no count of the memory, which takes one at each malloc. A
** SQLite that cannot do without them goes on with them. */
void database_configure(void) {
  (void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
  (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int database_open(Database *d, const Options *o) {
  int flags = SQLITE_OPEN_READONLY | (o->immutable ? SQLITE_OPEN_URI : 0);
  PathKind kind = path_kind(o->db);
  char *err = NULL;
  *d = (Database){.path = o->db};
  if (kind == PATH_NONE || kind == PATH_FOLDER)
    return log_error("cannot open the database %s: %s", o->db, kind ? "it is a directory" : strerror(errno)),
           RC_DATABASE;
  const char *uri = pool_printf(&d->pool, "file:%s?immutable=1", text_address(&d->pool, o->db));
  int rc = sqlite3_open_v2(o->immutable ? uri : o->db, &d->db, flags, NULL);
  if (rc) return log_error("cannot open the database %s: %s", o->db, sqlite3_errmsg(d->db)), RC_DATABASE;
  sqlite3_busy_timeout(d->db, o->busy_ms);
  sqlite3_db_config(d->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(d->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(d->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_limit(d->db, SQLITE_LIMIT_LENGTH, VALUE_BYTES);
  sqlite3_limit(d->db, SQLITE_LIMIT_ATTACHED, 0);
  if (sqlite3_spm_init(d->db, &err, NULL) != SQLITE_OK) {
    log_error("the spm extension: %s", err ? err : sqlite3_errmsg(d->db));
    sqlite3_free(err);
    return RC_DATABASE;
  }
  d->deadline = clock_seconds() + o->timeout;
  if (o->timeout > 0) sqlite3_progress_handler(d->db, 1000, progress, d);
  if ((rc = recognise(d)) != RC_OK) return rc;
  rc = ask(d, "SELECT value FROM main.about WHERE name = 'mark'", on_mark);
  if (!rc) rc = ask(d, "PRAGMA module_list", on_module);
  if (!rc) rc = ask(d, "SELECT 1 FROM main.pragma_table_info('about')", NULL);
  if (!rc) rc = ask(d, "PRAGMA function_list", on_function);
  rc = rc ? unreadable(d, rc) : database_check_state(d);
  if (!rc && d->mark && !utf8_valid(d->mark, strlen(d->mark))) {
    log_error("cannot report from %s: its mark is text that is not UTF-8", d->path);
    rc = RC_DATABASE;
  }
  if (!rc) sqlite3_set_authorizer(d->db, guard, d);
  return rc;
}

void database_close(Database *d) {
  for (int i = 0; i < d->nKept; i++) sqlite3_finalize(d->kept[i].stmt);
  if (d->db && sqlite3_close(d->db) != SQLITE_OK) log_warning("the database did not close: %s", sqlite3_errmsg(d->db));
  d->db = NULL;
  pool_free(&d->pool);
}

/* ---- a transaction under the guard ---- */

int database_begin(Database *d) {
  int rc = sqlite3_exec(d->db, "BEGIN", NULL, NULL, NULL);
  if (rc) return database_code(d, rc);
  d->guarded = 1;
  return RC_OK;
}

int database_commit(Database *d) {
  d->guarded = 0;
  if (sqlite3_get_autocommit(d->db)) return RC_OK; /* an error has rolled back */
  int rc = sqlite3_exec(d->db, "COMMIT", NULL, NULL, NULL);
  return rc ? database_code(d, rc) : RC_OK;
}

/* ---- content hash: table by table in the order of names and keys, every value with its type and length ---- */

static void hash_row(Database *d, sqlite3_stmt *s) {
  for (int i = 0; i < sqlite3_column_count(s); i++) {
    uint8_t head[9] = {(uint8_t)sqlite3_column_type(s, i)};
    uint64_t x = 0;
    const void *z = NULL;
    size_t k;
    if (head[0] == SQLITE_INTEGER) {
      x = (uint64_t)sqlite3_column_int64(s, i);
    } else if (head[0] == SQLITE_FLOAT) {
      double r = sqlite3_column_double(s, i);
      memcpy(&x, &r, sizeof x);
    } else if (head[0] != SQLITE_NULL) {
      z = sqlite3_column_blob(s, i);
      x = (uint64_t)sqlite3_column_bytes(s, i);
    }
    for (k = 0; k < 8; k++) head[k + 1] = (uint8_t)(x >> (8 * k));
    spm_hash_add(d->sha, head, sizeof head);
    if (z) spm_hash_add(d->sha, z, (size_t)x);
  }
}

static void on_table(Database *d, sqlite3_stmt *s) {
  const char *name = text(d, s, 0);
  char *sql = sqlite3_mprintf("SELECT * FROM main.\"%w\" NOT INDEXED", name);
  int rc = SQLITE_NOMEM;
  if (d->failed) return;
  spm_hash_add(d->sha, name, strlen(name) + 1);
  if (sql) rc = ask(d, sql, hash_row);
  if (rc) d->failed = unreadable(d, rc);
  sqlite3_free(sql);
}

int database_check_state(Database *d) {
  d->guarded = 0;
  int rc = ask(d, "PRAGMA main.data_version", on_version);
  return rc ? unreadable(d, rc) : RC_OK;
}

int database_has_filings(Database *d, const char *period, int *has) {
  char *sql = sqlite3_mprintf("SELECT EXISTS (SELECT 1 FROM main.filing WHERE status = 'filed' AND period %s %Q)",
                              period ? "=" : "IS NOT", period);
  int rc = sql ? ask(d, sql, on_number) : SQLITE_NOMEM;
  sqlite3_free(sql);
  *has = !rc && d->number;
  return rc ? unreadable(d, rc) : RC_OK;
}

int database_hash(Database *d) {
  static const char tables[] =
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
      "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"; /* whose modules may not be there */
  SpmHash sha;
  int rc = database_check_state(d);
  if (rc || d->hash[0]) return rc;
  spm_hash_begin(&sha);
  d->sha = &sha;
  d->failed = RC_OK;
  rc = ask(d, tables, on_table);
  if (rc && !d->failed) d->failed = unreadable(d, rc);
  if (!d->failed) spm_hash_end(&sha, d->hash);
  return d->failed;
}
