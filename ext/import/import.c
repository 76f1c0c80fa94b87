/* import.c: spm_import: read one CSV file, all or nothing (savepoint.c). */
#include "import/import.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const spm_import_columns[COL_COUNT] = {
    "region",       "period",   "indicator", "required",   "fulfilled",   "service",     "allocated", "realised",
    "submitted_at", "opd",      "field",     "problem_no", "problem",     "solution",    "stage",     "status",
    "note",         "document", "office",    "role",       "document_no", "document_on", "revision",  "unit"};

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
    [COL_REVISION] = {"revisi"},
    [COL_UNIT] = {"satuan"},
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
static void read_header(Import *p, long long line, const CsvRow *pRow) {
  if (pRow->zBad) {
    spm_import_fail(p, SQLITE_ERROR, sqlite3_mprintf("line %lld, the header: %s", line, pRow->zBad));
    return;
  }
  p->nHeader = pRow->nCell;
  p->dialect = pRow->delimiter == ',' ? SPM_DOT_DECIMAL : SPM_COMMA_DECIMAL;
  for (int c = 0; c < COL_COUNT; c++) p->aIndex[c] = -1;
  for (int i = 0; p->rc == SQLITE_OK && i < pRow->nCell; i++) {
    const char *z = pRow->aCell[i].z;
    int c = column_of(z);
    if (c == COL_COUNT)
      spm_import_finding(p, &(Finding){.line = line, .zRule = "unknown column", .severity = SEV_NOTE, .zColumn = z},
                         sqlite3_mprintf("column '%s' is not one of ours and was not read", z));
    else if (p->aIndex[c] >= 0)
      spm_import_fail(p, SQLITE_ERROR,
                      sqlite3_mprintf("line %lld: column %s stands twice in the header", line, spm_import_columns[c]));
    else p->aIndex[c] = i;
  }
  int because, missing = spm_import_header(p, &because);
  if (missing >= 0)
    spm_import_fail(
        p, SQLITE_ERROR,
        sqlite3_mprintf(
            "line %lld: the header has %s%s%sno column %s; it needs region,period and indicator,required,fulfilled"
            " or service,allocated,realised or the columns of another part (ext/README.md), with commas, semicolons or"
            " tabs between them",
            line, because < 0 ? "" : "column ", because < 0 ? "" : spm_import_columns[because],
            because < 0 ? "" : ", but ", spm_import_columns[missing]));
  for (int c = 0; p->rc == SQLITE_OK && c < COL_COUNT; c++)
    if (spm_import_is_idle(p, (ImportColumn)c)) {
      const char *z = pRow->aCell[p->aIndex[c]].z;
      spm_import_finding(p, &(Finding){.line = line, .zRule = "unknown column", .severity = SEV_NOTE, .zColumn = z},
                         sqlite3_mprintf("column '%s' is of no part in this file and was not read", z));
    }
}

static int on_row(void *pCtx, long long line, const CsvRow *pRow, char **pzErr) {
  Import *p = pCtx;
  (void)pzErr;
  if (p->nHeader) spm_import_row(p, line, pRow);
  else read_header(p, line, pRow);
  return p->rc;
}

/* The second reading, for rows that were refused after they had been staged: they stay as they were given. */
static int on_row_again(void *pCtx, long long line, const CsvRow *pRow, char **pzErr) {
  Import *p = pCtx;
  (void)pzErr;
  spm_import_keep(p, line, pRow);
  return p->rc;
}

typedef struct File {
  const char *zPath;
  FILE *f;
  int isDry;
} File;

/* zHash is that of the bytes which the file must have. */
static void read_file(Import *p, FILE *f, CsvRowFunction xRow, const char *zHash) {
  char zSha256[CSV_SHA256_SIZE] = "";
  if (p->rc != SQLITE_OK) return;
  if (fseek(f, 0, SEEK_SET) != 0) {
    spm_import_fail(p, SQLITE_IOERR, sqlite3_mprintf("the file cannot be read a second time: %s", strerror(errno)));
    return;
  }
  p->rc = spm_csv_file(f, xRow, p, zSha256, &p->zErr);
  if (ferror(f)) spm_import_fail(p, SQLITE_IOERR, sqlite3_mprintf("reading failed: %s", strerror(errno)));
  if (strcmp(zHash, zSha256) != 0)
    spm_import_fail(p, SQLITE_ERROR,
                    sqlite3_mprintf("the file changed while it was read; read it again when it is complete"));
}

/* The same bytes were read before and not taken back: a report that says so; p->zReport stays NULL when they were not. */
static void same_file(Import *p, const File *pFile, char zSha256[CSV_SHA256_SIZE]) {
  sqlite3_stmt *pStmt = 0;
  p->rc = spm_csv_hash(pFile->f, zSha256);
  spm_import_prepare(p, &spm_sql_run[SQL_RUN_SAME_FILE], 1, &pStmt);
  spm_import_bind_text(p, pStmt, 1, zSha256);
  spm_import_bind_text(p, pStmt, 2, pFile->zPath);
  if (spm_import_step(p, pStmt)) {
    p->zReport = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
    if (p->zReport == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  }
  int rc = sqlite3_finalize(pStmt);
  if (p->rc == SQLITE_OK) p->rc = rc;
}

/* A file of the same path is the same file, corrected: what was said of the earlier one is superseded, also what an accept
** has said of its rows since, and those wait for nobody any more. Without a hash it is no file but an accept. */
static void supersede(Import *p, const char *zPath) {
  spm_import_ask(p, SQL_RUN_SETTLE_FILE, zPath, &p->id, 1, 0);
  spm_import_ask(p, SQL_RUN_SUPERSEDE_FILE, zPath, &p->id, 1, 0);
  p->nSuperseded = sqlite3_changes(p->db);
}

static void read_all(Import *p, void *pCtx) {
  const File *pFile = pCtx;
  char zSha256[CSV_SHA256_SIZE] = "";
  same_file(p, pFile, zSha256);
  if (p->rc != SQLITE_OK || p->zReport) return;
  spm_import_open(p, pFile->zPath);
  supersede(p, pFile->zPath);
  read_file(p, pFile->f, on_row, zSha256);
  if (p->nHeader == 0)
    spm_import_fail(p, SQLITE_ERROR, sqlite3_mprintf("the file is empty; its first line must name the columns"));
  spm_import_accept(p);
  if (p->nPending > 0) read_file(p, pFile->f, on_row_again, zSha256);
  spm_import_close(p, pFile->zPath, zSha256, pFile->isDry);
}

/* Opened without waiting, since a pipe that nobody writes to would hold the host for ever; and it is read twice. */
static FILE *open_file(const char *zPath, char **pzErr) {
  struct stat st;
  int fd = open(zPath, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &st) != 0) {
    *pzErr = sqlite3_mprintf("spm_import: cannot open %s: %s", zPath, strerror(errno));
  } else if (!S_ISREG(st.st_mode)) {
    *pzErr = sqlite3_mprintf("spm_import: %s is %s, not a file", zPath,
                             S_ISDIR(st.st_mode)    ? "a directory"
                             : S_ISFIFO(st.st_mode) ? "a pipe"
                                                    : "a device or socket");
  } else {
    FILE *f = fdopen(fd, "rb");
    if (f) return f;
    *pzErr = sqlite3_mprintf("spm_import: cannot open %s: %s", zPath, strerror(errno));
  }
  if (fd >= 0) close(fd);
  return 0;
}

int spm_import_file(sqlite3 *db, const char *zPath, int isDry, char **pzReport, char **pzErr) {
  File file = {zPath, 0, isDry};
  int rc = spm_check_database(db, pzErr);
  if (rc != SQLITE_OK) return rc;
  file.f = open_file(zPath, pzErr);
  if (file.f == 0) return *pzErr ? SQLITE_CANTOPEN : SQLITE_NOMEM;
  char *zWho = sqlite3_mprintf("spm_import: %s", zPath);
  rc = zWho ? spm_import_atomic(db, zWho, isDry, read_all, &file, pzReport, pzErr) : SQLITE_NOMEM;
  sqlite3_free(zWho);
  fclose(file.f);
  return rc;
}
