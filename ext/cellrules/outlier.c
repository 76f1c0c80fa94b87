/* outlier.c: rule 'outlier'. The modified z of spm_peer, on the ratio as filed; the threshold is its absolute value. Examined:
** each owed cell; it applies to scored indicators with a ratio, and needs 8 regions: of fewer none can be said to be far
** out. */
#include "cellrules/cellrules.h"
#include <math.h>

#define FEW 8

static SpmOutcome judge(const SpmCell *p, double threshold, SpmFault *pFault) {
  double ratio;
  SpmStatus status = spm_cell(p->required, p->fulfilled, &ratio);
  if (!p->isScored || (p->isFilled && status != SPM_OK && status != SPM_CAPPED)) return SPM_NOT_APPLICABLE;
  if (!p->isFilled || p->peers < FEW) return SPM_NOT_EVALUABLE;
  *pFault = (SpmFault){{SPM_REAL, 0, ratio}, {SPM_REAL, 0, p->median}};
  return fabs(ratio - p->median) > p->spread * threshold + SPM_RULE_ROUNDING ? SPM_FAIL : SPM_PASS;
}

const SpmCellRule spm_rule_outlier = {"outlier", "the ratio lies far from those of the other regions of its level",
                                      SPM_LOOKS_PEERS, judge};
