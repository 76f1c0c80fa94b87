/* spm.c: entry point of the extension. The version gate, the guard against two SQLite libraries, and the tables of
** what is registered: scalar functions, aggregates, table-valued functions.
**
** spm_version(): scalar TEXT
** summary: Version of the extension.
** ringkasan: Versi ekstensi.
** > SELECT spm_version() GLOB '[0-9]*.[0-9]*.[0-9]*';
** = 1
*/
#define SPM_DEFINES_API
#include "examine/examine.h"
#include "explain/explain.h"
#include "import/import.h"
#include "office/office.h"
#include "table/tvf.h"
#include <string.h>
SQLITE_EXTENSION_INIT1

static void fn_version(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc, (void)argv;
  sqlite3_result_text(ctx, SPM_VERSION, -1, SQLITE_STATIC);
}

static const SpmFunction version_functions[] = {
    {"spm_version", 0, SPM_PURE, fn_version, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};

static const SpmFunction *const families[] = {
    version_functions,       spm_period_functions,   spm_number_functions,    spm_score_functions,
    spm_aggregate_functions, spm_internal_functions, spm_published_functions, spm_database_functions,
    spm_import_functions,    spm_office_functions,   spm_explain_functions,
};

static int register_functions(sqlite3 *db, const SpmFunction *p) {
  int rc = SQLITE_OK;
  for (; rc == SQLITE_OK && p->zName; p++) {
    if (p->xFunc) rc = sqlite3_create_function_v2(db, p->zName, p->nArg, p->flags, 0, p->xFunc, 0, 0, 0);
    else
      rc = sqlite3_create_window_function(db, p->zName, p->nArg, p->flags, 0, p->xStep, p->xFinal, p->xValue,
                                          p->xInverse, 0);
  }
  return rc;
}

/* This version is on the connection already. SQLite refuses to replace a function while a statement runs, and SELECT
** load_extension() is one; nothing would change anyway. The module is asked for first: an unknown function would leave
** its error on the connection, and sqlite3_open() fails for that when it runs an auto extension. */
static int is_loaded(sqlite3 *db) {
  static const char *const azSql[] = {"PRAGMA module_list", "SELECT spm_version()"}; /* neither reads the database */
  static const char *const azWant[] = {"spm_help", SPM_VERSION};
  int isLoaded = 1;
  for (int i = 0; isLoaded && i < 2; i++) {
    sqlite3_stmt *pStmt = 0;
    int rc = sqlite3_prepare_v2(db, azSql[i], -1, &pStmt, 0), isThere = 0;
    while (rc == SQLITE_OK && !isThere && sqlite3_step(pStmt) == SQLITE_ROW) {
      const char *z = (const char *)sqlite3_column_text(pStmt, 0);
      isThere = z && strcmp(z, azWant[i]) == 0;
    }
    sqlite3_finalize(pStmt);
    isLoaded = isThere;
  }
  return isLoaded;
}

int spm_register(sqlite3 *db) {
  int rc = SQLITE_OK;
  for (size_t i = 0; rc == SQLITE_OK && i < sizeof(families) / sizeof(families[0]); i++)
    rc = register_functions(db, families[i]);
  if (rc == SQLITE_OK) rc = spm_examine_register(db);
  return rc == SQLITE_OK ? spm_tvf_register(db) : rc;
}

int sqlite3_spm_init(sqlite3 *db, char **pzErr, const sqlite3_api_routines *pApi) {
#ifndef SQLITE_CORE
  /* sqlite3_api is one variable of this file, whoever loads it: a second SQLite library in the process would call
  ** the first one's functions with its own objects. */
  if (sqlite3_api != 0 && sqlite3_api != pApi) {
    if (pzErr) *pzErr = pApi->mprintf("spm: already loaded by another SQLite library in this process; load a copy");
    return SQLITE_ERROR;
  }
#endif
  SQLITE_EXTENSION_INIT2(pApi);
  if (sqlite3_libversion_number() < SPM_MIN_SQLITE_VERSION) {
    if (pzErr) *pzErr = sqlite3_mprintf("spm: needs SQLite 3.38 or newer, this is %s", sqlite3_libversion());
    return SQLITE_ERROR;
  }
  if (is_loaded(db)) return SQLITE_OK;
  int rc = spm_register(db);
  if (rc != SQLITE_OK && pzErr) *pzErr = sqlite3_mprintf("spm: cannot register: %s", sqlite3_errmsg(db));
  return rc;
}
