/* accept.c: make filings of the rows in staging (semantics.md 5).
**
** Rows with the same region, period, field and submitted_at are one filing; staging is read in that order, so a file's
** filings are taken in the order of their stamps. Where an effective filing stands, the new one is its cells overlaid
** with the file's; a row with both figures empty clears its cell. A stamp that is not later than the field's last filing
** is refused as a finding that names both, and its rows go to the inbox. */
#include "import/import.h"
#include <string.h>

typedef struct Accept {
  Import *pImport;
  sqlite3_stmt *aStmt[SQL_ACCEPT_COUNT];
  SpmSeal seal;
} Accept;

/* One group of rows that becomes one filing; the texts live in the statement SQL_ACCEPT_GROUPS, which is not stepped while the
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
  int rc = p->isInbox ? SQLITE_OK : bind_group(a->aStmt[SQL_ACCEPT_INBOX], g);
  if (rc == SQLITE_OK && !p->isInbox) rc = spm_import_run(a->aStmt[SQL_ACCEPT_INBOX]);
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
  sqlite3_stmt *pStmt = a->aStmt[SQL_ACCEPT_FILE];
  sqlite3_stmt *pTally = a->aStmt[SQL_ACCEPT_TALLY];
  int rc = spm_bind_ours(pTally);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pTally, sqlite3_bind_parameter_index(pTally, ":filing"), filing);
  if (rc == SQLITE_OK) rc = spm_import_run(pTally);
  if (rc == SQLITE_OK) rc = spm_seal_of(&a->seal, filing, zSeal);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, zSeal, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 1, filing);
  return rc == SQLITE_OK ? spm_import_run(pStmt) : rc;
}

static int tell_falls(Accept *a, sqlite3_int64 filing) {
  sqlite3_stmt *pStmt = a->aStmt[SQL_ACCEPT_FALL];
  sqlite3_bind_int64(pStmt, 1, a->pImport->id);
  sqlite3_bind_int64(pStmt, 2, filing);
  int rc = spm_import_run(pStmt);
  return rc == SQLITE_OK ? spm_import_count(a->pImport) : rc;
}

static int make_filing(Accept *a, const Group *g, sqlite3_int64 revision, sqlite3_int64 from) {
  Import *p = a->pImport;
  sqlite3_stmt *pStmt = a->aStmt[SQL_ACCEPT_FILING];
  int rc = bind_group(pStmt, g);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 5, revision);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 6, g->zOpd, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 7, p->id);
  if (rc == SQLITE_OK) rc = from ? sqlite3_bind_int64(pStmt, 8, from) : sqlite3_bind_null(pStmt, 8);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int(pStmt, 9, g->isDayOnly);
  if (rc == SQLITE_OK) rc = spm_import_run(pStmt);
  sqlite3_int64 filing = sqlite3_last_insert_rowid(p->db);
  for (int i = 0; i < PART_COUNT; i++) {
    const ImportPart *pPart = &spm_import_parts[i];
    if (rc == SQLITE_OK && from) rc = run_on_filing(a->aStmt[pPart->copy], filing, from);
    if ((p->parts & 1u << i) == 0) continue; /* no row of staging is of this part */
    if (rc == SQLITE_OK) rc = run_on_group(a->aStmt[pPart->put], g, filing);
    if (rc == SQLITE_OK && from) rc = run_on_group(a->aStmt[pPart->clear], g, filing);
  }
  if (rc == SQLITE_OK) rc = file(a, filing);
  if (rc == SQLITE_OK) rc = tell_falls(a, filing);
  p->nFiling++;
  return rc;
}

static int accept_group(Accept *a, const Group *g) {
  Import *p = a->pImport;
  sqlite3_stmt *pLast = a->aStmt[SQL_ACCEPT_LAST];
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
  if (rc == SQLITE_OK && p->isInbox) rc = run_on_group(a->aStmt[SQL_ACCEPT_SETTLE], g, p->id);
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
  sqlite3_stmt *pGroups = a->aStmt[SQL_ACCEPT_GROUPS];
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

static int prepare_all(Accept *a) {
  sqlite3 *db = a->pImport->db;
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < SQL_ACCEPT_COUNT; i++)
    rc = sqlite3_prepare_v3(db, spm_sql_accept[i], -1, SQLITE_PREPARE_PERSISTENT, &a->aStmt[i], 0);
  return rc == SQLITE_OK ? spm_seal_prepare(db, &a->seal) : rc;
}

int spm_import_accept(Import *p) {
  Accept a;
  memset(&a, 0, sizeof(a));
  a.pImport = p;
  int rc = prepare_all(&a);
  if (rc == SQLITE_OK) rc = accept_all(&a);
  sqlite3_reset(a.aStmt[SQL_ACCEPT_GROUPS]);
  if (rc == SQLITE_OK) rc = spm_import_run(a.aStmt[SQL_ACCEPT_EMPTY]);
  spm_seal_end(&a.seal);
  for (int i = 0; i < SQL_ACCEPT_COUNT; i++) sqlite3_finalize(a.aStmt[i]);
  return rc;
}
