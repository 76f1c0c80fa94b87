/* odscell.c: a cell of an ods (book.h). Its value stands in an attribute of its type, with all digits; a text stands in
** paragraphs, which every other value has too, as the sheet shows it. Notes and drawings in the cell have paragraphs of
** their own: those are not its text. Blanks in a paragraph count once, others are elements. */
#include "functions/functions.h"
#include "read/book.h"
#include <string.h>

static const struct {
  const char *zType, *zAttr;
  SheetCellKind kind;
} aType[] = {{"float", "value", CELL_NUMBER},       {"currency", "value", CELL_NUMBER},
             {"percentage", "value", CELL_PERCENT}, {"date", "date-value", CELL_DATE},
             {"time", "time-value", CELL_DATE},     {"boolean", "boolean-value", CELL_BOOL},
             {"string", "string-value", CELL_TEXT}};

/* The type, and the value where an attribute has it. */
static int read_value(Ods *p, const char **azAttr) {
  const char *zType = spm_xml_attr(azAttr, XML_OFFICE, "value-type"), *zValue = 0;
  const char *zCalc = spm_xml_attr(azAttr, XML_CALC, "value-type");
  p->cell.kind = CELL_EMPTY;
  for (size_t i = 0; zType && i < sizeof(aType) / sizeof(aType[0]); i++)
    if (strcmp(zType, aType[i].zType) == 0) {
      p->cell.kind = aType[i].kind;
      zValue = spm_xml_attr(azAttr, XML_OFFICE, aType[i].zAttr);
    }
  if (zCalc && strcmp(zCalc, "error") == 0) p->cell.kind = CELL_ERROR, zValue = 0;
  p->isString = zValue == 0;
  return zValue ? spm_buffer_collect(&p->value, zValue, strlen(zValue)) : SQLITE_OK;
}

int spm_ods_cell(Ods *p, int isCovered, const char **azAttr) {
  const char *zFormula = spm_xml_attr(azAttr, XML_TABLE, "formula");
  p->cellDepth = p->depth;
  p->paragraphDepth = p->asideDepth = p->nParagraph = 0;
  p->isCovered = isCovered;
  p->nCell = spm_ods_times(azAttr, "number-columns-repeated");
  p->cell = (SheetCell){.nAcross = spm_ods_times(azAttr, "number-columns-spanned"),
                        .nDown = spm_ods_times(azAttr, "number-rows-spanned")};
  p->value.n = p->formula.n = p->text.n = 0;
  int rc = zFormula ? spm_buffer_collect(&p->formula, zFormula, strlen(zFormula)) : SQLITE_OK;
  return rc == SQLITE_OK ? read_value(p, azAttr) : rc;
}

/* ---- its paragraphs ---- */

static int add_blanks(Ods *p, int n) {
  int rc = SQLITE_OK;
  for (; rc == SQLITE_OK && n > 0 && p->text.n <= BUFFER_MAX_TEXT; n--) rc = spm_buffer_collect(&p->text, " ", 1);
  p->isAfterBlank = 0;
  return rc;
}

static int add_sign(Ods *p, const char *z) {
  p->isAfterBlank = 1;
  return spm_buffer_collect(&p->text, z, 1);
}

int spm_ods_start(Ods *p, XmlSpace space, const char *zName, const char **azAttr) {
  if (p->asideDepth) return SQLITE_OK;
  if (p->paragraphDepth == 0) {
    if (space != XML_P || p->depth != p->cellDepth + 1 || strcmp(zName, "p") != 0) return SQLITE_OK;
    p->paragraphDepth = p->depth;
    p->nParagraph++;
    p->isAfterBlank = 1; /* blanks in front do not count */
    return p->nParagraph > 1 ? add_sign(p, "\n") : SQLITE_OK;
  }
  if (space == XML_P && strcmp(zName, "s") == 0) {
    int n = spm_xml_int(spm_xml_attr(azAttr, XML_P, "c"));
    return add_blanks(p, n < 1 ? 1 : n);
  }
  if (space == XML_P && strcmp(zName, "tab") == 0) return add_sign(p, "\t");
  if (space == XML_P && strcmp(zName, "line-break") == 0) return add_sign(p, "\n");
  if (space != XML_P || strcmp(zName, "ruby-text") == 0 || strcmp(zName, "note") == 0) p->asideDepth = p->depth;
  return SQLITE_OK;
}

int spm_ods_text(Ods *p, const char *z, size_t n) {
  int rc = SQLITE_OK;
  if (p->paragraphDepth == 0 || p->asideDepth) return rc;
  while (rc == SQLITE_OK && n > 0) {
    size_t nWord = 0;
    while (nWord < n && !strchr(" \t\r\n", z[nWord])) nWord++;
    if (nWord) {
      rc = spm_buffer_collect(&p->text, z, nWord);
      p->isAfterBlank = 0;
    } else {
      nWord = 1;
      if (!p->isAfterBlank) rc = add_sign(p, " ");
    }
    z += nWord;
    n -= nWord;
  }
  return rc;
}

/* ---- its end ---- */

static void set_text(SheetCell *pCell, SheetCellKind kind, const char *z, size_t n) {
  pCell->kind = n ? kind : CELL_EMPTY;
  pCell->z = z;
  pCell->n = n;
}

/* Spreadsheets that are not LibreOffice say it in the text alone. */
static int is_error(const Buffer *p) {
  static const char *const az[] = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"};
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++)
    if (p->n && strcmp(p->z, az[i]) == 0) return 1;
  return p->n > 4 && memcmp(p->z, "Err:", 4) == 0;
}

/* A value of its type; one that the type cannot have is a text. */
static void judge(Ods *p, char out[SPM_SERIAL_SIZE]) {
  SheetCell *pCell = &p->cell;
  const Buffer *v = p->isString ? &p->text : &p->value;
  int isGood = 0;
  if (pCell->kind == CELL_ERROR || (p->formula.n && is_error(v))) {
    set_text(pCell, CELL_ERROR, v->z, v->n);
    return;
  }
  if (pCell->kind == CELL_EMPTY && p->formula.n &&
      p->nParagraph == 0) { /* a text that is empty has an empty paragraph */
    set_text(pCell, CELL_FORMULA, p->formula.z, p->formula.n);
    return;
  }
  if (v->n && !p->isString) {
    if (pCell->kind == CELL_NUMBER || pCell->kind == CELL_PERCENT) isGood = spm_serial_number(v->z, v->n, out);
    if (pCell->kind == CELL_DATE)
      isGood = *v->z == 'P' ? spm_iso_duration(v->z, v->n, out) : spm_iso_date(v->z, v->n, out);
    if (pCell->kind == CELL_BOOL)
      isGood = 1, memcpy(out, spm_xml_is_true(v->z) ? "TRUE" : "FALSE", spm_xml_is_true(v->z) ? 5 : 6);
  }
  if (isGood) set_text(pCell, pCell->kind, out, strlen(out));
  else set_text(pCell, CELL_TEXT, v->z, v->n);
}

static int end_cell(Ods *p) {
  char out[SPM_SERIAL_SIZE];
  int rc = SQLITE_OK;
  p->cellDepth = 0;
  judge(p, out);
  if (p->cell.kind != CELL_EMPTY && !p->isCovered) {
    rc = spm_ods_copied(p, p->nCell - 1);
    for (int i = 0; rc == SQLITE_OK && i < p->nCell; i++) rc = spm_row_put(p->pBook, p->iColumn + i, &p->cell);
  }
  p->iColumn += p->nCell <= SHEET_MAX_COLUMN ? p->nCell : SHEET_MAX_COLUMN;
  if (p->iColumn > SHEET_MAX_COLUMN) p->iColumn = SHEET_MAX_COLUMN;
  return rc;
}

int spm_ods_end(Ods *p, int depth) {
  if (depth == p->cellDepth) return end_cell(p);
  if (depth == p->asideDepth) p->asideDepth = 0;
  if (depth == p->paragraphDepth) {
    while (p->text.n && p->text.z[p->text.n - 1] == ' ' && p->isAfterBlank)
      p->text.z[--p->text.n] = 0, p->isAfterBlank = 0;
    p->paragraphDepth = 0;
  }
  return SQLITE_OK;
}
