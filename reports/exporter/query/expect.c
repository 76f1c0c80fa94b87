/* expect.c: what a report promises about its rows (`expect`). A broken promise ends the run before anything is written.
**
** between, sum and percent skip rows with a NULL in them; unique takes NULL as a value like any other. A table with any
** promise is held to the rule for published figures too (semantics.md 7): each percentage that `expect percent` or the
** `ratio` of the total declares must be, as it is printed, one that its count and its denominator can give. */
#include "query/query.h"
#include "core/core.h"

static const Value *cell(const Result *q, int row, const Names *n, int i) {
  return AT(q, row, q->r->col[n->index[i]].source);
}

static int broken(const Expect *e, int row, const char *text) {
  if (row < 0) log_error_at(e->at, "not as expected: %s", text);
  else log_error_at(e->at, "not as expected: row %d: %s", row + 1, text);
  return RC_QUERY;
}

static int compare_values(const Value *a, const Value *b) {
  if (a->type == V_TEXT && b->type == V_TEXT) return strcmp(a->z, b->z);
  if (a->type == V_TEXT || b->type == V_TEXT) return a->type == V_TEXT ? 1 : -1;
  if (a->type == V_NULL || b->type == V_NULL) return (a->type != V_NULL) - (b->type != V_NULL);
  return (a->r > b->r) - (a->r < b->r);
}

static const Result *sort_q; /* qsort has no context */
static const Names *sort_names;
static int by_key(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b, rc = 0;
  for (int i = 0; !rc && i < sort_names->nIndex; i++)
    rc = compare_values(cell(sort_q, x, sort_names, i), cell(sort_q, y, sort_names, i));
  return rc;
}

static int check_unique(const Result *q, const Expect *e, Pool *p) {
  int *row = pool_alloc(p, sizeof *row * (size_t)(q->nRow + 1));
  for (int i = 0; i < q->nRow; i++) row[i] = i;
  sort_q = q;
  sort_names = &e->cols;
  qsort(row, (size_t)q->nRow, sizeof *row, by_key);
  for (int i = 1; i < q->nRow; i++)
    if (by_key(&row[i - 1], &row[i]) == 0)
      return broken(e, row[i] > row[i - 1] ? row[i] : row[i - 1],
                    pool_printf(p, "the same %s as row %d", q->r->col[e->cols.index[0]].name,
                                (row[i] > row[i - 1] ? row[i - 1] : row[i]) + 1));
  return RC_OK;
}

static int check_row(const Result *q, const Expect *e, int row, Pool *p) {
  double sum = 0;
  const Value *v;
  for (int i = 0; i < e->cols.nIndex; i++) {
    const char *name = q->r->col[e->cols.index[i]].name;
    v = cell(q, row, &e->cols, i);
    if (e->kind == E_NOTNULL && v->type == V_NULL) return broken(e, row, pool_printf(p, "%s is NULL", name));
    if (e->kind == E_NOTNULL) continue;
    if (v->type == V_NULL) return RC_OK;
    if (v->type == V_TEXT) return broken(e, row, pool_printf(p, "%s is text", name));
    sum += v->r;
    if (e->kind == E_BETWEEN && !(v->r >= e->lo && v->r <= e->hi))
      return broken(e, row, pool_printf(p, "%s is %.15g, outside %g..%g", name, v->r, e->lo, e->hi));
  }
  if (e->kind != E_SUM) return RC_OK;
  v = cell(q, row, &e->target, 0);
  if IS_NUMBER (v) {
    if (fabs(sum - v->r) <= 1e-9 * (1 + fabs(sum))) return RC_OK;
    return broken(e, row,
                  pool_printf(p, "the sum is %.15g, %s is %.15g", sum, q->r->col[e->target.index[0]].name, v->r));
  }
  return v->type == V_NULL ? RC_OK : broken(e, row, pool_printf(p, "%s is text", q->r->col[e->target.index[0]].name));
}

/* Column p of the row, as printed, against the columns num and den. */
static int check_percent(const Result *q, const Names *n, Place at, int row, Pool *p) {
  const Value *v[3];
  const Column *c = &q->r->col[n->index[0]];
  Expect e = {.at = at};
  long long low = 0, high = 0;
  int k = 0;
  for (int i = 0; i < 3; i++) {
    v[i] = cell(q, row, n, i);
    if (v[i]->type == V_NULL) return RC_OK;
    if (v[i]->type == V_TEXT) return broken(&e, row, pool_printf(p, "%s is text", q->r->col[n->index[i]].name));
  }
  k = c->format == F_GUESS && v[0]->type == V_INT ? 0 : format_info[c->format].decimals;
  if (v[1]->type != V_INT || v[2]->type != V_INT || v[1]->i < 0) { /* amounts: the quotient itself */
    if (v[2]->r > 0 && fabs(100 * v[1]->r / v[2]->r - v[0]->r) <= 0.5 * pow(10, -k) + 1e-9) return RC_OK;
  } else {
    double unit = pow(10, k), shown = round(fabs(v[0]->r) * unit) / unit;
    if (v[0]->r >= 0 && spm_implied(v[1]->i, shown, k, &low, &high) && v[2]->i >= low && (!high || v[2]->i <= high))
      return RC_OK;
  }
  return broken(&e, row,
                pool_printf(p, "%s is %.*f percent, but %s of %s is %.15g of %.15g%s", c->name, k, v[0]->r,
                            q->r->col[n->index[1]].name, q->r->col[n->index[2]].name, v[1]->r, v[2]->r,
                            low && low == high ? pool_printf(p, "; it was divided by %lld", low) : ""));
}

/* The ratios of the total are promises as well, once the report makes any. */
static int check_ratios(const Result *q, Pool *p) {
  int rc = RC_OK;
  for (int i = 0; q->r->nExpect && i < q->r->total.nSummary; i++) {
    const Summary *s = &q->r->total.summary[i];
    for (int row = 0; s->kind == S_RATIO && !rc && row < q->nRow; row++)
      rc = check_percent(q, &s->cols, q->r->expect[0].at, row, p);
  }
  return rc;
}

int expect_check(const Result *q) {
  Pool p = {0};
  int rc = RC_OK, code;
  for (int i = 0; i < q->r->nExpect; i++) {
    const Expect *e = &q->r->expect[i];
    code = RC_OK;
    if (e->kind == E_ROWS) {
      if (!op_holds(e->op, (q->nRow > e->lo) - (q->nRow < e->lo)))
        code = broken(e, -1, pool_printf(&p, "there are %d rows", q->nRow));
    } else if (e->kind == E_UNIQUE) {
      code = check_unique(q, e, &p);
    } else {
      for (int row = 0; !code && row < q->nRow; row++)
        code = e->kind == E_PERCENT ? check_percent(q, &e->cols, e->at, row, &p) : check_row(q, e, row, &p);
    }
    if (code) rc = code;
  }
  code = check_ratios(q, &p);
  if (code) rc = code;
  pool_free(&p);
  return rc;
}
