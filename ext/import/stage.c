/* stage.c: put a sound row into staging; a cell that stands twice in a file is a note or refuses both rows. */
#include "import/import.h"
#include <string.h>

/* Contradictory, negative and over-fulfilled cells go in, with a warning (semantics.md 2). */
static int warn(Import *p, const Row *pRow) {
  double raw;
  const char *zRule, *zMessage;
  ImportColumn c = COL_FULFILLED;
  if (pRow->pPart != &spm_import_parts[PART_CELL]) return SQLITE_OK;
  switch (spm_cell(pRow->aValue[0].number, pRow->aValue[1].number, &raw)) {
  case SPM_CONTRADICTION:
    zRule = "contradiction";
    zMessage = "nothing was needed, yet something was fulfilled: scored as missing";
    break;
  case SPM_INVALID:
    zRule = "negative";
    zMessage = "a figure below 0: scored as missing";
    if (pRow->aValue[0].number.r < 0) c = COL_REQUIRED;
    break;
  case SPM_CAPPED:
    zRule = "over-fulfilled";
    zMessage = "more was fulfilled than needed: the ratio counts as 1";
    break;
  default: return SQLITE_OK;
  }
  CsvCell v = spm_import_cell(p, pRow, c);
  SpmValue x = pRow->aValue[c == COL_FULFILLED].number;
  char zRead[32];
  if (x.type == SPM_INT) sqlite3_snprintf(sizeof(zRead), zRead, "%lld", x.i);
  else sqlite3_snprintf(sizeof(zRead), zRead, "%!.15g", x.r);
  return spm_import_finding(p,
                            &(Finding){.line = pRow->line,
                                       .zRule = zRule,
                                       .severity = SEV_WARNING,
                                       .zColumn = spm_import_columns[c],
                                       .zGiven = v.z,
                                       .zRead = zRead},
                            sqlite3_mprintf("%s", zMessage));
}

/* The texts are the row's own: whoever binds them clears them once the statement has run. */
static int bind_staged(sqlite3_stmt *pStmt, int i, const Staged *v) {
  if (v->number.type == SPM_INT) return sqlite3_bind_int64(pStmt, i, v->number.i);
  if (v->number.type == SPM_REAL) return sqlite3_bind_double(pStmt, i, v->number.r);
  if (v->text.z) return sqlite3_bind_text64(pStmt, i, v->text.z, v->text.n, SQLITE_STATIC, SQLITE_UTF8);
  return sqlite3_bind_null(pStmt, i);
}

static int bind_key(sqlite3_stmt *pStmt, const Row *pRow) {
  const char *azKey[] = {pRow->zPeriod, pRow->zRegion, pRow->zField, pRow->zStamp, pRow->pPart->zName, pRow->zService};
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < 6; i++) rc = sqlite3_bind_text(pStmt, i + 1, azKey[i], -1, SQLITE_STATIC);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text64(pStmt, 7, pRow->item.z ? pRow->item.z : "", pRow->item.n, SQLITE_STATIC, SQLITE_UTF8);
  return rc;
}

static int run_and_clear(sqlite3_stmt *pStmt) {
  int rc = spm_import_run(pStmt);
  sqlite3_clear_bindings(pStmt);
  return rc;
}

/* What keeps two problems of a service apart. */
static const char *hint(const Row *pRow) {
  return pRow->pPart == &spm_import_parts[PART_PROBLEM] ? "; number them in a column problem_no" : "";
}

/* The staged row with the same key stays in the inbox too, and goes out of the running. */
static int refuse_other(Import *p, const Row *pRow, long long other, const char *zWhat) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_UNSTAGE];
  int rc = p->isInbox ? SQLITE_OK : bind_key(pStmt, pRow);
  if (rc == SQLITE_OK && !p->isInbox) rc = run_and_clear(pStmt);
  p->nPending += !p->isInbox;
  if (rc == SQLITE_OK) rc = bind_key(p->aStmt[SQL_IMPORT_REFUSE], pRow);
  if (rc == SQLITE_OK) rc = run_and_clear(p->aStmt[SQL_IMPORT_REFUSE]);
  p->nAccepted--;
  if (rc != SQLITE_OK) return rc;
  return spm_import_finding(p, &(Finding){.line = other, .zRule = "conflict", .severity = SEV_ERROR},
                            sqlite3_mprintf("%s of %s stands on line %lld again with other values: neither is taken%s",
                                            zWhat, pRow->zRegion, pRow->line, hint(pRow)));
}

/* A row of the inbox that says the same as another is settled with that one, if and when it is taken: it stands in staging as
** a part of its own that no filing has. */
static int stage_repeated(Import *p, const Row *pRow, long long other) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_REPEATED];
  const char *azKey[] = {pRow->zPeriod, pRow->zRegion, pRow->zField, pRow->zStamp};
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < 4; i++) rc = sqlite3_bind_text(pStmt, i + 1, azKey[i], -1, SQLITE_TRANSIENT);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 5, other);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 6, pRow->line);
  return rc == SQLITE_OK ? spm_import_run(pStmt) : rc;
}

static int tell_repeated(Import *p, const Row *pRow, long long other, const char *zWhat, int isSame, int isRefused) {
  int rc = isSame && !isRefused && p->isInbox ? stage_repeated(p, pRow, other) : SQLITE_OK;
  if (rc != SQLITE_OK) return rc;
  if (isSame && !isRefused)
    return spm_import_finding(
        p, &(Finding){.line = pRow->line, .zRule = "repeated", .severity = SEV_NOTE},
        sqlite3_mprintf("%s of %s stands on line %lld already, with the same values", zWhat, pRow->zRegion, other));
  if (!isSame && !isRefused) rc = refuse_other(p, pRow, other, zWhat);
  if (rc != SQLITE_OK) return rc;
  return spm_import_refuse(p, pRow, 0, 0, "conflict",
                           sqlite3_mprintf("%s of %s stands on line %lld already with other values: neither is taken%s",
                                           zWhat, pRow->zRegion, other, hint(pRow)));
}

/* The row stands in this file already: the same again is a note; other figures refuse both rows, since nobody can say
** which is meant. */
static int repeated(Import *p, const Row *pRow) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_STAGED];
  int rc = bind_key(pStmt, pRow);
  for (int i = 0; rc == SQLITE_OK && i < 3; i++) rc = bind_staged(pStmt, 8 + i, &pRow->aValue[i]);
  if (rc != SQLITE_OK) return rc;
  long long other = 0;
  int isSame = 0, isRefused = 0;
  if (sqlite3_step(pStmt) == SQLITE_ROW) {
    other = sqlite3_column_int64(pStmt, 0);
    isRefused = sqlite3_column_int(pStmt, 1);
    isSame = sqlite3_column_int(pStmt, 2);
  }
  rc = sqlite3_reset(pStmt);
  sqlite3_clear_bindings(pStmt);
  if (rc != SQLITE_OK) return rc;
  /* an indicator speaks for itself; another part is named with what it belongs to */
  int isCell = pRow->pPart == &spm_import_parts[PART_CELL];
  char *zWhat = isCell
                    ? sqlite3_mprintf("%s", pRow->item.z)
                    : sqlite3_mprintf("%s %s%s%s", pRow->pPart->zName, *pRow->zService ? pRow->zService : pRow->zField,
                                      pRow->item.n ? " " : "", pRow->item.n ? pRow->item.z : "");
  if (zWhat == 0) return SQLITE_NOMEM;
  rc = tell_repeated(p, pRow, other, zWhat, isSame, isRefused);
  sqlite3_free(zWhat);
  return rc;
}

int spm_import_stage(Import *p, const Row *pRow) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_STAGE];
  CsvCell opd = spm_import_cell(p, pRow, COL_OPD);
  int rc = bind_key(pStmt, pRow);
  for (int i = 0; rc == SQLITE_OK && i < 3; i++) rc = bind_staged(pStmt, 8 + i, &pRow->aValue[i]);
  if (rc == SQLITE_OK)
    rc =
        opd.n ? sqlite3_bind_text64(pStmt, 11, opd.z, opd.n, SQLITE_STATIC, SQLITE_UTF8) : sqlite3_bind_null(pStmt, 11);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 12, pRow->line);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int(pStmt, 13, pRow->isDayOnly);
  if (rc == SQLITE_OK) rc = run_and_clear(pStmt);
  if (rc != SQLITE_OK) return rc;
  if (sqlite3_changes(p->db) == 0) return repeated(p, pRow);
  p->nAccepted++;
  return warn(p, pRow);
}
