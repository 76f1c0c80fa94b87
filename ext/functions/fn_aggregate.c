/* fn_aggregate.c: aggregates over any rows.
**
** spm_score(component, required, fulfilled [, served_weight]): aggregate REAL
** summary: Service score 0..100 of the rows ('penerima' or 'mutu'), default method; also a window function.
** ringkasan: Nilai pelayanan (0..100) dari baris-baris penerima dan mutu, metode baku; juga fungsi jendela.
**   component: 'penerima' or 'mutu'
**   required: the need
**   fulfilled: what of it was fulfilled
**   served_weight: weight of the recipients, 0..1, the same in every row; without it 0.8
** NULL: in required or fulfilled is a cell that is missing, and counts 0; no rows, or no recipients owed, give NULL
** errors: a component of another name, a weight out of range, a figure that is no number
** > SELECT spm_score(column1, column2, column3) FROM (VALUES ('penerima',100,80), ('mutu',10,10), ('mutu',4,3),
** > ('mutu',0,0), ('mutu',5,NULL));
** = 75.666666667
**
** spm_input_rate(expected, reported): aggregate REAL
** summary: 100 x sum(reported) / sum(expected), not capped; NULL when nothing is expected; also a window function.
** ringkasan: 100 x jumlah lapor / jumlah wajib lapor; NULL bila tidak ada yang wajib; juga fungsi jendela.
**   expected: how many were expected
**   reported: how many reported
** NULL: counts as nothing; where nothing is expected the result is NULL
** errors: what is not a whole number from 0
** > SELECT round(spm_input_rate(column1, column2), 2) FROM (VALUES (38, 23), (415, 237), (93, 76));
** = 61.54
**
** spm_mean(x [, weight]): aggregate REAL
** summary: Mean of shares, exact to 2^-60 in any order of the rows; NULLs are left out.
** ringkasan: Rata-rata yang tidak bergantung pada urutan baris; NULL dilewati.
**   x: a share or a score
**   weight: its weight, a whole number; without it each counts once
** NULL: in x or weight leaves the row out; no rows give NULL
** errors: an x beyond 1e9, a weight that is not whole or not within 0 and 1000000
** > SELECT spm_mean(column1) FROM (VALUES (0.25), (NULL), (0.75));
** = 0.5
*/
#include "functions/functions.h"
#include <math.h>
#include <string.h>

/* ---- spm_score: every row is a scored indicator that is owed ---- */

typedef struct ScoreState {
  SpmTally tally;
  long long nCell[2];
  double weight; /* of served; set by the first row that has one */
  int hasWeight;
} ScoreState;

static void score_move(sqlite3_context *ctx, int argc, sqlite3_value **argv, int sign) {
  ScoreState *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  if (p == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  SpmValue required, fulfilled, weight;
  int side = spm_arg_component(ctx, "spm_score", argv[0]);
  if (side < 0 || !spm_arg_number(ctx, "spm_score", "required", argv[1], &required) ||
      !spm_arg_number(ctx, "spm_score", "fulfilled", argv[2], &fulfilled))
    return;
  if (argc > 3) {
    if (!spm_arg_number(ctx, "spm_score", "served_weight", argv[3], &weight)) return;
    if (weight.type == SPM_ABSENT || weight.r < 0 || weight.r > 1) {
      sqlite3_result_error(ctx, "spm_score: served_weight must be from 0 to 1", -1);
      return;
    }
    if (p->hasWeight && p->weight != weight.r) {
      sqlite3_result_error(ctx, "spm_score: served_weight must be the same in every row", -1);
      return;
    }
    p->hasWeight = 1;
    p->weight = weight.r;
  }
  spm_tally_add(&p->tally, side, 1, required, fulfilled, sign);
  p->nCell[side] += sign;
}

static void score_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  score_move(ctx, argc, argv, 1);
}

static void score_inverse(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  score_move(ctx, argc, argv, -1);
}

static void score_value(sqlite3_context *ctx) {
  const ScoreState *p = sqlite3_aggregate_context(ctx, 0);
  if (p == 0) return;
  SpmMethod method = spm_default_method;
  if (p->hasWeight) {
    method.served_weight = p->weight;
    method.quality_weight = 1 - p->weight;
  }
  SpmService r = spm_service(&p->tally, p->nCell[SPM_PENERIMA], p->nCell[SPM_MUTU], SPM_FIELD_FILED, &method);
  if (!isnan(r.score)) sqlite3_result_double(ctx, spm_snap(100 * r.score));
}

/* ---- spm_input_rate: whole counts, summed in 128 bits ---- */

typedef struct RateState {
  spm_i128 expected, reported;
} RateState;

static void rate_move(sqlite3_context *ctx, sqlite3_value **argv, int sign) {
  static const char *const azArg[] = {"expected", "reported"};
  RateState *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  if (p == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  SpmValue v[2];
  for (int i = 0; i < 2; i++) {
    if (!spm_arg_number(ctx, "spm_input_rate", azArg[i], argv[i], &v[i])) return;
    if (v[i].type == SPM_REAL || (v[i].type == SPM_INT && v[i].i < 0)) {
      spm_result_error(
          ctx, sqlite3_mprintf("spm_input_rate: %s %!.15g is not a count (an integer from 0)", azArg[i], v[i].r));
      return;
    }
  }
  p->expected += sign * (spm_i128)v[0].i;
  p->reported += sign * (spm_i128)v[1].i;
}

static void rate_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  rate_move(ctx, argv, 1);
}

static void rate_inverse(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  rate_move(ctx, argv, -1);
}

static void rate_value(sqlite3_context *ctx) {
  const RateState *p = sqlite3_aggregate_context(ctx, 0);
  if (p && p->expected > 0) sqlite3_result_double(ctx, 100 * (double)p->reported / (double)p->expected);
}

/* ---- spm_mean ---- */

typedef struct MeanState {
  spm_i128 sum;
  double weight;
} MeanState;

static void mean_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  SpmValue x, weight = {SPM_INT, 1, 1};
  MeanState *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  if (p == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (!spm_arg_number(ctx, "spm_mean", "x", argv[0], &x)) return;
  if (argc > 1 && !spm_arg_number(ctx, "spm_mean", "weight", argv[1], &weight)) return;
  if (x.type == SPM_ABSENT || weight.type == SPM_ABSENT) return;
  if (fabs(x.r) > 1e9 || weight.type != SPM_INT || weight.i < 0 || weight.i > 1000000) {
    sqlite3_result_error(ctx, "spm_mean: x must lie within 1e9 of 0 and weight be an integer from 0 to 1000000", -1);
    return;
  }
  if (__builtin_add_overflow(p->sum, spm_fixed(x.r) * weight.i, &p->sum))
    sqlite3_result_error(ctx, "spm_mean: the sum of so many rows of so large an x is beyond its 128 bits", -1);
  p->weight += weight.r;
}

static void mean_final(sqlite3_context *ctx) {
  const MeanState *p = sqlite3_aggregate_context(ctx, 0);
  if (p && p->weight > 0) sqlite3_result_double(ctx, spm_fixed_mean(p->sum, p->weight));
}

const SpmFunction spm_aggregate_functions[] = {
    {"spm_score", 3, SPM_PURE, 0, score_step, score_value, score_value, score_inverse},
    {"spm_score", 4, SPM_PURE, 0, score_step, score_value, score_value, score_inverse},
    {"spm_input_rate", 2, SPM_PURE, 0, rate_step, rate_value, rate_value, rate_inverse},
    {"spm_mean", 1, SPM_PURE, 0, mean_step, mean_final, 0, 0},
    {"spm_mean", 2, SPM_PURE, 0, mean_step, mean_final, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
