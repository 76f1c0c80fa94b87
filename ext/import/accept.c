/* accept.c: make filings of the rows in staging (semantics.md 5).
**
** Rows with the same region, period, field and submitted_at are one filing; staging is read in that order, so a file's
** filings are taken in the order of their stamps. Where an effective filing stands, the new one is its cells overlaid
** with the file's; a row with both figures empty clears its cell. A stamp that is not later than the field's last filing
** is refused as a finding that names both, and its rows go to the inbox. */
#include "import/import.h"
#include <string.h>

typedef enum AcceptSql {
  ACC_GROUPS, /* the filings to make */
  ACC_LAST,   /* last revision of the field, and the effective filing at a time */
  ACC_FILING, /* a new open filing */
  ACC_TALLY,  /* count its cells once (schema.sql, tally) */
  ACC_FILE,   /* open becomes filed */
  ACC_FALL,   /* cumulative figures that fall within the year */
  ACC_EMPTY,  /* empty staging */
  ACC_INBOX,  /* the lines of a refused group into the inbox */
  ACC_SETTLE, /* the rows of the inbox that a filing has taken */
  ACC_COUNT
} AcceptSql;

static const char *const azSql[ACC_COUNT] = {
    [ACC_GROUPS] = "SELECT period, region, field, submitted_at, count(*),"
                   " sum(first IS NOT NULL OR second IS NOT NULL OR third IS NOT NULL), min(opd), count(DISTINCT opd),"
                   " min(line), max(day_only)"
                   " FROM main.staging WHERE NOT refused GROUP BY period, region, field, submitted_at",
    [ACC_LAST] = "SELECT l.revision, l.submitted_at, (SELECT e.filing FROM main.filing AS e"
                 " WHERE e.period = ?1 AND e.region = ?2 AND e.field = ?3 AND e.status = 'filed'"
                 " AND (e.rejected_at IS NULL OR e.rejected_at > ?4) ORDER BY e.revision DESC LIMIT 1)"
                 " FROM main.filing AS l WHERE l.period = ?1 AND l.region = ?2 AND l.field = ?3"
                 " ORDER BY l.revision DESC LIMIT 1",
    [ACC_FILING] =
        "INSERT INTO main.filing(period, region, field, submitted_at, revision, opd, source, day_only)"
        " VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?6, (SELECT opd FROM main.filing WHERE filing = ?8)), ?7, ?9)",
    [ACC_TALLY] =
        "INSERT INTO main.tally(filing, service, indicators, tally) SELECT f.filing, s.service,"
        " spm_fingerprint(:ours, i.indicator), spm_tally(:ours, i.component, i.scored, a.required, a.fulfilled)"
        " FROM main.filing AS f CROSS JOIN main.region AS r ON r.region = f.region"
        " CROSS JOIN main.service AS s ON s.level_group = r.level_group AND s.field = f.field"
        " CROSS JOIN main.indicator AS i ON i.service = s.service"
        " AND (i.valid_from IS NULL OR i.valid_from <= f.period) AND (i.valid_to IS NULL OR i.valid_to >= f.period)"
        " LEFT JOIN main.achievement AS a ON a.filing = f.filing AND a.service = i.service AND a.indicator = "
        "i.indicator"
        " WHERE f.filing = :filing GROUP BY s.service HAVING count(a.filing) > 0",
    [ACC_FILE] = "UPDATE main.filing SET status = 'filed', seal = ?2 WHERE filing = ?1",
    /* the plus: SQLite looked for the earlier filing once more for every cell, to find b by it */
    [ACC_FALL] =
        "INSERT INTO main.finding(import, file, line, column, given, read, rule, severity, pesan, message)"
        " SELECT ?1, (SELECT i.path FROM main.import AS i WHERE i.import = ?1), a.line, 'fulfilled', a.fulfilled,"
        " a.fulfilled, r.rule, r.severity, r.pesan || ': ' || a.fulfilled, a.indicator || ' of ' || f.region ||"
        " ' in ' || f.period || ': ' || a.fulfilled || ' is less than ' || b.fulfilled || ' in ' || g.period || ';'"
        " || ' figures are cumulative within the year'"
        " FROM main.filing AS f"
        " CROSS JOIN main.filing AS g ON g.filing = (SELECT e.filing FROM main.filing AS e"
        " WHERE e.period IN (spm_period_add(f.period, -1), spm_period_add(f.period, -2), spm_period_add(f.period, -3))"
        " AND substr(e.period, 1, 4) = substr(f.period, 1, 4) AND e.region = f.region AND e.field = f.field"
        " AND e.status = 'filed' AND (e.rejected_at IS NULL OR e.rejected_at > f.submitted_at)"
        " ORDER BY e.period DESC, e.revision DESC LIMIT 1)"
        " CROSS JOIN main.achievement AS a ON a.filing = f.filing"
        " CROSS JOIN main.achievement AS b ON b.filing = +g.filing AND b.service = a.service"
        " AND b.indicator = a.indicator"
        " CROSS JOIN main.indicator AS i ON i.indicator = a.indicator AND i.scored"
        " CROSS JOIN main.rule AS r ON r.rule = 'falling' AND r.enabled"
        " WHERE f.filing = ?2 AND substr(f.period, 8) > '1' AND a.origin IS NULL AND a.fulfilled < b.fulfilled",
    [ACC_INBOX] = UNSTAGE " WHERE " STAGED_GROUP " AND NOT refused",
    [ACC_SETTLE] =
        "UPDATE main.inbox SET settled_by = ?5 WHERE inbox IN (SELECT line FROM main.staging WHERE " STAGED_GROUP
        " AND (NOT refused OR (part = 'repeated' AND first IN (SELECT line FROM main.staging WHERE " STAGED_GROUP
        " AND NOT refused))))",
    [ACC_EMPTY] = "DELETE FROM main.staging",
};

typedef struct Accept {
  Import *pImport;
  sqlite3_stmt *aStmt[ACC_COUNT];
  sqlite3_stmt *aCopy[PART_COUNT], *aPut[PART_COUNT], *aClear[PART_COUNT];
  SpmSeal seal;
} Accept;

/* One group of rows that becomes one filing; the texts live in the statement ACC_GROUPS, which is not stepped while the
** group is worked on. */
typedef struct Group {
  const char *azKey[4]; /* period, region, field, submitted_at */
  const char *zOpd;
  long long nRow, nFigure, nOpd, line;
  int isDayOnly;
} Group;

static int bind_group(sqlite3_stmt *pStmt, const Group *g) {
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < 4; i++)
    rc = sqlite3_bind_text(pStmt, i + 1, g->azKey[i], -1, SQLITE_TRANSIENT);
  return rc;
}

static int run_on_group(sqlite3_stmt *pStmt, const Group *g, sqlite3_int64 fifth) {
  int rc = bind_group(pStmt, g);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 5, fifth);
  return rc == SQLITE_OK ? spm_import_run(pStmt) : rc;
}

static int run_on_filing(sqlite3_stmt *pStmt, sqlite3_int64 first, sqlite3_int64 second) {
  sqlite3_bind_int64(pStmt, 1, first);
  if (sqlite3_bind_parameter_count(pStmt) > 1) sqlite3_bind_int64(pStmt, 2, second);
  return spm_import_run(pStmt);
}

static int too_early(Accept *a, const Group *g, const char *zLast) {
  Import *p = a->pImport;
  int rc = p->isInbox ? SQLITE_OK : bind_group(a->aStmt[ACC_INBOX], g);
  if (rc == SQLITE_OK && !p->isInbox) rc = spm_import_run(a->aStmt[ACC_INBOX]);
  if (!p->isInbox) p->nPending += g->nRow;
  p->nAccepted -= g->nRow;
  if (rc != SQLITE_OK) return rc;
  return spm_import_finding(
      p,
      &(Finding){.line = g->line,
                 .zRule = "not later",
                 .severity = SEV_ERROR,
                 .zColumn = "submitted_at",
                 .zGiven = g->azKey[3]},
      sqlite3_mprintf("field %s of %s in %s: submitted_at %s is not later than its last filing of %s;"
                      " give a later one, or put all parts of a filing in one file; rows that stay in the inbox: %lld",
                      g->azKey[2], g->azKey[1], g->azKey[0], g->azKey[3], zLast, g->nRow));
}

/* open becomes filed, with the tallies and the seal of what is in it. */
static int file(Accept *a, sqlite3_int64 filing) {
  char zSeal[SPM_SEAL_SIZE];
  sqlite3_stmt *pStmt = a->aStmt[ACC_FILE];
  sqlite3_stmt *pTally = a->aStmt[ACC_TALLY];
  int rc = spm_bind_ours(pTally);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pTally, sqlite3_bind_parameter_index(pTally, ":filing"), filing);
  if (rc == SQLITE_OK) rc = spm_import_run(pTally);
  if (rc == SQLITE_OK) rc = spm_seal_of(&a->seal, filing, zSeal);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, zSeal, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 1, filing);
  return rc == SQLITE_OK ? spm_import_run(pStmt) : rc;
}

static int tell_falls(Accept *a, sqlite3_int64 filing) {
  sqlite3_stmt *pStmt = a->aStmt[ACC_FALL];
  sqlite3_bind_int64(pStmt, 1, a->pImport->id);
  sqlite3_bind_int64(pStmt, 2, filing);
  int rc = spm_import_run(pStmt);
  return rc == SQLITE_OK ? spm_import_count(a->pImport) : rc;
}

static int make_filing(Accept *a, const Group *g, sqlite3_int64 revision, sqlite3_int64 from) {
  Import *p = a->pImport;
  sqlite3_stmt *pStmt = a->aStmt[ACC_FILING];
  int rc = bind_group(pStmt, g);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 5, revision);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 6, g->zOpd, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 7, p->id);
  if (rc == SQLITE_OK) rc = from ? sqlite3_bind_int64(pStmt, 8, from) : sqlite3_bind_null(pStmt, 8);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int(pStmt, 9, g->isDayOnly);
  if (rc == SQLITE_OK) rc = spm_import_run(pStmt);
  sqlite3_int64 filing = sqlite3_last_insert_rowid(p->db);
  for (int i = 0; i < PART_COUNT; i++) {
    if (rc == SQLITE_OK && from) rc = run_on_filing(a->aCopy[i], filing, from);
    if ((p->parts & 1u << i) == 0) continue; /* no row of staging is of this part */
    if (rc == SQLITE_OK) rc = run_on_group(a->aPut[i], g, filing);
    if (rc == SQLITE_OK && from) rc = run_on_group(a->aClear[i], g, filing);
  }
  if (rc == SQLITE_OK) rc = file(a, filing);
  if (rc == SQLITE_OK) rc = tell_falls(a, filing);
  p->nFiling++;
  return rc;
}

static int accept_group(Accept *a, const Group *g) {
  Import *p = a->pImport;
  sqlite3_stmt *pLast = a->aStmt[ACC_LAST];
  char zLast[SPM_STAMP_SIZE] = "";
  sqlite3_int64 revision = 0, from = 0;
  int rc = bind_group(pLast, g);
  if (rc != SQLITE_OK) return rc;
  if (sqlite3_step(pLast) == SQLITE_ROW) {
    revision = sqlite3_column_int64(pLast, 0);
    sqlite3_snprintf(sizeof(zLast), zLast, "%s", sqlite3_column_text(pLast, 1));
    from = sqlite3_column_int64(pLast, 2);
  }
  rc = sqlite3_reset(pLast);
  if (rc != SQLITE_OK) return rc;
  if (strcmp(g->azKey[3], zLast) <= 0) return too_early(a, g, zLast);
  if (g->nFigure == 0 && from == 0)
    rc = spm_import_finding(
        p, &(Finding){.line = g->line, .zRule = "formulir kosong", .severity = SEV_WARNING},
        sqlite3_mprintf("field %s of %s in %s: every row is empty and nothing stands: no filing is made", g->azKey[2],
                        g->azKey[1], g->azKey[0]));
  else rc = make_filing(a, g, revision + 1, from);
  if (rc == SQLITE_OK && p->isInbox) rc = run_on_group(a->aStmt[ACC_SETTLE], g, p->id);
  if (g->nFigure == 0 && from == 0) return rc;
  SpmPeriod period;
  char zStart[SPM_DATE_SIZE];
  if (rc == SQLITE_OK && spm_period_parse(g->azKey[0], SPM_PERIOD_SIZE - 1, &period)) {
    spm_period_start(period, zStart);
    if (strncmp(g->azKey[3], zStart, SPM_DATE_SIZE - 1) < 0)
      rc = spm_import_finding(
          p,
          &(Finding){.line = g->line,
                     .zRule = "early",
                     .severity = SEV_WARNING,
                     .zColumn = "submitted_at",
                     .zGiven = g->azKey[3]},
          sqlite3_mprintf("field %s of %s was filed before %s began", g->azKey[2], g->azKey[1], g->azKey[0]));
  }
  if (rc == SQLITE_OK && g->nOpd > 1)
    rc = spm_import_finding(
        p, &(Finding){.line = g->line, .zRule = "opd", .severity = SEV_WARNING, .zColumn = "opd", .zGiven = g->zOpd},
        sqlite3_mprintf("field %s of %s in %s names more than one office; %s is kept", g->azKey[2], g->azKey[1],
                        g->azKey[0], g->zOpd));
  return rc;
}

static int accept_all(Accept *a) {
  sqlite3_stmt *pGroups = a->aStmt[ACC_GROUPS];
  int rc;
  while ((rc = sqlite3_step(pGroups)) == SQLITE_ROW) {
    Group g;
    memset(&g, 0, sizeof(g));
    for (int i = 0; i < 4; i++) {
      g.azKey[i] = (const char *)sqlite3_column_text(pGroups, i);
      if (g.azKey[i] == 0) return SQLITE_NOMEM;
    }
    g.nRow = sqlite3_column_int64(pGroups, 4);
    g.nFigure = sqlite3_column_int64(pGroups, 5);
    g.zOpd = (const char *)sqlite3_column_text(pGroups, 6);
    g.nOpd = sqlite3_column_int64(pGroups, 7);
    g.line = sqlite3_column_int64(pGroups, 8);
    g.isDayOnly = sqlite3_column_int(pGroups, 9);
    rc = accept_group(a, &g);
    if (rc != SQLITE_OK) return rc;
  }
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int prepare(const Accept *a, const char *zSql, sqlite3_stmt **ppStmt) {
  return sqlite3_prepare_v3(a->pImport->db, zSql, -1, SQLITE_PREPARE_PERSISTENT, ppStmt, 0);
}

static int prepare_all(Accept *a) {
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < ACC_COUNT; i++) rc = prepare(a, azSql[i], &a->aStmt[i]);
  for (int i = 0; rc == SQLITE_OK && i < PART_COUNT; i++) {
    rc = prepare(a, spm_import_parts[i].zCopy, &a->aCopy[i]);
    if (rc == SQLITE_OK) rc = prepare(a, spm_import_parts[i].zPut, &a->aPut[i]);
    if (rc == SQLITE_OK) rc = prepare(a, spm_import_parts[i].zClear, &a->aClear[i]);
  }
  return rc == SQLITE_OK ? spm_seal_prepare(a->pImport->db, &a->seal) : rc;
}

int spm_import_accept(Import *p) {
  Accept a;
  memset(&a, 0, sizeof(a));
  a.pImport = p;
  int rc = prepare_all(&a);
  if (rc == SQLITE_OK) rc = accept_all(&a);
  sqlite3_reset(a.aStmt[ACC_GROUPS]);
  if (rc == SQLITE_OK) rc = spm_import_run(a.aStmt[ACC_EMPTY]);
  spm_seal_end(&a.seal);
  for (int i = 0; i < ACC_COUNT; i++) sqlite3_finalize(a.aStmt[i]);
  for (int i = 0; i < PART_COUNT; i++) {
    sqlite3_finalize(a.aCopy[i]);
    sqlite3_finalize(a.aPut[i]);
    sqlite3_finalize(a.aClear[i]);
  }
  return rc;
}
