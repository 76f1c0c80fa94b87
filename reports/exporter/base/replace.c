/* replace.c: a file appears finished or not at all.
**
** The file is written beside its target as .NAME.??????, given its mode, synced, renamed over the target, and the
** directory is synced. It is made anew (O_EXCL), and written and read back by its descriptor: whoever may write in the
** folder, too, cannot put a link to another file in its place meanwhile. A staged one waits there until replace_commit,
** which renames all of them. The temporary files go away on every other way out: an error, exit(), SIGINT, SIGTERM,
** SIGHUP. The six letters are the same for every file of a run, so that what a killed worker left can be named and
** removed.
**
** One run at a time writes to a directory: flock on DIR/.spm-report.lock, held until the program ends. So a file of
** that form that is there when a run begins was left by one that was killed, and is removed with its successor's. */
#include "base/base.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LETTERS  6
#define ALPHABET "abcdefghijklmnopqrstuvwxyz0123456789"
static char letters[LETTERS + 1];

/* The temporary files that are there. Changed with the signals held, because the handler reads it. */
static struct Pending { const char *temp, *path; } * pending;
static int nPending;
static Pool kept; /* they, and their names */
static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

static void hold(sigset_t *was) {
  sigset_t all;
  size_t i;
  sigemptyset(&all);
  for (i = 0; i < sizeof signals / sizeof *signals; i++) sigaddset(&all, signals[i]);
  sigprocmask(SIG_BLOCK, &all, was);
}

static void unlink_pending(void) {
  for (int i = 0; i < nPending; i++) unlink(pending[i].temp);
}

static void on_signal(int n) {
  unlink_pending();
  process_stop();
  signal(n, SIG_DFL);
  raise(n);
}

/* With the signals held. */
static void add(const char *temp, const char *path) {
  const struct Pending new = {pool_text(&kept, temp, strlen(temp)), pool_text(&kept, path, strlen(path))};
  *PUSH(&kept, pending, nPending) = new;
}

void replace_drop(void) {
  unlink_pending();
  nPending = 0;
  pending = NULL;
  pool_free(&kept);
}

/* A signal that was ignored when the program began (nohup) stays ignored. */
void replace_begin(void) {
  static const char alphabet[] = ALPHABET;
  struct timespec now;
  size_t i;
  if (letters[0]) return;
  clock_gettime(CLOCK_REALTIME, &now);
  unsigned long long x =
      (unsigned long long)now.tv_nsec * 2654435761u + (unsigned long long)now.tv_sec + (unsigned long long)getpid();
  for (i = 0; i < LETTERS; i++, x /= 36) letters[i] = alphabet[x % 36];
  atexit(replace_drop);
  signal(SIGXFSZ, SIG_IGN); /* a file that grows too large is a write error */
  for (i = 0; i < sizeof signals / sizeof *signals; i++)
    if (signal(signals[i], on_signal) == SIG_IGN) signal(signals[i], SIG_IGN);
}

static int fail(const char *path, const char *what) {
  return log_error("%s: %s: %s", path, what, strerror(errno)), RC_OUTPUT;
}

const char *replace_temp(Pool *p, const char *path) {
  replace_begin();
  return pool_printf(p, "%s/.%s.%s", path_folder(p, path), path_name(path), letters);
}

int replace_is_left(const char *name, const char *path) {
  const char *of = path_name(path);
  size_t n = strlen(of);
  return name[0] == '.' && strncmp(name + 1, of, n) == 0 && name[n + 1] == '.' && strlen(name) == n + 2 + LETTERS &&
         strspn(name + n + 2, ALPHABET) == LETTERS;
}

void replace_remove(const char *path) {
  unlink(path);
}

/* ---- the folder ---- */

/* Not through a link, which would make or open a file elsewhere, nor waiting for a pipe. -1 after a message. */
static int open_lock(const char *lock, const char *dir) {
  int fd = open(lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666), why = errno;
  struct stat st;
  if ((fd < 0 ? lstat(lock, &st) : fstat(fd, &st)) == 0 && !S_ISREG(st.st_mode)) {
    log_error("%s is %s: remove it, the lock of the folder belongs there", lock,
              S_ISLNK(st.st_mode)   ? "a link"
              : S_ISDIR(st.st_mode) ? "a folder"
                                    : "not a regular file");
    if (fd >= 0) close(fd);
    return -1;
  }
  errno = why;
  if (fd < 0) (void)fail(dir, "cannot write in the folder");
  return fd;
}

int replace_lock(Pool *p, const char *dir, int make) {
  replace_begin();
  if (make && mkdir(dir, 0777) != 0 && errno != EEXIST) return fail(dir, "cannot make the folder");
  int fd = open_lock(pool_printf(p, "%s/" REPLACE_LOCK, dir), dir);
  if (fd < 0) return RC_OUTPUT;
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) return RC_OK; /* the lock goes with the program */
  return log_error("another spm-report is writing to %s", dir), RC_DATABASE;
}

static void sync_dir(const char *dir) {
  int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0 || fsync(fd) != 0) log_warning("%s: the folder is not synced: %s", dir, strerror(errno));
  if (fd >= 0) close(fd);
}

/* ---- one file ---- */

int replace_open(Pool *p, Output *out, const char *path) {
  sigset_t was;
  *out = (Output){.path = path, .temp = replace_temp(p, path), .dir = path_folder(p, path)};
  hold(&was);
  add(out->temp, path);
  out->fd = open(out->temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out->fd < 0) nPending--;
  sigprocmask(SIG_SETMASK, &was, NULL);
  if (out->fd < 0) return fail(path, "cannot write");
  out->name = pool_printf(p, "/proc/self/fd/%d", out->fd);
  if (access(out->name, W_OK) != 0) out->name = out->temp;
  return RC_OK;
}

FILE *replace_stream(const Output *out) {
  int fd = fcntl(out->fd, F_DUPFD_CLOEXEC, 0);
  FILE *f = fd < 0 ? NULL : fdopen(fd, "wb");
  if (fd >= 0 && !f) close(fd);
  return f;
}

int replace_finish(Output *out, int mode, int stage) {
  mode_t mask = umask(0);
  umask(mask);
  if (fchmod(out->fd, mode < 0 ? 0666 & ~mask : (mode_t)mode) != 0 || fsync(out->fd) != 0)
    return fail(out->path, "cannot write");
  if (close(out->fd) != 0) return out->fd = -1, fail(out->path, "cannot write");
  out->fd = -1;
  if (stage) return RC_OK;
  if (rename(out->temp, out->path) != 0) return fail(out->path, "cannot replace");
  nPending--;
  sync_dir(out->dir);
  return RC_OK;
}

void replace_discard(Output *out) {
  if (out->fd >= 0) close(out->fd);
  out->fd = -1;
  replace_drop();
}

void replace_adopt(Pool *p, const char *path) {
  sigset_t was;
  hold(&was);
  add(replace_temp(p, path), path);
  sigprocmask(SIG_SETMASK, &was, NULL);
}

int replace_commit(void) {
  Pool p = {0};
  const char *dir = NULL;
  int rc = RC_OK;
  while (!rc && nPending) {
    const struct Pending *last = &pending[nPending - 1];
    if (rename(last->temp, last->path) != 0) rc = fail(last->path, "cannot replace");
    if (!dir) dir = path_folder(&p, last->path);
    if (!rc) nPending--;
  }
  if (dir) sync_dir(dir); /* a run writes to one folder */
  pool_free(&p);
  replace_drop();
  return rc;
}
