/* html.h: a web page as tags and text, told while it is read from front to back.
**
** Why a reader of our own: libxml2 is not to be had without ICU, gumbo builds the whole page in memory and does not
** survive an allocation that fails, and spm.so needs libc and libm alone. What is told is what the standard for HTML
** makes of the bytes: tags in any case with attributes in any quotes, letters that are written &amp; or &#233;, and
** nothing of comments (conditional ones of Office, too), declarations, and what a browser shows none of: script, style,
** xml, template, noscript, iframe, noframes, title, svg. What tags mean, and that they may be left out, is for the
** reader to know.
**
** Text is UTF-8: of UTF-16 and UTF-8 by the byte order mark, else as the page says (<meta charset>: utf-8, windows-1252
** and iso-8859-1, which are one), else UTF-8. What the caller says wins. Bytes that are no UTF-8 are handed over as they
** are, and the caller must look.
**
** Errors. SQLITE_ERROR with a sentence that says what would help: the page ends within a tag, a comment or a script; it
** says another encoding; it holds a byte 0. SQLITE_IOERR, SQLITE_NOMEM without a text; what a function below returns. */
#ifndef SPM_HTML_H
#define SPM_HTML_H

#include "file/csvread.h"
#include "unpack/buffer.h"

typedef enum HtmlAttr {
  HTML_COLSPAN,
  HTML_ROWSPAN,
  HTML_STYLE,
  HTML_HIDDEN,
  HTML_TYPE,
  HTML_VALUE,
  HTML_SELECTED,
  HTML_ATTRS
} HtmlAttr;

#define HTML_NAME 16 /* longer names are cut, and none of them means anything here */

typedef struct HtmlTag {
  char zName[HTML_NAME];          /* in small letters */
  const char *azAttr[HTML_ATTRS]; /* NULL: it has none */
} HtmlTag;

/* Each returns SQLITE_OK or what ends the reading. Text comes in pieces, blanks as they are written. */
typedef struct HtmlReader {
  int (*xStart)(void *pCtx, const HtmlTag *pTag);
  int (*xEnd)(void *pCtx, const char *zName);
  int (*xText)(void *pCtx, const char *z, size_t n);
} HtmlReader;

/* SPM_UTF8 is what the page says it is. */
int spm_html_read(FILE *f, SpmEncoding encoding, const HtmlReader *pReader, void *pCtx, char **pzErr);

/* charset.c: the encoding of a page that begins with these bytes, as far as its head says one; 1, or 0 when it says one
** that cannot be read: zName is that, cut after 31 letters. */
int spm_html_charset(const unsigned char *a, size_t n, SpmEncoding *pEncoding, char zName[32]);
/* The letter that n bytes at z name, which stand behind a & : nbsp, #233, #xe9; its bytes in out, 0: none. */
size_t spm_html_letter(const char *z, size_t n, char out[4]);

/* ---- text.c: the text of an element, such as a cell, as a browser shows it ---- */

typedef struct HtmlText {
  Buffer text;
  int nBreak, isBlank, isApart; /* what stands between the text so far and what comes */
  int nAside;                   /* elements within one that is not shown, 0: none is open */
  char zAside[HTML_NAME];
  size_t iChoice; /* where the text of a list to choose from begins; what of that is shown: */
  enum { CHOICE_NONE, CHOICE_OPEN, CHOICE_FIRST, CHOICE_PASSED, CHOICE_MADE, CHOICE_DONE } choice;
} HtmlText;

/* 1: its style, or its attribute hidden, says that it is not shown. */
int spm_html_is_hidden(const HtmlTag *pTag);
/* Begin an element; then the tags and the text in it; after the end text.n is 0 where nothing is seen. text is the
** caller's to free. */
void spm_html_text_begin(HtmlText *t);
int spm_html_text_start(HtmlText *t, const HtmlTag *pTag);
void spm_html_text_stop(HtmlText *t, const char *zName);
int spm_html_text(HtmlText *t, const char *z, size_t n);
/* What stands there is a table: its name in brackets. */
int spm_html_text_mark(HtmlText *t, const char *zName);
void spm_html_text_end(HtmlText *t);

#endif
