/* clean.c: a cell without the blanks that nobody sees (csvread.h). */
#include "file/csvread.h"
#include <string.h>

/* The bytes of a blank that nobody sees at z, 0: there is none; *pIsWide: it separates words. */
static unsigned long blank_at(const unsigned char *z, unsigned long n, int *pIsWide) {
  *pIsWide = 1;
  if (n > 0 && (*z == ' ' || *z == '\t' || *z == '\n' || *z == '\r')) return 1;
  if (n > 1 && z[0] == 0xc2 && z[1] == 0xa0) return 2; /* U+00A0, what spreadsheets call a hard blank */
  if (n < 3) return 0;
  unsigned c = (z[0] & 0x0fu) << 12 | (z[1] & 0x3fu) << 6 | (z[2] & 0x3fu);
  if (z[0] != 0xe2 && z[0] != 0xe3 && z[0] != 0xef) return 0;
  if ((c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000) return 3;
  *pIsWide = 0;
  return (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff ? 3 : 0;
}

static int is_word(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

unsigned long spm_cell_clean(char *z, unsigned long n) {
  unsigned long to = 0, end = 0;
  if (n > 3 && z[0] == '=' && z[1] == '"' && z[n - 1] == '"') {
    memmove(z, z + 2, n - 3);
    n -= 3;
  } else if (n > 1 && *z == '\'' && is_word(z[1])) {
    memmove(z, z + 1, --n);
  }
  for (unsigned long i = 0; i < n;) {
    int isWide;
    unsigned long k = blank_at((const unsigned char *)z + i, n - i, &isWide);
    if (k == 0) {
      z[to++] = z[i++];
      end = to;
    } else {
      if (isWide && to > 0) z[to++] = ' ';
      i += k;
    }
  }
  z[end] = 0;
  return end;
}
