/* period.c: any bytes as a quarter and as a time stamp (semantics.md 1 and 5).
**
** What is read has one canonical form, which reads as itself; first and last day of a quarter lie in it, quarters later
** and earlier come back; a time stamp read is UTC, and reads as itself. SQL and C say the same. */
#include "core/core.h"
#include "fuzz.h"
#include <string.h>

static sqlite3_stmt *prepare(const char *zSql) {
  static sqlite3 *db;
  sqlite3_stmt *p = NULL;
  if (db == NULL) db = fuzz_open();
  HOLDS(sqlite3_prepare_v2(db, zSql, -1, &p, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
  return p;
}

static void quarter(const char *z, size_t n) {
  static sqlite3_stmt *pStmt;
  if (pStmt == NULL)
    pStmt =
        prepare("SELECT spm_period(?1), spm_period(spm_period(?1)), spm_period(spm_period_start(?1)),"
                " spm_period(spm_period_end(?1)), spm_period_add(?1, 0), spm_period_start(?1) < spm_period_end(?1)");
  SpmPeriod p = {1, 1}, q;
  char zText[SPM_PERIOD_SIZE] = "";
  int isRead = spm_period_parse(z, n, &p);
  if (isRead) spm_period_text(p, zText);
  else HOLDS(p.year == 1 && p.quarter == 1, "it was not read, and has changed");
  sqlite3_bind_text64(pStmt, 1, z, n, SQLITE_STATIC, SQLITE_UTF8);
  HOLDS((sqlite3_step(pStmt) == SQLITE_ROW) == isRead, "SQL and C do not agree");
  if (isRead) {
    HOLDS(p.year >= 1000 && p.year <= 9999 && p.quarter >= 1 && p.quarter <= 4, "%d %d", p.year, p.quarter);
    for (int i = 0; i < 5; i++)
      HOLDS(strcmp((const char *)sqlite3_column_text(pStmt, i), zText) == 0, "column %d is %s, not %s", i,
            sqlite3_column_text(pStmt, i), zText);
    HOLDS(sqlite3_column_int(pStmt, 5) == 1, "the first day is not before the last");
    for (long long k = -40001; k <= 40001; k += 7919) {
      q = p;
      if (spm_period_shift(&q, k))
        HOLDS(spm_period_shift(&q, -k) && q.year == p.year && q.quarter == p.quarter, "%lld", k);
      else HOLDS(q.year == p.year && q.quarter == p.quarter, "not shifted, and changed by %lld", k);
    }
  }
  sqlite3_reset(pStmt);
}

static void stamp(const char *z, size_t n) {
  char zText[SPM_STAMP_SIZE], zAgain[SPM_STAMP_SIZE];
  long long days;
  if (spm_stamp_parse(z, n, zText) == SPM_STAMP_BAD) return;
  HOLDS(strlen(zText) == SPM_STAMP_SIZE - 1, "%s", zText);
  HOLDS(spm_stamp_parse(zText, SPM_STAMP_SIZE - 1, zAgain) == SPM_STAMP_FULL && strcmp(zText, zAgain) == 0, "%s %s",
        zText, zAgain);
  memcpy(zAgain, zText, SPM_DATE_SIZE - 1);
  zAgain[SPM_DATE_SIZE - 1] = 0;
  HOLDS(spm_days_late(zText, zAgain, "+00:00", &days) == 0 && days == 0, "%s is %lld days late on its day", zText,
        days);
}

/* Three arguments of spm_days_late, cut at line breaks. */
static void days_late(const char *z, size_t n) {
  char a[256], *az[3] = {a, NULL, NULL};
  long long days;
  if (n >= sizeof a || memchr(z, 0, n)) return;
  if (n) memcpy(a, z, n);
  a[n] = 0;
  for (int i = 1; i < 3; i++) {
    az[i] = strchr(az[i - 1], '\n');
    if (az[i] == NULL) return;
    *az[i]++ = 0;
  }
  int rc = spm_days_late(az[0], az[1], az[2], &days);
  HOLDS(rc >= 0 && rc <= 3, "%d", rc);
  HOLDS(rc || (days > -4000000 && days < 4000000), "%lld", days);
}

int LLVMFuzzerTestOneInput(const uint8_t *z, size_t n) {
  quarter((const char *)z, n);
  stamp((const char *)z, n);
  days_late((const char *)z, n);
  return 0;
}
