/* over_fulfilled.c: rule 'over-fulfilled'. Semantics 2. Examined: each owed cell; it applies where something is needed and no
** figure is negative. */
#include "cellrules/cellrules.h"

static SpmOutcome judge(const SpmCell *p, double threshold, SpmFault *pFault) {
  (void)threshold;
  if (!p->isFilled) return SPM_NOT_EVALUABLE;
  if (p->required.r <= 0 || p->fulfilled.r < 0) return SPM_NOT_APPLICABLE;
  if (spm_value_compare(p->fulfilled, p->required) <= 0) return SPM_PASS;
  *pFault = (SpmFault){p->fulfilled, p->required};
  return SPM_FAIL;
}

const SpmCellRule spm_rule_over_fulfilled = {"over-fulfilled", "more was fulfilled than needed; the ratio counts as 1",
                                             0, judge};
