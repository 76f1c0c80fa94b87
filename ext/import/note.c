/* note.c: the statements of an import (import.sql) prepared, and what it writes down about a row: findings, and the row in the inbox. */
#include "import/import.h"
#include <string.h>

int spm_import_prepare(Import *p) {
  p->pMemo = spm_memo_new();
  int rc = p->pMemo ? SQLITE_OK : SQLITE_NOMEM;
  for (int i = 0; rc == SQLITE_OK && i < SQL_IMPORT_COUNT; i++)
    rc = sqlite3_prepare_v3(p->db, spm_sql_import[i], -1, SQLITE_PREPARE_PERSISTENT, &p->aStmt[i], 0);
  return rc;
}

int spm_import_run(sqlite3_stmt *pStmt) {
  sqlite3_step(pStmt);
  return sqlite3_reset(pStmt);
}

int spm_import_finding(Import *p, const Finding *pFinding, char *zMessage) {
  static const char *const azSeverity[] = {"error", "warning", "note"};
  const char *azText[] = {
      pFinding->zColumn, pFinding->zGiven,       pFinding->zRead, pFinding->zRule, azSeverity[pFinding->severity],
      zMessage,          pFinding->zAlternatives};
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_FINDING];
  int rc = zMessage ? SQLITE_OK : SQLITE_NOMEM;
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 1, p->id);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 2, pFinding->line);
  for (int i = 0; rc == SQLITE_OK && i < 7; i++) rc = sqlite3_bind_text(pStmt, 3 + i, azText[i], -1, SQLITE_TRANSIENT);
  sqlite3_free(zMessage);
  if (rc != SQLITE_OK) return rc;
  rc = spm_import_run(pStmt);
  /* the list is ours and valid: json_valid says no when it has no memory to look */
  if ((rc & 0xff) == SQLITE_CONSTRAINT && pFinding->zAlternatives) rc = SQLITE_NOMEM;
  return rc == SQLITE_OK ? spm_import_count(p) : rc;
}

int spm_import_count(Import *p) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_SEVERITY];
  int n = sqlite3_changes(p->db), rc = sqlite3_bind_int64(pStmt, 1, sqlite3_last_insert_rowid(p->db));
  if (rc != SQLITE_OK || n == 0) return rc; /* none when the office has switched the rule off */
  if (sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    if (z == 0) rc = SQLITE_NOMEM;
    else p->aFinding[*z == 'e' ? SEV_ERROR : *z == 'w' ? SEV_WARNING : SEV_NOTE] += n;
  }
  int rcReset = sqlite3_reset(pStmt);
  return rc == SQLITE_OK ? rcReset : rc;
}

CsvCell spm_import_cell(const Import *p, const Row *pRow, ImportColumn c) {
  CsvCell v = {"", 0};
  if (p->aIndex[c] >= 0) v = pRow->pCsv->aCell[p->aIndex[c]];
  return v.n == strspn(v.z, " \t") ? (CsvCell){"", 0} : v;
}

/* Keep the row as it was given; one of the inbox is there already. */
static int keep(Import *p, const Row *pRow) {
  if (p->isInbox) return SQLITE_OK;
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_INBOX];
  sqlite3_clear_bindings(pStmt);
  sqlite3_bind_int64(pStmt, 1, p->id);
  sqlite3_bind_int64(pStmt, 2, pRow->line);
  int rc = SQLITE_OK;
  if (pRow->pCsv->zBad || pRow->pCsv->nCell != p->nHeader) {
    size_t n = pRow->pCsv->nLine;
    if (n > CSV_MAX_LINE) /* to the last letter that is there whole */
      for (n = CSV_MAX_LINE; n > CSV_MAX_LINE - 4 && ((unsigned char)pRow->pCsv->zLine[n] & 0xc0) == 0x80;) n--;
    rc = sqlite3_bind_text64(pStmt, 3, pRow->pCsv->zLine, n, SQLITE_TRANSIENT, SQLITE_UTF8);
  } else {
    for (int c = 0; rc == SQLITE_OK && c < COL_COUNT; c++)
      if (p->aIndex[c] >= 0) {
        CsvCell v = pRow->pCsv->aCell[p->aIndex[c]];
        rc = sqlite3_bind_text64(pStmt, 4 + c, v.z, v.n, SQLITE_TRANSIENT, SQLITE_UTF8);
      }
  }
  return rc == SQLITE_OK ? spm_import_run(pStmt) : rc;
}

static int refuse(Import *p, const Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                  char *zAlternatives, char *zMessage) {
  int rc = keep(p, pRow);
  if (rc == SQLITE_OK)
    rc = spm_import_finding(p,
                            &(Finding){.line = pRow->line,
                                       .zRule = zRule,
                                       .severity = SEV_ERROR,
                                       .zColumn = zColumn,
                                       .zGiven = zGiven,
                                       .zAlternatives = zAlternatives},
                            zMessage);
  else sqlite3_free(zMessage);
  sqlite3_free(zAlternatives);
  return rc;
}

int spm_import_refuse(Import *p, const Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                      char *zMessage) {
  return refuse(p, pRow, zColumn, zGiven, zRule, 0, zMessage);
}

int spm_import_refuse_one_of(Import *p, const Row *pRow, const char *zColumn, const char *zGiven, const char *zRule,
                             char *zAlternatives, char *zMessage) {
  if (zAlternatives) return refuse(p, pRow, zColumn, zGiven, zRule, zAlternatives, zMessage);
  sqlite3_free(zMessage);
  return SQLITE_NOMEM;
}

int spm_import_keep(Import *p, long long line, const CsvRow *pCsv) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_WAITS];
  Row row;
  memset(&row, 0, sizeof(row));
  row.line = line;
  row.pCsv = pCsv;
  sqlite3_bind_int64(pStmt, 1, p->id);
  sqlite3_bind_int64(pStmt, 2, line);
  int rc = spm_import_run(pStmt);
  return rc == SQLITE_OK && sqlite3_changes(p->db) > 0 ? keep(p, &row) : rc;
}
