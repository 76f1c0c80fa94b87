/* explanation.c: is a text an explanation of a figure (semantics.md 5)? "Sudah benar" and "sesuai data" say that the figure is
** right, and not why; a word or two say nothing that others could check. */
#include "core/core.h"
#include <string.h>
#include <strings.h>

/* Words that say only that a figure is right, or that it is one. */
static const char *const azEmpty[] = {"sudah", "telah",   "memang", "benar",    "betul", "tepat", "sesuai", "valid",
                                      "data",  "datanya", "angka",  "angkanya", "isian", "ini",   "itu",    "yang",
                                      "dan",   "adalah",  "ok",     "oke",      "ya",    0};

/* A letter in UTF-8: of the bytes of one that is not ASCII the first counts. */
static int is_letter(unsigned char c) {
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0xc0;
}

static int is_empty(const char *z, size_t n) {
  for (int i = 0; azEmpty[i]; i++)
    if (strlen(azEmpty[i]) == n && strncasecmp(azEmpty[i], z, n) == 0) return 1;
  return 0;
}

int spm_is_explanation(const char *z, size_t n) {
  int nWord = 0, nLetter = 0;
  for (size_t i = 0; i < n;) {
    size_t at = i;
    int letters = 0;
    for (; i < n && (is_letter((unsigned char)z[i]) || (unsigned char)z[i] >= 0x80); i++)
      letters += is_letter((unsigned char)z[i]);
    if (i == at) i++;
    else if (letters && !is_empty(z + at, i - at)) nWord++, nLetter += letters;
  }
  return nWord >= SPM_EXPLANATION_WORDS && nLetter >= SPM_EXPLANATION_LETTERS;
}
