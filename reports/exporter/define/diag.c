/* diag.c: what is wrong with a report file: collected while it is read, and said in the order of its lines. */
#include "define/define.h"
#include <stdlib.h>
#include <string.h>

int define_bad(Report *r, Place at, const char *fmt, ...) {
  char z[2048];
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(z, sizeof z, fmt, ap);
  va_end(ap);
  *PUSH(r->pool, r->diag, r->nDiag) = (Diag){at, pool_text(r->pool, z, strlen(z))};
  return 0;
}

static int by_place(const void *a, const void *b) {
  const Place *x = &((const Diag *)a)->at, *y = &((const Diag *)b)->at;
  return x->line != y->line ? x->line - y->line : x->col - y->col;
}

int report_errors(Report *r) {
  int i;
  if (!r->nDiag) return RC_OK;
  qsort(r->diag, (size_t)r->nDiag, sizeof *r->diag, by_place);
  for (i = 0; i < r->nDiag; i++) log_error_at(r->diag[i].at, "%s", r->diag[i].text);
  r->nDiag = 0;
  return RC_DEFINITION;
}
