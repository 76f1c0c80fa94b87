/* fn_period.c: the quarters as SQL functions (semantics.md 1); NULL gives NULL, text that is no quarter is an error.
**
** spm_period(text): scalar TEXT
** summary: Canonical quarter YYYY-TWn of any usual spelling, or of an ISO date.
** ringkasan: Bentuk baku triwulan (YYYY-TWn) dari penulisan yang lazim atau dari tanggal ISO.
**   text: a quarter as offices write it (2023-TW2, 2023q2, TW.II/2023, Triwulan Kedua TA 2023), or an ISO date
** NULL: gives NULL
** errors: text that is no quarter, or names two quarters or two years; the message quotes it
** > SELECT spm_period('Triwulan Kedua TA 2023'), spm_period('TW.II/2023'), spm_period('2023-05-17');
** = 2023-TW2|2023-TW2|2023-TW2
**
** spm_period_start(period): scalar TEXT
** summary: First day of the quarter, ISO date.
** ringkasan: Hari pertama triwulan, tanggal ISO.
**   period: a quarter, as spm_period reads it
** NULL: gives NULL
** errors: text that is no quarter
** > SELECT spm_period_start('2023-TW2');
** = 2023-04-01
**
** spm_period_end(period): scalar TEXT
** summary: Last day of the quarter, ISO date.
** ringkasan: Hari terakhir triwulan, tanggal ISO.
**   period: a quarter, as spm_period reads it
** NULL: gives NULL
** errors: text that is no quarter
** > SELECT spm_period_end('2023-TW2');
** = 2023-06-30
**
** spm_period_add(period, n): scalar TEXT
** summary: The quarter n quarters later (earlier when n is negative).
** ringkasan: Triwulan n triwulan kemudian (sebelumnya bila n negatif).
**   period: a quarter, as spm_period reads it
**   n: how many quarters, a whole number
** NULL: in either gives NULL
** errors: text that is no quarter, n that is not whole, a result outside the years 1000 to 9999
** > SELECT spm_period_add('2023-TW4', 1), spm_period_add('2023-TW1', -1);
** = 2024-TW1|2022-TW4
**
** spm_days_late(stamp, due_on, zone): scalar INTEGER
** summary: Whole local days from a due date to a time stamp: 0 on the day itself, negative before; NULL with a NULL.
** ringkasan: Selisih hari setempat antara batas waktu dan saat kirim: 0 pada harinya, negatif sebelumnya.
**   stamp: a time stamp in UTC, YYYY-MM-DDTHH:MM:SSZ
**   due_on: the last day to file in time, ISO date
**   zone: the time zone in which that day ends, such as +07:00
** NULL: in any gives NULL
** errors: what is no time stamp, date or time zone
** > SELECT spm_days_late('2023-04-20T17:30:00Z', '2023-04-20', '+07:00'),
** > spm_days_late('2023-04-20T16:30:00Z', '2023-04-20', '+07:00');
** = 1|0
*/
#include "functions/functions.h"
#include <string.h>

static void result_period(sqlite3_context *ctx, SpmPeriod period) {
  char z[SPM_PERIOD_SIZE];
  spm_period_text(period, z);
  sqlite3_result_text(ctx, z, -1, SQLITE_TRANSIENT);
}

/* 1: read; 0: NULL or an error, which is the result. */
static int arg_period(sqlite3_context *ctx, const char *zFunction, sqlite3_value *v, SpmPeriod *p) {
  int type = sqlite3_value_type(v);
  if (type == SQLITE_NULL) return 0;
  if (type == SQLITE_TEXT) {
    const char *z = (const char *)sqlite3_value_text(v);
    if (z == 0) {
      sqlite3_result_error_nomem(ctx);
      return 0;
    }
    if (spm_period_parse(z, (size_t)sqlite3_value_bytes(v), p)) return 1;
  }
  char *zGiven = spm_quote(v);
  spm_result_error(ctx, zGiven ? sqlite3_mprintf("%s: %s is not a quarter; write it like '2023-TW2'", zFunction, zGiven)
                               : 0);
  sqlite3_free(zGiven);
  return 0;
}

static void fn_period(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  SpmPeriod p;
  if (arg_period(ctx, "spm_period", argv[0], &p)) result_period(ctx, p);
}

static void fn_period_start(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  SpmPeriod p;
  char z[SPM_DATE_SIZE];
  if (!arg_period(ctx, "spm_period_start", argv[0], &p)) return;
  spm_period_start(p, z);
  sqlite3_result_text(ctx, z, -1, SQLITE_TRANSIENT);
}

static void fn_period_end(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  SpmPeriod p;
  char z[SPM_DATE_SIZE];
  if (!arg_period(ctx, "spm_period_end", argv[0], &p)) return;
  spm_period_end(p, z);
  sqlite3_result_text(ctx, z, -1, SQLITE_TRANSIENT);
}

static void fn_period_add(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  SpmPeriod p;
  if (!arg_period(ctx, "spm_period_add", argv[0], &p)) return;
  if (sqlite3_value_type(argv[1]) == SQLITE_NULL) return;
  if (sqlite3_value_type(argv[1]) != SQLITE_INTEGER) {
    char *zGiven = spm_quote(argv[1]);
    spm_result_error(ctx, zGiven ? sqlite3_mprintf("spm_period_add: n %s is not an integer", zGiven) : 0);
    sqlite3_free(zGiven);
    return;
  }
  if (spm_period_shift(&p, sqlite3_value_int64(argv[1]))) result_period(ctx, p);
  else sqlite3_result_error(ctx, "spm_period_add: the result is outside the years 1000 to 9999", -1);
}

static void fn_days_late(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  static const char *const azArg[] = {"stamp", "due_on", "zone"};
  static const char *const azRight[] = {"a time stamp such as 2023-04-20T16:59:59Z", "a date such as 2023-04-20",
                                        "a time zone such as +07:00"};
  const char *az[3];
  long long days;
  for (int i = 0; i < argc; i++)
    if (sqlite3_value_type(argv[i]) == SQLITE_NULL) return;
  int bad = 0;
  for (int i = 0; !bad && i < 3; i++) {
    if (sqlite3_value_type(argv[i]) != SQLITE_TEXT) {
      bad = i + 1;
      continue;
    }
    az[i] = (const char *)sqlite3_value_text(argv[i]);
    if (az[i] == 0) {
      sqlite3_result_error_nomem(ctx);
      return;
    }
    if (!spm_is_text(argv[i], az[i])) bad = i + 1;
  }
  if (!bad) bad = spm_days_late(az[0], az[1], az[2], &days);
  if (!bad) {
    sqlite3_result_int64(ctx, days);
    return;
  }
  char *zGiven = spm_quote(argv[bad - 1]);
  spm_result_error(
      ctx, zGiven ? sqlite3_mprintf("spm_days_late: %s %s is not %s", azArg[bad - 1], zGiven, azRight[bad - 1]) : 0);
  sqlite3_free(zGiven);
}

const SpmFunction spm_period_functions[] = {
    {"spm_period", 1, SPM_PURE, fn_period, 0, 0, 0, 0},
    {"spm_period_start", 1, SPM_PURE, fn_period_start, 0, 0, 0, 0},
    {"spm_period_end", 1, SPM_PURE, fn_period_end, 0, 0, 0, 0},
    {"spm_period_add", 2, SPM_PURE, fn_period_add, 0, 0, 0, 0},
    {"spm_days_late", 3, SPM_PURE, fn_days_late, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
