/* sqlite.c: a workbook, or a report, as an SQLite database for tools that have no spm: Datasette, Metabase, DuckDB.
**
** A table a report, under the report's name: the columns of its SELECT with the types of their formats, the values as
** the SELECT gave them, and as primary key the columns that the report promises to be unique. Beside them
**
**   tentang_tabel(tabel, judul, baris)        what each table is
**   tentang_kolom(tabel, nomor, kolom, judul, tipe, format)   its columns, under the headers of the page
**   tentang_berkas(nomor, butir, isi)         where it all comes from, as on the sheet Keterangan
**
** Everything is written in one transaction, with neither clock nor path in it but those that stand there. */
#include "write/rows/rows.h"
#include <sqlite3.h>

typedef struct Writer {
  sqlite3 *db;
  Job *j;
  int rc; /* of SQLite */
} Writer;

static const char *const types[] = {"REAL", "INTEGER", "TEXT", "TEXT", "INTEGER"}; /* in the order of Holds */

static void run_sql(Writer *w, char *sql) {
  if (w->rc == SQLITE_OK) w->rc = sql ? sqlite3_exec(w->db, sql, NULL, NULL, NULL) : SQLITE_NOMEM;
  sqlite3_free(sql);
}

static sqlite3_stmt *insert_into(Writer *w, const char *table, int n) {
  sqlite3_stmt *s = NULL;
  sqlite3_str *sql = sqlite3_str_new(w->db);
  sqlite3_str_appendf(sql, "INSERT INTO \"%w\" VALUES (?", table);
  for (int i = 1; i < n; i++) sqlite3_str_appendall(sql, ", ?");
  sqlite3_str_appendall(sql, ")");
  char *z = sqlite3_str_finish(sql);
  if (w->rc == SQLITE_OK) w->rc = z ? sqlite3_prepare_v2(w->db, z, -1, &s, NULL) : SQLITE_NOMEM;
  sqlite3_free(z);
  return s;
}

static void bind_value(Writer *w, sqlite3_stmt *s, int i, const Value *v) {
  if (w->rc != SQLITE_OK) return;
  if (v->type == V_INT) w->rc = sqlite3_bind_int64(s, i, v->i);
  else if (v->type == V_REAL) w->rc = sqlite3_bind_double(s, i, v->r);
  else if (v->type == V_TEXT) w->rc = sqlite3_bind_text64(s, i, v->z, v->n, SQLITE_STATIC, SQLITE_UTF8);
  else w->rc = sqlite3_bind_null(s, i);
}

static void bind_text(Writer *w, sqlite3_stmt *s, int i, const char *z) {
  if (w->rc == SQLITE_OK) w->rc = sqlite3_bind_text(s, i, z, -1, SQLITE_STATIC);
}

static void bind_int(Writer *w, sqlite3_stmt *s, int i, sqlite3_int64 x) {
  if (w->rc == SQLITE_OK) w->rc = sqlite3_bind_int64(s, i, x);
}

static void insert(Writer *w, sqlite3_stmt *s) {
  if (w->rc != SQLITE_OK) return;
  sqlite3_step(s);
  w->rc = sqlite3_reset(s);
}

/* ---- a report ---- */

/* The columns that the report promises to be unique, which are its key; NULL where it promises none that are there. */
static const Expect *key_of(const Block *k) {
  const Report *r = k->q->r;
  for (int i = 0; i < r->nExpect; i++) {
    const Expect *e = &r->expect[i];
    int n = 0;
    for (int c = 0; e->kind == E_UNIQUE && c < e->cols.nIndex; c++)
      for (int s = 0; s < k->nShown; s++) n += k->shown[s] == e->cols.index[c];
    if (n > 0 && n == e->cols.nIndex) return e;
  }
  return NULL;
}

static void make_table(Writer *w, const Block *k) {
  const Report *r = k->q->r;
  const Expect *key = key_of(k);
  sqlite3_str *sql = sqlite3_str_new(w->db);
  sqlite3_str_appendf(sql, "CREATE TABLE \"%w\"(\n", r->base);
  for (int i = 0; i < k->nShown; i++)
    sqlite3_str_appendf(sql, "%s  \"%w\" %s", i ? ",\n" : "", r->col[k->shown[i]].name,
                        types[format_info[k->fmt[k->shown[i]]].holds]);
  for (int i = 0; key && i < key->cols.nIndex; i++)
    sqlite3_str_appendf(sql, "%s\"%w\"", i ? ", " : ",\n  PRIMARY KEY (", r->col[key->cols.index[i]].name);
  sqlite3_str_appendall(sql, key ? ")\n)" : "\n)");
  run_sql(w, sqlite3_str_finish(sql));
}

static void fill_table(Writer *w, const Block *k) {
  const Result *q = k->q;
  sqlite3_stmt *s = insert_into(w, q->r->base, k->nShown);
  for (int row = 0; w->rc == SQLITE_OK && row < q->nRow; row++) {
    for (int i = 0; i < k->nShown; i++) bind_value(w, s, i + 1, AT(q, row, q->r->col[k->shown[i]].source));
    insert(w, s);
  }
  sqlite3_finalize(s);
}

static void describe(Writer *w, const Block *k) {
  const Report *r = k->q->r;
  const char *title = r->title ? page_fill(w->j, k, r->title) : r->base;
  sqlite3_stmt *s = insert_into(w, "tentang_tabel", 3);
  bind_text(w, s, 1, r->base), bind_text(w, s, 2, title), bind_int(w, s, 3, k->q->nRow);
  insert(w, s);
  sqlite3_finalize(s);
  s = insert_into(w, "tentang_kolom", 6);
  for (int i = 0; i < k->nShown; i++) {
    const Column *c = &r->col[k->shown[i]];
    Format f = k->fmt[k->shown[i]];
    bind_text(w, s, 1, r->base), bind_int(w, s, 2, i + 1), bind_text(w, s, 3, c->name);
    bind_text(w, s, 4, page_fill(w->j, k, c->header)), bind_text(w, s, 5, types[format_info[f].holds]);
    bind_text(w, s, 6, format_name(f));
    insert(w, s);
  }
  sqlite3_finalize(s);
}

static void put_report(Writer *w, const Result *q) {
  Block k = block_make(&w->j->pool, q, OF_SELECT);
  make_table(w, &k);
  fill_table(w, &k);
  describe(w, &k);
}

/* ---- the file ---- */

static void put_origin(Writer *w) {
  Result q;
  provenance_make(w->j, &q);
  sqlite3_stmt *s = insert_into(w, "tentang_berkas", 3);
  for (int row = 0; row < q.nRow; row++) {
    bind_int(w, s, 1, row + 1), bind_value(w, s, 2, AT(&q, row, 0)), bind_value(w, s, 3, AT(&q, row, 1));
    insert(w, s);
  }
  sqlite3_finalize(s);
}

int write_sqlite(const char *path, Job *j) {
  static const char tables[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
                               "CREATE TABLE tentang_berkas(nomor INTEGER PRIMARY KEY, butir TEXT, isi TEXT);"
                               "CREATE TABLE tentang_tabel(tabel TEXT PRIMARY KEY, judul TEXT, baris INTEGER);"
                               "CREATE TABLE tentang_kolom(tabel TEXT REFERENCES tentang_tabel, nomor INTEGER,"
                               " kolom TEXT, judul TEXT, tipe TEXT, format TEXT, PRIMARY KEY (tabel, kolom));";
  Writer w = {.j = j};
  w.rc = sqlite3_open_v2(path, &w.db, SQLITE_OPEN_READWRITE, NULL);
  run_sql(&w, sqlite3_mprintf("%s", tables));
  for (int i = 0; i < j->nResult; i++) put_report(&w, &j->result[i]);
  put_origin(&w);
  run_sql(&w, sqlite3_mprintf("COMMIT"));
  if (w.rc != SQLITE_OK) log_error("%s: cannot write: %s", j->path, sqlite3_errmsg(w.db));
  int rc = w.rc == SQLITE_OK ? RC_OK : RC_OUTPUT;
  if (sqlite3_close(w.db) != SQLITE_OK && rc == RC_OK) rc = RC_OUTPUT;
  return rc;
}
