/* html.h: what the makers of an HTML page share: markup.c writes the markup, frame.c what stands around a page, html.c
** the page of a job, table.c its tables and cards, chart.c its charts, links.c the ways from page to page, site.c the
** list of all pages; style.css is the style sheet. */
#ifndef SPM_REPORT_HTML_H
#define SPM_REPORT_HTML_H

#include "page/page.h"

typedef struct Html {
  Job *j;
  FILE *f;
  const Page *pages;
  int nPage, nChart, nTable;
} Html;
void html(Html *h, const char *fmt, ...) PRINTF_LIKE(2, 3); /* markup, with texts escaped: markup.c */

extern const char html_style[];            /* style.css */
void html_begin(Html *h);                  /* doctype, head, and the body up to its heading */
int html_end(Html *h, const char *footer); /* RC_OUTPUT when anything could not be written */
void html_block(Html *h, const Page *p, const Block *k);
void html_charts(Html *h, const Page *p);

/* z, as a link to the sheet or the page that c names, or plain */
void html_link(Html *h, const Block *k, int row, const Column *c, const char *z);
const char *html_address(Html *h, const File *f);
/* The page above row of plan, and where it stands; NULL: none in this run. */
const File *html_above(Html *h, const Plan *plan, int row, const Plan **up, int *up_row);
void html_crumbs(Html *h);

int write_html(FILE *f, Job *j, int *nSheet);
int write_index(FILE *f, Job *j);

#endif
