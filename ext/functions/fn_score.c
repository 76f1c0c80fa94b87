/* fn_score.c: scores as scalar SQL functions (semantics.md 2 and 4). NULL gives NULL; text is an error, never a guess.
**
** spm_ratio(required, fulfilled): scalar REAL
** summary: Ratio 0..1 of one indicator, capped at 1; NULL when missing, not needed, contradictory or negative.
** ringkasan: Rasio satu indikator (0..1, paling besar 1); NULL bila kosong, tidak dibutuhkan, bertentangan atau negatif.
**   required: the need
**   fulfilled: what of it was fulfilled
** NULL: in either gives NULL: the cell is missing
** errors: a figure that is no number (text is one only after a CAST), or infinite
** > SELECT spm_ratio(415, 237) BETWEEN 0.5710 AND 0.5711, spm_ratio(10, 12), spm_ratio(0, 0);
** = 1|1.0|
**
** spm_status(required, fulfilled): scalar TEXT
** summary: Status of one cell: ok, capped, missing, not_needed, contradiction or invalid.
** ringkasan: Keadaan satu sel: ok, capped (melebihi kebutuhan), missing (kosong), not_needed, contradiction, invalid.
**   required: the need
**   fulfilled: what of it was fulfilled
** NULL: in either gives missing; beside a figure below 0 invalid
** errors: a figure that is no number (text is one only after a CAST), or infinite
** > SELECT spm_status(10, 5), spm_status(10, 12), spm_status(10, NULL), spm_status(0, 0), spm_status(0, 3), spm_status(-1, 3);
** = ok|capped|missing|not_needed|contradiction|invalid
**
** spm_band(score): scalar TEXT
** summary: Band of a score under the default method.
** ringkasan: Kategori ketuntasan dari nilai menurut metode baku.
**   score: a score, 0..100
** NULL: gives NULL
** errors: a score below 0, or one that is no number
** > SELECT spm_band(97.935), spm_band(69.71), spm_band(42.03);
** = Tuntas Utama|Tuntas Muda|Belum Tuntas
**
** spm_round(score): scalar REAL
** summary: Score to 2 decimals as it is printed: half away from zero, never up across a band floor not reached.
** ringkasan: Nilai dua desimal untuk dicetak; tidak pernah naik melewati batas kategori yang belum tercapai.
**   score: a score, 0..100
** NULL: gives NULL
** errors: a figure that is no number (text is one only after a CAST), or infinite
** > SELECT spm_round(42.005), spm_round(89.996), spm_round(99.9999);
** = 42.01|89.99|99.99
**
** spm_snap(x): scalar REAL
** summary: x to 9 decimals, the value that is shown, compared and banded.
** ringkasan: x sampai 9 desimal, nilai yang ditampilkan dan dibandingkan.
**   x: a number
** NULL: gives NULL
** errors: a figure that is no number (text is one only after a CAST), or infinite
** > SELECT spm_snap(0.1 + 0.2) = spm_snap(0.3);
** = 1
**
** spm_shift(fulfilled_from, required_from, fulfilled_to, required_to, part): scalar REAL
** summary: How far a ratio moved by what was served (part 'service') or by its need alone ('denominator'); they add up.
** ringkasan: Perubahan rasio karena pelayanan ('service') atau karena penyebut saja ('denominator'); jumlahnya cocok.
**   fulfilled_from: fulfilled in the first quarter
**   required_from: need in the first quarter
**   fulfilled_to: fulfilled in the second quarter
**   required_to: need in the second quarter
**   part: 'service' or 'denominator'
** NULL: in any gives NULL, and so does a need of 0
** errors: a part of another name, a figure that is no number
** > SELECT round(100 * spm_shift(800, 1000, 820, 900, 'service'), 6),
** > round(100 * spm_shift(800, 1000, 820, 900, 'denominator'), 6);
** = 2.111111|9.0
*/
#include "functions/functions.h"
#include <math.h>
#include <string.h>

/* The two arguments required and fulfilled; 0 after setting the error. */
static int arg_cell(sqlite3_context *ctx, const char *zFunction, sqlite3_value **argv, SpmValue *pRequired,
                    SpmValue *pFulfilled) {
  return spm_arg_number(ctx, zFunction, "required", argv[0], pRequired) &&
         spm_arg_number(ctx, zFunction, "fulfilled", argv[1], pFulfilled);
}

static void fn_status(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  SpmValue required, fulfilled;
  double raw;
  if (arg_cell(ctx, "spm_status", argv, &required, &fulfilled))
    sqlite3_result_text(ctx, spm_status_name(spm_cell(required, fulfilled, &raw)), -1, SQLITE_STATIC);
}

static void fn_ratio(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  SpmValue required, fulfilled;
  double raw;
  if (!arg_cell(ctx, "spm_ratio", argv, &required, &fulfilled)) return;
  SpmStatus status = spm_cell(required, fulfilled, &raw);
  if (status == SPM_CAPPED) sqlite3_result_double(ctx, 1);
  else if (status == SPM_OK) sqlite3_result_double(ctx, raw);
}

/* The one number argument of a function; 0 when it is NULL or an error was set. */
static int arg_score(sqlite3_context *ctx, const char *zFunction, sqlite3_value *v, double *p) {
  SpmValue x;
  if (!spm_arg_number(ctx, zFunction, "score", v, &x) || x.type == SPM_ABSENT) return 0;
  *p = x.r;
  return 1;
}

static void fn_band(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  double x;
  if (!arg_score(ctx, "spm_band", argv[0], &x)) return;
  const char *zName = spm_band_name(x);
  if (zName) sqlite3_result_text(ctx, zName, -1, SQLITE_STATIC);
  else spm_result_error(ctx, sqlite3_mprintf("spm_band: score %!.15g is below 0; scores run from 0 to 100", x));
}

static void fn_round(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  double x;
  if (arg_score(ctx, "spm_round", argv[0], &x)) sqlite3_result_double(ctx, spm_round_score(x));
}

static void fn_snap(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  double x;
  if (arg_score(ctx, "spm_snap", argv[0], &x)) sqlite3_result_double(ctx, spm_snap(x));
}

static void fn_shift(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  static const char *const azArg[] = {"fulfilled_from", "required_from", "fulfilled_to", "required_to"};
  SpmValue v[4];
  int isNull = 0;
  (void)argc;
  for (int i = 0; i < 4; i++) {
    if (!spm_arg_number(ctx, "spm_shift", azArg[i], argv[i], &v[i])) return;
    if (v[i].type == SPM_ABSENT) isNull = 1;
  }
  int isService = spm_is_text(argv[4], "service");
  if (!isService && !spm_is_text(argv[4], "denominator")) {
    sqlite3_result_error(ctx, "spm_shift: part must be 'service' or 'denominator'", -1);
    return;
  }
  if (isNull || !(v[1].r > 0) || !(v[3].r > 0)) return;
  sqlite3_result_double(ctx, isService ? spm_shift_service(v[0].r, v[1].r, v[2].r, v[3].r)
                                       : spm_shift_denominator(v[0].r, v[1].r, v[2].r, v[3].r));
}

const SpmFunction spm_score_functions[] = {
    {"spm_ratio", 2, SPM_PURE, fn_ratio, 0, 0, 0, 0},
    {"spm_status", 2, SPM_PURE, fn_status, 0, 0, 0, 0},
    {"spm_band", 1, SPM_PURE, fn_band, 0, 0, 0, 0},
    {"spm_round", 1, SPM_PURE, fn_round, 0, 0, 0, 0},
    {"spm_snap", 1, SPM_PURE, fn_snap, 0, 0, 0, 0},
    {"spm_shift", 5, SPM_PURE, fn_shift, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
