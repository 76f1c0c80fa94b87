/* chart.c: the charts of a page, drawn from the cells of its tables.
**
** A chart at=right stands beside its table; those below follow the last block, side by side, sharing the width of the
** page unless they have a size. In bar charts libxlsxwriter's x axis is the value axis; to list categories from the top
** the category axis is reversed and crosses at its maximum, or the values would jump to the top. */
#include "write/xlsx/xlsx.h"

#define GAP        16
#define HEIGHT     250
#define ROW_PIXELS 20

static const uint8_t lxw_types[] = {LXW_CHART_COLUMN,      LXW_CHART_BAR,
                                    LXW_CHART_BAR_STACKED, LXW_CHART_BAR_STACKED_PERCENT,
                                    LXW_CHART_LINE,        LXW_CHART_PIE}; /* in the order of ChartType */

static lxw_chart_font font(double size, int color, int bold) {
  static char name[] = "Calibri";
  lxw_chart_font f = {.name = name, .size = size, .color = (lxw_color_t)color};
  f.bold = bold ? LXW_TRUE : LXW_EXPLICIT_FALSE;
  return f;
}

/* ---- series ---- */

/* In a stacked bar, a piece of less than a twentieth has no room for its number. */
static void hide_small(Book *b, const Block *k, const Chart *c, lxw_chart_series *s, int series) {
  const Report *r = k->q->r;
  int n = k->q->nRow;
  lxw_chart_data_label *label = pool_alloc(&b->j->pool, sizeof *label * (size_t)(n + 1));
  lxw_chart_data_label **list = pool_alloc(&b->j->pool, sizeof *list * (size_t)(n + 1));
  for (int row = 0; row < n; row++) {
    double all = 0;
    for (int j = 0; j < c->y.nIndex; j++) all += AT(k->q, row, r->col[c->y.index[j]].source)->r;
    label[row].hide = AT(k->q, row, r->col[c->y.index[series]].source)->r < all / 20;
    list[row] = &label[row];
  }
  chart_series_set_labels_custom(s, list);
}

static void labels(Book *b, const Block *k, const Chart *c, lxw_chart_series *s, int i) {
  int stacked = chart_is_stacked(c), color = chart_color(c, i);
  Format f = k->fmt[c->y.index[i]];
  lxw_chart_font small = font(8, stacked && page_dark(color) ? 0xffffff : 0x404040, 0);
  const char *num = format_info[c->fmt ? c->fmt : f].excel;
  if (!stacked && c->type != C_PIE && i < c->y.nIndex - 1) return; /* the newest series alone is labelled */
  chart_series_set_labels(s);
  if (c->type == C_PIE) chart_series_set_labels_percentage(s);
  if (stacked) chart_series_set_labels_position(s, LXW_CHART_LABEL_POSITION_CENTER);
  else if (c->type == C_COLUMN || c->type == C_BAR)
    chart_series_set_labels_position(s, LXW_CHART_LABEL_POSITION_OUTSIDE_END);
  else if (c->type == C_LINE) chart_series_set_labels_position(s, LXW_CHART_LABEL_POSITION_ABOVE);
  if (num) chart_series_set_labels_num_format(s, num);
  chart_series_set_labels_font(s, &small);
  if (stacked) hide_small(b, k, c, s, i);
}

static void color_series(const Chart *c, lxw_chart_series *s, int i) {
  static const uint8_t marker[] = {LXW_CHART_MARKER_CIRCLE, LXW_CHART_MARKER_SQUARE, LXW_CHART_MARKER_DIAMOND,
                                   LXW_CHART_MARKER_TRIANGLE};
  lxw_chart_fill paint = {.color = (lxw_color_t)chart_color(c, i)};
  lxw_chart_line line = {.color = (lxw_color_t)chart_color(c, i), .width = 2.0f};
  if (c->type == C_PIE) return;
  if (c->type != C_LINE) {
    chart_series_set_fill(s, &paint);
    return;
  }
  chart_series_set_line(s, &line);
  chart_series_set_marker_type(s, marker[i % 4]);
  chart_series_set_marker_size(s, 7);
  chart_series_set_marker_fill(s, &paint);
  chart_series_set_marker_line(s, &line);
}

static void series(Book *b, const Table *t, const Chart *c, lxw_chart *chart) {
  const Block *k = t->k;
  const char *sheet = b->now->p->name;
  lxw_row_t first = (lxw_row_t)t->first, last = (lxw_row_t)(c->with_total && t->total >= 0 ? t->total : t->last);
  for (int i = 0; i < c->y.nIndex; i++) {
    lxw_col_t x = (lxw_col_t)k->place[c->x.index[0]], y = (lxw_col_t)k->place[c->y.index[i]];
    lxw_chart_series *s = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(s, sheet, first, x, last, x);
    chart_series_set_values(s, sheet, first, y, last, y);
    /* below a band stands the column's own header */
    chart_series_set_name_range(s, sheet, (lxw_row_t)(t->header + (band_of(k->q->r, c->y.index[i]) != NULL)), y);
    color_series(c, s, i);
    labels(b, k, c, s, i);
  }
}

/* ---- axes ---- */

static void axes(const Block *k, const Chart *c, lxw_chart *chart) {
  lxw_chart_axis *values = chart_is_bar(c) ? chart->x_axis : chart->y_axis,
                 *names = chart_is_bar(c) ? chart->y_axis : chart->x_axis;
  lxw_chart_font small = font(9, GREY, 0);
  lxw_chart_line grid = {.color = 0xe3e3e3, .width = 0.75f}, line = {.color = LINE, .width = 0.75f};
  Format f = c->fmt ? c->fmt : k->fmt[c->y.index[0]];
  double scale = is_percent(f) ? 100 : 1;
  const char *num = c->type == C_STACKED100 || is_percent(f) ? "0%" : format_info[f].excel;
  chart_axis_set_num_font(values, &small);
  chart_axis_set_num_font(names, &small);
  chart_axis_set_line(names, &line);
  chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
  chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
  chart_axis_major_gridlines_set_line(values, &grid);
  if (num) chart_axis_set_num_format(values, num);
  if (!isnan(c->min)) chart_axis_set_min(values, c->min / scale);
  if (!isnan(c->max)) chart_axis_set_max(values, c->max / scale);
  if (!chart_is_bar(c)) return;
  chart_axis_set_reverse(names);
  chart_axis_set_crossing_max(names);
}

static void draw(Book *b, const Table *t, const Chart *c, int row, int col, int x, int width, int height) {
  const Block *k = t->k;
  lxw_chart *chart = workbook_add_chart(b->wb, lxw_types[c->type]);
  lxw_chart_font head = font(11, NAVY, 0), small = font(9, GREY, 0);
  lxw_chart_line none = {.none = LXW_TRUE};
  lxw_chart_options o = {
      .x_offset = x, .object_position = LXW_OBJECT_MOVE_DONT_SIZE, .x_scale = width / 480.0, .y_scale = height / 288.0};
  o.description = (char *)(uintptr_t)text_clean(&b->j->pool, page_fill(b->j, k, c->alt));
  const Chart *drawn = chart_drawn(&b->j->pool, k->q, c);
  series(b, t, drawn, chart);
  if (c->type != C_PIE) axes(k, drawn, chart);
  chart_title_set_name(chart, text_clean(&b->j->pool, page_fill(b->j, k, c->title)));
  chart_title_set_name_font(chart, &head);
  chart_legend_set_font(chart, &small);
  if (c->y.nIndex == 1 && c->type != C_PIE) chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  else chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  chart_chartarea_set_line(chart, &none);
  if (chart_is_stacked(c)) chart_set_series_overlap(chart, 100), chart_set_series_gap(chart, 45);
  else if (c->type != C_LINE && c->type != C_PIE) chart_set_series_gap(chart, 60);
  xlsx_check(b, worksheet_insert_chart_opt(b->now->ws, (lxw_row_t)row, (lxw_col_t)col, chart, &o), "chart");
}

/* A chart of nothing is an empty frame: at least one figure must be there. */
static int has_figure(const Block *k, const Chart *c) {
  for (int i = 0; i < c->y.nIndex; i++) {
    for (int j = 0; j < k->q->nRow; j++) {
      const Value *v = AT(k->q, j, k->q->r->col[c->y.index[i]].source);
      if IS_NUMBER (v) return 1;
    }
  }
  return 0;
}

void chart_right(Book *b, const Table *t) {
  const Report *r = t->k->q->r;
  int x = GAP, width, height;
  for (int i = 0; i < r->nChart; i++) {
    const Chart *c = &r->chart[i];
    if (!c->right || !has_figure(t->k, c)) continue;
    width = c->width ? c->width : 420;
    height = c->height ? c->height : HEIGHT;
    draw(b, t, c, t->header, t->k->nShown, x, width, height);
    x += width + GAP;
    while (b->now->row * ROW_PIXELS < t->header * ROW_PIXELS + height) b->now->row++;
  }
}

void chart_below(Book *b) {
  Leaf *l = b->now;
  int n = 0, x = 0, tallest = 0, page = span_pixels(l, 0, l->nCol - 1);
  for (int i = 0; i < l->p->nBlock; i++) {
    const Block *k = &l->p->block[i];
    for (int j = 0; j < k->q->r->nChart; j++) n += !k->q->r->chart[j].right && has_figure(k, &k->q->r->chart[j]);
  }
  if (!n) return;
  int share = n == 1 ? page : (page - GAP) / 2;
  l->row++;
  for (int i = 0; i < l->p->nBlock; i++) {
    const Block *k = &l->p->block[i];
    for (int j = 0; j < k->q->r->nChart; j++) {
      const Chart *c = &k->q->r->chart[j];
      int width = c->width ? c->width : share, height = c->height ? c->height : HEIGHT;
      if (c->right || !has_figure(k, c)) continue;
      if (x && x + width > page) { /* the next line */
        l->row += tallest / ROW_PIXELS + 1;
        x = tallest = 0;
      }
      draw(b, &l->table[i], c, l->row, 0, x, width, height);
      x += width + GAP;
      if (height > tallest) tallest = height;
    }
  }
  l->row += tallest / ROW_PIXELS + 1;
}
