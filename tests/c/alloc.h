/* alloc.h: allocations of SQLite that fail when a test says so: what oom.c and sheet.c share. */
#ifndef SPM_ALLOC_H
#define SPM_ALLOC_H

#include <sqlite3.h>
#include <stddef.h>

static sqlite3_mem_methods alloc_real;
static long long alloc_calls, alloc_at; /* counted; the one that fails, 0: none */
static int alloc_on;                    /* keep failing from alloc_at on */

static inline int alloc_must_fail(void) {
  alloc_calls++;
  return alloc_at > 0 && (alloc_calls == alloc_at || (alloc_on && alloc_calls > alloc_at));
}

static inline void *alloc_malloc(int n) {
  return alloc_must_fail() ? NULL : alloc_real.xMalloc(n);
}

static inline void *alloc_realloc(void *p, int n) {
  return alloc_must_fail() ? NULL : alloc_real.xRealloc(p, n);
}

/* Count from here on; n: which one fails, 0: none. */
static inline void alloc_fail(long long n, int on) {
  alloc_calls = 0;
  alloc_at = n;
  alloc_on = on;
}

/* Before SQLite is used. */
static inline void alloc_begin(void) {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &alloc_real);
  sqlite3_mem_methods mine = alloc_real;
  mine.xMalloc = alloc_malloc;
  mine.xRealloc = alloc_realloc;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &mine);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 1);
  sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
}

#endif
