/* xml.h: a part of a workbook as XML, read by expat as it is unpacked.
**
** Prefixes do not count, only what they stand for: a name comes as one of the name spaces below and the name within it.
** Each that the two versions of the office formats have stands for both (Microsoft's of 2006 and the strict one).
**
** A document type declaration is refused, so that there are no entities to expand; so are elements more than
** XML_MAX_DEPTH deep, and a tag or comment of more than XML_MAX_TOKEN bytes, because expat keeps such a one whole. */
#ifndef SPM_XML_H
#define SPM_XML_H

#include "unpack/zip.h"

#define XML_MAX_DEPTH 256
#define XML_MAX_TOKEN (1 << 20)

typedef enum XmlSpace {
  XML_NONE, /* an attribute without a prefix */
  XML_MAIN, /* spreadsheetml: workbook, sheet, styles, shared strings */
  XML_LINK, /* the attribute id that names a relationship */
  XML_RELS, /* the list of relationships */
  XML_XML,  /* xml:space */
  XML_OFFICE,
  XML_TABLE,
  XML_P, /* text:p and what stands in it */
  XML_STYLE,
  XML_CALC, /* LibreOffice's own */
  XML_MANIFEST,
  XML_META,   /* properties of an ods */
  XML_CUSTOM, /* and of an xlsx, those that it has beside the usual */
  XML_OTHER
} XmlSpace;

/* Each returns SQLITE_OK, or what ends the reading: SQLITE_DONE well. Any may be NULL. Text comes in pieces. */
typedef struct XmlReader {
  int (*xStart)(void *pCtx, XmlSpace space, const char *zName, const char **azAttr);
  int (*xEnd)(void *pCtx, XmlSpace space, const char *zName);
  int (*xText)(void *pCtx, const char *z, size_t n);
} XmlReader;

int spm_xml_read(Zip *pZip, int iPart, const XmlReader *pReader, void *pCtx, char **pzErr);
/* The value of an attribute; NULL: it is not there. */
const char *spm_xml_attr(const char **azAttr, XmlSpace space, const char *zName);
/* 1 or true */
int spm_xml_is_true(const char *z);
/* The whole number of at most nine digits that z is; otherwise -1. */
int spm_xml_int(const char *z);

#endif
