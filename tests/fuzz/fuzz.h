/* fuzz.h: what the fuzzing targets share. A target is one file with LLVMFuzzerTestOneInput; it stops the program where
** something does not hold. With libFuzzer's main it looks for such an input (make fuzz), with that of replay.c it reads
** those that are known (tests/system/fuzz.test). */
#ifndef SPM_FUZZ_H
#define SPM_FUZZ_H

#include "spm.h"
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

extern int fuzz_replay; /* replay.c drives: there is time for what is dear */

int LLVMFuzzerTestOneInput(const uint8_t *z, size_t n);

/* What must hold; a message says what does not, and abort() makes it a find. */
#define HOLDS(isTrue, ...)                                                                                             \
  do {                                                                                                                 \
    if (!(isTrue)) {                                                                                                   \
      fprintf(stderr, "%s:%d: does not hold: %s\n  ", __FILE__, __LINE__, #isTrue);                                    \
      fprintf(stderr, __VA_ARGS__);                                                                                    \
      fputc('\n', stderr);                                                                                             \
      abort();                                                                                                         \
    }                                                                                                                  \
  } while (0)

/* nation.c: a small nation in memory: the whole catalogue, six regions on the roster, a few filings, and an import of
** FUZZ_FILE that left rows in the inbox. The connection has the extension; the caller closes it. */
sqlite3 *fuzz_nation(void);
/* A connection with the extension and an empty database. */
sqlite3 *fuzz_open(void);
/* Run SQL that must work. */
void fuzz_exec(sqlite3 *db, const char *zSql);
/* The first cell of the first row, as text to sqlite3_free; NULL when there is none or it failed, *pRc says which. */
char *fuzz_text(sqlite3 *db, const char *zSql, int *pRc);

/* A file of our own that every program may open by this name: these bytes and no others are in it. */
#define FUZZ_FILE "/proc/self/fd/99"
void fuzz_file(const void *z, size_t n);

/* archive.c: a zip file of these parts in FUZZ_FILE; the sizes and checksums in it are true. */
typedef struct FuzzPart {
  const char *zName;
  const void *z;
  size_t n;
  int isDeflated;   /* z is packed; what it holds: */
  size_t nUnpacked; /* else n */
  unsigned long crc;
} FuzzPart;
void fuzz_zip(const FuzzPart *a, size_t nPart);

#endif
