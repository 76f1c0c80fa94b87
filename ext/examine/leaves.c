/* leaves.c: spm_leaf, the table by which our own SQL reads every owed cell and what it gives to the index (inner.h).
**
**   spm_leaf(:period, :as_of, :known_at, :method, region, :ours)   region NULL: all
**
** In the order region, field, service, indicator. Its columns are those of spm_indicator_score and spm_point. */
#include "examine/inner.h"
#include <string.h>

enum {
  REGION,
  FIELD,
  SERVICE,
  INDICATOR,
  COMPONENT,
  INDICATOR_NAME,
  UNIT,
  SCORED,
  REQUIRED,
  FULFILLED,
  RATIO_RAW,
  RATIO,
  STATUS,
  SERVICE_SCORE,
  SERVICE_QUALITY,
  WEIGHT,
  POINTS,
  WEIGHT_COMPONENT,
  COUNTS,
  COLUMNS
};
enum { ARG_PERIOD, ARG_AS_OF, ARG_KNOWN_AT, ARG_METHOD, ARG_REGION, ARG_OURS, ARGS };

typedef struct Cursor {
  SpmInnerCursor base; /* must be first */
  SpmWalk walk;
  SpmChoice choice;
  SpmLeaf *a;
  int n, i;
} Cursor;

static void leaf_clear(SpmInnerCursor *pCursor) {
  Cursor *p = (Cursor *)pCursor;
  spm_walk_close(&p->walk);
  sqlite3_free(p->a);
  p->a = 0;
  p->n = p->i = 0;
}

/* On to a region that owes something. */
static int next_region(Cursor *p) {
  int rc = SQLITE_OK;
  p->n = p->i = 0;
  while (rc == SQLITE_OK && p->n == 0 && p->walk.state == SQLITE_ROW) {
    rc = spm_walk_next(&p->walk);
    if (rc != SQLITE_OK || !p->walk.isListed) continue;
    spm_walk_leaves(&p->walk, &p->choice, p->a);
    p->n = p->walk.n;
  }
  return rc;
}

static int leaf_filter(SpmInnerCursor *pCursor, sqlite3 *db, sqlite3_value **argv) {
  Cursor *p = (Cursor *)pCursor;
  SpmQuestion question = {argv[ARG_PERIOD], argv[ARG_AS_OF], argv[ARG_KNOWN_AT], argv[ARG_REGION]};
  int rc = spm_walk_open(db, &question, &p->walk);
  if (rc == SQLITE_OK) rc = spm_choice_read(db, argv[ARG_METHOD], &p->choice);
  if (rc != SQLITE_OK) return rc;
  p->walk.examiner.looks = p->choice.method.pooled ? SPM_LOOKS_KEPT : 0;
  p->a = sqlite3_malloc64(((sqlite3_uint64)p->walk.examiner.catalogue.n + 1) * sizeof(*p->a));
  return p->a ? next_region(p) : SQLITE_NOMEM;
}

static int leaf_next(SpmInnerCursor *pCursor) {
  Cursor *p = (Cursor *)pCursor;
  return ++p->i < p->n ? SQLITE_OK : next_region(p);
}

static int leaf_eof(const SpmInnerCursor *pCursor) {
  const Cursor *p = (const Cursor *)pCursor;
  return p->i >= p->n;
}

static void leaf_column(const SpmInnerCursor *pCursor, sqlite3_context *ctx, int iCol) {
  const Cursor *p = (const Cursor *)pCursor;
  const SpmLeaf *pLeaf = &p->a[p->i];
  const SpmAsked *pAsked = pLeaf->pAsked;
  switch (iCol) {
  case REGION: spm_inner_text(ctx, p->walk.zRegion); break;
  case FIELD: spm_inner_text(ctx, pAsked->zField); break;
  case SERVICE: spm_inner_text(ctx, pAsked->zService); break;
  case INDICATOR: spm_inner_text(ctx, pAsked->zIndicator); break;
  case COMPONENT: spm_inner_constant(ctx, pAsked->cell.isRecipient ? "penerima" : "mutu"); break;
  case INDICATOR_NAME: spm_inner_text(ctx, pAsked->zName); break;
  case UNIT: spm_inner_text(ctx, pAsked->zUnit); break;
  case SCORED: sqlite3_result_int(ctx, pAsked->cell.isScored); break;
  case REQUIRED: spm_inner_value(ctx, pLeaf->required); break;
  case FULFILLED: spm_inner_value(ctx, pLeaf->fulfilled); break;
  case RATIO_RAW: spm_inner_real(ctx, pLeaf->raw); break;
  case RATIO: spm_inner_real(ctx, pLeaf->ratio); break;
  case STATUS: spm_inner_constant(ctx, pLeaf->isFiled ? spm_status_name(pLeaf->status) : "not_filed"); break;
  case SERVICE_SCORE: spm_inner_real(ctx, pLeaf->service_score); break;
  case SERVICE_QUALITY: spm_inner_real(ctx, pLeaf->service_quality); break;
  case WEIGHT: spm_inner_real(ctx, pLeaf->weight); break;
  case POINTS: spm_inner_real(ctx, pLeaf->points); break;
  case WEIGHT_COMPONENT: spm_inner_real(ctx, pLeaf->weight_component); break;
  case COUNTS: sqlite3_result_int(ctx, pLeaf->counts); break;
  default: break;
  }
}

const SpmInner spm_inner_leaf = {
    .zName = "spm_leaf",
    .declare = SQL_EXAMINE_DECLARE_LEAF,
    .nColumn = COLUMNS,
    .nArg = ARGS,
    .size = sizeof(Cursor),
    .xFilter = leaf_filter,
    .xNext = leaf_next,
    .xEof = leaf_eof,
    .xColumn = leaf_column,
    .xClear = leaf_clear,
};
