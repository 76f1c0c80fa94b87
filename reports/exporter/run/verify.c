/* verify.c: a finished workbook is opened again and every part of it read to its end (with a full
** temporary folder libxlsxwriter reports success and leaves a part cut off); so is a finished HTML page.
**
** minizip checks the length and CRC of each part, expat that it is a whole XML document. */
#include "run/run.h"
#include <expat.h>
#include <minizip/unzip.h>

#define BLOCK (1 << 16)

/* The next bytes, at most n: how many, 0 at the end, negative after an error. */
typedef int (*More)(void *from, void *buf, unsigned n);

static int read_part(void *zip, void *buf, unsigned n) {
  return unzReadCurrentFile(zip, buf, n);
}

static int read_page(void *f, void *buf, unsigned n) {
  size_t got = fread(buf, 1, n, f);
  return ferror(f) ? -1 : (int)got;
}

/* Is what is read a whole document? */
static int is_whole(More more, void *from) {
  XML_Parser x = XML_ParserCreate(NULL);
  int n = 1, whole = x != NULL;
  while (whole && n > 0) {
    void *buf = XML_GetBuffer(x, BLOCK);
    n = buf ? more(from, buf, BLOCK) : -1;
    whole = n >= 0 && XML_ParseBuffer(x, n, n == 0) == XML_STATUS_OK;
  }
  if (x) XML_ParserFree(x);
  return whole;
}

/* NULL, or what is wrong with the current part. */
static const char *check_part(unzFile zip) {
  char buf[4096];
  if (unzOpenCurrentFile(zip) != UNZ_OK) return "cannot be opened";
  int whole = is_whole(read_part, zip);
  while (unzReadCurrentFile(zip, buf, sizeof buf) > 0) {
  }
  if (unzCloseCurrentFile(zip) != UNZ_OK) return "is damaged";
  return whole ? NULL : "is cut off or not well-formed";
}

int verify_xlsx(const char *path, const char *shown) {
  unzFile zip = unzOpen(path);
  char name[512] = "the file";
  const char *why = zip ? NULL : "is not a whole zip file";
  int rc, n = 0;
  for (rc = zip ? unzGoToFirstFile(zip) : UNZ_OK; !why && rc == UNZ_OK && zip; rc = unzGoToNextFile(zip)) {
    unz_file_info info;
    if (unzGetCurrentFileInfo(zip, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK) why = "has no name";
    if (!why) why = check_part(zip);
    n++;
  }
  if (!why && rc != UNZ_END_OF_LIST_OF_FILE) why = "is not a whole zip file";
  if (zip) unzClose(zip);
  if (!why && n > 0) return RC_OK;
  return log_error("%s did not verify: %s %s (is there space in the temporary folder?)", shown, name,
                   why ? why : "is empty"),
         RC_OUTPUT;
}

/* An HTML page of ours is well-formed XML as well (write/html/markup.c). */
int verify_html(const char *path, const char *shown) {
  FILE *f = fopen(path, "rb");
  int whole = f && is_whole(read_page, f);
  if (f) fclose(f);
  if (!whole) log_error("%s did not verify: it is cut off or not well-formed", shown);
  return whole ? RC_OK : RC_OUTPUT;
}
