/* header.c: the header of a file (layout.h): looked for in its first rows, in one row, two or three, by the names that columns.c knows
** or an option says; what stands above it is noted once. Without one the file is refused, with what the best row lacks. */
#include "layout/layout.h"
#include <stdint.h>
#include <string.h>

/* The option that says what a header cell is, -1: none. */
static int option_of(const ImportOptions *o, const char *z) {
  for (int i = 0; i < o->nName; i++)
    if (sqlite3_stricmp(z, o->azName[i]) == 0) return i;
  return -1;
}

/* The cell that option i speaks of, -1: none. */
static int cell_of(const ImportOptions *o, int i, const CsvRow *pRow) {
  for (int k = 0; k < pRow->nCell; k++)
    if (sqlite3_stricmp(pRow->aCell[k].z, o->azName[i]) == 0) return k;
  return -1;
}

int spm_layout_column(const Layout *p, const char *z, int *pIsSecond) {
  int i = option_of(p->pOptions, z);
  *pIsSecond = 0;
  return i >= 0 ? p->pOptions->aColumn[i] : (int)spm_column_of(&p->names, z, pIsSecond);
}

/* A cell of the row is the column by option. */
static int is_meant(const ImportOptions *o, int c, const CsvRow *pRow) {
  for (int i = 0; i < o->nName; i++)
    if (o->aColumn[i] == c && cell_of(o, i, pRow) >= 0) return 1;
  return 0;
}

static void free_header(Header *h) {
  for (int i = 0; i < h->nView; i++) sqlite3_free(h->aView[i].zSubject);
  sqlite3_free(h->aView);
  sqlite3_free(h->aCell);
}

static int may_be_guarded(int c) {
  return c == COL_REGION || c == COL_INDICATOR || c == COL_SERVICE || c == COL_FIELD;
}

static int says_code(const char *z) {
  return sqlite3_strlike("%kode%", z, 0) == 0;
}

static void add_guard(Header *h, int cell, ImportColumn of, int isProvince) {
  if (h->nGuard < SPM_GUARDS) h->aGuard[h->nGuard++] = (Guard){cell, of, isProvince};
}

/* The columns that name something beside the one that is read, and the province of the region; the caller may say that one is none of
** them. */
static void add_guards(const Layout *p, const CsvRow *pRow, Header *h) {
  for (int i = 0; i < pRow->nCell; i++) {
    const char *z = pRow->aCell[i].z;
    int isSecond, c = spm_layout_column(p, z, &isSecond), isSaid = option_of(p->pOptions, z) >= 0;
    if (h->aCell[i].isFigure) continue;
    if (may_be_guarded(c) && i != h->whole.aIndex[c]) add_guard(h, i, (ImportColumn)c, 0);
    else if (c >= COL_KNOWN && !isSaid && spm_is_province(z)) add_guard(h, i, COL_REGION, 1);
  }
}

/* A column is there already. Of two, one of which says that it holds codes, that one is read, and the other guards it. */
static void take_one(const CsvRow *pRow, Header *h, ImportColumn c, int i) {
  int first = h->whole.aIndex[c];
  int isFirst = says_code(pRow->aCell[first].z), isCode = says_code(pRow->aCell[i].z);
  if (may_be_guarded((int)c) && isFirst != isCode) h->whole.aIndex[c] = isCode ? i : first;
  else h->iFirst = first, h->iTwice = i;
}

/* The columns that stand once, in one cell each, and a name where nothing holds the code. A sum beside the figures of a wide file
** is not read. */
static void name_columns(const Layout *p, const CsvRow *pRow, Header *h) {
  int aSecond[COL_COUNT], *a = h->whole.aIndex;
  for (int c = 0; c < COL_COUNT; c++) aSecond[c] = -1;
  for (int i = 0; i < pRow->nCell; i++) {
    const char *z = pRow->aCell[i].z;
    int isSecond, c = spm_layout_column(p, z, &isSecond), isSaid = option_of(p->pOptions, z) >= 0;
    if (h->aCell[i].isFigure) continue;
    if (!isSaid && c < COL_COUNT && is_meant(p->pOptions, c, pRow)) continue; /* the option says another */
    if (h->nView > 0 && h->aCell[i].isSum) continue;
    if (c == COL_YEAR && h->year < 0) h->year = i;
    if (c == COL_SHEET && h->sheet < 0) h->sheet = i;
    if (c == COL_DETAIL) h->iDetail = i;
    if (c >= COL_KNOWN && !isSaid && h->isTarget && spm_is_target(z)) h->iTarget = i;
    if (isSecond && c < COL_COUNT && aSecond[c] < 0) aSecond[c] = i;
    if (c >= COL_COUNT || isSecond) continue;
    if (h->whole.aIndex[c] >= 0) take_one(pRow, h, (ImportColumn)c, i);
    else h->whole.aIndex[c] = i;
    h->nNamed++;
  }
  for (int c = 0; c < COL_COUNT; c++)
    if (h->whole.aIndex[c] < 0 && aSecond[c] >= 0) h->whole.aIndex[c] = aSecond[c], h->nNamed++;
  if (h->iTarget >= 0 && a[COL_REQUIRED] < 0 && a[COL_ALLOCATED] < 0 && a[COL_INDICATOR] >= 0)
    a[COL_REQUIRED] = h->iTarget, h->nNamed++;
  add_guards(p, pRow, h);
}

/* A service in each row with need and fulfilled, as the ministry's form has it: those of its recipients. Money beside them is a row
** of its own; in a file with quarters or regions across it stands in the same row, so which it is of nobody can tell. */
static void take_services(Layout *p, Header *h) {
  int *a = h->whole.aIndex;
  int hasMoney = a[COL_ALLOCATED] >= 0 && a[COL_REALISED] >= 0;
  if (a[COL_INDICATOR] >= 0 || a[COL_SERVICE] < 0) return;
  for (int i = 0, n = h->nView; i < n; i++) {
    View *v = &h->aView[i];
    if (v->aIndex[COL_SERVICE] != a[COL_SERVICE] || v->aIndex[COL_REQUIRED] < 0 || v->aIndex[COL_FULFILLED] < 0)
      continue;
    if (v->aIndex[COL_ALLOCATED] >= 0 || v->aIndex[COL_INDICATOR] >= 0) continue;
    v->isRecipients = 1;
    v->aIndex[COL_INDICATOR] = a[COL_SERVICE];
    v->aIndex[COL_SERVICE] = v->aIndex[COL_REALISED] = -1;
  }
  if (h->nView > 0 || a[COL_REQUIRED] < 0 || a[COL_FULFILLED] < 0) return;
  View *v = spm_view_add(p, h, &h->whole);
  if (v == 0) return;
  v->place = a[COL_REQUIRED] + 1;
  v->isRecipients = 1;
  v->aIndex[COL_INDICATOR] = a[COL_SERVICE];
  v->aIndex[COL_SERVICE] = v->aIndex[COL_ALLOCATED] = v->aIndex[COL_REALISED] = -1;
  if (!hasMoney || (v = spm_view_add(p, h, &h->whole)) == 0) return;
  v->place = a[COL_ALLOCATED] + 1;
  v->aIndex[COL_REQUIRED] = v->aIndex[COL_FULFILLED] = -1;
}

/* An explanation is of one figure: beside several in a row nobody says of which, so it is not read. */
static void drop_explanation(Header *h) {
  if (h->nView < 2) return;
  h->whole.aIndex[COL_EXPLANATION] = -1;
  for (int i = 0; i < h->nView; i++) h->aView[i].aIndex[COL_EXPLANATION] = -1;
}

/* What the row would be as a header, with the one above it where pUpper is not NULL. free_header ends it. */
static Header header_of(Layout *p, const CsvRow *pRow, const CsvRow *pUpper, const CsvRow *pLower) {
  Header h = {.year = -1, .sheet = -1, .iFirst = -1, .iTwice = -1, .iBoth = -1, .iDetail = -1, .iTarget = -1};
  for (int c = 0; c < COL_COUNT; c++) h.whole.aIndex[c] = -1;
  h.aCell = sqlite3_malloc64(sizeof(HeaderCell) * (sqlite3_uint64)(pRow->nCell + 1));
  if (h.aCell == 0) {
    spm_layout_fail(p, SQLITE_NOMEM, 0);
    return h;
  }
  memset(h.aCell, 0, sizeof(HeaderCell) * (size_t)(pRow->nCell + 1));
  spm_subjects(p, pLower, pUpper, &h);
  name_columns(p, pRow, &h);
  spm_subjects_end(&h, pRow->nCell);
  take_services(p, &h);
  drop_explanation(&h);
  return h;
}

static int is_guard(const Header *h, int cell) {
  for (int i = 0; i < h->nGuard; i++)
    if (h->aGuard[i].cell == cell) return 1;
  return 0;
}

/* A column that is not ours, or is of no use to the parts of this file, is a note. */
static void note_columns(Layout *p, long long line, const CsvRow *pRow, const Header *h) {
  for (int i = 0; i < pRow->nCell; i++) {
    const char *z = pRow->aCell[i].z;
    int isSecond, c = spm_layout_column(p, z, &isSecond),
                  isIdle = c < COL_COUNT && p->t.whole.aIndex[c] >= 0 && spm_part_is_idle(p->t.parts, (ImportColumn)c);
    if (i == h->iTarget && p->t.whole.aIndex[COL_REQUIRED] == i)
      p->xNote(p->pCtx, line, "read as", z, 0, sqlite3_mprintf("column '%s' is read as what was needed", z));
    if (pRow->aCell[i].n == 0 || c == COL_KNOWN || i == h->iTarget || h->aCell[i].isFigure ||
        (c == COL_YEAR && i == p->t.year) || i == p->t.sheet || is_guard(h, i) ||
        (isSecond && c < COL_COUNT && p->t.whole.aIndex[c] != i))
      continue;
    if (c == COL_REALISED && p->t.whole.aIndex[COL_FULFILLED] == i)
      p->xNote(p->pCtx, line, "read as", z, 0,
               sqlite3_mprintf("column '%s' stands beside a need and is read as what was fulfilled of it", z));
    if (p->t.whole.aIndex[COL_FULFILLED] == i || (c < COL_COUNT && p->t.whole.aIndex[c] == i && !isIdle)) continue;
    p->xNote(
        p->pCtx, line, "unknown column", z, 0,
        isIdle ? sqlite3_mprintf("column '%s' is of no part in this file and was not read", z)
        : c == COL_EXPLANATION
            ? sqlite3_mprintf("column '%s' stands beside several figures in a row and was not read: explain each in"
                              " a row of its own",
                              z)
            : sqlite3_mprintf("column '%s' is not one of ours and was not read", z));
  }
}

static int is_figure(const Layout *p, const char *z) {
  int isSecond, c = spm_layout_column(p, z, &isSecond);
  return c < COL_COUNT && spm_import_is_figure((ImportColumn)c);
}

/* Figures that somebody has hidden are read, too, and that is said. Our own sheets hide columns for the reader, and no figure. */
static void note_hidden(Layout *p, long long line, const CsvRow *pRow, const Header *h) {
  for (int i = 0; pRow->aHidden && i < pRow->nCell; i++) {
    if (!pRow->aHidden[i] || !(h->aCell[i].isFigure || is_figure(p, pRow->aCell[i].z))) continue;
    p->xNote(p->pCtx, line, "read as", pRow->aCell[i].z, 0,
             sqlite3_mprintf("hidden columns are read, too; the first is '%s'", pRow->aCell[i].z));
    return;
  }
}

/* What each cell of the header says, for the messages. */
static void keep_words(Layout *p, const CsvRow *pRow, const Header *h) {
  sqlite3_uint64 n = sizeof(char *) * (sqlite3_uint64)(pRow->nCell + 1);
  p->t.azHeader = sqlite3_malloc64(n);
  if (p->t.azHeader == 0) {
    spm_layout_fail(p, SQLITE_NOMEM, 0);
    return;
  }
  memset(p->t.azHeader, 0, (size_t)n);
  for (int i = 0; i < pRow->nCell; i++) {
    const char *zOver = h->aCell[i].isFigure ? h->aCell[i].zOver : 0;
    p->t.azHeader[i] = sqlite3_mprintf("%s%s%s", zOver ? zOver : "", zOver ? " " : "", pRow->aCell[i].z);
    if (p->t.azHeader[i] == 0) spm_layout_fail(p, SQLITE_NOMEM, 0);
  }
}

/* The header goes into the layout, and its views with it. */
static void take_header(Layout *p, long long line, const CsvRow *pRow, Header *h) {
  const ImportOptions *o = p->pOptions;
  spm_layout_add_table(p, h->parts);
  for (int i = 0; i < o->nName; i++)
    if (cell_of(o, i, pRow) < 0)
      spm_layout_fail(
          p, SQLITE_ERROR,
          spm_both(sqlite3_mprintf("option columns: the header, line %lld, has no column '%s'", line, o->azName[i]),
                   sqlite3_mprintf("pilihan columns: judul kolom, baris %lld, tidak memuat kolom '%s'", line,
                                   o->azName[i])));
  p->t.whole = h->whole;
  p->t.year = h->year;
  memcpy(p->t.aGuard, h->aGuard, sizeof(p->t.aGuard));
  p->t.nGuard = h->nGuard;
  p->t.sheet = h->sheet;
  p->t.parts = h->parts;
  p->t.aView = h->aView;
  p->t.nView = h->nView;
  h->aView = 0;
  h->nView = 0;
  keep_words(p, pRow, h);
  p->t.nHeader = pRow->nCell;
  p->t.headerLine = line;
  p->dialect = pRow->delimiter == ',' ? SPM_DOT_DECIMAL : SPM_COMMA_DECIMAL;
  if (p->nAbove > 0)
    p->xNote(p->pCtx, p->firstAbove, "layout", 0, p->zTitle,
             sqlite3_mprintf("%d row%s above the header, which is line %lld, %s not read", p->nAbove,
                             p->nAbove > 1 ? "s" : "", line, p->nAbove > 1 ? "were" : "was"));
  note_columns(p, line, pRow, h);
  note_hidden(p, line, pRow, h);
}

/* The upper row, which is held as text, a zero behind each cell, and the two as one: the lower one says more where it says
** anything. aCell of both is the caller's to free; 0: no memory. */
static int under(Layout *p, const CsvRow *pRow, CsvRow *pUpper, CsvRow *pBoth, CsvRow *pLower) {
  const char *z = p->zUpper;
  int n = p->nUpper > pRow->nCell ? p->nUpper : pRow->nCell;
  CsvCell *a = sqlite3_malloc64(3 * sizeof(CsvCell) * (sqlite3_uint64)n);
  if (a == 0) {
    spm_layout_fail(p, SQLITE_NOMEM, 0);
    return 0;
  }
  *pBoth = *pUpper = *pLower = *pRow;
  pBoth->nCell = pUpper->nCell = pLower->nCell = n;
  pBoth->aCell = a;
  pUpper->aCell = a + n;
  pLower->aCell = a + 2 * n;
  for (int i = 0; i < n; i++) {
    pUpper->aCell[i] = pLower->aCell[i] = (CsvCell){"", 0};
    if (i < pRow->nCell) pLower->aCell[i] = pRow->aCell[i];
    if (i < p->nUpper) pUpper->aCell[i] = (CsvCell){z, strlen(z)}, z += strlen(z) + 1;
    a[i] = pLower->aCell[i].n ? pLower->aCell[i] : pUpper->aCell[i];
  }
  return 1;
}

static void hold_upper(Layout *p, const CsvRow *pRow) {
  size_t n = 1, to = 0;
  for (int i = 0; i < pRow->nCell; i++) n += pRow->aCell[i].n + 1;
  sqlite3_free(p->zTop);
  p->zTop = p->zUpper;
  p->nTop = p->nUpper;
  p->nUpper = pRow->nCell;
  p->zUpper = sqlite3_malloc64(n);
  if (p->zUpper == 0) spm_layout_fail(p, SQLITE_NOMEM, 0);
  for (int i = 0; p->zUpper && i < pRow->nCell; i++) {
    memcpy(p->zUpper + to, pRow->aCell[i].z, pRow->aCell[i].n + 1);
    to += strlen(p->zUpper + to) + 1;
  }
}

/* The row that lacks least is the one to speak of, the first of equals. */
static void keep_reason(Layout *p, char *zWhy, int nNamed) {
  if (p->zLacks && nNamed <= p->nLacks) {
    sqlite3_free(zWhy);
    return;
  }
  sqlite3_free(p->zLacks);
  p->zLacks = zWhy;
  p->nLacks = nNamed;
}

void spm_layout_no_header(Layout *p) {
  if (p->zNoHeader == 0 || (p->zLacks && p->nLacks > p->nBest)) {
    sqlite3_free(p->zNoHeader);
    p->zNoHeader = p->zLacks;
    p->zLacks = 0;
  }
  if (p->zNoHeader == 0)
    spm_layout_fail(p, SQLITE_ERROR,
                    spm_both(sqlite3_mprintf("the file is empty; its first line must name the columns"),
                             sqlite3_mprintf("berkas kosong; baris pertamanya harus memuat judul kolom")));
  spm_layout_fail(p, SQLITE_ERROR, p->zNoHeader);
  p->zNoHeader = 0;
}

/* The row and the one above it are the header, when they name more than the row alone does; 1: they are. */
static int take_two(Layout *p, long long line, const CsvRow *pRow, int nNamed) {
  CsvRow both, upper, lower;
  if (!under(p, pRow, &upper, &both, &lower)) return 0;
  Header two = header_of(p, &both, &upper, &lower);
  int isMore = (two.nNamed > nNamed || two.nView > 0) && *p->pRc == SQLITE_OK;
  char *zWhy = isMore ? spm_header_lacks(p, line, &both, &two) : 0;
  int isHeader = isMore && zWhy == 0 && *p->pRc == SQLITE_OK;
  if (isHeader) {
    p->nAbove--;
    p->t.isTwo = 1;
    take_header(p, line, &both, &two);
  } else if (isMore) {
    keep_reason(p, zWhy, two.nNamed);
    zWhy = 0;
  }
  sqlite3_free(zWhy);
  free_header(&two);
  sqlite3_free(both.aCell);
  return isHeader;
}

static const char *next_cell(const char **pz, int isThere) {
  const char *z = isThere ? *pz : "";
  if (isThere) *pz += strlen(z) + 1;
  return z;
}

/* A title over a name that goes with it: of its service, or a province over its regions. */
static int is_title(ImportColumn over, ImportColumn name) {
  return over == COL_NONE || name == COL_NONE || (over == COL_SERVICE && name == COL_INDICATOR) ||
         (over == COL_REGION && name == COL_REGION);
}

/* A row with a text in its first cell alone is a title of the file, whatever it names. */
static int is_title_row(const char *z, int n) {
  int filled = 0, isFirst = n > 0 && *z;
  for (int i = 0; i < n; i++, z += strlen(z) + 1) filled += *z != 0;
  return filled == 1 && isFirst;
}

/* The two rows above as one: the lower says more where it says anything. A name over another, such as a quarter over an
** indicator, makes a figure of two names, which no view has: *pzWhy. 0: no memory, or that. */
static int join_above(Layout *p, long long line, const CsvRow *pRow, char **pzJoined, char **pzWhy) {
  int n = p->nUpper > p->nTop ? p->nUpper : p->nTop, over = COL_NONE;
  const char *zTop = p->zTop, *zUpper = p->zUpper, *zOver = "";
  sqlite3_str *pJoined = sqlite3_str_new(0);
  for (int i = 0; i < n && *p->pRc == SQLITE_OK && *pzWhy == 0; i++) {
    const char *zHigh = next_cell(&zTop, i < p->nTop), *zLow = next_cell(&zUpper, i < p->nUpper);
    if (*zHigh) zOver = zHigh, over = (int)spm_subject_column(p, zOver);
    int name = *zLow ? (int)spm_subject_column(p, zLow) : COL_NONE;
    if (*zLow && name == COL_NONE && i < pRow->nCell) name = (int)spm_subject_column(p, pRow->aCell[i].z);
    int isFigure = is_figure(p, zLow) || (i < pRow->nCell && is_figure(p, pRow->aCell[i].z));
    if (isFigure && !is_title((ImportColumn)over, (ImportColumn)name))
      *pzWhy = spm_layout_say(
          p, spm_both(
                 sqlite3_mprintf("line %lld: the header names '%s' over '%s', so a figure below has two names: write "
                                 "one of both into a column of its own",
                                 line, zOver, zLow),
                 sqlite3_mprintf("baris %lld: judul kolom menyebut '%s' di atas '%s', jadi angka di bawahnya punya dua "
                                 "nama: tulis salah satunya di kolom tersendiri",
                                 line, zOver, zLow)));
    sqlite3_str_appendall(pJoined, *zLow ? zLow : zHigh);
    sqlite3_str_appendchar(pJoined, 1, 0);
  }
  spm_layout_fail(p, sqlite3_str_errcode(pJoined), 0);
  *pzJoined = sqlite3_str_finish(pJoined);
  return *p->pRc == SQLITE_OK && *pzWhy == 0;
}

/* The row and the two above it, as titles over groups of columns make them. */
static int take_three(Layout *p, long long line, const CsvRow *pRow, int nNamed) {
  char *zUpper = p->zUpper, *zJoined = 0, *zWhy = 0;
  int nUpper = p->nUpper, isHeader = 0;
  if (join_above(p, line, pRow, &zJoined, &zWhy)) {
    p->zUpper = zJoined;
    p->nUpper = nUpper > p->nTop ? nUpper : p->nTop;
    p->nAbove--;
    isHeader = take_two(p, line, pRow, nNamed);
    p->nAbove += !isHeader;
    p->zUpper = zUpper;
    p->nUpper = nUpper;
  }
  p->t.isThree = isHeader;
  if (zWhy) keep_reason(p, zWhy, pRow->nCell);
  sqlite3_free(zJoined);
  return isHeader;
}

/* 1: the row is the header, alone or with those above it. */
static int take_row(Layout *p, long long line, const CsvRow *pRow) {
  Header one = header_of(p, pRow, 0, pRow);
  char *zWhy = *p->pRc == SQLITE_OK ? spm_header_lacks(p, line, pRow, &one) : 0;
  int isHeader = zWhy == 0, nNamed = one.nNamed;
  if (isHeader && *p->pRc == SQLITE_OK) take_header(p, line, pRow, &one);
  free_header(&one);
  if (isHeader) return 1;
  isHeader = p->nUpper && take_two(p, line, pRow, nNamed);
  int isOver = p->nUpper && p->nTop && !is_title_row(p->zTop, p->nTop);
  if (!isHeader && isOver && *p->pRc == SQLITE_OK) isHeader = take_three(p, line, pRow, nNamed);
  if (isHeader) sqlite3_free(zWhy);
  else keep_reason(p, zWhy, nNamed);
  return isHeader;
}

/* Names in any order and any case, in one row, two or three. */
void spm_layout_look(Layout *p, long long line, const CsvRow *pRow) {
  if (pRow->zBad) {
    keep_reason(
        p,
        spm_layout_say(p, spm_both(sqlite3_mprintf("line %lld, the header: %s", line, pRow->zBad),
                                   sqlite3_mprintf("baris %lld, judul kolom: bukan baris CSV yang utuh", line))),
        0);
  } else {
    for (int i = 0; i < pRow->nCell; i++) {
      CsvCell *v = &pRow->aCell[i];
      char *z = (char *)(uintptr_t)v->z;
      for (size_t k = 0; !spm_csv_is_text((const unsigned char *)z, v->n) && k < v->n; k++)
        if (z[k] == 0 || (unsigned char)z[k] > 0x7f) z[k] = '?'; /* no name of ours has such a letter */
      v->n = spm_cell_clean(z, v->n);
    }
    if (take_row(p, line, pRow)) return;
    hold_upper(p, pRow);
  }
  if (p->nAbove++ == 0) {
    int i = 0;
    while (!pRow->zBad && i < pRow->nCell - 1 && pRow->aCell[i].n == 0) i++;
    p->firstAbove = line;
    sqlite3_free(p->zTitle);
    p->zTitle =
        pRow->zBad || pRow->nCell == 0 || !spm_csv_is_text((const unsigned char *)pRow->aCell[i].z, pRow->aCell[i].n)
            ? 0
            : spm_layout_say(p, sqlite3_mprintf("%s", pRow->aCell[i].z));
  }
  if (p->nAbove >= SPM_LAYOUT_LOOK && pRow->zSheet == 0) spm_layout_no_header(p);
}
