/* tvf.c: the virtual table behind every table-valued function (tvf.h has the contract).
**
** Eponymous-only, read-only, INNOCUOUS, WITHOUT ROWID; its key is every argument plus the row key. xFilter reads the
** arguments, composes SELECT columns FROM (body) WHERE pushed terms, runs it to its end and keeps the rows; a cursor that
** is asked again and again keeps all rows instead. Inner statements stay prepared in the table object, one for each set
** of pushed terms, and are always reset. */
#include "table/tvf.h"
#include <stdlib.h>
#include <string.h>

#define STATEMENTS 12 /* prepared inner statements a function keeps */

typedef struct Prepared {
  sqlite3_stmt *pStmt;
  char *zTerms; /* the pushed terms and the columns read it was made for, as in the plan */
  int inUse;
} Prepared;

typedef struct TvfTable {
  sqlite3_vtab base; /* must be first */
  sqlite3 *db;
  const TvfDef *pDef;
  TvfKept kept;
  sqlite3_stmt *apFold[SQL_FOLD_COUNT];
  Prepared aPrepared[STATEMENTS];
  int iOldest;     /* replaced next */
  int isAnswering; /* inside xFilter */
} TvfTable;

typedef struct TvfCursor {
  sqlite3_vtab_cursor base; /* must be first */
  Rowset rows;
  TvfSets sets;      /* the arguments, and which rows are theirs */
  int iSet;          /* of the current row */
  int nFilter;       /* xFilter calls with these arguments, without the pushed values */
  int isAll;         /* rows holds every row for these arguments */
  OwedLevels levels; /* of a fold: what the catalogue asks, for these arguments */
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
  sqlite3_finalize(p->kept.pMethod);
  sqlite3_finalize(p->kept.pQuarter);
  for (int i = 0; i < SQL_FOLD_COUNT; i++) sqlite3_finalize(p->apFold[i]);
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
  spm_tvf_sets_clear(&pCur->sets);
  spm_owed_levels_clear(&pCur->levels);
  pCur->iSet = pCur->nFilter = pCur->isAll = 0;
}

static int tvf_close(sqlite3_vtab_cursor *pCursor) {
  cursor_reset((TvfCursor *)pCursor);
  sqlite3_free(pCursor);
  return SQLITE_OK;
}

static int tvf_best_index(sqlite3_vtab *pVtab, sqlite3_index_info *pInfo) {
  sqlite3_free(pVtab->zErrMsg);
  pVtab->zErrMsg = 0;
  return spm_tvf_best_index(((TvfTable *)pVtab)->pDef, pInfo, &pVtab->zErrMsg);
}

/* SELECT the columns that are read FROM (body) WHERE the pushed terms; the values are bound as @t0, @t1, ... A REAL column
** is compared as what comes out of it: 9007199254740993 is 9007199254740992.0 there. */
static char *compose(const TvfDef *pDef, const char *zTerms) {
  sqlite3_uint64 used = strtoull(strchr(zTerms, '/') + 1, 0, 16);
  sqlite3_str *pSql = sqlite3_str_new(0);
  int isLeaves = pDef->fold == TVF_FOLD_LEAVES; /* no row of the body: a term is bound, if at all */
  sqlite3_str_appendf(pSql, "SELECT %s", spm_tvf_fold_input(pDef));
  for (int i = 0; i < pDef->nColumn && !isLeaves; i++) {
    int isAsked = (used & TVF_COLUMN_BIT(i)) && !spm_tvf_is_folded(pDef, i);
    sqlite3_str_appendf(pSql, isAsked ? "%s\"%w\"" : "%sNULL", i ? ", " : "", pDef->aColumn[i].zName);
  }
  sqlite3_str_appendall(pSql, " FROM (\n");
  sqlite3_str_append(pSql, (const char *)pDef->zBody, pDef->nBody);
  sqlite3_str_appendall(pSql, ")");
  for (int i = 0; zTerms[i * TVF_PLAN_STEP] != '/' && !isLeaves; i++) {
    const char *z = zTerms + i * TVF_PLAN_STEP;
    const TvfColumn *pColumn = &pDef->aColumn[spm_tvf_entry_number(z)];
    sqlite3_str_appendf(pSql, " %s %s\"%w\"%s %s @t%d", i ? "AND" : "WHERE", pColumn->isReal ? "CAST(" : "",
                        pColumn->zName, pColumn->isReal ? " AS REAL)" : "", spm_tvf_operator(z[0]), i);
  }
  sqlite3_str_appendall(pSql, spm_tvf_fold_order(pDef));
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
  if (p->kept.pMethod == 0 && p->kept.pQuarter == 0 && p->pDef->nArg > 0)
    rc = spm_check_database(p->db, &p->base.zErrMsg);
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

int spm_tvf_bind_arguments(sqlite3_stmt *pStmt, const TvfDef *pDef, const TvfSet *pSet) {
  int rc = spm_bind_ours(pStmt);
  for (int i = 0; rc == SQLITE_OK && i < pDef->nArg; i++) {
    char zName[64];
    sqlite3_snprintf(sizeof(zName), zName, ":%s", pDef->aArg[i].zName);
    int iParameter = sqlite3_bind_parameter_index(pStmt, zName);
    if (iParameter == 0) continue;
    const char *z = pSet->azArg[i];
    rc = pDef->aArg[i].kind == TVF_KNOWN_AT ? spm_tvf_bind_known_at(pStmt, iParameter, z)
                                            : sqlite3_bind_text(pStmt, iParameter, z, -1, SQLITE_TRANSIENT);
  }
  return rc;
}

/* A body may read @reads_COLUMN: 1 where the column is read, so that what only it needs can be left out, 0 where not. */
static int bind_reads(sqlite3_stmt *pStmt, const TvfDef *pDef, const char *zTerms) {
  sqlite3_uint64 used = strtoull(strchr(zTerms, '/') + 1, 0, 16);
  int rc = SQLITE_OK;
  for (int i = 1; rc == SQLITE_OK && i <= sqlite3_bind_parameter_count(pStmt); i++) {
    const char *z = sqlite3_bind_parameter_name(pStmt, i);
    if (z == 0 || strncmp(z, "@reads_", 7) != 0) continue;
    for (int iCol = 0; iCol < pDef->nColumn; iCol++)
      if (strcmp(pDef->aColumn[iCol].zName, z + 7) == 0)
        rc = sqlite3_bind_int(pStmt, i, (used & TVF_COLUMN_BIT(iCol)) != 0);
  }
  return rc;
}

/* Bind the arguments of a set by name and term values in order, run to the end, keep the rows. SQLite carries no term into a
** CTE that is MATERIALIZED; so a body may read @region there, and is bound the value of a term region = value, or NULL. */
static int run(TvfTable *p, TvfCursor *pCur, TvfSet *pSet, sqlite3_stmt *pStmt, const char *zTerms,
               sqlite3_value **apValue, int nValue) {
  const TvfDef *pDef = p->pDef;
  Fold fold;
  OwedKept kept = {p->apFold, &pCur->levels};
  int rc = spm_tvf_bind_arguments(pStmt, pDef, pSet);
  if (rc == SQLITE_OK) rc = bind_reads(pStmt, pDef, zTerms);
  pSet->iFirst = spm_rowset_count(&pCur->rows);
  if (pCur->sets.n > 1) spm_owed_levels_clear(&pCur->levels); /* they are those of another set */
  for (int i = 0; rc == SQLITE_OK && i < nValue; i++) {
    const char *z = zTerms + i * TVF_PLAN_STEP;
    char zName[64];
    sqlite3_snprintf(sizeof(zName), zName, "@t%d", i);
    int iTerm = sqlite3_bind_parameter_index(pStmt, zName);
    if (iTerm) rc = sqlite3_bind_value(pStmt, iTerm, apValue[i]);
    sqlite3_snprintf(sizeof(zName), zName, "@%s", pDef->aColumn[spm_tvf_entry_number(z)].zName);
    int iParameter = z[0] == '=' ? sqlite3_bind_parameter_index(pStmt, zName) : 0;
    if (rc == SQLITE_OK && iParameter) rc = sqlite3_bind_value(pStmt, iParameter, apValue[i]);
  }
  if (rc != SQLITE_OK) return rc;
  if (pDef->fold)
    rc = spm_tvf_fold_begin(&fold, p->db, pDef, &pCur->rows, pSet, strtoull(strchr(zTerms, '/') + 1, 0, 16), &kept,
                            &p->base.zErrMsg);
  while (rc == SQLITE_OK && (rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    rc = pDef->fold ? spm_tvf_fold_row(&fold, pStmt) : spm_rowset_append(&pCur->rows, pStmt, 0);
    if (rc == SQLITE_TOOBIG)
      p->base.zErrMsg = sqlite3_mprintf("%s: the result is larger than %d MiB; ask for less with WHERE", pDef->zName,
                                        (int)(ROWSET_MAX_BYTES >> 20));
  }
  if (pDef->fold && rc == SQLITE_DONE && spm_tvf_fold_end(&fold) != SQLITE_OK) rc = SQLITE_NOMEM;
  if (rc == SQLITE_DONE) rc = spm_rowset_sort(&pCur->rows, pSet->iFirst, pDef->aOrder, pDef->nOrder);
  pSet->iEnd = spm_rowset_count(&pCur->rows);
  if (rc != SQLITE_OK && p->base.zErrMsg == 0 && rc != SQLITE_NOMEM)
    p->base.zErrMsg = sqlite3_mprintf("%s", spm_error_text(p->db, rc)); /* before a reset takes it away */
  if (pDef->fold) spm_tvf_fold_clear(&fold);
  return rc;
}

/* Before 3.42 SQLite drops the arguments of a function on the right of RIGHT JOIN, without a trace that we could see. */
#define RIGHT_JOIN_WORKS 3042000
static const char zNoRightJoin[] =
    "; on the right of RIGHT JOIN this SQLite drops it: write the function first, LEFT JOIN";

static int refuse(TvfTable *p, const char *zPlan) {
  const TvfArg *pArg = &p->pDef->aArg[spm_tvf_entry_number(zPlan)];
  if (zPlan[0] == '!')
    p->base.zErrMsg =
        sqlite3_mprintf("%s: argument %s is missing; write %s(%s)%s%s", p->pDef->zName, pArg->zName, p->pDef->zName,
                        p->pDef->zArguments, pArg->kind == TVF_PERIOD ? ", the period like '2023-TW2'" : "",
                        sqlite3_libversion_number() < RIGHT_JOIN_WORKS ? zNoRightJoin : "");
  else
    p->base.zErrMsg = sqlite3_mprintf("%s: argument %s %s", p->pDef->zName, pArg->zName,
                                      zPlan[0] == '+' ? "is given too often" : "takes =, IS or IN only");
  return p->base.zErrMsg ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* Read the arguments. When they are those of the call before, the cursor keeps what it has: a join or a correlated
** subquery calls xFilter once an outer row, inside one statement, so nothing can have changed in between. */
static int set_arguments(TvfTable *p, TvfCursor *pCur, const char *zPlan, int argc, sqlite3_value **argv) {
  TvfSets sets = {0, 0};
  int rc = spm_tvf_sets(p->db, p->pDef, zPlan, argc, argv, &p->kept, &sets, &p->base.zErrMsg);
  if (rc != SQLITE_OK && p->base.zErrMsg == 0 && rc != SQLITE_NOMEM)
    p->base.zErrMsg = sqlite3_mprintf("%s", sqlite3_errmsg(p->db));
  if (rc == SQLITE_OK && pCur->nFilter > 0 && spm_tvf_sets_equal(p->pDef, &sets, &pCur->sets)) {
    spm_tvf_sets_clear(&sets);
  } else {
    cursor_reset(pCur);
    pCur->sets = sets;
  }
  pCur->nFilter = rc == SQLITE_OK ? pCur->nFilter + 1 : 0;
  return rc;
}

/* Asking again and again for a few rows is dearer than keeping all: at once when the body reads everything anyway, from the
** second call when no key is given or one row is a good part of all, and after a good many key look-ups. SQLite checks every
** row itself, so more rows than asked for are never wrong. */
#define LOOKUPS 64

static int is_time_for_all(const TvfDef *pDef, const TvfCursor *pCur, const char *zTerms) {
  if (pDef->isWhole || pCur->nFilter > (pDef->isHalf ? 1 : LOOKUPS)) return 1;
  for (const char *z = zTerms; *z != '/'; z += TVF_PLAN_STEP)
    if (z[0] == '=' && pDef->aColumn[spm_tvf_entry_number(z)].isKey) return 0;
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
  for (int i = 0; rc == SQLITE_OK && i < pCur->sets.n; i++) {
    rc = run(p, pCur, &pCur->sets.a[i], pStmt, zTerms, apValue, nValue);
    sqlite3_reset(pStmt);
  }
  sqlite3_clear_bindings(pStmt);
  if (pKept) pKept->inUse = 0;
  sqlite3_finalize(pOwn);
  if (rc != SQLITE_OK) spm_rowset_clear(&pCur->rows);
  pCur->isAll = rc == SQLITE_OK && nValue == 0;
  return rc;
}

/* The rows of a set that are asked for: all, or where the first column of the order has the wanted text. */
static void narrow(const TvfDef *pDef, const Rowset *pRows, TvfSet *pSet, const char *zTerms, sqlite3_value **apValue) {
  pSet->iRow = pSet->iFirst;
  pSet->iRowEnd = pSet->iEnd;
  for (int i = 0; pDef->nOrder > 0 && zTerms[i * TVF_PLAN_STEP] != '/'; i++) {
    const char *z = zTerms + i * TVF_PLAN_STEP;
    int iCol = spm_tvf_entry_number(z);
    if (z[0] != '=' || iCol != pDef->aOrder[0] || !pDef->aColumn[iCol].isText) continue;
    const char *zText = (const char *)sqlite3_value_text(apValue[i]);
    if (zText == 0) continue;
    spm_rowset_range(pRows, iCol, zText, sqlite3_value_bytes(apValue[i]), &pSet->iRow, &pSet->iRowEnd);
    return;
  }
}

/* On to a set that has a row left. */
static void settle(TvfCursor *pCur) {
  while (pCur->iSet < pCur->sets.n && pCur->sets.a[pCur->iSet].iRow >= pCur->sets.a[pCur->iSet].iRowEnd) pCur->iSet++;
}

static int answer(sqlite3_vtab_cursor *pCursor, const char *zPlan, int argc, sqlite3_value **argv) {
  TvfTable *p = (TvfTable *)pCursor->pVtab;
  TvfCursor *pCur = (TvfCursor *)pCursor;
  sqlite3_value *apValue[TVF_MAX_ENTRY];
  char zTerms[TVF_PLAN_SIZE];
  const char *zUsed = strchr(zPlan, '/');
  int nValue = 0, isEmpty = 0;
  if (zPlan[0] == '!' || zPlan[0] == '~' || zPlan[0] == '+') return refuse(p, zPlan);
  for (int i = 0; i < argc; i++) {
    const char *z = zPlan + i * TVF_PLAN_STEP;
    if (spm_tvf_entry_given(z) >= 0) continue;
    const char *zOperator = spm_tvf_operator(z[0]);
    int isCode = z[0] == 'e' || z[0] == 's' || z[0] == 'c';
    int rc = isCode && pCur->nFilter == 0
                 ? spm_tvf_check_code(p->db, p->pDef, spm_tvf_entry_number(z), argv[i], &p->base.zErrMsg)
                 : SQLITE_OK;
    if (rc != SQLITE_OK) return rc;
    if (z[0] == 'c' || !is_exact(&p->pDef->aColumn[spm_tvf_entry_number(z)], argv[i])) continue;
    if (*zOperator != 'I' && sqlite3_value_type(argv[i]) == SQLITE_NULL) isEmpty = 1; /* x = NULL holds for no row */
    memcpy(zTerms + nValue * TVF_PLAN_STEP, z, TVF_PLAN_STEP);
    if (isCode) zTerms[nValue * TVF_PLAN_STEP] = *zOperator == 'I' ? 'i' : '=';
    apValue[nValue++] = argv[i];
  }
  memcpy(zTerms + nValue * TVF_PLAN_STEP, zUsed, strlen(zUsed) + 1);
  int rc = set_arguments(p, pCur, zPlan, argc, argv);
  pCur->iSet = pCur->sets.n; /* no row, until there is one */
  if (rc != SQLITE_OK || isEmpty || pCur->sets.n == 0) return rc;
  if (!pCur->isAll) {
    int isAll = nValue == 0 || is_time_for_all(p->pDef, pCur, zTerms);
    rc = fetch(p, pCur, isAll ? zUsed : zTerms, apValue, isAll ? 0 : nValue);
    if (rc != SQLITE_OK) return rc;
  }
  for (int i = 0; i < pCur->sets.n; i++)
    narrow(p->pDef, &pCur->rows, &pCur->sets.a[i], pCur->isAll ? zTerms : zUsed, apValue);
  pCur->iSet = 0;
  settle(pCur);
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
  TvfCursor *pCur = (TvfCursor *)pCursor;
  pCur->sets.a[pCur->iSet].iRow++;
  settle(pCur);
  return SQLITE_OK;
}

static int tvf_eof(sqlite3_vtab_cursor *pCursor) {
  TvfCursor *pCur = (TvfCursor *)pCursor;
  return pCur->iSet >= pCur->sets.n;
}

static int tvf_column(sqlite3_vtab_cursor *pCursor, sqlite3_context *ctx, int iDeclared) {
  TvfCursor *pCur = (TvfCursor *)pCursor;
  const TvfDef *pDef = ((TvfTable *)pCursor->pVtab)->pDef;
  const TvfSet *pSet = &pCur->sets.a[pCur->iSet];
  int iArg = spm_tvf_arg_of(pDef, iDeclared);
  if (iArg >= 0 && pDef->aArg[iArg].kind == TVF_INTEGER) sqlite3_result_int64(ctx, strtoll(pSet->azArg[iArg], 0, 10));
  else if (iArg >= 0) sqlite3_result_text(ctx, spm_tvf_shown(pSet, iArg), -1, SQLITE_TRANSIENT);
  else {
    int iCol = spm_tvf_column_of(pDef, iDeclared);
    spm_rowset_result(&pCur->rows, pSet->iRow, iCol, pDef->aColumn[iCol].isReal, ctx);
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
