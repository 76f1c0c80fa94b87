/* region_not_owed.c: rule 'region not owed'. Semantics 6: the roster alone decides. given: the fields that the region filed. */
#include "widerules/widerules.h"

static SpmOutcome judge(int isListed, long long fields, SpmFault *pFault) {
  if (isListed) return fields > 0 ? SPM_PASS : SPM_NOT_APPLICABLE;
  *pFault = (SpmFault){{SPM_INT, fields, (double)fields}, {SPM_ABSENT, 0, 0}};
  return SPM_FAIL;
}

const SpmRegionRule spm_rule_region_not_owed = {"region not owed",
                                                "the region filed, but it is not on the roster of the quarter", judge};
