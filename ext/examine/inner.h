/* inner.h: a table that our own SQL alone may read (:ours, fn_internal.c), with its arguments as hidden columns; the last one of
** them is :ours. What is told apart is what a table does: a cursor, and what it shows. */
#ifndef SPM_INNER_H
#define SPM_INNER_H

#include "examine/examine.h"

typedef struct SpmInnerCursor {
  sqlite3_vtab_cursor base; /* must be first; the table's own follows */
} SpmInnerCursor;
typedef struct SpmInner {
  const char *zName;
  SqlExamine declare;                                                  /* the statement that declares it */
  int nColumn, nArg;                                                   /* columns that are shown, then arguments */
  size_t size;                                                         /* of its cursor, which begins zeroed */
  int (*xFilter)(SpmInnerCursor *, sqlite3 *db, sqlite3_value **argv); /* to the first row */
  int (*xNext)(SpmInnerCursor *);
  int (*xEof)(const SpmInnerCursor *);
  void (*xColumn)(const SpmInnerCursor *, sqlite3_context *, int iCol);
  void (*xClear)(SpmInnerCursor *); /* gives back all; xFilter may follow */
} SpmInner;
extern const SpmInner spm_inner_examined, spm_inner_moved;

void spm_inner_value(sqlite3_context *ctx, SpmValue v);
void spm_inner_real(sqlite3_context *ctx, double r);          /* NAN is NULL */
void spm_inner_text(sqlite3_context *ctx, const char *z);     /* copied */
void spm_inner_constant(sqlite3_context *ctx, const char *z); /* not copied */

#endif
