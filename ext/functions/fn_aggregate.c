/* fn_aggregate.c: aggregates over any rows, and the building blocks that the table-valued functions are made of.
**
** spm_score(component, required, fulfilled [, served_weight]): aggregate REAL
** summary: Service score 0..100 of the rows ('penerima' or 'mutu'), default method; also a window function.
** ringkasan: Nilai pelayanan (0..100) dari baris-baris penerima dan mutu, metode baku; juga fungsi jendela.
** > SELECT spm_score(column1, column2, column3) FROM (VALUES ('penerima',100,80), ('mutu',10,10), ('mutu',4,3),
** > ('mutu',0,0), ('mutu',5,NULL));
** = 75.666666667
**
** spm_input_rate(expected, reported): aggregate REAL
** summary: 100 x sum(reported) / sum(expected), not capped; NULL when nothing is expected; also a window function.
** ringkasan: 100 x jumlah lapor / jumlah wajib lapor; NULL bila tidak ada yang wajib; juga fungsi jendela.
** > SELECT round(spm_input_rate(column1, column2), 2) FROM (VALUES (38, 23), (415, 237), (93, 76));
** = 61.54
**
** spm_mean(x [, weight]): aggregate REAL
** summary: Building block: mean of shares, exact to 2^-60 in any order of the rows; NULLs are left out.
** ringkasan: Bagian dalam: rata-rata yang tidak bergantung pada urutan baris; NULL dilewati.
** > SELECT spm_mean(column1) FROM (VALUES (0.25), (NULL), (0.75));
** = 0.5
**
** spm_tally(component, scored, required, fulfilled): aggregate BLOB
** summary: Building block: the cells of one service counted, for spm_service and spm_part.
** ringkasan: Bagian dalam: hitungan sel satu pelayanan, untuk spm_service dan spm_part.
** > SELECT spm_part(spm_tally(column1, 1, column2, column3), 'filled') FROM (VALUES ('penerima',100,80), ('mutu',5,NULL));
** = 1
**
** spm_fingerprint(text): aggregate INTEGER
** summary: Building block: 64 bits that tell a set of texts from another, in any order of the rows; NULLs are left out.
** ringkasan: Bagian dalam: sidik jari 64 bit dari sekumpulan teks, tak bergantung pada urutan; NULL dilewati.
** > SELECT spm_fingerprint(column1) = (SELECT spm_fingerprint(column1) FROM (VALUES ('b'), ('a'))) FROM (VALUES ('a'), ('b'));
** = 1
*/
#include "functions/functions.h"
#include "functions/blob.h"
#include <math.h>
#include <string.h>

/* 'penerima' or 'mutu'; -1 after setting the error. */
static int arg_component(sqlite3_context *ctx, const char *zFunction, sqlite3_value *v) {
  if (spm_is_text(v, "penerima")) return SPM_PENERIMA;
  if (spm_is_text(v, "mutu")) return SPM_MUTU;
  char *zGiven = spm_quote(v);
  spm_result_error(ctx,
                   zGiven ? sqlite3_mprintf("%s: component %s is not 'penerima' or 'mutu'", zFunction, zGiven) : 0);
  sqlite3_free(zGiven);
  return -1;
}

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
  int side = arg_component(ctx, "spm_score", argv[0]);
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

/* ---- spm_tally ---- */

static void tally_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  SpmValue required, fulfilled;
  SpmTally *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  if (p == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (sqlite3_value_type(argv[0]) == SQLITE_NULL) return; /* the outer row of a LEFT JOIN: no cell */
  int side = arg_component(ctx, "spm_tally", argv[0]);
  if (side < 0 || !spm_arg_number(ctx, "spm_tally", "required", argv[2], &required) ||
      !spm_arg_number(ctx, "spm_tally", "fulfilled", argv[3], &fulfilled))
    return;
  spm_tally_add(p, side, sqlite3_value_int(argv[1]) != 0, required, fulfilled, 1);
}

static void tally_final(sqlite3_context *ctx) {
  const SpmTally *p = sqlite3_aggregate_context(ctx, 0);
  static const SpmTally empty;
  spm_result_tally(ctx, p ? p : &empty);
}

/* ---- spm_fingerprint ---- */

typedef unsigned long long u64;

/* FNV-1a, then the last step of SplitMix64, so that sums of similar texts do not meet. */
static u64 hash(const unsigned char *z, int n) {
  u64 h = 0xcbf29ce484222325ULL;
  for (int i = 0; i < n; i++) h = (h ^ z[i]) * 0x100000001b3ULL;
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9ULL;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebULL;
  return h ^ (h >> 31);
}

static void fingerprint_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  u64 *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  int type = sqlite3_value_type(argv[0]);
  if (type == SQLITE_NULL) return;
  if (type != SQLITE_TEXT) {
    sqlite3_result_error(ctx, "spm_fingerprint: takes text; CAST what is not", -1);
    return;
  }
  const unsigned char *z = sqlite3_value_text(argv[0]);
  if (p == 0 || z == 0) sqlite3_result_error_nomem(ctx);
  else *p += hash(z, sqlite3_value_bytes(argv[0]));
}

static void fingerprint_final(sqlite3_context *ctx) {
  const u64 *p = sqlite3_aggregate_context(ctx, 0);
  sqlite3_result_int64(ctx, p ? (sqlite3_int64)*p : 0);
}

const SpmFunction spm_aggregate_functions[] = {
    {"spm_score", 3, SPM_PURE, 0, score_step, score_value, score_value, score_inverse},
    {"spm_score", 4, SPM_PURE, 0, score_step, score_value, score_value, score_inverse},
    {"spm_input_rate", 2, SPM_PURE, 0, rate_step, rate_value, rate_value, rate_inverse},
    {"spm_mean", 1, SPM_PURE, 0, mean_step, mean_final, 0, 0},
    {"spm_mean", 2, SPM_PURE, 0, mean_step, mean_final, 0, 0},
    {"spm_fingerprint", 1, SPM_PURE, 0, fingerprint_step, fingerprint_final, 0, 0},
    {"spm_tally", 4, SPM_PURE, 0, tally_step, tally_final, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
