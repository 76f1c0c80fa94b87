/* json.c: a result as JSON, one document a report, or as ndjson, one object a row.
**
**   {"report": name, "title": text, "mark": "DATA CONTOH" or null, "params": {name: value}, "generated": time,
**    "sha256": of the report file, "columns": [{"name", "header", "type", "format"}], "rows": [[...], one a line]}
**
** The values are those of the SELECT, in its order: numbers in the shortest form that reads back as the same number,
** integers beyond 2^53 as strings, bool as true and false, dates as ISO text. Jansson escapes what has to be; text is valid
** UTF-8 and numbers are finite since query.c. */
#include "write/rows/rows.h"
#include <jansson.h>
#include <stdlib.h>

#define INTEGER_MAX 9007199254740992

static json_t *value_json(const Value *v, Format f) {
  char z[32];
  switch (v->type) {
  case V_INT:
    if (f == F_BOOL) return json_boolean(v->i);
    if (v->i <= INTEGER_MAX && v->i >= -INTEGER_MAX) return json_integer(v->i);
    snprintf(z, sizeof z, "%lld", (long long)v->i);
    return json_string(z);
  case V_REAL: return json_real(v->r);
  case V_TEXT: return json_stringn(v->z, v->n);
  default: return json_null();
  }
}

/* The digits that read back as the same number: 15, 16 or 17. */
static size_t digits(const Value *v) {
  char z[40];
  size_t k;
  for (k = 15; v->type == V_REAL && k < 17; k++) {
    snprintf(z, sizeof z, "%.*g", (int)k, v->r);
    if (strtod(z, NULL) == v->r) break;
  }
  return JSON_REAL_PRECISION(k);
}

/* Write x and let go of it; 1 when it could be written. */
static int put(FILE *f, json_t *x, size_t flags) {
  int ok = x && json_dumpf(x, f, JSON_ENCODE_ANY | flags) == 0;
  json_decref(x);
  return ok;
}

static const char *type_name(Format f) {
  switch (f) {
  case F_TEXT:
  case F_WRAP: return "text";
  case F_NO:
  case F_INT: return "int";
  case F_DATE:
  case F_MONTH: return "date";
  case F_BOOL: return "bool";
  default: return "real";
  }
}

/* The column of the report that shows column i of the SELECT. */
static const Column *column_at(const Report *r, int i) {
  int k;
  for (k = 0; r->col[k].source != i;) k++;
  return &r->col[k];
}

static json_t *columns_json(Job *j, const Result *q, const Format *format) {
  json_t *a = json_array();
  int i;
  for (i = 0; i < q->nCol; i++) {
    const char *header = text_fill(&j->pool, column_at(q->r, i)->header, result_lookup, q, NULL);
    json_array_append_new(a, json_pack("{s:s, s:s, s:s, s:s}", "name", q->name[i], "header", header, "type",
                                       type_name(format[i]), "format", format_name((int)format[i] - 1, NULL)));
  }
  return a;
}

static int put_params(FILE *f, const Result *q) {
  int i, ok = fputc('{', f) != EOF;
  for (i = 0; ok && i < q->r->nParam; i++) {
    const Param *d = &q->r->param[i];
    ok = (!i || fputc(',', f) != EOF) && put(f, json_string(d->name), 0) && fputc(':', f) != EOF &&
         put(f, value_json(&q->bound[i], d->type == P_BOOL ? F_BOOL : F_GUESS), digits(&q->bound[i]));
  }
  return ok && fputc('}', f) != EOF;
}

static int put_head(FILE *f, Job *j, const Result *q, const Format *format) {
  const char *title = q->r->title ? text_fill(&j->pool, q->r->title, result_lookup, q, NULL) : q->r->base;
  time_t jakarta = j->o->now + 7 * 3600;
  struct tm tm;
  char made[40];
  gmtime_r(&jakarta, &tm);
  strftime(made, sizeof made, "%Y-%m-%dT%H:%M:%S+07:00", &tm);
  return fputs("{\"report\":", f) >= 0 && put(f, json_string(q->r->name), 0) && fputs(",\n\"title\":", f) >= 0 &&
         put(f, json_string(title), 0) && fputs(",\n\"mark\":", f) >= 0 &&
         put(f, j->d->mark ? json_string(j->d->mark) : json_null(), 0) && fputs(",\n\"params\":", f) >= 0 &&
         put_params(f, q) && fputs(",\n\"generated\":", f) >= 0 && put(f, json_string(made), 0) &&
         fputs(",\n\"sha256\":", f) >= 0 && put(f, json_string(q->r->sha256), 0) && fputs(",\n\"columns\":", f) >= 0 &&
         put(f, columns_json(j, q, format), JSON_COMPACT) && fputs(",\n\"rows\":[", f) >= 0;
}

static int put_row(FILE *f, const Result *q, int row, const Format *format, int object) {
  int i, ok = fputc(object ? '{' : '[', f) != EOF;
  for (i = 0; ok && i < q->nCol; i++) {
    const Value *v = AT(q, row, i);
    ok = !i || fputc(',', f) != EOF;
    if (object) ok = ok && put(f, json_string(q->name[i]), 0) && fputc(':', f) != EOF;
    ok = ok && put(f, value_json(v, format[i]), digits(v));
  }
  return ok && fputc(object ? '}' : ']', f) != EOF;
}

int write_json(FILE *f, Job *j, const Result *q, int lines) {
  Format *format = pool_alloc(&j->pool, sizeof *format * (size_t)(q->nCol + 1));
  int i, row, ok;
  for (i = 0; i < q->nCol; i++) format[i] = column_format(q, column_at(q->r, i));
  ok = lines || put_head(f, j, q, format);
  for (row = 0; ok && row < q->nRow; row++) {
    ok = (lines || fputs(row ? ",\n" : "\n", f) >= 0) && put_row(f, q, row, format, lines) &&
         (!lines || fputc('\n', f) != EOF);
  }
  ok = ok && (lines || fputs("\n]}\n", f) >= 0);
  return ok && fflush(f) == 0 ? RC_OK : RC_OUTPUT;
}
