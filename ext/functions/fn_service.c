/* fn_service.c: the building blocks between cells and service scores (semantics.md 3).
**
** spm_policy(served_weight, quality_weight, combine, zero_need, missing, cap): scalar BLOB
** summary: Building block: the choices of one row of table method, for spm_service.
** ringkasan: Bagian dalam: pilihan satu baris tabel method, untuk spm_service.
** > SELECT typeof(spm_policy(0.8, 0.2, 'mean', 'exclude', 'zero', 1));
** = blob
**
** spm_service(tally, penerima_owed, mutu_owed, filed, policy): scalar BLOB
** summary: Building block: the score of a service; filed is 2 filed, 1 only other fields filed, 0 region silent; NULL is the tally of what was not filed.
** ringkasan: Bagian dalam: nilai satu pelayanan; filed 2 terkirim, 1 hanya urusan lain terkirim, 0 daerah belum lapor; NULL untuk yang tidak terkirim.
** > SELECT spm_part(spm_service(spm_tally('penerima', 1, 100, 80), 1, 0, 2,
** > spm_policy(0.8, 0.2, 'mean', 'exclude', 'zero', 1)), 'score');
** = 0.8
**
** spm_part(blob, name): scalar
** summary: Building block: one part of what spm_tally (filled, filled_penerima, required, fulfilled, met, need, silent) or spm_service (those too, and score, served, quality, low, high, status, filed) or spm_services or spm_fields (the means score, served, quality, low, high; owed, filed_owed, scored, bounded, filled, filled_penerima, filed, fields_filed) returned.
** ringkasan: Bagian dalam: satu bagian dari hasil spm_tally, spm_service, spm_services atau spm_fields.
** > SELECT spm_part(spm_service(spm_tally('penerima', 1, 0, 0), 1, 0, 2,
** > spm_policy(0.8, 0.2, 'mean', 'exclude', 'zero', 1)), 'status');
** = not_owed
*/
#include "functions/blob.h"
#include <math.h>
#include <string.h>

#define TAG_POLICY  0x504d5053u
#define TAG_SERVICE 0x534d5053u
#define OWED_MAX    1000000LL

typedef struct PolicyBlob {
  unsigned tag, unused;
  SpmMethod method;
} PolicyBlob;

int spm_read_blob(sqlite3_value *v, unsigned tag, void *p, size_t n) {
  if (sqlite3_value_type(v) != SQLITE_BLOB || (size_t)sqlite3_value_bytes(v) != n) return 0;
  const void *z = sqlite3_value_blob(v);
  unsigned given;
  if (z == 0) return 0;
  memcpy(&given, z, sizeof(given));
  if (given != tag) return 0;
  memcpy(p, z, n);
  return 1;
}

int spm_read_service(sqlite3_value *v, ServiceBlob *p) {
  return spm_read_blob(v, TAG_SERVICE, p, sizeof(*p)) && p->status >= SPM_SCORED && p->status <= SPM_NO_VALUE;
}

static void count(const SpmTally *t, Counts *p) {
  const SpmSide *pPenerima = &t->side[SPM_PENERIMA];
  p->filled_penerima = pPenerima->filled;
  p->filled = pPenerima->filled + t->side[SPM_MUTU].filled;
  p->met = spm_sum_value(&pPenerima->met);
  p->need = spm_sum_value(&pPenerima->need);
  p->silent = spm_sum_value(&pPenerima->need_missing);
  p->required = t->required;
  p->fulfilled = t->fulfilled;
}

static int read_tally(sqlite3_value *v, SpmTally *p) {
  if (sqlite3_value_type(v) != SQLITE_BLOB) return 0;
  const unsigned char *z = sqlite3_value_blob(v);
  return z && spm_tally_read(z, (size_t)sqlite3_value_bytes(v), p);
}

void spm_result_tally(sqlite3_context *ctx, const SpmTally *p) {
  unsigned char z[SPM_TALLY_SIZE];
  sqlite3_result_blob(ctx, z, (int)spm_tally_write(p, z), SQLITE_TRANSIENT);
}

/* The index of a text in a list of two; -1 after setting the error. */
static int arg_choice(sqlite3_context *ctx, const char *zArg, sqlite3_value *v, const char *z0, const char *z1) {
  if (spm_is_text(v, z0)) return 0;
  if (spm_is_text(v, z1)) return 1;
  spm_result_error(ctx, sqlite3_mprintf("spm_policy: %s must be '%s' or '%s'", zArg, z0, z1));
  return -1;
}

static void fn_policy(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  PolicyBlob b;
  SpmValue served, quality, cap;
  memset(&b, 0, sizeof(b));
  b.tag = TAG_POLICY;
  if (!spm_arg_number(ctx, "spm_policy", "served_weight", argv[0], &served) ||
      !spm_arg_number(ctx, "spm_policy", "quality_weight", argv[1], &quality) ||
      !spm_arg_number(ctx, "spm_policy", "cap", argv[5], &cap))
    return;
  if (served.type == SPM_ABSENT || quality.type == SPM_ABSENT || cap.type == SPM_ABSENT) {
    sqlite3_result_error(ctx, "spm_policy: served_weight, quality_weight and cap must not be NULL", -1);
    return;
  }
  if (!(served.r >= 0 && quality.r >= 0 && fabs(served.r + quality.r - 1) <= 1e-9)) {
    sqlite3_result_error(ctx, "spm_policy: served_weight and quality_weight must be at least 0 and sum to 1", -1);
    return;
  }
  b.method.served_weight = served.r;
  b.method.quality_weight = quality.r;
  b.method.cap = cap.r != 0;
  if ((b.method.pooled = arg_choice(ctx, "combine", argv[2], "mean", "pooled")) < 0) return;
  if ((b.method.full = arg_choice(ctx, "zero_need", argv[3], "exclude", "full")) < 0) return;
  if ((b.method.available = arg_choice(ctx, "missing", argv[4], "zero", "available")) < 0) return;
  sqlite3_result_blob(ctx, &b, sizeof(b), SQLITE_TRANSIENT);
}

static void fn_service(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  SpmTally t;
  PolicyBlob m;
  ServiceBlob r;
  sqlite3_int64 nPenerima = sqlite3_value_int64(argv[1]), nMutu = sqlite3_value_int64(argv[2]);
  int filed = sqlite3_value_int(argv[3]);
  /* what was not filed has no tally */
  int isEmpty = filed != SPM_FIELD_FILED && sqlite3_value_type(argv[0]) == SQLITE_NULL;
  if (isEmpty) memset(&t, 0, sizeof(t));
  if (!(isEmpty || read_tally(argv[0], &t)) || !spm_read_blob(argv[4], TAG_POLICY, &m, sizeof(m)) || nPenerima < 0 ||
      nMutu < 0 || nPenerima > OWED_MAX || nMutu > OWED_MAX || filed < SPM_REGION_SILENT || filed > SPM_FIELD_FILED) {
    sqlite3_result_error(ctx, "spm_service: takes a tally, two counts, filed 0 to 2 and a policy", -1);
    return;
  }
  SpmService s = spm_service(&t, nPenerima, nMutu, (SpmFiled)filed, &m.method);
  memset(&r, 0, sizeof(r));
  r.tag = TAG_SERVICE;
  r.status = (int)s.status;
  r.filed = filed;
  r.served = s.served;
  r.quality = s.quality;
  r.score = s.score;
  r.low = s.low;
  r.high = s.high;
  count(&t, &r.counts);
  sqlite3_result_blob(ctx, &r, sizeof(r), SQLITE_TRANSIENT);
}

static void result_share(sqlite3_context *ctx, double x) {
  if (!isnan(x)) sqlite3_result_double(ctx, x);
}

/* A sum as it was given: an integer when every addend was one and it fits, NULL when there was none. */
static void result_sum(sqlite3_context *ctx, const SpmSum *p) {
  if (p->count == 0) return;
  if (p->reals == 0 && p->whole <= 0x7fffffffffffffffLL && p->whole >= -0x7fffffffffffffffLL)
    sqlite3_result_int64(ctx, (sqlite3_int64)p->whole);
  else sqlite3_result_double(ctx, spm_sum_value(p));
}

static int part_of_service(sqlite3_context *ctx, const char *zName, const ServiceBlob *p) {
  static const char *const azStatus[] = {"scored", "not_owed", "not_filed", "no_value"};
  if (strcmp(zName, "score") == 0) result_share(ctx, p->score);
  else if (strcmp(zName, "served") == 0) result_share(ctx, p->served);
  else if (strcmp(zName, "quality") == 0) result_share(ctx, p->quality);
  else if (strcmp(zName, "low") == 0) result_share(ctx, p->low);
  else if (strcmp(zName, "high") == 0) result_share(ctx, p->high);
  else if (strcmp(zName, "status") == 0) sqlite3_result_text(ctx, azStatus[p->status], -1, SQLITE_STATIC);
  else if (strcmp(zName, "filed") == 0) sqlite3_result_int(ctx, p->filed);
  else return 0;
  return 1;
}

static int part_of_counts(sqlite3_context *ctx, const char *zName, const Counts *p) {
  if (strcmp(zName, "filled") == 0) sqlite3_result_int64(ctx, p->filled);
  else if (strcmp(zName, "filled_penerima") == 0) sqlite3_result_int64(ctx, p->filled_penerima);
  else if (strcmp(zName, "required") == 0) result_sum(ctx, &p->required);
  else if (strcmp(zName, "fulfilled") == 0) result_sum(ctx, &p->fulfilled);
  else if (strcmp(zName, "met") == 0) sqlite3_result_double(ctx, p->met);
  else if (strcmp(zName, "need") == 0) sqlite3_result_double(ctx, p->need);
  else if (strcmp(zName, "silent") == 0) sqlite3_result_double(ctx, p->silent);
  else return 0;
  return 1;
}

static void fn_part(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  const char *zName = sqlite3_value_type(argv[1]) == SQLITE_TEXT ? (const char *)sqlite3_value_text(argv[1]) : "";
  SpmTally t;
  ServiceBlob r;
  FieldBlob f;
  if (zName && *zName && !spm_is_text(argv[1], zName)) zName = "";
  if (zName == 0) {
    sqlite3_result_error_nomem(ctx);
  } else if (spm_read_service(argv[0], &r)) {
    if (part_of_service(ctx, zName, &r) || part_of_counts(ctx, zName, &r.counts)) return;
    sqlite3_result_error(
        ctx, "spm_part: a service has score, served, quality, low, high, status, filed and the parts of its tally", -1);
  } else if (spm_read_field(argv[0], &f)) {
    if (spm_part_of_field(ctx, zName, &f)) return;
    sqlite3_result_error(ctx,
                         "spm_part: a field has score, served, quality, low, high, owed, filed_owed, scored, bounded, "
                         "filled, filled_penerima, filed, fields_filed",
                         -1);
  } else if (read_tally(argv[0], &t)) {
    count(&t, &r.counts);
    if (part_of_counts(ctx, zName, &r.counts)) return;
    sqlite3_result_error(ctx, "spm_part: a tally has filled, filled_penerima, required, fulfilled, met, need, silent",
                         -1);
  } else {
    sqlite3_result_error(
        ctx, "spm_part: takes what spm_tally, spm_service, spm_services or spm_fields returned, and the name of a part",
        -1);
  }
}

const SpmFunction spm_service_functions[] = {
    {"spm_policy", 6, SPM_PURE, fn_policy, 0, 0, 0, 0},
    {"spm_service", 5, SPM_PURE, fn_service, 0, 0, 0, 0},
    {"spm_part", 2, SPM_PURE, fn_part, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
