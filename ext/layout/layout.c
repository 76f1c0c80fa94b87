/* layout.c: a row of the file on its way to who judges it (layout.h): as wide as the header, without blanks that nobody sees,
** its quarter in one cell; of a wide file once for each of its views that has a figure: an empty pair says nothing. */
#include "layout/layout.h"
#include <stdint.h>
#include <string.h>

void spm_layout_fail(Layout *p, int rc, char *zErr) {
  if (*p->pRc != SQLITE_OK || rc == SQLITE_OK) {
    sqlite3_free(zErr);
    return;
  }
  *p->pRc = rc;
  *p->pzErr = zErr;
}

void spm_layout_begin(Layout *p) {
  spm_layout_fail(p, spm_column_names_load(p->db, &p->names), 0);
}

void spm_layout_free(Layout *p) {
  spm_column_names_free(&p->names);
  spm_layout_table_free(&p->t);
  for (int i = 0; i < p->nOther; i++) spm_layout_table_free(&p->aOther[i]);
  sqlite3_free(p->zLacks);
  sqlite3_free(p->zNoHeader);
  sqlite3_free(p->zTitle);
  sqlite3_free(p->zUpper);
  sqlite3_free(p->zTop);
  sqlite3_free(p->aKind);
}

int spm_layout_place(const Layout *p, const View *v, ImportColumn c) {
  int isSubject = v->place > 0 && v->aIndex[c] == p->t.nHeader;
  return isSubject ? v->place - 1 : v->aIndex[c];
}

const char *spm_layout_word(const Layout *p, const View *v, ImportColumn c) {
  int i = spm_layout_place(p, v, c);
  return p->t.azHeader && i >= 0 && i < p->t.nHeader ? p->t.azHeader[i] : 0;
}

/* The length of a number without the .0 that programs put behind it. */
static size_t whole_part(CsvCell v) {
  return v.n > 2 && strcmp(v.z + v.n - 2, ".0") == 0 ? v.n - 2 : v.n;
}

/* A year and a quarter in two cells as one text, which spm_period_parse reads, in the cell of the quarter. */
static void join_period(Layout *p, CsvRow *pRow) {
  CsvCell *v = &pRow->aCell[p->t.whole.aIndex[COL_PERIOD]], year = pRow->aCell[p->t.year];
  SpmPeriod whole;
  if (v->n == 0 || year.n == 0) return;
  year.n = whole_part(year);
  if (spm_period_parse(v->z, v->n, &whole)) {
    char zWhole[SPM_PERIOD_SIZE];
    spm_period_text(whole, zWhole);
    if (strncmp(zWhole, year.z, 4) == 0) return;
    sqlite3_snprintf(sizeof(p->zPeriod), p->zPeriod, "%.*s %s", (int)year.n, year.z, v->z); /* two quarters: none */
  } else {
    /* 2, II, kedua: the column says that it is a quarter */
    sqlite3_snprintf(sizeof(p->zPeriod), p->zPeriod, "TW %.*s %.*s", (int)whole_part(*v), v->z, (int)year.n, year.z);
    if (v->n >= SPM_PERIOD_SIZE || !spm_period_parse(p->zPeriod, strlen(p->zPeriod), &whole))
      sqlite3_snprintf(sizeof(p->zPeriod), p->zPeriod, "%s %.*s", v->z, (int)year.n, year.z);
  }
  *v = (CsvCell){p->zPeriod, strlen(p->zPeriod)};
}

/* Plain blanks stay, so that the inbox has what was given: only what nobody sees, ="..." and the mark of a text are taken away. */
static void clean(CsvCell *v) {
  int mayHide = *v->z == '=' || *v->z == '\'' || (v->n && (v->z[v->n - 1] == '\n' || *v->z == '\n'));
  for (size_t i = 0; !mayHide && i < v->n; i++) mayHide = (unsigned char)v->z[i] > 0x7f;
  if (mayHide) v->n = spm_cell_clean((char *)(uintptr_t)v->z, v->n);
}

/* The cell of the last column that says what a row is about: a line that ends before it is no row, but cut off. A sheet has no such
** line: what is empty there ends a row. */
static int last_key(const int aIndex[COL_COUNT]) {
  ImportColumn subject = aIndex[COL_INDICATOR] >= 0 ? COL_INDICATOR
                         : aIndex[COL_SERVICE] >= 0 ? COL_SERVICE
                                                    : COL_FIELD;
  int last = aIndex[subject];
  if (aIndex[COL_REGION] > last) last = aIndex[COL_REGION];
  return aIndex[COL_PERIOD] > last ? aIndex[COL_PERIOD] : last;
}

static int is_figure(const Layout *p, int i) {
  for (int k = 0; k < SPM_FIGURES; k++) {
    if (p->t.whole.aIndex[spm_import_figures[k]] == i) return 1;
    for (int v = 0; v < p->t.nView; v++)
      if (p->t.aView[v].aIndex[spm_import_figures[k]] == i) return 1;
  }
  return 0;
}

/* What was merged over rows is said in each of them. A figure is not: which row it is of nobody knows, so each is refused. */
static void spread(Layout *p, long long line, CsvRow *pRow) {
  if (p->aKind == 0) p->aKind = sqlite3_malloc64(CSV_MAX_CELL);
  if (p->aKind == 0) {
    spm_layout_fail(p, SQLITE_NOMEM, 0);
    return;
  }
  for (int i = pRow->nCell; i < p->t.nHeader; i++)
    while (pRow->aArea[i].cell.n && pRow->nCell <= i) pRow->aCell[pRow->nCell++] = (CsvCell){"", 0};
  memcpy(p->aKind, pRow->aKind, CSV_MAX_CELL);
  pRow->aKind = p->aKind;
  for (int i = 0; i < pRow->nCell && i < p->t.nHeader; i++) {
    const CsvArea *a = &pRow->aArea[i];
    if (a->cell.n == 0 || a->first <= p->t.headerLine) continue;
    int isFigure = is_figure(p, i);
    if (!isFigure && pRow->aCell[i].n) continue;
    pRow->aCell[i] = isFigure ? a->figure : a->cell;
    p->aKind[i] = isFigure ? CSV_MERGED : a->kind;
    if (p->saidMerged || isFigure) continue;
    p->saidMerged = 1;
    p->xNote(p->pCtx, line, "read as", p->t.azHeader[i], 0,
             sqlite3_mprintf("what is merged over rows is read in each of them; this is the first below"));
  }
}

/* Text that a CSV for spreadsheets, with semicolons, had to guard comes back as it was. */
static void unguard(CsvCell *v) {
  if (spm_is_guarded(v->z, v->n) && spm_csv_is_text((const unsigned char *)v->z, v->n)) v->z++, v->n--;
}

/* The row as wide as the header, where only empty cells are missing or too many; the cells of ours without blanks that nobody
** sees. Free text stays as it is, but for the quote mark that guards it. */
static CsvRow fit(Layout *p, long long line, const CsvRow *pGiven) {
  static const char isFree[COL_COUNT] = {
      [COL_OPD] = 1,    [COL_PROBLEM] = 1, [COL_SOLUTION] = 1,    [COL_NOTE] = 1,       [COL_DOCUMENT] = 1,
      [COL_OFFICE] = 1, [COL_ROLE] = 1,    [COL_DOCUMENT_NO] = 1, [COL_EXPLANATION] = 1};
  CsvRow row = *pGiven;
  if (row.zBad) return row;
  if (spm_layout_unwrap(p, &row) && !p->saidWrapped) {
    p->saidWrapped = 1;
    p->xNote(p->pCtx, line, "read as", 0, 0,
             sqlite3_mprintf("a row that stands in quotes as a whole is read without them; the first is this"));
  }
  while (row.nCell > p->t.nHeader && row.aCell[row.nCell - 1].n == 0) row.nCell--;
  if (row.aArea) spread(p, line, &row);
  int isWhole = row.zSheet != 0 || (row.nCell > last_key(p->t.whole.aIndex) && !row.isOpenEnd);
  if (row.nCell < p->t.nHeader && isWhole)
    while (row.nCell < p->t.nHeader) row.aCell[row.nCell++] = (CsvCell){"", 0};
  if (row.nCell != p->t.nHeader) return row;
  for (int c = 0; c < COL_COUNT; c++)
    if (p->t.whole.aIndex[c] >= 0 && !isFree[c]) clean(&row.aCell[p->t.whole.aIndex[c]]);
    else if (p->t.whole.aIndex[c] >= 0 && row.zSheet == 0 && row.delimiter == ';')
      unguard(&row.aCell[p->t.whole.aIndex[c]]);
  for (int i = 0; i < p->t.nView; i++)
    for (int k = 0; k < SPM_FIGURES; k++) {
      int at = p->t.aView[i].aIndex[spm_import_figures[k]];
      if (at >= 0) clean(&row.aCell[at]);
    }
  if (p->t.year >= 0) clean(&row.aCell[p->t.year]);
  for (int i = 0; i < p->t.nGuard; i++) clean(&row.aCell[p->t.aGuard[i].cell]);
  if (p->t.sheet >= 0) clean(&row.aCell[p->t.sheet]);
  if (p->t.year >= 0 && p->t.whole.aIndex[COL_PERIOD] >= 0) join_period(p, &row);
  return row;
}

static int has_figure(const View *v, const CsvRow *pRow) {
  for (int k = 0; k < SPM_FIGURES; k++) {
    int at = v->aIndex[spm_import_figures[k]];
    if (at >= 0 && pRow->aCell[at].n > 0) return 1;
  }
  return 0;
}

/* A line of a sheet that was prepared and not filled in: it has no more than what says whose it is. Keys alone clear a row where they name
** one, as a service does, or a field where the table is of plans. */
static int is_unfilled(const Layout *p, const CsvRow *pRow) {
  static const char isAside[COL_COUNT] = {
      [COL_REGION] = 1, [COL_PERIOD] = 1, [COL_FIELD] = 1, [COL_OPD] = 1, [COL_SUBMITTED_AT] = 1, [COL_REVISION] = 1};
  if (pRow->zSheet == 0 || pRow->zBad || pRow->nCell > p->t.nHeader || p->t.nView > 0) return 0;
  if (p->t.parts & (1u << PART_CELL | 1u << PART_PLAN)) return 0;
  for (int c = 0; c < COL_COUNT; c++) {
    int at = p->t.whole.aIndex[c];
    if (!isAside[c] && at >= 0 && at < pRow->nCell && pRow->aCell[at].n > 0) return 0;
  }
  return 1;
}

/* The row by each view that has a figure; a row of another width cannot be cut, and is handed over whole. */
static void hand_over(Layout *p, long long line, CsvRow *pRow) {
  LayoutRow row = {line, pRow, &p->t.whole};
  if (p->t.nView == 0 || pRow->zBad || pRow->nCell != p->t.nHeader) {
    p->xRow(p->pCtx, &row);
    return;
  }
  pRow->nCell = p->t.nHeader + 1;
  for (int i = 0; i < p->t.nView; i++) {
    row.pView = &p->t.aView[i];
    if (!has_figure(row.pView, pRow)) continue;
    const char *zSubject = row.pView->zSubject ? row.pView->zSubject : ""; /* none: it stands in the row */
    pRow->aCell[p->t.nHeader] = (CsvCell){zSubject, strlen(zSubject)};
    p->xRow(p->pCtx, &row);
  }
}

void spm_layout_row(Layout *p, long long line, const CsvRow *pRow) {
  if (*p->pRc != SQLITE_OK || (pRow->zSheet && !spm_layout_is_of_table(p, pRow))) return;
  if (p->t.nHeader == 0) {
    spm_layout_look(p, line, pRow);
    return;
  }
  if (pRow->isHidden && !p->saidHidden) {
    p->saidHidden = 1;
    p->xNote(p->pCtx, line, "read as", 0, 0, sqlite3_mprintf("hidden rows are read, too; the first is this"));
  }
  CsvRow row = fit(p, line, pRow);
  if (!row.zBad && spm_layout_is_between(p, line, &row)) return;
  if (*p->pRc != SQLITE_OK) return;
  p->t.isData = 1;
  if (!is_unfilled(p, &row)) hand_over(p, line, &row);
}

void spm_layout_again(Layout *p, long long line, const CsvRow *pRow) {
  if (*p->pRc != SQLITE_OK || (pRow->zSheet && !spm_layout_turn_to(p, pRow->zSheet))) return;
  CsvRow row = fit(p, line, pRow);
  hand_over(p, line, &row);
}

void spm_layout_end(Layout *p) {
  int isText = p->t.zSheet == 0;
  if (*p->pRc == SQLITE_OK) spm_layout_sheets_end(p);
  if (*p->pRc == SQLITE_OK && p->t.nHeader == 0) spm_layout_no_header(p);
  else if (*p->pRc == SQLITE_OK && isText && !p->t.isData)
    p->xNote(p->pCtx, 1, "layout", 0, 0, sqlite3_mprintf("the file has a header and no row of data below it"));
}
