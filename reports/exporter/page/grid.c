/* grid.c: a table as lines of cells, in the order in which every format draws them: the head (with its bands), the
** numbers of the columns, then the rows, each group behind a line of its own, and the total. What stands in a cell, how
** it looks and what it covers is worked out here, once; a writer only draws.
**
** The lines are made one at a time: a table of a hundred thousand rows needs the cells of one. */
#include "page/page.h"

const Band *band_of(const Report *r, int col) {
  for (int i = 0; i < r->nBand; i++)
    if (names_have(&r->band[i].cols, col)) return &r->band[i];
  return NULL;
}

Grid grid_make(Job *j, const Block *k, int looks) {
  Grid g = {.j = j, .k = k, .row = -1, .looks = looks};
  g.cell = pool_alloc(&j->pool, sizeof *g.cell * (size_t)(2 * k->nShown + 1));
  return g;
}

static Cell *add(Grid *g, int col, int at, const char *words) {
  Cell *c = &g->cell[g->nCell++];
  *c = (Cell){.col = col, .at = at, .cols = 1, .rows = 1, .words = words};
  if (col >= 0) c->fmt = g->k->fmt[col];
  return c;
}

/* The band first, then the column below it; a column without one covers both rows of the head. */
static void head(Grid *g) {
  const Report *r = g->k->q->r;
  int col;
  for (int i = 0; i < g->k->nShown; i++) {
    const Column *c = &r->col[col = g->k->shown[i]];
    const Band *band = band_of(r, col);
    if (band && band->cols.index[0] == col) add(g, -1, i, page_fill(g->j, g->k, band->title))->cols = band->cols.nIndex;
    Cell *cell = add(g, col, i, page_fill(g->j, g->k, c->header));
    cell->down = band != NULL;
    cell->rows = r->nBand && !band ? 2 : 1;
    if (c->color == NO_COLOR || c->bar) continue;
    cell->look.fill = RGB(c->color);
    cell->look.color = RGB(page_dark(c->color) ? 0xffffff : 0x262626);
  }
}

static void data(Grid *g) {
  const Block *k = g->k;
  int col;
  for (int i = 0; i < k->nShown; i++) {
    const Column *c = &k->q->r->col[col = k->shown[i]];
    Cell *cell = add(g, col, i, NULL);
    cell->v = AT(k->q, g->row, c->source);
    if (!g->looks) continue;
    if (cell->v->type == V_NULL) cell->words = c->null_text;
    cell->look = look_cell(c, k->fmt[col]);
    look_rules(&cell->look, k->q->r, col, cell->v);
  }
}

static void total(Grid *g) {
  const Block *k = g->k;
  int col;
  g->sum = total_make(&g->j->pool, k);
  for (int i = 0; i < k->nShown; i++) {
    Cell *cell = add(g, col = k->shown[i], i, NULL);
    cell->sum = &g->sum[col];
    cell->look = look_cell(&k->q->r->col[col], k->fmt[col]);
  }
}

/* Which line comes next. */
static LineKind next(Grid *g) {
  const Report *r = g->k->q->r;
  switch (g->kind) {
  case LINE_NONE: return LINE_HEAD;
  case LINE_HEAD:
    if (r->numbering) return LINE_NUMBER; /* fallthrough */
  case LINE_NUMBER:
    if (!g->k->q->nRow) return LINE_EMPTY; /* fallthrough */
  case LINE_DATA:
    if (++g->row == g->k->q->nRow) return r->total.label ? LINE_TOTAL : LINE_NONE;
    return group_begins(g->k, g->row) ? LINE_GROUP : LINE_DATA;
  case LINE_GROUP: return LINE_DATA;
  default: return LINE_NONE;
  }
}

int grid_next(Grid *g) {
  g->kind = next(g);
  g->nCell = 0;
  switch (g->kind) {
  case LINE_HEAD: head(g); break;
  case LINE_NUMBER:
    for (int i = 0; i < g->k->nShown; i++) add(g, g->k->shown[i], i, pool_printf(&g->j->pool, "(%d)", i + 1));
    break;
  case LINE_GROUP: add(g, -1, 0, group_label(g->j, g->k, g->row))->cols = g->k->nShown; break;
  case LINE_DATA: data(g); break;
  case LINE_EMPTY: add(g, -1, 0, in_lang("Tidak ada data.", "No data."))->cols = g->k->nShown; break;
  case LINE_TOTAL: total(g); break;
  default: break;
  }
  return g->kind != LINE_NONE;
}
