/* nation.c: see fuzz.h. The nation is made once and copied by sqlite3_deserialize: that is a thousand times as fast. */
#include "fuzz.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int fuzz_replay;

#define FILE_FD 99 /* of FUZZ_FILE */

static const char *const azMake[] = {
    "SELECT spm_init()",
    "DROP TRIGGER roster_delete",
    "DELETE FROM roster WHERE region NOT IN ('11', '11.01', '11.02', '11.03', '36.71', '93.01')",
    /* the sample's trigger is back, or the check of the database would tell that it is missing */
    NULL,
    "INSERT INTO filing(filing, region, period, field, revision, submitted_at, opd) VALUES"
    " (1, '11.01', '2023-TW1', '1.01', 1, '2023-04-01T00:00:00Z', 'Dinas Pendidikan'),"
    " (2, '11.01', '2023-TW2', '1.01', 1, '2023-07-01T00:00:00Z', 'Dinas Pendidikan'),"
    " (3, '11', '2023-TW2', '1.01', 1, '2023-09-01T00:00:00Z', 'Dinas Pendidikan')",
    "INSERT INTO achievement(filing, service, indicator, required, fulfilled) VALUES"
    " (1, 'k-paud', 'k-paud.A1', 100, 70), (2, 'k-paud', 'k-paud.A1', 100, 80), (2, 'k-paud', 'k-paud.B01', 10, 10.5),"
    " (3, 'p-dikmen', 'p-dikmen.A1', 100, 120)",
    "UPDATE filing SET status = 'filed'",
};

static const char zEarlier[] = "region,period,indicator,required,fulfilled,submitted_at\n"
                               "11.02,2023-TW2,k-paud.A1,100,80,2023-07-02T00:00:00Z\n"
                               "11.02,2023-TW2,k-paud.B01,satu,4,2023-07-02T00:00:00Z\n"
                               "11.1,2023-TW2,k-paud.A1,10,5,2023-07-02T00:00:00Z\n"
                               "99.99,2023-TW2,k-paud.A1,10,5,2023-07-02T00:00:00Z\n";

void fuzz_file(const void *z, size_t n) {
  static int isOpen;
  if (!isOpen) {
    int fd = memfd_create("fuzz", 0);
    HOLDS(fd >= 0 && dup2(fd, FILE_FD) == FILE_FD, "no file in memory");
    close(fd);
    isOpen = 1;
  }
  HOLDS(ftruncate(FILE_FD, 0) == 0 && pwrite(FILE_FD, z, n, 0) == (ssize_t)n, "the file in memory is not written");
}

void fuzz_exec(sqlite3 *db, const char *zSql) {
  char *zErr = NULL;
  int rc = sqlite3_exec(db, zSql, NULL, NULL, &zErr);
  HOLDS(rc == SQLITE_OK, "%s: %s", zSql, zErr);
}

char *fuzz_text(sqlite3 *db, const char *zSql, int *pRc) {
  sqlite3_stmt *pStmt = NULL;
  char *z = NULL;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, NULL);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW && sqlite3_column_type(pStmt, 0) != SQLITE_NULL)
    z = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
  int rcEnd = sqlite3_finalize(pStmt);
  *pRc = rc == SQLITE_OK ? rcEnd : rc;
  return z;
}

sqlite3 *fuzz_open(void) {
  sqlite3 *db = NULL;
  char *zErr = NULL;
  HOLDS(sqlite3_open(":memory:", &db) == SQLITE_OK, "no database");
  HOLDS(sqlite3_spm_init(db, &zErr, NULL) == SQLITE_OK, "no extension: %s", zErr);
  return db;
}

static unsigned char *make(sqlite3_int64 *pn) {
  sqlite3 *db = fuzz_open();
  char *zTrigger = NULL;
  int rc;
  for (size_t i = 0; i < sizeof azMake / sizeof *azMake; i++) {
    fuzz_exec(db, azMake[i] ? azMake[i] : zTrigger);
    if (i == 0) zTrigger = fuzz_text(db, "SELECT sql FROM sqlite_schema WHERE name = 'roster_delete'", &rc);
  }
  sqlite3_free(zTrigger);
  fuzz_file(zEarlier, sizeof zEarlier - 1);
  fuzz_exec(db, "SELECT spm_import('" FUZZ_FILE "')");
  fuzz_exec(db, "VACUUM");
  unsigned char *z = sqlite3_serialize(db, "main", pn, 0), *copy = malloc((size_t)*pn);
  memcpy(copy, z, (size_t)*pn);
  sqlite3_free(z);
  sqlite3_close(db);
  return copy;
}

sqlite3 *fuzz_nation(void) {
  static unsigned char *image; /* not SQLite's memory, which a target counts */
  static sqlite3_int64 n;
  if (image == NULL) image = make(&n);
  sqlite3 *db = fuzz_open();
  unsigned char *copy = sqlite3_malloc64((sqlite3_uint64)n);
  memcpy(copy, image, (size_t)n);
  HOLDS(sqlite3_deserialize(db, "main", copy, n, n, SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) ==
            SQLITE_OK,
        "the nation is not copied");
  return db;
}
