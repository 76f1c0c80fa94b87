/* serial.c: numbers and dates as a spreadsheet stores them, as text (core.h).
**
** A number is stored as the digits of a double, often all 17: 0.57999999999999996. It is rounded here as those digits, in
** decimals: no strtod and no printf, which ask the locale, and no double that would have to be printed again. */
#include "core/core.h"
#include <string.h>

#define DIGITS       15 /* that a spreadsheet shows */
#define MAX_EXPONENT 308
#define DAY_1900     693899LL /* 1899-12-30: day 0 of the serial numbers from 61 on; in days since 0000-03-01 */
#define DAY_1904     695361LL
#define FALSE_DAY    60 /* 1900-02-29, which a spreadsheet takes for a day */
#define LAST_1900    2958465LL
#define LAST_1904    2957003LL
#define DAY          86400

/* 0.DIGITS x 10^point; no digit: zero. */
typedef struct Decimal {
  int isNegative, n, point;
  unsigned char a[18]; /* further digits of a double are noise */
} Decimal;

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* The exponent behind an e; 0 when it is none. Beyond four digits it is as good as 9999. */
static int read_exponent(const char *z, const char *zEnd, int *p) {
  int isNegative = z < zEnd && *z == '-';
  if (z < zEnd && (*z == '-' || *z == '+')) z++;
  if (z == zEnd) return 0;
  for (*p = 0; z < zEnd; z++) {
    if (!is_digit(*z)) return 0;
    if (*p < 1000) *p = *p * 10 + (*z - '0');
  }
  if (isNegative) *p = -*p;
  return 1;
}

static int read_decimal(const char *z, size_t n, Decimal *p) {
  const char *zEnd = z + n;
  int isFraction = 0, nSeen = 0, exponent = 0;
  memset(p, 0, sizeof(*p));
  while (z < zEnd && strchr(" \t\r\n", *z)) z++;
  while (z < zEnd && strchr(" \t\r\n", zEnd[-1])) zEnd--;
  if (zEnd - z > 1000) return 0;
  if (z < zEnd && (*z == '-' || *z == '+')) p->isNegative = *z++ == '-';
  for (; z < zEnd && (is_digit(*z) || (*z == '.' && !isFraction)); z++) {
    if (*z == '.') {
      isFraction = 1;
      continue;
    }
    nSeen++;
    if (p->n > 0 || *z != '0') {
      if (p->n < (int)sizeof(p->a)) p->a[p->n++] = (unsigned char)(*z - '0');
      if (!isFraction) p->point++;
    } else if (isFraction) p->point--;
  }
  if (nSeen == 0 || (z < zEnd && *z != 'e' && *z != 'E')) return 0;
  if (z < zEnd && !read_exponent(z + 1, zEnd, &exponent)) return 0;
  p->point += exponent;
  return p->n == 0 || (p->point <= MAX_EXPONENT + 1 && p->point >= -MAX_EXPONENT);
}

/* Half up, at n digits; then no zeros at the end. */
static void round_decimal(Decimal *p, int n) {
  if (p->n > n) {
    int i = n - 1, isUp = p->a[n] >= 5;
    p->n = n;
    for (; isUp && i >= 0 && p->a[i] == 9; i--) p->a[i] = 0;
    if (isUp && i >= 0) p->a[i]++;
    if (isUp && i < 0) p->a[0] = 1, p->point++;
  }
  while (p->n > 0 && p->a[p->n - 1] == 0) p->n--;
}

static char *put_exponent(char *out, int exponent) {
  int value = exponent < 0 ? -exponent : exponent, width = value < 100 ? 2 : 3;
  *out++ = 'e';
  *out++ = exponent < 0 ? '-' : '+';
  spm_put_digits(out, width, value);
  return out + width;
}

int spm_serial_number(const char *z, size_t n, char out[SPM_SERIAL_SIZE]) {
  Decimal d;
  if (!read_decimal(z, n, &d)) return 0;
  round_decimal(&d, DIGITS);
  if (d.n == 0) d.point = 1, d.isNegative = 0;
  int isScientific = d.point > DIGITS || d.point < -3, point = isScientific ? 1 : d.point;
  if (d.isNegative) *out++ = '-';
  if (point <= 0) *out++ = '0';
  for (int i = 0; i < point; i++) *out++ = (char)('0' + (i < d.n ? d.a[i] : 0));
  if (d.n > point) *out++ = '.';
  for (int i = point; i < 0; i++) *out++ = '0';
  for (int i = point > 0 ? point : 0; i < d.n; i++) *out++ = (char)('0' + d.a[i]);
  if (isScientific) out = put_exponent(out, d.point - 1);
  *out = 0;
  return 1;
}

/* Its seconds, to the nearest one; -1: too many for any calendar, or below 0. */
static long long seconds(const Decimal *p) {
  spm_i128 value = 0;
  if (p->n && (p->isNegative || p->point > 8)) return -1;
  if (p->point < -8) return 0;
  for (int i = 0; i < p->n; i++) value = value * 10 + p->a[i];
  value *= DAY;
  int shift = p->n - p->point; /* decimals */
  for (; shift < 0; shift++) value *= 10;
  spm_i128 unit = 1;
  for (; shift > 0; shift--) unit *= 10;
  return (long long)((value + unit / 2) / unit);
}

static void put_time(char *out, long long s) {
  int hours = (int)(s / 3600), width = 2;
  for (int i = hours; i >= 100; i /= 10) width++;
  spm_put_digits(out, width, hours);
  out += width;
  memcpy(out, ":00:00", 7);
  spm_put_digits(out + 1, 2, (int)(s / 60 % 60));
  spm_put_digits(out + 4, 2, (int)(s % 60));
}

int spm_serial_date(const char *z, size_t n, int is1904, char out[SPM_SERIAL_SIZE]) {
  Decimal d;
  long long s = read_decimal(z, n, &d) ? seconds(&d) : -1, day = s / DAY;
  if (s < 0 || day > (is1904 ? LAST_1904 : LAST_1900)) return 0;
  if (day == 0) {
    put_time(out, s);
    return 1;
  }
  if (is1904) spm_date_text(DAY_1904 + day, out);
  else if (day == FALSE_DAY) memcpy(out, "1900-02-29", SPM_DATE_SIZE);
  else spm_date_text(DAY_1900 + day + (day < FALSE_DAY), out);
  if (s % DAY) {
    out[SPM_DATE_SIZE - 1] = 'T';
    put_time(out + SPM_DATE_SIZE, s % DAY);
  }
  return 1;
}

/* What z begins with matches the pattern, where 0 stands for any digit. */
static int is_like(const char *z, size_t n, const char *zPattern) {
  if (n < strlen(zPattern)) return 0;
  for (; *zPattern; z++, zPattern++)
    if (*zPattern == '0' ? !is_digit(*z) : *z != *zPattern) return 0;
  return 1;
}

int spm_iso_date(const char *z, size_t n, char out[SPM_SERIAL_SIZE]) {
  size_t nDate = is_like(z, n, "0000-00-00") ? 10 : 0, nTime = 0;
  if (nDate && n > nDate) nTime = is_like(z + nDate, n - nDate, "T00:00:00") ? 9 : 0;
  else if (nDate == 0) nTime = is_like(z, n, "00:00:00") ? 8 : 0;
  size_t i = nDate + nTime;
  if (i == 0 || (nDate && n > nDate && nTime == 0)) return 0;
  if (nTime && i < n && z[i] == '.')
    for (i++; i < n && is_digit(z[i]);) i++;
  if (i < n && z[i] == 'Z') i++;
  if (i != n) return 0;
  if (nDate && nTime && memcmp(z + nDate, "T00:00:00", 9) == 0) nTime = 0;
  memcpy(out, z, nDate + nTime);
  out[nDate + nTime] = 0;
  return 1;
}

int spm_iso_duration(const char *z, size_t n, char out[SPM_SERIAL_SIZE]) {
  static const char zUnits[] = "HMS";
  long long s = 0, value = 0;
  int iUnit = 0, nDigit = 0, isFraction = 0;
  if (n < 3 || memcmp(z, "PT", 2) != 0) return 0;
  for (size_t i = 2; i < n; i++) {
    const char *zUnit = strchr(zUnits + iUnit, z[i]);
    if (is_digit(z[i]) && nDigit < 7) {
      if (!isFraction) value = value * 10 + (z[i] - '0'), nDigit++;
    } else if ((z[i] == '.' || z[i] == ',') && nDigit && !isFraction) isFraction = 1;
    else if (zUnit && *zUnit && nDigit && (*zUnit == 'S' || !isFraction)) {
      s += value * (*zUnit == 'H' ? 3600 : *zUnit == 'M' ? 60 : 1);
      iUnit = (int)(zUnit - zUnits) + 1;
      value = nDigit = 0;
    } else return 0;
  }
  if (nDigit) return 0;
  put_time(out, s);
  return 1;
}
