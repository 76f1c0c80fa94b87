/* chart.c: the charts of a table as inline SVG: column, bar, stacked, stacked100 and line. A pie is left to its table.
**
** The table says it all already; the picture has <title> and <desc> (the report's alt text) for those who cannot see
** it, and its numbers are those of the cells. The legend is text below the title, so that it stays readable on a
** telephone, where the picture scrolls in its own box. Lines have markers of their own form and read in grey print. */
#include "write/html/html.h"

#define WIDTH  600.0
#define LETTER 6.6 /* pixels, of 13px text */

typedef struct Plot {
  const Block *k;
  const Chart *c;
  int n, nSeries, percent; /* categories; percent: stacked100 */
  const char **label;
  double *value; /* n * nSeries, as cells hold them; NAN: none */
  double lo, hi, step;
  Format tick, format;             /* of the axis, of the labels */
  double left, top, right, bottom; /* of the plot area */
} Plot;

static double at(const Plot *p, int i, int s) {
  return p->value[i * p->nSeries + s];
}

/* ---- svg ---- */

static void rect(Html *h, double x, double y, double w, double height, int color) {
  html(h, "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='#%06x'/>", w < 0 ? x + w : x,
       height < 0 ? y + height : y, fabs(w), fabs(height), color);
}

static void line(Html *h, double x1, double y1, double x2, double y2, int color, double width) {
  html(h, "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#%06x' stroke-width='%.1f'/>", x1, y1, x2, y2, color,
       width);
}

/* anchor: start, middle or end; turn: degrees */
static void words(Html *h, double x, double y, const char *anchor, int color, double turn, const char *z) {
  html(h, "<text x='%.1f' y='%.1f' text-anchor='%s' fill='#%06x'", x, y, anchor, color);
  if (turn < 0) html(h, " transform='rotate(%.0f %.1f %.1f)'", turn, x, y);
  html(h, ">%s</text>", z);
}

/* ---- what is drawn ---- */

static const char *shorten(Pool *p, const char *z, size_t most) {
  size_t i = 0;
  if (utf8_length(z) <= most) return z;
  while (most--) (void)utf8_next(z, strlen(z), &i);
  return pool_printf(p, "%.*s…", (int)i, z);
}

static void read_values(Html *h, Plot *p) {
  const Report *r = p->k->q->r;
  Pool *pool = &h->j->pool;
  Sum *sum = p->c->with_total ? total_make(pool, p->k) : NULL;
  int x = p->c->x.index[0];
  p->n = p->k->q->nRow + (sum != NULL);
  p->nSeries = p->c->y.nIndex;
  p->label = pool_alloc(pool, sizeof *p->label * (size_t)(p->n + 1));
  p->value = pool_alloc(pool, sizeof *p->value * (size_t)(p->n * p->nSeries + 1));
  for (int i = 0; i < p->n; i++) {
    int is_sum = i == p->k->q->nRow;
    p->label[i] = is_sum ? page_fill(h->j, p->k, r->total.label)
                         : show_value(pool, AT(p->k->q, i, r->col[x].source), p->k->fmt[x]);
    p->label[i] = shorten(pool, p->label[i], 34);
    for (int s = 0; s < p->nSeries; s++) {
      int col = p->c->y.index[s];
      const Value *v = is_sum ? NULL : AT(p->k->q, i, r->col[col].source);
      double *out = &p->value[i * p->nSeries + s];
      if (v) *out = IS_NUMBER(v) ? cell_number(v, p->k->fmt[col]) : (double)NAN;
      else *out = sum[col].known ? sum[col].x : (double)NAN;
    }
  }
}

/* Stacked pieces as they are laid end to end: the value, or its share of the whole. */
static double piece(const Plot *p, int i, int s) {
  double all = 0, x = at(p, i, s);
  if (isnan(x) || x < 0) return 0;
  if (!p->percent) return x;
  for (int k = 0; k < p->nSeries; k++) all += isnan(at(p, i, k)) || at(p, i, k) < 0 ? 0 : at(p, i, k);
  return all > 0 ? x / all : 0;
}

static void find_axis(Plot *p) {
  double most = 0, least = 0;
  p->format = p->c->fmt ? p->c->fmt : p->k->fmt[p->c->y.index[0]];
  double scale = is_percent(p->format) ? 100 : 1;
  for (int i = 0; i < p->n; i++) {
    double sum = 0;
    for (int s = 0; s < p->nSeries; s++) {
      double x = chart_is_stacked(p->c) ? (sum += piece(p, i, s)) : at(p, i, s);
      if (x > most) most = x;
      if (x < least) least = x;
    }
  }
  if (p->percent) most = 1;
  if (!isnan(p->c->min) && !p->percent) least = p->c->min / scale;
  if (!isnan(p->c->max) && !p->percent) most = p->c->max / scale;
  if (!(most > least)) most = least + 1;
  double unit = pow(10, floor(log10((most - least) / 5)));
  p->step = (most - least) / 5 / unit;
  p->step = unit * (p->step > 5.0001 ? 10 : p->step > 2.0001 ? 5 : p->step > 1.0001 ? 2 : 1);
  p->lo = !isnan(p->c->min) ? least : floor(least / p->step + 1e-9) * p->step;
  p->hi = !isnan(p->c->max) || p->percent ? most : ceil(most / p->step - 1e-9) * p->step;
  p->tick = p->format;
  if (p->percent || is_percent(p->format)) p->tick = F_PERCENT0;
  else if (p->format == F_DEC1 || p->format == F_DEC2 || p->format == F_POIN2)
    p->tick = p->step >= 1 ? F_INT : p->step >= 0.1 ? F_DEC1 : F_DEC2;
}

/* Where the value x stands along its axis. */
static double place(const Plot *p, double x) {
  double part = (x - p->lo) / (p->hi - p->lo);
  part = part < 0 ? 0 : part > 1 ? 1 : part;
  return chart_is_bar(p->c) ? p->left + part * (p->right - p->left) : p->bottom - part * (p->bottom - p->top);
}

static double slot(const Plot *p) {
  return (chart_is_bar(p->c) ? p->bottom - p->top : p->right - p->left) / p->n;
}

static double longest(const Plot *p) {
  size_t most = 0;
  for (int i = 0; i < p->n; i++)
    if (utf8_length(p->label[i]) > most) most = utf8_length(p->label[i]);
  return (double)most * LETTER;
}

/* ---- drawing ---- */

static void draw_axis(Html *h, const Plot *p) {
  double x;
  for (x = p->lo; x <= p->hi + p->step / 1000; x += p->step) {
    const char *z = show_number(&h->j->pool, fabs(x) < p->step / 1000 ? 0 : x, p->tick);
    double pos = place(p, x);
    if (chart_is_bar(p->c)) {
      line(h, pos, p->top, pos, p->bottom, 0xe3e3e3, 1);
      words(h, pos, p->bottom + 18, "middle", GREY, 0, z);
    } else {
      line(h, p->left, pos, p->right, pos, 0xe3e3e3, 1);
      words(h, p->left - 6, pos + 4, "end", GREY, 0, z);
    }
  }
  for (int i = 0; i < p->n; i++) {
    double mid = (i + 0.5) * slot(p);
    if (chart_is_bar(p->c)) words(h, p->left - 8, p->top + mid + 4, "end", 0x404040, 0, p->label[i]);
    else if (longest(p) < slot(p) - 4) words(h, p->left + mid, p->bottom + 18, "middle", 0x404040, 0, p->label[i]);
    else words(h, p->left + mid + 4, p->bottom + 14, "end", 0x404040, -40, p->label[i]);
  }
}

static void draw_stacked(Html *h, const Plot *p) {
  double height = slot(p) * 0.68;
  for (int i = 0; i < p->n; i++) {
    double sum = 0, y = p->top + (i + 0.5) * slot(p) - height / 2;
    for (int s = 0; s < p->nSeries; s++) {
      double x = piece(p, i, s), from = place(p, sum), to = place(p, sum + x);
      if (!(x > 0)) continue;
      sum += x;
      rect(h, from, y, to - from, height, chart_color(p->c, s));
      const char *z = show_number(&h->j->pool, at(p, i, s), p->format);
      if ((double)utf8_length(z) * LETTER + 4 > to - from) continue;
      words(h, (from + to) / 2, y + height / 2 + 4, "middle", page_dark(chart_color(p->c, s)) ? 0xffffff : 0x262626, 0,
            z);
    }
  }
}

/* Columns or bars side by side; the last series alone is labelled. */
static void draw_bars(Html *h, const Plot *p) {
  double thick = slot(p) * 0.72 / p->nSeries, zero = place(p, p->lo > 0 ? p->lo : 0);
  for (int i = 0; i < p->n; i++) {
    for (int s = 0; s < p->nSeries; s++) {
      double x = at(p, i, s), a = (i + 0.14) * slot(p) + s * thick;
      if (isnan(x)) continue;
      double end = place(p, x);
      const char *z = show_number(&h->j->pool, x, p->format);
      if (chart_is_bar(p->c)) rect(h, zero, p->top + a, end - zero, thick - 1, chart_color(p->c, s));
      else rect(h, p->left + a, zero, thick - 1, end - zero, chart_color(p->c, s));
      if (s < p->nSeries - 1) continue;
      if (chart_is_bar(p->c))
        words(h, x < 0 ? end - 4 : end + 4, p->top + a + thick / 2 + 4, x < 0 ? "end" : "start", 0x404040, 0, z);
      else if ((double)utf8_length(z) * LETTER < slot(p))
        words(h, p->left + a + thick / 2, x < 0 ? end + 14 : end - 4, "middle", 0x404040, 0, z);
    }
  }
}

static void marker(Html *h, int form, double x, double y, int color) {
  static const char *const path[] = {"M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", "M-4-4h8v8h-8z", "M0-6l6 6l-6 6l-6-6z",
                                     "M0-5l5.500 9h-11z"};
  html(h, "<path d='%s' fill='#%06x' transform='translate(%.1f %.1f)'/>", path[form % 4], color, x, y);
}

static void draw_lines(Html *h, const Plot *p) {
  for (int s = 0; s < p->nSeries; s++) {
    int color = chart_color(p->c, s);
    for (int i = 0; i < p->n; i++) {
      double x = p->left + (i + 0.5) * slot(p), y = at(p, i, s);
      if (isnan(y)) continue;
      if (i + 1 < p->n && !isnan(at(p, i + 1, s)))
        line(h, x, place(p, y), x + slot(p), place(p, at(p, i + 1, s)), color, 2);
      marker(h, s, x, place(p, y), color);
      if (s == p->nSeries - 1)
        words(h, x, place(p, y) - 9, "middle", 0x404040, 0, show_number(&h->j->pool, y, p->format));
    }
  }
}

/* The one series that is left of several is named, too. */
static void legend(Html *h, const Plot *p, int nDeclared) {
  if (nDeclared < 2) return;
  html(h, "<ul class='legend'>");
  for (int s = 0; s < p->nSeries; s++)
    html(h, "<li><span style='background:#%06x'></span>%s</li>", chart_color(p->c, s),
         page_fill(h->j, p->k, p->k->q->r->col[p->c->y.index[s]].header));
  html(h, "</ul>");
}

/* The margin that the numbers of a vertical axis need. */
static double tick_room(Html *h, const Plot *p) {
  size_t most = 0, n;
  double x;
  for (x = p->lo; x <= p->hi + p->step / 1000; x += p->step) {
    n = utf8_length(show_number(&h->j->pool, x, p->tick));
    if (n > most) most = n;
  }
  return (double)most * LETTER + 14;
}

static void measure(Html *h, Plot *p, double *height) {
  double room = longest(p), least;
  p->top = 22;
  p->right = WIDTH - (chart_is_bar(p->c) ? 56 : 10);
  p->left = chart_is_bar(p->c) ? room + 14 : tick_room(h, p);
  if (chart_is_bar(p->c)) {
    double band = chart_is_stacked(p->c) ? 34 : 18.0 * p->nSeries + 12;
    p->bottom = p->top + band * p->n;
    *height = p->bottom + 28;
  } else {
    int turned = room >= (p->right - p->left) / p->n - 4;
    least = room * 0.8 - slot(p) / 2;
    if (turned && p->left < least) p->left = least;
    p->bottom = p->top + 240;
    *height = p->bottom + (turned ? room * 0.65 + 24 : 28);
  }
}

static void chart(Html *h, const Block *k, const Chart *c) {
  Plot p = {.k = k, .c = chart_drawn(&h->j->pool, k->q, c), .percent = c->type == C_STACKED100};
  const char *title = page_fill(h->j, k, c->title);
  int id = ++h->nChart;
  double height;
  read_values(h, &p);
  find_axis(&p);
  measure(h, &p, &height);
  html(h, "<figure><figcaption>%s", title);
  legend(h, &p, c->y.nIndex);
  html(h, "</figcaption><div class='scroll' tabindex='0' role='group' aria-labelledby='c%d'>", id);
  html(h, "<svg viewBox='0 0 %.0f %.0f' role='img' aria-labelledby='c%d d%d'>", WIDTH, height, id, id);
  html(h, "<title id='c%d'>%s</title><desc id='d%d'>%s</desc>", id, title, id, page_fill(h->j, k, c->alt));
  draw_axis(h, &p);
  if (chart_is_stacked(c)) draw_stacked(h, &p);
  else if (c->type == C_LINE) draw_lines(h, &p);
  else draw_bars(h, &p);
  html(h, "</svg></div></figure>\n");
}

void html_charts(Html *h, const Page *page) {
  int any = 0;
  for (int i = 0; i < page->nBlock; i++) {
    const Block *k = &page->block[i];
    for (int j = 0; k->q->nRow && j < k->q->r->nChart; j++) {
      if (k->q->r->chart[j].type == C_PIE) continue;
      if (!any++) html(h, "<div class='charts'>");
      chart(h, k, &k->q->r->chart[j]);
    }
  }
  if (any) html(h, "</div>");
}
