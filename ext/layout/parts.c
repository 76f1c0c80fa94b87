/* parts.c: the parts of a filing by the columns that name them (semantics.md 5, 6; the ministry's form): A recipients and B
** quality are cells, C is the budget; then problems with solutions, the four stages, the action plan and the team. */
#include "layout/layout.h"

#define NONE COL_REGION

const PartColumns spm_part_columns[PART_COUNT] = {
    [PART_CELL] = {{COL_INDICATOR, COL_REQUIRED, COL_FULFILLED}, {COL_INDICATOR, COL_REQUIRED, COL_FULFILLED}},
    [PART_STAGE] = {{COL_STAGE, COL_STATUS}, {COL_SERVICE, COL_STAGE, COL_STATUS}},
    [PART_PROBLEM] = {{COL_PROBLEM, COL_PROBLEM_NO, COL_SOLUTION}, {COL_SERVICE, COL_PROBLEM, COL_SOLUTION}},
    [PART_PLAN] = {{COL_DOCUMENT, NONE}, {COL_FIELD, COL_DOCUMENT}},
    [PART_TEAM] = {{COL_OFFICE, COL_ROLE}, {COL_FIELD, COL_OFFICE, COL_ROLE}},
    [PART_BUDGET] = {{COL_ALLOCATED, COL_REALISED}, {COL_SERVICE, COL_ALLOCATED, COL_REALISED}},
};

int spm_parts_of(const ImportOptions *o, const int aIndex[COL_COUNT], unsigned *pParts, int *pBecause) {
  static const ImportColumn always[] = {COL_REGION, COL_PERIOD};
  int aNamedBy[PART_COUNT];
  *pParts = 0;
  *pBecause = -1;
  for (int i = 0; i < 2; i++)
    if (aIndex[always[i]] < 0 && !o->azConst[always[i]]) return (int)always[i];
  for (int i = 0; i < PART_COUNT; i++) {
    aNamedBy[i] = -1;
    for (int j = 0; j < 4 && spm_part_columns[i].aOwn[j] != NONE; j++)
      if (aIndex[spm_part_columns[i].aOwn[j]] >= 0) aNamedBy[i] = (int)spm_part_columns[i].aOwn[j];
    if (aNamedBy[i] >= 0) *pParts |= 1u << i;
  }
  if (*pParts == 0) { /* what it comes nearest to */
    int isPlan = aIndex[COL_DOCUMENT_NO] >= 0 || aIndex[COL_DOCUMENT_ON] >= 0;
    *pParts = 1u << (isPlan ? PART_PLAN : aIndex[COL_SERVICE] >= 0 ? PART_BUDGET : PART_CELL);
  }
  for (int i = 0; i < PART_COUNT; i++)
    for (int j = 0; (*pParts & 1u << i) && j < 4 && spm_part_columns[i].aNeed[j] != NONE; j++) {
      *pBecause = aNamedBy[i];
      if (aIndex[spm_part_columns[i].aNeed[j]] < 0) return (int)spm_part_columns[i].aNeed[j];
    }
  return -1;
}

int spm_part_is_idle(unsigned parts, ImportColumn c) {
  int isCell = (parts & 1u << PART_CELL) != 0, isBudget = (parts & 1u << PART_BUDGET) != 0;
  int isOfDocument = (parts & (1u << PART_PLAN | 1u << PART_TEAM)) != 0;
  if (c == COL_NOTE) return (parts & 1u << PART_STAGE) == 0;
  if (c == COL_UNIT) return !isCell;
  if (c == COL_EXPLANATION) return !isCell && !isBudget;
  return (c == COL_DOCUMENT_NO || c == COL_DOCUMENT_ON) && !isOfDocument;
}
