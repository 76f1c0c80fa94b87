/* cards.c: a one-row result as number cards over the whole width: caption, large value, a line below.
**
** The sheet's columns belong to the tables; a card takes the columns up to the border nearest to its share of the
** width, at least one. */
#include "write/xlsx/xlsx.h"

/* The first column of each card, and one past the last. */
static int *split(Book *b, int n) {
  const Leaf *l = b->now;
  int *from = pool_alloc(&b->j->pool, sizeof *from * (size_t)(n + 1));
  int all = span_pixels(l, 0, l->nCol - 1);
  for (int i = 1; i < n; i++) {
    double want = (double)all * i / n, best = HUGE_VAL;
    for (int col = from[i - 1] + 1; col <= l->nCol - (n - i); col++) {
      double off = fabs(span_pixels(l, 0, col - 1) - want);
      if (off < best) best = off, from[i] = col;
    }
  }
  from[n] = l->nCol;
  return from;
}

static const char *words(Book *b, const Value *v) {
  if (v->type == V_TEXT) return v->z;
  return v->type == V_NULL ? "–" : text_number(&b->j->pool, v->r, v->type == V_INT ? 0 : 2);
}

void cards_write(Book *b, Table *t) {
  const Block *k = t->k;
  const Report *r = k->q->r;
  int *from = split(b, r->nCard), row = b->now->row;
  for (int i = 0; i < r->nCard; i++) {
    const Card *c = &r->card[i];
    int col = c->value.index[0], last = from[i + 1] - 1;
    const Value *v = card_cell(k, &c->value);
    int number = IS_NUMBER(v);
    Look look = look_value;
    xlsx_span(b, row, row, from[i], last, page_fill(b->j, k, c->caption), &look_caption);
    look_rules(&look, r, col, v);
    look.num = format_info[k->fmt[col]].excel;
    /* The first cell of a merged range holds its value, so a number stays a number. */
    xlsx_span(b, row + 1, row + 1, from[i], last, number ? "" : words(b, v), &look);
    if (number) xlsx_value(b, row + 1, from[i], v, k->fmt[col], &look);
    xlsx_span(b, row + 2, row + 2, from[i], last,
              c->under         ? page_fill(b->j, k, c->under)
              : c->under_col.n ? words(b, card_cell(k, &c->under_col))
                               : "",
              &look_under);
  }
  xlsx_height(b, row, 16);
  xlsx_height(b, row + 1, 30);
  xlsx_height(b, row + 2, 18);
  b->now->row += 3;
}
