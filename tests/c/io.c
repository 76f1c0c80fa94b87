/* io.c: every SQL object of the extension with an I/O operation that fails, for the n-th operation and all n.
**
**   io FOLDER SCRATCH   the folder of scripts.sql (fault.h); a folder for the database, which is made and left
**
** A VFS in front of the default one counts what SQLite asks of its files: open, delete, access, read, write, truncate,
** sync, size, locks, shared memory, mapped pages. In each of the MODES, and for a rollback journal, WAL and a mapped
** file, each script runs again and again with operation n failing, n = 1, 2, 3, ... (fault_next), from the opening of
** the file on. Each run must end with the right answer or with an error of the file system; the connection must close.
** Opened again, without faults, the file must be sound, and what the script wrote is there as a whole or not at all:
** as a whole when it said so. The page cache is small, so that pages are read again and written before the end.
** Last, an import in a process that may open no more files.
** Prints "io: N passed, N failed". */
#include "fault.h"
#include <fcntl.h>
#include <sys/resource.h>

static const struct Mode {
  const char *zName;
  int isOn;    /* everything after the n-th fails too */
  int isFull;  /* only writes fail: the disk is full */
  int isShort; /* only reads of the database fail: the file ends there */
} modes[] = {
    {"once", 0, 0, 0},           {"from there on", 1, 0, 0},
    {"disk full once", 0, 1, 0}, {"disk full from there on", 1, 1, 0},
    {"short read", 0, 0, 1},
};

static const struct Setup {
  const char *zName, *zPragma;
  unsigned char version; /* bytes 18 and 19 of the file: 2 is WAL */
} setups[] = {
    {"rollback journal", "PRAGMA cache_size = 30", 1},
    {"WAL", "PRAGMA cache_size = 30", 2},
    {"mapped", "PRAGMA cache_size = 30; PRAGMA mmap_size = 400000", 1},
};

/* ---- the VFS ---- */

typedef struct File {
  sqlite3_file base;
  int isDatabase;
  sqlite3_file *pReal;
} File;

typedef enum Kind { READ, WRITE, OTHER } Kind;

static sqlite3_vfs *pReal, faulty;
static long long calls, failAt; /* 0: none */
static const struct Mode *pMode = modes;

/* Count one operation; 0, or the code it fails with. */
static int fault(Kind kind, int isDatabase, int code) {
  if (pMode->isFull && kind != WRITE) return 0;
  if (pMode->isShort && (kind != READ || !isDatabase)) return 0;
  calls++;
  if (failAt == 0 || calls < failAt || (calls > failAt && !pMode->isOn)) return 0;
  return pMode->isFull ? SQLITE_FULL : pMode->isShort ? SQLITE_IOERR_SHORT_READ : code;
}

#define REAL(f)              (((File *)(f))->pReal)
#define CALL(f, method, ...) REAL(f)->pMethods->method(REAL(f), __VA_ARGS__)

static int io_close(sqlite3_file *f) {
  int rc = REAL(f)->pMethods ? REAL(f)->pMethods->xClose(REAL(f)) : SQLITE_OK;
  sqlite3_free(REAL(f));
  return rc;
}

static int io_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at) {
  int rc = fault(READ, ((File *)f)->isDatabase, SQLITE_IOERR_READ);
  if (rc == SQLITE_IOERR_SHORT_READ) memset(p, 0, (size_t)n);
  return rc ? rc : CALL(f, xRead, p, n, at);
}

static int io_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at) {
  int rc = fault(WRITE, 0, SQLITE_IOERR_WRITE);
  if (rc && n > 1) CALL(f, xWrite, p, n / 2, at); /* what fails may have gone half of the way */
  return rc ? rc : CALL(f, xWrite, p, n, at);
}

static int io_truncate(sqlite3_file *f, sqlite3_int64 n) {
  int rc = fault(OTHER, 0, SQLITE_IOERR_TRUNCATE);
  return rc ? rc : CALL(f, xTruncate, n);
}

/* Nobody pulls the plug here: syncing for real would only take time. */
static int io_sync(sqlite3_file *f, int flags) {
  (void)f, (void)flags;
  return fault(OTHER, 0, SQLITE_IOERR_FSYNC);
}

static int io_size(sqlite3_file *f, sqlite3_int64 *p) {
  int rc = fault(OTHER, 0, SQLITE_IOERR_FSTAT);
  return rc ? rc : CALL(f, xFileSize, p);
}

static int io_lock(sqlite3_file *f, int lock) {
  int rc = fault(OTHER, 0, SQLITE_IOERR_LOCK);
  return rc ? rc : CALL(f, xLock, lock);
}

static int io_unlock(sqlite3_file *f, int lock) {
  return CALL(f, xUnlock, lock);
}

static int io_reserved(sqlite3_file *f, int *p) {
  int rc = fault(OTHER, 0, SQLITE_IOERR_CHECKRESERVEDLOCK);
  return rc ? rc : CALL(f, xCheckReservedLock, p);
}

static int io_control(sqlite3_file *f, int op, void *p) {
  return CALL(f, xFileControl, op, p);
}

static int io_sector(sqlite3_file *f) {
  return REAL(f)->pMethods->xSectorSize(REAL(f));
}

static int io_device(sqlite3_file *f) {
  return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f));
}

static int io_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **pp) {
  int rc = fault(OTHER, 0, SQLITE_IOERR_SHMMAP);
  return rc ? rc : CALL(f, xShmMap, page, size, extend, pp);
}

static int io_shm_lock(sqlite3_file *f, int offset, int n, int flags) {
  int rc = (flags & SQLITE_SHM_LOCK) ? fault(OTHER, 0, SQLITE_IOERR_SHMLOCK) : SQLITE_OK;
  return rc ? rc : CALL(f, xShmLock, offset, n, flags);
}

static void io_shm_barrier(sqlite3_file *f) {
  REAL(f)->pMethods->xShmBarrier(REAL(f));
}

static int io_shm_unmap(sqlite3_file *f, int delete) {
  return CALL(f, xShmUnmap, delete);
}

static int io_fetch(sqlite3_file *f, sqlite3_int64 at, int n, void **pp) {
  int rc = fault(OTHER, 0, SQLITE_IOERR_MMAP);
  *pp = NULL;
  return rc ? rc : CALL(f, xFetch, at, n, pp);
}

static int io_unfetch(sqlite3_file *f, sqlite3_int64 at, void *p) {
  return CALL(f, xUnfetch, at, p);
}

static const sqlite3_io_methods io_methods = {
    3,           io_close,       io_read,      io_write,   io_truncate, io_sync,   io_size,
    io_lock,     io_unlock,      io_reserved,  io_control, io_sector,   io_device, io_shm_map,
    io_shm_lock, io_shm_barrier, io_shm_unmap, io_fetch,   io_unfetch,
};

static int io_open(sqlite3_vfs *p, const char *zName, sqlite3_file *f, int flags, int *pFlags) {
  (void)p;
  memset(f, 0, sizeof(File));
  int rc = fault(OTHER, 0, SQLITE_CANTOPEN);
  if (rc) return rc;
  sqlite3_file *pFile = sqlite3_malloc(pReal->szOsFile);
  if (pFile == NULL) return SQLITE_NOMEM;
  memset(pFile, 0, (size_t)pReal->szOsFile);
  rc = pReal->xOpen(pReal, zName, pFile, flags, pFlags);
  ((File *)f)->pReal = pFile;
  ((File *)f)->isDatabase = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  if (rc == SQLITE_OK) f->pMethods = &io_methods;
  else sqlite3_free(pFile);
  return rc;
}

static int io_delete(sqlite3_vfs *p, const char *zName, int sync) {
  (void)p, (void)sync;
  int rc = fault(OTHER, 0, SQLITE_IOERR_DELETE);
  return rc ? rc : pReal->xDelete(pReal, zName, 0);
}

static int io_access(sqlite3_vfs *p, const char *zName, int flags, int *pIs) {
  (void)p;
  int rc = fault(OTHER, 0, SQLITE_IOERR_ACCESS);
  return rc ? rc : pReal->xAccess(pReal, zName, flags, pIs);
}

/* ---- one run ---- */

static char zFile[1024];
static const struct Setup *pSetup;

static void put_file(const Script *p) {
  static const char *const azTail[] = {"", "-journal", "-wal", "-shm"};
  for (int i = 0; i < 4; i++) {
    char *z = sqlite3_mprintf("%s%s", zFile, azTail[i]);
    unlink(z);
    sqlite3_free(z);
  }
  FILE *f = fopen(zFile, "wb");
  if (f == NULL) fault_die(zFile, strerror(errno));
  if (p->aImage) {
    p->aImage[18] = p->aImage[19] = pSetup->version;
    if (fwrite(p->aImage, (size_t)p->nImage, 1, f) != 1) fault_die(zFile, strerror(errno));
    p->aImage[18] = p->aImage[19] = 1;
  }
  fclose(f);
}

/* Open, run, close, with the fault. */
static int run(const Script *p, long long n, Answer *pGot) {
  sqlite3 *db = NULL;
  calls = 0;
  failAt = n;
  memset(pGot, 0, sizeof(*pGot));
  pGot->rc = sqlite3_open_v2(zFile, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "faulty");
  if (pGot->rc == SQLITE_OK) pGot->rc = sqlite3_spm_init(db, NULL, NULL);
  if (pGot->rc == SQLITE_OK) pGot->rc = sqlite3_exec(db, pSetup->zPragma, NULL, NULL, NULL);
  if (pGot->rc == SQLITE_OK) fault_run(db, p->zSql, pGot);
  pGot->rc &= 0xff;
  if (pGot->rc == SQLITE_OK && sqlite3_get_autocommit(db) == 0)
    fault_check(0, p->zSql, n, "a transaction is left open");
  if (sqlite3_close(db) != SQLITE_OK) fault_check(0, p->zSql, n, "the connection does not close");
  int reached = calls >= n;
  failAt = 0;
  return reached;
}

/* The content of the file, opened without faults; 0 when it is not sound. */
static unsigned long long content(int isThorough) {
  sqlite3 *db = NULL;
  Answer is = {0};
  unsigned long long hash = 0;
  if (sqlite3_open_v2(zFile, &db, SQLITE_OPEN_READWRITE, "faulty") == SQLITE_OK) {
    hash = fault_content(db);
    if (isThorough) fault_run(db, "PRAGMA integrity_check", &is);
    if (isThorough && strcmp(is.z, "ok|") != 0) hash = 0;
  }
  sqlite3_close(db);
  return hash;
}

static int is_of_files(int rc) {
  return rc == SQLITE_IOERR || rc == SQLITE_FULL || rc == SQLITE_CANTOPEN || rc == SQLITE_NOMEM ||
         rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB || rc == SQLITE_PROTOCOL;
}

/* The short form tries what only reads on one of the setups. */
static void all_runs(const Script *p, int isItsSetup) {
  Answer want, got;
  char zWhat[600];
  put_file(p);
  unsigned long long before = content(1);
  put_file(p);
  run(p, 0, &want);
  if (getenv("SPM_FAULT_VERBOSE")) printf("%lld operations: %s: %s: %s\n", calls, pSetup->zName, p->zSql, want.z);
  unsigned long long after = content(1);
  fault_check(before && after, p->zSql, 0, "without a fault");
  int writes = before != after;
  if (!writes && !isItsSetup) return;
  for (size_t m = 0; m < sizeof(modes) / sizeof(modes[0]); m++) {
    if (modes[m].isFull && !writes) continue;
    for (long long n = 1;; n = writes ? fault_next(n, 8, 4) : fault_next(n, 1, 1)) {
      if (writes) put_file(p);
      pMode = &modes[m];
      int reached = run(p, n, &got);
      pMode = modes;
      snprintf(zWhat, sizeof(zWhat), "%s, %s: %s", pSetup->zName, modes[m].zName, got.z);
      /* to the check a file that ends too early is a finding */
      int isTold = modes[m].isShort && got.rc == SQLITE_OK && strstr(p->zSql, "spm_check");
      fault_check(is_of_files(got.rc) || fault_same(&got, &want) || isTold, p->zSql, n, zWhat);
      if (writes || !reached) { /* a reader leaves the file alone: looked at once, in the end */
        unsigned long long is = content(n % 8 == 0 || !reached);
        fault_check(is == after || (is == before && (got.rc != SQLITE_OK || !writes)), p->zSql, n, zWhat);
      }
      if (sqlite3_memory_used() != 0) fault_check(0, p->zSql, n, "memory is left");
      if (!reached) break;
    }
  }
}

/* The file of an import cannot be opened, because the process has too many; when it has fewer, it can. */
static void no_more_files(const char *zSql) {
  struct rlimit few, many;
  int aFile[64], nFile = 0;
  sqlite3 *db = fault_open(aScript[0].aImage, aScript[0].nImage);
  Answer answer;
  getrlimit(RLIMIT_NOFILE, &many);
  few = many;
  few.rlim_cur = sizeof(aFile) / sizeof(aFile[0]);
  setrlimit(RLIMIT_NOFILE, &few);
  while (nFile < 64 && (aFile[nFile] = open("/dev/null", O_RDONLY)) >= 0) nFile++;
  fault_run(db, zSql, &answer);
  fault_check(answer.rc == SQLITE_CANTOPEN && strstr(answer.z, strerror(EMFILE)), zSql, nFile, answer.z);
  while (nFile > 0) close(aFile[--nFile]);
  setrlimit(RLIMIT_NOFILE, &many);
  fault_run(db, zSql, &answer);
  fault_check(answer.rc == SQLITE_OK, zSql, 0, answer.z);
  sqlite3_close(db);
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  if (realpath(argv[2], zFile) == NULL) fault_die(argv[2], strerror(errno));
  strncat(zFile, "/io.db", sizeof(zFile) - strlen(zFile) - 1);
  fault_begin(argv[1]);
  pReal = sqlite3_vfs_find(NULL);
  faulty = *pReal;
  faulty.szOsFile = sizeof(File);
  faulty.zName = "faulty";
  faulty.xOpen = io_open;
  faulty.xDelete = io_delete;
  faulty.xAccess = io_access;
  sqlite3_vfs_register(&faulty, 0);
  for (size_t s = 0; s < sizeof(setups) / sizeof(setups[0]); s++) {
    pSetup = &setups[s];
    for (int i = 0; i < nScript; i++)
      all_runs(&aScript[i], fault_is_long() || (size_t)i % (sizeof(setups) / sizeof(setups[0])) == s);
  }
  no_more_files("SELECT spm_import('fault.csv')");
  printf("io: %d passed, %d failed\n", passed, failed);
  return failed > 0;
}
