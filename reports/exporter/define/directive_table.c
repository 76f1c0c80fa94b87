/* directive_table.c: the directives about columns and rows: col, pivot, cards, band, group, total, rule, scale, icons,
** chart, expect (spm-report(5)). Columns are only named here; query/resolve.c finds them in the SELECT. */
#include "define/define.h"

/* ---- col ---- */

/* The words of validate=list stand in the workbook as "a,b", at most 255 bytes: spreadsheets take no more. */
static int read_words(Args *a) {
  Column *c = a->to;
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
  } while (arg_sign(a, ','));
  return n - 1 <= 255 ? 1
                      : define_bad(a->r, at, "the words of a list have at most 255 bytes together, with their commas");
}

static int read_width(Args *a) {
  Place at = a->t[a->i].at;
  Column *c = a->to;
  if (!arg_number(a, a->o->what, &c->width)) return 0;
  return c->width >= 1 && c->width <= 120 ? 1 : define_bad(a->r, at, "a width is 1..120 characters");
}

static int read_link(Args *a) {
  Column *c = a->to;
  if ((c->link = arg_is(a, T_STRING) ? arg_string(a, a->o->what) : arg_name(a, a->o->what)) == NULL) return 0;
  if (!arg_sign(a, ':')) return 1;
  c->link_book = c->link;
  c->link = NULL;
  return arg_names1(a, &c->link_key);
}

static int read_bar(Args *a) {
  Column *c = a->to;
  return c->bar = arg_bounds(a, &c->lo, &c->hi);
}

static int read_min(Args *a) {
  Column *c = a->to;
  return c->hasMin = arg_number(a, a->o->what, &c->min);
}

static const char *const aligns[] = {"left", "center", "right", NULL}, *const validations[] = {"integer", "real",
                                                                                               "list", "date", NULL};
static const char color[] = "a colour (#rrggbb) expected, not %s";
#define COL(member) offsetof(Column, member)
const Option col_options[] = {{"width", read_width, 0, "the width", NULL, 0},
                              {"align", option_choice, COL(align), "alignment", aligns, A_LEFT},
                              {"wrap", option_flag, COL(wrap), NULL, NULL, 0},
                              {"null", option_string, COL(null_text), "the text for an empty cell", NULL, 0},
                              {"hide", option_flag, COL(hide), NULL, NULL, 0},
                              {"link", read_link, 0, "a sheet", NULL, 0},
                              {"bar", read_bar, 0, NULL, NULL, 0},
                              {"color", option_color, COL(color), color, NULL, 0},
                              {"input", option_flag, COL(input), NULL, NULL, 0},
                              {"validate", option_choice, COL(validate), "validation", validations, VALIDATE_INTEGER},
                              {"in", read_words, 0, NULL, NULL, 0},
                              {"min", read_min, 0, "the least number", NULL, 0},
                              {"within", option_name, COL(within), NULL, NULL, 0},
                              {"note", option_name, COL(note), NULL, NULL, 0},
                              {"go", option_name, COL(go), NULL, NULL, 0},
                              {"filled", option_name, COL(filled), NULL, NULL, 0},
                              {0}};
static const Option col_format = {"format", option_choice, COL(format), "format", formats, F_TEXT};

/* NAME "HEADER" */
static int read_name(Args *a, const char *key) {
  Report *r = a->r;
  Column *c = PUSH(r->pool, r->col, r->nCol);
  *c = (Column){.at = a->t[a->i].at, .color = NO_COLOR, .source = -1, .name = "", .key = key};
  if ((c->name = arg_name(a, "the name of the column")) == NULL) return c->name = "", 0;
  if (report_col(r, c->name) < r->nCol - 1) return define_bad(r, c->at, "column %s is declared twice", c->name);
  c->header = arg_is(a, T_STRING) ? arg_display(a, "the header") : c->name;
  return 1;
}

/* What is said of the columns from the first on: it is read into the last and goes for all. */
static int read_look(Args *a, int first) {
  Report *r = a->r;
  Column *c = &r->col[r->nCol - 1];
  int ok = option_read(a, c, &col_format) && option_list(a, c, col_options, "column option", 0, NULL);
  for (int i = first; i < r->nCol - 1; i++) {
    const Column own = r->col[i];
    r->col[i] = *c;
    r->col[i].at = own.at, r->col[i].name = own.name, r->col[i].header = own.header, r->col[i].key = own.key;
  }
  if (!ok) return 0;
  if (c->validate == VALIDATE_LIST && !c->nWord) return define_bad(r, c->at, "validate=list needs its words: in=a,b");
  if (c->validate != VALIDATE_LIST && c->nWord) return define_bad(r, c->at, "in= belongs to validate=list");
  if (c->hasMin && c->validate != VALIDATE_INTEGER && c->validate != VALIDATE_REAL)
    return define_bad(r, c->at, "min= belongs to validate=integer and validate=real");
  if (c->bar && (c->format < F_INT || c->format > F_POIN2))
    return define_bad(r, c->at, "a bar needs a column of numbers");
  return 1;
}

int read_col(Args *a) {
  int first = a->r->nCol;
  do {
    if (!read_name(a, NULL)) return 0;
  } while (arg_sign(a, ','));
  return read_look(a, first);
}

int read_pivot(Args *a) {
  Report *r = a->r;
  const char *key;
  r->member_at = r->nCol;
  if (!arg_names1(a, &r->object)) return 0;
  do {
    if ((key = arg_string(a, "the key of a member")) == NULL || !read_name(a, key)) return 0;
    r->nPivot++;
  } while (arg_sign(a, ','));
  return read_look(a, r->member_at);
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
  } while (arg_sign(a, ','));
  return 1;
}

int read_band(Args *a) {
  Report *r = a->r;
  Band *b = PUSH(r->pool, r->band, r->nBand);
  return (b->title = arg_display(a, "the heading")) != NULL && arg_names(a, &b->cols);
}

static int read_count(Args *a) {
  Group *g = a->to;
  g->count = 1;
  if (arg_is(a, T_STRING)) g->unit = arg_display(a, "the unit");
  return 1;
}

const Option group_options[] = {
    {"count", read_count, 0, NULL, NULL, 0}, {"outline", option_flag, offsetof(Group, outline), NULL, NULL, 0}, {0}};

int read_group(Args *a) {
  Group *g = &a->r->group;
  const Option *o;
  if (!arg_names1(a, &g->col)) return 0;
  g->on = 1;
  while (!arg_is(a, T_END)) { /* words, of which count may have its unit behind it */
    for (o = group_options; o->key && !arg_word(a, o->key);) o++;
    if (!o->key) return option_unknown(a, group_options, "group option", 0);
    option_read(a, g, o);
  }
  return 1;
}

/* ---- total ---- */

/* In the order of SummaryKind, behind S_NONE. */
const Option total_options[] = {{"sum", option_names, offsetof(Summary, cols), NULL, NULL, 0},
                                {"count", option_names, offsetof(Summary, cols), NULL, NULL, 0},
                                {"ratio", option_three, offsetof(Summary, cols), "/", NULL, 0},
                                {"diff", option_three, offsetof(Summary, cols), ":", NULL, 0},
                                {"blank", option_names, offsetof(Summary, cols), NULL, NULL, 0},
                                {0}};

int read_total(Args *a) {
  Total *t = &a->r->total;
  const char *label = arg_display(a, "the label");
  if (!label) return 0;
  while (!arg_is(a, T_END)) {
    Summary *s = PUSH(a->r->pool, t->summary, t->nSummary);
    const Option *o = option_next(a, total_options, "total option", 0, NULL);
    if (!o) return 0;
    s->kind = (SummaryKind)(S_SUM + (o - total_options));
    if (!option_read(a, s, o)) return 0;
  }
  t->label = label;
  return 1;
}

/* ---- rule, scale ---- */

static int read_between(Args *a) {
  Rule *u = a->to;
  u->value.type = u->high.type = V_REAL;
  return arg_bounds(a, &u->value.r, &u->high.r);
}
static int read_contains(Args *a) {
  Rule *u = a->to;
  u->value.type = V_TEXT;
  return (u->value.z = arg_string(a, a->o->what)) != NULL;
}

static const char *const styles[] = {"baik", "sedang", "buruk", "redup", "tebal", "kategori", NULL};
/* The conditions in the order of Op, then what is behind them. */
const Option rule_options[] = {{"between", read_between, 0, NULL, NULL, 0},
                               {"contains", read_contains, 0, "the text", NULL, 0},
                               {"blank", NULL, 0, NULL, NULL, 0},
                               {"style", option_choice, offsetof(Rule, style), "style", styles, 0},
                               {0}};

static int read_condition(Args *a, Rule *u) {
  const Option *o = rule_options;
  if (arg_is(a, T_OP)) {
    u->op = a->t[a->i++].op;
    return arg_value(a, &u->value);
  }
  while (o->read != option_choice && !arg_word(a, o->key)) o++;
  if (o->read == option_choice) return 1;
  u->op = (Op)(O_BETWEEN + (o - rule_options));
  return option_read(a, u, o);
}

/* The first rule names the columns; those behind a comma are of the same. */
int read_rule(Args *a) {
  Report *r = a->r;
  int first = r->nRule;
  const Option *o = rule_options;
  while (o->read != option_choice) o++;
  do {
    Rule *u = PUSH(r->pool, r->rule, r->nRule);
    if (first < r->nRule - 1) u->cols = r->rule[first].cols;
    else if (!arg_names(a, &u->cols)) return 0;
    if (!read_condition(a, u)) return 0;
    Place at = a->t[a->i].at;
    const char *key = arg_option(a);
    if (!key || strcmp(key, o->key) != 0)
      return define_bad(r, at, "style= expected, not %s", a->t[a->i - (key ? 2 : 0)].text);
    if (!option_read(a, u, o)) return 0;
  } while (arg_sign(a, ','));
  return 1;
}

int read_scale(Args *a) {
  Report *r = a->r;
  Scale *s = PUSH(r->pool, r->scale, r->nScale);
  if (!arg_names(a, &s->cols)) return 0;
  for (; arg_is(a, T_STOP); a->i++, s->nStop++) {
    const Token *t = &a->t[a->i];
    if (s->nStop == 3) return define_bad(r, t->at, "a scale has two or three stops");
    if (s->nStop && t->number <= s->at[s->nStop - 1]) return define_bad(r, t->at, "the stops of a scale ascend");
    s->at[s->nStop] = t->number;
    s->color[s->nStop] = t->color;
  }
  return s->nStop >= 2 ? 1 : arg_bad(a, "a scale has two or three stops (50#ffffbf)");
}

/* at= stands for itself: two numbers, from the middle icon on and from the best on. */
static int read_steps(Args *a) {
  Icons *u = a->to;
  Place at = a->t[a->i].at;
  if (!arg_number(a, a->o->what, &u->at[0])) return 0;
  if (!arg_sign(a, ',') || !arg_number(a, a->o->what, &u->at[1]))
    return define_bad(a->r, at, "at= takes two numbers, as in at=60,80");
  return u->at[0] < u->at[1] ? 1 : define_bad(a->r, at, "the two numbers of at= ascend");
}

static const char *const icon_sets[] = {"arrows3", "lights3", "signs3", "symbols3", NULL}; /* page/look.c */
const Option icons_options[] = {{"set", option_choice, offsetof(Icons, set), "set of icons", icon_sets, 0},
                                {"at", read_steps, 0, "a number", NULL, 0},
                                {"reverse", option_flag, offsetof(Icons, reverse), NULL, NULL, 0},
                                {"only", option_flag, offsetof(Icons, only), NULL, NULL, 0},
                                {0}};

int read_icons(Args *a) {
  Report *r = a->r;
  Icons *u = PUSH(r->pool, r->icons, r->nIcons);
  Place at = a->t[a->i].at;
  u->set = -1;
  if (!arg_names(a, &u->cols) || !option_list(a, u, icons_options, "icons option", 0, NULL)) return 0;
  if (u->set >= 0 && u->at[0] < u->at[1]) return 1;
  return define_bad(r, at, "icons need set= and at=, as in set=arrows3 at=60,80");
}

/* ---- chart ---- */

static int read_size(Args *a) {
  Chart *c = a->to;
  const Token *t = &a->t[a->i++];
  if (t->kind != T_SIZE) return define_bad(a->r, t->at, "size= takes pixels, as in 480x288");
  if (!(t->number >= 100 && t->number <= 2000 && t->high >= 80 && t->high <= 2000))
    return define_bad(a->r, t->at, "a chart is 100..2000 by 80..2000 pixels");
  c->width = (int)t->number, c->height = (int)t->high;
  return 1;
}

static int read_colors(Args *a) {
  Chart *c = a->to;
  do {
    a->to = PUSH(a->r->pool, c->color, c->nColor);
    if (!option_color(a)) return 0;
  } while (arg_sign(a, ','));
  return 1;
}

static const char *const places[] = {"below", "right", NULL};
#define CHART(member) offsetof(Chart, member)
const Option chart_options[] = {{"x", option_name, CHART(x), NULL, NULL, 0},
                                {"y", option_names, CHART(y), NULL, NULL, 0},
                                {"at", option_choice, CHART(right), "place", places, 0},
                                {"size", read_size, 0, NULL, NULL, 0},
                                {"alt", option_display, CHART(alt), "the description", NULL, 0},
                                {"min", option_number, CHART(min), "the least value", NULL, 0},
                                {"max", option_number, CHART(max), "the greatest value", NULL, 0},
                                {"fmt", option_choice, CHART(fmt), "format", formats, F_TEXT},
                                {"colors", read_colors, 0, color, NULL, 0},
                                {"total", option_flag, CHART(with_total), NULL, NULL, 0},
                                {0}};
const char *const chart_types[] = {"column", "bar", "stacked", "stacked100", "line", "pie", NULL};

int read_chart(Args *a) {
  Report *r = a->r;
  Chart *c = PUSH(r->pool, r->chart, r->nChart);
  int type;
  *c = (Chart){.at = a->t[a->i].at, .min = (double)NAN, .max = (double)NAN};
  if ((type = arg_choice(a, a->o->what, a->o->choice)) < 0) return 0;
  c->type = (ChartType)type;
  if ((c->title = arg_display(a, "the title of the chart")) == NULL) return 0;
  if (!option_list(a, c, chart_options, "chart option", 0, "a chart has no %s")) return 0;
  if (!c->x.n) return define_bad(r, c->at, "the chart has no x=");
  if (!c->y.n) return define_bad(r, c->at, "the chart has no y=");
  return c->alt ? 1 : define_bad(r, c->at, "the chart has no alt=, the text for those who cannot see it");
}

/* ---- expect ---- */

static int read_rows(Args *a) {
  Expect *e = a->to;
  e->op = O_EQ; /* rows=5; rows>=5 is read before */
  return arg_number(a, a->o->what, &e->lo);
}

static int read_range(Args *a) {
  Expect *e = a->to;
  if (!arg_names1(a, &e->cols)) return 0;
  if (!arg_sign(a, ':')) return arg_bad(a, "between= takes a column and a range, as in a:0..100");
  return arg_bounds(a, &e->lo, &e->hi);
}

static int read_sum(Args *a) {
  Expect *e = a->to;
  do {
    if (!arg_names1(a, &e->cols)) return 0;
  } while (arg_sign(a, '+'));
  if (!arg_sign(a, ':')) return arg_bad(a, "sum= takes columns and their sum, as in a+b:c");
  return arg_names1(a, &e->target);
}

/* In the order of ExpectKind. */
const Option expect_options[] = {{"rows", read_rows, 0, "the number of rows", NULL, 0},
                                 {"unique", option_names, offsetof(Expect, cols), NULL, NULL, 0},
                                 {"notnull", option_names, offsetof(Expect, cols), NULL, NULL, 0},
                                 {"between", read_range, 0, NULL, NULL, 0},
                                 {"sum", read_sum, 0, NULL, NULL, 0},
                                 {"percent", option_three, offsetof(Expect, cols), "/", NULL, 0},
                                 {0}};

static int read_one(Args *a) {
  Report *r = a->r;
  Expect *e = PUSH(r->pool, r->expect, r->nExpect);
  const Option *o;
  e->at = a->t[a->i].at;
  if (arg_word(a, "rows")) {
    if (!arg_is(a, T_OP)) return arg_bad(a, "rows takes a comparison, as in rows>=1");
    e->op = a->t[a->i++].op;
    return arg_number(a, "the number of rows", &e->lo);
  }
  if ((o = option_next(a, expect_options, "expectation", 0, NULL)) == NULL) return 0;
  e->kind = (ExpectKind)(o - expect_options);
  return option_read(a, e, o);
}

int read_expect(Args *a) {
  do {
    if (!read_one(a)) return 0;
  } while (!arg_is(a, T_END));
  return 1;
}
