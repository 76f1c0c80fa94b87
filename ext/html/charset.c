/* charset.c: what a web page says of its letters (html.h): the encoding in its head, and letters by their names. */
#include "functions/functions.h"
#include "html/html.h"
#include <string.h>

/* ---- the encoding ---- */

static size_t find(const char *a, size_t n, const char *zWord) {
  size_t nWord = strlen(zWord);
  for (size_t i = 0; i + nWord <= n; i++)
    if (sqlite3_strnicmp(a + i, zWord, (int)nWord) == 0) return i;
  return n;
}

/* What stands behind charset= in a tag of n bytes; *pn is 0 where it does not stand there. */
static const char *charset_of(const char *a, size_t n, size_t *pn) {
  size_t i = find(a, n, "charset");
  *pn = 0;
  if (i == n) return a;
  for (i += 7; i < n && strchr(" \t\r\n\f", a[i]); i++) {
  }
  if (i == n || a[i++] != '=') return a;
  while (i < n && strchr(" \t\r\n\f\"'", a[i])) i++;
  while (i + *pn < n && !strchr(" \t\r\n\f\"';/", a[i + *pn])) ++*pn;
  return a + i;
}

static int is_one_of(const char *z, size_t n, const char *zList) {
  for (; *zList; zList += strlen(zList) + 1)
    if (strlen(zList) == n && sqlite3_strnicmp(z, zList, (int)n) == 0) return 1;
  return 0;
}

int spm_html_charset(const unsigned char *aHead, size_t n, SpmEncoding *pEncoding, char zName[32]) {
  const char *a = (const char *)aHead;
  if (n >= 3 && memcmp(a, "\xef\xbb\xbf", 3) == 0) return 1;
  for (size_t i = 0; i < n; i++) {
    if (n - i > 4 && memcmp(a + i, "<!--", 4) == 0) i += 3 + find(a + i + 4, n - i - 4, "-->");
    else if (n - i > 5 && sqlite3_strnicmp(a + i, "<meta", 5) == 0) {
      size_t nTag = find(a + i, n - i, ">"), nSet;
      const char *z = charset_of(a + i, nTag, &nSet);
      if (nSet == 0) continue;
      if (is_one_of(z, nSet,
                    "windows-1252\0cp1252\0x-cp1252\0iso-8859-1\0iso8859-1\0iso_8859-1\0latin1\0us-ascii\0ascii\0"))
        *pEncoding = SPM_WINDOWS_1252;
      else if (
          !is_one_of(
              z, nSet,
              "utf-8\0utf8\0utf-16\0utf-16le\0utf-16be\0unicode\0")) { /* read as letters of one byte, it is no UTF-16 */
        sqlite3_snprintf(32, zName, "%.*s", (int)(nSet < 31 ? nSet : 31), z);
        return 0;
      }
      return 1;
    }
  }
  return 1;
}

/* ---- letters ---- */

/* From 160 to 255, as the standard names them. */
static const char *const azLatin[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

static const struct {
  const char *zName;
  unsigned code;
} aLetter[] = {{"amp", '&'},      {"lt", '<'},        {"gt", '>'},       {"quot", '"'},      {"apos", '\''},
               {"AMP", '&'},      {"LT", '<'},        {"GT", '>'},       {"QUOT", '"'},      {"ensp", 0x2002},
               {"emsp", 0x2003},  {"thinsp", 0x2009}, {"zwnj", 0x200c},  {"zwj", 0x200d},    {"ndash", 0x2013},
               {"mdash", 0x2014}, {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"sbquo", 0x201a},  {"ldquo", 0x201c},
               {"rdquo", 0x201d}, {"bdquo", 0x201e},  {"bull", 0x2022},  {"hellip", 0x2026}, {"permil", 0x2030},
               {"prime", 0x2032}, {"euro", 0x20ac},   {"trade", 0x2122}, {"minus", 0x2212},  {"le", 0x2264},
               {"ge", 0x2265},    {"ne", 0x2260},     {"rarr", 0x2192},  {"larr", 0x2190},   {"sol", '/'},
               {"comma", ','},    {"period", '.'},    {"colon", ':'},    {"lpar", '('},      {"rpar", ')'},
               {"percnt", '%'},   {"hyphen", 0x2010}, {"num", '#'},      {"plus", '+'},      {"equals", '='},
               {"NewLine", '\n'}, {"Tab", '\t'},      {"lowbar", '_'},   {"ast", '*'},       {"semi", ';'}};

static size_t by_name(const char *z, size_t n, char out[4]) {
  for (size_t i = 0; i < sizeof(aLetter) / sizeof(aLetter[0]); i++)
    if (strlen(aLetter[i].zName) == n && memcmp(aLetter[i].zName, z, n) == 0)
      return spm_put_letter(out, aLetter[i].code);
  for (size_t i = 0; i < sizeof(azLatin) / sizeof(azLatin[0]); i++)
    if (strlen(azLatin[i]) == n && memcmp(azLatin[i], z, n) == 0) return spm_put_letter(out, 160 + (unsigned)i);
  return 0;
}

static int digit_of(char c, unsigned base) {
  int d = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : 16;
  return d < (int)base ? d : -1;
}

size_t spm_html_letter(const char *z, size_t n, char out[4]) {
  if (n == 0 || *z != '#') return by_name(z, n, out);
  unsigned base = n > 1 && (z[1] | 0x20) == 'x' ? 16 : 10, code = 0;
  size_t i = base == 16 ? 2 : 1;
  if (i == n) return 0;
  for (; i < n; i++) {
    int d = digit_of(z[i], base);
    if (d < 0 || code > 0x10ffff) return 0;
    code = code * base + (unsigned)d;
  }
  if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return 0;
  if (code >= 0xa0 || code < 0x80) return spm_put_letter(out, code);
  Decoder decoder = {.encoding = SPM_WINDOWS_1252, .isBegun = 1}; /* the standard takes these for its bytes */
  return spm_decode(&decoder, &(unsigned char){(unsigned char)code}, 1, out);
}
