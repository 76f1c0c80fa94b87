/* book.h: what the files that read a workbook share. A section is a file. */
#ifndef SPM_BOOK_H
#define SPM_BOOK_H

#include "read/sheet.h"
#include "unpack/buffer.h"
#include "unpack/package.h"
#include "unpack/xml.h"

/* ---- book.c: the workbook, and which of its sheets are read ------------------------------------------------------ */

/* One workbook while it is read. */
typedef struct Book {
  Zip zip;
  const char *zWanted; /* NULL: the sheets that are shown */
  SheetRowFunction xRow;
  SheetNameFunction xName; /* instead of rows */
  const char *zProperty;   /* the same: the property that is asked for */
  Buffer property;         /* and what it says */
  int isProperty;          /* it is being read */
  void *pCtx;
  char **pzErr;

  SheetRow row; /* cells, line, and the sheet it is of */
  SheetCell *aCell;
  size_t *aStart; /* where the text of each begins */
  int nAlloc;
  Buffer text;
  unsigned char aHidden[SHEET_MAX_COLUMN / 8]; /* columns of this sheet */
} Book;

/* Whether a sheet of this name is one to read: 1; 0: not. */
int spm_book_wants(const Book *p, const char *zSheet, SheetState state);
/* A sheet that is not wanted, and the error when none was: it lists those that there are. */
int spm_book_pass(Book *p, Buffer *pNames, const char *zSheet);
int spm_book_no_sheet(Book *p, const Buffer *pNames);
/* Before the first row of a sheet; zSheet must stay. */
void spm_book_sheet(Book *p, int iSheet, const char *zSheet);
void spm_book_hide(Book *p, int iFirst, int iLast);

/* Read the part of the properties; -1: there is none. */
int spm_book_properties(Book *p, int iPart);

/* ---- cells.c: the row that is being read ------------------------------------------------------------------------- */

void spm_row_begin(Book *p, long long line, int isHidden);
/* A cell, from the left to the right: its text, kind and area; the text is copied. */
int spm_row_put(Book *p, int iColumn, const SheetCell *pCell);
/* Hands the row over, if it has a cell. */
int spm_row_end(Book *p);
/* An error of cell iColumn, or of the row where that is below 0: what is wrong, in English and Indonesian, which are freed. */
int spm_row_fail(Book *p, int iColumn, char *zWhat, char *zPesan);

/* ---- format.c: how a style of an xlsx shows a number ------------------------------------------------------------- */

#define FORMAT_MAX 65536 /* styles, and numbers of formats */
typedef struct Formats {
  unsigned char aFormat[FORMAT_MAX], aStyle[FORMAT_MAX]; /* a SheetCellKind each; aFormat 0: built in */
  int nStyle;
} Formats;
SheetCellKind spm_format_kind(const char *zCode);
int spm_formats_read(Book *p, int iPart, Formats *pFormats);

/* ---- richtext.c: the text of a shared string or of a cell that has its own --------------------------------------- */

typedef struct RichText {
  Buffer text;
  size_t iStart; /* of the run */
  int isOpen, isKept, nPhonetic;
} RichText;
void spm_rich_begin(RichText *p);
void spm_rich_start(RichText *p, const char *zName, const char **azAttr);
int spm_rich_text(RichText *p, const char *z, size_t n);
void spm_rich_end(RichText *p, const char *zName);
/* Resolve the escapes from z[iStart] on. */
void spm_rich_escapes(Buffer *p, size_t iStart);

/* ---- shared.c: the shared strings -------------------------------------------------------------------------------- */

#define SHARED_MAX_MEMORY (16 << 20)
struct sqlite3;
struct sqlite3_stmt;
typedef struct Shared {
  Buffer text;
  unsigned *aEnd; /* of the strings in memory */
  long long nMemory, nAlloc, n;
  struct sqlite3 *db; /* has the others */
  struct sqlite3_stmt *pPut, *pGet;
} Shared;
int spm_shared_read(Book *p, int iPart, Shared *pShared);
/* *pz is valid until the next call; SQLITE_NOTFOUND: there is none. */
int spm_shared_get(Shared *p, long long i, const char **pz, size_t *pn);
void spm_shared_free(Shared *p);

/* ---- merge.c: areas of merged cells in an xlsx ------------------------------------------------------------------- */

typedef struct Merge {
  int line, iColumn, nAcross, nDown;
} Merge;
typedef struct Merges {
  Merge *aMerge; /* in the order of their first cells */
  int n, nAlloc, iNext;
  const char *zSheet;
  char **pzErr;
} Merges;
int spm_merges_read(Book *p, int iPart, Merges *pMerges);
/* The area that begins in this cell, NULL for none; cells must be asked for in their order. */
const Merge *spm_merges_at(Merges *p, long long line, int iColumn);
/* A reference such as B3: column from 0, line from 1, and what follows it; NULL: it is none within the sheet. */
const char *spm_reference(const char *z, int *piColumn, int *pLine);

/* ---- xlsx.c, xlsxrows.c, ods.c ----------------------------------------------------------------------------------- */

typedef struct Xlsx {
  Book *pBook;
  Relations relations; /* of the workbook */
  Formats *pFormats;
  Shared shared;
  int is1904;
} Xlsx;
/* Each reads the sheets that p wants, or tells their names. */
int spm_xlsx_read(Book *p);
int spm_xlsx_rows(Xlsx *p, int iPart);
int spm_ods_read(Book *p);
/* page.c: the same of a web page, which is no zip file. */
int spm_page_read(Book *p, FILE *f, SpmEncoding encoding);

/* ---- ods.c and odscell.c share where in content.xml the reading is ---- */

typedef struct Ods {
  Book *pBook;
  int depth; /* of the element that is being read; of others below: 0 outside of such a one */
  int bodyDepth, sheetDepth, rowDepth, cellDepth, paragraphDepth, asideDepth;
  Buffer style, hidden; /* the style of a table that is being read; those that hide one */
  Buffer name, names;   /* of the sheet; of those that were passed over */
  int iSheet, nFound;
  long long line; /* of the last row, with its repetitions */
  int nRow;       /* how often the row stands there */
  int iColumn;    /* of the cell, or of the column */
  long long nCopy;

  /* odscell.c: the cell */
  SheetCell cell;
  int nCell;               /* how often it stands there */
  int isString, isCovered; /* its value is its text; it lies under a merged cell */
  Buffer value, formula, text;
  int nParagraph, isAfterBlank;
} Ods;

int spm_ods_times(const char **azAttr, const char *zName);
/* Count cells that exist by repetition; an error when there are too many. */
int spm_ods_copied(Ods *p, long long nCell);

/* Begin a cell; then what stands in it; its end is that of depth cellDepth. */
int spm_ods_cell(Ods *p, int isCovered, const char **azAttr);
int spm_ods_start(Ods *p, XmlSpace space, const char *zName, const char **azAttr);
int spm_ods_text(Ods *p, const char *z, size_t n);
int spm_ods_end(Ods *p, int depth);

#endif
