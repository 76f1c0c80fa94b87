/* corrupt.c: every SQL object of the extension on a damaged database.
**
**   corrupt FOLDER CASES SCRIPTS    the folder of scripts.sql (fault.h); how many databases; how many scripts on each,
**                                   0: all
**
** Each case is a number that decides everything: the damage, and the scripts. Of two cases one has its bytes changed
** (some bytes anywhere, in a page's header, a page emptied or put in another's place, the end cut off), one is a sound
** file with nonsense in it: other types than the schema says, huge numbers, NULL where none may be, text that is none,
** what STRICT, CHECK and triggers refuse. Any error and any answer is right; wrong is a crash, a hang, a connection
** that does not close, memory left. Each case runs in a process of its own, so a crash is counted and named: "case N"
** can be had again with SPM_CASE=N (in this process alone: for a debugger). SPM_SEED moves the numbers; it is printed.
** Prints "corrupt: N passed, N failed". */
#include "fault.h"
#include <sys/mman.h>
#include <sys/wait.h>

#define BUDGET 3000000 /* steps of byte code that a script may take; the longest needs a tenth */
#define HANG   600     /* seconds for a case: one takes 2, under sanitizers 170 beside other work */

static unsigned long long state;

static unsigned rnd(unsigned n) { /* splitmix64 */
  unsigned long long z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return (unsigned)((z ^ (z >> 31)) % n);
}

/* ---- bytes ---- */

#define PAGE 4096

static void damage_bytes(unsigned char *a, sqlite3_int64 *pn) {
  unsigned nPage = (unsigned)(*pn / PAGE);
  for (unsigned k = 1 + rnd(8); k > 0; k--) {
    unsigned char *aPage = a + (size_t)rnd(nPage) * PAGE;
    switch (rnd(12)) {
    case 0: memset(aPage, 0, PAGE); break;
    case 1: memcpy(aPage, a + (size_t)rnd(nPage) * PAGE, PAGE); break;
    case 2: *pn -= (sqlite3_int64)rnd((unsigned)*pn / 4); return;
    case 3: a[rnd(108)] = (unsigned char)rnd(256); break; /* the header of the file */
    case 4:
    case 5:
    case 6:
    case 7: aPage[rnd(64)] = (unsigned char)rnd(256); break; /* the header of a page, and where its cells are */
    default: {
      unsigned at = rnd((unsigned)*pn);
      if (rnd(2)) a[at] ^= (unsigned char)(1u << rnd(8));
      else a[at] = (unsigned char)rnd(256);
    }
    }
  }
}

/* ---- nonsense ---- */

/* nonsense(x): another value, or x */
static void fn_nonsense(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  static const char *const azText[] = {"",
                                       "2023-TW2",
                                       "2023-TW5",
                                       "9999-TW4",
                                       "0000-TW1",
                                       "-001-TW1",
                                       "11.01",
                                       "11",
                                       "99.99",
                                       "1.01",
                                       "k-paud",
                                       "k-paud.A1",
                                       "penerima",
                                       "mutu",
                                       "provinsi",
                                       "kabupaten",
                                       "kota",
                                       "kabkota",
                                       "filed",
                                       "open",
                                       "mean",
                                       "pooled",
                                       "flat",
                                       "real",
                                       "integer",
                                       "2023-07-01T00:00:00Z",
                                       "9999-12-31T23:59:59Z",
                                       "0000-01-01T00:00:00Z",
                                       "2023-02-30",
                                       "+99:99",
                                       "-07:00",
                                       "nan",
                                       "inf",
                                       "1e999",
                                       "0x7fffffffffffffff",
                                       "'; DROP TABLE filing; --",
                                       "%s%n%d",
                                       "[1,2",
                                       "{\"a\":",
                                       "\xff\xfe\x80",
                                       "\xed\xa0\x80",
                                       "\xf0\x9f\x98",
                                       "\xc3",
                                       ("\xef\xbb\xbf"
                                        "11.01"),
                                       "baris\nbaru",
                                       "\"petik\"",
                                       "\x01\x02"};
  static const double aReal[] = {1e308,  -1e308,  1e-308, 0.1, -0.0, 1.0000000000000002, 9007199254740993.0,
                                 9.3e18, -9.3e18, 100.5};
  static const sqlite3_int64 aInt[] = {0,
                                       1,
                                       -1,
                                       2,
                                       3,
                                       7,
                                       100,
                                       101,
                                       2147483647,
                                       2147483648LL,
                                       -2147483648LL,
                                       4294967296LL,
                                       9007199254740993LL,
                                       9223372036854775807LL,
                                       -9223372036854775807LL - 1,
                                       1000000,
                                       1099511627777LL};
  (void)argc;
  switch (rnd(16)) {
  case 0: sqlite3_result_null(ctx); break;
  case 1:
  case 2: sqlite3_result_int64(ctx, aInt[rnd(sizeof(aInt) / sizeof(aInt[0]))]); break;
  case 3: sqlite3_result_double(ctx, aReal[rnd(sizeof(aReal) / sizeof(aReal[0]))]); break;
  case 4: sqlite3_result_double(ctx, rnd(2) ? 1e308 * 10 : -1e308 * 10); break;
  case 5: sqlite3_result_blob(ctx, "\x00\x01\xff\x80", (int)rnd(5), SQLITE_STATIC); break;
  case 6: sqlite3_result_text(ctx, "a\0b", 3, SQLITE_STATIC); break;
  case 7: { /* long */
    int n = rnd(8) ? 5000 : 1000000;
    char *z = sqlite3_malloc(n + 1);
    if (z) memset(z, "x1\xff\xc3"[rnd(4)], (size_t)n);
    sqlite3_result_text(ctx, z, n, sqlite3_free);
    break;
  }
  case 8: sqlite3_result_int64(ctx, -sqlite3_value_int64(argv[0])); break;
  case 9: sqlite3_result_text(ctx, (const char *)sqlite3_value_text(argv[0]), -1, SQLITE_TRANSIENT); break;
  default: sqlite3_result_text(ctx, azText[rnd(sizeof(azText) / sizeof(azText[0]))], -1, SQLITE_STATIC);
  }
}

static void fn_chance(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  sqlite3_result_int(ctx, rnd((unsigned)sqlite3_value_int(argv[0])) == 0);
}

static void must(sqlite3 *db, const char *zSql) {
  if (sqlite3_exec(db, zSql, NULL, NULL, NULL) != SQLITE_OK) fault_die(zSql, sqlite3_errmsg(db));
}

/* The schema without what would refuse: the same columns in the same places. */
#define LOOSE                                                                                                          \
  "PRAGMA writable_schema = ON; CREATE TEMP TABLE kept AS SELECT name, sql FROM sqlite_schema WHERE type = 'table';"   \
  "UPDATE sqlite_schema SET sql = replace(replace(replace(sql, ') STRICT, WITHOUT', ') WITHOUT'), ') STRICT', ')'),"   \
  " ' NOT NULL', '') WHERE type = 'table';"                                                                            \
  "PRAGMA writable_schema = RESET; PRAGMA writable_schema = ON; PRAGMA ignore_check_constraints = ON"
#define TIGHT                                                                                                          \
  "UPDATE sqlite_master SET sql = (SELECT k.sql FROM temp.kept AS k WHERE k.name = sqlite_master.name)"                \
  " WHERE type = 'table'"

static unsigned char *damage_content(const Script *p, sqlite3_int64 *pn) {
  sqlite3 *db = fault_open(p->aImage, p->nImage);
  sqlite3_stmt *pColumn = NULL;
  sqlite3_create_function(db, "nonsense", 1, SQLITE_UTF8, NULL, fn_nonsense, NULL, NULL);
  sqlite3_create_function(db, "chance", 1, SQLITE_UTF8, NULL, fn_chance, NULL, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  must(db, LOOSE);
  if (sqlite3_prepare_v2(
          db,
          "SELECT t.name, c.name, count(*) OVER () FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c"
          " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND c.hidden = 0",
          -1, &pColumn, NULL) != SQLITE_OK)
    fault_die("columns", sqlite3_errmsg(db));
  unsigned few = 1 + rnd(12); /* columns of some 180 */
  while (sqlite3_step(pColumn) == SQLITE_ROW) {
    if (rnd((unsigned)sqlite3_column_int(pColumn, 2)) >= few) continue;
    char *z = sqlite3_mprintf("UPDATE OR IGNORE \"%w\" SET \"%w\" = nonsense(\"%w\") WHERE chance(%d)",
                              sqlite3_column_text(pColumn, 0), sqlite3_column_text(pColumn, 1),
                              sqlite3_column_text(pColumn, 1), (int)(1 + rnd(3) * rnd(6)));
    sqlite3_exec(db, z, NULL, NULL, NULL); /* a key that is NULL is refused still */
    sqlite3_free(z);
  }
  sqlite3_finalize(pColumn);
  must(db, TIGHT);
  unsigned char *a = fault_image(db, pn);
  sqlite3_close(db);
  return a;
}

/* ---- a case ---- */

static int steps;

static int on_step(void *pCtx) {
  (void)pCtx;
  return ++steps > BUDGET / 1000;
}

/* Returns 0, or WRONG and what: azWhy. *piScript: the script that runs; the others: how many ended so. */
#define WRONG 40
static const char *const azWhy[] = {"the connection does not close", "memory is left", "a transaction is left open"};

static int run_case(long long number, int nRun, volatile int *piScript, volatile int *pnOk, volatile int *pnError) {
  Answer answer;
  state = (unsigned long long)number * 0x2545f4914f6cdd1dULL + 1;
  sqlite3_int64 n = aScript[0].nImage;
  unsigned char *a;
  if (number % 2 == 0) {
    a = damage_content(&aScript[0], &n);
  } else {
    a = malloc((size_t)n);
    memcpy(a, aScript[0].aImage, (size_t)n);
    damage_bytes(a, &n);
  }
  sqlite3 *db = fault_open(a, n);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 100000000);
  sqlite3_progress_handler(db, 1000, on_step, NULL);
  for (int i = 0; i < (nRun ? nRun : nScript); i++) {
    *piScript = nRun ? (int)rnd((unsigned)nScript) : i;
    if (aScript[*piScript].zOn) continue;
    steps = 0;
    fault_run(db, aScript[*piScript].zSql, &answer);
    if (getenv("SPM_CASE")) printf("%s: %s\n", aScript[*piScript].zSql, answer.z);
    if (answer.rc == SQLITE_OK) (*pnOk)++;
    else (*pnError)++;
    if (!sqlite3_get_autocommit(db)) return WRONG + 2;
  }
  free(a);
  if (sqlite3_close(db) != SQLITE_OK) return WRONG;
  return sqlite3_memory_used() != 0 ? WRONG + 1 : 0;
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  fault_begin(argv[1]);
  long long nCase = atoll(argv[2]), seed = getenv("SPM_SEED") ? atoll(getenv("SPM_SEED")) : 0;
  int nRun = atoi(argv[3]);
  volatile int *pShared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (pShared == MAP_FAILED) fault_die("mmap", strerror(errno));
  if (getenv("SPM_CASE")) {
    int wrong = run_case(atoll(getenv("SPM_CASE")), nRun, pShared, pShared + 1, pShared + 2);
    printf("%s\n", wrong ? azWhy[wrong - WRONG] : "nothing is wrong");
    return wrong;
  }
  for (long long i = seed; i < seed + nCase; i++) {
    int status = 0;
    char zWhat[120] = "";
    fflush(NULL);
    pid_t child = fork();
    if (child < 0) fault_die("fork", strerror(errno));
    if (child == 0) {
      alarm(HANG);
      int wrong = run_case(i, nRun, pShared, pShared + 1, pShared + 2);
      exit(wrong); /* not _exit: the leak sanitizer looks now */
    }
    if (waitpid(child, &status, 0) != child) fault_die("waitpid", strerror(errno));
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    if (WIFSIGNALED(status)) snprintf(zWhat, sizeof(zWhat), "signal %d", WTERMSIG(status));
    else if (code)
      snprintf(zWhat, sizeof(zWhat), "%s",
               code == 2                           ? "it could not be made"
               : code >= WRONG && code < WRONG + 3 ? azWhy[code - WRONG]
                                                   : "ended by a sanitizer");
    fault_check(!*zWhat, aScript[*pShared].zSql, i, zWhat);
  }
  printf("%d scripts answered, %d refused, on %lld databases from case %lld\n", pShared[1], pShared[2], nCase, seed);
  printf("corrupt: %d passed, %d failed\n", passed, failed);
  return failed > 0;
}
