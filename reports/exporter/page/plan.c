/* plan.c: what is asked for: targets to reports, and the files that they will give, each with its name, before a query
** of a report has run.
**
** A workbook with a SELECT gives one file for each of its rows, one without gives one file. In csv, json and ndjson a
** file holds one report: the one on the sheet marked data, or each report of the workbook in a file of its own. A
** report that is no workbook's takes what is not set from the first row of its workbook. */
#include "page/page.h"

int page_of_rows(const Options *o) {
  return o->kind == KIND_CSV || o->kind == KIND_JSON || o->kind == KIND_NDJSON;
}

/* ---- targets ---- */

static void find_data(const Options *o, Plan *plan) {
  int at = -1;
  for (int i = 0; i < plan->n; i++) {
    Report *r = plan->member[i];
    if (!r->sheet.data) continue;
    if (at >= 0)
      define_bad(r, r->sheet.at, "workbook %s has its data in %s already", plan->workbook->name,
                 plan->member[at]->name);
    else at = i;
  }
  if (!page_of_rows(o) || at < 0) return;
  plan->carry = &plan->member[at];
  plan->nCarry = 1;
}

static int add_target(Run *run, Report *r) {
  Library *lib = run->lib;
  if (!r) return RC_USAGE;
  Plan *plan = PUSH(&run->pool, run->plan, run->nPlan);
  plan->whole = r->is_workbook;
  plan->workbook = r->is_workbook ? r : library_workbook(lib, r);
  if (r->is_workbook) plan->member = library_members(lib, r, &plan->n);
  else *PUSH(&run->pool, plan->member, plan->n) = r;
  plan->carry = plan->member;
  plan->nCarry = plan->n;
  plan->has_select = plan->workbook && plan->workbook->sql < plan->workbook->nText;
  if (r->is_workbook) find_data(run->o, plan);
  if (plan->n || r->nDiag) return RC_OK;
  return log_error("workbook %s has no reports: no file says --@ in %s N", r->name, r->name), RC_DEFINITION;
}

int plan_targets(Run *run) {
  int rc = RC_OK;
  for (int i = 0; !rc && i < run->o->nTarget; i++) rc = add_target(run, library_find(run->lib, run->o->target[i]));
  for (int i = 0; !rc && !run->o->nTarget && i < run->lib->nReport; i++) rc = add_target(run, run->lib->report[i]);
  return rc;
}

/* ---- what is wrong with them ---- */

static int knows(const Report *r, const char *param) {
  int i = r ? report_param(r, param) : -1;
  return i >= 0 && !r->param[i].fixed;
}

/* A link to the page of a workbook needs the workbook, and that its pages can be told apart. */
static void check_book(const Library *lib, Report *r, Place at, const char *what, const char *name, int by_key) {
  const Report *w = name ? library_book(lib, r, at, what, name) : NULL;
  if (w && by_key && !w->key.n) define_bad(r, at, "%s%s: that workbook has no --@ key COLUMN", what, name);
}

static void check_books(const Library *lib, Report *r) {
  if (r->linked++) return;
  check_book(lib, r, r->up_at, "up ", r->up, r->up_key.n);
  for (int i = 0; i < r->nCol; i++) check_book(lib, r, r->col[i].at, "link=", r->col[i].link_book, 1);
}

/* Is it one that the workbook fills? */
static int is_given(const Plan *plan, const char *param) {
  int i = plan->whole ? report_param(plan->workbook, param) : -1;
  return i >= 0 && plan->workbook->param[i].given;
}

/* There is none of that name; the parameters that somebody may set, each once. */
static int no_parameter(Run *run, const char *name) {
  const char *list = "";
  const char **seen = NULL;
  int n = 0, s;
  for (int i = 0; i < run->nPlan; i++) {
    for (int j = -1; j < run->plan[i].n; j++) {
      const Report *r = j < 0 ? run->plan[i].workbook : run->plan[i].member[j];
      for (int k = 0; r && k < r->nParam; k++) {
        for (s = 0; s < n && strcmp(seen[s], r->param[k].name) != 0;) s++;
        if (s < n || r->param[k].fixed || is_given(&run->plan[i], r->param[k].name)) continue;
        *PUSH(&run->pool, seen, n) = r->param[k].name;
        list = pool_printf(&run->pool, "%s%s %s", list, n > 1 ? "," : "", r->param[k].name);
      }
    }
  }
  log_error("no report of this run has a parameter %s%s%s", name, n ? "; there are:" : "", list);
  return RC_USAGE;
}

int plan_check(Run *run) {
  int rc = RC_OK;
  for (int i = 0; i < run->nPlan; i++) {
    Plan *plan = &run->plan[i];
    for (int j = -1; j < plan->n; j++) {
      Report *r = j < 0 ? plan->workbook : plan->member[j];
      if (r) check_books(run->lib, r);
    }
    if (plan->workbook && report_errors(plan->workbook)) rc = RC_DEFINITION;
    for (int j = 0; j < plan->n; j++)
      if (report_errors(plan->member[j])) rc = RC_DEFINITION;
  }
  for (int k = 0; !rc && k < run->o->nSet; k++) {
    const char *name = run->o->set[k].name;
    int used = 0;
    for (int i = 0; i < run->nPlan; i++) {
      /* what a workbook fills itself nobody sets; the quarter is the run's, and a workbook of a year knows its own */
      if (strcmp(name, "period") != 0 && is_given(&run->plan[i], name)) continue;
      for (int j = -1; j < run->plan[i].n; j++)
        used |= knows(j < 0 ? run->plan[i].workbook : run->plan[i].member[j], name);
    }
    if (used) continue;
    return no_parameter(run, name);
  }
  return rc;
}

/* A column of the workbook's SELECT that nobody reads is a misspelt parameter. */
static void check_columns(const Plan *plan) {
  Report *w = plan->workbook;
  int used;
  for (int i = 0; i < w->nCol; i++) {
    used = w->col[i].used;
    for (int j = 0; j < plan->n; j++) used |= knows(plan->member[j], w->col[i].name);
    if (!used) define_bad(w, w->sql_at, "column %s is a parameter of no report of the workbook", w->col[i].name);
  }
}

int plan_prepare(Run *run, Database *d) {
  int rc = database_begin(d), code;
  if (rc) return rc;
  for (int i = 0; i < run->nPlan; i++) {
    Plan *plan = &run->plan[i];
    for (int j = -1; j < plan->n; j++) {
      Report *r = j < 0 ? plan->workbook : plan->member[j];
      if (!r || r->checked++) continue;
      if ((code = query_check(d, r)) != RC_OK) rc = code;
      if (!code && run->o->check && j >= 0 && r->sql < r->nText && !r->nCard &&
          sqlite3_strlike("%order by%", r->text + r->sql, 0) != 0) {
        log_warning("%s: no ORDER BY: the order of the rows is left to chance", r->path);
      }
    }
  }
  for (int i = 0; !rc && i < run->nPlan; i++) {
    if (!run->plan[i].whole) continue;
    check_columns(&run->plan[i]);
    if (report_errors(run->plan[i].workbook)) rc = RC_DEFINITION;
  }
  code = database_commit(d);
  return rc ? rc : code;
}

/* ---- the files ---- */

static int has_bad_name(const char *z) {
  for (; *z; z++)
    if (*z == '/' || (unsigned char)*z < ' ') return 1;
  return 0;
}

const char *kind_name(Kind k) {
  static const char *const names[] = {"xlsx", "csv", "json", "ndjson", "html", "sqlite"};
  return names[k];
}

/* -o, or the workbook's `file`, or the report's own name and period. */
static int name_file(Run *run, const Plan *plan, Job *j, int i, File *f) {
  const Options *o = run->o;
  const Report *r = plan->carry[i];
  const char *missing = NULL, *name, *dot;
  Value period = {0};
  if (o->output) return f->path = o->output, RC_OK;
  if (plan->whole) {
    name = text_fill(&run->pool, plan->workbook->file, job_lookup, j, &missing);
    if (missing) return log_error("%s: the file name needs a value for {%s}", plan->workbook->name, missing), RC_USAGE;
    dot = strrchr(name, '.');
    if (dot && strcmp(dot, ".xlsx") == 0) name = pool_text(&run->pool, name, (size_t)(dot - name));
    if (page_of_rows(o) && !r->sheet.data) name = pool_printf(&run->pool, "%s_%s", name, r->base);
  } else {
    job_lookup(j, "period", &period);
    name = pool_printf(&run->pool, "SPM_%s%s%s", r->base, period.type == V_TEXT ? "_" : "",
                       period.type == V_TEXT ? period.z : "");
  }
  name = pool_printf(&run->pool, "%s.%s", name, kind_name(o->kind));
  if (has_bad_name(name) || name[0] == '.') return log_error("'%s' cannot be a file name", name), RC_USAGE;
  f->path = o->dir ? pool_printf(&run->pool, "%s/%s", o->dir, name) : name;
  return RC_OK;
}

/* What other pages call the file, and find it by. */
static void title_file(Run *run, const Plan *plan, Job *j, File *f) {
  const Report *r = plan->whole ? plan->workbook : plan->carry[0];
  f->title = text_fill(&run->pool, r->title ? r->title : r->base, job_lookup, j, NULL);
  if (plan->whole && r->key.nIndex)
    f->key = show_value(&run->pool, AT(&plan->outputs, j->outputs_row, r->col[r->key.index[0]].source), F_NO);
}

/* The files of one row. Their names may hold any parameter, so the parameters are bound first. */
static int name_files(Run *run, Database *d, Plan *plan, int row) {
  Job j = job_of(run, plan, row);
  Binding b = {run->o, j.outputs, row, !plan->whole};
  int rc = RC_OK;
  j.result = pool_alloc(&run->pool, sizeof *j.result * (size_t)plan->nCarry);
  j.nResult = plan->nCarry;
  for (int i = 0; !rc && i < plan->nCarry; i++) rc = query_bind(d, plan->carry[i], &b, &run->pool, &j.result[i]);
  for (int i = 0; !rc && i < plan->perJob; i++) rc = name_file(run, plan, &j, i, &plan->file[row * plan->perJob + i]);
  if (!rc && run->o->kind == KIND_HTML) title_file(run, plan, &j, &plan->file[row]);
  return rc;
}

/* A workbook whose SELECT has no rows: nothing is to be shown, nobody has filed, or nobody can know of which quarter. */
static int no_file(Database *d, const Plan *plan) {
  const char *name = plan->workbook->name;
  int period = report_param(plan->workbook, "period"), has = 1;
  const Value *v = period < 0 ? NULL : &plan->outputs.bound[period];
  const char *quarter = v && v->type == V_TEXT ? v->z : NULL;
  int rc = v ? database_has_filings(d, quarter, &has) : RC_OK;
  if (rc) return rc;
  if (!has && !quarter)
    return log_error("workbook %s: nothing is filed yet, so the quarter must be said: --period 2023-TW2", name),
           RC_USAGE;
  if (!has) log_warning("workbook %s: nobody has filed %s yet, so there is no file", name, quarter);
  else log_warning("workbook %s: there is nothing to show, so there is no file", name);
  return RC_OK;
}

/* Run the workbooks' SELECTs and name every file; in a transaction of its own. */
int plan_files(Run *run, Database *d) {
  Binding none = {run->o, NULL, 0, 0};
  int rc = database_begin(d);
  run->nFile = 0;
  for (int i = 0; !rc && i < run->nPlan; i++) {
    Plan *plan = &run->plan[i];
    if (plan->has_select) rc = query_run(d, plan->workbook, &none, &run->pool, &plan->outputs);
    if (plan->outputs.unfit) rc = RC_QUERY; /* which files there are is not known */
    plan->nJob = plan->has_select && plan->whole ? plan->outputs.nRow : 1;
    if (!rc && !plan->nJob) rc = no_file(d, plan);
    plan->perJob = page_of_rows(run->o) ? plan->nCarry : 1;
    plan->file = pool_alloc(&run->pool, sizeof *plan->file * (size_t)(plan->nJob * plan->perJob + 1));
    for (int row = 0; !rc && row < plan->nJob; row++) rc = name_files(run, d, plan, row);
    run->nFile += plan->nJob * plan->perJob;
  }
  int code = database_commit(d);
  if (rc || code) return rc ? rc : code;
  if (!run->o->output || run->nFile <= 1) return RC_OK;
  return log_error("-o takes one file, and this run makes %d: use -d%s", run->nFile,
                   page_of_rows(run->o) ? " (a workbook gives one where a sheet is marked data)" : ""),
         RC_USAGE;
}

const File *plan_file(const Run *run, int i) {
  const Plan *plan = run->plan;
  for (; i >= plan->nJob * plan->perJob; plan++) i -= plan->nJob * plan->perJob;
  return &plan->file[i];
}

const File *plan_link(const Run *run, const char *workbook, const Value *key, const Plan **plan, int *row) {
  for (int i = 0; i < run->nPlan; i++) {
    const Plan *p = &run->plan[i];
    if (!p->whole || strcmp(p->workbook->name, workbook) != 0) continue;
    for (int k = 0; k < p->nJob; k++) {
      if (key && (key->type != V_TEXT || !p->file[k].key || strcmp(p->file[k].key, key->z) != 0)) continue;
      if (plan) *plan = p, *row = k;
      return &p->file[k];
    }
  }
  return NULL;
}

int plan_is_site(const Run *run) {
  return run->o->kind == KIND_HTML && !run->o->output && run->nFile > 1;
}

const char *plan_index(const Run *run) {
  static char path[4096];
  snprintf(path, sizeof path, "%s%sindex.html", run->o->dir ? run->o->dir : "", run->o->dir ? "/" : "");
  return path;
}

static int by_path(const void *a, const void *b) {
  return strcmp((*(const File *const *)a)->path, (*(const File *const *)b)->path);
}

/* Two files with the same name: the second would replace the first without a word. */
int plan_distinct(Run *run) {
  const File **a = pool_alloc(&run->pool, sizeof *a * (size_t)(run->nFile + 1));
  for (int i = 0; i < run->nFile; i++) a[i] = plan_file(run, i);
  for (int i = 0; plan_is_site(run) && i < run->nFile; i++) {
    if (strcmp(a[i]->path, plan_index(run)) != 0) continue;
    return log_error("%s is the list of the pages of this run", a[i]->path), RC_USAGE;
  }
  qsort(a, (size_t)run->nFile, sizeof *a, by_path);
  for (int i = 1; i < run->nFile; i++) {
    if (strcmp(a[i - 1]->path, a[i]->path) != 0) continue;
    for (int k = 0; k < run->nPlan; k++) {
      const Plan *plan = &run->plan[k];
      const File *end = plan->file + plan->nJob * plan->perJob;
      if (a[i] < plan->file || a[i] >= end || a[i - 1] < plan->file || a[i - 1] >= end) continue;
      return log_error_at(plan->workbook->file_at, "two rows of the SELECT give the file %s", a[i]->path),
             RC_DEFINITION;
    }
    return log_error("two targets give the file %s", a[i]->path), RC_USAGE;
  }
  return RC_OK;
}
