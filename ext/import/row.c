/* row.c: judge one row of a file (semantics.md 2, 5, 10).
**
** A sound row goes to staging. A row that cannot be read or does not belong stays in the inbox, as given, with its line
** and a finding of severity error; the rows beside it go in. Contradictory, negative and over-fulfilled cells go in with
** a warning. Nothing is repaired silently and nothing is guessed. */
#include "import/import.h"
#include <string.h>

static int text_of(sqlite3_stmt *pStmt, int i, char *zOut, size_t n) {
  const char *z = (const char *)sqlite3_column_text(pStmt, i);
  if (z == 0) return SQLITE_NOMEM;
  sqlite3_snprintf((int)n, zOut, "%s", z);
  return SQLITE_OK;
}

static int read_facts(sqlite3_stmt *pStmt, SqlImport sql, Facts *f) {
  int isRegion = sql == SQL_IMPORT_REGION;
  f->isFound = 1;
  int rc = isRegion ? text_of(pStmt, 0, f->zRegion, sizeof(f->zRegion))
                    : text_of(pStmt, 0, f->zService, sizeof(f->zService));
  if (rc == SQLITE_OK && isRegion) rc = text_of(pStmt, 1, f->zGroup, sizeof(f->zGroup));
  if (isRegion) {
    f->isRecoded = sqlite3_column_int(pStmt, 2);
    f->isOwed = sqlite3_column_int(pStmt, 3);
    f->isPeriod = sqlite3_column_int(pStmt, 4);
    return rc;
  }
  if (rc == SQLITE_OK) rc = text_of(pStmt, 1, f->zField, sizeof(f->zField));
  if (rc == SQLITE_OK && sqlite3_column_type(pStmt, 2) != SQLITE_NULL)
    rc = text_of(pStmt, 2, f->zGroup, sizeof(f->zGroup));
  f->isReal = sqlite3_column_int(pStmt, 3);
  f->isInForce = sqlite3_column_int(pStmt, 4);
  return rc == SQLITE_OK && sql == SQL_IMPORT_INDICATOR ? text_of(pStmt, 5, f->zUnit, sizeof(f->zUnit)) : rc;
}

/* What statement sql says of a text, in the row's quarter and level group. */
static int look_up(Import *p, SqlImport sql, const Row *pRow, const char *z, Facts *f) {
  const Facts *pKnown = spm_memo_find(p->pMemo, sql, pRow, z);
  sqlite3_stmt *pStmt = p->aStmt[sql];
  if (pKnown) {
    *f = *pKnown;
    return SQLITE_OK;
  }
  memset(f, 0, sizeof(*f));
  int rc = sqlite3_bind_text(pStmt, 1, z, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, pRow->zPeriod, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK && sql == SQL_IMPORT_FIELD) rc = sqlite3_bind_text(pStmt, 3, pRow->zGroup, -1, SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) return rc;
  if (sqlite3_step(pStmt) == SQLITE_ROW) rc = read_facts(pStmt, sql, f);
  int rcReset = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK) rc = rcReset;
  if (rc == SQLITE_OK && f->isFound) spm_memo_keep(p->pMemo, sql, pRow, z, f);
  return rc;
}

/* A code with blanks in it is repaired with a note; an official name is read, with one note a file. */
static int repair_region(Import *p, const Row *pRow, const char *z, Facts *pFacts) {
  char zCode[SPM_REGION_SIZE], *zErr = 0;
  int rc = spm_region_find(p->db, z, zCode, &zErr);
  sqlite3_free(zErr);
  if (rc != SQLITE_OK || !*zCode) return rc;
  rc = look_up(p, SQL_IMPORT_REGION, pRow, zCode, pFacts);
  int isCode = *z == ' ' || (*z >= '0' && *z <= '9');
  if (rc != SQLITE_OK || (!isCode && p->saidName)) return rc;
  if (!isCode) p->saidName = 1;
  return spm_import_finding(p,
                            &(Finding){.line = pRow->line,
                                       .zRule = isCode ? "repaired" : "region name",
                                       .severity = SEV_NOTE,
                                       .zColumn = "region",
                                       .zGiven = z,
                                       .zRead = pFacts->zRegion},
                            sqlite3_mprintf(isCode ? "'%s' is read as %s"
                                                   : "names are read as codes: '%s' is %s; the first"
                                                     " stands here",
                                            z, pFacts->zRegion));
}

/* "11.1" was 11.01 or 11.10 before a spreadsheet took it for a number: both are listed, none is chosen. */
static int refuse_region(Import *p, const Row *pRow, const char *z) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_NEAR];
  int rc = sqlite3_bind_text(pStmt, 1, z, -1, SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) return rc;
  const char *zNear = sqlite3_step(pStmt) == SQLITE_ROW ? (const char *)sqlite3_column_text(pStmt, 0) : 0;
  char *zAlternatives = zNear ? sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 1)) : 0;
  char *zMessage =
      zNear ? sqlite3_mprintf("'%s' may be %s; codes are text, and a spreadsheet drops their zeros", z, zNear)
            : sqlite3_mprintf("'%s' is no region code; codes are text such as 11 or 11.01", z);
  int isNear = zNear != 0;
  rc = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK && isNear)
    return spm_import_refuse_one_of(p, pRow, "region", z, "region", zAlternatives, zMessage);
  if (rc == SQLITE_OK) return spm_import_refuse(p, pRow, "region", z, "region", zMessage);
  sqlite3_free(zAlternatives);
  sqlite3_free(zMessage);
  return rc;
}

/* *pGood is set to 0 when the row was refused; the return code speaks of the database alone. */
static int judge_region(Import *p, Row *pRow, int *pGood) {
  CsvCell region = spm_import_cell(p, pRow, COL_REGION), period = spm_import_cell(p, pRow, COL_PERIOD);
  Facts facts;
  SpmPeriod q;
  *pGood = 0;
  if (!spm_period_parse(period.z, period.n, &q))
    return spm_import_refuse(p, pRow, "period", period.z, "period",
                             sqlite3_mprintf("'%s' is not a quarter; write it like 2023-TW2", period.z));
  spm_period_text(q, pRow->zPeriod);
  int rc = look_up(p, SQL_IMPORT_REGION, pRow, region.z, &facts);
  if (rc == SQLITE_OK && !facts.isFound) rc = repair_region(p, pRow, region.z, &facts);
  if (rc != SQLITE_OK) return rc;
  if (!facts.isFound) return refuse_region(p, pRow, region.z);
  memcpy(pRow->zRegion, facts.zRegion, sizeof(pRow->zRegion));
  memcpy(pRow->zGroup, facts.zGroup, sizeof(pRow->zGroup));
  if (!facts.isPeriod)
    return spm_import_refuse(p, pRow, "period", period.z, "period",
                             sqlite3_mprintf("%s is outside the table period", pRow->zPeriod));
  if (!facts.isOwed)
    return spm_import_refuse(
        p, pRow, "region", region.z, "not owed",
        sqlite3_mprintf("%s is not on the roster of %s: it owes no report", pRow->zRegion, pRow->zPeriod));
  char zStart[SPM_DATE_SIZE];
  spm_period_start(q, zStart);
  if (strncmp(zStart, p->zNow, SPM_DATE_SIZE - 1) > 0)
    return spm_import_refuse(p, pRow, "period", period.z, "period", sqlite3_mprintf("%s has not begun", pRow->zPeriod));
  *pGood = 1;
  if (facts.isRecoded)
    return spm_import_finding(p,
                              &(Finding){.line = pRow->line,
                                         .zRule = "recode",
                                         .severity = SEV_NOTE,
                                         .zColumn = "region",
                                         .zGiven = region.z,
                                         .zRead = pRow->zRegion},
                              sqlite3_mprintf("old code %s is read as %s", region.z, pRow->zRegion));
  return SQLITE_OK;
}

static int judge_subject(Import *p, Row *pRow, int *pGood) {
  *pGood = 0;
  const char *zWhy = "";
  pRow->pPart = spm_import_part_of(p, pRow, &zWhy);
  if (pRow->pPart == 0) {
    const char *zNone = p->aIndex[COL_INDICATOR] >= 0 ? "indicator" : p->aIndex[COL_SERVICE] >= 0 ? "service" : "field";
    return spm_import_refuse(p, pRow, zNone, 0, zNone, sqlite3_mprintf("%s", zWhy));
  }
  int isCell = pRow->pPart == &spm_import_parts[PART_CELL];
  int isOfField = pRow->pPart == &spm_import_parts[PART_PLAN] || pRow->pPart == &spm_import_parts[PART_TEAM];
  CsvCell service = spm_import_cell(p, pRow, COL_SERVICE);
  const char *zColumn = isCell ? "indicator" : isOfField ? "field" : "service";
  CsvCell given = spm_import_cell(p, pRow, isCell ? COL_INDICATOR : isOfField ? COL_FIELD : COL_SERVICE);
  Facts facts;
  int rc = look_up(p,
                   isCell      ? SQL_IMPORT_INDICATOR
                   : isOfField ? SQL_IMPORT_FIELD
                               : SQL_IMPORT_SERVICE,
                   pRow, given.z, &facts);
  if (rc != SQLITE_OK) return rc;
  int isOfLevel = strcmp(facts.zGroup, pRow->zGroup) == 0;
  memcpy(pRow->zService, facts.zService, sizeof(pRow->zService));
  memcpy(pRow->zField, facts.zField, sizeof(pRow->zField));
  pRow->isReal = facts.isReal;
  if (!facts.isFound)
    return spm_import_refuse(p, pRow, zColumn, given.z, zColumn,
                             sqlite3_mprintf("'%s' is no %s of the catalogue; SELECT %s FROM %s lists them", given.z,
                                             zColumn, zColumn, zColumn));
  if (!isOfLevel || !facts.isInForce)
    return spm_import_refuse(
        p, pRow, zColumn, given.z, "not owed",
        sqlite3_mprintf(isOfLevel ? "%s is not in force in %s" : "%s is not owed by the level of %s", given.z,
                        isOfLevel ? pRow->zPeriod : pRow->zRegion));
  if (isCell && service.n && strcmp(service.z, pRow->zService) != 0)
    return spm_import_refuse(
        p, pRow, "service", service.z, "service",
        sqlite3_mprintf("%s belongs to service %s, not to '%s'", given.z, pRow->zService, service.z));
  if (isOfField && service.n)
    return spm_import_refuse(
        p, pRow, "service", service.z, "service",
        sqlite3_mprintf("an action plan or a team belongs to the field, not to service '%s'", service.z));
  CsvCell unit = spm_import_cell(p, pRow, COL_UNIT);
  if (isCell && unit.n && sqlite3_stricmp(unit.z, facts.zUnit) != 0)
    return spm_import_refuse(p, pRow, "unit", unit.z, "other unit",
                             sqlite3_mprintf("%s is counted in '%s', not in '%s'", given.z, facts.zUnit, unit.z));
  CsvCell field = spm_import_cell(p, pRow, COL_FIELD);
  if (field.n && strcmp(field.z, pRow->zField) != 0)
    return spm_import_refuse(p, pRow, "field", field.z, "field",
                             sqlite3_mprintf("%s belongs to field %s, not to '%s'", given.z, pRow->zField, field.z));
  *pGood = 1;
  return SQLITE_OK;
}

/* A date alone is that whole day, in the zone of the quarter's deadline; today is what has passed of it. */
static int end_of_day(Import *p, Row *pRow) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_DAY_END];
  int rc = sqlite3_bind_text(pStmt, 1, pRow->zStamp, SPM_DATE_SIZE - 1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, pRow->zPeriod, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 3, p->zNow, -1, SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) return rc;
  if (sqlite3_step(pStmt) == SQLITE_ROW) rc = text_of(pStmt, 0, pRow->zStamp, sizeof(pRow->zStamp));
  int rcReset = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK) rc = rcReset;
  return rc;
}

static int judge_stamp(Import *p, Row *pRow, int *pGood) {
  CsvCell v = spm_import_cell(p, pRow, COL_SUBMITTED_AT);
  if (v.n == 0) {
    memcpy(pRow->zStamp, p->zNow, SPM_STAMP_SIZE);
    return SQLITE_OK;
  }
  SpmStampKind kind = spm_stamp_parse(v.z, v.n, pRow->zStamp);
  if (kind == SPM_STAMP_BAD) {
    *pGood = 0;
    return spm_import_refuse(
        p, pRow, "submitted_at", v.z, "time stamp",
        sqlite3_mprintf("'%s' is not a time stamp; write it like 2023-08-05T17:00:00Z or with an offset (+07:00)",
                        v.z));
  }
  pRow->isDayOnly = kind == SPM_STAMP_DATE;
  int rc = pRow->isDayOnly ? end_of_day(p, pRow) : SQLITE_OK;
  if (rc != SQLITE_OK) return rc;
  if (strcmp(pRow->zStamp, p->zNow) > 0) {
    *pGood = 0;
    return spm_import_refuse(p, pRow, "submitted_at", v.z, "time stamp",
                             sqlite3_mprintf("'%s' lies in the future: nothing filed later could replace it", v.z));
  }
  if (!pRow->isDayOnly || p->saidDateOnly) return SQLITE_OK;
  p->saidDateOnly = 1;
  return spm_import_finding(p,
                            &(Finding){.line = pRow->line,
                                       .zRule = "date only",
                                       .severity = SEV_NOTE,
                                       .zColumn = "submitted_at",
                                       .zGiven = v.z,
                                       .zRead = pRow->zStamp},
                            sqlite3_mprintf("stamps without a time count as that whole day, in the zone of the"
                                            " deadline (+07:00 without one); the first stands here"));
}

/* SQL_IMPORT_STALE or SQL_IMPORT_SINCE, ready to be stepped. */
static int bind_figure(sqlite3_stmt *pStmt, const Row *pRow, sqlite3_int64 number) {
  const char *azKey[] = {pRow->zPeriod, pRow->zRegion, pRow->zField, 0, pRow->zService};
  int rc = sqlite3_bind_int64(pStmt, 4, number);
  for (int i = 0; rc == SQLITE_OK && i < 5; i++)
    if (azKey[i]) rc = sqlite3_bind_text(pStmt, i + 1, azKey[i], -1, SQLITE_TRANSIENT);
  const char *z = pRow->item.z ? pRow->item.z : "";
  return rc == SQLITE_OK ? sqlite3_bind_text64(pStmt, 6, z, pRow->item.n, SQLITE_TRANSIENT, SQLITE_UTF8) : rc;
}

static const char *or_empty(const unsigned char *z) {
  return z ? (const char *)z : "empty";
}

/* The revision that the row's sheet shows; 0: a sheet on which the figure was empty. */
static int judge_revision(Import *p, Row *pRow, const char *zGiven, long long revision, int *pGood) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_STALE];
  int rc = bind_figure(pStmt, pRow, revision), isUnknown = 0, isStale = 0;
  char *zMessage = 0;
  if (rc != SQLITE_OK) return rc;
  if (sqlite3_step(pStmt) == SQLITE_ROW) {
    isUnknown = sqlite3_column_int(pStmt, 0);
    isStale = sqlite3_column_int(pStmt, 2);
    if (isUnknown)
      zMessage = sqlite3_mprintf("field %s of %s in %s has no revision %lld", pRow->zField, pRow->zRegion,
                                 pRow->zPeriod, revision);
    else if (isStale)
      zMessage = sqlite3_mprintf("the figure has changed since revision %lld, which this sheet shows: it is %s of %s in"
                                 " revision %lld; take a new sheet",
                                 revision, or_empty(sqlite3_column_text(pStmt, 3)),
                                 or_empty(sqlite3_column_text(pStmt, 4)), sqlite3_column_int64(pStmt, 1));
  }
  rc = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK && (isUnknown || isStale)) {
    *pGood = 0;
    return spm_import_refuse(p, pRow, "revision", zGiven, "stale", zMessage);
  }
  sqlite3_free(zMessage);
  return rc;
}

/* A row that waited in the inbox since the import that put it there. */
static int judge_waiting(Import *p, Row *pRow, int *pGood) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_SINCE];
  int rc = bind_figure(pStmt, pRow, p->origin), isStale = 0;
  char *zMessage = 0;
  if (rc != SQLITE_OK) return rc;
  if (sqlite3_step(pStmt) == SQLITE_ROW) {
    isStale = 1;
    zMessage = sqlite3_mprintf("import %lld has filed this figure since the row came in: it is %s of %s",
                               sqlite3_column_int64(pStmt, 0), or_empty(sqlite3_column_text(pStmt, 1)),
                               or_empty(sqlite3_column_text(pStmt, 2)));
  }
  rc = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK && isStale) {
    *pGood = 0;
    return spm_import_refuse(p, pRow, 0, 0, "stale", zMessage);
  }
  sqlite3_free(zMessage);
  return rc;
}

/* What the row says it was made from: a revision, or for a row that waited in the inbox its import. */
static int judge_origin(Import *p, Row *pRow, int *pGood) {
  CsvCell v = spm_import_cell(p, pRow, COL_REVISION);
  long long revision = -1;
  double r;
  if (v.n && (spm_number_parse(v.z, v.n, 0, p->dialect, &revision, &r) != SPM_NUMBER_INTEGER || revision < 0)) {
    *pGood = 0;
    return spm_import_refuse(p, pRow, "revision", v.z, "number",
                             sqlite3_mprintf("'%s' is not the number of a revision, from 0 on", v.z));
  }
  int isFigure = pRow->pPart == &spm_import_parts[PART_CELL] || pRow->pPart == &spm_import_parts[PART_BUDGET];
  if (isFigure && revision >= 0) return judge_revision(p, pRow, v.z, revision, pGood);
  return isFigure && p->origin ? judge_waiting(p, pRow, pGood) : SQLITE_OK;
}

static int judge_row(Import *p, Row *pRow) {
  int isGood = 1;
  if (pRow->pCsv->zBad) return spm_import_refuse(p, pRow, 0, 0, "csv", sqlite3_mprintf("%s", pRow->pCsv->zBad));
  if (pRow->pCsv->nCell != p->nHeader)
    return spm_import_refuse(
        p, pRow, 0, 0, "cells",
        sqlite3_mprintf("the row has %d cells, the header %d; a cell that holds a comma must stand in quotes",
                        pRow->pCsv->nCell, p->nHeader));
  int rc = judge_region(p, pRow, &isGood);
  if (rc == SQLITE_OK && isGood) rc = judge_subject(p, pRow, &isGood);
  if (rc != SQLITE_OK || !isGood) return rc;
  /* the cells do not depend on each other: each says what is wrong with it, so that one correction is enough */
  rc = spm_import_values(p, pRow, &isGood);
  if (rc == SQLITE_OK) rc = judge_stamp(p, pRow, &isGood);
  if (rc == SQLITE_OK) rc = judge_origin(p, pRow, &isGood);
  if (rc == SQLITE_OK && isGood) rc = spm_import_stage(p, pRow);
  return rc;
}

int spm_import_row(Import *p, long long line, const CsvRow *pCsv) {
  Row row;
  memset(&row, 0, sizeof(row));
  row.line = line;
  row.pCsv = pCsv;
  p->nRow++;
  return judge_row(p, &row);
}
