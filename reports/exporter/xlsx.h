/* xlsx.h: what the makers of a workbook share. xlsx.c lays out the pages, table.c, cards.c and chart.c draw on them,
** style.c gives every cell its look. All writing goes through put_*, which check what libxlsxwriter does not
** (libxlsxwriter.md 3) and remember the first error in Book.rc. */
#ifndef SPM_REPORT_XLSX_H
#define SPM_REPORT_XLSX_H

#include "report.h"
#include <xlsxwriter.h>

/* ---- style.c ---- */

/* A cell's look; equal looks share one format of the workbook. Zero means: the workbook's default. */
typedef struct Look {
  const char *num;
  double size;
  int color, fill, edge;                                            /* 0xRRGGBB + 1; edge: of thin borders all round */
  int bold, italic, link, top, center, right, indent, wrap, across; /* top: medium line; across: no vertical borders */
  int open;                                                         /* not locked when the sheet is protected */
} Look;
#define RGB(x) ((x) + 1)
#define NAVY   0x1f3864
#define BLUE   0x2f5597
#define GREY   0x595959
#define LINE   0xbfbfbf
#define SOFT   0xdeeaf6
#define SHADE  0xededed
#define CARD   0xf2f5fc
#define BAR    0x9dc3e6
#define INPUT  0xfff2cc
extern const Look look_title, look_subtitle, look_note, look_heading, look_link, look_toc, look_header, look_number,
    look_group, look_total, look_caption, look_value, look_under;
extern const int category_color[6]; /* best first, as spm_default_bands */

typedef struct Book {
  Job *j;
  lxw_workbook *wb;
  Look *look;
  lxw_format **format;
  int nLook, nFormat, rc;
} Book;
lxw_format *style(Book *b, const Look *look);
Look look_cell(const Column *c, Format f); /* of a cell of the table's body */
const char *number_format(Format f);
void look_rules(Look *look, const Report *r, int col, const Value *v); /* what the report's rules add */
int dark(int rgb);                                                     /* white letters are easier to read on it */

/* ---- xlsx.c, put.c ---- */

typedef struct Block {
  const Result *q;
  Format *fmt; /* of each Report.col */
  int *place;  /* column on the sheet of each Report.col, -1: not on the page */
  int nShown;
  int header, first, last, total; /* rows on the sheet; total -1: none */
} Block;
typedef struct Page {
  const char *name;
  const Sheet *def;
  Block *block;
  int nBlock, nTable, nCol, row;
  double *width; /* of each column of the sheet, in characters */
  lxw_worksheet *ws;
  int toc; /* column of the list of sheets, 0: none */
} Page;

void put_text(Book *b, Page *p, int row, int col, const char *z, const Look *look);
void put_span(Book *b, Page *p, int row, int from, int to, const char *z,
              const Look *look); /* merged when wider than 1 */
void put_number(Book *b, Page *p, int row, int col, double x, const Look *look);
void put_formula(Book *b, Page *p, int row, int col, const char *formula, double x, const Look *look);
void put_value(Book *b, Page *p, int row, int col, const Value *v, Format f, const Look *look);
void put_link(Book *b, Page *p, int row, int col, const char *sheet, const char *z, const Look *look);
int beyond_double(const Value *v); /* an integer that a cell cannot hold as a number */
void set_height(Book *b, Page *p, int row, double points);
void lxw_check(Book *b, lxw_error e, const char *where);
const char *fill(Book *b, const Block *k, const char *zTemplate); /* {param} of a block's display text */
int text_lines(const char *z, double width);                      /* how many lines z takes in a cell that wide */
int width_pixels(double chars);
int span_pixels(const Page *p, int from, int to);
double cell_number(const Value *v, Format f); /* percent / 100, poin2 rounded by the rule of the bands */

/* ---- table.c, cards.c, chart.c, form.c ---- */

void table_widths(Book *b, Page *p, Block *k);
int header_row(const Block *k, int col); /* where the column's own header stands, below a band */
void table_write(Book *b, Page *p, Block *k);
void cards_write(Book *b, Page *p, Block *k);
void chart_right(Book *b, Page *p, Block *k);
void chart_below(Book *b, Page *p);
Format form_format(Format f); /* of a column of a plain sheet */
void form_validate(Book *b, Page *p, const Block *k);
void form_protect(Book *b, Page *p);

#endif
