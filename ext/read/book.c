/* book.c: the two calls of sheet.h that read a workbook, and which of its sheets are read (book.h). */
#include "functions/functions.h"
#include "read/book.h"
#include <string.h>

#define MAX_NAMES 500 /* bytes, about, of the names of sheets in an error */

static void close_book(Book *p) {
  spm_zip_close(&p->zip);
  sqlite3_free(p->aCell);
  sqlite3_free(p->aStart);
  spm_buffer_free(&p->text);
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
  return spm_read_fail(p->pzErr, sqlite3_mprintf("there is no sheet '%s'; the workbook has %s", p->zWanted,
                                                 pNames->n ? pNames->z : "no sheet at all"));
}

static int read_package(FILE *f, SheetKind kind, Book *p) {
  int rc = spm_zip_open(&p->zip, f, p->pzErr);
  return rc == SQLITE_OK ? kind == SHEET_XLSX ? spm_xlsx_read(p) : spm_ods_read(p) : rc;
}

static int read_book(FILE *f, SheetKind kind, SpmEncoding encoding, Book *p, char **pzErr) {
  p->pzErr = pzErr;
  if (!spm_sheet_is_book(kind)) {
    const char *z = spm_sheet_refusal(kind);
    return spm_read_fail(pzErr, sqlite3_mprintf("it is %s", z ? z : "text, and no workbook; read it as CSV"));
  }
  int rc = kind == SHEET_HTML ? spm_page_read(p, f, encoding) : read_package(f, kind, p);
  close_book(p);
  if (rc == SQLITE_NOMEM) { /* a part may have said something before it was known why */
    sqlite3_free(*pzErr);
    *pzErr = 0;
  }
  return rc;
}

int spm_sheet_rows(FILE *f, SheetKind kind, SpmEncoding encoding, const char *zSheet, SheetRowFunction xRow, void *pCtx,
                   char **pzErr) {
  Book book = {.zWanted = zSheet, .xRow = xRow, .pCtx = pCtx};
  return read_book(f, kind, encoding, &book, pzErr);
}

int spm_sheet_names(FILE *f, SheetKind kind, SpmEncoding encoding, SheetNameFunction xName, void *pCtx, char **pzErr) {
  Book book = {.xName = xName, .pCtx = pCtx};
  return read_book(f, kind, encoding, &book, pzErr);
}
