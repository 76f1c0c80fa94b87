/* query.c: a report's SELECT: one guarded statement, its parameters bound, all its rows in memory.
**
** It is prepared and checked once for all files of a run (Database.kept) and reset after each.
**
** What is wrong with the text of a report is an error at its line (RC_DEFINITION); what goes wrong while it runs is
** RC_QUERY, or the database's own code. Values that no writer could hold (blobs, infinity, text that is not UTF-8) stop
** the run here, once for all formats. */
#include "query/query.h"

/* ---- prepare ---- */

static int failed(Database *d, Report *r, int rc) {
  int code = database_code(d, rc), offset = sqlite3_error_offset(d->db);
  Place at = offset >= 0 ? report_place(r, (size_t)offset) : r->sql_at;
  if (code != RC_QUERY) return code;
  if (d->denied) define_bad(r, r->sql_at, "a report may only read: %s is not allowed", d->denied);
  else define_bad(r, at, "%s", sqlite3_errmsg(d->db));
  return RC_DEFINITION;
}

static void check_rest(Database *d, Report *r, const char *tail) {
  sqlite3_stmt *s = NULL;
  size_t i = (size_t)(tail - r->text);
  int rc = sqlite3_prepare_v2(d->db, tail, (int)(r->nText - i), &s, NULL);
  if (rc || s)
    define_bad(r, report_place(r, i + strspn(tail, " \t\r\n")), "a report is one statement; a second begins here");
  sqlite3_finalize(s);
}

static void check_params(Report *r, sqlite3_stmt *s) {
  int k;
  for (int i = 1; i <= sqlite3_bind_parameter_count(s); i++) {
    const char *name = sqlite3_bind_parameter_name(s, i);
    if (!name || name[0] != ':') {
      define_bad(r, report_place(r, report_find_param(r, name ? name : "?")), "a parameter is written :name, not %s",
                 name ? name : "?");
    } else if ((k = report_param(r, name + 1)) >= 0) {
      r->param[k].used = 1;
    } else {
      define_bad(r, report_place(r, report_find_param(r, name)), "parameter %s is not declared%s", name,
                 report_near_param(r, name + 1));
    }
  }
  for (int i = 0; i < r->nParam; i++) {
    const Param *d = &r->param[i];
    if (d->given && report_col(r, d->name) < 0)
      define_bad(r, d->at, "parameter %s is given by no column of the SELECT", d->name);
    else if (!d->used && !d->given && !d->fixed) define_bad(r, d->at, "parameter %s is declared but not used", d->name);
  }
}

/* The texts of a workbook may name the columns of its SELECT. */
static void use_name(void *ctx, Place at, const char *name) {
  Report *r = ctx;
  int i = report_col(r, name);
  if (i >= 0) r->col[i].used = 1;
  else if (report_param(r, name) < 0) define_bad(r, at, "{%s}: no such parameter or column", name);
}

static int prepare_new(Database *d, Report *r, sqlite3_stmt **ps) {
  const char *tail = NULL;
  int rc = sqlite3_prepare_v2(d->db, r->text, (int)r->nText, ps, &tail);
  if (rc) return failed(d, r, rc);
  if (!*ps) return define_bad(r, r->sql_at, "the file has no SELECT"), RC_DEFINITION;
  if (sqlite3_stmt_isexplain(*ps)) define_bad(r, r->sql_at, "a report may only read: EXPLAIN is not allowed");
  else if (!sqlite3_stmt_readonly(*ps) || !sqlite3_column_count(*ps)) {
    define_bad(r, r->sql_at, "a report may only read: this statement is not a SELECT");
  }
  check_rest(d, r, tail);
  query_resolve(r, *ps);
  check_params(r, *ps);
  if (r->is_workbook) report_texts(r, use_name, r, 0);
  return r->nDiag ? RC_DEFINITION : RC_OK;
}

/* The report's statement: the kept one, or a new one, which is kept when nothing is wrong with it. */
static int prepare(Database *d, Report *r, sqlite3_stmt **ps) {
  sqlite3_stmt *s = NULL;
  *ps = NULL;
  d->denied = NULL;
  for (int i = 0; i < d->nKept; i++)
    if (d->kept[i].r == r) return *ps = d->kept[i].stmt, RC_OK;
  int rc = prepare_new(d, r, &s);
  if (rc) return sqlite3_finalize(s), rc;
  *PUSH(&d->pool, d->kept, d->nKept) = (struct Kept){r, s};
  return *ps = s, RC_OK;
}

int query_check(Database *d, Report *r) {
  sqlite3_stmt *s;
  int rc = RC_OK;
  if (r->sql < r->nText) rc = prepare(d, r, &s);
  return report_errors(r) ? RC_DEFINITION : rc;
}

/* ---- bind ---- */

static int no_such_code(const Param *param, const Value *v) {
  log_error("parameter %s: no region has the code %s; write one such as 32.12, or a name", param->name, v->z);
  return RC_USAGE;
}

/* The code of the region that a text names. A code that no region has is an error; so is a text that names none, or
** several: the sentence is that of spm_trend, which lists what it may be, without its name and its argument's. */
static int region_code(Database *d, const Param *param, Pool *p, Value *v) {
  static const char sql[] =
      "SELECT coalesce(spm_region(?1), CASE WHEN ?1 NOT GLOB '[0-9][0-9]' AND ?1 NOT GLOB '[0-9][0-9].[0-9][0-9]' "
      "THEN (SELECT who FROM spm_trend(?1)) END)";
  static const char by[] = "spm_trend: who ";
  sqlite3_stmt *s = NULL;
  int code = RC_OK, rc = sqlite3_prepare_v2(d->db, sql, -1, &s, NULL);
  if (!rc) rc = sqlite3_bind_text64(s, 1, v->z, v->n, SQLITE_STATIC, SQLITE_UTF8);
  d->running = 1;
  if (!rc && (rc = sqlite3_step(s)) == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(s, 0);
    size_t n = (size_t)sqlite3_column_bytes(s, 0);
    if (z) *v = (Value){.type = V_TEXT, .z = pool_text(p, z, n), .n = n};
    else code = no_such_code(param, v);
  } else if ((code = database_code(d, rc)) == RC_QUERY) {
    const char *z = sqlite3_errmsg(d->db);
    if (strncmp(z, by, sizeof by - 1) == 0) {
      log_error("parameter %s: %s", param->name, z + sizeof by - 1);
      code = RC_USAGE;
    } else {
      log_error_at(param->at, "parameter %s: %s", param->name, z);
    }
  }
  d->running = 0;
  sqlite3_finalize(s);
  return code;
}

static int not_province(const Param *param, const char *given, const Value *v) {
  log_error("parameter %s: '%s' is %s, which is no province; write %.2s", param->name, given, v->z, v->z);
  return RC_USAGE;
}

/* A time up to which things count is a date or the name of an edition, which stands for its time and for what was recorded
** by then. */
static int edition_known(Database *d, const Param *param, const Value *v) {
  static const char sql[] =
      "WITH e AS (SELECT name FROM edition WHERE name NOT IN (SELECT key FROM withdrawal WHERE what = 'edition') "
      "ORDER BY name) SELECT ?1 IN (SELECT name FROM e), (SELECT group_concat(name, ', ') FROM e)";
  sqlite3_stmt *s = NULL;
  int y, m, day, code = RC_OK, rc = SQLITE_OK;
  if (v->n == 10 && date_valid(v->z, &y, &m, &day)) return RC_OK;
  rc = sqlite3_prepare_v2(d->db, sql, -1, &s, NULL);
  if (!rc) rc = sqlite3_bind_text64(s, 1, v->z, v->n, SQLITE_STATIC, SQLITE_UTF8);
  d->running = 1;
  if (!rc && (rc = sqlite3_step(s)) == SQLITE_ROW && sqlite3_column_int(s, 0) == 0) {
    const char *z = (const char *)sqlite3_column_text(s, 1);
    log_error("parameter %s: '%s' is no date (2023-07-20), and no edition has this name; %s%s", param->name, v->z,
              z ? "editions: " : "there is no edition", z ? z : "");
    code = RC_USAGE;
  } else if (rc != SQLITE_ROW && (code = database_code(d, rc)) == RC_QUERY) {
    log_error_at(param->at, "parameter %s: %s", param->name, sqlite3_errmsg(d->db));
  }
  d->running = 0;
  sqlite3_finalize(s);
  return code;
}

/* The value of parameter i: the workbook's row, the command line, the default, in that order (Binding, query.h). */
static int choose(Database *d, Report *r, int i, Binding *b, Pool *p, Value *v) {
  const Param *param = &r->param[i];
  const char *why = NULL;
  Value row = {0};
  int n = 0, rc = RC_OK;
  *v = (Value){0};
  if (param->fixed) return *v = param->def, RC_OK;
  for (int k = 0; b->outputs && k < b->outputs->nCol; k++)
    if (strcmp(b->outputs->name[k], param->name) == 0) row = *AT(b->outputs, b->row, k);
  if (row.type == V_TEXT) why = param_convert(p, param, row.z, &row);
  if (!b->fallback) *v = row;
  for (int k = 0; k < b->o->nSet && v->type == V_NULL; k++)
    if (strcmp(b->o->set[k].name, param->name) == 0) why = param_convert(p, param, b->o->set[k].value, v), n++;
  if (!n && v->type == V_NULL) *v = row.type != V_NULL ? row : param->def;
  if (v->type != V_NULL && !v->z) v->z = text_value(p, v);
  /* what a workbook's row gives is a code already */
  const char *given = v->z;
  int is_place = param->type == P_REGION || param->type == P_PROVINCE;
  if (!why && is_place && v->type == V_TEXT && given != row.z) rc = region_code(d, param, p, v);
  if (!rc && !why && param->type == P_PROVINCE && v->type == V_TEXT && v->n != 2) rc = not_province(param, given, v);
  if (!why && param->type == P_ASOF && v->type == V_TEXT && v->z != row.z) rc = edition_known(d, param, v);
  if (rc) return rc;
  if (!why && v->type != V_NULL) why = param_limits(p, param, v);
  if (!why && v->type == V_NULL && param->required) why = pool_printf(p, "%s needs -p %s=VALUE", r->name, param->name);
  if (!why) return RC_OK;
  return log_error("%s", why), RC_USAGE;
}

int query_bind(Database *d, Report *r, Binding *b, Pool *p, Result *q) {
  int rc = RC_OK;
  *q = (Result){.r = r};
  q->bound = pool_alloc(p, sizeof *q->bound * (size_t)(r->nParam + 1));
  for (int i = 0; !rc && i < r->nParam; i++) rc = choose(d, r, i, b, p, &q->bound[i]);
  return rc;
}

static int bind(Report *r, sqlite3_stmt *s, const Value *bound) {
  int rc = SQLITE_OK;
  for (int i = 1; !rc && i <= sqlite3_bind_parameter_count(s); i++) {
    const Value *v = &bound[report_param(r, sqlite3_bind_parameter_name(s, i) + 1)];
    if (v->type == V_INT) rc = sqlite3_bind_int64(s, i, v->i);
    else if (v->type == V_REAL) rc = sqlite3_bind_double(s, i, v->r);
    else if (v->type == V_TEXT) rc = sqlite3_bind_text64(s, i, v->z, v->n, SQLITE_STATIC, SQLITE_UTF8);
  }
  return rc;
}

/* ---- run ---- */

static int read_cell(Result *q, Pool *p, sqlite3_stmt *s, int i, Value *v) {
  const char *what = NULL, *text = NULL; /* text: one that no file can hold */
  switch (sqlite3_column_type(s, i)) {
  case SQLITE_INTEGER:
    *v = (Value){.type = V_INT, .i = sqlite3_column_int64(s, i)};
    v->r = (double)v->i;
    break;
  case SQLITE_FLOAT:
    *v = (Value){.type = V_REAL, .r = sqlite3_column_double(s, i)};
    if (!isfinite(v->r)) what = "an infinite number";
    break;
  case SQLITE_TEXT:
    *v = (Value){.type = V_TEXT, .z = (const char *)sqlite3_column_text(s, i)};
    v->n = (size_t)sqlite3_column_bytes(s, i);
    v->z = pool_text(p, v->z ? v->z : "", v->z ? v->n : 0);
    if (strlen(v->z) != v->n) text = "text with a zero byte";
    else if (!utf8_valid(v->z, v->n)) text = "text that is not UTF-8";
    break;
  case SQLITE_BLOB: what = "a blob"; break;
  default: *v = (Value){0};
  }
  if (!what && !text) return RC_OK;
  log_error_at(q->r->sql_at, "row %d, column %s: %s cannot be reported", q->nRow, sqlite3_column_name(s, i),
               text ? text : what);
  q->unfit = text != NULL;
  return text ? RC_OUTPUT : RC_QUERY;
}

/* More than a sheet can hold ten times over; a SELECT that never ends must not take all memory. */
#define RESULT_BYTES (512LL << 20)

static int read_rows(Database *d, Pool *p, sqlite3_stmt *s, Result *q) {
  const Report *r = q->r;
  int rc, code = RC_OK, nCell = 0, n = sqlite3_column_count(s);
  long long bytes = 0;
  Value object;
  q->nCol = n + (r->nPivot ? r->nPivot - 1 : 0);
  q->name = pool_alloc(p, sizeof *q->name * (size_t)q->nCol);
  for (int i = 0; i < r->nCol; i++) q->name[r->col[i].source] = r->col[i].name;
  d->running = 1;
  while (!code && (rc = sqlite3_step(s)) == SQLITE_ROW) {
    q->nRow++;
    for (int i = 0; !code && i < n; i++) {
      int is_object = r->nPivot && i == r->object_at;
      code = read_cell(q, p, s, i, is_object ? &object : PUSH(p, q->cell, nCell));
      if (is_object && !code) code = pivot_read(q, p, &object, &nCell);
      if (!code) bytes += (long long)sizeof(Value) + (long long)(is_object ? object.n : q->cell[nCell - 1].n);
    }
    if (code || bytes <= RESULT_BYTES) continue;
    log_error_at(q->r->sql_at, "the result is larger than %lld MiB, after %d rows", RESULT_BYTES >> 20, q->nRow);
    code = RC_QUERY;
  }
  d->running = 0;
  if (code || rc == SQLITE_DONE) return code;
  code = database_code(d, rc);
  if (code == RC_QUERY && d->denied) log_error_at(q->r->sql_at, "a report may only read: %s is not allowed", d->denied);
  else if (code == RC_QUERY) log_error_at(q->r->sql_at, "%s", sqlite3_errmsg(d->db));
  return code;
}

int query_run(Database *d, Report *r, Binding *b, Pool *p, Result *q) {
  sqlite3_stmt *s = NULL;
  int rc = query_bind(d, r, b, p, q);
  if (!rc) rc = prepare(d, r, &s);
  if (rc == RC_DEFINITION) report_errors(r);
  if (!rc && bind(r, s, q->bound) != SQLITE_OK) {
    log_error_at(r->sql_at, "%s", sqlite3_errmsg(d->db));
    rc = RC_QUERY;
  }
  if (!rc) rc = read_rows(d, p, s, q);
  if (s) sqlite3_reset(s), sqlite3_clear_bindings(s);
  return rc ? rc : query_types(q);
}

int result_lookup(const void *ctx, const char *name, Value *v) {
  const Result *q = ctx;
  int i = report_param(q->r, name);
  if (i >= 0) *v = q->bound[i];
  return i >= 0;
}
