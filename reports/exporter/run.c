/* run.c: one run: targets to members, members to rows, rows to files.
**
** Everything that can be wrong with the reports is said before the first query runs. All queries of an output file run
** in one transaction, so its sheets see one state of the database; it is over before the file is laid out, so a writer
** waits no longer than the queries take. A workbook with a SELECT gives one file a row. */
#include "report.h"
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

typedef struct Plan {
  Report *workbook, **member; /* workbook: its SELECT fills the parameters; NULL: none */
  int n, whole;               /* whole: the target is the workbook itself */
  Report **carry;             /* the members that the output holds: all, or in csv the one marked data */
  int nCarry;
  const char **made; /* the files so far */
  int nMade;
} Plan;

void job_warn(Job *j, const char *fmt, ...) {
  char z[1024];
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(z, sizeof z, fmt, ap);
  va_end(ap);
  log_warning("%s", z);
  *PUSH(&j->pool, j->warning, j->nWarning) = pool_text(&j->pool, z, strlen(z));
}

int job_lookup(const void *ctx, const char *name, Value *v) {
  const Job *j = ctx;
  int i;
  for (i = 0; j->outputs && i < j->outputs->nCol; i++) {
    if (strcmp(j->outputs->name[i], name) == 0) return *v = *AT(j->outputs, j->outputs_row, i), 1;
  }
  if (j->outputs && result_lookup(j->outputs, name, v)) return 1;
  for (i = 0; i < j->nResult; i++) {
    if (result_lookup(&j->result[i], name, v)) return 1;
  }
  return 0;
}

/* ---- what is asked for ---- */

/* In csv a workbook is the report on the sheet marked data, if there is one, and else a file for each report. */
static void plan_data(Plan *plan, int csv) {
  int i, at = -1;
  for (i = 0; i < plan->n; i++) {
    Report *r = plan->member[i];
    if (!r->sheet.data) continue;
    if (at >= 0)
      bad(r, r->sheet.at, "workbook %s has its data in %s already", plan->workbook->name, plan->member[at]->name);
    else at = i;
  }
  if (!csv || at < 0) return;
  plan->carry = &plan->member[at];
  plan->nCarry = 1;
}

static int plan_target(Library *lib, const char *target, int csv, Plan *plan) {
  Report *r = library_find(lib, target);
  if (!r) return RC_USAGE;
  *plan = (Plan){.whole = r->is_workbook};
  if (r->is_workbook) {
    plan->workbook = r;
    plan->member = plan->carry = library_members(lib, r, &plan->n);
    plan->nCarry = plan->n;
    if (plan->n || r->nDiag) return plan_data(plan, csv), RC_OK;
    log_error("workbook %s has no reports: no file says --@ in %s N", r->name, r->name);
    return RC_DEFINITION;
  }
  plan->workbook = library_workbook(lib, r);
  plan->member = plan->carry = pool_alloc(lib->pool, sizeof *plan->member);
  plan->member[0] = r;
  plan->n = plan->nCarry = 1;
  return RC_OK;
}

static int make_plans(Options *o, Library *lib, Plan **pa, int *pn) {
  Plan *a = NULL;
  int n = 0, i, rc = RC_OK, csv = o->kind == KIND_CSV;
  for (i = 0; !rc && i < o->nTarget; i++) rc = plan_target(lib, o->target[i], csv, PUSH(lib->pool, a, n));
  for (i = 0; !rc && !o->nTarget && i < lib->nReport; i++)
    rc = plan_target(lib, lib->report[i]->name, csv, PUSH(lib->pool, a, n));
  *pa = a;
  *pn = n;
  return rc;
}

/* Say all errors of all files, and which settings no report knows. */
static int check_plans(Options *o, Plan *a, int n) {
  int rc = RC_OK, i, j, k, m;
  for (i = 0; i < n; i++) {
    if (a[i].workbook && report_errors(a[i].workbook)) rc = RC_DEFINITION;
    for (j = 0; j < a[i].n; j++) {
      if (report_errors(a[i].member[j])) rc = RC_DEFINITION;
    }
  }
  if (rc) return rc;
  for (k = 0; k < o->nSet; k++) {
    for (i = 0; i < n; i++) {
      for (j = -1; j < a[i].n; j++) {
        const Report *r = j < 0 ? a[i].workbook : a[i].member[j];
        for (m = 0; r && m < r->nParam; m++) o->set[k].used |= strcmp(r->param[m].name, o->set[k].name) == 0;
      }
    }
    if (o->set[k].used) continue;
    log_error("no report of this run has a parameter %s", o->set[k].name);
    rc = RC_USAGE;
  }
  return rc;
}

/* A column of the workbook's SELECT that nobody reads is a misspelt parameter. */
static void check_columns(const Plan *plan) {
  Report *w = plan->workbook;
  int i, j, k;
  for (i = 0; i < w->nCol; i++) {
    int used = w->col[i].used;
    for (j = 0; j < plan->n; j++) {
      for (k = 0; k < plan->member[j]->nParam; k++) used |= !strcmp(plan->member[j]->param[k].name, w->col[i].name);
    }
    if (!used) bad(w, w->sql_at, "column %s is a parameter of no report of the workbook", w->col[i].name);
  }
}

static int check_queries(Options *o, Database *d, Plan *a, int n) {
  int rc = database_begin(d), i, j, code;
  if (rc) return rc;
  for (i = 0; i < n; i++) {
    for (j = -1; j < a[i].n; j++) {
      Report *r = j < 0 ? a[i].workbook : a[i].member[j];
      if (!r || r->checked++) continue;
      if ((code = query_check(d, r)) != RC_OK) rc = code;
      if (!code && o->check && j >= 0 && r->sql < r->nText && !r->nCard && !r->is_workbook &&
          sqlite3_strlike("%order by%", r->text + r->sql, 0) != 0) {
        log_warning("%s: no ORDER BY: the order of the rows is left to chance", r->path);
      }
    }
  }
  for (i = 0; !rc && i < n; i++) {
    if (!a[i].whole) continue;
    check_columns(&a[i]);
    if (report_errors(a[i].workbook)) rc = RC_DEFINITION;
  }
  code = database_commit(d);
  return rc ? rc : code;
}

/* ---- where it goes ---- */

static int has_bad_name(const char *z) {
  for (; *z; z++) {
    if (*z == '/' || (unsigned char)*z < ' ') return 1;
  }
  return 0;
}

/* The file name of the job: -o, or the workbook's `file`, or the report's own name and period. */
static int job_path(Job *j, const Plan *plan, const char *suffix) {
  const Options *o = j->o;
  const char *missing = NULL, *name, *ext = o->kind == KIND_CSV ? "csv" : "xlsx", *dot;
  Value period = {0};
  if (o->output) return j->path = o->output, RC_OK;
  if (plan->whole) {
    name = text_fill(&j->pool, plan->workbook->file, job_lookup, j, &missing);
    if (missing) {
      log_error("%s: the file name needs a value for {%s}", plan->workbook->name, missing);
      return RC_USAGE;
    }
    dot = strrchr(name, '.');
    if (dot && strcmp(dot, ".xlsx") == 0) name = pool_text(&j->pool, name, (size_t)(dot - name));
  } else {
    job_lookup(j, "period", &period);
    name = pool_printf(&j->pool, "SPM_%s%s%s", j->result[0].r->base, period.type == V_TEXT ? "_" : "",
                       period.type == V_TEXT ? period.z : "");
  }
  name = pool_printf(&j->pool, "%s%s%s.%s", name, *suffix ? "_" : "", suffix, ext);
  if (has_bad_name(name) || name[0] == '.') {
    log_error("'%s' cannot be a file name", name);
    return RC_USAGE;
  }
  j->path = o->dir ? pool_printf(&j->pool, "%s/%s", o->dir, name) : name;
  return RC_OK;
}

/* Two rows of a workbook with the same file name: the second would replace the first without a word. */
static int check_made(const Job *j, Plan *plan, Pool *pool) {
  int i;
  for (i = 0; i < plan->nMade; i++) {
    if (strcmp(plan->made[i], j->path) != 0) continue;
    log_error_at(plan->workbook->file_at, "two rows of the SELECT give the file %s", j->path);
    return RC_DEFINITION;
  }
  *PUSH(pool, plan->made, plan->nMade) = pool_text(pool, j->path, strlen(j->path));
  return RC_OK;
}

static int write_file(Job *j, const Result *only, int *nSheet) {
  Output out;
  int rc = output_open(&j->pool, &out, j->o, j->path);
  if (!rc && only) {
    FILE *f = fopen(out.temp, "wb");
    rc = f ? write_csv(f, only, j->o->excel) : RC_OUTPUT;
    if (f && fclose(f) != 0) rc = RC_OUTPUT;
    if (rc) log_error("%s: cannot write: %s", j->path, strerror(errno));
    *nSheet = 1;
  } else if (!rc) {
    rc = write_xlsx(j, out.temp, nSheet);
    if (!rc && !j->o->no_verify) rc = verify_xlsx(out.temp, j->path);
  }
  if (!rc) rc = output_finish(&out, j->o);
  if (rc) output_discard(&out);
  return rc;
}

static int write_job(Job *j, Plan *plan, Pool *pool, double start) {
  int csv = j->o->kind == KIND_CSV, n = csv ? j->nResult : 1, i, rc = RC_OK, nSheet = 0;
  struct timespec now;
  for (i = 0; !rc && i < n; i++) {
    if (csv && j->o->output && strcmp(j->o->output, "-") == 0) {
      if ((rc = write_csv(stdout, &j->result[i], j->o->excel)) != RC_OK) log_error("stdout: %s", strerror(errno));
      continue;
    }
    if ((rc = job_path(j, plan, csv && plan->whole && !j->result[i].r->sheet.data ? j->result[i].r->base : "")) !=
        RC_OK)
      break;
    if ((rc = check_made(j, plan, pool)) != RC_OK) break;
    if (j->o->dry_run) {
      int rows = 0, k;
      for (k = csv ? i : 0; k < (csv ? i + 1 : j->nResult); k++) rows += j->result[k].nRow;
      log_say("would write %s: %d rows", j->path, rows);
      continue;
    }
    if ((rc = write_file(j, csv ? &j->result[i] : NULL, &nSheet)) != RC_OK) break;
    clock_gettime(CLOCK_MONOTONIC, &now);
    log_info("%s: %d sheet%s, %.1f s, %s", plan->whole ? plan->workbook->name : j->result[0].r->base, nSheet,
             nSheet == 1 ? "" : "s", (double)now.tv_sec + (double)now.tv_nsec / 1e9 - start, j->path);
  }
  return rc;
}

/* ---- the jobs ---- */

static int run_members(Job *j, Plan *plan, int fallback) {
  Binding b = {j->o, j->outputs, j->outputs_row, fallback};
  int rc = RC_OK, i, code;
  j->result = pool_alloc(&j->pool, sizeof *j->result * (size_t)plan->nCarry);
  j->nResult = plan->nCarry;
  for (i = 0; !rc && i < plan->nCarry; i++) rc = query_run(j->d, plan->carry[i], &b, &j->pool, &j->result[i]);
  for (i = 0; !rc && i < plan->nCarry; i++) {
    if ((code = expect_check(&j->result[i])) != RC_OK) rc = code;
  }
  if (!rc && j->o->kind == KIND_XLSX && !j->o->dry_run) rc = database_hash(j->d);
  return rc;
}

static int run_plan(Options *o, Database *d, Plan *plan, double start) {
  Pool pool = {0};
  Result outputs = {0};
  Binding none = {o, NULL, 0, 0};
  int rc, row, n = 1, code, has_select = plan->workbook && plan->workbook->sql < plan->workbook->nText;
  rc = database_begin(d);
  if (!rc && has_select) {
    rc = query_run(d, plan->workbook, &none, &pool, &outputs);
    n = outputs.nRow;
    if (!rc && !n && plan->whole)
      log_warning("workbook %s: its SELECT gives no rows, so there is no file", plan->workbook->name);
    if (!plan->whole) n = 1;
    if (!rc && n > 1 && o->output) {
      log_error("workbook %s gives %d files: use -d instead of -o", plan->workbook->name, n);
      rc = RC_USAGE;
    }
  }
  for (row = 0; !rc && row < n; row++) {
    /* A single report takes from its workbook what is not set, if that is one row. */
    int use = has_select && (plan->whole || outputs.nRow == 1);
    Job j = {.o = o,
             .d = d,
             .workbook = plan->workbook,
             .whole = plan->whole,
             .outputs = use ? &outputs : NULL,
             .outputs_row = row};
    if (row) rc = database_begin(d);
    if (!rc) rc = run_members(&j, plan, !plan->whole);
    code = database_commit(d);
    if (!rc) rc = code;
    if (!rc) rc = write_job(&j, plan, &pool, start);
    pool_free(&j.pool);
  }
  if (rc || !n) database_commit(d);
  pool_free(&pool);
  return rc;
}

static int check_output(const Options *o, const Plan *a, int n) {
  int i, files = 0;
  for (i = 0; i < n; i++) files += o->kind == KIND_CSV ? a[i].nCarry : 1;
  if (!o->output || files <= 1) return RC_OK;
  log_error("-o takes one file, and this run makes %d: use -d%s", files,
            o->kind == KIND_CSV ? " (a workbook gives one where a sheet is marked data)" : "");
  return RC_USAGE;
}

int run(Options *o, Library *lib) {
  Database d = {0};
  Plan *a;
  Pool pool = {0};
  int n, i, rc = make_plans(o, lib, &a, &n);
  struct timespec now;
  double start;
  clock_gettime(CLOCK_MONOTONIC, &now);
  start = (double)now.tv_sec + (double)now.tv_nsec / 1e9;
  if (!rc) rc = check_plans(o, a, n);
  if (!rc && !o->check) rc = check_output(o, a, n);
  if (!rc) rc = database_open(&d, o);
  if (!rc && !o->check && !o->dry_run && !(o->output && strcmp(o->output, "-") == 0)) {
    if (o->output) rc = output_prepare(&pool, output_dir(&pool, o->output), 0);
    else rc = output_prepare(&pool, o->dir ? o->dir : ".", o->dir != NULL);
  }
  if (!rc) rc = check_queries(o, &d, a, n);
  for (i = 0; !rc && !o->check && i < n; i++) rc = run_plan(o, &d, &a[i], start);
  database_close(&d);
  pool_free(&pool);
  return rc;
}
