/* xml.c: any bytes as a part of a workbook that is read as XML (ext/unpack/xml.h).
**
** What holds: it is read, or one sentence names the part and says what would help; elements end in the order in which
** they begin, and all of them where there is no error; texts, names and attributes are UTF-8; an attribute is found by
** its name; a reader that has enough, or fails, is heard at once; where a block of the file ends makes no difference;
** no memory is left. */
#include "file/csvread.h"
#include "fuzz.h"
#include "unpack/xml.h"
#include <string.h>

#define STOP  SQLITE_INTERRUPT
#define BLOCK 32768 /* in which a part comes (unzip.c) */
#define PART  "isi.xml"

typedef struct Read {
  unsigned long long hash;
  int nDepth, inText, isOver;
  long long nEvent, iStop; /* the event at which it ends, -1 for none */
  int stop;                /* how */
  unsigned long long aName[XML_MAX_DEPTH + 1];
} Read;

static unsigned long long add(unsigned long long hash, const char *z, size_t n) {
  for (size_t i = 0; i < n; i++) hash = (hash ^ (unsigned char)z[i]) * 1099511628211ULL;
  return hash;
}

static int event(Read *p) {
  HOLDS(!p->isOver, "told something after it had enough");
  p->isOver = ++p->nEvent == p->iStop;
  return p->isOver ? p->stop : SQLITE_OK;
}

static unsigned long long name(XmlSpace space, const char *zName) {
  HOLDS(space <= XML_OTHER && *zName && spm_csv_is_text((const unsigned char *)zName, strlen(zName)),
        "space %d, name %s", (int)space, zName);
  return add((unsigned long long)space + 17, zName, strlen(zName) + 1);
}

static int on_start(void *pCtx, XmlSpace space, const char *zName, const char **azAttr) {
  Read *p = pCtx;
  HOLDS(p->nDepth < XML_MAX_DEPTH, "%d deep", p->nDepth);
  p->aName[p->nDepth++] = name(space, zName);
  p->hash = add(p->hash, "<", 1) ^ name(space, zName);
  p->inText = 0;
  for (const char **az = azAttr; *az; az += 2) {
    HOLDS(spm_csv_is_text((const unsigned char *)az[1], strlen(az[1])), "no UTF-8: %s", az[1]);
    HOLDS(strchr(az[0], '|') || spm_xml_attr(azAttr, XML_NONE, az[0]) == az[1], "attribute %s is not found", az[0]);
    p->hash = add(add(p->hash, az[0], strlen(az[0]) + 1), az[1], strlen(az[1]) + 1);
  }
  HOLDS(spm_xml_attr(azAttr, XML_NONE, "no such attribute") == NULL, "found what is not there");
  return event(p);
}

static int on_end(void *pCtx, XmlSpace space, const char *zName) {
  Read *p = pCtx;
  HOLDS(p->nDepth > 0 && p->aName[p->nDepth - 1] == name(space, zName), "the end of %s, %d deep", zName, p->nDepth);
  p->nDepth--;
  p->hash = add(p->hash, ">", 1);
  p->inText = 0;
  return event(p);
}

/* Where a text is cut into pieces is for expat to say, so it does not count. */
static int on_text(void *pCtx, const char *z, size_t n) {
  Read *p = pCtx;
  HOLDS(n > 0 && p->nDepth > 0 && spm_csv_is_text((const unsigned char *)z, n), "a text of %zu, %d deep", n, p->nDepth);
  if (!p->inText) p->hash = add(p->hash, "t", 1);
  p->hash = add(p->hash, z, n);
  p->inText = 1;
  return event(p);
}

static int read_part(Read *p) {
  static const XmlReader reader = {on_start, on_end, on_text};
  Zip zip;
  char *zErr = NULL;
  FILE *f = fopen(FUZZ_FILE, "rb");
  HOLDS(f != NULL && spm_zip_open(&zip, f, &zErr) == SQLITE_OK, "the archive is not read: %s", zErr);
  int rc = spm_xml_read(&zip, 0, &reader, p, &zErr);
  HOLDS((rc == SQLITE_ERROR) == (zErr != NULL), "%d %s", rc, zErr);
  HOLDS(!zErr || (strstr(zErr, PART) && strchr(zErr, ';')), "no part or no remedy: %s", zErr);
  sqlite3_free(zErr);
  spm_zip_close(&zip);
  fclose(f);
  return rc;
}

static void make_file(const void *z, size_t n) {
  fuzz_zip(&(FuzzPart){.zName = PART, .z = z, .n = n}, 1);
}

/* Behind a comment which makes that a block ends within it. */
static void across_blocks(const uint8_t *z, size_t n, int rcWant, const Read *pWant) {
  static char a[BLOCK + 4096];
  if (n < 3 || n > 4096 || z[0] != '<' || (z[1] | 32) < 'a' || (z[1] | 32) > 'z')
    return; /* nothing stands before <?xml */
  size_t nBefore = BLOCK - 1 - (size_t)pWant->hash % (n - 1);
  memset(a, 'x', nBefore);
  memcpy(a, "<!--", 4), memcpy(a + nBefore - 3, "-->", 3);
  memcpy(a + nBefore, z, n);
  make_file(a, nBefore + n);
  Read r = {.iStop = -1};
  int rc = read_part(&r);
  HOLDS(rc == rcWant && (rc != SQLITE_OK || (r.hash == pWant->hash)), "%d in two blocks, %d in one", rc, rcWant);
}

int LLVMFuzzerTestOneInput(const uint8_t *z, size_t n) {
  Read first = {.iStop = -1}, again = {.iStop = -1};
  sqlite3_int64 nBefore = sqlite3_memory_used();
  make_file(z, n);
  int rc = read_part(&first);
  HOLDS(rc == SQLITE_OK || rc == SQLITE_ERROR, "%d", rc);
  HOLDS(rc != SQLITE_OK || (first.nDepth == 0 && first.nEvent >= 2), "%d deep at the end", first.nDepth);
  HOLDS(read_part(&again) == rc && again.hash == first.hash, "another answer the second time");
  if (first.nEvent) {
    long long iStop = 1 + (long long)(first.hash % (unsigned long long)first.nEvent);
    Read enough = {.iStop = iStop, .stop = SQLITE_DONE}, fails = {.iStop = iStop, .stop = STOP};
    HOLDS(read_part(&enough) == SQLITE_OK && enough.nEvent == iStop, "%lld events of %lld", enough.nEvent, iStop);
    HOLDS(read_part(&fails) == STOP && fails.nEvent == iStop, "%lld events of %lld", fails.nEvent, iStop);
  }
  across_blocks(z, n, rc, &first);
  HOLDS(sqlite3_memory_used() == nBefore, "%lld bytes are left", sqlite3_memory_used() - nBefore);
  return 0;
}
