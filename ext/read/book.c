/* book.c: the three calls of sheet.h that read a workbook, and which of its sheets are read (book.h). */
#include "functions/functions.h"
#include "read/book.h"
#include <string.h>

#define MAX_NAMES 500 /* bytes, about, of the names of sheets in an error */

static void close_book(Book *p) {
  spm_zip_close(&p->zip);
  sqlite3_free(p->aCell);
  sqlite3_free(p->aStart);
  spm_buffer_free(&p->text);
  spm_buffer_free(&p->property);
}

void spm_book_sheet(Book *p, int iSheet, const char *zSheet) {
  p->row = (SheetRow){.iSheet = iSheet, .zSheet = zSheet};
  memset(p->aHidden, 0, sizeof(p->aHidden));
}

void spm_book_hide(Book *p, int iFirst, int iLast) {
  for (int i = iFirst; i >= 0 && i <= iLast && i < SHEET_MAX_COLUMN; i++)
    p->aHidden[i / 8] |= (unsigned char)(1 << i % 8);
}

int spm_book_wants(const Book *p, const char *zSheet, SheetState state) {
  return p->zWanted ? sqlite3_stricmp(p->zWanted, zSheet) == 0 : state == SHEET_SHOWN;
}

int spm_book_pass(Book *p, Buffer *pNames, const char *zSheet) {
  if (p->zWanted == 0 || pNames->n > MAX_NAMES) return SQLITE_OK;
  int rc = pNames->n ? spm_buffer_add(pNames, ", ", 2) : SQLITE_OK;
  if (rc == SQLITE_OK) rc = spm_buffer_add(pNames, zSheet, strlen(zSheet));
  return rc == SQLITE_OK && pNames->n > MAX_NAMES ? spm_buffer_add(pNames, " ...", 4) : rc;
}

int spm_book_no_sheet(Book *p, const Buffer *pNames) {
  return spm_read_fail(p->pzErr,
                       sqlite3_mprintf("there is no sheet '%s'; the workbook has %s", p->zWanted,
                                       pNames->n ? pNames->z : "no sheet at all"),
                       sqlite3_mprintf("tidak ada lembar '%s'; %s%s", p->zWanted,
                                       pNames->n ? "yang ada: " : "buku kerja ini tidak memuat lembar",
                                       pNames->n ? pNames->z : ""));
}

/* ---- a property ---- */

/* <property name="..."><vt:lpwstr>text, or <meta:user-defined meta:name="...">text */
static int start_property(void *pCtx, XmlSpace space, const char *zName, const char **azAttr) {
  Book *p = pCtx;
  int isXlsx = space == XML_CUSTOM && strcmp(zName, "property") == 0;
  if (!isXlsx && !(space == XML_META && strcmp(zName, "user-defined") == 0)) return SQLITE_OK;
  const char *z = spm_xml_attr(azAttr, isXlsx ? XML_NONE : XML_META, "name");
  p->isProperty = z && strcmp(z, p->zProperty) == 0;
  return SQLITE_OK;
}

static int end_property(void *pCtx, XmlSpace space, const char *zName) {
  Book *p = pCtx;
  (void)zName;
  if (space != XML_CUSTOM && space != XML_META) return SQLITE_OK;
  return p->isProperty ? SQLITE_DONE : SQLITE_OK;
}

static int text_of_property(void *pCtx, const char *z, size_t n) {
  Book *p = pCtx;
  return p->isProperty ? spm_buffer_collect(&p->property, z, n) : SQLITE_OK;
}

int spm_book_properties(Book *p, int iPart) {
  static const XmlReader reader = {start_property, end_property, text_of_property};
  if (iPart < 0) return SQLITE_OK;
  int rc = spm_xml_read(&p->zip, iPart, &reader, p, p->pzErr);
  if (rc == SQLITE_OK) spm_buffer_trim(&p->property, 0);
  return rc;
}

/* ---- the calls ---- */

static int read_package(FILE *f, SheetKind kind, Book *p) {
  int rc = spm_zip_open(&p->zip, f, p->pzErr);
  return rc == SQLITE_OK ? kind == SHEET_XLSX ? spm_xlsx_read(p) : spm_ods_read(p) : rc;
}

/* What was asked for is read; the caller closes the book. */
static int read_book(FILE *f, SheetKind kind, SpmEncoding encoding, Book *p, char **pzErr) {
  p->pzErr = pzErr;
  if (!spm_sheet_is_book(kind)) {
    const char *z = spm_sheet_refusal(kind), *zPesan = spm_sheet_pesan(kind);
    return spm_read_fail(
        pzErr, sqlite3_mprintf("it is %s", z ? z : "text, and no workbook; read it as CSV"),
        sqlite3_mprintf("berkas ini %s", zPesan ? zPesan : "teks, bukan buku kerja; baca sebagai CSV"));
  }
  int rc = kind == SHEET_HTML ? spm_page_read(p, f, encoding) : read_package(f, kind, p);
  if (rc == SQLITE_NOMEM) { /* a part may have said something before it was known why */
    sqlite3_free(*pzErr);
    *pzErr = 0;
  }
  return rc;
}

int spm_sheet_rows(FILE *f, SheetKind kind, SpmEncoding encoding, const char *zSheet, SheetRowFunction xRow, void *pCtx,
                   char **pzErr) {
  Book book = {.zWanted = zSheet, .xRow = xRow, .pCtx = pCtx};
  int rc = read_book(f, kind, encoding, &book, pzErr);
  close_book(&book);
  return rc;
}

int spm_sheet_names(FILE *f, SheetKind kind, SpmEncoding encoding, SheetNameFunction xName, void *pCtx, char **pzErr) {
  Book book = {.xName = xName, .pCtx = pCtx};
  int rc = read_book(f, kind, encoding, &book, pzErr);
  close_book(&book);
  return rc;
}

int spm_sheet_property(FILE *f, SheetKind kind, const char *zName, char **pzValue, char **pzErr) {
  Book book = {.zProperty = zName};
  *pzValue = 0;
  if (kind == SHEET_HTML) return SQLITE_OK;
  int rc = read_book(f, kind, SPM_UTF8, &book, pzErr);
  if (rc == SQLITE_OK && book.property.n) {
    *pzValue = sqlite3_mprintf("%s", book.property.z);
    if (*pzValue == 0) rc = SQLITE_NOMEM;
  }
  close_book(&book);
  return rc;
}
