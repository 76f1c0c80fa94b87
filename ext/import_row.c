/* import_row.c: judge one row of an achievement or budget file (semantics.md 2, 5, 10).
**
** A sound row goes to staging. A row that cannot be read or does not belong stays in the inbox, as given, with its line
** and a finding of severity error; the rows beside it go in. Contradictory, negative and over-fulfilled cells go in with
** a warning. Nothing is repaired silently and nothing is guessed. */
#include "import.h"
#include <string.h>

static const char *const azSql[SQL_COUNT] = {
    [SQL_FINDING] = "INSERT INTO main.finding(import, line, column, given, rule, severity, message)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [SQL_INBOX] = "INSERT OR IGNORE INTO main.inbox(import, line, raw, region, period, indicator, required, fulfilled,"
                  " service, allocated, realised, submitted_at, opd)"
                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    [SQL_REGION] = "SELECT r.region, r.level_group, r.region <> ?1, EXISTS (SELECT 1 FROM main.roster AS o"
                   " WHERE o.region = r.region AND o.from_period <= ?2 AND coalesce(o.to_period, ?2) >= ?2),"
                   " EXISTS (SELECT 1 FROM main.period AS p WHERE p.period = ?2)"
                   " FROM main.region AS r WHERE r.region = coalesce((SELECT g.region FROM main.region AS g"
                   " WHERE g.region = ?1), (SELECT c.region FROM main.recode AS c WHERE c.old_code = ?1))",
    [SQL_INDICATOR] =
        "SELECT i.service, s.field, s.level_group, i.number = 'real',"
        " coalesce(i.valid_from, ?2) <= ?2 AND coalesce(i.valid_to, ?2) >= ?2"
        " AND coalesce(s.valid_from, ?2) <= ?2 AND coalesce(s.valid_to, ?2) >= ?2"
        " FROM main.indicator AS i JOIN main.service AS s ON s.service = i.service WHERE i.indicator = ?1",
    [SQL_SERVICE] = "SELECT s.service, s.field, s.level_group, 0,"
                    " coalesce(s.valid_from, ?2) <= ?2 AND coalesce(s.valid_to, ?2) >= ?2"
                    " FROM main.service AS s WHERE s.service = ?1",
    [SQL_STAGE] = "INSERT OR IGNORE INTO main.staging(period, region, field, submitted_at, service, indicator, first,"
                  " second, opd, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [SQL_STAGED] = "SELECT line, refused, first IS ?7 AND second IS ?8, first, second, opd FROM main.staging"
                   " WHERE period = ?1 AND region = ?2 AND field = ?3 AND submitted_at = ?4 AND service = ?5"
                   " AND indicator = ?6",
    [SQL_REFUSE] = "UPDATE main.staging SET refused = 1 WHERE period = ?1 AND region = ?2 AND field = ?3"
                   " AND submitted_at = ?4 AND service = ?5 AND indicator = ?6",
};

int spm_import_prepare(Import *p) {
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < SQL_COUNT; i++)
    rc = sqlite3_prepare_v3(p->db, azSql[i], -1, SQLITE_PREPARE_PERSISTENT, &p->aStmt[i], 0);
  return rc;
}

int spm_import_run(sqlite3_stmt *pStmt) {
  sqlite3_step(pStmt);
  return sqlite3_reset(pStmt);
}

int spm_import_finding(Import *p, long long line, const char *zColumn, const char *zGiven, const char *zRule,
                       Severity severity, char *zMessage) {
  static const char *const azSeverity[] = {"error", "warning", "note"};
  if (zMessage == 0) return SQLITE_NOMEM;
  sqlite3_stmt *pStmt = p->aStmt[SQL_FINDING];
  sqlite3_bind_int64(pStmt, 1, p->id);
  sqlite3_bind_int64(pStmt, 2, line);
  int rc = sqlite3_bind_text(pStmt, 3, zColumn, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 4, zGiven, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 5, zRule, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 6, azSeverity[severity], -1, SQLITE_STATIC);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 7, zMessage, -1, sqlite3_free);
  else sqlite3_free(zMessage);
  if (rc == SQLITE_OK) rc = spm_import_run(pStmt);
  p->aFinding[severity]++;
  return rc;
}

/* ---- one row ---- */

typedef struct Row {
  long long line;
  const CsvRow *pCsv;
  char zPeriod[SPM_PERIOD_SIZE], zStamp[SPM_STAMP_SIZE];
  char zRegion[16], zGroup[16], zService[64], zField[16];
  int isBudget, isReal;
  SpmValue first, second;
} Row;

static CsvCell cell(const Import *p, const Row *pRow, ImportColumn c) {
  CsvCell none = {"", 0};
  return p->aIndex[c] < 0 ? none : pRow->pCsv->aCell[p->aIndex[c]];
}

/* Keep the row as it was given. */
static int keep(Import *p, const Row *pRow) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_INBOX];
  sqlite3_clear_bindings(pStmt);
  sqlite3_bind_int64(pStmt, 1, p->id);
  sqlite3_bind_int64(pStmt, 2, pRow->line);
  int rc = SQLITE_OK;
  if (pRow->pCsv->zBad || pRow->pCsv->nCell != p->nHeader) {
    size_t n = pRow->pCsv->nLine < CSV_MAX_LINE ? pRow->pCsv->nLine : CSV_MAX_LINE;
    rc = sqlite3_bind_text64(pStmt, 3, pRow->pCsv->zLine, n, SQLITE_TRANSIENT, SQLITE_UTF8);
  } else {
    for (int c = 0; rc == SQLITE_OK && c < COL_COUNT; c++)
      if (p->aIndex[c] >= 0) {
        CsvCell v = cell(p, pRow, (ImportColumn)c);
        rc = sqlite3_bind_text64(pStmt, 4 + c, v.z, v.n, SQLITE_TRANSIENT, SQLITE_UTF8);
      }
  }
  return rc == SQLITE_OK ? spm_import_run(pStmt) : rc;
}

/* A finding of severity error: the row stays in the inbox. */
static int refuse(Import *p, const Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                  char *zMessage) {
  int rc = keep(p, pRow);
  if (rc == SQLITE_OK) return spm_import_finding(p, pRow->line, zColumn, zGiven, zRule, SEV_ERROR, zMessage);
  sqlite3_free(zMessage);
  return rc;
}

static int text_of(sqlite3_stmt *pStmt, int i, char *zOut, size_t n) {
  const char *z = (const char *)sqlite3_column_text(pStmt, i);
  if (z == 0) return SQLITE_NOMEM;
  sqlite3_snprintf((int)n, zOut, "%s", z);
  return SQLITE_OK;
}

/* *pGood is set to 0 when the row was refused; the return code speaks of the database alone. */
static int judge_region(Import *p, Row *pRow, int *pGood) {
  CsvCell region = cell(p, pRow, COL_REGION), period = cell(p, pRow, COL_PERIOD);
  SpmPeriod q;
  *pGood = 0;
  if (!spm_period_parse(period.z, period.n, &q))
    return refuse(p, pRow, "period", period.z, "period",
                  sqlite3_mprintf("'%s' is not a quarter; write it like 2023-TW2", period.z));
  spm_period_text(q, pRow->zPeriod);
  sqlite3_stmt *pStmt = p->aStmt[SQL_REGION];
  int rc = sqlite3_bind_text64(pStmt, 1, region.z, region.n, SQLITE_TRANSIENT, SQLITE_UTF8);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, pRow->zPeriod, -1, SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) return rc;
  int isFound = sqlite3_step(pStmt) == SQLITE_ROW, isRecoded = 0, isOwed = 0, isPeriod = 0;
  if (isFound) {
    rc = text_of(pStmt, 0, pRow->zRegion, sizeof(pRow->zRegion));
    if (rc == SQLITE_OK) rc = text_of(pStmt, 1, pRow->zGroup, sizeof(pRow->zGroup));
    isRecoded = sqlite3_column_int(pStmt, 2);
    isOwed = sqlite3_column_int(pStmt, 3);
    isPeriod = sqlite3_column_int(pStmt, 4);
  }
  int rcReset = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK) rc = rcReset;
  if (rc != SQLITE_OK) return rc;
  if (!isFound)
    return refuse(p, pRow, "region", region.z, "region",
                  sqlite3_mprintf("'%s' is no region code; codes are text such as 11 or 11.01", region.z));
  if (!isPeriod)
    return refuse(p, pRow, "period", period.z, "period",
                  sqlite3_mprintf("%s is outside the table period", pRow->zPeriod));
  if (!isOwed)
    return refuse(p, pRow, "region", region.z, "not owed",
                  sqlite3_mprintf("%s is not on the roster of %s: it owes no report", pRow->zRegion, pRow->zPeriod));
  char zStart[SPM_DATE_SIZE];
  spm_period_start(q, zStart);
  if (strncmp(zStart, p->zNow, SPM_DATE_SIZE - 1) > 0)
    return refuse(p, pRow, "period", period.z, "period", sqlite3_mprintf("%s has not begun", pRow->zPeriod));
  *pGood = 1;
  if (isRecoded)
    return spm_import_finding(p, pRow->line, "region", region.z, "recode", SEV_NOTE,
                              sqlite3_mprintf("old code %s is read as %s", region.z, pRow->zRegion));
  return SQLITE_OK;
}

static int judge_subject(Import *p, Row *pRow, int *pGood) {
  CsvCell indicator = cell(p, pRow, COL_INDICATOR), service = cell(p, pRow, COL_SERVICE);
  *pGood = 0;
  if (indicator.n == 0 && service.n == 0)
    return refuse(p, pRow, "indicator", 0, "indicator", sqlite3_mprintf("neither an indicator nor a service is named"));
  pRow->isBudget = indicator.n == 0;
  const char *zColumn = pRow->isBudget ? "service" : "indicator";
  CsvCell given = pRow->isBudget ? service : indicator;
  sqlite3_stmt *pStmt = p->aStmt[pRow->isBudget ? SQL_SERVICE : SQL_INDICATOR];
  int rc = sqlite3_bind_text64(pStmt, 1, given.z, given.n, SQLITE_TRANSIENT, SQLITE_UTF8);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, pRow->zPeriod, -1, SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) return rc;
  int isFound = sqlite3_step(pStmt) == SQLITE_ROW, isInForce = 0, isOfLevel = 0;
  if (isFound) {
    char zGroup[16] = "";
    rc = text_of(pStmt, 0, pRow->zService, sizeof(pRow->zService));
    if (rc == SQLITE_OK) rc = text_of(pStmt, 1, pRow->zField, sizeof(pRow->zField));
    if (rc == SQLITE_OK) rc = text_of(pStmt, 2, zGroup, sizeof(zGroup));
    pRow->isReal = sqlite3_column_int(pStmt, 3);
    isInForce = sqlite3_column_int(pStmt, 4);
    isOfLevel = strcmp(zGroup, pRow->zGroup) == 0;
  }
  int rcReset = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK) rc = rcReset;
  if (rc != SQLITE_OK) return rc;
  if (!isFound)
    return refuse(p, pRow, zColumn, given.z, zColumn,
                  sqlite3_mprintf("'%s' is no %s of the catalogue; SELECT %s FROM %s lists them", given.z, zColumn,
                                  zColumn, zColumn));
  if (!isOfLevel || !isInForce)
    return refuse(p, pRow, zColumn, given.z, "not owed",
                  sqlite3_mprintf(isOfLevel ? "%s is not in force in %s" : "%s is not owed by the level of %s", given.z,
                                  isOfLevel ? pRow->zPeriod : pRow->zRegion));
  if (!pRow->isBudget && service.n && strcmp(service.z, pRow->zService) != 0)
    return refuse(p, pRow, "service", service.z, "service",
                  sqlite3_mprintf("%s belongs to service %s, not to '%s'", indicator.z, pRow->zService, service.z));
  *pGood = 1;
  return SQLITE_OK;
}

static int judge_number(Import *p, Row *pRow, ImportColumn c, SpmValue *pOut, int *pGood) {
  CsvCell v = cell(p, pRow, c);
  long long i = 0;
  double r = 0;
  *pOut = (SpmValue){SPM_ABSENT, 0, 0};
  if (v.n == 0) return SQLITE_OK;
  switch (spm_number_parse(v.z, v.n, pRow->isReal, &i, &r)) {
  case SPM_NUMBER_INTEGER: *pOut = (SpmValue){SPM_INT, i, (double)i}; return SQLITE_OK;
  case SPM_NUMBER_REAL: *pOut = (SpmValue){SPM_REAL, 0, r}; return SQLITE_OK;
  default: break;
  }
  *pGood = 0;
  const char *zRight = pRow->isReal ? "a number such as 67.65" : "a whole number such as 1234";
  return refuse(p, pRow, spm_import_columns[c], v.z, "number",
                strchr(v.z, ',')
                    ? sqlite3_mprintf("'%s' is not %s: the decimal sign of this file is the dot", v.z, zRight)
                    : sqlite3_mprintf("'%s' is not %s, or it is too large", v.z, zRight));
}

static int judge_stamp(Import *p, Row *pRow, int *pGood) {
  CsvCell v = cell(p, pRow, COL_SUBMITTED_AT);
  if (v.n == 0) {
    memcpy(pRow->zStamp, p->zNow, SPM_STAMP_SIZE);
    return SQLITE_OK;
  }
  SpmStampKind kind = spm_stamp_parse(v.z, v.n, pRow->zStamp);
  if (kind == SPM_STAMP_BAD) {
    *pGood = 0;
    return refuse(p, pRow, "submitted_at", v.z, "time stamp",
                  sqlite3_mprintf(
                      "'%s' is not a time stamp; write it like 2023-08-05T17:00:00Z or with an offset (+07:00)", v.z));
  }
  if (strcmp(pRow->zStamp, p->zNow) > 0) {
    *pGood = 0;
    return refuse(p, pRow, "submitted_at", v.z, "time stamp",
                  sqlite3_mprintf("'%s' lies in the future: nothing filed later could replace it", v.z));
  }
  if (kind == SPM_STAMP_FULL || p->saidDateOnly) return SQLITE_OK;
  p->saidDateOnly = 1;
  return spm_import_finding(
      p, pRow->line, "submitted_at", v.z, "date only", SEV_NOTE,
      sqlite3_mprintf("stamps without a time count as the end of that day at +07:00; the first stands here"));
}

/* Contradictory, negative and over-fulfilled cells go in, with a warning (semantics.md 2). */
static int warn(Import *p, const Row *pRow) {
  double raw;
  const char *zRule, *zMessage;
  ImportColumn c = COL_FULFILLED;
  switch (pRow->isBudget ? SPM_OK : spm_cell(pRow->first, pRow->second, &raw)) {
  case SPM_CONTRADICTION:
    zRule = "contradiction";
    zMessage = "nothing was needed, yet something was fulfilled: scored as missing";
    break;
  case SPM_INVALID:
    zRule = "negative";
    zMessage = "a figure below 0: scored as missing";
    if (pRow->first.r < 0) c = COL_REQUIRED;
    break;
  case SPM_CAPPED:
    zRule = "over-fulfilled";
    zMessage = "more was fulfilled than needed: the ratio counts as 1";
    break;
  default: return SQLITE_OK;
  }
  CsvCell v = cell(p, pRow, c);
  return spm_import_finding(p, pRow->line, spm_import_columns[c], v.z, zRule, SEV_WARNING,
                            sqlite3_mprintf("%s", zMessage));
}

static int bind_value(sqlite3_stmt *pStmt, int i, SpmValue v) {
  if (v.type == SPM_INT) return sqlite3_bind_int64(pStmt, i, v.i);
  if (v.type == SPM_REAL) return sqlite3_bind_double(pStmt, i, v.r);
  return sqlite3_bind_null(pStmt, i);
}

static int bind_key(sqlite3_stmt *pStmt, const Import *p, const Row *pRow) {
  CsvCell indicator = cell(p, pRow, COL_INDICATOR);
  int rc = sqlite3_bind_text(pStmt, 1, pRow->zPeriod, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, pRow->zRegion, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 3, pRow->zField, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 4, pRow->zStamp, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 5, pRow->zService, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text64(pStmt, 6, indicator.z, indicator.n, SQLITE_TRANSIENT, SQLITE_UTF8);
  return rc;
}

/* The cell stands in this file already: the same figures again are a note; other figures refuse both rows, since
** nobody can say which is meant. */
static int repeated(Import *p, const Row *pRow) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_STAGED];
  int rc = bind_key(pStmt, p, pRow);
  if (rc == SQLITE_OK) rc = bind_value(pStmt, 7, pRow->first);
  if (rc == SQLITE_OK) rc = bind_value(pStmt, 8, pRow->second);
  if (rc != SQLITE_OK) return rc;
  long long other = 0;
  int isSame = 0, isRefused = 0;
  if (sqlite3_step(pStmt) == SQLITE_ROW) {
    other = sqlite3_column_int64(pStmt, 0);
    isRefused = sqlite3_column_int(pStmt, 1);
    isSame = sqlite3_column_int(pStmt, 2);
  }
  sqlite3_stmt *pInbox = p->aStmt[SQL_INBOX];
  int keepOther = !isSame && !isRefused;
  if (keepOther) { /* the other row goes to the inbox too, as it was read */
    sqlite3_clear_bindings(pInbox);
    sqlite3_bind_int64(pInbox, 1, p->id);
    sqlite3_bind_int64(pInbox, 2, other);
    const char *aText[] = {pRow->zRegion, pRow->zPeriod};
    for (int i = 0; rc == SQLITE_OK && i < 2; i++)
      rc = sqlite3_bind_text(pInbox, 4 + i, aText[i], -1, SQLITE_TRANSIENT);
    CsvCell indicator = cell(p, pRow, COL_INDICATOR);
    if (rc == SQLITE_OK && !pRow->isBudget) rc = sqlite3_bind_text(pInbox, 6, indicator.z, -1, SQLITE_TRANSIENT);
    if (rc == SQLITE_OK && pRow->isBudget) rc = sqlite3_bind_text(pInbox, 9, pRow->zService, -1, SQLITE_TRANSIENT);
    for (int i = 0; rc == SQLITE_OK && i < 2; i++) {
      const char *z = (const char *)sqlite3_column_text(pStmt, 3 + i);
      rc = sqlite3_bind_text(pInbox, (pRow->isBudget ? 10 : 7) + i, z, -1, SQLITE_TRANSIENT);
    }
    if (rc == SQLITE_OK) rc = sqlite3_bind_text(pInbox, 12, pRow->zStamp, -1, SQLITE_TRANSIENT);
    if (rc == SQLITE_OK)
      rc = sqlite3_bind_text(pInbox, 13, (const char *)sqlite3_column_text(pStmt, 5), -1, SQLITE_TRANSIENT);
  }
  int rcReset = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK) rc = rcReset;
  if (rc != SQLITE_OK) return rc;
  const char *zWhat = pRow->isBudget ? pRow->zService : cell(p, pRow, COL_INDICATOR).z;
  if (isSame && !isRefused)
    return spm_import_finding(
        p, pRow->line, 0, 0, "repeated", SEV_NOTE,
        sqlite3_mprintf("%s of %s stands on line %lld already, with the same figures", zWhat, pRow->zRegion, other));
  if (keepOther) {
    rc = spm_import_run(pInbox);
    if (rc == SQLITE_OK) rc = bind_key(p->aStmt[SQL_REFUSE], p, pRow);
    if (rc == SQLITE_OK) rc = spm_import_run(p->aStmt[SQL_REFUSE]);
    if (rc == SQLITE_OK)
      rc = spm_import_finding(p, other, 0, 0, "conflict", SEV_ERROR,
                              sqlite3_mprintf("%s of %s stands on line %lld again with other figures: neither is taken",
                                              zWhat, pRow->zRegion, pRow->line));
    p->nAccepted--;
    if (rc != SQLITE_OK) return rc;
  }
  return refuse(p, pRow, 0, 0, "conflict",
                sqlite3_mprintf("%s of %s stands on line %lld already with other figures: neither is taken", zWhat,
                                pRow->zRegion, other));
}

static int stage(Import *p, const Row *pRow) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_STAGE];
  CsvCell opd = cell(p, pRow, COL_OPD);
  int rc = bind_key(pStmt, p, pRow);
  if (rc == SQLITE_OK) rc = bind_value(pStmt, 7, pRow->first);
  if (rc == SQLITE_OK) rc = bind_value(pStmt, 8, pRow->second);
  if (rc == SQLITE_OK)
    rc = opd.n ? sqlite3_bind_text64(pStmt, 9, opd.z, opd.n, SQLITE_TRANSIENT, SQLITE_UTF8)
               : sqlite3_bind_null(pStmt, 9);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 10, pRow->line);
  if (rc == SQLITE_OK) rc = spm_import_run(pStmt);
  if (rc != SQLITE_OK) return rc;
  if (sqlite3_changes(p->db) == 0) return repeated(p, pRow);
  p->nAccepted++;
  return warn(p, pRow);
}

static int judge_row(Import *p, Row *pRow) {
  int isGood = 1;
  if (pRow->pCsv->zBad) return refuse(p, pRow, 0, 0, "csv", sqlite3_mprintf("%s", pRow->pCsv->zBad));
  if (pRow->pCsv->nCell != p->nHeader)
    return refuse(p, pRow, 0, 0, "cells",
                  sqlite3_mprintf("the row has %d cells, the header %d; a cell that holds a comma must stand in quotes",
                                  pRow->pCsv->nCell, p->nHeader));
  int rc = judge_region(p, pRow, &isGood);
  if (rc == SQLITE_OK && isGood) rc = judge_subject(p, pRow, &isGood);
  if (rc != SQLITE_OK || !isGood) return rc;
  /* the cells do not depend on each other: each says what is wrong with it, so that one correction is enough */
  rc = judge_number(p, pRow, pRow->isBudget ? COL_ALLOCATED : COL_REQUIRED, &pRow->first, &isGood);
  if (rc == SQLITE_OK)
    rc = judge_number(p, pRow, pRow->isBudget ? COL_REALISED : COL_FULFILLED, &pRow->second, &isGood);
  if (rc == SQLITE_OK) rc = judge_stamp(p, pRow, &isGood);
  if (rc == SQLITE_OK && isGood) rc = stage(p, pRow);
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
