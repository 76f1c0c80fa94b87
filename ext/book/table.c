/* table.c: see table.h. A row is copied, so that its reader may clean its cells in place and widen it to the header.
** What was merged over rows is kept by column for as long as it reaches. */
#include "functions/functions.h"
#include "book/table.h"
#include <string.h>

/* What reaches down from an earlier row in a column. */
typedef struct Reach {
  char *z, *zFigure;
  long long first, last; /* rows */
  int iSheet;
  unsigned char kind;
} Reach;

typedef struct Table {
  CsvRowFunction xRow;
  void *pCtx;
  CsvRow row;
  unsigned char *aKind, *aHidden; /* behind the cells of the row at hand they are 0: CSV_TEXT, and shown */
  int nBefore;                    /* cells of the row before */
  char *aText;
  size_t room;
  Reach *aReach; /* NULL, and so is aArea: nothing was merged over rows yet */
  CsvArea *aArea;
  int nReach; /* columns that had one */
} Table;

static unsigned char kind_of(SheetCellKind k) {
  static const unsigned char a[] = {CSV_TEXT, CSV_TEXT, CSV_NUMBER, CSV_PERCENT,
                                    CSV_DATE, CSV_TEXT, CSV_ERROR,  CSV_FORMULA};
  return a[k];
}

/* Room for all cells, a zero behind each. */
static int make_room(Table *p, const SheetRow *pSheet) {
  size_t n = 0;
  for (int i = 0; i < pSheet->nCell; i++) n += pSheet->aCell[i].n + 1;
  if (n <= p->room) return SQLITE_OK;
  char *z = sqlite3_realloc64(p->aText, n);
  if (z == 0) return SQLITE_NOMEM;
  p->aText = z;
  p->room = n;
  return SQLITE_OK;
}

/* Nothing but blanks: spreadsheets keep such rows far below a table. */
static int is_blank(const CsvRow *pRow) {
  for (int i = 0; i < pRow->nCell; i++)
    if (pRow->aCell[i].n > strspn(pRow->aCell[i].z, " \t\n")) return 0;
  return 1;
}

/* ---- areas over rows ---- */

static int begin_reach(Table *p, const SheetRow *pSheet, int i) {
  const SheetCell *v = &pSheet->aCell[i];
  if (p->aReach == 0) {
    p->aReach = sqlite3_malloc64(sizeof(Reach) * CSV_MAX_CELL);
    p->aArea = sqlite3_malloc64(sizeof(CsvArea) * CSV_MAX_CELL);
    if (p->aReach) memset(p->aReach, 0, sizeof(Reach) * CSV_MAX_CELL);
    if (p->aReach == 0 || p->aArea == 0) return SQLITE_NOMEM;
    memset(p->aArea, 0, sizeof(CsvArea) * CSV_MAX_CELL);
  }
  Reach *r = &p->aReach[i];
  sqlite3_free(r->z);
  sqlite3_free(r->zFigure);
  *r = (Reach){sqlite3_mprintf("%s", v->z),
               sqlite3_mprintf("%s (gabungan %d baris)", v->z, v->nDown),
               pSheet->line,
               pSheet->line + v->nDown - 1,
               pSheet->iSheet,
               kind_of(v->kind)};
  if (i >= p->nReach) p->nReach = i + 1;
  return r->z && r->zFigure ? SQLITE_OK : SQLITE_NOMEM;
}

/* The areas of this row. */
static int find_areas(Table *p, const SheetRow *pSheet) {
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < p->row.nCell; i++)
    if (pSheet->aCell[i].nDown > 1) rc = begin_reach(p, pSheet, i);
  p->row.aArea = 0;
  for (int i = 0; rc == SQLITE_OK && i < p->nReach; i++) {
    const Reach *r = &p->aReach[i];
    p->aArea[i].cell.n = 0;
    if (r->z == 0 || r->iSheet != pSheet->iSheet || r->last < pSheet->line) continue;
    p->aArea[i] = (CsvArea){{r->z, strlen(r->z)}, {r->zFigure, strlen(r->zFigure)}, r->first, r->kind};
    p->row.aArea = p->aArea;
  }
  return rc;
}

static void free_areas(Table *p) {
  for (int i = 0; i < p->nReach; i++) {
    sqlite3_free(p->aReach[i].z);
    sqlite3_free(p->aReach[i].zFigure);
  }
  sqlite3_free(p->aReach);
  sqlite3_free(p->aArea);
}

/* ---- rows ---- */

static int on_row(void *pCtx, const SheetRow *pSheet, char **pzErr) {
  Table *p = pCtx;
  size_t to = 0;
  int rc = make_room(p, pSheet);
  if (rc != SQLITE_OK) return rc;
  p->row.zBad = pSheet->nCell > CSV_MAX_CELL ? "too many cells" : 0;
  p->row.nCell = p->row.zBad ? 0 : pSheet->nCell;
  for (int i = p->row.nCell; i < p->nBefore; i++) p->aKind[i] = p->aHidden[i] = 0;
  p->nBefore = p->row.nCell;
  for (int i = 0; i < p->row.nCell; i++) {
    const SheetCell *v = &pSheet->aCell[i];
    if (v->n) memcpy(p->aText + to, v->z, v->n);
    p->aText[to + v->n] = 0;
    p->row.aCell[i] = (CsvCell){p->aText + to, v->n};
    p->aKind[i] = kind_of(v->kind);
    p->aHidden[i] = v->isHidden != 0;
    to += v->n + 1;
  }
  rc = find_areas(p, pSheet);
  if (rc != SQLITE_OK || (!p->row.zBad && is_blank(&p->row))) return rc;
  p->row.zSheet = pSheet->zSheet;
  p->row.iSheet = pSheet->iSheet;
  p->row.isHidden = pSheet->isHidden;
  return p->xRow(p->pCtx, pSheet->line, &p->row, pzErr);
}

int spm_table_rows(FILE *f, SheetKind kind, SpmEncoding encoding, const char *zSheet, CsvRowFunction xRow, void *pCtx,
                   char **pzErr) {
  Table table = {.xRow = xRow, .pCtx = pCtx};
  int rc = SQLITE_NOMEM;
  table.aKind = sqlite3_malloc64(CSV_MAX_CELL);
  table.aHidden = sqlite3_malloc64(CSV_MAX_CELL);
  table.row.aCell = sqlite3_malloc64(sizeof(CsvCell) * CSV_MAX_CELL);
  table.row.aKind = table.aKind;
  table.row.aHidden = table.aHidden;
  table.row.delimiter = ';';
  if (table.aKind && table.aHidden && table.row.aCell) {
    memset(table.aKind, 0, CSV_MAX_CELL);
    memset(table.aHidden, 0, CSV_MAX_CELL);
    rc = spm_sheet_rows(f, kind, encoding, zSheet, on_row, &table, pzErr);
  }
  sqlite3_free(table.aKind);
  sqlite3_free(table.aHidden);
  sqlite3_free(table.row.aCell);
  sqlite3_free(table.aText);
  free_areas(&table);
  return rc;
}

static int on_name(void *pCtx, const char *zName, SheetState state, char **pzErr) {
  char **pz = pCtx;
  (void)pzErr;
  if (state != SHEET_HIDDEN && state != SHEET_VERY_HIDDEN) return SQLITE_OK;
  char *z = *pz ? sqlite3_mprintf("%s, %s", *pz, zName) : sqlite3_mprintf("%s", zName);
  sqlite3_free(*pz);
  *pz = z;
  return z ? SQLITE_OK : SQLITE_NOMEM;
}

int spm_table_hidden(FILE *f, SheetKind kind, SpmEncoding encoding, char **pzHidden, char **pzErr) {
  *pzHidden = 0;
  return spm_sheet_names(f, kind, encoding, on_name, pzHidden, pzErr);
}

int spm_table_sheet(FILE *f, SheetKind kind, char **pzSheet, char **pzErr) {
  return spm_sheet_property(f, kind, SPM_SHEET_PROPERTY, pzSheet, pzErr);
}
