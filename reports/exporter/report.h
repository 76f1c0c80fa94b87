/* report.h: what the parts of spm-report share, one section per file. Read it as the table of contents.
**
** A run goes: main.c reads the options; library.c finds and parses the report files (parse.c, lex.c, directive*.c);
** plan.c says which files they give; run.c opens the database (database.c), runs every query into memory (query.c,
** resolve.c, param.c, expect.c), in worker processes if asked to (burst.c), and hands the job to a writer (csv.c; json.c; html*.c; xlsx.c with table.c, cards.c, chart.c, form.c, style.c,
** provenance.c); output.c puts the
** finished and verified (verify.c) file in its place, which is never that of a file the run reads (inputs.c).
**
** Functions that can fail return one of the exit codes below, 0 for success. Memory comes from pools and is freed with
** them. */
#ifndef SPM_REPORT_H
#define SPM_REPORT_H

/* Every file includes this header first: mkostemp, flock and the clocks are beyond C11. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <sqlite3.h>
#include "spm.h"

/* The exit codes of the command (spm-report(1)). */
enum { RC_OK, RC_QUERY, RC_USAGE, RC_DEFINITION, RC_DATABASE, RC_OUTPUT, RC_TIMEOUT };

#if defined(__GNUC__)
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define BOTH_FORMATS      __attribute__((format_arg(1), format_arg(2)))
#else
#define PRINTF_LIKE(f, a)
#define BOTH_FORMATS
#endif

/* ---- pool.c: memory that is freed all at once ------------------------------------------------------------------ */

typedef struct Pool {
  struct PoolBlock *last;
} Pool;
void *pool_alloc(Pool *p, size_t n); /* zeroed; ends the program when there is none */
char *pool_text(Pool *p, const char *z, size_t n);
char *pool_printf(Pool *p, const char *fmt, ...) PRINTF_LIKE(2, 3);
char *pool_vprintf(Pool *p, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
void *pool_grow(Pool *p, void *a, int n, size_t size);
void pool_free(Pool *p);
/* Append one zeroed element to array a of n elements; the value is a pointer to it. */
#define PUSH(pool, a, n) ((a) = pool_grow((pool), (a), (n), sizeof *(a)), &(a)[(n)++])

/* ---- log.c: messages on stderr --------------------------------------------------------------------------------- */

typedef struct Place {
  const char *file; /* as shown to the reader */
  int line, col;    /* from 1; line 0: the file as a whole */
} Place;

extern int log_verbose; /* 0 quiet, 1 normal, 2 -v */
void log_error(const char *fmt, ...) PRINTF_LIKE(1, 2);
void log_error_at(Place at, const char *fmt, ...) PRINTF_LIKE(2, 3);
void log_warning(const char *fmt, ...) PRINTF_LIKE(1, 2);
void log_info(const char *fmt, ...) PRINTF_LIKE(1, 2); /* only with -v */
void log_say(const char *fmt, ...) PRINTF_LIKE(1, 2);  /* what was asked for, always */

/* ---- progress.c: how far it is, on a terminal ----------------------------------------------------------------- */

void progress_begin(int n);
void progress_step(void);
void progress_clear(void);

/* ---- nearest.c: "did you mean" --------------------------------------------------------------------------------- */

/* ", did you mean X?" for the candidate nearest to z, or "" when none is near. name(i, ctx) is NULL past the last. */
const char *nearest(Pool *p, const char *z, const char *(*name)(int i, const void *ctx), const void *ctx);

/* ---- text.c: UTF-8, Indonesian numbers and dates, {param|filter} ------------------------------------------------ */

typedef enum ValueType { V_NULL, V_INT, V_REAL, V_TEXT } ValueType;
typedef struct Value {
  ValueType type;
  int64_t i;
  double r;      /* V_INT and V_REAL: the number as a double */
  const char *z; /* V_TEXT, zero-terminated */
  size_t n;
} Value;

extern int lang_english;                                          /* --lang en: of the furniture, not of the reports */
const char *in_lang(const char *id, const char *en) BOTH_FORMATS; /* the one of the two that --lang asks for */

long utf8_next(const char *z, size_t n, size_t *i); /* the code point at z[*i], *i moved behind it; -1: malformed */
int utf8_valid(const char *z, size_t n);            /* well-formed, no U+FFFE or U+FFFF */
const char *text_clean(Pool *p, const char *z); /* U+FFFD for what XML and HTML cannot hold, and for what is no UTF-8 */
size_t utf8_length(const char *z);              /* code points */
size_t utf16_length(const char *z);             /* UTF-16 units */
int date_valid(const char *z, int *y, int *m, int *d);
char *text_date(Pool *p, const char *iso);   /* "20 Juli 2023" */
char *text_number(Pool *p, double x, int k); /* 1.234,50 with k decimals */
char *text_real(Pool *p, double x);          /* shortest text that reads back as x, always with a dot or exponent */

struct Report;
typedef int (*Lookup)(const void *ctx, const char *name, Value *v); /* 0: no such name */
/* The template with its {name|filter} replaced. *pMissing, when asked for, receives a name that is NULL. */
char *text_fill(Pool *p, const char *zTemplate, Lookup find, const void *ctx, const char **pMissing);
/* Check the template's grammar: *pzErr is NULL or the message. use(ctx, name) is called for each name. */
void text_scan(Pool *p, const char *zTemplate, void (*use)(void *ctx, const char *name), void *ctx, char **pzErr);

#include "definition.h"

/* ---- library.c, list.c: the reports there are ---------------------------------------------------------------------  */

typedef struct Library {
  Pool *pool;
  const char *dir;
  Report **report;
  int nReport;
} Library;
int library_load(Library *lib, Pool *p, const char *dir);
/* The report or workbook of that name or path; NULL after a message. */
Report *library_find(Library *lib, const char *target);
/* The members of workbook w in their order. */
Report **library_members(Library *lib, const Report *w, int *n);
/* The workbook that report r belongs to, or NULL. */
Report *library_workbook(Library *lib, const Report *r);
int library_list(Library *lib, int json); /* on stdout */

/* ---- options (main.c) ---------------------------------------------------------------------------------------------- */

typedef enum Kind { KIND_XLSX, KIND_CSV, KIND_JSON, KIND_NDJSON, KIND_HTML } Kind; /* in the order of kind_name */
typedef struct Setting {
  const char *name, *value;
  int used;
} Setting;
typedef struct Options {
  const char *db, **target, *output, *dir, *reports, *mode_text;
  Setting *set;
  int nTarget, nSet, dry_run, check, list, json, immutable, no_verify, excel, crlf, all_or_nothing, jobs;
  int busy_ms;
  double timeout;
  Kind kind;
  unsigned mode;
  time_t now; /* SOURCE_DATE_EPOCH or the clock, never 0 */
} Options;
int run(Options *o, Library *lib);
int to_stdout(const Options *o);

/* ---- param.c: parameters ------------------------------------------------------------------------------------------- */

const char *param_type_name(int i, const void *unused);
/* The text as a value of the parameter's type; NULL, or the reason why not. */
const char *param_convert(Pool *p, const Param *d, const char *z, Value *v);
const char *param_limits(Pool *p, const Param *d, const Value *v);

/* ---- database.c: a guarded, read-only connection -------------------------------------------------------------------- */

typedef struct Database {
  sqlite3 *db;
  const char *path, *mark; /* mark: "DATA CONTOH" or NULL */
  struct timespec deadline;
  int has_deadline, timed_out;
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
  Pool pool;
} Database;
void database_configure(void); /* before any other call of SQLite */
int database_open(Database *d, const Options *o);
int database_begin(Database *d);               /* BEGIN, then the guard goes up */
int database_commit(Database *d);              /* the guard comes down, then COMMIT */
int database_hash(Database *d);                /* fill d->hash; between begin and commit */
int database_check_state(Database *d);         /* has somebody written? between begin and commit, or outside */
int database_code(Database *d, int sqlite_rc); /* the exit code for a failed call */
void database_close(Database *d);

/* ---- query.c, resolve.c, expect.c: a report's rows in memory -------------------------------------------------------- */

typedef struct Result {
  Report *r;
  int nCol, nRow;
  const char **name;
  Value *cell;  /* nRow * nCol, in the order of the SELECT */
  Value *bound; /* one per r->param */
} Result;
#define AT(q, row, source) (&(q)->cell[(size_t)(row) * (size_t)(q)->nCol + (size_t)(source)])
/* Where a value for a parameter comes from: the workbook's row first, then the settings, then the default. */
typedef struct Binding {
  Options *o;
  const Result *outputs; /* NULL: none */
  int row, fallback;     /* fallback: the row only fills what is not set */
} Binding;
int query_check(Database *d, Report *r);                               /* prepare, resolve names */
int query_bind(Report *r, Binding *b, Pool *p, Result *q);             /* the values of the parameters */
int query_run(Database *d, Report *r, Binding *b, Pool *p, Result *q); /* run, check types; not yet expect */
void query_resolve(Report *r, sqlite3_stmt *stmt);
int query_types(const Result *q);
int expect_check(const Result *q);
int result_lookup(const void *result, const char *name, Value *v); /* Lookup over bound parameters */
Format column_format(const Result *q, const Column *c);
int column_shown(const Report *r, const Column *c); /* on the page; a plain sheet has its hidden ones, too */

/* ---- plan.c, run.c, burst.c: what is made of it ------------------------------------------------------------------------ */

typedef struct File {
  const char *path;
  const char *title, *key; /* html: key: its value in the column of the workbook's --@ key */
} File;
typedef struct Plan {
  Report *workbook, **member; /* workbook: its SELECT fills the parameters; NULL: none */
  int n, whole;               /* whole: the target is the workbook itself, not one of its reports */
  Report **carry;             /* the members that the output holds */
  int nCarry, has_select;
  Result outputs;   /* rows of the workbook's SELECT */
  int nJob, perJob; /* rows that give files, and how many files each */
  File *file;       /* nJob * perJob */
} Plan;
typedef struct Run {
  Options *o;
  Library *lib;
  Pool pool;
  Plan *plan;
  int nPlan, nFile;
  double start;
  int changed;         /* the database was written to while the files were made */
  int go, heard, said; /* pipes to and from the workers */
} Run;
int of_rows(const Options *o); /* csv, json, ndjson: a file holds the rows of one report */
const char *kind_name(Kind k);
int plan_targets(Run *run);
int plan_check(Run *run);                /* say what is wrong with the reports */
int plan_prepare(Run *run, Database *d); /* and what the database says of their SQL */
int plan_files(Run *run, Database *d);
int plan_distinct(Run *run);
const File *plan_file(const Run *run, int i);
/* The file of a workbook that this run makes, by its key (NULL: the first), or NULL. */
const File *plan_link(const Run *run, const char *workbook, const Value *key, const Plan **plan, int *row);
int plan_is_site(const Run *run);       /* several html pages in a folder: with an index */
const char *plan_index(const Run *run); /* its path */
int run_jobs(Run *run, Database *d, int first, int step);
void run_step(const Run *run); /* a file is done */
double clock_seconds(void);
int burst_start(Run *run); /* fork the workers; before the database is opened */
int burst_run(Run *run, Database *d);
void burst_cancel(Run *run);
void burst_stop(void); /* in a signal handler, too */

/* ---- inputs.c: what a run reads is never written over ---------------------------------------------------------------- */

/* What path is when a run must not write there: "the database", "a file of the database DB", or NULL. */
const char *input_is(Pool *p, const Options *o, const char *path);
int input_spared(Pool *p, const Options *o, const char *path, const char *shown); /* RC_OUTPUT after a message */
int input_not_report(const Run *run, const char *path);                           /* likewise */

/* ---- output.c, verify.c: a file in its place ------------------------------------------------------------------------ */

typedef struct Output {
  const char *path, *temp, *dir;
  const char *name; /* temp by its descriptor, for libraries that want a name */
  int fd;
} Output;
void output_begin(void);
const char *output_dir(Pool *p, const char *path);
int output_check(Run *run, const char *dir);                               /* may all files of the run be written? */
int output_prepare(Pool *p, const char *dir, int make);                    /* the directory is there, and ours */
int output_open(Pool *p, Output *out, const Options *o, const char *path); /* makes the temporary file */
FILE *output_stream(const Output *out);                                    /* to write to it, or NULL */
void output_clean(const Run *run, const char *dir);                        /* remove what a killed run has left */
int output_finish(Output *out, const Options *o);                          /* fsync, rename (or stage) */
void output_discard(Output *out);
void output_adopt(Pool *p, const char *path); /* the temporary file that a worker has made for path */
int output_commit(void);                      /* rename what is staged */
void output_drop(void);                       /* remove what is not renamed */
void output_forget(void);
int verify_xlsx(const char *path, const char *shown);
int verify_html(const char *path, const char *shown);

/* ---- the writers ----------------------------------------------------------------------------------------------------- */

typedef struct Job {
  Pool pool;
  Options *o;
  Database *d;
  const Run *run;
  const Plan *plan;
  Report *workbook;      /* NULL: a report that is in none */
  int whole;             /* the workbook itself is the target, not one of its reports */
  const Result *outputs; /* rows of the workbook's SELECT, row of this job */
  int outputs_row;
  Result *result; /* one per member report, in order */
  int nResult;
  const char *path, *title;
  const char **warning;
  int nWarning;
} Job;
Job plan_job(const Run *run, const Plan *plan, int row);
int job_lookup(const void *job, const char *name, Value *v);
void job_warn(Job *j, const char *fmt, ...) PRINTF_LIKE(2, 3); /* on stderr and on the sheet Keterangan */
int write_csv(FILE *f, const Result *q, const Options *o);
int write_json(FILE *f, Job *j, const Result *q, int lines);
int write_index(Run *run, Database *d);
int write_html(FILE *f, Job *j, int *nSheet);
int write_xlsx(Job *j, const char *path, int *nSheet);
void provenance_make(Job *j, Result *q);
const char *made_by(Job *j);
const char *database_name(Job *j);

#endif
