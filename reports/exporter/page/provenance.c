/* provenance.c: where the figures come from, as the last table of the sheet "Keterangan": time, program, what was
** chosen, the content hash of the database, of every sheet the report file with its hash and number of rows, what a
** hash is for, and the warnings of the run. Officials read it: every hash and every choice stands behind words.
**
** It is built as a report of its own, so that it looks like every other table. */
#include "page/page.h"

#define LONGEST 256 /* bytes of a choice */

static void row(Job *j, Result *q, int *n, const char *what, const char *text) {
  *PUSH(&j->pool, q->cell, *n) = (Value){.type = V_TEXT, .z = what, .n = strlen(what)};
  *PUSH(&j->pool, q->cell, *n) = (Value){.type = V_TEXT, .z = text, .n = strlen(text)};
  q->nRow++;
}

static Report *definition(Pool *p) {
  Report *r = pool_alloc(p, sizeof *r);
  r->pool = p;
  r->path = r->name = r->base = "Keterangan";
  r->title = in_lang("Asal-usul berkas", "Where this file comes from");
  r->sheet.name = "Keterangan";
  Column *c = PUSH(p, r->col, r->nCol);
  *c = (Column){.name = "butir", .header = in_lang("Butir", "Item"), .format = F_WRAP, .color = NO_COLOR, .width = 26};
  c = PUSH(p, r->col, r->nCol);
  *c = (Column){.name = "isi", .header = in_lang("Isi", "Content"), .format = F_WRAP, .color = NO_COLOR, .width = 84};
  c->source = 1;
  Rule *u = PUSH(p, r->rule, r->nRule);
  u->style = R_TEBAL;
  (void)PUSH(p, u->cols.index, u->cols.nIndex);
  return r;
}

/* What a parameter is, without what may be left out of it: "Triwulan, misalnya 2023-TW2; kosong: ..." */
static const char *words_of(Pool *p, const Param *m) {
  const char *z = m->label && *m->label ? m->label : m->name, *end = strstr(z, ", misalnya");
  size_t n = strcspn(z, ";");
  if (end && (size_t)(end - z) < n) n = (size_t)(end - z);
  return pool_text(p, z, n);
}

/* A value of the caller's: not that of an --@ as line, nor what the workbook worked out for its reports. */
static int is_chosen(const Job *j, const Param *m) {
  const Report *w = j->workbook;
  int isGiven = 0;
  for (int i = 0; w && i < w->nParam; i++)
    if (strcmp(w->param[i].name, m->name) == 0) isGiven = w->param[i].given;
  return !m->fixed && !isGiven;
}

/* What nobody would read is only counted. */
static const char *shown(Pool *p, const Param *m, const Value *v) {
  if (v->type == V_NULL) return in_lang("tidak diisi", "not set");
  if (v->n > LONGEST) return pool_printf(p, in_lang("%zu huruf", "%zu letters"), v->n);
  if (m->type != P_BOOL) return v->z;
  return strcmp(v->z, "0") == 0 ? in_lang("tidak", "no") : in_lang("ya", "yes");
}

/* Each parameter once, with the value the reports saw. */
static void parameters(Job *j, Result *q, int *n) {
  const char *text = "";
  const char **seen = NULL;
  int nSeen = 0, s;
  for (int i = 0; i < j->nResult; i++) {
    const Result *m = &j->result[i];
    for (int k = 0; k < m->r->nParam; k++) {
      const Value *v = &m->bound[k];
      if (!is_chosen(j, &m->r->param[k])) continue;
      for (s = 0; s < nSeen && strcmp(seen[s], m->r->param[k].name) != 0;) s++;
      if (s < nSeen) continue;
      *PUSH(&j->pool, seen, nSeen) = m->r->param[k].name;
      text = pool_printf(&j->pool, "%s%s%s: %s", text, *text ? "; " : "", words_of(&j->pool, &m->r->param[k]),
                         shown(&j->pool, &m->r->param[k], v));
    }
  }
  if (nSeen) row(j, q, n, in_lang("Pilihan", "Choices"), text);
}

const char *database_name(Job *j) {
  return text_clean(&j->pool, path_name(j->d->path));
}

const char *page_made_by(Job *j) {
  struct tm tm = clock_jakarta(j->o->now);
  char date[16];
  strftime(date, sizeof date, "%Y-%m-%d", &tm);
  return pool_printf(
      &j->pool,
      in_lang("%s %02d.%02d WIB oleh spm-report %s (SQLite %s)", "%s %02d:%02d WIB by spm-report %s (SQLite %s)"),
      text_date(&j->pool, date), tm.tm_hour, tm.tm_min, SPM_VERSION, sqlite3_libversion());
}

void provenance_make(Job *j, Result *q) {
  static const char *const names[] = {"butir", "isi"};
  int n = 0;
  *q = (Result){.r = definition(&j->pool), .nCol = 2, .name = (const char **)(uintptr_t)names};
  row(j, q, &n, in_lang("Dibuat", "Made"), page_made_by(j));
  parameters(j, q, &n);
  row(j, q, &n, in_lang("Basis data", "Database"),
      pool_printf(&j->pool,
                  in_lang("%s, hanya dibaca\nsidik isi: sha256 %s", "%s, only read\nhash of its content: sha256 %s"),
                  database_name(j), j->d->hash));
  for (int i = 0; i < j->nResult; i++) {
    const Result *m = &j->result[i];
    row(j, q, &n, pool_printf(&j->pool, in_lang("Lembar %s", "Sheet %s"), report_sheet(m->r)),
        pool_printf(&j->pool,
                    in_lang("%s baris, dibuat dengan %s.sql\nsidik berkas itu: sha256 %s",
                            "%s rows, made by %s.sql\nhash of that file: sha256 %s"),
                    text_number(&j->pool, m->nRow, 0), m->r->base, m->r->sha256));
  }
  row(j, q, &n, in_lang("Guna sidik", "What a hash is for"),
      in_lang(
          "Sidik adalah kode yang dihitung dari isi: isi yang sama memberi sidik yang sama, dan perubahan satu huruf "
          "pun "
          "memberi sidik lain. Dengan itu asal angka dapat dicocokkan.",
          "A hash is a code worked out from a content: the same content gives the same, and one other letter another. "
          "So it can be checked where figures come from."));
  for (int i = 0; i < j->nWarning; i++) row(j, q, &n, in_lang("Peringatan", "Warning"), j->warning[i]);
}
