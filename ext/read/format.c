/* format.c: how a style of an xlsx shows a number: as such, as a percentage or as a date (book.h).
**
** A cell names a style (an xf of cellXfs), a style a format by its number: one of those that are built in, or one that
** the workbook defines. A format is a date when it has a letter for a year, month, day, hour or second outside of what
** it shows as it is ("orang", \m, _m, *m) and of brackets ([Red], [$-421]); elapsed time, [h], is one for what stands
** behind it. */
#include "functions/functions.h"
#include "read/book.h"
#include <string.h>

SheetCellKind spm_format_kind(const char *zCode) {
  SheetCellKind kind = CELL_NUMBER;
  for (const char *z = zCode; *z; z++) {
    if (*z == '"' || *z == '[') {
      const char *zEnd = strchr(z + 1, *z == '[' ? ']' : '"');
      if (zEnd == 0) break;
      if (*z == '[' && zEnd > z + 1 && z + 1 + strspn(z + 1, "hHmMsS") == zEnd) return CELL_DATE; /* [h], [mm] */
      z = zEnd;
    } else if (*z == '\\' || *z == '_' || *z == '*') {
      if (z[1]) z++;
    } else if (strchr("dDmMyYhHsS", *z)) return CELL_DATE;
    else if (*z == '%') kind = CELL_PERCENT;
    else if (sqlite3_strnicmp(z, "general", 7) == 0) z += 6;
  }
  return kind;
}

static SheetCellKind built_in(int i) {
  if (i == 9 || i == 10) return CELL_PERCENT;
  return (i >= 14 && i <= 22) || (i >= 45 && i <= 47) ? CELL_DATE : CELL_NUMBER;
}

typedef struct Reader {
  Formats *pFormats;
  int isInStyles; /* cellXfs, and not the styles that those are based on */
} Reader;

static int on_start(void *pCtx, XmlSpace space, const char *zName, const char **azAttr) {
  Reader *p = pCtx;
  Formats *f = p->pFormats;
  if (space != XML_MAIN) return SQLITE_OK;
  int i = spm_xml_int(spm_xml_attr(azAttr, XML_NONE, "numFmtId"));
  if (strcmp(zName, "cellXfs") == 0) p->isInStyles = 1;
  else if (strcmp(zName, "numFmt") == 0) {
    const char *zCode = spm_xml_attr(azAttr, XML_NONE, "formatCode");
    if (zCode && i >= 0 && i < FORMAT_MAX) f->aFormat[i] = (unsigned char)spm_format_kind(zCode);
  } else if (strcmp(zName, "xf") == 0 && p->isInStyles && f->nStyle < FORMAT_MAX) {
    int kind = i >= 0 && i < FORMAT_MAX ? f->aFormat[i] : CELL_NUMBER;
    f->aStyle[f->nStyle++] = (unsigned char)(kind ? kind : (int)built_in(i));
  }
  return SQLITE_OK;
}

static int on_end(void *pCtx, XmlSpace space, const char *zName) {
  return space == XML_MAIN && ((Reader *)pCtx)->isInStyles && strcmp(zName, "cellXfs") == 0 ? SQLITE_DONE : SQLITE_OK;
}

int spm_formats_read(Book *p, int iPart, Formats *pFormats) {
  static const XmlReader reader = {.xStart = on_start, .xEnd = on_end};
  Reader r = {.pFormats = pFormats};
  return spm_xml_read(&p->zip, iPart, &reader, &r, p->pzErr);
}
