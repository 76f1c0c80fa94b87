/* unchanged.c: rule 'unchanged'. Figures grow within the year and restart in January, so the same again is a copy or a quarter in
** which nothing was done. Examined: each owed service; it applies where something is fulfilled and something is still to do.
** given: filled cells. */
#include "widerules/widerules.h"

static SpmOutcome judge(const SpmServiceCells *p, SpmFault *pFault) {
  if (!p->isFiled || !p->hasBefore || p->filled == 0) return SPM_NOT_EVALUABLE;
  if (!p->hasFulfilled || !p->hasToDo) return SPM_NOT_APPLICABLE;
  if (p->hasChange) return SPM_PASS;
  *pFault = (SpmFault){{SPM_INT, p->filled, (double)p->filled}, {SPM_ABSENT, 0, 0}};
  return SPM_FAIL;
}

const SpmServiceRule spm_rule_unchanged = {"unchanged", "all figures of the service are those of a quarter before",
                                           SPM_LOOKS_BEFORE, judge};
