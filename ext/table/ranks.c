/* ranks.c: "-- Fold: ranks": the ranks of the rows of a body (semantics.md 8).
**
** The body has a row for each region, in order, which begins with the columns below. The rows are kept as they come, and when
** all are there the parts below are written into them: they are put in order once for each kind of rank, in some
** 200 bytes a region beside the rows. */
#include "table/tvf.h"
#include <math.h>
#include <string.h>

enum {
  IN_LEVEL,
  IN_PROVINCE,
  IN_GROUP,
  IN_SCORE,
  IN_LOW,
  IN_HIGH,
  IN_PREVIOUS_SCORE,
  IN_PREVIOUS_RANK,
  IN_HAS_IT,
  INPUTS
};
const char spm_ranks_input[] =
    "level, province, group_name, score, score_low, score_high, previous_score, previous_rank, has_it, ";

enum {
  RANK = 1,
  TIED,
  RANKED,
  EXPECTED,
  BEST,
  WORST,
  CHANGE,
  IN_PROVINCE_RANK,
  IN_PROVINCE_RANKED,
  TO_NEXT,
  IN_GROUP_RANK,
  IN_GROUP_RANKED,
  COMMON,
  PREVIOUS_COMMON,
  COMMON_CHANGE,
  PARTS
};
const char *const spm_ranks_parts[PARTS + 1] = {
    [RANK] = "rank",
    [TIED] = "tied",
    [RANKED] = "ranked",
    [EXPECTED] = "expected",
    [BEST] = "best",
    [WORST] = "worst",
    [CHANGE] = "rank_change",
    [IN_PROVINCE_RANK] = "rank_in_province",
    [IN_PROVINCE_RANKED] = "ranked_in_province",
    [TO_NEXT] = "to_next_rank",
    [IN_GROUP_RANK] = "rank_in_group",
    [IN_GROUP_RANKED] = "ranked_in_group",
    [COMMON] = "rank_common",
    [PREVIOUS_COMMON] = "previous_rank_common",
    [COMMON_CHANGE] = "rank_change_common",
};
#define NOTHING (-1) /* a rank that is NULL */
#define STEP    256

struct RankRow {
  int level, province, group; /* which of azGroup; NOTHING: none */
  int isProvince, hasIt;
  double score, low, high, previous_score; /* NAN: none */
  int previous_rank, rank, common;
};

/* ---- a row ---- */

/* Which of azGroup a text is. Neighbours are of the same province, so the one that was met last is looked at first. */
static int group_of(Fold *p, sqlite3_stmt *pStmt, int iCol, int *pGroup) {
  *pGroup = NOTHING;
  if (sqlite3_column_type(pStmt, iCol) == SQLITE_NULL) return SQLITE_OK;
  const char *z = (const char *)sqlite3_column_text(pStmt, iCol);
  for (int i = p->nGroup; z && i-- > 0;) {
    *pGroup = i;
    if (strcmp(p->azGroup[i], z) == 0) return SQLITE_OK;
  }
  char **az = z ? sqlite3_realloc64(p->azGroup, (sqlite3_uint64)(p->nGroup + 1) * sizeof(*az)) : 0;
  if (az == 0) return SQLITE_NOMEM;
  p->azGroup = az;
  az[p->nGroup] = sqlite3_mprintf("%s", z);
  if (az[p->nGroup] == 0) return SQLITE_NOMEM;
  *pGroup = p->nGroup++;
  return SQLITE_OK;
}

static double real_of(sqlite3_stmt *pStmt, int iCol) {
  return sqlite3_column_type(pStmt, iCol) == SQLITE_NULL ? NAN : sqlite3_column_double(pStmt, iCol);
}

int spm_ranks_row(Fold *p, sqlite3_stmt *pStmt) {
  int rc = spm_rowset_append(p->pRows, pStmt, INPUTS);
  if (rc != SQLITE_OK) return rc;
  if (p->nRank % STEP == 0) {
    struct RankRow *a = sqlite3_realloc64(p->aRank, ((sqlite3_uint64)p->nRank + STEP) * sizeof(*a));
    if (a == 0) return SQLITE_NOMEM;
    p->aRank = a;
  }
  struct RankRow *pNew = &p->aRank[p->nRank++];
  memset(pNew, 0, sizeof(*pNew));
  rc = group_of(p, pStmt, IN_LEVEL, &pNew->level);
  if (rc == SQLITE_OK) rc = group_of(p, pStmt, IN_GROUP, &pNew->group);
  if (rc == SQLITE_OK) rc = group_of(p, pStmt, IN_PROVINCE, &pNew->province);
  if (rc != SQLITE_OK) return rc;
  pNew->isProvince = pNew->level >= 0 && strcmp(p->azGroup[pNew->level], "provinsi") == 0;
  pNew->hasIt = sqlite3_column_int(pStmt, IN_HAS_IT);
  pNew->score = real_of(pStmt, IN_SCORE);
  pNew->low = real_of(pStmt, IN_LOW);
  pNew->high = sqlite3_column_type(pStmt, IN_HIGH) == SQLITE_NULL ? INFINITY : real_of(pStmt, IN_HIGH);
  pNew->previous_score = real_of(pStmt, IN_PREVIOUS_SCORE);
  pNew->previous_rank = NOTHING;
  if (sqlite3_column_type(pStmt, IN_PREVIOUS_RANK) != SQLITE_NULL)
    pNew->previous_rank = sqlite3_column_int(pStmt, IN_PREVIOUS_RANK);
  return SQLITE_OK;
}

/* ---- all of them ---- */

/* Set the columns of a row that show a part; of one that is not set, NULL stands. */
static void show(const Fold *p, int i, int part, int value) {
  for (int iCol = 0; iCol < p->pDef->nColumn; iCol++)
    if (p->aPart[iCol] == part) spm_rowset_set_int(p->pRows, p->iFirst + i, iCol, value);
}

static int is_common(const struct RankRow *pRow) {
  return !isnan(pRow->score) && pRow->previous_rank != NOTHING;
}

/* The ranks by score within the parts of a level, of which part says which a row is in. */
static void rank_by(const Fold *p, SpmRanked *a, int (*part)(const struct RankRow *)) {
  for (int i = 0; i < p->nRank; i++) {
    const struct RankRow *pRow = &p->aRank[i];
    a[i] = (SpmRanked){.group = (long long)pRow->level << 32 | (unsigned)part(pRow), .value = pRow->score, .i = i};
  }
  spm_rank(a, p->nRank);
}

static int whole_level(const struct RankRow *pRow) {
  (void)pRow;
  return 0;
}

static int province_of(const struct RankRow *pRow) {
  return pRow->province;
}

static int group_in(const struct RankRow *pRow) {
  return pRow->group;
}

static void rank_levels(Fold *p, SpmRanked *a) {
  rank_by(p, a, whole_level);
  for (int i = 0, expected = 0; i < p->nRank; i++) {
    struct RankRow *pRow = &p->aRank[a[i].i];
    if (i == 0 || a[i].group != a[i - 1].group) {
      expected = 0;
      for (int j = i; j < p->nRank && a[j].group == a[i].group; j++) expected += p->aRank[a[j].i].hasIt;
    }
    show(p, a[i].i, RANKED, a[i].ranked);
    show(p, a[i].i, EXPECTED, expected);
    pRow->rank = a[i].rank;
    if (isnan(a[i].value)) continue;
    show(p, a[i].i, RANK, a[i].rank);
    show(p, a[i].i, TIED, a[i].tied);
    if (pRow->previous_rank != NOTHING) show(p, a[i].i, CHANGE, pRow->previous_rank - a[i].rank);
    for (int iCol = 0; iCol < p->pDef->nColumn; iCol++)
      if (p->aPart[iCol] == TO_NEXT)
        spm_rowset_set_real(p->pRows, p->iFirst + a[i].i, iCol, spm_snap(a[i].above - a[i].value));
  }
}

static void rank_parts(const Fold *p, SpmRanked *a) {
  rank_by(p, a, province_of);
  for (int i = 0; i < p->nRank; i++) {
    if (p->aRank[a[i].i].isProvince) continue;
    show(p, a[i].i, IN_PROVINCE_RANKED, a[i].ranked);
    if (!isnan(a[i].value)) show(p, a[i].i, IN_PROVINCE_RANK, a[i].rank);
  }
  rank_by(p, a, group_in);
  for (int i = 0; i < p->nRank; i++) {
    if (p->aRank[a[i].i].group == NOTHING) continue;
    show(p, a[i].i, IN_GROUP_RANKED, a[i].ranked);
    if (!isnan(a[i].value)) show(p, a[i].i, IN_GROUP_RANK, a[i].rank);
  }
}

static void rank_common(Fold *p, SpmRanked *a) {
  rank_by(p, a, is_common);
  for (int i = 0; i < p->nRank; i++) p->aRank[a[i].i].common = a[i].rank;
  for (int i = 0; i < p->nRank; i++) {
    const struct RankRow *pRow = &p->aRank[i];
    a[i] = (SpmRanked){
        .group = (long long)pRow->level << 32 | (unsigned)is_common(pRow), .value = pRow->previous_score, .i = i};
  }
  spm_rank(a, p->nRank);
  for (int i = 0; i < p->nRank; i++) {
    const struct RankRow *pRow = &p->aRank[a[i].i];
    if (!is_common(pRow)) continue;
    show(p, a[i].i, COMMON, pRow->common);
    show(p, a[i].i, PREVIOUS_COMMON, a[i].rank);
    show(p, a[i].i, COMMON_CHANGE, a[i].rank - pRow->common);
  }
}

/* best: how many lows stand above its high end; worst: how many highs of others above its low one. */
static void rank_bounds(const Fold *p, SpmRanked *aLow, SpmRanked *aHigh) {
  int n = 0;
  for (int i = 0; i < p->nRank; i++) {
    const struct RankRow *pRow = &p->aRank[i];
    if (isnan(pRow->low)) continue;
    aLow[n] = (SpmRanked){.group = pRow->level, .value = pRow->low, .i = i};
    aHigh[n++] = (SpmRanked){.group = pRow->level, .value = pRow->high, .i = i};
  }
  spm_rank(aLow, n);
  spm_rank(aHigh, n);
  for (int i = 0, iEnd; i < n; i = iEnd) {
    for (iEnd = i; iEnd < n && aLow[iEnd].group == aLow[i].group; iEnd++) {
    }
    for (int j = i; j < iEnd; j++) { /* the level is as long in both */
      const struct RankRow *pRow = &p->aRank[aLow[j].i];
      show(p, aLow[j].i, BEST, 1 + spm_rank_above(aLow + i, iEnd - i, pRow->high));
      show(p, aLow[j].i, WORST, 1 + spm_rank_above(aHigh + i, iEnd - i, pRow->low) - (pRow->high > pRow->low));
    }
  }
}

int spm_ranks_end(Fold *p) {
  if (p->nRank == 0) return SQLITE_OK;
  SpmRanked *a = sqlite3_malloc64((sqlite3_uint64)p->nRank * 2 * sizeof(*a));
  if (a == 0) return SQLITE_NOMEM;
  rank_levels(p, a);
  rank_parts(p, a);
  rank_common(p, a);
  rank_bounds(p, a, a + p->nRank);
  sqlite3_free(a);
  return SQLITE_OK;
}
