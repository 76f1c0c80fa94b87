/* fold.c: the scores: what each field of a region owes and has filed, folded in one pass (semantics.md 3, 4).
**
** A body with "-- Fold: service", "field" or "region" has a row for each region and field on the roster (owed.sql says its
** columns). owed.c reads its services with their tallies; each is scored; its row, its field or its region then shows the
** parts below by their names. What the body itself says of a column is that of the first row of the group. A field that owes
** nothing adds nothing to its region, but makes it. The order is asked of SQLite (ORDER BY), so a region never comes in two
** pieces. */
#include "table/tvf.h"
#include <math.h>
#include <string.h>

enum { IN_REGION, IN_LEVEL_GROUP, IN_FIELD, IN_FILING, IN_ARRIVED, INPUTS };

/* Does the body have a row for each region? Such a fold is made at the end. */
static int is_of_regions(const TvfDef *pDef) {
  return pDef->fold == TVF_FOLD_RANKS || pDef->fold == TVF_FOLD_LINES;
}

const char *spm_tvf_fold_input(const TvfDef *pDef) {
  switch (pDef->fold) {
  case TVF_NO_FOLD: return "";
  case TVF_FOLD_RANKS: return spm_ranks_input;
  case TVF_FOLD_LINES: return spm_lines_input;
  case TVF_FOLD_LEAVES: return spm_cells_input;
  default: return "region, level_group, field, filing, arrived_at, ";
  }
}

const char *spm_tvf_fold_order(const TvfDef *pDef) {
  if (pDef->fold == TVF_NO_FOLD || pDef->fold == TVF_FOLD_LEAVES) return "";
  return is_of_regions(pDef) ? " ORDER BY region" : " ORDER BY region, field";
}

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
  ARRIVED,
  SERVICE,
  SERVICE_NAME,
  PARTS
};
static const char *const azPart[PARTS + 1] = {
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
    [ARRIVED] = "arrived_at",
    [SERVICE] = "service",
    [SERVICE_NAME] = "service_name",
};
static const char *const azStatus[] = {
    [SPM_SCORED] = "scored", [SPM_NOT_OWED] = "not_owed", [SPM_NOT_FILED] = "not_filed", [SPM_NO_VALUE] = "no_value"};

/* Which of the parts of its fold a column shows; 0: none. */
static int part_of(const TvfDef *pDef, int iCol) {
  const char *const *az = pDef->fold == TVF_FOLD_RANKS   ? spm_ranks_parts
                          : pDef->fold == TVF_FOLD_LINES ? spm_lines_parts
                                                         : azPart;
  if (pDef->fold == TVF_FOLD_LEAVES) return 0; /* a term region = value says which are made */
  for (int i = 1; az[i]; i++)
    if (strcmp(az[i], pDef->aColumn[iCol].zName) == 0) return i;
  return 0;
}

int spm_tvf_is_folded(const TvfDef *pDef, int iCol) {
  return pDef->fold && part_of(pDef, iCol) != 0;
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

static int gather(Fold *p, int iSql, int (*row)(Fold *, sqlite3_stmt *)) {
  sqlite3_stmt *pStmt;
  int rc = spm_owed_statement(&p->owed, iSql, &pStmt);
  while (rc == SQLITE_OK && (rc = sqlite3_step(pStmt)) == SQLITE_ROW) rc = row(p, pStmt);
  return rc == SQLITE_DONE ? sqlite3_reset(pStmt) : rc;
}

int spm_tvf_fold_begin(Fold *p, sqlite3 *db, const TvfDef *pDef, Rowset *pRows, const TvfSet *pSet, sqlite3_uint64 used,
                       OwedKept *pKept, char **pzErr) {
  int isBand = 0;
  memset(p, 0, sizeof(*p));
  p->pDef = pDef;
  p->pRows = pRows;
  p->iFirst = spm_rowset_count(pRows);
  p->pzErr = pzErr;
  spm_owed_begin(&p->owed, db, pDef, pSet, pKept, pzErr);
  for (int i = 0; i < pDef->nColumn; i++) {
    p->aPart[i] = used & TVF_COLUMN_BIT(i) ? part_of(pDef, i) : 0;
    isBand |= p->aPart[i] == BAND;
  }
  if (is_of_regions(pDef) || pDef->fold == TVF_FOLD_LEAVES) return SQLITE_OK;
  int rc = isBand ? gather(p, SQL_FOLD_BANDS, add_band) : SQLITE_OK;
  if (rc == SQLITE_OK) rc = gather(p, SQL_FOLD_METHOD, read_method);
  if (rc != SQLITE_OK || p->hasMethod) return rc;
  *pzErr = sqlite3_mprintf("%s: the method is not in table method", pDef->zName);
  return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

void spm_tvf_fold_clear(Fold *p) {
  for (int i = 0; i < p->nBand; i++) sqlite3_free(p->aBand[i].zName);
  sqlite3_free(p->aBand);
  sqlite3_free(p->zRegion);
  for (int i = 0; i < p->nGroup; i++) sqlite3_free(p->azGroup[i]);
  sqlite3_free(p->azGroup);
  sqlite3_free(p->aRank);
  sqlite3_free(p->aLine);
  sqlite3_free(p->aLineRow);
  p->azGroup = 0;
  p->nGroup = 0;
  p->aRank = 0;
  p->aLine = 0;
  p->aLineRow = 0;
  p->aBand = 0;
  p->nBand = 0;
  p->zRegion = 0;
  spm_owed_end(&p->owed);
}

/* ---- a row: of a service, a field or a region ---- */

/* Of the last row of pRows. */
static int show_text(const Fold *p, int iCol, const char *z) {
  return spm_rowset_set_text(p->pRows, spm_rowset_count(p->pRows) - 1, iCol, z);
}

static int show_band(const Fold *p, int iCol, double score) {
  const char *z = 0;
  for (int i = 0; i < p->nBand && z == 0; i++)
    if (score >= p->aBand[i].floor) z = p->aBand[i].zName; /* NAN is in none */
  return show_text(p, iCol, z);
}

static double shown(double share) {
  return spm_snap(100 * share);
}

static double sum_or_null(const SpmSum *s) {
  return s->count ? spm_sum_value(s) : NAN;
}

static double need_of(const SpmSide *s, const SpmMethod *m) {
  return spm_sum_value(&s->need) + (m->available ? 0 : spm_sum_value(&s->need_missing));
}

/* Set column iCol of the last row to what its part says. */
static int show(const Fold *p, const SpmService *r, int iCol) {
  const SpmGroup *g = &p->group;
  const TvfOwed *pOwed = p->pOwed;
  double real;
  sqlite3_int64 count;
  switch (p->aPart[iCol]) {
  case BAND: return show_band(p, iCol, shown(r->score));
  case STATUS: return show_text(p, iCol, azStatus[r->status]);
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
  case REQUIRED: real = sum_or_null(&pOwed->tally.required); goto is_real;
  case FULFILLED: real = sum_or_null(&pOwed->tally.fulfilled); goto is_real;
  case MET: real = spm_sum_value(&pOwed->tally.side[SPM_PENERIMA].met); goto is_real;
  case NEED: real = need_of(&pOwed->tally.side[SPM_PENERIMA], &p->method); goto is_real;
  case SERVICE: return show_text(p, iCol, pOwed->pAsked->zService);
  case SERVICE_NAME: return show_text(p, iCol, pOwed->pAsked->zName);
  case ARRIVED: return show_text(p, iCol, g->filed == SPM_FIELD_FILED ? p->zArrived : 0);
  case OWED: count = p->cells; break;
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
  spm_rowset_set_int(p->pRows, spm_rowset_count(p->pRows) - 1, iCol, count);
  return SQLITE_OK;

is_real:
  spm_rowset_set_real(p->pRows, spm_rowset_count(p->pRows) - 1, iCol,
                      isinf(real) ? NAN : real); /* no upper end is NULL */
  return SQLITE_OK;
}

int spm_tvf_fold_end(Fold *p) {
  SpmService r = p->service;
  int rc = SQLITE_OK;
  if (p->pDef->fold == TVF_FOLD_RANKS) return spm_ranks_end(p);
  if (p->pDef->fold == TVF_FOLD_LINES) return spm_lines_end(p);
  if (!p->isOpen) return SQLITE_OK;
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

/* A new row: what the body says; after the first service of a field that of the service before. */
static int begin_group(Fold *p, sqlite3_stmt *pStmt, int isRepeated) {
  int rc = spm_tvf_fold_end(p);
  if (rc == SQLITE_OK) rc = isRepeated ? spm_rowset_repeat(p->pRows) : spm_rowset_append(p->pRows, pStmt, INPUTS);
  if (rc != SQLITE_OK) return rc;
  memset(&p->group, 0, sizeof(p->group));
  p->cells = p->owed_penerima = 0;
  p->filled = p->filled_penerima = 0;
  p->isOpen = 1;
  return SQLITE_OK;
}

static int begin_region(Fold *p, sqlite3_stmt *pStmt, const char *zRegion) {
  if (p->isOpen && strcmp(p->zRegion, zRegion) == 0) return SQLITE_OK;
  sqlite3_free(p->zRegion);
  p->zRegion = sqlite3_mprintf("%s", zRegion);
  return p->zRegion ? begin_group(p, pStmt, 0) : SQLITE_NOMEM;
}

static void add_service(Fold *p, const TvfOwed *pOwed, SpmFiled filed, SpmGroup *pGroup) {
  const SpmAskedService *pAsked = pOwed->pAsked;
  SpmTally all = pOwed->tally;
  spm_tally_keep(&all, &pOwed->kept);
  p->pOwed = pOwed;
  p->service = spm_service(&all, pAsked->penerima, pAsked->mutu, filed, &p->method);
  p->cells += pAsked->cells;
  p->owed_penerima += pAsked->owed_penerima;
  p->filled += (spm_i128)pOwed->tally.side[SPM_PENERIMA].filled + pOwed->tally.side[SPM_MUTU].filled;
  p->filled_penerima += pOwed->tally.side[SPM_PENERIMA].filled;
  spm_group_add(pGroup, &p->service, filed);
}

int spm_tvf_fold_row(Fold *p, sqlite3_stmt *pStmt) {
  if (p->pDef->fold == TVF_FOLD_LEAVES) return spm_leaves_row(&p->pRows->pLeaves, p->owed.db, p->pDef, pStmt);
  if (p->pDef->fold == TVF_FOLD_RANKS) return spm_ranks_row(p, pStmt);
  if (p->pDef->fold == TVF_FOLD_LINES) return spm_lines_row(p, pStmt);
  int isFiled = sqlite3_column_type(pStmt, IN_FILING) != SQLITE_NULL, n = 0;
  OwedField field = {
      (const char *)sqlite3_column_text(pStmt, IN_REGION), (const char *)sqlite3_column_text(pStmt, IN_LEVEL_GROUP),
      (const char *)sqlite3_column_text(pStmt, IN_FIELD), isFiled ? sqlite3_column_int64(pStmt, IN_FILING) : -1};
  TvfOwed *a = 0;
  SpmFiled filed = SPM_REGION_SILENT;
  if (field.zRegion == 0 || field.zGroup == 0 || field.zField == 0) return SQLITE_NOMEM;
  int rc = spm_owed_read(&p->owed, &field, p->method.pooled, &a, &n, &filed);
  int isRegion = p->pDef->fold == TVF_FOLD_REGION;
  if (rc == SQLITE_OK && isRegion) rc = begin_region(p, pStmt, field.zRegion);
  p->zArrived = (const char *)sqlite3_column_text(pStmt, IN_ARRIVED);
  memset(&p->field, 0, sizeof(p->field));
  for (int i = 0; rc == SQLITE_OK && i < n; i++) {
    if (!isRegion && (i == 0 || p->pDef->fold == TVF_FOLD_SERVICE)) rc = begin_group(p, pStmt, i > 0);
    if (rc == SQLITE_OK) add_service(p, &a[i], filed, isRegion ? &p->field : &p->group);
  }
  if (rc == SQLITE_OK && isRegion) spm_group_fold(&p->group, &p->field, p->isFlat);
  return rc == SQLITE_OK && !isRegion ? spm_tvf_fold_end(p) : rc;
}
