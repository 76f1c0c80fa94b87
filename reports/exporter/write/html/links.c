/* links.c: the ways from page to page: to the sheets of the same page, and to the other pages of the run.
**
** A column with link=WORKBOOK:COLUMN leads to that workbook's page for the code in COLUMN, which is the one whose row
** has that code in the column that the workbook's `key COLUMN` names; `up WORKBOOK` or `up WORKBOOK:COLUMN` in a
** workbook's file names the page above. A page that this run does not make gets no link: none is ever broken. */
#include "write/html/html.h"

/* The page's address: all pages of a run are in one folder. */
const char *html_address(Html *h, const File *f) {
  return text_address(&h->j->pool, path_name(f->path));
}

static const char *page_of(Html *h, const char *workbook, const Value *key) {
  const File *f = plan_link(h->j->run, workbook, key, NULL, NULL);
  return f && h->j->run->nFile > 1 ? html_address(h, f) : NULL;
}

void html_link(Html *h, const Block *k, int row, const Column *c, const char *z) {
  const char *page = NULL;
  int i;
  if (c->link_book) page = page_of(h, c->link_book, AT(k->q, row, k->q->r->col[c->link_key.index[0]].source));
  for (i = 0; c->link && i < h->nPage; i++)
    if (strcmp(h->pages[i].name, c->link) == 0 && !h->pages[i].def->hide) break;
  if (page) html(h, "<a href='%s'>%s</a>", page, z);
  else if (c->link && i < h->nPage) html(h, "<a href='#s%d'>%s</a>", i + 1, z);
  else html(h, "%s", z);
}

/* ---- the way up ---- */

/* The page above row of plan, and where it stands; NULL: none in this run. */
const File *html_above(Html *h, const Plan *plan, int row, const Plan **up, int *up_row) {
  const Report *w = plan->workbook;
  if (!plan->whole || !w->up) return NULL;
  return plan_link(h->j->run, w->up,
                   w->up_key.nIndex ? AT(&plan->outputs, row, w->col[w->up_key.index[0]].source) : NULL, up, up_row);
}

/* The pages above row of plan, the highest first. */
static void above(Html *h, const Plan *plan, int row, int depth) {
  const Plan *up;
  int up_row;
  const File *f = depth > 5 ? NULL : html_above(h, plan, row, &up, &up_row);
  if (!f) return;
  above(h, up, up_row, depth + 1);
  html(h, "<li><a href='%s'>%s</a></li>", html_address(h, f), f->title);
}

void html_crumbs(Html *h) {
  if (!plan_is_site(h->j->run) || !h->j->plan) return; /* alone, or the index itself */
  html(h, "<nav class='crumbs' aria-label='%s'><ol><li><a href='index.html'>%s</a></li>",
       in_lang("Letak halaman", "Where this page is"), in_lang("Daftar laporan", "All reports"));
  above(h, h->j->plan, h->j->outputs_row, 0);
  html(h, "</ol></nav>\n");
}
