/* catalogue.c: the services and indicators in force in a quarter, in the order in which the cells of a filing are stored. It is what
** a level owes: read for the data rules and leaves, and for the folds of ext/table, by condition asked_rows. */
#include "examine/examine.h"
#include <string.h>

#define STEP 64

enum {
  GROUP,
  FIELD,
  SERVICE,
  SERVICE_NAME,
  COMPONENT,
  SCORED,
  INDICATOR,
  INDICATOR_NAME,
  UNIT,
  COUNTED,
  ALWAYS_NEEDED
};

/* Room for one more, of those that have n. */
static int make_room(void **pp, int n, size_t size) {
  if (n % STEP) return SQLITE_OK;
  void *pNew = sqlite3_realloc64(*pp, ((sqlite3_uint64)n + STEP) * size);
  if (pNew) *pp = pNew;
  return pNew ? SQLITE_OK : SQLITE_NOMEM;
}

static int add_range(SpmCatalogue *p, const char *zGroup, const char *zField) {
  const SpmRange *pLast = p->nRange ? &p->aRange[p->nRange - 1] : 0;
  if (pLast && strcmp(pLast->zGroup, zGroup) == 0 && strcmp(pLast->zField, zField) == 0) return SQLITE_OK;
  void *pRoom = p->aRange;
  int rc = make_room(&pRoom, p->nRange, sizeof(*p->aRange));
  p->aRange = pRoom;
  if (rc == SQLITE_OK) p->aRange[p->nRange++] = (SpmRange){zGroup, zField, p->n, p->n, p->nService, p->nService};
  return rc;
}

static int add_service(SpmCatalogue *p, sqlite3_stmt *pStmt) {
  const char *az[COMPONENT];
  void *pRoom = p->aService;
  int rc = make_room(&pRoom, p->nService, sizeof(*p->aService));
  p->aService = pRoom;
  if (rc != SQLITE_OK) return rc;
  char *zTexts = spm_row_texts(pStmt, GROUP, az, COMPONENT);
  if (zTexts == 0) return SQLITE_NOMEM;
  rc = add_range(p, az[GROUP], az[FIELD]);
  if (rc != SQLITE_OK) {
    sqlite3_free(zTexts);
    return rc;
  }
  p->aService[p->nService++] =
      (SpmAskedService){.zField = az[FIELD], .zService = az[SERVICE], .zName = az[SERVICE_NAME], .zTexts = zTexts};
  p->aRange[p->nRange - 1].iServiceEnd = p->nService;
  return SQLITE_OK;
}

static int add_indicator(SpmCatalogue *p, sqlite3_stmt *pStmt, int isRecipient, int isScored) {
  const char *az[COUNTED - INDICATOR];
  const SpmAskedService *pService = &p->aService[p->nService - 1];
  void *pRoom = p->a;
  int rc = make_room(&pRoom, p->n, sizeof(*p->a));
  p->a = pRoom;
  if (rc != SQLITE_OK) return rc;
  char *zTexts = spm_row_texts(pStmt, INDICATOR, az, COUNTED - INDICATOR);
  if (zTexts == 0) return SQLITE_NOMEM;
  SpmAsked *pNew = &p->a[p->n++];
  memset(pNew, 0, sizeof(*pNew));
  pNew->zTexts = zTexts;
  pNew->zField = pService->zField;
  pNew->zService = pService->zService;
  pNew->zIndicator = az[0];
  pNew->zName = az[INDICATOR_NAME - INDICATOR];
  pNew->zUnit = az[UNIT - INDICATOR];
  pNew->cell.isAsked = 1;
  pNew->cell.isScored = isScored;
  pNew->cell.isRecipient = isRecipient;
  pNew->cell.isCounted = sqlite3_column_int(pStmt, COUNTED) != 0;
  pNew->cell.isAlwaysNeeded = sqlite3_column_int(pStmt, ALWAYS_NEEDED) != 0;
  p->aRange[p->nRange - 1].iEnd = p->n;
  return SQLITE_OK;
}

/* An indicator, the next one of its service or the first of another. */
static int add_row(SpmCatalogue *p, sqlite3_stmt *pStmt, int hasIndicators) {
  const char *zService = (const char *)sqlite3_column_text(pStmt, SERVICE);
  if (zService == 0) return SQLITE_NOMEM;
  int isNew = p->nService == 0 || strcmp(p->aService[p->nService - 1].zService, zService) != 0;
  int rc = isNew ? add_service(p, pStmt) : SQLITE_OK;
  const unsigned char *z = sqlite3_column_text(pStmt, INDICATOR);
  const char *zComponent = (const char *)sqlite3_column_text(pStmt, COMPONENT);
  if (rc != SQLITE_OK || z == 0 || zComponent == 0) return rc ? rc : SQLITE_NOMEM;
  SpmAskedService *pService = &p->aService[p->nService - 1];
  int isRecipient = strcmp(zComponent, "penerima") == 0, isScored = sqlite3_column_int(pStmt, SCORED) != 0;
  pService->penerima += isRecipient && isScored;
  pService->mutu += !isRecipient && isScored;
  pService->cells++;
  pService->owed_penerima += isRecipient;
  pService->indicators += spm_fingerprint(z, sqlite3_column_bytes(pStmt, INDICATOR));
  return hasIndicators ? add_indicator(p, pStmt, isRecipient, isScored) : SQLITE_OK;
}

int spm_catalogue_read(sqlite3_stmt *pAsked, int hasIndicators, SpmCatalogue *p) {
  int rc = SQLITE_OK;
  while (rc == SQLITE_OK && (rc = sqlite3_step(pAsked)) == SQLITE_ROW) rc = add_row(p, pAsked, hasIndicators);
  int rcReset = sqlite3_reset(pAsked);
  return rc == SQLITE_DONE ? rcReset : rc;
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

void spm_catalogue_clear(SpmCatalogue *p) {
  for (int i = 0; i < p->n; i++) sqlite3_free(p->a[i].zTexts);
  for (int i = 0; i < p->nService; i++) sqlite3_free(p->aService[i].zTexts);
  sqlite3_free(p->aService);
  sqlite3_free(p->aRange);
  sqlite3_free(p->a);
  memset(p, 0, sizeof(*p));
}
