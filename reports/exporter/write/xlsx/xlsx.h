/* xlsx.h: what the makers of a workbook share. xlsx.c lays out the pages, table.c, cards.c and chart.c draw on them,
** style.c gives every cell its look. All writing goes through put_*, which check what libxlsxwriter does not
** (put.c) and remember the first error in Book.rc. */
#ifndef SPM_REPORT_XLSX_H
#define SPM_REPORT_XLSX_H

#include "page/page.h"
#include <xlsxwriter.h>

/* ---- style.c ---- */

extern const Look look_title, look_subtitle, look_note, look_heading, look_link, look_toc, look_header, look_number,
    look_group, look_total, look_caption, look_value, look_under;
typedef struct Book {
  Job *j;
  lxw_workbook *wb;
  Look *look;
  lxw_format **format;
  const char *footer;
  int nLook, nFormat, rc;
} Book;
lxw_format *xlsx_style(Book *b, const Look *look);
const char *number_format(Format f);
const char *icon_format(Pool *p, const Look *look); /* its number format, with its icon */
/* ---- xlsx.c, put.c ---- */

void put_text(Book *b, Page *p, int row, int col, const char *z, const Look *look);
void put_span(Book *b, Page *p, int row, int from, int to, const char *z,
              const Look *look); /* merged when wider than 1 */
void put_number(Book *b, Page *p, int row, int col, double x, const Look *look);
void put_formula(Book *b, Page *p, int row, int col, const char *formula, double x, const Look *look);
void put_value(Book *b, Page *p, int row, int col, const Value *v, Format f, const Look *look);
void put_link(Book *b, Page *p, int row, int col, const char *sheet, const char *z, const Look *look);
void put_merged(Book *b, Page *p, int row, int last, int from, int to, const char *z, const Look *look);
int beyond_double(const Value *v); /* an integer that a cell cannot hold as a number */
void set_height(Book *b, Page *p, int row, double points);
void lxw_check(Book *b, lxw_error e, const char *where);
int text_lines(const char *z, double width); /* how many lines z takes in a cell that wide */
int width_pixels(double chars);
int span_pixels(const Page *p, int from, int to);

/* ---- table.c, cards.c, chart.c, form.c ---- */

void table_widths(Book *b, Page *p, Block *k);
int header_row(const Block *k, int col); /* where the column's own header stands, below a band */
void table_write(Book *b, Page *p, Block *k);
void cards_write(Book *b, Page *p, Block *k);
void chart_right(Book *b, Page *p, Block *k);
void chart_below(Book *b, Page *p);
void form_formats(Block *k); /* of the columns of a plain sheet */
void form_validate(Book *b, Page *p, const Block *k);
void form_protect(Book *b, Page *p);

int write_xlsx(Job *j, const char *path, int *nSheet);

#endif
