/* xlsx.c: a job as a workbook: one page a sheet name, the reports of that name stacked on it in their order.
**
** A page has title, period line (with the database's mark) and notes, then its blocks, then charts that stand below, then
** the sources. The first page carries the list of sheets (`toc`), every other one a link back to it. A page with one table
** repeats its header when printed and keeps it in view. */
#include "write/xlsx/xlsx.h"
#include <string.h>

/* ---- furniture ---- */

/* Only a plain sheet has hidden columns: it is one table, and it is all data. */
static int is_hidden(const Page *p, int col) {
  const Block *k = &p->block[0];
  int i;
  for (i = 0; p->def->plain && i < k->q->r->nCol; i++) {
    if (k->place[i] == col) return k->q->r->col[i].hide;
  }
  return 0;
}

static void widths(Book *b, Page *p, const Page *pages, int nPage) {
  int i, toc = p == pages && b->j->whole && b->j->workbook->toc && nPage > 1 && !p->def->plain;
  p->width = pool_alloc(&b->j->pool, sizeof *p->width * (size_t)(p->nCol + 3));
  for (i = 0; i < p->nBlock; i++) {
    if (!p->block[i].q->r->nCard) table_widths(b, p, &p->block[i]);
  }
  for (i = 0; i < p->nCol; i++) {
    if (p->width[i] <= 0) p->width[i] = 12;
  }
  if (toc) {
    p->toc = p->nCol + 1;
    p->width[p->nCol] = 3;
    p->width[p->toc] = 16;
    for (i = 1; i < nPage; i++) {
      double w = (double)utf8_length(pages[i].name) + 3;
      if (w > p->width[p->toc]) p->width[p->toc] = w;
    }
    p->nCol += 2;
  }
  for (i = 0; i < p->nCol; i++) {
    lxw_row_col_options hidden = {.hidden = is_hidden(p, i) ? LXW_TRUE : LXW_FALSE};
    lxw_check(b, worksheet_set_column_opt(p->ws, (lxw_col_t)i, (lxw_col_t)i, p->width[i], NULL, &hidden), "width");
  }
}

static void paragraph(Book *b, Page *p, const char *z, const Look *look) {
  double w = 0;
  int i;
  for (i = 0; i < p->nCol; i++) w += p->width[i];
  put_span(b, p, p->row, 0, p->nCol - 1, z, look);
  set_height(b, p, p->row, 13.0 * text_lines(z, w * 1.1) + 1);
  p->row++;
}

/* The row of the link back: beside the period line, or beside the title where that line would run into it. */
static int link_row(const Page *p, const char *line, const char *title) {
  double w = 0;
  int i;
  for (i = 0; i < p->nCol - 1; i++) w += p->width[i];
  return (double)utf8_length(line) * 1.1 > w && (double)utf8_length(title) * 1.6 < w ? 0 : 1;
}

static void top(Book *b, Page *p, const Page *pages) {
  const Block *k = &p->block[0];
  const char *line = period_line(b->j, k), *title = k->q->r->title ? page_fill(b->j, k, k->q->r->title) : p->name;
  int i;
  put_text(b, p, 0, 0, title, &look_title);
  set_height(b, p, 0, 24);
  put_text(b, p, 1, 0, line, &look_subtitle);
  set_height(b, p, 1, 17);
  if (p != pages) {
    put_link(b, p, link_row(p, line, title), p->nCol - 1, pages[0].name,
             pool_printf(&b->j->pool, in_lang("kembali ke %s", "back to %s"), pages[0].name), &look_link);
  }
  p->row = 2;
  for (i = 0; i < k->q->r->nNote; i++) paragraph(b, p, page_fill(b->j, k, k->q->r->note[i]), &look_note);
  set_height(b, p, p->row++, 10);
}

static void sources(Book *b, Page *p) {
  Look look = look_note;
  int i, j, any = 0;
  look.italic = 0;
  for (i = 0; i < p->nBlock; i++) {
    for (j = 0; j < p->block[i].q->r->nSource; j++) {
      if (!any++) p->row++;
      paragraph(b, p, page_fill(b->j, &p->block[i], p->block[i].q->r->source[j]), &look);
    }
  }
}

static void toc(Book *b, Page *p, const Page *pages, int nPage, int row) {
  int i;
  put_text(b, p, row, p->toc, page_fill(b->j, &p->block[0], b->j->workbook->toc), &look_heading);
  for (i = 1; i < nPage; i++) {
    if (!pages[i].def->hide) put_link(b, p, ++row, p->toc, pages[i].name, pages[i].name, &look_toc);
  }
  if (row >= p->row) p->row = row + 1; /* what follows spans the list's column, too */
}

/* ---- print ---- */

/* & begins a command in a footer, and a digit behind a font size would be read with it. */
static const char *footer_text(Book *b, const char *text) {
  const char *z = text_clean(&b->j->pool, text);
  char *out = pool_alloc(&b->j->pool, 2 * strlen(z) + 1), *o = out;
  for (; *z; z++) {
    *o++ = *z == '\n' ? ' ' : *z;
    if (*z == '&') *o++ = '&';
  }
  return out;
}

/* A footer has at most 255 characters; a long title is left out. */
static void make_footer(Book *b) {
  const char *font = "&8&\"Calibri,Regular\"", *mark = b->j->d->mark ? b->j->d->mark : "", *rest;
  rest = pool_printf(&b->j->pool, "&C%s%s&R%s%s", font, utf8_length(mark) > 80 ? "" : footer_text(b, mark), font,
                     in_lang("Halaman &P dari &N", "Page &P of &N"));
  b->footer = pool_printf(&b->j->pool, "&L%s%s%s", font, footer_text(b, b->j->title), rest);
  if (utf16_length(b->footer) <= 255) return;
  job_warn(b->j, "the title is too long for the footers and is left out there");
  b->footer = rest;
}

static void print(Book *b, Page *p) {
  const Block *k = &p->block[p->nBlock - 1];
  worksheet_set_paper(p->ws, p->def->folio ? 14 : 9);
  if (p->def->landscape) worksheet_set_landscape(p->ws);
  worksheet_set_margins(p->ws, 0.5, 0.5, 0.6, 0.75);
  worksheet_center_horizontally(p->ws);
  if (p->def->fit == FIT_WIDTH) worksheet_fit_to_pages(p->ws, 1, 0);
  if (p->def->fit == FIT_PAGE) worksheet_fit_to_pages(p->ws, 1, 1);
  lxw_check(b, worksheet_set_footer(p->ws, b->footer), "footer");
  worksheet_gridlines(p->ws, LXW_HIDE_ALL_GRIDLINES);
  if (p->def->tab) worksheet_set_tab_color(p->ws, (lxw_color_t)p->def->tab);
  if (p->def->hide) worksheet_hide(p->ws);
  if (p->nBlock == 1 && p->nTable == 1 && !p->toc) {
    lxw_check(b, worksheet_repeat_rows(p->ws, (lxw_row_t)k->header, (lxw_row_t)(k->first - 1)), "repeat");
    worksheet_freeze_panes(p->ws, (lxw_row_t)k->first, (lxw_col_t)p->def->freeze);
  }
}

/* ---- a page ---- */

static void page_write(Book *b, Page *p, const Page *pages, int nPage) {
  int i, toc_row = 0;
  if (p->def->plain) form_formats(&p->block[0]);
  widths(b, p, pages, nPage);
  if (!p->def->plain) top(b, p, pages);
  for (i = 0; !b->rc && i < p->nBlock; i++) {
    Block *k = &p->block[i];
    if (i) p->row++;
    if (i && k->q->r->title) put_text(b, p, p->row++, 0, page_fill(b->j, k, k->q->r->title), &look_heading);
    if (k->q->r->nCard) {
      cards_write(b, p, k);
    } else {
      if (!toc_row) toc_row = p->row;
      table_write(b, p, k);
      chart_right(b, p, k);
    }
  }
  chart_below(b, p);
  if (p->toc) toc(b, p, pages, nPage, toc_row ? toc_row : p->row);
  if (!p->def->plain) sources(b, p);
  print(b, p);
  form_protect(b, p);
}

/* Said before the pages are made, because the sheet Keterangan lists the warnings. */
static void warn_large(Job *j) {
  int i, row, col;
  for (i = 0; i < j->nResult; i++) {
    const Result *q = &j->result[i];
    for (row = 0; row < q->nRow; row++) {
      for (col = 0; col < q->nCol; col++) {
        const Value *v = AT(q, row, col);
        if (!beyond_double(v)) continue;
        job_warn(j, "%s, row %d, column %s: %lld is beyond 2^53 and goes out as text", q->r->base, row + 1,
                 q->name[col], (long long)v->i);
      }
    }
  }
}

static void properties(Book *b) {
  lxw_doc_properties d = {0};
  const Report *w = b->j->workbook;
  d.title = (char *)(uintptr_t)text_clean(&b->j->pool, b->j->title);
  d.author = (char *)(uintptr_t)(w && w->author ? w->author : "spm-report");
  d.comments = (char *)(uintptr_t)text_clean(&b->j->pool, b->j->d->mark ? b->j->d->mark : "");
  d.created = b->j->o->now;
  lxw_check(b, workbook_set_properties(b->wb, &d), "properties");
}

int write_xlsx(Job *j, const char *path, int *nSheet) {
  Book b = {.j = j};
  Page *pages;
  int i;
  lxw_error e;
  job_title(j);
  b.wb = workbook_new(path);
  if (!b.wb) {
    log_error("%s: cannot make a workbook", j->path);
    return RC_OUTPUT;
  }
  warn_large(j);
  make_footer(&b);
  pages = pages_make(j, nSheet, &b.rc);
  for (i = 0; !b.rc && i < *nSheet; i++) {
    pages[i].ws = workbook_add_worksheet(b.wb, pages[i].name);
    if (!pages[i].ws) {
      log_error("%s: sheet %s cannot be added", j->path, pages[i].name);
      b.rc = RC_DEFINITION;
    }
  }
  for (i = 0; !b.rc && i < *nSheet; i++) page_write(&b, &pages[i], pages, *nSheet);
  for (i = 0; !b.rc && pages[i].def->hide;) i++; /* the provenance is never hidden */
  if (!b.rc) worksheet_activate(pages[i].ws), worksheet_set_first_sheet(pages[i].ws);
  if (!b.rc) properties(&b);
  e = workbook_close(b.wb);
  if (e && !b.rc) {
    log_error("%s: %s", j->path, lxw_strerror(e));
    b.rc = RC_OUTPUT;
  }
  return b.rc;
}
