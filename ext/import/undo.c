/* undo.c: spm_import_undo: take back one import (semantics.md 5).
**
** Filings are never deleted: those of the import are rejected now, so that what stood before stands again and an answer
** as of an earlier time does not move. That is refused when a later revision builds on one of them. Its rows in the
** inbox wait for nobody any more and go, but not those that spm_accept made filings of: the figures still come from
** there. Its findings stay as they were told. What it had settled in the inbox waits
** again, and the findings that it superseded stand again - unless a later import, which has not been taken back, stands
** in its place: the same file once more, or an accept that has read the same rows. */
#include "import/import.h"

/* The next version of the file that ?2 read; NULL when there is none, or ?2 is an accept. */
#define NEXT_VERSION                                                                                                   \
  "(SELECT min(l.import) FROM main.import AS i JOIN main.import AS l ON l.path = i.path AND l.import > i.import"       \
  " AND l.sha256 IS NOT NULL AND l.undone_at IS NULL WHERE i.import = ?2 AND i.sha256 IS NOT NULL)"

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
    [UNDO_KNOWN] = "SELECT coalesce(undone_at, '') FROM main.import WHERE import = ?2",
    [UNDO_REPLACED] =
        ("SELECT f.field || ' of ' || f.region || ' in ' || f.period || ', revision ' || l.revision"
         " FROM main.filing AS f JOIN main.filing AS l ON l.period = f.period AND l.region = f.region"
         " AND l.field = f.field AND l.revision > f.revision AND l.source IS NOT f.source AND l.rejected_at IS NULL"
         " WHERE f.source = ?2 ORDER BY f.period, f.region, f.field, l.revision LIMIT 1"),
    [UNDO_REJECT] = ("UPDATE main.filing SET rejected_at = max(submitted_at,"
                     " (SELECT i.undone_at FROM main.import AS i WHERE i.import = ?2))"
                     " WHERE source = ?2 AND status = 'filed' AND rejected_at IS NULL"),
    [UNDO_INBOX] = "DELETE FROM main.inbox WHERE import = ?2 AND NOT EXISTS"
                   " (SELECT 1 FROM main.import AS i WHERE i.import = inbox.settled_by AND i.sha256 IS NULL)",
    [UNDO_WAIT] = "UPDATE main.inbox SET settled_by = " NEXT_VERSION " WHERE settled_by = ?2"
                  " AND NOT EXISTS (SELECT 1 FROM main.import AS i WHERE i.import = inbox.import AND i.undone_at IS NOT"
                  " NULL)",
    [UNDO_STAND] = "UPDATE main.finding SET superseded_by = coalesce(" NEXT_VERSION ", (SELECT min(n.superseded_by)"
                   " FROM main.inbox AS b JOIN main.finding AS n ON n.import = ?2 AND n.line = b.inbox"
                   " WHERE (b.import = finding.import AND b.line = finding.line) OR (finding.line = b.inbox AND EXISTS"
                   " (SELECT 1 FROM main.import AS i WHERE i.import = finding.import AND i.sha256 IS NULL))))"
                   " WHERE superseded_by = ?2",
    [UNDO_MARK] = "UPDATE main.import SET undone_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE import = ?2",
    [UNDO_REPORT] = "SELECT json_object('import', ?2, 'action', 'taken back', 'filings', ?3, 'inbox', ?4)",
};

static int undo(Import *p, void *pCtx, char **pzReport, char **pzErr) {
  sqlite3_int64 a[3] = {*(sqlite3_int64 *)pCtx, 0, 0};
  char *zText = 0;
  int rc = spm_first_text(p->db, azSql[UNDO_KNOWN], 0, a, 1, &zText);
  if (rc == SQLITE_OK && (zText == 0 || *zText)) {
    *pzErr = zText ? sqlite3_mprintf("import %lld was taken back on %s", a[0], zText)
                   : sqlite3_mprintf("there is no import %lld; SELECT import, path FROM import lists them", a[0]);
    rc = SQLITE_ERROR;
  }
  sqlite3_free(zText);
  zText = 0;
  if (rc == SQLITE_OK) rc = spm_first_text(p->db, azSql[UNDO_REPLACED], 0, a, 1, &zText);
  if (rc == SQLITE_OK && zText) {
    *pzErr = sqlite3_mprintf("import %lld cannot be taken back: a later filing builds on it (field %s)", a[0], zText);
    rc = SQLITE_ERROR;
  }
  sqlite3_free(zText);
  if (rc == SQLITE_OK) rc = spm_first_text(p->db, azSql[UNDO_MARK], 0, a, 1, 0);
  if (rc == SQLITE_OK) rc = spm_first_text(p->db, azSql[UNDO_REJECT], 0, a, 1, 0);
  a[1] = sqlite3_changes(p->db);
  if (rc == SQLITE_OK) rc = spm_first_text(p->db, azSql[UNDO_INBOX], 0, a, 1, 0);
  a[2] = sqlite3_changes(p->db);
  for (UndoSql i = UNDO_WAIT; rc == SQLITE_OK && i <= UNDO_STAND; i++) rc = spm_first_text(p->db, azSql[i], 0, a, 1, 0);
  return rc == SQLITE_OK ? spm_first_text(p->db, azSql[UNDO_REPORT], 0, a, 3, pzReport) : rc;
}

int spm_import_undo(sqlite3 *db, sqlite3_int64 id, char **pzReport, char **pzErr) {
  int rc = spm_check_database(db, pzErr);
  return rc == SQLITE_OK ? spm_import_atomic(db, "spm_import_undo", 0, undo, &id, pzReport, pzErr) : rc;
}
