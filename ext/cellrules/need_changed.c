/* need_changed.c: rule 'need changed'. Semantics 3: a quarter is measured against the need of the year, which does not change
** without a reason. The threshold is a share: 0.1 lets 1000 become 900 to 1100. Examined: each owed cell; a change of the
** figure from the second quarter on, a need that an earlier filing of the year has and this one leaves blank in every
** quarter. */
#include "cellrules/cellrules.h"
#include <math.h>

static SpmOutcome judge(const SpmCell *p, double threshold, SpmFault *pFault) {
  int isBlank = p->required.type == SPM_ABSENT;
  *pFault = (SpmFault){p->required, isBlank ? p->known_need : p->before_required};
  if (p->isFiled && isBlank && p->known_need.type != SPM_ABSENT) return SPM_FAIL;
  if (p->isFirstQuarter) return SPM_NOT_APPLICABLE;
  if (isBlank || p->before_required.type == SPM_ABSENT) return SPM_NOT_EVALUABLE;
  double before = p->before_required.r;
  return fabs(p->required.r - before) > fabs(before) * (threshold + SPM_RULE_ROUNDING) ? SPM_FAIL : SPM_PASS;
}

const SpmCellRule spm_rule_need_changed = {
    "need changed", "the need of the year changed against a quarter before by more than the threshold, or is blank now",
    SPM_LOOKS_BEFORE | SPM_LOOKS_KNOWN, judge};
