/* xlsx.c: an xlsx: from its relationships to the workbook, its styles and shared strings, and then its sheets one by
** one (xlsxrows.c). What a sheet does not need may be missing: styles, shared strings, [Content_Types].xml. */
#include "functions/functions.h"
#include "read/book.h"
#include <string.h>

#define MAX_SHEET 10000

typedef struct Sheet {
  char *zName, *zId;
  SheetState state;
} Sheet;

typedef struct Reader {
  Xlsx xlsx;
  char *zPart; /* of the workbook */
  Sheet *aSheet;
  int nSheet, nAlloc;
} Reader;

/* ---- the workbook ---- */

static int add_sheet(Reader *p, const char *zName, const char *zId, SheetState state) {
  if (p->nSheet == p->nAlloc) {
    int nAlloc = p->nAlloc * 2 + 8;
    Sheet *a = sqlite3_realloc64(p->aSheet, (sqlite3_uint64)nAlloc * sizeof(*a));
    if (a == 0) return SQLITE_NOMEM;
    p->aSheet = a;
    p->nAlloc = nAlloc;
  }
  Sheet *pNew = &p->aSheet[p->nSheet++];
  *pNew = (Sheet){sqlite3_mprintf("%s", zName), sqlite3_mprintf("%s", zId), state};
  return pNew->zName && pNew->zId ? SQLITE_OK : SQLITE_NOMEM;
}

static int on_start(void *pCtx, XmlSpace space, const char *zName, const char **azAttr) {
  Reader *p = pCtx;
  if (space != XML_MAIN) return SQLITE_OK;
  if (strcmp(zName, "workbookPr") == 0) p->xlsx.is1904 = spm_xml_is_true(spm_xml_attr(azAttr, XML_NONE, "date1904"));
  if (strcmp(zName, "sheet") != 0) return SQLITE_OK;
  const char *zSheet = spm_xml_attr(azAttr, XML_NONE, "name"), *zId = spm_xml_attr(azAttr, XML_LINK, "id");
  const char *zState = spm_xml_attr(azAttr, XML_NONE, "state");
  SheetState state = SHEET_SHOWN;
  if (zState && strcmp(zState, "hidden") == 0) state = SHEET_HIDDEN;
  if (zState && strcmp(zState, "veryHidden") == 0) state = SHEET_VERY_HIDDEN;
  if (p->nSheet == MAX_SHEET)
    return spm_read_fail(p->xlsx.pBook->pzErr,
                         sqlite3_mprintf("the workbook has more than 10000 sheets; take out some"),
                         sqlite3_mprintf("buku kerja memuat lebih dari 10000 lembar; keluarkan sebagian"));
  return add_sheet(p, zSheet ? zSheet : "", zId ? zId : "", state);
}

/* The number of the part that zPart names for zWhom; -1 after an error. */
static int must_find(Book *p, const char *zPart, const char *zWhom, const char *zName, int *pRc) {
  int i = spm_zip_find(&p->zip, zPart);
  if (i < 0)
    *pRc = spm_read_fail(
        p->pzErr, sqlite3_mprintf("part %s, in which %s%s should stand, is missing; " READ_REPAIR, zPart, zWhom, zName),
        sqlite3_mprintf("buku kerja ini rusak, bagian %s%s%s tidak ada; " READ_PESAN, zPart,
                        *zName ? " untuk lembar " : "", zName));
  return i;
}

static int read_workbook(Reader *p) {
  static const XmlReader reader = {.xStart = on_start};
  Book *pBook = p->xlsx.pBook;
  Relations top = {0};
  int rc = spm_relations_read(&pBook->zip, "", &top, pBook->pzErr);
  const Relation *pWorkbook = rc == SQLITE_OK ? spm_relations_find(&top, 0, "officeDocument") : 0;
  if (rc == SQLITE_OK && pWorkbook == 0)
    rc = spm_read_fail(
        pBook->pzErr, sqlite3_mprintf("part _rels/.rels names no workbook; " READ_REPAIR),
        sqlite3_mprintf("buku kerja ini rusak, bagian _rels/.rels tidak menyebut buku kerja; " READ_PESAN));
  if (rc == SQLITE_OK && (p->zPart = sqlite3_mprintf("%s", pWorkbook->zPart)) == 0) rc = SQLITE_NOMEM;
  spm_relations_free(&top);
  int iPart = rc == SQLITE_OK ? must_find(pBook, p->zPart, "the workbook", "", &rc) : -1;
  if (rc == SQLITE_OK) rc = spm_xml_read(&pBook->zip, iPart, &reader, p, pBook->pzErr);
  if (rc == SQLITE_OK && p->nSheet == 0)
    rc = spm_read_fail(pBook->pzErr, sqlite3_mprintf("part %s names no sheet; " READ_REPAIR, p->zPart),
                       sqlite3_mprintf("buku kerja ini rusak, bagian %s tidak menyebut lembar; " READ_PESAN, p->zPart));
  return rc == SQLITE_OK ? spm_relations_read(&pBook->zip, p->zPart, &p->xlsx.relations, pBook->pzErr) : rc;
}

/* What sheets of all kinds have in common; either may be missing. */
static int read_common(Reader *p) {
  Book *pBook = p->xlsx.pBook;
  const Relation *pStyles = spm_relations_find(&p->xlsx.relations, 0, "styles");
  const Relation *pShared = spm_relations_find(&p->xlsx.relations, 0, "sharedStrings");
  int iStyles = pStyles ? spm_zip_find(&pBook->zip, pStyles->zPart) : -1;
  int iShared = pShared ? spm_zip_find(&pBook->zip, pShared->zPart) : -1;
  p->xlsx.pFormats = sqlite3_malloc64(sizeof(*p->xlsx.pFormats));
  if (p->xlsx.pFormats == 0) return SQLITE_NOMEM;
  memset(p->xlsx.pFormats, 0, sizeof(*p->xlsx.pFormats));
  int rc = iStyles < 0 ? SQLITE_OK : spm_formats_read(pBook, iStyles, p->xlsx.pFormats);
  return rc == SQLITE_OK && iShared >= 0 ? spm_shared_read(pBook, iShared, &p->xlsx.shared) : rc;
}

/* ---- its sheets ---- */

/* Only a worksheet has cells; one whose relationship is missing is taken for one, so that reading it says so. */
static SheetState state_of(const Reader *p, const Sheet *pSheet) {
  const Relation *r = spm_relations_find(&p->xlsx.relations, pSheet->zId, 0);
  return r && strcmp(r->zType, "worksheet") != 0 ? SHEET_CHART : pSheet->state;
}

static int read_sheet(Reader *p, int i) {
  Book *pBook = p->xlsx.pBook;
  const Sheet *pSheet = &p->aSheet[i];
  const Relation *r = spm_relations_find(&p->xlsx.relations, pSheet->zId, 0);
  int rc = SQLITE_OK;
  if (r == 0)
    return spm_read_fail(
        pBook->pzErr,
        sqlite3_mprintf("sheet '%s' has a wrong relationship, '%s', to its part; " READ_REPAIR, pSheet->zName,
                        pSheet->zId),
        sqlite3_mprintf("buku kerja ini rusak, lembar '%s' menunjuk bagian yang salah, '%s'; " READ_PESAN,
                        pSheet->zName, pSheet->zId));
  if (strcmp(r->zType, "worksheet") != 0)
    return spm_read_fail(
        pBook->pzErr, sqlite3_mprintf("sheet '%s' is a chart and has no cells; name another", pSheet->zName),
        sqlite3_mprintf("lembar '%s' adalah grafik dan tidak memuat sel; sebutkan yang lain", pSheet->zName));
  int iPart = must_find(pBook, r->zPart, "sheet ", pSheet->zName, &rc);
  if (rc != SQLITE_OK) return rc;
  spm_book_sheet(pBook, i, pSheet->zName);
  return spm_xlsx_rows(&p->xlsx, iPart);
}

static int tell_names(Reader *p) {
  Book *pBook = p->xlsx.pBook;
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < p->nSheet; i++)
    rc = pBook->xName(pBook->pCtx, p->aSheet[i].zName, state_of(p, &p->aSheet[i]), pBook->pzErr);
  return rc;
}

static int read_sheets(Reader *p) {
  Book *pBook = p->xlsx.pBook;
  Buffer names = {0};
  int nFound = 0, rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < p->nSheet; i++) {
    const char *zName = p->aSheet[i].zName;
    if (spm_book_wants(pBook, zName, state_of(p, &p->aSheet[i]))) {
      nFound++;
      rc = read_sheet(p, i);
    } else rc = spm_book_pass(pBook, &names, zName);
  }
  if (rc == SQLITE_OK && nFound == 0 && pBook->zWanted) rc = spm_book_no_sheet(pBook, &names);
  spm_buffer_free(&names);
  return rc;
}

/* The part of the properties is named by a relationship of the file. */
static int read_properties(Book *pBook) {
  Relations relations = {0};
  int rc = spm_relations_read(&pBook->zip, "", &relations, pBook->pzErr);
  if (rc == SQLITE_OK) { /* else the last of them may lack its texts */
    const Relation *r = spm_relations_find(&relations, 0, "custom-properties");
    if (r == 0) r = spm_relations_find(&relations, 0, "customProperties");
    if (r) rc = spm_book_properties(pBook, spm_zip_find(&pBook->zip, r->zPart));
  }
  spm_relations_free(&relations);
  return rc;
}

int spm_xlsx_read(Book *pBook) {
  if (pBook->zProperty) return read_properties(pBook);
  Reader r = {.xlsx.pBook = pBook};
  int rc = read_workbook(&r);
  if (rc == SQLITE_OK && pBook->xName == 0) rc = read_common(&r);
  if (rc == SQLITE_OK) rc = pBook->xName ? tell_names(&r) : read_sheets(&r);
  for (int i = 0; i < r.nSheet; i++) {
    sqlite3_free(r.aSheet[i].zName);
    sqlite3_free(r.aSheet[i].zId);
  }
  sqlite3_free(r.aSheet);
  sqlite3_free(r.zPart);
  sqlite3_free(r.xlsx.pFormats);
  spm_relations_free(&r.xlsx.relations);
  spm_shared_free(&r.xlsx.shared);
  return rc;
}
