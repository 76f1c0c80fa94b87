/* xlsx.c: a job as a workbook: one page a sheet name, the reports of that name stacked on it in their order.
**
** A page has title, period line (with the database's mark) and notes, then its blocks, then charts that stand below,
** then the sources. The first page carries the list of sheets (`toc`), every other one a link back to it. A page with
** one table repeats its header when printed and keeps it in view. */
#include "write/xlsx/xlsx.h"

/* ---- furniture ---- */

static void widths(Book *b) {
  Leaf *l = b->now;
  const Page *p = l->p;
  int has_toc = l == b->leaf && b->j->whole && b->j->workbook->toc && b->nLeaf > 1 && !p->def->plain;
  l->nCol = p->nCol;
  l->width = pool_alloc(&b->j->pool, sizeof *l->width * (size_t)(p->nCol + 3));
  for (int i = 0; i < p->nBlock; i++)
    if (!p->block[i].q->r->nCard) table_widths(b, &p->block[i]);
  for (int i = 0; i < p->nCol; i++)
    if (l->width[i] <= 0) l->width[i] = 12;
  if (has_toc) {
    l->width[l->nCol] = 3;
    l->toc = l->nCol + 1;
    l->width[l->toc] = 16;
    for (int i = 1; i < b->nLeaf; i++) {
      double w = (double)utf8_length(b->leaf[i].p->name) + 3;
      if (w > l->width[l->toc]) l->width[l->toc] = w;
    }
    l->nCol += 2;
  }
  for (int i = 0; i < l->nCol; i++) {
    const Block *k = &p->block[0]; /* only a plain sheet has hidden columns: it is one table, and it is all data */
    lxw_row_col_options hidden = {.hidden = p->def->plain && i < k->nShown && k->q->r->col[k->shown[i]].hide};
    xlsx_check(b, worksheet_set_column_opt(l->ws, (lxw_col_t)i, (lxw_col_t)i, l->width[i], NULL, &hidden), "width");
  }
}

static void paragraph(Book *b, const char *z, const Look *look) {
  Leaf *l = b->now;
  double w = 0;
  for (int i = 0; i < l->nCol; i++) w += l->width[i];
  xlsx_span(b, l->row, l->row, 0, l->nCol - 1, z, look);
  xlsx_height(b, l->row, 13.0 * text_lines(z, w * 1.1) + 1);
  l->row++;
}

/* The row of the link back: beside the period line, or beside the title where that line would run into it. */
static int link_row(const Leaf *l, const char *line, const char *title) {
  double w = 0;
  for (int i = 0; i < l->nCol - 1; i++) w += l->width[i];
  return (double)utf8_length(line) * 1.1 > w && (double)utf8_length(title) * 1.6 < w ? 0 : 1;
}

static void top(Book *b) {
  Leaf *l = b->now;
  const Block *k = &l->p->block[0];
  const char *line = period_line(b->j, k), *first = b->leaf->p->name;
  const char *title = page_title(b->j, l->p);
  xlsx_text(b, 0, 0, title, &look_title);
  xlsx_height(b, 0, 24);
  xlsx_text(b, 1, 0, line, &look_subtitle);
  xlsx_height(b, 1, 17);
  if (l != b->leaf)
    xlsx_link(b, link_row(l, line, title), l->nCol - 1, first, "A1",
              pool_printf(&b->j->pool, in_lang("kembali ke %s", "back to %s"), first), &look_link);
  l->row = 2;
  for (int i = 0; i < k->q->r->note.n; i++) paragraph(b, page_fill(b->j, k, k->q->r->note.a[i]), &look_note);
  xlsx_height(b, l->row++, 10);
}

static void sources(Book *b) {
  const Page *p = b->now->p;
  Look look = look_note;
  int any = 0;
  look.italic = 0;
  for (int i = 0; i < p->nBlock; i++) {
    for (int j = 0; j < p->block[i].q->r->source.n; j++) {
      if (!any++) b->now->row++;
      paragraph(b, page_fill(b->j, &p->block[i], p->block[i].q->r->source.a[j]), &look);
    }
  }
}

static void toc(Book *b, int row) {
  Leaf *l = b->now;
  xlsx_text(b, row, l->toc, page_fill(b->j, &l->p->block[0], b->j->workbook->toc), &look_heading);
  for (int i = 1; i < b->nLeaf; i++) {
    const Page *p = b->leaf[i].p;
    if (!p->def->hide) xlsx_link(b, ++row, l->toc, p->name, "A1", p->name, &look_toc);
  }
  if (row >= l->row) l->row = row + 1; /* what follows spans the list's column, too */
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
  const char *font = "&8&\"Calibri,Regular\"", *mark = b->j->d->mark ? b->j->d->mark : "";
  const char *rest = pool_printf(&b->j->pool, "&C%s%s&R%s%s", font, utf8_length(mark) > 80 ? "" : footer_text(b, mark),
                                 font, in_lang("Halaman &P dari &N", "Page &P of &N"));
  b->footer = pool_printf(&b->j->pool, "&L%s%s%s", font, footer_text(b, b->j->title), rest);
  if (utf16_length(b->footer) <= 255) return;
  job_warn(b->j, "the title is too long for the footers and is left out there");
  b->footer = rest;
}

static void print(Book *b) {
  const Leaf *l = b->now;
  const Sheet *def = l->p->def;
  const Table *t = &l->table[l->p->nBlock - 1];
  lxw_worksheet *ws = l->ws;
  worksheet_set_paper(ws, def->folio ? 14 : 9);
  if (def->landscape) worksheet_set_landscape(ws);
  worksheet_set_margins(ws, 0.5, 0.5, 0.6, 0.75);
  worksheet_center_horizontally(ws);
  if (def->fit == FIT_WIDTH) worksheet_fit_to_pages(ws, 1, 0);
  if (def->fit == FIT_PAGE) worksheet_fit_to_pages(ws, 1, 1);
  xlsx_check(b, worksheet_set_footer(ws, b->footer), "footer");
  worksheet_gridlines(ws, LXW_HIDE_ALL_GRIDLINES);
  if (def->tab) worksheet_set_tab_color(ws, (lxw_color_t)def->tab);
  if (def->hide) worksheet_hide(ws);
  if (l->p->nBlock == 1 && l->p->nTable == 1 && !l->toc) {
    xlsx_check(b, worksheet_repeat_rows(ws, (lxw_row_t)t->header, (lxw_row_t)(t->first - 1)), "repeat");
    worksheet_freeze_panes(ws, (lxw_row_t)t->first, (lxw_col_t)def->freeze);
  }
}

/* ---- a sheet ---- */

static void sheet(Book *b, Leaf *l) {
  const Page *p = l->p;
  int toc_row = 0;
  b->now = l;
  l->table = pool_alloc(&b->j->pool, sizeof *l->table * (size_t)p->nBlock);
  for (int i = 0; p->def->plain && i < p->block->q->r->nCol; i++)
    p->block->fmt[i] = format_info[p->block->fmt[i]].plain;
  widths(b);
  if (!p->def->plain) top(b);
  for (int i = 0; !b->rc && i < p->nBlock; i++) {
    Table *t = &l->table[i];
    const Report *r = p->block[i].q->r;
    t->k = &p->block[i];
    if (i) l->row++;
    if (i && r->title) xlsx_text(b, l->row++, 0, page_fill(b->j, t->k, r->title), &look_heading);
    if (r->nCard) {
      cards_write(b, t);
    } else {
      if (!toc_row) toc_row = l->row;
      table_write(b, t);
      chart_right(b, t);
    }
  }
  if (b->rc) return;
  chart_below(b);
  if (l->toc) toc(b, toc_row ? toc_row : l->row);
  if (!p->def->plain) sources(b);
  print(b);
  form_protect(b);
}

/* Said before the pages are made, because the sheet Keterangan lists the warnings. */
static void warn_large(Job *j) {
  for (int i = 0; i < j->nResult; i++) {
    const Result *q = &j->result[i];
    for (int row = 0; row < q->nRow; row++) {
      for (int col = 0; col < q->nCol; col++) {
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
  xlsx_check(b, workbook_set_properties(b->wb, &d), "properties");
  if (!w || !w->id) return;
  const char *id = text_clean(&b->j->pool, text_fill(&b->j->pool, w->id, job_lookup, b->j, NULL));
  if (*id) xlsx_check(b, workbook_set_custom_property_string(b->wb, SPM_SHEET_PROPERTY, id), "the id");
}

/* All sheets first: links name them. */
static void sheets(Book *b, const Page *pages) {
  int i;
  b->leaf = pool_alloc(&b->j->pool, sizeof *b->leaf * (size_t)(b->nLeaf + 1));
  for (i = 0; !b->rc && i < b->nLeaf; i++) {
    b->leaf[i].p = &pages[i];
    b->leaf[i].ws = workbook_add_worksheet(b->wb, pages[i].name);
    if (b->leaf[i].ws) continue;
    log_error("%s: sheet %s cannot be added", b->j->path, pages[i].name);
    b->rc = RC_DEFINITION;
  }
  for (i = 0; !b->rc && i < b->nLeaf; i++) sheet(b, &b->leaf[i]);
  for (i = 0; !b->rc && pages[i].def->hide;) i++; /* the provenance is never hidden */
  if (!b->rc) worksheet_activate(b->leaf[i].ws), worksheet_set_first_sheet(b->leaf[i].ws);
}

int write_xlsx(Job *j, const char *path, int *nSheet) {
  Book b = {.j = j};
  job_title(j);
  b.wb = workbook_new(path);
  if (!b.wb) return log_error("%s: cannot make a workbook", j->path), RC_OUTPUT;
  warn_large(j);
  make_footer(&b);
  const Page *pages = pages_make(j, &b.nLeaf, &b.rc);
  *nSheet = b.nLeaf;
  if (!b.rc) sheets(&b, pages);
  if (!b.rc) properties(&b);
  lxw_error e = workbook_close(b.wb);
  if (e && !b.rc) {
    log_error("%s: %s", j->path, lxw_strerror(e));
    b.rc = RC_OUTPUT;
  }
  return b.rc;
}
