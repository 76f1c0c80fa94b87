/* need_zero.c: rule 'need zero'. Semantics 3: a need of 0 takes the service out of the mean. Examined: each owed cell; it applies
** to the scored recipients of the services of table always_needed. */
#include "cellrules/cellrules.h"

static SpmOutcome judge(const SpmCell *p, double threshold, SpmFault *pFault) {
  (void)threshold;
  if (!p->isScored || !p->isRecipient || !p->isAlwaysNeeded) return SPM_NOT_APPLICABLE;
  if (p->required.type == SPM_ABSENT) return SPM_NOT_EVALUABLE;
  if (p->required.r < 0 || p->required.r > 0) return SPM_PASS;
  *pFault = (SpmFault){p->required, {SPM_ABSENT, 0, 0}};
  return SPM_FAIL;
}

const SpmCellRule spm_rule_need_zero = {
    "need zero", "nobody is said to need a service that a regulation says is always needed", 0, judge};
