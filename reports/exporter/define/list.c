/* list.c: --source: one report as it is read. --list: the workbooks and reports there are, with their members,
** parameters and columns.
**
** For people and shell scripts one line each, with tabs between the cells; with --json one document:
**   {"workbooks": [{"name", "title", "file", "members": [...], "params": [...]}],
**    "reports": [{"name", "title", "sheet", "path", "in": [...], "params": [...], "columns": [...]}]}
** A report that is wrong is listed as far as it could be read; --check says what is wrong. */
#include "define/define.h"
#include <jansson.h>
#include <sqlite3.h>

static void list_text(Library *lib, const Report *r) {
  int n;
  Report **a = r->is_workbook ? library_members(lib, r, &n) : NULL;
  printf("%s\t%s\t%s\n", r->is_workbook ? "workbook" : "report", r->name, r->title ? r->title : "");
  for (int j = 0; r->is_workbook && j < n; j++)
    printf("\tmember\t%s\t%d\n", a[j]->name, library_member(a[j], r)->order);
  for (int j = 0; j < r->nParam; j++) {
    const Param *d = &r->param[j];
    if (d->fixed || d->given) continue;
    printf("\tparam\t%s\t%s%s%s%s\n", d->name, param_types[d->type], d->required ? " required" : "",
           d->label ? "\t" : "", d->label ? d->label : "");
  }
  for (int j = 0; j < r->nCol; j++) {
    const Column *c = &r->col[j];
    printf("\tcolumn\t%s\t%s\t%s\n", c->name, c->format ? format_name(c->format) : "", c->header);
  }
}

/* ---- json ---- */

static json_t *value(const Value *v) {
  return v->type == V_NULL   ? json_null()
         : v->type == V_INT  ? json_integer(v->i)
         : v->type == V_REAL ? json_real(v->r)
                             : json_string(v->z);
}

static json_t *params(const Report *r) {
  json_t *a = json_array();
  for (int i = 0; i < r->nParam; i++) {
    const Param *d = &r->param[i];
    if (d->fixed || d->given) continue;
    json_t *o = json_pack("{s:s, s:s, s:b, s:s?}", "name", d->name, "type", param_types[d->type], "required",
                          d->required, "label", d->label);
    if (d->def.type != V_NULL) json_object_set_new(o, "default", value(&d->def));
    if (d->min.type != V_NULL) json_object_set_new(o, "min", value(&d->min));
    if (d->max.type != V_NULL) json_object_set_new(o, "max", value(&d->max));
    if (d->nIn) json_object_set_new(o, "in", json_array());
    for (int k = 0; k < d->nIn; k++) json_array_append_new(json_object_get(o, "in"), value(&d->in[k]));
    json_array_append_new(a, o);
  }
  return a;
}

static json_t *columns(const Report *r) {
  json_t *a = json_array();
  for (int i = 0; i < r->nCol; i++) {
    const Column *c = &r->col[i];
    json_array_append_new(
        a, json_pack("{s:s, s:s, s:s?}", "name", c->name, "header", c->header, "format", format_name(c->format)));
  }
  return a;
}

static json_t *list_json(Library *lib, const Report *r) {
  json_t *names = json_array();
  int n;
  if (r->is_workbook) {
    Report **a = library_members(lib, r, &n);
    for (int i = 0; i < n; i++) json_array_append_new(names, json_string(a[i]->name));
    return json_pack("{s:s, s:s?, s:s?, s:o, s:o}", "name", r->name, "title", r->title, "file", r->file, "members",
                     names, "params", params(r));
  }
  for (int i = 0; i < r->nMember; i++) json_array_append_new(names, json_string(r->member[i].workbook));
  return json_pack("{s:s, s:s?, s:s?, s:s, s:o, s:o, s:o}", "name", r->name, "title", r->title, "sheet", r->sheet.name,
                   "path", r->path, "in", names, "params", params(r), "columns", columns(r));
}

int library_list(Library *lib, int json) {
  json_t *workbooks = json_array(), *reports = json_array();
  int ok = 1;
  for (int i = 0; i < lib->nReport; i++) {
    if (!json) list_text(lib, lib->report[i]);
    else json_array_append_new(lib->report[i]->is_workbook ? workbooks : reports, list_json(lib, lib->report[i]));
  }
  json_t *all = json_pack("{s:o, s:o}", "workbooks", workbooks, "reports", reports);
  if (json) ok = json_dumpf(all, stdout, JSON_INDENT(1)) == 0 && putchar('\n') != EOF;
  json_decref(all);
  return ok ? RC_OK : RC_OUTPUT;
}

/* ---- source ---- */

static void put_string(const char *z) {
  putchar('"');
  for (; *z; z++) {
    if (strchr("\"\\\n", *z)) putchar('\\');
    putchar(*z == '\n' ? 'n' : *z);
  }
  putchar('"');
}

static void put_value(Pool *p, const char *before, const Value *v) {
  if (v->type == V_NULL) return;
  fputs(before, stdout);
  put_string(text_value(p, v));
}

static void put_param(Pool *p, const Param *d) {
  printf("--@ param %s %s%s", d->name, param_types[d->type], d->required ? " required" : "");
  put_value(p, " default=", &d->def), put_value(p, " min=", &d->min), put_value(p, " max=", &d->max);
  for (int k = 0; k < d->nIn; k++) put_value(p, k ? "," : " in=", &d->in[k]);
  if (d->label) putchar(' '), put_string(d->label);
  putchar('\n');
}

/* What the report has from its workbook. */
static void put_lent(const Report *r) {
  for (int k = 0; k < r->nParam; k++)
    if (r->param[k].at.file != r->path) put_param(r->pool, &r->param[k]);
  if (!r->lent) return;
  fputs("--@ subtitle ", stdout);
  put_string(r->lent);
  putchar('\n');
}

/* The SQL of the report with the values of its --@ as line in it. */
static const char *filled_sql(const Report *r) {
  const char *out = "";
  for (size_t i = r->sql, j, k, from = i; i <= r->nText; i = j) {
    int d = -1;
    if ((j = report_skip(r, i)) == i) j++;
    for (k = i + 1; i < r->nText && r->text[i] == ':' && is_name(r->text[k]); k++) j = k + 1;
    if (j > i + 1 && r->text[i] == ':') d = report_param(r, pool_text(r->pool, r->text + i + 1, j - i - 1));
    d = d >= 0 && r->param[d].fixed ? d : -1;
    if (d < 0 && i < r->nText) continue;
    out = pool_printf(r->pool, "%s%.*s", out, (int)(i - from), r->text + from);
    from = j;
    if (d < 0) break;
    const Value *v = &r->param[d].def;
    char *text = sqlite3_mprintf(v->type == V_TEXT ? "%Q" : "%s", v->z);
    out = pool_printf(r->pool, "%s%s", out, text);
    sqlite3_free(text);
  }
  return out;
}

/* The text of one report, with what it has from its workbook behind the first of its lines. */
int library_source(Library *lib, const char *name) {
  const Report *r = library_find(lib, name);
  if (!r) return RC_USAGE;
  const char *text = pool_printf(r->pool, "%.*s%s", (int)r->sql, r->text, filled_sql(r)), *line = text;
  int lent = 0;
  for (size_t n, shown; *line; line += n + (line[n] == '\n')) {
    n = shown = strcspn(line, "\n");
    int is_headline = strncmp(line, "--@", 3) == 0 && line < text + r->sql;
    while (r->nVariant && shown && line[shown - 1] == ' ') shown--;
    if (n && !shown) continue; /* it belongs to another report */
    const char *filled = is_headline && r->nVariant ? variant_fill(r, line, &shown) : line;
    printf("%.*s\n", (int)shown, filled);
    if (is_headline && !lent++) put_lent(r);
  }
  return RC_OK;
}
