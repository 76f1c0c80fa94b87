/* oom.c: every SQL object of the extension with an allocation that fails, for the n-th allocation and all n
** (the idea is SQLite's own and Lua's).
**
**   oom FOLDER         the folder of scripts.sql (fault.h)
**
** For each script: count its allocations, then run it again and again with allocation n failing (once; and from n on),
** n = 1, 2, 3, ... Each run must end with the right answer or with SQLITE_NOMEM, the connection must close, nothing
** may be half written, and no byte may be left. The schema is read before counting begins. Which n are
** tried: fault_next. SPM_FAULT_VERBOSE=1: the answers.
** Prints "oom: N passed, N failed". */
#include "alloc.h"
#include "fault.h"

typedef struct Want {
  Answer answer;
  unsigned long long before, after; /* content */
} Want;

/* One run with a failing allocation, from a fresh connection. */
static int one_run(const Script *p, long long n, int on, const Want *pWant) {
  sqlite3 *db = fault_open(p->aImage, p->nImage);
  Answer got;
  alloc_fail(n, on);
  fault_run(db, p->zSql, &got);
  int reached = alloc_calls >= n;
  alloc_fail(0, 0);
  fault_check(got.rc == SQLITE_NOMEM || fault_same(&got, &pWant->answer), p->zSql, n, got.z);
  if (sqlite3_get_autocommit(db) == 0) fault_check(0, p->zSql, n, "a transaction is left open");
  if (pWant->before != pWant->after) {
    unsigned long long is = fault_content(db);
    /* an UPDATE whose host gives up after the row has been told is done */
    int isRight =
        got.rc == SQLITE_OK ? is == pWant->after : is == pWant->before || (*p->zSql == 'U' && is == pWant->after);
    if (!isRight) fault_check(0, p->zSql, n, "half of it is written");
  }
  if (sqlite3_close(db) != SQLITE_OK) fault_check(0, p->zSql, n, "the connection does not close");
  if (sqlite3_memory_used() != 0) fault_check(0, p->zSql, n, "memory is left");
  return reached;
}

static void all_runs(const Script *p) {
  Want want;
  sqlite3 *db = fault_open(p->aImage, p->nImage);
  want.before = fault_content(db);
  sqlite3_close(db);
  db = fault_open(p->aImage, p->nImage);
  alloc_fail(0, 0);
  fault_run(db, p->zSql, &want.answer);
  if (getenv("SPM_FAULT_VERBOSE")) printf("%lld allocations: %s: %s\n", alloc_calls, p->zSql, want.answer.z);
  want.after = fault_content(db);
  sqlite3_close(db);
  for (int on = 0; on < 2; on++)
    for (long long n = 1; one_run(p, n, on, &want); n = fault_next(n, 30, 8)) {
    }
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  alloc_begin();
  fault_begin(argv[1]);
  for (int i = 0; i < nScript; i++) all_runs(&aScript[i]);
  printf("oom: %d passed, %d failed\n", passed, failed);
  return failed > 0;
}
