/* html.h: what the makers of an HTML page share: html.c the page, html_table.c its tables and cards, html_chart.c its
** charts, html_style.c its style sheet, html_site.c the
** way from page to page, html_put.c the words of the markup. */
#ifndef SPM_REPORT_HTML_H
#define SPM_REPORT_HTML_H

#include "page.h"
#include <libxml/xmlwriter.h>

/* ---- html_put.c: markup; an error is remembered in Html.bad ----------------------------------------------------------- */

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
const char *hex(Html *h, int rgb);

/* ---- the parts ---------------------------------------------------------------------------------------------------------- */

extern const char *const html_style[]; /* NULL past the last */
void html_block(Html *h, const Page *p, const Block *k);
void html_charts(Html *h, const Page *p);
/* z, as a link to the sheet or the page that c names, or plain */
void html_link(Html *h, const Block *k, int row, const Column *c, const char *z);
void html_anchor(Html *h, const char *href, const char *z);
void html_begin(Html *h); /* doctype, head, and the body up to its heading */
void html_end(Html *h, const char *footer);
int html_write(Html *h, FILE *f, void (*page)(Html *h)); /* draw the page, then write it */

/* ---- html_site.c: the other pages of the run ---------------------------------------------------------------------------- */

const char *html_page(Html *h, const char *workbook, const Value *key); /* the address, or NULL */
void html_crumbs(Html *h);

#endif
