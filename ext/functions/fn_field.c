/* fn_field.c: the building blocks between service scores and those of fields and regions (semantics.md 3, 4).
**
** spm_services(service): aggregate BLOB
** summary: Building block: the services of one field, of what spm_service returned, for spm_part; no rows give NULL.
** ringkasan: Bagian dalam: gabungan pelayanan satu urusan dari hasil spm_service, untuk spm_part; tanpa baris hasilnya NULL.
** > SELECT spm_part(spm_services(spm_service(NULL, 1, 0, column1, spm_policy(0.8, 0.2, 'mean', 'exclude', 'zero', 1))),
** > 'owed') FROM (VALUES (0), (1));
** = 2
**
** spm_fields(field, service, tree): aggregate BLOB
** summary: Building block: the fields of one region, each the mean of its services; tree is that of table method. For spm_part.
** ringkasan: Bagian dalam: gabungan urusan satu daerah, masing-masing rata-rata pelayanannya; tree seperti di tabel method.
** > SELECT spm_part(spm_fields(column1, spm_service(NULL, 1, 0, 1, spm_policy(0.8, 0.2, 'mean', 'exclude', 'zero', 1)), 'field'),
** > 'scored') FROM (VALUES ('1.01'), ('1.02'), ('1.02'));
** = 2
*/
#include "functions/blob.h"
#include <math.h>
#include <string.h>

#define TAG_FIELD  0x464d5053u
#define FIELDS     16 /* the law has six */
#define FIELD_SIZE 32

int spm_read_field(sqlite3_value *v, FieldBlob *p) {
  return spm_read_blob(v, TAG_FIELD, p, sizeof(*p));
}

static void mean_add(Mean *p, double x) {
  if (isnan(x)) return;
  p->sum = spm_fixed_sum(p->sum, spm_fixed(x));
  p->count++;
}

/* A service without owed quality enters with its served value. */
static void add_service(FieldBlob *p, const ServiceBlob *r) {
  mean_add(&p->served, r->served);
  mean_add(&p->quality, isnan(r->quality) ? r->served : r->quality);
  mean_add(&p->score, r->score);
  mean_add(&p->low, r->low);
  mean_add(&p->high, r->high);
  p->owed += r->status != SPM_NOT_OWED;
  p->filed_owed += r->status != SPM_NOT_OWED && r->filed == SPM_FIELD_FILED;
  p->filled += r->counts.filled;
  p->filled_penerima += r->counts.filled_penerima;
  if (r->filed > p->filed) p->filed = r->filed;
}

static void services_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  ServiceBlob r;
  FieldBlob *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  if (p == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (!spm_read_service(argv[0], &r)) {
    sqlite3_result_error(ctx, "spm_services: takes what spm_service returned", -1);
    return;
  }
  p->tag = TAG_FIELD;
  add_service(p, &r);
}

static void services_final(sqlite3_context *ctx) {
  FieldBlob *p = sqlite3_aggregate_context(ctx, 0);
  if (p == 0 || p->tag != TAG_FIELD) return;
  p->fields_filed = p->filed == SPM_FIELD_FILED;
  sqlite3_result_blob(ctx, p, sizeof(*p), SQLITE_TRANSIENT);
}

/* ---- spm_fields: the services of each field apart, in whatever order they come ---- */

typedef struct RegionState {
  int n, isFlat;
  char aName[FIELDS][FIELD_SIZE];
  FieldBlob aField[FIELDS];
} RegionState;

/* The field of this name, a new one when it comes for the first time; NULL after setting the error. */
static FieldBlob *field_of(sqlite3_context *ctx, RegionState *p, sqlite3_value *v) {
  const char *z = sqlite3_value_type(v) == SQLITE_TEXT ? (const char *)sqlite3_value_text(v) : 0;
  if (z == 0 || !spm_is_text(v, z) || strlen(z) >= FIELD_SIZE) {
    sqlite3_result_error(ctx, "spm_fields: field must be a text of at most 31 bytes", -1);
    return 0;
  }
  for (int i = p->n; i-- > 0;)
    if (strcmp(p->aName[i], z) == 0) return &p->aField[i];
  if (p->n == FIELDS) {
    sqlite3_result_error(ctx, "spm_fields: takes at most 16 fields", -1);
    return 0;
  }
  memcpy(p->aName[p->n], z, strlen(z) + 1);
  return &p->aField[p->n++];
}

static void fields_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  ServiceBlob r;
  RegionState *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  if (p == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  int isFlat = spm_is_text(argv[2], "flat");
  if ((!isFlat && !spm_is_text(argv[2], "field")) || (p->n > 0 && p->isFlat != isFlat)) {
    sqlite3_result_error(ctx, "spm_fields: tree must be 'field' or 'flat', the same in every row", -1);
    return;
  }
  if (!spm_read_service(argv[1], &r)) {
    sqlite3_result_error(ctx, "spm_fields: service must be what spm_service returned", -1);
    return;
  }
  p->isFlat = isFlat;
  FieldBlob *pField = field_of(ctx, p, argv[0]);
  if (pField) add_service(pField, &r);
}

static void fold(Mean *p, const Mean *pField, long long weight) {
  if (pField->count == 0) return;
  p->sum += spm_fixed(spm_fixed_mean(pField->sum, (double)pField->count)) * weight;
  p->count += weight;
}

/* tree='field': every field counts once; 'flat': as often as it has services with a score, or with bounds. */
static void fields_final(sqlite3_context *ctx) {
  const RegionState *p = sqlite3_aggregate_context(ctx, 0);
  FieldBlob r;
  if (p == 0 || p->n == 0) return;
  memset(&r, 0, sizeof(r));
  r.tag = TAG_FIELD;
  for (int i = 0; i < p->n; i++) {
    const FieldBlob *f = &p->aField[i];
    long long scored = p->isFlat ? f->score.count : 1, bounded = p->isFlat ? f->low.count : 1;
    fold(&r.served, &f->served, scored);
    fold(&r.quality, &f->quality, scored);
    fold(&r.score, &f->score, scored);
    fold(&r.low, &f->low, bounded);
    fold(&r.high, &f->high, bounded);
    r.owed += f->owed;
    r.filed_owed += f->filed_owed;
    r.filled += f->filled;
    r.filled_penerima += f->filled_penerima;
    r.fields_filed += f->filed == SPM_FIELD_FILED;
    if (f->filed > r.filed) r.filed = f->filed;
  }
  sqlite3_result_blob(ctx, &r, sizeof(r), SQLITE_TRANSIENT);
}

static void result_mean(sqlite3_context *ctx, const Mean *p) {
  if (p->count > 0) sqlite3_result_double(ctx, spm_fixed_mean(p->sum, (double)p->count));
}

int spm_part_of_field(sqlite3_context *ctx, const char *zName, const FieldBlob *p) {
  if (strcmp(zName, "score") == 0) result_mean(ctx, &p->score);
  else if (strcmp(zName, "served") == 0) result_mean(ctx, &p->served);
  else if (strcmp(zName, "quality") == 0) result_mean(ctx, &p->quality);
  else if (strcmp(zName, "low") == 0) result_mean(ctx, &p->low);
  else if (strcmp(zName, "high") == 0) result_mean(ctx, &p->high);
  else if (strcmp(zName, "owed") == 0) sqlite3_result_int64(ctx, p->owed);
  else if (strcmp(zName, "filed_owed") == 0) sqlite3_result_int64(ctx, p->filed_owed);
  else if (strcmp(zName, "scored") == 0) sqlite3_result_int64(ctx, p->score.count);
  else if (strcmp(zName, "bounded") == 0) sqlite3_result_int64(ctx, p->low.count);
  else if (strcmp(zName, "filled") == 0) sqlite3_result_int64(ctx, (sqlite3_int64)p->filled);
  else if (strcmp(zName, "filled_penerima") == 0) sqlite3_result_int64(ctx, (sqlite3_int64)p->filled_penerima);
  else if (strcmp(zName, "filed") == 0) sqlite3_result_int64(ctx, p->filed);
  else if (strcmp(zName, "fields_filed") == 0) sqlite3_result_int64(ctx, p->fields_filed);
  else return 0;
  return 1;
}

const SpmFunction spm_field_functions[] = {
    {"spm_services", 1, SPM_PURE, 0, services_step, services_final, 0, 0},
    {"spm_fields", 3, SPM_PURE, 0, fields_step, fields_final, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
