/* edition.c: rule 'edition'. Examined: each cell of the effective filings, also of regions that are not on the roster. A blank
** one holds no figure. */
#include "cellrules/cellrules.h"

static SpmOutcome judge(const SpmCell *p, double threshold, SpmFault *pFault) {
  (void)threshold;
  if (p->isAsked) return SPM_PASS;
  SpmValue given = p->required.type == SPM_ABSENT ? p->fulfilled : p->required;
  if (given.type == SPM_ABSENT) return SPM_NOT_APPLICABLE;
  *pFault = (SpmFault){given, {SPM_ABSENT, 0, 0}};
  return SPM_FAIL;
}

const SpmCellRule spm_rule_edition = {
    "edition", "a figure stands for an indicator that the catalogue does not ask for in this quarter", 0, judge};
