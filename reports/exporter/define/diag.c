/* diag.c: what is wrong with a report file, collected while it is read and said in the order of its lines; and where in
** a report a parameter or a column stands. */
#include "define/define.h"

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
  if (!r->nDiag) return RC_OK;
  qsort(r->diag, (size_t)r->nDiag, sizeof *r->diag, by_place);
  for (int i = 0; i < r->nDiag; i++) log_error_at(r->diag[i].at, "%s", r->diag[i].text);
  r->nDiag = 0;
  return RC_DEFINITION;
}

void report_texts(Report *r, TextUse use, void *ctx, int say) {
  char *err;
  for (int i = 0; i < r->nDisplay; i++) {
    text_scan(r->pool, r->display[i].text, r->display[i].at, use, ctx, &err);
    if (err && say) define_bad(r, r->display[i].at, "%s", err);
  }
}

/* ---- what is where in a report ---- */

int report_param(const Report *r, const char *name) {
  int i = 0;
  while (i < r->nParam && strcmp(r->param[i].name, name) != 0) i++;
  return i < r->nParam ? i : -1;
}

const char *report_near_param(const Report *r, const char *name) {
  return r->nParam ? nearest(r->pool, name, &r->param->name, sizeof *r->param, r->nParam) : "";
}

int report_col(const Report *r, const char *name) {
  int i = 0;
  while (i < r->nCol && strcmp(r->col[i].name, name) != 0) i++;
  return i < r->nCol ? i : -1;
}

int names_have(const Names *n, int col) {
  int i = n->nIndex - 1;
  while (i >= 0 && n->index[i] != col) i--;
  return i >= 0;
}
