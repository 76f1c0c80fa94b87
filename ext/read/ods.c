/* ods.c: the tables of an ods (book.h): content.xml, in which every sheet stands, once from front to back. odscell.c
** reads a cell. A sheet is hidden by its style, which comes before it.
**
** Rows and cells may stand for many: a million empty rows cost nothing, those with something are handed over one by
** one. What is repeated so often that a small file becomes a huge one is refused (MAX_COPY). */
#include "functions/functions.h"
#include "read/book.h"
#include <string.h>

#define MAX_COPY (1LL << 26) /* cells of one file that stand there only as a number of times */

/* Whether a list of names with a zero behind each has zName. */
static int has_name(const Buffer *p, const char *zName) {
  for (size_t i = 0; i < p->n; i += strlen(p->z + i) + 1)
    if (strcmp(p->z + i, zName) == 0) return 1;
  return 0;
}

static int add_name(Buffer *p, const char *zName) {
  return spm_buffer_add(p, zName, strlen(zName) + 1);
}

/* ---- styles ---- */

static int start_style(Ods *p, const char *zName, const char **azAttr) {
  const char *zFamily = spm_xml_attr(azAttr, XML_STYLE, "family"), *zStyle = spm_xml_attr(azAttr, XML_STYLE, "name");
  if (strcmp(zName, "style") == 0) {
    p->style.n = 0;
    return zStyle && zFamily && strcmp(zFamily, "table") == 0 ? add_name(&p->style, zStyle) : SQLITE_OK;
  }
  if (strcmp(zName, "table-properties") != 0 || p->style.n == 0) return SQLITE_OK;
  const char *zDisplay = spm_xml_attr(azAttr, XML_TABLE, "display");
  return zDisplay && strcmp(zDisplay, "false") == 0 ? add_name(&p->hidden, p->style.z) : SQLITE_OK;
}

/* ---- sheets ---- */

static int start_sheet(Ods *p, const char **azAttr) {
  Book *pBook = p->pBook;
  const char *zName = spm_xml_attr(azAttr, XML_TABLE, "name"), *zStyle = spm_xml_attr(azAttr, XML_TABLE, "style-name");
  SheetState state = zStyle && has_name(&p->hidden, zStyle) ? SHEET_HIDDEN : SHEET_SHOWN;
  p->name.n = 0;
  int rc = add_name(&p->name, zName ? zName : "");
  if (rc != SQLITE_OK) return rc;
  p->iSheet++;
  if (pBook->xName) return pBook->xName(pBook->pCtx, p->name.z, state, pBook->pzErr);
  if (!spm_book_wants(pBook, p->name.z, state)) return spm_book_pass(pBook, &p->names, p->name.z);
  p->nFound++;
  p->sheetDepth = p->depth;
  p->line = 0;
  p->iColumn = 0;
  spm_book_sheet(pBook, p->iSheet, p->name.z);
  return SQLITE_OK;
}

/* A number of times, at least 1. */
int spm_ods_times(const char **azAttr, const char *zName) {
  int n = spm_xml_int(spm_xml_attr(azAttr, XML_TABLE, zName));
  return n < 1 ? 1 : n;
}

static int is_hidden(const char **azAttr) {
  const char *z = spm_xml_attr(azAttr, XML_TABLE, "visibility");
  return z && strcmp(z, "visible") != 0;
}

static int start_column(Ods *p, const char **azAttr) {
  int n = spm_ods_times(azAttr, "number-columns-repeated");
  if (is_hidden(azAttr))
    spm_book_hide(p->pBook, p->iColumn, p->iColumn + (n < SHEET_MAX_COLUMN ? n : SHEET_MAX_COLUMN) - 1);
  if (p->iColumn < SHEET_MAX_COLUMN) p->iColumn += n < SHEET_MAX_COLUMN ? n : SHEET_MAX_COLUMN;
  return SQLITE_OK;
}

/* Its number is checked when it is known to have something: empty rows may go on for ever. */
static int start_row(Ods *p, const char **azAttr) {
  p->rowDepth = p->depth;
  p->nRow = spm_ods_times(azAttr, "number-rows-repeated");
  p->iColumn = 0;
  spm_row_begin(p->pBook, p->line + 1, is_hidden(azAttr));
  return SQLITE_OK;
}

int spm_ods_copied(Ods *p, long long nCell) {
  p->nCopy += nCell;
  return p->nCopy <= MAX_COPY
             ? SQLITE_OK
             : spm_row_fail(p->pBook, -1,
                            sqlite3_mprintf("it is repeated too often; delete what lies below and beside the table"),
                            sqlite3_mprintf("diulang terlalu sering; hapus yang ada di bawah dan di samping tabel"));
}

static int end_row(Ods *p) {
  Book *pBook = p->pBook;
  int rc = SQLITE_OK;
  p->rowDepth = 0;
  if (pBook->row.nCell) {
    rc = spm_ods_copied(p, (p->nRow - 1LL) * pBook->row.nCell);
    for (int i = 0; rc == SQLITE_OK && i < p->nRow; i++) {
      pBook->row.line = p->line + 1 + i;
      if (pBook->row.line > SHEET_MAX_LINE)
        return spm_row_fail(
            pBook, -1, sqlite3_mprintf("a sheet has at most 1048576 rows; delete what lies below the table"),
            sqlite3_mprintf("satu lembar memuat paling banyak 1048576 baris; hapus yang ada di bawah tabel"));
      rc = spm_row_end(pBook);
    }
  }
  p->line += p->nRow;
  return rc;
}

/* ---- what the XML tells ---- */

static int start_in_sheet(Ods *p, XmlSpace space, const char *zName, const char **azAttr) {
  if (p->cellDepth) return spm_ods_start(p, space, zName, azAttr);
  if (space != XML_TABLE) return SQLITE_OK;
  if (p->rowDepth) {
    int isCovered = strcmp(zName, "covered-table-cell") == 0;
    return isCovered || strcmp(zName, "table-cell") == 0 ? spm_ods_cell(p, isCovered, azAttr) : SQLITE_OK;
  }
  if (strcmp(zName, "table-column") == 0) return start_column(p, azAttr);
  return strcmp(zName, "table-row") == 0 ? start_row(p, azAttr) : SQLITE_OK;
}

static int on_start(void *pCtx, XmlSpace space, const char *zName, const char **azAttr) {
  Ods *p = pCtx;
  p->depth++;
  if (p->sheetDepth) return start_in_sheet(p, space, zName, azAttr);
  if (space == XML_OFFICE && strcmp(zName, "spreadsheet") == 0) p->bodyDepth = p->depth;
  if (space == XML_STYLE && p->bodyDepth == 0) return start_style(p, zName, azAttr);
  if (space == XML_TABLE && p->bodyDepth && p->depth == p->bodyDepth + 1 && strcmp(zName, "table") == 0)
    return start_sheet(p, azAttr);
  return SQLITE_OK;
}

static int on_end(void *pCtx, XmlSpace space, const char *zName) {
  Ods *p = pCtx;
  int depth = p->depth--, rc = SQLITE_OK;
  (void)space, (void)zName;
  if (depth == p->sheetDepth) p->sheetDepth = 0;
  else if (p->cellDepth) rc = spm_ods_end(p, depth);
  else if (depth == p->rowDepth) rc = end_row(p);
  return rc;
}

static int on_text(void *pCtx, const char *z, size_t n) {
  Ods *p = pCtx;
  return p->cellDepth ? spm_ods_text(p, z, n) : SQLITE_OK;
}

/* ---- the file ---- */

static int on_manifest(void *pCtx, XmlSpace space, const char *zName, const char **azAttr) {
  (void)azAttr;
  if (space == XML_MANIFEST && strcmp(zName, "encryption-data") == 0) *(int *)pCtx = 1;
  return *(int *)pCtx ? SQLITE_DONE : SQLITE_OK;
}

/* The list of parts says of each whether it is encrypted; the newest way is one encrypted part that holds all
** others. */
static int refuse_encrypted(Book *p) {
  static const XmlReader reader = {.xStart = on_manifest};
  int iManifest = spm_zip_find(&p->zip, "META-INF/manifest.xml"), rc = SQLITE_OK;
  int isEncrypted = spm_zip_find(&p->zip, "encrypted-package") >= 0;
  if (iManifest >= 0 && !isEncrypted) rc = spm_xml_read(&p->zip, iManifest, &reader, &isEncrypted, p->pzErr);
  if (rc != SQLITE_OK || !isEncrypted) return rc;
  return spm_read_fail(p->pzErr,
                       sqlite3_mprintf("the workbook is encrypted; open it with its password and save it without one"),
                       sqlite3_mprintf("buku kerja ini terkunci kata sandi; buka dengan kata sandinya dan simpan tanpa "
                                       "kata sandi"));
}

static int read_content(Ods *p) {
  static const XmlReader reader = {on_start, on_end, on_text};
  Book *pBook = p->pBook;
  int iPart = spm_zip_find(&pBook->zip, "content.xml");
  if (iPart < 0)
    return spm_read_fail(pBook->pzErr, sqlite3_mprintf("part content.xml is missing; " READ_REPAIR),
                         sqlite3_mprintf("buku kerja ini rusak, bagian content.xml tidak ada; " READ_PESAN));
  int rc = spm_xml_read(&pBook->zip, iPart, &reader, p, pBook->pzErr);
  if (rc == SQLITE_OK && p->iSheet < 0)
    return spm_read_fail(pBook->pzErr, sqlite3_mprintf("part content.xml has no sheet; " READ_REPAIR),
                         sqlite3_mprintf("buku kerja ini rusak, bagian content.xml tidak memuat lembar; " READ_PESAN));
  return rc == SQLITE_OK && pBook->zWanted && p->nFound == 0 ? spm_book_no_sheet(pBook, &p->names) : rc;
}

int spm_ods_read(Book *pBook) {
  Ods ods = {.pBook = pBook, .iSheet = -1};
  int rc = refuse_encrypted(pBook);
  if (rc == SQLITE_OK && pBook->zProperty) rc = spm_book_properties(pBook, spm_zip_find(&pBook->zip, "meta.xml"));
  else if (rc == SQLITE_OK) rc = read_content(&ods);
  Buffer *apBuffer[] = {&ods.style, &ods.hidden, &ods.name, &ods.names, &ods.value, &ods.formula, &ods.text};
  for (size_t i = 0; i < sizeof(apBuffer) / sizeof(apBuffer[0]); i++) spm_buffer_free(apBuffer[i]);
  return rc;
}
