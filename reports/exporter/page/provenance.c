/* provenance.c: where the figures come from, as the last table of the sheet "Keterangan": parameters, time, program,
** the content hash of the database, every report file with its hash and number of rows, and the warnings of the run.
**
** It is built as a report of its own, so that it looks like every other table. */
#include "page/page.h"

#define LONGEST 256 /* bytes of a parameter */

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
  *c = (Column){.name = "butir", .header = in_lang("Butir", "Item"), .format = F_TEXT, .color = NO_COLOR, .width = 24};
  c = PUSH(p, r->col, r->nCol);
  *c = (Column){.name = "isi", .header = in_lang("Isi", "Content"), .format = F_WRAP, .color = NO_COLOR, .width = 84};
  c->source = 1;
  Rule *u = PUSH(p, r->rule, r->nRule);
  u->style = R_TEBAL;
  (void)PUSH(p, u->cols.index, u->cols.nIndex);
  return r;
}

/* A value that people would not read is only counted: a list of rows that one report hands to the others. */
static const char *shown(Pool *p, const Value *v) {
  if (v->type == V_NULL) return in_lang("(tidak diisi)", "(not set)");
  return v->n <= LONGEST ? v->z : pool_printf(p, in_lang("(%zu huruf)", "(%zu letters)"), v->n);
}

/* Each parameter once, with the value the reports saw. */
static void parameters(Job *j, Result *q, int *n) {
  const char *text = "";
  const char **seen = NULL;
  int nSeen = 0, s;
  for (int i = 0; i < j->nResult; i++) {
    const Result *m = &j->result[i];
    for (int k = 0; k < m->r->nParam; k++) {
      if (m->r->param[k].fixed) continue;
      for (s = 0; s < nSeen && strcmp(seen[s], m->r->param[k].name) != 0;) s++;
      if (s < nSeen) continue;
      *PUSH(&j->pool, seen, nSeen) = m->r->param[k].name;
      text = pool_printf(&j->pool, "%s%s%s = %s", text, *text ? "; " : "", m->r->param[k].name,
                         shown(&j->pool, &m->bound[k]));
    }
  }
  if (nSeen) row(j, q, n, in_lang("Parameter", "Parameters"), text);
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
      pool_printf(&j->pool, in_lang("%s, dibaca saja\nsha256 isi %s", "%s, only read\nsha256 of its content %s"),
                  database_name(j), j->d->hash));
  for (int i = 0; i < j->nResult; i++) {
    const Result *m = &j->result[i];
    row(j, q, &n, pool_printf(&j->pool, "%s.sql", m->r->base),
        pool_printf(&j->pool, in_lang("%s baris · sha256 %s", "%s rows · sha256 %s"), text_number(&j->pool, m->nRow, 0),
                    m->r->sha256));
  }
  for (int i = 0; i < j->nWarning; i++) row(j, q, &n, in_lang("Peringatan", "Warning"), j->warning[i]);
}
