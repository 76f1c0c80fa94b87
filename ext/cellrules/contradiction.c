/* contradiction.c: rule 'contradiction'. Semantics 2. Examined: each owed cell; it applies where the need is 0. */
#include "cellrules/cellrules.h"

static SpmOutcome judge(const SpmCell *p, double threshold, SpmFault *pFault) {
  (void)threshold;
  if (!p->isFilled) return SPM_NOT_EVALUABLE;
  if (p->required.r < 0 || p->required.r > 0) return SPM_NOT_APPLICABLE;
  if (p->fulfilled.r <= 0) return SPM_PASS;
  *pFault = (SpmFault){p->fulfilled, p->required};
  return SPM_FAIL;
}

const SpmCellRule spm_rule_contradiction = {
    "contradiction", "nothing was needed, yet something was fulfilled; it is scored as missing", 0, judge};
