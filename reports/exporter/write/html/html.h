/* html.h: what the makers of an HTML page share: markup.c the words of the markup, frame.c what stands around a page, html.c the
** page of a job, table.c its tables and cards, chart.c its charts, style.c its style sheet, links.c the ways from page to page,
** site.c the list of all pages. */
#ifndef SPM_REPORT_HTML_H
#define SPM_REPORT_HTML_H

#include "page/page.h"
#include <libxml/xmlwriter.h>

/* ---- markup.c: markup; an error is remembered in Html.bad ----------------------------------------------------------- */

typedef struct Html {
  Job *j;
  xmlTextWriterPtr w;
  const Page *pages;
  int nPage, nChart, nTable, bad;
} Html;
void put_open(Html *h, const char *tag);
void put_attr(Html *h, const char *name, const char *value);
void put_words(Html *h, const char *z); /* escaped, text_clean */
void put_close(Html *h);                /* with an end tag */
void put_void(Html *h);                 /* of an element that has none, or of SVG */
void put_raw(Html *h, const char *z);
/* <tag class="class">z</tag>; class may be NULL */
void put_element(Html *h, const char *tag, const char *class, const char *z);
const char *html_hex(Html *h, int rgb);

void html_anchor(Html *h, const char *href, const char *z);
int html_write(Html *h, FILE *f, void (*page)(Html *h)); /* draw the page, then write it */

/* ---- the parts ---------------------------------------------------------------------------------------------------------- */

extern const char *const html_style[]; /* NULL past the last */
void html_block(Html *h, const Page *p, const Block *k);
void html_charts(Html *h, const Page *p);
void html_begin(Html *h); /* doctype, head, and the body up to its heading */
void html_end(Html *h, const char *footer);

/* ---- links.c ------------------------------------------------------------------------------------------------------------ */

const char *html_page_id(Html *h, const Page *p);
/* z, as a link to the sheet or the page that c names, or plain */
void html_link(Html *h, const Block *k, int row, const Column *c, const char *z);
const char *html_address(Html *h, const File *f);
void html_item(Html *h, const char *href, const char *z); /* <li> with a link */
/* The page above row of plan, and where it stands; NULL: none in this run. */
const File *html_above(Html *h, const Plan *plan, int row, const Plan **up, int *up_row);
void html_crumbs(Html *h);

/* ---- the files ---------------------------------------------------------------------------------------------------------- */

int write_html(FILE *f, Job *j, int *nSheet);
int write_index(FILE *f, Job *j);

#endif
