/* page.c: a job as pages: one page a sheet name, the reports of that name stacked on it in their order, and the
** provenance on the last page, "Keterangan".
**
** The options of a sheet stand in the first report on it; in a later one they would be ignored, so they are an error.
** */
#include "page/page.h"

/* A spreadsheet takes Éa and éA for the same name; so they are one sheet. Letters of two bytes are enough for names
** that people here give. */
static int same_name(const char *a, const char *b) {
  for (; *a && *b; a++, b++) {
    int x = (unsigned char)*a, y = (unsigned char)*b;
    if (x == y) {
      if (x != 0xc3 || !a[1] || !b[1]) continue;
      x = (unsigned char)*++a, y = (unsigned char)*++b; /* U+00C0..U+00FE */
      if ((x | 0x20) != (y | 0x20)) return 0;
    } else if (x > 0x7f || y > 0x7f || sqlite3_strnicmp(a, b, 1) != 0) {
      return 0;
    }
  }
  return *a == *b;
}

static Page *page_named(Pool *pool, Page **pa, int *n, const char *name) {
  for (int i = 0; i < *n; i++)
    if (same_name((*pa)[i].name, name)) return &(*pa)[i];
  Page *p = PUSH(pool, *pa, *n);
  p->name = name;
  return p;
}

static int check_options(const Page *p, const Report *r) {
  const Sheet *s = &r->sheet;
  if (!p->def) return RC_OK;
  if (s->tab || s->landscape || s->folio || s->freeze || s->hide || s->fit != FIT_WIDTH || s->plain || s->protect ||
      s->filter)
    return log_error_at(s->at, "the options of sheet %s stand in the first report on it", p->name), RC_DEFINITION;
  if (!p->def->plain && !p->def->filter) return RC_OK;
  return log_error_at(p->def->at, "sheet %s %s: it holds one table, and %s stands on it too", p->name,
                      p->def->plain ? "is plain" : "has a filter", r->base),
         RC_DEFINITION;
}

Block block_make(Pool *pool, const Result *q, Choice of) {
  const Report *r = q->r;
  size_t room = sizeof(int) * (size_t)(r->nCol + 1);
  Block k = {.q = q, .place = pool_alloc(pool, room), .shown = pool_alloc(pool, room)};
  k.fmt = pool_alloc(pool, sizeof *k.fmt * (size_t)(r->nCol + 1));
  for (int i = 0; i < r->nCol; i++) {
    int groups = r->group.on && r->group.col.index[0] == i;
    k.fmt[i] = column_format(q, &r->col[i]);
    k.place[i] = -1;
    int hidden = r->col[i].hide && !r->sheet.plain; /* a plain sheet has its hidden columns, too */
    if (r->col[i].aside || (of != OF_SELECT && hidden && !(groups && of == OF_PAGE_AND_GROUP))) continue;
    int at = k.nShown++;
    while (of == OF_SELECT && at > 0 && r->col[k.shown[at - 1]].source > r->col[i].source)
      k.place[k.shown[at] = k.shown[at - 1]] = at, at--;
    k.place[k.shown[at] = i] = at;
  }
  return k;
}

static int add_block(Pool *pool, Page *p, const Result *q) {
  const Report *r = q->r;
  int rc = check_options(p, r);
  if (rc) return rc;
  Block k = block_make(pool, q, OF_PAGE);
  for (int i = 0; i < r->nCol && r->nCard; i++) k.place[i] = -1;
  if (r->nCard) k.nShown = 0;
  *PUSH(pool, p->block, p->nBlock) = k;
  p->nTable += !r->nCard;
  if (k.nShown > p->nCol) p->nCol = k.nShown;
  if (r->nCard > p->nCol) p->nCol = r->nCard;
  if (!p->def) p->def = &r->sheet;
  return RC_OK;
}

const Value *card_cell(const Block *k, const Names *n) {
  static const Value none = {0};
  return k->q->nRow && n->nIndex ? AT(k->q, 0, k->q->r->col[n->index[0]].source) : &none;
}

/* A column that links to a sheet needs the sheet. */
static int check_links(const Job *j, const Page *pages, int nPage) {
  int k, rc = RC_OK;
  for (int i = 0; i < j->nResult; i++) {
    const Report *r = j->result[i].r;
    for (int c = 0; c < r->nCol; c++) {
      for (k = 0; r->col[c].link && k < nPage && strcmp(pages[k].name, r->col[c].link) != 0;) k++;
      if (!r->col[c].link || k < nPage) continue;
      log_error_at(r->col[c].at, "link=%s: the workbook has no such sheet", r->col[c].link);
      rc = RC_DEFINITION;
    }
  }
  return rc;
}

Page *pages_make(Job *j, int *n, int *rc) {
  Page *a = NULL;
  Result *origin = pool_alloc(&j->pool, sizeof *origin);
  *n = 0;
  *rc = RC_OK;
  for (int i = 0; !*rc && i < j->nResult; i++)
    *rc = add_block(&j->pool, page_named(&j->pool, &a, n, report_sheet(j->result[i].r)), &j->result[i]);
  provenance_make(j, origin);
  if (!*rc) *rc = add_block(&j->pool, page_named(&j->pool, &a, n, origin->r->sheet.name), origin);
  if (!*rc) *rc = check_links(j, a, *n);
  return *rc ? NULL : a;
}

/* ---- texts ---- */

const char *page_fill(Job *j, const Block *k, const char *z) {
  return text_fill(&j->pool, z, result_lookup, k->q, NULL);
}

const char *job_title(Job *j) {
  const Report *first = j->result[0].r;
  const char *z = j->workbook && j->workbook->title ? j->workbook->title : first->title ? first->title : first->base;
  return j->title = text_fill(&j->pool, z, job_lookup, j, NULL);
}

const char *page_title(Job *j, const Page *p) {
  const Report *first = p->block[0].q->r;
  return first->title ? page_fill(j, &p->block[0], first->title) : p->name;
}

const char *mark_text(Job *j) {
  return pool_printf(&j->pool, in_lang("%s, bukan angka resmi", "%s, not official figures"), j->d->mark);
}

const char *period_line(Job *j, const Block *k) {
  const char *sub = k->q->r->subtitle ? page_fill(j, k, k->q->r->subtitle) : "";
  if (!j->d->mark) return sub;
  return pool_printf(&j->pool, "%s%s%s", sub, *sub ? " · " : "", mark_text(j));
}
