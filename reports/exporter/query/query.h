/* query.h: a report's rows in memory: database.c is the guarded connection, query.c runs a report's SELECT, resolve.c
** finds the columns that the directives name, pivot.c takes a JSON object apart, expect.c holds the rows to what the
** report promises. */
#ifndef SPM_REPORT_QUERY_H
#define SPM_REPORT_QUERY_H

#include "define/define.h"
#include "spm.h"

/* ---- database.c: a guarded, read-only connection ----------------------------------------------------------------- */

typedef struct Database {
  sqlite3 *db;
  const char *path, *mark; /* mark: "DATA CONTOH" or NULL */
  double deadline;         /* of clock_seconds */
  int timed_out;
  const char **direct_only; /* functions that a report cannot call */
  int nDirectOnly;
  struct Kept {
    const Report *r;
    sqlite3_stmt *stmt;
  } * kept; /* the reports' statements, kept until the close */
  int nKept;
  int guarded;        /* the guard is up */
  const char *denied; /* what the guard refused last */
  int number;         /* what a PRAGMA answered */
  int running;        /* a report's statement is being stepped */
  int64_t version;    /* PRAGMA data_version as it was first seen */
  int changed;        /* and that it has changed since */
  char hash[65];      /* content hash; "" until asked for */
  void *sha;          /* and what it is made with; failed: the code of what went wrong then */
  int failed;
  Pool pool;
} Database;
void database_configure(void); /* before any other call of SQLite */
int database_open(Database *d, const Options *o);
int database_begin(Database *d);                 /* BEGIN, then the guard goes up */
int database_commit(Database *d);                /* the guard comes down, then COMMIT */
int database_hash(Database *d);                  /* fill d->hash; between begin and commit */
int database_check_state(Database *d);           /* has somebody written? between begin and commit, or outside */
/* Is any filed, of the quarter or of any (NULL)? Between begin and commit. */
int database_has_filings(Database *d, const char *period, int *has);
int database_code(Database *d, int sqlite_rc);   /* the exit code for a failed call */
void database_close(Database *d);

/* ---- query.c, resolve.c, expect.c: a report's rows in memory ----------------------------------------------------- */

typedef struct Result {
  Report *r;
  int nCol, nRow;
  const char **name;
  Value *cell;  /* nRow * nCol, in the order of the SELECT */
  Value *bound; /* one per r->param */
  int unfit;    /* RC_OUTPUT came from a text that no file can hold: other files can be made */
} Result;
#define AT(q, row, source) (&(q)->cell[(size_t)(row) * (size_t)(q)->nCol + (size_t)(source)])
/* Where a value for a parameter comes from: the workbook's row first, then the settings, then the default. */
typedef struct Binding {
  Options *o;
  const Result *outputs; /* NULL: none */
  int row, fallback;     /* fallback: the row only fills what is not set */
} Binding;
int query_check(Database *d, Report *r);                                /* prepare, resolve names */
int query_bind(Database *d, Report *r, Binding *b, Pool *p, Result *q); /* the values of the parameters */
int query_run(Database *d, Report *r, Binding *b, Pool *p, Result *q);  /* run, check types; not yet expect */
int pivot_read(Result *q, Pool *p, const Value *object, int *nCell);    /* pivot.c: the object's members on q->cell */
void query_resolve(Report *r, sqlite3_stmt *stmt);
int query_types(const Result *q);
int expect_check(const Result *q);
int result_lookup(const void *result, const char *name, Value *v); /* Lookup over bound parameters */
Format column_format(const Result *q, const Column *c);

#endif
