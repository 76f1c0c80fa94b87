/* inner.c: the virtual table around what inner.h describes: eponymous only, read-only, innocuous. */
#include "examine/inner.h"
#include <math.h>
#include <string.h>

typedef struct Table {
  sqlite3_vtab base; /* must be first */
  sqlite3 *db;
  const SpmInner *pInner;
} Table;

static const SpmInner *inner_of(const sqlite3_vtab_cursor *pCursor) {
  return ((const Table *)pCursor->pVtab)->pInner;
}

static int inner_connect(sqlite3 *db, void *pAux, int argc, const char *const *argv, sqlite3_vtab **ppVtab,
                         char **pzErr) {
  (void)argc, (void)argv, (void)pzErr;
  const SpmInner *pInner = pAux;
  int rc = sqlite3_declare_vtab(db, spm_sql_examine[pInner->declare]);
  if (rc == SQLITE_OK) rc = sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
  if (rc != SQLITE_OK) return rc;
  Table *p = sqlite3_malloc64(sizeof(*p));
  if (p == 0) return SQLITE_NOMEM;
  memset(p, 0, sizeof(*p));
  p->db = db;
  p->pInner = pInner;
  *ppVtab = &p->base;
  return SQLITE_OK;
}

static int inner_disconnect(sqlite3_vtab *pVtab) {
  sqlite3_free(pVtab);
  return SQLITE_OK;
}

/* All arguments, each once; whoever leaves one out gets the error of xFilter. */
static int inner_best_index(sqlite3_vtab *pVtab, sqlite3_index_info *pInfo) {
  const SpmInner *pInner = ((Table *)pVtab)->pInner;
  int n = 0;
  for (int iArg = 0; iArg < pInner->nArg; iArg++) {
    for (int i = 0; n == iArg && i < pInfo->nConstraint; i++) {
      const struct sqlite3_index_constraint *p = &pInfo->aConstraint[i];
      if (p->iColumn != pInner->nColumn + iArg || p->op != SQLITE_INDEX_CONSTRAINT_EQ || !p->usable) continue;
      pInfo->aConstraintUsage[i].argvIndex = ++n;
      pInfo->aConstraintUsage[i].omit = 1;
    }
  }
  pInfo->estimatedCost = 1e6;
  return SQLITE_OK;
}

static int inner_open(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor) {
  size_t size = ((Table *)pVtab)->pInner->size;
  SpmInnerCursor *p = sqlite3_malloc64(size);
  if (p == 0) return SQLITE_NOMEM;
  memset(p, 0, size);
  *ppCursor = &p->base;
  return SQLITE_OK;
}

static int inner_close(sqlite3_vtab_cursor *pCursor) {
  inner_of(pCursor)->xClear((SpmInnerCursor *)pCursor);
  sqlite3_free(pCursor);
  return SQLITE_OK;
}

/* The error of the statements that the table runs is that of the one that reads it. */
static int answer(sqlite3_vtab_cursor *pCursor, int rc) {
  Table *p = (Table *)pCursor->pVtab;
  if (rc == SQLITE_OK || rc == SQLITE_NOMEM) return rc;
  sqlite3_free(p->base.zErrMsg);
  p->base.zErrMsg = sqlite3_mprintf("%s", spm_error_text(p->db, rc));
  return rc;
}

static int inner_filter(sqlite3_vtab_cursor *pCursor, int idxNum, const char *zPlan, int argc, sqlite3_value **argv) {
  (void)idxNum, (void)zPlan;
  Table *p = (Table *)pCursor->pVtab;
  p->pInner->xClear((SpmInnerCursor *)pCursor);
  if (argc == p->pInner->nArg && spm_is_ours(argv[argc - 1]))
    return answer(pCursor, p->pInner->xFilter((SpmInnerCursor *)pCursor, p->db, argv));
  sqlite3_free(p->base.zErrMsg);
  p->base.zErrMsg = sqlite3_mprintf("%s: %s", p->pInner->zName, spm_not_yours);
  return p->base.zErrMsg ? SQLITE_ERROR : SQLITE_NOMEM;
}

static int inner_next(sqlite3_vtab_cursor *pCursor) {
  return answer(pCursor, inner_of(pCursor)->xNext((SpmInnerCursor *)pCursor));
}

static int inner_eof(sqlite3_vtab_cursor *pCursor) {
  return inner_of(pCursor)->xEof((const SpmInnerCursor *)pCursor);
}

static int inner_column(sqlite3_vtab_cursor *pCursor, sqlite3_context *ctx, int iCol) {
  const SpmInner *p = inner_of(pCursor);
  if (iCol < p->nColumn) p->xColumn((const SpmInnerCursor *)pCursor, ctx, iCol);
  return SQLITE_OK;
}

/* Nobody asks for one: the tables are read, and that once. */
static int inner_rowid(sqlite3_vtab_cursor *pCursor, sqlite3_int64 *pRowid) {
  (void)pCursor;
  *pRowid = 0;
  return SQLITE_OK;
}

static const sqlite3_module inner_module = {
    .iVersion = 0,
    .xConnect = inner_connect,
    .xBestIndex = inner_best_index,
    .xDisconnect = inner_disconnect,
    .xOpen = inner_open,
    .xClose = inner_close,
    .xFilter = inner_filter,
    .xNext = inner_next,
    .xEof = inner_eof,
    .xColumn = inner_column,
    .xRowid = inner_rowid,
};

int spm_examine_register(sqlite3 *db) {
  static SpmInner *const apInner[] = {(SpmInner *)(size_t)&spm_inner_examined, (SpmInner *)(size_t)&spm_inner_moved};
  int rc = SQLITE_OK;
  for (size_t i = 0; rc == SQLITE_OK && i < sizeof(apInner) / sizeof(apInner[0]); i++)
    rc = sqlite3_create_module_v2(db, apInner[i]->zName, &inner_module, apInner[i], 0);
  return rc;
}

void spm_inner_value(sqlite3_context *ctx, SpmValue v) {
  if (v.type == SPM_INT) sqlite3_result_int64(ctx, v.i);
  else if (v.type == SPM_REAL) sqlite3_result_double(ctx, v.r);
}

void spm_inner_real(sqlite3_context *ctx, double r) {
  if (!isnan(r)) sqlite3_result_double(ctx, r);
}

void spm_inner_text(sqlite3_context *ctx, const char *z) {
  sqlite3_result_text(ctx, z, -1, SQLITE_TRANSIENT);
}

void spm_inner_constant(sqlite3_context *ctx, const char *z) {
  sqlite3_result_text(ctx, z, -1, SQLITE_STATIC);
}
