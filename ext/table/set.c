/* set.c: the arguments of one xFilter: one set, or one for each value where an argument was given by IN.
**
** period IN ('2023-TW2', 'TW II 2023') names one quarter, so there is one set of it: what is resolved counts, not how it
** was spelled. An argument may be given twice (spm_score('2023-TW2') WHERE period = '2023-Q2'): both must say the same.
** NULL from another table or a subquery leaves no row, as SQL means it; a NULL that somebody wrote or bound in the place of
** a required argument is an error, which spm_tvf_resolve words. */
#include "table/tvf.h"
#include <string.h>

#define SETS 1000

/* What is read while the sets are made. */
typedef struct Reading {
  sqlite3 *db;
  const TvfDef *pDef;
  const char *zPlan;
  int argc;
  sqlite3_value **argv;
  TvfKept *pKept;
  sqlite3_value *apGiven[TVF_MAX_ARG]; /* of the set that is made now */
  TvfSets *pOut;
  char **pzErr;
} Reading;

/* How entry i gives its argument (TVF_GIVEN_...; -1: it gives none), and which. */
static int how_of(const Reading *p, int i) {
  return spm_tvf_entry_given(p->zPlan + i * TVF_PLAN_STEP);
}

static int arg_of(const Reading *p, int i) {
  return spm_tvf_entry_number(p->zPlan + i * TVF_PLAN_STEP);
}

static void free_texts(char **az) {
  for (int i = 0; i < TVF_MAX_ARG; i++) {
    sqlite3_free(az[i]);
    az[i] = 0;
  }
}

void spm_tvf_sets_clear(TvfSets *p) {
  for (int i = 0; i < p->n; i++) {
    free_texts(p->a[i].azArg);
    free_texts(p->a[i].azEcho);
  }
  sqlite3_free(p->a);
  p->a = 0;
  p->n = 0;
}

const char *spm_tvf_shown(const TvfSet *pSet, int iArg) {
  return pSet->azEcho[iArg] ? pSet->azEcho[iArg] : pSet->azArg[iArg];
}

static int says_equal(const TvfDef *pDef, const TvfSet *a, const TvfSet *b) {
  for (int i = 0; i < pDef->nArg; i++)
    if (strcmp(a->azArg[i], b->azArg[i]) != 0) return 0;
  return 1;
}

static int shows_equal(const TvfDef *pDef, const TvfSet *a, const TvfSet *b) {
  for (int i = 0; i < pDef->nArg; i++)
    if (strcmp(spm_tvf_shown(a, i), spm_tvf_shown(b, i)) != 0) return 0;
  return 1;
}

int spm_tvf_sets_equal(const TvfDef *pDef, const TvfSets *a, const TvfSets *b) {
  int i = 0;
  while (i < a->n && i < b->n && says_equal(pDef, &a->a[i], &b->a[i]) && shows_equal(pDef, &a->a[i], &b->a[i])) i++;
  return i == a->n && i == b->n;
}

/* The next value of entry i, beginning with the first; NULL behind the last. An entry that is no list has one. */
static int next_value(const Reading *p, int i, int isFirst, sqlite3_value **ppValue) {
  int isList = how_of(p, i) & TVF_GIVEN_LIST;
  if (!isList) {
    *ppValue = isFirst ? p->argv[i] : 0;
    return SQLITE_OK;
  }
  int rc = isFirst ? sqlite3_vtab_in_first(p->argv[i], ppValue) : sqlite3_vtab_in_next(p->argv[i], ppValue);
  while (rc == SQLITE_OK && *ppValue && sqlite3_value_type(*ppValue) == SQLITE_NULL) /* x IN (NULL) holds for no x */
    rc = sqlite3_vtab_in_next(p->argv[i], ppValue);
  if (rc == SQLITE_DONE) *ppValue = 0;
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* SQLite compares texts: another spelling of what is shown would lose the row. */
static int check_spelling(const Reading *p, int iArg, sqlite3_value *pAgain, const TvfSet *pSet) {
  const char *z = (const char *)sqlite3_value_text(pAgain);
  if (z && strcmp(z, spm_tvf_shown(pSet, iArg)) == 0) return SQLITE_OK;
  if (z)
    *p->pzErr = sqlite3_mprintf("%s: a query with so many conditions must write %s one way: %Q, not %Q", p->pDef->zName,
                                p->pDef->aArg[iArg].zName, spm_tvf_shown(pSet, iArg), z);
  return *p->pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* Does entry i, which gives an argument again, say what the set says? */
static int says_same(Reading *p, int i, int isCompared, const TvfSet *pSet, int *pIsSame) {
  int iArg = arg_of(p, i), rc = SQLITE_OK;
  sqlite3_value *pFirst = p->apGiven[iArg], *pAgain = 0;
  *pIsSame = 0;
  for (int n = 0; !*pIsSame; n++) {
    rc = next_value(p, i, n == 0, &pAgain);
    if (rc != SQLITE_OK || pAgain == 0) break;
    if (sqlite3_value_type(pAgain) == SQLITE_NULL && spm_tvf_is_required(p->pDef->aArg[iArg].kind)) continue;
    char *azAgain[TVF_MAX_ARG] = {0};
    p->apGiven[iArg] = pAgain;
    rc = spm_tvf_resolve(p->db, p->pDef, p->apGiven, &p->pKept->pMethod, azAgain, p->pzErr);
    if (rc == SQLITE_OK) *pIsSame = strcmp(azAgain[iArg], pSet->azArg[iArg]) == 0;
    free_texts(azAgain);
    if (rc == SQLITE_OK && *pIsSame && isCompared) rc = check_spelling(p, iArg, pAgain, pSet);
    if (rc != SQLITE_OK) break;
  }
  p->apGiven[iArg] = pFirst;
  return rc;
}

/* What SQLite compares once more must show as it was given; a NULL, which says "the default", cannot. */
static int echo(const Reading *p, int i, TvfSet *pSet) {
  int iArg = arg_of(p, i);
  if (sqlite3_value_type(p->apGiven[iArg]) == SQLITE_NULL) {
    *p->pzErr = sqlite3_mprintf("%s: a query with so many conditions cannot give %s as NULL; leave it out",
                                p->pDef->zName, p->pDef->aArg[iArg].zName);
    return *p->pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
  }
  const char *z = (const char *)sqlite3_value_text(p->apGiven[iArg]);
  if (z == 0) return SQLITE_NOMEM;
  if (strcmp(z, pSet->azArg[iArg]) == 0) return SQLITE_OK;
  pSet->azEcho[iArg] = sqlite3_mprintf("%s", z);
  return pSet->azEcho[iArg] ? SQLITE_OK : SQLITE_NOMEM;
}

/* A required argument that is NULL, and neither written nor bound so. */
static int is_no_row(const Reading *p) {
  for (int i = 0; i < p->argc; i++) {
    int how = how_of(p, i);
    if (how < 0 || (how & TVF_GIVEN_LITERAL) || !spm_tvf_is_required(p->pDef->aArg[arg_of(p, i)].kind)) continue;
    sqlite3_value *v = p->apGiven[arg_of(p, i)];
    if (sqlite3_value_type(v) == SQLITE_NULL && !sqlite3_value_frombind(v)) return 1;
  }
  return 0;
}

/* Are the quarters of the set in table period? One that another table or a subquery gives, and is not, leaves no row. */
static int has_quarters(const Reading *p, const TvfSet *pSet, int *pHas) {
  int rc = SQLITE_OK;
  *pHas = 1;
  for (int iArg = 0; rc == SQLITE_OK && *pHas && iArg < p->pDef->nArg; iArg++) {
    const TvfArg *pArg = &p->pDef->aArg[iArg];
    int isGiven = 0;
    if (pArg->kind != TVF_PERIOD) continue;
    for (int i = 0; i < p->argc; i++)
      if (how_of(p, i) >= 0 && arg_of(p, i) == iArg)
        isGiven |= (how_of(p, i) & TVF_GIVEN_LITERAL) || sqlite3_value_frombind(p->apGiven[iArg]);
    rc = spm_tvf_check_quarter(p->db, p->pDef, pArg, pSet->azArg[iArg], isGiven, &p->pKept->pQuarter, pHas, p->pzErr);
  }
  return rc;
}

/* Add the set that apGiven makes, unless it is there or another value contradicts it. */
static int add_set(Reading *p) {
  TvfSet set;
  int isWanted = 1;
  memset(&set, 0, sizeof(set));
  if (is_no_row(p)) return SQLITE_OK;
  int rc = spm_tvf_resolve(p->db, p->pDef, p->apGiven, &p->pKept->pMethod, set.azArg, p->pzErr);
  if (rc == SQLITE_OK) rc = has_quarters(p, &set, &isWanted);
  for (int i = 0; rc == SQLITE_OK && isWanted && i < p->argc; i++) {
    int how = how_of(p, i);
    if (how < 0) continue;
    if (how & TVF_GIVEN_AGAIN) rc = says_same(p, i, how & TVF_GIVEN_COMPARED, &set, &isWanted);
    else if (how & TVF_GIVEN_COMPARED) rc = echo(p, i, &set);
  }
  for (int i = 0; rc == SQLITE_OK && isWanted && i < p->pOut->n; i++)
    isWanted = !says_equal(p->pDef, &p->pOut->a[i], &set);
  if (rc == SQLITE_OK && isWanted && p->pOut->n == SETS) {
    *p->pzErr = sqlite3_mprintf("%s: more than %d sets of arguments by IN", p->pDef->zName, SETS);
    rc = *p->pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
  }
  TvfSet *aSet =
      rc == SQLITE_OK && isWanted ? sqlite3_realloc64(p->pOut->a, (sqlite3_uint64)(p->pOut->n + 1) * sizeof(*aSet)) : 0;
  if (aSet) {
    p->pOut->a = aSet;
    aSet[p->pOut->n++] = set;
    return SQLITE_OK;
  }
  free_texts(set.azArg);
  free_texts(set.azEcho);
  return rc == SQLITE_OK && isWanted ? SQLITE_NOMEM : rc;
}

/* Each value of the first entry from i on that gives an argument for the first time, with all that the entries behind it
** give. */
static int combine(Reading *p, int i) {
  int how = -1;
  for (; i < p->argc; i++) {
    how = how_of(p, i);
    if (how >= 0 && !(how & TVF_GIVEN_AGAIN)) break;
  }
  if (i == p->argc) return add_set(p);
  sqlite3_value **ppGiven = &p->apGiven[arg_of(p, i)];
  int rc = next_value(p, i, 1, ppGiven);
  while (rc == SQLITE_OK && *ppGiven) {
    rc = combine(p, i + 1);
    if (rc == SQLITE_OK) rc = next_value(p, i, 0, ppGiven);
  }
  return rc;
}

int spm_tvf_sets(sqlite3 *db, const TvfDef *pDef, const char *zPlan, int argc, sqlite3_value **argv, TvfKept *pKept,
                 TvfSets *pOut, char **pzErr) {
  Reading reading = {db, pDef, zPlan, argc, argv, pKept, {0}, pOut, pzErr};
  return combine(&reading, 0);
}
