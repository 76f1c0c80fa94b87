/* note.c: what an import writes down about a row: findings, and the row in the inbox. */
#include "import/import.h"
#include <string.h>

const char *spm_import_word(const Import *p, const char *zColumn) {
  for (int c = 0; zColumn && c < COL_COUNT; c++) {
    const char *z =
        strcmp(zColumn, spm_import_columns[c]) == 0 ? spm_layout_word(&p->layout, p->pView, (ImportColumn)c) : 0;
    if (z) return z;
  }
  return zColumn;
}

const char *spm_import_sheet(const Import *p) {
  return p->layout.t.zSheet ? p->layout.t.zSheet : "";
}

int spm_import_kind(const Import *p, const Row *pRow, ImportColumn c) {
  int i = p->pView->aIndex[c];
  return i >= 0 && pRow->pCsv->aKind ? pRow->pCsv->aKind[i] : CSV_TEXT;
}

/* The letters of a column, from 0 on: A, Z, AA. */
static void put_letters(int i, char zLetters[4]) {
  char z[4] = "";
  int at = 3;
  for (i++; i > 0 && at > 0; i = (i - 1) / 26) z[--at] = (char)('A' + (i - 1) % 26);
  memmove(zLetters, z + at, (size_t)(3 - at));
  zLetters[3 - at] = 0;
}

int spm_import_place(const Import *p, const char *zColumn, char **pz) {
  char zLetters[4] = "";
  if (p->layout.t.zSheet == 0) return 0;
  for (int c = 0; zColumn && c < COL_COUNT; c++) {
    int i = spm_layout_place(&p->layout, p->pView, (ImportColumn)c);
    if (i >= 0 && strcmp(zColumn, spm_import_columns[c]) == 0) put_letters(i, zLetters);
  }
  *pz = sqlite3_mprintf("%s!%s", p->layout.t.zSheet, zLetters);
  return 1;
}

/* What the row at hand is about: the code that was found, else what stands in its cells; NULL: nothing that is text. */
static const char *subject_of(const Import *p) {
  static const ImportColumn column[] = {COL_INDICATOR, COL_SERVICE, COL_FIELD};
  const Row *pRow = p->pRow;
  if (pRow == 0 || pRow->pCsv->zBad || pRow->pCsv->nCell != p->nCell) return 0;
  const char *azCode[] = {pRow->zIndicator, pRow->zService, pRow->zField};
  for (int i = 0; i < 3; i++) {
    CsvCell v = spm_import_cell(p, pRow, column[i]);
    if (v.n && *azCode[i]) return azCode[i];
    if (v.n && spm_csv_is_text((const unsigned char *)v.z, v.n)) return v.z;
  }
  return 0;
}

/* Import, sheet and line are the first parameters of what keeps something of a row. */
static void bind_place(Import *p, sqlite3_stmt *pStmt, const char *zSheet, long long line) {
  spm_import_bind_int(p, pStmt, 1, p->id);
  spm_import_bind_text(p, pStmt, 2, zSheet);
  if (line > 0) spm_import_bind_int(p, pStmt, 3, line);
}

static void bind_line(Import *p, sqlite3_stmt *pStmt, long long line) {
  bind_place(p, pStmt, spm_import_sheet(p), line);
}

/* The bytes as text that every program can read: one that is none, and a \ in front of x, is written \x9b. */
static char *readable(const char *z, size_t n) {
  sqlite3_str *pText = sqlite3_str_new(0);
  for (size_t i = 0; i < n;) {
    size_t k = (unsigned char)z[i] < 0x80 ? 1 : (unsigned char)z[i] < 0xe0 ? 2 : (unsigned char)z[i] < 0xf0 ? 3 : 4;
    int isText = k <= n - i && spm_csv_is_text((const unsigned char *)z + i, k);
    int isSign = z[i] == '\\' && i + 1 < n && z[i + 1] == 'x';
    if (isText && !isSign) {
      sqlite3_str_append(pText, z + i, (int)k);
      i += k;
    } else {
      sqlite3_str_appendf(pText, "\\x%02x", (unsigned char)z[i++]);
    }
  }
  return sqlite3_str_finish(pText);
}

static void bind_kept(Import *p, sqlite3_stmt *pStmt, int i, CsvCell v) {
  if (spm_csv_is_text((const unsigned char *)v.z, v.n)) {
    spm_import_bind_cell(p, pStmt, i, v);
    return;
  }
  char *z = readable(v.z, v.n);
  if (z == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  else if (p->rc == SQLITE_OK) p->rc = sqlite3_bind_text(pStmt, i, z, -1, SQLITE_TRANSIENT);
  sqlite3_free(z);
}

#define FINDING_TEXTS 12 /* in SQL_IMPORT_FINDING, behind the place */

/* What is given of the row at hand, where it is a number in its workbook; else absent. */
static SpmValue typed_of(const Import *p, const Finding *f) {
  int isWhole = p->pRow && p->pRow->pCsv->zBad == 0 && p->pRow->pCsv->nCell == p->nCell;
  for (int c = 0; isWhole && f->zColumn && f->zGiven && c < COL_COUNT; c++)
    if (spm_import_is_figure((ImportColumn)c) && strcmp(f->zColumn, spm_import_columns[c]) == 0)
      return spm_import_typed(p, p->pRow, (ImportColumn)c);
  return (SpmValue){SPM_ABSENT, 0, 0};
}

/* A finding with these texts about this number; zMessage NULL: there was no memory for one. */
static void put_finding(Import *p, const char *zSheet, long long line, const char *const azText[FINDING_TEXTS],
                        SpmValue number, const char *zMessage) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_FINDING];
  if (zMessage == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  int isLate = p->rc != SQLITE_OK;
  bind_place(p, pStmt, zSheet, line);
  for (int i = 0; i < FINDING_TEXTS; i++)
    if (azText[i])
      bind_kept(p, pStmt, 4 + i, (CsvCell){azText[i], strlen(azText[i])}); /* an unread column may hold any bytes */
  if (number.type != SPM_ABSENT) spm_import_bind_number(p, pStmt, 4 + FINDING_TEXTS, number);
  spm_import_run(p, pStmt);
  /* the list is ours and valid: json_valid says no when it has no memory to look */
  if (!isLate && (p->rc & 0xff) == SQLITE_CONSTRAINT && azText[6]) p->rc = SQLITE_NOMEM;
  spm_import_count(p);
}

void spm_import_finding(Import *p, const Finding *pFinding, char *zMessage) {
  static const char *const azSeverity[] = {"error", "warning", "note"};
  int isOfRow = pFinding->line > 0;
  char *zPlace = 0, *zCell = 0;
  if (isOfRow && spm_import_place(p, pFinding->zColumn, &zPlace)) {
    zCell = zPlace ? sqlite3_mprintf("%s%lld", zPlace, pFinding->line) : 0;
    char *z = zCell && zMessage ? sqlite3_mprintf("%s: %s", zCell, zMessage) : 0;
    sqlite3_free(zMessage);
    zMessage = z;
  }
  const char *zRegion = isOfRow && p->pRow && *p->pRow->zRegion ? p->pRow->zRegion : 0;
  const char *azText[FINDING_TEXTS] = {isOfRow ? spm_import_word(p, pFinding->zColumn) : pFinding->zColumn,
                                       pFinding->zGiven,
                                       pFinding->zRead,
                                       pFinding->zRule,
                                       azSeverity[pFinding->severity],
                                       zMessage,
                                       pFinding->zAlternatives,
                                       zCell,
                                       pFinding->zRegion ? pFinding->zRegion : zRegion,
                                       pFinding->zSubject ? pFinding->zSubject
                                       : isOfRow          ? subject_of(p)
                                                          : 0,
                                       0,
                                       pFinding->zSaran};
  put_finding(p, isOfRow ? spm_import_sheet(p) : "", pFinding->line, azText, typed_of(p, pFinding), zMessage);
  sqlite3_free(zMessage);
  sqlite3_free(zPlace);
  sqlite3_free(zCell);
}

void spm_import_reference_finding(Import *p, const ReferenceFinding *f) {
  char zLetters[4] = "", *zCell = 0, *zMessage = f->zMessage;
  const char *zSheet = f->pSheet->zSheet;
  int i = f->column >= 0 ? f->pSheet->aIndex[f->column] : -1;
  if (i >= 0) put_letters(i, zLetters);
  if (zSheet) {
    zCell = sqlite3_mprintf("%s!%s%lld", zSheet, zLetters, f->line);
    zMessage = zCell && zMessage ? sqlite3_mprintf("%s: %s", zCell, zMessage) : 0;
    sqlite3_free(f->zMessage);
  }
  const char *azText[FINDING_TEXTS] = {f->column >= 0 ? f->pSheet->azWord[f->column] : 0,
                                       f->zGiven,
                                       f->zRead,
                                       f->zRule,
                                       f->isNote ? "note" : "error",
                                       zMessage,
                                       f->zAlternatives,
                                       zCell,
                                       0,
                                       0,
                                       f->zPesan,
                                       0};
  put_finding(p, zSheet ? zSheet : "", f->line, azText, (SpmValue){SPM_ABSENT, 0, 0}, zMessage);
  sqlite3_free(zMessage);
  sqlite3_free(zCell);
}

void spm_import_count(Import *p) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_SEVERITY];
  int n = sqlite3_changes(p->db);
  if (n == 0) return; /* the office has switched the rule off */
  spm_import_bind_int(p, pStmt, 1, sqlite3_last_insert_rowid(p->db));
  if (spm_import_step(p, pStmt)) {
    const char *z = spm_import_column(p, pStmt, 0);
    p->aFinding[*z == 'e' ? SEV_ERROR : *z == 'w' ? SEV_WARNING : SEV_NOTE] += n;
  }
  spm_import_done(p, pStmt);
}

CsvCell spm_import_cell(const Import *p, const Row *pRow, ImportColumn c) {
  const char *zConst = p->pOptions ? p->pOptions->azConst[c] : 0;
  CsvCell v = {"", 0};
  int i = p->pView->aIndex[c];
  if (i >= 0) v = pRow->pCsv->aCell[i];
  if (v.n > strspn(v.z, " \t")) return v;
  /* a row has the region and the quarter of its file, where the file names none */
  if (zConst && (i < 0 || c == COL_SUBMITTED_AT)) return (CsvCell){zConst, strlen(zConst)};
  return (CsvCell){"", 0};
}

/* A line of text as it stood; of a workbook its cells, with semicolons between them. */
static void keep_line(Import *p, sqlite3_stmt *pStmt, const CsvRow *pCsv, size_t n) {
  if (pCsv->zLine) {
    bind_kept(p, pStmt, 5, (CsvCell){pCsv->zLine, n});
    return;
  }
  sqlite3_str *pText = sqlite3_str_new(p->db);
  for (int i = 0; i < pCsv->nCell; i++) sqlite3_str_appendf(pText, "%s%s", i ? ";" : "", pCsv->aCell[i].z);
  char *z = sqlite3_str_finish(pText);
  if (z == 0 && pCsv->nCell > 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  else if (p->rc == SQLITE_OK) p->rc = sqlite3_bind_text(pStmt, 5, z ? z : "", -1, SQLITE_TRANSIENT);
  sqlite3_free(z);
}

/* A figure that is a number in a workbook stays one, whatever decimal sign the reader of the inbox has. */
static void keep_number(Import *p, sqlite3_stmt *pStmt, int i, CsvCell v, ImportColumn c) {
  SpmValue x = {SPM_ABSENT, 0, 0};
  if (spm_import_is_figure(c)) x = spm_import_number(v);
  if (x.type == SPM_ABSENT) bind_kept(p, pStmt, i, v);
  else spm_import_bind_number(p, pStmt, i, x);
}

#define FIRST_CELL 6 /* in SQL_IMPORT_INBOX */

/* Keep the row as it was given; one of the inbox is there already. */
static void keep(Import *p, const Row *pRow) {
  if (p->isInbox) return;
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_INBOX];
  bind_line(p, pStmt, pRow->line);
  spm_import_bind_int(p, pStmt, 4, pRow->place);
  if (pRow->pCsv->zBad || pRow->pCsv->nCell != p->nCell) {
    size_t n = pRow->pCsv->nLine;
    if (n > CSV_MAX_LINE) /* to the last letter that is there whole */
      for (n = CSV_MAX_LINE; n > CSV_MAX_LINE - 4 && ((unsigned char)pRow->pCsv->zLine[n] & 0xc0) == 0x80;) n--;
    keep_line(p, pStmt, pRow->pCsv, n);
  } else {
    for (int c = 0; c < COL_COUNT; c++) {
      int i = p->pView->aIndex[c];
      const char *zConst = p->pOptions ? p->pOptions->azConst[c] : 0;
      if (pRow->hasBoth && c == (int)pRow->both)
        bind_kept(p, pStmt, FIRST_CELL + c, (CsvCell){p->zBoth, strlen(p->zBoth)});
      else if (i >= 0 && spm_import_kind(p, pRow, (ImportColumn)c) == CSV_NUMBER)
        keep_number(p, pStmt, FIRST_CELL + c, pRow->pCsv->aCell[i], (ImportColumn)c);
      else if (i >= 0) bind_kept(p, pStmt, FIRST_CELL + c, pRow->pCsv->aCell[i]);
      else if (zConst) spm_import_bind_text(p, pStmt, FIRST_CELL + c, zConst);
    }
  }
  spm_import_run(p, pStmt);
}

/* A cell that all views of a wide row have in common is refused in each, and told once. */
static int is_told(Import *p, const Row *pRow, const char *zColumn, const char *zRule) {
  for (int c = 0; pRow->place > 0 && zColumn && c < COL_COUNT; c++) {
    int at = p->layout.t.whole.aIndex[c];
    if (strcmp(zColumn, spm_import_columns[c]) != 0 || at < 0 || at != p->pView->aIndex[c]) continue;
    int isSheet = p->zRefusedSheet == p->layout.t.zSheet;
    if (isSheet && p->refusedLine == pRow->line && strcmp(p->zRefusedRule, zRule) == 0) return 1;
    p->zRefusedSheet = p->layout.t.zSheet;
    p->refusedLine = pRow->line;
    p->zRefusedRule = zRule;
  }
  return 0;
}

static void refuse(Import *p, Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                   char *zAlternatives, const char *zSaran, char *zMessage) {
  Finding finding = {.line = pRow->line,
                     .zRule = zRule,
                     .severity = SEV_ERROR,
                     .zColumn = zColumn,
                     .zGiven = zGiven,
                     .zAlternatives = zAlternatives,
                     .zSaran = zSaran};
  pRow->isRefused = 1;
  keep(p, pRow);
  if (is_told(p, pRow, zColumn, zRule)) sqlite3_free(zMessage);
  else spm_import_finding(p, &finding, zMessage);
  sqlite3_free(zAlternatives);
}

void spm_import_refuse(Import *p, Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                       char *zMessage) {
  refuse(p, pRow, zColumn, zGiven, zRule, 0, 0, zMessage);
}

void spm_import_refuse_number(Import *p, Row *pRow, const char *zColumn, const char *zGiven, const char *zSaran,
                              char *zMessage) {
  refuse(p, pRow, zColumn, zGiven, "number", 0, zSaran, zMessage);
}

void spm_import_refuse_one_of(Import *p, Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                              char *zAlternatives, char *zMessage) {
  if (zAlternatives == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  refuse(p, pRow, zColumn, zGiven, zRule, zAlternatives, 0, zMessage);
}

void spm_import_refuse_both(Import *p, Row *pRow, ImportColumn c, const char *zOwn, const char *zBeside, char *zOthers,
                            char *zMessage) {
  CsvCell v = spm_import_cell(p, pRow, c);
  const char *zColumn = spm_import_columns[c];
  sqlite3_free(p->zBoth);
  p->zBoth = sqlite3_mprintf("%s; %s", v.n ? v.z : zOwn, zBeside);
  char *zList = zOthers ? sqlite3_mprintf("[\"%s\",%s", zOwn, zOthers + 1) : 0;
  sqlite3_free(zOthers);
  if (p->zBoth == 0 || zList == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  pRow->hasBoth = p->zBoth != 0;
  pRow->both = c;
  refuse(p, pRow, zColumn, p->zBoth, zColumn, zList, "kode dan nama di baris ini berbeda: tulis yang dimaksud",
         zMessage);
}

void spm_import_keep(Import *p, const LayoutRow *pGiven) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_WAITS];
  Row row = {.line = pGiven->line, .place = pGiven->pView->place, .pCsv = pGiven->pCsv};
  spm_import_at_hand(p, pGiven->pView);
  bind_line(p, pStmt, row.line);
  spm_import_bind_int(p, pStmt, 4, row.place);
  spm_import_run(p, pStmt);
  if (sqlite3_changes(p->db) > 0) keep(p, &row);
}
