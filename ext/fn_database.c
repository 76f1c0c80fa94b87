/* fn_database.c: the functions that act on the database; DIRECTONLY, so no view or trigger can call them.
**
** spm_init(): scalar TEXT
** summary: Create schema and catalogue in an empty database; a second call changes nothing. Returns JSON.
** ringkasan: Membuat tabel dan data acuan di basis data kosong; panggilan kedua tidak mengubah apa-apa. Hasilnya JSON.
** > SELECT json_extract(spm_init(), '$.regions'), json_extract(spm_init(), '$.indicators');
** = 552|597
**
** spm_import(path): scalar TEXT
** summary: Read one CSV file; sound rows become filings, the others stay in inbox with a finding. Returns JSON.
** ringkasan: Membaca satu CSV laporan (capaian, anggaran, bagian lain); baris baik menjadi laporan, sisanya di inbox dengan temuan.
*/
#include "spm_int.h"

/* The report, or the error with its own code: SQLITE_NOMEM and SQLITE_INTERRUPT must arrive as what they are. */
static void result(sqlite3_context *ctx, int rc, char *zReport, char *zErr) {
  if (rc == SQLITE_OK) {
    sqlite3_result_text(ctx, zReport, -1, SQLITE_TRANSIENT);
  } else if (rc == SQLITE_NOMEM) {
    sqlite3_result_error_nomem(ctx);
  } else {
    if (zErr) sqlite3_result_error(ctx, zErr, -1);
    sqlite3_result_error_code(ctx, rc);
  }
  sqlite3_free(zReport);
  sqlite3_free(zErr);
}

static void fn_init(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc, (void)argv;
  char *zReport = 0, *zErr = 0;
  int rc = spm_schema_init(sqlite3_context_db_handle(ctx), &zReport, &zErr);
  result(ctx, rc, zReport, zErr);
}

static void fn_import(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  if (sqlite3_value_type(argv[0]) != SQLITE_TEXT) {
    sqlite3_result_error(ctx, "spm_import: path is not text; write spm_import('file.csv')", -1);
    return;
  }
  const char *zPath = (const char *)sqlite3_value_text(argv[0]);
  char *zReport = 0, *zErr = 0;
  int rc = zPath ? spm_import_file(sqlite3_context_db_handle(ctx), zPath, &zReport, &zErr) : SQLITE_NOMEM;
  result(ctx, rc, zReport, zErr);
}

const SpmFunction spm_database_functions[] = {
    {"spm_init", 0, SPM_ACTS, fn_init, 0, 0, 0, 0},
    {"spm_import", 1, SPM_ACTS, fn_import, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
