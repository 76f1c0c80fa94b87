/* widerules.h: the data rules that look at more than a cell, at a service or a region, each in the file of its name. As
** cellrules.h has it: arithmetic alone, gathered by ext/examine. */
#ifndef SPM_WIDERULES_H
#define SPM_WIDERULES_H

#include "cellrules/cellrules.h"

/* What the owed cells of a service come to. */
typedef struct SpmServiceCells {
  int isFiled, hasBefore; /* the field has a filing; and one of a quarter before */
  int isNeedFull;         /* the method has zero_need='full' */
  long long filled, filled_recipients, filled_quality;
  long long recipients, scored_recipients;
  long long needed_quality;            /* quality cells with a need */
  int hasFulfilled;                    /* something is fulfilled */
  int hasToDo;                         /* something is still to do */
  int hasChange;                       /* a figure is not that of the quarter before */
  int hasRecipient, hasBlankRecipient; /* of those that are scored: with a figure other than 0; not filled */
  SpmValue allocated, realised;        /* the budget, whole rupiah */
} SpmServiceCells;
/* Take in an owed cell. */
void spm_service_cells_add(SpmServiceCells *p, const SpmCell *pCell);

typedef struct SpmServiceRule {
  const char *zName, *zMessage;
  int looks;
  SpmOutcome (*xJudge)(const SpmServiceCells *, SpmFault *pFault);
} SpmServiceRule;
enum { SPM_LOOKS_BUDGET = 16 };

/* Examined: each region on the roster, and each that filed without being on it. fields: those that it filed. */
typedef struct SpmRegionRule {
  const char *zName, *zMessage;
  SpmOutcome (*xJudge)(int isListed, long long fields, SpmFault *pFault);
} SpmRegionRule;

extern const SpmServiceRule spm_rule_overspent, spm_rule_quality_alone, spm_rule_service_not_owed, spm_rule_unchanged;
extern const SpmRegionRule spm_rule_region_not_owed;

#endif
