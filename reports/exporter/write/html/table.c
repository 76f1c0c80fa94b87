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
  put_open(h, "th");
  put_attr(h, "scope", "col");
  if (i == name_column(k)) put_attr(h, "class", "name");
  else if (utf8_length(z) <= SHORT && strchr(z, ' ')) put_attr(h, "class", "k");
  if (rows > 1) put_attr(h, "rowspan", pool_printf(&h->j->pool, "%d", rows));
  if (c->color != NO_COLOR && !c->bar) {
    put_attr(h, "style",
             pool_printf(&h->j->pool, "background:%s;color:%s", html_hex(h, c->color),
                         page_dark(c->color) ? "#fff" : "#262626"));
  }
  put_words(h, z);
  put_close(h);
}

static void head(Html *h, const Block *k) {
  const Report *r = k->q->r;
  int i, pass, number = 1;
  put_open(h, "thead");
  for (pass = 0; pass < 1 + (r->nBand > 0); pass++) {
    put_open(h, "tr");
    for (i = 0; i < r->nCol; i++) {
      const Band *band = band_of(r, i);
      if (k->place[i] < 0) continue;
      if (pass ? band != NULL : !band) head_cell(h, k, i, !pass && r->nBand ? 2 : 1);
      if (pass || !band || band->cols.index[0] != i) continue;
      put_open(h, "th");
      put_attr(h, "scope", "colgroup");
      put_attr(h, "colspan", pool_printf(&h->j->pool, "%d", band->cols.nIndex));
      put_words(h, page_fill(h->j, k, band->title));
      put_close(h);
    }
    put_close(h);
  }
  if (r->numbering) {
    put_open(h, "tr");
    for (i = 0; i < r->nCol; i++) {
      if (k->place[i] >= 0) put_element(h, "td", NULL, pool_printf(&h->j->pool, "(%d)", number++));
    }
    put_close(h);
  }
  put_close(h);
  put_raw(h, "\n");
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
  Pool *p = &h->j->pool;
  const char *z = "";
  if (look->color) z = pool_printf(p, "%scolor:%s;", z, html_hex(h, look->color - 1));
  if (look->bold) z = pool_printf(p, "%sfont-weight:700;", z);
  if (background != NO_COLOR) {
    z = pool_printf(p, "%sbackground-color:%s;", z, html_hex(h, background));
    if (!look->color && page_dark(background)) z = pool_printf(p, "%scolor:#fff;", z);
  }
  if (x) {
    double part = (*x - c->lo) / (c->hi - c->lo);
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    z = pool_printf(p, "%s--b:%.4f;--c:%s;", z, part, html_hex(h, c->color == NO_COLOR ? BAR : c->color));
  }
  if (*z) put_attr(h, "style", z);
}

static void cell_class(Html *h, const Look *look, int bar) {
  const char *a = look->center ? "c" : look->right ? "n" : "";
  if (bar) put_attr(h, "class", pool_printf(&h->j->pool, "%s%sbar", a, *a ? " " : ""));
  else if (*a) put_attr(h, "class", a);
}

static void cell_icon(Html *h, const Look *look) {
  const char *level[] = {in_lang("rendah", "low"), in_lang("sedang", "middle"), in_lang("tinggi", "high")};
  put_open(h, "span");
  put_attr(h, "class", "i");
  put_attr(h, "role", "img");
  put_attr(h, "aria-label", level[look->level]);
  put_words(h, look->icon);
  put_close(h);
}

static void cell(Html *h, const Block *k, int row, int i, int is_name) {
  const Report *r = k->q->r;
  const Column *c = &r->col[i];
  const Value *v = AT(k->q, row, c->source);
  int number = v->type == V_INT || v->type == V_REAL, bar = c->bar && number;
  Look look = look_cell(c, k->fmt[i]);
  const char *z = v->type == V_NULL && c->null_text ? c->null_text : show_value(&h->j->pool, v, k->fmt[i]);
  look_rules(&look, r, i, v);
  put_open(h, is_name ? "th" : "td");
  if (is_name) put_attr(h, "scope", "row");
  cell_class(h, &look, bar);
  cell_style(h, c, &look, look.fill ? look.fill - 1 : scale_color(r, i, v), bar ? &v->r : NULL);
  if (look.icon) cell_icon(h, &look);
  if (look.icon && look.only) put_element(h, "span", "sr", z);
  else if (v->type == V_TEXT) html_link(h, k, row, c, z);
  else put_words(h, z);
  put_close(h);
}

/* ---- rows ---- */

static void body(Html *h, const Block *k) {
  const Report *r = k->q->r;
  int row, i, name = name_column(k);
  put_open(h, "tbody");
  for (row = 0; row < k->q->nRow; row++) {
    if (group_begins(k, row)) {
      if (row) {
        put_close(h);
        put_open(h, "tbody");
      }
      put_open(h, "tr");
      put_attr(h, "class", "g");
      put_open(h, "th");
      put_attr(h, "scope", "rowgroup");
      put_attr(h, "colspan", pool_printf(&h->j->pool, "%d", k->nShown));
      put_words(h, group_label(h->j, k, row));
      put_close(h);
      put_close(h);
      put_raw(h, "\n");
    }
    put_open(h, "tr");
    for (i = 0; i < r->nCol; i++) {
      if (k->place[i] >= 0) cell(h, k, row, i, i == name);
    }
    put_close(h);
    put_raw(h, "\n");
  }
  if (!k->q->nRow) {
    put_open(h, "tr");
    put_open(h, "td");
    put_attr(h, "colspan", pool_printf(&h->j->pool, "%d", k->nShown));
    put_words(h, in_lang("Tidak ada data.", "No data."));
    put_close(h);
    put_close(h);
  }
  put_close(h);
}

static void total(Html *h, const Block *k) {
  const Report *r = k->q->r;
  Sum *sum = total_make(&h->j->pool, k);
  int i, label = name_column(k);
  if (label >= 0 && sum[label].known) label = -1;
  for (i = 0; label < 0 && i < r->nCol; i++) {
    if (k->place[i] >= 0 && !sum[i].known) label = i;
  }
  put_open(h, "tfoot");
  put_open(h, "tr");
  for (i = 0; i < r->nCol; i++) {
    const Column *c = &r->col[i];
    Look look = look_cell(c, k->fmt[i]);
    double x = is_percent(k->fmt[i]) ? 100 * sum[i].x : sum[i].x;
    if (k->place[i] < 0) continue;
    if (i == label) {
      put_open(h, "th");
      put_attr(h, "scope", "row");
      put_words(h, page_fill(h->j, k, r->total.label));
    } else {
      put_open(h, "td");
      cell_class(h, &look, c->bar && sum[i].known);
      if (c->bar && sum[i].known) cell_style(h, c, &(Look){0}, NO_COLOR, &x);
      if (sum[i].known) put_words(h, show_number(&h->j->pool, sum[i].x, k->fmt[i]));
    }
    put_close(h);
  }
  put_close(h);
  put_close(h);
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
  const char *id = pool_printf(&h->j->pool, "t%d", ++h->nTable);
  int shown = k > p->block && k->q->r->title;
  put_open(h, "div");
  put_attr(h, "class", k->q->nRow >= TALL ? "scroll tall" : "scroll");
  put_attr(h, "role", "group");
  put_attr(h, "aria-labelledby", id);
  put_attr(h, "tabindex", "0");
  put_open(h, "table");
  if (k->nShown >= WIDE) put_attr(h, "class", "wide");
  put_open(h, "caption");
  put_attr(h, "id", id);
  if (shown) put_words(h, caption(h, p, k));
  else put_element(h, "span", "sr", caption(h, p, k));
  put_close(h);
  head(h, k);
  body(h, k);
  if (k->q->nRow && k->q->r->total.label) total(h, k);
  put_close(h);
  put_close(h);
  put_raw(h, "\n");
}

static const char *card_value(Html *h, const Block *k, int col, const Value *v) {
  if (v->type == V_NULL) return "–";
  return show_value(&h->j->pool, v, k->fmt[col]);
}

static void cards(Html *h, const Block *k) {
  static const Value none = {0};
  const Report *r = k->q->r;
  int i;
  put_open(h, "dl");
  put_attr(h, "class", "cards");
  for (i = 0; i < r->nCard; i++) {
    const Card *c = &r->card[i];
    int col = c->value.index[0];
    const Value *v = k->q->nRow ? AT(k->q, 0, r->col[col].source) : &none;
    Look look = {0};
    look_rules(&look, r, col, v);
    put_open(h, "div");
    put_element(h, "dt", NULL, page_fill(h->j, k, c->caption));
    put_open(h, "dd");
    put_attr(h, "class", "value");
    cell_style(h, &r->col[col], &look, look.fill ? look.fill - 1 : NO_COLOR, NULL);
    put_words(h, card_value(h, k, col, v));
    put_close(h);
    if (c->under) put_element(h, "dd", NULL, page_fill(h->j, k, c->under));
    else if (c->under_col.n) {
      int under = c->under_col.index[0];
      put_element(h, "dd", NULL, card_value(h, k, under, k->q->nRow ? AT(k->q, 0, r->col[under].source) : &none));
    }
    put_close(h);
  }
  put_close(h);
  put_raw(h, "\n");
}

void html_block(Html *h, const Page *p, const Block *k) {
  if (k->q->r->nCard) cards(h, k);
  else table(h, p, k);
}
