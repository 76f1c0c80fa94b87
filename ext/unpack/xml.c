/* xml.c: see xml.h. */
#include "functions/functions.h"
#include "unpack/buffer.h"
#include "unpack/xml.h"
#include <expat.h>
#include <string.h>

#define SEPARATOR '|' /* no address of a name space holds one: expat sees to that */

typedef struct Xml {
  XML_Parser parser;
  const XmlReader *pReader;
  void *pCtx;
  const char *zPart;
  char **pzErr;
  int rc, nDepth, isUnbound;
  size_t nQuiet; /* bytes since anything was told */
} Xml;

static const struct {
  XmlSpace space;
  const char *z;
} aSpace[] = {
    {XML_MAIN, "http://schemas.openxmlformats.org/spreadsheetml/2006/main"},
    {XML_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"},
    {XML_P, "urn:oasis:names:tc:opendocument:xmlns:text:1.0"},
    {XML_TABLE, "urn:oasis:names:tc:opendocument:xmlns:table:1.0"},
    {XML_OFFICE, "urn:oasis:names:tc:opendocument:xmlns:office:1.0"},
    {XML_CALC, "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"},
    {XML_STYLE, "urn:oasis:names:tc:opendocument:xmlns:style:1.0"},
    {XML_LINK, "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
    {XML_LINK, "http://purl.oclc.org/ooxml/officeDocument/relationships"},
    {XML_RELS, "http://schemas.openxmlformats.org/package/2006/relationships"},
    {XML_MANIFEST, "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"},
    {XML_META, "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"},
    {XML_CUSTOM, "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"},
    {XML_CUSTOM, "http://purl.oclc.org/ooxml/officeDocument/customProperties"},
    {XML_XML, "http://www.w3.org/XML/1998/namespace"},
};

/* *pz becomes the name within its space. */
static XmlSpace space_of(const char **pz) {
  const char *zSpace = *pz, *zEnd = strchr(zSpace, SEPARATOR);
  if (zEnd == 0) return XML_NONE;
  size_t n = (size_t)(zEnd - zSpace);
  *pz = zEnd + 1;
  for (size_t i = 0; i < sizeof(aSpace) / sizeof(aSpace[0]); i++)
    if (strncmp(aSpace[i].z, zSpace, n) == 0 && aSpace[i].z[n] == 0) return aSpace[i].space;
  return XML_OTHER;
}

const char *spm_xml_attr(const char **azAttr, XmlSpace space, const char *zName) {
  for (; *azAttr; azAttr += 2) {
    const char *z = azAttr[0];
    if (space == XML_NONE ? strcmp(z, zName) == 0 : space_of(&z) == space && strcmp(z, zName) == 0) return azAttr[1];
  }
  return 0;
}

int spm_xml_is_true(const char *z) {
  return z && (strcmp(z, "1") == 0 || strcmp(z, "true") == 0);
}

int spm_xml_int(const char *z) {
  size_t n = z ? strspn(z, "0123456789") : 0;
  int i = 0;
  if (n == 0 || n > 9 || z[n]) return -1;
  for (; *z; z++) i = i * 10 + (*z - '0');
  return i;
}

/* ---- what expat calls; after an end was asked for it may still tell the end of an empty element ---- */

static void stop(Xml *p, int rc) {
  if (rc == SQLITE_OK || p->rc != SQLITE_OK) return;
  p->rc = rc;
  XML_StopParser(p->parser, XML_FALSE);
}

static void refuse(Xml *p, const char *zWhat, const char *zPesan) {
  if (p->rc == SQLITE_OK)
    stop(p, spm_read_fail(p->pzErr, sqlite3_mprintf("part %s %s; " READ_REPAIR, p->zPart, zWhat),
                          sqlite3_mprintf("buku kerja ini rusak, bagian %s %s; " READ_PESAN, p->zPart, zPesan)));
}

static void on_start(void *pCtx, const char *zName, const char **azAttr) {
  Xml *p = pCtx;
  p->nQuiet = 0;
  if (++p->nDepth > XML_MAX_DEPTH)
    refuse(p, "has elements more than 256 deep", "memuat unsur yang bersarang lebih dari 256 tingkat");
  if (p->rc != SQLITE_OK || p->pReader->xStart == 0) return;
  XmlSpace space = space_of(&zName);
  stop(p, p->pReader->xStart(p->pCtx, space, zName, azAttr));
}

static void on_end(void *pCtx, const char *zName) {
  Xml *p = pCtx;
  p->nQuiet = 0;
  p->nDepth--;
  if (p->rc != SQLITE_OK || p->pReader->xEnd == 0) return;
  XmlSpace space = space_of(&zName);
  stop(p, p->pReader->xEnd(p->pCtx, space, zName));
}

static void on_text(void *pCtx, const char *z, int n) {
  Xml *p = pCtx;
  p->nQuiet = 0;
  if (p->rc == SQLITE_OK && p->pReader->xText) stop(p, p->pReader->xText(p->pCtx, z, (size_t)n));
}

static void on_comment(void *pCtx, const char *z) {
  (void)z;
  ((Xml *)pCtx)->nQuiet = 0;
}

static void on_doctype(void *pCtx, const char *zName, const char *zSystem, const char *zPublic, int isInternal) {
  (void)zName, (void)zSystem, (void)zPublic, (void)isInternal;
  refuse(pCtx, "has a document type declaration (DOCTYPE), which no spreadsheet program writes",
         "memuat DOCTYPE, yang tidak ditulis program lembar kerja mana pun");
}

/* ---- */

static void *take(size_t n) {
  return sqlite3_malloc64(n);
}

static void *take_again(void *p, size_t n) {
  return sqlite3_realloc64(p, n);
}

static void give_back(void *p) {
  sqlite3_free(p);
}

/* Of a block that expat did not take. */
static int failed(Xml *p) {
  enum XML_Error code = XML_GetErrorCode(p->parser);
  if (p->rc != SQLITE_OK) return p->rc;
  if (code == XML_ERROR_NO_MEMORY) return SQLITE_NOMEM;
  p->isUnbound = code == XML_ERROR_UNBOUND_PREFIX;
  return spm_read_fail(p->pzErr,
                       sqlite3_mprintf("part %s is not well-formed XML (line %lld: %s); " READ_REPAIR, p->zPart,
                                       (long long)XML_GetCurrentLineNumber(p->parser), XML_ErrorString(code)),
                       sqlite3_mprintf("buku kerja ini rusak, bagian %s bukan XML yang utuh (baris %lld); " READ_PESAN,
                                       p->zPart, (long long)XML_GetCurrentLineNumber(p->parser)));
}

static int feed(void *pCtx, const char *a, size_t n, char **pzErr) {
  Xml *p = pCtx;
  (void)pzErr;
  p->nQuiet += n;
  if (XML_Parse(p->parser, a, (int)n, n == 0) != XML_STATUS_OK) return failed(p);
  if (p->nQuiet > XML_MAX_TOKEN)
    refuse(p, "has a tag or comment of more than 1 MiB", "memuat unsur atau komentar lebih dari 1 MiB");
  return p->rc;
}

static int read_part(Zip *pZip, int iPart, const XmlReader *pReader, void *pCtx, int *pIsUnbound, char **pzErr) {
  static const XML_Memory_Handling_Suite memory = {take, take_again, give_back};
  Xml xml = {.pReader = pReader, .pCtx = pCtx, .zPart = pZip->aPart[iPart].zName, .pzErr = pzErr};
  xml.parser = XML_ParserCreate_MM(0, &memory, (const XML_Char[]){SEPARATOR, 0});
  if (xml.parser == 0) return SQLITE_NOMEM;
  XML_SetUserData(xml.parser, &xml);
  XML_SetElementHandler(xml.parser, on_start, on_end);
  XML_SetCharacterDataHandler(xml.parser, on_text);
  XML_SetCommentHandler(xml.parser, on_comment);
  XML_SetStartDoctypeDeclHandler(xml.parser, on_doctype);
  int rc = spm_zip_read(pZip, iPart, feed, &xml, pzErr);
  if (rc == SQLITE_OK && xml.rc == SQLITE_OK) rc = feed(&xml, "", 0, pzErr);
  XML_ParserFree(xml.parser);
  *pIsUnbound = xml.isUnbound;
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Expat calls a prefix unbound, too, when it has no memory to look it up. So the part is then read once more, for
** nobody. */
int spm_xml_read(Zip *pZip, int iPart, const XmlReader *pReader, void *pCtx, char **pzErr) {
  static const XmlReader nobody = {0};
  int isUnbound = 0, rc = read_part(pZip, iPart, pReader, pCtx, &isUnbound, pzErr);
  if (!isUnbound) return rc;
  rc = read_part(pZip, iPart, &nobody, 0, &isUnbound, pzErr);
  return rc == SQLITE_OK ? SQLITE_NOMEM : rc;
}
