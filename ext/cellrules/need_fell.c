/* need_fell.c: rule 'need fell'. Semantics 3. The threshold is a share: 0.1 lets 1000 become 900. Examined: each owed cell; it
** applies to scored indicators. It is held against the last quarter of the year before that the field filed; where it filed
** none, against its first filing of this year. */
#include "cellrules/cellrules.h"

static SpmOutcome judge(const SpmCell *p, double threshold, SpmFault *pFault) {
  double base = p->base_required.r;
  if (!p->isScored) return SPM_NOT_APPLICABLE;
  if (p->required.type == SPM_ABSENT || p->base_required.type == SPM_ABSENT) return SPM_NOT_EVALUABLE;
  *pFault = (SpmFault){p->required, p->base_required};
  return base > 0 && base - p->required.r > base * (threshold + SPM_RULE_ROUNDING) ? SPM_FAIL : SPM_PASS;
}

const SpmCellRule spm_rule_need_fell = {
    "need fell", "the need is lower than a year before by more than the threshold allows", SPM_LOOKS_BASE, judge};
