/* table.c: a table on a sheet, line by line as page/grid.c makes it, with bars and scales over its cells.
**
** Widths come from the widest cell and the headers (wrapped), 6..60 characters. A total is a formula where its cells
** are on the page, always with its value, because readers such as LibreOffice show the stored value. */
#include "write/xlsx/xlsx.h"

/* ---- widths ---- */

static double cell_width(Book *b, const Value *v, Format f) {
  int y, m, d, width = format_info[f].width;
  if (v->type == V_TEXT && width) return date_valid(v->z, &y, &m, &d) ? width : 0;
  if (v->type == V_TEXT) {
    size_t longest = 0, n;
    const char *z = v->z;
    for (; *z; z += n + (z[n] == '\n')) {
      n = strcspn(z, "\n");
      if (n > longest) longest = n;
    }
    return (double)(longest < utf8_length(v->z) ? longest : utf8_length(v->z));
  }
  if (v->type == V_NULL || width) return v->type == V_NULL ? 1 : width;
  width = f == F_RUPIAH ? 2 : 0; /* Rp */
  return width +
         (double)strlen(text_number(&b->j->pool, f == F_RUPIAH_JUTA ? v->r / 1e6 : v->r, format_info[f].decimals));
}

/* The least width at which a header stands in two lines, or its longest word. */
static double header_width(const char *z) {
  double w = 4;
  while (w < 60 && text_lines(z, w) > 2) w++;
  for (; *z; z += strcspn(z, " \n"), z += strspn(z, " \n")) {
    char word[256];
    snprintf(word, sizeof word, "%.*s", (int)strcspn(z, " \n"), z);
    if ((double)utf8_length(word) > w) w = (double)utf8_length(word);
  }
  return w;
}

void table_widths(Book *b, const Block *k) {
  const Report *r = k->q->r;
  double *width = b->now->width, w, x;
  for (int i = 0; i < k->nShown; i++) {
    const Column *c = &r->col[k->shown[i]];
    w = header_width(page_fill(b->j, k, c->header)) + 2;
    for (int row = 0; row < k->q->nRow; row++) {
      x = cell_width(b, AT(k->q, row, c->source), k->fmt[k->shown[i]]) * 1.05 + 3;
      if (x > w) w = x;
    }
    x = r->total.label && k->shown[i] == 0 ? (double)utf8_length(r->total.label) + 4 : 0;
    if (x > w) w = x;
    w = c->width > 0 ? c->width : w < 6 ? 6 : w > 60 ? 60 : w;
    if (w > width[i]) width[i] = w;
  }
}

/* ---- the lines ---- */

static void head(Book *b, Table *t, const Grid *g) {
  Leaf *l = b->now;
  int lines = 1, n, rows = t->k->q->r->nBand ? 2 : 1;
  t->header = l->row;
  for (int i = 0; i < g->nCell; i++) {
    const Cell *c = &g->cell[i];
    int row = l->row + c->down;
    Look look = look_header;
    n = c->col < 0 ? 1 : text_lines(c->words, l->width[c->at] * 1.2 - 1);
    if (n > lines) lines = n;
    if (c->look.fill) look.fill = c->look.fill, look.color = c->look.color;
    xlsx_span(b, row, row + c->rows - 1, c->at, c->at + c->cols - 1, c->words, &look);
  }
  if (rows == 2) xlsx_height(b, l->row, 18);
  xlsx_height(b, l->row + rows - 1, lines == 1 ? 20 : 14.0 * lines + 6);
  l->row += rows;
  t->first = l->row;
}

/* Height for wrapped text, which not every reader works out, and the outline level. */
static void row_shape(Book *b, const Grid *g) {
  const Report *r = g->k->q->r;
  lxw_row_col_options level = {.level = 1};
  int lines = 1, n;
  for (int i = 0; i < g->nCell; i++) {
    const Cell *c = &g->cell[i];
    if (c->v->type != V_TEXT || !(r->col[c->col].wrap || c->fmt == F_WRAP)) continue;
    n = text_lines(c->v->z, b->now->width[c->at] * 1.25 - 2);
    if (n > lines) lines = n;
  }
  if (r->group.outline && group_inside(g->k, g->row)) {
    double h = lines > 1 ? 13.5 * lines + 3 : LXW_DEF_ROW_HEIGHT;
    xlsx_check(b, worksheet_set_row_opt(b->now->ws, (lxw_row_t)b->now->row, h, NULL, &level), "outline");
  } else if (lines > 1) {
    xlsx_height(b, b->now->row, 13.5 * lines + 3);
  }
}

static void data_cell(Book *b, const Grid *g, const Cell *cell, const Column *c) {
  int row = b->now->row;
  const char *note = refer_text(g, &c->note);
  Look look = cell->look;
  look.num = format_info[cell->fmt].excel;
  if (c->input) look.open = 1;
  if (c->input && !look.fill) look.fill = RGB(INPUT);
  if (c->input && format_info[cell->fmt].holds == H_TEXT) look.num = "@"; /* 1.10 typed stays 1.10 */
  if (look.icon) look.num = icon_format(&b->j->pool, &look);
  if (note) look.fill = RGB(WARNED);
  if (note) form_note(b, row, cell->at, note);
  if (refer_write(b, g, c, cell->at, &look)) return;
  if (cell->words) {
    xlsx_text(b, row, cell->at, cell->words, &look);
  } else if (c->link && cell->v->type == V_TEXT) {
    look.link = 1;
    look.color = look_toc.color;
    xlsx_link(b, row, cell->at, c->link, "A1", cell->v->z, &look);
  } else {
    xlsx_value(b, row, cell->at, cell->v, cell->fmt, &look);
  }
}

/* What a reader would write there; NULL where the cells of the formula are not on the page. */
static const char *formula(Book *b, const Table *t, const Sum *sum, int col) {
  const Sum *s = &sum[col];
  const char *scale = s->scale > 1 ? "100*" : "";
  if (s->kind == S_SUM)
    return pool_printf(&b->j->pool, "=SUM(%s:%s)", cell_name(b, t->first, t->k->place[col]),
                       cell_name(b, t->last, t->k->place[col]));
  if (s->kind != S_RATIO && s->kind != S_DIFF) return NULL;
  if (t->k->place[s->cols[1]] < 0 || t->k->place[s->cols[2]] < 0) return NULL;
  if (s->kind == S_RATIO && (sum[s->cols[1]].kind != S_SUM || sum[s->cols[2]].kind != S_SUM)) return NULL;
  const char *one = cell_name(b, t->total, t->k->place[s->cols[1]]);
  const char *two = cell_name(b, t->total, t->k->place[s->cols[2]]);
  return s->kind == S_RATIO ? pool_printf(&b->j->pool, "=%s%s/%s", scale, one, two)
                            : pool_printf(&b->j->pool, "=%s(%s-%s)", scale, one, two);
}

static void total_row(Book *b, Table *t, const Grid *g) {
  int labelled = 0;
  t->total = b->now->row;
  for (int i = 0; i < g->nCell; i++) {
    const Cell *c = &g->cell[i];
    const char *z = c->sum->known ? formula(b, t, g->sum, c->col) : NULL;
    Look look = c->look;
    look.num = format_info[c->fmt].excel;
    look.bold = look_total.bold, look.fill = look_total.fill, look.top = look_total.top;
    if (z) {
      xlsx_formula(b, t->total, i, z, c->sum->x, &look);
    } else if (c->sum->known) {
      xlsx_number(b, t->total, i, c->sum->x, &look);
    } else {
      if (!labelled) look.center = look.right = 0, look.indent = 1;
      xlsx_text(b, t->total, i, labelled++ ? "" : page_fill(b->j, g->k, g->k->q->r->total.label), &look);
    }
  }
}

static void line(Book *b, Table *t, const Grid *g) {
  Leaf *l = b->now;
  switch (g->kind) {
  case LINE_HEAD: head(b, t, g); return;
  case LINE_NUMBER:
    for (int i = 0; i < g->nCell; i++) xlsx_text(b, l->row, i, g->cell[i].words, &look_number);
    t->first = l->row + 1;
    break;
  case LINE_GROUP:
    for (int i = 0; i < g->cell->cols; i++) xlsx_text(b, l->row, i, i ? "" : g->cell->words, &look_group);
    break;
  case LINE_DATA:
    row_shape(b, g);
    for (int i = 0; i < g->nCell; i++) data_cell(b, g, &g->cell[i], &g->k->q->r->col[g->cell[i].col]);
    t->last = l->row;
    break;
  case LINE_EMPTY:
    if (l->p->def->plain) return;
    xlsx_span(b, l->row, l->row, 0, g->cell->cols - 1, g->cell->words, &look_note);
    break;
  default: total_row(b, t, g);
  }
  l->row++;
}

/* ---- bars and scales ---- */

static double in_cell(double x, Format f) {
  return is_percent(f) ? x / 100 : x;
}

static void bars(Book *b, const Table *t) {
  const Block *k = t->k;
  const Report *r = k->q->r;
  int last = t->total >= 0 ? t->total : t->last;
  for (int i = 0; i < r->nCol; i++) {
    const Column *c = &r->col[i];
    lxw_conditional_format f = {.type = LXW_CONDITIONAL_DATA_BAR,
                                .data_bar_2010 = LXW_TRUE,
                                .bar_solid = LXW_TRUE,
                                .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER};
    if (!c->bar || k->place[i] < 0) continue;
    f.min_value = in_cell(c->lo, k->fmt[i]);
    f.max_value = in_cell(c->hi, k->fmt[i]);
    f.bar_color = (lxw_color_t)(c->color == NO_COLOR ? BAR : c->color);
    f.bar_no_border = LXW_TRUE;
    xlsx_check(b, worksheet_conditional_format_range(AREA(b, t->first, k->place[i], last, k->place[i]), &f), "bar");
  }
}

static void scales(Book *b, const Table *t) {
  const Block *k = t->k;
  const Report *r = k->q->r;
  for (int i = 0; i < r->nScale; i++) {
    const Scale *s = &r->scale[i];
    for (int j = 0; j < s->cols.nIndex; j++) {
      int c = s->cols.index[j], top = s->nStop - 1;
      lxw_conditional_format f = {.type = s->nStop == 3 ? LXW_CONDITIONAL_3_COLOR_SCALE : LXW_CONDITIONAL_2_COLOR_SCALE,
                                  .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                  .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                  .mid_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER};
      if (k->place[c] < 0) continue;
      f.min_value = in_cell(s->at[0], k->fmt[c]), f.min_color = (lxw_color_t)s->color[0];
      f.max_value = in_cell(s->at[top], k->fmt[c]), f.max_color = (lxw_color_t)s->color[top];
      if (top == 2) f.mid_value = in_cell(s->at[1], k->fmt[c]), f.mid_color = (lxw_color_t)s->color[1];
      xlsx_check(b, worksheet_conditional_format_range(AREA(b, t->first, k->place[c], t->last, k->place[c]), &f),
                 "scale");
    }
  }
}

void table_write(Book *b, Table *t) {
  const Block *k = t->k;
  const Report *r = k->q->r;
  Grid g = grid_make(b->j, k, 1);
  int rows = k->q->nRow + 1 + (r->nBand > 0) + r->numbering + (r->total.label != NULL);
  for (int row = 0; row < k->q->nRow; row++) rows += group_begins(k, row);
  if (b->now->row + rows > LXW_ROW_MAX && !b->rc) {
    log_error("sheet %s: %d rows; a sheet holds %d", b->now->p->name, b->now->row + rows, LXW_ROW_MAX);
    b->rc = RC_QUERY;
  }
  if (b->rc) return;
  t->total = -1;
  while (grid_next(&g)) line(b, t, &g);
  if (!k->q->nRow) return;
  bars(b, t);
  scales(b, t);
  form_validate(b, t);
}
