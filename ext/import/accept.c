/* accept.c: make filings of the rows in staging (semantics.md 5).
**
** Rows with the same region, period, field and submitted_at are one filing; staging is read in that order, so a file's
** filings are taken in the order of their stamps. Where an effective filing stands, the new one is its cells overlaid
** with the file's; a row with both figures empty clears its cell. A stamp that is not later than the field's last filing
** is refused as a finding that names both, and its rows go to the inbox; of two dates alone the second is later. */
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
  int isDayOnly, isBlank; /* isBlank: empty rows of it are of no office that has filled something in */
} Group;

static void bind_group(Accept *a, SqlAccept sql, const Group *g) {
  for (int i = 0; i < 4; i++) spm_import_bind_text(a->pImport, a->aStmt[sql], i + 1, g->azKey[i]);
}

static void run_on_group(Accept *a, SqlAccept sql, const Group *g, sqlite3_int64 fifth) {
  bind_group(a, sql, g);
  spm_import_bind_int(a->pImport, a->aStmt[sql], 5, fifth);
  spm_import_run(a->pImport, a->aStmt[sql]);
}

static void run_on_two(Accept *a, SqlAccept sql, sqlite3_int64 first, sqlite3_int64 second) {
  spm_import_bind_int(a->pImport, a->aStmt[sql], 1, first);
  spm_import_bind_int(a->pImport, a->aStmt[sql], 2, second);
  spm_import_run(a->pImport, a->aStmt[sql]);
}

static void too_early(Accept *a, const Group *g, const char *zLast) {
  Import *p = a->pImport;
  if (!p->isInbox) {
    bind_group(a, SQL_ACCEPT_INBOX, g);
    spm_import_run(p, a->aStmt[SQL_ACCEPT_INBOX]);
    p->nPending += g->nRow;
  }
  p->nAccepted -= g->nRow;
  spm_import_finding(
      p,
      &(Finding){.line = g->line,
                 .zRule = "not later",
                 .severity = SEV_ERROR,
                 .zColumn = "submitted_at",
                 .zGiven = g->azKey[3],
                 .zRegion = g->azKey[1],
                 .zSubject = g->azKey[2]},
      sqlite3_mprintf("field %s of %s in %s: submitted_at %s is not later than its last filing of %s;"
                      " give a later one, or put all parts of a filing in one file; rows that stay in the inbox: %lld",
                      g->azKey[2], g->azKey[1], g->azKey[0], g->azKey[3], zLast, g->nRow));
}

/* What is said of a group stands at the sheet of its first row, and of a cell at that of the cells. */
static void tell_falls(Accept *a, sqlite3_int64 filing) {
  Import *p = a->pImport;
  char *zPlace = 0;
  const char *zBack = p->layout.t.zSheet;
  if (spm_layout_turn_to_part(&p->layout, 1u << PART_CELL)) p->pView = &p->layout.t.whole;
  if (spm_import_place(p, "fulfilled", &zPlace) && zPlace == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  spm_import_bind_text(p, a->aStmt[SQL_ACCEPT_FALL], 3, spm_import_word(p, "fulfilled"));
  spm_import_bind_text(p, a->aStmt[SQL_ACCEPT_FALL], 4, zPlace);
  run_on_two(a, SQL_ACCEPT_FALL, p->id, filing);
  sqlite3_free(zPlace);
  spm_import_count(p);
  if (zBack && spm_layout_turn_to(&p->layout, zBack)) p->pView = &p->layout.t.whole;
}

/* open becomes filed, with the tallies and the seal of what is in it. */
static void file(Accept *a, sqlite3_int64 filing) {
  Import *p = a->pImport;
  char zSeal[SPM_SEAL_SIZE] = "";
  sqlite3_stmt *pTally = a->aStmt[SQL_ACCEPT_TALLY];
  if (p->rc == SQLITE_OK) p->rc = spm_bind_ours(pTally);
  spm_import_bind_int(p, pTally, sqlite3_bind_parameter_index(pTally, ":filing"), filing);
  spm_import_run(p, pTally);
  if (p->rc == SQLITE_OK) p->rc = spm_seal_of(&a->seal, filing, zSeal);
  spm_import_bind_int(p, a->aStmt[SQL_ACCEPT_FILE], 1, filing);
  spm_import_bind_text(p, a->aStmt[SQL_ACCEPT_FILE], 2, zSeal);
  spm_import_run(p, a->aStmt[SQL_ACCEPT_FILE]);
}

static void make_filing(Accept *a, const Group *g, sqlite3_int64 revision, sqlite3_int64 from) {
  Import *p = a->pImport;
  sqlite3_stmt *pStmt = a->aStmt[SQL_ACCEPT_FILING];
  bind_group(a, SQL_ACCEPT_FILING, g);
  spm_import_bind_int(p, pStmt, 5, revision);
  spm_import_bind_text(p, pStmt, 6, g->zOpd);
  spm_import_bind_int(p, pStmt, 7, p->id);
  if (from) spm_import_bind_int(p, pStmt, 8, from);
  spm_import_bind_int(p, pStmt, 9, g->isDayOnly);
  spm_import_run(p, pStmt);
  sqlite3_int64 filing = sqlite3_last_insert_rowid(p->db);
  int nCleared = 0;
  for (int i = 0; i < PART_COUNT; i++) {
    const ImportPart *pPart = &spm_import_parts[i];
    if (from) run_on_two(a, pPart->copy, filing, from);
    if ((p->layout.parts & 1u << i) == 0) continue; /* no row of staging is of this part */
    run_on_group(a, pPart->put, g, filing);
    if (from) {
      run_on_group(a, pPart->clear, g, filing);
      nCleared += sqlite3_changes(p->db);
    }
  }
  if (nCleared > 0)
    spm_import_finding(
        p,
        &(Finding){
            .line = g->line, .zRule = "cleared", .severity = SEV_NOTE, .zRegion = g->azKey[1], .zSubject = g->azKey[2]},
        sqlite3_mprintf("field %s of %s in %s: rows without a value cleared what stood: %d", g->azKey[2], g->azKey[1],
                        g->azKey[0], nCleared));
  if (from) run_on_two(a, SQL_ACCEPT_COPY_EXPLANATIONS, filing, from);
  if (p->hasExplanation) {
    spm_import_bind_int(p, a->aStmt[SQL_ACCEPT_PUT_EXPLANATIONS], 6, from);
    run_on_group(a, SQL_ACCEPT_PUT_EXPLANATIONS, g, filing);
  }
  file(a, filing);
  tell_falls(a, filing);
  p->nFiling++;
}

/* What a filing that was made leaves to be said. */
static void tell_doubts(Import *p, const Group *g) {
  SpmPeriod period;
  char zStart[SPM_DATE_SIZE] = "";
  if (spm_period_parse(g->azKey[0], SPM_PERIOD_SIZE - 1, &period)) spm_period_start(period, zStart);
  if (strncmp(g->azKey[3], zStart, SPM_DATE_SIZE - 1) < 0)
    spm_import_finding(
        p,
        &(Finding){.line = g->line,
                   .zRule = "early",
                   .severity = SEV_WARNING,
                   .zColumn = "submitted_at",
                   .zGiven = g->azKey[3],
                   .zRegion = g->azKey[1],
                   .zSubject = g->azKey[2]},
        sqlite3_mprintf("field %s of %s was filed before %s began", g->azKey[2], g->azKey[1], g->azKey[0]));
  if (g->nOpd > 1)
    spm_import_finding(p,
                       &(Finding){.line = g->line,
                                  .zRule = "opd",
                                  .severity = SEV_WARNING,
                                  .zColumn = "opd",
                                  .zGiven = g->zOpd,
                                  .zRegion = g->azKey[1],
                                  .zSubject = g->azKey[2]},
                       sqlite3_mprintf("field %s of %s in %s names more than one office; %s is kept", g->azKey[2],
                                       g->azKey[1], g->azKey[0], g->zOpd));
}

static void accept_group(Accept *a, const Group *g) {
  Import *p = a->pImport;
  sqlite3_stmt *pLast = a->aStmt[SQL_ACCEPT_LAST];
  char zLast[SPM_STAMP_SIZE] = "";
  sqlite3_int64 revision = 0, from = 0;
  int isDay = 0; /* both are a date alone: two of one day have one stamp, and the order in which they come */
  for (int i = 0; i < 3; i++) spm_import_bind_text(p, pLast, i + 1, g->azKey[i]);
  if (spm_import_step(p, pLast)) {
    revision = sqlite3_column_int64(pLast, 0);
    sqlite3_snprintf(sizeof(zLast), zLast, "%s", sqlite3_column_text(pLast, 1));
    from = sqlite3_column_int64(pLast, 2);
    isDay = g->isDayOnly && sqlite3_column_int(pLast, 3);
  }
  spm_import_done(p, pLast);
  int order = strcmp(g->azKey[3], zLast);
  if (p->rc == SQLITE_OK && (order < 0 || (order == 0 && !isDay))) {
    too_early(a, g, zLast);
    return;
  }
  int isEmpty = g->nFigure == 0 && from == 0;
  if (isEmpty && !g->isBlank)
    spm_import_finding(p,
                       &(Finding){.line = g->line,
                                  .zRule = "formulir kosong",
                                  .severity = SEV_WARNING,
                                  .zRegion = g->azKey[1],
                                  .zSubject = g->azKey[2]},
                       sqlite3_mprintf("field %s of %s in %s: every row is empty and nothing stands: no filing is made",
                                       g->azKey[2], g->azKey[1], g->azKey[0]));
  if (!isEmpty) make_filing(a, g, revision + 1, from);
  if (p->isInbox) run_on_group(a, SQL_ACCEPT_SETTLE, g, p->id);
  if (!isEmpty) tell_doubts(p, g);
}

/* Two calls within one second are two revisions, in their order: the stamps of a field ascend, so the second call waits for
** the next second. A clock that stands still is left alone. */
static void wait_for_clock(Accept *a) {
  Import *p = a->pImport;
  sqlite3_stmt *pSame = a->aStmt[SQL_ACCEPT_SAME_SECOND], *pClock = a->aStmt[SQL_ACCEPT_CLOCK];
  char zLater[SPM_STAMP_SIZE];
  spm_import_bind_text(p, pSame, 1, p->zNow);
  spm_import_bind_int(p, pSame, 2, p->id);
  int isSame = spm_import_step(p, pSame);
  spm_import_done(p, pSame);
  memcpy(zLater, p->zNow, sizeof(zLater));
  for (int i = 0; isSame && i < 60 && strcmp(zLater, p->zNow) <= 0 && p->rc == SQLITE_OK; i++) {
    if (i > 0) sqlite3_sleep(20);
    if (spm_import_step(p, pClock)) sqlite3_snprintf(sizeof(zLater), zLater, "%s", spm_import_column(p, pClock, 0));
    spm_import_done(p, pClock);
  }
  if (strcmp(zLater, p->zNow) <= 0) return;
  spm_import_bind_text(p, a->aStmt[SQL_ACCEPT_RESTAMP], 1, p->zNow);
  spm_import_bind_text(p, a->aStmt[SQL_ACCEPT_RESTAMP], 2, zLater);
  spm_import_run(p, a->aStmt[SQL_ACCEPT_RESTAMP]);
  memcpy(p->zNow, zLater, sizeof(zLater));
}

static void accept_all(Accept *a) {
  Import *p = a->pImport;
  wait_for_clock(a);
  sqlite3_stmt *pGroups = a->aStmt[SQL_ACCEPT_GROUPS];
  spm_import_bind_int(p, pGroups, 1, p->id);
  while (spm_import_step(p, pGroups)) {
    Group g = {.zOpd = (const char *)sqlite3_column_text(pGroups, 6)};
    for (int i = 0; i < 4; i++) g.azKey[i] = spm_import_column(p, pGroups, i);
    g.nRow = sqlite3_column_int64(pGroups, 4);
    g.nFigure = sqlite3_column_int64(pGroups, 5);
    g.nOpd = sqlite3_column_int64(pGroups, 7);
    g.line = sqlite3_column_int64(pGroups, 8);
    g.isDayOnly = sqlite3_column_int(pGroups, 9);
    g.isBlank = sqlite3_column_int(pGroups, 11);
    const char *zSheet = spm_import_column(p, pGroups, 10);
    if (*zSheet && spm_layout_turn_to(&p->layout, zSheet)) p->pView = &p->layout.t.whole; /* its findings stand there */
    accept_group(a, &g);
  }
  spm_import_done(p, pGroups);
}

void spm_import_accept(Import *p) {
  Accept a = {.pImport = p};
  spm_import_prepare(p, spm_sql_accept, SQL_ACCEPT_COUNT, a.aStmt);
  if (p->rc == SQLITE_OK) p->rc = spm_seal_prepare(p->db, &a.seal);
  accept_all(&a);
  spm_import_run(p, a.aStmt[SQL_ACCEPT_EMPTY]);
  spm_seal_end(&a.seal);
  for (int i = 0; i < SQL_ACCEPT_COUNT; i++) sqlite3_finalize(a.aStmt[i]);
}
