/* run.c: one run: plans to rows, rows to files.
**
** Everything that can be wrong with the reports is said before the first query runs, and every file has its name. All
** queries of an output file run in one transaction, so its sheets see one state of the database; it is over before the
** file is laid out, so a writer waits no longer than the queries take. Files of one run may therefore show different
** states when somebody writes meanwhile: that is noticed (PRAGMA data_version) and said, and with --all-or-nothing it
** ends the run with nothing replaced. */
#include "run/run.h"
#include "write/html/html.h"
#include "write/rows/rows.h"
#include "write/xlsx/xlsx.h"

static int to_stdout(const Options *o) {
  return o->output && strcmp(o->output, "-") == 0;
}

/* ---- one row of a plan ---- */

static int run_members(Job *j, const Plan *plan) {
  Binding b = {j->o, j->outputs, j->outputs_row, !plan->whole};
  int rc = database_begin(j->d), code;
  j->result = pool_alloc(&j->pool, sizeof *j->result * (size_t)plan->nCarry);
  j->nResult = plan->nCarry;
  for (int i = 0; !rc && i < plan->nCarry; i++) {
    rc = query_run(j->d, plan->carry[i], &b, &j->pool, &j->result[i]);
    j->unfit = j->result[i].unfit;
    if (j->unfit) j->nResult = i + 1;
  }
  for (int i = 0; !rc && i < plan->nCarry; i++)
    if ((code = expect_check(&j->result[i])) != RC_OK) rc = code;
  if (!rc && !page_of_rows(j->o) && !j->o->dry_run) rc = database_hash(j->d);
  if (!rc) rc = database_check_state(j->d);
  code = database_commit(j->d);
  return rc ? rc : code;
}

/* The i-th file of the job on an open stream. */
static int write_stream(Job *j, int i, FILE *f, int *nSheet) {
  *nSheet = 1;
  if (!j->plan) return write_index(f, j);
  switch (j->o->kind) {
  case KIND_CSV: return write_csv(f, j, &j->result[i]);
  case KIND_JSON: return write_json(f, j, &j->result[i], 0);
  case KIND_NDJSON: return write_json(f, j, &j->result[i], 1);
  default: return write_html(f, j, nSheet);
  }
}

static int write_file(Job *j, int i, int *nSheet) {
  Output out;
  int rc = output_open(&j->pool, &out, j->o, j->path);
  if (!rc && j->o->kind == KIND_XLSX) {
    rc = write_xlsx(j, out.name, nSheet);
    if (!rc && !j->o->no_verify) rc = verify_xlsx(out.name, j->path);
  } else if (!rc && j->o->kind == KIND_SQLITE && j->plan) {
    rc = write_sqlite(out.name, j);
    *nSheet = j->nResult;
  } else if (!rc) {
    FILE *f = replace_stream(&out);
    rc = f ? write_stream(j, i, f, nSheet) : RC_OUTPUT;
    if (f && fclose(f) != 0 && !rc) rc = RC_OUTPUT;
    if (rc == RC_OUTPUT) log_error("%s: cannot write: %s", j->path, strerror(errno));
    if (!rc && j->o->kind == KIND_HTML && !j->o->no_verify) rc = verify_html(out.name, j->path);
  }
  if (!rc) rc = replace_finish(&out, j->o->mode, j->o->all_or_nothing);
  if (rc) replace_discard(&out);
  return rc;
}

static int write_job(Job *j, const Plan *plan, int row) {
  int rc = RC_OK, nSheet = 0;
  for (int i = 0; !rc && i < plan->perJob; i++) {
    j->path = plan->file[row * plan->perJob + i].path;
    if (j->o->dry_run) {
      int rows = 0;
      for (int k = page_of_rows(j->o) ? i : 0; k < (page_of_rows(j->o) ? i + 1 : j->nResult); k++)
        rows += j->result[k].nRow;
      log_say("would write %s: %d rows", j->path, rows);
    } else if (to_stdout(j->o)) {
      rc = write_stream(j, i, stdout, &nSheet);
      if (rc == RC_OUTPUT) log_error("stdout: %s", strerror(errno));
    } else if ((rc = write_file(j, i, &nSheet)) == RC_OK) {
      log_info("%s: %d sheet%s, %.1f s, %s", plan->whole ? plan->workbook->name : j->result[i].r->base, nSheet,
               nSheet == 1 ? "" : "s", clock_seconds() - j->run->start, j->path);
      if (!process_say('f')) progress_step();
    }
  }
  return rc;
}

/* No text stops a run: the files it keeps from being made are named, with whose they are, and the others are made. */
static void tell_unfit(Run *run, Job *j, const Plan *plan, int row) {
  const Result *q = &j->result[j->nResult - 1];
  const char *sheet = q->unfit ? pool_printf(&j->pool, ", sheet %s", report_sheet(q->r)) : "";
  job_title(j);
  for (int i = 0; i < plan->perJob; i++)
    log_error("%s is not made: %s%s", plan->file[row * plan->perJob + i].path, j->title, sheet);
  if (!process_say('t')) run->failed = 1, progress_step();
}

static int run_jobs(Run *run, Database *d, int first, int step) {
  int n = 0, rc = RC_OK;
  for (int i = 0; !rc && i < run->nPlan; i++) {
    const Plan *plan = &run->plan[i];
    for (int row = 0; !rc && row < plan->nJob; row++, n++) {
      if (n % step != first) continue;
      Job j = job_of(run, plan, row);
      j.d = d;
      rc = run_members(&j, plan);
      if (!rc) rc = write_job(&j, plan, row);
      if (j.unfit) tell_unfit(run, &j, plan, row), rc = RC_OK;
      pool_free(&j.pool);
    }
  }
  return rc;
}

/* ---- the run ---- */

/* The list of the pages, made by the process that has not made them. */
static int make_index(Run *run, Database *d) {
  Job j = {.o = run->o, .run = run, .d = d, .path = plan_index(run)};
  int nSheet, rc = write_file(&j, 0, &nSheet);
  pool_free(&j.pool);
  return rc;
}

/* Everything up to the first query of a report. */
static int prepare(Run *run, Database *d) {
  const Options *o = run->o;
  int rc = database_open(d, o);
  if (!rc) rc = plan_prepare(run, d);
  if (rc || o->check) return rc;
  rc = plan_files(run, d);
  if (!rc) rc = plan_distinct(run);
  if (!rc && to_stdout(o)) return output_spares(&run->pool, o, "/dev/stdout", "stdout");
  const char *dir = o->output ? path_folder(&run->pool, o->output) : o->dir ? o->dir : ".";
  if (!rc) rc = output_check(run, dir);
  if (rc || o->dry_run) return rc;
  rc = replace_lock(&run->pool, dir, o->dir != NULL);
  if (!rc) output_clean(run, dir);
  return rc;
}

/* All files are there, or staged beside their targets; some may show another state of the database than others. */
static int finish(Run *run) {
  if (run->failed && run->o->all_or_nothing) return log_error("nothing is replaced"), RC_OUTPUT;
  if (run->changed && run->o->all_or_nothing)
    return log_error("%s changed while the reports were made: nothing is replaced; run again", run->o->db), RC_DATABASE;
  if (run->changed && run->nFile > 1)
    log_warning("%s changed while the reports were made: not all files show the same state", run->o->db);
  return replace_commit();
}

/* On a terminal a person asks what was made; a script gets nothing on stdout but data. */
static void name_made(Run *run) {
  if (log_verbose < 1 || run->failed || to_stdout(run->o) || !stdout_is_terminal()) return;
  for (int i = 0; i < run->nFile; i++) puts(plan_file(run, i)->path);
  if (plan_is_site(run)) puts(plan_index(run));
}

int run_reports(Options *o, Library *lib) {
  Database d = {0};
  Run run = {.o = o, .lib = lib, .start = clock_seconds()};
  int rc = plan_targets(&run), burst = o->jobs > 1 && !o->check && !o->dry_run && !o->output;
  if (!rc) rc = plan_check(&run);
  if (!rc && burst) rc = burst_start(&run, run_jobs);
  if (!rc) rc = prepare(&run, &d);
  if (burst && (rc || run.nFile < 2)) burst_cancel(), burst = 0;
  if (!rc && !o->check && !o->dry_run) progress_begin(run.nFile);
  if (!rc && burst) rc = burst_run(&run, &d);
  else if (!rc && !o->check) rc = run_jobs(&run, &d, 0, 1);
  if (!rc && !o->check && !o->dry_run && plan_is_site(&run)) rc = make_index(&run, &d);
  run.changed |= d.changed;
  if (!rc && !o->check && !o->dry_run && (rc = finish(&run)) == RC_OK) name_made(&run);
  if (!rc && run.failed) rc = RC_OUTPUT;
  database_close(&d);
  pool_free(&run.pool);
  return rc;
}
