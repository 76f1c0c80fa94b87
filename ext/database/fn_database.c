/* fn_database.c: the functions that make a database, hold it against itself, or ask it what a text names. Those that write
** or read a file are DIRECTONLY: no view or trigger can call them.
**
** spm_init(): scalar TEXT
** summary: Create schema and catalogue in an empty database; a second call changes nothing. Returns JSON.
** ringkasan: Membuat tabel dan data acuan di basis data kosong; panggilan kedua tidak mengubah apa-apa. Hasilnya JSON.
** errors: a database of somebody else or of another schema; inside a view, trigger or CHECK
** > SELECT json_extract(spm_init(), '$.regions'), json_extract(spm_init(), '$.indicators');
** = 552|597
**
** spm_upgrade(): scalar TEXT
** summary: Take a database of an older schema to the current one, with all that is in it; a current one stays as it is. Returns JSON.
** ringkasan: Membawa basis data dari skema lama ke skema sekarang beserta semua isinya; yang sudah sesuai tidak diubah. Hasilnya JSON.
** errors: a database that is not ours, is newer or is not as its schema made it; read-only; where another statement reads; inside a view, trigger or CHECK
** > SELECT spm_upgrade() ->> '$.action' FROM (SELECT spm_init());
** = nothing: schema version 7 is the current one
**
** spm_check(): scalar TEXT
** summary: The database against the schema, the catalogue, the triggers, the seals and tallies of its filings; JSON with every problem in words.
** ringkasan: Memeriksa basis data terhadap skema, katalog, pemicu, segel dan rekapitulasi laporannya; JSON berisi setiap masalah dengan kata-kata.
** errors: a database that is not ours; what is wrong in one that is ours is in the result
** In the result sound is false when there are problems; notes are about the host, such as WAL under a SQLite that may
** lose commits in it, and leave sound as it is.
** > SELECT spm_check() ->> '$.sound' FROM (SELECT spm_init());
** = 1
**
** spm_seal(filing): scalar TEXT
** summary: SHA-256 of a filing with all its parts; NULL when there is none. Stored in filing.seal when a filing is filed.
** ringkasan: Segel (SHA-256) satu laporan dengan semua bagiannya; disimpan di filing.seal saat laporan dikirim.
**   filing: number of the filing
** NULL: gives NULL
** errors: a number that is not whole
** > SELECT spm_seal(0) IS NULL FROM (SELECT spm_init());
** = 1
**
** spm_region(text): scalar TEXT
** summary: Code of the region that the text names: a code, an old code, or a name that one region alone has; else NULL.
** ringkasan: Kode daerah dari kode, kode lama atau nama yang hanya dimiliki satu daerah; selain itu NULL.
**   text: how somebody wrote the region
** NULL: gives NULL, as does text that names no region, or several (Bandung)
** errors: a number, because 11.10 would be 11.1
** > SELECT spm_region('KAB. GAYO LUES'), spm_region('Toba Samosir'), spm_region('Bandung') IS NULL
** > FROM (SELECT spm_init());
** = 11.13|12.12|1
*/
#include "database/database.h"
#include <string.h>

/* The report, or the error with its own code: SQLITE_NOMEM and SQLITE_INTERRUPT must arrive as what they are. */
void spm_result_report(sqlite3_context *ctx, int rc, char *zReport, char *zErr) {
  if (rc == SQLITE_OK) { /* the text itself: a copy could fail, and what it tells of has been stored */
    sqlite3_result_text(ctx, zReport, -1, sqlite3_free);
    zReport = 0;
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
  if (!spm_is_direct(ctx, "spm_init", 0)) return;
  int rc = spm_schema_init(sqlite3_context_db_handle(ctx), &zReport, &zErr);
  spm_result_report(ctx, rc, zReport, zErr);
}

static void fn_upgrade(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc, (void)argv;
  char *zReport = 0, *zErr = 0;
  if (!spm_is_direct(ctx, "spm_upgrade", 1)) return;
  int rc = spm_schema_upgrade(sqlite3_context_db_handle(ctx), &zReport, &zErr);
  spm_result_report(ctx, rc, zReport, zErr);
}

static void fn_check(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc, (void)argv;
  char *zReport = 0, *zErr = 0;
  if (!spm_is_direct(ctx, "spm_check", 0)) return;
  int rc = spm_check_all(sqlite3_context_db_handle(ctx), &zReport, &zErr);
  spm_result_report(ctx, rc, zReport, zErr);
}

static void fn_seal(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  sqlite3 *db = sqlite3_context_db_handle(ctx);
  if (sqlite3_value_type(argv[0]) == SQLITE_NULL) return;
  if (sqlite3_value_type(argv[0]) != SQLITE_INTEGER) {
    sqlite3_result_error(ctx, "spm_seal: filing is not a whole number", -1);
    return;
  }
  SpmSeal seal = {{0}};
  char zSeal[SPM_SEAL_SIZE] = "", *zErr = 0;
  int rc = spm_check_database(db, &zErr);
  if (rc == SQLITE_OK) rc = spm_seal_prepare(db, &seal);
  if (rc == SQLITE_OK) rc = spm_seal_of(&seal, sqlite3_value_int64(argv[0]), zSeal);
  if (rc == SQLITE_OK && *zSeal) sqlite3_result_text(ctx, zSeal, -1, SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) {
    sqlite3_result_error(ctx, zErr ? zErr : sqlite3_errmsg(db), -1);
    sqlite3_result_error_code(ctx, rc);
  }
  spm_seal_end(&seal);
  sqlite3_free(zErr);
}

static void fn_region(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  char zCode[SPM_REGION_SIZE] = "", *zErr = 0;
  if (sqlite3_value_type(argv[0]) == SQLITE_NULL) return;
  if (sqlite3_value_type(argv[0]) != SQLITE_TEXT) { /* 11.1 as a number has lost its code */
    char *zGiven = spm_quote(argv[0]);
    spm_result_error(ctx, zGiven ? sqlite3_mprintf("spm_region: %s is not text; codes are text such as '11.10'", zGiven)
                                 : 0);
    sqlite3_free(zGiven);
    return;
  }
  const char *z = (const char *)sqlite3_value_text(argv[0]);
  if (z && !spm_is_text(argv[0], z)) {
    sqlite3_result_error(ctx, "spm_region: the text holds a zero byte", -1);
    return;
  }
  int rc = z ? spm_region_find(sqlite3_context_db_handle(ctx), z, zCode, 0, &zErr) : SQLITE_NOMEM;
  if (rc == SQLITE_NOMEM) sqlite3_result_error_nomem(ctx);
  else if (rc != SQLITE_OK) {
    sqlite3_result_error(ctx, zErr ? zErr : sqlite3_errmsg(sqlite3_context_db_handle(ctx)), -1);
    sqlite3_result_error_code(ctx, rc); /* an interrupt or a broken file must arrive as what it is */
  } else if (*zCode) sqlite3_result_text(ctx, zCode, -1, SQLITE_TRANSIENT);
  sqlite3_free(zErr);
}

const SpmFunction spm_database_functions[] = {
    {"spm_init", 0, SPM_ACTS, fn_init, 0, 0, 0, 0},      {"spm_upgrade", 0, SPM_ACTS, fn_upgrade, 0, 0, 0, 0},
    {"spm_check", 0, SPM_ACTS, fn_check, 0, 0, 0, 0},    {"spm_seal", 1, SPM_READS, fn_seal, 0, 0, 0, 0},
    {"spm_region", 1, SPM_READS, fn_region, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0},
};
