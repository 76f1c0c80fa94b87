/* examined.c: spm_examined, the table by which our own SQL reads what the rules found (inner.h).
**
**   spm_examined(:period, :as_of, :known_at, :method, region, what, :ours)   region NULL: all
**
** what  'fail'   a row for each figure that fails a rule: rule, severity, message, region, field, service, indicator, outcome
**                ('fail'), given, against, filing; cells is 1
**       'count'  the same for warnings; and for each rule and region how many cells came out how: rule, severity, region,
**                outcome (pass, fail (of notes), not_applicable, not_evaluable; NULL: it had nothing to look at), cells
**       'doubt'  what fails of the warnings that leave a band and a rank unverified (semantics 3)
**       'peer'   for each level and indicator with a ratio: level, indicator, cells (the regions), given (the median), against
**                (the spread)
** Rows come region by region; within one, rule by rule in no order that is promised. */
#include "examine/inner.h"
#include <string.h>

enum {
  RULE,
  SEVERITY,
  MESSAGE,
  LEVEL,
  REGION,
  FIELD,
  SERVICE,
  INDICATOR,
  OUTCOME,
  CELLS,
  GIVEN,
  AGAINST,
  FILING,
  COLUMNS
};
enum { ARG_PERIOD, ARG_AS_OF, ARG_KNOWN_AT, ARG_METHOD, ARG_REGION, ARG_WHAT, ARG_OURS, ARGS };
static const char *const azOutcome[SPM_OUTCOMES] = {"pass", "fail", "not_applicable", "not_evaluable"};

typedef struct Cursor {
  SpmInnerCursor base; /* must be first */
  SpmWalk walk;
  int isPeer, iFind;
} Cursor;

static void examined_clear(SpmInnerCursor *pCursor) {
  Cursor *p = (Cursor *)pCursor;
  spm_walk_close(&p->walk);
  p->isPeer = p->iFind = 0;
}

/* ---- what is looked at ---- */

static int read_question(Cursor *p, sqlite3 *db, sqlite3_value **argv) {
  SpmExaminer *pExaminer = &p->walk.examiner;
  SpmSource *pSource = &pExaminer->source;
  SpmQuestion question = {argv[ARG_PERIOD], argv[ARG_AS_OF], argv[ARG_KNOWN_AT], argv[ARG_REGION]};
  int rc = spm_walk_open(db, &question, &p->walk);
  p->isPeer = spm_is_text(argv[ARG_WHAT], "peer");
  pExaminer->isCount = spm_is_text(argv[ARG_WHAT], "count");
  if (rc == SQLITE_OK && !p->isPeer) {
    sqlite3_stmt *pStmt;
    rc = spm_source_statement(pSource, SQL_EXAMINE_SETTINGS, &pStmt);
    if (rc == SQLITE_OK) rc = spm_rules_read(pStmt, spm_is_text(argv[ARG_WHAT], "doubt"), &pExaminer->rules);
  }
  pExaminer->looks = pExaminer->rules.looks;
  if (rc == SQLITE_OK && (p->isPeer || (pExaminer->looks & SPM_LOOKS_PEERS)))
    rc = spm_peers_read(pSource, &pExaminer->catalogue, &pExaminer->aPeer);
  SpmChoice choice = {0};
  if (rc == SQLITE_OK) rc = spm_choice_read(db, argv[ARG_METHOD], &choice);
  pExaminer->isNeedFull = choice.method.full;
  return rc;
}

/* A row of the counts. */
static int add_count(SpmExaminer *p, const SpmActive *pRule, int outcome, sqlite3_int64 cells) {
  SpmFound *pFound = spm_finds_add(&p->finds);
  if (pFound == 0) return SQLITE_NOMEM;
  pFound->pRule = pRule;
  pFound->outcome = outcome;
  pFound->cells = cells;
  return SQLITE_OK;
}

/* The rules that look at the region, and how many cells of it came out how; of a region on the roster each rule has a row. */
static int tell_region(SpmExaminer *p, int isListed, long long fields) {
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < p->rules.n; i++) {
    SpmActive *pRule = &p->rules.a[i];
    SpmFault fault;
    if (pRule->xRegion && (isListed || fields > 0))
      rc = spm_examiner_tell(p, pRule, pRule->xRegion(isListed, fields, &fault), &fault, 0, "", "");
    if (!p->isCount) continue;
    sqlite3_int64 all = 0;
    for (int outcome = 0; rc == SQLITE_OK && outcome < SPM_OUTCOMES; outcome++) {
      all += pRule->n[outcome];
      if (pRule->n[outcome] > 0) rc = add_count(p, pRule, outcome, pRule->n[outcome]);
    }
    if (rc == SQLITE_OK && isListed && all == 0) rc = add_count(p, pRule, -1, 0);
  }
  return rc;
}

/* Examine regions until one has a find. */
static int next_region(Cursor *p) {
  SpmWalk *pWalk = &p->walk;
  SpmExaminer *pExaminer = &pWalk->examiner;
  int rc = SQLITE_OK;
  spm_finds_clear(&pExaminer->finds);
  p->iFind = 0;
  while (rc == SQLITE_OK && pWalk->state == SQLITE_ROW && pExaminer->finds.n == 0) {
    for (int i = 0; i < pExaminer->rules.n; i++) memset(pExaminer->rules.a[i].n, 0, sizeof(pExaminer->rules.a[i].n));
    rc = spm_walk_next(pWalk);
    for (int r = pWalk->iRange; rc == SQLITE_OK && pWalk->isListed && r < pWalk->iRangeEnd; r++)
      rc = spm_field_judge(pExaminer, &pWalk->aField[r],
                           &pExaminer->aCell[pExaminer->catalogue.aRange[r].iFirst - pWalk->iFirst]);
    if (rc == SQLITE_OK) rc = tell_region(pExaminer, pWalk->isListed, pWalk->filings);
  }
  return rc;
}

/* On to the next level and indicator with a ratio. */
static void next_peer(Cursor *p) {
  while (p->iFind < SPM_LEVELS * p->walk.examiner.catalogue.n && p->walk.examiner.aPeer[p->iFind].regions == 0)
    p->iFind++;
}

static int examined_filter(SpmInnerCursor *pCursor, sqlite3 *db, sqlite3_value **argv) {
  Cursor *p = (Cursor *)pCursor;
  int rc = read_question(p, db, argv);
  if (rc != SQLITE_OK) return rc;
  if (!p->isPeer) return next_region(p);
  next_peer(p);
  return SQLITE_OK;
}

static int examined_next(SpmInnerCursor *pCursor) {
  Cursor *p = (Cursor *)pCursor;
  p->iFind++;
  if (p->isPeer) next_peer(p);
  return p->isPeer || p->iFind < p->walk.examiner.finds.n ? SQLITE_OK : next_region(p);
}

static int examined_eof(const SpmInnerCursor *pCursor) {
  const Cursor *p = (const Cursor *)pCursor;
  return p->iFind >= (p->isPeer ? SPM_LEVELS * p->walk.examiner.catalogue.n : p->walk.examiner.finds.n);
}

/* ---- columns ---- */

static void peer_column(const Cursor *p, sqlite3_context *ctx, int iCol) {
  int n = p->walk.examiner.catalogue.n;
  const SpmPeer *pPeer = &p->walk.examiner.aPeer[p->iFind];
  switch (iCol) {
  case LEVEL: spm_inner_text(ctx, spm_levels[p->iFind / n]); break;
  case INDICATOR: spm_inner_text(ctx, p->walk.examiner.catalogue.a[p->iFind % n].zIndicator); break;
  case CELLS: sqlite3_result_int64(ctx, pPeer->regions); break;
  case GIVEN: sqlite3_result_double(ctx, pPeer->median); break;
  case AGAINST: sqlite3_result_double(ctx, pPeer->spread); break;
  default: break;
  }
}

static void examined_column(const SpmInnerCursor *pCursor, sqlite3_context *ctx, int iCol) {
  const Cursor *p = (const Cursor *)pCursor;
  if (p->isPeer) {
    peer_column(p, ctx, iCol);
    return;
  }
  const SpmFound *pFound = &p->walk.examiner.finds.a[p->iFind];
  switch (iCol) {
  case RULE: spm_inner_constant(ctx, pFound->pRule->zName); break;
  case SEVERITY: spm_inner_constant(ctx, pFound->pRule->isWarning ? "warning" : "note"); break;
  case MESSAGE: spm_inner_constant(ctx, pFound->pRule->zMessage); break;
  case REGION: spm_inner_text(ctx, p->walk.zRegion); break;
  case FIELD: spm_inner_text(ctx, pFound->zField); break;
  case SERVICE: spm_inner_text(ctx, pFound->zService); break;
  case INDICATOR: spm_inner_text(ctx, pFound->zIndicator); break;
  case OUTCOME:
    if (pFound->outcome >= 0) spm_inner_constant(ctx, azOutcome[pFound->outcome]);
    break;
  case CELLS: sqlite3_result_int64(ctx, pFound->cells); break;
  case GIVEN: spm_inner_value(ctx, pFound->fault.given); break;
  case AGAINST: spm_inner_value(ctx, pFound->fault.against); break;
  case FILING:
    if (pFound->filing) sqlite3_result_int64(ctx, pFound->filing);
    break;
  default: break;
  }
}

const SpmInner spm_inner_examined = {
    .zName = "spm_examined",
    .declare = SQL_EXAMINE_DECLARE_EXAMINED,
    .nColumn = COLUMNS,
    .nArg = ARGS,
    .size = sizeof(Cursor),
    .xFilter = examined_filter,
    .xNext = examined_next,
    .xEof = examined_eof,
    .xColumn = examined_column,
    .xClear = examined_clear,
};
