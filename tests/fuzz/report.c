/* report.c: any bytes as a report file (spm-report(5)): each of its reports is read without a crash or a leak, errors
** at places that are in the file, the same the second time. The messages are formatted here and shown to nobody. */
#include "fuzz.h"
#include "define/define.h"
#include <stdarg.h>
#include <string.h>

static char said[1 << 16];
static size_t nSaid;
static int lines; /* of the file */

/* ---- log.c, for the parser ---- */

void log_line(LogLevel level, Place at, const char *fmt, ...) {
  va_list ap;
  int k;
  (void)level;
  HOLDS(at.line >= 0 && at.line <= lines && (at.line == 0 || at.col > 0), "line %d column %d of %d lines", at.line,
        at.col, lines);
  va_start(ap, fmt);
  k = vsnprintf(said + nSaid, sizeof said - nSaid, fmt, ap);
  va_end(ap);
  HOLDS(k >= 0, "a message is not formatted: %s", fmt);
  nSaid += (size_t)k < sizeof said - nSaid ? (size_t)k : sizeof said - nSaid - 1;
}

/* ---- */

/* What a run does with the text of a report that has no error. */
static void use(Report *r) {
  for (int i = 0; i < r->nParam; i++) {
    size_t at = report_find_param(r, pool_printf(r->pool, ":%s", r->param[i].name));
    Place p = report_place(r, at);
    HOLDS(at <= r->nText && p.line >= 1 && p.line <= lines && p.col >= 1, "%s stands at %zu", r->param[i].name, at);
  }
}

/* One of the reports that the file is; *n: how many there are. */
static int read_one(int variant, int *n) {
  Pool pool = {0};
  Report *r = report_parse(&pool, FUZZ_FILE, "folder/fuzz", variant);
  HOLDS(r != NULL, "%s", said);
  directive_finish(r);
  HOLDS(r->sql <= r->nText && strlen(r->text) >= r->nText, "the SQL begins at %zu of %zu", r->sql, r->nText);
  HOLDS(strlen(r->sha256) == 64, "%s", r->sha256);
  HOLDS(r->nVariant >= 0 && r->nVariant <= 32, "%d reports", r->nVariant);
  *n = r->nVariant;
  int rc = report_errors(r);
  HOLDS(rc == RC_OK || (rc == RC_DEFINITION && nSaid > 0), "%d", rc);
  if (rc == RC_OK) use(r);
  pool_free(&pool);
  return rc;
}

static int read_once(void) {
  int i = 0, n, rc = RC_OK;
  nSaid = 0;
  said[0] = 0;
  do {
    rc |= read_one(i, &n);
  } while (++i < n);
  return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *z, size_t n) {
  static char before[sizeof said];
  fuzz_file(z, n);
  lines = 1;
  for (size_t i = 0; i < n; i++) lines += z[i] == '\n';
  int rc = read_once();
  memcpy(before, said, nSaid + 1);
  HOLDS(read_once() == rc && strcmp(before, said) == 0, "it is read in another way the second time:\n%s\n%s", before,
        said);
  return 0;
}
