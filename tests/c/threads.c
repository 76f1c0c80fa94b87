/* threads.c: many threads, each with a connection of its own (or all with one), ask and write at the same time.
**
**   threads DIR [SPM.SO]      DIR: an empty folder for its files; SPM.SO: also loaded by many threads in many
**                             connections
**
** The answers of every query are known before, in each of the states that the writer leads the database through:
** imported, accepted, accept taken back, import taken back. A reader asks one query, two in one statement, or three in
** a transaction; what it reads must be the answers of one and the same state. SQLITE_BUSY is counted, and is right
** only where the same load in plain SQL meets it too (no busy timeout). After each query no statement is busy; in the
** end no byte is left. THREADS_SECONDS: how long each run lasts (default 1). Prints "threads: N passed, N failed". */
#include "threads.h"
#include <pthread.h>
#include <time.h>
#include <unistd.h>

/* ---- the writer ---- */

/* One step of the round; every one of them is one commit. */
static char *step_sql(int step, const char *zName) {
  if (step == 0) return sqlite3_mprintf("SELECT spm_import('%q/%q.csv') ->> 'filings'", zDir, zName);
  if (step == 1)
    return sqlite3_mprintf("UPDATE inbox SET required = '90' WHERE settled_by IS NULL AND required = 'x' RETURNING 1");
  if (step == 2) return sqlite3_mprintf("SELECT spm_accept() ->> 'accepted'");
  return sqlite3_mprintf(
      "SELECT spm_import_undo((SELECT max(import) FROM import WHERE undone_at IS NULL AND %s)) ->> 'filings'",
      step == 3 ? "path = 'inbox'" : "path <> 'inbox'");
}

/* The state that a step leads to, of 0..3; the correction in the inbox shows in none of the queries. */
static const int state_after[] = {1, 1, 2, 3, 0};
#define STEPS 5

/* Told to wait, it tries again: so nothing is left out. */
static int write_step(sqlite3 *db, const World *p, int step, const char *zName) {
  char *zSql = step_sql(step, zName), zGot[64] = "";
  int rc;
  while ((rc = run(db, zSql, NULL, zGot, sizeof(zGot))) == SQLITE_BUSY && p->timeout == 0) {
    nBusy++;
    if (!p->pShared) check(sqlite3_get_autocommit(db), "busy, and a transaction is left open: %s", zSql);
    usleep(500);
  }
  check(rc == SQLITE_OK && atoi(zGot) > 0, "%s %d: %s: %d '%s' %s", p->zMode, p->timeout, zSql, rc, zGot,
        rc ? sqlite3_errmsg(db) : "");
  nImport += rc == SQLITE_OK && step != 1;
  sqlite3_free(zSql);
  return rc;
}

static void *writer(void *pArg) {
  const World *p = pArg;
  sqlite3 *db = open_db(p);
  nThread++;
  while (!isOver) {
    put_nation();
    for (int i = 0; i < STEPS; i++)
      if (write_step(db, p, i, "nation") != SQLITE_OK) isOver = 1;
  }
  close_db(p, db);
  return NULL;
}

/* ---- the readers ---- */

/* The states in which query q has this answer, as bits. */
static int states_of(int q, unsigned long long hash) {
  int mask = 0;
  for (int i = 0; i < STATES; i++)
    if (known[q][i] == hash) mask |= 1 << i;
  return mask;
}

static int ask(sqlite3 *db, const World *p, int how, const int *aQuery) {
  unsigned long long a[3] = {0};
  int mask = 15, rc = SQLITE_OK, n = how == 0 ? 1 : how == 1 ? 2 : 3;
  if (how < 2) {
    char *z = how ? sqlite3_mprintf("SELECT (%s), (%s)", azQuery[aQuery[0]], azQuery[aQuery[1]])
                  : sqlite3_mprintf("%s", azQuery[aQuery[0]]);
    rc = run(db, z, a, NULL, 0);
    sqlite3_free(z);
  } else {
    rc = exec(db, "BEGIN");
    for (int i = 0; rc == SQLITE_OK && i < n; i++) rc = run(db, azQuery[aQuery[i]], &a[i], NULL, 0);
    int rcEnd = exec(db, "COMMIT");
    if (rcEnd != SQLITE_OK) exec(db, "ROLLBACK");
    if (rc == SQLITE_OK) rc = rcEnd;
  }
  nAsked += n;
  if (rc == SQLITE_BUSY && p->timeout == 0) {
    nBusy++;
    return rc;
  }
  check(rc == SQLITE_OK, "%s %d: %d: %s", p->zMode, p->timeout, rc, azQuery[aQuery[0]]);
  for (int i = 0; rc == SQLITE_OK && i < n; i++) {
    int states = states_of(aQuery[i], a[i]);
    check(states != 0, "%s: no state has this answer: %s", p->zMode, azQuery[aQuery[i]]);
    mask &= states;
  }
  if (rc == SQLITE_OK)
    check(mask != 0, "%s: two states in one %s: %s and %s", p->zMode, how < 2 ? "statement" : "transaction",
          azQuery[aQuery[0]], azQuery[aQuery[1]]);
  if (!p->pShared) check(!is_busy(db), "a statement is left open by %s", azQuery[aQuery[0]]);
  return rc;
}

static void *reader(void *pArg) {
  const World *p = pArg;
  sqlite3 *db = open_db(p);
  unsigned seed = (unsigned)++nThread * 7919u;
  while (!isOver) {
    int aQuery[3];
    for (int i = 0; i < 3; i++) aQuery[i] = rand_r(&seed) % nQuery;
    ask(db, p, rand_r(&seed) % (p->pShared ? 2 : 3), aQuery);
  }
  close_db(p, db);
  return NULL;
}

/* ---- the same load in plain SQL ---- */

static void *plain_reader(void *pArg) {
  const World *p = pArg;
  sqlite3 *db = open_db(p);
  while (!isOver) {
    int rc =
        exec(db, "SELECT count(*), total(x), (SELECT max(length(y)) FROM plain) FROM plain, (SELECT 1 UNION SELECT 2)");
    nBusy += rc == SQLITE_BUSY;
    check(rc == SQLITE_OK || rc == SQLITE_BUSY, "plain SELECT: %d", rc);
  }
  close_db(p, db);
  return NULL;
}

static void *plain_writer(void *pArg) {
  const World *p = pArg;
  sqlite3 *db = open_db(p);
  while (!isOver) {
    int rc = exec(db, "INSERT INTO plain SELECT value, hex(randomblob(100)) FROM json_each('[1,2,3,4,5,6,7,8]'), "
                      "(SELECT 1 UNION SELECT 2)");
    if (rc == SQLITE_OK) rc = exec(db, "DELETE FROM plain WHERE rowid < (SELECT max(rowid) - 2000 FROM plain)");
    nBusy += rc == SQLITE_BUSY;
    check(rc == SQLITE_OK || rc == SQLITE_BUSY, "plain INSERT: %d", rc);
  }
  close_db(p, db);
  return NULL;
}

/* ---- runs ---- */

static void join_all(pthread_t *a, int n, int isTimed, int enough) {
  struct timespec t = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  long long asked = nAsked, imports = nImport;
  if (isTimed) { /* at least so long, and on a busy machine until something was done */
    nanosleep(&t, NULL);
    for (int i = 0; i < 6000 && !isOver && isTimed > 1 && (nAsked - asked < 20 || nImport - imports < enough); i++)
      usleep(10000);
    isOver = 1;
  }
  for (int i = 0; i < n; i++) pthread_join(a[i], NULL);
  isOver = 0;
}

/* One connection has read before and stays open: else whoever opens a file in WAL first reads its journal anew and
** keeps the others out meanwhile, once in a run, be it of our queries or of plain ones. */
static void together(World *p, void *(*xReader)(void *), void *(*xWriter)(void *)) {
  pthread_t a[READERS + 1];
  sqlite3 *db = open_db(p);
  check(exec(db, "SELECT count(*) FROM sqlite_schema") == SQLITE_OK, "the file is read: %s", sqlite3_errmsg(db));
  for (int i = 0; i < READERS; i++) pthread_create(&a[i], NULL, xReader, p);
  pthread_create(&a[READERS], NULL, xWriter, p);
  /* without a timeout readers keep a writer out for long; once they stop it ends its round */
  join_all(a, READERS + 1, xReader == reader ? 2 : 1, p->timeout ? 4 : 0);
  close_db(p, db);
}

static void copy_file(const char *zTo, const char *zFrom) {
  char z[1300];
  snprintf(z, sizeof(z), "cp '%s' '%s'", zFrom, zTo);
  check(system(z) == 0, "%s", z);
}

static void make_world(World *p, const char *zMode, int timeout) {
  char zFrom[600], zSql[100];
  static int n;
  memset(p, 0, sizeof(*p));
  p->zMode = zMode;
  p->timeout = WAIT;
  snprintf(zFrom, sizeof(zFrom), "%s/nation.db", zDir);
  snprintf(p->zFile, sizeof(p->zFile), "%s/%s-%d.db", zDir, zMode, ++n);
  copy_file(p->zFile, zFrom);
  sqlite3 *db = open_db(p);
  snprintf(zSql, sizeof(zSql), "PRAGMA journal_mode = %s", zMode);
  check(exec(db, zSql) == SQLITE_OK, "%s", zSql);
  close_db(p, db);
  p->timeout = timeout;
}

/* What must hold when all is quiet: the file is sound, the last round is whole, and no byte is left. */
static void finish_world(World *p, const char *zWhat) {
  char z[256] = "", zProblems[16] = "";
  p->timeout = WAIT;
  sqlite3 *db = open_db(p);
  run(db, "PRAGMA integrity_check", NULL, z, sizeof(z));
  check(strcmp(z, "ok") == 0, "%s: %s", zWhat, z);
  run(db,
      "SELECT (SELECT count(*) FROM staging) + (SELECT count(*) FROM import AS i WHERE filings <> (SELECT count(*)"
      " FROM filing WHERE source = i.import)) + (SELECT count(*) FROM import WHERE undone_at IS NULL)",
      NULL, z, sizeof(z));
  check(strcmp(z, "0") == 0, "%s: half an import is left: %s", zWhat, z);
  run(db, "SELECT json_array_length(spm_check(), '$.problems')", NULL, zProblems, sizeof(zProblems));
  check(strcmp(zProblems, "1") == 0, "%s: spm_check tells of %s problems, and the cut roster is one", zWhat, zProblems);
  check(sqlite3_close(db) == SQLITE_OK, "%s: the connection does not close", zWhat);
  check(sqlite3_memory_used() == 0, "%s: %lld bytes are left", zWhat, sqlite3_memory_used());
}

static void run_world(const char *zMode, int timeout, int isShared) {
  World w;
  char zWhat[64];
  make_world(&w, zMode, timeout);
  snprintf(zWhat, sizeof(zWhat), "%s, %s, %s", zMode, timeout ? "waiting" : "not waiting",
           isShared ? "one connection" : "many connections");
  long long asked = nAsked, imports = nImport, busy = nBusy;
  if (isShared) w.pShared = open_db(&w);
  together(&w, reader, writer);
  if (isShared) {
    sqlite3 *db = w.pShared;
    check(!is_busy(db), "%s: a statement is left open", zWhat);
    w.pShared = NULL;
    close_db(&w, db);
  }
  busy = nBusy - busy;
  check(nAsked - asked > 10 && nImport - imports > 3, "%s: too little was done: %lld queries, %lld imports", zWhat,
        nAsked - asked, nImport - imports);
  printf("threads: %s: %lld queries, %lld imports, accepts and undos, %lld times busy", zWhat, nAsked - asked,
         nImport - imports, busy);
  if (timeout == 0 && !isShared) { /* the control */
    long long plain = nBusy;
    sqlite3 *db = open_db(&w);
    exec(db, "CREATE TABLE plain(x, y)");
    close_db(&w, db);
    together(&w, plain_reader, plain_writer);
    plain = nBusy - plain;
    printf("; plain SQL %lld times", plain);
    check(busy == 0 || plain > 0, "%s: busy where plain SQL is not", zWhat);
    nBusy -= plain;
  } else {
    check(busy == 0, "%s: busy", zWhat);
  }
  printf("\n");
  finish_world(&w, zWhat);
}

/* ---- many writers, many that make the same database, many that open and close ---- */

typedef struct Job {
  World world;
  char zName[16];
  int nCreated;
} Job;

static void *importer(void *pArg) {
  Job *p = pArg;
  sqlite3 *db = open_db(&p->world);
  nThread++;
  for (int i = 0; !isOver; i++) {
    put_one(p->zName, i);
    check(write_step(db, &p->world, 0, p->zName) == SQLITE_OK, "import by one of many");
    /* the number first: a statement that reads before it writes is told to wait by SQLite itself, whatever the
    ** timeout */
    char *zWhich = sqlite3_mprintf("SELECT max(import) FROM import WHERE path LIKE '%%/%s.csv'", p->zName),
         zId[64] = "";
    int rc = run(db, zWhich, NULL, zId, sizeof(zId));
    char *zUndo = sqlite3_mprintf("SELECT spm_import_undo(%d)", atoi(zId));
    if (rc == SQLITE_OK) rc = exec(db, zUndo);
    check(rc == SQLITE_OK, "%s: %s: %d %s", p->world.zMode, zUndo, rc, sqlite3_errmsg(db));
    nImport++;
    sqlite3_free(zUndo);
    sqlite3_free(zWhich);
  }
  close_db(&p->world, db);
  return NULL;
}

static void *initialiser(void *pArg) {
  Job *p = pArg;
  char z[64] = "";
  sqlite3 *db = open_db(&p->world);
  nThread++;
  int rc = run(db, "SELECT spm_init() ->> 'action'", NULL, z, sizeof(z));
  check(rc == SQLITE_OK, "spm_init by many: %d %s", rc, rc ? sqlite3_errmsg(db) : "");
  p->nCreated = strcmp(z, "created") == 0;
  close_db(&p->world, db);
  return NULL;
}

static void *opener(void *pArg) {
  Job *p = pArg;
  nThread++;
  for (int i = 0; !isOver; i++) {
    sqlite3 *db = NULL;
    char *zErr = NULL, z[64] = "";
    if (zSo && i % 2) {
      sqlite3_open(i % 4 == 1 ? ":memory:" : p->world.zFile, &db);
      sqlite3_enable_load_extension(db, 1);
      int rc = sqlite3_load_extension(db, zSo, NULL, &zErr);
      check(rc == SQLITE_OK, "load: %d %s", rc, zErr ? zErr : "");
      sqlite3_busy_timeout(db, WAIT);
      nOpened++;
    } else {
      db = open_db(&p->world);
    }
    int rc =
        run(db, i % 4 == 1 ? "SELECT count(*) > 0 FROM spm_help" : "SELECT count(*) > 0 FROM spm_score('2023-TW2')",
            NULL, z, sizeof(z));
    check(rc == SQLITE_OK && strcmp(z, "1") == 0, "after opening: %d %s", rc, z);
    check(sqlite3_close(db) == SQLITE_OK, "opened, asked, and does not close");
  }
  return NULL;
}

static void many(const char *zMode, void *(*xJob)(void *), int isTimed, const char *zWhat) {
  pthread_t a[READERS];
  Job aJob[READERS];
  World w;
  make_world(&w, zMode, WAIT);
  if (xJob == initialiser) unlink(w.zFile);
  for (int i = 0; i < READERS; i++) {
    memset(&aJob[i], 0, sizeof(aJob[i]));
    aJob[i].world = w;
    snprintf(aJob[i].zName, sizeof(aJob[i].zName), "one%d", i);
  }
  for (int i = 0; i < READERS; i++) pthread_create(&a[i], NULL, xJob, &aJob[i]);
  join_all(a, READERS, isTimed, 0);
  if (xJob == initialiser) {
    int n = 0;
    for (int i = 0; i < READERS; i++) n += aJob[i].nCreated;
    check(n == 1, "%s: %d of %d made the database", zWhat, n, READERS);
    check(sqlite3_memory_used() == 0, "%s: %lld bytes are left", zWhat, sqlite3_memory_used());
  } else {
    finish_world(&w, zWhat);
  }
}

/* ---- what is known of the nation ---- */

/* Two rounds by one thread: what is answered in each state, and that it comes back. */
static void learn(void) {
  World w;
  int nChanging = 0;
  make_world(&w, "DELETE", WAIT);
  sqlite3 *db = open_db(&w);
  make_queries(db);
  for (int step = -1; step < 3 * STEPS; step++) {
    if (step >= 0 && step % STEPS == 0) put_nation();
    if (step >= 0) write_step(db, &w, step % STEPS, "nation");
    int state = step < 0 ? 0 : state_after[step % STEPS];
    for (int q = 0; q < nQuery; q++) {
      unsigned long long h = 0;
      int rc = run(db, azQuery[q], &h, NULL, 0);
      check(rc == SQLITE_OK, "%s: %d %s", azQuery[q], rc, rc ? sqlite3_errmsg(db) : "");
      /* the first round is not kept: an import that was taken back leaves traces, such as rejected filings */
      if (step < STEPS) known[q][state] = h;
      else check(known[q][state] == h, "does not come back in state %d: %s", state, azQuery[q]);
    }
  }
  for (int q = 0; q < nQuery; q++) nChanging += known[q][0] != known[q][1] && known[q][1] != known[q][2];
  check(nChanging > 12, "only %d queries tell the states apart", nChanging);
  close_db(&w, db);
  finish_world(&w, "one thread");
  printf("threads: %d queries, of which %d tell the states apart\n", nQuery, nChanging);
}

int main(int argc, char **argv) {
  World nation;
  if (argc < 2) return 2;
  snprintf(zDir, sizeof(zDir), "%s", argv[1]);
  zSo = argc > 2 ? argv[2] : NULL;
  if (getenv("THREADS_SECONDS")) seconds = atof(getenv("THREADS_SECONDS"));
  setvbuf(stdout, NULL, _IOLBF, 0);
  memset(&nation, 0, sizeof(nation));
  make_nation(&nation);
  learn();
  run_world("WAL", WAIT, 0);
  run_world("DELETE", WAIT, 0);
  run_world("WAL", 0, 0);
  run_world("DELETE", 0, 0);
  run_world("WAL", WAIT, 1);
  run_world("DELETE", WAIT, 1);
  many("WAL", importer, 1, "WAL, many writers");
  many("DELETE", importer, 1, "DELETE, many writers");
  for (int i = 0; i < 3; i++) many("DELETE", initialiser, 0, "spm_init by many");
  many("WAL", opener, 1, "opening and closing");
  for (int q = 0; q < nQuery; q++) free(azQuery[q]);
  check(sqlite3_memory_used() == 0, "%lld bytes are left", sqlite3_memory_used());
  printf("COUNT %lld threads\nCOUNT %lld queries while another thread wrote\nCOUNT %lld imports, accepts and undos "
         "while others read\nCOUNT %lld connections opened and closed\nCOUNT %lld times busy without a timeout\n",
         nThread, nAsked, nImport, nOpened, nBusy);
  printf("threads: %d passed, %d failed\n", passed, failed);
  return failed > 0;
}
