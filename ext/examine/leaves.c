/* leaves.c: all leaves of a quarter, read at once and kept as the figures that they are made of.
**
** Whoever asks for them may change the tables while it reads, so no statement stays open: the figures are kept, 32 bytes a cell,
** and the leaves of a region are made of them when the first of it is asked for. */
#include "examine/examine.h"
#include <string.h>

#define STEP 4096

enum { REQUIRED, FULFILLED, KNOWN_NEED, FIGURES };
typedef struct Kept {
  union {
    long long i;
    double r;
  } a[FIGURES];
  unsigned char aType[FIGURES], isFiled;
} Kept;
typedef struct KeptRegion {
  char zRegion[SPM_REGION_SIZE];
  int iRange, iRangeEnd, iFirst, hasOther; /* as in SpmWalk */
  sqlite3_int64 iCell, iCellEnd;
  sqlite3_int64 iField; /* the first of aHasCell */
} KeptRegion;
struct SpmLeaves {
  SpmWalk walk; /* without statements, when all is read */
  SpmChoice choice;
  Kept *a;
  KeptRegion *aRegion;
  char *aHasCell; /* of each field of each region */
  sqlite3_int64 n, nRegion, nField, nAlloc, nRegionAlloc, nFieldAlloc;
  SpmLeaf *aLeaf; /* of region iRegion; -1: of none */
  sqlite3_int64 iRegion;
};

/* ---- keeping ---- */

static void keep_figure(Kept *p, int i, SpmValue v) {
  p->aType[i] = (unsigned char)v.type;
  if (v.type == SPM_INT) p->a[i].i = v.i;
  else p->a[i].r = v.r;
}

static SpmValue kept_figure(const Kept *p, int i) {
  switch (p->aType[i]) {
  case SPM_INT: return (SpmValue){SPM_INT, p->a[i].i, (double)p->a[i].i};
  case SPM_REAL: return (SpmValue){SPM_REAL, 0, p->a[i].r};
  default: return (SpmValue){SPM_ABSENT, 0, 0};
  }
}

static int grow(void **pp, sqlite3_int64 *pnAlloc, sqlite3_int64 need, size_t size) {
  sqlite3_int64 n = *pnAlloc ? *pnAlloc : STEP;
  while (n < need) n *= 2;
  if (n == *pnAlloc) return SQLITE_OK;
  if (n * (sqlite3_int64)size > SPM_LEAVES_MAX_BYTES) return SQLITE_TOOBIG;
  void *pNew = sqlite3_realloc64(*pp, (sqlite3_uint64)n * size);
  if (pNew == 0) return SQLITE_NOMEM;
  *pp = pNew;
  *pnAlloc = n;
  return SQLITE_OK;
}

static int make_room(SpmLeaves *p) {
  const SpmWalk *pWalk = &p->walk;
  void *a = p->a, *aRegion = p->aRegion, *aHasCell = p->aHasCell;
  int rc = grow(&a, &p->nAlloc, p->n + pWalk->n, sizeof(*p->a));
  p->a = a;
  if (rc == SQLITE_OK) rc = grow(&aRegion, &p->nRegionAlloc, p->nRegion + 1, sizeof(*p->aRegion));
  p->aRegion = aRegion;
  if (rc == SQLITE_OK) rc = grow(&aHasCell, &p->nFieldAlloc, p->nField + pWalk->iRangeEnd - pWalk->iRange, 1);
  p->aHasCell = aHasCell;
  return rc;
}

/* The region that was walked to. In a damaged file they may come out of order: then none could be found again. */
static int keep_region(SpmLeaves *p) {
  const SpmWalk *pWalk = &p->walk;
  int rc = make_room(p);
  if (rc == SQLITE_OK && p->nRegion > 0 && strcmp(p->aRegion[p->nRegion - 1].zRegion, pWalk->zRegion) > 0)
    rc = SQLITE_CORRUPT;
  if (rc != SQLITE_OK) return rc;
  KeptRegion *pRegion = &p->aRegion[p->nRegion++];
  memcpy(pRegion->zRegion, pWalk->zRegion, sizeof(pRegion->zRegion));
  pRegion->iRange = pWalk->iRange;
  pRegion->iRangeEnd = pWalk->iRangeEnd;
  pRegion->iFirst = pWalk->iFirst;
  pRegion->hasOther = pWalk->hasOther;
  pRegion->iCell = p->n;
  pRegion->iCellEnd = p->n + pWalk->n;
  pRegion->iField = p->nField;
  for (int r = pWalk->iRange; r < pWalk->iRangeEnd; r++) p->aHasCell[p->nField++] = (char)pWalk->aField[r].hasCell;
  for (int i = 0; i < pWalk->n; i++) {
    const SpmCell *pCell = &pWalk->examiner.aCell[i];
    Kept *pKept = &p->a[p->n++];
    keep_figure(pKept, REQUIRED, pCell->required);
    keep_figure(pKept, FULFILLED, pCell->fulfilled);
    keep_figure(pKept, KNOWN_NEED, pCell->known_need);
    pKept->isFiled = (unsigned char)pCell->isFiled;
  }
  return SQLITE_OK;
}

int spm_leaves_read(sqlite3 *db, const SpmQuestion *pQuestion, sqlite3_value *pMethod, SpmLeaves **pp) {
  SpmLeaves *p = *pp = sqlite3_malloc64(sizeof(*p));
  if (p == 0) return SQLITE_NOMEM;
  memset(p, 0, sizeof(*p));
  p->iRegion = -1;
  int rc = spm_walk_open(db, pQuestion, &p->walk);
  if (rc == SQLITE_OK) rc = spm_choice_read(db, pMethod, &p->choice);
  p->walk.examiner.looks = p->choice.method.pooled ? SPM_LOOKS_KEPT : 0;
  while (rc == SQLITE_OK && p->walk.state == SQLITE_ROW) {
    rc = spm_walk_next(&p->walk);
    if (rc == SQLITE_OK && p->walk.isListed && p->walk.n > 0) rc = keep_region(p);
  }
  if (rc == SQLITE_OK) {
    p->aLeaf = sqlite3_malloc64(((sqlite3_uint64)p->walk.examiner.catalogue.n + 1) * sizeof(*p->aLeaf));
    if (p->aLeaf == 0) rc = SQLITE_NOMEM;
  }
  if (rc == SQLITE_OK) spm_source_close(&p->walk.examiner.source); /* else its error is still to be read */
  return rc;
}

void spm_leaves_free(SpmLeaves *p) {
  if (p == 0) return;
  spm_walk_close(&p->walk);
  sqlite3_free(p->a);
  sqlite3_free(p->aRegion);
  sqlite3_free(p->aHasCell);
  sqlite3_free(p->aLeaf);
  sqlite3_free(p);
}

/* ---- reading ---- */

sqlite3_int64 spm_leaves_count(const SpmLeaves *p) {
  return p->n;
}

/* The first region that does not end before the cell. */
static sqlite3_int64 region_of(const SpmLeaves *p, sqlite3_int64 iCell) {
  sqlite3_int64 low = 0, high = p->nRegion;
  while (low < high) {
    sqlite3_int64 middle = low + (high - low) / 2;
    if (p->aRegion[middle].iCellEnd <= iCell) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Let the walk stand on a region again, and make its leaves. */
static void make_region(SpmLeaves *p, sqlite3_int64 iRegion) {
  const KeptRegion *pRegion = &p->aRegion[iRegion];
  SpmWalk *pWalk = &p->walk;
  pWalk->isListed = 1;
  pWalk->iRange = pRegion->iRange;
  pWalk->iRangeEnd = pRegion->iRangeEnd;
  pWalk->iFirst = pRegion->iFirst;
  pWalk->hasOther = pRegion->hasOther;
  for (int r = pRegion->iRange; r < pRegion->iRangeEnd; r++)
    pWalk->aField[r].hasCell = p->aHasCell[pRegion->iField + r - pRegion->iRange];
  for (sqlite3_int64 i = pRegion->iCell; i < pRegion->iCellEnd; i++) {
    SpmCell *pCell = &pWalk->examiner.aCell[i - pRegion->iCell];
    *pCell = pWalk->examiner.catalogue.a[pRegion->iFirst + i - pRegion->iCell].cell;
    pCell->required = kept_figure(&p->a[i], REQUIRED);
    pCell->fulfilled = kept_figure(&p->a[i], FULFILLED);
    pCell->known_need = kept_figure(&p->a[i], KNOWN_NEED);
    pCell->isFiled = p->a[i].isFiled;
  }
  spm_walk_leaves(pWalk, &p->choice, p->aLeaf);
  p->iRegion = iRegion;
}

const SpmLeaf *spm_leaves_at(SpmLeaves *p, sqlite3_int64 i, const char **pzRegion) {
  if (p->iRegion < 0 || i < p->aRegion[p->iRegion].iCell || i >= p->aRegion[p->iRegion].iCellEnd)
    make_region(p, region_of(p, i));
  *pzRegion = p->aRegion[p->iRegion].zRegion;
  return &p->aLeaf[i - p->aRegion[p->iRegion].iCell];
}

void spm_leaves_range(const SpmLeaves *p, const char *zRegion, sqlite3_int64 *piFirst, sqlite3_int64 *piEnd) {
  sqlite3_int64 low = 0, high = p->nRegion;
  while (low < high) {
    sqlite3_int64 middle = low + (high - low) / 2;
    if (strcmp(p->aRegion[middle].zRegion, zRegion) < 0) low = middle + 1;
    else high = middle;
  }
  *piFirst = *piEnd = low < p->nRegion ? p->aRegion[low].iCell : p->n;
  for (; low < p->nRegion && strcmp(p->aRegion[low].zRegion, zRegion) == 0; low++) *piEnd = p->aRegion[low].iCellEnd;
}
