/* number.c: numbers as offices write them, in a comma-delimited file (semantics.md 10). */
#include "core.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 64 /* no figure of a form is longer; longer text is no number */

static int digit(char c) {
  return c >= '0' && c <= '9';
}

/* Digits, dots in groups of three taken out ("1.234.567"), a fraction of zeros dropped ("10.0"). */
static int whole_digits(const char *z, size_t n, char *out) {
  size_t head = 0, k = 0;
  while (head < n && digit(z[head])) head++;
  if (head == 0) return 0;
  memcpy(out, z, head);
  k = head;
  size_t i = head;
  while (n - i >= 4 && head <= 3 && z[0] != '0' && z[i] == '.' && digit(z[i + 1]) && digit(z[i + 2]) &&
         digit(z[i + 3])) {
    memcpy(out + k, z + i + 1, 3);
    k += 3;
    i += 4;
  }
  if (i == head && i < n && z[i] == '.') { /* no groups: only zeros may follow */
    for (i++; i < n && z[i] == '0';) i++;
    if (z[i - 1] == '.') return 0;
  }
  out[k] = 0;
  return i == n;
}

SpmNumberKind spm_number_parse(const char *z, size_t n, int real, long long *pInt, double *pReal) {
  char text[LONGEST + 2];
  while (n > 0 && (*z == ' ' || *z == '\t')) z++, n--;
  while (n > 0 && (z[n - 1] == ' ' || z[n - 1] == '\t')) n--;
  if (n == 0 || n > LONGEST) return SPM_NUMBER_BAD;
  size_t sign = z[0] == '-' || z[0] == '+';
  text[0] = z[0] == '-' ? '-' : '+';
  if (!real) {
    char *end;
    if (!whole_digits(z + sign, n - sign, text + 1)) return SPM_NUMBER_BAD;
    errno = 0;
    long long v = strtoll(text, &end, 10);
    if (errno || *end) return SPM_NUMBER_BAD;
    *pInt = v;
    return SPM_NUMBER_INTEGER;
  }
  /* digits [. digits], then strtod: it reads a dot in the C locale and may be told otherwise by the host, so the
  ** number is taken as an integer scaled by a power of ten when that is exact, which any figure of a form is. */
  const char *p = z + sign, *stop = z + n;
  long long mantissa = 0;
  int scale = 0, dot = 0, seen = 0;
  for (; p < stop; p++) {
    if (*p == '.' && !dot) {
      dot = 1;
      continue;
    }
    if (!digit(*p)) return SPM_NUMBER_BAD;
    seen = 1;
    if (mantissa > 900719925474098LL) return SPM_NUMBER_BAD; /* more digits than a double holds exactly */
    mantissa = mantissa * 10 + (*p - '0');
    scale += dot;
  }
  if (!seen || p[-1] == '.' || scale > 15) return SPM_NUMBER_BAD;
  static const double ten[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  double v = (double)mantissa / ten[scale];
  *pReal = text[0] == '-' ? -v : v;
  return SPM_NUMBER_REAL;
}
