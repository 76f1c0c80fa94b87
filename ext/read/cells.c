/* cells.c: the row that is being read, until it is handed over (book.h). */
#include "functions/functions.h"
#include "read/book.h"
#include <string.h>

#define MAX_ROW (16 << 20) /* bytes of its texts */

/* A for 0, XFD for the last. */
static void column_name(int iColumn, char out[8]) {
  char z[8];
  int n = 0, i = 0;
  for (iColumn++; iColumn > 0; iColumn = (iColumn - 1) / 26) z[n++] = (char)('A' + (iColumn - 1) % 26);
  while (n > 0) out[i++] = z[--n];
  out[i] = 0;
}

int spm_row_fail(Book *p, int iColumn, char *zWhat, char *zPesan) {
  char zColumn[8] = "", *zEnglish = 0, *zBoth = 0;
  int isCell = iColumn >= 0;
  if (isCell) column_name(iColumn, zColumn);
  if (zWhat && zPesan) {
    zEnglish = sqlite3_mprintf("sheet '%s', %s %s%lld: %s", p->row.zSheet, isCell ? "cell" : "row", zColumn,
                               p->row.line, zWhat);
    zBoth = sqlite3_mprintf("lembar '%s', %s %s%lld: %s", p->row.zSheet, isCell ? "sel" : "baris", zColumn, p->row.line,
                            zPesan);
  }
  sqlite3_free(zWhat);
  sqlite3_free(zPesan);
  return spm_read_fail(p->pzErr, zEnglish, zBoth);
}

void spm_row_begin(Book *p, long long line, int isHidden) {
  p->row.line = line;
  p->row.isHidden = isHidden;
  p->row.nCell = 0;
  p->text.n = 0;
}

static int make_room(Book *p, int n) {
  if (n <= p->nAlloc) return SQLITE_OK;
  int nAlloc = n + n / 2 + 16;
  SheetCell *aCell = sqlite3_realloc64(p->aCell, (sqlite3_uint64)nAlloc * sizeof(*aCell));
  if (aCell) p->aCell = aCell;
  size_t *aStart = sqlite3_realloc64(p->aStart, (sqlite3_uint64)nAlloc * sizeof(*aStart));
  if (aStart) p->aStart = aStart;
  if (aCell == 0 || aStart == 0) return SQLITE_NOMEM;
  p->nAlloc = nAlloc;
  return SQLITE_OK;
}

/* Letters and not bytes: those that begin one. */
static int is_too_long(const char *z, size_t n) {
  size_t nLetter = 0;
  if (n <= SHEET_MAX_LETTER) return 0;
  for (size_t i = 0; i < n; i++) nLetter += ((unsigned char)z[i] & 0xc0) != 0x80;
  return nLetter > SHEET_MAX_LETTER;
}

int spm_row_put(Book *p, int iColumn, const SheetCell *pCell) {
  if (pCell->kind == CELL_EMPTY || (pCell->kind == CELL_TEXT && pCell->n == 0)) return SQLITE_OK;
  if (iColumn >= SHEET_MAX_COLUMN)
    return spm_row_fail(p, -1,
                        sqlite3_mprintf("a row has at most 16384 cells; delete what lies to the right of the table"),
                        sqlite3_mprintf("satu baris memuat paling banyak 16384 sel; hapus yang ada di kanan tabel"));
  if (is_too_long(pCell->z, pCell->n))
    return spm_row_fail(p, iColumn, sqlite3_mprintf("a text of more than 32767 letters; shorten it"),
                        sqlite3_mprintf("teks lebih dari 32767 huruf; pendekkan"));
  if (p->text.n + pCell->n > MAX_ROW)
    return spm_row_fail(p, -1, sqlite3_mprintf("its texts are more than 16 MiB; delete what is not part of the table"),
                        sqlite3_mprintf("teksnya lebih dari 16 MiB; hapus yang bukan bagian tabel"));
  int rc = make_room(p, iColumn + 1);
  if (rc != SQLITE_OK) return rc;
  for (int i = p->row.nCell; i < iColumn; i++) {
    p->aCell[i] = (SheetCell){.z = "", .nAcross = 1, .nDown = 1, .isHidden = p->aHidden[i / 8] >> i % 8 & 1};
    p->aStart[i] = 0;
  }
  p->aCell[iColumn] = *pCell;
  p->aCell[iColumn].isHidden = p->aHidden[iColumn / 8] >> iColumn % 8 & 1;
  p->aStart[iColumn] = p->text.n;
  p->row.nCell = iColumn + 1;
  rc = spm_buffer_add(&p->text, pCell->z, pCell->n);
  return rc == SQLITE_OK ? spm_buffer_add(&p->text, "", 1) : rc;
}

int spm_row_end(Book *p) {
  for (int i = 0; i < p->row.nCell; i++)
    if (p->aCell[i].kind != CELL_EMPTY) p->aCell[i].z = p->text.z + p->aStart[i];
  p->row.aCell = p->aCell;
  return p->row.nCell ? p->xRow(p->pCtx, &p->row, p->pzErr) : SQLITE_OK;
}
