/* fn_import.c: the functions that bring figures in, and take them back. They are DIRECTONLY: no view or trigger can call them.
**
** spm_import(path [, options]): scalar TEXT
** summary: Read a file (CSV, xlsx, ods, web page), or those of a folder or pattern; sound rows become filings, the others stay in inbox with a finding. Returns JSON.
** ringkasan: Membaca berkas laporan (CSV, xlsx, ods, halaman web), atau semua dalam satu folder (capaian, anggaran, bagian lain); baris baik menjadi laporan, sisanya di inbox dengan temuan.
**   path: path of the file; a folder, or a pattern such as masuk/TW2*: many files in one transaction; folders in it are not read, and the result names them
**   options: a JSON object; dry_run true tells all and stores nothing; region and period are those of a file that does not say them, and refuse a file of others; submitted_at is the day of receipt; columns says what a column of the file is; sheet is the one with the table; encoding is windows-1252 where the file is no UTF
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

static const char zOptions[] = "there are dry_run, encoding, sheet, region, period, submitted_at and columns";

/* An option that is wrong; without memory to say so it is no less: the import must not go on without it. */
static int wrong(char **pzErr, char *z) {
  *pzErr = z;
  return z ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* A name in the file, and the column that it is. */
static int read_column(ImportOptions *o, const ColumnNames *pNames, const char *zName, const char *z, char **pzErr) {
  int isSecond, c = (int)spm_column_of(pNames, z, &isSecond);
  if (sqlite3_stricmp(z, "known") == 0) c = COL_KNOWN;
  else if (c >= COL_COUNT && c != COL_YEAR && c != COL_SHEET)
    return wrong(
        pzErr,
        sqlite3_mprintf(
            "spm_import: option columns: '%s' is no column of ours, such as required or fulfilled, nor known", z));
  char **azName = sqlite3_realloc64(o->azName, sizeof(*azName) * (size_t)(o->nName + 1));
  if (azName) o->azName = azName;
  int *aColumn = sqlite3_realloc64(o->aColumn, sizeof(*aColumn) * (size_t)(o->nName + 1));
  if (aColumn) o->aColumn = aColumn;
  char *zCopy = azName && aColumn ? sqlite3_mprintf("%s", zName) : 0;
  if (zCopy == 0) return SQLITE_NOMEM;
  azName[o->nName] = zCopy;
  aColumn[o->nName++] = c;
  return SQLITE_OK;
}

/* *pz becomes a copy of z. */
static int keep(char **pz, const char *z) {
  sqlite3_free(*pz);
  *pz = sqlite3_mprintf("%s", z);
  return *pz ? SQLITE_OK : SQLITE_NOMEM;
}

static int read_constant(ImportOptions *o, ImportColumn c, const char *z, char **pzErr) {
  SpmPeriod period;
  char zPeriod[SPM_PERIOD_SIZE], zStamp[SPM_STAMP_SIZE];
  size_t n = c == COL_SUBMITTED_AT ? spm_without_midnight(z, strlen(z)) : strlen(z);
  if (c == COL_PERIOD && !spm_period_parse(z, strlen(z), &period))
    return wrong(pzErr, sqlite3_mprintf("spm_import: option period: '%s' is not a quarter; write it like 2023-TW2", z));
  if (c == COL_SUBMITTED_AT && spm_stamp_parse(z, n, zStamp) == SPM_STAMP_BAD)
    return wrong(
        pzErr,
        sqlite3_mprintf("spm_import: option submitted_at: '%s' is not a day or a time; write it like 2023-08-05", z));
  if (c == COL_PERIOD) spm_period_text(period, zPeriod);
  int rc = keep(&o->azConst[c], c == COL_PERIOD ? zPeriod : z);
  if (rc == SQLITE_OK && c == COL_SUBMITTED_AT) o->azConst[c][n] = 0;
  return rc;
}

static int read_encoding(ImportOptions *o, const char *z, char **pzErr) {
  for (int i = 0; i < SPM_ENCODINGS; i++)
    if (sqlite3_stricmp(z, spm_encodings[i]) == 0) {
      o->encoding = (SpmEncoding)i;
      return SQLITE_OK;
    }
  return wrong(
      pzErr,
      sqlite3_mprintf("spm_import: option encoding: '%s' is none of utf-8, utf-16le, utf-16be and windows-1252", z));
}

/* One option. */
static int read_option(ImportOptions *o, const ColumnNames *pNames, const char *zKey, const char *zType, const char *z,
                       const char *zName, char **pzErr) {
  static const ImportColumn constant[] = {COL_REGION, COL_PERIOD, COL_SUBMITTED_AT};
  int isText = strcmp(zType, "text") == 0;
  if (strcmp(zKey, "dry_run") == 0) {
    o->isDry = strcmp(zType, "true") == 0;
    if (o->isDry || strcmp(zType, "false") == 0) return SQLITE_OK;
    return wrong(pzErr, sqlite3_mprintf("spm_import: option dry_run is true or false"));
  }
  if (strcmp(zKey, "columns") == 0) {
    if (isText && *zName) return read_column(o, pNames, zName, z, pzErr);
    return wrong(pzErr, sqlite3_mprintf(
                            "spm_import: option columns is an object of texts, such as {\"Sasaran\": \"required\"}"));
  }
  int isEncoding = strcmp(zKey, "encoding") == 0, isSheet = strcmp(zKey, "sheet") == 0, isConstant = 0;
  for (size_t i = 0; i < sizeof(constant) / sizeof(constant[0]); i++) {
    if (strcmp(zKey, spm_import_columns[constant[i]]) != 0) continue;
    if (isText) return read_constant(o, constant[i], z, pzErr);
    isConstant = 1;
  }
  if (isEncoding && isText) return read_encoding(o, z, pzErr);
  if (isSheet && isText) return keep(&o->zSheet, z);
  if (isConstant || isEncoding || isSheet)
    return wrong(pzErr, sqlite3_mprintf("spm_import: option %s is a text", zKey));
  return wrong(pzErr, sqlite3_mprintf("spm_import: unknown option '%s'; %s", zKey, zOptions));
}

static void free_options(ImportOptions *o) {
  for (int i = 0; i < o->nName; i++) sqlite3_free(o->azName[i]);
  for (int c = 0; c < COL_COUNT; c++) sqlite3_free(o->azConst[c]);
  sqlite3_free(o->azName);
  sqlite3_free(o->zSheet);
  sqlite3_free(o->aColumn);
}

/* All of them are read, so that each row of the statement is a choice of ours or an error. */
static int read_options(sqlite3 *db, sqlite3_value *v, ImportOptions *o, char **pzErr) {
  sqlite3_stmt *pStmt = 0;
  ColumnNames names = {0};
  if (sqlite3_value_type(v) == SQLITE_NULL) return SQLITE_OK;
  int isObject = 0, rc = spm_check_database(db, pzErr); /* first: a planted json_each would lose the option */
  if (rc == SQLITE_OK) rc = spm_is_object(db, v, &isObject);
  if (rc == SQLITE_OK && !isObject)
    return wrong(pzErr, sqlite3_mprintf("spm_import: options is not a JSON object; write '{\"dry_run\": true}'"));
  if (rc == SQLITE_OK) rc = spm_column_names_load(db, &names);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(db, spm_sql_run[SQL_RUN_OPTIONS], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_value(pStmt, 1, v);
  while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *az[4];
    for (int i = 0; i < 4; i++) az[i] = (const char *)sqlite3_column_text(pStmt, i);
    if (az[2] == 0 && sqlite3_column_type(pStmt, 2) == SQLITE_NULL) az[2] = "";
    if (az[0] == 0 || az[1] == 0 || az[2] == 0 || az[3] == 0) rc = SQLITE_NOMEM;
    else rc = read_option(o, &names, az[0], az[1], az[2], az[3], pzErr);
  }
  int rcEnd = sqlite3_finalize(pStmt);
  spm_column_names_free(&names);
  return rc == SQLITE_OK ? rcEnd : rc;
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
  ImportOptions options = {0};
  int rc = zPath ? SQLITE_OK : SQLITE_NOMEM;
  if (zPath && !spm_is_text(argv[0], zPath)) { /* the system would read another file */
    sqlite3_result_error(ctx, "spm_import: path holds a zero byte", -1);
    return;
  }
  if (rc == SQLITE_OK && argc > 1) rc = read_options(db, argv[1], &options, &zErr);
  if (rc == SQLITE_OK) rc = spm_import_path(db, zPath, &options, &zReport, &zErr);
  free_options(&options);
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
