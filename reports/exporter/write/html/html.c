/* html.c: a job as one HTML page for people: self-contained, without script, readable on a telephone and in print.
**
** The page has the workbook's title, a list of its sheets, one section a sheet (title, period line with the database's
** mark, notes, cards, tables, charts, sources) and the provenance last. Hidden sheets are left out. */
#include "write/html/html.h"

static void contents(Html *h) {
  html(h, "<nav id='isi' aria-label='%s'><ol>", in_lang("Daftar isi", "Contents"));
  for (int i = 0; i < h->nPage; i++)
    if (!h->pages[i].def->hide) html(h, "<li><a href='#s%d'>%s</a></li>", i + 1, h->pages[i].name);
  html(h, "</ol></nav>\n");
}

static void section(Html *h, int n) {
  const Page *p = &h->pages[n];
  const Block *k = &p->block[0];
  const char *line = period_line(h->j, k);
  int s;
  html(h, "<section id='s%d'><h2>%s</h2>", n + 1, page_title(h->j, p));
  if (*line) html(h, "<p class='period'>%s</p>", line);
  for (int i = 0; i < k->q->r->note.n; i++) html(h, "<p class='note'>%s</p>", page_fill(h->j, k, k->q->r->note.a[i]));
  for (int i = 0; i < p->nBlock; i++) html_block(h, p, &p->block[i]);
  html_charts(h, p);
  for (int i = 0; i < p->nBlock; i++) {
    const Report *r = p->block[i].q->r;
    for (s = 0; s < r->source.n; s++)
      html(h, "<p class='source'>%s</p>", page_fill(h->j, &p->block[i], r->source.a[s]));
  }
  html(h, "<p class='up'><a href='#isi'>%s</a></p></section>\n", in_lang("↑ Daftar isi", "↑ Contents"));
}

int write_html(FILE *f, Job *j, int *nSheet) {
  Html h = {.j = j, .f = f};
  int rc;
  job_title(j);
  h.pages = pages_make(j, &h.nPage, &rc);
  *nSheet = h.nPage;
  if (rc) return rc;
  html_begin(&h);
  contents(&h);
  html(&h, "<main id='utama'>\n");
  for (int i = 0; i < h.nPage; i++)
    if (!h.pages[i].def->hide) section(&h, i);
  html(&h, "</main>\n");
  return html_end(&h, pool_printf(&j->pool, in_lang("%s · dibuat dengan spm-report %s", "%s · made with spm-report %s"),
                                  j->title, SPM_VERSION));
}
