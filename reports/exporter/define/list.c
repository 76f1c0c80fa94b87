/* list.c: --source: one report as it is read. --list: the workbooks and reports there are, with their members, parameters
** and columns.
**
** For people and shell scripts one line each, with tabs between the cells; with --json one document:
**   {"workbooks": [{"name", "title", "file", "members": [...], "params": [...]}],
**    "reports": [{"name", "title", "sheet", "path", "in": [...], "params": [...], "columns": [...]}]}
** A report that is wrong is listed as far as it could be read; --check says what is wrong. */
#include "define/define.h"
#include <jansson.h>

static void list_text(Library *lib, const Report *r) {
  int n;
  Report **a = r->is_workbook ? library_members(lib, r, &n) : NULL;
  printf("%s\t%s\t%s\n", r->is_workbook ? "workbook" : "report", r->name, r->title ? r->title : "");
  for (int j = 0; r->is_workbook && j < n; j++) printf("\tmember\t%s\n", a[j]->name);
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

static json_t *text(const char *z) {
  return z ? json_string(z) : json_null();
}

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
    json_t *o = json_pack("{s:s, s:s, s:b, s:o}", "name", d->name, "type", param_types[d->type], "required",
                          d->required, "label", text(d->label));
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
        a, json_pack("{s:s, s:s, s:o}", "name", c->name, "header", c->header, "format", text(format_name(c->format))));
  }
  return a;
}

static json_t *list_json(Library *lib, const Report *r) {
  json_t *names = json_array();
  int n;
  if (r->is_workbook) {
    Report **a = library_members(lib, r, &n);
    for (int i = 0; i < n; i++) json_array_append_new(names, json_string(a[i]->name));
    return json_pack("{s:s, s:o, s:o, s:o, s:o}", "name", r->name, "title", text(r->title), "file", text(r->file),
                     "members", names, "params", params(r));
  }
  for (int i = 0; i < r->nMember; i++) json_array_append_new(names, json_string(r->member[i].workbook));
  return json_pack("{s:s, s:o, s:o, s:s, s:o, s:o, s:o}", "name", r->name, "title", text(r->title), "sheet",
                   text(r->sheet.name), "path", r->path, "in", names, "params", params(r), "columns", columns(r));
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

/* The text of one report, with what it has from its workbook behind the first line. */
int library_source(Library *lib, const char *name) {
  const Report *r = library_find(lib, name), *w;
  if (!r) return RC_USAGE;
  w = r->is_workbook ? NULL : library_workbook(lib, r);
  size_t i = strcspn(r->text, "\n"), n, shown;
  printf("%.*s\n", (int)i, r->text);
  for (int k = 0; k < r->nParam; k++) {
    const Param *d = &r->param[k];
    if (d->at.file == r->path) continue;
    printf("--@ param %s %s \"%s\"\n", d->name, param_types[d->type], d->label ? d->label : d->name);
  }
  if (w && r->subtitle && r->subtitle == w->subtitle) printf("--@ subtitle \"%s\"\n", r->subtitle);
  for (i++; i < r->nText; i += n + 1) {
    const char *line = r->text + i;
    n = shown = strcspn(line, "\n");
    while (shown && line[shown - 1] == ' ') shown--;
    if (n && !shown) continue; /* it belongs to another report */
    if (strncmp(line, "--@", 3) == 0) line = variant_fill(r, line, &shown);
    printf("%.*s\n", (int)shown, line);
  }
  return RC_OK;
}
