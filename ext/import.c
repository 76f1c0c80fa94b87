/* import.c: spm_import: read one CSV file, all or nothing (savepoint.c). */
#include "import.h"
#include <errno.h>
#include <string.h>

const char *const spm_import_columns[COL_COUNT] = {
    "region",       "period",   "indicator", "required",   "fulfilled",   "service",    "allocated", "realised",
    "submitted_at", "opd",      "field",     "problem_no", "problem",     "solution",   "stage",     "status",
    "note",         "document", "office",    "role",       "document_no", "document_on"};

/* The same in Indonesian, as the ministry's form words them; a NULL ends each list. */
static const char *const indonesian[COL_COUNT][4] = {
    [COL_REGION] = {"daerah", "kode daerah", "kode wilayah"},
    [COL_PERIOD] = {"triwulan", "periode"},
    [COL_INDICATOR] = {"indikator", "kode indikator"},
    [COL_REQUIRED] = {"kebutuhan", "dibutuhkan", "sasaran"},
    [COL_FULFILLED] = {"terpenuhi", "terlayani", "capaian"},
    [COL_SERVICE] = {"pelayanan", "layanan", "jenis pelayanan"},
    [COL_ALLOCATED] = {"pagu", "alokasi", "anggaran"},
    [COL_REALISED] = {"realisasi"},
    [COL_SUBMITTED_AT] = {"dikirim", "dikirim pada", "tanggal kirim"},
    [COL_OPD] = {"perangkat daerah"},
    [COL_FIELD] = {"urusan", "kode urusan"},
    [COL_PROBLEM_NO] = {"nomor masalah", "nomor permasalahan"},
    [COL_PROBLEM] = {"masalah", "permasalahan"},
    [COL_SOLUTION] = {"solusi"},
    [COL_STAGE] = {"tahapan", "tahap"},
    [COL_STATUS] = {"kemajuan"},
    [COL_NOTE] = {"keterangan", "catatan"},
    [COL_DOCUMENT] = {"rencana aksi", "dokumen"},
    [COL_OFFICE] = {"anggota tim", "perangkat daerah dalam tim"},
    [COL_ROLE] = {"kedudukan", "kedudukan dalam tim"},
    [COL_DOCUMENT_NO] = {"nomor dokumen"},
    [COL_DOCUMENT_ON] = {"tanggal dokumen"},
};

/* Two names are one when they differ only in case, or in blanks and underscores between the words. */
static int same_name(const char *z, const char *zName) {
  while (*z == ' ' || *z == '\t') z++;
  for (; *zName; z++, zName++) {
    int isGap = *zName == ' ' || *zName == '_';
    if (isGap ? *z != ' ' && *z != '_' : sqlite3_strnicmp(z, zName, 1) != 0) return 0;
  }
  while (*z == ' ' || *z == '\t') z++;
  return *z == 0;
}

/* The column that a header cell names, COL_COUNT when it is none of ours. */
static int column_of(const char *z) {
  for (int c = 0; c < COL_COUNT; c++) {
    if (same_name(z, spm_import_columns[c])) return c;
    for (int i = 0; i < 4 && indonesian[c][i]; i++)
      if (same_name(z, indonesian[c][i])) return c;
  }
  return COL_COUNT;
}

/* Names in any order and any case; an unknown column is a note, a missing or doubled one ends the import. */
static int read_header(Import *p, long long line, const CsvRow *pRow, char **pzErr) {
  int rc = SQLITE_OK;
  if (pRow->zBad) {
    *pzErr = sqlite3_mprintf("line %lld, the header: %s", line, pRow->zBad);
    return SQLITE_ERROR;
  }
  p->nHeader = pRow->nCell;
  p->dialect = pRow->delimiter == ',' ? SPM_DOT_DECIMAL : SPM_COMMA_DECIMAL;
  for (int c = 0; c < COL_COUNT; c++) p->aIndex[c] = -1;
  for (int i = 0; rc == SQLITE_OK && i < pRow->nCell; i++) {
    int c = column_of(pRow->aCell[i].z);
    if (c == COL_COUNT) {
      rc = spm_import_finding(p, line, pRow->aCell[i].z, 0, "unknown column", SEV_NOTE,
                              sqlite3_mprintf("column '%s' is not one of ours and was not read", pRow->aCell[i].z));
    } else if (p->aIndex[c] >= 0) {
      *pzErr = sqlite3_mprintf("line %lld: column %s stands twice in the header", line, spm_import_columns[c]);
      return SQLITE_ERROR;
    } else {
      p->aIndex[c] = i;
    }
  }
  int because, missing = spm_import_header(p, &because);
  if (missing >= 0) {
    *pzErr = sqlite3_mprintf(
        "line %lld: the header has %s%s%sno column %s; it needs region,period and indicator,required,fulfilled"
        " or service,allocated,realised or the columns of another part (README), with commas, semicolons or tabs "
        "between them",
        line, because < 0 ? "" : "column ", because < 0 ? "" : spm_import_columns[because], because < 0 ? "" : ", but ",
        spm_import_columns[missing]);
    return SQLITE_ERROR;
  }
  for (int c = 0; rc == SQLITE_OK && c < COL_COUNT; c++)
    if (spm_import_is_idle(p, (ImportColumn)c)) {
      const char *z = pRow->aCell[p->aIndex[c]].z;
      rc = spm_import_finding(p, line, z, 0, "unknown column", SEV_NOTE,
                              sqlite3_mprintf("column '%s' is of no part in this file and was not read", z));
    }
  return rc;
}

static int on_row(void *pCtx, long long line, const CsvRow *pRow, char **pzErr) {
  Import *p = pCtx;
  return p->nHeader ? spm_import_row(p, line, pRow) : read_header(p, line, pRow, pzErr);
}

/* The second reading, for rows that were refused after they had been staged: they stay as they were given. */
static int on_row_again(void *pCtx, long long line, const CsvRow *pRow, char **pzErr) {
  (void)pzErr;
  return spm_import_keep(pCtx, line, pRow);
}

static int read_again(Import *p, FILE *f, char **pzErr) {
  if (fseek(f, 0, SEEK_SET) != 0) {
    *pzErr = sqlite3_mprintf("rows stay in the inbox, but the file cannot be read a second time: %s", strerror(errno));
    return SQLITE_IOERR;
  }
  return spm_csv_file(f, on_row_again, p, 0, pzErr);
}

static int one_row(sqlite3 *db, const char *zSql, const char *zText, const sqlite3_int64 *aInt, int nInt,
                   char **pzOut) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 1, zText, -1, SQLITE_STATIC);
  for (int i = 0; rc == SQLITE_OK && i < nInt; i++) rc = sqlite3_bind_int64(pStmt, i + 2, aInt[i]);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW && pzOut) {
    *pzOut = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
    if (*pzOut == 0) rc = SQLITE_NOMEM;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

static int open_import(Import *p, const char *zPath) {
  char *zNow = 0;
  int rc = one_row(p->db, "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE ?1 IS NOT NULL", zPath, 0, 0, &zNow);
  if (rc == SQLITE_OK) sqlite3_snprintf(sizeof(p->zNow), p->zNow, "%s", zNow);
  sqlite3_free(zNow);
  if (rc == SQLITE_OK)
    rc = one_row(p->db, "INSERT INTO main.import(path, imported_at) VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
                 zPath, 0, 0, 0);
  p->id = sqlite3_last_insert_rowid(p->db);
  return rc == SQLITE_OK ? spm_import_prepare(p) : rc;
}

/* The same bytes were read before and not taken back: a report that says so; *pzReport stays NULL when they were not. A
** pipe cannot be read twice: zSha256 stays empty, and it is hashed while it is read. */
static int same_file(Import *p, const char *zPath, FILE *f, char zSha256[CSV_SHA256_SIZE], char **pzReport) {
  sqlite3_stmt *pStmt = 0;
  if (fseek(f, 0, SEEK_SET) != 0) return SQLITE_OK;
  int rc = spm_csv_hash(f, zSha256);
  if (rc != SQLITE_OK || fseek(f, 0, SEEK_SET) != 0) return rc;
  rc = sqlite3_prepare_v2(p->db,
                          "SELECT json_object('import', import, 'file', ?2, 'rows', 0, 'accepted', 0, 'filings', 0,"
                          " 'errors', 0, 'warnings', 0, 'notes', 0, 'action', 'nothing: import ' || import ||"
                          " ' read the same bytes on ' || imported_at) FROM main.import WHERE sha256 = ?1"
                          " AND undone_at IS NULL ORDER BY import LIMIT 1",
                          -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 1, zSha256, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, zPath, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    *pzReport = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
    if (*pzReport == 0) rc = SQLITE_NOMEM;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* What a dry run has to say: the report, and every finding, since nothing of them stays. */
static const char zDryReport[] =
    "SELECT json_object('import', NULL, 'file', ?1, 'rows', ?3, 'accepted', ?4, 'filings', ?5, 'errors', ?6, "
    "'warnings',"
    " ?7, 'notes', ?8, 'action', 'nothing: a dry run', 'findings', (SELECT json_group_array(json_object('line', line,"
    " 'column', column, 'given', given, 'rule', rule, 'severity', severity, 'message', message))"
    " FROM (SELECT * FROM main.finding WHERE import = ?2 ORDER BY finding)))";

static int close_import(Import *p, const char *zPath, const char *zSha256, int isDry, char **pzReport) {
  const sqlite3_int64 a[] = {p->id, p->nRow, p->nAccepted, p->nFiling, p->aFinding[0], p->aFinding[1], p->aFinding[2]};
  int rc =
      one_row(p->db, "UPDATE main.import SET sha256 = ?1, rows = ?3, accepted = ?4, filings = ?5 WHERE import = ?2",
              zSha256, a, 4, 0);
  if (rc == SQLITE_OK)
    rc = one_row(p->db,
                 isDry ? zDryReport
                       : "SELECT json_object('import', ?2, 'file', ?1, 'rows', ?3, 'accepted', ?4, 'filings', ?5,"
                         " 'errors', ?6, 'warnings', ?7, 'notes', ?8)",
                 zPath, a, 7, pzReport);
  return rc;
}

static int read_all(Import *p, const char *zPath, FILE *f, int isDry, char **pzReport, char **pzErr) {
  char zSha256[CSV_SHA256_SIZE] = "";
  int rc = same_file(p, zPath, f, zSha256, pzReport);
  if (rc != SQLITE_OK || *pzReport) return rc;
  rc = open_import(p, zPath);
  if (rc == SQLITE_OK) rc = spm_csv_file(f, on_row, p, *zSha256 ? 0 : zSha256, pzErr);
  if (rc == SQLITE_OK && ferror(f)) {
    *pzErr = sqlite3_mprintf("reading failed: %s", strerror(errno));
    rc = SQLITE_IOERR;
  }
  if (rc == SQLITE_OK && p->nHeader == 0) {
    *pzErr = sqlite3_mprintf("the file is empty; its first line must name the columns");
    rc = SQLITE_ERROR;
  }
  if (rc == SQLITE_OK) rc = spm_import_accept(p);
  if (rc == SQLITE_OK && p->nPending > 0) rc = read_again(p, f, pzErr);
  if (rc == SQLITE_OK) rc = close_import(p, zPath, zSha256, isDry, pzReport);
  return rc;
}

int spm_import_file(sqlite3 *db, const char *zPath, int isDry, char **pzReport, char **pzErr) {
  Import import;
  memset(&import, 0, sizeof(import));
  import.db = db;
  char *zWhy = 0;
  int rc = spm_check_database(db, pzErr);
  if (rc != SQLITE_OK) return rc;
  FILE *f = fopen(zPath, "rb");
  if (f == 0) {
    *pzErr = sqlite3_mprintf("spm_import: cannot open %s: %s", zPath, strerror(errno));
    return *pzErr ? SQLITE_CANTOPEN : SQLITE_NOMEM;
  }
  SpmSavepoint savepoint;
  rc = spm_savepoint_begin(&savepoint, db, "DELETE FROM main.inbox WHERE 0", &zWhy);
  if (rc == SQLITE_OK) rc = read_all(&import, zPath, f, isDry, pzReport, &zWhy);
  if (rc != SQLITE_OK && zWhy == 0) { /* the message of this error, not of a call after it */
    int isOurs = (sqlite3_errcode(db) & 0xff) == (rc & 0xff);
    zWhy = sqlite3_mprintf("%s", isOurs ? sqlite3_errmsg(db) : sqlite3_errstr(rc));
  }
  for (int i = 0; i < SQL_COUNT; i++) sqlite3_finalize(import.aStmt[i]);
  if (rc == SQLITE_OK && isDry) { /* all of it is undone, the report stays */
    rc = spm_savepoint_end(&savepoint, SQLITE_ABORT);
    if (rc == SQLITE_ABORT) rc = SQLITE_OK;
  } else {
    rc = spm_savepoint_end(&savepoint, rc);
  }
  if (rc != SQLITE_OK) {
    *pzErr = sqlite3_mprintf("spm_import: %s: %s", zPath, zWhy ? zWhy : sqlite3_errmsg(db));
    if (*pzErr == 0) rc = SQLITE_NOMEM;
  }
  sqlite3_free(zWhy);
  fclose(f);
  return rc;
}
