/* c.c SO DB SQL: a C program, in two ways.
**
**   plain           SO is loaded with sqlite3_load_extension
**   -DSPM_LINKED    the extension is in the program (ext/ compiled with -DSQLITE_CORE), and sqlite3_auto_extension
**                   gives it to every connection that is opened; SO is not looked at
**
** The file SQL may hold many statements; the rows of all are printed as every host prints them: cells with tabs
** between, \N for NULL, a REAL as its 16 hexadecimal digits. An error ends it with 1 and the message of SQLite. DB
** :memory: may be written to. */
#include "spm.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char *zWhat, const char *zWhy) {
  fprintf(stderr, "%s: %s\n", zWhat, zWhy);
  return 1;
}

static char *read_file(const char *zName) {
  FILE *f = fopen(zName, "rb");
  size_t n = 0, room = 1 << 20;
  char *z = malloc(room);
  if (f == NULL || z == NULL) exit(fail(zName, "cannot read it"));
  n = fread(z, 1, room - 1, f);
  fclose(f);
  z[n] = 0;
  return z;
}

static void print_cell(sqlite3_stmt *pStmt, int i) {
  double r;
  uint64_t bits;
  switch (sqlite3_column_type(pStmt, i)) {
  case SQLITE_NULL: fputs("\\N", stdout); break;
  case SQLITE_FLOAT:
    r = sqlite3_column_double(pStmt, i);
    memcpy(&bits, &r, sizeof bits);
    printf("%016llx", (unsigned long long)bits);
    break;
  default: fputs((const char *)sqlite3_column_text(pStmt, i), stdout);
  }
}

static int print_rows(sqlite3 *db, const char *zSql) {
  while (*zSql) {
    sqlite3_stmt *pStmt = 0;
    if (sqlite3_prepare_v2(db, zSql, -1, &pStmt, &zSql) != SQLITE_OK) return fail("prepare", sqlite3_errmsg(db));
    if (pStmt == 0) continue; /* blanks and comments */
    while (sqlite3_step(pStmt) == SQLITE_ROW) {
      for (int i = 0, n = sqlite3_column_count(pStmt); i < n; i++) {
        if (i > 0) putchar('\t');
        print_cell(pStmt, i);
      }
      putchar('\n');
    }
    if (sqlite3_finalize(pStmt) != SQLITE_OK) return fail("step", sqlite3_errmsg(db));
  }
  return 0;
}

int main(int argc, char **argv) {
  sqlite3 *db = 0;
  if (argc != 4) return fail("usage", "c SO DB SQL");
  int flags = strcmp(argv[2], ":memory:") == 0 ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
#ifdef SPM_LINKED
  if (sqlite3_auto_extension((void (*)(void))sqlite3_spm_init) != SQLITE_OK) return fail("c", "no auto extension");
#endif
  if (sqlite3_open_v2(argv[2], &db, flags, 0) != SQLITE_OK) return fail("open", sqlite3_errmsg(db));
#ifndef SPM_LINKED
  char *zErr = 0;
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1,
                    (int *)0); /* the C call alone, not the SQL function */
  if (sqlite3_load_extension(db, argv[1], 0, &zErr) != SQLITE_OK) return fail("load", zErr ? zErr : "no message");
#endif
  char *zSql = read_file(argv[3]);
  int rc = print_rows(db, zSql);
  free(zSql);
  if (sqlite3_close(db) != SQLITE_OK) return fail("close", "the connection is busy");
  return rc;
}
