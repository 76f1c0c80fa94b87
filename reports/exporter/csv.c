/* csv.c: a result as CSV, in two forms (reports.md 10).
**
** Data form: UTF-8, comma, LF (CRLF with --crlf), column names, the values of the SELECT in its own order: shortest text that reads back as
** the same number, NULL empty, empty text "". Excel form (--csv-excel), for Indonesian settings: byte order mark, ";",
** CRLF, decimal comma, the headers and columns of the page. There a text that a spreadsheet would run as a formula gets a
** ' in front (CWE-1236); numbers are left alone. */
#include "report.h"
#include <csv.h>
#include <stdlib.h>
#include <string.h>

static int put_text(FILE *f, const char *z, size_t n, char sep) {
  char special[8] = {'"', '\r', '\n', sep, 0};
  if (n && z[0] != ' ' && z[n - 1] != ' ' && z[strcspn(z, special)] == 0) return fwrite(z, 1, n, f) == n;
  return csv_fwrite2(f, z, n, '"') == 0;
}

static int put_value(FILE *f, const Value *v, int excel, Pool *p) {
  char *z;
  switch (v->type) {
  case V_NULL: return 1;
  case V_INT: return fprintf(f, "%lld", (long long)v->i) > 0;
  case V_REAL:
    z = text_real(p, v->r);
    if (excel && strchr(z, '.')) *strchr(z, '.') = ',';
    return fputs(z, f) >= 0;
  default: break;
  }
  if (!excel || !v->n || !strchr("=+-@\t\r", v->z[0])) return put_text(f, v->z, v->n, excel ? ';' : ',');
  z = pool_printf(p, "'%s", v->z);
  return put_text(f, z, v->n + 1, ';');
}

int write_csv(FILE *f, const Result *q, const Options *o) {
  const Report *r = q->r;
  const char *end = o->excel || o->crlf ? "\r\n" : "\n";
  int *source, n = 0, i, row, ok = 1, excel = o->excel;
  Pool p = {0};
  source = pool_alloc(&p, sizeof *source * (size_t)(q->nCol + 1));
  for (i = 0; i < q->nCol; i++) {
    if (!excel) source[n++] = i;
    else if (column_shown(r, &r->col[i]) || (r->group.on && r->group.col.index[0] == i)) source[n++] = i;
  }
  if (excel) ok = fputs("\xef\xbb\xbf", f) >= 0;
  for (i = 0; ok && i < n; i++) {
    const char *z = excel ? text_fill(&p, r->col[source[i]].header, result_lookup, q, NULL) : q->name[source[i]];
    ok = (!i || fputc(excel ? ';' : ',', f) != EOF) && put_text(f, z, strlen(z), excel ? ';' : ',');
  }
  ok = ok && fputs(end, f) >= 0;
  for (row = 0; ok && row < q->nRow; row++) {
    for (i = 0; ok && i < n; i++) {
      int c = excel ? r->col[source[i]].source : source[i];
      ok = (!i || fputc(excel ? ';' : ',', f) != EOF) && put_value(f, AT(q, row, c), excel, &p);
    }
    ok = ok && fputs(end, f) >= 0;
  }
  pool_free(&p);
  return ok && fflush(f) == 0 ? RC_OK : RC_OUTPUT;
}
