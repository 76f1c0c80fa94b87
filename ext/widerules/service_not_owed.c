/* service_not_owed.c: rule 'service not owed'. Semantics 3: a service whose recipients are all 0 of 0 is not owed in that quarter,
** whatever its quality rows say; as in the score, those that are scored. Under zero_need='full' it is owed, and the rule asks
** nothing. Examined: each owed service; it applies where the recipients are filled with 0 alone. given: the quality cells with
** a need, or where there is none the budget. */
#include "widerules/widerules.h"

static int is_money(SpmValue v) {
  return v.type != SPM_ABSENT && v.i != 0;
}

static SpmOutcome judge(const SpmServiceCells *p, SpmFault *pFault) {
  if (p->isNeedFull) return SPM_NOT_APPLICABLE;
  if (!p->isFiled) return SPM_NOT_EVALUABLE;
  if (p->scored_recipients == 0 || p->hasRecipient) return SPM_NOT_APPLICABLE;
  if (p->hasBlankRecipient) return SPM_NOT_EVALUABLE;
  if (p->needed_quality == 0 && !is_money(p->allocated) && !is_money(p->realised)) return SPM_PASS;
  *pFault = (SpmFault){is_money(p->allocated) ? p->allocated : p->realised, {SPM_INT, 0, 0}};
  if (p->needed_quality > 0) pFault->given = (SpmValue){SPM_INT, p->needed_quality, (double)p->needed_quality};
  return SPM_FAIL;
}

const SpmServiceRule spm_rule_service_not_owed = {
    "service not owed", "quality or a budget is filled for a service that nobody needs this quarter", SPM_LOOKS_BUDGET,
    judge};
