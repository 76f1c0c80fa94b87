/* fold.c: the scores: rows of what is owed and tallied for each service, folded in one pass (semantics.md 3, 4).
**
** A body with "-- Fold: service", "field" or "region" has a row for each region and service (owed.sql says its columns), in
** the order of the key. Each service is scored; its row, its field or its region then shows the parts below by their names.
** What the body itself says of a column is that of the first row of the group. A row whose cells are NULL adds nothing
** to its group, but makes it. The order is asked of SQLite (ORDER BY), so a group never comes in two pieces. */
#include "table/tvf.h"
#include <math.h>
#include <string.h>

enum { IN_TALLY, IN_KEPT, IN_PENERIMA, IN_MUTU, IN_FILED, IN_CELLS, IN_OWED_PENERIMA, IN_FIELD, INPUTS };
const char spm_tvf_fold_input[] = "tally, kept, penerima, mutu, filed, cells, owed_penerima, field, ";

enum {
  SERVED = 1,
  QUALITY,
  SCORE,
  LOW,
  HIGH,
  BAND,
  RATIO_SERVED,
  RATIO_QUALITY,
  RATIO_SCORE,
  RATIO_LOW,
  RATIO_HIGH,
  OWED,
  OWED_PENERIMA,
  FILLED,
  FILLED_PENERIMA,
  FILED,
  STATUS,
  REQUIRED,
  FULFILLED,
  MET,
  NEED,
  SERVICES,
  SERVICES_OWED,
  SERVICES_FILED,
  SERVICES_SCORED,
  SERVICES_BOUNDED,
  FIELDS_FILED,
  PARTS
};
static const char *const azPart[PARTS] = {
    [SERVED] = "served",
    [QUALITY] = "quality",
    [SCORE] = "score",
    [LOW] = "score_low",
    [HIGH] = "score_high",
    [BAND] = "band",
    [RATIO_SERVED] = "ratio_served",
    [RATIO_QUALITY] = "ratio_quality",
    [RATIO_SCORE] = "ratio_score",
    [RATIO_LOW] = "ratio_low",
    [RATIO_HIGH] = "ratio_high",
    [OWED] = "owed",
    [OWED_PENERIMA] = "owed_penerima",
    [FILLED] = "filled",
    [FILLED_PENERIMA] = "filled_penerima",
    [FILED] = "filed_state",
    [STATUS] = "status",
    [REQUIRED] = "required",
    [FULFILLED] = "fulfilled",
    [MET] = "met",
    [NEED] = "need",
    [SERVICES] = "services",
    [SERVICES_OWED] = "services_owed",
    [SERVICES_FILED] = "services_filed",
    [SERVICES_SCORED] = "services_scored",
    [SERVICES_BOUNDED] = "services_bounded",
    [FIELDS_FILED] = "fields_filed",
};
static const char *const azStatus[] = {
    [SPM_SCORED] = "scored", [SPM_NOT_OWED] = "not_owed", [SPM_NOT_FILED] = "not_filed", [SPM_NO_VALUE] = "no_value"};

static int part_of(const char *zColumn) {
  for (int i = 1; i < PARTS; i++)
    if (strcmp(azPart[i], zColumn) == 0) return i;
  return 0;
}

int spm_tvf_is_folded(const TvfDef *pDef, int iCol) {
  return pDef->fold && part_of(pDef->aColumn[iCol].zName) != 0;
}

/* ---- what is read before the first row ---- */

static int add_band(Fold *p, sqlite3_stmt *pStmt) {
  TvfBand *aBand = sqlite3_realloc64(p->aBand, (sqlite3_uint64)(p->nBand + 1) * sizeof(*aBand));
  const char *z = (const char *)sqlite3_column_text(pStmt, 1);
  if (aBand) p->aBand = aBand;
  char *zName = aBand && z ? sqlite3_mprintf("%s", z) : 0;
  if (zName) p->aBand[p->nBand++] = (TvfBand){sqlite3_column_double(pStmt, 0), zName};
  return zName ? SQLITE_OK : SQLITE_NOMEM;
}

static int read_method(Fold *p, sqlite3_stmt *pStmt) {
  const char *zWrong = spm_method_of(pStmt, &p->method, &p->isFlat);
  p->hasMethod = 1;
  if (zWrong == 0) return SQLITE_OK;
  *p->pzErr = sqlite3_mprintf("%s: method %Q: %s", p->pDef->zName, (const char *)sqlite3_column_text(pStmt, 0), zWrong);
  return *p->pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

static int gather(Fold *p, sqlite3 *db, const TvfSet *pSet, const char *zSql, int (*row)(Fold *, sqlite3_stmt *)) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = spm_tvf_bind_arguments(pStmt, p->pDef, pSet);
  while (rc == SQLITE_OK && (rc = sqlite3_step(pStmt)) == SQLITE_ROW) rc = row(p, pStmt);
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_DONE ? rcEnd : rc;
}

int spm_tvf_fold_begin(Fold *p, sqlite3 *db, const TvfDef *pDef, Rowset *pRows, const TvfSet *pSet, sqlite3_uint64 used,
                       char **pzErr) {
  int isBand = 0;
  memset(p, 0, sizeof(*p));
  p->pDef = pDef;
  p->pRows = pRows;
  p->pzErr = pzErr;
  for (int i = 0; i < pDef->nColumn; i++) {
    p->aPart[i] = used & TVF_COLUMN_BIT(i) ? part_of(pDef->aColumn[i].zName) : 0;
    isBand |= p->aPart[i] == BAND;
  }
  int rc = isBand ? gather(p, db, pSet, spm_sql_fold[SQL_FOLD_BANDS], add_band) : SQLITE_OK;
  if (rc == SQLITE_OK) rc = gather(p, db, pSet, spm_sql_database[SQL_DATABASE_CHOICES], read_method);
  if (rc != SQLITE_OK || p->hasMethod) return rc;
  *pzErr = sqlite3_mprintf("%s: the method is not in table method", pDef->zName);
  return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

void spm_tvf_fold_clear(Fold *p) {
  for (int i = 0; i < p->nBand; i++) sqlite3_free(p->aBand[i].zName);
  sqlite3_free(p->aBand);
  p->aBand = 0;
  p->nBand = 0;
}

/* ---- a service ---- */

static int read_tally(const Fold *p, sqlite3_stmt *pStmt, int iCol, int mayLack, SpmTally *t) {
  int type = sqlite3_column_type(pStmt, iCol);
  memset(t, 0, sizeof(*t));
  if (mayLack && type == SQLITE_NULL) return SQLITE_OK;
  const unsigned char *z = type == SQLITE_BLOB ? sqlite3_column_blob(pStmt, iCol) : 0;
  if (z && spm_tally_read(z, (size_t)sqlite3_column_bytes(pStmt, iCol), t)) return SQLITE_OK;
  *p->pzErr = sqlite3_mprintf("%s: a tally cannot be read; spm_check says which", p->pDef->zName);
  return *p->pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* ---- a row: of a service, a field or a region ---- */

static int show_band(const Fold *p, int iCol, double score) {
  const char *z = 0;
  for (int i = 0; i < p->nBand && z == 0; i++)
    if (score >= p->aBand[i].floor) z = p->aBand[i].zName; /* NAN is in none */
  return spm_rowset_set_text(p->pRows, iCol, z);
}

static double shown(double share) {
  return spm_snap(100 * share);
}

static double sum_or_null(const SpmSum *s) {
  return s->count ? spm_sum_value(s) : NAN;
}

/* Set column iCol of the last row to what its part says. */
static int show(const Fold *p, const SpmService *r, int iCol) {
  const SpmGroup *g = &p->group;
  const SpmSide *pSide = &p->tally.side[SPM_PENERIMA];
  double real;
  sqlite3_int64 count;
  switch (p->aPart[iCol]) {
  case BAND: return show_band(p, iCol, shown(r->score));
  case STATUS: return spm_rowset_set_text(p->pRows, iCol, azStatus[r->status]);
  case SERVED: real = shown(r->served); goto is_real;
  case QUALITY: real = shown(r->quality); goto is_real;
  case SCORE: real = shown(r->score); goto is_real;
  case LOW: real = shown(r->low); goto is_real;
  case HIGH: real = shown(r->high); goto is_real;
  case RATIO_SERVED: real = r->served; goto is_real;
  case RATIO_QUALITY: real = isnan(r->quality) ? r->served : r->quality; goto is_real;
  case RATIO_SCORE: real = r->score; goto is_real;
  case RATIO_LOW: real = r->low; goto is_real;
  case RATIO_HIGH: real = r->high; goto is_real;
  case REQUIRED: real = sum_or_null(&p->tally.required); goto is_real;
  case FULFILLED: real = sum_or_null(&p->tally.fulfilled); goto is_real;
  case MET: real = spm_sum_value(&pSide->met); goto is_real;
  case NEED:
    real = spm_sum_value(&pSide->need) + (p->method.available ? 0 : spm_sum_value(&pSide->need_missing));
    goto is_real;
  case OWED: count = p->owed; break;
  case OWED_PENERIMA: count = p->owed_penerima; break;
  case FILLED: count = (sqlite3_int64)p->filled; break;
  case FILLED_PENERIMA: count = (sqlite3_int64)p->filled_penerima; break;
  case FILED: count = g->filed; break;
  case SERVICES: count = g->services; break;
  case SERVICES_OWED: count = g->owed; break;
  case SERVICES_FILED: count = g->filed_owed; break;
  case SERVICES_SCORED: count = g->score.count; break;
  case SERVICES_BOUNDED: count = g->low.count; break;
  case FIELDS_FILED: count = g->fields_filed; break;
  default: return SQLITE_OK; /* what the body says */
  }
  spm_rowset_set_int(p->pRows, iCol, count);
  return SQLITE_OK;

is_real:
  spm_rowset_set_real(p->pRows, iCol, isinf(real) ? NAN : real); /* no upper end is NULL */
  return SQLITE_OK;
}

int spm_tvf_fold_end(Fold *p) {
  SpmService r = p->service;
  int rc = SQLITE_OK;
  if (!p->isOpen) return SQLITE_OK;
  if (p->pDef->fold == TVF_FOLD_REGION) spm_group_fold(&p->group, &p->field, p->isFlat);
  if (p->pDef->fold != TVF_FOLD_SERVICE) {
    r.served = spm_mean_value(&p->group.served);
    r.quality = spm_mean_value(&p->group.quality);
    r.score = spm_mean_value(&p->group.score);
    r.low = spm_group_low(&p->group);
    r.high = spm_group_high(&p->group, &p->method);
  }
  for (int i = 0; rc == SQLITE_OK && i < p->pDef->nColumn; i++) rc = show(p, &r, i);
  p->isOpen = 0;
  return rc;
}

/* Does the row belong to the last one of pRows? */
static int is_same_group(const Fold *p, sqlite3_stmt *pStmt) {
  if (!p->isOpen || p->pDef->fold == TVF_FOLD_SERVICE) return 0;
  for (int i = 0; i < p->pDef->nColumn; i++) {
    if (!p->pDef->aColumn[i].isKey) continue;
    const char *z = (const char *)sqlite3_column_text(pStmt, INPUTS + i);
    if (z == 0 || !spm_rowset_is(p->pRows, i, z, sqlite3_column_bytes(pStmt, INPUTS + i))) return 0;
  }
  return 1;
}

static int begin_group(Fold *p, sqlite3_stmt *pStmt) {
  int rc = spm_tvf_fold_end(p);
  if (rc == SQLITE_OK) rc = spm_rowset_append(p->pRows, pStmt, INPUTS);
  if (rc != SQLITE_OK) return rc;
  memset(&p->group, 0, sizeof(p->group));
  memset(&p->field, 0, sizeof(p->field));
  p->zField[0] = 0;
  p->owed = p->owed_penerima = 0;
  p->filled = p->filled_penerima = 0;
  p->isOpen = 1;
  return SQLITE_OK;
}

/* The services of a region come field by field. */
static int add_to_region(Fold *p, sqlite3_stmt *pStmt, SpmFiled filed) {
  const char *z = (const char *)sqlite3_column_text(pStmt, IN_FIELD);
  if (z == 0) return SQLITE_NOMEM;
  if (strlen(z) >= TVF_FIELD_SIZE) {
    *p->pzErr = sqlite3_mprintf("%s: field %Q has a code of more than %d bytes", p->pDef->zName, z, TVF_FIELD_SIZE - 1);
    return *p->pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
  }
  if (strcmp(p->zField, z) != 0) {
    spm_group_fold(&p->group, &p->field, p->isFlat);
    memset(&p->field, 0, sizeof(p->field));
    memcpy(p->zField, z, strlen(z) + 1);
  }
  spm_group_add(&p->field, &p->service, filed);
  return SQLITE_OK;
}

int spm_tvf_fold_row(Fold *p, sqlite3_stmt *pStmt) {
  int rc = is_same_group(p, pStmt) ? SQLITE_OK : begin_group(p, pStmt);
  if (rc != SQLITE_OK || sqlite3_column_type(pStmt, IN_CELLS) == SQLITE_NULL) return rc;
  SpmFiled filed = (SpmFiled)sqlite3_column_int(pStmt, IN_FILED);
  SpmTally kept, counted;
  rc = read_tally(p, pStmt, IN_TALLY, filed != SPM_FIELD_FILED, &p->tally);
  if (rc == SQLITE_OK) rc = read_tally(p, pStmt, IN_KEPT, 1, &kept);
  if (rc != SQLITE_OK) return rc;
  counted = p->tally;
  spm_tally_keep(&counted, &kept);
  p->service = spm_service(&counted, sqlite3_column_int64(pStmt, IN_PENERIMA), sqlite3_column_int64(pStmt, IN_MUTU),
                           filed, &p->method);
  p->owed += sqlite3_column_int64(pStmt, IN_CELLS);
  p->owed_penerima += sqlite3_column_int64(pStmt, IN_OWED_PENERIMA);
  p->filled += (spm_i128)p->tally.side[SPM_PENERIMA].filled + p->tally.side[SPM_MUTU].filled;
  p->filled_penerima += p->tally.side[SPM_PENERIMA].filled;
  if (p->pDef->fold == TVF_FOLD_REGION) return add_to_region(p, pStmt, filed);
  spm_group_add(&p->group, &p->service, filed);
  return SQLITE_OK;
}
