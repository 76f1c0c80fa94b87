/* guard.c: which texts a spreadsheet would run as a formula, and the quote mark that keeps it from that (semantics.md 10). */
#include "core/core.h"
#include <string.h>

/* The letter at z[*pi] of well-formed UTF-8, *pi moved behind it. */
static long letter(const char *z, size_t n, size_t *pi) {
  unsigned char c = (unsigned char)z[(*pi)++];
  int more = c < 0xc0 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
  long x = more == 0 ? c : c & (0x3f >> more);
  for (; more > 0 && *pi < n; more--) x = x << 6 | ((unsigned char)z[(*pi)++] & 0x3f);
  return x;
}

/* What a spreadsheet may pass over at the front of a cell: control characters, blanks, signs of no width. */
static int is_blank(long x) {
  return x <= ' ' || (x >= 0x7f && x <= 0xa0) || x == 0xad || x == 0x1680 || x == 0x180e ||
         (x >= 0x2000 && x <= 0x200f) || (x >= 0x2028 && x <= 0x202f) || (x >= 0x205f && x <= 0x206f) || x == 0x3000 ||
         x == 0xfeff;
}

/* Would it run the text? It reads the wide forms of East Asian keyboards as well. A tab or CR in front begins a new cell or
** line for some. */
static int is_formula(const char *z, size_t n) {
  static const long signs[] = {'=', '+', '-', '@', 0xff1d, 0xff0b, 0xff0d, 0xff20};
  size_t i = 0;
  long x = ' ';
  if (n && (*z == '\t' || *z == '\r')) return 1;
  while (i < n && is_blank(x)) x = letter(z, n, &i);
  for (size_t k = 0; k < sizeof(signs) / sizeof(signs[0]); k++)
    if (x == signs[k]) return 1;
  return 0;
}

int spm_needs_guard(const char *z, size_t n) {
  size_t i = 0;
  while (i < n && z[i] == '\'') i++;
  return is_formula(z + i, n - i);
}

int spm_is_guarded(const char *z, size_t n) {
  return n > 1 && *z == '\'' && spm_needs_guard(z + 1, n - 1);
}
