/* file.c: files and folders that are only read, and what a path leads to. */
#include "base/base.h"
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

const char *path_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

const char *path_folder(Pool *p, const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return ".";
  return slash == path ? "/" : pool_text(p, path, (size_t)(slash - path));
}

PathKind path_kind(const char *path) {
  struct stat st;
  if (stat(path, &st) != 0) return PATH_NONE;
  return S_ISREG(st.st_mode) ? PATH_FILE : S_ISDIR(st.st_mode) ? PATH_FOLDER : PATH_OTHER;
}

int path_same(const char *a, const char *b) {
  struct stat x, y;
  return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

const char *path_real(Pool *p, const char *path) {
  char z[PATH_MAX];
  return realpath(path, z) ? pool_printf(p, "%s", z) : NULL;
}

const char *path_link(Pool *p, const char *path) {
  char z[PATH_MAX];
  ssize_t n = readlink(path, z, sizeof z - 1);
  if (n <= 0) return NULL;
  z[n] = 0;
  return *z == '/' ? pool_text(p, z, (size_t)n) : pool_printf(p, "%s/%s", path_folder(p, path), z);
}

const char **folder_list(Pool *p, const char *path, int *n) {
  const char **names = pool_alloc(p, sizeof *names);
  DIR *d = opendir(path);
  struct dirent *e;
  *n = 0;
  if (!d) return NULL;
  while ((e = readdir(d)) != NULL) *PUSH(p, names, *n) = pool_text(p, e->d_name, strlen(e->d_name));
  closedir(d);
  return names;
}

/* Opened without waiting: nobody need write to a pipe. */
char *file_read(Pool *p, const char *path, size_t most, size_t *size) {
  struct stat st;
  int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  char *z = NULL;
  ssize_t n = 1;
  *size = 0;
  if (fd < 0 || fstat(fd, &st) != 0) {
    log_error("cannot read %s: %s", path, strerror(errno));
  } else if (!S_ISREG(st.st_mode)) {
    log_error("cannot read %s: it is not a regular file", path);
  } else if ((size_t)st.st_size > most) {
    log_error("cannot read %s: it is larger than %zu KiB", path, most >> 10);
  } else {
    z = pool_alloc(p, (size_t)st.st_size + 2);
    while (*size < (size_t)st.st_size && (n = read(fd, z + *size, (size_t)st.st_size - *size)) > 0) *size += (size_t)n;
    if (n < 0) log_error("cannot read %s: %s", path, strerror(errno)), z = NULL;
  }
  if (fd >= 0) close(fd);
  return z;
}
