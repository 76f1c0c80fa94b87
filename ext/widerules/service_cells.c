/* service_cells.c: what the owed cells of a service come to, for the rules that look at it as a whole. A blank is not above,
** below or beside anything. */
#include "widerules/widerules.h"

static int is_not_zero(SpmValue v) {
  return v.type != SPM_ABSENT && (v.r < 0 || v.r > 0);
}

void spm_service_cells_add(SpmServiceCells *p, const SpmCell *pCell) {
  int isScoredRecipient = pCell->isRecipient && pCell->isScored;
  p->filled += pCell->isFilled;
  p->filled_recipients += pCell->isFilled && pCell->isRecipient;
  p->filled_quality += pCell->isFilled && !pCell->isRecipient;
  p->recipients += pCell->isRecipient;
  p->scored_recipients += isScoredRecipient;
  p->needed_quality += !pCell->isRecipient && pCell->required.type != SPM_ABSENT && pCell->required.r > 0;
  p->hasFulfilled |= pCell->fulfilled.type != SPM_ABSENT && pCell->fulfilled.r > 0;
  p->hasToDo |= pCell->isFilled && spm_value_compare(pCell->fulfilled, pCell->required) < 0;
  p->hasChange |= !spm_value_is(pCell->required, pCell->before_required) ||
                  !spm_value_is(pCell->fulfilled, pCell->before_fulfilled);
  p->hasRecipient |= isScoredRecipient && (is_not_zero(pCell->required) || is_not_zero(pCell->fulfilled));
  p->hasBlankRecipient |= isScoredRecipient && !pCell->isFilled;
}
