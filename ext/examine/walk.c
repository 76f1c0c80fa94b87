/* walk.c: the regions of a quarter one after the other, each with all its owed cells. */
#include "examine/examine.h"
#include <string.h>

int spm_walk_open(sqlite3 *db, const SpmQuestion *pQuestion, SpmWalk *p) {
  SpmExaminer *pExaminer = &p->examiner;
  SpmSource *pSource = &pExaminer->source;
  int rc = spm_source_open(db, pQuestion, pSource);
  if (rc == SQLITE_OK) rc = spm_catalogue_read(pSource->aStmt[SQL_EXAMINE_ASKED], &pExaminer->catalogue);
  if (rc != SQLITE_OK) return rc;
  sqlite3_uint64 nRange = (sqlite3_uint64)pExaminer->catalogue.nRange + 1;
  pExaminer->aCell = sqlite3_malloc64(((sqlite3_uint64)pExaminer->catalogue.n + 1) * sizeof(SpmCell));
  p->aFiling = sqlite3_malloc64(nRange * sizeof(*p->aFiling));
  p->aHasCell = sqlite3_malloc64(nRange);
  if (pExaminer->aCell == 0 || p->aFiling == 0 || p->aHasCell == 0) return SQLITE_NOMEM;
  p->state = sqlite3_step(pSource->aStmt[SQL_EXAMINE_FILINGS]);
  return p->state == SQLITE_ROW || p->state == SQLITE_DONE ? SQLITE_OK : p->state;
}

void spm_walk_close(SpmWalk *p) {
  sqlite3_free(p->examiner.aCell);
  sqlite3_free(p->aFiling);
  sqlite3_free(p->aHasCell);
  spm_catalogue_clear(&p->examiner.catalogue);
  spm_source_close(&p->examiner.source);
  memset(p, 0, sizeof(*p));
  p->state = SQLITE_DONE;
}

int spm_choice_read(sqlite3 *db, sqlite3_value *pMethod, SpmChoice *p) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, spm_sql_database[SQL_DATABASE_CHOICES], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_value(pStmt, 1, pMethod);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW && spm_method_of(pStmt, &p->method, &p->isFlat))
    rc = SQLITE_CORRUPT; /* a CHECK of table method holds what it says */
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* The field that the statement of the filings stands on, into the cells of the region. */
static int gather_field(SpmWalk *p, sqlite3_stmt *pStmt, const char *zGroup, int looks) {
  SpmExaminer *pExaminer = &p->examiner;
  const char *zField = (const char *)sqlite3_column_text(pStmt, 3);
  if (zField == 0) return SQLITE_NOMEM;
  const SpmRange *pRange = spm_catalogue_range(&pExaminer->catalogue, zGroup, zField);
  if (pRange == 0 && sqlite3_column_type(pStmt, 4) == SQLITE_NULL) return SQLITE_OK;
  SpmFieldOf field = {p->zRegion, zField, -1, 1, sqlite3_column_int64(pStmt, 4), pRange};
  sqlite3_int64 before;
  int hasCell, rc = spm_field_gather(pExaminer, &field, looks,
                                     pRange ? &pExaminer->aCell[pRange->iFirst - p->iFirst] : 0, &hasCell, &before);
  if (pRange == 0) {
    p->hasOther |= hasCell;
    return rc;
  }
  p->aFiling[pRange - pExaminer->catalogue.aRange] = field.filing;
  p->aHasCell[pRange - pExaminer->catalogue.aRange] = (char)hasCell;
  return rc;
}

int spm_walk_next(SpmWalk *p, int isPooled) {
  sqlite3_stmt *pStmt = p->examiner.source.aStmt[SQL_EXAMINE_FILINGS];
  const SpmCatalogue *pCatalogue = &p->examiner.catalogue;
  char zGroup[SPM_REGION_SIZE];
  int rc = SQLITE_OK, iRange, iRangeEnd;
  p->zRegion[0] = 0;
  p->hasOther = 0;
  if (p->state != SQLITE_ROW) return SQLITE_OK;
  const char *zRegion = (const char *)sqlite3_column_text(pStmt, 0);
  if (zRegion) sqlite3_snprintf(sizeof(p->zRegion), p->zRegion, "%s", zRegion);
  const char *z = (const char *)sqlite3_column_text(pStmt, 2);
  if (zRegion == 0 || z == 0) return SQLITE_NOMEM;
  sqlite3_snprintf(sizeof(zGroup), zGroup, "%s", z);
  p->isListed = sqlite3_column_int(pStmt, 5);
  spm_catalogue_group(pCatalogue, zGroup, &iRange, &iRangeEnd);
  p->iFirst = iRange < iRangeEnd ? pCatalogue->aRange[iRange].iFirst : 0;
  p->n = iRange < iRangeEnd ? pCatalogue->aRange[iRangeEnd - 1].iEnd - p->iFirst : 0;
  while (rc == SQLITE_OK && p->state == SQLITE_ROW) {
    const char *zHere = (const char *)sqlite3_column_text(pStmt, 0);
    if (zHere == 0) return SQLITE_NOMEM;
    if (strcmp(zHere, p->zRegion) != 0) break;
    if (p->isListed) rc = gather_field(p, pStmt, zGroup, isPooled ? SPM_LOOKS_KNOWN : 0);
    if (rc == SQLITE_OK) p->state = sqlite3_step(pStmt);
  }
  if (rc == SQLITE_OK && p->state != SQLITE_ROW && p->state != SQLITE_DONE) rc = p->state;
  return rc;
}
