/* score.c: from cells to the score of a service, and how a score is shown (semantics.md 2, 3, 4). */
#include "core/core.h"
#include <float.h>
#include <math.h>

const SpmMethod spm_default_method = {0.8, 0.2, 0, 0, 0, 1};

const SpmBand spm_default_bands[SPM_BAND_COUNT] = {
    {100, "Tuntas Paripurna"}, {90, "Tuntas Utama"}, {80, "Tuntas Madya"},
    {70, "Tuntas Pratama"},    {60, "Tuntas Muda"},  {0, "Belum Tuntas"},
};

/* Semantics 2, the table row by row. */
SpmStatus spm_cell(SpmValue required, SpmValue fulfilled, double *pRaw) {
  *pRaw = NAN;
  int isGiven = required.type != SPM_ABSENT, isMet = fulfilled.type != SPM_ABSENT;
  if ((isGiven && required.r < 0) || (isMet && fulfilled.r < 0)) return SPM_INVALID;
  if (!isGiven || !isMet) return SPM_MISSING;
  if (required.r == 0) return fulfilled.r == 0 ? SPM_NOT_NEEDED : SPM_CONTRADICTION;
  *pRaw = fulfilled.r / required.r;
  if (required.type == SPM_INT && fulfilled.type == SPM_INT) return fulfilled.i > required.i ? SPM_CAPPED : SPM_OK;
  return fulfilled.r > required.r ? SPM_CAPPED : SPM_OK;
}

const char *spm_status_name(SpmStatus status) {
  static const char *const az[] = {
      [SPM_MISSING] = "missing", [SPM_NOT_NEEDED] = "not_needed", [SPM_CONTRADICTION] = "contradiction",
      [SPM_INVALID] = "invalid", [SPM_CAPPED] = "capped",         [SPM_OK] = "ok",
  };
  return az[status];
}

void spm_sum_add(SpmSum *s, SpmValue v) {
  s->count++;
  if (v.type == SPM_INT) {
    s->whole += v.i;
    return;
  }
  s->reals++;
  double t = s->real + v.r;
  if (isinf(t)) { /* semantics 2: it stays the largest number there is, and what came to it cannot leave again */
    s->real = copysign(DBL_MAX, t);
    s->lost = 0;
    return;
  }
  if (fabs(s->real) >= fabs(v.r)) s->lost += (s->real - t) + v.r;
  else s->lost += (v.r - t) + s->real;
  s->real = t;
}

double spm_sum_value(const SpmSum *s) {
  return fmax(-DBL_MAX, fmin(DBL_MAX, (double)s->whole + (s->real + s->lost)));
}

#define FIXED_ONE 60
#define FIXED_MAX 1099511627776.0 /* 2^40 */

spm_i128 spm_fixed(double share) {
  return isnan(share) ? 0 : (spm_i128)ldexp(fmax(-FIXED_MAX, fmin(FIXED_MAX, share)), FIXED_ONE);
}

spm_i128 spm_fixed_sum(spm_i128 sum, spm_i128 share) {
  spm_i128 most = (spm_i128)1 << 126, result;
  int isOver = __builtin_add_overflow(sum, share, &result);
  if (isOver ? share > 0 : result > most) return most;
  return isOver || result < -most ? -most : result;
}

double spm_fixed_mean(spm_i128 sum, double count) {
  return ldexp((double)sum, -FIXED_ONE) / count;
}

void spm_tally_add(SpmTally *t, int side, int scored, SpmValue required, SpmValue fulfilled, int sign) {
  double raw;
  SpmStatus status = spm_cell(required, fulfilled, &raw);
  if (required.type != SPM_ABSENT && fulfilled.type != SPM_ABSENT) t->side[side].filled += sign;
  if (!scored) return;
  SpmSide *s = &t->side[side];
  if (side == SPM_PENERIMA) {
    if (required.type != SPM_ABSENT) spm_sum_add(&t->required, required);
    if (fulfilled.type != SPM_ABSENT) spm_sum_add(&t->fulfilled, fulfilled);
  }
  switch (status) {
  case SPM_OK:
  case SPM_CAPPED:
    s->rated += sign;
    s->raw = spm_fixed_sum(s->raw, sign * spm_fixed(raw));
    s->capped += sign * spm_fixed(status == SPM_CAPPED ? 1 : raw);
    spm_sum_add(&s->met, status == SPM_CAPPED ? required : fulfilled);
    spm_sum_add(&s->given, fulfilled);
    spm_sum_add(&s->need, required);
    break;
  case SPM_NOT_NEEDED: s->not_needed += sign; break;
  default: /* missing, contradiction, invalid: scored as missing */
    if (required.type != SPM_ABSENT && required.r > 0) spm_sum_add(&s->need_missing, required);
  }
}

void spm_tally_keep(SpmTally *p, const SpmTally *pKept) {
  for (int i = 0; i < 2; i++) {
    const SpmSum *pNeed = &pKept->side[i].need_missing;
    if (pNeed->count == 0) continue;
    SpmSum *s = &p->side[i].need_missing;
    spm_sum_add(s, (SpmValue){SPM_REAL, 0, spm_sum_value(pNeed)});
    s->count += pNeed->count - 1;
  }
}

typedef struct Share {
  double value, low, high; /* NAN where there is none; high INFINITY where there is no upper end */
} Share;

/* combine='mean': the mean of the ratios of the owed indicators (semantics 3). */
static Share share_mean(const SpmSide *s, long long missing, const SpmMethod *m) {
  long long full = m->full ? s->not_needed : 0;
  spm_i128 sum = (m->cap ? s->capped : s->raw) + full * spm_fixed(1);
  double all = (double)(s->rated + full + missing), seen = (double)(s->rated + full);
  Share r = {NAN, NAN, NAN};
  if (all > 0) {
    r.low = spm_fixed_mean(sum, all);
    r.high = spm_fixed_mean(sum + missing * spm_fixed(1), all);
    r.value = m->available ? (seen > 0 ? spm_fixed_mean(sum, seen) : NAN) : r.low;
  }
  return r;
}

/* combine='pooled': sum over sum; under missing='zero' a row whose need is known adds its need (semantics 3).
** A need that is not known may be anything, and so may the quotient then: 0 to 1. */
static Share share_pooled(const SpmSide *s, long long missing, const SpmMethod *m) {
  double met = spm_sum_value(m->cap ? &s->met : &s->given);
  double need = spm_sum_value(&s->need), silent = spm_sum_value(&s->need_missing);
  Share r = {NAN, NAN, NAN};
  if (isinf(need + silent) || isinf(met + silent)) { /* half of each: the quotients are the same */
    met /= 2;
    need /= 2;
    silent /= 2;
  }
  if (need + silent > 0) {
    r.low = met / (need + silent);
    r.high = (met + silent) / (need + silent);
  } else if (missing > 0) {
    r.low = 0;
  } else if (m->full && s->not_needed > 0) {
    r.low = r.high = 1;
  }
  if (!m->available) r.value = r.low;
  else if (need > 0) r.value = met / need;
  else if (m->full && s->not_needed > 0) r.value = 1;
  if (missing > s->need_missing.count) {
    r.low = 0;
    r.high = 1;
  }
  return r;
}

static Share share(const SpmSide *s, long long owed, const SpmMethod *m) {
  long long missing = owed - s->rated - s->not_needed;
  Share r = m->pooled ? share_pooled(s, missing, m) : share_mean(s, missing, m);
  if (missing > 0 && !m->cap) r.high = INFINITY;
  return r;
}

#define SHARE_MAX 1e7 /* semantics 2: a thousand million percent, which spm_mean still takes */

static double bounded(double share) {
  return share > SHARE_MAX ? SHARE_MAX : share;
}

static double weigh(double served, double quality, const SpmMethod *m) {
  served = bounded(served);
  return isnan(quality) ? served : m->served_weight * served + m->quality_weight * bounded(quality);
}

/* The upper end; INFINITY: a component that counts has none. */
static double weigh_high(double served, double quality, const SpmMethod *m) {
  if (isinf(served) && (isnan(quality) || m->served_weight > 0)) return INFINITY;
  return isinf(quality) && m->quality_weight > 0 ? INFINITY : weigh(served, quality, m);
}

/* Nothing of the service is known: anything may come. */
static void leave_open(SpmService *p, const SpmMethod *m) {
  p->low = 0;
  p->high = m->cap ? 1 : INFINITY;
}

SpmService spm_service(const SpmTally *t, long long nPenerima, long long nMutu, SpmFiled filed, const SpmMethod *m) {
  SpmService r = {SPM_NOT_FILED, NAN, NAN, NAN, NAN, NAN};
  if (nPenerima == 0) { /* where the catalogue asks for no recipients nobody owes the service, filed or not */
    r.status = SPM_NOT_OWED;
    return r;
  }
  if (filed == SPM_REGION_SILENT) {
    leave_open(&r, m);
    return r;
  }
  const SpmSide *a = &t->side[SPM_PENERIMA], *b = &t->side[SPM_MUTU];
  /* a service without a cell in a field that was filed is not filed either */
  if (filed == SPM_FIELD_SILENT || (a->filled == 0 && b->filled == 0)) {
    leave_open(&r, m);
    if (m->available) return r;
    r.served = r.score = 0;
    if (nMutu > 0) r.quality = 0;
    return r;
  }
  if (!m->full && a->not_needed >= nPenerima) {
    r.status = SPM_NOT_OWED;
    return r;
  }
  Share served = share(a, nPenerima, m), quality = share(b, nMutu, m);
  if (isnan(served.value)) {
    r.status = SPM_NO_VALUE;
    leave_open(&r, m);
    return r;
  }
  r.status = SPM_SCORED;
  r.served = bounded(served.value);
  r.quality = bounded(quality.value);
  r.score = weigh(served.value, quality.value, m);
  r.low = weigh(served.low, quality.low, m);
  r.high = weigh_high(served.high, quality.high, m);
  return r;
}

#define SNAP     1e9 /* the 9-decimal integer of semantics 4 */
#define SNAP_MAX 9e9 /* beyond this a score is no score; it is passed through so that llround cannot overflow */
#define PER_CENT 10000000LL

double spm_snap(double x) {
  return fabs(x) < SNAP_MAX ? (double)llround(x * SNAP) / SNAP : x;
}

/* Semantics 4: half away from zero on the 9-decimal integer, but never up across a floor not reached. */
double spm_round_score(double x) {
  if (!(fabs(x) < SNAP_MAX)) return x;
  long long whole = llround(x * SNAP);
  long long half = whole < 0 ? -PER_CENT / 2 : PER_CENT / 2;
  long long cents = (whole + half) / PER_CENT;
  for (int i = 0; i < SPM_BAND_COUNT; i++) {
    long long floor9 = llround(spm_default_bands[i].floor * SNAP);
    if (whole < floor9 && cents * PER_CENT >= floor9) cents = (floor9 - 1) / PER_CENT;
  }
  return (double)cents / 100;
}

const char *spm_band_name(double x) {
  double snapped = spm_snap(x);
  for (int i = 0; i < SPM_BAND_COUNT; i++)
    if (snapped >= spm_default_bands[i].floor) return spm_default_bands[i].name;
  return NULL;
}

double spm_shift_service(double s0, double n0, double s1, double n1) {
  return ((s1 - s0) / n0 + (s1 - s0) / n1) / 2;
}

double spm_shift_denominator(double s0, double n0, double s1, double n1) {
  return (s0 + s1) / 2 * (1 / n1 - 1 / n0);
}
