/* look.c: the house style: the colours of categories and charts, how the cells of a table stand, and what the
** rules of a report add. The writers of xlsx and html draw the same looks.
**
** Category colours run from blue to red and are safe for red-green blindness; the word always stands beside them. */
#include "page/page.h"
#include "core/core.h"

/* best first, as spm_default_bands */
static const int category_color[6] = {0x4575b4, 0x91bfdb, 0xe0f3f8, 0xfee090, 0xfc8d59, 0xd73027};

int page_dark(int rgb) {
  return 299 * (rgb >> 16) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff) < 128000;
}

Look look_cell(const Column *c, Format f) {
  Look look = {.edge = RGB(LINE)};
  Align a = c->align ? c->align : format_info[f].align;
  look.center = a == A_CENTER;
  look.right = a == A_RIGHT;
  look.indent = a != A_CENTER;
  look.wrap = c->wrap || f == F_WRAP;
  return look;
}

/* ---- rules ---- */

static int meets(const Rule *u, const Value *v) {
  if (u->op == O_ALWAYS) return 1;
  if (u->op == O_BLANK) return v->type == V_NULL || (v->type == V_TEXT && !v->n);
  if (v->type == V_NULL) return 0;
  if (u->op == O_CONTAINS) return v->type == V_TEXT && strstr(v->z, u->value.z) != NULL;
  if ((v->type == V_TEXT) != (u->value.type == V_TEXT)) return 0;
  if (u->op == O_BETWEEN) return v->r >= u->value.r && v->r <= u->high.r;
  int c = v->type == V_TEXT ? strcmp(v->z, u->value.z) : (v->r > u->value.r) - (v->r < u->value.r);
  return op_holds(u->op, c);
}

static void add_rule(Look *look, RuleStyle s, const Value *v) {
  switch (s) {
  case R_BAIK: look->color = RGB(0x1e7b34); break;
  case R_SEDANG: look->color = RGB(0x9c5700); break;
  case R_BURUK: look->color = RGB(0xc00000); break;
  case R_REDUP: look->color = RGB(0x6e6e6e); break;
  case R_TEBAL: look->bold = 1; break;
  case R_KATEGORI:
    for (int i = 0; v->type == V_TEXT && i < SPM_BAND_COUNT; i++) {
      if (strcmp(spm_default_bands[i].name, v->z) != 0) continue;
      look->fill = RGB(category_color[i]);
      if (page_dark(category_color[i])) look->color = RGB(0xffffff);
    }
  }
}

/* Every icon has a form of its own, so that it is read in grey print as well. Spreadsheets have icon sets of their own,
** but libxlsxwriter writes them with fixed thresholds; so an icon is part of the number's format. */
static void add_icon(Look *look, const Icons *u, const Value *v) {
  static const char *const icon[][3] = {{"▼", "►", "▲"}, {"○", "◐", "●"}, {"◆", "▲", "●"}, {"✘", "!", "✔"}};
  static const int color[] = {0xc00000, 0x9c5700, 0x1e7b34};
  int level = (v->r >= u->at[0]) + (v->r >= u->at[1]);
  if (!IS_NUMBER(v)) return;
  if (u->reverse) level = 2 - level;
  look->icon = icon[u->set][level];
  look->color = RGB(color[level]);
  look->level = level;
  look->only = u->only;
}

void look_rules(Look *look, const Report *r, int col, const Value *v) {
  for (int i = 0; i < r->nIcons; i++)
    if (names_have(&r->icons[i].cols, col)) add_icon(look, &r->icons[i], v);
  for (int i = 0; i < r->nRule; i++)
    if (names_have(&r->rule[i].cols, col) && meets(&r->rule[i], v)) add_rule(look, r->rule[i].style, v);
}

/* ---- numbers, charts ---- */

int is_percent(Format f) {
  return f >= F_PERCENT0 && f <= F_PERCENT2;
}

double cell_number(const Value *v, Format f) {
  if (is_percent(f)) return v->r / 100;
  return f == F_POIN2 ? spm_round_score(v->r) : v->r;
}

static const int palette[] = {NAVY, 0x2e75b6, 0xc55a11, 0x7f7f7f, 0x9dc3e6, 0xf4b183};

int chart_is_stacked(const Chart *c) {
  return c->type == C_STACKED || c->type == C_STACKED100;
}

int chart_is_bar(const Chart *c) {
  return c->type == C_BAR || chart_is_stacked(c);
}

int chart_color(const Chart *c, int i) {
  return c->nColor ? c->color[i % c->nColor] : palette[i % (int)(sizeof palette / sizeof *palette)];
}

static int has_figure(const Result *q, int col) {
  for (int i = 0; i < q->nRow; i++)
    if (IS_NUMBER(AT(q, i, q->r->col[col].source))) return 1;
  return 0;
}

const Chart *chart_drawn(Pool *p, const Result *q, const Chart *c) {
  Chart *drawn = pool_alloc(p, sizeof *drawn);
  *drawn = *c;
  drawn->y = (Names){0};
  drawn->color = NULL;
  drawn->nColor = 0;
  for (int i = 0; i < c->y.nIndex; i++) {
    if (!has_figure(q, c->y.index[i])) continue;
    *PUSH(p, drawn->y.index, drawn->y.nIndex) = c->y.index[i];
    *PUSH(p, drawn->color, drawn->nColor) = chart_color(c, i);
  }
  return drawn->y.nIndex ? drawn : c;
}
