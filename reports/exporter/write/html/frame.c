/* frame.c: what stands around every HTML page: its head, its heading with the way up, its footer. The policy in the head
** forbids everything but the page's own style. */
#include "write/html/html.h"

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
  meta(h, "name", "generator", "spm-report " PROGRAM_VERSION);
  put_element(h, "title", NULL, h->j->title);
  put_open(h, "style");
  for (i = 0; html_style[i]; i++) put_raw(h, html_style[i]);
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
