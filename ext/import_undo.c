/* import_undo.c: spm_import_undo: take back one import (semantics.md 5).
**
** Filings are never deleted: those of the import are rejected now, so that what stood before stands again and an answer
** as of an earlier time does not move. That is refused when a later revision builds on one of them. Its rows in the
** inbox wait for nobody any more and go; its findings stay as they were told. What it had settled in the inbox waits
** again, and the findings that it superseded stand again - unless a later import, which has not been taken back, stands
** in its place: the same file once more, or an accept that has read the same rows. */
#include "spm_int.h"

/* The next version of the file that ?1 read; NULL when there is none, or ?1 is an accept. */
#define NEXT_VERSION                                                                                                   \
  "(SELECT min(l.import) FROM main.import AS i JOIN main.import AS l ON l.path = i.path AND l.import > i.import"       \
  " AND l.sha256 IS NOT NULL AND l.undone_at IS NULL WHERE i.import = ?1 AND i.sha256 IS NOT NULL)"

typedef enum UndoSql {
  UNDO_KNOWN,
  UNDO_REPLACED,
  UNDO_REJECT,
  UNDO_INBOX,
  UNDO_WAIT,
  UNDO_STAND,
  UNDO_MARK,
  UNDO_REPORT,
  UNDO_COUNT
} UndoSql;

static const char *const azSql[UNDO_COUNT] = {
    [UNDO_KNOWN] = "SELECT undone_at FROM main.import WHERE import = ?1",
    [UNDO_REPLACED] =
        ("SELECT f.field || ' of ' || f.region || ' in ' || f.period || ', revision ' || l.revision"
         " FROM main.filing AS f JOIN main.filing AS l ON l.period = f.period AND l.region = f.region"
         " AND l.field = f.field AND l.revision > f.revision AND l.source IS NOT f.source AND l.rejected_at IS NULL"
         " WHERE f.source = ?1 ORDER BY f.period, f.region, f.field, l.revision LIMIT 1"),
    [UNDO_REJECT] = ("UPDATE main.filing SET rejected_at = max(submitted_at, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))"
                     " WHERE source = ?1 AND status = 'filed' AND rejected_at IS NULL"),
    [UNDO_INBOX] = "DELETE FROM main.inbox WHERE import = ?1",
    [UNDO_WAIT] = "UPDATE main.inbox SET settled_by = " NEXT_VERSION " WHERE settled_by = ?1",
    [UNDO_STAND] = "UPDATE main.finding SET superseded_by = coalesce(" NEXT_VERSION ", (SELECT min(n.superseded_by)"
                   " FROM main.inbox AS b JOIN main.finding AS n ON n.import = ?1 AND n.line = b.inbox"
                   " WHERE (b.import = finding.import AND b.line = finding.line) OR (finding.line = b.inbox AND EXISTS"
                   " (SELECT 1 FROM main.import AS i WHERE i.import = finding.import AND i.sha256 IS NULL))))"
                   " WHERE superseded_by = ?1",
    [UNDO_MARK] = "UPDATE main.import SET undone_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE import = ?1",
    [UNDO_REPORT] = "SELECT json_object('import', ?1, 'action', 'taken back', 'filings', ?2, 'inbox', ?3)",
};

/* Run one statement with the number of the import (and two counts); *pzText is the first cell of the first row. */
static int run(sqlite3 *db, UndoSql sql, const sqlite3_int64 a[3], int *pIsRow, char **pzText) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, azSql[sql], -1, &pStmt, 0);
  for (int i = 0; rc == SQLITE_OK && i < sqlite3_bind_parameter_count(pStmt); i++)
    rc = sqlite3_bind_int64(pStmt, i + 1, a[i]);
  *pIsRow = rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW;
  if (*pIsRow && pzText) {
    const char *z = (const char *)sqlite3_column_text(pStmt, 0);
    *pzText = z ? sqlite3_mprintf("%s", z) : 0;
    if (z && *pzText == 0) rc = SQLITE_NOMEM;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

static int undo(sqlite3 *db, sqlite3_int64 id, char **pzReport, char **pzErr) {
  sqlite3_int64 a[3] = {id, 0, 0};
  char *zText = 0;
  int isRow = 0;
  int rc = run(db, UNDO_KNOWN, a, &isRow, &zText);
  if (rc == SQLITE_OK && (!isRow || zText)) {
    *pzErr = isRow ? sqlite3_mprintf("import %lld was taken back on %s", id, zText)
                   : sqlite3_mprintf("there is no import %lld; SELECT import, path FROM import lists them", id);
    rc = SQLITE_ERROR;
  }
  sqlite3_free(zText);
  zText = 0;
  if (rc == SQLITE_OK) rc = run(db, UNDO_REPLACED, a, &isRow, &zText);
  if (rc == SQLITE_OK && isRow) {
    *pzErr = sqlite3_mprintf("import %lld cannot be taken back: a later filing builds on it (field %s)", id, zText);
    rc = SQLITE_ERROR;
  }
  sqlite3_free(zText);
  if (rc == SQLITE_OK) rc = run(db, UNDO_REJECT, a, &isRow, 0);
  a[1] = sqlite3_changes(db);
  if (rc == SQLITE_OK) rc = run(db, UNDO_INBOX, a, &isRow, 0);
  a[2] = sqlite3_changes(db);
  if (rc == SQLITE_OK) rc = run(db, UNDO_WAIT, a, &isRow, 0);
  if (rc == SQLITE_OK) rc = run(db, UNDO_STAND, a, &isRow, 0);
  if (rc == SQLITE_OK) rc = run(db, UNDO_MARK, a, &isRow, 0);
  return rc == SQLITE_OK ? run(db, UNDO_REPORT, a, &isRow, pzReport) : rc;
}

int spm_import_undo(sqlite3 *db, sqlite3_int64 id, char **pzReport, char **pzErr) {
  SpmSavepoint savepoint;
  char *zWhy = 0;
  int rc = spm_check_database(db, pzErr);
  if (rc != SQLITE_OK) return rc;
  rc = spm_savepoint_begin(&savepoint, db, "DELETE FROM main.inbox WHERE 0", &zWhy);
  if (rc == SQLITE_OK) rc = undo(db, id, pzReport, &zWhy);
  if (rc != SQLITE_OK && zWhy == 0) zWhy = sqlite3_mprintf("%s", sqlite3_errmsg(db));
  rc = spm_savepoint_end(&savepoint, rc);
  if (rc != SQLITE_OK) {
    *pzErr = sqlite3_mprintf("spm_import_undo: %s", zWhy ? zWhy : sqlite3_errstr(rc));
    if (*pzErr == 0) rc = SQLITE_NOMEM;
  }
  sqlite3_free(zWhy);
  return rc;
}
