/* merge.c: areas of merged cells in an xlsx (book.h), and references to cells.
**
** The list of areas stands behind the rows, and the rows cannot be kept until it comes. So the part is gone through
** before its rows are read. Most tables have no merged cell, and then that costs the unpacking alone: a name in XML is
** written as it is, so a part that does not hold the word has no such element. */
#include "functions/functions.h"
#include "read/book.h"
#include <stdlib.h>
#include <string.h>

#define WORD      "mergeCell"
#define NWORD     (sizeof(WORD) - 1)
#define MAX_MERGE (1 << 20)

const char *spm_reference(const char *z, int *piColumn, int *pLine) {
  int column = 0, line = 0;
  for (; ((*z & ~0x20) >= 'A' && (*z & ~0x20) <= 'Z') && column <= SHEET_MAX_COLUMN; z++)
    column = column * 26 + (*z & ~0x20) - 'A' + 1;
  if (column == 0 || column > SHEET_MAX_COLUMN || *z == '0') return 0;
  for (; *z >= '0' && *z <= '9' && line <= SHEET_MAX_LINE; z++) line = line * 10 + (*z - '0');
  if (line == 0 || line > SHEET_MAX_LINE) return 0;
  *piColumn = column - 1;
  *pLine = line;
  return z;
}

typedef struct Look {
  char aEdge[2 * NWORD]; /* the end of the last block, the beginning of this one */
  size_t nEdge;
  int isFirst, isFound;
} Look;

/* Of UTF-16 the bytes cannot be looked through: it is read. */
static int look(void *pCtx, const char *a, size_t n, char **pzErr) {
  Look *p = pCtx;
  (void)pzErr;
  if (p->isFirst && (n < 2 || a[0] == 0 || a[1] == 0 || (unsigned char)a[0] >= 0xfe)) p->isFound = 1;
  p->isFirst = 0;
  size_t nMore = n < NWORD ? n : NWORD;
  memcpy(p->aEdge + p->nEdge, a, nMore);
  if (memmem(p->aEdge, p->nEdge + nMore, WORD, NWORD) || memmem(a, n, WORD, NWORD)) p->isFound = 1;
  const char *aEnd = n < NWORD ? p->aEdge : a;
  size_t nEnd = n < NWORD ? p->nEdge + n : n, nKeep = nEnd < NWORD ? nEnd : NWORD;
  memmove(p->aEdge, aEnd + nEnd - nKeep, nKeep);
  p->nEdge = nKeep;
  return p->isFound ? SQLITE_DONE : SQLITE_OK;
}

static int on_start(void *pCtx, XmlSpace space, const char *zName, const char **azAttr) {
  Merges *p = pCtx;
  Merge m;
  int iLast, lineLast;
  if (space != XML_MAIN || strcmp(zName, WORD) != 0) return SQLITE_OK;
  const char *z = spm_xml_attr(azAttr, XML_NONE, "ref");
  if (z) z = spm_reference(z, &m.iColumn, &m.line);
  if (z && *z == ':') z = spm_reference(z + 1, &iLast, &lineLast);
  else return SQLITE_OK;
  if (z == 0 || lineLast < m.line || iLast < m.iColumn || (m.line > SHEET_SPAN_LINE && m.line == lineLast))
    return SQLITE_OK;
  if (p->n == MAX_MERGE)
    return spm_read_fail(
        p->pzErr,
        sqlite3_mprintf("sheet '%s' has more than 1048576 areas of merged cells; undo the "
                        "merging, or give the table alone",
                        p->zSheet),
        sqlite3_mprintf("lembar '%s' memuat lebih dari 1048576 gabungan sel; batalkan penggabungan, atau "
                        "kirim tabelnya saja",
                        p->zSheet));
  m.nAcross = iLast - m.iColumn + 1;
  m.nDown = lineLast - m.line + 1;
  if (p->n == p->nAlloc) {
    int nAlloc = p->nAlloc * 2 + 16;
    Merge *a = sqlite3_realloc64(p->aMerge, (sqlite3_uint64)nAlloc * sizeof(*a));
    if (a == 0) return SQLITE_NOMEM;
    p->aMerge = a;
    p->nAlloc = nAlloc;
  }
  p->aMerge[p->n++] = m;
  return SQLITE_OK;
}

static int by_place(const void *a, const void *b) {
  const Merge *p = a, *q = b;
  return p->line != q->line ? p->line - q->line : p->iColumn - q->iColumn;
}

int spm_merges_read(Book *p, int iPart, Merges *pMerges) {
  static const XmlReader reader = {.xStart = on_start};
  Look l = {.isFirst = 1};
  pMerges->n = pMerges->iNext = 0;
  pMerges->zSheet = p->row.zSheet;
  pMerges->pzErr = p->pzErr;
  int rc = spm_zip_read(&p->zip, iPart, look, &l, p->pzErr);
  if (rc == SQLITE_OK && l.isFound) rc = spm_xml_read(&p->zip, iPart, &reader, pMerges, p->pzErr);
  if (rc == SQLITE_OK && pMerges->n) qsort(pMerges->aMerge, (size_t)pMerges->n, sizeof(Merge), by_place);
  return rc;
}

const Merge *spm_merges_at(Merges *p, long long line, int iColumn) {
  for (; p->iNext < p->n; p->iNext++) {
    const Merge *m = &p->aMerge[p->iNext];
    if (m->line > line || (m->line == line && m->iColumn >= iColumn))
      return m->line == line && m->iColumn == iColumn ? m : 0;
  }
  return 0;
}
