/* rowset.c: the rows of a table-valued function, kept in memory from xFilter until the cursor moves on.
**
** xFilter runs the inner statement to its end and keeps its rows here, so that no statement stays open while the
** caller reads: it may drop a table meanwhile. Two arrays: fixed cells, and the bytes of texts and blobs. */
#include "table/tvf.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct RowsetCell {
  int type; /* SQLITE_INTEGER, ... */
  int n;    /* bytes of a text or blob */
  union {
    sqlite3_int64 i;
    double r;
    sqlite3_int64 offset;
  } u;
} RowsetCell;

static int grow(void **pp, sqlite3_int64 *pAlloc, sqlite3_int64 need, size_t size) {
  if (need <= *pAlloc) return SQLITE_OK;
  sqlite3_int64 n = *pAlloc ? *pAlloc * 2 : 256;
  while (n < need) n *= 2;
  void *pNew = sqlite3_realloc64(*pp, (sqlite3_uint64)n * size);
  if (pNew == 0) return SQLITE_NOMEM;
  *pp = pNew;
  *pAlloc = n;
  return SQLITE_OK;
}

/* In many columns most rows say what the one before says: those share its bytes. */
static int is_as_before(const Rowset *p, const RowsetCell *pCell, const void *z, int n) {
  const RowsetCell *pBefore = pCell - p->nColumn;
  return p->nCell > 0 && pBefore->type == pCell->type && pBefore->n == n &&
         (n == 0 || memcmp(p->aText + pBefore->u.offset, z, (size_t)n) == 0);
}

static int keep_bytes(Rowset *p, RowsetCell *pCell, const void *z, int n) {
  void *pText = p->aText;
  int rc = grow(&pText, &p->nTextAlloc, p->nText + n, 1);
  p->aText = pText;
  if (rc != SQLITE_OK) return rc;
  if (n > 0) memcpy(p->aText + p->nText, z, (size_t)n);
  pCell->n = n;
  pCell->u.offset = p->nText;
  p->nText += n;
  return SQLITE_OK;
}

static int is_too_big(const Rowset *p) {
  return p->nCell * (sqlite3_int64)sizeof(RowsetCell) + p->nText > ROWSET_MAX_BYTES;
}

int spm_rowset_append(Rowset *p, sqlite3_stmt *pStmt, int iFrom) {
  p->nColumn = sqlite3_column_count(pStmt) - iFrom;
  void *pCells = p->aCell;
  int rc = grow(&pCells, &p->nCellAlloc, p->nCell + p->nColumn, sizeof(RowsetCell));
  p->aCell = pCells;
  for (int i = 0; rc == SQLITE_OK && i < p->nColumn; i++) {
    RowsetCell *pCell = &p->aCell[p->nCell + i];
    memset(pCell, 0, sizeof(*pCell));
    pCell->type = sqlite3_column_type(pStmt, iFrom + i);
    switch (pCell->type) {
    case SQLITE_INTEGER: pCell->u.i = sqlite3_column_int64(pStmt, iFrom + i); break;
    case SQLITE_FLOAT: pCell->u.r = sqlite3_column_double(pStmt, iFrom + i); break;
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
      int isText = pCell->type == SQLITE_TEXT;
      const void *z =
          isText ? (const void *)sqlite3_column_text(pStmt, iFrom + i) : sqlite3_column_blob(pStmt, iFrom + i);
      int n = sqlite3_column_bytes(pStmt, iFrom + i);
      if (z == 0 && (isText || n > 0)) return SQLITE_NOMEM;
      if (is_as_before(p, pCell, z, n)) *pCell = pCell[-p->nColumn];
      else rc = keep_bytes(p, pCell, z, n);
      break;
    }
    default: break;
    }
  }
  if (rc != SQLITE_OK) return rc;
  p->nCell += p->nColumn;
  return is_too_big(p) ? SQLITE_TOOBIG : SQLITE_OK;
}

int spm_rowset_repeat(Rowset *p) {
  void *pCells = p->aCell;
  int rc = grow(&pCells, &p->nCellAlloc, p->nCell + p->nColumn, sizeof(RowsetCell));
  p->aCell = pCells;
  if (rc != SQLITE_OK) return rc;
  memcpy(p->aCell + p->nCell, p->aCell + p->nCell - p->nColumn, (size_t)p->nColumn * sizeof(RowsetCell));
  p->nCell += p->nColumn;
  return is_too_big(p) ? SQLITE_TOOBIG : SQLITE_OK;
}

static RowsetCell *cell_at(const Rowset *p, sqlite3_int64 iRow, int iCol) {
  return &p->aCell[iRow * p->nColumn + iCol];
}

void spm_rowset_set_int(Rowset *p, sqlite3_int64 iRow, int iCol, sqlite3_int64 i) {
  *cell_at(p, iRow, iCol) = (RowsetCell){SQLITE_INTEGER, 0, {.i = i}};
}

void spm_rowset_set_real(Rowset *p, sqlite3_int64 iRow, int iCol, double r) {
  if (isnan(r)) cell_at(p, iRow, iCol)->type = SQLITE_NULL;
  else *cell_at(p, iRow, iCol) = (RowsetCell){SQLITE_FLOAT, 0, {.r = r}};
}

const char *spm_rowset_text(const Rowset *p, sqlite3_int64 iRow, int iCol, int *pn) {
  const RowsetCell *pCell = cell_at(p, iRow, iCol);
  *pn = pCell->type == SQLITE_TEXT ? pCell->n : 0;
  return p->aText + (pCell->type == SQLITE_TEXT ? pCell->u.offset : 0);
}

int spm_rowset_set_text(Rowset *p, sqlite3_int64 iRow, int iCol, const char *z) {
  RowsetCell *pCell = cell_at(p, iRow, iCol);
  pCell->type = z ? SQLITE_TEXT : SQLITE_NULL;
  return z ? keep_bytes(p, pCell, z, (int)strlen(z)) : SQLITE_OK;
}

void spm_rowset_result(const Rowset *p, sqlite3_int64 iRow, int iCol, int isReal, sqlite3_context *ctx) {
  if (p->pLeaves) {
    spm_leaves_result(p->pLeaves, iRow, iCol, ctx);
    return;
  }
  const RowsetCell *pCell = cell_at(p, iRow, iCol);
  switch (pCell->type) {
  case SQLITE_INTEGER:
    if (isReal) sqlite3_result_double(ctx, (double)pCell->u.i);
    else sqlite3_result_int64(ctx, pCell->u.i);
    break;
  case SQLITE_FLOAT: sqlite3_result_double(ctx, pCell->u.r); break;
  case SQLITE_TEXT: sqlite3_result_text(ctx, p->aText + pCell->u.offset, pCell->n, SQLITE_TRANSIENT); break;
  case SQLITE_BLOB: sqlite3_result_blob(ctx, p->aText + pCell->u.offset, pCell->n, SQLITE_TRANSIENT); break;
  default: sqlite3_result_null(ctx);
  }
}

static int text_order(const char *z1, int n1, const char *z2, int n2) {
  int c = z1 == z2 ? 0 : memcmp(z1, z2, (size_t)(n1 < n2 ? n1 : n2)); /* shared bytes need no look */
  return c ? c : n1 - n2;
}

/* NULL, then numbers, then texts, then blobs. */
static int rank_of(const RowsetCell *p) {
  return p->type == SQLITE_NULL ? 0 : p->type == SQLITE_TEXT ? 2 : p->type == SQLITE_BLOB ? 3 : 1;
}

/* As BINARY collation has it: <0, 0, >0. */
static int cell_order(const Rowset *p, const RowsetCell *a, const RowsetCell *b) {
  int rank = rank_of(a);
  if (rank != rank_of(b)) return rank - rank_of(b);
  if (rank >= 2) return text_order(p->aText + a->u.offset, a->n, p->aText + b->u.offset, b->n);
  if (rank == 0) return 0;
  if (a->type == SQLITE_INTEGER && b->type == SQLITE_INTEGER) return (a->u.i > b->u.i) - (a->u.i < b->u.i);
  double x = a->type == SQLITE_INTEGER ? (double)a->u.i : a->u.r,
         y = b->type == SQLITE_INTEGER ? (double)b->u.i : b->u.r;
  return (x > y) - (x < y);
}

/* For qsort, which hands nothing on: a row knows its set and the order. */
typedef struct SortRow {
  const Rowset *p;
  const int *aOrder;
  int nOrder;
  sqlite3_int64 iRow;
} SortRow;

static int row_order(const SortRow *a, const SortRow *b) {
  const Rowset *p = a->p;
  for (int i = 0; i < a->nOrder; i++) {
    int iCol = a->aOrder[i];
    int c = cell_order(p, &p->aCell[a->iRow * p->nColumn + iCol], &p->aCell[b->iRow * p->nColumn + iCol]);
    if (c) return c;
  }
  return 0;
}

/* Equal rows stay as they came. */
static int sort_order(const void *x, const void *y) {
  const SortRow *a = x, *b = y;
  int c = row_order(a, b);
  return c ? c : (a->iRow > b->iRow) - (a->iRow < b->iRow);
}

int spm_rowset_sort(Rowset *p, sqlite3_int64 iFirst, const int *aOrder, int nOrder) {
  if (p->pLeaves) return SQLITE_OK; /* they are in order */
  sqlite3_int64 nRow = spm_rowset_count(p) - iFirst, i = 1;
  SortRow before = {p, aOrder, nOrder, iFirst}, row = before;
  for (; i < nRow; i++, before.iRow++) {
    row.iRow = iFirst + i;
    if (row_order(&before, &row) > 0) break;
  }
  if (i >= nRow) return SQLITE_OK;
  SortRow *aRow = sqlite3_malloc64((sqlite3_uint64)nRow * sizeof(*aRow));
  RowsetCell *aCell = sqlite3_malloc64((sqlite3_uint64)p->nCellAlloc * sizeof(*aCell));
  if (aRow == 0 || aCell == 0) {
    sqlite3_free(aRow);
    sqlite3_free(aCell);
    return SQLITE_NOMEM;
  }
  for (i = 0; i < nRow; i++) {
    row.iRow = iFirst + i;
    aRow[i] = row;
  }
  qsort(aRow, (size_t)nRow, sizeof(*aRow), sort_order);
  size_t size = (size_t)p->nColumn * sizeof(*aCell);
  memcpy(aCell, p->aCell, (size_t)iFirst * size);
  for (i = 0; i < nRow; i++) memcpy(aCell + (iFirst + i) * p->nColumn, p->aCell + aRow[i].iRow * p->nColumn, size);
  sqlite3_free(aRow);
  sqlite3_free(p->aCell);
  p->aCell = aCell;
  return SQLITE_OK;
}

/* <0, 0, >0 as the cell is below, at or above the text z. */
static int compare(const Rowset *p, sqlite3_int64 iRow, int iCol, const char *z, int n) {
  const RowsetCell *pCell = cell_at(p, iRow, iCol);
  if (pCell->type != SQLITE_TEXT) return rank_of(pCell) - 2;
  return text_order(p->aText + pCell->u.offset, pCell->n, z, n);
}

void spm_rowset_range(const Rowset *p, int iCol, const char *z, int n, sqlite3_int64 *piFirst, sqlite3_int64 *piEnd) {
  sqlite3_int64 low = *piFirst, high = *piEnd, end = *piEnd;
  if (p->pLeaves) {
    spm_leaves_narrow(p->pLeaves, z, piFirst, piEnd);
    return;
  }
  while (low < high) {
    sqlite3_int64 middle = low + (high - low) / 2;
    if (compare(p, middle, iCol, z, n) < 0) low = middle + 1;
    else high = middle;
  }
  *piFirst = low;
  while (low < end && compare(p, low, iCol, z, n) == 0) low++;
  *piEnd = low;
}

sqlite3_int64 spm_rowset_count(const Rowset *p) {
  if (p->pLeaves) return spm_leaves_rows(p->pLeaves);
  return p->nColumn ? p->nCell / p->nColumn : 0;
}

void spm_rowset_clear(Rowset *p) {
  spm_leaves_clear(p->pLeaves);
  sqlite3_free(p->aCell);
  sqlite3_free(p->aText);
  memset(p, 0, sizeof(*p));
}
