/* sheet.h: the rows of a workbook: xlsx, ods, and a web page with tables, which is what portals call xls; told by their
** content, read once from front to back.
**
**   FILE *f = fopen("laporan.xlsx", "rb");
**   SheetKind kind;
**   char *zErr = 0;
**   int rc = spm_sheet_kind(f, &kind);
**   if (rc == SQLITE_OK && kind != SHEET_TEXT && kind != SHEET_UTF16)
**     rc = spm_sheet_rows(f, kind, SPM_UTF8, NULL, on_row, pCtx, &zErr); // or "Isian" for one sheet
**   // zErr: "it is an Excel 97-2003 workbook (xls); save it as xlsx"
**
** Which rows. Each row that has a cell with something in it, in the order of the sheet; its number is the one that a
** spreadsheet shows. The cells end with the last one that has something; what lies between is CELL_EMPTY. Sheets come
** in their order; those that are hidden, and those without cells (charts), are read only when they are asked for by
** name, and then a chart is an error. A workbook in which nothing is shown has no rows, which is no error.
**
** A web page. Each of its tables is a sheet, called Tabel 1, Tabel 2 ... in the order in which they begin, and its rows
** are numbered from 1. All cells are CELL_TEXT, what a browser shows of them (html/text.c). A table in a cell of another is
** a sheet too, whose rows come among those of the other, and the cell has its name in brackets. Bytes that are no text in
** the encoding of the page stay as they are; that is what the page says unless the caller says one (html/html.h).
**
** What a cell says. UTF-8, with a zero behind it, for as long as the call of xRow lasts:
**
**   CELL_TEXT      text without its formatting; a line break is LF
**   CELL_NUMBER    the number with 15 significant digits, as a spreadsheet shows it: 0.58 for a stored
**                  0.57999999999999996, 3, 1250000000; from 1e15 on, and below 0.0001, with an exponent as of %.15g. The
**                  dot is the decimal sign
**   CELL_PERCENT   the same of a number that is shown as a percentage: 0.88 where the sheet shows 88%
**   CELL_DATE      2023-04-20, 2023-04-20T16:59:59, or 16:59:59 for a time without a day (below one day)
**   CELL_BOOL      TRUE or FALSE
**   CELL_ERROR     #DIV/0!, #N/A, Err:502 ...
**   CELL_FORMULA   a formula that was never computed: the formula. Such a file comes from a program, not from a
**                  spreadsheet; one that opens it and saves it stores the values
**
** A formula that was computed is what its value is. A value that a number, date or boolean cannot have is CELL_TEXT as
** it is. A date outside of the calendar of the workbook (before 1900, after 9999) is CELL_NUMBER.
**
** Merged cells. The value stands in the first cell of the area, which has nAcross and nDown above 1; the others are
** empty, and the row may end before them. In xlsx areas of one row are told where they begin in the first 50, where
** headers are: the list of areas stands behind the rows, so a sheet that has one is unpacked twice, and it is kept.
**
** Limits. XFD1048576 is the last cell; a text has at most 32767 letters, a row 16 MiB; a file may unpack to 4 GiB, and
** a part beyond 64 MiB to 200 times its size. Memory stays below 64 MiB however long the sheet: shared strings beyond
** 16 MiB wait in a temporary database of SQLite.
**
** Errors. SQLITE_ERROR with one sentence that names the part, or the sheet and cell, and says what would help: a file
** that is cut off or damaged, is encrypted, breaks a limit, is no well-formed XML, has a DOCTYPE, lacks a part, is a web
** page without a table.
** SQLITE_IOERR where reading fails, SQLITE_NOMEM (without a text) where memory does; and what xRow returns. Rows that
** came before an error have been handed over: the caller undoes them. The text is sqlite3_malloc'd. */
#ifndef SPM_SHEET_H
#define SPM_SHEET_H

#include "file/csvread.h"

typedef enum SheetKind {
  SHEET_EMPTY,
  SHEET_TEXT,  /* whatever is none of the others */
  SHEET_UTF16, /* text with a byte order mark of UTF-16 */
  SHEET_XLSX,
  SHEET_ODS,
  SHEET_XLSB,
  SHEET_XLS,
  SHEET_ENCRYPTED, /* xlsx with a password */
  SHEET_DOCUMENT,  /* docx, pptx, odt ... */
  SHEET_HTML,      /* a web page, also one that calls itself xls */
  SHEET_MHTML,     /* one that was saved with all that belongs to it */
  SHEET_XML,       /* an XML spreadsheet of 2003, or any other XML */
  SHEET_PDF,
  SHEET_GZIP,
  SHEET_ZIP,    /* another archive */
  SHEET_DAMAGED, /* a zip file without its end */
  SHEET_PICTURE,
  SHEET_DATABASE, /* of SQLite */
  SHEET_BINARY    /* none of the others, and no text */
} SheetKind;

/* What a file is, by its bytes; f is left at its start. */
int spm_sheet_kind(FILE *f, SheetKind *pKind);
/* For a kind that cannot be read: what it is and the remedy, to stand behind "it is"; NULL for text, xlsx, ods and web
** pages. */
const char *spm_sheet_refusal(SheetKind kind);
/* The same in Indonesian, to stand behind "berkas ini". */
const char *spm_sheet_pesan(SheetKind kind);
/* 1: spm_sheet_rows reads it. */
int spm_sheet_is_book(SheetKind kind);

#define SHEET_MAX_COLUMN 16384
#define SHEET_MAX_LINE   1048576
#define SHEET_MAX_LETTER 32767
#define SHEET_SPAN_LINE  50 /* areas of one row that begin here, or above, are told */

typedef enum SheetCellKind {
  CELL_EMPTY,
  CELL_TEXT,
  CELL_NUMBER,
  CELL_PERCENT,
  CELL_DATE,
  CELL_BOOL,
  CELL_ERROR,
  CELL_FORMULA
} SheetCellKind;

typedef struct SheetCell {
  const char *z; /* ends with a zero that n does not count */
  size_t n;
  SheetCellKind kind;
  int nAcross, nDown; /* the area that it stands for: 1 and 1, unless it is merged */
  int isHidden;       /* its column is */
} SheetCell;

typedef struct SheetRow {
  const SheetCell *aCell;
  int nCell;
  long long line;     /* from 1 */
  int isHidden;       /* by hand or by a filter */
  int iSheet;         /* from 0, in the order of the workbook, hidden ones counted */
  const char *zSheet; /* its name */
} SheetRow;

/* Called once a row; a result other than SQLITE_OK ends the reading and is returned. */
typedef int (*SheetRowFunction)(void *pCtx, const SheetRow *pRow, char **pzErr);
/* Of another kind than SHEET_XLSX, SHEET_ODS and SHEET_HTML the refusal is the error. encoding is of a web page, SPM_UTF8
** where it says so itself. zSheet is a name as the workbook has it, in
** any case of A to Z; NULL: all that are shown. */
int spm_sheet_rows(FILE *f, SheetKind kind, SpmEncoding encoding, const char *zSheet, SheetRowFunction xRow, void *pCtx,
                   char **pzErr);

typedef enum SheetState { SHEET_SHOWN, SHEET_HIDDEN, SHEET_VERY_HIDDEN, SHEET_CHART } SheetState;
/* Called once a sheet, in the order of the workbook, as above. SHEET_CHART has no cells, hidden or not. */
typedef int (*SheetNameFunction)(void *pCtx, const char *zName, SheetState state, char **pzErr);
int spm_sheet_names(FILE *f, SheetKind kind, SpmEncoding encoding, SheetNameFunction xName, void *pCtx, char **pzErr);

/* The text of a property that somebody has given the workbook, without blanks around it: *pzValue is sqlite3_malloc'd, NULL
** where there is none, as in a web page. Of a text beyond 256 KiB the end is cut. */
int spm_sheet_property(FILE *f, SheetKind kind, const char *zName, char **pzValue, char **pzErr);

#endif
