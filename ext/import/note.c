/* note.c: the statements of an import, and what it writes down about a row: findings, and the row in the inbox. */
#include "import/import.h"
#include <string.h>

static const char *const azSql[SQL_COUNT] = {
    [SQL_FINDING] = "INSERT INTO main.finding(import, file, line, column, given, read, rule, severity, message, pesan, "
                    "alternatives)"
                    " SELECT ?1, (SELECT i.path FROM main.import AS i WHERE i.import = ?1), ?2, ?3, ?4, ?5, r.rule,"
                    " coalesce(r.severity, ?7), ?8, r.pesan || coalesce(': ' || ?4, ''), ?9"
                    " FROM main.rule AS r WHERE r.rule = ?6 AND r.enabled",
    [SQL_SEVERITY] = "SELECT severity FROM main.finding WHERE finding = ?1",
    [SQL_INBOX] =
        "INSERT OR IGNORE INTO main.inbox(import, line, raw, region, period, indicator, required, fulfilled,"
        " service, allocated, realised, submitted_at, opd, field, problem_no, problem, solution, stage, status,"
        " note, document, office, role, document_no, document_on, revision, unit)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,"
        " ?21, ?22, ?23, ?24, ?25, ?26, ?27)",
    [SQL_REGION] = "SELECT r.region, r.level_group, r.region <> ?1, EXISTS (SELECT 1 FROM main.roster AS o"
                   " WHERE o.region = r.region AND o.from_period <= ?2 AND coalesce(o.to_period, ?2) >= ?2),"
                   " EXISTS (SELECT 1 FROM main.period AS p WHERE p.period = ?2)"
                   " FROM main.region AS r WHERE r.region = coalesce((SELECT g.region FROM main.region AS g"
                   " WHERE g.region = ?1), (SELECT c.region FROM main.recode AS c WHERE c.old_code = ?1))",
    [SQL_NEAR] = "SELECT group_concat(r.region, ' or '), json_group_array(r.region) FROM main.region AS r WHERE "
                 "length(?1) = 4 AND substr(?1, 3, 1) = '.'"
                 " AND r.region IN (substr(?1, 1, 3) || '0' || substr(?1, 4), ?1 || '0')",
    [SQL_INDICATOR] =
        "SELECT i.service, s.field, s.level_group, i.number = 'real',"
        " coalesce(i.valid_from, ?2) <= ?2 AND coalesce(i.valid_to, ?2) >= ?2"
        " AND coalesce(s.valid_from, ?2) <= ?2 AND coalesce(s.valid_to, ?2) >= ?2, i.unit"
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
    /* a row of a sheet: the figures of the revision that it shows, and those of now */
    [SQL_STALE] =
        "SELECT ?4 > 0 AND seen.filing IS NULL, now.revision,"
        " a.required IS NOT b.required OR a.fulfilled IS NOT b.fulfilled OR c.allocated IS NOT d.allocated"
        " OR c.realised IS NOT d.realised, coalesce(b.fulfilled, d.realised), coalesce(b.required, d.allocated)"
        " FROM (SELECT 1) LEFT JOIN main.filing AS now ON now.period = ?1 AND now.region = ?2 AND now.field = ?3"
        " AND now.revision = (SELECT max(e.revision) FROM main.filing AS e WHERE e.period = ?1 AND e.region = ?2"
        " AND e.field = ?3 AND e.status = 'filed' AND e.rejected_at IS NULL)"
        " LEFT JOIN main.filing AS seen ON seen.period = ?1 AND seen.region = ?2 AND seen.field = ?3 AND seen.revision "
        "= ?4"
        " LEFT JOIN main.achievement AS a ON a.filing = seen.filing AND a.service = ?5 AND a.indicator = ?6"
        " LEFT JOIN main.achievement AS b ON b.filing = now.filing AND b.service = ?5 AND b.indicator = ?6"
        " LEFT JOIN main.budget AS c ON ?6 = '' AND c.filing = seen.filing AND c.service = ?5"
        " LEFT JOIN main.budget AS d ON ?6 = '' AND d.filing = now.filing AND d.service = ?5",
    /* a row that waited: the later import that wrote the cell which stands, or changed or cleared it */
    [SQL_SINCE] =
        "SELECT coalesce(iif(w.source > ?4, w.source, NULL), (SELECT e.source FROM main.filing AS e"
        " LEFT JOIN main.filing AS u ON u.filing = (SELECT v.filing FROM main.filing AS v WHERE v.period = ?1"
        " AND v.region = ?2 AND v.field = ?3 AND v.revision < e.revision AND v.status = 'filed'"
        " AND (v.rejected_at IS NULL OR v.rejected_at > e.submitted_at) ORDER BY v.revision DESC LIMIT 1)"
        " LEFT JOIN main.achievement AS x ON x.filing = e.filing AND x.service = ?5 AND x.indicator = ?6"
        " LEFT JOIN main.achievement AS y ON y.filing = u.filing AND y.service = ?5 AND y.indicator = ?6"
        " LEFT JOIN main.budget AS m ON ?6 = '' AND m.filing = e.filing AND m.service = ?5"
        " LEFT JOIN main.budget AS n ON ?6 = '' AND n.filing = u.filing AND n.service = ?5"
        " WHERE e.period = ?1 AND e.region = ?2 AND e.field = ?3 AND e.source > ?4 AND e.status = 'filed'"
        " AND e.rejected_at IS NULL AND (x.required IS NOT y.required OR x.fulfilled IS NOT y.fulfilled"
        " OR m.allocated IS NOT n.allocated OR m.realised IS NOT n.realised) ORDER BY e.revision DESC LIMIT 1))"
        " AS since, coalesce(b.fulfilled, d.realised), coalesce(b.required, d.allocated) FROM main.filing AS now"
        " LEFT JOIN main.achievement AS b ON b.filing = now.filing AND b.service = ?5 AND b.indicator = ?6"
        " LEFT JOIN main.filing AS w ON w.filing = coalesce(b.origin, b.filing)"
        " LEFT JOIN main.budget AS d ON ?6 = '' AND d.filing = now.filing AND d.service = ?5"
        " WHERE now.period = ?1 AND now.region = ?2 AND now.field = ?3 AND now.status = 'filed'"
        " AND now.rejected_at IS NULL AND since IS NOT NULL ORDER BY now.revision DESC LIMIT 1",
    [SQL_REPEATED] = "INSERT INTO main.staging(period, region, field, submitted_at, part, service, item, first, line,"
                     " day_only, refused) VALUES (?1, ?2, ?3, ?4, 'repeated', '', ?6, ?5, ?6, 0, 1)",
    [SQL_REFUSE] = "UPDATE main.staging SET refused = 1"
                   " WHERE " STAGED_GROUP " AND part = ?5 AND service = ?6 AND item = ?7",
};

int spm_import_prepare(Import *p) {
  p->pMemo = spm_memo_new();
  int rc = p->pMemo ? SQLITE_OK : SQLITE_NOMEM;
  for (int i = 0; rc == SQLITE_OK && i < SQL_COUNT; i++)
    rc = sqlite3_prepare_v3(p->db, azSql[i], -1, SQLITE_PREPARE_PERSISTENT, &p->aStmt[i], 0);
  return rc;
}

int spm_import_run(sqlite3_stmt *pStmt) {
  sqlite3_step(pStmt);
  return sqlite3_reset(pStmt);
}

int spm_import_finding(Import *p, const Finding *pFinding, char *zMessage) {
  static const char *const azSeverity[] = {"error", "warning", "note"};
  const char *azText[] = {
      pFinding->zColumn, pFinding->zGiven,       pFinding->zRead, pFinding->zRule, azSeverity[pFinding->severity],
      zMessage,          pFinding->zAlternatives};
  sqlite3_stmt *pStmt = p->aStmt[SQL_FINDING];
  int rc = zMessage ? SQLITE_OK : SQLITE_NOMEM;
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 1, p->id);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 2, pFinding->line);
  for (int i = 0; rc == SQLITE_OK && i < 7; i++) rc = sqlite3_bind_text(pStmt, 3 + i, azText[i], -1, SQLITE_TRANSIENT);
  sqlite3_free(zMessage);
  if (rc != SQLITE_OK) return rc;
  rc = spm_import_run(pStmt);
  /* the list is ours and valid: json_valid says no when it has no memory to look */
  if ((rc & 0xff) == SQLITE_CONSTRAINT && pFinding->zAlternatives) rc = SQLITE_NOMEM;
  return rc == SQLITE_OK ? spm_import_count(p) : rc;
}

int spm_import_count(Import *p) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_SEVERITY];
  int n = sqlite3_changes(p->db), rc = sqlite3_bind_int64(pStmt, 1, sqlite3_last_insert_rowid(p->db));
  if (rc != SQLITE_OK || n == 0) return rc; /* none when the office has switched the rule off */
  if (sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    if (z == 0) rc = SQLITE_NOMEM;
    else p->aFinding[*z == 'e' ? SEV_ERROR : *z == 'w' ? SEV_WARNING : SEV_NOTE] += n;
  }
  int rcReset = sqlite3_reset(pStmt);
  return rc == SQLITE_OK ? rcReset : rc;
}

CsvCell spm_import_cell(const Import *p, const Row *pRow, ImportColumn c) {
  CsvCell v = {"", 0};
  if (p->aIndex[c] >= 0) v = pRow->pCsv->aCell[p->aIndex[c]];
  return v.n == strspn(v.z, " \t") ? (CsvCell){"", 0} : v;
}

/* Keep the row as it was given; one of the inbox is there already. */
static int keep(Import *p, const Row *pRow) {
  if (p->isInbox) return SQLITE_OK;
  sqlite3_stmt *pStmt = p->aStmt[SQL_INBOX];
  sqlite3_clear_bindings(pStmt);
  sqlite3_bind_int64(pStmt, 1, p->id);
  sqlite3_bind_int64(pStmt, 2, pRow->line);
  int rc = SQLITE_OK;
  if (pRow->pCsv->zBad || pRow->pCsv->nCell != p->nHeader) {
    size_t n = pRow->pCsv->nLine;
    if (n > CSV_MAX_LINE) /* to the last letter that is there whole */
      for (n = CSV_MAX_LINE; n > CSV_MAX_LINE - 4 && ((unsigned char)pRow->pCsv->zLine[n] & 0xc0) == 0x80;) n--;
    rc = sqlite3_bind_text64(pStmt, 3, pRow->pCsv->zLine, n, SQLITE_TRANSIENT, SQLITE_UTF8);
  } else {
    for (int c = 0; rc == SQLITE_OK && c < COL_COUNT; c++)
      if (p->aIndex[c] >= 0) {
        CsvCell v = pRow->pCsv->aCell[p->aIndex[c]];
        rc = sqlite3_bind_text64(pStmt, 4 + c, v.z, v.n, SQLITE_TRANSIENT, SQLITE_UTF8);
      }
  }
  return rc == SQLITE_OK ? spm_import_run(pStmt) : rc;
}

static int refuse(Import *p, const Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                  char *zAlternatives, char *zMessage) {
  int rc = keep(p, pRow);
  if (rc == SQLITE_OK)
    rc = spm_import_finding(p,
                            &(Finding){.line = pRow->line,
                                       .zRule = zRule,
                                       .severity = SEV_ERROR,
                                       .zColumn = zColumn,
                                       .zGiven = zGiven,
                                       .zAlternatives = zAlternatives},
                            zMessage);
  else sqlite3_free(zMessage);
  sqlite3_free(zAlternatives);
  return rc;
}

int spm_import_refuse(Import *p, const Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                      char *zMessage) {
  return refuse(p, pRow, zColumn, zGiven, zRule, 0, zMessage);
}

int spm_import_refuse_one_of(Import *p, const Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                             char *zAlternatives, char *zMessage) {
  if (zAlternatives) return refuse(p, pRow, zColumn, zGiven, zRule, zAlternatives, zMessage);
  sqlite3_free(zMessage);
  return SQLITE_NOMEM;
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
