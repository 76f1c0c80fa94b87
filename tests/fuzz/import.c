/* import.c: any bytes as a file for spm_import, into the small nation (semantics.md 5 and 10).
**
** A file that is read: what was accepted, what waits in the inbox and what was a repetition adds up to the rows; a dry
** run says the same and changes nothing; nor does the same file once more; spm_check finds nothing; spm_import_undo
** lets stand what stood before. A file that is not read changes nothing. */
#include "fuzz.h"
#include <string.h>

/* Everything an import may change, in an order of its own. */
static const char zState[] =
    "SELECT group_concat(x, char(10)) FROM (SELECT 'f' || json_array(filing, region, period, field, revision, "
    "submitted_at,"
    " status, opd, source, rejected_at, seal, day_only) AS x FROM filing"
    " UNION ALL SELECT 'a' || json_array(filing, service, indicator, required, fulfilled, origin) FROM achievement"
    " UNION ALL SELECT 'r' || (SELECT count(*) FROM budget) || ' ' || (SELECT count(*) FROM problem) || ' '"
    " || (SELECT count(*) FROM stage) || ' ' || (SELECT count(*) FROM action_plan) || ' ' || (SELECT count(*) FROM "
    "team)"
    " || ' ' || (SELECT count(*) FROM staging) || ' ' || (SELECT count(*) FROM import)"
    " UNION ALL SELECT 'i' || json_array(inbox, import, line, settled_by) FROM inbox"
    " UNION ALL SELECT 'n' || json_array(finding, import, line, rule, superseded_by) FROM finding ORDER BY 1)";

/* What stands: each field's effective filing, what waits from earlier imports, what is said of them. ?: the import
** that is looked away from. */
static const char zStands[] =
    "SELECT group_concat(x, char(10)) FROM (SELECT 'f' || max(json_array(region, period, field, revision, filing)) AS x"
    " FROM filing AS f WHERE status = 'filed' AND rejected_at IS NULL AND revision = (SELECT max(revision) FROM filing "
    "AS g"
    " WHERE g.region = f.region AND g.period = f.period AND g.field = f.field AND g.rejected_at IS NULL)"
    " GROUP BY region, period, field"
    " UNION ALL SELECT 'i' || json_array(inbox, import, line, settled_by) FROM inbox WHERE import IS NOT %lld"
    " UNION ALL SELECT 'n' || json_array(finding, import, line, rule, superseded_by) FROM finding WHERE import IS NOT "
    "%lld"
    " ORDER BY 1)";

static char *state(sqlite3 *db) {
  int rc;
  char *z = fuzz_text(db, zState, &rc);
  HOLDS(rc == SQLITE_OK && z, "%s", sqlite3_errmsg(db));
  return z;
}

static char *stands(sqlite3 *db, long long import) {
  int rc;
  char *zSql = sqlite3_mprintf(zStands, import, import), *z = fuzz_text(db, zSql, &rc);
  HOLDS(rc == SQLITE_OK && z, "%s", sqlite3_errmsg(db));
  sqlite3_free(zSql);
  return z;
}

/* The two texts are the same; both are freed. */
static void same(char *a, char *b, const char *zWhat) {
  HOLDS(a && b && strcmp(a, b) == 0, "%s:\n%s\n---\n%s", zWhat, a ? a : "(null)", b ? b : "(null)");
  sqlite3_free(a);
  sqlite3_free(b);
}

static const char *zProblems; /* of the nation, before any input */

static long long number(sqlite3 *db, const char *zSql, long long import) {
  int rc;
  char *z = sqlite3_mprintf(zSql, import), *zN = fuzz_text(db, z, &rc);
  HOLDS(rc == SQLITE_OK && zN, "%s: %s", z, sqlite3_errmsg(db));
  long long n = atoll(zN);
  sqlite3_free(z);
  sqlite3_free(zN);
  return n;
}

/* The counts of a report, which a dry run and an import must agree about. */
static char *counts(sqlite3 *db, const char *zReport) {
  int rc;
  char *z = sqlite3_mprintf("SELECT json_array(%Q ->> 'rows', %Q ->> 'accepted', %Q ->> 'filings', %Q ->> 'errors',"
                            " %Q ->> 'warnings', %Q ->> 'notes', %Q ->> 'superseded')",
                            zReport, zReport, zReport, zReport, zReport, zReport, zReport);
  char *zCounts = fuzz_text(db, z, &rc);
  sqlite3_free(z);
  return zCounts;
}

/* What spm_check finds wrong: of the nation itself that rows of the roster are gone, and nothing else. */
static char *problems(sqlite3 *db) {
  int rc;
  char *z = fuzz_text(db, "SELECT spm_check() ->> 'problems'", &rc);
  HOLDS(rc == SQLITE_OK && z, "%s", sqlite3_errmsg(db));
  return z;
}

/* The check takes most of the time, so it sees one input of 64; the seals are held against the filings each time. */
static void is_sound(sqlite3 *db, int isThorough, const char *zWhen) {
  long long bad = number(db,
                         "SELECT (SELECT count(*) FROM filing WHERE seal <> spm_seal(filing)) + (SELECT count(*) FROM"
                         " staging) + (SELECT count(*) FROM filing WHERE seal IS NULL AND source = %lld)"
                         " + (SELECT count(*) FROM pragma_foreign_key_check)",
                         number(db, "SELECT max(import) FROM import WHERE %lld", 1));
  HOLDS(bad == 0, "%s: %lld rows or seals are wrong", zWhen, bad);
  if (isThorough) same(problems(db), sqlite3_mprintf("%s", zProblems), zWhen);
}

static void was_read(sqlite3 *db, const char *zReport, const char *zDry, char *zStoodBefore, int isThorough) {
  int rc;
  long long id = number(db, "SELECT max(import) FROM import WHERE %lld", 1);
  if (zDry) same(counts(db, zReport), counts(db, zDry), "a dry run says something else");
  long long rows = number(db, "SELECT rows FROM import WHERE import = %lld", id);
  long long accepted = number(db, "SELECT accepted FROM import WHERE import = %lld", id);
  long long waits = number(db, "SELECT count(*) FROM inbox WHERE import = %lld", id);
  long long again = number(db, "SELECT count(*) FROM finding WHERE import = %lld AND rule = 'repeated'", id);
  long long records =
      number(db, "SELECT count(*) FROM finding WHERE import = %lld AND rule IN ('reference', 'recorded')", id);
  /* a row of references that is refused is a finding alone */
  HOLDS((accepted + waits + again == rows || (records && accepted <= rows)) && accepted >= 0,
        "%lld accepted + %lld wait + %lld repeated, %lld rows", accepted, waits, again, rows);
  is_sound(db, isThorough, "after the import");
  char *zBefore = state(db);
  char *zSecond = fuzz_text(db, "SELECT spm_import('" FUZZ_FILE "')", &rc);
  HOLDS(rc == SQLITE_OK && zSecond && strstr(zSecond, "nothing: import "), "a second time: %s", zSecond);
  sqlite3_free(zSecond);
  same(zBefore, state(db), "a second import changes something");
  char *zUndo = sqlite3_mprintf("SELECT spm_import_undo(%lld)", id), *zUndone = fuzz_text(db, zUndo, &rc);
  HOLDS(rc == SQLITE_OK, "%s: %s", zUndo, sqlite3_errmsg(db));
  sqlite3_free(zUndo);
  sqlite3_free(zUndone);
  same(zStoodBefore, stands(db, id), "after undo something else stands");
  is_sound(db, isThorough, "after undo");
}

int LLVMFuzzerTestOneInput(const uint8_t *z, size_t n) {
  static sqlite3 *db;
  int rc, rcDry = SQLITE_OK;
  if (db == NULL) {
    db = fuzz_nation();
    zProblems = problems(db);
    HOLDS(strstr(zProblems, "\"name\":\"roster\"") && strstr(zProblems, "},{") == NULL, "the nation: %s", zProblems);
  }
  unsigned sum = 0;
  for (size_t i = 0; i < n; i++) sum = sum * 31 + z[i];
  int isThorough = fuzz_replay || sum % 64 == 0, isDry = fuzz_replay || sum % 4 == 0;
  fuzz_file(z, n);
  fuzz_exec(db, "SAVEPOINT input");
  char *zBefore = state(db), *zStoodBefore = stands(db, -1);
  char *zDry = isDry ? fuzz_text(db, "SELECT spm_import('" FUZZ_FILE "', '{\"dry_run\": true}')", &rcDry) : NULL;
  if (isDry) same(sqlite3_mprintf("%s", zBefore), state(db), "a dry run changes something");
  char *zReport = fuzz_text(db, "SELECT spm_import('" FUZZ_FILE "')", &rc);
  HOLDS(!isDry || rc == rcDry, "the import answers %d, its dry run %d: %s", rc, rcDry, sqlite3_errmsg(db));
  if (rc == SQLITE_OK && strstr(zReport, "nothing: import ") == NULL) {
    was_read(db, zReport, zDry, zStoodBefore, isThorough);
    sqlite3_free(zBefore);
  } else {
    HOLDS(rc == SQLITE_OK || (sqlite3_errmsg(db) && strncmp(sqlite3_errmsg(db), "spm_import: ", 12) == 0), "%d %s", rc,
          sqlite3_errmsg(db));
    same(zBefore, state(db), "a file that is not read changes something");
    sqlite3_free(zStoodBefore);
  }
  sqlite3_free(zDry);
  sqlite3_free(zReport);
  fuzz_exec(db, "ROLLBACK TO input; RELEASE input");
  return 0;
}
