/* walk.c: the regions of a quarter one after the other, each with all its owed cells. */
#include "examine/examine.h"
#include <string.h>

int spm_walk_open(sqlite3 *db, const SpmQuestion *pQuestion, SpmWalk *p) {
  SpmExaminer *pExaminer = &p->examiner;
  SpmSource *pSource = &pExaminer->source;
  sqlite3_stmt *pStmt;
  int rc = spm_source_open(db, pQuestion, pSource);
  if (rc == SQLITE_OK) rc = spm_source_statement(pSource, SQL_EXAMINE_ASKED, &pStmt);
  if (rc == SQLITE_OK) rc = spm_catalogue_read(pStmt, 1, &pExaminer->catalogue);
  if (rc == SQLITE_OK) rc = spm_source_statement(pSource, SQL_EXAMINE_FILINGS, &pStmt);
  if (rc != SQLITE_OK) return rc;
  pExaminer->aCell = sqlite3_malloc64(((sqlite3_uint64)pExaminer->catalogue.n + 1) * sizeof(SpmCell));
  p->aField = sqlite3_malloc64(((sqlite3_uint64)pExaminer->catalogue.nRange + 1) * sizeof(*p->aField));
  if (pExaminer->aCell == 0 || p->aField == 0) return SQLITE_NOMEM;
  p->state = sqlite3_step(pStmt);
  return p->state == SQLITE_ROW || p->state == SQLITE_DONE ? SQLITE_OK : p->state;
}

void spm_walk_close(SpmWalk *p) {
  SpmExaminer *pExaminer = &p->examiner;
  spm_finds_clear(&pExaminer->finds);
  sqlite3_free(pExaminer->finds.a);
  sqlite3_free(pExaminer->aCell);
  sqlite3_free(pExaminer->aPeer);
  sqlite3_free(p->aField);
  spm_catalogue_clear(&pExaminer->catalogue);
  spm_source_close(&pExaminer->source);
  memset(p, 0, sizeof(*p));
  p->state = SQLITE_DONE;
}

int spm_choice_read(sqlite3 *db, sqlite3_value *pMethod, SpmChoice *p) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, spm_sql_examine[SQL_EXAMINE_METHOD], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_value(pStmt, 1, pMethod);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW && spm_method_of(pStmt, &p->method, &p->isFlat))
    rc = SQLITE_CORRUPT; /* a CHECK of table method holds what it says */
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* A field of the region, its cells gathered; pRange NULL: nothing is asked of it. */
static int gather_field(SpmWalk *p, const SpmRange *pRange, const char *zField, sqlite3_int64 filing) {
  SpmExaminer *pExaminer = &p->examiner;
  SpmFieldOf other, *pField = pRange ? &p->aField[pRange - pExaminer->catalogue.aRange] : &other;
  memset(pField, 0, sizeof(*pField));
  pField->zRegion = p->zRegion;
  pField->zField = pRange ? pRange->zField : zField;
  pField->level = p->level;
  pField->isListed = p->isListed;
  pField->filing = filing;
  pField->pRange = pRange;
  p->filings += filing != 0;
  if (filing == 0 && (pRange == 0 || !p->isListed)) return SQLITE_OK;
  int rc = spm_field_gather(pExaminer, pField, pRange ? &pExaminer->aCell[pRange->iFirst - p->iFirst] : 0);
  if (pRange == 0) p->hasOther |= pField->hasCell;
  return rc;
}

/* The field that the statement of the filings stands on. */
static int gather_here(SpmWalk *p, sqlite3_stmt *pStmt, const char *zGroup) {
  const char *zField = (const char *)sqlite3_column_text(pStmt, 3);
  if (zField == 0) return SQLITE_NOMEM;
  return gather_field(p, spm_catalogue_range(&p->examiner.catalogue, zGroup, zField), zField,
                      sqlite3_column_int64(pStmt, 4));
}

/* In a damaged file the statement may pass over a field. */
static int gather_rest(SpmWalk *p) {
  int rc = SQLITE_OK;
  for (int r = p->iRange; rc == SQLITE_OK && r < p->iRangeEnd; r++)
    if (p->aField[r].pRange == 0) rc = gather_field(p, &p->examiner.catalogue.aRange[r], 0, 0);
  return rc;
}

/* What the statement of the filings says of the region that begins here. */
static int begin_region(SpmWalk *p, sqlite3_stmt *pStmt, char zGroup[SPM_REGION_SIZE]) {
  const SpmCatalogue *pCatalogue = &p->examiner.catalogue;
  const char *zRegion = (const char *)sqlite3_column_text(pStmt, 0);
  const char *zLevel = (const char *)sqlite3_column_text(pStmt, 1);
  const char *z = (const char *)sqlite3_column_text(pStmt, 2);
  if (zRegion == 0 || zLevel == 0 || z == 0) return SQLITE_NOMEM;
  sqlite3_snprintf(sizeof(p->zRegion), p->zRegion, "%s", zRegion);
  sqlite3_snprintf(SPM_REGION_SIZE, zGroup, "%s", z);
  p->level = spm_level(zLevel);
  p->isListed = sqlite3_column_int(pStmt, 5) != 0;
  p->hasOther = 0;
  p->filings = 0;
  spm_catalogue_group(pCatalogue, zGroup, &p->iRange, &p->iRangeEnd);
  p->iFirst = p->iRange < p->iRangeEnd ? pCatalogue->aRange[p->iRange].iFirst : 0;
  p->n = p->iRange < p->iRangeEnd ? pCatalogue->aRange[p->iRangeEnd - 1].iEnd - p->iFirst : 0;
  for (int r = p->iRange; r < p->iRangeEnd; r++) p->aField[r].pRange = 0;
  return SQLITE_OK;
}

int spm_walk_next(SpmWalk *p) {
  sqlite3_stmt *pStmt = p->examiner.source.aStmt[SQL_EXAMINE_FILINGS];
  char zGroup[SPM_REGION_SIZE];
  int rc = begin_region(p, pStmt, zGroup);
  for (int isFirst = 1; rc == SQLITE_OK && p->state == SQLITE_ROW; isFirst = 0) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    if (z == 0) return SQLITE_NOMEM;
    if (!isFirst && strcmp(z, p->zRegion) != 0)
      break; /* of a damaged file a code may be too long: its row is taken alone */
    if (p->isListed || p->examiner.rules.n > 0) rc = gather_here(p, pStmt, zGroup);
    if (rc == SQLITE_OK) p->state = sqlite3_step(pStmt);
  }
  if (rc == SQLITE_OK && p->state != SQLITE_ROW && p->state != SQLITE_DONE) rc = p->state;
  return rc == SQLITE_OK && p->isListed ? gather_rest(p) : rc;
}
