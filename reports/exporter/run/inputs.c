/* inputs.c: what a run reads is never written over: the database, what SQLite keeps beside it, the report files.
**
** The -wal of a database in use holds what was committed last, its -journal the only way back out of half a change. A
** report in the place of one is the loss of that; one that is there before SQLite needs the name is taken for damage.
** So a path is refused that leads to such a file, whatever it is called there, and one where such a file would be: the
** name of the database, by any spelling or link, with the ending behind it. */
#include "run/run.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS 8 /* that lead one to another */
static const char *const endings[] = {"-wal", "-shm", "-journal"};
#define N_ENDING (sizeof endings / sizeof *endings)

static int is_file(const char *path, const struct stat *is) {
  struct stat st;
  return stat(path, &st) == 0 && st.st_dev == is->st_dev && st.st_ino == is->st_ino;
}

/* Would SQLite keep a file of the database there? NAME-mj... is the journal of a change to several databases. */
static int is_beside(Pool *p, const char *path, const struct stat *db) {
  const char *dash = strrchr(path, '-');
  size_t i;
  int is = dash && strncasecmp(dash, "-mj", 3) == 0 && !strchr(dash, '/');
  for (i = 0; dash && i < N_ENDING; i++) is |= strcasecmp(dash, endings[i]) == 0;
  return is && is_file(pool_text(p, path, (size_t)(dash - path)), db);
}

/* Is st one of the files beside name that are there? */
static int is_kept(Pool *p, const char *name, const struct stat *st) {
  size_t i;
  for (i = 0; i < N_ENDING; i++) {
    if (is_file(pool_printf(p, "%s%s", name, endings[i]), st)) return 1;
  }
  return 0;
}

/* Where the link at path leads, or NULL: it need not be there yet. */
static const char *link_target(Pool *p, const char *path) {
  char z[PATH_MAX];
  ssize_t n = readlink(path, z, sizeof z - 1);
  if (n <= 0) return NULL;
  z[n] = 0;
  return *z == '/' ? pool_text(p, z, (size_t)n) : pool_printf(p, "%s/%s", path_folder(p, path), z);
}

const char *input_is(Pool *p, const Options *o, const char *path) {
  char real[PATH_MAX]; /* SQLite keeps its files beside the database itself, not beside a link to it */
  struct stat db, st;
  int i, beside;
  if (stat(o->db, &db) != 0) return NULL;
  if (is_file(path, &db)) return "the database";
  beside = stat(path, &st) == 0 && is_kept(p, realpath(o->db, real) ? real : o->db, &st);
  for (i = 0; !beside && path && i < LINKS; i++) {
    beside = is_beside(p, path, &db);
    path = link_target(p, path);
  }
  return beside ? pool_printf(p, "a file of the database %s", o->db) : NULL;
}

int input_spared(Pool *p, const Options *o, const char *path, const char *shown) {
  const char *what = input_is(p, o, path);
  if (!what) return RC_OK;
  log_error("%s is %s: it is not replaced; give %s", shown, what,
            o->output ? "-o another name or folder" : "-d another folder");
  return RC_OUTPUT;
}

int input_not_report(const Run *run, const char *path) {
  struct stat st;
  int i, k;
  if (stat(path, &st) != 0) return RC_OK;
  for (i = 0; i < run->nPlan; i++) {
    const Plan *plan = &run->plan[i];
    for (k = -1; k < plan->n; k++) {
      const Report *r = k < 0 ? plan->workbook : plan->member[k];
      if (!r || !is_file(r->path, &st)) continue;
      log_error("%s is a report file: it is not replaced; give -o another name", path);
      return RC_OUTPUT;
    }
  }
  return RC_OK;
}
