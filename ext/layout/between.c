/* between.c: rows below the header that are no data (layout.h): sums, the header once more on each printed page, numbers of
** columns, a text alone. They are noted and left out, never counted; what may be another table is an error. */
#include "layout/layout.h"
#include <stdlib.h>
#include <string.h>

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
static int names_columns(const Layout *p, const CsvRow *pRow) {
  int n = 0, isSecond;
  for (int i = 0; i < pRow->nCell; i++) {
    CsvCell v = pRow->aCell[i];
    if (v.n == 0 || (p->pOptions->nName == 0 && *v.z >= '0' && *v.z <= '9')) continue;
    n += spm_layout_column(p, v.z, &isSecond) < COL_COUNT;
  }
  return n;
}

static CsvCell cell_at(const CsvRow *pRow, int i) {
  return i >= 0 && i < pRow->nCell ? pRow->aCell[i] : (CsvCell){"", 0};
}

/* A cell that says what the row is about: none is there, or that of a sum. */
static int is_keyless(const Layout *p, const CsvRow *pRow) {
  static const ImportColumn key[] = {COL_REGION, COL_PERIOD, COL_INDICATOR, COL_SERVICE, COL_FIELD};
  for (size_t i = 0, n = 0; i < sizeof(key) / sizeof(key[0]) && n < 2; i++) {
    int at = p->whole.aIndex[key[i]];
    CsvCell v = cell_at(pRow, at);
    if (at < 0) continue;
    n++;
    if (v.n == 0 || is_total(v)) return 1;
  }
  return 0;
}

/* Below the header the numbers of the columns: 1 2 3, or (1) (2) (3), in each cell that is filled. */
static int is_numbering(const CsvRow *pRow) {
  int filled = 0;
  for (int i = 0; i < pRow->nCell; i++) {
    const char *z = pRow->aCell[i].z;
    if (pRow->aCell[i].n == 0) continue;
    if (atoi(z + (*z == '(')) != ++filled || z[strspn(z, "()0123456789")] != 0) return 0;
  }
  return filled >= 3;
}

/* Cells that say what the header says in their column, of those that are read; in *pOthers those that say something else. */
static int count_same(const Layout *p, const CsvRow *pRow, int *pOthers) {
  int same = 0;
  *pOthers = 0;
  for (int c = 0; c < COL_COUNT; c++) {
    int at = p->whole.aIndex[c];
    if (at < 0) continue;
    if (sqlite3_stricmp(cell_at(pRow, at).z, p->azHeader[at]) == 0) same++;
    else ++*pOthers;
  }
  return same;
}

/* The same of the upper row of a header of two: all cells that are filled say the same. */
static int is_upper(const Layout *p, const CsvRow *pRow) {
  const char *z = p->zUpper;
  int same = 0;
  for (int i = 0; p->isTwo && i < p->nUpper && i < pRow->nCell; i++, z += strlen(z) + 1) {
    if (strcmp(z, pRow->aCell[i].z) != 0) return 0;
    same += *z != 0;
  }
  return same > 0;
}

/* And of a header of views, whose words stand in cells or in the lower row alone. */
static int repeats_views(const Layout *p, const CsvRow *pRow) {
  int same = 0;
  for (int i = 0; p->nView > 0 && i < pRow->nCell && i < p->nHeader; i++) {
    CsvCell v = pRow->aCell[i];
    size_t n = strlen(p->azHeader[i]);
    if (v.n == 0) continue;
    if (v.n > n || strcmp(p->azHeader[i] + n - v.n, v.z) != 0) return 0;
    same++;
  }
  return same >= 3;
}

/* Right below the header words under a figure say what it is, and nobody has read them: %, or a quarter. */
static void refuse_second_header(Layout *p, long long line, const CsvRow *pRow, const View *v) {
  static const ImportColumn key[] = {COL_REGION, COL_PERIOD, COL_INDICATOR, COL_SERVICE},
                            figure[] = {COL_REQUIRED, COL_FULFILLED, COL_ALLOCATED, COL_REALISED};
  int isSecond;
  for (int i = 0; i < 4; i++)
    if (cell_at(pRow, p->whole.aIndex[key[i]]).n) return;
  for (int i = 0; i < 4; i++) {
    int at = v->aIndex[figure[i]];
    CsvCell c = cell_at(pRow, at);
    if (c.n == 0 || (*c.z >= '0' && *c.z <= '9') || *c.z == '(' ||
        spm_layout_column(p, c.z, &isSecond) == (int)figure[i])
      continue;
    spm_layout_fail(
        p, SQLITE_ERROR,
        sqlite3_mprintf("line %lld: below the header %s stands '%s', so the column may be another; say which is meant "
                        "with the option '{\"columns\": {...}}', or give the file one row of header",
                        line, p->azHeader[at], c.z));
  }
}

int spm_layout_is_between(Layout *p, long long line, const CsvRow *pRow) {
  int first = 0, others, same = count_same(p, pRow, &others), filled = 0;
  while (first < pRow->nCell - 1 && pRow->aCell[first].n == 0) first++;
  CsvCell words = cell_at(pRow, first);
  int isKeyless = is_keyless(p, pRow), isTotal = isKeyless && is_total(words);
  int isHeader = (others == 0 && same >= 3) || is_upper(p, pRow) || repeats_views(p, pRow);
  const char *zWhat = isTotal                            ? "a row of sums was left out"
                      : isHeader                         ? "the header stands here once more and was left out"
                      : !p->isData && is_numbering(pRow) ? "the numbers of the columns were left out"
                                                         : 0;
  for (int i = 0; zWhat == 0 && i < pRow->nCell; i++) filled += pRow->aCell[i].n > 0;
  if (filled == 1 && isKeyless && p->nHeader > 3) zWhat = "a row with a text alone was left out";
  if (zWhat) {
    p->xNote(p->pCtx, line, "layout", 0, words.z, sqlite3_mprintf("%s", zWhat));
    return 1;
  }
  if (!p->isData) {
    refuse_second_header(p, line, pRow, &p->whole);
    for (int i = 0; i < p->nView; i++) refuse_second_header(p, line, pRow, &p->aView[i]);
  }
  if (others > 0 && names_columns(p, pRow) >= 3)
    spm_layout_fail(
        p, SQLITE_ERROR,
        sqlite3_mprintf("line %lld: a table with another header begins here; put it into a file of its own", line));
  return 0;
}
