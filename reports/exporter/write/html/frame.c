/* frame.c: what stands around every HTML page: its head, its heading with the way up, its footer. The policy in the
** head forbids everything but the page's own style. */
#include "write/html/html.h"

void html_begin(Html *h) {
  html(h,
       "<!DOCTYPE html>\n<html lang='id'>\n<head><meta charset='utf-8'/>\n"
       "<meta http-equiv='Content-Security-Policy' content='%s'/>\n"
       "<meta name='viewport' content='width=device-width, initial-scale=1'/>\n"
       "<meta name='generator' content='spm-report %s'/>\n<title>%s</title><style>",
       "default-src 'none'; style-src 'unsafe-inline'", SPM_VERSION, h->j->title);
  fputs(html_style, h->f);
  html(h, "</style></head>\n<body><a class='skip' href='#utama'>%s</a><header>",
       in_lang("Langsung ke isi", "Skip to the tables"));
  html_crumbs(h);
  html(h, "<h1>%s</h1>", h->j->title);
  if (h->j->d->mark) html(h, "<p class='mark'>%s</p>", mark_text(h->j));
  html(h, "</header>\n");
}

int html_end(Html *h, const char *footer) {
  html(h, "<footer>%s</footer></body></html>\n", footer);
  return fflush(h->f) == 0 && !ferror(h->f) ? RC_OK : RC_OUTPUT;
}
