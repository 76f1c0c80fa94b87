/* resolve.c: the columns that the directives name, found in the SELECT; and their formats held against the values.
**
** Report.col is the order on the page: the declared columns, then the others of the SELECT with a guessed format. */
#include "query/query.h"

static int find(Report *r, const char *name, Place at) {
  for (int i = 0; i < r->nCol; i++)
    if (strcmp(r->col[i].name, name) == 0 && r->col[i].source >= 0) return i;
  if (report_col(r, name) < 0) /* a declared column that is not in the SELECT has had its error */
    define_bad(r, at, "the SELECT has no column %s%s", name,
               nearest(r->pool, name, &r->col->name, sizeof *r->col, r->nCol));
  return -1;
}

static void resolve(Report *r, Names *n) {
  int from, to;
  for (int i = 0; i < n->n; i++) {
    from = find(r, n->a[i].from, n->a[i].at);
    to = n->a[i].to ? find(r, n->a[i].to, n->a[i].at) : from;
    if (from < 0 || to < 0) continue;
    if (to < from) define_bad(r, n->a[i].at, "%s comes after %s", n->a[i].from, n->a[i].to);
    for (; from <= to; from++) *PUSH(r->pool, n->index, n->nIndex) = from;
  }
}

/* The rows have the columns of the SELECT, the members of the pivot where it has their object. */
static void columns(Report *r, sqlite3_stmt *s) {
  int n = sqlite3_column_count(s), nDeclared = r->nCol, j, k = 0;
  r->object_at = -1;
  for (int i = 0; i < n; i++) {
    const char *name = sqlite3_column_name(s, i);
    for (j = 0; j < i && strcmp(sqlite3_column_name(s, j), name) != 0;) j++;
    if (j < i) define_bad(r, r->sql_at, "the SELECT has two columns named %s", name);
    for (j = 0; j < nDeclared && strcmp(r->col[j].name, name) != 0;) j++;
    if (r->nPivot && strcmp(r->object.a[0].from, name) == 0) {
      r->object_at = i;
      for (int m = 0; m < r->nPivot; m++) r->col[r->member_at + m].source = k++;
    } else if (j < nDeclared) {
      if (r->col[j].key) define_bad(r, r->col[j].at, "the SELECT has a column %s, too", name);
      if (r->col[j].source < 0) r->col[j].source = k++;
    } else {
      Column *c = PUSH(r->pool, r->col, r->nCol);
      *c = (Column){.at = r->sql_at, .name = pool_text(r->pool, name, strlen(name)), .color = NO_COLOR, .source = k++};
      c->header = c->name;
    }
  }
  if (r->nPivot && r->object_at < 0)
    define_bad(r, r->object.a[0].at, "the SELECT has no column %s", r->object.a[0].from);
  for (j = 0; j < nDeclared; j++) {
    Column *c = &r->col[j];
    const char *hint = "";
    if (c->source >= 0 || !*c->name || c->key) continue;
    for (int i = nDeclared; i < r->nCol && !*hint; i++) hint = nearest(r->pool, c->name, &r->col[i].name, 0, 1);
    define_bad(r, c->at, "the SELECT has no column %s%s", c->name, hint);
  }
}

/* A band spans neighbours that are on the page, and no two bands share one: Excel would mend the workbook. */
static void check_bands(Report *r) {
  for (int i = 0; i < r->nBand; i++) {
    Names *n = &r->band[i].cols;
    for (int j = 0; j < n->nIndex; j++) {
      if (r->col[n->index[j]].hide)
        define_bad(r, n->a[0].at, "the band covers the hidden column %s", r->col[n->index[j]].name);
      if (j && n->index[j] != n->index[j - 1] + 1) define_bad(r, n->a[0].at, "a band covers neighbours only");
      for (int k = 0; k < i; k++)
        if (names_have(&r->band[k].cols, n->index[j]))
          define_bad(r, n->a[0].at, "two bands cover %s", r->col[n->index[j]].name);
    }
  }
}

static void check_charts(Report *r) {
  for (int i = 0; i < r->nChart; i++) {
    Names *both[2] = {&r->chart[i].x, &r->chart[i].y};
    for (int j = 0; j < both[0]->nIndex + both[1]->nIndex; j++) {
      int c = j < both[0]->nIndex ? both[0]->index[j] : both[1]->index[j - both[0]->nIndex];
      if (r->col[c].hide) define_bad(r, r->chart[i].at, "the chart uses the hidden column %s", r->col[c].name);
    }
  }
}

/* Columns that only say something of the cells of others stand in no file of their own. */
static void set_aside(Report *r, const Names *n) {
  for (int i = 0; i < n->nIndex; i++) r->col[n->index[i]].aside = r->col[n->index[i]].hide;
}

void query_resolve(Report *r, sqlite3_stmt *s) {
  columns(r, s);
  resolve(r, &r->up_key), resolve(r, &r->key);
  for (int i = 0; i < r->up_key.nIndex; i++) r->col[r->up_key.index[i]].used = 1;
  for (int i = 0; i < r->key.nIndex; i++) r->col[r->key.index[i]].used = 1;
  if (r->is_workbook) return;
  for (int i = 0; i < r->nCol; i++) {
    Column *c = &r->col[i];
    resolve(r, &c->link_key), resolve(r, &c->go), resolve(r, &c->filled), resolve(r, &c->within), resolve(r, &c->note);
    set_aside(r, &c->go), set_aside(r, &c->filled), set_aside(r, &c->note);
  }
  resolve(r, &r->group.col);
  if (r->group.col.nIndex) r->col[r->group.col.index[0]].hide = 1;
  for (int i = 0; i < r->nCard; i++) resolve(r, &r->card[i].value), resolve(r, &r->card[i].under_col);
  for (int i = 0; i < r->nBand; i++) resolve(r, &r->band[i].cols);
  for (int i = 0; i < r->total.nSummary; i++) resolve(r, &r->total.summary[i].cols);
  for (int i = 0; i < r->nRule; i++) resolve(r, &r->rule[i].cols);
  for (int i = 0; i < r->nScale; i++) resolve(r, &r->scale[i].cols);
  for (int i = 0; i < r->nIcons; i++) resolve(r, &r->icons[i].cols);
  for (int i = 0; i < r->nChart; i++) resolve(r, &r->chart[i].x), resolve(r, &r->chart[i].y);
  for (int i = 0; i < r->nExpect; i++) resolve(r, &r->expect[i].cols), resolve(r, &r->expect[i].target);
  check_bands(r);
  check_charts(r);
}

/* ---- formats and values ---- */

Format column_format(const Result *q, const Column *c) {
  Format f = F_INT;
  if (c->format != F_GUESS) return c->format;
  for (int row = 0; row < q->nRow; row++) {
    ValueType t = AT(q, row, c->source)->type;
    if (t == V_TEXT) return F_TEXT;
    if (t == V_REAL) f = F_DEC2;
  }
  return f;
}

static int fits(Format f, const Value *v) {
  int y, m, d;
  switch (format_info[f].holds) {
  case H_TEXT: return v->type == V_TEXT;
  case H_INT: return v->type == V_INT;
  case H_BOOL: return v->type == V_INT && (v->i == 0 || v->i == 1);
  case H_DATE: return v->type == V_TEXT && date_valid(v->z, &y, &m, &d);
  default: return v->type != V_TEXT;
  }
}

int query_types(const Result *q) {
  static const char *const type[] = {"NULL", "int", "real", "text"};
  Pool p = {0};
  for (int i = 0; i < q->r->nCol; i++) {
    const Column *c = &q->r->col[i];
    Format f = column_format(q, c);
    for (int row = 0; row < q->nRow; row++) {
      const Value *v = AT(q, row, c->source);
      if (v->type == V_NULL || fits(f, v) || (c->note.n && v->type == V_TEXT)) continue; /* noted: as it was given */
      const char *quote = v->type == V_TEXT ? "\"" : "";
      log_error_at(c->at, "row %d, column %s: %s %s%s%s where %s is declared", row + 1, c->name, type[v->type], quote,
                   text_value(&p, v), quote, format_name(f));
      pool_free(&p);
      return RC_QUERY;
    }
  }
  return RC_OK;
}
