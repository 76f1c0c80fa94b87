/* unzip.c: see zip.h: one part of a zip file, unpacked block by block. */
#include "functions/functions.h"
#include "unpack/buffer.h"
#include "unpack/zip.h"
#include <string.h>
#include <zlib.h>

#define BLOCK        32768
#define LOCAL_SIZE   30
#define IS_ENCRYPTED 1

typedef struct Unzip {
  Zip *pZip;
  const ZipPart *pPart;
  unsigned char *aIn, *aOut;
  z_stream stream;        /* avail_in and next_in also where the part is stored */
  long long iNext, nLeft; /* of the packed bytes */
  long long n;            /* unpacked */
  unsigned long crc;
  int isEnd;
} Unzip;

static void *take(void *pCtx, unsigned n, unsigned size) {
  (void)pCtx;
  return sqlite3_malloc64((sqlite3_uint64)n * size);
}

static void give_back(void *pCtx, void *p) {
  (void)pCtx;
  sqlite3_free(p);
}

static int fail(Unzip *p, char **pzErr, const char *zWhat, const char *zPesan) {
  return spm_read_fail(pzErr, sqlite3_mprintf("part %s %s", p->pPart->zName, zWhat),
                       sqlite3_mprintf("buku kerja ini rusak, bagian %s %s", p->pPart->zName, zPesan));
}

/* The text of what went wrong with the bytes. */
static int bytes_failed(Unzip *p, int rc, char **pzErr) {
  if (rc == SQLITE_ERROR)
    return fail(p, pzErr, "is cut off or damaged; copy the file again, or save the workbook again as xlsx",
                "terpotong atau rusak; salin lagi berkasnya, atau simpan lagi buku kerjanya sebagai xlsx");
  if (rc == SQLITE_IOERR) fail(p, pzErr, "cannot be read from the disk", "tidak dapat dibaca dari diska");
  return rc;
}

/* Where its bytes begin: the header in front of them has the name once more, and an extra field of its own. */
static int find_bytes(Unzip *p, char **pzErr) {
  unsigned char a[LOCAL_SIZE];
  if (p->pPart->flags & IS_ENCRYPTED)
    return fail(p, pzErr, "is encrypted; open the workbook with its password and save it without one",
                "terkunci kata sandi; buka buku kerja itu dengan kata sandinya dan simpan tanpa kata sandi");
  if (p->pPart->method != 0 && p->pPart->method != Z_DEFLATED)
    return fail(p, pzErr, "is packed in an unusual way; " READ_REPAIR,
                "dimampatkan dengan cara yang tidak lazim; " READ_PESAN);
  int rc = spm_zip_bytes(p->pZip, p->pPart->iHeader, a, LOCAL_SIZE);
  if (rc == SQLITE_OK && memcmp(a, "PK\3\4", 4) != 0) rc = SQLITE_ERROR;
  if (rc != SQLITE_OK) return bytes_failed(p, rc, pzErr);
  p->iNext = p->pPart->iHeader + LOCAL_SIZE + (a[26] | a[27] << 8) + (a[28] | a[29] << 8);
  p->nLeft = p->pPart->nPacked;
  return SQLITE_OK;
}

static int open_part(Unzip *p, char **pzErr) {
  int rc = find_bytes(p, pzErr);
  if (rc != SQLITE_OK) return rc;
  p->aIn = sqlite3_malloc64(BLOCK);
  p->aOut = sqlite3_malloc64(BLOCK);
  p->stream.zalloc = take;
  p->stream.zfree = give_back;
  if (p->aIn == 0 || p->aOut == 0) return SQLITE_NOMEM;
  return inflateInit2(&p->stream, -MAX_WBITS) == Z_OK ? SQLITE_OK
                                                      : SQLITE_NOMEM; /* minus: without a header of zlib's own */
}

static int fill(Unzip *p) {
  if (p->stream.avail_in > 0 || p->nLeft <= 0) return SQLITE_OK;
  size_t n = p->nLeft < BLOCK ? (size_t)p->nLeft : BLOCK;
  int rc = spm_zip_bytes(p->pZip, p->iNext, p->aIn, n);
  p->stream.next_in = p->aIn;
  p->stream.avail_in = (unsigned)n;
  p->iNext += (long long)n;
  p->nLeft -= (long long)n;
  return rc;
}

/* Up to BLOCK more bytes; none: the packed bytes are at an end. */
static int next_block(Unzip *p, const unsigned char **pa, size_t *pn) {
  int rc = fill(p), isStored = p->pPart->method == 0, answer = Z_OK;
  *pa = isStored ? p->aIn : p->aOut;
  *pn = 0;
  if (rc != SQLITE_OK || p->isEnd) return rc;
  if (isStored) {
    *pn = p->stream.avail_in;
    p->stream.avail_in = 0;
    return SQLITE_OK;
  }
  p->stream.next_out = p->aOut;
  p->stream.avail_out = BLOCK;
  while (rc == SQLITE_OK && answer == Z_OK && p->stream.avail_out > 0) {
    answer = inflate(&p->stream, Z_NO_FLUSH);
    if (answer == Z_OK) rc = fill(p);
  }
  *pn = BLOCK - p->stream.avail_out;
  p->isEnd = answer == Z_STREAM_END;
  if (answer == Z_MEM_ERROR) return SQLITE_NOMEM;
  if (rc == SQLITE_OK && answer != Z_OK && answer != Z_STREAM_END)
    return SQLITE_ERROR; /* also bytes that are missing */
  return rc;
}

static int is_bomb(const Unzip *p) {
  return p->pZip->nTotal > ZIP_MAX_TOTAL || (p->n > ZIP_FREE && p->n / ZIP_RATIO > p->pPart->nPacked);
}

static int all_blocks(Unzip *p, ZipSink xSink, void *pCtx, char **pzErr) {
  const unsigned char *a;
  size_t n;
  for (;;) {
    int rc = next_block(p, &a, &n);
    if (rc != SQLITE_OK) return bytes_failed(p, rc, pzErr);
    if (n == 0) break;
    p->n += (long long)n;
    p->pZip->nTotal += (long long)n;
    p->crc = crc32(p->crc, a, (unsigned)n);
    if (is_bomb(p))
      return fail(p, pzErr,
                  "becomes too large when it is unpacked; delete what lies beyond the table, or save the table as CSV",
                  "menjadi terlalu besar bila dibuka; hapus yang ada di luar tabel, atau simpan tabelnya sebagai CSV");
    rc = xSink(pCtx, (const char *)a, n, pzErr);
    if (rc != SQLITE_OK) return rc == SQLITE_DONE ? SQLITE_OK : rc;
  }
  return p->n == p->pPart->n && p->crc == p->pPart->crc ? SQLITE_OK : bytes_failed(p, SQLITE_ERROR, pzErr);
}

int spm_zip_read(Zip *pZip, int iPart, ZipSink xSink, void *pCtx, char **pzErr) {
  Unzip unzip = {.pZip = pZip, .pPart = &pZip->aPart[iPart]};
  int rc = open_part(&unzip, pzErr);
  if (rc == SQLITE_OK) rc = all_blocks(&unzip, xSink, pCtx, pzErr);
  inflateEnd(&unzip.stream); /* does nothing where it was not begun */
  sqlite3_free(unzip.aIn);
  sqlite3_free(unzip.aOut);
  return rc;
}
