/* number.c: numbers as offices write them (semantics.md 10, which has a table of them): thousand dots and a decimal comma
** in ';' and tab files, a decimal dot in ',' files, where a spreadsheet in Indonesian puts its own signs in quotes. A text
** that could be two numbers of its kind is none of them. */
#include "core/core.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST     64 /* no figure of a form is longer; longer text is no number */
#define SIGNIFICANT 15 /* digits that a spreadsheet shows of a number, and that a double always holds */

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static int is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void trim(const char **pz, size_t *pn) {
  while (*pn > 0 && (**pz == ' ' || **pz == '\t')) ++*pz, --*pn;
  while (*pn > 0 && ((*pz)[*pn - 1] == ' ' || (*pz)[*pn - 1] == '\t')) --*pn;
}

static int is_group(const char *z, size_t n, char sign) {
  return n >= 4 && z[0] == sign && is_digit(z[1]) && is_digit(z[2]) && is_digit(z[3]) && (n == 4 || !is_digit(z[4]));
}

/* The digits of a number without its signs; the last scale of them are behind the decimal sign. */
typedef struct Digits {
  char a[LONGEST + 2]; /* a zero in front, so that rounding up has a place, and one behind */
  size_t n;
  int scale, groups;
} Digits;

/* Thousands that the other sign groups by three, and digits behind the decimal sign; 0: the text is not written so. */
static int split(const char *z, size_t n, char decimal, Digits *d) {
  char group = decimal == ',' ? '.' : ',';
  size_t i = 0;
  *d = (Digits){.a = "0", .n = 1};
  for (; i < n && is_digit(z[i]); i++) d->a[d->n++] = z[i];
  if (i == 0) return 0;
  for (size_t head = i; head <= 3 && z[0] != '0' && is_group(z + i, n - i, group); i += 4, d->groups++) {
    memcpy(d->a + d->n, z + i + 1, 3);
    d->n += 3;
  }
  if (i < n && z[i] == decimal) {
    for (i++; i < n && is_digit(z[i]); i++, d->scale++) d->a[d->n++] = z[i];
    if (d->scale == 0) return 0;
  }
  d->a[d->n] = 0;
  return i == n;
}

/* Take zeros away from behind the decimal sign, and what is beyond the digits of a spreadsheet: programs that write a
** double to its last bit put 32.373000000000005 for 32.373. 0: there are more digits before the sign, and some behind. */
static int shorten(Digits *d) {
  size_t first = 0;
  int isUp = 0, isLost = 0;
  while (first < d->n && d->a[first] == '0') first++;
  for (; d->scale > 0 && d->n - first > SIGNIFICANT; d->scale--, d->n--) {
    isUp = d->a[d->n - 1] >= '5';
    isLost |= d->a[d->n - 1] != '0';
  }
  if (isLost && d->n - first > SIGNIFICANT) return 0;
  for (size_t i = d->n; isUp; i--) {
    isUp = d->a[i - 1] == '9';
    d->a[i - 1] = (char)(isUp ? '0' : d->a[i - 1] + 1);
  }
  for (; d->scale > 0 && d->a[d->n - 1] == '0'; d->scale--) d->n--;
  d->a[d->n] = 0;
  return 1;
}

static int to_whole(Digits *d, int isNegative, long long *pInt) {
  char text[LONGEST + 3], *end;
  if (!shorten(d) || d->scale > 0) return 0;
  text[0] = isNegative ? '-' : '+';
  memcpy(text + 1, d->a, d->n + 1);
  errno = 0;
  long long v = strtoll(text, &end, 10);
  if (errno || *end) return 0;
  *pInt = v;
  return 1;
}

/* strtod reads the decimal sign of the host's locale: here an integer is divided by a power of ten, both exact. */
static int to_real(Digits *d, int isNegative, double *pReal) {
  static const double ten[] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                               1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (!shorten(d) || d->scale >= (int)(sizeof(ten) / sizeof(ten[0]))) return 0;
  long long mantissa = 0;
  for (size_t i = 0; i < d->n; i++) {
    if (mantissa > 900719925474098LL) return 0; /* more digits than a double holds exactly */
    mantissa = mantissa * 10 + (d->a[i] - '0');
  }
  double v = (double)mantissa / ten[d->scale];
  *pReal = isNegative ? -v : v;
  return 1;
}

/* The sign in 1.234 and 1,000, which thousands have and a fraction of three digits. 0: another text. */
static char double_sign(const char *z, size_t n) {
  size_t head = 0;
  while (head < n && is_digit(z[head])) head++;
  if (head < 1 || head > 3 || z[0] == '0' || n != head + 4) return 0;
  return is_group(z + head, 4, '.') || is_group(z + head, 4, ',') ? z[head] : 0;
}

/* The same sign in 0.500, which is a fraction or was written for 500; not in 0.000. */
static char zero_sign(const char *z, size_t n) {
  size_t head = 0;
  while (head < n && is_digit(z[head])) head++;
  if (head < 1 || head > 3 || z[0] != '0' || n != head + 4 || memcmp(z + head + 1, "000", 3) == 0) return 0;
  return is_group(z + head, 4, '.') || is_group(z + head, 4, ',') ? z[head] : 0;
}

/* A whole number. Dots between thousands are what offices write, in every file; a fraction of zeros is none (10.0), but
** three zeros behind the decimal sign of the file are thousands as well (130.000 where it is the dot). */
static SpmNumberKind read_whole(const char *z, size_t n, int isNegative, char decimal, long long *pInt) {
  Digits d;
  if (double_sign(z, n) == decimal && memcmp(z + n - 3, "000", 3) == 0) return SPM_NUMBER_TWO;
  if (split(z, n, decimal, &d) && to_whole(&d, isNegative, pInt)) return SPM_NUMBER_INTEGER;
  if (!split(z, n, decimal == ',' ? '.' : ',', &d) || (decimal == ',' && d.groups > 0)) return SPM_NUMBER_BAD;
  return to_whole(&d, isNegative, pInt) ? SPM_NUMBER_INTEGER : SPM_NUMBER_BAD;
}

/* In a ',' file cells with a comma stand in quotes: a spreadsheet wrote them, in English or in Indonesian. */
static SpmNumberKind read_real(const char *z, size_t n, int isNegative, char decimal, double *pReal) {
  Digits d;
  if (double_sign(z, n)) return SPM_NUMBER_TWO;
  int isSplit = split(z, n, decimal, &d) || (decimal == '.' && split(z, n, ',', &d));
  return isSplit && to_real(&d, isNegative, pReal) ? SPM_NUMBER_REAL : SPM_NUMBER_BAD;
}

/* "Rp. 1.500.000,-" without what is around its figure. Who writes so writes in Indonesian, whatever the file: 1. */
static int strip_money(const char **pz, size_t *pn) {
  const char *z = *pz;
  size_t n = *pn, skip = spm_begins(z, n, "RP") ? 2 : spm_begins(z, n, "IDR") ? 3 : 0;
  if (skip && skip < n && z[skip] == '.') skip++;
  z += skip, n -= skip;
  int isClosed = n > 2 && z[n - 1] == '-' && (z[n - 2] == ',' || z[n - 2] == '.');
  if (isClosed) n -= 2;
  if (isClosed && memchr(z, ',', n)) n = 0; /* a fraction behind which none is said to be */
  trim(&z, &n);
  *pz = z, *pn = n;
  return skip > 0 || isClosed;
}

/* The text without blanks, the signs of money and that of the number; *pDecimal is the decimal sign. 0: none is left. */
static int unwrap(const char **pz, size_t *pn, SpmNumberAs as, SpmDialect dialect, char *pDecimal, char *pSign) {
  trim(pz, pn);
  int isMoney = as == SPM_AS_RUPIAH && strip_money(pz, pn);
  *pDecimal = isMoney || dialect == SPM_COMMA_DECIMAL ? ',' : '.';
  *pSign = 0;
  if (*pn == 0 || *pn > LONGEST) return 0;
  if (**pz == '-' || **pz == '+') {
    *pSign = **pz;
    ++*pz, --*pn;
  }
  return 1;
}

SpmNumberKind spm_number_parse(const char *z, size_t n, SpmNumberAs as, SpmDialect dialect, long long *pInt,
                               double *pReal) {
  char decimal, sign;
  if (!unwrap(&z, &n, as, dialect, &decimal, &sign)) return SPM_NUMBER_BAD;
  if (as == SPM_AS_INTEGER && zero_sign(z, n)) return SPM_NUMBER_TWO;
  return as == SPM_AS_REAL ? read_real(z, n, sign == '-', decimal, pReal)
                           : read_whole(z, n, sign == '-', decimal, pInt);
}

SpmNumberKind spm_number_plain(const char *z, size_t n, long long *pInt, double *pReal) {
  Digits d;
  char decimal, sign;
  if (!unwrap(&z, &n, SPM_AS_REAL, SPM_DOT_DECIMAL, &decimal, &sign) || memchr(z, ',', n)) return SPM_NUMBER_BAD;
  if (!split(z, n, '.', &d)) return SPM_NUMBER_BAD;
  if (d.scale > 0) return to_real(&d, sign == '-', pReal) ? SPM_NUMBER_REAL : SPM_NUMBER_BAD;
  return to_whole(&d, sign == '-', pInt) ? SPM_NUMBER_INTEGER : SPM_NUMBER_BAD;
}

void spm_number_both(const char *z, size_t n, SpmNumberAs as, SpmDialect dialect, char aText[2][SPM_NUMBER_SIZE]) {
  char decimal, sign;
  aText[0][0] = aText[1][0] = 0;
  if (!unwrap(&z, &n, as, dialect, &decimal, &sign)) return;
  int isZero = as == SPM_AS_INTEGER && zero_sign(z, n);
  if (!isZero && !double_sign(z, n)) return;
  size_t head = n - 4, k = 0, zeros = 0;
  while (isZero && zeros < head && z[zeros] == '0') zeros++;
  for (int i = 0; i < 2; i++) {
    char *out = aText[i];
    int isFraction = i != isZero;
    size_t at = 0, fraction = isFraction ? 3 : 0;
    while (fraction > 0 && z[head + fraction] == '0') fraction--;
    if (sign) out[at++] = sign;
    if (isFraction && zeros == head) out[at++] = '0';
    for (k = zeros; k < head; k++) out[at++] = z[k];
    if (fraction) out[at++] = decimal;
    for (k = 0; k < (isFraction ? fraction : 3); k++)
      if (isFraction || z[head + 1 + k] != '0' || (at > 0 && is_digit(out[at - 1]))) out[at++] = z[head + 1 + k];
    if (fraction == 3) out[at++] = '0'; /* three digits would be two numbers again */
    out[at] = 0;
  }
}

/* The last word of a text is one of these, which are in upper case, with or without a dot. */
static int ends_with(const char *z, size_t n, const char *const *azWord) {
  size_t at;
  if (n > 0 && z[n - 1] == '.') n--;
  for (at = n; at > 0 && is_letter(z[at - 1]); at--) {
  }
  for (int i = 0; azWord[i]; i++)
    if (strlen(azWord[i]) == n - at && spm_begins(z + at, n - at, azWord[i])) return 1;
  return 0;
}

SpmNumberFault spm_number_fault(const char *z, size_t n) {
  static const char *const azPercent[] = {"PERSEN", "PROSEN", "PERCENT", 0};
  static const char *const azScale[] = {"RIBU",   "RB",  "K", "JUTA",    "JT", "MILIAR",
                                        "MILYAR", "MLY", "M", "TRILIUN", "T",  0};
  Digits d;
  size_t nDigit = 0, nOther = 0, nLetter = 0;
  trim(&z, &n);
  for (size_t i = 0; i < n; i++) {
    if (z[i] == '%') return SPM_FAULT_PERCENT;
    nDigit += is_digit(z[i]) ? 1 : 0;
    nLetter += is_letter(z[i]) ? 1 : 0;
    nOther += is_digit(z[i]) || is_letter(z[i]) || strchr("., ", z[i]) ? 0 : 1;
  }
  if (n > 0 && (z[0] == '#' || spm_begins(z, n, "ERR:"))) return SPM_FAULT_ERROR;
  if (nDigit == 0) return SPM_FAULT_WORDS;
  if (ends_with(z, n, azPercent)) return SPM_FAULT_PERCENT;
  if (ends_with(z, n, azScale)) return SPM_FAULT_SCALED;
  if (nLetter > 1 && nOther == 0 && is_digit(z[0]) && is_letter(z[n - 1])) return SPM_FAULT_UNIT;
  if (z[0] == '-' || z[0] == '+') z++, n--;
  if (n > LONGEST) return nLetter + nOther ? SPM_FAULT_OTHER : SPM_FAULT_DIGITS;
  int isSplit = split(z, n, ',', &d) || split(z, n, '.', &d);
  return isSplit && d.n - (size_t)d.scale > SIGNIFICANT + 1 ? SPM_FAULT_DIGITS : SPM_FAULT_OTHER;
}
