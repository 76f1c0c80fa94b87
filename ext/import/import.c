/* import.c: spm_import: read one CSV file, all or nothing (savepoint.c), or the files of a folder. */
#include "import/import.h"
#include "file/files.h"
#include "book/table.h"
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the rows ---- */

/* The words that begin a row of sums. */
static int is_total(CsvCell v) {
  static const char *const az[] = {"jumlah", "total", "grand total", "sub total", "subtotal", "rata-rata", 0};
  for (int i = 0; az[i]; i++) {
    size_t n = strlen(az[i]);
    if (sqlite3_strnicmp(v.z, az[i], (int)n) == 0 && (v.z[n] == 0 || v.z[n] == ' ' || v.z[n] == ':')) return 1;
  }
  return 0;
}

/* Columns of ours that the cells name. Each row is asked, and most cells are numbers, which no column of ours is called. */
static int names_columns(const Import *p, const CsvRow *pRow) {
  int n = 0, isSecond;
  for (int i = 0; i < pRow->nCell; i++) {
    CsvCell v = pRow->aCell[i];
    if (v.n == 0 || (p->pOptions->nName == 0 && *v.z >= '0' && *v.z <= '9')) continue;
    n += spm_import_column_of(p, v.z, &isSecond) < COL_COUNT;
  }
  return n;
}

/* Right below the header words under a figure say what it is, and nobody has read them: %, or a quarter. */
static void refuse_second_header(Import *p, long long line, const CsvRow *pRow) {
  static const ImportColumn key[] = {COL_REGION, COL_PERIOD, COL_INDICATOR, COL_SERVICE},
                            figure[] = {COL_REQUIRED, COL_FULFILLED, COL_ALLOCATED, COL_REALISED};
  int isSecond;
  for (int i = 0; i < 4; i++)
    if (p->aIndex[key[i]] >= 0 && pRow->aCell[p->aIndex[key[i]]].n) return;
  for (int i = 0; i < 4; i++) {
    int at = p->aIndex[figure[i]];
    CsvCell v = at >= 0 ? pRow->aCell[at] : (CsvCell){"", 0};
    if (v.n == 0 || (*v.z >= '0' && *v.z <= '9') || *v.z == '(' ||
        spm_import_column_of(p, v.z, &isSecond) == (int)figure[i])
      continue;
    spm_import_fail(
        p, SQLITE_ERROR,
        sqlite3_mprintf("line %lld: below the header %s stands '%s', so the column may be another; say which is meant "
                        "with the option '{\"columns\": {...}}', or give the file one row of header",
                        line, p->azWord[figure[i]], v.z));
  }
}

/* Sums and headers that are repeated on each printed page are no data: noted and left out. */
static int is_between(Import *p, long long line, const CsvRow *pRow) {
  int first = 0, same = 0, others = 0, region = p->aIndex[COL_REGION], period = p->aIndex[COL_PERIOD];
  while (first < pRow->nCell - 1 && pRow->aCell[first].n == 0) first++;
  int isKeyless = (region >= 0 && (pRow->aCell[region].n == 0 || is_total(pRow->aCell[region]))) ||
                  (period >= 0 && pRow->aCell[period].n == 0);
  for (int c = 0; c < COL_COUNT; c++) {
    if (p->aIndex[c] < 0) continue;
    if (sqlite3_stricmp(pRow->aCell[p->aIndex[c]].z, p->azWord[c]) == 0) same++;
    else others++;
  }
  int isTotal = isKeyless && is_total(pRow->aCell[first]), filled = 0;
  if (p->nRow == 0) refuse_second_header(p, line, pRow);
  if (!isTotal && others > 0 && names_columns(p, pRow) >= 3)
    spm_import_fail(
        p, SQLITE_ERROR,
        sqlite3_mprintf("line %lld: a table with another header begins here; put it into a file of its own", line));
  for (int i = 0; i < pRow->nCell; i++) filled += pRow->aCell[i].n > 0;
  if (filled == 1 && isKeyless && p->nHeader > 3) {
    spm_import_layout(p, line, pRow->aCell[first].z, sqlite3_mprintf("a row with a text alone was left out"));
    return 1;
  }
  if (!isTotal && (others > 0 || same < 3)) return 0;
  spm_import_layout(p, line, pRow->aCell[first].z,
                    isTotal ? sqlite3_mprintf("a row of sums was left out")
                            : sqlite3_mprintf("the header stands here once more and was left out"));
  return 1;
}

/* A year and a quarter in two cells as one text, which spm_period_parse reads, in the cell of the quarter. */
static void join_period(Import *p, CsvRow *pRow) {
  static const char *const roman[] = {"I", "II", "III", "IV"};
  CsvCell *v = &pRow->aCell[p->aIndex[COL_PERIOD]], year = pRow->aCell[p->year];
  SpmPeriod whole;
  int q = 0;
  if (v->n == 0 || year.n == 0) return;
  if (year.n == 6 && strcmp(year.z + 4, ".0") == 0) year.n = 4; /* a number to the program that wrote the file */
  if (spm_period_parse(v->z, v->n, &whole)) {
    char zWhole[SPM_PERIOD_SIZE];
    spm_period_text(whole, zWhole);
    if (strncmp(zWhole, year.z, 4) == 0) return;
    sqlite3_snprintf(sizeof(p->zPeriod), p->zPeriod, "%.*s %s", (int)year.n, year.z, v->z); /* two quarters: none */
  } else {
    for (int i = 0; i < 4; i++)
      if (sqlite3_stricmp(v->z, roman[i]) == 0 || (*v->z == '1' + i && (v->n == 1 || strcmp(v->z + 1, ".0") == 0)))
        q = i + 1;
    if (q) sqlite3_snprintf(sizeof(p->zPeriod), p->zPeriod, "TW%d %.*s", q, (int)year.n, year.z);
    else sqlite3_snprintf(sizeof(p->zPeriod), p->zPeriod, "%s %.*s", v->z, (int)year.n, year.z);
  }
  *v = (CsvCell){p->zPeriod, strlen(p->zPeriod)};
}

/* Plain blanks stay, so that the inbox has what was given: only what nobody sees, and ="...", is taken away. */
static int may_hide(CsvCell v) {
  if (*v.z == '=' || (v.n && (v.z[v.n - 1] == '\n' || *v.z == '\n'))) return 1;
  for (size_t i = 0; i < v.n; i++)
    if ((unsigned char)v.z[i] > 0x7f) return 1;
  return 0;
}

/* The cell of the last column that says what a row is about: a row that ends before it is no row, but cut off. */
static int last_key(const Import *p) {
  ImportColumn subject = p->aIndex[COL_INDICATOR] >= 0 ? COL_INDICATOR
                         : p->aIndex[COL_SERVICE] >= 0 ? COL_SERVICE
                                                       : COL_FIELD;
  int last = p->aIndex[subject];
  if (p->aIndex[COL_REGION] > last) last = p->aIndex[COL_REGION];
  return p->aIndex[COL_PERIOD] > last ? p->aIndex[COL_PERIOD] : last;
}

/* The row as wide as the header, where only empty cells are missing or too many; the cells of ours without blanks that nobody
** sees. Free text stays as it is. */
static CsvRow fit(Import *p, const CsvRow *pGiven) {
  static const char isFree[COL_COUNT] = {
      [COL_OPD] = 1,      [COL_PROBLEM] = 1, [COL_SOLUTION] = 1, [COL_NOTE] = 1,
      [COL_DOCUMENT] = 1, [COL_OFFICE] = 1,  [COL_ROLE] = 1,     [COL_DOCUMENT_NO] = 1};
  CsvRow row = *pGiven;
  if (row.zBad) return row;
  while (row.nCell > p->nHeader && row.aCell[row.nCell - 1].n == 0) row.nCell--;
  if (row.nCell < p->nHeader && row.nCell > last_key(p) && !row.isOpenEnd)
    while (row.nCell < p->nHeader) row.aCell[row.nCell++] = (CsvCell){"", 0};
  if (row.nCell != p->nHeader) return row;
  for (int i = -1; i < COL_COUNT; i++) {
    int at = i < 0 ? p->year : p->aIndex[i];
    if (at < 0 || (i >= 0 && isFree[i])) continue;
    CsvCell *v = &row.aCell[at];
    if (may_hide(*v)) v->n = spm_cell_clean((char *)(uintptr_t)v->z, v->n);
  }
  if (p->year >= 0 && p->aIndex[COL_PERIOD] >= 0) join_period(p, &row);
  return row;
}

static int on_row(void *pCtx, long long line, const CsvRow *pRow, char **pzErr) {
  Import *p = pCtx;
  (void)pzErr;
  if (pRow->zSheet && !spm_import_is_of_table(p, pRow, line)) return p->rc;
  if (p->nHeader == 0) {
    spm_import_look_for_header(p, line, pRow);
  } else {
    if (pRow->isHidden && !p->saidHidden) {
      p->saidHidden = 1;
      spm_import_layout(p, line, 0, sqlite3_mprintf("hidden rows are read, too; the first is this"));
    }
    CsvRow row = fit(p, pRow);
    if (row.zBad || row.nCell != p->nHeader || !is_between(p, line, &row)) spm_import_row(p, line, &row);
  }
  return p->rc;
}

/* The second reading, for rows that were refused after they had been staged: they stay as they were given. */
static int on_row_again(void *pCtx, long long line, const CsvRow *pRow, char **pzErr) {
  Import *p = pCtx;
  (void)pzErr;
  if (pRow->zSheet && pRow->iSheet != p->iTable) return p->rc;
  CsvRow row = fit(p, pRow);
  spm_import_keep(p, line, &row);
  return p->rc;
}

typedef struct File {
  const char *zPath;
  FILE *f;
  SheetKind kind;
  const ImportOptions *pOptions;
} File;

/* The rows, and the hash of the bytes that were read. */
static void read_rows(Import *p, const File *pFile, CsvRowFunction xRow, char zSha256[CSV_SHA256_SIZE]) {
  int isText = pFile->kind != SHEET_XLSX && pFile->kind != SHEET_ODS;
  if (isText) {
    p->rc = spm_csv_file(pFile->f, p->pOptions->encoding, xRow, p, zSha256, &p->zErr);
    return;
  }
  char *zErr = 0;
  int rc = spm_table_rows(pFile->f, pFile->kind, p->pOptions->zSheet, xRow, p, &zErr);
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
                    sqlite3_mprintf("the file changed while it was read; read it again when it is complete"));
}

/* What the file is, by its bytes: text or a workbook that we read, or something with a name and a remedy. */
static void tell_kind(Import *p, File *pFile) {
  const char *zWhat = 0;
  if (p->rc == SQLITE_OK && fseek(pFile->f, 0, SEEK_SET) != 0) p->rc = SQLITE_IOERR;
  if (p->rc == SQLITE_OK) p->rc = spm_sheet_kind(pFile->f, &pFile->kind);
  if (p->rc == SQLITE_IOERR) p->zErr = sqlite3_mprintf("reading failed: %s", strerror(errno));
  if (p->rc == SQLITE_OK && pFile->kind != SHEET_EMPTY) zWhat = spm_sheet_refusal(pFile->kind);
  if (zWhat) spm_import_fail(p, SQLITE_ERROR, sqlite3_mprintf("it is %s", zWhat));
}

/* Sheets that somebody has hidden are not read, and that is said. */
static void note_hidden(Import *p, const File *pFile) {
  char *zHidden = 0;
  int isBook = pFile->kind == SHEET_XLSX || pFile->kind == SHEET_ODS;
  if (p->rc != SQLITE_OK || !isBook || p->pOptions->zSheet) return;
  if (fseek(pFile->f, 0, SEEK_SET) != 0) p->rc = SQLITE_IOERR;
  if (p->rc == SQLITE_OK) p->rc = spm_table_hidden(pFile->f, pFile->kind, &zHidden, &p->zErr);
  if (zHidden) spm_import_layout(p, 1, zHidden, sqlite3_mprintf("hidden sheets were not read: %s", zHidden));
  sqlite3_free(zHidden);
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

/* A file of the same path is the same file, corrected: what was said of the earlier one is superseded, also what an accept
** has said of its rows since, and those wait for nobody any more. Without a hash it is no file but an accept. */
static void supersede(Import *p, const char *zPath) {
  spm_import_ask(p, SQL_RUN_SETTLE_FILE, zPath, &p->id, 1, 0);
  spm_import_ask(p, SQL_RUN_SUPERSEDE_FILE, zPath, &p->id, 1, 0);
  p->nSuperseded = sqlite3_changes(p->db);
}

/* The region that the caller says as a code, as rows are compared with it. */
static void expect(Import *p) {
  const char *zRegion = p->pOptions->azConst[COL_REGION];
  if (zRegion == 0 || p->rc != SQLITE_OK) return;
  int rc = spm_region_find(p->db, zRegion, p->zWantRegion, &p->zErr);
  if (rc != SQLITE_OK) p->rc = rc;
  else if (*p->zWantRegion == 0)
    spm_import_fail(p, SQLITE_ERROR, sqlite3_mprintf("option region: '%s' is no code or name of a region", zRegion));
}

static void read_all(Import *p, void *pCtx) {
  File *pFile = pCtx;
  char zSha256[CSV_SHA256_SIZE] = "";
  p->pOptions = pFile->pOptions;
  same_file(p, pFile, zSha256);
  if (p->rc != SQLITE_OK || p->zReport) return;
  tell_kind(p, pFile);
  expect(p);
  spm_import_open(p, pFile->zPath);
  supersede(p, pFile->zPath);
  read_file(p, pFile, on_row, zSha256);
  note_hidden(p, pFile);
  if (p->nHeader == 0) spm_import_no_header(p);
  spm_import_accept(p);
  if (p->nPending > 0) read_file(p, pFile, on_row_again, zSha256);
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

static int import_file(sqlite3 *db, const char *zPath, const ImportOptions *pOptions, int *pIsMany, char **pzReport,
                       char **pzErr) {
  File file = {zPath, 0, SHEET_TEXT, pOptions};
  int rc = spm_check_database(db, pzErr);
  if (rc != SQLITE_OK) return rc;
  file.f = open_file(zPath, pIsMany, pzErr);
  if (*pIsMany) return SQLITE_OK;
  if (file.f == 0) return *pzErr ? SQLITE_CANTOPEN : SQLITE_NOMEM;
  char *zWho = sqlite3_mprintf("spm_import: %s", zPath);
  rc = zWho ? spm_import_atomic(db, zWho, pOptions->isDry, read_all, &file, pzReport, pzErr) : SQLITE_NOMEM;
  sqlite3_free(zWho);
  fclose(file.f);
  return rc;
}

/* ---- many files ---- */

/* {"file": ..., "error": ...}, without what both begin with */
static int file_error(sqlite3 *db, const char *zPath, const char *zErr, char **pzReport) {
  char *zWho = sqlite3_mprintf("spm_import: %s: ", zPath);
  if (zWho == 0) return SQLITE_NOMEM;
  size_t n = strlen(zWho);
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, spm_sql_run[SQL_RUN_FILE_ERROR], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 1, zPath, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text(pStmt, 2, strncmp(zErr, zWho, n) == 0 ? zErr + n : zErr, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW)
    *pzReport = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
  int rcEnd = sqlite3_finalize(pStmt);
  sqlite3_free(zWho);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* What the next file of a list has to say; an error of its own stops nobody else. */
static int import_one(sqlite3 *db, const char *zPath, const ImportOptions *pOptions, sqlite3_str *pList, char **pzErr) {
  char *zReport = 0, *zErr = 0;
  int isMany = 0, rc = import_file(db, zPath, pOptions, &isMany, &zReport, &zErr);
  if (isMany) zErr = sqlite3_mprintf("it is a folder"), rc = zErr ? SQLITE_CANTOPEN : SQLITE_NOMEM;
  int isOwn = (rc == SQLITE_ERROR || rc == SQLITE_CANTOPEN) && zErr && !sqlite3_get_autocommit(db);
  if (rc == SQLITE_OK || isOwn) {
    if (isOwn) rc = file_error(db, zPath, zErr, &zReport);
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

int spm_import_path(sqlite3 *db, const char *zPath, const ImportOptions *pOptions, char **pzReport, char **pzErr) {
  SpmSavepoint savepoint;
  Files files = {0, 0};
  char *zErr = 0, *zList;
  int isMany = 0, rc = import_file(db, zPath, pOptions, &isMany, pzReport, pzErr);
  if (rc != SQLITE_OK || !isMany) return rc;
  rc = spm_files_list(zPath, &files, &zErr);
  if (rc == SQLITE_OK) {
    sqlite3_str *pList = sqlite3_str_new(db);
    sqlite3_str_appendall(pList, "[");
    rc = spm_savepoint_begin(&savepoint, db, spm_sql_database[SQL_DATABASE_NOOP], &zErr);
    for (int i = 0; rc == SQLITE_OK && i < files.n; i++) rc = import_one(db, files.az[i], pOptions, pList, pzErr);
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
