/* put.c: every cell of a workbook goes through here, because libxlsxwriter accepts what spreadsheets do not:
** texts above 32,767 UTF-16 units, integers above 2^53, overlapping merged cells, more links than a sheet holds,
** control characters, texts that read like an escape. */
#include "write/xlsx/xlsx.h"

#define TEXT_MAX 32767
#define LINK_MAX 65530 /* of a sheet */

void xlsx_check(Book *b, lxw_error e, const char *where) {
  if (!e || b->rc) return;
  log_error("%s: %s: %s", b->j->path, where, lxw_strerror(e));
  b->rc = RC_OUTPUT;
}

static int is_control(char c) {
  return (unsigned char)c < ' ' && c != '\t' && c != '\n';
}

/* Does it begin what a reader takes for an escape, as _x0041_, when control characters are written so? */
static int is_escape(const char *z) {
  return z[0] == '_' && z[1] == 'x' && strspn(z + 2, "0123456789abcdefABCDEF") >= 4 &&
         (z[6] == '_' || is_control(z[6]));
}

/* XML has no control characters. A spreadsheet reads _x0007_ in a cell as BEL, so the text is kept: it is the data, and
** no business of the report to mend. The library would write them so in the cells, but not in the copies of the cells
** that charts have. A sign that only looks as if it began such an escape is written _x005F_. */
static const char *escape(Book *b, const char *z) {
  char *o;
  const char *at = z;
  while (*at && !is_control(*at) && !is_escape(at)) at++;
  if (!*at) return z;
  char *out = o = pool_alloc(&b->j->pool, 7 * strlen(z) + 1);
  for (; *z; z++) {
    if (is_control(*z)) o += sprintf(o, "_x%04X_", (unsigned)*z);
    else if (is_escape(z)) o += sprintf(o, "_x005F_");
    else *o++ = *z;
  }
  return out;
}

const char *cell_name(Book *b, int row, int col) {
  char *z = pool_alloc(&b->j->pool, LXW_MAX_CELL_NAME_LENGTH);
  lxw_rowcol_to_cell(z, (lxw_row_t)row, (lxw_col_t)col);
  return z;
}

/* ", column NAME" of the table that the cell stands in, or "". */
static const char *column_words(Book *b, int row, int col) {
  const Leaf *l = b->now;
  for (int i = l->p->nBlock - 1; i >= 0; i--) {
    const Table *t = &l->table[i];
    if (t->k && t->first <= row && col < t->k->nShown)
      return pool_printf(&b->j->pool, ", column %s", t->k->q->r->col[t->k->shown[col]].name);
  }
  return "";
}

/* The text as a cell holds it, or "" after an error. */
static const char *cell_text(Book *b, int row, int col, const char *z) {
  z = escape(b, z);
  if (utf16_length(z) <= TEXT_MAX) return z;
  if (!b->rc)
    log_error("%s: sheet %s, cell %s: a text of %zu characters; a cell holds %d%s", b->j->path, b->now->p->name,
              cell_name(b, row, col), utf16_length(z), TEXT_MAX, column_words(b, row, col));
  if (!b->rc) b->rc = RC_OUTPUT, b->j->unfit = 1;
  return "";
}

void xlsx_text(Book *b, int row, int col, const char *z, const Look *look) {
  z = cell_text(b, row, col, z);
  if (*z) xlsx_check(b, worksheet_write_string(SPOT(b, row, col), z, xlsx_style(b, look)), "text");
  else xlsx_check(b, worksheet_write_blank(SPOT(b, row, col), xlsx_style(b, look)), "cell");
}

/* Excel would mend a workbook whose merged cells overlap; the layout never does that, or it is a mistake here. */
void xlsx_span(Book *b, int row, int last, int from, int to, const char *z, const Look *look) {
  Leaf *l = b->now;
  if (row == last && from >= to) {
    xlsx_text(b, row, from, z, look);
    return;
  }
  for (int i = 0; i < l->nMerged; i++) {
    const struct Merged *m = &l->merged[i];
    if (row > m->last || last < m->row || from > m->to || to < m->from || b->rc) continue;
    log_error("sheet %s: the merged cells of rows %d and %d overlap", l->p->name, m->row + 1, row + 1);
    b->rc = RC_OUTPUT;
  }
  *PUSH(&b->j->pool, l->merged, l->nMerged) = (struct Merged){row, last, from, to};
  z = cell_text(b, row, from, z);
  xlsx_check(b, worksheet_merge_range(AREA(b, row, from, last, to), z, xlsx_style(b, look)), "merged cells");
}

void xlsx_number(Book *b, int row, int col, double x, const Look *look) {
  xlsx_check(b, worksheet_write_number(SPOT(b, row, col), x, xlsx_style(b, look)), "number");
}

void xlsx_formula(Book *b, int row, int col, const char *formula, double x, const Look *look) {
  xlsx_check(b, worksheet_write_formula_num(SPOT(b, row, col), formula, xlsx_style(b, look), x), "formula");
}

const char *sheet_quoted(Book *b, const char *sheet) {
  const char *quoted = "";
  for (; *sheet; sheet++) quoted = pool_printf(&b->j->pool, "%s%s%c", quoted, *sheet == '\'' ? "'" : "", *sheet);
  return pool_printf(&b->j->pool, "'%s'", quoted);
}

void xlsx_link(Book *b, int row, int col, const char *sheet, const char *cell, const char *z, const Look *look) {
  if (b->now->nLink++ == LINK_MAX && !b->rc) {
    log_error("sheet %s, row %d: a sheet holds %d links", b->now->p->name, row + 1, LINK_MAX);
    b->rc = RC_QUERY;
  }
  if (b->rc) return;
  const char *url = pool_printf(&b->j->pool, "internal:%s!%s", sheet_quoted(b, sheet), cell);
  z = cell_text(b, row, col, z);
  xlsx_check(b, worksheet_write_url_opt(SPOT(b, row, col), url, xlsx_style(b, look), z, NULL), "link");
}

void xlsx_height(Book *b, int row, double points) {
  xlsx_check(b, worksheet_set_row(b->now->ws, (lxw_row_t)row, points, NULL), "row height");
}

static void put_date(Book *b, int row, int col, const Value *v, const Look *look) {
  lxw_datetime t = {0};
  if (!date_valid(v->z, &t.year, &t.month, &t.day) || t.year < 1900) xlsx_text(b, row, col, v->z, look);
  else xlsx_check(b, worksheet_write_datetime(SPOT(b, row, col), &t, xlsx_style(b, look)), "date");
}

void xlsx_value(Book *b, int row, int col, const Value *v, Format f, const Look *look) {
  if (v->type == V_TEXT && format_info[f].holds == H_DATE) put_date(b, row, col, v, look);
  else if (v->type == V_NULL || v->type == V_TEXT) xlsx_text(b, row, col, v->type == V_TEXT ? v->z : "", look);
  else if (f == F_BOOL) xlsx_text(b, row, col, v->i ? "ya" : "tidak", look);
  else if (beyond_double(v)) xlsx_text(b, row, col, pool_printf(&b->j->pool, "%lld", (long long)v->i), look);
  else xlsx_number(b, row, col, cell_number(v, f), look);
}

/* ---- measures ---- */

int text_lines(const char *z, double width) {
  double used = 0;
  int lines = 1;
  while (*z) {
    size_t n = strcspn(z, " \n");
    char word[512];
    snprintf(word, sizeof word, "%.*s", (int)n, z);
    double w = (double)utf8_length(word);
    if (used > 0 && used + 1 + w > width) lines++, used = w;
    else used += w + (used > 0);
    z += n;
    if (*z == '\n') lines++, used = 0;
    z += *z != 0;
  }
  return lines;
}

int span_pixels(const Leaf *l, int from, int to) {
  int n = 0;
  for (; from <= to; from++) n += (int)(l->width[from] * 7 + 5.5);
  return n;
}
