/* catalogue.c: the indicators in force in a quarter, in the order in which the cells of a filing are stored. */
#include "examine/examine.h"
#include <string.h>

#define STEP 256

#define TEXTS 6 /* group, field, service, indicator, its name and unit */

static int add_range(SpmCatalogue *p, const char *zGroup, const char *zField) {
  SpmRange *pLast = p->nRange ? &p->aRange[p->nRange - 1] : 0;
  if (pLast == 0 || strcmp(pLast->zGroup, zGroup) != 0 || strcmp(pLast->zField, zField) != 0) {
    SpmRange *aNew = sqlite3_realloc64(p->aRange, (sqlite3_uint64)(p->nRange + 1) * sizeof(*aNew));
    if (aNew == 0) return SQLITE_NOMEM;
    p->aRange = aNew;
    pLast = &aNew[p->nRange++];
    *pLast = (SpmRange){zGroup, zField, p->n, p->n};
  }
  pLast->iEnd = p->n + 1;
  return SQLITE_OK;
}

static int add_row(SpmCatalogue *p, sqlite3_stmt *pStmt) {
  if (p->n % STEP == 0) {
    sqlite3_uint64 room = (sqlite3_uint64)p->n + STEP;
    SpmAsked *aNew = sqlite3_realloc64(p->a, room * sizeof(*aNew));
    if (aNew) p->a = aNew;
    char **azNew = aNew ? sqlite3_realloc64(p->azText, room * sizeof(*azNew)) : 0;
    if (azNew == 0) return SQLITE_NOMEM;
    p->azText = azNew;
  }
  const char *az[TEXTS];
  char *zTexts = spm_row_texts(pStmt, az, TEXTS);
  if (zTexts == 0) return SQLITE_NOMEM;
  int rc = add_range(p, az[0], az[1]);
  if (rc != SQLITE_OK) {
    sqlite3_free(zTexts);
    return rc;
  }
  SpmAsked *pNew = &p->a[p->n];
  memset(pNew, 0, sizeof(*pNew));
  pNew->zField = az[1];
  pNew->zService = az[2];
  pNew->zIndicator = az[3];
  pNew->zName = az[4];
  pNew->zUnit = az[5];
  pNew->cell.isAsked = 1;
  pNew->cell.isScored = sqlite3_column_int(pStmt, 6) != 0;
  pNew->cell.isRecipient = sqlite3_column_int(pStmt, 7) != 0;
  pNew->cell.isCounted = sqlite3_column_int(pStmt, 8) != 0;
  pNew->cell.isAlwaysNeeded = sqlite3_column_int(pStmt, 9) != 0;
  p->azText[p->n++] = zTexts;
  return SQLITE_OK;
}

int spm_catalogue_read(sqlite3_stmt *pAsked, SpmCatalogue *p) {
  int rc = SQLITE_OK;
  while (rc == SQLITE_OK && (rc = sqlite3_step(pAsked)) == SQLITE_ROW) rc = add_row(p, pAsked);
  sqlite3_reset(pAsked);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

const SpmRange *spm_catalogue_range(const SpmCatalogue *p, const char *zGroup, const char *zField) {
  for (int i = 0; i < p->nRange; i++)
    if (strcmp(p->aRange[i].zField, zField) == 0 && strcmp(p->aRange[i].zGroup, zGroup) == 0) return &p->aRange[i];
  return 0;
}

void spm_catalogue_group(const SpmCatalogue *p, const char *zGroup, int *piFirst, int *piEnd) {
  *piFirst = *piEnd = 0;
  for (int i = 0; i < p->nRange; i++) {
    if (strcmp(p->aRange[i].zGroup, zGroup) != 0) continue;
    if (*piEnd == 0) *piFirst = i;
    *piEnd = i + 1;
  }
}

int spm_catalogue_has(const SpmCatalogue *p, const char *zIndicator) {
  for (int i = 0; i < p->n; i++)
    if (strcmp(p->a[i].zIndicator, zIndicator) == 0) return 1;
  return 0;
}

void spm_catalogue_clear(SpmCatalogue *p) {
  for (int i = 0; i < p->n; i++) sqlite3_free(p->azText[i]);
  sqlite3_free(p->azText);
  sqlite3_free(p->aRange);
  sqlite3_free(p->a);
  memset(p, 0, sizeof(*p));
}
