/* quality_alone.c: rule 'quality alone'. Examined: each owed service; it applies where a quality cell is filled. given: the
** quality cells that are filled. */
#include "widerules/widerules.h"

static SpmOutcome judge(const SpmServiceCells *p, SpmFault *pFault) {
  if (!p->isFiled) return SPM_NOT_EVALUABLE;
  if (p->filled_quality == 0 || p->recipients == 0) return SPM_NOT_APPLICABLE;
  if (p->filled_recipients > 0) return SPM_PASS;
  *pFault = (SpmFault){{SPM_INT, p->filled_quality, (double)p->filled_quality}, {SPM_INT, 0, 0}};
  return SPM_FAIL;
}

const SpmServiceRule spm_rule_quality_alone = {"quality alone", "quality is filled while the recipients are empty", 0,
                                               judge};
