/* negative.c: rule 'negative'. Semantics 2. Examined: each owed cell. */
#include "cellrules/cellrules.h"

static SpmOutcome judge(const SpmCell *p, double threshold, SpmFault *pFault) {
  (void)threshold;
  int isNeed = p->required.type != SPM_ABSENT && p->required.r < 0;
  int isMet = p->fulfilled.type != SPM_ABSENT && p->fulfilled.r < 0;
  if (!isNeed && !isMet) return p->isFilled ? SPM_PASS : SPM_NOT_EVALUABLE;
  *pFault = (SpmFault){isNeed ? p->required : p->fulfilled, {SPM_INT, 0, 0}};
  return SPM_FAIL;
}

const SpmCellRule spm_rule_negative = {"negative", "a figure is below 0 and is scored as missing", 0, judge};
