/* number.c: any bytes as a number of an office (semantics.md 10).
**
** A whole number reads as itself, with dots between its thousands too, and its opposite with a sign before it; a real is
** what strtod makes of the same digits, and reads as itself when it is written out. SQL accepts what C accepts in the
** dialect with the comma. */
#include "core/core.h"
#include "fuzz.h"
#include <math.h>
#include <string.h>

static void whole(const char *z, size_t n, SpmDialect dialect, long long i) {
  char a[64], b[96];
  long long again = 0;
  double r;
  size_t k = (size_t)snprintf(a, sizeof a, "%lld", i), j = 0, iSign = a[0] == '-';
  HOLDS(spm_number_parse(a, k, 0, dialect, &again, &r) == SPM_NUMBER_INTEGER && again == i, "%s is read as %lld", a,
        again);
  for (size_t c = 0; c < k; c++) {
    if (c > iSign && (k - c) % 3 == 0) b[j++] = '.';
    b[j++] = a[c];
  }
  HOLDS(spm_number_parse(b, j, 0, dialect, &again, &r) == SPM_NUMBER_INTEGER && again == i, "%.*s is read as %lld",
        (int)j, b, again);
  if (n > 0 && n < 60 && z[0] >= '0' && z[0] <= '9') {
    b[0] = '-';
    memcpy(b + 1, z, n);
    HOLDS(spm_number_parse(b, n + 1, 0, dialect, &again, &r) == SPM_NUMBER_INTEGER && again == -i, "-: %lld", again);
  }
}

static void real(const char *z, size_t n, SpmDialect dialect, double x) {
  char a[128];
  double again = 0;
  long long i;
  size_t k = 0;
  HOLDS(isfinite(x), "%g", x);
  while (n > 0 && (*z == ' ' || *z == '\t')) z++, n--;
  while (n > 0 && (z[n - 1] == ' ' || z[n - 1] == '\t')) n--;
  HOLDS(n < sizeof a, "%zu bytes are a number", n);
  for (size_t c = 0; c < n; c++) {
    if (dialect == SPM_COMMA_DECIMAL && z[c] == '.') continue;
    a[k++] = z[c] == ',' ? '.' : z[c];
  }
  a[k] = 0;
  HOLDS(strtod(a, NULL) == x, "%s is read as %.17g", a, x);
  for (int d = 0; d <= 15; d++) { /* written with as many decimals as it needs, it is the same number */
    k = (size_t)snprintf(a, sizeof a, "%.*f", d, x);
    if (strtod(a, NULL) != x) continue;
    for (char *p = a; *p; p++)
      if (*p == '.' && dialect == SPM_COMMA_DECIMAL) *p = ',';
    SpmNumberKind kind = spm_number_parse(a, k, 1, dialect, &i, &again);
    HOLDS(kind == SPM_NUMBER_REAL && again == x, "%s is read as %.17g, kind %d", a, again, kind);
    break;
  }
}

static void by_sql(const char *z, size_t n, const char *zKind, SpmNumberKind comma, SpmNumberKind dot) {
  static sqlite3 *db;
  static sqlite3_stmt *pStmt;
  if (db == NULL) {
    db = fuzz_open();
    HOLDS(sqlite3_prepare_v2(db, "SELECT spm_number(?1, ?2)", -1, &pStmt, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
  }
  sqlite3_bind_text64(pStmt, 1, z, n, SQLITE_STATIC, SQLITE_UTF8);
  sqlite3_bind_text(pStmt, 2, zKind, -1, SQLITE_STATIC);
  int isRow = sqlite3_step(pStmt) == SQLITE_ROW, type = isRow ? sqlite3_column_type(pStmt, 0) : 0;
  if (strcmp(zKind, "integer") == 0) {
    HOLDS(isRow == (comma == SPM_NUMBER_INTEGER) && (!isRow || type == SQLITE_INTEGER), "integer: SQL %d, C %d", isRow,
          comma);
  } else if (strcmp(zKind, "real") == 0) {
    int want = comma == SPM_NUMBER_REAL || (dot == SPM_NUMBER_REAL && comma != SPM_NUMBER_TWO);
    HOLDS(isRow == want && (!isRow || type == SQLITE_FLOAT), "real: SQL %d, C %d %d", isRow, comma, dot);
  } else {
    HOLDS(!isRow || type == SQLITE_INTEGER, "rupiah: type %d", type);
  }
  sqlite3_reset(pStmt);
}

int LLVMFuzzerTestOneInput(const uint8_t *zData, size_t n) {
  const char *z = (const char *)zData;
  SpmNumberKind kind[2][2];
  for (int isReal = 0; isReal < 2; isReal++)
    for (int d = 0; d < 2; d++) {
      long long i = 0;
      double r = 0;
      SpmDialect dialect = d ? SPM_COMMA_DECIMAL : SPM_DOT_DECIMAL;
      kind[isReal][d] = spm_number_parse(z, n, isReal, dialect, &i, &r);
      if (kind[isReal][d] == SPM_NUMBER_INTEGER) whole(z, n, dialect, i);
      if (kind[isReal][d] == SPM_NUMBER_REAL) real(z, n, dialect, r);
      HOLDS(kind[isReal][d] != (isReal ? SPM_NUMBER_INTEGER : SPM_NUMBER_REAL), "another kind than asked for");
    }
  by_sql(z, n, "integer", kind[0][1], kind[0][0]);
  by_sql(z, n, "real", kind[1][1], kind[1][0]);
  by_sql(z, n, "rupiah", kind[0][1], kind[0][0]);
  return 0;
}
