/* xlsx.h: what the makers of a workbook share. xlsx.c lays out the sheets, table.c, cards.c and chart.c draw on them,
** form.c makes one a form, style.c gives every cell its look. All writing goes through put.c, which checks what
** libxlsxwriter does not, and remembers the first error in Book.rc. */
#ifndef SPM_REPORT_XLSX_H
#define SPM_REPORT_XLSX_H

#include "page/page.h"
#include <xlsxwriter.h>

typedef struct Table { /* a block, and the rows of the sheet that it takes; total -1: none */
  const Block *k;
  int header, first, last, total;
} Table;
typedef struct Leaf { /* a page as a sheet of the workbook */
  const Page *p;
  lxw_worksheet *ws;
  Table *table;   /* of each block */
  int row, nCol;  /* the row to write; the columns, with those of the list of sheets */
  int toc, nLink; /* toc: the column of that list, 0: none */
  double *width;  /* of each column, in characters */
  struct Merged { /* ranges of merged cells so far: they must not overlap */
    int row, last, from, to;
  } * merged;
  int nMerged;
} Leaf;
typedef struct Book {
  Job *j;
  lxw_workbook *wb;
  Leaf *leaf, *now; /* all sheets; the one that is being written */
  int nLeaf;
  Look *look; /* and its format */
  lxw_format **format;
  const char *footer;
  int nLook, nFormat, rc;
} Book;

/* ---- style.c ---- */

extern const Look look_title, look_subtitle, look_note, look_heading, look_link, look_toc, look_header, look_number,
    look_group, look_total, look_caption, look_value, look_under;
lxw_format *xlsx_style(Book *b, const Look *look);
const char *icon_format(Pool *p, const Look *look); /* its number format, with its icon */

/* ---- put.c: on the sheet that is being written ---- */

/* The worksheet and a cell, or a range of cells, as every function of the library takes them. */
#define SPOT(b, row, col)           (b)->now->ws, (lxw_row_t)(row), (lxw_col_t)(col)
#define AREA(b, row, col, last, to) SPOT(b, row, col), (lxw_row_t)(last), (lxw_col_t)(to)

void xlsx_text(Book *b, int row, int col, const char *z, const Look *look);
void xlsx_span(Book *b, int row, int last, int from, int to, const char *z,
               const Look *look); /* merged if more than one */
void xlsx_number(Book *b, int row, int col, double x, const Look *look);
void xlsx_formula(Book *b, int row, int col, const char *formula, double x, const Look *look);
void xlsx_value(Book *b, int row, int col, const Value *v, Format f, const Look *look);
void xlsx_link(Book *b, int row, int col, const char *sheet, const char *cell, const char *z, const Look *look);
const char *sheet_quoted(Book *b, const char *sheet); /* as links and formulas write it */
void xlsx_height(Book *b, int row, double points);
void xlsx_check(Book *b, lxw_error e, const char *where);
const char *cell_name(Book *b, int row, int col);
int text_lines(const char *z, double width); /* how many lines z takes in a cell that wide */
int span_pixels(const Leaf *l, int from, int to);

/* ---- table.c, cards.c, chart.c, form.c ---- */

void table_widths(Book *b, const Block *k);
void table_write(Book *b, Table *t);
void cards_write(Book *b, Table *t);
void chart_right(Book *b, const Table *t);
void chart_below(Book *b);
void form_validate(Book *b, const Table *t);
void form_protect(Book *b);
void form_note(Book *b, int row, int col, const char *z);

/* ---- refer.c: cells of other sheets ---- */

#define WARNED 0xf8cbad /* of a cell with a comment, or that is more than it may be */
const char *refer_text(const Grid *g, const Names *n);                               /* NULL: there is none */
int refer_write(Book *b, const Grid *g, const Column *c, int col, const Look *look); /* 1: the cell was written */

int write_xlsx(Job *j, const char *path, int *nSheet);

#endif
