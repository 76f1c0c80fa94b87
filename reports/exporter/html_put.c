/* html_put.c: the words of the markup, on libxml2's writer. What comes out is HTML that is well-formed XML too, so that the
** finished file can be read back to its end (verify.c): every element is closed, and void ones are written <br/>. */
#include "html.h"
#include <string.h>

static void check(Html *h, int rc) {
  if (rc < 0) h->bad = 1;
}

void put_open(Html *h, const char *tag) {
  check(h, xmlTextWriterStartElement(h->w, BAD_CAST tag));
}
void put_close(Html *h) {
  check(h, xmlTextWriterFullEndElement(h->w));
}
void put_void(Html *h) {
  check(h, xmlTextWriterEndElement(h->w));
}
void put_raw(Html *h, const char *z) {
  check(h, xmlTextWriterWriteRaw(h->w, BAD_CAST z));
}

void put_attr(Html *h, const char *name, const char *value) {
  check(h, xmlTextWriterWriteAttribute(h->w, BAD_CAST name, BAD_CAST text_clean(&h->j->pool, value)));
}
void put_words(Html *h, const char *z) {
  check(h, xmlTextWriterWriteString(h->w, BAD_CAST text_clean(&h->j->pool, z)));
}

void put_element(Html *h, const char *tag, const char *class, const char *z) {
  put_open(h, tag);
  if (class) put_attr(h, "class", class);
  put_words(h, z);
  put_close(h);
}

const char *hex(Html *h, int rgb) {
  return pool_printf(&h->j->pool, "#%06x", (unsigned)rgb);
}
