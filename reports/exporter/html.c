/* html.c: a job as one HTML page for people: self-contained, without script, readable on a telephone and in print.
**
** The page has the workbook's title, a list of its sheets, one section a sheet (title, period line with the database's mark,
** notes, cards, tables, charts, sources) and the provenance last. Hidden sheets are left out. The policy in its head forbids
** everything but its own style. */
#include "html.h"
#include <string.h>

static const char *page_id(Html *h, const Page *p) {
  return pool_printf(&h->j->pool, "s%d", (int)(p - h->pages) + 1);
}

static const char *page_title(Html *h, const Page *p) {
  const Block *k = &p->block[0];
  return k->q->r->title ? fill(h->j, k, k->q->r->title) : p->name;
}

void html_anchor(Html *h, const char *href, const char *z) {
  put_open(h, "a");
  put_attr(h, "href", href);
  put_words(h, z);
  put_close(h);
}

void html_link(Html *h, const Block *k, int row, const Column *c, const char *z) {
  const Report *r = k->q->r;
  const char *page = NULL;
  int i;
  if (c->link_book) page = html_page(h, c->link_book, AT(k->q, row, r->col[c->link_key.index[0]].source));
  if (page) {
    html_anchor(h, page, z);
    return;
  }
  for (i = 0; c->link && i < h->nPage; i++) {
    if (strcmp(h->pages[i].name, c->link) != 0 || h->pages[i].def->hide) continue;
    html_anchor(h, pool_printf(&h->j->pool, "#%s", page_id(h, &h->pages[i])), z);
    return;
  }
  put_words(h, z);
}

/* ---- head ---- */

static void meta(Html *h, const char *key, const char *name, const char *content) {
  put_open(h, "meta");
  put_attr(h, key, name);
  put_attr(h, "content", content);
  put_void(h);
  put_raw(h, "\n");
}

static void head(Html *h) {
  int i;
  put_open(h, "head");
  put_open(h, "meta");
  put_attr(h, "charset", "utf-8");
  put_void(h);
  put_raw(h, "\n");
  meta(h, "http-equiv", "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  meta(h, "name", "viewport", "width=device-width, initial-scale=1");
  meta(h, "name", "generator", "spm-report " SPM_VERSION);
  put_element(h, "title", NULL, h->j->title);
  put_open(h, "style");
  for (i = 0; html_style[i]; i++) put_raw(h, html_style[i]);
  put_close(h);
  put_close(h);
  put_raw(h, "\n");
}

/* ---- body ---- */

static void contents(Html *h) {
  int i;
  put_open(h, "nav");
  put_attr(h, "id", "isi");
  put_attr(h, "aria-label", in_lang("Daftar isi", "Contents"));
  put_open(h, "ol");
  for (i = 0; i < h->nPage; i++) {
    if (h->pages[i].def->hide) continue;
    put_open(h, "li");
    html_anchor(h, pool_printf(&h->j->pool, "#%s", page_id(h, &h->pages[i])), h->pages[i].name);
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
  put_attr(h, "id", page_id(h, p));
  put_element(h, "h2", NULL, page_title(h, p));
  if (*line) put_element(h, "p", "period", line);
  for (i = 0; i < k->q->r->nNote; i++) put_element(h, "p", "note", fill(h->j, k, k->q->r->note[i]));
  for (i = 0; i < p->nBlock; i++) html_block(h, p, &p->block[i]);
  html_charts(h, p);
  for (i = 0; i < p->nBlock; i++) {
    const Report *r = p->block[i].q->r;
    for (n = 0; n < r->nSource; n++) put_element(h, "p", "source", fill(h->j, &p->block[i], r->source[n]));
  }
  put_open(h, "p");
  put_attr(h, "class", "up");
  html_anchor(h, "#isi", in_lang("↑ Daftar isi", "↑ Contents"));
  put_close(h);
  put_close(h);
  put_raw(h, "\n");
}

void html_begin(Html *h) {
  put_raw(h, "<!DOCTYPE html>\n");
  put_open(h, "html");
  put_attr(h, "lang", "id");
  put_raw(h, "\n");
  head(h);
  put_open(h, "body");
  put_open(h, "a");
  put_attr(h, "class", "skip");
  put_attr(h, "href", "#utama");
  put_words(h, in_lang("Langsung ke isi", "Skip to the tables"));
  put_close(h);
  put_open(h, "header");
  html_crumbs(h);
  put_element(h, "h1", NULL, h->j->title);
  if (h->j->d->mark) put_element(h, "p", "mark", mark_text(h->j));
  put_close(h);
  put_raw(h, "\n");
}

void html_end(Html *h, const char *footer) {
  put_element(h, "footer", NULL, footer);
  put_close(h);
  put_close(h);
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
                          h->j->title, SPM_VERSION));
}

/* ---- the file ---- */

/* Into memory first, because libxml2 does not say when a disk is full. */
int html_write(Html *h, FILE *f, void (*page)(Html *h)) {
  xmlBufferPtr buf = xmlBufferCreate();
  size_t n;
  int ok = 0;
  h->w = buf ? xmlNewTextWriterMemory(buf, 0) : NULL;
  h->bad = !h->w;
  if (h->w) page(h);
  if (h->w && xmlTextWriterFlush(h->w) < 0) h->bad = 1;
  if (!h->bad) {
    n = (size_t)xmlBufferLength(buf);
    ok = fwrite(xmlBufferContent(buf), 1, n, f) == n && fputc('\n', f) != EOF && fflush(f) == 0;
  }
  if (h->w) xmlFreeTextWriter(h->w);
  if (buf) xmlBufferFree(buf);
  return ok ? RC_OK : RC_OUTPUT;
}

int write_html(FILE *f, Job *j, int *nSheet) {
  Html h = {.j = j};
  int rc;
  job_title(j);
  h.pages = pages_make(j, &h.nPage, &rc);
  *nSheet = h.nPage;
  return rc ? rc : html_write(&h, f, report_page);
}
