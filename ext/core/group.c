/* group.c: from the scores of services to those of a field, and from fields to a region (semantics.md 3, 4). */
#include "core/core.h"
#include <math.h>

static void mean_add(SpmMean *p, double x) {
  if (isnan(x)) return;
  p->sum = spm_fixed_sum(p->sum, spm_fixed(x));
  p->count++;
}

double spm_mean_value(const SpmMean *p) {
  return p->count > 0 ? spm_fixed_mean(p->sum, (double)p->count) : NAN;
}

void spm_group_add(SpmGroup *p, const SpmService *r, SpmFiled filed) {
  mean_add(&p->served, r->served);
  mean_add(&p->quality, isnan(r->quality) ? r->served : r->quality);
  mean_add(&p->score, r->score);
  /* beside others that are scored, what is not leaves their bounds, as it leaves their mean */
  if (!isnan(r->score) || filed == SPM_REGION_SILENT) {
    mean_add(&p->low, r->low);
    mean_add(&p->high, isinf(r->high) ? 0 : r->high);
    p->isEndless |= isinf(r->high);
  }
  p->services++;
  p->owed += r->status != SPM_NOT_OWED;
  p->filed_owed += r->status != SPM_NOT_OWED && r->status != SPM_NOT_FILED;
  if (filed > p->filed) p->filed = filed;
}

double spm_group_low(const SpmGroup *p) {
  return p->low.count == 0 && p->owed > 0 ? 0 : spm_mean_value(&p->low);
}

double spm_group_high(const SpmGroup *p, const SpmMethod *m) {
  int isOpen = p->low.count == 0 && p->owed > 0; /* nothing of it is scored: anything may come */
  if (isOpen && m->cap) return 1;
  return p->isEndless || isOpen ? INFINITY : spm_mean_value(&p->high);
}

static void fold(SpmMean *p, const SpmMean *pField, long long weight) {
  if (pField->count == 0) return;
  p->sum += spm_fixed(spm_mean_value(pField)) * weight;
  p->count += weight;
}

void spm_group_fold(SpmGroup *p, const SpmGroup *pField, int isFlat) {
  long long scored = isFlat ? pField->score.count : 1, bounded = isFlat ? pField->low.count : 1;
  fold(&p->served, &pField->served, scored);
  fold(&p->quality, &pField->quality, scored);
  fold(&p->score, &pField->score, scored);
  fold(&p->low, &pField->low, bounded);
  fold(&p->high, &pField->high, bounded);
  p->isEndless |= pField->isEndless;
  p->services += pField->services;
  p->owed += pField->owed;
  p->filed_owed += pField->filed_owed;
  p->fields_filed += pField->filed == SPM_FIELD_FILED;
  if (pField->filed > p->filed) p->filed = pField->filed;
}
