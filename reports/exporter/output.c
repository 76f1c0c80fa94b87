/* output.c: a file appears finished or not at all.
**
** The file is written beside its target as .NAME.XXXXXX, verified, given its mode, synced, renamed over the target, and
** the directory is synced. The temporary file goes away on every other way out: an error, exit(), SIGINT, SIGTERM. One
** run at a time writes to a directory: flock on DIR/.spm-report.lock, held until the program ends. */
#include "report.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static char pending[4096]; /* the temporary file, "" when there is none */

static void drop_pending(void) {
  if (pending[0]) unlink(pending);
  pending[0] = 0;
}

static void on_signal(int n) {
  if (pending[0]) unlink(pending);
  signal(n, SIG_DFL);
  raise(n);
}

/* Once. A signal that was ignored when the program began (nohup) stays ignored. */
static void arm(void) {
  static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
  static int armed;
  size_t i;
  if (armed++) return;
  atexit(drop_pending);
  for (i = 0; i < sizeof signals / sizeof *signals; i++) {
    if (signal(signals[i], on_signal) == SIG_IGN) signal(signals[i], SIG_IGN);
  }
}

static int fail(const char *path, const char *what) {
  log_error("%s: %s: %s", path, what, strerror(errno));
  return RC_OUTPUT;
}

const char *output_dir(Pool *p, const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return ".";
  return slash == path ? "/" : pool_text(p, path, (size_t)(slash - path));
}

int output_prepare(Pool *p, const char *dir, int make) {
  const char *lock = pool_printf(p, "%s/.spm-report.lock", dir);
  int fd;
  if (make && mkdir(dir, 0777) != 0 && errno != EEXIST) return fail(dir, "cannot make the folder");
  fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) return fail(dir, "cannot write in the folder");
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    log_error("another spm-report is writing to %s", dir);
    return RC_DATABASE;
  }
  return RC_OK; /* the lock goes with the program */
}

int output_open(Pool *p, Output *out, const Options *o, const char *path) {
  const char *slash = strrchr(path, '/');
  struct stat st, db;
  *out = (Output){.path = path, .dir = output_dir(p, path), .fd = -1};
  if (stat(path, &st) == 0) {
    if (!S_ISREG(st.st_mode)) {
      log_error("%s is %s: it is not replaced", path, S_ISDIR(st.st_mode) ? "a folder" : "not a regular file");
      return RC_OUTPUT;
    }
    if (stat(o->db, &db) == 0 && st.st_dev == db.st_dev && st.st_ino == db.st_ino) {
      log_error("%s is the database: it is not replaced", path);
      return RC_OUTPUT;
    }
  }
  out->temp = pool_printf(p, "%s/.%s.XXXXXX", out->dir, slash ? slash + 1 : path);
  if (strlen(out->temp) >= sizeof pending) return errno = ENAMETOOLONG, fail(path, "cannot write");
  arm();
  out->fd = mkostemp((char *)(uintptr_t)out->temp, O_CLOEXEC);
  if (out->fd < 0) return fail(path, "cannot write");
  strcpy(pending, out->temp);
  return RC_OK;
}

int output_finish(Output *out, const Options *o) {
  int dir;
  mode_t mask = umask(0);
  umask(mask);
  if (fchmod(out->fd, o->mode_text ? (mode_t)o->mode : 0666 & ~mask) != 0 || fsync(out->fd) != 0) {
    return fail(out->path, "cannot write");
  }
  if (close(out->fd) != 0) return out->fd = -1, fail(out->path, "cannot write");
  out->fd = -1;
  if (rename(out->temp, out->path) != 0) return fail(out->path, "cannot replace");
  pending[0] = 0;
  dir = open(out->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir < 0 || fsync(dir) != 0) log_warning("%s: the folder is not synced: %s", out->dir, strerror(errno));
  if (dir >= 0) close(dir);
  return RC_OK;
}

void output_discard(Output *out) {
  if (out->fd >= 0) close(out->fd);
  out->fd = -1;
  drop_pending();
}
