/* falling.c: rule 'falling'. Semantics 3. Examined: each owed cell; it applies to scored indicators from the second quarter on.
** It is compared with the last quarter of the year that was filed. */
#include "cellrules/cellrules.h"

static SpmOutcome judge(const SpmCell *p, double threshold, SpmFault *pFault) {
  (void)threshold;
  if (!p->isScored || p->isFirstQuarter) return SPM_NOT_APPLICABLE;
  if (p->fulfilled.type == SPM_ABSENT || p->before_fulfilled.type == SPM_ABSENT) return SPM_NOT_EVALUABLE;
  if (spm_value_compare(p->fulfilled, p->before_fulfilled) >= 0) return SPM_PASS;
  *pFault = (SpmFault){p->fulfilled, p->before_fulfilled};
  return SPM_FAIL;
}

const SpmCellRule spm_rule_falling = {
    "falling", "the figure is lower than a quarter before, but figures are cumulative within the year",
    SPM_LOOKS_BEFORE, judge};
