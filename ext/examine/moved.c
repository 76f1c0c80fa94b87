/* moved.c: spm_moved, the table by which our own SQL reads why scores moved between two quarters (semantics.md 9; inner.h).
**
**   spm_moved(:period_from, :period_to, :as_of, :known_at, :method_from, :method, region, what, :ours)   region NULL: all
**
** what  'region', 'field', 'service'   a row for each: points in both quarters, and what moved them, each a mean of both methods;
**                                      a region of whose level nothing is asked has one of NULLs
**       'pair'                         a row for each scored indicator of recipients with a ratio in both quarters whose need
**                                      fell: indicator, required and fulfilled in both
** Regions come in order. Each quarter's score is under its own method; its indicators are read under both. */
#include "examine/inner.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  REGION,
  GRP,
  SERVICE,
  INDICATOR,
  POINTS_FROM,
  POINTS_TO,
  SERVED,
  DENOMINATOR,
  QUALITY,
  COVERAGE,
  OBLIGATION,
  CAP,
  METHOD_EFFECT,
  HAS_FROM,
  HAS_TO,
  REQUIRED_FROM,
  REQUIRED_TO,
  FULFILLED_FROM,
  FULFILLED_TO,
  COLUMNS
};
enum {
  ARG_PERIOD_FROM,
  ARG_PERIOD_TO,
  ARG_AS_OF,
  ARG_KNOWN_AT,
  ARG_METHOD_FROM,
  ARG_METHOD,
  ARG_REGION,
  ARG_WHAT,
  ARG_OURS,
  ARGS
};
#define SUMS (METHOD_EFFECT - POINTS_FROM + 1)

typedef struct Row {
  const char *zGrp; /* NULL: the region */
  const SpmAsked *pAsked;
  int isNothing; /* of a region of whose level nothing is asked */
  double a[SUMS];
  double under_from; /* points of both quarters under method_from; METHOD_EFFECT begins as those under method */
  const SpmLeaf *pFrom, *pTo; /* of a pair */
} Row;

/* A service among the pairs of leaves. */
typedef struct Block {
  const char *zService;
  int iFirst, iEnd;
} Block;

typedef enum What { BY_REGION, BY_FIELD, BY_SERVICE, PAIRS } What;

typedef struct Cursor {
  SpmInnerCursor base; /* must be first */
  What what;
  SpmWalk aWalk[2];     /* of the two quarters, which go from region to region together */
  SpmChoice aChoice[2]; /* of method_from and method */
  int nMethod;          /* 1: they are the same */
  SpmLeaf *aLeaf[2][2]; /* [quarter][method] */
  SpmMoveOf *aSide,
      *aMove; /* the pairs of leaves of a region: in the order of the cells, and in that of the services */
  Block *aBlock;
  int hasScore[2];
  char zRegion[SPM_REGION_SIZE];
  Row *aRow;
  int nRow, iRow;
} Cursor;

static void moved_clear(SpmInnerCursor *pCursor) {
  Cursor *p = (Cursor *)pCursor;
  for (int i = 0; i < 2; i++) {
    spm_walk_close(&p->aWalk[i]);
    for (int j = 0; j < 2; j++) {
      sqlite3_free(p->aLeaf[i][j]);
      p->aLeaf[i][j] = 0;
    }
  }
  sqlite3_free(p->aSide);
  sqlite3_free(p->aMove);
  sqlite3_free(p->aBlock);
  sqlite3_free(p->aRow);
  p->aSide = p->aMove = 0;
  p->aBlock = 0;
  p->aRow = 0;
  p->nRow = p->iRow = 0;
}

/* ---- a region ---- */

/* The leaves of both quarters, side by side; those that are not scored say nothing. */
static int side_by_side(const Cursor *p, int method, SpmMoveOf *aMove) {
  int i[2] = {0, 0}, n = 0;
  int end[2] = {p->aWalk[0].isListed ? p->aWalk[0].n : 0, p->aWalk[1].isListed ? p->aWalk[1].n : 0};
  while (i[0] < end[0] || i[1] < end[1]) {
    const SpmLeaf *a = i[0] < end[0] ? &p->aLeaf[0][method][i[0]] : 0,
                  *b = i[1] < end[1] ? &p->aLeaf[1][method][i[1]] : 0;
    int c = a == 0 ? 1 : b == 0 ? -1 : strcmp(a->pAsked->zField, b->pAsked->zField);
    if (c == 0 && a && b) c = strcmp(a->pAsked->zService, b->pAsked->zService);
    if (c == 0 && a && b) c = strcmp(a->pAsked->zIndicator, b->pAsked->zIndicator);
    if (c <= 0) i[0]++;
    if (c >= 0) i[1]++;
    const SpmLeaf *pFrom = c <= 0 ? a : 0, *pTo = c >= 0 ? b : 0;
    aMove[n] = (SpmMoveOf){.pFrom = pFrom, .pTo = pTo};
    n += spm_move_asked(&aMove[n])->cell.isScored;
  }
  return n;
}

static int compare_blocks(const void *a, const void *b) {
  return strcmp(((const Block *)a)->zService, ((const Block *)b)->zService);
}

/* The same pairs service by service in the order of their codes, in which sums of them are made: floating point has one. */
static int in_order(Cursor *p, int method) {
  int nMove = side_by_side(p, method, p->aSide), n = 0;
  for (int i = 0; i < nMove; i++) {
    const char *z = spm_move_asked(&p->aSide[i])->zService;
    if (n == 0 || strcmp(z, p->aBlock[n - 1].zService) != 0) p->aBlock[n++] = (Block){z, i, i};
    p->aBlock[n - 1].iEnd = i + 1;
  }
  qsort(p->aBlock, (size_t)n, sizeof(Block), compare_blocks);
  SpmMoveOf *pTo = p->aMove;
  for (int i = 0; i < n; i++)
    for (int j = p->aBlock[i].iFirst; j < p->aBlock[i].iEnd; j++) *pTo++ = p->aSide[j];
  return nMove;
}

static const char *group_of(const Cursor *p, const SpmAsked *pAsked) {
  return p->what == BY_FIELD ? pAsked->zField : p->what == BY_SERVICE ? pAsked->zService : 0;
}

/* The row of a group; groups of a region come one after the other, but for the second method, which finds what the first made. */
static Row *row_of(Cursor *p, const SpmAsked *pAsked) {
  const char *zGrp = group_of(p, pAsked);
  for (int i = p->nRow; i-- > 0;)
    if (zGrp == p->aRow[i].zGrp || (zGrp && strcmp(zGrp, p->aRow[i].zGrp) == 0)) return &p->aRow[i];
  Row *pNew = &p->aRow[p->nRow++];
  memset(pNew, 0, sizeof(*pNew));
  pNew->zGrp = zGrp;
  return pNew;
}

static void add_moves(Cursor *p, int method) {
  int n = in_order(p, method);
  double coverage_share = spm_moves(p->aMove, n, &p->aChoice[method].method);
  for (int i = 0; i < n; i++) {
    const SpmMoveOf *m = &p->aMove[i];
    Row *pRow = row_of(p, spm_move_asked(m));
    double *a = pRow->a - POINTS_FROM;
    a[SERVED] += m->served;
    a[DENOMINATOR] += m->denominator;
    a[QUALITY] += m->quality;
    a[COVERAGE] += m->by_filing + coverage_share * m->by_company;
    a[OBLIGATION] += (1 - coverage_share) * m->by_company;
    a[CAP] += m->cap;
    if (method == 0) {
      a[POINTS_FROM] += m->points_from;
      pRow->under_from += m->points_to + m->points_from;
    }
    if (method == p->nMethod - 1) {
      a[POINTS_TO] += m->points_to;
      a[METHOD_EFFECT] += m->points_to + m->points_from;
    }
  }
}

static void find_pairs(Cursor *p) {
  int n = in_order(p, 0);
  for (int i = 0; i < n; i++) {
    const SpmLeaf *a = p->aMove[i].pFrom, *b = p->aMove[i].pTo;
    if (a == 0 || b == 0 || !a->pAsked->cell.isRecipient || isnan(a->raw) || isnan(b->raw)) continue;
    if (spm_value_compare(b->required, a->required) >= 0) continue;
    Row *pNew = &p->aRow[p->nRow++];
    memset(pNew, 0, sizeof(*pNew));
    pNew->pAsked = b->pAsked;
    pNew->pFrom = a;
    pNew->pTo = b;
  }
}

static int next_region(Cursor *p) {
  int rc = SQLITE_OK;
  p->nRow = p->iRow = 0;
  while (rc == SQLITE_OK && p->nRow == 0 && p->aWalk[0].state == SQLITE_ROW) {
    for (int side = 0; rc == SQLITE_OK && side < 2; side++) {
      rc = spm_walk_next(&p->aWalk[side]);
      if (rc == SQLITE_OK && p->what == PAIRS) spm_walk_ratios(&p->aWalk[side], &p->aChoice[0], p->aLeaf[side][0]);
      for (int j = 0; rc == SQLITE_OK && p->what != PAIRS && j < p->nMethod; j++) {
        int hasScore = spm_walk_leaves(&p->aWalk[side], &p->aChoice[j], p->aLeaf[side][j]);
        if (j == (side == 0 ? 0 : p->nMethod - 1)) p->hasScore[side] = hasScore;
      }
    }
    if (rc != SQLITE_OK) break;
    memcpy(p->zRegion, p->aWalk[0].zRegion, sizeof(p->zRegion));
    if (p->what == PAIRS) {
      find_pairs(p);
      continue;
    }
    for (int j = 0; j < p->nMethod; j++) add_moves(p, j);
    for (int i = 0; i < p->nRow; i++) {
      double *a = p->aRow[i].a - POINTS_FROM;
      a[METHOD_EFFECT] = (a[METHOD_EFFECT] - p->aRow[i].under_from) / 2;
      for (int j = SERVED; j <= CAP; j++) a[j] /= p->nMethod;
    }
    if (p->nRow > 0 || p->what != BY_REGION || !(p->aWalk[0].isListed || p->aWalk[1].isListed)) continue;
    memset(&p->aRow[p->nRow], 0, sizeof(Row));
    p->aRow[p->nRow++].isNothing = 1;
  }
  return rc;
}

static int moved_filter(SpmInnerCursor *pCursor, sqlite3 *db, sqlite3_value **argv) {
  static const char *const azWhat[] = {"region", "field", "service", "pair"};
  Cursor *p = (Cursor *)pCursor;
  const char *zFrom = (const char *)sqlite3_value_text(argv[ARG_METHOD_FROM]);
  int rc = SQLITE_OK, most = 1;
  for (int i = 0; i < 4; i++)
    if (spm_is_text(argv[ARG_WHAT], azWhat[i])) p->what = (What)i;
  p->nMethod = zFrom && spm_is_text(argv[ARG_METHOD], zFrom) ? 1 : 2;
  for (int i = 0; rc == SQLITE_OK && i < 2; i++) {
    SpmQuestion question = {argv[ARG_PERIOD_FROM + i], argv[ARG_AS_OF], argv[ARG_KNOWN_AT], argv[ARG_REGION]};
    rc = spm_choice_read(db, argv[ARG_METHOD_FROM + i], &p->aChoice[i]);
    if (rc == SQLITE_OK) rc = spm_walk_open(db, &question, &p->aWalk[i]);
    most += p->aWalk[i].examiner.catalogue.n;
    for (int j = 0; rc == SQLITE_OK && j < p->nMethod; j++) {
      p->aLeaf[i][j] = sqlite3_malloc64(((sqlite3_uint64)p->aWalk[i].examiner.catalogue.n + 1) * sizeof(SpmLeaf));
      if (p->aLeaf[i][j] == 0) rc = SQLITE_NOMEM;
    }
  }
  if (rc != SQLITE_OK) return rc;
  for (int i = 0; i < 2; i++)
    if (p->aChoice[0].method.pooled || p->aChoice[1].method.pooled) p->aWalk[i].examiner.looks = SPM_LOOKS_KEPT;
  p->aSide = sqlite3_malloc64((sqlite3_uint64)most * sizeof(*p->aSide));
  p->aMove = sqlite3_malloc64((sqlite3_uint64)most * sizeof(*p->aMove));
  p->aBlock = sqlite3_malloc64((sqlite3_uint64)most * sizeof(*p->aBlock));
  p->aRow = sqlite3_malloc64((sqlite3_uint64)most * sizeof(*p->aRow));
  return p->aSide && p->aMove && p->aBlock && p->aRow ? next_region(p) : SQLITE_NOMEM;
}

static int moved_next(SpmInnerCursor *pCursor) {
  Cursor *p = (Cursor *)pCursor;
  return ++p->iRow < p->nRow ? SQLITE_OK : next_region(p);
}

static int moved_eof(const SpmInnerCursor *pCursor) {
  const Cursor *p = (const Cursor *)pCursor;
  return p->iRow >= p->nRow;
}

static void moved_column(const SpmInnerCursor *pCursor, sqlite3_context *ctx, int iCol) {
  const Cursor *p = (const Cursor *)pCursor;
  const Row *pRow = &p->aRow[p->iRow];
  switch (iCol) {
  case REGION: spm_inner_text(ctx, p->zRegion); break;
  case GRP: spm_inner_text(ctx, pRow->zGrp ? pRow->zGrp : p->zRegion); break;
  case SERVICE:
    if (pRow->pAsked) spm_inner_text(ctx, pRow->pAsked->zService);
    break;
  case INDICATOR:
    if (pRow->pAsked) spm_inner_text(ctx, pRow->pAsked->zIndicator);
    break;
  case HAS_FROM: sqlite3_result_int(ctx, p->hasScore[0]); break;
  case HAS_TO: sqlite3_result_int(ctx, p->hasScore[1]); break;
  case REQUIRED_FROM:
  case FULFILLED_FROM:
    if (pRow->pFrom) spm_inner_value(ctx, iCol == REQUIRED_FROM ? pRow->pFrom->required : pRow->pFrom->fulfilled);
    break;
  case REQUIRED_TO:
  case FULFILLED_TO:
    if (pRow->pTo) spm_inner_value(ctx, iCol == REQUIRED_TO ? pRow->pTo->required : pRow->pTo->fulfilled);
    break;
  default:
    if (!pRow->isNothing) spm_inner_real(ctx, pRow->a[iCol - POINTS_FROM]);
  }
}

const SpmInner spm_inner_moved = {
    .zName = "spm_moved",
    .declare = SQL_EXAMINE_DECLARE_MOVED,
    .nColumn = COLUMNS,
    .nArg = ARGS,
    .size = sizeof(Cursor),
    .xFilter = moved_filter,
    .xNext = moved_next,
    .xEof = moved_eof,
    .xColumn = moved_column,
    .xClear = moved_clear,
};
