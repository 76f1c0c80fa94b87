/* plan.c: what of a WHERE clause a table-valued function takes, and what the plan costs.
**
** Arguments: =, IS and IN with a usable value are taken (and need no second look: omit), IN with all its values at once:
** where SQLite hands them over one by one, it also tries without, and takes our refusal of that for a plan ("no query
** solution" in a join of two functions). It tries so, too, when a column is given by IN; beside a list of arguments IN on a
** column is left to SQLite. A value that is not there yet makes the plan impossible (SQLITE_CONSTRAINT), so
** that the planner orders the join otherwise. An argument that is missing, or compared in another way, gives a plan of
** cost 1e99 whose xFilter raises the error: an error here would kill OR queries that are fine. But one that is missing where
** another is given is an error at once: this is a branch of an OR, or what stands beside it, and SQLite would run the one
** without the other and then compare the hidden columns: no row, and no word why.
** Columns: =, <, <=, >, >=, IS (and IN, one value a time) with BINARY collation are offered to the inner statement and
** checked again by SQLite (omit stays 0), but for what a fold makes (fold.c). Everything else is left to SQLite.
** An OR must not become a look-up for each of its branches: SQLite then runs a branch without the arguments that are
** subqueries, and compares the hidden columns with what was given, which is another text where a quarter was spelled
** otherwise, a day stands for its last second or NULL for the default. So terms make a plan much cheaper only where every
** argument stands in the statement as its hidden column shows it; else, and where no argument is given though there are
** some, no plan costs less than half of all rows, and two are dearer than one. */
#include "table/tvf.h"
#include <string.h>

#ifdef SPM_NO_PUSHDOWN /* the suite runs with this too and must agree */
#define PUSHDOWN 0
#else
#define PUSHDOWN 1
#endif

#define IMPOSSIBLE 1e99
#define ROWS       10000.0 /* a guess; only its order of magnitude matters */
#define ROWS_KEY   100.0   /* an = on a key column leaves one row in so many */
#define ROWS_EQUAL 10.0
#define ROWS_RANGE 3.0
#define ROW_COST   10.0
#define HALF       0.55 /* of all rows, at least, where an OR must not win: two of it are more than all */

#define OMITTED 16 /* SQLite looks at omit for so many constraints, the first */

int spm_tvf_arg_of(const TvfDef *pDef, int iDeclared) {
  int i = iDeclared - pDef->nColumn;
  return i >= 0 && i < pDef->nArg ? i : -1;
}

int spm_tvf_column_of(const TvfDef *pDef, int iDeclared) {
  return iDeclared >= 0 && iDeclared < pDef->nColumn ? iDeclared : -1;
}

static char operator_char(int op) {
  switch (op) {
  case SQLITE_INDEX_CONSTRAINT_EQ: return '=';
  case SQLITE_INDEX_CONSTRAINT_LT: return '<';
  case SQLITE_INDEX_CONSTRAINT_GT: return '>';
  case SQLITE_INDEX_CONSTRAINT_LE: return 'l';
  case SQLITE_INDEX_CONSTRAINT_GE: return 'g';
  case SQLITE_INDEX_CONSTRAINT_IS:
  case SQLITE_INDEX_CONSTRAINT_ISNULL: return 'i';
  default: return 0;
  }
}

const char *spm_tvf_operator(char c) {
  switch (c) {
  case 'l': return "<=";
  case 'g': return ">=";
  case 'i':
  case 's': return "IS";
  case '<': return "<";
  case '>': return ">";
  default: return "=";
  }
}

int spm_tvf_entry_number(const char *zEntry) {
  return (zEntry[1] - '0') * 10 + (zEntry[2] - '0');
}

int spm_tvf_entry_given(const char *zEntry) {
  return *zEntry >= 'A' && *zEntry <= 'P' ? *zEntry - 'A' : -1;
}

static int is_limit(int op) {
  return op == SQLITE_INDEX_CONSTRAINT_LIMIT || op == SQLITE_INDEX_CONSTRAINT_OFFSET;
}

static void add_step(char *zPlan, int *pn, char kind, int i) {
  zPlan[(*pn)++] = kind;
  zPlan[(*pn)++] = (char)('0' + i / 10);
  zPlan[(*pn)++] = (char)('0' + i % 10);
  zPlan[*pn] = 0;
}

/* ORDER BY (or GROUP BY) of a prefix of the body's order, ascending: the rows already come so. */
static int order_is_ours(const TvfDef *pDef, const sqlite3_index_info *pInfo) {
  if (pInfo->nOrderBy == 0 || pInfo->nOrderBy > pDef->nOrder) return 0;
  for (int i = 0; i < pInfo->nOrderBy; i++)
    if (pInfo->aOrderBy[i].desc || pInfo->aOrderBy[i].iColumn != pDef->aOrder[i]) return 0;
  return 1;
}

/* The columns that the query reads, and those that the cursor itself needs: key and order. Bit 63 stands for all from
** column 63 on, as in colUsed. */
static sqlite3_uint64 columns_used(const TvfDef *pDef, sqlite3_uint64 used) {
  for (int i = 0; i < pDef->nColumn; i++)
    if (pDef->aColumn[i].isKey) used |= TVF_COLUMN_BIT(i);
  for (int i = 0; i < pDef->nOrder; i++) used |= TVF_COLUMN_BIT(pDef->aOrder[i]);
  return used;
}

/* Offer constraint i to xFilter. */
static void take(sqlite3_index_info *pInfo, int i, char *zPlan, int *pn, char kind, int number) {
  add_step(zPlan, pn, kind, number);
  pInfo->aConstraintUsage[i].argvIndex = *pn / TVF_PLAN_STEP;
}

/* Does the hidden column show the argument as it is written? */
static int is_shown_so(const TvfArg *pArg, sqlite3_value *v) {
  const char *z = sqlite3_value_type(v) == SQLITE_TEXT ? (const char *)sqlite3_value_text(v) : 0;
  SpmPeriod period;
  char zPeriod[SPM_PERIOD_SIZE], zStamp[SPM_STAMP_SIZE];
  size_t n = z ? strlen(z) : 0;
  switch (pArg->kind) {
  case TVF_PERIOD:
    if (z == 0 || !spm_period_parse(z, n, &period)) return 0;
    spm_period_text(period, zPeriod);
    return strcmp(z, zPeriod) == 0;
  case TVF_AS_OF: return z && spm_stamp_parse(z, n, zStamp) == SPM_STAMP_FULL && strcmp(z, zStamp) == 0;
  case TVF_WORD:
    while (z && *z && !(*z >= 'A' && *z <= 'Z')) z++;
    return z && *z == 0; /* words have no capitals */
  case TVF_TEXT:
  case TVF_OPTION:
  case TVF_EDITION: return z != 0;
  default: return 0; /* a number or a name is written in many ways, a method may be an edition's name */
  }
}

/* How the argument of constraint i is given. A second value is taken too: it may be another spelling of the first. */
static int take_argument(sqlite3_index_info *pInfo, int i, const TvfArg *pArg, int isAgain, int *pIsShown) {
  sqlite3_value *pLiteral = 0;
  int how = isAgain ? TVF_GIVEN_AGAIN : 0;
  if (sqlite3_vtab_in(pInfo, i, -1)) {
    sqlite3_vtab_in(pInfo, i, 1);
    how |= TVF_GIVEN_LIST;
  } else if (sqlite3_vtab_rhs_value(pInfo, i, &pLiteral) == SQLITE_OK) {
    how |= TVF_GIVEN_LITERAL;
  }
  if (!(how & TVF_GIVEN_LITERAL) || !is_shown_so(pArg, pLiteral)) *pIsShown = 0;
  pInfo->aConstraintUsage[i].omit = 1;
  return how | (i < OMITTED ? 0 : TVF_GIVEN_COMPARED);
}

static int refuse_half(const TvfDef *pDef, int iMissing, int iGiven, char **pzErr) {
  *pzErr =
      sqlite3_mprintf("%s: argument %s is missing where %s is given; write %s(%s), or both in each branch of an OR",
                      pDef->zName, pDef->aArg[iMissing].zName, pDef->aArg[iGiven].zName, pDef->zName, pDef->zArguments);
  return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* A literal that a column of codes is compared with: it must be a code, whether the term is pushed down or not. */
static int is_code_literal(const TvfDef *pDef, sqlite3_index_info *pInfo, int i, int iCol) {
  sqlite3_value *pLiteral = 0;
  int op = pInfo->aConstraint[i].op;
  return (op == SQLITE_INDEX_CONSTRAINT_EQ || op == SQLITE_INDEX_CONSTRAINT_IS) &&
         spm_tvf_is_code(&pDef->aColumn[iCol]) && sqlite3_vtab_rhs_value(pInfo, i, &pLiteral) == SQLITE_OK;
}

/* May the term of constraint i, on column iCol, stand in the inner statement? */
static int is_pushed(const TvfDef *pDef, sqlite3_index_info *pInfo, int i, int iCol, int isList) {
  if (!PUSHDOWN || spm_tvf_is_folded(pDef, iCol)) return 0;
  const char *zCollation = sqlite3_vtab_collation(pInfo, i);
  if (zCollation == 0 || sqlite3_stricmp(zCollation, "BINARY") != 0) return 0;
  return !isList || !sqlite3_vtab_in(pInfo, i, -1);
}

int spm_tvf_best_index(const TvfDef *pDef, sqlite3_index_info *pInfo, char **pzErr) {
  char zPlan[TVF_PLAN_SIZE];
  int nPlan = 0, given[TVF_MAX_ARG] = {0}, waiting[TVF_MAX_ARG] = {0}, isShown = 1, isList = 0, iGiven = -1;
  double rows = ROWS;
  zPlan[0] = 0;
  for (int i = 0; i < pInfo->nConstraint; i++) {
    const struct sqlite3_index_constraint *p = &pInfo->aConstraint[i];
    int iArg = spm_tvf_arg_of(pDef, p->iColumn);
    if (is_limit(p->op) || iArg < 0) continue;
    char op = operator_char(p->op);
    if ((op != '=' && op != 'i') || nPlan == TVF_PLAN_STEP * TVF_MAX_ENTRY) {
      char kind = op == '=' || op == 'i' ? '+' : '~';
      nPlan = 0;
      add_step(zPlan, &nPlan, kind, iArg);
      goto impossible;
    }
    if (!p->usable) waiting[iArg] = 1;
    if (!p->usable) continue;
    int how = take_argument(pInfo, i, &pDef->aArg[iArg], given[iArg], &isShown);
    if (how & TVF_GIVEN_LIST) isList = 1;
    given[iArg] = 1;
    iGiven = iArg;
    take(pInfo, i, zPlan, &nPlan, (char)('A' + how), iArg);
  }
  for (int i = 0; i < pDef->nArg; i++) {
    if (waiting[i] && !given[i]) return SQLITE_CONSTRAINT;
    if (spm_tvf_is_required(pDef->aArg[i].kind) && !given[i]) {
      if (iGiven >= 0 && !isShown) return refuse_half(pDef, i, iGiven, pzErr);
      nPlan = 0;
      add_step(zPlan, &nPlan, '!', i);
      goto impossible;
    }
  }
  for (int i = 0; i < pInfo->nConstraint && nPlan < TVF_PLAN_STEP * TVF_MAX_ENTRY; i++) {
    const struct sqlite3_index_constraint *p = &pInfo->aConstraint[i];
    int iCol = spm_tvf_column_of(pDef, p->iColumn);
    char op = operator_char(p->op);
    if (is_limit(p->op) || iCol < 0 || op == 0 || !p->usable) continue;
    int isCode = is_code_literal(pDef, pInfo, i, iCol), isPushed = is_pushed(pDef, pInfo, i, iCol, isList);
    if (!isCode && !isPushed) continue;
    take(pInfo, i, zPlan, &nPlan, !isPushed ? 'c' : isCode ? (op == '=' ? 'e' : 's') : op, iCol);
    if (!isPushed) continue;
    rows /= op == '=' ? (pDef->aColumn[iCol].isKey ? ROWS_KEY : ROWS_EQUAL) : ROWS_RANGE;
  }
  pInfo->orderByConsumed = PUSHDOWN && !isList && order_is_ours(pDef, pInfo);
  if (rows < 1) rows = 1;
  if (!isShown || (pDef->nArg > 0 && iGiven < 0)) rows = ROWS * (HALF + (1 - HALF) * rows / ROWS);
  pInfo->estimatedRows = (sqlite3_int64)rows;
  pInfo->estimatedCost = rows * ROW_COST;
  goto done;

impossible:
  for (int i = 0; i < pInfo->nConstraint; i++) {
    pInfo->aConstraintUsage[i].argvIndex = 0;
    pInfo->aConstraintUsage[i].omit = 0;
  }
  pInfo->estimatedRows = 1;
  pInfo->estimatedCost = IMPOSSIBLE;

done:
  pInfo->idxStr = sqlite3_mprintf("%s/%llx", zPlan, columns_used(pDef, pInfo->colUsed));
  pInfo->needToFreeIdxStr = 1;
  return pInfo->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}
