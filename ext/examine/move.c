/* move.c: what moved the points of an indicator between two quarters (semantics.md 9).
**
** Its points are weight x ratio; the product is split at the mean of both quarters, so swapping them flips every sign and nothing
** is left over. What comes or goes moves the weights of all others: that is coverage or obligation in the measure in which a
** blank or a need of 0 did it. */
#include "examine/examine.h"
#include <math.h>

const SpmAsked *spm_move_asked(const SpmMoveOf *p) {
  return (p->pFrom ? p->pFrom : p->pTo)->pAsked;
}

static int is_rated(const SpmLeaf *p) {
  return p && p->isFiled && (p->status == SPM_OK || p->status == SPM_CAPPED);
}

static int is_silent(const SpmLeaf *p) {
  return p && (!p->isFiled || p->status == SPM_MISSING || p->status == SPM_CONTRADICTION || p->status == SPM_INVALID);
}

static double or_zero(double r) {
  return isnan(r) ? 0 : r;
}

/* Missing counts 0; where it has no weight its ratio is that of the other side, so that only the weight tells. */
static double ratio_of(const SpmLeaf *p) {
  if (p == 0) return NAN;
  return isnan(p->ratio) && p->weight > 0 ? 0 : p->ratio;
}

static void move(SpmMoveOf *m, const SpmMethod *pMethod, double *pCoverage, double *pBoth) {
  const SpmLeaf *a = m->pFrom, *b = m->pTo;
  int isRecipient = spm_move_asked(m)->cell.isRecipient;
  double w0 = a ? or_zero(a->weight) : 0, w1 = b ? or_zero(b->weight) : 0;
  double v0 = a ? or_zero(a->weight_component) : 0, v1 = b ? or_zero(b->weight_component) : 0;
  double r0 = ratio_of(a), r1 = ratio_of(b);
  double q0 = or_zero(isnan(r0) ? r1 : r0), q1 = or_zero(isnan(r1) ? r0 : r1);
  double w = (w0 + w1) / 2;
  double share0 = v0 > 0 || v0 < 0 ? w0 / v0 : 0, share1 = v1 > 0 || v1 < 0 ? w1 / v1 : 0;
  int isRated = v0 > 0 && v1 > 0 && is_rated(a) && is_rated(b);
  int isCoverage = v0 > 0 && v1 > 0 && is_silent(a) + is_silent(b) == 1 && is_rated(a) + is_rated(b) == 1;
  double by_raw = isRated ? w * (b->raw - a->raw) : 0, by_ratio = w * (q1 - q0);
  double by_share = (q0 + q1) / 2 * (v0 + v1) / 2 * (share1 - share0);
  double by_weight = (q0 + q1) / 2 * (share0 + share1) / 2 * (v1 - v0);
  int isShared = isRated && pMethod->pooled; /* needs move weights within a service */
  m->points_from = w0 * q0;
  m->points_to = w1 * q1;
  m->served = m->denominator = m->quality = m->cap = 0;
  if (isRated && isRecipient) {
    double s0 = a->fulfilled.r, n0 = a->required.r, s1 = b->fulfilled.r, n1 = b->required.r;
    m->served = w * spm_shift_service(s0, n0, s1, n1);
    m->denominator = w * spm_shift_denominator(s0, n0, s1, n1) + (isShared ? by_share : 0);
  } else if (isRated) {
    m->quality = by_raw + (isShared ? by_share : 0);
  }
  if (isRated) m->cap = by_ratio - by_raw;
  m->by_filing = isCoverage ? by_ratio : 0;
  m->by_company = (isRated || isCoverage ? 0 : by_ratio) + (isShared ? 0 : by_share) + by_weight;
  if ((w0 > 0) == (w1 > 0)) return;
  if (is_silent(a) || is_silent(b)) *pCoverage += fabs(w1 - w0);
  *pBoth += fabs(w1 - w0);
}

double spm_moves(SpmMoveOf *a, int n, const SpmMethod *pMethod) {
  double coverage = 0, both = 0;
  for (int i = 0; i < n; i++) move(&a[i], pMethod, &coverage, &both);
  return both > 0 ? coverage / both : 0;
}
