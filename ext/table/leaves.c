/* leaves.c: "-- Fold: leaves": a row for each owed cell, of what it is and what it gives to the index (ext/examine/leaves.c).
**
** The body has one row: what is asked, by the columns below; region is NULL for all. The rows are not kept, but the figures that
** they are made of: a cell of a row is made when it is read. They come in the order region, field, service, indicator. */
#include "examine/examine.h"
#include "table/tvf.h"
#include <math.h>
#include <string.h>

const char spm_cells_input[] = "period, as_of, known_at, region, method";

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
  PARTS
};
static const char *const azPart[PARTS] = {
    "region",          "field",    "service",   "indicator",        "component", "indicator_name", "unit",
    "scored",          "required", "fulfilled", "ratio_raw",        "ratio",     "status",         "service_score",
    "service_quality", "weight",   "points",    "weight_component", "counts"};

/* The leaves of a set of arguments, behind those of the sets before it. */
typedef struct Part {
  SpmLeaves *pLeaves;
  sqlite3_int64 iFirst;
} Part;
struct RowsetLeaves {
  Part *a;
  int n, iPart; /* that was read last */
  sqlite3_int64 nRow;
  int aPart[TVF_MAX_COLUMN]; /* what each column shows */
};

static RowsetLeaves *begin(const TvfDef *pDef) {
  RowsetLeaves *p = sqlite3_malloc64(sizeof(*p));
  if (p == 0) return 0;
  memset(p, 0, sizeof(*p));
  for (int i = 0; i < pDef->nColumn; i++)
    while (p->aPart[i] < PARTS && strcmp(azPart[p->aPart[i]], pDef->aColumn[i].zName) != 0) p->aPart[i]++;
  return p;
}

/* A value of the body that outlives its row; NULL also where there is none. */
static sqlite3_value *value_of(sqlite3_stmt *pStmt, int iCol) {
  return sqlite3_value_dup(sqlite3_column_value(pStmt, iCol));
}

int spm_leaves_row(RowsetLeaves **pp, sqlite3 *db, const TvfDef *pDef, sqlite3_stmt *pStmt) {
  RowsetLeaves *p = *pp ? *pp : (*pp = begin(pDef));
  Part *a = p ? sqlite3_realloc64(p->a, (sqlite3_uint64)(p->n + 1) * sizeof(*a)) : 0;
  if (a == 0) return SQLITE_NOMEM;
  p->a = a;
  a[p->n] = (Part){0, p->nRow};
  sqlite3_value *apValue[5];
  int rc = SQLITE_OK;
  for (int i = 0; i < 5; i++) {
    apValue[i] = value_of(pStmt, i);
    if (apValue[i] == 0) rc = SQLITE_NOMEM;
  }
  SpmQuestion question = {apValue[0], apValue[1], apValue[2], apValue[3]};
  if (rc == SQLITE_OK) rc = spm_leaves_read(db, &question, apValue[4], &a[p->n++].pLeaves);
  if (rc == SQLITE_OK) p->nRow += spm_leaves_count(a[p->n - 1].pLeaves);
  for (int i = 0; i < 5; i++) sqlite3_value_free(apValue[i]);
  return rc;
}

void spm_leaves_clear(RowsetLeaves *p) {
  for (int i = 0; p && i < p->n; i++) spm_leaves_free(p->a[i].pLeaves);
  if (p) sqlite3_free(p->a);
  sqlite3_free(p);
}

sqlite3_int64 spm_leaves_rows(const RowsetLeaves *p) {
  return p->nRow;
}

/* The part that a row is of. */
static const Part *part_of(RowsetLeaves *p, sqlite3_int64 iRow) {
  if (iRow < p->a[p->iPart].iFirst) p->iPart = 0;
  while (p->iPart + 1 < p->n && p->a[p->iPart + 1].iFirst <= iRow) p->iPart++;
  return &p->a[p->iPart];
}

void spm_leaves_narrow(RowsetLeaves *p, const char *zRegion, sqlite3_int64 *piFirst, sqlite3_int64 *piEnd) {
  if (*piFirst >= *piEnd) return;
  const Part *pPart = part_of(p, *piFirst);
  spm_leaves_range(pPart->pLeaves, zRegion, piFirst, piEnd);
  *piFirst += pPart->iFirst;
  *piEnd += pPart->iFirst;
}

static void text(sqlite3_context *ctx, const char *z) {
  sqlite3_result_text(ctx, z, -1, SQLITE_TRANSIENT);
}

static void real(sqlite3_context *ctx, double r) {
  if (!isnan(r)) sqlite3_result_double(ctx, r);
}

void spm_leaves_result(RowsetLeaves *p, sqlite3_int64 iRow, int iCol, sqlite3_context *ctx) {
  const Part *pPart = part_of(p, iRow);
  const char *zRegion;
  const SpmLeaf *pLeaf = spm_leaves_at(pPart->pLeaves, iRow - pPart->iFirst, &zRegion);
  const SpmAsked *pAsked = pLeaf->pAsked;
  switch (p->aPart[iCol]) {
  case REGION: text(ctx, zRegion); break;
  case FIELD: text(ctx, pAsked->zField); break;
  case SERVICE: text(ctx, pAsked->zService); break;
  case INDICATOR: text(ctx, pAsked->zIndicator); break;
  case COMPONENT: sqlite3_result_text(ctx, pAsked->cell.isRecipient ? "penerima" : "mutu", -1, SQLITE_STATIC); break;
  case INDICATOR_NAME: text(ctx, pAsked->zName); break;
  case UNIT: text(ctx, pAsked->zUnit); break;
  case SCORED: sqlite3_result_int(ctx, pAsked->cell.isScored); break;
  case REQUIRED: real(ctx, pLeaf->required.type == SPM_ABSENT ? NAN : pLeaf->required.r); break;
  case FULFILLED: real(ctx, pLeaf->fulfilled.type == SPM_ABSENT ? NAN : pLeaf->fulfilled.r); break;
  case RATIO_RAW: real(ctx, pLeaf->raw); break;
  case RATIO: real(ctx, pLeaf->ratio); break;
  case STATUS:
    sqlite3_result_text(ctx, pLeaf->isFiled ? spm_status_name(pLeaf->status) : "not_filed", -1, SQLITE_STATIC);
    break;
  case SERVICE_SCORE: real(ctx, pLeaf->service_score); break;
  case SERVICE_QUALITY: real(ctx, pLeaf->service_quality); break;
  case WEIGHT: real(ctx, pLeaf->weight); break;
  case POINTS: real(ctx, pLeaf->points); break;
  case WEIGHT_COMPONENT: real(ctx, pLeaf->weight_component); break;
  case COUNTS: sqlite3_result_int(ctx, pLeaf->counts); break;
  default: break;
  }
}
