/* import.c: spm_import: read one file, text or workbook, all or nothing (savepoint.c), or the files of a folder. */
#include "import/import.h"
#include "book/table.h"
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the rows ---- */

static void on_data(void *pCtx, const LayoutRow *pRow) {
  spm_import_row(pCtx, pRow);
}

/* The second reading, for rows that were refused after they had been staged: they stay as they were given. */
static void on_data_again(void *pCtx, const LayoutRow *pRow) {
  spm_import_keep(pCtx, pRow);
}

static void on_note(void *pCtx, long long line, const char *zRule, const char *zColumn, const char *zGiven,
                    char *zMessage) {
  Import *p = pCtx;
  p->pView = &p->layout.t.whole;
  spm_import_finding(
      p, &(Finding){.line = line, .zRule = zRule, .severity = SEV_NOTE, .zColumn = zColumn, .zGiven = zGiven},
      zMessage);
}

static int on_row(void *pCtx, long long line, const CsvRow *pRow, char **pzErr) {
  Import *p = pCtx;
  (void)pzErr;
  p->nRow += p->reference.isIn;
  if (!spm_reference_row(&p->reference, line, pRow)) {
    spm_layout_row(&p->layout, line, pRow);
    if (p->layout.t.nHeader == 0 && spm_reference_look(&p->reference, line, pRow)) spm_layout_forget(&p->layout);
  }
  if ((p->nRow & 1023) == 0) spm_progress_step(p->pProgress, p->nRow);
  return p->rc;
}

static int on_row_again(void *pCtx, long long line, const CsvRow *pRow, char **pzErr) {
  Import *p = pCtx;
  (void)pzErr;
  spm_layout_again(&p->layout, line, pRow);
  return p->rc;
}

typedef struct File {
  const char *zPath;
  FILE *f;
  SheetKind kind;
  const ImportOptions *pOptions;
  Progress *pProgress;
  char *zSheet; /* which of our own sheets it is; NULL: none */
} File;

/* The rows, and the hash of the bytes that were read. */
static void read_rows(Import *p, const File *pFile, CsvRowFunction xRow, char zSha256[CSV_SHA256_SIZE]) {
  if (!spm_sheet_is_book(pFile->kind)) {
    p->rc = spm_csv_file(pFile->f, p->pOptions->encoding, xRow, p, zSha256, &p->zErr);
    return;
  }
  char *zErr = 0;
  int rc = spm_table_rows(pFile->f, pFile->kind, p->pOptions->encoding, p->pOptions->zSheet, xRow, p, &zErr);
  if (rc != SQLITE_OK) spm_import_fail(p, rc, zErr);
  else sqlite3_free(zErr);
  if (p->rc == SQLITE_OK && fseek(pFile->f, 0, SEEK_SET) != 0) p->rc = SQLITE_IOERR;
  if (p->rc == SQLITE_OK) p->rc = spm_csv_hash(pFile->f, zSha256);
}

/* zHash is that of the bytes which the file must have. */
static void read_file(Import *p, const File *pFile, CsvRowFunction xRow, const char *zHash) {
  char zSha256[CSV_SHA256_SIZE] = "";
  if (p->rc != SQLITE_OK) return;
  if (fseek(pFile->f, 0, SEEK_SET) != 0) {
    spm_import_fail(p, SQLITE_IOERR, sqlite3_mprintf("the file cannot be read a second time: %s", strerror(errno)));
    return;
  }
  read_rows(p, pFile, xRow, zSha256);
  if (ferror(pFile->f)) spm_import_fail(p, SQLITE_IOERR, sqlite3_mprintf("reading failed: %s", strerror(errno)));
  if (strcmp(zHash, zSha256) != 0)
    spm_import_fail(p, SQLITE_ERROR,
                    spm_both(sqlite3_mprintf("the file changed while it was read; read it again when it is "
                                             "complete"),
                             sqlite3_mprintf("berkas berubah selagi dibaca; baca lagi setelah lengkap")));
}

/* What the file is, by its bytes: text or a workbook that we read, or something with a name and a remedy. */
static void tell_kind(Import *p, File *pFile) {
  const char *zWhat = 0;
  if (p->rc == SQLITE_OK && fseek(pFile->f, 0, SEEK_SET) != 0) p->rc = SQLITE_IOERR;
  if (p->rc == SQLITE_OK) p->rc = spm_sheet_kind(pFile->f, &pFile->kind);
  if (p->rc == SQLITE_IOERR) p->zErr = sqlite3_mprintf("reading failed: %s", strerror(errno));
  SpmEncoding said = p->pOptions->encoding; /* every other byte of UTF-16 is a zero, and its mark may be missing */
  if (pFile->kind == SHEET_BINARY && (said == SPM_UTF16LE || said == SPM_UTF16BE)) pFile->kind = SHEET_TEXT;
  if (p->rc == SQLITE_OK && pFile->kind != SHEET_EMPTY) zWhat = spm_sheet_refusal(pFile->kind);
  if (zWhat)
    spm_import_fail(
        p, SQLITE_ERROR,
        spm_both(sqlite3_mprintf("it is %s", zWhat), sqlite3_mprintf("berkas ini %s", spm_sheet_pesan(pFile->kind))));
}

/* Which of our own sheets a workbook is, for rows that do not say it themselves. */
static void tell_sheet(Import *p, File *pFile) {
  char *zErr = 0;
  if (p->rc != SQLITE_OK || !spm_sheet_is_book(pFile->kind)) return;
  int rc =
      fseek(pFile->f, 0, SEEK_SET) != 0 ? SQLITE_IOERR : spm_table_sheet(pFile->f, pFile->kind, &pFile->zSheet, &zErr);
  spm_import_fail(p, rc, zErr);
  p->zSheet = pFile->zSheet;
}

/* Sheets that somebody has hidden are not read, and that is said. */
static void note_hidden(Import *p, const File *pFile) {
  char *zHidden = 0;
  if (p->rc != SQLITE_OK || !spm_sheet_is_book(pFile->kind) || p->pOptions->zSheet) return;
  if (fseek(pFile->f, 0, SEEK_SET) != 0) p->rc = SQLITE_IOERR;
  if (p->rc == SQLITE_OK) p->rc = spm_table_hidden(pFile->f, pFile->kind, p->pOptions->encoding, &zHidden, &p->zErr);
  if (zHidden) on_note(p, 1, "layout", 0, zHidden, sqlite3_mprintf("hidden sheets were not read: %s", zHidden));
  sqlite3_free(zHidden);
}

/* ---- references ---- */

static void on_reference(void *pCtx, const ReferenceFinding *pFinding) {
  spm_import_reference_finding(pCtx, pFinding);
}

/* Sheets of references and of figures in one workbook: which of both is meant nobody says. */
static void refuse_mixed(Import *p) {
  const LayoutTable *t = p->layout.nOther > 0 ? &p->layout.aOther[0] : &p->layout.t;
  const char *zFigures = t->zSheet ? t->zSheet : "", *zReference = p->reference.aSheet[0].zSheet;
  if (t->nHeader == 0) return;
  spm_import_fail(
      p, SQLITE_ERROR,
      spm_both(
          sqlite3_mprintf("sheet %s has references and sheet %s figures: put them into two files, or say which with the"
                          " option '{\"sheet\": \"%s\"}'",
                          zReference, zFigures, zReference),
          sqlite3_mprintf("lembar %s memuat referensi dan lembar %s memuat angka: pisahkan menjadi dua berkas, atau"
                          " sebutkan yang dimaksud dengan pilihan '{\"sheet\": \"%s\"}'",
                          zReference, zFigures, zReference)));
}

/* Whose rows they are, and what a column is, is said in a sheet of references itself. */
static void refuse_options(Import *p) {
  const ImportOptions *o = p->pOptions;
  const char *zName = o->nName > 0 ? "columns" : 0;
  for (int c = 0; c < COL_COUNT; c++)
    if (o->azConst[c]) zName = spm_import_columns[c];
  if (zName)
    spm_import_fail(p, SQLITE_ERROR,
                    spm_both(sqlite3_mprintf("option %s is for figures, and this file has references", zName),
                             sqlite3_mprintf("pilihan %s untuk angka, sedangkan berkas ini memuat referensi", zName)));
}

static int is_reference(const char *zId) {
  return zId && strncmp(zId, "referensi/", 10) == 0;
}

/* The file has sheets of references: it is one of ours by its id, or the one of its path. */
static void take_references(Import *p, const File *pFile) {
  char *zId =
      is_reference(p->zSheet) ? sqlite3_mprintf("%s", p->zSheet) : sqlite3_mprintf("referensi/%s", pFile->zPath);
  if (zId == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  if (p->rc == SQLITE_OK) spm_layout_sheets_end(&p->layout);
  if (p->rc == SQLITE_OK) refuse_mixed(p);
  if (p->rc == SQLITE_OK) refuse_options(p);
  spm_import_bind_int(p, p->aStmt[SQL_IMPORT_SHEET], 1, p->id);
  spm_import_bind_text(p, p->aStmt[SQL_IMPORT_SHEET], 2, zId);
  spm_import_run(p, p->aStmt[SQL_IMPORT_SHEET]);
  p->reference.zId = zId;
  if (p->rc == SQLITE_OK) spm_reference_record(&p->reference);
  p->nRow = p->reference.nGiven;
  p->nAccepted = p->reference.nTaken;
  sqlite3_free(zId);
}

/* The rows have been read: figures, or references. */
static void take_rows(Import *p, const File *pFile) {
  if (p->reference.nSheet > 0) {
    take_references(p, pFile);
    return;
  }
  if (p->rc == SQLITE_OK && p->layout.nOther == 0 && p->layout.t.nHeader == 0 && is_reference(p->zSheet))
    spm_import_fail(
        p, SQLITE_ERROR,
        spm_both(sqlite3_mprintf(
                     "it was made as a workbook of references, and none of its sheets has their columns any more;"
                     " make a new one"),
                 sqlite3_mprintf(
                     "berkas ini dibuat sebagai buku kerja referensi, tetapi tidak ada lembarnya yang masih memuat"
                     " judul kolomnya; buat yang baru")));
  spm_layout_end(&p->layout);
}

/* The caller says how the file is to be read: the same bytes may mean something else. */
static int is_told(const ImportOptions *o) {
  int isConst = 0;
  for (int c = 0; c < COL_COUNT; c++) isConst |= o->azConst[c] != 0;
  return isConst || o->nName > 0 || o->zSheet || o->encoding != SPM_UTF8;
}

/* The same bytes were read before and not taken back: a report that says so; p->zReport stays NULL when they were not. */
static void same_file(Import *p, const File *pFile, char zSha256[CSV_SHA256_SIZE]) {
  sqlite3_stmt *pStmt = 0;
  p->rc = spm_csv_hash(pFile->f, zSha256);
  if (is_told(pFile->pOptions)) return;
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

/* What was said of earlier versions of the file, or of what its correction sheet shows, is superseded, also what an
** accept has said of their rows since, and those wait for nobody any more. Asked when the file has been read, as its
** rows say what it is a version of. */
static void supersede(Import *p, const char *zPath) {
  spm_import_settle(p, SQL_RUN_SETTLE_FILE, 0);
  spm_import_settle(p, SQL_RUN_SUPERSEDE_FILE, zPath);
  p->nSuperseded = sqlite3_changes(p->db);
}

/* The region that the caller says as a code, as rows are compared with it. */
static void expect(Import *p) {
  const char *zRegion = p->pOptions->azConst[COL_REGION];
  if (zRegion == 0 || p->rc != SQLITE_OK) return;
  char *zWhy = 0, *zList = 0;
  int rc = spm_region_find(p->db, zRegion, p->zWantRegion, 0, &p->zErr);
  if (rc == SQLITE_OK && *p->zWantRegion == 0) rc = spm_region_near(p->db, zRegion, &zWhy, &zList, &p->zErr);
  if (rc != SQLITE_OK) p->rc = rc;
  else if (*p->zWantRegion == 0)
    spm_import_fail(
        p, SQLITE_ERROR,
        spm_both(sqlite3_mprintf("option region: '%s' %s", zRegion, zWhy ? zWhy : "is no code or name of a region"),
                 sqlite3_mprintf("pilihan region: '%s' bukan kode atau nama satu daerah%s%s", zRegion,
                                 zList ? "; mungkin " : "", zList ? zList : "")));
  sqlite3_free(zWhy);
  sqlite3_free(zList);
}

/* A day of receipt that has not come is one error, not one of each row. */
static void expect_receipt(Import *p) {
  const char *z = p->pOptions->azConst[COL_SUBMITTED_AT];
  char zStamp[SPM_STAMP_SIZE], *zDay = 0;
  if (z == 0 || p->rc != SQLITE_OK) return;
  int isDay = spm_stamp_parse(z, strlen(z), zStamp) == SPM_STAMP_DATE;
  spm_import_ask(p, SQL_RUN_LATEST_DAY, p->zNow, 0, 0, &zDay);
  if (p->rc == SQLITE_OK && (isDay ? strncmp(zStamp, zDay ? zDay : "", 10) > 0 : strcmp(zStamp, p->zNow) > 0))
    spm_import_fail(
        p, SQLITE_ERROR,
        spm_both(sqlite3_mprintf("option submitted_at: '%s' lies in the future; say the day on which the file came", z),
                 sqlite3_mprintf("pilihan submitted_at: '%s' belum tiba; sebutkan hari berkas diterima", z)));
  sqlite3_free(zDay);
}

static void read_all(Import *p, void *pCtx) {
  File *pFile = pCtx;
  char zSha256[CSV_SHA256_SIZE] = "";
  p->pOptions = pFile->pOptions;
  p->pProgress = pFile->pProgress;
  p->layout.db = p->db;
  p->layout.pOptions = pFile->pOptions;
  p->layout.xRow = on_data;
  p->layout.xNote = on_note;
  p->layout.pCtx = p;
  p->reference.db = p->db;
  p->reference.xFinding = on_reference;
  p->reference.pCtx = p;
  same_file(p, pFile, zSha256);
  if (p->rc != SQLITE_OK || p->zReport) return;
  tell_kind(p, pFile);
  expect(p);
  spm_layout_begin(&p->layout);
  spm_import_open(p, pFile->zPath);
  expect_receipt(p);
  tell_sheet(p, pFile);
  read_file(p, pFile, on_row, zSha256);
  take_rows(p, pFile);
  note_hidden(p, pFile);
  p->pView = &p->layout.t.whole;
  spm_import_accept(p);
  p->layout.xRow = on_data_again;
  p->pProgress->nRow += p->nRow;
  if (p->nPending > 0) read_file(p, pFile, on_row_again, zSha256);
  supersede(p, pFile->zPath);
  spm_import_close(p, pFile->zPath, zSha256, pFile->pOptions->isDry);
}

/* Opened without waiting, since a pipe that nobody writes to would hold the host for ever; and it is read twice. *pIsMany: it is no
** file, but a folder, or a pattern that no file has for its name. */
static FILE *open_file(const char *zPath, int *pIsMany, char **pzErr) {
  struct stat st;
  int fd = open(zPath, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  int isThere = fd >= 0 && fstat(fd, &st) == 0;
  FILE *f = isThere && S_ISREG(st.st_mode) ? fdopen(fd, "rb") : 0;
  if (f) return f;
  *pIsMany = isThere ? S_ISDIR(st.st_mode) : fd < 0 && errno == ENOENT && strpbrk(zPath, "*?[") != 0;
  if (!*pIsMany && isThere && !S_ISREG(st.st_mode))
    *pzErr = sqlite3_mprintf("spm_import: %s is %s, not a file", zPath,
                             S_ISFIFO(st.st_mode) ? "a pipe" : "a device or socket");
  else if (!*pIsMany) *pzErr = sqlite3_mprintf("spm_import: cannot open %s: %s", zPath, strerror(errno));
  if (fd >= 0) close(fd);
  return 0;
}

static int import_file(sqlite3 *db, const char *zPath, const ImportOptions *pOptions, Progress *pProgress, int *pIsMany,
                       char **pzReport, char **pzErr) {
  File file = {zPath, 0, SHEET_TEXT, pOptions, pProgress, 0};
  int rc = spm_check_database(db, pzErr);
  if (rc != SQLITE_OK) return rc;
  file.f = open_file(zPath, pIsMany, pzErr);
  if (*pIsMany) return SQLITE_OK;
  if (file.f == 0) return *pzErr ? SQLITE_CANTOPEN : SQLITE_NOMEM;
  char *zWho = sqlite3_mprintf("spm_import: %s", zPath);
  rc = zWho ? spm_import_atomic(db, zWho, pOptions->isDry, read_all, &file, pzReport, pzErr) : SQLITE_NOMEM;
  sqlite3_free(zWho);
  sqlite3_free(file.zSheet);
  fclose(file.f);
  return rc;
}

/* ---- many files ---- */

/* A statement on a file and both sentences of its error; *pz, where it is asked for, is the cell that it gives. */
static int run_on_error(sqlite3 *db, SqlRun sql, const char *zPath, const char *zErr, int nEnglish, char **pz) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, spm_sql_run[sql], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 1, zPath, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK && nEnglish) rc = sqlite3_bind_text(pStmt, 2, zErr, nEnglish, SQLITE_STATIC);
  if (rc == SQLITE_OK && zErr && zErr[nEnglish])
    rc = sqlite3_bind_text(pStmt, 3, zErr + nEnglish + 1, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW && pz)
    *pz = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* {"file": ..., "error": ..., "pesan": ...}, without what both begin with, and the same as a finding, in the place of what
** was said of the file before. */
static int file_error(sqlite3 *db, const char *zPath, const char *zErr, int isDry, char **pzReport) {
  char *zWho = sqlite3_mprintf("spm_import: %s: ", zPath);
  if (zWho == 0) return SQLITE_NOMEM;
  if (strncmp(zErr, zWho, strlen(zWho)) == 0) zErr += strlen(zWho);
  const char *zPesan = strrchr(zErr, '\n');
  int nEnglish = (int)(zPesan ? zPesan - zErr : (long)strlen(zErr));
  int rc = run_on_error(db, SQL_RUN_FILE_ERROR, zPath, zErr, nEnglish, pzReport);
  if (rc == SQLITE_OK && !isDry) rc = run_on_error(db, SQL_RUN_FORGET_FILE, zPath, 0, 0, 0);
  if (rc == SQLITE_OK && !isDry) rc = run_on_error(db, SQL_RUN_KEEP_FILE, zPath, zErr, nEnglish, 0);
  sqlite3_free(zWho);
  return rc;
}

/* What the next file of a list has to say; an error of its own stops nobody else. */
static int import_one(sqlite3 *db, const char *zPath, const ImportOptions *pOptions, Progress *pProgress,
                      sqlite3_str *pList, char **pzErr) {
  char *zReport = 0, *zErr = 0;
  int isMany = 0, rc = import_file(db, zPath, pOptions, pProgress, &isMany, &zReport, &zErr);
  if (isMany) zErr = sqlite3_mprintf("it is a folder"), rc = zErr ? SQLITE_CANTOPEN : SQLITE_NOMEM;
  int isOwn = (rc == SQLITE_ERROR || rc == SQLITE_CANTOPEN) && zErr && !sqlite3_get_autocommit(db);
  if (rc == SQLITE_OK || isOwn) {
    if (isOwn) rc = file_error(db, zPath, zErr, pOptions->isDry, &zReport);
    sqlite3_str_appendf(pList, "%s%s", sqlite3_str_length(pList) > 1 ? "," : "", zReport ? zReport : "");
    if (rc == SQLITE_OK) rc = zReport ? sqlite3_str_errcode(pList) : SQLITE_NOMEM;
  } else {
    *pzErr = zErr;
    zErr = 0;
  }
  sqlite3_free(zReport);
  sqlite3_free(zErr);
  return rc;
}

/* The folders beside the files, which nobody has read. */
static int name_folders(sqlite3 *db, const Files *pFiles, sqlite3_str *pList) {
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < pFiles->nFolder; i++) {
    char *z = 0;
    rc = spm_first_text(db, spm_sql_run[SQL_RUN_FOLDER], pFiles->azFolder[i], 0, 0, &z);
    sqlite3_str_appendf(pList, ",%s", z ? z : "");
    sqlite3_free(z);
  }
  return rc == SQLITE_OK ? sqlite3_str_errcode(pList) : rc;
}

static int import_many(sqlite3 *db, const char *zPath, const ImportOptions *pOptions, Progress *pProgress,
                       char **pzReport, char **pzErr) {
  SpmSavepoint savepoint;
  Files files = {0};
  char *zErr = 0, *zList;
  int rc = spm_files_list(zPath, &files, &zErr);
  if (rc == SQLITE_OK) {
    sqlite3_str *pList = sqlite3_str_new(db);
    sqlite3_str_appendall(pList, "[");
    rc = spm_savepoint_begin(&savepoint, db, spm_sql_database[SQL_DATABASE_NOOP], &zErr);
    pProgress->nFile = files.n;
    for (; rc == SQLITE_OK && pProgress->nDone < files.n; pProgress->nDone++) {
      rc = import_one(db, files.az[pProgress->nDone], pOptions, pProgress, pList, pzErr);
      spm_progress_step(pProgress, 0);
    }
    if (rc == SQLITE_OK) rc = name_folders(db, &files, pList);
    sqlite3_str_appendall(pList, "]");
    zList = sqlite3_str_finish(pList);
    if (rc == SQLITE_OK && zList == 0) rc = SQLITE_NOMEM;
    if (rc == SQLITE_OK) rc = spm_first_text(db, spm_sql_run[SQL_RUN_MANY], zList, 0, 0, pzReport);
    rc = spm_savepoint_end(&savepoint, rc);
    sqlite3_free(zList);
  }
  if (rc != SQLITE_OK && *pzErr == 0)
    *pzErr = sqlite3_mprintf("spm_import: %s: %s", zPath, zErr ? zErr : spm_error_text(db, rc));
  sqlite3_free(zErr);
  spm_files_free(&files);
  return rc;
}

int spm_import_path(sqlite3 *db, const char *zPath, const ImportOptions *pOptions, char **pzReport, char **pzErr) {
  Progress progress = spm_progress_begin();
  int isMany = 0, rc = import_file(db, zPath, pOptions, &progress, &isMany, pzReport, pzErr);
  if (rc == SQLITE_OK && isMany) rc = import_many(db, zPath, pOptions, &progress, pzReport, pzErr);
  spm_progress_end(&progress);
  return rc;
}
