/* zip.h: the parts of a zip file, found by its central directory and unpacked by zlib.
**
** Why not minizip, with which spm-report looks at its own workbooks: its memory comes from malloc, where a host cannot
** bound it and no test can let it run out, and it unpacks whatever it is told to. Of the format only what workbooks
** have is read here: stored or deflated parts, zip64, and no encryption.
**
** A part is checked against its size and checksum when all of it has been handed over, so a sink must be able to take
** back what it did. What has more than ZIP_RATIO times its packed size beyond ZIP_FREE bytes, or makes the whole more
** than ZIP_MAX_TOTAL, is refused while it is unpacked: sizes that a file states about itself are not believed. */
#ifndef SPM_ZIP_H
#define SPM_ZIP_H

#include <stddef.h>
#include <stdio.h>

#define ZIP_RATIO       200
#define ZIP_FREE        (64LL << 20)
#define ZIP_MAX_TOTAL   (4LL << 30)
#define ZIP_MAX_PART    65535
#define ZIP_MAX_CENTRAL (8LL << 20) /* of the central directory */

typedef struct ZipPart {
  const char *zName; /* with / between folders, none in front */
  long long iHeader, nPacked, n;
  unsigned long crc;
  unsigned flags, method;
} ZipPart;

typedef struct Zip {
  FILE *f;
  long long nFile;
  unsigned char *aCentral; /* the names stand in it */
  ZipPart *aPart;
  int nPart;
  long long nTotal; /* unpacked so far */
} Zip;

/* spm_zip_close is for what spm_zip_open was given, also when it failed; f stays open. A file that is no zip file, or
** has no end, is SQLITE_ERROR. */
int spm_zip_open(Zip *p, FILE *f, char **pzErr);
void spm_zip_close(Zip *p);
/* The number of a part, in any case of A to Z; -1: there is none. */
int spm_zip_find(const Zip *p, const char *zName);

/* n bytes at i; SQLITE_ERROR where the file has not so many. */
int spm_zip_bytes(Zip *p, long long i, void *a, size_t n);

/* unzip.c. Gets the part block by block; SQLITE_DONE ends the reading well, another result is returned. */
typedef int (*ZipSink)(void *pCtx, const char *a, size_t n, char **pzErr);
int spm_zip_read(Zip *p, int iPart, ZipSink xSink, void *pCtx, char **pzErr);

#endif
