/* fn_import.c: the functions that bring figures in, and take them back. They are DIRECTONLY: no view or trigger can call them.
**
** spm_import(path [, options]): scalar TEXT
** summary: Read one CSV file; sound rows become filings, the others stay in inbox with a finding. Option '{"dry_run": true}'. Returns JSON.
** ringkasan: Membaca satu CSV laporan (capaian, anggaran, bagian lain); baris baik menjadi laporan, sisanya di inbox dengan temuan.
**   path: path of the file
**   options: a JSON object; dry_run true tells all and stores nothing
** NULL: as path is an error; as options is none
** errors: a file that cannot be opened, an unknown option; inside a view, trigger or CHECK. A bad row is a finding
** > SELECT spm_import('laporan.csv') ->> '$.accepted';
** = 1
**
** spm_accept(): scalar TEXT
** summary: Take the rows of inbox that have become sound: corrected there, or put there by another tool. Returns JSON.
** ringkasan: Menerima baris di inbox yang kini dapat dibaca: yang diperbaiki di situ atau diisi oleh alat lain. Hasilnya JSON.
** errors: inside a view, trigger or CHECK. A row that is still not sound waits
** > SELECT spm_accept() ->> '$.action' FROM (SELECT spm_init());
** = nothing: no row of the inbox waits
**
** spm_import_undo(import): scalar TEXT
** summary: Take back one import whose filings nothing has replaced: they are rejected as of now. Returns JSON.
** ringkasan: Menarik kembali satu impor yang laporannya belum diganti: laporannya ditolak per sekarang. Hasilnya JSON.
**   import: number of the import, as table import has it
** NULL: is an error
** errors: no such import, one taken back, one that a later filing builds on; inside a view, trigger or CHECK
** > SELECT spm_import_undo(1) ->> '$.filings';
** = 1
*/
#include "import/import.h"
#include <string.h>

/* '{"dry_run": true}': the only option there is. */
static int read_options(sqlite3 *db, sqlite3_value *v, int *pIsDry, char **pzErr) {
  sqlite3_stmt *pStmt = 0;
  if (sqlite3_value_type(v) == SQLITE_NULL) return SQLITE_OK;
  int rc = spm_check_database(db, pzErr); /* first: a planted json_each would lose the option */
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(db, spm_sql_run[SQL_RUN_OPTIONS], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_value(pStmt, 1, v);
  int isBad = 0;
  while (rc == SQLITE_OK && !isBad && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zKey = (const char *)sqlite3_column_text(pStmt, 0);
    const char *zType = (const char *)sqlite3_column_text(pStmt, 1);
    int isTrue = zType && strcmp(zType, "true") == 0, isFalse = zType && strcmp(zType, "false") == 0;
    if (zKey == 0 || zType == 0) rc = SQLITE_NOMEM;
    else if (*zKey == 0)
      *pzErr = sqlite3_mprintf("spm_import: options is not a JSON object; write '{\"dry_run\": true}'");
    else if (strcmp(zKey, "dry_run") != 0)
      *pzErr = sqlite3_mprintf("spm_import: unknown option '%s'; there is dry_run", zKey);
    else if (!isTrue && !isFalse) *pzErr = sqlite3_mprintf("spm_import: option dry_run is true or false");
    else *pIsDry = isTrue;
    isBad = zKey == 0 || strcmp(zKey, "dry_run") != 0 || (!isTrue && !isFalse);
  }
  int rcEnd = sqlite3_finalize(pStmt);
  if (rc == SQLITE_OK) rc = rcEnd;
  if (rc == SQLITE_OK && isBad)
    rc = *pzErr ? SQLITE_ERROR : SQLITE_NOMEM; /* never go on as if nothing had been asked */
  return rc;
}

static void fn_import(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  sqlite3 *db = sqlite3_context_db_handle(ctx);
  if (!spm_is_direct(ctx, "spm_import", 1)) return;
  if (sqlite3_value_type(argv[0]) != SQLITE_TEXT) {
    sqlite3_result_error(ctx, "spm_import: path is not text; write spm_import('file.csv')", -1);
    return;
  }
  const char *zPath = (const char *)sqlite3_value_text(argv[0]);
  char *zReport = 0, *zErr = 0;
  int isDry = 0, rc = zPath ? SQLITE_OK : SQLITE_NOMEM;
  if (zPath && !spm_is_text(argv[0], zPath)) { /* the system would read another file */
    sqlite3_result_error(ctx, "spm_import: path holds a zero byte", -1);
    return;
  }
  if (rc == SQLITE_OK && argc > 1) rc = read_options(db, argv[1], &isDry, &zErr);
  if (rc == SQLITE_OK) rc = spm_import_file(db, zPath, isDry, &zReport, &zErr);
  spm_result_report(ctx, rc, zReport, zErr);
}

static void fn_accept(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc, (void)argv;
  char *zReport = 0, *zErr = 0;
  if (!spm_is_direct(ctx, "spm_accept", 1)) return;
  int rc = spm_import_inbox(sqlite3_context_db_handle(ctx), &zReport, &zErr);
  spm_result_report(ctx, rc, zReport, zErr);
}

static void fn_import_undo(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  if (!spm_is_direct(ctx, "spm_import_undo", 1)) return;
  if (sqlite3_value_type(argv[0]) != SQLITE_INTEGER) {
    sqlite3_result_error(ctx, "spm_import_undo: import is not a whole number; SELECT import, path FROM import", -1);
    return;
  }
  char *zReport = 0, *zErr = 0;
  int rc = spm_import_undo(sqlite3_context_db_handle(ctx), sqlite3_value_int64(argv[0]), &zReport, &zErr);
  spm_result_report(ctx, rc, zReport, zErr);
}

const SpmFunction spm_import_functions[] = {
    {"spm_import", 1, SPM_ACTS, fn_import, 0, 0, 0, 0},
    {"spm_import", 2, SPM_ACTS, fn_import, 0, 0, 0, 0},
    {"spm_accept", 0, SPM_ACTS, fn_accept, 0, 0, 0, 0},
    {"spm_import_undo", 1, SPM_ACTS, fn_import_undo, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
