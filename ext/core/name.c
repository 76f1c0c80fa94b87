/* name.c: names of regions as people write them, made comparable (semantics.md 10): capitals, dots, hyphens and blanks,
** also inside a name, say nothing; Kab, Adm, Kep, Prov, Pemkab and so on are the words that they stand for. */
#include "core/core.h"
#include <string.h>

/* Length of a character at z that stands between words; 0: it belongs to one. Spreadsheets and word processors write
** no-break spaces, curly apostrophes and dashes for blanks, apostrophes and hyphens. */
static int gap(const char *z) {
  static const char *const longer[] = {"\xc2\xa0", "\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x93", "\xe2\x80\x99"};
  unsigned char c = (unsigned char)*z;
  if (c < 0x80)
    return c == ' ' || c == '.' || c == '-' || c == '_' || c == '/' || c == '\'' || (c >= '\t' && c <= '\r');
  for (size_t i = 0; i < sizeof(longer) / sizeof(longer[0]); i++)
    if (strncmp(z, longer[i], strlen(longer[i])) == 0) return (int)strlen(longer[i]);
  return 0;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Put the next word, in lower case, at out, which has room for size bytes; 0: it is too long. *pz moves behind it. */
static int word(const char **pz, char *out, size_t size, size_t *pn) {
  const char *z = *pz;
  size_t n = 0;
  for (int k = gap(z); k; k = gap(z)) z += k;
  for (; *z && !gap(z) && (*z != '&' || n == 0); z++) {
    if (n + 1 >= size) return 0;
    out[n++] = lower(*z);
    if (*z == '&') {
      z++;
      break;
    }
  }
  out[n] = 0;
  *pz = z;
  *pn = n;
  return 1;
}

static int replace(char *z, size_t size, size_t *pn, const char *zFull) {
  *pn = strlen(zFull);
  if (*pn >= size) return 0;
  memcpy(z, zFull, *pn + 1);
  return 1;
}

SpmNameLevel spm_name_level(const char *z) {
  static const struct {
    const char *z;
    SpmNameLevel level;
  } levels[] = {{"kabupaten", SPM_NAME_REGENCY}, {"kab", SPM_NAME_REGENCY},       {"pemkab", SPM_NAME_REGENCY},
                {"kota", SPM_NAME_CITY},         {"kotamadya", SPM_NAME_CITY},    {"kodya", SPM_NAME_CITY},
                {"pemkot", SPM_NAME_CITY},       {"provinsi", SPM_NAME_PROVINCE}, {"propinsi", SPM_NAME_PROVINCE},
                {"prov", SPM_NAME_PROVINCE},     {"prop", SPM_NAME_PROVINCE},     {"pemprov", SPM_NAME_PROVINCE}};
  for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
    if (strcmp(z, levels[i].z) == 0) return levels[i].level;
  return SPM_NAME_BARE;
}

int spm_name_read(const char *z, SpmName *p) {
  size_t n = 0, nWord;
  int isFirst = 1, isGovernment = 0;
  p->level = SPM_NAME_BARE;
  p->iBare = 0;
  for (;;) {
    char *zWord = p->zWhole + n;
    size_t size = sizeof(p->zWhole) - n;
    if (!word(&z, zWord, size, &nWord)) return 0;
    if (nWord == 0) break;
    if (n == 0 && isFirst && (strcmp(zWord, "pemerintah") == 0 || strcmp(zWord, "pemda") == 0)) { /* whose it is */
      isGovernment = 1;
      continue;
    }
    if (n == 0 && isFirst && isGovernment && strcmp(zWord, "daerah") == 0) continue;
    if (n == 0 && isFirst) p->level = spm_name_level(zWord);
    if (n == 0 && isFirst && p->level != SPM_NAME_BARE) {
      p->iBare = (int)(n = nWord);
      isFirst = 0;
      continue;
    }
    int isHead = n == (size_t)p->iBare; /* nothing but the level stands before it */
    if (isHead && (strcmp(zWord, "adm") == 0 || strcmp(zWord, "administrasi") == 0)) continue;
    if (strcmp(zWord, "kep") == 0 && !replace(zWord, size, &nWord, "kepulauan")) return 0;
    if (strcmp(zWord, "&") == 0 && !replace(zWord, size, &nWord, "dan")) return 0;
    n += nWord;
    isFirst = 0;
  }
  p->zWhole[n] = 0;
  return n > (size_t)p->iBare;
}

/* What stands between a code and its name, and around either. */
#define BETWEEN " \t\r\n-:,|()[]"

static int copy(const char *z, size_t n, char out[SPM_NAME_SIZE]) {
  size_t before = strspn(z, BETWEEN);
  if (before > n) before = n;
  z += before, n -= before;
  while (n > 0 && strchr(BETWEEN, z[n - 1])) n--;
  if (n == 0 || n >= SPM_NAME_SIZE) return 0;
  memcpy(out, z, n);
  out[n] = 0;
  return 1;
}

int spm_name_pair(const char *z, char zCode[SPM_NAME_SIZE], char zName[SPM_NAME_SIZE]) {
  z += strspn(z, " ");
  const char *zOpen = strrchr(z, '('), *zEnd = z + strlen(z);
  size_t n = strcspn(z, " ");
  int isBehind = zOpen && zOpen > z && zEnd[-1] == ')', isThere;
  if (isBehind) isThere = copy(zOpen, (size_t)(zEnd - zOpen), zCode) && copy(z, (size_t)(zOpen - z), zName);
  else isThere = copy(z, n, zCode) && copy(z + n, strlen(z + n), zName);
  return isThere && strpbrk(zCode, "0123456789.-") != 0 && strchr(zCode, ' ') == 0;
}

static int least(int a, int b) {
  return a < b ? a : b;
}

/* Only what is no further off the diagonal than the bound is computed: the rest is too far. */
int spm_name_distance(const char *a, const char *b, int bound) {
  int n = (int)strlen(a), m = (int)strlen(b), far = bound + 1;
  if (n >= SPM_NAME_SIZE || m >= SPM_NAME_SIZE || n - m > bound || m - n > bound) return far;
  int rows[3][SPM_NAME_SIZE + 1]; /* two rows before, the row before, this one */
  int *before = rows[0], *above = rows[1], *row = rows[2];
  for (int j = 0; j <= m; j++) before[j] = far, above[j] = j;
  for (int i = 1; i <= n; i++) {
    int first = i - bound > 1 ? i - bound : 1, last = least(m, i + bound), best = far;
    row[first - 1] = first == 1 ? i : far;
    if (last < m) row[last + 1] = far;
    for (int j = first; j <= last; j++) {
      row[j] = above[j - 1] + (a[i - 1] != b[j - 1]);
      row[j] = least(row[j], least(row[j - 1], above[j]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = least(row[j], before[j - 2] + 1);
      best = least(best, row[j]);
    }
    if (best > bound) return far;
    int *spare = before;
    before = above, above = row, row = spare;
  }
  return least(above[m], far);
}

int spm_name_is_short(const char *zText, const char *zName) {
  const char *z = zText;
  if (strlen(zText) < 3 || *zText != *zName) return 0;
  for (; *z && *zName; zName++) z += *z == *zName;
  return *z == 0;
}
