/* tvf.c: the virtual table behind every table-valued function (tvf.h has the contract, design.md the reasons).
**
** Eponymous-only, read-only, INNOCUOUS, WITHOUT ROWID; its key is every argument plus the row key. xFilter resolves the
** arguments, composes SELECT columns FROM (body) WHERE pushed terms, runs it to its end and keeps the rows; a cursor that
** is asked again and again keeps all rows instead. Inner statements stay prepared in the table object, one for each set
** of pushed terms, and are always reset. */
#include "tvf.h"
#include <stdlib.h>
#include <string.h>

#define STATEMENTS    12 /* prepared inner statements a function keeps */
#define TERMS         (TVF_MAX_COLUMN * 2)
#define TVF_USED_SIZE 18 /* the columns read: "/", 16 digits and a zero */

typedef struct Prepared {
  sqlite3_stmt *pStmt;
  char *zTerms; /* the pushed terms and the columns read it was made for, as in the plan */
  int inUse;
} Prepared;

typedef struct TvfTable {
  sqlite3_vtab base; /* must be first */
  sqlite3 *db;
  const TvfDef *pDef;
  sqlite3_stmt *pMethod; /* see spm_tvf_resolve */
  Prepared aPrepared[STATEMENTS];
  int iOldest;     /* replaced next */
  int isAnswering; /* inside xFilter */
} TvfTable;

typedef struct TvfCursor {
  sqlite3_vtab_cursor base; /* must be first */
  Rowset rows;
  sqlite3_int64 iRow, iEnd;
  char *azArg[TVF_MAX_ARG]; /* resolved */
  int nFilter;              /* xFilter calls with these arguments, without the pushed values */
  int isAll;                /* rows holds every row for these arguments */
} TvfCursor;

static int tvf_connect(sqlite3 *db, void *pAux, int argc, const char *const *argv, sqlite3_vtab **ppVtab,
                       char **pzErr) {
  (void)argc, (void)argv, (void)pzErr;
  const TvfDef *pDef = pAux;
  int rc = sqlite3_declare_vtab(db, pDef->zDeclare);
  if (rc == SQLITE_OK) rc = sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
  if (rc != SQLITE_OK) return rc;
  TvfTable *p = sqlite3_malloc64(sizeof(*p));
  if (p == 0) return SQLITE_NOMEM;
  memset(p, 0, sizeof(*p));
  p->db = db;
  p->pDef = pDef;
  *ppVtab = &p->base;
  return SQLITE_OK;
}

static void prepared_clear(Prepared *p) {
  sqlite3_finalize(p->pStmt);
  sqlite3_free(p->zTerms);
  memset(p, 0, sizeof(*p));
}

static int tvf_disconnect(sqlite3_vtab *pVtab) {
  TvfTable *p = (TvfTable *)pVtab;
  sqlite3_finalize(p->pMethod);
  for (int i = 0; i < STATEMENTS; i++) prepared_clear(&p->aPrepared[i]);
  sqlite3_free(p);
  return SQLITE_OK;
}

static int tvf_open(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor) {
  (void)pVtab;
  TvfCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  if (pCur == 0) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

static void cursor_reset(TvfCursor *pCur) {
  spm_rowset_clear(&pCur->rows);
  pCur->iRow = pCur->iEnd = 0;
  pCur->nFilter = pCur->isAll = 0;
  for (int i = 0; i < TVF_MAX_ARG; i++) {
    sqlite3_free(pCur->azArg[i]);
    pCur->azArg[i] = 0;
  }
}

static int tvf_close(sqlite3_vtab_cursor *pCursor) {
  cursor_reset((TvfCursor *)pCursor);
  sqlite3_free(pCursor);
  return SQLITE_OK;
}

static int tvf_best_index(sqlite3_vtab *pVtab, sqlite3_index_info *pInfo) {
  return spm_tvf_best_index(((TvfTable *)pVtab)->pDef, pInfo);
}

/* The argument or column that an entry of the plan is about (tvf.h). */
static int plan_number(const char *z) {
  return (z[1] - '0') * 10 + (z[2] - '0');
}

/* SELECT the columns that are read FROM (body) WHERE the pushed terms; the values are bound as @t0, @t1, ... */
static char *compose(const TvfDef *pDef, const char *zTerms) {
  sqlite3_uint64 used = strtoull(strchr(zTerms, '/') + 1, 0, 16);
  sqlite3_str *pSql = sqlite3_str_new(0);
  for (int i = 0; i < pDef->nColumn; i++)
    sqlite3_str_appendf(pSql, used & TVF_COLUMN_BIT(i) ? "%s\"%w\"" : "%sNULL", i ? ", " : "SELECT ",
                        pDef->aColumn[i].zName);
  sqlite3_str_appendall(pSql, " FROM (\n");
  sqlite3_str_append(pSql, (const char *)pDef->zBody, pDef->nBody);
  sqlite3_str_appendall(pSql, ")");
  for (int i = 0; zTerms[i * TVF_PLAN_STEP] != '/'; i++) {
    const char *z = zTerms + i * TVF_PLAN_STEP;
    sqlite3_str_appendf(pSql, " %s \"%w\" %s @t%d", i ? "AND" : "WHERE", pDef->aColumn[plan_number(z)].zName,
                        spm_tvf_operator(z[0]), i);
  }
  return sqlite3_str_finish(pSql);
}

/* A statement for these terms that nobody is using: a kept one, or a new one in the place of the oldest. *ppOwn is set
** when none of the places is free (a function inside itself) and the caller must finalize it. */
static int prepare(TvfTable *p, const char *zTerms, Prepared **ppKept, sqlite3_stmt **ppOwn) {
  *ppKept = 0;
  *ppOwn = 0;
  for (int i = 0; i < STATEMENTS; i++) {
    Prepared *pPrepared = &p->aPrepared[i];
    if (pPrepared->pStmt && !pPrepared->inUse && strcmp(pPrepared->zTerms, zTerms) == 0) {
      *ppKept = pPrepared;
      return SQLITE_OK;
    }
  }
  int rc = SQLITE_OK;
  if (p->pMethod == 0 && p->pDef->nArg > 0) rc = spm_check_database(p->db, &p->base.zErrMsg);
  if (rc != SQLITE_OK) return rc;
  char *zSql = compose(p->pDef, zTerms);
  if (zSql == 0) return SQLITE_NOMEM;
  sqlite3_stmt *pStmt = 0;
  rc = sqlite3_prepare_v3(p->db, zSql, -1, SQLITE_PREPARE_PERSISTENT, &pStmt, 0);
  sqlite3_free(zSql);
  if (rc != SQLITE_OK) {
    p->base.zErrMsg = sqlite3_mprintf("%s", sqlite3_errmsg(p->db));
    return rc;
  }
  Prepared *pPlace = &p->aPrepared[p->iOldest];
  char *zKey = sqlite3_mprintf("%s", zTerms);
  if (zKey == 0 || pPlace->inUse) {
    sqlite3_free(zKey);
    *ppOwn = pStmt;
    return SQLITE_OK;
  }
  p->iOldest = (p->iOldest + 1) % STATEMENTS;
  prepared_clear(pPlace);
  pPlace->pStmt = pStmt;
  pPlace->zTerms = zKey;
  *ppKept = pPlace;
  return SQLITE_OK;
}

/* Push only what is exact. A column is declared TEXT or numeric: for TEXT only a TEXT value, for a number the value
** after numeric affinity; for anything else there is no term and SQLite decides alone. */
static int is_exact(const TvfColumn *pColumn, sqlite3_value *v) {
  int type = sqlite3_value_type(v);
  if (type == SQLITE_NULL) return 1;
  if (pColumn->isText) return type == SQLITE_TEXT;
  type = sqlite3_value_numeric_type(v);
  return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

/* Bind arguments by name and term values in order, run to the end, keep the rows. SQLite carries no term into a
** CTE that is MATERIALIZED; so a body may read @region there, and is bound the value of a term region = value, or NULL. */
static int run(TvfTable *p, TvfCursor *pCur, sqlite3_stmt *pStmt, const char *zTerms, sqlite3_value **apValue,
               int nValue) {
  const TvfDef *pDef = p->pDef;
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < pDef->nArg; i++) {
    char zName[64];
    sqlite3_snprintf(sizeof(zName), zName, ":%s", pDef->aArg[i].zName);
    int iParameter = sqlite3_bind_parameter_index(pStmt, zName);
    if (iParameter) rc = sqlite3_bind_text(pStmt, iParameter, pCur->azArg[i], -1, SQLITE_TRANSIENT);
  }
  for (int i = 0; rc == SQLITE_OK && i < nValue; i++) {
    const char *z = zTerms + i * TVF_PLAN_STEP;
    char zName[64];
    sqlite3_snprintf(sizeof(zName), zName, "@t%d", i);
    rc = sqlite3_bind_value(pStmt, sqlite3_bind_parameter_index(pStmt, zName), apValue[i]);
    sqlite3_snprintf(sizeof(zName), zName, "@%s", pDef->aColumn[plan_number(z)].zName);
    int iParameter = z[0] == '=' ? sqlite3_bind_parameter_index(pStmt, zName) : 0;
    if (rc == SQLITE_OK && iParameter) rc = sqlite3_bind_value(pStmt, iParameter, apValue[i]);
  }
  if (rc != SQLITE_OK) return rc;
  while ((rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    rc = spm_rowset_append(&pCur->rows, pStmt);
    if (rc == SQLITE_TOOBIG)
      p->base.zErrMsg = sqlite3_mprintf("%s: the result is larger than %d MiB; ask for less with WHERE", pDef->zName,
                                        (int)(ROWSET_MAX_BYTES >> 20));
    if (rc != SQLITE_OK) break;
  }
  if (rc == SQLITE_DONE) return SQLITE_OK;
  if (p->base.zErrMsg == 0 && rc != SQLITE_NOMEM) p->base.zErrMsg = sqlite3_mprintf("%s", sqlite3_errmsg(p->db));
  return rc;
}

static int refuse(TvfTable *p, const char *zPlan) {
  const TvfArg *pArg = &p->pDef->aArg[plan_number(zPlan)];
  if (zPlan[0] == '!')
    p->base.zErrMsg =
        sqlite3_mprintf("%s: argument %s is missing; write %s(%s)%s", p->pDef->zName, pArg->zName, p->pDef->zName,
                        p->pDef->zArguments, pArg->kind == TVF_PERIOD ? ", the period like '2023-TW2'" : "");
  else p->base.zErrMsg = sqlite3_mprintf("%s: argument %s takes =, IS or IN only", p->pDef->zName, pArg->zName);
  return p->base.zErrMsg ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* Resolve the arguments. When they are those of the call before, the cursor keeps what it has: a join or a correlated
** subquery calls xFilter once an outer row, inside one statement, so nothing can have changed in between. */
static int set_arguments(TvfTable *p, TvfCursor *pCur, sqlite3_value **apArg) {
  char *azNew[TVF_MAX_ARG] = {0};
  int rc = spm_tvf_resolve(p->db, p->pDef, apArg, &p->pMethod, azNew, &p->base.zErrMsg);
  if (rc != SQLITE_OK && p->base.zErrMsg == 0 && rc != SQLITE_NOMEM)
    p->base.zErrMsg = sqlite3_mprintf("%s", sqlite3_errmsg(p->db));
  int isSame = pCur->nFilter > 0;
  for (int i = 0; rc == SQLITE_OK && isSame && i < p->pDef->nArg; i++) isSame = strcmp(azNew[i], pCur->azArg[i]) == 0;
  if (rc != SQLITE_OK || !isSame) {
    cursor_reset(pCur);
    if (rc == SQLITE_OK) memcpy(pCur->azArg, azNew, sizeof(azNew));
  }
  if (rc != SQLITE_OK || isSame)
    for (int i = 0; i < TVF_MAX_ARG; i++) sqlite3_free(azNew[i]);
  pCur->nFilter = rc == SQLITE_OK ? pCur->nFilter + 1 : 0;
  return rc;
}

/* Asking again and again for a few rows is dearer than keeping all: at once when the body reads everything anyway,
** from the second call when no key is given, and after a good many key look-ups. SQLite checks every row itself, so
** more rows than asked for are never wrong. */
#define LOOKUPS 64

static int is_time_for_all(const TvfDef *pDef, const TvfCursor *pCur, const char *zTerms) {
  if (pDef->isWhole || pCur->nFilter > LOOKUPS) return 1;
  for (const char *z = zTerms; *z != '/'; z += TVF_PLAN_STEP)
    if (z[0] == '=' && pDef->aColumn[plan_number(z)].isKey) return 0;
  return pCur->nFilter > 1;
}

/* Compose, run and keep; no values: all rows. */
static int fetch(TvfTable *p, TvfCursor *pCur, const char *zTerms, sqlite3_value **apValue, int nValue) {
  Prepared *pKept;
  sqlite3_stmt *pOwn;
  spm_rowset_clear(&pCur->rows);
  pCur->isAll = 0;
  int rc = prepare(p, zTerms, &pKept, &pOwn);
  if (rc != SQLITE_OK) return rc;
  if (pKept) pKept->inUse = 1;
  sqlite3_stmt *pStmt = pKept ? pKept->pStmt : pOwn;
  rc = run(p, pCur, pStmt, zTerms, apValue, nValue);
  sqlite3_reset(pStmt);
  sqlite3_clear_bindings(pStmt);
  if (pKept) pKept->inUse = 0;
  sqlite3_finalize(pOwn);
  pCur->isAll = rc == SQLITE_OK && nValue == 0;
  return rc;
}

/* All rows are here: begin where the first column of the order has the wanted text, when that was asked. */
static void narrow(const TvfDef *pDef, TvfCursor *pCur, const char *zTerms, sqlite3_value **apValue) {
  for (int i = 0; pDef->nOrder > 0 && zTerms[i * TVF_PLAN_STEP] != '/'; i++) {
    const char *z = zTerms + i * TVF_PLAN_STEP;
    int iCol = plan_number(z);
    if (z[0] != '=' || iCol != pDef->aOrder[0] || !pDef->aColumn[iCol].isText) continue;
    const char *zText = (const char *)sqlite3_value_text(apValue[i]);
    if (zText == 0) continue;
    spm_rowset_range(&pCur->rows, iCol, zText, sqlite3_value_bytes(apValue[i]), &pCur->iRow, &pCur->iEnd);
    return;
  }
}

static int answer(sqlite3_vtab_cursor *pCursor, const char *zPlan, int argc, sqlite3_value **argv) {
  TvfTable *p = (TvfTable *)pCursor->pVtab;
  TvfCursor *pCur = (TvfCursor *)pCursor;
  sqlite3_value *apArg[TVF_MAX_ARG] = {0}, *apValue[TERMS];
  char zTerms[TERMS * TVF_PLAN_STEP + TVF_USED_SIZE];
  const char *zUsed = strchr(zPlan, '/');
  int nValue = 0, isEmpty = 0;
  if (zPlan[0] == '!' || zPlan[0] == '~') return refuse(p, zPlan);
  for (int i = 0; i < argc; i++) {
    const char *z = zPlan + i * TVF_PLAN_STEP;
    int n = plan_number(z);
    if (z[0] == '?') {
      apArg[n] = argv[i];
    } else if (is_exact(&p->pDef->aColumn[n], argv[i])) {
      if (z[0] != 'i' && sqlite3_value_type(argv[i]) == SQLITE_NULL) isEmpty = 1; /* x = NULL holds for no row */
      memcpy(zTerms + nValue * TVF_PLAN_STEP, z, TVF_PLAN_STEP);
      apValue[nValue++] = argv[i];
    }
  }
  memcpy(zTerms + nValue * TVF_PLAN_STEP, zUsed, strlen(zUsed) + 1);
  int rc = set_arguments(p, pCur, apArg);
  pCur->iRow = pCur->iEnd = 0;
  if (rc != SQLITE_OK || isEmpty) return rc;
  if (!pCur->isAll) {
    int isAll = nValue == 0 || is_time_for_all(p->pDef, pCur, zTerms);
    rc = fetch(p, pCur, isAll ? zUsed : zTerms, apValue, isAll ? 0 : nValue);
    if (rc != SQLITE_OK) return rc;
  }
  pCur->iEnd = spm_rowset_count(&pCur->rows);
  if (pCur->isAll) narrow(p->pDef, pCur, zTerms, apValue);
  return SQLITE_OK;
}

/* No function reads itself, unless somebody has put a view over it in the place of a table that it reads: that would go
** down until the stack is full. (spm_check_database finds such a view, but only once a connection.) */
static int tvf_filter(sqlite3_vtab_cursor *pCursor, int idxNum, const char *zPlan, int argc, sqlite3_value **argv) {
  (void)idxNum;
  TvfTable *p = (TvfTable *)pCursor->pVtab;
  sqlite3_free(p->base.zErrMsg);
  p->base.zErrMsg = 0;
  if (p->isAnswering) {
    p->base.zErrMsg = sqlite3_mprintf("%s: a view of this database makes it read itself", p->pDef->zName);
    return p->base.zErrMsg ? SQLITE_ERROR : SQLITE_NOMEM;
  }
  p->isAnswering = 1;
  int rc = answer(pCursor, zPlan, argc, argv);
  p->isAnswering = 0;
  return rc;
}

static int tvf_next(sqlite3_vtab_cursor *pCursor) {
  ((TvfCursor *)pCursor)->iRow++;
  return SQLITE_OK;
}

static int tvf_eof(sqlite3_vtab_cursor *pCursor) {
  TvfCursor *pCur = (TvfCursor *)pCursor;
  return pCur->iRow >= pCur->iEnd;
}

static int tvf_column(sqlite3_vtab_cursor *pCursor, sqlite3_context *ctx, int iDeclared) {
  TvfCursor *pCur = (TvfCursor *)pCursor;
  const TvfDef *pDef = ((TvfTable *)pCursor->pVtab)->pDef;
  int iArg = spm_tvf_arg_of(pDef, iDeclared);
  if (iArg >= 0) sqlite3_result_text(ctx, pCur->azArg[iArg], -1, SQLITE_TRANSIENT);
  else {
    int iCol = spm_tvf_column_of(pDef, iDeclared);
    spm_rowset_result(&pCur->rows, pCur->iRow, iCol, pDef->aColumn[iCol].isReal, ctx);
  }
  return SQLITE_OK;
}

static const sqlite3_module tvf_module = {
    .iVersion = 0,
    .xConnect = tvf_connect,
    .xBestIndex = tvf_best_index,
    .xDisconnect = tvf_disconnect,
    .xOpen = tvf_open,
    .xClose = tvf_close,
    .xFilter = tvf_filter,
    .xNext = tvf_next,
    .xEof = tvf_eof,
    .xColumn = tvf_column,
};

int spm_tvf_register(sqlite3 *db) {
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < spm_tvf_count; i++)
    rc = sqlite3_create_module_v2(db, spm_tvf_defs[i].zName, &tvf_module, (void *)(size_t)&spm_tvf_defs[i], 0);
  return rc;
}
