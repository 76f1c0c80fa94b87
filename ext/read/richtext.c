/* richtext.c: the text of a shared string, or of a cell that has its own (book.h): runs of text one behind the other,
** without what says how they are pronounced (rPh). */
#include "functions/functions.h"
#include "file/csvread.h"
#include "read/book.h"
#include <string.h>

void spm_rich_begin(RichText *p) {
  p->text.n = 0;
  p->isOpen = p->nPhonetic = 0;
}

void spm_rich_start(RichText *p, const char *zName, const char **azAttr) {
  if (strcmp(zName, "rPh") == 0) p->nPhonetic++;
  if (strcmp(zName, "t") != 0 || p->nPhonetic) return;
  const char *zSpace = spm_xml_attr(azAttr, XML_XML, "space");
  p->isKept = zSpace && strcmp(zSpace, "preserve") == 0;
  p->isOpen = 1;
  p->iStart = p->text.n;
}

int spm_rich_text(RichText *p, const char *z, size_t n) {
  return p->isOpen ? spm_buffer_collect(&p->text, z, n) : SQLITE_OK;
}

void spm_rich_end(RichText *p, const char *zName) {
  if (strcmp(zName, "rPh") == 0 && p->nPhonetic) p->nPhonetic--;
  if (!p->isOpen || strcmp(zName, "t") != 0) return;
  p->isOpen = 0;
  if (!p->isKept) spm_buffer_trim(&p->text, p->iStart); /* blanks at both ends do not count unless the run says so */
  spm_rich_escapes(&p->text, p->iStart);
}

static int hex(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                : -1;
}

/* The code of _x000D_ at z; 0 when it is no escape, or of what no text can hold. */
static unsigned escape(const char *z, size_t n) {
  unsigned code = 0;
  if (n < 7 || z[0] != '_' || z[1] != 'x' || z[6] != '_') return 0;
  for (int i = 2; i < 6; i++) {
    if (hex(z[i]) < 0) return 0;
    code = code * 16 + (unsigned)hex(z[i]);
  }
  return (code >= 0xd800 && code < 0xe000) || code >= 0xfffe ? 0 : code;
}

/* CR LF, of which the CR must be an escape in XML, is one line break, and so is a CR alone. */
void spm_rich_escapes(Buffer *p, size_t iStart) {
  size_t iTo = iStart;
  if (p->n == iStart || memchr(p->z + iStart, '_', p->n - iStart) == 0) return;
  for (size_t i = iStart; i < p->n;) {
    unsigned code = escape(p->z + i, p->n - i);
    if (code == 0) {
      p->z[iTo++] = p->z[i++];
      continue;
    }
    i += 7;
    if (code == '\r') {
      if (i < p->n && (p->z[i] == '\n' || escape(p->z + i, p->n - i) == '\n')) continue;
      code = '\n';
    }
    iTo += spm_put_letter(p->z + iTo, code);
  }
  p->n = iTo;
}
