/* verify.c: a finished workbook is opened again and every part of it read to its end (with a full
** temporary folder libxlsxwriter reports success and leaves a part cut off); so is a finished HTML page.
**
** minizip checks the length and CRC of each part, libxml2 that it is a whole XML document. */
#include "run/run.h"
#include <limits.h>
#include <libxml/xmlreader.h>
#include <minizip/unzip.h>

static int read_part(void *zip, char *buf, int n) {
  return unzReadCurrentFile(zip, buf, (unsigned)n);
}
static int close_part(void *zip) {
  (void)zip;
  return 0;
}
static void quiet(void *ctx, const char *msg, xmlParserSeverities severity, xmlTextReaderLocatorPtr at) {
  (void)ctx, (void)msg, (void)severity, (void)at;
}

/* Is what x reads a whole document? It is closed. */
static int is_whole(xmlTextReaderPtr x) {
  int rc = -1;
  if (!x) return 0;
  xmlTextReaderSetErrorHandler(x, quiet, NULL);
  while ((rc = xmlTextReaderRead(x)) == 1) {
  }
  xmlFreeTextReader(x);
  return rc == 0;
}

/* NULL, or what is wrong with the current part. */
static const char *check_part(unzFile zip) {
  char buf[4096];
  if (unzOpenCurrentFile(zip) != UNZ_OK) return "cannot be opened";
  int whole = is_whole(xmlReaderForIO(read_part, close_part, zip, NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE));
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
  xmlCleanupParser();
  if (!why && n > 0) return RC_OK;
  return log_error("%s did not verify: %s %s (is there space in the temporary folder?)", shown, name,
                   why ? why : "is empty"),
         RC_OUTPUT;
}

/* An HTML page of ours is well-formed XML as well (write/html/markup.c). */
int verify_html(const char *path, const char *shown) {
  int whole = is_whole(xmlReaderForFile(path, NULL, XML_PARSE_NONET | XML_PARSE_HUGE));
  xmlCleanupParser();
  if (!whole) log_error("%s did not verify: it is cut off or not well-formed", shown);
  return whole ? RC_OK : RC_OUTPUT;
}
