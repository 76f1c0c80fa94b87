/* html.c: a job as one HTML page for people: self-contained, without script, readable on a telephone and in print.
**
** The page has the workbook's title, a list of its sheets, one section a sheet (title, period line with the database's mark,
** notes, cards, tables, charts, sources) and the provenance last. Hidden sheets are left out. The policy in its head forbids
** everything but its own style. */
#include "write/html/html.h"
#include <string.h>

static const char *page_title(Html *h, const Page *p) {
  const Block *k = &p->block[0];
  return k->q->r->title ? page_fill(h->j, k, k->q->r->title) : p->name;
}

static void contents(Html *h) {
  int i;
  put_open(h, "nav");
  put_attr(h, "id", "isi");
  put_attr(h, "aria-label", in_lang("Daftar isi", "Contents"));
  put_open(h, "ol");
  for (i = 0; i < h->nPage; i++) {
    if (h->pages[i].def->hide) continue;
    put_open(h, "li");
    html_anchor(h, pool_printf(&h->j->pool, "#%s", html_page_id(h, &h->pages[i])), h->pages[i].name);
    put_close(h);
  }
  put_close(h);
  put_close(h);
  put_raw(h, "\n");
}

static void section(Html *h, const Page *p) {
  const Block *k = &p->block[0];
  const char *line = period_line(h->j, k);
  int i, n;
  put_open(h, "section");
  put_attr(h, "id", html_page_id(h, p));
  put_element(h, "h2", NULL, page_title(h, p));
  if (*line) put_element(h, "p", "period", line);
  for (i = 0; i < k->q->r->nNote; i++) put_element(h, "p", "note", page_fill(h->j, k, k->q->r->note[i]));
  for (i = 0; i < p->nBlock; i++) html_block(h, p, &p->block[i]);
  html_charts(h, p);
  for (i = 0; i < p->nBlock; i++) {
    const Report *r = p->block[i].q->r;
    for (n = 0; n < r->nSource; n++) put_element(h, "p", "source", page_fill(h->j, &p->block[i], r->source[n]));
  }
  put_open(h, "p");
  put_attr(h, "class", "up");
  html_anchor(h, "#isi", in_lang("↑ Daftar isi", "↑ Contents"));
  put_close(h);
  put_close(h);
  put_raw(h, "\n");
}

static void report_page(Html *h) {
  int i;
  html_begin(h);
  contents(h);
  put_open(h, "main");
  put_attr(h, "id", "utama");
  put_raw(h, "\n");
  for (i = 0; i < h->nPage; i++) {
    if (!h->pages[i].def->hide) section(h, &h->pages[i]);
  }
  put_close(h);
  put_raw(h, "\n");
  html_end(h, pool_printf(&h->j->pool, in_lang("%s · dibuat dengan spm-report %s", "%s · made with spm-report %s"),
                          h->j->title, PROGRAM_VERSION));
}

/* ---- the file ---- */

int write_html(FILE *f, Job *j, int *nSheet) {
  Html h = {.j = j};
  int rc;
  job_title(j);
  h.pages = pages_make(j, &h.nPage, &rc);
  *nSheet = h.nPage;
  return rc ? rc : html_write(&h, f, report_page);
}
