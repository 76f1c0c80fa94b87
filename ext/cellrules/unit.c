/* unit.c: rule 'unit'. The catalogue says of each indicator whether it counts (number integer) or measures. Examined: each owed
** cell; it applies to those that count. A fraction is one also beside a blank; a whole number beyond 2^53 is none, though
** REAL cannot hold it. */
#include "cellrules/cellrules.h"
#include <math.h>

static int is_fraction(SpmValue v) {
  double whole = trunc(v.r);
  return v.type == SPM_REAL && (v.r < whole || v.r > whole);
}

static SpmOutcome judge(const SpmCell *p, double threshold, SpmFault *pFault) {
  (void)threshold;
  if (!p->isCounted) return SPM_NOT_APPLICABLE;
  int isNeed = is_fraction(p->required);
  if (!isNeed && !is_fraction(p->fulfilled)) return p->isFilled ? SPM_PASS : SPM_NOT_EVALUABLE;
  *pFault = (SpmFault){isNeed ? p->required : p->fulfilled, {SPM_ABSENT, 0, 0}};
  return SPM_FAIL;
}

const SpmCellRule spm_rule_unit = {"unit", "a fraction stands where whole things are counted", 0, judge};
