/* step.c: every SQL object of the extension interrupted at the n-th step, for all n.
**
**   step FOLDER        the folder of scripts.sql (fault.h)
**
** A progress handler that SQLite calls at every step of its byte code, the inner statements' too, stops script
** after script at step n = 1, 2, 3, ... (fault_next), in each of the WAYS. Each run must end with the right answer or
** with SQLITE_INTERRUPT; then the connection is free of transactions of ours, nothing is half written, and the script
** gives the right answer on the same connection. With BEGIN in front and COMMIT behind it, the host's own row is there
** with all of the script or without, or both are gone: SQLite ends the transaction when it interrupts a statement that
** writes. Prints "step: N passed, N failed". */
#include "fault.h"

static const struct Way {
  const char *zName;
  int isOn;     /* the handler says stop ever after */
  int isCall;   /* sqlite3_interrupt, which lasts until no statement runs */
  int isInside; /* between BEGIN and COMMIT */
} ways[] = {
    {"once", 0, 0, 0},
    {"from there on", 1, 0, 0},
    {"sqlite3_interrupt", 0, 1, 0},
    {"once, inside BEGIN", 0, 0, 1},
    {"from there on, inside BEGIN", 1, 0, 1},
};

static sqlite3 *pDb;
static long long steps, stopAt;
static const struct Way *pWay;

static int on_step(void *pCtx) {
  (void)pCtx;
  steps++;
  if (stopAt == 0 || steps < stopAt || (steps > stopAt && !pWay->isOn)) return 0;
  if (!pWay->isCall) return 1;
  sqlite3_interrupt(pDb);
  return 0;
}

/* Run with a stop at step n; 0: none. Returns 0 when the script ended before. */
static int run(const Script *p, long long n, Answer *pGot) {
  steps = 0;
  stopAt = n;
  sqlite3_progress_handler(pDb, 1, on_step, NULL);
  fault_run(pDb, p->zSql, pGot);
  sqlite3_progress_handler(pDb, 0, NULL, NULL);
  return steps >= n;
}

typedef struct Want {
  Answer answer;
  unsigned long long before, after; /* content */
  unsigned long long own, both;     /* with the host's row */
} Want;

#define OWN "INSERT INTO about(name, value) VALUES ('milik', 'pemanggil')"

static unsigned long long content_with(const Script *p, const char *zFirst, const char *zThen) {
  Answer answer;
  sqlite3 *db = fault_open(p->aImage, p->nImage);
  if (zFirst) fault_run(db, zFirst, &answer);
  if (zThen) fault_run(db, zThen, &answer);
  unsigned long long hash = fault_content(db);
  sqlite3_close(db);
  return hash;
}

static void fresh(const Script *p) {
  if (pDb && sqlite3_close(pDb) != SQLITE_OK) fault_check(0, p->zSql, stopAt, "the connection does not close");
  if (pDb && sqlite3_memory_used() != 0) fault_check(0, p->zSql, stopAt, "memory is left");
  pDb = p->zSql ? fault_open(p->aImage, p->nImage) : NULL;
}

/* The connection after a stop. Returns 1 when its content is that of the beginning. */
static int look_after(const Script *p, long long n, const Want *pWant, const Answer *pGot, int isThorough) {
  Answer again;
  int writes = pWant->before != pWant->after;
  unsigned long long is = writes || isThorough ? fault_content(pDb) : pWant->before;
  if (!sqlite3_get_autocommit(pDb)) fault_check(0, p->zSql, n, "a transaction is left open");
  if (pGot->rc == SQLITE_OK && is != pWant->after) fault_check(0, p->zSql, n, "it says done and is not");
  /* the stop may come after the commit, on the way out; a whole one all the same */
  if (is != pWant->before && is != pWant->after) fault_check(0, p->zSql, n, "half of it is written");
  if (isThorough && is == pWant->before) {
    run(p, 0, &again);
    fault_check(fault_same(&again, &pWant->answer), p->zSql, n, "not the same answer after it");
    return !writes;
  }
  return is == pWant->before;
}

static int run_inside(const Script *p, long long n, const Want *pWant, Answer *pGot) {
  fresh(p);
  sqlite3_exec(pDb, "BEGIN; " OWN, NULL, NULL, NULL);
  int reached = run(p, n, pGot);
  int isOpen = !sqlite3_get_autocommit(pDb);
  if (isOpen && sqlite3_exec(pDb, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    fault_check(0, p->zSql, n, "the host cannot commit");
  unsigned long long is = fault_content(pDb);
  int isRight = is == pWant->both || (pGot->rc != SQLITE_OK && is == (isOpen ? pWant->own : pWant->before));
  if (!isRight) fault_check(0, p->zSql, n, isOpen ? "half of it is stored by the host" : "half of it is stored");
  return reached;
}

static void all_runs(const Script *p) {
  Want want;
  char zWhat[600];
  fresh(p);
  run(p, 0, &want.answer);
  if (getenv("SPM_FAULT_VERBOSE")) printf("%lld steps: %s: %s\n", steps, p->zSql, want.answer.z);
  want.before = content_with(p, NULL, NULL);
  want.after = content_with(p, p->zSql, NULL);
  int hasAbout = p->zOn == NULL || strstr(p->zOn, "frozen");
  want.own = hasAbout ? content_with(p, OWN, NULL) : 0;
  want.both = hasAbout ? content_with(p, OWN, p->zSql) : 0;
  int writes = want.before != want.after;
  for (size_t w = 0; w < sizeof(ways) / sizeof(ways[0]); w++) {
    if (ways[w].isInside && (!hasAbout || !writes))
      continue; /* a host with a row of its own, and a script that writes */
    pWay = &ways[w];
    int isFresh = 1, count = 0;
    for (long long n = 1;; n = writes ? fault_next(n, 25, 3) : fault_next(n, 2, 1)) {
      Answer got;
      int reached;
      if (pWay->isInside) reached = run_inside(p, n, &want, &got);
      else {
        if (isFresh) fresh(p);
        reached = run(p, n, &got);
        isFresh = !look_after(p, n, &want, &got, ++count % 8 == 0 || !reached) || count % 4 == 0;
      }
      snprintf(zWhat, sizeof(zWhat), "%s: %s", pWay->zName, got.z);
      fault_check(got.rc == SQLITE_INTERRUPT || fault_same(&got, &want.answer), p->zSql, n, zWhat);
      if (!reached) break;
    }
  }
}

int main(int argc, char **argv) {
  static const Script none;
  if (argc < 2) return 2;
  fault_begin(argv[1]);
  for (int i = 0; i < nScript; i++) all_runs(&aScript[i]);
  fresh(&none);
  printf("step: %d passed, %d failed\n", passed, failed);
  return failed > 0;
}
