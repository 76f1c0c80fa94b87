/* directive.c: the table of directives, and those that name, describe and place a report (spm-report(5)). What
** concerns the columns is in directive_table.c.
**
** A reader gets the words behind the key, fills the report, and returns 0 after an error. Words left over are an error:
** nothing in a file is ignored. */
#include "define/define.h"
#include <strings.h>

static int read_report(Args *a) {
  Place at = a->t[a->i].at;
  double v;
  if (!arg_number(a, "the format version", &v)) return 0;
  return v == 1 ? 1 : define_bad(a->r, at, "format version %g is not known (1 is)", v);
}

static int read_workbook(Args *a) {
  const char *name = arg_name(a, "the name of the workbook");
  if (!name) return 0;
  if (a->r->nDirective == 1) a->r->is_workbook = 1;
  a->r->name = a->r->base = name;
  return read_report(a);
}

/* The name of the report, and values that are part of it. */
static int read_as(Args *a) {
  Report *r = a->r;
  const char *first = arg_name(a, a->o->what), *base = first, *key;
  if (!first || (arg_sign(a, '/') && (base = arg_name(a, a->o->what)) == NULL)) return 0;
  r->name = base == first ? pool_printf(r->pool, "%.*s%s", (int)(r->base - r->name), r->name, base)
                          : pool_printf(r->pool, "%s/%s", first, base);
  r->base = path_name(r->name);
  while (!arg_is(a, T_END)) {
    Place at = a->t[a->i].at;
    if ((key = arg_option(a)) == NULL) return arg_bad(a, "KEY=VALUE expected, not %s");
    if (report_param(r, key) >= 0) return define_bad(r, at, "parameter %s is declared twice", key);
    Param *d = PUSH(r->pool, r->param, r->nParam);
    *d = (Param){.at = at, .name = key, .type = P_TEXT, .fixed = 1};
    if (!arg_value(a, &d->def)) return 0;
    if (d->def.z[strcspn(d->def.z, "\"\\\n")]) return define_bad(r, at, "a value cannot hold \", \\ or a new line");
  }
  return 1;
}

/* note, source */
static int read_text(Args *a) {
  Texts *texts = (Texts *)(void *)((char *)a->to + a->o->at);
  const char *z = arg_display(a, a->o->what);
  if (z) *PUSH(a->r->pool, texts->a, texts->n) = z;
  return z != NULL;
}

static int read_file(Args *a) {
  a->r->file_at = a->t[a->i].at;
  return option_display(a);
}

static int read_up(Args *a) {
  a->r->up_at = a->t[a->i].at;
  if ((a->r->up = arg_name(a, a->o->what)) == NULL) return 0;
  return arg_sign(a, ':') ? arg_names1(a, &a->r->up_key) : 1;
}

static int read_toc(Args *a) {
  a->r->toc = in_lang("Daftar lembar", "Sheets");
  return arg_is(a, T_STRING) ? option_display(a) : 1;
}

static int read_in(Args *a) {
  Place at = a->t[a->i].at;
  const char *w = arg_name(a, a->o->what);
  double n = 0;
  if (w && !arg_number(a, "the place in the workbook", &n)) w = NULL;
  if (w && !(n >= 0 && n <= 1e6 && n == floor(n))) {
    define_bad(a->r, a->t[a->i - 1].at, "the place in the workbook is a whole number from 0 to 1000000");
    w = NULL;
  }
  *PUSH(a->r->pool, a->r->member, a->r->nMember) = (Member){at, w ? w : "", w ? (int)n : 0};
  return w != NULL;
}

/* ---- sheet ---- */

/* Excel's rules for sheet names: 1..31 UTF-16 units, none of []:*?/\, no ' at an edge. */
static int sheet_name(Report *r, const char *z, Place at) {
  size_t n = strlen(z);
  if (z[strspn(z, " ")] == 0) return define_bad(r, at, "the name of a sheet is empty");
  if (utf16_length(z) > 31) return define_bad(r, at, "the name of a sheet has at most 31 characters");
  if (strpbrk(z, "[]:*?/\\\n")) return define_bad(r, at, "the name of a sheet cannot hold any of []:*?/\\");
  if (z[0] == '\'' || z[n - 1] == '\'') return define_bad(r, at, "the name of a sheet cannot begin or end with '");
  if (strcasecmp(z, "History") == 0) return define_bad(r, at, "Excel keeps the sheet name History for itself");
  return 1;
}

static int read_freeze(Args *a) {
  Place at = a->t[a->i - 2].at;
  double x;
  if (!arg_number(a, a->o->what, &x)) return 0;
  if (!(x >= 0 && x <= 20)) return define_bad(a->r, at, "freeze= takes 0..20 columns");
  ((Sheet *)a->to)->freeze = (int)x;
  return 1;
}

static const char *const orientations[] = {"portrait", "landscape", NULL}, *const papers[] = {"a4", "folio", NULL},
                         *const fits[] = {"width", "page", "none", NULL};
#define SHEET(member) offsetof(Sheet, member)
static const Option sheet_options[] = {{"tab", option_color, SHEET(tab), "tab= takes a colour (#rrggbb)", NULL, 0},
                                       {"orientation", option_choice, SHEET(landscape), "orientation", orientations, 0},
                                       {"paper", option_choice, SHEET(folio), "paper", papers, 0},
                                       {"fit", option_choice, SHEET(fit), "fit", fits, 0},
                                       {"freeze", read_freeze, 0, "the number of frozen columns", NULL, 0},
#define VALUED 5 /* of them; errors list these */
                                       {"hide", option_flag, SHEET(hide), NULL, NULL, 0},
                                       {"plain", option_flag, SHEET(plain), NULL, NULL, 0},
                                       {"protect", option_flag, SHEET(protect), NULL, NULL, 0},
                                       {"filter", option_flag, SHEET(filter), NULL, NULL, 0},
                                       {"data", option_flag, SHEET(data), NULL, NULL, 0},
                                       {0}};

static int read_sheet(Args *a) {
  Sheet *s = &a->r->sheet;
  s->at = a->t[a->i].at;
  if ((s->name = arg_string(a, a->o->what)) == NULL || !sheet_name(a->r, s->name, s->at)) return 0;
  return option_list(a, s, sheet_options, "sheet option", VALUED, "a sheet has no %s");
}

/* ---- param ---- */

static int read_value(Args *a, const Param *d, Value *v) {
  Place at = a->t[a->i].at;
  Value raw = {0};
  if (!arg_value(a, &raw)) return 0;
  const char *why = param_convert(a->r->pool, d, raw.z, v);
  if (why && (v == &d->min || v == &d->max)) v->type = V_NULL; /* no limit */
  return why ? define_bad(a->r, at, "%s", why) : 1;
}

static int read_limit(Args *a) {
  return read_value(a, a->to, (Value *)(void *)((char *)a->to + a->o->at));
}

static int read_values(Args *a) {
  Param *d = a->to;
  do {
    if (!read_value(a, d, PUSH(a->r->pool, d->in, d->nIn))) return 0;
  } while (arg_sign(a, ','));
  return 1;
}

static const Option param_options[] = {{"default", read_limit, offsetof(Param, def), NULL, NULL, 0},
                                       {"min", read_limit, offsetof(Param, min), NULL, NULL, 0},
                                       {"max", read_limit, offsetof(Param, max), NULL, NULL, 0},
                                       {"in", read_values, 0, NULL, NULL, 0},
                                       {"required", option_flag, offsetof(Param, required), NULL, NULL, 0},
                                       {"given", option_flag, offsetof(Param, given), NULL, NULL, 0},
                                       {0}};

static int read_param(Args *a) {
  Report *r = a->r;
  Place at = a->t[a->i].at;
  const char *name = arg_name(a, "the name of the parameter");
  int type = name ? arg_choice(a, a->o->what, a->o->choice) : -1;
  const Option *o;
  if (name && report_param(r, name) >= 0) return define_bad(r, at, "parameter %s is declared twice", name);
  /* A parameter of a wrong type stays declared: one mistake, one message. */
  if (!name) return 0;
  Param *d = PUSH(r->pool, r->param, r->nParam);
  *d = (Param){.at = at, .name = name, .type = type < 0 ? P_TEXT : (ParamType)type};
  while (type >= 0 && !arg_is(a, T_END)) {
    if (arg_is(a, T_STRING)) d->label = arg_string(a, "the label");
    else if ((o = option_next(a, param_options, "parameter option", 0, NULL)) == NULL || !option_read(a, d, o))
      return 0;
  }
  if (type < 0) return 0;
  if (d->given && !r->is_workbook) return define_bad(r, d->at, "given belongs in a workbook, whose SELECT gives it");
  const char *why = d->def.type == V_NULL ? NULL : param_limits(r->pool, d, &d->def);
  return why ? define_bad(r, d->at, "default: %s", why) : 1;
}

/* ---- the table ---- */

#define OF(member) offsetof(Report, member)
const Directive directives[] = {
    {IN_REPORT, {"report", read_report, 0, NULL, NULL, 0}, NULL},
    {IN_WORKBOOK, {"workbook", read_workbook, 0, NULL, NULL, 0}, NULL},
    {IN_REPORT | REPEATS, {"as", read_as, 0, "the name of a report", NULL, 0}, NULL},
    {IN_REPORT | IN_WORKBOOK, {"title", option_display, OF(title), "the title", NULL, 0}, NULL},
    {IN_REPORT | IN_WORKBOOK, {"subtitle", option_display, OF(subtitle), "the subtitle", NULL, 0}, NULL},
    {IN_REPORT | REPEATS, {"note", read_text, OF(note), "the note", NULL, 0}, NULL},
    {IN_REPORT | REPEATS, {"source", read_text, OF(source), "the source", NULL, 0}, NULL},
    {IN_REPORT | IN_WORKBOOK | REPEATS, {"param", read_param, 0, "parameter type", param_types, 0}, param_options},
    {IN_REPORT, {"sheet", read_sheet, 0, "the name of the sheet", NULL, 0}, sheet_options},
    {IN_REPORT | REPEATS, {"in", read_in, 0, "the name of a workbook", NULL, 0}, NULL},
    {IN_REPORT | REPEATS, {"col", read_col, 0, NULL, NULL, 0}, col_options},
    {IN_REPORT, {"pivot", read_pivot, 0, NULL, NULL, 0}, col_options},
    {IN_REPORT, {"cards", read_cards, 0, NULL, NULL, 0}, NULL},
    {IN_REPORT | REPEATS, {"band", read_band, 0, NULL, NULL, 0}, NULL},
    {IN_REPORT, {"numbering", option_flag, OF(numbering), NULL, NULL, 0}, NULL},
    {IN_REPORT, {"group", read_group, 0, NULL, NULL, 0}, group_options},
    {IN_REPORT, {"total", read_total, 0, NULL, NULL, 0}, total_options},
    {IN_REPORT | REPEATS, {"rule", read_rule, 0, NULL, NULL, 0}, rule_options},
    {IN_REPORT | REPEATS, {"scale", read_scale, 0, NULL, NULL, 0}, NULL},
    {IN_REPORT | REPEATS, {"icons", read_icons, 0, NULL, NULL, 0}, icons_options},
    {IN_REPORT | REPEATS, {"chart", read_chart, 0, "chart type", chart_types, 0}, chart_options},
    {IN_REPORT | REPEATS, {"expect", read_expect, 0, NULL, NULL, 0}, expect_options},
    {IN_WORKBOOK, {"file", read_file, OF(file), "the file name", NULL, 0}, NULL},
    {IN_WORKBOOK, {"toc", read_toc, OF(toc), "the heading", NULL, 0}, NULL},
    {IN_WORKBOOK, {"author", option_string, OF(author), "the author", NULL, 0}, NULL},
    {IN_WORKBOOK, {"id", option_display, OF(id), "the id", NULL, 0}, NULL},
    {IN_WORKBOOK, {"up", read_up, 0, "the name of a workbook", NULL, 0}, NULL},
    {IN_WORKBOOK, {"key", option_name, OF(key), NULL, NULL, 0}, NULL},
    {0}};

void directive_read(Report *r, const char *key, Place at, Args *a) {
  const Directive *d = directives;
  while (d->o.key && strcmp(d->o.key, key) != 0) d++;
  if (!d->o.key) {
    define_bad(r, at, "unknown directive %s%s", key,
               nearest(r->pool, key, &directives->o.key, sizeof *directives, (int)(d - directives)));
    return;
  }
  int *seen = &r->seen[d - directives];
  if (++r->nDirective == 1 && d->o.read != read_report && d->o.read != read_workbook)
    define_bad(r, at, "the first line is --@ report 1 (or --@ workbook NAME 1), not %s", key);
  int here = r->is_workbook || (r->nDirective == 1 && d->o.read == read_workbook) ? IN_WORKBOOK : IN_REPORT;
  if (!(d->flags & here)) {
    define_bad(r, at, "%s does not belong in a %s file", key, here == IN_REPORT ? "report" : "workbook");
  } else if (*seen && !(d->flags & REPEATS)) {
    define_bad(r, at, "%s is given twice, first on line %d", key, *seen);
  } else {
    *seen = at.line;
    if (option_read(a, r, &d->o) && !arg_is(a, T_END))
      define_bad(r, a->t[a->i].at, "%s: what is %s?", key, a->t[a->i].text);
  }
}

/* ---- the whole file ---- */

static void use_param(void *ctx, Place at, const char *name) {
  Report *r = ctx;
  int i = report_param(r, name);
  if (i >= 0) r->param[i].used = 1;
  else if (r->is_workbook && r->sql < r->nText) return; /* may be a column: query.c looks */
  else define_bad(r, at, "{%s}: no such parameter%s", name, report_near_param(r, name));
}

/* What a sheet that a person fills in, or saves as CSV, cannot hold. */
static void check_form(Report *r) {
  const Sheet *s = &r->sheet;
  for (int i = 0; i < r->nCol; i++) {
    const Column *c = &r->col[i];
    if (c->input && c->null_text) define_bad(r, c->at, "an input column has no null= text: it would be data");
    else if (s->plain && c->null_text) define_bad(r, s->at, "a plain sheet has no null= texts: they would be data");
    if (c->input && (c->link || c->link_book)) define_bad(r, c->at, "an input column has no link=");
  }
  if (s->plain && (r->total.label || r->group.on || r->nChart || r->nBand || r->nCard || r->numbering))
    define_bad(r, s->at, "a plain sheet is one table: no total, group, chart, band, cards or numbering");
  else if (s->filter && (r->group.on || r->nCard)) define_bad(r, s->at, "a filter would take group rows for data");
}

void directive_finish(Report *r) {
  Place top = {r->path, 1, 1};
  if (r->nDiag && !r->nDirective) return; /* not even readable */
  if (!r->nDirective) define_bad(r, top, "no --@ lines: the first one is --@ report 1");
  if (!r->is_workbook && r->sql >= r->nText && r->nDirective) define_bad(r, r->sql_at, "the file has no SELECT");
  if (r->is_workbook && !r->file) define_bad(r, top, "the workbook has no --@ file");
  report_texts(r, use_param, r, 1);
  for (int i = 0; i < r->nChart; i++) {
    if (r->group.on) define_bad(r, r->chart[i].at, "a chart needs a table without groups");
    if (r->chart[i].with_total && !r->total.label)
      define_bad(r, r->chart[i].at, "the chart shows a total that the table has not");
  }
  check_form(r);
  if (!r->is_workbook && r->nDirective && !r->sheet.name) sheet_name(r, r->base, top);
  if (r->nCard && (r->total.label || r->group.on || r->nChart || r->nBand || r->numbering))
    define_bad(r, r->card_at, "cards cannot be combined with a table's total, group, chart, band or numbering");
}
