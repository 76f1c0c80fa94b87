/* fn_check.c: functions that hold the database against itself.
**
** spm_check(): scalar TEXT
** summary: The database against the schema, the catalogue, the triggers and the seals of its filings; JSON with every problem in words.
** ringkasan: Memeriksa basis data terhadap skema, katalog, pemicu dan segel laporannya; JSON berisi setiap masalah dengan kata-kata.
** > SELECT spm_check() ->> '$.sound' FROM (SELECT spm_init());
** = 1
**
** spm_seal(filing): scalar TEXT
** summary: SHA-256 of a filing with all its parts; NULL when there is none. Stored in filing.seal when a filing is filed.
** ringkasan: Segel (SHA-256) satu laporan dengan semua bagiannya; disimpan di filing.seal saat laporan dikirim.
*/
#include "spm_int.h"

static void fn_check(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc, (void)argv;
  char *zReport = 0, *zErr = 0;
  int rc = spm_check_all(sqlite3_context_db_handle(ctx), &zReport, &zErr);
  if (rc == SQLITE_OK) sqlite3_result_text(ctx, zReport, -1, SQLITE_TRANSIENT);
  else {
    if (zErr) sqlite3_result_error(ctx, zErr, -1);
    sqlite3_result_error_code(ctx, rc);
  }
  sqlite3_free(zReport);
  sqlite3_free(zErr);
}

static void fn_seal(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  sqlite3 *db = sqlite3_context_db_handle(ctx);
  if (sqlite3_value_type(argv[0]) == SQLITE_NULL) return;
  if (sqlite3_value_type(argv[0]) != SQLITE_INTEGER) {
    sqlite3_result_error(ctx, "spm_seal: filing is not a whole number", -1);
    return;
  }
  sqlite3_stmt *pStmt = 0;
  char zSeal[SPM_SEAL_SIZE] = "", *zErr = 0;
  int rc = spm_check_database(db, &zErr);
  if (rc == SQLITE_OK) rc = spm_seal_prepare(db, &pStmt);
  if (rc == SQLITE_OK) rc = spm_seal_of(pStmt, sqlite3_value_int64(argv[0]), zSeal);
  if (rc == SQLITE_OK && *zSeal) sqlite3_result_text(ctx, zSeal, -1, SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) {
    sqlite3_result_error(ctx, zErr ? zErr : sqlite3_errmsg(db), -1);
    sqlite3_result_error_code(ctx, rc);
  }
  sqlite3_finalize(pStmt);
  sqlite3_free(zErr);
}

const SpmFunction spm_check_functions[] = {
    {"spm_check", 0, SPM_ACTS, fn_check, 0, 0, 0, 0},
    {"spm_seal", 1, SPM_READS, fn_seal, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
