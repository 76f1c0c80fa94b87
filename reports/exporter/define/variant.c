/* variant.c: one file that is several reports. `--@ as NAME key=value ...` makes it the report NAME; {key} in its
** headlines and :key in its SQL stand for the value there. A line that ends in `--@ only WORD, ...` belongs to the
** reports that have a WORD as their name or as a part of it between slashes; alone on a line it goes for those that
** follow, up to `--@ end`. What belongs to another report is blanked, so that each place in the text stays true. */
#include "define/define.h"

#define MOST  32 /* reports in a file: the bits of a mask */
#define BLANK " \t\r"

static size_t name_length(const char *z) {
  return strspn(z, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/");
}

/* What stands behind "--@ WORD" and its blanks on the line at z; NULL when the line does not begin so. */
static const char *behind(const char *z, const char *word) {
  size_t n = strlen(word), k = strncmp(z, "--@", 3) == 0 ? strspn(z + 3, " \t") : 0;
  if (!k || strncmp(z + 3 + k, word, n) != 0) return NULL;
  z += 3 + k + n;
  return *z && !strchr(BLANK "\n", *z) ? NULL : z + strspn(z, BLANK);
}

static const char *next_line(const char *z) {
  z = strchr(z, '\n');
  return z ? z + 1 : NULL;
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
  for (const char *z = text, *name; z; z = next_line(z)) {
    if ((name = behind(z, "as")) == NULL) continue;
    if (is_part(name, name_length(name), word, k)) mask |= bit;
    bit <<= 1;
  }
  return mask;
}

/* The reports that the words behind ONLY name. */
static unsigned read_only(Report *r, const char *z, const char *end) {
  unsigned mask = 0, word;
  do {
    size_t k = name_length(z);
    if (z >= end) return (unsigned)define_bad(r, report_place(r, (size_t)(z - r->text)), "only names no report");
    if (!k || (word = which(r->text, z, k)) == 0) {
      define_bad(r, report_place(r, (size_t)(z - r->text)), "only %.*s: no --@ as line of the file has that name",
                 (int)(k ? k : strcspn(z, "," BLANK "\n")), z);
      return 0;
    }
    mask |= word;
    z += k;
    z += strspn(z, "," BLANK);
  } while (z < end);
  return mask;
}

static const char *find_only(const char *line, const char *end) {
  const char *found = NULL;
  for (const char *z = line; z < end; z++)
    if (*z == '-' && (z == line || strchr(BLANK, z[-1])) && behind(z, "only")) found = z;
  return found;
}

int variant_count(Report *r) {
  int n = 0;
  for (const char *z = r->text; z; z = next_line(z)) {
    if (!behind(z, "as") || n++ < MOST) continue;
    return define_bad(r, report_place(r, (size_t)(z - r->text)), "a file is at most %d reports", MOST);
  }
  r->nVariant = n;
  return 1;
}

/* What a --@+ line continues. */
typedef enum Above { NOTHING, KEPT, DROPPED } Above;

void variant_cut(Report *r, int variant) {
  char *copy = memcpy(pool_alloc(r->pool, r->nText + 1), r->text, r->nText + 1);
  int nth = 0, keep_block = 1;
  const char *block = NULL; /* the line that has opened it */
  Above above = KEPT;
  size_t i = 0, n;
  for (; i < r->nText; i += n + 1) {
    n = strcspn(r->text + i, "\n");
    const char *line = r->text + i, *end = line + n, *only = find_only(line, end), *rest;
    int is_more = strncmp(line, "--@+", 4) == 0, is_edge = 0;
    int keep = keep_block && !(is_more && above == DROPPED);
    if (is_more && above == NOTHING)
      define_bad(r, report_place(r, i + 3), "--@+ continues a --@ line, and there is none above");
    if (behind(line, "as")) keep = nth++ == variant;
    if ((rest = behind(line, "end")) != NULL && rest >= end) {
      if (!block) define_bad(r, report_place(r, i), "--@ end without a --@ only line");
      block = NULL, keep_block = is_edge = 1, keep = 0;
    } else if (only) {
      int mine = read_only(r, behind(only, "only"), end) >> variant & 1;
      if (only == line) {
        if (block) define_bad(r, report_place(r, i), "--@ only in a block that has no --@ end yet");
        block = line, keep_block = mine, is_edge = 1;
      }
      keep = keep && mine;
      memset(copy + (only - r->text), ' ', (size_t)(end - only));
    }
    if (is_edge) above = NOTHING;
    else if (strncmp(line, "--@", 3) == 0 && !is_more) above = keep ? KEPT : DROPPED;
    if (!keep) memset(copy + i, ' ', n);
  }
  if (block) define_bad(r, report_place(r, (size_t)(block - r->text)), "--@ only without its --@ end");
  r->text = copy;
}

const char *variant_fill(const Report *r, const char *z, size_t *n) {
  const char *out = "", *hole;
  const char *end = z + *n;
  while (z < end && (hole = memchr(z, '{', (size_t)(end - z))) != NULL) {
    size_t k = name_length(hole + 1), brace = hole[1] == '{' ? 2 : 1; /* {{ is a brace */
    int i = hole[1 + k] == '}' ? report_param(r, pool_text(r->pool, hole + 1, k)) : -1;
    int fixed = i >= 0 && r->param[i].fixed;
    out = pool_printf(r->pool, "%s%.*s%s", out, (int)((size_t)(hole - z) + (fixed ? 0 : brace)), z,
                      fixed ? r->param[i].def.z : "");
    z = hole + (fixed ? k + 2 : brace);
  }
  if (z < end) out = pool_printf(r->pool, "%s%.*s", out, (int)(end - z), z);
  *n = strlen(out);
  return out;
}
