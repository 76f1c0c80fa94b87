/* burst.c: --jobs N: the files of a run are shared out to N worker processes, file i to worker i mod N.
**
** The workers are forked before anybody has opened the database, because SQLite's connections must not cross a fork; each
** opens its own, read-only. All see one state of the database, or it is noticed: the parent notes PRAGMA data_version of its
** connection, then lets the workers go, each notes its own and says it is ready, and then the parent looks again; a commit
** before the last worker was ready shows in the parent's, a later one in the worker's that reads behind it (finish() in run.c
** says what follows). The content hash is taken once, by the parent, and given to the workers with the word to go.
**
** What a worker says is one byte on a pipe: r ready, f a file is done, ! it saw a change, or the code it failed with. */
#include "run/run.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t *worker;
static int nWorker; /* read by the signal handler */

static void burst_stop(void) {
  int i;
  for (i = 0; i < nWorker; i++) kill(worker[i], SIGTERM);
}

static void say(int fd, char c) {
  while (write(fd, &c, 1) < 0 && errno == EINTR) {
  }
}

void burst_step(const Run *run) {
  if (run->said) say(run->said, 'f');
  else progress_step();
}

/* ---- a worker ---- */

static int work(Run *run, Share share, int go, int i, int n) {
  Database d = {0};
  char hash[64];
  ssize_t got;
  int rc;
  do got = read(go, hash, sizeof hash);
  while (got < 0 && errno == EINTR);
  if (got != (ssize_t)sizeof hash) return RC_OK; /* there is nothing to do */
  rc = database_open(&d, run->o);
  if (!rc && hash[0] != ' ') memcpy(d.hash, hash, sizeof hash);
  if (!rc) rc = plan_files(run, &d);
  say(run->said, 'r');
  if (!rc) rc = share(run, &d, i, n);
  if (d.changed) say(run->said, '!');
  database_close(&d);
  return rc;
}

static void worker_main(Run *run, Share share, int go, int i, int n) {
  int rc;
  nWorker = 0;
  rc = work(run, share, go, i, n);
  if (rc) output_drop();
  if (rc) say(run->said, (char)rc);
  _exit(rc); /* files that are staged stay for the parent */
}

/* ---- the parent ---- */

int burst_start(Run *run, Share share) {
  int go[2], said[2], i, n = run->o->jobs;
  pid_t parent = getpid();
  output_begin(burst_stop);
  worker = pool_alloc(&run->pool, sizeof *worker * (size_t)n);
  if (pipe2(go, O_CLOEXEC) != 0 || pipe2(said, O_CLOEXEC) != 0) {
    log_error("no pipe: %s", strerror(errno));
    return RC_OUTPUT;
  }
  for (i = 0; i < n; i++) {
    worker[i] = fork();
    if (worker[i] < 0) {
      log_error("no worker process: %s", strerror(errno));
      burst_stop();
      return RC_OUTPUT;
    }
    if (worker[i] == 0) {
      prctl(PR_SET_PDEATHSIG, SIGTERM);
      if (getppid() != parent) _exit(RC_OUTPUT);
      close(go[1]);
      close(said[0]);
      run->said = said[1];
      worker_main(run, share, go[0], i, n);
    }
    nWorker++;
  }
  close(go[0]);
  close(said[1]);
  run->go = go[1];
  run->heard = said[0];
  return RC_OK;
}

/* Listen until the last worker has ended; the first failure stops the others. */
static int listen(Run *run, Database *d) {
  int ready = 0, code, rc = RC_OK;
  char c;
  ssize_t got;
  while ((got = read(run->heard, &c, 1)) != 0) {
    if (got < 0 && errno != EINTR) break;
    if (got < 0) continue;
    if (c == 'f') progress_step();
    else if (c == '!') run->changed = 1;
    else if (c < ' ') burst_stop(), rc = rc ? rc : c;
    else if (c == 'r' && ++ready == run->o->jobs) {
      code = database_check_state(d);
      run->changed |= code || d->changed;
    }
  }
  return rc;
}

static int wait_all(int rc) {
  int i, status, killed = 0;
  for (i = 0; i < nWorker; i++) {
    while (waitpid(worker[i], &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFSIGNALED(status)) killed = WTERMSIG(status);
  }
  nWorker = 0;
  if (rc || !killed) return rc;
  log_error("a worker was ended by signal %d", killed);
  return RC_OUTPUT;
}

int burst_run(Run *run, Database *d) {
  char hash[65] = "                                                                ";
  int i, rc = RC_OK;
  if (!page_of_rows(run->o)) rc = database_hash(d);
  if (!rc && d->hash[0]) memcpy(hash, d->hash, sizeof hash);
  for (i = 0; !rc && i < run->o->jobs; i++) {
    if (write(run->go, hash, 64) != 64) rc = RC_OUTPUT;
  }
  close(run->go);
  if (rc) burst_stop();
  rc = wait_all(rc ? rc : listen(run, d));
  for (i = 0; (rc || run->o->all_or_nothing) && i < run->nFile; i++) output_adopt(&run->pool, plan_file(run, i)->path);
  if (rc) output_drop();
  return rc;
}

void burst_cancel(Run *run) {
  close(run->go);
  (void)wait_all(RC_OK);
}
