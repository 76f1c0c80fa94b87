/* table.c: a result as a table: headers with bands and numbering, rows with groups, rules and bars, a total row.
**
** Widths come from the widest cell and the headers (wrapped), 6..60 characters. A total is a formula where its cells are
** on the page, always with its value, because readers such as LibreOffice show the stored value. */
#include "write/xlsx/xlsx.h"
#include <math.h>
#include <string.h>

/* ---- widths ---- */

static double cell_width(Book *b, const Value *v, Format f) {
  int y, m, d;
  if (v->type == V_TEXT && f != F_DATE && f != F_MONTH) {
    size_t longest = 0, n;
    const char *z = v->z;
    for (; *z; z += n + (z[n] == '\n')) {
      n = strcspn(z, "\n");
      if (n > longest) longest = n;
    }
    return (double)(longest < utf8_length(v->z) ? longest : utf8_length(v->z));
  }
  if (v->type == V_TEXT) return date_valid(v->z, &y, &m, &d) ? (f == F_DATE ? 11 : 14) : 0;
  if (v->type == V_NULL) return 1;
  switch (f) {
  case F_PERCENT0: return 4;
  case F_PERCENT1: return 6;
  case F_PERCENT2: return 7;
  case F_DEC1: return (double)strlen(text_number(&b->j->pool, v->r, 1));
  case F_RUPIAH_JUTA: return (double)strlen(text_number(&b->j->pool, v->r / 1e6, 1));
  case F_DEC2:
  case F_POIN2: return (double)strlen(text_number(&b->j->pool, v->r, 2));
  default: return (double)strlen(text_number(&b->j->pool, v->r, 0)) + (f == F_RUPIAH ? 2 : 0);
  }
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

void table_widths(Book *b, Page *p, Block *k) {
  const Report *r = k->q->r;
  int i, row;
  for (i = 0; i < r->nCol; i++) {
    const Column *c = &r->col[i];
    double w;
    if (k->place[i] < 0) continue;
    w = header_width(page_fill(b->j, k, c->header)) + 2;
    for (row = 0; row < k->q->nRow; row++) {
      double x = cell_width(b, AT(k->q, row, c->source), k->fmt[i]) * 1.05 + 3;
      if (x > w) w = x;
    }
    if (i == 0 && r->total.label && (double)utf8_length(r->total.label) + 4 > w)
      w = (double)utf8_length(r->total.label) + 4;
    w = c->width > 0 ? c->width : w < 6 ? 6 : w > 60 ? 60 : w;
    if (w > p->width[k->place[i]]) p->width[k->place[i]] = w;
  }
}

/* ---- head ---- */

int header_row(const Block *k, int col) {
  return k->header + (band_of(k->q->r, col) != NULL);
}

static void header_cell(Book *b, Page *p, Block *k, int i, int row, int rows) {
  const Column *c = &k->q->r->col[i];
  Look look = look_header;
  const char *z = page_fill(b->j, k, c->header);
  if (c->color != NO_COLOR && !c->bar) {
    look.fill = RGB(c->color);
    look.color = RGB(page_dark(c->color) ? 0xffffff : 0x262626);
  }
  if (rows == 1) {
    put_text(b, p, row, k->place[i], z, &look);
    return;
  }
  put_merged(b, p, row, row + rows - 1, k->place[i], k->place[i], z, &look);
}

static void head(Book *b, Page *p, Block *k) {
  const Report *r = k->q->r;
  int i, lines = 1, n, rows = r->nBand ? 2 : 1, number = 1;
  k->header = p->row;
  for (i = 0; i < r->nCol; i++) {
    const Band *band = band_of(r, i);
    if (k->place[i] < 0) continue;
    n = text_lines(page_fill(b->j, k, r->col[i].header), p->width[k->place[i]] * 1.2 - 1);
    if (n > lines) lines = n;
    if (band && band->cols.index[0] == i) {
      put_span(b, p, p->row, k->place[i], k->place[i] + band->cols.nIndex - 1, page_fill(b->j, k, band->title),
               &look_header);
    }
    header_cell(b, p, k, i, header_row(k, i), band ? 1 : rows);
  }
  if (rows == 2) set_height(b, p, p->row, 18);
  set_height(b, p, p->row + rows - 1, lines == 1 ? 20 : 14.0 * lines + 6);
  p->row += rows;
  for (i = 0; r->numbering && i < r->nCol; i++) {
    if (k->place[i] >= 0) put_text(b, p, p->row, k->place[i], pool_printf(&b->j->pool, "(%d)", number++), &look_number);
  }
  p->row += r->numbering;
}

/* ---- body ---- */

/* Height for wrapped text, which not every reader works out, and the outline level. */
static void row_shape(Book *b, Page *p, const Block *k, int row) {
  const Report *r = k->q->r;
  lxw_row_col_options level = {.level = 1};
  int i, lines = 1, n;
  for (i = 0; i < r->nCol; i++) {
    const Value *v = AT(k->q, row, r->col[i].source);
    if (k->place[i] < 0 || v->type != V_TEXT || !(r->col[i].wrap || k->fmt[i] == F_WRAP)) continue;
    n = text_lines(v->z, p->width[k->place[i]] * 1.2 - 2);
    if (n > lines) lines = n;
  }
  if (r->group.outline && group_inside(k, row)) {
    double h = lines > 1 ? 13.5 * lines + 3 : LXW_DEF_ROW_HEIGHT;
    lxw_check(b, worksheet_set_row_opt(p->ws, (lxw_row_t)p->row, h, NULL, &level), "outline");
  } else if (lines > 1) {
    set_height(b, p, p->row, 13.5 * lines + 3);
  }
}

static void body(Book *b, Page *p, Block *k) {
  const Report *r = k->q->r;
  int i, row;
  k->first = p->row;
  for (row = 0; row < k->q->nRow; row++) {
    if (group_begins(k, row)) {
      for (i = 0; i < k->nShown; i++) put_text(b, p, p->row, i, i ? "" : group_label(b->j, k, row), &look_group);
      p->row++;
    }
    row_shape(b, p, k, row);
    for (i = 0; i < r->nCol; i++) {
      const Column *c = &r->col[i];
      const Value *v = AT(k->q, row, c->source);
      Look look;
      if (k->place[i] < 0) continue;
      look = look_cell(c, k->fmt[i]);
      look.num = number_format(k->fmt[i]);
      if (c->input) look.open = 1, look.fill = RGB(INPUT);
      if (c->input && (k->fmt[i] == F_TEXT || k->fmt[i] == F_WRAP)) look.num = "@"; /* 1.10 typed stays 1.10 */
      look_rules(&look, r, i, v);
      if (look.icon) look.num = icon_format(&b->j->pool, &look);
      if (v->type == V_NULL && c->null_text) {
        put_text(b, p, p->row, k->place[i], c->null_text, &look);
      } else if (c->link && v->type == V_TEXT) {
        look.link = 1;
        look.color = look_toc.color;
        put_link(b, p, p->row, k->place[i], c->link, v->z, &look);
      } else {
        put_value(b, p, p->row, k->place[i], v, k->fmt[i], &look);
      }
    }
    p->row++;
  }
  k->last = p->row - 1;
}

/* ---- total ---- */

static const char *cell_name(Book *b, int row, int col) {
  char z[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(z, (lxw_row_t)row, (lxw_col_t)col);
  return pool_text(&b->j->pool, z, strlen(z));
}

/* What a reader would write there; NULL where the cells of the formula are not on the page. */
static const char *formula(Book *b, const Block *k, const Sum *sum, int col) {
  const Sum *s = &sum[col];
  const char *scale = s->scale > 1 ? "100*" : "", *one, *two;
  if (s->kind == S_SUM)
    return pool_printf(&b->j->pool, "=SUM(%s:%s)", cell_name(b, k->first, k->place[col]),
                       cell_name(b, k->last, k->place[col]));
  if (s->kind != S_RATIO && s->kind != S_DIFF) return NULL;
  if (k->place[s->cols[1]] < 0 || k->place[s->cols[2]] < 0) return NULL;
  if (s->kind == S_RATIO && (sum[s->cols[1]].kind != S_SUM || sum[s->cols[2]].kind != S_SUM)) return NULL;
  one = cell_name(b, k->total, k->place[s->cols[1]]);
  two = cell_name(b, k->total, k->place[s->cols[2]]);
  return s->kind == S_RATIO ? pool_printf(&b->j->pool, "=%s%s/%s", scale, one, two)
                            : pool_printf(&b->j->pool, "=%s(%s-%s)", scale, one, two);
}

static void total_row(Book *b, Page *p, Block *k) {
  const Report *r = k->q->r;
  Sum *sum;
  int i, labelled = 0;
  k->total = p->row;
  sum = total_make(&b->j->pool, k);
  for (i = 0; i < r->nCol; i++) {
    Look look = look_cell(&r->col[i], k->fmt[i]), base = look_total;
    const char *z = NULL;
    if (k->place[i] < 0) continue;
    look.num = number_format(k->fmt[i]);
    if (sum[i].known) z = formula(b, k, sum, i);
    look.bold = base.bold, look.fill = base.fill, look.top = base.top;
    if (!sum[i].known && !labelled) {
      look.center = look.right = 0, look.indent = 1;
      put_text(b, p, p->row, k->place[i], page_fill(b->j, k, r->total.label), &look);
      labelled = 1;
    } else if (!sum[i].known) {
      put_text(b, p, p->row, k->place[i], "", &look);
    } else if (z) {
      put_formula(b, p, p->row, k->place[i], z, sum[i].x, &look);
    } else {
      put_number(b, p, p->row, k->place[i], sum[i].x, &look);
    }
  }
  p->row++;
}

/* ---- bars and scales ---- */

static double in_cell(double x, Format f) {
  return is_percent(f) ? x / 100 : x;
}

static void bars(Book *b, Page *p, Block *k) {
  const Report *r = k->q->r;
  int i, last = k->total >= 0 ? k->total : k->last;
  if (!k->q->nRow) return;
  for (i = 0; i < r->nCol; i++) {
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
    lxw_check(b,
              worksheet_conditional_format_range(p->ws, (lxw_row_t)k->first, (lxw_col_t)k->place[i], (lxw_row_t)last,
                                                 (lxw_col_t)k->place[i], &f),
              "bar");
  }
}

static void scales(Book *b, Page *p, Block *k) {
  const Report *r = k->q->r;
  int i, j;
  for (i = 0; k->q->nRow && i < r->nScale; i++) {
    const Scale *s = &r->scale[i];
    for (j = 0; j < s->cols.nIndex; j++) {
      int c = s->cols.index[j], top = s->nStop - 1;
      lxw_conditional_format f = {.type = s->nStop == 3 ? LXW_CONDITIONAL_3_COLOR_SCALE : LXW_CONDITIONAL_2_COLOR_SCALE,
                                  .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                  .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                  .mid_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER};
      if (k->place[c] < 0) continue;
      f.min_value = in_cell(s->at[0], k->fmt[c]), f.min_color = (lxw_color_t)s->color[0];
      f.max_value = in_cell(s->at[top], k->fmt[c]), f.max_color = (lxw_color_t)s->color[top];
      if (top == 2) f.mid_value = in_cell(s->at[1], k->fmt[c]), f.mid_color = (lxw_color_t)s->color[1];
      lxw_check(b,
                worksheet_conditional_format_range(p->ws, (lxw_row_t)k->first, (lxw_col_t)k->place[c],
                                                   (lxw_row_t)k->last, (lxw_col_t)k->place[c], &f),
                "scale");
    }
  }
}

void table_write(Book *b, Page *p, Block *k) {
  const Report *r = k->q->r;
  int row, rows = k->q->nRow + 1 + (r->nBand > 0) + r->numbering + (r->total.label != NULL);
  for (row = 0; row < k->q->nRow; row++) rows += group_begins(k, row);
  if (p->row + rows > LXW_ROW_MAX && !b->rc) {
    log_error("sheet %s: %d rows; a sheet holds %d", p->name, p->row + rows, LXW_ROW_MAX);
    b->rc = RC_QUERY;
  }
  if (b->rc) return;
  head(b, p, k);
  body(b, p, k);
  k->total = -1;
  if (!k->q->nRow) {
    if (!p->def->plain) put_span(b, p, p->row++, 0, k->nShown - 1, in_lang("Tidak ada data.", "No data."), &look_note);
    return;
  }
  if (k->q->r->total.label) total_row(b, p, k);
  bars(b, p, k);
  scales(b, p, k);
  form_validate(b, p, k);
}
