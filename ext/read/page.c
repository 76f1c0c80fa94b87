/* page.c: the tables of a web page as sheets (sheet.h), called Tabel 1, Tabel 2 ... in the order in which they begin;
** their cells are the text that a browser shows (html/text.c). Rows and cells need no end tag; a table does, unless the
** page ends with its own: else it is cut off.
**
** Cells go where a browser puts them: behind those that an earlier row reaches down with. A table in a cell of another,
** as old portals lay out their pages, is a sheet of its own, and the cell says which: nothing that was in it is lost
** silently. While it is read, the row around it waits. */
#include "functions/functions.h"
#include "html/html.h"
#include "read/book.h"
#include <stdlib.h>
#include <string.h>

#define MAX_ACROSS 1000 /* as in browsers */
#define MAX_DOWN   65534
#define PAGE_DEPTH 32
#define PAGE_NAME  24

/* A table while it is read, and the cell that is being read. */
typedef struct PageTable {
  char zName[PAGE_NAME];
  int isRead; /* its rows are wanted */
  long long line;
  int isInRow, isInCell, iColumn;
  long long *aUntil; /* the last line that a cell above reaches down to, of each column */
  int nUntil;

  int isShown, nAcross, nDown; /* the cell */
  HtmlText content;

  SheetRow row; /* what of the Book waits for this table to end */
  SheetCell *aCell;
  size_t *aStart;
  int nAlloc;
  Buffer around;
} PageTable;

typedef struct Page {
  Book *pBook;
  PageTable aTable[PAGE_DEPTH]; /* each in a cell of the one before */
  int nOpen, nTable, nFound;
  Buffer names; /* of tables that were passed over */
  int nWidest;  /* cells of the widest row */
  int hasPassword, hasFrames;
} Page;

static PageTable *top(Page *p) {
  return p->nOpen > 0 ? &p->aTable[p->nOpen - 1] : 0;
}

/* ---- cells ---- */

static int span(const HtmlTag *pTag, HtmlAttr attr, int most) {
  long n = pTag->azAttr[attr] ? strtol(pTag->azAttr[attr], 0, 10) : 1;
  return n < 1 ? 1 : n > most ? most : (int)n;
}

/* The columns of the cell are taken until its last row. */
static int reach_down(PageTable *t) {
  int nColumn = t->iColumn + t->nAcross;
  if (nColumn > SHEET_MAX_COLUMN) nColumn = SHEET_MAX_COLUMN;
  if (nColumn > t->nUntil) {
    long long *a = sqlite3_realloc64(t->aUntil, (sqlite3_uint64)nColumn * sizeof(*a));
    if (a == 0) return SQLITE_NOMEM;
    memset(a + t->nUntil, 0, (size_t)(nColumn - t->nUntil) * sizeof(*a));
    t->aUntil = a;
    t->nUntil = nColumn;
  }
  for (int i = t->iColumn; i < nColumn; i++) t->aUntil[i] = t->line + t->nDown - 1;
  return SQLITE_OK;
}

static int end_cell(Page *p) {
  PageTable *t = top(p);
  int rc = SQLITE_OK;
  if (!t->isInCell) return rc;
  t->isInCell = 0;
  spm_html_text_end(&t->content);
  if (!t->isShown) return rc;
  if (t->isRead && t->content.text.n) {
    SheetCell cell = {t->content.text.z, t->content.text.n, CELL_TEXT, t->nAcross, t->nDown, 0};
    rc = spm_row_put(p->pBook, t->iColumn, &cell);
    if (p->pBook->row.nCell > p->nWidest) p->nWidest = p->pBook->row.nCell;
  }
  if (rc == SQLITE_OK && t->nDown > 1) rc = reach_down(t);
  t->iColumn = t->iColumn + t->nAcross < SHEET_MAX_COLUMN ? t->iColumn + t->nAcross : SHEET_MAX_COLUMN;
  return rc;
}

static int end_row(Page *p) {
  PageTable *t = top(p);
  int rc = end_cell(p);
  if (rc != SQLITE_OK || !t->isInRow) return rc;
  t->isInRow = 0;
  if (!t->isRead || p->pBook->row.nCell == 0) return rc;
  if (t->line > SHEET_MAX_LINE)
    return spm_row_fail(
        p->pBook, -1, sqlite3_mprintf("a sheet has at most 1048576 rows; delete what lies below the table"),
        sqlite3_mprintf("satu lembar memuat paling banyak 1048576 baris; hapus yang ada di bawah tabel"));
  return spm_row_end(p->pBook);
}

static int start_row(Page *p, int isHidden) {
  PageTable *t = top(p);
  int rc = end_row(p);
  t->isInRow = 1;
  t->line++;
  t->iColumn = 0;
  if (t->isRead) spm_row_begin(p->pBook, t->line, isHidden);
  return rc;
}

/* A cell that is not shown takes no place. */
static int start_cell(Page *p, const HtmlTag *pTag) {
  PageTable *t = top(p);
  int rc = t->isInRow ? end_cell(p) : start_row(p, 0);
  t->isInCell = 1;
  t->isShown = !spm_html_is_hidden(pTag);
  while (t->isShown && t->iColumn < t->nUntil && t->aUntil[t->iColumn] >= t->line) t->iColumn++;
  t->nAcross = span(pTag, HTML_COLSPAN, MAX_ACROSS);
  t->nDown = span(pTag, HTML_ROWSPAN, MAX_DOWN);
  spm_html_text_begin(&t->content);
  return rc;
}

/* Head, body and foot: no cell reaches from one into the next. */
static int start_group(Page *p) {
  int rc = end_row(p);
  if (top(p)->nUntil) memset(top(p)->aUntil, 0, (size_t)top(p)->nUntil * sizeof(long long));
  return rc;
}

/* ---- tables ---- */

static int end_table(Page *p) {
  PageTable *t = top(p);
  Book *b = p->pBook;
  int rc = end_row(p);
  sqlite3_free(b->aCell);
  sqlite3_free(b->aStart);
  spm_buffer_free(&b->text);
  b->row = t->row, b->aCell = t->aCell, b->aStart = t->aStart, b->nAlloc = t->nAlloc, b->text = t->around;
  t->aCell = 0, t->aStart = 0, t->around = (Buffer){0};
  p->nOpen--;
  return rc;
}

/* The row around it waits. */
static void set_aside(Page *p, PageTable *t) {
  Book *b = p->pBook;
  t->row = b->row, t->aCell = b->aCell, t->aStart = b->aStart, t->nAlloc = b->nAlloc, t->around = b->text;
  b->aCell = 0, b->aStart = 0, b->nAlloc = 0, b->text = (Buffer){0};
}

static int start_table(Page *p, const HtmlTag *pTag) {
  SheetState state = spm_html_is_hidden(pTag) ? SHEET_HIDDEN : SHEET_SHOWN;
  PageTable *t = top(p);
  Book *b = p->pBook;
  char zName[PAGE_NAME];
  int rc = SQLITE_OK;
  sqlite3_snprintf(PAGE_NAME, zName, "Tabel %d", ++p->nTable);
  if (t && t->isInCell) rc = spm_html_text_mark(&t->content, zName);
  else if (t) rc = end_table(p); /* a table stands in a cell: the one around it was not ended */
  if (rc != SQLITE_OK) return rc;
  if (p->nOpen == PAGE_DEPTH)
    return spm_read_fail(
        b->pzErr,
        sqlite3_mprintf("the page has tables more than %d deep, one in another; open it in a "
                        "spreadsheet program and save it as xlsx",
                        PAGE_DEPTH),
        sqlite3_mprintf("halaman ini memuat tabel di dalam tabel lebih dari %d tingkat; " READ_PESAN, PAGE_DEPTH));
  t = &p->aTable[p->nOpen++];
  set_aside(p, t);
  memcpy(t->zName, zName, PAGE_NAME);
  t->line = 0;
  t->isInRow = t->isInCell = t->nUntil = 0;
  t->isRead = b->xRow && spm_book_wants(b, t->zName, state);
  if (b->xName) return b->xName(b->pCtx, t->zName, state, b->pzErr);
  if (!t->isRead) return spm_book_pass(b, &p->names, t->zName);
  p->nFound++;
  spm_book_sheet(b, p->nTable - 1, t->zName);
  return SQLITE_OK;
}

static int end_all(Page *p) {
  int rc = SQLITE_OK;
  while (rc == SQLITE_OK && p->nOpen) rc = end_table(p);
  return rc;
}

/* ---- what the page tells ---- */

static int is(const char *zName, const char *z) {
  return strcmp(zName, z) == 0;
}

static int is_cell(const char *zName) {
  return is(zName, "td") || is(zName, "th");
}

static int is_group(const char *zName) {
  return is(zName, "tbody") || is(zName, "thead") || is(zName, "tfoot");
}

static int on_start(void *pCtx, const HtmlTag *pTag) {
  Page *p = pCtx;
  const char *zName = pTag->zName, *zType = pTag->azAttr[HTML_TYPE];
  if (is(zName, "input") && zType && sqlite3_stricmp(zType, "password") == 0) p->hasPassword = 1;
  if (is(zName, "frameset")) p->hasFrames = 1;
  if (is(zName, "table")) return start_table(p, pTag);
  if (p->nOpen == 0) return SQLITE_OK;
  if (is(zName, "tr")) return start_row(p, spm_html_is_hidden(pTag));
  if (is_cell(zName)) return start_cell(p, pTag);
  if (is_group(zName)) return start_group(p);
  return top(p)->isInCell ? spm_html_text_start(&top(p)->content, pTag) : SQLITE_OK;
}

static int on_end(void *pCtx, const char *zName) {
  Page *p = pCtx;
  if (p->nOpen == 0) return SQLITE_OK;
  if (is(zName, "table")) return end_table(p);
  if (is(zName, "body") || is(zName, "html")) return end_all(p);
  if (is(zName, "tr")) return end_row(p);
  if (is_cell(zName)) return end_cell(p);
  if (is_group(zName)) return start_group(p);
  if (top(p)->isInCell) spm_html_text_stop(&top(p)->content, zName);
  return SQLITE_OK;
}

static int on_text(void *pCtx, const char *z, size_t n) {
  PageTable *t = top(pCtx);
  return t && t->isInCell ? spm_html_text(&t->content, z, n) : SQLITE_OK;
}

/* ---- the page ---- */

/* The page was read to its end. One that asks for a password has no tables but those that place its words. */
static int judge_end(Page *p) {
  char **pz = p->pBook->pzErr;
  if (p->nOpen)
    return spm_read_fail(
        pz, sqlite3_mprintf("the page ends within %s, so it is cut off; export or copy it again", top(p)->zName),
        sqlite3_mprintf("halaman ini berakhir di dalam %s, jadi terpotong; ekspor atau salin lagi", top(p)->zName));
  if (p->hasPassword && p->nWidest < 3 && p->pBook->zWanted == 0)
    return spm_read_fail(
        pz,
        sqlite3_mprintf("it is a web page that asks for a password, as a portal sends one when its "
                        "session has ended; log in and export again"),
        sqlite3_mprintf("berkas ini halaman web yang meminta kata sandi, seperti yang dikirim portal bila "
                        "sesinya berakhir; masuk lagi dan ekspor ulang"));
  if (p->nTable == 0 && p->hasFrames)
    return spm_read_fail(
        pz,
        sqlite3_mprintf("it is the first page of a workbook that was saved as several; open it in a "
                        "spreadsheet program and save it as xlsx"),
        sqlite3_mprintf("berkas ini halaman pertama buku kerja yang disimpan sebagai beberapa halaman; " READ_PESAN));
  if (p->nTable == 0)
    return spm_read_fail(pz,
                         sqlite3_mprintf("it is a web page without a table, as a portal sends one when its session "
                                         "has ended; log in and export again, or open it in a spreadsheet program "
                                         "and save it as xlsx"),
                         sqlite3_mprintf("berkas ini halaman web tanpa tabel, seperti yang dikirim portal bila sesinya "
                                         "berakhir; masuk lagi dan ekspor ulang, atau " READ_PESAN));
  return p->pBook->zWanted && p->nFound == 0 ? spm_book_no_sheet(p->pBook, &p->names) : SQLITE_OK;
}

int spm_page_read(Book *pBook, FILE *f, SpmEncoding encoding) {
  static const HtmlReader reader = {on_start, on_end, on_text};
  Page *p = sqlite3_malloc64(sizeof(*p));
  if (p == 0) return SQLITE_NOMEM;
  memset(p, 0, sizeof(*p));
  p->pBook = pBook;
  int rc = spm_html_read(f, encoding, &reader, p, pBook->pzErr);
  if (rc == SQLITE_OK) rc = judge_end(p);
  for (int i = 0; i < PAGE_DEPTH; i++) {
    PageTable *t = &p->aTable[i];
    sqlite3_free(t->aCell);
    sqlite3_free(t->aStart);
    sqlite3_free(t->aUntil);
    spm_buffer_free(&t->around);
    spm_buffer_free(&t->content.text);
  }
  spm_buffer_free(&p->names);
  sqlite3_free(p);
  return rc;
}
