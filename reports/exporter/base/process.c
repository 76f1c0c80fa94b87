/* process.c: the same program in several processes.
**
** Each of them waits for the word of the first, its parent, and says what it has done in single bytes on one pipe that
** all share. A process whose parent ends is ended, too. */
#include "base/base.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t *worker;
static int nWorker; /* read by the signal handler */
static int hears = -1,
           says = -1; /* of a worker: what its parent tells it, and what it says; of the parent the other ends */
static int is_worker;

void process_stop(void) {
  for (int i = 0; i < nWorker; i++) kill(worker[i], SIGTERM);
}

int process_start(Pool *p, int n, int (*work)(void *ctx, int i), void *ctx) {
  int down[2], up[2];
  pid_t parent = getpid();
  worker = pool_alloc(p, sizeof *worker * (size_t)n);
  if (pipe2(down, O_CLOEXEC) != 0 || pipe2(up, O_CLOEXEC) != 0)
    return log_error("no pipe: %s", strerror(errno)), RC_OUTPUT;
  for (int i = 0; i < n; i++) {
    worker[i] = fork();
    if (worker[i] < 0) {
      log_error("no worker process: %s", strerror(errno));
      process_stop();
      return RC_OUTPUT;
    }
    if (worker[i] == 0) {
      prctl(PR_SET_PDEATHSIG, SIGTERM);
      if (getppid() != parent) _exit(RC_OUTPUT);
      close(down[1]), close(up[0]);
      hears = down[0], says = up[1], is_worker = 1, nWorker = 0;
      _exit(work(ctx, i)); /* nothing of atexit: files that are staged stay for the parent */
    }
    nWorker++;
  }
  close(down[0]), close(up[1]);
  hears = up[0], says = down[1];
  return RC_OK;
}

int process_hear(char *word, size_t n) {
  ssize_t got;
  do got = read(hears, word, n);
  while (got < 0 && errno == EINTR);
  return got == (ssize_t)n;
}

int process_say(char c) {
  while (is_worker && write(says, &c, 1) < 0 && errno == EINTR) {
  }
  return is_worker;
}

int process_tell(const char *word, size_t n) {
  int ok = 1;
  for (int i = 0; word && ok && i < nWorker; i++) ok = write(says, word, n) == (ssize_t)n;
  close(says);
  return ok;
}

int process_wait(void) {
  int status, killed = 0;
  for (int i = 0; i < nWorker; i++) {
    while (waitpid(worker[i], &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFSIGNALED(status)) killed = WTERMSIG(status);
  }
  nWorker = 0;
  return killed;
}
