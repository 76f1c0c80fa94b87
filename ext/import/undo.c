/* undo.c: spm_import_undo: take back one import (semantics.md 5).
**
** Filings are never deleted: those of the import are rejected now, so that what stood before stands again and an answer
** as of an earlier time does not move. That is refused when a later revision builds on one of them. Its rows in the
** inbox wait for nobody any more and go, but not those that spm_accept made filings of: the figures still come from
** there. Its findings stay as they were told. What it had settled in the inbox waits
** again, and the findings that it superseded stand again - unless a later import, which has not been taken back, stands
** in its place: the same file once more, or an accept that has read the same rows. */
#include "import/import.h"

static void undo(Import *p, void *pCtx) {
  sqlite3_int64 a[3] = {*(sqlite3_int64 *)pCtx, 0, 0};
  char *zKnown = 0, *zReplaced = 0;
  spm_import_ask(p, SQL_RUN_UNDO_KNOWN, 0, a, 1, &zKnown);
  if (zKnown == 0)
    spm_import_fail(p, SQLITE_ERROR,
                    sqlite3_mprintf("there is no import %lld; SELECT import, path FROM import lists them", a[0]));
  else if (*zKnown) spm_import_fail(p, SQLITE_ERROR, sqlite3_mprintf("import %lld was taken back on %s", a[0], zKnown));
  spm_import_ask(p, SQL_RUN_UNDO_REPLACED, 0, a, 1, &zReplaced);
  if (zReplaced)
    spm_import_fail(
        p, SQLITE_ERROR,
        sqlite3_mprintf("import %lld cannot be taken back: a later filing builds on it (field %s)", a[0], zReplaced));
  sqlite3_free(zKnown);
  sqlite3_free(zReplaced);
  spm_import_ask(p, SQL_RUN_UNDO_MARK, 0, a, 1, 0);
  spm_import_ask(p, SQL_RUN_UNDO_REJECT, 0, a, 1, 0);
  a[1] = sqlite3_changes(p->db);
  spm_import_ask(p, SQL_RUN_UNDO_INBOX, 0, a, 1, 0);
  a[2] = sqlite3_changes(p->db);
  spm_import_ask(p, SQL_RUN_UNDO_WAIT, 0, a, 1, 0);
  spm_import_ask(p, SQL_RUN_UNDO_STAND, 0, a, 1, 0);
  spm_import_ask(p, SQL_RUN_UNDO_REPORT, 0, a, 3, &p->zReport);
}

int spm_import_undo(sqlite3 *db, sqlite3_int64 id, char **pzReport, char **pzErr) {
  int rc = spm_check_database(db, pzErr);
  return rc == SQLITE_OK ? spm_import_atomic(db, "spm_import_undo", 0, undo, &id, pzReport, pzErr) : rc;
}
