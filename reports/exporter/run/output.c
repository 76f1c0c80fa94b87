/* output.c: where a run may write: never over what it reads: the database, what SQLite keeps beside it, the report
** files.
**
** The -wal of a database in use holds what was committed last, its -journal the only way back out of half a change. A
** report in the place of one is the loss of that; one that is there before SQLite needs the name is taken for damage.
** So a path is refused that leads to such a file, whatever it is called there, and one where such a file would be: the
** name of the database, by any spelling or link, with the ending behind it. */
#include "run/run.h"
#include <strings.h>

#define LINKS 8 /* that lead one to another */
static const char *const endings[] = {"-wal", "-shm", "-journal"};
#define N_ENDING (sizeof endings / sizeof *endings)

/* Would SQLite keep a file of the database there? NAME-mj... is the journal of a change to several databases. */
static int is_beside(Pool *p, const char *path, const char *db) {
  const char *dash = strrchr(path, '-');
  size_t i;
  int is = dash && strncasecmp(dash, "-mj", 3) == 0 && !strchr(dash, '/');
  for (i = 0; dash && i < N_ENDING; i++) is |= strcasecmp(dash, endings[i]) == 0;
  return is && path_same(pool_text(p, path, (size_t)(dash - path)), db);
}

/* What path is when a run must not write there: "the database", "a file of the database DB", or NULL. */
static const char *input_is(Pool *p, const Options *o, const char *path) {
  const char *real =
      path_real(p, o->db); /* SQLite keeps its files beside the database itself, not beside a link to it */
  int beside = 0;
  size_t i;
  if (path_kind(o->db) == PATH_NONE) return NULL;
  if (path_same(path, o->db)) return "the database";
  for (i = 0; i < N_ENDING; i++) beside |= path_same(path, pool_printf(p, "%s%s", real ? real : o->db, endings[i]));
  for (i = 0; !beside && path && i < LINKS; i++) {
    beside = is_beside(p, path, o->db);
    path = path_link(p, path);
  }
  return beside ? pool_printf(p, "a file of the database %s", o->db) : NULL;
}

static int not_replaced(const char *path, const char *what, const char *give) {
  return log_error("%s is %s: it is not replaced%s%s", path, what, *give ? "; give " : "", give), RC_OUTPUT;
}

int output_spares(Pool *p, const Options *o, const char *path, const char *shown) {
  const char *what = input_is(p, o, path);
  return what ? not_replaced(shown, what, o->output ? "-o another name or folder" : "-d another folder") : RC_OK;
}

static int spares_reports(const Run *run, const char *path) {
  for (int i = 0; i < run->nPlan; i++) {
    const Plan *plan = &run->plan[i];
    for (int k = -1; k < plan->n; k++) {
      const Report *r = k < 0 ? plan->workbook : plan->member[k];
      if (r && path_same(r->path, path)) return not_replaced(path, "a report file", "-o another name");
    }
  }
  return RC_OK;
}

static int replaceable(Pool *p, const Options *o, const char *path) {
  PathKind kind = path_kind(path);
  if (strcmp(path_name(path), REPLACE_LOCK) == 0)
    return not_replaced(path, "the lock of spm-report", "-o another name");
  if (kind == PATH_FOLDER || kind == PATH_OTHER)
    return not_replaced(path, kind == PATH_FOLDER ? "a folder" : "not a regular file", "");
  return output_spares(p, o, path, path);
}

/* Before the first of them is written, and again before each (output_open). */
int output_check(Run *run, const char *dir) {
  Pool *p = &run->pool;
  const Options *o = run->o;
  const char *path = pool_printf(p, "%s/" REPLACE_LOCK, dir);
  int rc = output_spares(p, o, path, path);
  for (int i = 0; !rc && i < run->nFile + plan_is_site(run); i++) {
    path = i < run->nFile ? plan_file(run, i)->path : plan_index(run);
    rc = replaceable(p, o, path);
    if (!rc && o->output) rc = spares_reports(run, path);
    path = replace_temp(p, path);
    if (!rc) rc = output_spares(p, o, path, path);
  }
  return rc;
}

/* What a run that was killed has left of the files of this one. */
void output_clean(const Run *run, const char *dir) {
  Pool p = {0};
  int i, n;
  const char **name = folder_list(&p, dir, &n);
  for (int k = 0; k < n; k++) {
    const char *path = pool_printf(&p, "%s/%s", dir, name[k]);
    for (i = 0; i < run->nFile && !replace_is_left(name[k], plan_file(run, i)->path);) i++;
    if (i < run->nFile && !input_is(&p, run->o, path)) replace_remove(path);
  }
  pool_free(&p);
}

int output_open(Pool *p, Output *out, const Options *o, const char *path) {
  int rc = replaceable(p, o, path);
  *out = (Output){.path = path, .fd = -1};
  return rc ? rc : replace_open(p, out, path);
}
