/* import_row.c: judge one row of a file (semantics.md 2, 5, 10).
**
** A sound row goes to staging. A row that cannot be read or does not belong stays in the inbox, as given, with its line
** and a finding of severity error; the rows beside it go in. Contradictory, negative and over-fulfilled cells go in with
** a warning. Nothing is repaired silently and nothing is guessed. */
#include "import.h"
#include <string.h>

static const char *const azSql[SQL_COUNT] = {
    [SQL_FINDING] = "INSERT INTO main.finding(import, line, column, given, rule, severity, message, pesan)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT r.pesan || coalesce(': ' || ?4, '')"
                    " FROM main.rule AS r WHERE r.rule = ?5))",
    [SQL_INBOX] =
        "INSERT OR IGNORE INTO main.inbox(import, line, raw, region, period, indicator, required, fulfilled,"
        " service, allocated, realised, submitted_at, opd, field, problem_no, problem, solution, stage, status,"
        " note, document, office, role, document_no, document_on)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,"
        " ?21, ?22, ?23, ?24, ?25)",
    [SQL_REGION] = "SELECT r.region, r.level_group, r.region <> ?1, EXISTS (SELECT 1 FROM main.roster AS o"
                   " WHERE o.region = r.region AND o.from_period <= ?2 AND coalesce(o.to_period, ?2) >= ?2),"
                   " EXISTS (SELECT 1 FROM main.period AS p WHERE p.period = ?2)"
                   " FROM main.region AS r WHERE r.region = coalesce((SELECT g.region FROM main.region AS g"
                   " WHERE g.region = ?1), (SELECT c.region FROM main.recode AS c WHERE c.old_code = ?1))",
    [SQL_NEAR] =
        "SELECT group_concat(r.region, ' or ') FROM main.region AS r WHERE length(?1) = 4 AND substr(?1, 3, 1) = '.'"
        " AND r.region IN (substr(?1, 1, 3) || '0' || substr(?1, 4), ?1 || '0')",
    [SQL_INDICATOR] =
        "SELECT i.service, s.field, s.level_group, i.number = 'real',"
        " coalesce(i.valid_from, ?2) <= ?2 AND coalesce(i.valid_to, ?2) >= ?2"
        " AND coalesce(s.valid_from, ?2) <= ?2 AND coalesce(s.valid_to, ?2) >= ?2"
        " FROM main.indicator AS i JOIN main.service AS s ON s.service = i.service WHERE i.indicator = ?1",
    [SQL_SERVICE] = "SELECT s.service, s.field, s.level_group, 0,"
                    " coalesce(s.valid_from, ?2) <= ?2 AND coalesce(s.valid_to, ?2) >= ?2"
                    " FROM main.service AS s WHERE s.service = ?1",
    [SQL_FIELD] = "SELECT '', u.field, (SELECT s.level_group FROM main.service AS s WHERE s.field = u.field"
                  " AND s.level_group = ?3 LIMIT 1), 0, 1 FROM main.field AS u WHERE u.field = ?1 AND ?2 IS NOT NULL",
    [SQL_DAY_END] = "WITH day(last) AS (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', ?1 || 'T23:59:59' ||"
                    " coalesce((SELECT d.zone FROM main.spm_deadline(?2) AS d), '+07:00')))"
                    " SELECT CASE WHEN ?3 BETWEEN strftime('%Y-%m-%dT%H:%M:%SZ', last, '-86399 seconds') AND last"
                    " THEN ?3 ELSE last END FROM day",
    [SQL_STAGE] =
        "INSERT OR IGNORE INTO main.staging(period, region, field, submitted_at, part, service, item, first,"
        " second, third, opd, line, day_only) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    [SQL_STAGED] = "SELECT line, refused, first IS ?8 AND second IS ?9 AND third IS ?10 FROM main.staging"
                   " WHERE " STAGED_GROUP " AND part = ?5 AND service = ?6 AND item = ?7",
    [SQL_UNSTAGE] = UNSTAGE " WHERE " STAGED_GROUP " AND part = ?5 AND service = ?6 AND item = ?7",
    [SQL_WAITS] =
        "DELETE FROM main.inbox WHERE import = ?1 AND line = ?2 AND region IS NULL AND period IS NULL AND raw IS NULL",
    [SQL_REFUSE] = "UPDATE main.staging SET refused = 1"
                   " WHERE " STAGED_GROUP " AND part = ?5 AND service = ?6 AND item = ?7",
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

CsvCell spm_import_cell(const Import *p, const Row *pRow, ImportColumn c) {
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
        CsvCell v = spm_import_cell(p, pRow, (ImportColumn)c);
        rc = sqlite3_bind_text64(pStmt, 4 + c, v.z, v.n, SQLITE_TRANSIENT, SQLITE_UTF8);
      }
  }
  return rc == SQLITE_OK ? spm_import_run(pStmt) : rc;
}

int spm_import_refuse(Import *p, const Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
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

typedef struct RegionFacts {
  int isFound, isRecoded, isOwed, isPeriod;
} RegionFacts;

static int look_up_region(Import *p, Row *pRow, const char *z, RegionFacts *pFacts) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_REGION];
  memset(pFacts, 0, sizeof(*pFacts));
  int rc = sqlite3_bind_text(pStmt, 1, z, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, pRow->zPeriod, -1, SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) return rc;
  if (sqlite3_step(pStmt) == SQLITE_ROW) {
    pFacts->isFound = 1;
    rc = text_of(pStmt, 0, pRow->zRegion, sizeof(pRow->zRegion));
    if (rc == SQLITE_OK) rc = text_of(pStmt, 1, pRow->zGroup, sizeof(pRow->zGroup));
    pFacts->isRecoded = sqlite3_column_int(pStmt, 2);
    pFacts->isOwed = sqlite3_column_int(pStmt, 3);
    pFacts->isPeriod = sqlite3_column_int(pStmt, 4);
  }
  int rcReset = sqlite3_reset(pStmt);
  return rc == SQLITE_OK ? rcReset : rc;
}

/* A code with blanks in it is repaired with a note; an official name is read, with one note a file. */
static int repair_region(Import *p, Row *pRow, const char *z, RegionFacts *pFacts) {
  char zCode[SPM_REGION_SIZE], *zErr = 0;
  int rc = spm_region_find(p->db, z, zCode, &zErr);
  sqlite3_free(zErr);
  if (rc != SQLITE_OK || !*zCode) return rc;
  rc = look_up_region(p, pRow, zCode, pFacts);
  int isCode = *z == ' ' || (*z >= '0' && *z <= '9');
  if (rc != SQLITE_OK || (!isCode && p->saidName)) return rc;
  if (!isCode) p->saidName = 1;
  return spm_import_finding(p, pRow->line, "region", z, isCode ? "repaired" : "region name", SEV_NOTE,
                            sqlite3_mprintf(isCode ? "'%s' is read as %s"
                                                   : "names are read as codes: '%s' is %s; the first"
                                                     " stands here",
                                            z, pRow->zRegion));
}

/* "11.1" was 11.01 or 11.10 before a spreadsheet took it for a number: both are listed, none is chosen. */
static int refuse_region(Import *p, const Row *pRow, const char *z) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_NEAR];
  int rc = sqlite3_bind_text(pStmt, 1, z, -1, SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) return rc;
  const char *zNear = sqlite3_step(pStmt) == SQLITE_ROW ? (const char *)sqlite3_column_text(pStmt, 0) : 0;
  char *zMessage =
      zNear ? sqlite3_mprintf("'%s' may be %s; codes are text, and a spreadsheet drops their zeros", z, zNear)
            : sqlite3_mprintf("'%s' is no region code; codes are text such as 11 or 11.01", z);
  rc = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK) return spm_import_refuse(p, pRow, "region", z, "region", zMessage);
  sqlite3_free(zMessage);
  return rc;
}

/* *pGood is set to 0 when the row was refused; the return code speaks of the database alone. */
static int judge_region(Import *p, Row *pRow, int *pGood) {
  CsvCell region = spm_import_cell(p, pRow, COL_REGION), period = spm_import_cell(p, pRow, COL_PERIOD);
  RegionFacts facts;
  SpmPeriod q;
  *pGood = 0;
  if (!spm_period_parse(period.z, period.n, &q))
    return spm_import_refuse(p, pRow, "period", period.z, "period",
                             sqlite3_mprintf("'%s' is not a quarter; write it like 2023-TW2", period.z));
  spm_period_text(q, pRow->zPeriod);
  int rc = look_up_region(p, pRow, region.z, &facts);
  if (rc == SQLITE_OK && !facts.isFound) rc = repair_region(p, pRow, region.z, &facts);
  if (rc != SQLITE_OK) return rc;
  if (!facts.isFound) return refuse_region(p, pRow, region.z);
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
    return spm_import_finding(p, pRow->line, "region", region.z, "recode", SEV_NOTE,
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
  sqlite3_stmt *pStmt = p->aStmt[isCell ? SQL_INDICATOR : isOfField ? SQL_FIELD : SQL_SERVICE];
  int rc = sqlite3_bind_text64(pStmt, 1, given.z, given.n, SQLITE_TRANSIENT, SQLITE_UTF8);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, pRow->zPeriod, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK && isOfField) rc = sqlite3_bind_text(pStmt, 3, pRow->zGroup, -1, SQLITE_TRANSIENT);
  if (rc != SQLITE_OK) return rc;
  int isFound = sqlite3_step(pStmt) == SQLITE_ROW, isInForce = 0, isOfLevel = 0;
  if (isFound) {
    char zGroup[16] = "";
    rc = text_of(pStmt, 0, pRow->zService, sizeof(pRow->zService));
    if (rc == SQLITE_OK) rc = text_of(pStmt, 1, pRow->zField, sizeof(pRow->zField));
    if (rc == SQLITE_OK && sqlite3_column_type(pStmt, 2) != SQLITE_NULL) rc = text_of(pStmt, 2, zGroup, sizeof(zGroup));
    pRow->isReal = sqlite3_column_int(pStmt, 3);
    isInForce = sqlite3_column_int(pStmt, 4);
    isOfLevel = strcmp(zGroup, pRow->zGroup) == 0;
  }
  int rcReset = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK) rc = rcReset;
  if (rc != SQLITE_OK) return rc;
  if (!isFound)
    return spm_import_refuse(p, pRow, zColumn, given.z, zColumn,
                             sqlite3_mprintf("'%s' is no %s of the catalogue; SELECT %s FROM %s lists them", given.z,
                                             zColumn, zColumn, zColumn));
  if (!isOfLevel || !isInForce)
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
  CsvCell field = spm_import_cell(p, pRow, COL_FIELD);
  if (field.n && strcmp(field.z, pRow->zField) != 0)
    return spm_import_refuse(p, pRow, "field", field.z, "field",
                             sqlite3_mprintf("%s belongs to field %s, not to '%s'", given.z, pRow->zField, field.z));
  *pGood = 1;
  return SQLITE_OK;
}

/* A date alone is that whole day, in the zone of the quarter's deadline; today is what has passed of it. */
static int end_of_day(Import *p, Row *pRow) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_DAY_END];
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
  return spm_import_finding(p, pRow->line, "submitted_at", v.z, "date only", SEV_NOTE,
                            sqlite3_mprintf("stamps without a time count as that whole day, in the zone of the"
                                            " deadline (+07:00 without one); the first stands here"));
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

int spm_import_keep(Import *p, long long line, const CsvRow *pCsv) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_WAITS];
  Row row;
  memset(&row, 0, sizeof(row));
  row.line = line;
  row.pCsv = pCsv;
  sqlite3_bind_int64(pStmt, 1, p->id);
  sqlite3_bind_int64(pStmt, 2, line);
  int rc = spm_import_run(pStmt);
  return rc == SQLITE_OK && sqlite3_changes(p->db) > 0 ? keep(p, &row) : rc;
}
