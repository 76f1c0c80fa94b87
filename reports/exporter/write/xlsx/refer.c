/* refer.c: cells that lead to a cell of another sheet, or count the cells of a column there that are filled.
**
**   --@ col tempat "Tempat" wrap go=sel           sel: isian|fulfilled|indicator=k-paud.A1
**   --@ col kemajuan "Kemajuan" text filled=kolom  kolom: isian|required+fulfilled, or masalah|problem|bebas
**
** A reference is the name of a report, a column of it, and, for a cell, what its row has in other columns. The report is
** one of the workbook whose sheet is plain, so that its table begins in row 2. What a reference does not find is no link:
** the text stands alone. The count is a formula with its value, for readers that compute nothing: of figures those from 0
** on, since text and what is below are none; of others what is not empty. A+B: rows that have both; a link leads to B.
** `bebas`: no number of rows is owed, so the count stands alone. */
#include "write/xlsx/xlsx.h"

const char *refer_text(const Grid *g, const Names *n) {
  if (!n->nIndex) return NULL;
  const Value *v = AT(g->k->q, g->row, g->k->q->r->col[n->index[0]].source);
  return v->type == V_TEXT && v->n ? v->z : NULL;
}

/* The next part of a reference, up to | ; NULL: it has ended. */
static const char *next_part(Book *b, const char **z) {
  if (!*z) return NULL;
  size_t n = strcspn(*z, "|");
  const char *part = pool_text(&b->j->pool, *z, n);
  *z = (*z)[n] ? *z + n + 1 : NULL;
  return part;
}

static const Block *find_block(Book *b, const char *name, const char **sheet) {
  for (int i = 0; i < b->nLeaf; i++) {
    const Page *p = b->leaf[i].p;
    *sheet = p->name;
    if (p->def->plain && p->nBlock == 1 && strcmp(p->block->q->r->base, name) == 0) return p->block;
  }
  return NULL;
}

/* Does the row have the value in the column that KEY=VALUE names? */
static int has(Book *b, const Block *k, int row, const char *condition) {
  const char *sign = strchr(condition, '=');
  if (!sign) return 0;
  int col = report_col(k->q->r, pool_text(&b->j->pool, condition, (size_t)(sign - condition)));
  return col >= 0 && strcmp(text_value(&b->j->pool, AT(k->q, row, k->q->r->col[col].source)), sign + 1) == 0;
}

/* The first row that has all that follows, row 0 where nothing does; -1: none. */
static int find_row(Book *b, const Block *k, const char *rest) {
  if (!*rest) return 0;
  for (int row = 0; row < k->q->nRow; row++) {
    const char *z = rest, *condition;
    int all = 1;
    while (all && (condition = next_part(b, &z)) != NULL) all = has(b, k, row, condition);
    if (all) return row;
  }
  return -1;
}

static int is_figure(const Block *k, int col) {
  return format_info[k->fmt[col]].holds != H_TEXT && format_info[k->fmt[col]].holds != H_DATE;
}

static int is_filled(const Block *k, int row, int col) {
  const Value *v = AT(k->q, row, k->q->r->col[col].source);
  if (is_figure(k, col)) return v->type != V_NULL && v->type != V_TEXT && v->r >= 0;
  return v->type != V_NULL && !(v->type == V_TEXT && !v->n);
}

static int count_filled(const Block *k, int also, int col) {
  int n = 0;
  for (int row = 0; row < k->q->nRow; row++) n += is_filled(k, row, col) && (also < 0 || is_filled(k, row, also));
  return n;
}

/* The cells of a column, as a formula names them. */
static const char *area_of(Book *b, const char *sheet, const Block *k, int col) {
  return pool_printf(&b->j->pool, "%s!%s:%s", sheet_quoted(b, sheet), cell_name(b, 1, k->place[col]),
                     cell_name(b, k->q->nRow, k->place[col]));
}

static const char *wanted(const Block *k, int col) {
  return is_figure(k, col) ? ">=0" : "<>";
}

/* also: another column that must be filled beside it, -1: none. */
static void write_count(Book *b, int col, const char *sheet, const Block *k, int also, int of, int isFree,
                        const Look *look) {
  int n = k->q->nRow, filled = count_filled(k, also, of);
  const char *fill = in_lang("dari", "of"), *end = in_lang("terisi", "filled");
  const char *area = area_of(b, sheet, k, of);
  const char *count = pool_printf(&b->j->pool, is_figure(k, of) ? "COUNTIF(%s,\">=0\")" : "COUNTA(%s)", area);
  if (also >= 0)
    count = pool_printf(&b->j->pool, "COUNTIFS(%s,\"%s\",%s,\"%s\")", area_of(b, sheet, k, also), wanted(k, also), area,
                        wanted(k, of));
  const char *formula = pool_printf(&b->j->pool, "=%s&\" %s \"&ROWS(%s)&\" %s\"", count, fill, area, end);
  const char *value = pool_printf(&b->j->pool, "%d %s %d %s", filled, fill, n, end);
  if (isFree) {
    formula = pool_printf(&b->j->pool, "=%s&\" %s\"", count, end);
    value = pool_printf(&b->j->pool, "%d %s", filled, end);
  }
  xlsx_check(b, worksheet_write_formula_str(SPOT(b, b->now->row, col), formula, xlsx_style(b, look), value), "formula");
}

/* The column behind +, and the one before it, -1 where the name has none. The result is -1 where one of them is
** none. */
static int find_columns(Book *b, const Block *k, const char *name, int *pAlso) {
  const char *plus = strchr(name, '+');
  int of = report_col(k->q->r, plus ? plus + 1 : name);
  *pAlso = plus ? report_col(k->q->r, pool_text(&b->j->pool, name, (size_t)(plus - name))) : -1;
  if (of < 0 || k->place[of] < 0) return -1;
  return plus && (*pAlso < 0 || k->place[*pAlso] < 0) ? -1 : of;
}

int refer_write(Book *b, const Grid *g, const Column *c, int col, const Look *look) {
  const char *sheet = NULL, *go = refer_text(g, &c->go), *filled = go ? NULL : refer_text(g, &c->filled);
  const char *z = go ? go : filled;
  const char *report = next_part(b, &z), *name = report ? next_part(b, &z) : NULL;
  const Block *k = name ? find_block(b, report, &sheet) : NULL;
  int also = -1, of = k ? find_columns(b, k, name, &also) : -1, row;
  int isFree = z && strcmp(z, "bebas") == 0; /* says nothing of the row */
  if (isFree) z = "";
  if (of < 0 || !k->q->nRow) return 0;
  if (filled) {
    write_count(b, col, sheet, k, also, of, isFree, look);
    return 1;
  }
  const Value *v = AT(g->k->q, g->row, c->source);
  if (v->type != V_TEXT || (row = find_row(b, k, z ? z : "")) < 0) return 0;
  Look link = *look;
  link.link = 1;
  link.color = look_toc.color;
  xlsx_link(b, b->now->row, col, sheet, cell_name(b, row + 1, k->place[of]), v->z, &link);
  return 1;
}
