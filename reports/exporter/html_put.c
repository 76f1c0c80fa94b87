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

/* Control characters (but tab and line feed) are no characters of HTML, nor are U+FDD0..FDEF and U+xFFFE, U+xFFFF. */
static const char *clean(Pool *p, const char *z) {
  static const char replacement[] = "\xef\xbf\xbd";
  char *out = NULL, *o = NULL;
  size_t n = strlen(z), i;
  for (i = 0; i < n;) {
    const unsigned char *s = (const unsigned char *)z + i;
    size_t len = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    int bad = (s[0] < ' ' && s[0] != '\t' && s[0] != '\n') || s[0] == 0x7f || (s[0] == 0xc2 && s[1] < 0xa0) ||
              (s[0] == 0xef && s[1] == 0xb7 && s[2] >= 0x90 && s[2] <= 0xaf) ||
              (len == 4 && (s[1] & 0x0f) == 0x0f && s[2] == 0xbf && s[3] >= 0xbe);
    if (bad && !out) {
      out = pool_alloc(p, 3 * n + 1);
      memcpy(out, z, i);
      o = out + i;
    }
    if (bad) memcpy(o, replacement, 3), o += 3;
    else if (out) memcpy(o, s, len), o += len;
    i += len;
  }
  return out ? out : z;
}

void put_attr(Html *h, const char *name, const char *value) {
  check(h, xmlTextWriterWriteAttribute(h->w, BAD_CAST name, BAD_CAST clean(&h->j->pool, value)));
}
void put_words(Html *h, const char *z) {
  check(h, xmlTextWriterWriteString(h->w, BAD_CAST clean(&h->j->pool, z)));
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
