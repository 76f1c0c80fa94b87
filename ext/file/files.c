/* files.c: see files.h. */
#include "functions/functions.h"
#include "file/files.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int add(char ***paz, int *pn, const char *zFolder, const char *zName) {
  char **az = sqlite3_realloc64(*paz, sizeof(*az) * (size_t)(*pn + 1));
  if (az == 0) return SQLITE_NOMEM;
  *paz = az;
  size_t n = strlen(zFolder);
  az[*pn] = sqlite3_mprintf("%s%s%s", zFolder, n && zFolder[n - 1] != '/' ? "/" : "", zName);
  if (az[*pn] == 0) return SQLITE_NOMEM;
  ++*pn;
  return SQLITE_OK;
}

/* By the name without its suffix first: isian.csv comes before isian (1).csv, which is a later copy of it. */
static int by_name(const void *a, const void *b) {
  const char *zA = *(char *const *)a, *zB = *(char *const *)b, *zDotA = strrchr(zA, '.'), *zDotB = strrchr(zB, '.');
  size_t nA = zDotA ? (size_t)(zDotA - zA) : strlen(zA), nB = zDotB ? (size_t)(zDotB - zB) : strlen(zB);
  int c = memcmp(zA, zB, nA < nB ? nA : nB);
  if (c == 0) c = (nA > nB) - (nA < nB);
  return c ? c : strcmp(zA, zB);
}

/* The folder itself, or the one in which the pattern looks; *pzPattern is what names must fit. */
static DIR *open_folder(const char *zPath, char **pzFolder, const char **pzPattern) {
  const char *zSlash = strrchr(zPath, '/');
  DIR *d = opendir(zPath);
  if (d) {
    *pzPattern = "*";
    *pzFolder = sqlite3_mprintf("%s", zPath);
    return d;
  }
  *pzPattern = zSlash ? zSlash + 1 : zPath;
  *pzFolder = sqlite3_mprintf("%.*s", zSlash ? (int)(zSlash - zPath) + 1 : 0, zPath);
  return *pzFolder ? opendir(**pzFolder ? *pzFolder : ".") : 0;
}

int spm_files_list(const char *zPath, Files *p, char **pzErr) {
  const char *zPattern;
  char *zFolder;
  struct dirent *e;
  int rc = SQLITE_OK;
  *p = (Files){0};
  DIR *d = open_folder(zPath, &zFolder, &zPattern);
  if (zFolder == 0) rc = SQLITE_NOMEM;
  else if (d == 0) {
    *pzErr = sqlite3_mprintf("cannot read the folder %s: %s", *zFolder ? zFolder : ".", strerror(errno));
    rc = *pzErr ? SQLITE_CANTOPEN : SQLITE_NOMEM;
  }
  while (rc == SQLITE_OK && (e = readdir(d)) != 0)
    if (e->d_name[0] != '.' && strncmp(e->d_name, "~$", 2) != 0 && sqlite3_strglob(zPattern, e->d_name) == 0)
      rc = e->d_type == DT_DIR ? add(&p->azFolder, &p->nFolder, zFolder, e->d_name)
                               : add(&p->az, &p->n, zFolder, e->d_name);
  if (d) closedir(d);
  if (p->n > 1) qsort(p->az, (size_t)p->n, sizeof(*p->az), by_name);
  if (p->nFolder > 1) qsort(p->azFolder, (size_t)p->nFolder, sizeof(*p->azFolder), by_name);
  if (rc == SQLITE_OK && p->n == 0) {
    const char *zOthers = p->nFolder ? ", but folders, which are not read; name one of them" : "";
    *pzErr = strcmp(zPattern, "*") == 0 ? sqlite3_mprintf("the folder has no files%s", zOthers)
                                        : sqlite3_mprintf("no file fits %s%s", zPattern, zOthers);
    rc = *pzErr ? SQLITE_CANTOPEN : SQLITE_NOMEM;
  }
  sqlite3_free(zFolder);
  return rc;
}

void spm_files_free(Files *p) {
  for (int i = 0; i < p->n; i++) sqlite3_free(p->az[i]);
  for (int i = 0; i < p->nFolder; i++) sqlite3_free(p->azFolder[i]);
  sqlite3_free(p->az);
  sqlite3_free(p->azFolder);
  *p = (Files){0};
}
