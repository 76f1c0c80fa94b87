/* columns.c: what the columns of a file mean: ours, the names of table column_name, and those that are known and not read
** (layout.h). */
#include "layout/layout.h"
#include <string.h>

const char *const spm_import_columns[COL_COUNT] = {
    "region", "period", "indicator",   "required",    "fulfilled", "service", "allocated",  "realised", "submitted_at",
    "opd",    "field",  "problem_no",  "problem",     "solution",  "stage",   "status",     "note",     "document",
    "office", "role",   "document_no", "document_on", "revision",  "unit",    "explanation"};

const ImportColumn spm_import_figures[SPM_FIGURES] = {COL_REQUIRED, COL_FULFILLED, COL_ALLOCATED, COL_REALISED};

int spm_import_is_figure(ImportColumn c) {
  return c == COL_REQUIRED || c == COL_FULFILLED || c == COL_ALLOCATED || c == COL_REALISED;
}

int spm_is_gap(char c) {
  switch (c) { /* which the compiler makes one test of */
  case ' ':
  case '_':
  case '\t':
  case '\n':
  case '.':
  case '-':
  case '/':
  case '*':
  case ':': return 1;
  default: return 0;
  }
}

/* Words in a header that make a figure another one. */
int spm_is_scaled(const char *z) {
  static const char *const az[] = {"%!%%", "%persen%", "%ribu%", "%juta%", "%miliar%", "%milyar%", "%000%", 0};
  for (int i = 0; az[i]; i++)
    if (sqlite3_strlike(az[i], z, '!') == 0) return 1;
  return 0;
}

int spm_is_total(const char *z) {
  static const char *const az[] = {"jumlah", "total", "grand total", "sub total", "subtotal", "rata-rata", 0};
  for (int i = 0; az[i]; i++) {
    size_t n = strlen(az[i]);
    if (sqlite3_strnicmp(z, az[i], (int)n) == 0 && (z[n] == 0 || z[n] == ' ' || z[n] == ':')) return 1;
  }
  return 0;
}

/* As SQLite folds letters, without a call for each: every cell of a file is held against names. */
static int lower(char c) {
  return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

int spm_is_called(const char *z, const char *zName) {
  while (spm_is_gap(*z)) z++;
  for (; *zName; zName++) {
    if (spm_is_gap(*zName)) {
      if (!spm_is_gap(*z)) return 0;
      while (spm_is_gap(*z)) z++;
    } else if (lower(*z++) != lower(*zName)) {
      return 0;
    }
  }
  while (spm_is_gap(*z)) z++;
  return *z == 0 || (*z == '(' && z[strlen(z) - 1] == ')' && !spm_is_scaled(z)); /* (orang) */
}

int spm_is_target(const char *z) {
  return spm_is_called(z, "target") || spm_is_called(z, "jumlah target") || spm_is_called(z, "target penerima");
}

int spm_is_province(const char *z) {
  static const char *const az[] = {"provinsi",
                                   "kode provinsi",
                                   "nama provinsi",
                                   "kode wilayah provinsi",
                                   "nama wilayah provinsi",
                                   "kemendagri kode provinsi",
                                   "kemendagri nama provinsi",
                                   "bps nama provinsi",
                                   "province",
                                   "prov",
                                   "kode prov",
                                   "nama prov",
                                   "propinsi",
                                   "kode propinsi",
                                   "nama propinsi",
                                   0};
  for (int i = 0; az[i]; i++)
    if (spm_is_called(z, az[i])) return 1;
  return 0;
}

static ImportColumn column_called(const char *z) {
  if (strcmp(z, "year") == 0) return COL_YEAR;
  if (strcmp(z, "detail") == 0) return COL_DETAIL;
  if (strcmp(z, "entry_sheet") == 0) return COL_SHEET;
  for (int c = 0; c < COL_COUNT; c++)
    if (strcmp(z, spm_import_columns[c]) == 0) return (ImportColumn)c;
  return COL_KNOWN;
}

/* The list of the names that begin like this one. */
static int list_of(const char *z) {
  while (spm_is_gap(*z)) z++;
  return lower(*z) & 0x7f;
}

static int add(ColumnNames *p, const char *z, ImportColumn column, int isSecond) {
  if (p->n % 64 == 0) {
    ColumnName *a = sqlite3_realloc64(p->a, sizeof(*a) * (sqlite3_uint64)(p->n + 64));
    if (a == 0) return SQLITE_NOMEM;
    p->a = a;
  }
  char *zCopy = z ? sqlite3_mprintf("%s", z) : 0;
  if (zCopy == 0) return SQLITE_NOMEM;
  int *pLast = &p->aFirst[list_of(z)];
  while (*pLast > 0) pLast = &p->a[*pLast - 1].next;
  p->a[p->n++] = (ColumnName){zCopy, column, isSecond, 0};
  *pLast = p->n;
  return SQLITE_OK;
}

int spm_column_names_load(sqlite3 *db, ColumnNames *p) {
  sqlite3_stmt *pStmt = 0;
  int rc = SQLITE_OK;
  for (int c = 0; rc == SQLITE_OK && c < COL_COUNT; c++) rc = add(p, spm_import_columns[c], (ImportColumn)c, 0);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(db, spm_sql_layout[SQL_LAYOUT_NAMES], -1, &pStmt, 0);
  while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zMeans = (const char *)sqlite3_column_text(pStmt, 1);
    rc = zMeans
             ? add(p, (const char *)sqlite3_column_text(pStmt, 0), column_called(zMeans), sqlite3_column_int(pStmt, 2))
             : SQLITE_NOMEM;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

void spm_column_names_free(ColumnNames *p) {
  for (int i = 0; i < p->n; i++) sqlite3_free(p->a[i].z);
  sqlite3_free(p->a);
}

ImportColumn spm_column_of(const ColumnNames *p, const char *z, int *pIsSecond) {
  *pIsSecond = 0;
  while (spm_is_gap(*z)) z++;
  for (int i = p->aFirst[list_of(z)]; i > 0; i = p->a[i - 1].next)
    if (spm_is_called(z, p->a[i - 1].z)) {
      *pIsSecond = p->a[i - 1].isSecond;
      return p->a[i - 1].column;
    }
  return COL_NONE;
}
