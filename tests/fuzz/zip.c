/* zip.c: any bytes as a zip file (ext/unpack/zip.h), or as what is packed in one.
**
** An input that begins with a line "deflated" is the packed bytes of a part whose sizes and checksum are true: what is
** unpacked is then what zlib unpacks in one call. Any other input is the file itself.
**
** What holds: each part is read, or one sentence says what would help; what was read has the size and checksum of its
** entry; a sink that has enough, or fails, is heard; every name is found; twice it is the same; no memory is left. */
#include "fuzz.h"
#include "unpack/zip.h"
#include <string.h>
#include <zlib.h>

#define DEFLATED "deflated\n"
#define STOP     SQLITE_INTERRUPT
#define MAX_READ (1 << 17) /* of a part: a caller may have enough; hashing more takes the time that inputs need */

static unsigned char aWhole[MAX_READ];

/* What zlib makes of it at once; -1: it is no whole stream, or too long. */
static long long unpack(const uint8_t *z, size_t n) {
  z_stream stream = {
      .next_in = (Bytef *)(uintptr_t)z, .avail_in = (unsigned)n, .next_out = aWhole, .avail_out = MAX_READ};
  HOLDS(inflateInit2(&stream, -MAX_WBITS) == Z_OK, "no zlib");
  int rc = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return rc == Z_STREAM_END ? (long long)stream.total_out : -1;
}

typedef struct Sink {
  unsigned long long hash;
  unsigned long crc;
  long long n, nBlock, iStop; /* the block after which it has enough, -1 for none */
  int stop;                   /* how it says so */
} Sink;

static int sink(void *pCtx, const char *a, size_t n, char **pzErr) {
  Sink *p = pCtx;
  (void)pzErr;
  HOLDS(n > 0 && p->n <= MAX_READ && p->nBlock != p->iStop, "%zu bytes after %lld", n, p->n);
  p->crc = crc32(p->crc, (const Bytef *)a, (unsigned)n);
  for (size_t i = 0; i < n; i++) p->hash = (p->hash ^ (unsigned char)a[i]) * 1099511628211ULL;
  p->n += (long long)n;
  if (++p->nBlock == p->iStop) return p->stop;
  return p->n > MAX_READ ? STOP : SQLITE_OK;
}

static void message(int rc, char *zErr) {
  HOLDS((rc == SQLITE_ERROR) == (zErr != NULL), "%d %s", rc, zErr);
  HOLDS(!zErr || strchr(zErr, ';'), "no remedy: %s", zErr);
  sqlite3_free(zErr);
}

static int read_part(Zip *pZip, int i, Sink *p) {
  char *zErr = NULL;
  int rc = spm_zip_read(pZip, i, sink, p, &zErr);
  message(rc, zErr);
  return rc;
}

static void one_part(Zip *pZip, int i) {
  const ZipPart *pPart = &pZip->aPart[i];
  Sink first = {.iStop = -1}, again = {.iStop = -1}, enough = {.iStop = 1, .stop = SQLITE_DONE};
  int rc = read_part(pZip, i, &first);
  HOLDS(rc == SQLITE_OK || rc == SQLITE_ERROR || (rc == STOP && first.n > MAX_READ), "%d", rc);
  HOLDS(rc != SQLITE_OK || (first.n == pPart->n && first.crc == pPart->crc), "%lld bytes, %lx", first.n, first.crc);
  HOLDS(read_part(pZip, i, &again) == rc && again.hash == first.hash, "another answer the second time");
  int rcEnough = read_part(pZip, i, &enough);
  HOLDS(first.nBlock == 0 ? rcEnough == rc : rcEnough == SQLITE_OK, "%d where the sink has enough", rcEnough);
  Sink fails = {.iStop = 1, .stop = STOP};
  int rcFails = read_part(pZip, i, &fails);
  HOLDS(first.nBlock == 0 ? rcFails == rc : rcFails == STOP, "%d where the sink fails", rcFails);
}

static void one_name(const Zip *pZip, int i) {
  const char *zName = pZip->aPart[i].zName;
  int iFound = spm_zip_find(pZip, zName);
  HOLDS(strchr(zName, '\\') == NULL, "a backslash in %s", zName);
  HOLDS(iFound >= 0 && iFound <= i && sqlite3_stricmp(pZip->aPart[iFound].zName, zName) == 0, "%s is not found", zName);
}

int LLVMFuzzerTestOneInput(const uint8_t *z, size_t n) {
  size_t nHead = strlen(DEFLATED);
  int isPacked = n >= nHead && memcmp(z, DEFLATED, nHead) == 0;
  long long nUnpacked = isPacked ? unpack(z + nHead, n - nHead) : -1;
  FuzzPart part = {
      .zName = "isi.xml", .z = z + (isPacked ? nHead : 0), .n = n - (isPacked ? nHead : 0), .isDeflated = 1};
  if (nUnpacked >= 0) part.nUnpacked = (size_t)nUnpacked, part.crc = crc32(0, aWhole, (unsigned)nUnpacked);
  if (isPacked) fuzz_zip(&part, 1);
  else fuzz_file(z, n);
  FILE *f = fopen(FUZZ_FILE, "rb");
  HOLDS(f != NULL, "no file");
  sqlite3_int64 nBefore = sqlite3_memory_used();
  char *zErr = NULL;
  Zip zip;
  int rc = spm_zip_open(&zip, f, &zErr);
  HOLDS(rc == SQLITE_OK || rc == SQLITE_ERROR, "%d", rc);
  HOLDS((rc == SQLITE_OK) == (zip.nPart > 0), "%d with %d parts", rc, zip.nPart);
  message(rc, zErr);
  for (int i = 0; i < zip.nPart; i++) one_name(&zip, i);
  for (int i = 0; i < zip.nPart && i < 20; i++) one_part(&zip, i);
  Sink all = {.iStop = -1};
  if (isPacked) {
    rc = read_part(&zip, 0, &all);
    HOLDS((rc == SQLITE_OK) == (nUnpacked >= 0), "%d, and zlib unpacks %lld bytes", rc, nUnpacked);
  }
  spm_zip_close(&zip);
  HOLDS(sqlite3_memory_used() == nBefore, "%lld bytes are left", sqlite3_memory_used() - nBefore);
  fclose(f);
  return 0;
}
