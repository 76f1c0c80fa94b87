/* summary.c: what a table says about its rows: the shaded row above each group, and the total row.
**
** Sums of the total are sums of the cells as they are shown; a ratio is recomputed from the sums, never averaged; a
** difference is taken of two totals, in points where they are percentages. */
#include "page/page.h"

/* ---- groups ---- */

static const Value *group_value(const Block *k, int row) {
  const Report *r = k->q->r;
  return AT(k->q, row, r->col[r->group.col.index[0]].source);
}

static int same_group(const Block *k, int a, int b) {
  const Value *x = group_value(k, a), *y = group_value(k, b);
  if (x->type != y->type) return 0;
  return x->type == V_TEXT ? strcmp(x->z, y->z) == 0 : x->type == V_NULL || (!(x->r < y->r) && !(x->r > y->r));
}

int group_inside(const Block *k, int row) {
  return k->q->r->group.on && group_value(k, row)->type != V_NULL;
}

int group_begins(const Block *k, int row) {
  return group_inside(k, row) && !(row && same_group(k, row - 1, row));
}

const char *group_label(Job *j, const Block *k, int row) {
  const Group *g = &k->q->r->group;
  const Value *v = group_value(k, row);
  const char *z = v->type == V_TEXT ? v->z : text_number(&j->pool, v->r, 0);
  int n = 1;
  if (!g->count) return z;
  while (row + n < k->q->nRow && same_group(k, row, row + n)) n++;
  return pool_printf(&j->pool, "%s (%d%s%s)", z, n, g->unit ? " " : "", g->unit ? page_fill(j, k, g->unit) : "");
}

/* ---- total ---- */

static Sum add_up(const Block *k, int col, SummaryKind kind) {
  Sum s = {.kind = kind, .known = kind == S_COUNT};
  for (int row = 0; row < k->q->nRow; row++) {
    const Value *v = AT(k->q, row, k->q->r->col[col].source);
    if (v->type == V_NULL || (v->type == V_TEXT && kind != S_COUNT)) continue;
    s.x += kind == S_COUNT ? 1 : cell_number(v, k->fmt[col]);
    s.known = 1;
  }
  return s;
}

/* p:num/den, in percent where p is not shown as one. */
static void ratio(const Block *k, Sum *sum, const int *c) {
  Sum num = add_up(k, c[1], S_SUM), den = add_up(k, c[2], S_SUM);
  Sum *s = &sum[c[0]];
  *s = (Sum){.kind = S_RATIO, .cols = c, .scale = is_percent(k->fmt[c[0]]) ? 1 : 100};
  s->known = num.known && (den.x > 0 || den.x < 0);
  if (s->known) s->x = s->scale * num.x / den.x;
}

/* d:a:b */
static void difference(const Block *k, Sum *sum, const int *c) {
  Sum *s = &sum[c[0]];
  *s = (Sum){.kind = S_DIFF, .cols = c, .scale = is_percent(k->fmt[c[1]]) && !is_percent(k->fmt[c[0]]) ? 100 : 1};
  s->known = sum[c[1]].known && sum[c[2]].known;
  if (s->known) s->x = s->scale * (sum[c[1]].x - sum[c[2]].x);
}

/* Sums and counts first, then ratios of them, then differences. */
Sum *total_make(Pool *p, const Block *k) {
  static const SummaryKind order[] = {S_SUM, S_COUNT, S_RATIO, S_DIFF};
  const Total *t = &k->q->r->total;
  Sum *sum = pool_alloc(p, sizeof *sum * (size_t)(k->q->r->nCol + 1));
  for (int pass = 0; pass < 4; pass++) {
    for (int i = 0; i < t->nSummary; i++) {
      const Names *n = &t->summary[i].cols;
      if (t->summary[i].kind != order[pass]) continue;
      if (order[pass] == S_RATIO) ratio(k, sum, n->index);
      else if (order[pass] == S_DIFF) difference(k, sum, n->index);
      else
        for (int j = 0; j < n->nIndex; j++) sum[n->index[j]] = add_up(k, n->index[j], order[pass]);
    }
  }
  return sum;
}
