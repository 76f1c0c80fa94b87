/* overspent.c: rule 'overspent'. Examined: each owed service; whole rupiah. */
#include "widerules/widerules.h"

static SpmOutcome judge(const SpmServiceCells *p, SpmFault *pFault) {
  if (p->realised.type == SPM_ABSENT || p->allocated.type == SPM_ABSENT) return SPM_NOT_EVALUABLE;
  if (spm_value_compare(p->realised, p->allocated) <= 0) return SPM_PASS;
  *pFault = (SpmFault){p->realised, p->allocated};
  return SPM_FAIL;
}

const SpmServiceRule spm_rule_overspent = {"overspent", "more of the budget was realised than allocated",
                                           SPM_LOOKS_BUDGET, judge};
