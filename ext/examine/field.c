/* field.c: the cells of a field of a region, gathered with what they are held against, and judged by every rule. */
#include "examine/examine.h"
#include <string.h>

SpmFound *spm_finds_add(SpmFinds *p) {
  if (p->n == p->nAlloc) {
    int n = p->nAlloc ? p->nAlloc * 2 : 64;
    SpmFound *aNew = sqlite3_realloc64(p->a, (sqlite3_uint64)n * sizeof(*aNew));
    if (aNew == 0) return 0;
    p->a = aNew;
    p->nAlloc = n;
  }
  SpmFound *pNew = &p->a[p->n++];
  memset(pNew, 0, sizeof(*pNew));
  pNew->zField = pNew->zService = pNew->zIndicator = "";
  return pNew;
}

void spm_finds_clear(SpmFinds *p) {
  for (int i = 0; i < p->n; i++) sqlite3_free(p->a[i].zOwn);
  p->n = 0;
}

int spm_examiner_tell(SpmExaminer *p, SpmActive *pRule, SpmOutcome outcome, const SpmFault *pFault,
                      const SpmFieldOf *pField, const char *zService, const char *zIndicator) {
  if (outcome != SPM_FAIL || (p->isCount && !pRule->isWarning)) {
    pRule->n[outcome]++;
    return SQLITE_OK;
  }
  SpmFound *pFound = spm_finds_add(&p->finds);
  if (pFound == 0) return SQLITE_NOMEM;
  pFound->pRule = pRule;
  pFound->outcome = SPM_FAIL;
  pFound->cells = 1;
  pFound->fault = *pFault;
  if (pField == 0) return SQLITE_OK;
  pFound->filing = pField->filing;
  pFound->zField = pField->zField;
  pFound->zService = zService;
  pFound->zIndicator = zIndicator;
  return SQLITE_OK;
}

/* ---- gathering ---- */

typedef struct Gather {
  SpmExaminer *p;
  const SpmFieldOf *pField;
  SpmCell *aCell;
  int hasCell;
} Gather;

static SpmCell *cell_of(const SpmReader *pReader, int i) {
  return &((Gather *)pReader->pContext)->aCell[i - pReader->pRange->iFirst];
}

/* A cell that is filed and not in the range: no indicator of this field, or none that is asked for. Its texts go with the
** statement, so a find keeps them itself. */
static int judge_stray(Gather *pGather, const char *zService, const char *zIndicator, const SpmCell *pCell) {
  SpmExaminer *p = pGather->p;
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < p->rules.n; i++) {
    SpmActive *pRule = &p->rules.a[i];
    SpmFault fault;
    if (!pRule->isOfAll) continue;
    SpmOutcome outcome = pRule->xCell(pCell, pRule->threshold, &fault);
    int n = p->finds.n;
    rc = spm_examiner_tell(p, pRule, outcome, &fault, pGather->pField, "", "");
    if (rc != SQLITE_OK || p->finds.n == n) continue;
    SpmFound *pFound = &p->finds.a[n];
    size_t nService = strlen(zService) + 1, nIndicator = strlen(zIndicator) + 1, nField = strlen(pFound->zField) + 1;
    pFound->zOwn = sqlite3_malloc64(nService + nIndicator + nField);
    if (pFound->zOwn == 0) return SQLITE_NOMEM;
    memcpy(pFound->zOwn, zService, nService);
    memcpy(pFound->zOwn + nService, zIndicator, nIndicator);
    memcpy(pFound->zOwn + nService + nIndicator, pFound->zField, nField);
    pFound->zService = pFound->zOwn;
    pFound->zIndicator = pFound->zOwn + nService;
    pFound->zField = pFound->zOwn + nService + nIndicator;
  }
  return rc;
}

static int take_now(SpmReader *pReader, int i, const char *zService, const char *zIndicator, SpmValue required,
                    SpmValue fulfilled) {
  Gather *pGather = pReader->pContext;
  SpmExaminer *p = pGather->p;
  int isFilled = required.type != SPM_ABSENT && fulfilled.type != SPM_ABSENT;
  if (i < 0) {
    SpmCell stray = {.required = required, .fulfilled = fulfilled};
    int rc = spm_source_is_asked(&p->source, zIndicator, &stray.isAsked);
    if (rc != SQLITE_OK) return rc;
    pGather->hasCell |= stray.isAsked && isFilled;
    return judge_stray(pGather, zService, zIndicator, &stray);
  }
  SpmCell *pCell = cell_of(pReader, i);
  pCell->required = required;
  pCell->fulfilled = fulfilled;
  pCell->isFilled = isFilled;
  pGather->hasCell |= isFilled;
  for (int r = 0; r < p->rules.n; r++)
    if (p->rules.a[r].isOfAll) p->rules.a[r].n[SPM_PASS]++; /* it is asked for */
  return SQLITE_OK;
}

static int take_before(SpmReader *pReader, int i, const char *zService, const char *zIndicator, SpmValue required,
                       SpmValue fulfilled) {
  (void)zService, (void)zIndicator;
  if (i < 0) return SQLITE_OK;
  cell_of(pReader, i)->before_required = required;
  cell_of(pReader, i)->before_fulfilled = fulfilled;
  return SQLITE_OK;
}

static int take_base(SpmReader *pReader, int i, const char *zService, const char *zIndicator, SpmValue required,
                     SpmValue fulfilled) {
  (void)zService, (void)zIndicator, (void)fulfilled;
  if (i >= 0) cell_of(pReader, i)->base_required = required;
  return SQLITE_OK;
}

/* The need that is known last of a cell whose need is blank. */
static int take_known(SpmReader *pReader, int i, const char *zService, const char *zIndicator, SpmValue required,
                      SpmValue fulfilled) {
  (void)zService, (void)zIndicator, (void)fulfilled;
  if (i < 0 || required.type == SPM_ABSENT || required.r < 0) return SQLITE_OK;
  SpmCell *pCell = cell_of(pReader, i);
  if (pCell->required.type == SPM_ABSENT && pCell->known_need.type == SPM_ABSENT) pCell->known_need = required;
  return SQLITE_OK;
}

static int read_known(SpmSource *pSource, const SpmFieldOf *pField, int year, SpmReader *pReader) {
  sqlite3_stmt *pStmt;
  int rc = spm_source_statement(pSource, SQL_EXAMINE_EARLIER, &pStmt);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int(pStmt, 1, year);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, pField->zRegion, -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 3, pField->zField, -1, SQLITE_TRANSIENT);
  pReader->xCell = take_known;
  while (rc == SQLITE_OK && (rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    sqlite3_int64 filing = sqlite3_column_int64(pStmt, 0);
    rc = filing == pField->filing ? SQLITE_OK : spm_source_cells(pSource, filing, pReader);
  }
  sqlite3_reset(pStmt);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int has_blank_need(const SpmCell *a, int n) {
  for (int i = 0; i < n; i++)
    if (a[i].required.type == SPM_ABSENT) return 1;
  return 0;
}

int spm_field_gather(SpmExaminer *p, SpmFieldOf *pField, SpmCell *aCell) {
  Gather context = {p, pField, aCell, 0};
  const SpmRange *pRange = pField->pRange;
  SpmReader reader = {&p->catalogue, pRange, take_now, &context};
  int n = pRange ? pRange->iEnd - pRange->iFirst : 0, looks = pField->isListed ? p->looks : 0, rc = SQLITE_OK;
  sqlite3_int64 base = 0;
  for (int i = 0; i < n; i++) {
    aCell[i] = p->catalogue.a[pRange->iFirst + i].cell;
    aCell[i].isFirstQuarter = p->source.period.quarter == 1;
    aCell[i].isFiled = pField->filing != 0;
    if (p->aPeer == 0 || pField->level < 0) continue;
    const SpmPeer *pPeer = &p->aPeer[pField->level * p->catalogue.n + pRange->iFirst + i];
    aCell[i].peers = pPeer->regions;
    aCell[i].median = pPeer->median;
    aCell[i].spread = pPeer->spread;
  }
  if (pField->filing) rc = spm_source_cells(&p->source, pField->filing, &reader);
  pField->hasCell = context.hasCell;
  if (rc == SQLITE_OK && (looks & SPM_LOOKS_BEFORE))
    rc = spm_source_before(&p->source, pField->zRegion, pField->zField, &pField->before);
  reader.xCell = take_before;
  if (rc == SQLITE_OK && pField->before) rc = spm_source_cells(&p->source, pField->before, &reader);
  if (pField->filing == 0 || rc != SQLITE_OK) return rc;
  if (looks & SPM_LOOKS_BASE) rc = spm_source_base(&p->source, pField->zRegion, pField->zField, pField->filing, &base);
  reader.xCell = take_base;
  if (base && base == pField->before)
    for (int i = 0; i < n; i++) aCell[i].base_required = aCell[i].before_required;
  else if (rc == SQLITE_OK && base) rc = spm_source_cells(&p->source, base, &reader);
  if (rc == SQLITE_OK && (looks & (SPM_LOOKS_KNOWN | SPM_LOOKS_KEPT)) && has_blank_need(aCell, n))
    rc = read_known(&p->source, pField, p->source.period.year - (looks & SPM_LOOKS_KEPT ? 1 : 0), &reader);
  return rc;
}

/* ---- judging ---- */

static int judge_cell(SpmExaminer *p, const SpmFieldOf *pField, const SpmAsked *pAsked, const SpmCell *pCell) {
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < p->rules.n; i++) {
    SpmActive *pRule = &p->rules.a[i];
    SpmFault fault;
    if (pRule->xCell == 0 || pRule->isOfAll) continue;
    rc = spm_examiner_tell(p, pRule, pRule->xCell(pCell, pRule->threshold, &fault), &fault, pField, pAsked->zService,
                           pAsked->zIndicator);
  }
  return rc;
}

static int judge_service(SpmExaminer *p, const SpmFieldOf *pField, const char *zService,
                         const SpmServiceCells *pCells) {
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < p->rules.n; i++) {
    SpmActive *pRule = &p->rules.a[i];
    SpmFault fault;
    if (pRule->xService == 0) continue;
    rc = spm_examiner_tell(p, pRule, pRule->xService(pCells, &fault), &fault, pField, zService, "");
  }
  return rc;
}

/* The budget of a service; those of a filing come in the order of the services. */
static int read_budget(sqlite3_stmt *pStmt, const char *zService, int *pState, SpmServiceCells *p) {
  while (*pState == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    if (z == 0) return SQLITE_NOMEM;
    int c = strcmp(z, zService);
    if (c > 0) break;
    if (c == 0) {
      p->allocated = spm_source_value(pStmt, 1);
      p->realised = spm_source_value(pStmt, 2);
      break;
    }
    *pState = sqlite3_step(pStmt);
  }
  return *pState == SQLITE_ROW || *pState == SQLITE_DONE ? SQLITE_OK : *pState;
}

int spm_field_judge(SpmExaminer *p, const SpmFieldOf *pField, const SpmCell *aCell) {
  sqlite3_stmt *pBudgets = 0;
  const SpmAsked *a = &p->catalogue.a[pField->pRange->iFirst];
  int n = pField->pRange->iEnd - pField->pRange->iFirst, rc = SQLITE_OK, state = SQLITE_DONE;
  if (pField->filing && (p->looks & SPM_LOOKS_BUDGET)) {
    rc = spm_source_statement(&p->source, SQL_EXAMINE_BUDGETS, &pBudgets);
    if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pBudgets, 1, pField->filing);
    if (rc == SQLITE_OK) state = sqlite3_step(pBudgets);
  }
  for (int i = 0; rc == SQLITE_OK && i < n;) {
    const char *zService = a[i].zService;
    SpmServiceCells cells = {
        .isFiled = pField->filing != 0, .hasBefore = pField->before != 0, .isNeedFull = p->isNeedFull};
    for (; rc == SQLITE_OK && i < n && strcmp(a[i].zService, zService) == 0; i++) {
      rc = judge_cell(p, pField, &a[i], &aCell[i]);
      spm_service_cells_add(&cells, &aCell[i]);
    }
    if (rc == SQLITE_OK) rc = read_budget(pBudgets, zService, &state, &cells);
    if (rc == SQLITE_OK) rc = judge_service(p, pField, zService, &cells);
  }
  sqlite3_reset(pBudgets);
  return rc;
}
