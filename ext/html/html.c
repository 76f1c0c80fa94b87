/* html.c: see html.h. A letter at a time is taken from a block of the file, and may be given back. */
#include "functions/functions.h"
#include "html/html.h"
#include "unpack/buffer.h"
#include <string.h>

#define BLOCK     65536
#define TEXT      1024
#define REFERENCE 16 /* of a letter by its name, with the & */

typedef struct Html {
  FILE *f;
  const HtmlReader *pReader;
  void *pCtx;
  char **pzErr;
  int rc;
  SpmEncoding asked;
  Decoder decoder;
  unsigned char *aIn;
  char *aOut; /* as UTF-8 */
  size_t nOut, iOut;
  int isBegun, isEnd;
  char aText[TEXT]; /* not told yet */
  size_t nText;
  HtmlTag tag;
  Buffer aValue[HTML_ATTRS];
  int isClosed; /* <br/> */
} Html;

/* ---- bytes ---- */

static void fail(Html *p, char *zEnglish, char *zPesan) {
  if (p->rc == SQLITE_OK) {
    p->rc = spm_read_fail(p->pzErr, zEnglish, zPesan);
    return;
  }
  sqlite3_free(zEnglish);
  sqlite3_free(zPesan);
}

/* The first block says how the letters are written. */
static void begin(Html *p, size_t n) {
  char zName[32];
  p->isBegun = 1;
  p->decoder.encoding = p->asked;
  if (p->asked == SPM_UTF8 && !spm_html_charset(p->aIn, n, &p->decoder.encoding, zName))
    fail(p,
         sqlite3_mprintf("the page says that it is written in '%s', which is not read; open it in a spreadsheet "
                         "program and save it as xlsx, or say the option '{\"encoding\": \"windows-1252\"}'",
                         zName),
         sqlite3_mprintf("halaman ini ditulis dengan '%s', yang tidak dibaca; " READ_PESAN
                         ", atau sebutkan pilihan '{\"encoding\": \"windows-1252\"}'",
                         zName));
}

/* The next block; 0: there is none. */
static int fill(Html *p) {
  if (p->rc != SQLITE_OK || p->isEnd) return 0;
  size_t n = fread(p->aIn, 1, BLOCK, p->f);
  if (ferror(p->f)) p->rc = SQLITE_IOERR;
  if (!p->isBegun) begin(p, n);
  p->iOut = 0;
  p->isEnd = n == 0;
  p->nOut = n ? spm_decode(&p->decoder, p->aIn, n, p->aOut) : spm_decode_end(&p->decoder, p->aOut);
  if (memchr(p->aOut, 0, p->nOut))
    fail(p,
         sqlite3_mprintf("the page holds a byte 0, as UTF-16 does; open it in a spreadsheet program and save it as "
                         "xlsx, or say the option '{\"encoding\": \"utf-16le\"}'"),
         sqlite3_mprintf("halaman ini memuat byte 0, seperti UTF-16; " READ_PESAN
                         ", atau sebutkan pilihan '{\"encoding\": \"utf-16le\"}'"));
  return p->rc == SQLITE_OK;
}

/* -1: the file ends, or an error stands. */
static int next(Html *p) {
  while (p->iOut == p->nOut)
    if (!fill(p)) return -1;
  return p->rc == SQLITE_OK ? (unsigned char)p->aOut[p->iOut++] : -1;
}

/* c is what next has just told. */
static void back(Html *p, int c) {
  if (c >= 0) p->iOut--;
}

static int is_blank(int c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static int is_letter(int c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void cut_off(Html *p, const char *zWithin) {
  fail(p, sqlite3_mprintf("the page ends within %s, so it is cut off; export or copy it again", zWithin),
       sqlite3_mprintf("halaman ini berakhir di dalam %s, jadi terpotong; ekspor atau salin lagi", zWithin));
}

/* ---- text ---- */

static void tell_text(Html *p) {
  if (p->rc == SQLITE_OK && p->nText) p->rc = p->pReader->xText(p->pCtx, p->aText, p->nText);
  p->nText = 0;
}

static void put(Html *p, const char *z, size_t n) {
  if (p->nText + n > TEXT) tell_text(p);
  memcpy(p->aText + p->nText, z, n);
  p->nText += n;
}

/* A & was read: the letter that is named behind it, or what stands there as it is written. */
static size_t take_reference(Html *p, char out[REFERENCE + 1]) {
  char z[REFERENCE + 1] = "&";
  size_t n = 1;
  int c = next(p);
  while (n < REFERENCE && (is_letter(c) || (c >= '0' && c <= '9') || (c == '#' && n == 1))) {
    z[n++] = (char)c;
    c = next(p);
  }
  size_t nLetter = spm_html_letter(z + 1, n - 1, out);
  if (c != ';') back(p, c);
  if (nLetter) return nLetter;
  if (c == ';') z[n++] = ';';
  memcpy(out, z, n);
  return n;
}

/* ---- tags ---- */

/* A name that begins with c; what ends it was given back. */
static void take_name(Html *p, int c, char zName[HTML_NAME]) {
  size_t n = 0;
  for (; c >= 0 && !is_blank(c) && c != '>' && c != '/' && c != '='; c = next(p))
    if (n < HTML_NAME - 1) zName[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  zName[n] = 0;
  back(p, c);
}

static int after_blanks(Html *p) {
  int c = next(p);
  while (is_blank(c)) c = next(p);
  return c;
}

/* The value of an attribute that is read goes into pValue, another's nowhere: it may be a picture. */
static void take_value(Html *p, Buffer *pValue) {
  char z[REFERENCE + 1];
  int c = after_blanks(p), quote = c == '"' || c == '\'' ? c : 0;
  if (quote) c = next(p);
  for (; c >= 0 && (quote ? c != quote : !is_blank(c) && c != '>'); c = next(p)) {
    size_t n = 1;
    *z = (char)c;
    if (c == '&') n = take_reference(p, z);
    if (pValue && p->rc == SQLITE_OK) p->rc = spm_buffer_collect(pValue, z, n);
  }
  if (!quote) back(p, c);
}

static void take_attribute(Html *p, int c) {
  static const char *const azName[HTML_ATTRS] = {"colspan", "rowspan", "style", "hidden", "type", "value", "selected"};
  char zName[HTML_NAME];
  Buffer *pValue = 0;
  if (c == '=') c = next(p); /* part of a name, and of none that is read */
  take_name(p, c, zName);
  for (int i = 0; i < HTML_ATTRS; i++)
    if (strcmp(zName, azName[i]) == 0 && p->tag.azAttr[i] == 0) {
      pValue = &p->aValue[i];
      p->tag.azAttr[i] = "";
    }
  c = after_blanks(p);
  if (c == '=') take_value(p, pValue);
  else back(p, c);
  if (pValue && pValue->n) p->tag.azAttr[pValue - p->aValue] = pValue->z;
}

/* Its attributes, to the >. */
static void take_attributes(Html *p) {
  int c;
  p->isClosed = 0;
  memset(p->tag.azAttr, 0, sizeof(p->tag.azAttr));
  for (int i = 0; i < HTML_ATTRS; i++) p->aValue[i].n = 0;
  while ((c = after_blanks(p)) >= 0 && c != '>') {
    p->isClosed = c == '/';
    if (c != '/') take_attribute(p, c);
  }
  if (c < 0) cut_off(p, "a tag");
}

/* ---- what is not told ---- */

static void skip_to(Html *p, const char *zEnd, const char *zWithin) {
  size_t n = strlen(zEnd), i = 0;
  int c;
  while (i < n && (c = next(p)) >= 0) {
    if (c == zEnd[i]) i++;
    else if (!(i == 2 && c == '-')) i = c == *zEnd; /* of ---> the last two begin the end */
  }
  if (i < n) cut_off(p, zWithin);
}

/* <!-- to -->, of which <!--> is a whole one, or another declaration to >. */
static void skip_declaration(Html *p) {
  int c = next(p), isComment = 0;
  if (c == '-') isComment = (c = next(p)) == '-';
  if (!isComment) {
    back(p, c);
    skip_to(p, ">", "a tag");
    return;
  }
  if ((c = next(p)) == '-') {
    c = next(p);
    if (c == '-') { /* <!----, and it may end here */
      while ((c = next(p)) == '-') {
      }
      if (c != '>') skip_to(p, "-->", "a comment");
      return;
    }
  }
  if (c == '>') return;
  skip_to(p, "-->", "a comment");
}

static int is_raw(const char *zName) {
  static const char *const az[] = {"script",   "style",  "xml",   "template", "noscript",
                                   "noframes", "iframe", "title", "svg"};
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++)
    if (strcmp(zName, az[i]) == 0) return 1;
  return 0;
}

/* All to the end tag of this name, and that. */
static void skip_raw(Html *p, const char *zName) {
  char zEnd[HTML_NAME];
  int c;
  while ((c = next(p)) >= 0) {
    if (c != '<') continue;
    c = next(p);
    if (c != '/') {
      back(p, c);
      continue;
    }
    take_name(p, next(p), zEnd);
    if (strcmp(zEnd, zName) != 0) continue;
    take_attributes(p);
    return;
  }
  cut_off(p, zName);
}

/* ---- the page ---- */

static void take_start(Html *p, int c) {
  tell_text(p);
  take_name(p, c, p->tag.zName);
  take_attributes(p);
  if (p->rc != SQLITE_OK) return;
  if (!is_raw(p->tag.zName)) p->rc = p->pReader->xStart(p->pCtx, &p->tag);
  else if (!p->isClosed) skip_raw(p, p->tag.zName);
}

static void take_end(Html *p) {
  int c = next(p);
  if (!is_letter(c)) {
    back(p, c);
    skip_to(p, ">", "a tag");
    return;
  }
  tell_text(p);
  take_name(p, c, p->tag.zName);
  take_attributes(p);
  if (p->rc == SQLITE_OK) p->rc = p->pReader->xEnd(p->pCtx, p->tag.zName);
}

static void read_page(Html *p) {
  char z[REFERENCE + 1];
  int c;
  while ((c = next(p)) >= 0) {
    if (c == '&') {
      size_t n = take_reference(p, z);
      put(p, z, n);
    } else if (c != '<') {
      put(p, &(char){(char)c}, 1);
    } else {
      c = next(p);
      if (is_letter(c)) take_start(p, c);
      else if (c == '/') take_end(p);
      else if (c == '!') skip_declaration(p);
      else if (c == '?') skip_to(p, ">", "a tag");
      else {
        back(p, c);
        put(p, "<", 1);
        if (c < 0) cut_off(p, "a tag");
      }
    }
  }
  tell_text(p);
}

int spm_html_read(FILE *f, SpmEncoding encoding, const HtmlReader *pReader, void *pCtx, char **pzErr) {
  Html html = {.f = f, .pReader = pReader, .pCtx = pCtx, .pzErr = pzErr, .asked = encoding};
  html.aIn = sqlite3_malloc64(BLOCK);
  html.aOut = sqlite3_malloc64(3 * BLOCK + 6);
  if (html.aIn == 0 || html.aOut == 0) html.rc = SQLITE_NOMEM;
  else if (fseek(f, 0, SEEK_SET) != 0) html.rc = SQLITE_IOERR;
  read_page(&html);
  for (int i = 0; i < HTML_ATTRS; i++) spm_buffer_free(&html.aValue[i]);
  sqlite3_free(html.aIn);
  sqlite3_free(html.aOut);
  return html.rc;
}
