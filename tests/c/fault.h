/* fault.h: what oom.c, io.c, step.c and corrupt.c share: the scripts, the database they run on, one run of a script
** with its answer, and a fingerprint of the content. Each of these programs is called with the folder of this file and
** works in it.
**
** The clock stands still (a VFS in front of the default one), so that two runs of an import give the same content. */
#ifndef SPM_FAULT_H
#define SPM_FAULT_H

#include "spm.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

typedef struct Script {
  char *zSql;            /* one line */
  char *zOn;             /* SQL that makes its database, or "frozen FILE"; NULL: base.sql */
  unsigned char *aImage; /* that database; NULL: an empty one */
  sqlite3_int64 nImage;
} Script;

typedef struct Answer {
  int rc;                  /* SQLITE_OK, or the primary code of the error */
  unsigned long long hash; /* of every cell */
  char z[400];             /* how the cells begin, or the code and the message */
} Answer;

static Script aScript[400];
static int nScript;
static int passed, failed;

static inline void fault_die(const char *zWhat, const char *zWhy) {
  fprintf(stderr, "%s: %s\n", zWhat, zWhy);
  exit(2);
}

/* The fault after the n-th: each one up to dense, then one in steps of n / part, because long scripts repeat
** themselves. In the environment SPM_FAULT_DENSE=2000 is a long form, and SPM_FAULT_DENSE=999999999 tries every n. */
static inline int fault_is_long(void) {
  return getenv("SPM_FAULT_DENSE") != NULL;
}

static inline long long fault_next(long long n, long long dense, long long part) {
  if (fault_is_long()) dense = atoll(getenv("SPM_FAULT_DENSE")), part = 200;
  return n < dense ? n + 1 : n + n / part + 1;
}

/* ---- the clock ---- */

static inline int fault_now(sqlite3_vfs *pVfs, sqlite3_int64 *p) {
  (void)pVfs;
  *p = 212572080000000LL; /* 2024-01-15T12:00:00Z */
  return SQLITE_OK;
}

static inline int fault_now_real(sqlite3_vfs *pVfs, double *p) {
  sqlite3_int64 now;
  fault_now(pVfs, &now);
  *p = (double)now / 86400000.0;
  return SQLITE_OK;
}

static inline void fault_clock(void) {
  static sqlite3_vfs clock;
  clock = *sqlite3_vfs_find(NULL);
  clock.zName = "clock";
  clock.xCurrentTime = fault_now_real;
  clock.xCurrentTimeInt64 = fault_now;
  sqlite3_vfs_register(&clock, 1);
}

/* ---- one run ---- */

static inline unsigned long long fault_hash(unsigned long long h, const void *p, int n) {
  for (int i = 0; i < n; i++) h = (h ^ ((const unsigned char *)p)[i]) * 1099511628211ULL;
  return (h ^ 0xff) * 1099511628211ULL; /* where a cell ends */
}

static inline void fault_run(sqlite3 *db, const char *zSql, Answer *p) {
  sqlite3_stmt *pStmt = NULL;
  size_t used = 0;
  memset(p, 0, sizeof(*p));
  p->hash = 14695981039346656037ULL;
  p->rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, NULL);
  while (p->rc == SQLITE_OK) {
    int step = sqlite3_step(pStmt);
    if (step != SQLITE_ROW) {
      if (step != SQLITE_DONE) p->rc = sqlite3_reset(pStmt);
      break;
    }
    for (int i = 0; i < sqlite3_column_count(pStmt); i++) {
      int isNull = sqlite3_column_type(pStmt, i) == SQLITE_NULL;
      const char *z = (const char *)sqlite3_column_text(pStmt, i);
      if (z == NULL && !isNull) p->rc = SQLITE_NOMEM; /* the host's own call ran out */
      p->hash = fault_hash(p->hash, z ? z : "", z ? sqlite3_column_bytes(pStmt, i) : 0);
      if (used < sizeof(p->z)) used += (size_t)snprintf(p->z + used, sizeof(p->z) - used, "%s|", z ? z : "");
    }
  }
  p->rc &= 0xff;
  if (p->rc != SQLITE_OK) snprintf(p->z, sizeof(p->z), "%d %s", p->rc, sqlite3_errmsg(db));
  sqlite3_finalize(pStmt);
}

/* An error whose text could not be made still arrives with its code. */
static inline int fault_same(const Answer *a, const Answer *b) {
  return a->rc == b->rc && (a->rc != SQLITE_OK || a->hash == b->hash);
}

static inline void fault_check(int ok, const char *zScript, long long n, const char *zWhat) {
  if (ok) {
    passed++;
    return;
  }
  failed++;
  printf("FAILED %s: fault %lld: %s\n", zScript, n, zWhat);
}

/* The cells of every table; 0: it cannot be read. */
static inline unsigned long long fault_content(sqlite3 *db) {
  unsigned long long hash = 14695981039346656037ULL;
  sqlite3_stmt *pTable = NULL;
  int rc =
      sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", -1, &pTable, NULL);
  while (rc == SQLITE_OK && (rc = sqlite3_step(pTable)) == SQLITE_ROW) {
    sqlite3_stmt *pRow = NULL;
    char *z = sqlite3_mprintf("SELECT * FROM \"%w\"", sqlite3_column_text(pTable, 0));
    rc = sqlite3_prepare_v2(db, z, -1, &pRow, NULL);
    hash = fault_hash(hash, z, (int)strlen(z));
    sqlite3_free(z);
    while (rc == SQLITE_OK && (rc = sqlite3_step(pRow)) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count(pRow); i++) {
        int type = sqlite3_column_type(pRow, i);
        const void *pCell = sqlite3_column_blob(pRow, i);
        hash = fault_hash(hash + (unsigned)type, pCell, sqlite3_column_bytes(pRow, i));
      }
      rc = SQLITE_OK;
    }
    sqlite3_finalize(pRow);
    if (rc == SQLITE_DONE) rc = SQLITE_OK;
  }
  sqlite3_finalize(pTable);
  return rc == SQLITE_DONE ? hash : 0;
}

/* ---- the databases ---- */

/* A connection in memory, with the extension, on a copy of the image; the schema is read. */
static inline sqlite3 *fault_open(const unsigned char *aImage, sqlite3_int64 nImage) {
  sqlite3 *db = NULL;
  char *zErr = NULL;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK || sqlite3_spm_init(db, &zErr, NULL) != SQLITE_OK)
    fault_die("cannot open", zErr ? zErr : "?");
  sqlite3_exec(db, "PRAGMA journal_mode = MEMORY", NULL, NULL, NULL);
  if (aImage) {
    unsigned char *p = sqlite3_malloc64((sqlite3_uint64)nImage);
    memcpy(p, aImage, (size_t)nImage);
    sqlite3_deserialize(db, "main", p, nImage, nImage, SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
    sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
  }
  return db;
}

static inline unsigned char *fault_image(sqlite3 *db, sqlite3_int64 *pn) {
  unsigned char *p = sqlite3_serialize(db, "main", pn, 0), *a = malloc((size_t)*pn + 1);
  if (a == NULL || (p == NULL && *pn)) fault_die("serialize", sqlite3_errmsg(db));
  if (p) memcpy(a, p, (size_t)*pn);
  sqlite3_free(p);
  return a;
}

static inline char *fault_text(const char *zFile) {
  FILE *f = fopen(zFile, "rb");
  char *z = malloc(200000);
  if (f == NULL || z == NULL) fault_die(zFile, strerror(errno));
  size_t n = fread(z, 1, 199999, f);
  if (n == 199999) fault_die(zFile, "too long");
  z[n] = 0;
  fclose(f);
  return z;
}

/* A database that a version of long ago has written, compressed. */
static inline void fault_thaw(const char *zName, unsigned char **paImage, sqlite3_int64 *pnImage) {
  gzFile f = gzopen(zName, "rb");
  *paImage = malloc(1000000);
  if (f == NULL || *paImage == NULL) fault_die(zName, strerror(errno));
  *pnImage = gzread(f, *paImage, 1000000);
  if (*pnImage <= 0 || *pnImage == 1000000) fault_die(zName, "not what was frozen");
  gzclose(f);
}

static inline void fault_make(const char *zSql, unsigned char **paImage, sqlite3_int64 *pnImage) {
  char *zErr = NULL;
  sqlite3 *db = fault_open(NULL, 0);
  if (sqlite3_exec(db, zSql, NULL, NULL, &zErr) != SQLITE_OK) fault_die("the database of a script", zErr);
  *paImage = fault_image(db, pnImage);
  sqlite3_close(db);
}

/* Read scripts.sql into aScript and make their databases. SPM_FAULT_ONLY=TEXT: the scripts that hold TEXT alone. */
static inline void fault_begin(const char *zFolder) {
  unsigned char *aBase;
  sqlite3_int64 nBase;
  const char *zOnly = getenv("SPM_FAULT_ONLY");
  if (chdir(zFolder) != 0) fault_die(zFolder, strerror(errno));
  setvbuf(stdout, NULL, _IOLBF, 0);
  fault_clock();
  char *zText = fault_text("base.sql");
  fault_make(zText, &aBase, &nBase);
  free(zText);
  zText = fault_text("scripts.sql");
  char *zSql = NULL, *zOn = NULL; /* both point into zText, which stays */
  for (char *z = zText, *zEnd; (zEnd = strchr(z, '\n')) != NULL; z = zEnd + 1) {
    *zEnd = 0;
    if (strncmp(z, "-- on", 5) == 0) zOn = z + 5;
    if (*z == 0 || strncmp(z, "--", 2) == 0) continue;
    if (zSql == NULL) zSql = z;
    if (zEnd[-1] != ';') { /* goes on */
      *zEnd = ' ';
      continue;
    }
    if (zOnly == NULL || strstr(zSql, zOnly)) {
      if (nScript == (int)(sizeof(aScript) / sizeof(aScript[0]))) fault_die("scripts.sql", "too many scripts");
      Script *p = &aScript[nScript++];
      *p = (Script){zSql, zOn, aBase, nBase};
      if (zOn && strncmp(zOn, " frozen ", 8) == 0) fault_thaw(zOn + 8, &p->aImage, &p->nImage);
      else if (zOn) fault_make(zOn, &p->aImage, &p->nImage);
      if (p->nImage == 0) {
        free(p->aImage);
        p->aImage = NULL;
      }
    }
    zSql = zOn = NULL;
  }
}

#endif
