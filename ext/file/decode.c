/* decode.c: the bytes of a text file as UTF-8. A byte order mark tells UTF-16 either way, as Excel writes "Unicode Text"; that
** of UTF-8 is passed over. Windows-1252 has to be said: no byte of it shows that it is not UTF-8 of something else. */
#include "file/csvread.h"
#include <string.h>

const char *const spm_encodings[SPM_ENCODINGS] = {"utf-8", "utf-16le", "utf-16be", "windows-1252"};

#define HALF 0x80000000u /* one byte of a unit is there */

size_t spm_put_letter(char *z, unsigned c) {
  if (c < 0x80) return z[0] = (char)c, 1;
  if (c < 0x800) return z[0] = (char)(0xc0 | c >> 6), z[1] = (char)(0x80 | (c & 0x3f)), 2;
  size_t n = c < 0x10000 ? 3 : 4;
  z[0] = (char)(n == 3 ? 0xe0 | c >> 12 : 0xf0 | c >> 18);
  for (size_t i = 1; i < n; i++) z[i] = (char)(0x80 | (c >> (6 * (n - 1 - i)) & 0x3f));
  return n;
}

/* One unit of UTF-16. */
static size_t put_unit(Decoder *p, unsigned u, char *z) {
  size_t n = 0;
  int isLow = u >= 0xdc00 && u < 0xe000;
  if (p->highHalf && isLow) {
    n = spm_put_letter(z, 0x10000 + ((p->highHalf - 0xd800) << 10) + (u - 0xdc00));
    p->highHalf = 0;
    return n;
  }
  if (p->highHalf || isLow) z[n++] = (char)0xff;
  p->highHalf = 0;
  if (isLow) return n;
  if (u >= 0xd800 && u < 0xdc00) p->highHalf = u;
  else n += spm_put_letter(z + n, u);
  return n;
}

static unsigned windows_1252(unsigned c) {
  static const unsigned short a[32] = {0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                       0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
                                       0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                       0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};
  return c >= 0x80 && c < 0xa0 ? a[c - 0x80] : c;
}

/* The length of a byte order mark. */
static size_t begin(Decoder *p, const unsigned char *z, size_t n) {
  p->isBegun = 1;
  if (n >= 2 && p->encoding != SPM_WINDOWS_1252 && ((z[0] == 0xff && z[1] == 0xfe) || (z[0] == 0xfe && z[1] == 0xff))) {
    p->encoding = z[0] == 0xff ? SPM_UTF16LE : SPM_UTF16BE;
    return 2;
  }
  return n >= 3 && memcmp(z, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

size_t spm_decode(Decoder *p, const unsigned char *z, size_t n, char *zOut) {
  size_t nOut = 0, i = p->isBegun ? 0 : begin(p, z, n);
  if (p->encoding == SPM_UTF8) {
    memcpy(zOut, z + i, n - i);
    return n - i;
  }
  for (; i < n; i++) {
    if (p->encoding == SPM_WINDOWS_1252) {
      nOut += spm_put_letter(zOut + nOut, windows_1252(z[i]));
    } else if (p->unit & HALF) {
      unsigned first = p->unit & 0xff;
      nOut += put_unit(p, p->encoding == SPM_UTF16LE ? first | (unsigned)z[i] << 8 : first << 8 | z[i], zOut + nOut);
      p->unit = 0;
    } else {
      p->unit = HALF | z[i];
    }
  }
  return nOut;
}

size_t spm_decode_end(Decoder *p, char *zOut) {
  int isCut = p->unit & HALF || p->highHalf;
  p->unit = p->highHalf = 0;
  if (isCut) *zOut = (char)0xff;
  return isCut != 0;
}
