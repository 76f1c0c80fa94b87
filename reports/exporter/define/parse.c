/* parse.c: a report file: --@ headlines, then one SELECT (spm-report(5)).
**
** The headlines stand in column 1 before the first SQL word; --@+ continues the line above. The SQL is not read here:
** SQLite gets the whole file, comments included, so that its error offsets are places in the file. All errors of a file
** are collected and printed in the order of its lines. */
#include "define/define.h"
#include "core/hash.h"

/* A headline behind the first SQL word would be ignored without a word. */
static void late_headlines(Report *r) {
  size_t i = r->sql;
  while (i < r->nText) {
    size_t j = report_skip(r, i);
    if (strncmp(r->text + i, "--@", 3) == 0) define_bad(r, report_place(r, i), "a --@ line stands before the SQL");
    i = j > i ? j : i + 1;
  }
}

/* ---- headlines ---- */

typedef struct Pending {
  int open; /* a directive has been begun and not been read */
  char *key;
  Place at;
  Args args;
  int ok;
} Pending;

static void flush(Report *r, Pending *d) {
  if (d->open && d->ok) {
    Place end = d->args.n ? d->args.t[d->args.n - 1].at : d->at;
    Token *t = PUSH(r->pool, d->args.t, d->args.n);
    end.col += (int)(d->args.n > 1 ? strlen(t[-1].text) : strlen(d->key));
    *t = (Token){.kind = T_END, .at = end, .text = ""};
    directive_read(r, d->key, d->at, &d->args);
  }
  d->open = 0;
}

/* z: the line behind "--@" */
static void headline(Report *r, Pending *d, Place at, const char *z, size_t n) {
  size_t i = 0, k;
  at.col += 3;
  if (n && z[0] == '+') {
    if (!d->open) {
      define_bad(r, at, "--@+ continues a --@ line, and there is none above");
      return;
    }
    at.col++;
    z = variant_fill(r, z, &n);
    d->ok &= define_lex(&d->args, at, z + 1, n - 1);
    return;
  }
  flush(r, d); /* before the line is filled in: it may be --@ as */
  z = variant_fill(r, z, &n);
  while (i < n && (z[i] == ' ' || z[i] == '\t')) i++;
  at.col += (int)i;
  for (k = i; k < n && is_name(z[k]);) k++;
  if (!i || k == i) {
    define_bad(r, at, "a blank and the name of a directive follow --@");
    return;
  }
  *d = (Pending){1, pool_text(r->pool, z + i, k - i), at, {.r = r}, 1};
  at.col += (int)(k - i);
  d->ok = define_lex(&d->args, at, z + k, n - k);
}

static void parse(Report *r) {
  const char *z = r->text;
  Pending d = {0};
  int line = 1;
  size_t i = 0, start = 0, j;
  while (i < r->nText) {
    if (strncmp(z + i, "--@", 3) == 0) {
      Place at = {r->path, line, (int)(i - start) + 1};
      j = strcspn(z + i, "\n");
      if (i > start) define_bad(r, at, "a --@ line begins in column 1");
      else headline(r, &d, at, z + i + 3, j - 3);
      i += j;
    } else if (strchr(" \t\r\n\f", z[i])) {
      if (z[i++] == '\n') line++, start = i;
    } else if ((z[i] == '-' || z[i] == '/') && (j = report_skip(r, i)) > i) {
      for (; i < j; i++)
        if (z[i] == '\n') line++, start = i + 1;
    } else {
      break;
    }
  }
  flush(r, &d);
  r->sql = i;
  r->sql_at = report_place(r, i);
  late_headlines(r);
}

/* ---- the file ---- */

#define FILE_BYTES ((size_t)1 << 20) /* a report of the house is 10 KiB */

Report *report_parse(Pool *p, const char *path, const char *name, int variant) {
  Report *r = pool_alloc(p, sizeof *r);
  SpmHash sha;
  r->pool = p;
  r->path = path;
  r->name = name;
  r->base = path_name(name);
  if ((r->text = file_read(p, path, FILE_BYTES, &r->nText)) == NULL) return NULL;
  if (text_clean(p, name) != name) { /* names stand in messages and in the files */
    define_bad(r, (Place){path, 0, 0}, "the name of the file has a control character or is not UTF-8");
  }
  spm_hash_begin(&sha);
  spm_hash_add(&sha, r->text, r->nText);
  spm_hash_end(&sha, r->sha256);
  size_t zero = strlen(r->text);
  if (zero < r->nText) {
    define_bad(r, report_place(r, zero), "a zero byte");
    r->nText = zero;
  }
  if (!utf8_valid(r->text, r->nText)) define_bad(r, (Place){path, 0, 0}, "the file is not UTF-8");
  else if (strncmp(r->text, "\xef\xbb\xbf", 3) == 0)
    define_bad(r, (Place){path, 1, 1}, "the file begins with a byte order mark");
  else if (variant_count(r)) variant_cut(r, variant), parse(r);
  return r;
}
