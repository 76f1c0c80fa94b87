/* source.c: what the examination reads: which filings stand, and their cells. A statement is prepared when it is asked first, since
** one region's question needs few of them, and asked again for each field of each region. */
#include "examine/examine.h"
#include <string.h>

/* The arguments of a statement that do not change, by the names that examine.sql gives them. */
static int bind_question(sqlite3_stmt *pStmt, const SpmSource *p, SqlExamine sql) {
  static const char aPlace[SQL_EXAMINE_DECLARE_EXAMINED][4] = {
      /* period, as_of, known_at, region: which parameter each is */
      [SQL_EXAMINE_LAST] = {0, 4, 5, 0},     [SQL_EXAMINE_FIRST] = {0, 4, 5, 0},
      [SQL_EXAMINE_EARLIER] = {6, 4, 5, 0},  [SQL_EXAMINE_FILINGS] = {1, 2, 3, 4},
      [SQL_EXAMINE_PEERS] = {1, 2, 3, 4},    [SQL_EXAMINE_ASKED] = {1, 2, 0, 4},
      [SQL_EXAMINE_SETTINGS] = {0, 2, 0, 0}, [SQL_EXAMINE_IS_ASKED] = {1, 2, 0, 0},
  };
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < 4; i++)
    if (aPlace[sql][i]) rc = sqlite3_bind_value(pStmt, aPlace[sql][i], p->apAsked[i]);
  return rc;
}

static int first_number(sqlite3_stmt *pStmt, sqlite3_int64 *pFiling) {
  int rc = sqlite3_step(pStmt);
  if (rc == SQLITE_ROW) *pFiling = sqlite3_column_int64(pStmt, 0);
  int rcReset = sqlite3_reset(pStmt);
  return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rcReset;
}

int spm_source_open(sqlite3 *db, const SpmQuestion *pQuestion, SpmSource *p) {
  sqlite3_value *const apValue[] = {pQuestion->pPeriod, pQuestion->pAsOf, pQuestion->pKnownAt, pQuestion->pRegion};
  const char *zPeriod = (const char *)sqlite3_value_text(pQuestion->pPeriod);
  if (zPeriod == 0 || !spm_period_parse(zPeriod, strlen(zPeriod), &p->period)) return SQLITE_NOMEM;
  p->db = db;
  for (int i = 0; i < 4; i++) {
    p->apAsked[i] = sqlite3_value_dup(apValue[i]);
    if (p->apAsked[i] == 0) return SQLITE_NOMEM;
  }
  return SQLITE_OK;
}

void spm_source_close(SpmSource *p) {
  for (int i = 0; i < SQL_EXAMINE_DECLARE_EXAMINED; i++) sqlite3_finalize(p->aStmt[i]);
  for (int i = 0; i < 4; i++) sqlite3_value_free(p->apAsked[i]);
  memset(p, 0, sizeof(*p));
}

int spm_source_statement(SpmSource *p, SqlExamine sql, sqlite3_stmt **ppStmt) {
  int rc = SQLITE_OK;
  if (p->aStmt[sql] == 0) {
    rc = sqlite3_prepare_v3(p->db, spm_sql_examine[sql], -1, SQLITE_PREPARE_PERSISTENT, &p->aStmt[sql], 0);
    if (rc == SQLITE_OK) rc = bind_question(p->aStmt[sql], p, sql);
  }
  *ppStmt = p->aStmt[sql];
  return rc;
}

/* Is anything filed in a quarter? Kept, so that a quarter of which nothing is there is not asked for again. */
static int is_any(SpmSource *p, int i, const char *zPeriod, int *pIsAny) {
  sqlite3_int64 isAny = 0;
  sqlite3_stmt *pStmt;
  int rc = SQLITE_OK;
  if (p->aHasFilings[i] == 0) {
    rc = spm_source_statement(p, SQL_EXAMINE_IS_ANY, &pStmt);
    if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 1, zPeriod, -1, SQLITE_TRANSIENT);
    if (rc == SQLITE_OK) rc = first_number(pStmt, &isAny);
    if (rc == SQLITE_OK) p->aHasFilings[i] = isAny ? 1 : -1;
  }
  *pIsAny = p->aHasFilings[i] > 0;
  return rc;
}

/* What stands of quarter i, of the eight of the year before and of this one. */
static int filing_of(SpmSource *p, SqlExamine sql, int i, const char *zRegion, const char *zField,
                     sqlite3_int64 *pFiling) {
  sqlite3_stmt *pStmt;
  char z[SPM_PERIOD_SIZE];
  int isAny;
  spm_period_text((SpmPeriod){p->period.year - 1 + i / 4, i % 4 + 1}, z);
  int rc = is_any(p, i, z, &isAny);
  if (rc != SQLITE_OK || !isAny) return rc;
  rc = spm_source_statement(p, sql, &pStmt);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 1, z, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, zRegion, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 3, zField, -1, SQLITE_TRANSIENT);
  return rc == SQLITE_OK ? first_number(pStmt, pFiling) : rc;
}

int spm_source_before(SpmSource *p, const char *zRegion, const char *zField, sqlite3_int64 *pFiling) {
  int now = 4 + p->period.quarter - 1, first = p->period.quarter == 1 ? 3 : 4, rc = SQLITE_OK;
  for (int i = now - 1; rc == SQLITE_OK && *pFiling == 0 && i >= first; i--)
    rc = filing_of(p, SQL_EXAMINE_LAST, i, zRegion, zField, pFiling);
  return rc;
}

int spm_source_base(SpmSource *p, const char *zRegion, const char *zField, sqlite3_int64 filing, sqlite3_int64 *pBase) {
  sqlite3_stmt *pFirst;
  int rc = SQLITE_OK;
  for (int i = 3; rc == SQLITE_OK && *pBase == 0 && i >= 0; i--)
    rc = filing_of(p, SQL_EXAMINE_LAST, i, zRegion, zField, pBase);
  if (rc != SQLITE_OK || *pBase) return rc;
  rc = spm_source_statement(p, SQL_EXAMINE_FIRST, &pFirst);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pFirst, 6, filing);
  for (int i = 4; rc == SQLITE_OK && *pBase == 0 && i < 4 + p->period.quarter; i++)
    rc = filing_of(p, SQL_EXAMINE_FIRST, i, zRegion, zField, pBase);
  return rc;
}

/* The value of a row is read without the lock of the connection: who asks has it, being inside xFilter or xNext. */
SpmValue spm_source_value(sqlite3_stmt *pStmt, int iCol) {
  sqlite3_value *v = sqlite3_column_value(pStmt, iCol);
  switch (sqlite3_value_type(v)) {
  case SQLITE_INTEGER: {
    sqlite3_int64 i = sqlite3_value_int64(v);
    return (SpmValue){SPM_INT, i, (double)i};
  }
  case SQLITE_FLOAT: return (SpmValue){SPM_REAL, 0, sqlite3_value_double(v)};
  default: return (SpmValue){SPM_ABSENT, 0, 0};
  }
}

/* Cells and catalogue come in one order, so each is looked for from where the one before was. */
int spm_source_cells(SpmSource *p, sqlite3_int64 filing, SpmReader *pReader) {
  sqlite3_stmt *pStmt;
  const SpmAsked *a = pReader->pCatalogue->a;
  int i = pReader->pRange ? pReader->pRange->iFirst : 0, iEnd = pReader->pRange ? pReader->pRange->iEnd : 0;
  int rc = spm_source_statement(p, SQL_EXAMINE_CELLS, &pStmt);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 1, filing);
  while (rc == SQLITE_OK && (rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    const char *zService = (const char *)sqlite3_column_text(pStmt, 0);
    const char *zIndicator = (const char *)sqlite3_column_text(pStmt, 1);
    int c = 1;
    if (zService == 0 || zIndicator == 0) {
      rc = SQLITE_NOMEM;
      break;
    }
    for (; i < iEnd; i++) {
      c = strcmp(a[i].zService, zService);
      if (c == 0) c = strcmp(a[i].zIndicator, zIndicator);
      if (c >= 0) break;
    }
    rc = pReader->xCell(pReader, i < iEnd && c == 0 ? i : -1, zService, zIndicator, spm_source_value(pStmt, 2),
                        spm_source_value(pStmt, 3));
  }
  sqlite3_reset(pStmt);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int spm_source_is_asked(SpmSource *p, const char *zIndicator, int *pIs) {
  sqlite3_int64 is = 0;
  sqlite3_stmt *pStmt;
  int rc = spm_source_statement(p, SQL_EXAMINE_IS_ASKED, &pStmt);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 3, zIndicator, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = first_number(pStmt, &is);
  *pIs = is != 0;
  return rc;
}
