/* table.c: a block as an HTML table, or as cards. Its lines, cells and looks are those that a workbook draws, too
** (page/grid.c).
**
** <caption> names the table, <th scope> its columns, its groups (one <tbody> each) and, in the first text column, its
** rows. The table stands in a box that scrolls by itself and can be reached with the keyboard. */
#include "write/html/html.h"

#define TALL  25 /* from this many rows on the header stays in view */
#define WIDE  20 /* from this many columns on the table is printed small, to fit on A4 */
#define SHORT 8  /* a header of no more letters ("TW III") stays on one line */

/* ---- head ---- */

/* The column that names the row: the first with text; -1 when there is none. */
static int name_column(const Block *k) {
  for (int i = 0; i < k->nShown; i++)
    if (format_info[k->fmt[k->shown[i]]].holds == H_TEXT) return k->shown[i];
  return -1;
}

static void head_cell(Html *h, const Cell *c, int is_name) {
  if (c->col < 0) {
    html(h, "<th scope='colgroup' colspan='%d'>%s</th>", c->cols, c->words);
    return;
  }
  html(h, "<th scope='col'");
  if (is_name) html(h, " class='name'");
  else if (utf8_length(c->words) <= SHORT && strchr(c->words, ' ')) html(h, " class='k'");
  if (c->rows > 1) html(h, " rowspan='%d'", c->rows);
  if (c->look.fill)
    html(h, " style='background:#%06x;color:%s'", c->look.fill - 1, page_dark(c->look.fill - 1) ? "#fff" : "#262626");
  html(h, ">%s</th>", c->words);
}

/* Row by row, where the grid goes column by column. */
static void head(Html *h, const Grid *g, int name) {
  for (int down = 0; down < 1 + (g->k->q->r->nBand > 0); down++) {
    html(h, "<tr>");
    for (int i = 0; i < g->nCell; i++)
      if (g->cell[i].down == down) head_cell(h, &g->cell[i], g->cell[i].col == name);
    html(h, "</tr>");
  }
}

/* ---- cells ---- */

/* The colour of x on the scale: between its two stops, channel by channel. */
static int mix(const Scale *s, double x) {
  int i = s->nStop == 3 && x > s->at[1], rgb = 0;
  double part = (x - s->at[i]) / (s->at[i + 1] - s->at[i]);
  part = part < 0 ? 0 : part > 1 ? 1 : part;
  for (int shift = 16; shift >= 0; shift -= 8) {
    int a = s->color[i] >> shift & 0xff, b = s->color[i + 1] >> shift & 0xff;
    rgb |= (int)lround(a + part * (b - a)) << shift;
  }
  return rgb;
}

static int scale_color(const Report *r, int col, const Value *v) {
  int rgb = NO_COLOR;
  for (int i = 0; IS_NUMBER(v) && i < r->nScale; i++)
    if (names_have(&r->scale[i].cols, col)) rgb = mix(&r->scale[i], v->r);
  return rgb;
}

/* The style of a cell: what rules, scales and bars add. x: the number behind a bar, in SQL units. */
static void cell_style(Html *h, const Column *c, const Look *look, int background, const double *x) {
  if (!look->color && !look->bold && background == NO_COLOR && !x) return;
  html(h, " style='");
  if (look->color) html(h, "color:#%06x;", look->color - 1);
  if (look->bold) html(h, "font-weight:700;");
  if (background != NO_COLOR) html(h, "background-color:#%06x;", background);
  if (background != NO_COLOR && !look->color && page_dark(background)) html(h, "color:#fff;");
  if (x) {
    double part = (*x - c->lo) / (c->hi - c->lo);
    html(h, "--b:%.4f;--c:#%06x;", part < 0 ? 0 : part > 1 ? 1 : part, c->color == NO_COLOR ? BAR : c->color);
  }
  html(h, "'");
}

static void cell_class(Html *h, const Look *look, int bar) {
  const char *a = look->center ? "c" : look->right ? "n" : "";
  if (bar || *a) html(h, " class='%s%s%s'", a, bar && *a ? " " : "", bar ? "bar" : "");
}

static void cell_icon(Html *h, const Look *look) {
  const char *level[] = {in_lang("rendah", "low"), in_lang("sedang", "middle"), in_lang("tinggi", "high")};
  html(h, "<span class='i' role='img' aria-label='%s'>%s</span>", level[look->level], look->icon);
}

static void cell(Html *h, const Grid *g, const Cell *cell, int is_name) {
  const Report *r = g->k->q->r;
  const Column *c = &r->col[cell->col];
  const Value *v = cell->v;
  const Look *look = &cell->look;
  int bar = c->bar && IS_NUMBER(v);
  const char *z = cell->words ? cell->words : show_value(&h->j->pool, v, cell->fmt);
  html(h, is_name ? "<th scope='row'" : "<td");
  cell_class(h, look, bar);
  cell_style(h, c, look, look->fill ? look->fill - 1 : scale_color(r, cell->col, v), bar ? &v->r : NULL);
  html(h, ">");
  if (look->icon) cell_icon(h, look);
  if (look->icon && look->only) html(h, "<span class='sr'>%s</span>", z);
  else if (v->type == V_TEXT) html_link(h, g->k, g->row, c, z);
  else html(h, "%s", z);
  html(h, is_name ? "</th>" : "</td>");
}

/* ---- rows ---- */

static void row(Html *h, const Grid *g, int name) {
  html(h, "<tr>");
  for (int i = 0; i < g->nCell; i++) cell(h, g, &g->cell[i], g->cell[i].col == name);
  html(h, "</tr>\n");
}

/* The label stands where the names of the rows stand, or else in the first cell that has no sum. */
static void total(Html *h, const Grid *g, int label) {
  if (label >= 0 && g->sum[label].known) label = -1;
  for (int i = 0; label < 0 && i < g->nCell; i++)
    if (!g->cell[i].sum->known) label = g->cell[i].col;
  html(h, "</tbody><tfoot><tr>");
  for (int i = 0; i < g->nCell; i++) {
    const Cell *cell = &g->cell[i];
    const Column *c = &g->k->q->r->col[cell->col];
    int bar = c->bar && cell->sum->known;
    double x = is_percent(cell->fmt) ? 100 * cell->sum->x : cell->sum->x;
    if (cell->col == label) {
      html(h, "<th scope='row'>%s</th>", page_fill(h->j, g->k, g->k->q->r->total.label));
      continue;
    }
    html(h, "<td");
    cell_class(h, &cell->look, bar);
    if (bar) cell_style(h, c, &(Look){0}, NO_COLOR, &x);
    html(h, ">%s</td>", cell->sum->known ? show_number(&h->j->pool, cell->sum->x, cell->fmt) : "");
  }
  html(h, "</tr></tfoot>");
}

static void line(Html *h, const Grid *g, int name) {
  const Report *r = g->k->q->r;
  switch (g->kind) {
  case LINE_HEAD:
    html(h, "<thead>");
    head(h, g, name);
    if (!r->numbering) html(h, "</thead>\n<tbody>");
    break;
  case LINE_NUMBER:
    html(h, "<tr>");
    for (int i = 0; i < g->nCell; i++) html(h, "<td>%s</td>", g->cell[i].words);
    html(h, "</tr></thead>\n<tbody>");
    break;
  case LINE_GROUP:
    if (g->row) html(h, "</tbody><tbody>");
    html(h, "<tr class='g'><th scope='rowgroup' colspan='%d'>%s</th></tr>\n", g->cell->cols, g->cell->words);
    break;
  case LINE_DATA: row(h, g, name); break;
  case LINE_EMPTY: html(h, "<tr><td colspan='%d'>%s</td></tr>", g->cell->cols, g->cell->words); break;
  default: total(h, g, name);
  }
}

/* ---- table, cards ---- */

static const char *caption(Html *h, const Page *p, const Block *k) {
  const char *title = page_title(h->j, p);
  if (k == p->block) return title;
  if (k->q->r->title) return page_fill(h->j, k, k->q->r->title);
  return pool_printf(&h->j->pool, in_lang("%s: tabel %d", "%s: table %d"), title, (int)(k - p->block) + 1);
}

static void table(Html *h, const Page *p, const Block *k) {
  Grid g = grid_make(h->j, k, 1);
  int id = ++h->nTable;
  html(h, "<div class='%s' role='group' aria-labelledby='t%d' tabindex='0'>",
       k->q->nRow >= TALL ? "scroll tall" : "scroll", id);
  html(h, k->nShown >= WIDE ? "<table class='wide'>" : "<table>");
  html(h,
       k > p->block && k->q->r->title ? "<caption id='t%d'>%s</caption>"
                                      : "<caption id='t%d'><span class='sr'>%s</span></caption>",
       id, caption(h, p, k));
  while (grid_next(&g)) line(h, &g, name_column(k));
  html(h, k->q->nRow && k->q->r->total.label ? "</table></div>\n" : "</tbody></table></div>\n");
}

static const char *card_text(Html *h, const Block *k, const Names *n) {
  const Value *v = card_cell(k, n);
  return v->type == V_NULL ? "–" : show_value(&h->j->pool, v, k->fmt[n->index[0]]);
}

static void cards(Html *h, const Block *k) {
  const Report *r = k->q->r;
  html(h, "<dl class='cards'>");
  for (int i = 0; i < r->nCard; i++) {
    const Card *c = &r->card[i];
    int col = c->value.index[0];
    Look look = {0};
    look_rules(&look, r, col, card_cell(k, &c->value));
    html(h, "<div><dt>%s</dt><dd class='value'", page_fill(h->j, k, c->caption));
    cell_style(h, &r->col[col], &look, look.fill ? look.fill - 1 : NO_COLOR, NULL);
    html(h, ">%s</dd>", card_text(h, k, &c->value));
    if (c->under) html(h, "<dd>%s</dd>", page_fill(h->j, k, c->under));
    else if (c->under_col.n) html(h, "<dd>%s</dd>", card_text(h, k, &c->under_col));
    html(h, "</div>");
  }
  html(h, "</dl>\n");
}

void html_block(Html *h, const Page *p, const Block *k) {
  if (k->q->r->nCard) cards(h, k);
  else table(h, p, k);
}
