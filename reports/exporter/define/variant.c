/* variant.c: one file that is several reports. `--@ as NAME key=value ...` makes it the report NAME; {key} in its headlines
** and :key in its SQL stand for the value there. A line that ends in `--@ only WORD, ...` belongs to the reports that have a
** WORD as their name or as a part of it between slashes; alone on a line it goes for those that follow, up to `--@ end`. What
** belongs to another report is blanked, so that each place in the text stays true. */
#include "define/define.h"

#define AS   "--@ as "
#define ONLY "--@ only "
#define END  "--@ end"

static size_t name_length(const char *z) {
  return strspn(z, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/");
}

/* Whether the word is the name, or a part of it. */
static int is_part(const char *name, size_t n, const char *word, size_t k) {
  if (n == k && memcmp(name, word, n) == 0) return 1;
  for (size_t i = 0, j; i < n; i = j + 1) {
    for (j = i; j < n && name[j] != '/';) j++;
    if (j - i == k && memcmp(name + i, word, k) == 0) return 1;
  }
  return 0;
}

/* The reports of the file that the word names; bit i for the i-th. */
static unsigned which(const char *text, const char *word, size_t k) {
  unsigned mask = 0, bit = 1;
  for (const char *z = text; z; z = strchr(z, '\n') ? strchr(z, '\n') + 1 : NULL) {
    if (strncmp(z, AS, strlen(AS)) != 0) continue;
    z += strlen(AS);
    if (is_part(z, name_length(z), word, k)) mask |= bit;
    bit <<= 1;
  }
  return mask;
}

/* The reports that the words behind ONLY name. */
static unsigned read_only(Report *r, const char *z, const char *end) {
  unsigned mask = 0;
  while (z < end) {
    size_t k = name_length(z);
    unsigned word = k ? which(r->text, z, k) : 0;
    if (!word) {
      size_t n = strcspn(z, ", \t\r\n");
      define_bad(r, report_place(r, (size_t)(z - r->text)), "only %.*s: no --@ as line of the file has that name",
                 (int)n, z);
      return 0;
    }
    mask |= word;
    z += k;
    z += strspn(z, ", \t\r");
  }
  return mask;
}

static const char *find_only(const char *line, const char *end) {
  const char *found = NULL;
  for (const char *z = line; z + strlen(ONLY) < end; z++)
    if (strncmp(z, ONLY, strlen(ONLY)) == 0 && (z == line || z[-1] == ' ')) found = z;
  return found;
}

int variant_count(const Report *r) {
  int n = 0;
  for (const char *z = r->text; z; z = strchr(z, '\n') ? strchr(z, '\n') + 1 : NULL)
    n += strncmp(z, AS, strlen(AS)) == 0;
  return n;
}

void variant_cut(Report *r, int variant) {
  char *copy = memcpy(pool_alloc(r->pool, r->nText + 1), r->text, r->nText + 1);
  int dropped = 0, nth = 0, in_block = 0, keep_block = 1;
  size_t i = 0, n;
  for (; i < r->nText; i += n + 1) {
    n = strcspn(r->text + i, "\n");
    const char *line = r->text + i, *end = line + n, *only = n ? find_only(line, end) : NULL;
    int keep = keep_block && !(dropped && strncmp(line, "--@+", 4) == 0);
    if (strncmp(line, AS, strlen(AS)) == 0) keep = nth++ == variant;
    if (n == strlen(END) && memcmp(line, END, n) == 0) {
      if (!in_block) define_bad(r, report_place(r, i), "--@ end without a --@ only line");
      in_block = 0, keep_block = 1, keep = 0;
    } else if (only) {
      int mine = read_only(r, only + strlen(ONLY), end) >> variant & 1;
      if (only == line) in_block = 1, keep_block = mine;
      keep = keep && mine;
      memset(copy + (only - r->text), ' ', (size_t)(end - only));
    }
    dropped = !keep && strncmp(line, "--@", 3) == 0;
    if (!keep) memset(copy + i, ' ', n);
  }
  if (in_block) define_bad(r, report_place(r, r->nText), "--@ only without its --@ end");
  r->text = copy;
}

const char *variant_fill(const Report *r, const char *z, size_t *n) {
  const char *out = "", *hole;
  const char *end = z + *n;
  while (z < end && (hole = memchr(z, '{', (size_t)(end - z))) != NULL) {
    size_t k = name_length(hole + 1);
    int i = hole[1 + k] == '}' ? report_param(r, pool_text(r->pool, hole + 1, k)) : -1;
    size_t upto = (size_t)(hole - z) + (i >= 0 && r->param[i].fixed ? 0 : 1);
    out = pool_printf(r->pool, "%s%.*s", out, (int)upto, z);
    z = hole + 1;
    if (i < 0 || !r->param[i].fixed) continue;
    out = pool_printf(r->pool, "%s%s", out, r->param[i].def.z);
    z += k + 1;
  }
  out = pool_printf(r->pool, "%s%.*s", out, (int)(end - z), z);
  *n = strlen(out);
  return out;
}
