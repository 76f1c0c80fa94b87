/* lines.c: "-- Fold: lines": how the ranks of the rows of a body move with the weight of recipients (semantics.md 8).
**
** The body has a row for each region, in order, which begins with the columns below; line_served is NULL where the region has no
** rank: it has none at any weight. The rows are kept as they come, and when all are there the parts below are written into
** them. Beside the rows it takes some 80 bytes for each region that is ranked. */
#include "table/tvf.h"
#include <math.h>
#include <string.h>

enum { IN_SERVED, IN_QUALITY, IN_AT_MIN, IN_AT_MAX, IN_MIN, IN_MAX, INPUTS };
const char spm_lines_input[] = "line_served, line_quality, score_min, score_max, w_min, w_max, ";

enum { AT_MIN = 1, AT_MAX, BEST, WORST, CHANGES, FIRST_AT, FIRST_WITH, PARTS };
const char *const spm_lines_parts[PARTS + 1] = {
    [AT_MIN] = "rank_at_min",
    [AT_MAX] = "rank_at_max",
    [BEST] = "best",
    [WORST] = "worst",
    [CHANGES] = "changes",
    [FIRST_AT] = "first_change_at",
    [FIRST_WITH] = "first_change_with",
};
#define STEP 256

int spm_lines_row(Fold *p, sqlite3_stmt *pStmt) {
  int rc = spm_rowset_append(p->pRows, pStmt, INPUTS);
  if (rc != SQLITE_OK || sqlite3_column_type(pStmt, IN_SERVED) == SQLITE_NULL) return rc;
  if (p->nLine % STEP == 0) {
    sqlite3_uint64 room = (sqlite3_uint64)p->nLine + STEP;
    SpmLine *aLine = sqlite3_realloc64(p->aLine, room * sizeof(*aLine));
    if (aLine) p->aLine = aLine;
    sqlite3_int64 *aRow = aLine ? sqlite3_realloc64(p->aLineRow, room * sizeof(*aRow)) : 0;
    if (aRow == 0) return SQLITE_NOMEM;
    p->aLineRow = aRow;
  }
  p->aLineRow[p->nLine] = spm_rowset_count(p->pRows) - 1;
  p->aLine[p->nLine++] = (SpmLine){sqlite3_column_double(pStmt, IN_SERVED), sqlite3_column_double(pStmt, IN_QUALITY),
                                   sqlite3_column_double(pStmt, IN_AT_MIN), sqlite3_column_double(pStmt, IN_AT_MAX)};
  p->weights = (SpmWeights){sqlite3_column_double(pStmt, IN_MIN), sqlite3_column_double(pStmt, IN_MAX)};
  return SQLITE_OK;
}

/* The codes of those that a line meets, comma between them; nobody: NULL. */
static int show_with(const Fold *p, sqlite3_int64 iRow, int iCol, const SpmLineRanks *pRanks) {
  if (pRanks->nWith == 0) return SQLITE_OK;
  sqlite3_str *pText = sqlite3_str_new(0);
  for (int i = 0; i < pRanks->nWith; i++) {
    int n;
    const char *z = spm_rowset_text(p->pRows, p->aLineRow[pRanks->aWith[i].other], p->pDef->aOrder[0], &n);
    if (i) sqlite3_str_appendchar(pText, 1, ',');
    sqlite3_str_append(pText, z, n);
  }
  char *zText = sqlite3_str_finish(pText);
  int rc = zText ? spm_rowset_set_text(p->pRows, iRow, iCol, zText) : SQLITE_NOMEM;
  sqlite3_free(zText);
  return rc;
}

static int show(const Fold *p, sqlite3_int64 iRow, int iCol, const SpmLineRanks *pRanks) {
  switch (p->aPart[iCol]) {
  case AT_MIN: spm_rowset_set_int(p->pRows, iRow, iCol, pRanks->at_min); break;
  case AT_MAX: spm_rowset_set_int(p->pRows, iRow, iCol, pRanks->at_max); break;
  case BEST: spm_rowset_set_int(p->pRows, iRow, iCol, pRanks->best); break;
  case WORST: spm_rowset_set_int(p->pRows, iRow, iCol, pRanks->worst); break;
  case CHANGES: spm_rowset_set_int(p->pRows, iRow, iCol, pRanks->changes); break;
  case FIRST_AT: spm_rowset_set_real(p->pRows, iRow, iCol, pRanks->first_at); break;
  case FIRST_WITH: return show_with(p, iRow, iCol, pRanks);
  default: break; /* what the body says */
  }
  return SQLITE_OK;
}

int spm_lines_end(Fold *p) {
  SpmCrossing *aRoom = p->nLine ? sqlite3_malloc64((sqlite3_uint64)p->nLine * sizeof(*aRoom)) : 0;
  int rc = p->nLine && aRoom == 0 ? SQLITE_NOMEM : SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < p->nLine; i++) {
    SpmLineRanks ranks;
    spm_line_ranks(p->aLine, p->nLine, i, p->weights, aRoom, &ranks);
    for (int iCol = 0; rc == SQLITE_OK && iCol < p->pDef->nColumn; iCol++) rc = show(p, p->aLineRow[i], iCol, &ranks);
  }
  sqlite3_free(aRoom);
  return rc;
}
