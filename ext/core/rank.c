/* rank.c: ranks (semantics.md 8), and how they move while the weight of recipients moves from one end to the other. */
#include "core/core.h"
#include <math.h>
#include <stdlib.h>

/* ---- ranks ---- */

/* Group by group, from the highest value down; those without one last. */
static int from_the_top(const void *x, const void *y) {
  const SpmRanked *a = x, *b = y;
  if (a->group != b->group) return a->group < b->group ? -1 : 1;
  if (isnan(a->value) || isnan(b->value)) return isnan(a->value) - isnan(b->value);
  return (a->value < b->value) - (a->value > b->value);
}

/* Where those that are as a[i] end. */
static int end_of(const SpmRanked *a, int n, int i) {
  int iEnd = i;
  while (iEnd < n && from_the_top(&a[i], &a[iEnd]) == 0) iEnd++;
  return iEnd;
}

static void rank_group(SpmRanked *a, int n, int ranked) {
  for (int i = 0, iEnd; i < n; i = iEnd) {
    iEnd = end_of(a, n, i);
    for (int j = i; j < iEnd; j++) {
      a[j].rank = i + 1;
      a[j].tied = iEnd - i;
      a[j].ranked = ranked;
      a[j].above = i > 0 ? a[i - 1].value : NAN;
    }
  }
}

void spm_rank(SpmRanked *a, int n) {
  qsort(a, (size_t)n, sizeof(*a), from_the_top);
  for (int i = 0, iEnd; i < n; i = iEnd) {
    int ranked = 0;
    for (iEnd = i; iEnd < n && a[iEnd].group == a[i].group; iEnd++) ranked += !isnan(a[iEnd].value);
    rank_group(a + i, iEnd - i, ranked);
  }
}

int spm_rank_above(const SpmRanked *a, int n, double value) {
  int low = 0, high = n;
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (a[middle].value > value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* ---- at other weights ---- */

/* Scores are straight lines, so ranks change only where two of them meet. The crossings of one line with all others are put in
** order and walked along: one array of them at a time, whatever the number of pairs. */

/* What is equal to nine decimals is equal (semantics 4). */
static double apart(double a, double b) {
  return fabs(spm_snap(a - b)) > 0 ? a - b : 0;
}

/* Where the line meets another one; at is NAN where it does not: the other leads at all weights or at none. */
static SpmCrossing meet(const SpmLine *a, int i, int other) {
  double served = apart(a[other].served, a[i].served), quality = apart(a[other].quality, a[i].quality);
  int isCrossing = served * quality < 0;
  SpmCrossing c = {NAN, NAN, other, 0, 0};
  c.leadsAbove = fabs(served) > 0 ? served > 0 : quality > 0;
  c.leadsBelow = isCrossing ? quality > 0 : c.leadsAbove;
  if (!isCrossing) return c;
  c.at = -quality / (served - quality);
  c.spot = spm_snap(c.at);
  return c;
}

static int leads_first(const SpmCrossing *c, double min) {
  return c->spot > min ? c->leadsBelow : c->leadsAbove;
}

static int leads_last(const SpmCrossing *c, double max) {
  return c->spot < max ? c->leadsAbove : c->leadsBelow;
}

static int in_order(const void *x, const void *y) {
  const SpmCrossing *a = x, *b = y;
  if (a->spot < b->spot || a->spot > b->spot) return a->spot < b->spot ? -1 : 1;
  return (a->other > b->other) - (a->other < b->other);
}

static int lesser(int a, int b) {
  return a < b ? a : b;
}

static int greater(int a, int b) {
  return a > b ? a : b;
}

/* Along the crossings between the ends, beginning with the rank just above the lower one. */
static void walk(const SpmCrossing *a, int n, int rank, SpmLineRanks *p) {
  for (int i = 0, iEnd; i < n; i = iEnd) {
    int before = rank, shared = rank;
    double at = a[i].at;
    for (iEnd = i; iEnd < n && !(a[iEnd].spot > a[i].spot); iEnd++) {
      at = fmin(at, a[iEnd].at);
      shared -= a[iEnd].leadsBelow; /* at the crossing both share the better rank */
      rank += a[iEnd].leadsAbove - a[iEnd].leadsBelow;
    }
    p->changes++;
    p->best = lesser(p->best, lesser(shared, rank));
    p->worst = greater(p->worst, greater(shared, rank));
    if (!isnan(p->first_at) || (rank == before && shared == before)) continue;
    p->first_at = at;
    p->aWith = &a[i];
    p->nWith = iEnd - i;
  }
}

/* Who is met at the upper end itself: is level there, or has come past. */
static int meet_last(const SpmLine *a, int n, int i, double max, SpmCrossing *aRoom) {
  int nRoom = 0;
  for (int other = 0; other < n; other++) {
    double lead = a[other].at_max - a[i].at_max;
    if (other == i) continue;
    SpmCrossing c = meet(a, i, other);
    int isSame = fabs(apart(a[other].served, a[i].served)) + fabs(apart(a[other].quality, a[i].quality)) <= 0;
    int isLevel = !(lead < 0 || lead > 0) && !isSame;
    if ((lead > 0) != leads_last(&c, max) || isLevel) aRoom[nRoom++] = c;
  }
  return nRoom;
}

void spm_line_ranks(const SpmLine *a, int n, int i, SpmWeights w, SpmCrossing *aRoom, SpmLineRanks *p) {
  double min = spm_snap(w.min), max = spm_snap(w.max);
  int aboveMin = 1, belowMax = 1, nRoom = 0;
  *p = (SpmLineRanks){.at_min = 1, .at_max = 1, .first_at = NAN};
  for (int other = 0; other < n; other++) {
    if (other == i) continue;
    SpmCrossing c = meet(a, i, other);
    p->at_min += a[other].at_min > a[i].at_min;
    p->at_max += a[other].at_max > a[i].at_max;
    aboveMin += leads_first(&c, min);
    belowMax += leads_last(&c, max);
    if (c.spot > min && c.spot < max) aRoom[nRoom++] = c;
  }
  qsort(aRoom, (size_t)nRoom, sizeof(*aRoom), in_order);
  p->best = lesser(p->at_min, p->at_max);
  p->worst = greater(p->at_min, p->at_max);
  if (!(w.min < w.max)) return;
  p->best = lesser(p->best, aboveMin);
  p->worst = greater(p->worst, aboveMin);
  walk(aRoom, nRoom, aboveMin, p);
  if (!isnan(p->first_at) || p->at_max == belowMax) return;
  p->first_at = w.max;
  p->aWith = aRoom;
  p->nWith = meet_last(a, n, i, max, aRoom);
}
