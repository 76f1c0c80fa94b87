/* number.c: any bytes as a number of an office (semantics.md 10).
**
** A whole number reads as itself, with dots between its thousands too where these cannot be a fraction, and its
** opposite with a sign before it; a real is what strtod makes of the same digits, to 15 of them, and reads as itself
** when it is written out. Of two numbers each reads as one, and they differ. Money is a whole number, in every dialect
** the same where it has its signs. SQL accepts what C accepts in the dialect with the comma. */
#include "core/core.h"
#include "fuzz.h"
#include <math.h>
#include <string.h>

static void whole(const char *z, size_t n, SpmDialect dialect, long long i) {
  char a[64], b[96];
  long long again = 0;
  double r;
  size_t k = (size_t)snprintf(a, sizeof a, "%lld", i), j = 0, iSign = a[0] == '-';
  HOLDS(spm_number_parse(a, k, SPM_AS_INTEGER, dialect, &again, &r) == SPM_NUMBER_INTEGER && again == i,
        "%s is read as %lld", a, again);
  for (size_t c = 0; c < k; c++) {
    if (c > iSign && (k - c) % 3 == 0) b[j++] = '.';
    b[j++] = a[c];
  }
  SpmNumberKind kind = spm_number_parse(b, j, SPM_AS_INTEGER, dialect, &again, &r);
  int isThousand = dialect == SPM_DOT_DECIMAL && i % 1000 == 0 && i / 1000000 == 0 && i != 0;
  if (isThousand) HOLDS(kind == SPM_NUMBER_TWO, "%.*s is two numbers", (int)j, b);
  else HOLDS(kind == SPM_NUMBER_INTEGER && again == i, "%.*s is read as %lld", (int)j, b, again);
  if (n > 0 && n < 60 && z[0] >= '0' && z[0] <= '9') {
    b[0] = '-';
    memcpy(b + 1, z, n);
    HOLDS(spm_number_parse(b, n + 1, SPM_AS_INTEGER, dialect, &again, &r) == SPM_NUMBER_INTEGER && again == -i,
          "-: %lld", again);
  }
}

/* What strtod makes of the text with this decimal sign, without the other one. */
static double plain(const char *z, size_t n, char decimal) {
  char a[128];
  size_t k = 0;
  HOLDS(n < sizeof a, "%zu bytes are a number", n);
  for (size_t c = 0; c < n; c++)
    if (z[c] == decimal) a[k++] = '.';
    else if (z[c] != '.' && z[c] != ',') a[k++] = z[c];
  a[k] = 0;
  return strtod(a, NULL);
}

static int is_near(double a, double b) {
  return fabs(a - b) <= fabs(b) * 2e-14;
}

static void real(const char *z, size_t n, SpmDialect dialect, double x) {
  char a[128];
  double again = 0;
  long long i;
  HOLDS(isfinite(x), "%g", x);
  while (n > 0 && (*z == ' ' || *z == '\t')) z++, n--;
  while (n > 0 && (z[n - 1] == ' ' || z[n - 1] == '\t')) n--;
  double comma = plain(z, n, ','), dot = plain(z, n, '.');
  HOLDS(is_near(comma, x) || (dialect == SPM_DOT_DECIMAL && is_near(dot, x)), "%.*s is read as %.17g", (int)n, z, x);
  if (n <= 15) HOLDS(comma == x || dot == x, "%.*s is read as %.17g", (int)n, z, x);
  for (int d = 0; d <= 15; d++) { /* written with as many decimals as it needs, it is the same number */
    size_t k = (size_t)snprintf(a, sizeof a, "%.*f", d, x);
    if (strtod(a, NULL) != x) continue;
    for (char *p = a; *p; p++)
      if (*p == '.' && dialect == SPM_COMMA_DECIMAL) *p = ',';
    SpmNumberKind kind = spm_number_parse(a, k, SPM_AS_REAL, dialect, &i, &again);
    if (kind == SPM_NUMBER_TWO && d == 3) continue; /* one decimal more, and it is one number */
    HOLDS(kind == SPM_NUMBER_REAL && again == x, "%s is read as %.17g, kind %d", a, again, kind);
    break;
  }
}

static void both(const char *z, size_t n, SpmNumberAs as, SpmDialect dialect) {
  char a[2][SPM_NUMBER_SIZE];
  double r[2] = {0, 0};
  long long i[2] = {0, 0};
  spm_number_both(z, n, as, dialect, a);
  for (int k = 0; k < 2; k++) {
    SpmNumberKind kind = spm_number_parse(a[k], strlen(a[k]), as, dialect, &i[k], &r[k]);
    /* 0.500 in a whole cell is five hundred, or a fraction that has no place there */
    if (as != SPM_AS_REAL && kind == SPM_NUMBER_BAD)
      kind = spm_number_parse(a[k], strlen(a[k]), SPM_AS_REAL, dialect, &i[k], &r[k]);
    HOLDS(kind == SPM_NUMBER_INTEGER || kind == SPM_NUMBER_REAL, "%s is no number", a[k]);
  }
  HOLDS(i[0] != i[1] || r[0] != r[1], "%s and %s are the same", a[0], a[1]);
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
    HOLDS(isRow == (comma == SPM_NUMBER_INTEGER) && (!isRow || type == SQLITE_INTEGER), "rupiah: SQL %d, C %d", isRow,
          comma);
  }
  sqlite3_reset(pStmt);
}

int LLVMFuzzerTestOneInput(const uint8_t *zData, size_t n) {
  const char *z = (const char *)zData;
  static const SpmNumberAs all[] = {SPM_AS_INTEGER, SPM_AS_REAL, SPM_AS_RUPIAH};
  SpmNumberKind kind[3][2];
  long long money[2] = {0, 0};
  for (int a = 0; a < 3; a++)
    for (int d = 0; d < 2; d++) {
      long long i = 0;
      double r = 0;
      SpmDialect dialect = d ? SPM_COMMA_DECIMAL : SPM_DOT_DECIMAL;
      SpmNumberKind k = kind[a][d] = spm_number_parse(z, n, all[a], dialect, &i, &r);
      if (k == SPM_NUMBER_INTEGER) whole(z, all[a] == SPM_AS_RUPIAH ? 0 : n, dialect, i);
      if (k == SPM_NUMBER_REAL) real(z, n, dialect, r);
      if (k == SPM_NUMBER_TWO) both(z, n, all[a], dialect);
      if (all[a] == SPM_AS_RUPIAH) money[d] = i;
      HOLDS(k != (all[a] == SPM_AS_REAL ? SPM_NUMBER_INTEGER : SPM_NUMBER_REAL), "another kind than asked for");
    }
  HOLDS(kind[0][0] != SPM_NUMBER_INTEGER || kind[2][0] == SPM_NUMBER_INTEGER, "a whole number that is no money");
  if (kind[0][1] == SPM_NUMBER_BAD && kind[0][0] == SPM_NUMBER_BAD)
    HOLDS(kind[2][0] == kind[2][1] && money[0] == money[1], "money with its signs is two numbers in two files");
  HOLDS(spm_number_fault(z, n) <= SPM_FAULT_DIGITS, "no such fault");
  by_sql(z, n, "integer", kind[0][1], kind[0][0]);
  by_sql(z, n, "real", kind[1][1], kind[1][0]);
  by_sql(z, n, "rupiah", kind[2][1], kind[2][0]);
  return 0;
}
