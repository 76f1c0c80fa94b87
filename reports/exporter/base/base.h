/* base.h: the ground floor of spm-report: what knows no report: memory, messages, text and numbers, the machine.
**
** The floors, each with one header, of which a lower one never names a higher: base <- define (a report file as it is
** understood) <- query (its rows in memory) <- page (its cells on pages) <- write/xlsx, write/html, write/rows (the
** formats) <- run (files in their places). reports/README.md walks from a row to a cell.
**
** Functions that can fail return one of the exit codes below, 0 for success. Memory comes from pools and is freed with
** them. */
#ifndef SPM_REPORT_BASE_H
#define SPM_REPORT_BASE_H

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The exit codes of the command (spm-report(1)). */
enum { RC_OK, RC_QUERY, RC_USAGE, RC_DEFINITION, RC_DATABASE, RC_OUTPUT, RC_TIMEOUT };

#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define BOTH_FORMATS      __attribute__((format_arg(1), format_arg(2)))

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
typedef enum LogLevel { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_SAY } LogLevel;
void log_line(LogLevel level, Place at, const char *fmt, ...) PRINTF_LIKE(3, 4);
#define log_error(...)        log_line(LOG_ERROR, (Place){0}, __VA_ARGS__)
#define log_error_at(at, ...) log_line(LOG_ERROR, at, __VA_ARGS__)
#define log_warning(...)      log_line(LOG_WARNING, (Place){0}, __VA_ARGS__)
#define log_info(...)         log_line(LOG_INFO, (Place){0}, __VA_ARGS__) /* only with -v */
#define log_say(...)          log_line(LOG_SAY, (Place){0}, __VA_ARGS__)  /* what was asked for, always */
/* How far a run of n files is, on a terminal. */
void progress_begin(int n);
void progress_step(void);
int stdout_is_terminal(void);

/* ---- file.c: what is only read ----------------------------------------------------------------------------------- */

typedef enum PathKind { PATH_NONE, PATH_FILE, PATH_FOLDER, PATH_OTHER } PathKind;
PathKind path_kind(const char *path);               /* of what it leads to; errno says why there is none */
int path_same(const char *a, const char *b);        /* both lead to the same file */
const char *path_name(const char *path);            /* behind the last slash */
const char *path_folder(Pool *p, const char *path); /* before it */
const char *path_real(Pool *p, const char *path);   /* without links; NULL: not there */
const char *path_link(Pool *p, const char *path);   /* where the link at path leads, there or not; NULL: it is none */
const char **folder_list(Pool *p, const char *path, int *n);        /* names, unsorted; NULL: errno says why */
char *file_read(Pool *p, const char *path, size_t most, size_t *n); /* a regular file; NULL after a message */

/* ---- replace.c: what is written ---------------------------------------------------------------------------------- */

typedef struct Output {
  const char *path, *temp, *dir;
  const char *name; /* temp by its descriptor, for libraries that want a name */
  int fd;
} Output;
#define REPLACE_LOCK ".spm-report.lock"
void replace_begin(void);                                /* from now on signals clean up */
const char *replace_temp(Pool *p, const char *path);     /* the temporary file of path */
int replace_is_left(const char *name, const char *path); /* is it one that a killed run has left of path? */
void replace_remove(const char *path);                   /* one of those */
int replace_lock(Pool *p, const char *dir, int make);    /* the directory is there, and ours */
int replace_open(Pool *p, Output *out, const char *path);
FILE *replace_stream(const Output *out);              /* to write to it, or NULL */
int replace_finish(Output *out, int mode, int stage); /* sync, rename unless staged; mode -1: by the umask */
void replace_discard(Output *out);
void replace_adopt(Pool *p, const char *path); /* the temporary file that another process has made for path */
int replace_commit(void);                      /* rename what is staged */
void replace_drop(void);                       /* remove what is not renamed */

/* ---- process.c: one program in several processes ----------------------------------------------------------------- */

int process_start(Pool *p, int n, int (*work)(void *ctx, int i), void *ctx); /* n more, each ends with work(ctx, i) */
int process_hear(char *word, size_t n);       /* from the parent, or from anyone of the others; 0: nothing more comes */
int process_say(char c);                      /* to the parent; 0: this is the parent */
int process_tell(const char *word, size_t n); /* once to each of the others; NULL: there is nothing to do */
int process_wait(void);                       /* until all have ended; the signal that has ended one, or 0 */
void process_stop(void);                      /* in a signal handler, too */

/* ---- clock.c ----------------------------------------------------------------------------------------------------- */

struct tm clock_jakarta(time_t now);
double clock_seconds(void); /* since some moment, forward only */

/* ---- nearest.c: "did you mean" --------------------------------------------------------------------------------- */

/* ", did you mean X?" for the nearest of the n names, or "" for none. The first is at names, the next stride on. */
const char *nearest(Pool *p, const char *z, const void *names, size_t stride, int n);

/* ---- text.c: UTF-8, Indonesian numbers and dates, {param|filter} ------------------------------------------------ */

typedef enum ValueType { V_NULL, V_INT, V_REAL, V_TEXT } ValueType;
typedef struct Value {
  ValueType type;
  int64_t i;
  double r;      /* V_INT and V_REAL: the number as a double */
  const char *z; /* V_TEXT, zero-terminated */
  size_t n;
} Value;

#define IS_NUMBER(v) ((v)->type == V_INT || (v)->type == V_REAL)
#define EXACT_MAX    9007199254740992 /* 2^53: a double holds every integer up to it */
int beyond_double(const Value *v);    /* an integer that a double, and so a cell, cannot hold */

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
char *text_grouped(Pool *p, const char *z);  /* 1234.50 as 1.234,50 */
int text_digits(double x);                   /* 15..17: as many as read back as x */
char *text_real(Pool *p, double x);          /* shortest text that reads back as x, always with a dot or exponent */
char *text_address(Pool *p, const char *z);  /* as an address has it: what may mean something there as %HH */
char *text_value(Pool *p, const Value *v);   /* as SQL shows it; NULL is – */

typedef int (*Lookup)(const void *ctx, const char *name, Value *v); /* 0: no such name */
/* The template with its {name|filter} replaced. *pMissing, when asked for, receives a name that is NULL. */
char *text_fill(Pool *p, const char *zTemplate, Lookup find, const void *ctx, const char **pMissing);
extern const char *const text_filters[]; /* up to NULL */
typedef void (*TextUse)(void *ctx, Place at, const char *name);
/* Check the grammar of the template at that place: *pzErr is NULL or the message. use is called for each name. */
void text_scan(Pool *p, const char *zTemplate, Place at, TextUse use, void *ctx, char **pzErr);

/* ---- what is asked for: filled by run/main.c --------------------------------------------------------------------- */

typedef enum Kind { KIND_XLSX, KIND_CSV, KIND_JSON, KIND_NDJSON, KIND_HTML, KIND_SQLITE } Kind; /* in the order of kind_name */
typedef struct Setting {
  const char *name, *value;
  int used;
} Setting;
typedef struct Options {
  const char *db, **target, *output, *dir, *reports, *source;
  Setting *set;
  int nTarget, nSet, dry_run, check, list, json, immutable, no_verify, excel, crlf, all_or_nothing, force, jobs;
  int busy_ms;
  double timeout;
  Kind kind;
  int mode;   /* -1: by the umask */
  time_t now; /* SOURCE_DATE_EPOCH or the clock, never 0 */
} Options;

#endif
