/* period.c: quarters and time stamps as text (semantics.md 1 and 5).
**
** A quarter is read from its year and its number, each once and in either order, in the words of offices: 2023-TW2,
** 2023Q2, TW.II-2023, Triwulan Kedua T.A. 2023, s.d. Trw ke-2 (2023), II/2023, in any case; and from an ISO date, which
** gives its quarter. The grammar knows nothing else: two quarters, two years, a semester or a month are no quarter. */
#include "core/core.h"
#include <string.h>

typedef struct Scan {
  const char *z, *end;
} Scan;

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A sign of several bytes. */
static int sign(Scan *s, const char *z) {
  size_t n = strlen(z);
  if ((size_t)(s->end - s->z) < n || memcmp(s->z, z, n) != 0) return 0;
  s->z += n;
  return 1;
}

/* Word processors write a no-break space for a blank. */
static void skip_blanks(Scan *s) {
  while (s->z < s->end)
    if (*s->z == ' ' || *s->z == '\t') s->z++;
    else if (!sign(s, "\xc2\xa0")) return;
}

/* Exactly n digits; -1 when there are fewer. */
static int digits(Scan *s, int n) {
  if (s->end - s->z < n) return -1;
  int v = 0;
  for (int i = 0; i < n; i++) {
    if (!is_digit(s->z[i])) return -1;
    v = v * 10 + (s->z[i] - '0');
  }
  s->z += n;
  return v;
}

static int literal(Scan *s, char c) {
  if (s->z >= s->end || *s->z != c) return 0;
  s->z++;
  return 1;
}

int spm_begins(const char *z, size_t n, const char *zUpper) {
  size_t k = strlen(zUpper);
  for (size_t i = 0; i < k; i++) {
    char c = i < n ? z[i] : 0;
    if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
    if (c != zUpper[i]) return 0;
  }
  return 1;
}

/* One of the words in upper case, matched in any case; the longest must come first. */
static int word(Scan *s, const char *zUpper) {
  if (!spm_begins(s->z, (size_t)(s->end - s->z), zUpper)) return 0;
  s->z += strlen(zUpper);
  skip_blanks(s);
  return 1;
}

/* What offices put between a quarter and its year: blanks, and one sign at most, which may be a long dash. */
static void skip_sign(Scan *s) {
  skip_blanks(s);
  if (s->z < s->end && *s->z && strchr("-./,_:", *s->z)) s->z++;
  else if (!sign(s, "\xe2\x80\x93")) sign(s, "\xe2\x80\x94");
  skip_blanks(s);
}

/* The first of these words that stands here: its place from 1 on, 0: none. The longer of two alike comes first. */
static int one_of(Scan *s, const char *const *azWord) {
  for (int i = 0; azWord[i]; i++)
    if (word(s, azWord[i])) return i + 1;
  return 0;
}

/* Two words, or two halves of one, with blanks or a sign between them, or neither. */
static int pair(Scan *s, const char *zFirst, const char *zSecond) {
  Scan t = *s;
  if (!word(&t, zFirst)) return 0;
  skip_sign(&t);
  if (!word(&t, zSecond)) return 0;
  *s = t;
  return 1;
}

static int quarter_word(Scan *s) {
  static const char *const az[] = {"TRIWLN", "TRWLN", "TRIW", "TRW", "KUARTAL", "KWARTAL", "QUARTER", "Q", 0};
  if (!pair(s, "TRI", "WULAN") && !pair(s, "T", "W") && !one_of(s, az)) return 0;
  skip_sign(s);
  return 1;
}

static int roman(Scan *s) {
  static const char *const az[] = {"IV", "III", "II", "I", 0};
  int i = one_of(s, az);
  return i ? 5 - i : 0;
}

/* 2, II, ke-2, dua, kedua, pertama. */
static int quarter_number(Scan *s) {
  static const char *const az[] = {"SATU", "DUA", "TIGA", "EMPAT", 0};
  if (word(s, "PERTAMA")) return 1;
  if (word(s, "KE")) skip_sign(s);
  int i = roman(s);
  if (i == 0) i = one_of(s, az);
  if (i == 0 && s->z < s->end && *s->z >= '1' && *s->z <= '4') i = *s->z++ - '0';
  return i;
}

/* The year, with words for it in front or parentheses around it; -1: none. */
static int year_number(Scan *s) {
  static const char *const az[] = {"TAHUN", "THN", "TH", 0};
  int isIn = literal(s, '(');
  skip_blanks(s);
  if (one_of(s, az) || pair(s, "T", "A")) {
    skip_sign(s);
    if (word(s, "ANGGARAN")) skip_sign(s);
  }
  int year = digits(s, 4);
  skip_blanks(s);
  return isIn && !literal(s, ')') ? -1 : year;
}

/* "s.d. Triwulan II": figures up to the end of that quarter, which all figures of a quarter are. */
static void skip_until(Scan *s) {
  if (pair(s, "SAMPAI", "DENGAN") || pair(s, "S", "D")) skip_sign(s);
}

static int leap(int y) {
  return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[m - 1] + (m == 2 && leap(y));
}

int spm_valid_date(int year, int month, int day) {
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= month_days(year, month);
}

static int scan_date(Scan *s, int *y, int *m, int *d) {
  *y = digits(s, 4);
  if (*y < 0 || !literal(s, '-')) return 0;
  *m = digits(s, 2);
  if (*m < 0 || !literal(s, '-')) return 0;
  *d = digits(s, 2);
  return spm_valid_date(*y, *m, *d);
}

int spm_period_parse(const char *z, size_t n, SpmPeriod *p) {
  Scan s = {z, z + n};
  SpmPeriod r = {0, 0};
  int month, day;
  skip_blanks(&s);
  Scan date = s;
  if (scan_date(&date, &r.year, &month, &day)) {
    r.quarter = (month + 2) / 3;
    s = date;
  } else {
    skip_until(&s);
    Scan number = s;
    int q = roman(&number); /* II/2023, which no month is written as */
    if (quarter_word(&s)) {
      r.quarter = quarter_number(&s);
      if (s.z < s.end && is_digit(*s.z) && is_digit(s.z[-1])) return 0; /* "TW22023" could be anything */
      skip_sign(&s);
      r.year = year_number(&s);
    } else if (q && literal(&number, '/')) {
      s = number;
      skip_blanks(&s);
      r.quarter = q;
      r.year = digits(&s, 4);
    } else {
      r.year = year_number(&s);
      skip_sign(&s);
      if (!quarter_word(&s)) return 0;
      r.quarter = quarter_number(&s);
    }
  }
  skip_blanks(&s);
  if (s.z != s.end || r.year < 1000 || r.quarter == 0) return 0;
  *p = r;
  return 1;
}

void spm_put_digits(char *z, int width, int value) {
  for (int i = width - 1; i >= 0; i--, value /= 10) z[i] = (char)('0' + value % 10);
}

void spm_period_text(SpmPeriod p, char out[SPM_PERIOD_SIZE]) {
  memcpy(out, "0000-TW0", SPM_PERIOD_SIZE);
  spm_put_digits(out, 4, p.year);
  spm_put_digits(out + 7, 1, p.quarter);
}

int spm_period_shift(SpmPeriod *p, long long n) {
  if (n < -40000 || n > 40000) return 0;
  long long q = (long long)p->year * 4 + (p->quarter - 1) + n;
  if (q < 4000 || q > 39999) return 0;
  p->year = (int)(q / 4);
  p->quarter = (int)(q % 4) + 1;
  return 1;
}

static void put_date(char *out, int y, int m, int d) {
  memcpy(out, "0000-00-00", SPM_DATE_SIZE);
  spm_put_digits(out, 4, y);
  spm_put_digits(out + 5, 2, m);
  spm_put_digits(out + 8, 2, d);
}

void spm_period_start(SpmPeriod p, char out[SPM_DATE_SIZE]) {
  put_date(out, p.year, p.quarter * 3 - 2, 1);
}

void spm_period_end(SpmPeriod p, char out[SPM_DATE_SIZE]) {
  put_date(out, p.year, p.quarter * 3, month_days(p.year, p.quarter * 3));
}

/* Days since 0000-03-01 in the proleptic Gregorian calendar, and back. */
static long long day_number(int y, int m, int d) {
  if (m <= 2) y--;
  long long era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
  long long doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy;
}

static void civil(long long z, int *y, int *m, int *d) {
  long long era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
  long long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  long long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  *d = (int)(doy - (153 * mp + 2) / 5 + 1);
  *m = (int)(mp < 10 ? mp + 3 : mp - 9);
  *y = (int)(yoe + era * 400 + (*m <= 2));
}

void spm_date_text(long long day, char out[SPM_DATE_SIZE]) {
  int y, m, d;
  civil(day, &y, &m, &d);
  put_date(out, y, m, d);
}

/* Z, +07:00 or -05:30 in seconds. */
static int scan_zone(Scan *s, int *pOffset) {
  *pOffset = 0;
  if (literal(s, 'Z') || literal(s, 'z')) return 1;
  int sign = literal(s, '+') ? 1 : literal(s, '-') ? -1 : 0;
  int hour = sign ? digits(s, 2) : -1;
  if (hour < 0 || !literal(s, ':')) return 0;
  int minute = digits(s, 2);
  if (minute < 0 || minute > 59 || hour > 14 || (hour == 14 && minute > 0)) return 0;
  *pOffset = sign * (hour * 3600 + minute * 60);
  return 1;
}

SpmStampKind spm_stamp_parse(const char *z, size_t n, char out[SPM_STAMP_SIZE]) {
  Scan s = {z, z + n};
  int y, m, d, hour = 23, minute = 59, second = 59, offset = 7 * 3600;
  SpmStampKind kind = SPM_STAMP_DATE;
  skip_blanks(&s);
  if (!scan_date(&s, &y, &m, &d)) return SPM_STAMP_BAD;
  Scan rest = s;
  skip_blanks(&rest);
  if (rest.z != rest.end) {
    kind = SPM_STAMP_FULL;
    if (!literal(&s, 'T') && !literal(&s, 't') && !literal(&s, ' ')) return SPM_STAMP_BAD;
    hour = digits(&s, 2);
    if (hour < 0 || hour > 23 || !literal(&s, ':')) return SPM_STAMP_BAD;
    minute = digits(&s, 2);
    if (minute < 0 || minute > 59) return SPM_STAMP_BAD;
    second = 0;
    if (literal(&s, ':')) {
      second = digits(&s, 2);
      if (second < 0 || second > 59) return SPM_STAMP_BAD;
      if (literal(&s, '.')) {
        if (digits(&s, 1) < 0) return SPM_STAMP_BAD;
        while (s.z < s.end && is_digit(*s.z)) s.z++; /* floor to the second */
      }
    }
    skip_blanks(&s);
    if (!scan_zone(&s, &offset)) return SPM_STAMP_BAD;
    skip_blanks(&s);
    if (s.z != s.end) return SPM_STAMP_BAD;
  }
  long long t = day_number(y, m, d) * 86400 + hour * 3600 + minute * 60 + second - offset;
  long long day = (t >= 0 ? t : t - 86399) / 86400;
  int rest_s = (int)(t - day * 86400);
  civil(day, &y, &m, &d);
  if (y < 0 || y > 9999) return SPM_STAMP_BAD;
  put_date(out, y, m, d);
  memcpy(out + 10, "T00:00:00Z", 11);
  spm_put_digits(out + 11, 2, rest_s / 3600);
  spm_put_digits(out + 14, 2, rest_s / 60 % 60);
  spm_put_digits(out + 17, 2, rest_s % 60);
  return kind;
}

size_t spm_without_midnight(const char *z, size_t n) {
  Scan s = {z, z + n};
  int y, m, d;
  skip_blanks(&s);
  if (!scan_date(&s, &y, &m, &d)) return n;
  size_t nDate = (size_t)(s.z - z);
  if (!literal(&s, 'T') && !literal(&s, 't') && !literal(&s, ' ')) return n;
  if (digits(&s, 2) != 0 || !literal(&s, ':') || digits(&s, 2) != 0) return n;
  if (literal(&s, ':')) {
    if (digits(&s, 2) != 0) return n;
    if (literal(&s, '.')) {
      if (digits(&s, 1) != 0) return n;
      while (literal(&s, '0')) continue;
    }
  }
  skip_blanks(&s);
  return s.z == s.end ? nDate : n;
}

/* A date alone, YYYY-MM-DD, as days since 0000-03-01; 0 when it is none. */
static int read_date(const char *z, long long *pDays) {
  Scan s = {z, z + strlen(z)};
  int y, m, d;
  if (!scan_date(&s, &y, &m, &d) || s.z != s.end) return 0;
  *pDays = day_number(y, m, d);
  return 1;
}

int spm_days_late(const char *zStamp, const char *zDue, const char *zZone, long long *pDays) {
  char zUtc[SPM_STAMP_SIZE], zDate[SPM_DATE_SIZE];
  long long day, due;
  int offset;
  Scan clock, zone = {zZone, zZone + strlen(zZone)};
  size_t n = strlen(zStamp);
  if (n < SPM_STAMP_SIZE - 1 || !is_digit(zStamp[0]) || zStamp[10] != 'T' || zStamp[n - 1] == ' ') return 1;
  if (spm_stamp_parse(zStamp, n, zUtc) != SPM_STAMP_FULL) return 1;
  if (!read_date(zDue, &due)) return 2;
  if ((*zZone != '+' && *zZone != '-') || !scan_zone(&zone, &offset) || zone.z != zone.end) return 3;
  memcpy(zDate, zUtc, SPM_DATE_SIZE - 1);
  zDate[SPM_DATE_SIZE - 1] = 0;
  if (!read_date(zDate, &day)) return 1;
  clock = (Scan){zUtc + 11, zUtc + 19};
  int hour = digits(&clock, 2), minute = literal(&clock, ':') ? digits(&clock, 2) : 0;
  int second = literal(&clock, ':') ? digits(&clock, 2) : 0;
  long long local = day * 86400 + hour * 3600 + minute * 60 + second + offset;
  *pDays = (local >= 0 ? local : local - 86399) / 86400 - due;
  return 0;
}
