/* number.c: numbers as offices write them (semantics.md 10): thousand dots, a decimal comma in ';' and tab files, a
** decimal dot in ',' files, where a comma that thousands cannot have is decimal, too. Nothing is rounded, and text that
** could be two numbers is none. */
#include "core/core.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 64 /* no figure of a form is longer; longer text is no number */

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static int is_group(const char *z, size_t n) {
  return n >= 4 && z[0] == '.' && is_digit(z[1]) && is_digit(z[2]) && is_digit(z[3]) && (n == 4 || !is_digit(z[4]));
}

/* The digits of a whole part, dots in groups of three ("1.234.567") taken out. Returns how much of z was read, 0 when
** it does not begin with a digit; *pGroups says how many groups there were. */
static size_t whole_part(const char *z, size_t n, char *out, size_t *pn, int *pGroups) {
  size_t head = 0;
  while (head < n && is_digit(z[head])) head++;
  memcpy(out, z, head);
  *pn = head;
  *pGroups = 0;
  size_t i = head;
  while (head >= 1 && head <= 3 && z[0] != '0' && is_group(z + i, n - i)) {
    memcpy(out + *pn, z + i + 1, 3);
    *pn += 3;
    *pGroups += 1;
    i += 4;
  }
  return i;
}

/* A whole number; a fraction of zeros behind the decimal sign is dropped ("10.0", in a ';' file also "10,0"). */
static SpmNumberKind read_whole(const char *z, size_t n, SpmDialect dialect, const char *zSign, long long *pInt) {
  char text[LONGEST + 2], *end;
  size_t k;
  int groups;
  text[0] = *zSign;
  size_t i = whole_part(z, n, text + 1, &k, &groups);
  if (k == 0) return SPM_NUMBER_BAD;
  if (i < n && ((z[i] == '.' && groups == 0) || (z[i] == ',' && dialect == SPM_COMMA_DECIMAL))) {
    size_t first = ++i;
    while (i < n && z[i] == '0') i++;
    if (i == first) return SPM_NUMBER_BAD;
  }
  if (i != n) return SPM_NUMBER_BAD;
  text[k + 1] = 0;
  errno = 0;
  long long v = strtoll(text, &end, 10);
  if (errno || *end) return SPM_NUMBER_BAD;
  *pInt = v;
  return SPM_NUMBER_INTEGER;
}

/* In a ',' file a comma in a number is English thousands, or the decimal comma of a spreadsheet in Indonesian, which puts
** quotes round it: "67,65". It is one where no thousands can end so: behind it stand other than three digits. */
static int is_decimal_comma(const char *z, size_t n) {
  const char *zComma = memchr(z, ',', n);
  return zComma && z + n - zComma != 4 && memchr(z, '.', n) == 0;
}

/* digits [sign digits]: strtod reads the decimal sign of the host's locale, so the number is taken as an integer scaled
** by a power of ten where that is exact, which any figure of a form is. */
static SpmNumberKind read_real(const char *z, size_t n, SpmDialect dialect, int isNegative, double *pReal) {
  static const double ten[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  char text[LONGEST + 2];
  size_t k = 0, i = 0;
  int groups = 0, scale = 0;
  char decimal = dialect == SPM_COMMA_DECIMAL || is_decimal_comma(z, n) ? ',' : '.';
  if (dialect == SPM_COMMA_DECIMAL) {
    i = whole_part(z, n, text, &k, &groups);
    if (groups == 1 && i == n) return SPM_NUMBER_TWO; /* 1.234: one thousand or one and a bit */
  } else {
    for (; i < n && is_digit(z[i]); i++) text[k++] = z[i];
  }
  if (k == 0) return SPM_NUMBER_BAD;
  if (i < n && z[i] == decimal) {
    for (i++; i < n && is_digit(z[i]); i++, scale++) text[k++] = z[i];
    if (scale == 0) return SPM_NUMBER_BAD;
  }
  if (i != n || scale > 15) return SPM_NUMBER_BAD;
  long long mantissa = 0;
  for (i = 0; i < k; i++) {
    if (mantissa > 900719925474098LL) return SPM_NUMBER_BAD; /* more digits than a double holds exactly */
    mantissa = mantissa * 10 + (text[i] - '0');
  }
  double v = (double)mantissa / ten[scale];
  *pReal = isNegative ? -v : v;
  return SPM_NUMBER_REAL;
}

SpmNumberKind spm_number_parse(const char *z, size_t n, int isReal, SpmDialect dialect, long long *pInt,
                               double *pReal) {
  while (n > 0 && (*z == ' ' || *z == '\t')) z++, n--;
  while (n > 0 && (z[n - 1] == ' ' || z[n - 1] == '\t')) n--;
  if (n == 0 || n > LONGEST) return SPM_NUMBER_BAD;
  const char *zSign = z[0] == '-' ? "-" : "+";
  if (z[0] == '-' || z[0] == '+') z++, n--;
  return isReal ? read_real(z, n, dialect, *zSign == '-', pReal) : read_whole(z, n, dialect, zSign, pInt);
}
