/* json.c: a result as JSON, one document a report, or as ndjson, one object a row.
**
**   {"report": name, "title": text, "mark": "DATA CONTOH" or null, "params": {name: value}, "generated": time,
**    "sha256": of the report file, "columns": [{"name", "header", "type", "format"}], "rows": [[...], one a line]}
**
** The values are those of the SELECT, in its order: numbers in the shortest form that reads back as the same number,
** integers beyond 2^53 as strings, bool as true and false, dates as ISO text. Jansson escapes what has to be; text is
** valid UTF-8 and numbers are finite since query.c. */
#include "write/rows/rows.h"
#include <jansson.h>

static json_t *value_json(const Value *v, Format f) {
  char z[32];
  switch (v->type) {
  case V_INT:
    if (f == F_BOOL) return json_boolean(v->i);
    if (!beyond_double(v)) return json_integer(v->i);
    snprintf(z, sizeof z, "%lld", (long long)v->i);
    return json_string(z);
  case V_REAL: return json_real(v->r);
  case V_TEXT: return json_stringn(v->z, v->n);
  default: return json_null();
  }
}

static size_t digits(const Value *v) {
  return JSON_REAL_PRECISION((size_t)(v->type == V_REAL ? text_digits(v->r) : 15));
}

/* Write x and let go of it; 1 when it could be written. */
static int put(FILE *f, json_t *x, size_t flags) {
  int ok = x && json_dumpf(x, f, JSON_ENCODE_ANY | flags) == 0;
  json_decref(x);
  return ok;
}

static json_t *columns_json(const Grid *g) {
  static const char *const type[] = {"real", "int", "text", "date", "bool"}; /* in the order of Holds */
  json_t *a = json_array();
  for (int i = 0; i < g->nCell; i++) {
    const Cell *c = &g->cell[i];
    if (c->col >= 0)
      json_array_append_new(a,
                            json_pack("{s:s, s:s, s:s, s:s}", "name", g->k->q->r->col[c->col].name, "header", c->words,
                                      "type", type[format_info[c->fmt].holds], "format", format_name(c->fmt)));
  }
  return a;
}

static int put_params(FILE *f, const Result *q) {
  int ok = fputc('{', f) != EOF, n = 0;
  for (int i = 0; ok && i < q->r->nParam; i++) {
    const Param *d = &q->r->param[i];
    if (d->fixed) continue;
    ok = (!n++ || fputc(',', f) != EOF) && put(f, json_string(d->name), 0) && fputc(':', f) != EOF &&
         put(f, value_json(&q->bound[i], d->type == P_BOOL ? F_BOOL : F_GUESS), digits(&q->bound[i]));
  }
  return ok && fputc('}', f) != EOF;
}

static int put_head(FILE *f, const Grid *g) {
  const Job *j = g->j;
  const Result *q = g->k->q;
  struct tm tm = clock_jakarta(j->o->now);
  char made[40];
  strftime(made, sizeof made, "%Y-%m-%dT%H:%M:%S+07:00", &tm);
  return fputs("{\"report\":", f) >= 0 && put(f, json_string(q->r->name), 0) && fputs(",\n\"title\":", f) >= 0 &&
         put(f, json_string(q->r->title ? page_fill(g->j, g->k, q->r->title) : q->r->base), 0) &&
         fputs(",\n\"mark\":", f) >= 0 && put(f, j->d->mark ? json_string(j->d->mark) : json_null(), 0) &&
         fputs(",\n\"params\":", f) >= 0 && put_params(f, q) && fputs(",\n\"generated\":", f) >= 0 &&
         put(f, json_string(made), 0) && fputs(",\n\"sha256\":", f) >= 0 && put(f, json_string(q->r->sha256), 0) &&
         fputs(",\n\"columns\":", f) >= 0 && put(f, columns_json(g), JSON_COMPACT) && fputs(",\n\"rows\":[", f) >= 0;
}

static int put_row(FILE *f, const Grid *g, int object) {
  int ok = fputc(object ? '{' : '[', f) != EOF;
  for (int i = 0; ok && i < g->nCell; i++) {
    const Cell *c = &g->cell[i];
    ok = !i || fputc(',', f) != EOF;
    if (object) ok = ok && put(f, json_string(g->k->q->r->col[c->col].name), 0) && fputc(':', f) != EOF;
    ok = ok && put(f, value_json(c->v, c->fmt), digits(c->v));
  }
  return ok && fputc(object ? '}' : ']', f) != EOF;
}

int write_json(FILE *f, Job *j, const Result *q, int lines) {
  Block k = block_make(&j->pool, q, OF_SELECT);
  Grid g = grid_make(j, &k, 0);
  int ok = 1;
  while (ok && grid_next(&g)) {
    if (g.kind == LINE_HEAD && !lines) ok = put_head(f, &g);
    if (g.kind != LINE_DATA) continue;
    ok = (lines || fputs(g.row ? ",\n" : "\n", f) >= 0) && put_row(f, &g, lines) && (!lines || fputc('\n', f) != EOF);
  }
  ok = ok && (lines || fputs("\n]}\n", f) >= 0);
  return ok && fflush(f) == 0 ? RC_OK : RC_OUTPUT;
}
