/* directive_table.c: the directives about columns and rows: col, cards, band, group, total, rule, scale, icons,
** chart, expect (spm-report(5)). Columns are only named here; resolve.c finds them in the SELECT. */
#include "define/define.h"
#include <string.h>

static const char *const formats[] = {"text",     "wrap",     "no",       "int",   "dec1",   "dec2",
                                      "percent0", "percent1", "percent2", "poin2", "rupiah", "rupiah_juta",
                                      "date",     "month",    "bool",     NULL};
const char *format_name(int i, const void *unused) {
  (void)unused;
  return formats[i];
}

static int read_format(Args *a, Format *f) {
  int i = arg_choice(a, "format", formats);
  *f = (Format)(i + 1);
  return i >= 0;
}

static int read_color(Args *a, int *color) {
  if (!arg_is(a, T_COLOR))
    return define_bad(a->r, a->t[a->i].at, "a colour (#rrggbb) expected, not %s", a->t[a->i].text);
  *color = a->t[a->i++].color;
  return 1;
}

static int unknown_option(Args *a, const char *what, const char *const *keys) {
  if (!arg_is(a, T_NAME)) return define_bad(a->r, a->t[a->i].at, "%s expected, not %s", what, a->t[a->i].text);
  return arg_choice(a, what, keys) < 0 ? 0
                                       : define_bad(a->r, a->t[a->i - 1].at, "%s takes a value", a->t[a->i - 1].text);
}

/* ---- col ---- */

/* The words of validate=list stand in the workbook as "a,b", at most 255 bytes: spreadsheets take no more. */
static int read_words(Args *a, Column *c) {
  Place at = a->t[a->i].at;
  size_t n = 0;
  do {
    Value v = {0};
    Place word = a->t[a->i].at;
    if (!arg_value(a, &v)) return 0;
    if (!v.n || strpbrk(v.z, ",\"\n"))
      return define_bad(a->r, word, "a word of a list cannot hold a comma or a quotation mark, and is not empty");
    *PUSH(a->r->pool, c->word, c->nWord) = v.z;
    n += v.n + 1;
  } while (arg_is(a, T_COMMA) && a->i++ >= 0);
  return n - 1 <= 255 ? 1
                      : define_bad(a->r, at, "the words of a list have at most 255 bytes together, with their commas");
}

static int read_col_option(Args *a, Column *c) {
  static const char *const keys[] = {"width", "align", "wrap",  "null",     "hide", "link",
                                     "bar",   "color", "input", "validate", "in",   NULL};
  static const char *const validations[] = {"integer", "real", "list", NULL};
  static const char *const align[] = {"left", "center", "right", NULL};
  const char *key;
  int i;
  if (arg_word(a, "wrap")) return c->wrap = 1;
  if (arg_word(a, "hide")) return c->hide = 1;
  if (arg_word(a, "input")) return c->input = 1;
  key = arg_option(a);
  if (!key) return unknown_option(a, "column option", keys);
  if (strcmp(key, "width") == 0) {
    Place at = a->t[a->i].at;
    if (!arg_number(a, "the width", &c->width)) return 0;
    return c->width >= 1 && c->width <= 120 ? 1 : define_bad(a->r, at, "a width is 1..120 characters");
  }
  if (strcmp(key, "align") == 0) {
    if ((i = arg_choice(a, "alignment", align)) < 0) return 0;
    c->align = (Align)(i + 1);
    return 1;
  }
  if (strcmp(key, "null") == 0) return (c->null_text = arg_string(a, "the text for an empty cell")) != NULL;
  if (strcmp(key, "link") == 0) {
    if ((c->link = arg_is(a, T_STRING) ? arg_string(a, "a sheet") : arg_name(a, "a sheet")) == NULL) return 0;
    if (!arg_is(a, T_COLON)) return 1;
    a->i++;
    c->link_book = c->link;
    c->link = NULL;
    return arg_names1(a, &c->link_key);
  }
  if (strcmp(key, "bar") == 0) return c->bar = arg_bounds(a, &c->lo, &c->hi);
  if (strcmp(key, "color") == 0) return read_color(a, &c->color);
  if (strcmp(key, "in") == 0) return read_words(a, c);
  if (strcmp(key, "validate") == 0) {
    if ((i = arg_choice(a, "validation", validations)) < 0) return 0;
    c->validate = (Validate)(i + 1);
    return 1;
  }
  a->i -= 2;
  return unknown_option(a, "column option", keys);
}

int read_col(Args *a) {
  Report *r = a->r;
  Column *c = PUSH(r->pool, r->col, r->nCol);
  int i;
  c->at = a->t[a->i].at;
  c->color = NO_COLOR;
  c->source = -1;
  c->name = "";
  if ((c->name = arg_name(a, "the name of the column")) == NULL) return c->name = "", 0;
  for (i = 0; i < r->nCol - 1; i++) {
    if (strcmp(r->col[i].name, c->name) == 0) return define_bad(r, c->at, "column %s is declared twice", c->name);
  }
  c->header = arg_is(a, T_STRING) ? arg_display(a, "the header") : c->name;
  if (!read_format(a, &c->format)) return 0;
  while (!arg_is(a, T_END)) {
    if (!read_col_option(a, c)) return 0;
  }
  if (c->validate == VALIDATE_LIST && !c->nWord) return define_bad(r, c->at, "validate=list needs its words: in=a,b");
  if (c->validate != VALIDATE_LIST && c->nWord) return define_bad(r, c->at, "in= belongs to validate=list");
  if (c->bar && (c->format < F_INT || c->format > F_POIN2))
    return define_bad(r, c->at, "a bar needs a column of numbers");
  return 1;
}

/* ---- cards, band, group ---- */

int read_cards(Args *a) {
  Report *r = a->r;
  r->card_at = a->t[a->i].at;
  do {
    Card *c = PUSH(r->pool, r->card, r->nCard);
    if (!arg_names1(a, &c->value) || (c->caption = arg_display(a, "the caption")) == NULL) return 0;
    if (arg_is(a, T_STRING)) c->under = arg_display(a, "the text below");
    else if (arg_is(a, T_NAME) && !arg_names1(a, &c->under_col)) return 0;
  } while (arg_is(a, T_COMMA) && a->i++ >= 0);
  return 1;
}

int read_band(Args *a) {
  Band *b = PUSH(a->r->pool, a->r->band, a->r->nBand);
  return (b->title = arg_display(a, "the heading")) != NULL && arg_names(a, &b->cols);
}

int read_group(Args *a) {
  static const char *const keys[] = {"count", "outline", NULL};
  Group *g = &a->r->group;
  if (!arg_names1(a, &g->col)) return 0;
  g->on = 1;
  while (!arg_is(a, T_END)) {
    if (arg_word(a, "outline")) {
      g->outline = 1;
    } else if (arg_word(a, "count")) {
      g->count = 1;
      if (arg_is(a, T_STRING)) g->unit = arg_display(a, "the unit");
    } else {
      return unknown_option(a, "group option", keys);
    }
  }
  return 1;
}

/* ---- total ---- */

/* p:num/den or d:a:b */
static int read_three(Args *a, Names *n, TokenKind second) {
  int i;
  for (i = 0; i < 3; i++) {
    TokenKind sign = i == 1 ? T_COLON : second;
    if (i && !arg_is(a, sign)) {
      return define_bad(a->r, a->t[a->i].at, "%s expected", sign == T_SLASH ? "/" : ":");
    }
    a->i += i > 0;
    if (!arg_names1(a, n)) return 0;
  }
  return 1;
}

int read_total(Args *a) {
  static const char *const keys[] = {"sum", "count", "ratio", "diff", "blank", NULL};
  static const SummaryKind kinds[] = {S_SUM, S_COUNT, S_RATIO, S_DIFF, S_BLANK};
  Total *t = &a->r->total;
  const char *label = arg_display(a, "the label"), *key;
  if (!label) return 0;
  while (!arg_is(a, T_END)) {
    Summary *s = PUSH(a->r->pool, t->summary, t->nSummary);
    int i;
    if ((key = arg_option(a)) == NULL) return unknown_option(a, "total option", keys);
    for (i = 0; keys[i] && strcmp(keys[i], key) != 0;) i++;
    if (!keys[i]) {
      a->i -= 2;
      return unknown_option(a, "total option", keys);
    }
    s->kind = kinds[i];
    if (s->kind == S_RATIO || s->kind == S_DIFF) {
      if (!read_three(a, &s->cols, s->kind == S_RATIO ? T_SLASH : T_COLON)) return 0;
    } else if (!arg_names(a, &s->cols)) {
      return 0;
    }
  }
  t->label = label;
  return 1;
}

/* ---- rule, scale ---- */

static int read_condition(Args *a, Rule *u) {
  if (arg_is(a, T_OP)) {
    u->op = a->t[a->i++].op;
    return arg_value(a, &u->value);
  }
  if (arg_word(a, "between")) {
    u->op = O_BETWEEN;
    u->value.type = u->high.type = V_REAL;
    return arg_bounds(a, &u->value.r, &u->high.r);
  }
  if (arg_word(a, "contains")) {
    u->op = O_CONTAINS;
    u->value.type = V_TEXT;
    return (u->value.z = arg_string(a, "the text")) != NULL;
  }
  if (arg_word(a, "blank")) u->op = O_BLANK;
  return 1;
}

int read_rule(Args *a) {
  static const char *const styles[] = {"baik", "sedang", "buruk", "redup", "tebal", "kategori", NULL};
  Rule *u = PUSH(a->r->pool, a->r->rule, a->r->nRule);
  Place at;
  const char *key;
  int i;
  if (!arg_names(a, &u->cols) || !read_condition(a, u)) return 0;
  at = a->t[a->i].at;
  key = arg_option(a);
  if (!key || strcmp(key, "style") != 0)
    return define_bad(a->r, at, "style= expected, not %s", a->t[a->i - (key ? 2 : 0)].text);
  if ((i = arg_choice(a, "style", styles)) < 0) return 0;
  u->style = (RuleStyle)i;
  return 1;
}

int read_scale(Args *a) {
  Scale *s = PUSH(a->r->pool, a->r->scale, a->r->nScale);
  if (!arg_names(a, &s->cols)) return 0;
  for (; arg_is(a, T_STOP); a->i++, s->nStop++) {
    const Token *t = &a->t[a->i];
    if (s->nStop == 3) return define_bad(a->r, t->at, "a scale has two or three stops");
    if (s->nStop && t->number <= s->at[s->nStop - 1]) return define_bad(a->r, t->at, "the stops of a scale ascend");
    s->at[s->nStop] = t->number;
    s->color[s->nStop] = t->color;
  }
  return s->nStop >= 2 ? 1 : define_bad(a->r, a->t[a->i].at, "a scale has two or three stops (50#ffffbf)");
}

/* at= stands for itself: two numbers, from the middle icon on and from the best on. */
static int read_steps(Args *a, Icons *u) {
  Place at = a->t[a->i].at;
  if (!arg_number(a, "a number", &u->at[0])) return 0;
  if (!arg_is(a, T_COMMA) || !++a->i || !arg_number(a, "a number", &u->at[1]))
    return define_bad(a->r, at, "at= takes two numbers, as in at=60,80");
  return u->at[0] < u->at[1] ? 1 : define_bad(a->r, at, "the two numbers of at= ascend");
}

int read_icons(Args *a) {
  static const char *const keys[] = {"set", "at", "reverse", "only", NULL};
  static const char *const sets[] = {"arrows3", "lights3", "signs3", "symbols3", NULL}; /* look.c */
  Icons *u = PUSH(a->r->pool, a->r->icons, a->r->nIcons);
  Place at = a->t[a->i].at;
  const char *key;
  int hasSet = 0, hasAt = 0;
  if (!arg_names(a, &u->cols)) return 0;
  while (!arg_is(a, T_END)) {
    if (arg_word(a, "reverse")) u->reverse = 1;
    else if (arg_word(a, "only")) u->only = 1;
    else if ((key = arg_option(a)) == NULL) return unknown_option(a, "icons option", keys);
    else if (strcmp(key, "set") == 0) {
      if ((u->set = arg_choice(a, "set of icons", sets)) < 0) return 0;
      hasSet = 1;
    } else if (strcmp(key, "at") == 0) {
      if (!(hasAt = read_steps(a, u))) return 0;
    } else {
      a->i -= 2;
      return unknown_option(a, "icons option", keys);
    }
  }
  return hasSet && hasAt ? 1 : define_bad(a->r, at, "icons need set= and at=, as in set=arrows3 at=60,80");
}

/* ---- chart ---- */

static int read_chart_option(Args *a, Chart *c, const char *key, Place at) {
  static const char *const keys[] = {"x", "y", "at", "size", "alt", "min", "max", "fmt", "colors", "total", NULL};
  static const char *const where[] = {"below", "right", NULL};
  if (strcmp(key, "x") == 0) return arg_names1(a, &c->x);
  if (strcmp(key, "y") == 0) return arg_names(a, &c->y);
  if (strcmp(key, "at") == 0) return (c->right = arg_choice(a, "place", where)) >= 0;
  if (strcmp(key, "alt") == 0) return (c->alt = arg_display(a, "the description")) != NULL;
  if (strcmp(key, "min") == 0) return c->hasMin = arg_number(a, "the least value", &c->min);
  if (strcmp(key, "max") == 0) return c->hasMax = arg_number(a, "the greatest value", &c->max);
  if (strcmp(key, "fmt") == 0) return read_format(a, &c->fmt);
  if (strcmp(key, "size") == 0) {
    const Token *t = &a->t[a->i++];
    if (t->kind != T_SIZE) return define_bad(a->r, t->at, "size= takes pixels, as in 480x288");
    if (!(t->number >= 100 && t->number <= 2000 && t->high >= 80 && t->high <= 2000))
      return define_bad(a->r, t->at, "a chart is 100..2000 by 80..2000 pixels");
    c->width = (int)t->number, c->height = (int)t->high;
    return 1;
  }
  if (strcmp(key, "colors") == 0) {
    do {
      if (!read_color(a, PUSH(a->r->pool, c->color, c->nColor))) return 0;
    } while (arg_is(a, T_COMMA) && a->i++ >= 0);
    return 1;
  }
  a->i -= 2;
  (void)at;
  return unknown_option(a, "chart option", keys);
}

int read_chart(Args *a) {
  static const char *const types[] = {"column", "bar", "stacked", "stacked100", "line", "pie", NULL};
  Chart *c = PUSH(a->r->pool, a->r->chart, a->r->nChart);
  const char *key;
  int type;
  c->at = a->t[a->i].at;
  if ((type = arg_choice(a, "chart type", types)) < 0) return 0;
  c->type = (ChartType)type;
  if ((c->title = arg_display(a, "the title of the chart")) == NULL) return 0;
  while (!arg_is(a, T_END)) {
    Place at = a->t[a->i].at;
    if (arg_word(a, "total")) c->with_total = 1;
    else if ((key = arg_option(a)) == NULL) return define_bad(a->r, at, "a chart has no %s", a->t[a->i].text);
    else if (!read_chart_option(a, c, key, at)) return 0;
  }
  if (!c->x.n) return define_bad(a->r, c->at, "the chart has no x=");
  if (!c->y.n) return define_bad(a->r, c->at, "the chart has no y=");
  return c->alt ? 1 : define_bad(a->r, c->at, "the chart has no alt=, the text for those who cannot see it");
}

/* ---- expect ---- */

int read_expect(Args *a) {
  static const char *const keys[] = {"rows", "unique", "notnull", "between", "sum", "percent", NULL};
  Expect *e = PUSH(a->r->pool, a->r->expect, a->r->nExpect);
  const char *key;
  e->at = a->t[a->i].at;
  if (arg_word(a, "rows")) {
    e->kind = E_ROWS;
    if (!arg_is(a, T_OP)) return define_bad(a->r, a->t[a->i].at, "rows takes a comparison, as in rows>=1");
    e->op = a->t[a->i++].op;
    return arg_number(a, "the number of rows", &e->lo);
  }
  if ((key = arg_option(a)) == NULL) return unknown_option(a, "expectation", keys);
  if (strcmp(key, "rows") == 0) {
    e->kind = E_ROWS;
    e->op = O_EQ;
    return arg_number(a, "the number of rows", &e->lo);
  }
  if (strcmp(key, "unique") == 0) return e->kind = E_UNIQUE, arg_names(a, &e->cols);
  if (strcmp(key, "notnull") == 0) return e->kind = E_NOTNULL, arg_names(a, &e->cols);
  if (strcmp(key, "between") == 0) {
    e->kind = E_BETWEEN;
    if (!arg_names1(a, &e->cols)) return 0;
    if (!arg_is(a, T_COLON))
      return define_bad(a->r, a->t[a->i].at, "between= takes a column and a range, as in a:0..100");
    a->i++;
    return arg_bounds(a, &e->lo, &e->hi);
  }
  if (strcmp(key, "sum") == 0) {
    e->kind = E_SUM;
    do {
      if (!arg_names1(a, &e->cols)) return 0;
    } while (arg_is(a, T_PLUS) && a->i++ >= 0);
    if (!arg_is(a, T_COLON)) return define_bad(a->r, a->t[a->i].at, "sum= takes columns and their sum, as in a+b:c");
    a->i++;
    return arg_names1(a, &e->target);
  }
  if (strcmp(key, "percent") == 0) return e->kind = E_PERCENT, read_three(a, &e->cols, T_SLASH);
  a->i -= 2;
  return unknown_option(a, "expectation", keys);
}
