/* zip.c: see zip.h: the list of parts. unzip.c unpacks one. Numbers are little-endian; each is bounded by the size of
** the file before it is used. */
#include "functions/functions.h"
#include "unpack/buffer.h"
#include "unpack/zip.h"
#include <string.h>

#define END_SIZE     22 /* of the record at the end, which a comment may follow */
#define END_MAX      (END_SIZE + 65535)
#define LOCATOR_SIZE 20
#define END64_SIZE   56
#define CENTRAL_SIZE 46
#define MAX_32       0xffffffffU
#define CUT_OFF                                                                                                        \
  "the file is cut off or damaged: the list of its parts, which ends a workbook, cannot be read; copy it again, or "   \
  "save it again as xlsx"

static unsigned get2(const unsigned char *a) {
  return (unsigned)a[0] | (unsigned)a[1] << 8;
}

static unsigned get4(const unsigned char *a) {
  return get2(a) | get2(a + 2) << 16;
}

/* -1 for what no file can have */
static long long get8(const unsigned char *a) {
  return a[7] > 0x7f ? -1 : (long long)get4(a) | (long long)get4(a + 4) << 32;
}

int spm_zip_bytes(Zip *p, long long i, void *a, size_t n) {
  if (i < 0 || i > p->nFile || (long long)n > p->nFile - i) return SQLITE_ERROR;
  if (fseek(p->f, (long)i, SEEK_SET) != 0) return SQLITE_IOERR;
  if (fread(a, 1, n, p->f) == n) return SQLITE_OK;
  return ferror(p->f) ? SQLITE_IOERR : SQLITE_ERROR; /* it became shorter */
}

/* Where the central directory stands, by the record at the end, or the longer one that zip64 puts in front of it. */
static int find_central(Zip *p, const unsigned char *aEnd, long long iEnd, long long *pi, long long *pn) {
  unsigned char aLocator[LOCATOR_SIZE], aEnd64[END64_SIZE];
  *pn = get4(aEnd + 12);
  *pi = get4(aEnd + 16);
  if (*pn != MAX_32 && *pi != MAX_32 && get2(aEnd + 10) != 0xffff) return SQLITE_OK;
  int rc = spm_zip_bytes(p, iEnd - LOCATOR_SIZE, aLocator, LOCATOR_SIZE);
  if (rc != SQLITE_OK || memcmp(aLocator, "PK\6\7", 4) != 0) return rc == SQLITE_ERROR ? SQLITE_OK : rc;
  rc = spm_zip_bytes(p, get8(aLocator + 8), aEnd64, END64_SIZE);
  if (rc != SQLITE_OK || memcmp(aEnd64, "PK\6\6", 4) != 0) return rc == SQLITE_OK ? SQLITE_ERROR : rc;
  *pn = get8(aEnd64 + 40);
  *pi = get8(aEnd64 + 48);
  return SQLITE_OK;
}

/* Read it into aCentral; *pn is its size. */
static int read_central(Zip *p, long long *pn) {
  long long nTail = p->nFile < END_MAX ? p->nFile : END_MAX, iCentral = 0, i = nTail - END_SIZE;
  unsigned char *aTail = sqlite3_malloc64((sqlite3_uint64)nTail + 1);
  if (aTail == 0) return SQLITE_NOMEM;
  int rc = spm_zip_bytes(p, p->nFile - nTail, aTail, (size_t)nTail);
  while (i >= 0 && memcmp(aTail + i, "PK\5\6", 4) != 0) i--;
  if (rc == SQLITE_OK && i < 0) rc = SQLITE_ERROR;
  if (rc == SQLITE_OK) rc = find_central(p, aTail + i, p->nFile - nTail + i, &iCentral, pn);
  if (rc == SQLITE_OK && (*pn < 0 || *pn > ZIP_MAX_CENTRAL)) rc = SQLITE_ERROR;
  sqlite3_free(aTail);
  if (rc != SQLITE_OK) return rc;
  p->aCentral = sqlite3_malloc64((sqlite3_uint64)*pn + 1);
  return p->aCentral ? spm_zip_bytes(p, iCentral, p->aCentral, (size_t)*pn) : SQLITE_NOMEM;
}

/* The numbers of zip64 stand in an extra field, each only where its place in the entry says that it does not fit. */
static void read_extra(ZipPart *pPart, const unsigned char *a, size_t n) {
  while (n >= 4 && n - 4 >= get2(a + 2)) {
    size_t nField = get2(a + 2);
    if (get2(a) == 1) {
      long long *apNumber[] = {&pPart->n, &pPart->nPacked, &pPart->iHeader};
      size_t i = 4;
      for (int k = 0; k < 3; k++)
        if (*apNumber[k] == MAX_32 && i + 8 <= nField + 4) *apNumber[k] = get8(a + i), i += 8;
      return;
    }
    a += 4 + nField;
    n -= 4 + nField;
  }
}

/* The name moves one byte to the front, so that a zero has room behind it. */
static const char *read_name(unsigned char *a, size_t n) {
  char *z = (char *)a - 1;
  memmove(z, a, n);
  z[n] = 0;
  for (char *zSlash = z; (zSlash = strchr(zSlash, '\\')) != 0;) *zSlash = '/';
  return *z == '/' ? z + 1 : z;
}

static size_t entry_size(const unsigned char *a, size_t n) {
  if (n < CENTRAL_SIZE || memcmp(a, "PK\1\2", 4) != 0) return 0;
  size_t nEntry = CENTRAL_SIZE + (size_t)get2(a + 28) + get2(a + 30) + get2(a + 32);
  return nEntry <= n ? nEntry : 0;
}

/* Every entry, as far as there are any; what follows them (a signature) does not matter. */
static int read_parts(Zip *p, size_t n) {
  size_t i = 0, nEntry;
  int nPart = 0;
  for (; nPart < ZIP_MAX_PART && (nEntry = entry_size(p->aCentral + i, n - i)) > 0; i += nEntry) nPart++;
  if (nPart == 0) return SQLITE_ERROR;
  p->aPart = sqlite3_malloc64((sqlite3_uint64)nPart * sizeof(*p->aPart));
  if (p->aPart == 0) return SQLITE_NOMEM;
  for (i = 0; p->nPart < nPart; i += nEntry) {
    unsigned char *a = p->aCentral + i;
    nEntry = entry_size(a, n - i);
    ZipPart *pPart = &p->aPart[p->nPart++];
    *pPart = (ZipPart){.flags = get2(a + 8),
                       .method = get2(a + 10),
                       .crc = get4(a + 16),
                       .nPacked = get4(a + 20),
                       .n = get4(a + 24),
                       .iHeader = get4(a + 42)};
    size_t nName = get2(a + 28);
    read_extra(pPart, a + CENTRAL_SIZE + nName, get2(a + 30));
    pPart->zName = read_name(a + CENTRAL_SIZE, nName);
  }
  return SQLITE_OK;
}

int spm_zip_open(Zip *p, FILE *f, char **pzErr) {
  long long n = 0;
  memset(p, 0, sizeof(*p));
  p->f = f;
  p->nFile = fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
  int rc = p->nFile < 0 ? SQLITE_IOERR : read_central(p, &n);
  if (rc == SQLITE_OK) rc = read_parts(p, (size_t)n);
  if (rc == SQLITE_ERROR)
    return spm_read_fail(
        pzErr, sqlite3_mprintf(CUT_OFF),
        sqlite3_mprintf("buku kerja ini rusak atau terpotong; salin lagi berkasnya, atau simpan lagi sebagai xlsx"));
  return rc;
}

void spm_zip_close(Zip *p) {
  sqlite3_free(p->aCentral);
  sqlite3_free(p->aPart);
  memset(p, 0, sizeof(*p));
}

int spm_zip_find(const Zip *p, const char *zName) {
  for (int i = 0; i < p->nPart; i++)
    if (sqlite3_stricmp(p->aPart[i].zName, zName) == 0) return i;
  return -1;
}
