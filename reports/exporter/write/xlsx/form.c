/* form.c: a sheet that a person fills in, or saves as CSV: what `plain`, `protect`, `filter` of a sheet and `input`,
** `validate` of a column mean in a workbook.
**
**   --@ sheet "Isian" plain protect filter data
**   --@ col kode "region" text hide
**   --@ col butuh "required" int input validate=integer
**   --@ col status "status" text input validate=list in=belum,proses,selesai
**   --@ col capai "fulfilled" int input validate=integer min=0 within=butuh note=temuan
**
** A plain sheet is data: the header in row 1, no title, notes, links or sources; raw values (percent 0..100, no
** thousands separators, ISO dates), because a spreadsheet saves a CSV as the cells look; hidden columns are there,
** hidden. A protected sheet lets only input cells be edited; there is no password. Cells of an input column are pale
** yellow; `within` colours one that is more than the figure beside it, or has none there, while somebody types; `note` gives a
** cell a comment and a colour of its own, where the row has a text for it. `data` marks the report that is the csv of its workbook (page/plan.c). */
#include "write/xlsx/xlsx.h"

/* Titles have at most 32 characters, messages 255 (libxlsxwriter checks). */
static void column_rules(lxw_data_validation *v, const Column *c) {
  const char *error, *hint;
  switch (c->validate) {
  case VALIDATE_INTEGER:
    v->validate = LXW_VALIDATION_TYPE_INTEGER;
    v->minimum_number = c->hasMin ? c->min : 1 - (double)EXACT_MAX;
    v->maximum_number = (double)EXACT_MAX - 1;
    error = in_lang("Isi bilangan bulat, tanpa titik ribuan.", "A whole number, without separators of thousands.");
    hint = in_lang("Isi bilangan bulat, tanpa titik ribuan; kosongkan bila tidak ada data.",
                   "A whole number, without separators of thousands; leave it empty where there are no data.");
    break;
  case VALIDATE_REAL:
    v->validate = LXW_VALIDATION_TYPE_DECIMAL;
    v->minimum_number = c->hasMin ? c->min : -1e300;
    v->maximum_number = 1e300;
    error = in_lang("Isi angka; koma desimal sesuai pengaturan komputer.",
                    "A number; the decimal sign is that of your computer.");
    hint = in_lang("Isi angka; koma desimal sesuai pengaturan komputer; kosongkan bila tidak ada data.",
                   "A number; the decimal sign is that of your computer; leave it empty where there are no data.");
    break;
  case VALIDATE_DATE:
    v->validate = LXW_VALIDATION_TYPE_DATE;
    v->minimum_datetime = (lxw_datetime){.year = 1945, .month = 1, .day = 1};
    v->maximum_datetime = (lxw_datetime){.year = 2999, .month = 12, .day = 31};
    error = hint = in_lang("Isi tanggal, misalnya 2023-01-31.", "A date, such as 2023-01-31.");
    break;
  default:
    v->validate = LXW_VALIDATION_TYPE_LIST;
    error = hint = in_lang("Pilih salah satu dari daftar.", "Choose from the list.");
  }
  v->error_title = (char *)(uintptr_t)in_lang("Isian belum sesuai", "This does not fit");
  v->error_message = (char *)(uintptr_t)error;
  v->input_message = (char *)(uintptr_t)hint;
}

/* With a least number the message says it. */
static const char *with_least(Book *b, const char *z, const Column *c) {
  if (!c->hasMin || c->validate > VALIDATE_REAL) return z;
  const char *least = text_number(&b->j->pool, c->min, 0);
  return pool_printf(&b->j->pool, in_lang("%s Tidak boleh kurang dari %s.", "%s Not less than %s."), z, least);
}

/* A figure above the one beside it, or where that is empty, stands out while somebody types. */
static void warn_within(Book *b, const Table *t, int at, const Column *c) {
  int most = c->within.nIndex ? t->k->place[c->within.index[0]] : -1;
  if (most < 0) return;
  const char *own = cell_name(b, t->first, at), *other = cell_name(b, t->first, most);
  lxw_conditional_format f = {.type = LXW_CONDITIONAL_TYPE_FORMULA};
  f.value_string =
      (char *)(uintptr_t)pool_printf(&b->j->pool, "=AND(ISNUMBER(%s),OR(ISBLANK(%s),%s>%s))", own, other, own, other);
  f.format = workbook_add_format(b->wb);
  format_set_bg_color(f.format, WARNED);
  format_set_font_color(f.format, 0xc00000);
  xlsx_check(b, worksheet_conditional_format_range(AREA(b, t->first, at, t->last, at), &f), "warning");
}

/* The comment of a cell, which says what was found there. */
void form_note(Book *b, int row, int col, const char *z) {
  lxw_comment_options o = {.x_scale = 2.4, .y_scale = 0.3 + 0.22 * text_lines(z, 44), .author = "spm-report"};
  xlsx_check(b, worksheet_write_comment_opt(SPOT(b, row, col), z, &o), "comment");
}

void form_validate(Book *b, const Table *t) {
  for (int i = 0; i < t->k->nShown; i++) {
    const Column *c = &t->k->q->r->col[t->k->shown[i]];
    lxw_data_validation v = {.criteria = LXW_VALIDATION_CRITERIA_BETWEEN};
    warn_within(b, t, i, c);
    if (!c->validate) continue;
    column_rules(&v, c);
    v.error_message = (char *)(uintptr_t)with_least(b, v.error_message, c);
    if (c->nWord) {
      v.value_list = pool_alloc(&b->j->pool, sizeof *v.value_list * (size_t)(c->nWord + 1));
      for (int j = 0; j < c->nWord; j++) v.value_list[j] = (char *)(uintptr_t)c->word[j];
    }
    xlsx_check(b, worksheet_data_validation_range(AREA(b, t->first, i, t->last, i), &v), "validation");
  }
}

/* The filter before the protection that has to allow it. */
void form_protect(Book *b) {
  lxw_protection may = {.format_columns = 1, .format_rows = 1, .autofilter = 1};
  const Leaf *l = b->now;
  const Table *t = &l->table[0];
  if (l->p->def->filter && t->k->nShown)
    xlsx_check(b,
               worksheet_autofilter(AREA(b, t->first - 1, 0, t->k->q->nRow ? t->last : t->first - 1, t->k->nShown - 1)),
               "filter");
  if (l->p->def->protect) worksheet_protect(l->ws, NULL, &may);
}
