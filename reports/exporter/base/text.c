/* text.c: UTF-8, numbers and dates as Indonesian readers write them, and {name|filter} in display text.
**
** Filters: tw (2023-TW2: Triwulan II Tahun 2023), romawi (II), bulan (April–Juni 2023; of a date: Juli 2023), tanggal
** (20 Juli 2023), angka (1.234), persen (61,5%). A value that the filter cannot read is shown as it is; NULL is "–".
** Two braces {{ are one brace. This happens in titles and notes only, never in SQL. */
#include "base/base.h"
#include "core/core.h"

/* ---- the language of what the program itself writes ---- */

int lang_english;

const char *in_lang(const char *id, const char *en) {
  return lang_english ? en : id;
}

/* ---- UTF-8 ---- */

long utf8_next(const char *z, size_t n, size_t *i) {
  static const long least[] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned char *s = (const unsigned char *)z;
  unsigned char c = s[(*i)++];
  size_t k;
  if (c < 0x80) return c;
  if (c < 0xc2 || c > 0xf4) return -1;
  size_t len = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
  long x = c & (0x7f >> len);
  for (k = 1; k < len; k++) {
    if (*i >= n || (s[*i] & 0xc0) != 0x80) return -1;
    x = x << 6 | (s[(*i)++] & 0x3f);
  }
  if (x < least[len] || x > 0x10ffff || (x >= 0xd800 && x <= 0xdfff)) return -1;
  return x;
}

int utf8_valid(const char *z, size_t n) {
  size_t i = 0;
  while (i < n) {
    long x = utf8_next(z, n, &i);
    if (x < 0 || x == 0xfffe || x == 0xffff) return 0;
  }
  return 1;
}

/* What XML and HTML cannot hold: control characters but tab and line feed, the code points that are no characters. */
static int is_bad(long x) {
  return x < ' ' ? x != '\t' && x != '\n'
                 : (x >= 0x7f && x < 0xa0) || (x >= 0xfdd0 && x <= 0xfdef) || (x & 0xfffe) == 0xfffe;
}

const char *text_clean(Pool *p, const char *z) {
  size_t n = strlen(z), i = 0, from;
  char *out = NULL, *o = NULL;
  while (i < n) {
    from = i;
    if (!is_bad(utf8_next(z, n, &i))) {
      if (out) o = mempcpy(o, z + from, i - from);
      continue;
    }
    if (!out) out = pool_alloc(p, 3 * n + 1), o = mempcpy(out, z, from);
    o = mempcpy(o, "\xef\xbf\xbd", 3);
  }
  return out ? out : z;
}

size_t utf8_length(const char *z) {
  size_t n = 0;
  for (; *z; z++) n += (*z & 0xc0) != 0x80;
  return n;
}

size_t utf16_length(const char *z) {
  size_t n = 0;
  for (; *z; z++) n += (size_t)((*z & 0xc0) != 0x80) + (size_t)((*z & 0xf8) == 0xf0);
  return n;
}

/* ---- dates and numbers ---- */

static const char *const month[] = {"Januari", "Februari", "Maret",     "April",   "Mei",      "Juni",
                                    "Juli",    "Agustus",  "September", "Oktober", "November", "Desember"};
static const char *const roman[] = {"I", "II", "III", "IV"};

int date_valid(const char *z, int *y, int *m, int *d) {
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? z[i] != '-' : z[i] < '0' || z[i] > '9') return 0;
  *y = atoi(z), *m = atoi(z + 5), *d = atoi(z + 8);
  return spm_valid_date(*y, *m, *d) && (z[10] == 0 || z[10] == 'T' || z[10] == ' ');
}

char *text_date(Pool *p, const char *iso) {
  int y, m, d;
  if (!date_valid(iso, &y, &m, &d)) return pool_text(p, iso, strlen(iso));
  return pool_printf(p, "%d %s %d", d, month[m - 1], y);
}

char *text_grouped(Pool *p, const char *z) {
  char *out = pool_alloc(p, 2 * strlen(z) + 2), *o = out;
  size_t whole = strcspn(z, "."), i;
  for (i = 0; z[i]; i++) {
    if (i && i < whole && (whole - i) % 3 == 0 && z[i - 1] != '-') *o++ = '.';
    *o++ = z[i] == '.' ? ',' : z[i];
  }
  return out;
}

char *text_number(Pool *p, double x, int k) {
  return text_grouped(p, pool_printf(p, "%.*f", k, x));
}

int text_digits(double x) {
  char z[40];
  int k;
  for (k = 15; k < 17; k++) {
    snprintf(z, sizeof z, "%.*g", k, x);
    if (strtod(z, NULL) == x) break;
  }
  return k;
}

int beyond_double(const Value *v) {
  return v->type == V_INT && (v->i > EXACT_MAX || v->i < -EXACT_MAX);
}

char *text_real(Pool *p, double x) {
  char z[40];
  snprintf(z, sizeof z, "%.*g", text_digits(x), x);
  return pool_printf(p, "%s%s", z, strpbrk(z, ".en") ? "" : ".0");
}

char *text_address(Pool *p, const char *z) {
  char *out = pool_alloc(p, 3 * strlen(z) + 3), *o = out;
  for (; *z; z++) {
    if ((unsigned char)*z > ' ' && (unsigned char)*z < 0x7f && !strchr("\"#%<>?[\\]^`{|}:", *z)) *o++ = *z;
    else o += sprintf(o, "%%%02X", (unsigned)(unsigned char)*z);
  }
  return out;
}

/* ---- {name|filter} ---- */

static int quarter(const Value *v, int *y, int *q) {
  const char *z = v->z;
  if (v->type != V_TEXT || v->n != 8 || memcmp(z + 4, "-TW", 3) != 0 || z[7] < '1' || z[7] > '4') return 0;
  for (int i = 0; i < 4; i++)
    if (z[i] < '0' || z[i] > '9') return 0;
  *y = atoi(z), *q = z[7] - '0';
  return 1;
}

const char *const text_filters[] = {"tw", "romawi", "bulan", "tanggal", "angka", "persen", NULL};

/* NULL: the filter cannot read the value. */
static char *filtered(Pool *p, const char *filter, const Value *v) {
  int y, q, d, of_quarter = quarter(v, &y, &q), is_romawi = strcmp(filter, "romawi") == 0;
  if (of_quarter && strcmp(filter, "tw") == 0) return pool_printf(p, "Triwulan %s Tahun %d", roman[q - 1], y);
  if (is_romawi && v->type == V_INT && v->i >= 1 && v->i <= 4) return pool_printf(p, "%s", roman[v->i - 1]);
  if (is_romawi && of_quarter) return pool_printf(p, "%s", roman[q - 1]);
  if (strcmp(filter, "bulan") == 0) {
    if (of_quarter) return pool_printf(p, "%s–%s %d", month[3 * q - 3], month[3 * q - 1], y);
    return v->type == V_TEXT && date_valid(v->z, &y, &q, &d) ? pool_printf(p, "%s %d", month[q - 1], y) : NULL;
  }
  if (v->type == V_TEXT && strcmp(filter, "tanggal") == 0) return text_date(p, v->z);
  if (IS_NUMBER(v) && strcmp(filter, "angka") == 0) return text_number(p, v->r, v->type == V_INT ? 0 : 2);
  return IS_NUMBER(v) && strcmp(filter, "persen") == 0 ? pool_printf(p, "%s%%", text_number(p, v->r, 1)) : NULL;
}

char *text_value(Pool *p, const Value *v) {
  switch (v->type) {
  case V_INT: return pool_printf(p, "%lld", (long long)v->i);
  case V_REAL: return text_real(p, v->r);
  case V_TEXT: return pool_text(p, v->z, v->n);
  default: return pool_printf(p, "–");
  }
}

/* Find the next {name|filter} at or behind *z: the text before it is z..*pBefore, with {{ left in. 0: none. */
static int next_hole(Pool *p, const char *z, const char **pBefore, char **pName, char **pFilter, const char **pAfter) {
  const char *open = z;
  while ((open = strchr(open, '{')) != NULL && open[1] == '{') open += 2;
  *pBefore = open ? open : z + strlen(z);
  if (!open) return 0;
  const char *close = strchr(open, '}');
  *pAfter = close ? close + 1 : NULL;
  if (!close) return 1;
  const char *bar = memchr(open, '|', (size_t)(close - open));
  *pName = pool_text(p, open + 1, (size_t)((bar ? bar : close) - open - 1));
  *pFilter = bar ? pool_text(p, bar + 1, (size_t)(close - bar - 1)) : NULL;
  return 1;
}

static char *literal(Pool *p, const char *so_far, const char *z, const char *end) {
  char *out = pool_alloc(p, strlen(so_far) + (size_t)(end - z) + 1), *o = out + strlen(so_far);
  strcpy(out, so_far);
  for (; z < end; z++) {
    *o++ = *z;
    if (z + 1 < end && z[0] == '{' && z[1] == '{') z++;
  }
  return out;
}

char *text_fill(Pool *p, const char *z, Lookup find, const void *ctx, const char **pMissing) {
  const char *before, *after;
  char *name, *filter, *out = pool_text(p, "", 0);
  while (next_hole(p, z, &before, &name, &filter, &after)) {
    Value v = {0};
    char *shown = NULL;
    out = literal(p, out, z, before);
    if (!after) return out;
    find(ctx, name, &v);
    if (v.type == V_NULL && pMissing) *pMissing = name;
    if (filter) shown = filtered(p, filter, &v);
    out = pool_printf(p, "%s%s", out, shown ? shown : text_value(p, &v));
    z = after;
  }
  return literal(p, out, z, before);
}

void text_scan(Pool *p, const char *z, Place at, TextUse use, void *ctx, char **pzErr) {
  const char *before, *after;
  char *name, *filter;
  *pzErr = NULL;
  while (next_hole(p, z, &before, &name, &filter, &after)) {
    int i;
    if (!after) {
      *pzErr = pool_printf(p, "{ without } (write {{ for a brace)");
      return;
    }
    for (i = 0; filter && text_filters[i] && strcmp(text_filters[i], filter) != 0;) i++;
    if (filter && !text_filters[i]) {
      *pzErr = pool_printf(p, "unknown filter %s%s", filter, nearest(p, filter, text_filters, sizeof *text_filters, i));
      return;
    }
    use(ctx, at, name);
    z = after;
  }
}
