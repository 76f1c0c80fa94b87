/* sql.c: any text as SQL on the small nation, with the extension linked in.
**
** Every statement ends, within a bound of steps, rows, bytes and memory; what was asked for is undone, and the database
** is sound; after a while the connection closes and no byte is left. When the input has written, the functions of the
** extension read what it has left. The input may not attach a database, load an extension, set a pragma or end our
** transaction, and spm_import reads one file of ours whatever path it gives. */
#include "fuzz.h"
#include "import/import.h"
#include <string.h>

#define MAX_STEPS  400 /* thousands of steps of SQLite's machine, for one input */
#define MAX_ROWS   500
#define REOPEN     500 /* inputs a connection lives for */
#define MAX_LENGTH 1000000

static int stepsLeft, isInput;

static int on_progress(void *p) {
  (void)p;
  return --stepsLeft <= 0;
}

/* Statements of the input only: those inside the extension are prepared while one of them runs. */
static int may(void *p, int action, const char *a, const char *b, const char *zDb, const char *zInside) {
  (void)p, (void)a, (void)zDb, (void)zInside;
  if (!isInput) return SQLITE_OK;
  switch (action) {
  case SQLITE_ATTACH:
  case SQLITE_DETACH:
  case SQLITE_PRAGMA:
  case SQLITE_TRANSACTION:
  case SQLITE_SAVEPOINT: return SQLITE_DENY;
  case SQLITE_FUNCTION: return sqlite3_stricmp(b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
  }
  return SQLITE_OK;
}

/* spm_import of the extension, with our path in place of the one given. */
static void own_import(sqlite3_context *ctx, int n, sqlite3_value **a) {
  sqlite3_value *own[2] = {sqlite3_user_data(ctx), n > 1 ? a[1] : NULL};
  const SpmFunction *p = spm_import_functions;
  while (strcmp(p->zName, "spm_import") != 0 || p->nArg != n) p++;
  p->xFunc(ctx, n, own);
}

static void free_value(void *p) {
  sqlite3_value_free(p);
}

static sqlite3_value *path_value(sqlite3 *db) {
  sqlite3_stmt *pStmt = NULL;
  sqlite3_prepare_v2(db, "SELECT '" FUZZ_FILE "'", -1, &pStmt, NULL);
  HOLDS(sqlite3_step(pStmt) == SQLITE_ROW, "%s", sqlite3_errmsg(db));
  sqlite3_value *p = sqlite3_value_dup(sqlite3_column_value(pStmt, 0));
  sqlite3_finalize(pStmt);
  return p;
}

static sqlite3 *open_nation(void) {
  static const char zFile[] = "wilayah;triwulan;region;period;indicator;required;fulfilled;submitted_at\n"
                              ";;11.01;2023-TW2;k-paud.A1;1.000;900;2023-10-01\n;;11.02;2023-TW2;k-paud.A1;x;1;\n"
                              ";;11.1;2023-TW2;k-paud.A1;5;1;\n;;11.03;2023-TW3;k-paud.B01;5,5;1;2023-10-02\n";
  sqlite3 *db = fuzz_nation();
  fuzz_file(zFile, sizeof zFile - 1);
  for (int n = 1; n <= 2; n++)
    sqlite3_create_function_v2(db, "spm_import", n, SPM_ACTS, path_value(db), own_import, NULL, NULL, free_value);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, MAX_LENGTH);
  sqlite3_limit(db, SQLITE_LIMIT_VDBE_OP, 25000);
  sqlite3_limit(db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100);
  sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 100);
  sqlite3_limit(db, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_set_authorizer(db, may, NULL);
  sqlite3_progress_handler(db, 1000, on_progress, NULL);
  stepsLeft = 100000;
  fuzz_exec(db, "SELECT count(*) FROM sqlite_schema; BEGIN");
  return db;
}

static void run(sqlite3 *db, const char *zSql) {
  while (*zSql && stepsLeft > 0) {
    sqlite3_stmt *pStmt = NULL;
    isInput = 1;
    int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, &zSql);
    isInput = 0;
    if (rc != SQLITE_OK) return;
    for (int row = 0; row < MAX_ROWS && sqlite3_step(pStmt) == SQLITE_ROW; row++)
      for (int i = 0; i < sqlite3_column_count(pStmt); i++) sqlite3_column_text(pStmt, i);
    sqlite3_finalize(pStmt);
  }
}

/* What reads the tables that an input has written to; a fuzzer has time for three of them, chosen by the input. */
static void look(sqlite3 *db, unsigned choice) {
  static const char *const azLook[] = {
      "SELECT * FROM spm_score('2023-TW2')",
      "SELECT * FROM spm_input_status('2023-TW2')",
      "SELECT * FROM spm_quality('2023-TW2')",
      "SELECT * FROM spm_change('2023-TW1', '2023-TW2')",
      "SELECT * FROM spm_finding('2023-TW2')",
      "SELECT * FROM spm_rank('2023-TW2')",
      "SELECT * FROM spm_next_band('11.01', '2023-TW2')",
      "SELECT * FROM spm_deadline('2023-TW2')",
      "SELECT * FROM spm_target('2023-TW2')",
      "SELECT * FROM spm_reconcile",
      "SELECT spm_accept(), spm_import('') FROM filing",
      "SELECT spm_check()",
  };
  size_t n = sizeof azLook / sizeof *azLook;
  for (size_t i = 0; i < (fuzz_replay ? n : 3); i++) {
    stepsLeft = MAX_STEPS;
    run(db, azLook[(choice + i) % n]);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *z, size_t n) {
  static sqlite3 *db;
  static int nInput;
  static sqlite3_int64 before;
  if (db == NULL) {
    before = sqlite3_memory_used();
    db = open_nation();
    sqlite3_hard_heap_limit64(64 << 20);
  }
  char *zSql = malloc(n + 1);
  if (n) memcpy(zSql, z, n);
  zSql[n] = 0;
  stepsLeft = 1000;
  fuzz_exec(db, "SAVEPOINT input");
  sqlite3_int64 changes = sqlite3_total_changes64(db);
  stepsLeft = MAX_STEPS;
  run(db, zSql);
  free(zSql);
  unsigned sum = 0;
  for (size_t i = 0; i < n; i++) sum = sum * 31 + z[i];
  if (sqlite3_total_changes64(db) != changes && !sqlite3_get_autocommit(db)) look(db, sum);
  stepsLeft = 1000;
  /* a function keeps its statements as long as the connection lives, but at rest */
  for (sqlite3_stmt *p = sqlite3_next_stmt(db, NULL); p; p = sqlite3_next_stmt(db, p))
    HOLDS(!sqlite3_stmt_busy(p), "a statement is left: %s", sqlite3_sql(p));
  int isGone = sqlite3_get_autocommit(db); /* a write that was stopped takes the transaction with it */
  if (!isGone) fuzz_exec(db, "ROLLBACK TO input; RELEASE input");
  if (isGone || ++nInput >= REOPEN) {
    nInput = 0;
    sqlite3_hard_heap_limit64(0);
    HOLDS(sqlite3_close(db) == SQLITE_OK, "the connection does not close");
    HOLDS(sqlite3_memory_used() == before, "%lld bytes are left", sqlite3_memory_used() - before);
    db = NULL;
  }
  return 0;
}
