/* archive.c: see fuzz.h. A fuzzer cannot guess a checksum, so it is put here. */
#include "fuzz.h"
#include <string.h>
#include <zlib.h>

static unsigned char aFile[1 << 21];
static size_t nFile;

static void put(unsigned long value, int width) {
  for (int i = 0; i < width; i++, value >>= 8) aFile[nFile++] = (unsigned char)value;
}

static void put_bytes(const void *z, size_t n) {
  if (n) memcpy(aFile + nFile, z, n);
  nFile += n;
}

/* The fields that the header of a part and its entry in the list have in common. */
static void put_fields(const FuzzPart *p) {
  unsigned long crc = p->isDeflated ? p->crc : crc32(0, p->z, (unsigned)p->n);
  put(20, 2), put(0, 2), put(p->isDeflated ? Z_DEFLATED : 0, 2), put(0, 4);
  put(crc, 4), put(p->n, 4), put(p->isDeflated ? p->nUnpacked : p->n, 4), put(strlen(p->zName), 2), put(0, 2);
}

void fuzz_zip(const FuzzPart *a, size_t nPart) {
  size_t aStart[16], iCentral, need = 100;
  for (size_t i = 0; i < nPart; i++) need += a[i].n + 2 * strlen(a[i].zName) + 100;
  HOLDS(nPart <= sizeof aStart / sizeof aStart[0] && need <= sizeof aFile, "%zu parts, %zu bytes", nPart, need);
  nFile = 0;
  for (size_t i = 0; i < nPart; i++) {
    aStart[i] = nFile;
    put_bytes("PK\3\4", 4), put_fields(&a[i]);
    put_bytes(a[i].zName, strlen(a[i].zName)), put_bytes(a[i].z, a[i].n);
  }
  iCentral = nFile;
  for (size_t i = 0; i < nPart; i++) {
    put_bytes("PK\1\2", 4), put(20, 2), put_fields(&a[i]);
    put(0, 2), put(0, 2), put(0, 2), put(0, 4), put(aStart[i], 4), put_bytes(a[i].zName, strlen(a[i].zName));
  }
  size_t nCentral = nFile - iCentral;
  put_bytes("PK\5\6", 4), put(0, 4), put(nPart, 2), put(nPart, 2), put(nCentral, 4), put(iCentral, 4), put(0, 2);
  fuzz_file(aFile, nFile);
}
