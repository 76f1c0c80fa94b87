/* wrapped.c: a row that stands in quotes as a whole, "32.12;2023-TW2;k-paud.A1;100;80". So a spreadsheet saves the lines of a
** text file that it opened without cutting them at their delimiter: those that hold a comma or a quotation mark, and no others.
** The inside is the row as it was, with each quotation mark once more (RFC 4180), which who cut the line has taken back. */
#include "layout/layout.h"
#include <stdint.h>
#include <string.h>

/* The end of the cell at z: its delimiter, or the zero behind the text. A quotation mark that does not close ends there, too. */
static char *cell_end(char *z, char delimiter) {
  int isQuoted = 0;
  for (; *z && (isQuoted || *z != delimiter); z++) isQuoted ^= *z == '"';
  return z;
}

/* A cell in quotes without them, in place. */
static size_t unquote(char *z, size_t n) {
  size_t to = 0;
  if (n < 2 || *z != '"' || z[n - 1] != '"') return n;
  for (size_t i = 1; i < n - 1; i++) {
    if (z[i] == '"' && z[i + 1] == '"' && i + 1 < n - 1) i++;
    z[to++] = z[i];
  }
  z[to] = 0;
  return to;
}

int spm_layout_unwrap(const Layout *p, CsvRow *pRow) {
  char *z = (char *)(uintptr_t)pRow->aCell[0].z;
  int nInside = 1;
  if (pRow->nCell != 1 || p->t.nHeader < 2 || pRow->zSheet || strlen(z) != pRow->aCell[0].n) return 0;
  for (char *zEnd = z; *(zEnd = cell_end(zEnd, pRow->delimiter)); zEnd++) nInside++;
  if (nInside != p->t.nHeader) return 0;
  for (int i = 0; i < nInside; i++) {
    char *zEnd = cell_end(z, pRow->delimiter);
    *zEnd = 0;
    pRow->aCell[i] = (CsvCell){z, unquote(z, (size_t)(zEnd - z))};
    z = zEnd + 1;
  }
  pRow->nCell = nInside;
  return 1;
}
