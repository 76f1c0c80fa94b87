/* table.c: a block as an HTML table, or as cards. The rows, groups, totals, rules, scales, bars and icons are those of
** the workbook (summary.c, look.c).
**
** <caption> names the table, <th scope> its columns, its groups (one <tbody> each) and, in the first text column, its rows.
** The table stands in a box that scrolls by itself and can be reached with the keyboard. */
#include "write/html/html.h"
#include <math.h>
#include <string.h>

#define TALL  25 /* from this many rows on the header stays in view */
#define WIDE  20 /* from this many columns on the table is printed small, to fit on A4 */
#define SHORT 8  /* a header of no more letters ("TW III") stays on one line */

/* ---- head ---- */

/* The column that names the row: the first with text; -1 when there is none. */
static int name_column(const Block *k) {
  int i;
  for (i = 0; i < k->q->r->nCol; i++) {
    if (k->place[i] >= 0 && (k->fmt[i] == F_TEXT || k->fmt[i] == F_WRAP)) return i;
  }
  return -1;
}

static void head_cell(Html *h, const Block *k, int i, int rows) {
  const Column *c = &k->q->r->col[i];
  const char *z = page_fill(h->j, k, c->header);
  html(h, "<th scope='col'");
  if (i == name_column(k)) html(h, " class='name'");
  else if (utf8_length(z) <= SHORT && strchr(z, ' ')) html(h, " class='k'");
  if (rows > 1) html(h, " rowspan='%d'", rows);
  if (c->color != NO_COLOR && !c->bar)
    html(h, " style='background:#%06x;color:%s'", c->color, page_dark(c->color) ? "#fff" : "#262626");
  html(h, ">%s</th>", z);
}

static void head(Html *h, const Block *k) {
  const Report *r = k->q->r;
  int i, pass, number = 1;
  html(h, "<thead>");
  for (pass = 0; pass < 1 + (r->nBand > 0); pass++) {
    html(h, "<tr>");
    for (i = 0; i < r->nCol; i++) {
      const Band *band = band_of(r, i);
      if (k->place[i] < 0) continue;
      if (pass ? band != NULL : !band) head_cell(h, k, i, !pass && r->nBand ? 2 : 1);
      if (pass || !band || band->cols.index[0] != i) continue;
      html(h, "<th scope='colgroup' colspan='%d'>%s</th>", band->cols.nIndex, page_fill(h->j, k, band->title));
    }
    html(h, "</tr>");
  }
  if (r->numbering) html(h, "<tr>");
  for (i = 0; r->numbering && i < k->nShown; i++) html(h, "<td>(%d)</td>", number++);
  html(h, r->numbering ? "</tr></thead>\n" : "</thead>\n");
}

/* ---- cells ---- */

/* The colour of x on the scale: between its two stops, channel by channel. */
static int mix(const Scale *s, double x) {
  int i = s->nStop == 3 && x > s->at[1], shift, rgb = 0;
  double part = (x - s->at[i]) / (s->at[i + 1] - s->at[i]);
  part = part < 0 ? 0 : part > 1 ? 1 : part;
  for (shift = 16; shift >= 0; shift -= 8) {
    int a = s->color[i] >> shift & 0xff, b = s->color[i + 1] >> shift & 0xff;
    rgb |= (int)lround(a + part * (b - a)) << shift;
  }
  return rgb;
}

static int scale_color(const Report *r, int col, const Value *v) {
  int i, j, rgb = NO_COLOR;
  for (i = 0; (v->type == V_INT || v->type == V_REAL) && i < r->nScale; i++) {
    for (j = 0; j < r->scale[i].cols.nIndex; j++) {
      if (r->scale[i].cols.index[j] == col) rgb = mix(&r->scale[i], v->r);
    }
  }
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

static void cell(Html *h, const Block *k, int row, int i, int is_name) {
  const Report *r = k->q->r;
  const Column *c = &r->col[i];
  const Value *v = AT(k->q, row, c->source);
  int number = v->type == V_INT || v->type == V_REAL, bar = c->bar && number;
  Look look = look_cell(c, k->fmt[i]);
  const char *z = v->type == V_NULL && c->null_text ? c->null_text : show_value(&h->j->pool, v, k->fmt[i]);
  look_rules(&look, r, i, v);
  html(h, is_name ? "<th scope='row'" : "<td");
  cell_class(h, &look, bar);
  cell_style(h, c, &look, look.fill ? look.fill - 1 : scale_color(r, i, v), bar ? &v->r : NULL);
  html(h, ">");
  if (look.icon) cell_icon(h, &look);
  if (look.icon && look.only) html(h, "<span class='sr'>%s</span>", z);
  else if (v->type == V_TEXT) html_link(h, k, row, c, z);
  else html(h, "%s", z);
  html(h, is_name ? "</th>" : "</td>");
}

/* ---- rows ---- */

static void body(Html *h, const Block *k) {
  const Report *r = k->q->r;
  int row, i, name = name_column(k);
  html(h, "<tbody>");
  for (row = 0; row < k->q->nRow; row++) {
    if (group_begins(k, row)) {
      if (row) html(h, "</tbody><tbody>");
      html(h, "<tr class='g'><th scope='rowgroup' colspan='%d'>%s</th></tr>\n", k->nShown, group_label(h->j, k, row));
    }
    html(h, "<tr>");
    for (i = 0; i < r->nCol; i++) {
      if (k->place[i] >= 0) cell(h, k, row, i, i == name);
    }
    html(h, "</tr>\n");
  }
  if (!k->q->nRow) html(h, "<tr><td colspan='%d'>%s</td></tr>", k->nShown, in_lang("Tidak ada data.", "No data."));
  html(h, "</tbody>");
}

static void total(Html *h, const Block *k) {
  const Report *r = k->q->r;
  Sum *sum = total_make(&h->j->pool, k);
  int i, label = name_column(k);
  if (label >= 0 && sum[label].known) label = -1;
  for (i = 0; label < 0 && i < r->nCol; i++) {
    if (k->place[i] >= 0 && !sum[i].known) label = i;
  }
  html(h, "<tfoot><tr>");
  for (i = 0; i < r->nCol; i++) {
    const Column *c = &r->col[i];
    Look look = look_cell(c, k->fmt[i]);
    double x = is_percent(k->fmt[i]) ? 100 * sum[i].x : sum[i].x;
    if (k->place[i] < 0) continue;
    if (i == label) {
      html(h, "<th scope='row'>%s</th>", page_fill(h->j, k, r->total.label));
      continue;
    }
    html(h, "<td");
    cell_class(h, &look, c->bar && sum[i].known);
    if (c->bar && sum[i].known) cell_style(h, c, &(Look){0}, NO_COLOR, &x);
    html(h, ">%s</td>", sum[i].known ? show_number(&h->j->pool, sum[i].x, k->fmt[i]) : "");
  }
  html(h, "</tr></tfoot>");
}

/* ---- table, cards ---- */

static const char *caption(Html *h, const Page *p, const Block *k) {
  const Report *first = p->block[0].q->r;
  const char *title = first->title ? page_fill(h->j, &p->block[0], first->title) : p->name;
  if (k == p->block) return title;
  if (k->q->r->title) return page_fill(h->j, k, k->q->r->title);
  return pool_printf(&h->j->pool, in_lang("%s: tabel %d", "%s: table %d"), title, (int)(k - p->block) + 1);
}

static void table(Html *h, const Page *p, const Block *k) {
  int id = ++h->nTable;
  html(h, "<div class='%s' role='group' aria-labelledby='t%d' tabindex='0'>",
       k->q->nRow >= TALL ? "scroll tall" : "scroll", id);
  html(h, k->nShown >= WIDE ? "<table class='wide'>" : "<table>");
  html(h,
       k > p->block && k->q->r->title ? "<caption id='t%d'>%s</caption>"
                                      : "<caption id='t%d'><span class='sr'>%s</span></caption>",
       id, caption(h, p, k));
  head(h, k);
  body(h, k);
  if (k->q->nRow && k->q->r->total.label) total(h, k);
  html(h, "</table></div>\n");
}

static const char *card_value(Html *h, const Block *k, int col, const Value *v) {
  if (v->type == V_NULL) return "–";
  return show_value(&h->j->pool, v, k->fmt[col]);
}

static void cards(Html *h, const Block *k) {
  static const Value none = {0};
  const Report *r = k->q->r;
  int i;
  html(h, "<dl class='cards'>");
  for (i = 0; i < r->nCard; i++) {
    const Card *c = &r->card[i];
    int col = c->value.index[0];
    const Value *v = k->q->nRow ? AT(k->q, 0, r->col[col].source) : &none;
    Look look = {0};
    look_rules(&look, r, col, v);
    html(h, "<div><dt>%s</dt><dd class='value'", page_fill(h->j, k, c->caption));
    cell_style(h, &r->col[col], &look, look.fill ? look.fill - 1 : NO_COLOR, NULL);
    html(h, ">%s</dd>", card_value(h, k, col, v));
    if (c->under) {
      html(h, "<dd>%s</dd>", page_fill(h->j, k, c->under));
    } else if (c->under_col.n) {
      int under = c->under_col.index[0];
      html(h, "<dd>%s</dd>", card_value(h, k, under, k->q->nRow ? AT(k->q, 0, r->col[under].source) : &none));
    }
    html(h, "</div>");
  }
  html(h, "</dl>\n");
}

void html_block(Html *h, const Page *p, const Block *k) {
  if (k->q->r->nCard) cards(h, k);
  else table(h, p, k);
}
