/* csv.c: a result as CSV, in two forms (spm-report(1), --csv-excel).
**
** Data form: UTF-8, comma, LF (CRLF with --crlf), column names, the values of the SELECT in its own order: shortest
** text that reads back as the same number, with a zero behind three decimals that spm_import could take for thousands
** (12.3450), NULL empty, empty text "". Excel form (--csv-excel), for Indonesian
** settings: byte order mark, ";", CRLF, decimal comma, the headers and columns of the page. There a text that a
** spreadsheet would run as a formula gets a ' in front (CWE-1236; ext/core/guard.c), a header too, because a parameter may
** stand in it; numbers are left alone. spm_import takes it away again. */
#include "write/rows/rows.h"
#include "core/core.h"
#include <csv.h>

static void put_text(FILE *f, const char *z, int excel, Pool *p) {
  char special[8] = {'"', '\r', '\n', excel ? ';' : ',', 0};
  if (excel && spm_needs_guard(z, strlen(z))) z = pool_printf(p, "'%s", z);
  size_t n = strlen(z);
  if (n && z[0] != ' ' && z[n - 1] != ' ' && z[strcspn(z, special)] == 0) fwrite(z, 1, n, f);
  else csv_fwrite2(f, z, n, '"');
}

static void put_value(FILE *f, const Value *v, int excel, Pool *p) {
  if (v->type == V_TEXT) put_text(f, v->z, excel, p);
  if (v->type == V_INT) fprintf(f, "%lld", (long long)v->i);
  if (v->type != V_REAL) return;
  char *z = text_real(p, v->r);
  char *zDot = strchr(z, '.');
  size_t head = zDot ? (size_t)(zDot - z) - (*z == '-') : 0;
  int isThree = zDot && strspn(zDot + 1, "0123456789") == 3 && zDot[4] == 0;
  int isTwo = isThree && head <= 3 && *(zDot - head) != '0';
  if (excel && zDot) *zDot = ',';
  fprintf(f, "%s%s", z, isTwo ? "0" : "");
}

/* The stream remembers that something could not be written. */
int write_csv(FILE *f, Job *j, const Result *q) {
  int excel = j->o->excel, i, n;
  Block k = block_make(&j->pool, q, excel ? OF_PAGE_AND_GROUP : OF_SELECT);
  Grid g = grid_make(j, &k, 0);
  Pool p = {0};
  if (excel) fputs("\xef\xbb\xbf", f);
  while (!ferror(f) && grid_next(&g)) {
    if (g.kind != LINE_HEAD && g.kind != LINE_DATA) continue;
    for (i = n = 0; i < g.nCell; i++) {
      const Cell *c = &g.cell[i];
      if (c->col < 0) continue; /* a band */
      if (n++) fputc(excel ? ';' : ',', f);
      if (c->v) put_value(f, c->v, excel, &p);
      else put_text(f, excel ? c->words : q->r->col[c->col].name, excel, &p);
    }
    fputs(excel || j->o->crlf ? "\r\n" : "\n", f);
  }
  pool_free(&p);
  return fflush(f) == 0 && !ferror(f) ? RC_OK : RC_OUTPUT;
}
