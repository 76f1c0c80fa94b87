/* files.c: see files.h. */
#include "functions/functions.h"
#include "file/files.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int is_folder(const char *zPath) {
  struct stat st;
  return stat(zPath, &st) == 0 && S_ISDIR(st.st_mode);
}

int spm_files_is_many(const char *zPath) {
  struct stat st;
  return is_folder(zPath) || (strpbrk(zPath, "*?[") && stat(zPath, &st) != 0);
}

static int add(Files *p, const char *zFolder, const char *zName) {
  char **az = sqlite3_realloc64(p->az, sizeof(*az) * (size_t)(p->n + 1));
  if (az == 0) return SQLITE_NOMEM;
  p->az = az;
  size_t n = strlen(zFolder);
  az[p->n] = sqlite3_mprintf("%s%s%s", zFolder, n && zFolder[n - 1] != '/' ? "/" : "", zName);
  if (az[p->n] == 0) return SQLITE_NOMEM;
  if (is_folder(az[p->n])) sqlite3_free(az[p->n]);
  else p->n++;
  return SQLITE_OK;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

int spm_files_list(const char *zPath, Files *p, char **pzErr) {
  const char *zSlash = strrchr(zPath, '/'), *zPattern = "*";
  int isFolder = is_folder(zPath), rc = SQLITE_OK;
  *p = (Files){0, 0};
  if (!isFolder) zPattern = zSlash ? zSlash + 1 : zPath;
  char *zFolder = isFolder ? sqlite3_mprintf("%s", zPath)
                  : zSlash ? sqlite3_mprintf("%.*s", (int)(zSlash - zPath) + 1, zPath)
                           : sqlite3_mprintf("");
  if (zFolder == 0) return SQLITE_NOMEM;
  DIR *d = opendir(*zFolder ? zFolder : ".");
  struct dirent *e;
  if (d == 0) {
    *pzErr = sqlite3_mprintf("cannot read the folder %s: %s", *zFolder ? zFolder : ".", strerror(errno));
    rc = *pzErr ? SQLITE_CANTOPEN : SQLITE_NOMEM;
  }
  while (rc == SQLITE_OK && (e = readdir(d)) != 0)
    if (e->d_name[0] != '.' && strncmp(e->d_name, "~$", 2) != 0 && sqlite3_strglob(zPattern, e->d_name) == 0)
      rc = add(p, zFolder, e->d_name);
  if (d) closedir(d);
  if (p->n > 1) qsort(p->az, (size_t)p->n, sizeof(*p->az), by_name);
  if (rc == SQLITE_OK && p->n == 0) {
    *pzErr = sqlite3_mprintf(isFolder ? "the folder has no files" : "no file fits %s", zPattern);
    rc = *pzErr ? SQLITE_CANTOPEN : SQLITE_NOMEM;
  }
  sqlite3_free(zFolder);
  return rc;
}

void spm_files_free(Files *p) {
  for (int i = 0; i < p->n; i++) sqlite3_free(p->az[i]);
  sqlite3_free(p->az);
  *p = (Files){0, 0};
}
