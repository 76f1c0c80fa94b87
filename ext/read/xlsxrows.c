/* xlsxrows.c: the rows of one worksheet of an xlsx (book.h).
**
** A row and a cell may leave out where they stand: then they follow the one before. Formulas count by the value that is
** stored with them; <f> alone, or with an empty <v> that should be a number, was never computed. */
#include "functions/functions.h"
#include "read/book.h"
#include <string.h>

typedef struct Reader {
  Xlsx *pXlsx;
  Book *pBook;
  Merges merges;
  int isInData, isInRow;
  long long line; /* of the last row */
  int iColumn;    /* of the last cell of the row; -1: none yet */
  /* the cell that is being read */
  int isInCell, isInRich, hasValue, hasFormula, iStyle;
  char type; /* the first letter of its type, b d e n s; i for inlineStr, t for the text of a formula */
  Buffer value, formula, *pInto;
  RichText rich;
} Reader;

/* ---- places ---- */

static int start_columns(Reader *p, const char **azAttr) {
  int iFirst = spm_xml_int(spm_xml_attr(azAttr, XML_NONE, "min"));
  int iLast = spm_xml_int(spm_xml_attr(azAttr, XML_NONE, "max"));
  if (iFirst > 0 && spm_xml_is_true(spm_xml_attr(azAttr, XML_NONE, "hidden")))
    spm_book_hide(p->pBook, iFirst - 1, iLast - 1);
  return SQLITE_OK;
}

static int start_row(Reader *p, const char **azAttr) {
  const char *zLine = spm_xml_attr(azAttr, XML_NONE, "r");
  long long last = p->line;
  p->line = zLine ? spm_xml_int(zLine) : last + 1;
  if (p->line < 1)
    return spm_read_fail(
        p->pBook->pzErr,
        sqlite3_mprintf("sheet '%s' has a row with the number '%s'; " READ_REPAIR, p->pBook->row.zSheet, zLine),
        sqlite3_mprintf("buku kerja ini rusak, lembar '%s' memuat baris bernomor '%s'; " READ_PESAN,
                        p->pBook->row.zSheet, zLine));
  p->isInRow = 1;
  p->iColumn = -1;
  spm_row_begin(p->pBook, p->line, spm_xml_is_true(spm_xml_attr(azAttr, XML_NONE, "hidden")));
  if (p->line > SHEET_MAX_LINE)
    return spm_row_fail(p->pBook, -1, sqlite3_mprintf("a sheet has at most 1048576 rows; " READ_REPAIR),
                        sqlite3_mprintf("satu lembar memuat paling banyak 1048576 baris; " READ_PESAN));
  if (p->line <= last)
    return spm_row_fail(p->pBook, -1, sqlite3_mprintf("it comes after row %lld; " READ_REPAIR, last),
                        sqlite3_mprintf("baris ini ada sesudah baris %lld; " READ_PESAN, last));
  return SQLITE_OK;
}

/* Where the cell stands: behind the last one, in this row. */
static int place_cell(Reader *p, const char *zReference) {
  int iColumn = p->iColumn + 1, line;
  if (zReference) {
    const char *zEnd = spm_reference(zReference, &iColumn, &line);
    if (zEnd == 0 || *zEnd)
      return spm_row_fail(
          p->pBook, -1, sqlite3_mprintf("there is no cell '%s', a sheet ends at XFD1048576; " READ_REPAIR, zReference),
          sqlite3_mprintf("tidak ada sel '%s', lembar berakhir di XFD1048576; " READ_PESAN, zReference));
    if (line != p->line || iColumn <= p->iColumn)
      return spm_row_fail(p->pBook, -1, sqlite3_mprintf("cell %s is not at its place; " READ_REPAIR, zReference),
                          sqlite3_mprintf("sel %s tidak di tempatnya; " READ_PESAN, zReference));
  }
  p->iColumn = iColumn;
  return SQLITE_OK;
}

/* ---- a cell ---- */

static int start_cell(Reader *p, const char **azAttr) {
  const char *zReference = 0, *zType = "n", *zStyle = 0;
  for (; *azAttr; azAttr += 2) {
    if (strcmp(azAttr[0], "r") == 0) zReference = azAttr[1];
    else if (strcmp(azAttr[0], "t") == 0) zType = azAttr[1];
    else if (strcmp(azAttr[0], "s") == 0) zStyle = azAttr[1];
  }
  p->isInCell = 1;
  p->hasValue = p->hasFormula = p->isInRich = 0;
  p->type = strcmp(zType, "str") == 0 ? 't' : *zType;
  p->iStyle = zStyle ? spm_xml_int(zStyle) : 0;
  p->value.n = p->formula.n = 0;
  spm_rich_begin(&p->rich);
  return place_cell(p, zReference);
}

static void set_text(SheetCell *pCell, SheetCellKind kind, const char *z, size_t n) {
  pCell->kind = kind;
  pCell->z = z;
  pCell->n = n;
}

/* A number as its style shows it. */
static void number(Reader *p, SheetCell *pCell, char out[SPM_SERIAL_SIZE]) {
  const Formats *f = p->pXlsx->pFormats;
  int kind = p->iStyle >= 0 && p->iStyle < f->nStyle ? f->aStyle[p->iStyle] : CELL_NUMBER;
  if (kind == CELL_DATE && !spm_serial_date(p->value.z, p->value.n, p->pXlsx->is1904, out)) kind = CELL_NUMBER;
  if (kind != CELL_DATE && !spm_serial_number(p->value.z, p->value.n, out)) return; /* stays the text that it is */
  set_text(pCell, (SheetCellKind)kind, out, strlen(out));
}

static int shared(Reader *p, SheetCell *pCell) {
  int i = spm_xml_int(p->value.z);
  const char *z;
  size_t n;
  int rc = spm_shared_get(&p->pXlsx->shared, i, &z, &n);
  if (rc == SQLITE_NOTFOUND)
    return spm_row_fail(p->pBook, p->iColumn,
                        sqlite3_mprintf("it has the text number %s of the workbook, which has %lld; " READ_REPAIR,
                                        p->value.z, p->pXlsx->shared.n),
                        sqlite3_mprintf("sel ini memakai teks nomor %s dari buku kerja, yang memuat %lld; " READ_PESAN,
                                        p->value.z, p->pXlsx->shared.n));
  if (rc == SQLITE_OK) set_text(pCell, CELL_TEXT, z, n);
  else if (rc != SQLITE_NOMEM)
    return spm_row_fail(p->pBook, p->iColumn, sqlite3_mprintf("its text cannot be read from the temporary file"),
                        sqlite3_mprintf("teksnya tidak dapat dibaca dari berkas sementara"));
  return rc;
}

static void boolean(Reader *p, SheetCell *pCell) {
  if (spm_xml_is_true(p->value.z)) set_text(pCell, CELL_BOOL, "TRUE", 4);
  else if (strcmp(p->value.z, "0") == 0 || strcmp(p->value.z, "false") == 0) set_text(pCell, CELL_BOOL, "FALSE", 5);
}

/* The value by its type; without one it is empty, or a formula that was never computed. */
static int judge(Reader *p, SheetCell *pCell, char out[SPM_SERIAL_SIZE]) {
  if (p->type != 't') spm_buffer_trim(&p->value, 0);
  if (p->type == 'i' && p->rich.text.n) {
    set_text(pCell, CELL_TEXT, p->rich.text.z, p->rich.text.n);
    return SQLITE_OK;
  }
  if (p->value.n == 0) {
    if (p->hasFormula && !(p->hasValue && p->type == 't')) set_text(pCell, CELL_FORMULA, p->formula.z, p->formula.n);
    return SQLITE_OK;
  }
  set_text(pCell, CELL_TEXT, p->value.z, p->value.n);
  switch (p->type) {
  case 's': return shared(p, pCell);
  case 'n': number(p, pCell, out); break;
  case 'b': boolean(p, pCell); break;
  case 'e': pCell->kind = CELL_ERROR; break;
  case 'd':
    if (spm_iso_date(p->value.z, p->value.n, out)) set_text(pCell, CELL_DATE, out, strlen(out));
    break;
  default: /* the text of a formula */
    spm_rich_escapes(&p->value, 0);
    set_text(pCell, CELL_TEXT, p->value.z, p->value.n);
  }
  return SQLITE_OK;
}

static int end_cell(Reader *p) {
  char out[SPM_SERIAL_SIZE];
  SheetCell cell = {.z = "", .nAcross = 1, .nDown = 1};
  const Merge *m = spm_merges_at(&p->merges, p->line, p->iColumn);
  if (m) cell.nAcross = m->nAcross, cell.nDown = m->nDown;
  p->isInCell = 0;
  int rc = judge(p, &cell, out);
  return rc == SQLITE_OK ? spm_row_put(p->pBook, p->iColumn, &cell) : rc;
}

/* ---- what the XML tells ---- */

static int start_in_cell(Reader *p, const char *zName, const char **azAttr) {
  if (p->isInRich) spm_rich_start(&p->rich, zName, azAttr);
  else if (strcmp(zName, "v") == 0) {
    p->hasValue = 1;
    p->pInto = &p->value;
  } else if (strcmp(zName, "f") == 0) {
    p->hasFormula = 1;
    p->pInto = &p->formula;
    return spm_buffer_add(&p->formula, "=", 1);
  } else if (strcmp(zName, "is") == 0) p->isInRich = 1;
  return SQLITE_OK;
}

static int on_start(void *pCtx, XmlSpace space, const char *zName, const char **azAttr) {
  Reader *p = pCtx;
  if (space != XML_MAIN) return SQLITE_OK;
  if (p->isInCell) return start_in_cell(p, zName, azAttr);
  if (p->isInRow) return strcmp(zName, "c") == 0 ? start_cell(p, azAttr) : SQLITE_OK;
  if (p->isInData) return strcmp(zName, "row") == 0 ? start_row(p, azAttr) : SQLITE_OK;
  if (strcmp(zName, "col") == 0) return start_columns(p, azAttr);
  p->isInData = strcmp(zName, "sheetData") == 0;
  return SQLITE_OK;
}

static int on_end(void *pCtx, XmlSpace space, const char *zName) {
  Reader *p = pCtx;
  if (space != XML_MAIN || !p->isInData) return SQLITE_OK;
  p->pInto = 0;
  if (p->isInCell) {
    if (strcmp(zName, "is") == 0) p->isInRich = 0;
    else if (p->isInRich) spm_rich_end(&p->rich, zName);
    return strcmp(zName, "c") == 0 ? end_cell(p) : SQLITE_OK;
  }
  if (p->isInRow && strcmp(zName, "row") == 0) {
    p->isInRow = 0;
    return spm_row_end(p->pBook);
  }
  if (!p->isInRow && strcmp(zName, "sheetData") == 0) p->isInData = 0;
  return SQLITE_OK;
}

static int on_text(void *pCtx, const char *z, size_t n) {
  Reader *p = pCtx;
  if (p->pInto) return spm_buffer_collect(p->pInto, z, n);
  return p->isInRich ? spm_rich_text(&p->rich, z, n) : SQLITE_OK;
}

int spm_xlsx_rows(Xlsx *pXlsx, int iPart) {
  static const XmlReader reader = {on_start, on_end, on_text};
  Reader r = {.pXlsx = pXlsx, .pBook = pXlsx->pBook};
  int rc = spm_merges_read(r.pBook, iPart, &r.merges);
  if (rc == SQLITE_OK) rc = spm_xml_read(&r.pBook->zip, iPart, &reader, &r, r.pBook->pzErr);
  sqlite3_free(r.merges.aMerge);
  spm_buffer_free(&r.value);
  spm_buffer_free(&r.formula);
  spm_buffer_free(&r.rich.text);
  return rc;
}
