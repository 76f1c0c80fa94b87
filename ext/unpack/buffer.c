/* buffer.c: see buffer.h. */
#include "functions/functions.h"
#include "unpack/buffer.h"
#include <string.h>

int spm_buffer_add(Buffer *p, const char *z, size_t n) {
  if (n >= p->nAlloc - p->n || p->nAlloc == 0) {
    size_t nAlloc = (p->n + n + 1) / 2 * 3 + 64;
    char *zNew = sqlite3_realloc64(p->z, nAlloc);
    if (zNew == 0) return SQLITE_NOMEM;
    p->z = zNew;
    p->nAlloc = nAlloc;
  }
  if (n) memcpy(p->z + p->n, z, n);
  p->n += n;
  p->z[p->n] = 0;
  return SQLITE_OK;
}

int spm_buffer_collect(Buffer *p, const char *z, size_t n) {
  return p->n > BUFFER_MAX_TEXT ? SQLITE_OK : spm_buffer_add(p, z, n);
}

static int is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void spm_buffer_trim(Buffer *p, size_t iStart) {
  size_t i = iStart;
  while (p->n > iStart && is_blank(p->z[p->n - 1])) p->n--;
  while (i < p->n && is_blank(p->z[i])) i++;
  if (i > iStart) memmove(p->z + iStart, p->z + i, p->n - i);
  p->n -= i - iStart;
  if (p->z) p->z[p->n] = 0;
}

void spm_buffer_free(Buffer *p) {
  sqlite3_free(p->z);
  memset(p, 0, sizeof(*p));
}

char *spm_both(char *zEnglish, char *zPesan) {
  char *const az[] = {zEnglish, zPesan};
  for (int i = 0; i < 2; i++)
    for (char *z = az[i]; z && *z; z++)
      if (*z == '\n') *z = ' '; /* what a cell holds; the line end between the two is the only one */
  char *z = zEnglish && zPesan ? sqlite3_mprintf("%s\n%s", zEnglish, zPesan) : 0;
  sqlite3_free(zEnglish);
  sqlite3_free(zPesan);
  return z;
}

int spm_read_fail(char **pzErr, char *zEnglish, char *zPesan) {
  char *z = spm_both(zEnglish, zPesan);
  if (z == 0) return SQLITE_NOMEM;
  sqlite3_free(*pzErr);
  *pzErr = z;
  return SQLITE_ERROR;
}
