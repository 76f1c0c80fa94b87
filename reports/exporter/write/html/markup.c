/* markup.c: the one way in which markup is written.
**
**   html(h, "<td class='%s'>%s</td>", class, text)
**
** %s is text: cleaned of what HTML cannot hold, and escaped; %d, %x and %f are numbers, as printf writes them. A ' of
** the format is written as ", so that the formats read well. What comes out is HTML that is well-formed XML too, so
** that the finished file can be read back to its end (run/verify.c): every element is closed, and void ones are written
** <br/>. */
#include "write/html/html.h"

static void words(Html *h, const char *z) {
  static const char special[] = "<>&\"", *const entity[] = {"&lt;", "&gt;", "&amp;", "&quot;"};
  for (z = text_clean(&h->j->pool, z);; z++) {
    size_t n = strcspn(z, special);
    fwrite(z, 1, n, h->f);
    z += n;
    if (!*z) return;
    fputs(entity[strchr(special, *z) - special], h->f);
  }
}

void html(Html *h, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  for (; *fmt; fmt++) {
    size_t n = strcspn(fmt, "%'");
    char number[8];
    fwrite(fmt, 1, n, h->f);
    fmt += n;
    if (!*fmt) break;
    if (*fmt == '\'') {
      fputc('"', h->f);
      continue;
    }
    n = strcspn(fmt, "sdxf");
    snprintf(number, sizeof number, "%.*s", (int)n + 1, fmt);
    fmt += n;
    if (*fmt == 's') words(h, va_arg(ap, const char *));
    else if (*fmt == 'f') fprintf(h->f, number, va_arg(ap, double));
    else fprintf(h->f, number, va_arg(ap, int));
  }
  va_end(ap);
}
