/* savepoint.c: all or nothing, for the functions that write.
**
** Every statement is prepared before the work begins, because after a failed allocation nothing can be prepared any
** more. After an interrupt SQLite refuses ROLLBACK TO while the calling SELECT runs, and a later COMMIT would store half
** the work; stepping a statement that could write but does not makes SQLite roll the whole transaction back, the
** caller's too.
**
** The same statement takes the lock for writing before anything is read. A transaction that reads first and writes later
** gets SQLITE_BUSY at once when another connection has written meanwhile, whatever the busy timeout; one that begins by
** writing waits its turn.
**
** Where no transaction was open, all of ours is undone by ROLLBACK: what ROLLBACK TO leaves must still be committed by
** RELEASE, which a damaged file refuses for ever, and which needs the very lock that a reader may hold: a commit that was
** told to wait would never get rid of its own. */
#include "database/database.h"
#include <string.h>

static int prepare(sqlite3 *db, const char *zSql, sqlite3_stmt **pp) {
  return sqlite3_prepare_v2(db, zSql, -1, pp, 0);
}

static int step(sqlite3_stmt *pStmt) {
  sqlite3_step(pStmt);
  return sqlite3_reset(pStmt);
}

int spm_savepoint_begin(SpmSavepoint *p, sqlite3 *db, const char *zNoop, char **pzErr) {
  sqlite3_stmt *pBegin = 0, *pLock = 0;
  memset(p, 0, sizeof(*p));
  p->db = db;
  const char *zRollback = sqlite3_get_autocommit(db) ? "ROLLBACK" : "ROLLBACK TO spm_all_or_nothing";
  int rc = prepare(db, "SAVEPOINT spm_all_or_nothing", &pBegin);
  if (rc == SQLITE_OK) rc = prepare(db, "RELEASE spm_all_or_nothing", &p->pRelease);
  if (rc == SQLITE_OK) rc = prepare(db, zRollback, &p->pRollback);
  if (rc == SQLITE_OK) rc = prepare(db, zNoop, &p->pNoop);
  if (rc == SQLITE_OK)
    rc = prepare(db, zNoop, &pLock); /* its own: a PRAGMA that has run is prepared anew to run again */
  if (rc == SQLITE_OK) {
    rc = step(pBegin);
    if (rc == SQLITE_BUSY && strstr(sqlite3_errmsg(db), "savepoint"))
      *pzErr = sqlite3_mprintf("call it from a plain SELECT, not inside another statement that writes");
  }
  /* an interrupt may come after SAVEPOINT has done its work */
  p->isOpen = rc == SQLITE_OK || (rc & 0xff) == SQLITE_INTERRUPT;
  if (rc == SQLITE_OK) rc = step(pLock);
  if (rc != SQLITE_OK && *pzErr == 0) *pzErr = sqlite3_mprintf("%s", sqlite3_errmsg(db));
  sqlite3_finalize(pBegin);
  sqlite3_finalize(pLock);
  return rc == SQLITE_OK ? rc : spm_savepoint_end(p, rc);
}

int spm_savepoint_noop(SpmSavepoint *p, const char *zNoop) {
  sqlite3_stmt *pNew = 0;
  int rc = prepare(p->db, zNoop, &pNew);
  if (rc != SQLITE_OK) return rc;
  sqlite3_finalize(p->pNoop);
  p->pNoop = pNew;
  return SQLITE_OK;
}

int spm_savepoint_end(SpmSavepoint *p, int rc) {
  if (p->isOpen && rc == SQLITE_OK) rc = step(p->pRelease);
  if (p->isOpen && rc == SQLITE_NOMEM)
    step(p->pNoop); /* while it can still run: fails, and SQLite rolls back, or passes */
  /* an interrupt that comes once may meet the rollback itself: then it is tried again */
  for (int i = 0; i < 3 && p->isOpen && rc != SQLITE_OK && !sqlite3_get_autocommit(p->db); i++) {
    if (step(p->pRollback) == SQLITE_OK && (sqlite3_get_autocommit(p->db) || step(p->pRelease) == SQLITE_OK)) break;
    step(p->pNoop);
  }
  sqlite3_finalize(p->pRelease);
  sqlite3_finalize(p->pRollback);
  sqlite3_finalize(p->pNoop);
  memset(p, 0, sizeof(*p));
  return rc;
}
