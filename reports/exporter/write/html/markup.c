/* markup.c: the words of the markup, on libxml2's writer. What comes out is HTML that is well-formed XML too, so that the
** finished file can be read back to its end (verify.c): every element is closed, and void ones are written <br/>. */
#include "write/html/html.h"
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

const char *html_hex(Html *h, int rgb) {
  return pool_printf(&h->j->pool, "#%06x", (unsigned)rgb);
}

void html_anchor(Html *h, const char *href, const char *z) {
  put_open(h, "a");
  put_attr(h, "href", href);
  put_words(h, z);
  put_close(h);
}

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
