/* owed.c: what the catalogue asks of the fields of a region, and what the filing that stands holds of it (semantics.md 3, 5).
**
** The body of a fold has a row for each region and field, with its filing. The services are the same for all regions of a
** level, so they are read once a run; the tallies of a filing by one walk over table tally. A tally counts where it was made
** of the indicators in force; else the cells are counted. What has reported is seen by the same tallies: other fields
** are looked at only where one has not, and nothing of its region was read before. */
#include "table/tvf.h"
#include <string.h>

void spm_owed_begin(Owed *p, sqlite3 *db, const TvfDef *pDef, const TvfSet *pSet, OwedKept *pKept, char **pzErr) {
  memset(p, 0, sizeof(*p));
  p->db = db;
  p->pDef = pDef;
  p->pSet = pSet;
  p->apStmt = pKept->apStmt;
  p->pLevels = pKept->pLevels;
  p->pzErr = pzErr;
}

void spm_owed_levels_clear(OwedLevels *p) {
  for (int i = 0; i < p->n; i++) {
    spm_catalogue_clear(&p->a[i].catalogue);
    sqlite3_free(p->a[i].a);
    sqlite3_free(p->a[i].zGroup);
  }
  sqlite3_free(p->a);
  memset(p, 0, sizeof(*p));
}

void spm_owed_end(Owed *p) {
  for (int i = 0; p->apStmt && i < SQL_FOLD_COUNT; i++) {
    if (p->apStmt[i] == 0) continue;
    sqlite3_reset(p->apStmt[i]);
    sqlite3_clear_bindings(p->apStmt[i]);
  }
  sqlite3_free(p->zRegion);
  memset(p, 0, sizeof(*p));
}

int spm_owed_statement(Owed *p, int iSql, sqlite3_stmt **ppStmt) {
  sqlite3_stmt **ppKept = &p->apStmt[iSql];
  int rc = SQLITE_OK;
  if (*ppKept == 0) rc = sqlite3_prepare_v3(p->db, spm_sql_fold[iSql], -1, SQLITE_PREPARE_PERSISTENT, ppKept, 0);
  if (rc == SQLITE_OK && !p->isBound[iSql]) rc = spm_tvf_bind_arguments(*ppKept, p->pDef, p->pSet);
  p->isBound[iSql] = 1;
  *ppStmt = *ppKept;
  return rc;
}

static int bind_text(sqlite3_stmt *pStmt, const char *zName, const char *z) {
  return sqlite3_bind_text(pStmt, sqlite3_bind_parameter_index(pStmt, zName), z, -1, SQLITE_TRANSIENT);
}

static int bind_int(sqlite3_stmt *pStmt, const char *zName, sqlite3_int64 i) {
  return sqlite3_bind_int64(pStmt, sqlite3_bind_parameter_index(pStmt, zName), i);
}

/* ---- the catalogue ---- */

/* What the level owes, read when it is asked for first. */
static int find_level(Owed *p, const char *zGroup, OwedLevel **pp) {
  OwedLevels *pKept = p->pLevels;
  for (int i = 0; i < pKept->n; i++) {
    *pp = &pKept->a[i];
    if (strcmp((*pp)->zGroup, zGroup) == 0) return SQLITE_OK;
  }
  OwedLevel *a = sqlite3_realloc64(pKept->a, (sqlite3_uint64)(pKept->n + 1) * sizeof(*a));
  if (a == 0) return SQLITE_NOMEM;
  pKept->a = a;
  OwedLevel *pNew = *pp = &a[pKept->n];
  memset(pNew, 0, sizeof(*pNew));
  pNew->zGroup = sqlite3_mprintf("%s", zGroup);
  if (pNew->zGroup == 0) return SQLITE_NOMEM;
  pKept->n++;
  sqlite3_stmt *pStmt;
  int rc = spm_owed_statement(p, SQL_FOLD_OWED, &pStmt);
  if (rc == SQLITE_OK) rc = bind_text(pStmt, ":level_group", zGroup);
  if (rc == SQLITE_OK) rc = spm_catalogue_read(pStmt, 0, &pNew->catalogue);
  if (rc != SQLITE_OK) return rc;
  pNew->a = sqlite3_malloc64(((sqlite3_uint64)pNew->catalogue.nService + 1) * sizeof(*pNew->a));
  for (int i = 0; pNew->a && i < pNew->catalogue.nService; i++) pNew->a[i].pAsked = &pNew->catalogue.aService[i];
  return pNew->a ? SQLITE_OK : SQLITE_NOMEM;
}

/* ---- what was filed ---- */

static int read_tally(const Owed *p, sqlite3_stmt *pStmt, int iCol, SpmTally *t) {
  const unsigned char *z = sqlite3_column_type(pStmt, iCol) == SQLITE_BLOB ? sqlite3_column_blob(pStmt, iCol) : 0;
  if (z && spm_tally_read(z, (size_t)sqlite3_column_bytes(pStmt, iCol), t)) return SQLITE_OK;
  *p->pzErr = sqlite3_mprintf("%s: a tally cannot be read; spm_check says which", p->pDef->zName);
  return *p->pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* The tallies of a filing that are of the indicators in force; both lists are in the order of the service. */
static int read_tallies(Owed *p, TvfOwed *a, int n, sqlite3_int64 iFiling) {
  sqlite3_stmt *pStmt;
  int i = 0, rc = spm_owed_statement(p, SQL_FOLD_TALLIES, &pStmt);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 1, iFiling); /* its only parameter */
  while (rc == SQLITE_OK && i < n && (rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    rc = SQLITE_OK;
    if (z == 0) return SQLITE_NOMEM;
    while (i < n && strcmp(a[i].pAsked->zService, z) < 0) i++;
    if (i == n || strcmp(a[i].pAsked->zService, z) > 0 ||
        (sqlite3_uint64)sqlite3_column_int64(pStmt, 1) != a[i].pAsked->indicators)
      continue;
    rc = read_tally(p, pStmt, 2, &a[i].tally);
    a[i++].isCounted = 1;
  }
  if (rc != SQLITE_OK && rc != SQLITE_DONE) return rc;
  return sqlite3_reset(pStmt);
}

/* A tally that is made now, of the cells of a service. */
static int count(Owed *p, int iSql, const OwedField *pField, const char *zService, SpmTally *t) {
  sqlite3_stmt *pStmt;
  int rc = spm_owed_statement(p, iSql, &pStmt);
  if (rc == SQLITE_OK) rc = bind_int(pStmt, ":filing", pField->iFiling);
  if (rc == SQLITE_OK) rc = bind_text(pStmt, ":service", zService);
  if (rc == SQLITE_OK && iSql == SQL_FOLD_KEPT) rc = bind_text(pStmt, ":region", pField->zRegion);
  if (rc == SQLITE_OK && iSql == SQL_FOLD_KEPT) rc = bind_text(pStmt, ":field", pField->zField);
  if (rc == SQLITE_OK) rc = sqlite3_step(pStmt);
  if (rc == SQLITE_ROW) rc = read_tally(p, pStmt, 0, t);
  return rc == SQLITE_OK ? sqlite3_reset(pStmt) : rc;
}

/* Has any field of the region reported? Kept until another region is asked for. */
static int ask_region(Owed *p, const char *zRegion, SpmFiled *pFiled) {
  int rc = SQLITE_OK;
  if (p->hasReported < 0) {
    sqlite3_stmt *pStmt;
    rc = spm_owed_statement(p, SQL_FOLD_REPORTED, &pStmt);
    if (rc == SQLITE_OK) rc = bind_text(pStmt, ":region", zRegion);
    if (rc == SQLITE_OK) rc = sqlite3_step(pStmt);
    if (rc != SQLITE_ROW) return rc;
    p->hasReported = sqlite3_column_int(pStmt, 0);
    rc = sqlite3_reset(pStmt);
  }
  *pFiled = p->hasReported ? SPM_FIELD_SILENT : SPM_REGION_SILENT;
  return rc;
}

static int begin_region(Owed *p, const char *zRegion) {
  if (p->zRegion && strcmp(p->zRegion, zRegion) == 0) return SQLITE_OK;
  sqlite3_free(p->zRegion);
  p->zRegion = sqlite3_mprintf("%s", zRegion);
  p->hasReported = -1;
  return p->zRegion ? SQLITE_OK : SQLITE_NOMEM;
}

int spm_owed_read(Owed *p, const OwedField *pField, int isPooled, TvfOwed **pa, int *pn, SpmFiled *pFiled) {
  OwedLevel *pLevel = 0;
  int isFilled = 0, rc = begin_region(p, pField->zRegion);
  if (rc == SQLITE_OK) rc = find_level(p, pField->zGroup, &pLevel);
  if (rc != SQLITE_OK) return rc;
  const SpmRange *pRange = spm_catalogue_range(&pLevel->catalogue, pField->zGroup, pField->zField);
  TvfOwed *a = *pa = pLevel->a + (pRange ? pRange->iService : 0);
  int n = *pn = pRange ? pRange->iServiceEnd - pRange->iService : 0;
  for (int i = 0; i < n; i++) {
    memset(&a[i].tally, 0, sizeof(a[i].tally));
    memset(&a[i].kept, 0, sizeof(a[i].kept));
    a[i].isCounted = 0;
  }
  if (n > 0 && pField->iFiling >= 0) rc = read_tallies(p, a, n, pField->iFiling);
  for (int i = 0; rc == SQLITE_OK && i < n && pField->iFiling >= 0; i++) {
    const char *zService = a[i].pAsked->zService;
    if (!a[i].isCounted) rc = count(p, SQL_FOLD_CELLS, pField, zService, &a[i].tally);
    if (rc == SQLITE_OK && isPooled) rc = count(p, SQL_FOLD_KEPT, pField, zService, &a[i].kept);
    isFilled |= a[i].tally.side[SPM_PENERIMA].filled > 0 || a[i].tally.side[SPM_MUTU].filled > 0;
  }
  if (rc != SQLITE_OK) return rc;
  *pFiled = SPM_FIELD_FILED;
  if (!isFilled) return ask_region(p, pField->zRegion, pFiled);
  p->hasReported = 1;
  return SQLITE_OK;
}
