/* directive.c: the table of directives, and those that name, describe and place a report (spm-report(5)). What
** concerns the columns is in directive_table.c.
**
** A reader gets the words behind the key, fills the report, and returns 0 after an error. Words left over are an error:
** nothing in a file is ignored. */
#include "define/define.h"
#include <math.h>
#include <string.h>
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

static int read_title(Args *a) {
  return (a->r->title = arg_display(a, "the title")) != NULL;
}
static int read_subtitle(Args *a) {
  return (a->r->subtitle = arg_display(a, "the subtitle")) != NULL;
}
static int read_author(Args *a) {
  return (a->r->author = arg_string(a, "the author")) != NULL;
}

static int read_note(Args *a) {
  const char *z = arg_display(a, "the note");
  if (z) *PUSH(a->r->pool, a->r->note, a->r->nNote) = z;
  return z != NULL;
}

static int read_source(Args *a) {
  const char *z = arg_display(a, "the source");
  if (z) *PUSH(a->r->pool, a->r->source, a->r->nSource) = z;
  return z != NULL;
}

static int read_file(Args *a) {
  a->r->file_at = a->t[a->i].at;
  return (a->r->file = arg_display(a, "the file name")) != NULL;
}

static int read_up(Args *a) {
  a->r->up_at = a->t[a->i].at;
  if ((a->r->up = arg_name(a, "the name of a workbook")) == NULL) return 0;
  if (!arg_is(a, T_COLON)) return 1;
  a->i++;
  return arg_names1(a, &a->r->up_key);
}

static int read_key(Args *a) {
  return arg_names1(a, &a->r->key);
}

static int read_toc(Args *a) {
  a->r->toc = in_lang("Daftar lembar", "Sheets");
  return arg_is(a, T_STRING) ? (a->r->toc = arg_display(a, "the heading")) != NULL : 1;
}

static int read_numbering(Args *a) {
  return a->r->numbering = 1;
}

static int read_in(Args *a) {
  Place at = a->t[a->i].at;
  const char *w = arg_name(a, "the name of a workbook");
  double n = 0;
  Member *m;
  if (w && !arg_number(a, "the place in the workbook", &n)) w = NULL;
  if (w && !(n >= 0 && n <= 1e6 && n == floor(n))) {
    define_bad(a->r, a->t[a->i - 1].at, "the place in the workbook is a whole number from 0 to 1000000");
    w = NULL;
  }
  m = PUSH(a->r->pool, a->r->member, a->r->nMember);
  *m = (Member){at, w ? w : "", w ? (int)n : 0};
  return w != NULL;
}

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

static int read_sheet_option(Args *a, Sheet *s, const char *key, Place at) {
  static const char *const orientation[] = {"portrait", "landscape", NULL}, *const paper[] = {"a4", "folio", NULL},
                           *const fit[] = {"width", "page", "none", NULL}, *const keys[] = {"tab",    "orientation",
                                                                                            "paper",  "fit",
                                                                                            "freeze", NULL};
  double x = 0;
  int i;
  if (strcmp(key, "tab") == 0) {
    if (!arg_is(a, T_COLOR)) return define_bad(a->r, a->t[a->i].at, "tab= takes a colour (#rrggbb)");
    s->tab = a->t[a->i++].color;
  } else if (strcmp(key, "orientation") == 0) {
    if ((s->landscape = arg_choice(a, key, orientation)) < 0) return 0;
  } else if (strcmp(key, "paper") == 0) {
    if ((s->folio = arg_choice(a, key, paper)) < 0) return 0;
  } else if (strcmp(key, "fit") == 0) {
    if ((i = arg_choice(a, key, fit)) < 0) return 0;
    s->fit = (Fit)i;
  } else if (strcmp(key, "freeze") == 0) {
    if (!arg_number(a, "the number of frozen columns", &x)) return 0;
    if (x < 0 || x > 20) return define_bad(a->r, at, "freeze= takes 0..20 columns");
    s->freeze = (int)x;
  } else {
    a->i -= 2;
    return arg_choice(a, "sheet option", keys) >= 0;
  }
  return 1;
}

static int read_sheet(Args *a) {
  Sheet *s = &a->r->sheet;
  const char *key;
  s->at = a->t[a->i].at;
  if ((s->name = arg_string(a, "the name of the sheet")) == NULL || !sheet_name(a->r, s->name, s->at)) return 0;
  while (!arg_is(a, T_END)) {
    Place at = a->t[a->i].at;
    if (arg_word(a, "hide")) s->hide = 1;
    else if (arg_word(a, "plain")) s->plain = 1;
    else if (arg_word(a, "protect")) s->protect = 1;
    else if (arg_word(a, "filter")) s->filter = 1;
    else if (arg_word(a, "data")) s->data = 1;
    else if ((key = arg_option(a)) == NULL) return define_bad(a->r, at, "a sheet has no %s", a->t[a->i].text);
    else if (!read_sheet_option(a, s, key, at)) return 0;
  }
  return 1;
}

static int read_limit(Args *a, Param *d, Value *v) {
  Place at = a->t[a->i].at;
  Value raw = {0};
  const char *why;
  if (!arg_value(a, &raw)) return 0;
  why = param_convert(a->r->pool, d, raw.z, v);
  return why ? define_bad(a->r, at, "%s", why) : 1;
}

static int read_param(Args *a) {
  static const char *const keys[] = {"default", "min", "max", "in", "required", NULL};
  static const char *const types[] = {"int", "real", "text", "bool", "date", NULL};
  Report *r = a->r;
  Place at = a->t[a->i].at;
  const char *name = arg_name(a, "the name of the parameter"), *key, *why;
  int type = name ? arg_choice(a, "parameter type", types) : -1, i;
  Param *d;
  for (i = 0; name && i < r->nParam; i++) {
    if (strcmp(r->param[i].name, name) == 0) return define_bad(r, at, "parameter %s is declared twice", name);
  }
  /* A parameter of a wrong type stays declared: one mistake, one message. */
  if (!name) return 0;
  d = PUSH(r->pool, r->param, r->nParam);
  *d = (Param){.at = at, .name = name, .type = type < 0 ? P_TEXT : (ParamType)type};
  while (type >= 0 && !arg_is(a, T_END)) {
    at = a->t[a->i].at;
    if (arg_word(a, "required")) {
      d->required = 1;
    } else if (arg_is(a, T_STRING)) {
      d->label = arg_string(a, "the label");
    } else if ((key = arg_option(a)) == NULL) {
      return arg_choice(a, "parameter option", keys) >= 0 && define_bad(r, at, "%s takes a value", a->t[a->i - 1].text);
    } else if (strcmp(key, "default") == 0) {
      if (!read_limit(a, d, &d->def)) return 0;
    } else if (strcmp(key, "min") == 0) {
      if (!(d->hasMin = read_limit(a, d, &d->min))) return 0;
    } else if (strcmp(key, "max") == 0) {
      if (!(d->hasMax = read_limit(a, d, &d->max))) return 0;
    } else if (strcmp(key, "in") == 0) {
      do {
        if (!read_limit(a, d, PUSH(r->pool, d->in, d->nIn))) return 0;
      } while (arg_is(a, T_COMMA) && a->i++ >= 0);
    } else {
      a->i -= 2;
      return arg_choice(a, "parameter option", keys) >= 0;
    }
  }
  if (type < 0) return 0;
  why = d->def.type == V_NULL ? NULL : param_limits(r->pool, d, &d->def);
  return why ? define_bad(r, d->at, "default: %s", why) : 1;
}

/* ---- the table ---- */

enum { IN_REPORT = 1, IN_WORKBOOK = 2, REPEATS = 4 };
static const struct {
  const char *key;
  int flags;
  int (*read)(Args *a);
} directives[] = {
    {"report", IN_REPORT, read_report},
    {"workbook", IN_WORKBOOK, read_workbook},
    {"title", IN_REPORT | IN_WORKBOOK, read_title},
    {"subtitle", IN_REPORT, read_subtitle},
    {"note", IN_REPORT | REPEATS, read_note},
    {"source", IN_REPORT | REPEATS, read_source},
    {"param", IN_REPORT | IN_WORKBOOK | REPEATS, read_param},
    {"sheet", IN_REPORT, read_sheet},
    {"in", IN_REPORT | REPEATS, read_in},
    {"col", IN_REPORT | REPEATS, read_col},
    {"cards", IN_REPORT, read_cards},
    {"band", IN_REPORT | REPEATS, read_band},
    {"numbering", IN_REPORT, read_numbering},
    {"group", IN_REPORT, read_group},
    {"total", IN_REPORT, read_total},
    {"rule", IN_REPORT | REPEATS, read_rule},
    {"scale", IN_REPORT | REPEATS, read_scale},
    {"icons", IN_REPORT | REPEATS, read_icons},
    {"chart", IN_REPORT | REPEATS, read_chart},
    {"expect", IN_REPORT | REPEATS, read_expect},
    {"file", IN_WORKBOOK, read_file},
    {"toc", IN_WORKBOOK, read_toc},
    {"author", IN_WORKBOOK, read_author},
    {"up", IN_WORKBOOK, read_up},
    {"key", IN_WORKBOOK, read_key},
};
#define N_DIRECTIVE ((int)(sizeof directives / sizeof *directives))

static const char *directive_name(int i, const void *unused) {
  (void)unused;
  return i < N_DIRECTIVE ? directives[i].key : NULL;
}

void directive_read(Report *r, const char *key, Place at, Args *a) {
  int i, here;
  for (i = 0; i < N_DIRECTIVE && strcmp(directives[i].key, key) != 0;) i++;
  if (i == N_DIRECTIVE) {
    define_bad(r, at, "unknown directive %s%s", key, nearest(r->pool, key, directive_name, NULL));
    return;
  }
  if (++r->nDirective == 1 && directives[i].read != read_report && directives[i].read != read_workbook) {
    define_bad(r, at, "the first line is --@ report 1 (or --@ workbook NAME 1), not %s", key);
  }
  here = r->is_workbook || (r->nDirective == 1 && directives[i].read == read_workbook) ? IN_WORKBOOK : IN_REPORT;
  if (!(directives[i].flags & here)) {
    define_bad(r, at, "%s does not belong in a %s file", key, here == IN_REPORT ? "report" : "workbook");
  } else if (r->seen[i] && !(directives[i].flags & REPEATS)) {
    define_bad(r, at, "%s is given twice, first on line %d", key, r->seen[i]);
  } else {
    r->seen[i] = at.line;
    if (directives[i].read(a) && !arg_is(a, T_END)) {
      define_bad(r, a->t[a->i].at, "%s: what is %s?", key, a->t[a->i].text);
    }
  }
}

/* ---- the whole file ---- */

static const char *param_name(int i, const void *ctx) {
  const Report *r = ctx;
  return i < r->nParam ? r->param[i].name : NULL;
}

typedef struct Use {
  Report *r;
  Place at;
} Use;

static void use_param(void *ctx, const char *name) {
  Use *u = ctx;
  int i;
  for (i = 0; i < u->r->nParam && strcmp(u->r->param[i].name, name) != 0;) i++;
  if (i < u->r->nParam) u->r->param[i].used = 1;
  else if (u->r->is_workbook && u->r->sql < u->r->nText) return; /* may be a column: query.c looks */
  else define_bad(u->r, u->at, "{%s}: no such parameter%s", name, nearest(u->r->pool, name, param_name, u->r));
}

/* What a sheet that a person fills in, or saves as CSV, cannot hold. */
static void check_form(Report *r) {
  const Sheet *s = &r->sheet;
  int i;
  for (i = 0; i < r->nCol; i++) {
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
  int i;
  if (r->nDiag && !r->nDirective) return; /* not even readable */
  r->plain = !r->nDirective;
  if (!r->nDirective) define_bad(r, top, "no --@ lines: the first one is --@ report 1");
  if (!r->is_workbook && r->sql >= r->nText && r->nDirective) define_bad(r, r->sql_at, "the file has no SELECT");
  if (r->is_workbook && !r->file) define_bad(r, top, "the workbook has no --@ file");
  for (i = 0; i < r->nDisplay; i++) {
    Use u = {r, r->display[i].at};
    char *err;
    text_scan(r->pool, r->display[i].text, use_param, &u, &err);
    if (err) define_bad(r, u.at, "%s", err);
  }
  for (i = 0; i < r->nChart; i++) {
    if (r->group.on) define_bad(r, r->chart[i].at, "a chart needs a table without groups");
    if (r->chart[i].with_total && !r->total.label)
      define_bad(r, r->chart[i].at, "the chart shows a total that the table has not");
  }
  check_form(r);
  if (!r->is_workbook && r->nDirective && !r->sheet.name) sheet_name(r, r->base, top);
  if (r->nCard && (r->total.label || r->group.on || r->nChart || r->nBand || r->numbering)) {
    define_bad(r, r->card_at, "cards cannot be combined with a table's total, group, chart, band or numbering");
  }
}
