/* functions.h: scalar and aggregate functions, and how they read their arguments. A family is a table of functions that ends
** with a row of zeros; spm.c registers them all. */
#ifndef SPM_FUNCTIONS_H
#define SPM_FUNCTIONS_H

#include "spm.h"
#include "core/core.h"
#include <sqlite3ext.h>

/* spm.c defines the API table (SQLITE_EXTENSION_INIT1); every other file refers to it. */
#ifndef SPM_DEFINES_API
SQLITE_EXTENSION_INIT3
#endif

/* The pure functions read nothing but their arguments; the others act, and no schema may call them. */
#define SPM_PURE  (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS)
#define SPM_READS (SQLITE_UTF8 | SQLITE_INNOCUOUS)
#define SPM_ACTS  (SQLITE_UTF8 | SQLITE_DIRECTONLY)

typedef struct SpmFunction {
  const char *zName;
  int nArg;
  int flags;
  void (*xFunc)(sqlite3_context *, int, sqlite3_value **); /* scalar, or */
  void (*xStep)(sqlite3_context *, int, sqlite3_value **); /* aggregate; with xInverse also a window function */
  void (*xFinal)(sqlite3_context *);
  void (*xValue)(sqlite3_context *);
  void (*xInverse)(sqlite3_context *, int, sqlite3_value **);
} SpmFunction;

extern const SpmFunction spm_period_functions[];
extern const SpmFunction spm_number_functions[];
extern const SpmFunction spm_score_functions[];
extern const SpmFunction spm_aggregate_functions[];
extern const SpmFunction spm_internal_functions[];
extern const SpmFunction spm_published_functions[];

/* argument.c: a number argument. NULL is SPM_ABSENT; text and blobs are an error that names function and argument
** and hints at CAST; so is an infinite number. Returns 0 after setting the error. */
int spm_arg_number(sqlite3_context *ctx, const char *zFunction, const char *zArg, sqlite3_value *v, SpmValue *p);
/* SPM_PENERIMA or SPM_MUTU of the words 'penerima' and 'mutu'; -1 after setting the error. */
int spm_arg_component(sqlite3_context *ctx, const char *zFunction, sqlite3_value *v);
/* fn_internal.c: bind :ours, where the statement has it, so that it may call what is internal. */
int spm_bind_ours(sqlite3_stmt *pStmt);
int spm_bind_ours_at(sqlite3_stmt *pStmt, int i); /* the same where parameters have numbers */
int spm_is_ours(sqlite3_value *v); /* 1: what spm_bind_ours has bound */
extern const char spm_not_yours[]; /* the error of what is internal, behind its name */
/* fn_internal.c: of a text of n bytes; those of a set add up, modulo 2^64, to what SQL function spm_fingerprint says of it. */
unsigned long long spm_fingerprint(const unsigned char *z, int n);
/* "'text'" or "x'00..'" or "12" for error messages, cut after 60 bytes; sqlite3_free it. NULL is out of memory. */
char *spm_quote(sqlite3_value *v);
/* Is v the text z, to its last byte? A NUL in the middle of a text makes it another one. */
int spm_is_text(sqlite3_value *v, const char *z);
/* Set an error message from sqlite3_mprintf, free it; NULL is out of memory. */
void spm_result_error(sqlite3_context *ctx, char *zMessage);

#endif
