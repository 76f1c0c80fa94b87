/* form.c: a sheet that a person fills in, or saves as CSV: what `plain`, `protect`, `filter` of a sheet and `input`,
** `validate` of a column mean in a workbook.
**
**   --@ sheet "Isian" plain protect filter data
**   --@ col kode "region" text hide
**   --@ col butuh "required" int input validate=integer
**   --@ col status "status" text input validate=list in=belum,proses,selesai
**
** A plain sheet is data: the header in row 1, no title, notes, links or sources; raw values (percent 0..100, no
** thousands separators, ISO dates), because a spreadsheet saves a CSV as the cells look; hidden columns are there,
** hidden. A protected sheet lets only input cells be edited; there is no password. Cells of an input column are pale
** yellow. `data` marks the report that is the csv of its workbook (page/plan.c). */
#include "write/xlsx/xlsx.h"

/* Titles have at most 32 characters, messages 255 (libxlsxwriter checks). */
static void column_rules(lxw_data_validation *v, const Column *c) {
  const char *error, *hint;
  switch (c->validate) {
  case VALIDATE_INTEGER:
    v->validate = LXW_VALIDATION_TYPE_INTEGER;
    v->minimum_number = 1 - (double)EXACT_MAX;
    v->maximum_number = (double)EXACT_MAX - 1;
    error = in_lang("Isi bilangan bulat, tanpa titik ribuan.", "A whole number, without separators of thousands.");
    hint = in_lang("Isi bilangan bulat, tanpa titik ribuan; kosongkan bila tidak ada data.",
                   "A whole number, without separators of thousands; leave it empty where there are no data.");
    break;
  case VALIDATE_REAL:
    v->validate = LXW_VALIDATION_TYPE_DECIMAL;
    v->minimum_number = -1e300;
    v->maximum_number = 1e300;
    error = in_lang("Isi angka; koma desimal sesuai pengaturan komputer.",
                    "A number; the decimal sign is that of your computer.");
    hint = in_lang("Isi angka; koma desimal sesuai pengaturan komputer; kosongkan bila tidak ada data.",
                   "A number; the decimal sign is that of your computer; leave it empty where there are no data.");
    break;
  default:
    v->validate = LXW_VALIDATION_TYPE_LIST;
    error = hint = in_lang("Pilih salah satu dari daftar.", "Choose from the list.");
  }
  v->error_title = (char *)(uintptr_t)in_lang("Isian belum sesuai", "This does not fit");
  v->error_message = (char *)(uintptr_t)error;
  v->input_message = (char *)(uintptr_t)hint;
}

void form_validate(Book *b, const Table *t) {
  for (int i = 0; i < t->k->nShown; i++) {
    const Column *c = &t->k->q->r->col[t->k->shown[i]];
    lxw_data_validation v = {.criteria = LXW_VALIDATION_CRITERIA_BETWEEN};
    if (!c->validate) continue;
    column_rules(&v, c);
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
