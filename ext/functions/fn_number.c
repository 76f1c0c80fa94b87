/* fn_number.c: how the import reads a number, for anybody's text (semantics.md 10). NULL gives NULL.
**
** spm_number(text, kind): scalar NUMERIC
** summary: A number as an Indonesian office writes it; kind is integer, real or rupiah. What could be two numbers is an error.
** ringkasan: Angka seperti ditulis kantor di Indonesia; kind: integer, real atau rupiah. Yang bermakna ganda adalah galat.
**   text: the number as it was written
**   kind: integer, real or rupiah: how it is read
** NULL: in either gives NULL
** errors: text that is no number of that kind, or that could be two ('1.234' as a real, '1,000' as any kind); a kind of
**   another name
** > SELECT spm_number('1.234', 'integer'), spm_number('67,65', 'real'), spm_number('1.234,5', 'real'),
** > spm_number('Rp. 1.500.000,-', 'rupiah');
** = 1234|67.65|1234.5|1500000
**
** Whole numbers and money are read as in a file whose decimal sign is the comma, by the table of semantics.md 10. Where a
** number with a fraction has more than 15 digits, it is rounded to those, as a spreadsheet shows it.
*/
#include "functions/functions.h"
#include <string.h>

static void not_a_number(sqlite3_context *ctx, sqlite3_value *v, const char *zWhy) {
  char *zGiven = spm_quote(v);
  spm_result_error(ctx, zGiven ? sqlite3_mprintf("spm_number: %s %s", zGiven, zWhy) : 0);
  sqlite3_free(zGiven);
}

/* Both numbers that a text may be; without a file the comma is the decimal sign. */
static void two_numbers(sqlite3_context *ctx, sqlite3_value *v, const char *z, SpmNumberAs as) {
  char a[2][SPM_NUMBER_SIZE];
  spm_number_both(z, strlen(z), as, SPM_COMMA_DECIMAL, a);
  char *zWhy = sqlite3_mprintf("may be a thousand or a fraction; write %s or %s", a[0], a[1]);
  if (zWhy) not_a_number(ctx, v, zWhy);
  else sqlite3_result_error_nomem(ctx);
  sqlite3_free(zWhy);
}

static void fn_number(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  long long i = 0, i2 = 0;
  double r = 0, r2 = 0;
  if (sqlite3_value_type(argv[0]) == SQLITE_NULL || sqlite3_value_type(argv[1]) == SQLITE_NULL) return;
  if (sqlite3_value_type(argv[0]) == SQLITE_BLOB) {
    not_a_number(ctx, argv[0], "is not text");
    return;
  }
  int isReal = spm_is_text(argv[1], "real"), isRupiah = spm_is_text(argv[1], "rupiah");
  if (!isReal && !isRupiah && !spm_is_text(argv[1], "integer")) {
    sqlite3_result_error(ctx, "spm_number: kind must be 'integer', 'real' or 'rupiah'", -1);
    return;
  }
  if (sqlite3_value_type(argv[0]) != SQLITE_TEXT) { /* a number already: a whole one where one is asked for */
    double x = sqlite3_value_double(argv[0]);
    if (sqlite3_value_type(argv[0]) == SQLITE_INTEGER && !isReal) sqlite3_result_value(ctx, argv[0]);
    else if (isReal) sqlite3_result_double(ctx, x);
    else if (x >= -9e15 && x <= 9e15 && !((double)(sqlite3_int64)x < x) && !((double)(sqlite3_int64)x > x))
      sqlite3_result_int64(ctx, (sqlite3_int64)x);
    else not_a_number(ctx, argv[0], "is not a whole number");
    return;
  }
  const char *z = (const char *)sqlite3_value_text(argv[0]);
  if (z == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (!spm_is_text(argv[0], z)) {
    not_a_number(ctx, argv[0], "holds a zero byte");
    return;
  }
  SpmNumberAs as = isReal ? SPM_AS_REAL : isRupiah ? SPM_AS_RUPIAH : SPM_AS_INTEGER;
  SpmNumberKind comma = spm_number_parse(z, strlen(z), as, SPM_COMMA_DECIMAL, &i, &r);
  /* without a file there is no decimal sign: a real is read with either, and what both read is the same */
  SpmNumberKind dot = isReal ? spm_number_parse(z, strlen(z), as, SPM_DOT_DECIMAL, &i2, &r2) : SPM_NUMBER_BAD;
  if (comma == SPM_NUMBER_TWO) two_numbers(ctx, argv[0], z, as);
  else if (comma == SPM_NUMBER_INTEGER) sqlite3_result_int64(ctx, i);
  else if (comma == SPM_NUMBER_REAL || dot == SPM_NUMBER_REAL)
    sqlite3_result_double(ctx, comma == SPM_NUMBER_REAL ? r : r2);
  else
    not_a_number(ctx, argv[0],
                 isReal     ? "is not a number; write it like 67,65 or 1.234,5"
                 : isRupiah ? "is not whole rupiah; write it like 'Rp 1.500.000'"
                            : "is not a whole number; write it like 1234 or 1.234");
}

const SpmFunction spm_number_functions[] = {
    {"spm_number", 2, SPM_PURE, fn_number, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
