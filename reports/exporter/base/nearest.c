/* nearest.c: "did you mean": the candidate with the fewest edits (insert, delete, replace, swap of neighbours), if that
** is at most a third of the word and never more than three. */
#include "base/base.h"

#define LONGEST 64

static int edits(const char *a, const char *b) {
  int row[3][LONGEST + 1];
  int n = (int)strlen(a), m = (int)strlen(b);
  if (n > LONGEST || m > LONGEST) return LONGEST;
  for (int j = 0; j <= m; j++) row[0][j] = j;
  for (int i = 1; i <= n; i++) {
    int *now = row[i % 3], *up = row[(i + 2) % 3], *up2 = row[(i + 1) % 3];
    now[0] = i;
    for (int j = 1; j <= m; j++) {
      int best = up[j - 1] + (a[i - 1] != b[j - 1]);
      if (up[j] + 1 < best) best = up[j] + 1;
      if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && up2[j - 2] + 1 < best)
        best = up2[j - 2] + 1;
      now[j] = best;
    }
  }
  return row[n % 3][m];
}

const char *nearest(Pool *p, const char *z, const void *names, size_t stride, int n) {
  const char *best = NULL;
  int limit = (int)(strlen(z) + 2) / 3;
  if (limit > 3) limit = 3;
  for (int i = 0; i < n; i++) {
    const char *c = *(const char *const *)(const void *)((const char *)names + (size_t)i * stride);
    int far = edits(z, c);
    if (far <= limit) best = c, limit = far - 1;
  }
  return best ? pool_printf(p, ", did you mean %s?", best) : "";
}
