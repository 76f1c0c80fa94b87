/* cards.c: a one-row result as number cards over the whole width: caption, large value, a line below.
**
** The sheet's columns belong to the tables; a card takes the columns up to the border nearest to its share of the
** width, at least one. */
#include "write/xlsx/xlsx.h"
#include <math.h>
#include <string.h>

/* The first column of each card, and one past the last. */
static int *split(Book *b, const Page *p, int n) {
  int *from = pool_alloc(&b->j->pool, sizeof *from * (size_t)(n + 1)), i, col;
  int all = span_pixels(p, 0, p->nCol - 1);
  for (i = 1; i < n; i++) {
    double want = (double)all * i / n, best = HUGE_VAL;
    for (col = from[i - 1] + 1; col <= p->nCol - (n - i); col++) {
      double off = fabs(span_pixels(p, 0, col - 1) - want);
      if (off < best) best = off, from[i] = col;
    }
  }
  from[n] = p->nCol;
  return from;
}

static const char *words(Book *b, const Value *v) {
  if (v->type == V_TEXT) return v->z;
  return v->type == V_NULL ? "–" : text_number(&b->j->pool, v->r, v->type == V_INT ? 0 : 2);
}

void cards_write(Book *b, Page *p, Block *k) {
  const Report *r = k->q->r;
  int *from = split(b, p, r->nCard), i;
  static const Value none = {0};
  for (i = 0; i < r->nCard; i++) {
    const Card *c = &r->card[i];
    int col = c->value.index[0], last = from[i + 1] - 1;
    const Value *v = k->q->nRow ? AT(k->q, 0, r->col[col].source) : &none, *under = &none;
    Look look = look_value;
    if (k->q->nRow && c->under_col.n) under = AT(k->q, 0, r->col[c->under_col.index[0]].source);
    put_span(b, p, p->row, from[i], last, page_fill(b->j, k, c->caption), &look_caption);
    look_rules(&look, r, col, v);
    look.num = number_format(k->fmt[col]);
    /* The first cell of a merged range holds its value, so a number stays a number. */
    put_span(b, p, p->row + 1, from[i], last, v->type == V_INT || v->type == V_REAL ? "" : words(b, v), &look);
    if (v->type == V_INT || v->type == V_REAL) put_value(b, p, p->row + 1, from[i], v, k->fmt[col], &look);
    put_span(b, p, p->row + 2, from[i], last,
             c->under         ? page_fill(b->j, k, c->under)
             : c->under_col.n ? words(b, under)
                              : "",
             &look_under);
  }
  set_height(b, p, p->row, 16);
  set_height(b, p, p->row + 1, 30);
  set_height(b, p, p->row + 2, 18);
  p->row += 3;
}
