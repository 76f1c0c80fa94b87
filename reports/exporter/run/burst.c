/* burst.c: --jobs N: the files of a run are shared out to N worker processes, file i to worker i mod N.
**
** The workers are there before anybody has opened the database, because SQLite's connections must not cross a fork;
** each opens its own, read-only. All see one state of the database, or it is noticed: the parent notes PRAGMA
** data_version of its connection, then lets the workers go, each notes its own and says it is ready, and then the
** parent looks again; a commit before the last worker was ready shows in the parent's, a later one in the worker's that
** reads behind it (finish() in run.c says what follows). The content hash is taken once, by the parent, and is the word
** with which the workers go.
**
** What a worker says is one byte: r ready, f a file is done, t a text kept one from being made, ! it saw a change, or the
** code it failed with. */
#include "run/run.h"

#define HASH 64
static Share make; /* the files of a worker */

static int work(void *ctx, int i) {
  Run *run = ctx;
  Database d = {0};
  char hash[HASH];
  if (!process_hear(hash, sizeof hash)) return RC_OK; /* there is nothing to do */
  int rc = database_open(&d, run->o);
  if (!rc && hash[0] != ' ') memcpy(d.hash, hash, sizeof hash);
  if (!rc) rc = plan_files(run, &d);
  process_say('r');
  if (!rc) rc = make(run, &d, i, run->o->jobs);
  if (d.changed) process_say('!');
  database_close(&d);
  if (rc) replace_drop(), process_say((char)rc);
  return rc;
}

int burst_start(Run *run, Share share) {
  make = share;
  replace_begin();
  return process_start(&run->pool, run->o->jobs, work, run);
}

/* Listen until the last worker has ended; the first failure stops the others. */
static int listen(Run *run, Database *d) {
  int ready = 0, code, rc = RC_OK;
  char c;
  while (process_hear(&c, 1)) {
    if (c == 'f') progress_step();
    else if (c == 't') run->failed = 1, progress_step();
    else if (c == '!') run->changed = 1;
    else if (c < ' ') process_stop(), rc = rc ? rc : c;
    else if (c == 'r' && ++ready == run->o->jobs) {
      code = database_check_state(d);
      run->changed |= code || d->changed;
    }
  }
  return rc;
}

int burst_run(Run *run, Database *d) {
  char hash[HASH + 1];
  int rc = page_of_rows(run->o) ? RC_OK : database_hash(d);
  snprintf(hash, sizeof hash, "%*s", HASH, d->hash);
  if (!process_tell(rc ? NULL : hash, HASH)) rc = RC_OUTPUT;
  if (rc) process_stop();
  else rc = listen(run, d);
  int killed = process_wait();
  if (killed && !rc) log_error("a worker was ended by signal %d", killed), rc = RC_OUTPUT;
  for (int i = 0; (rc || run->o->all_or_nothing) && i < run->nFile; i++)
    replace_adopt(&run->pool, plan_file(run, i)->path);
  if (rc) replace_drop();
  return rc;
}

void burst_cancel(void) {
  process_tell(NULL, 0);
  process_wait();
}
