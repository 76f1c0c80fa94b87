/* run.h: one run from its command line to files in their places: main.c reads the options, run.c makes the files, burst.c shares
** them out to processes, output.c puts each in its place when verify.c has read it back, never over what inputs.c knows. */
#ifndef SPM_REPORT_RUN_H
#define SPM_REPORT_RUN_H

#include "page/page.h"

int run_reports(Options *o, Library *lib);

/* ---- burst.c: many processes ------------------------------------------------------------------------------------------ */

typedef int (*Share)(Run *run, Database *d, int first, int step); /* make each step-th file, from the first on */
int burst_start(Run *run, Share share);                           /* fork the workers; before the database is opened */
void burst_step(const Run *run);                                  /* a file is done */
int burst_run(Run *run, Database *d);
void burst_cancel(Run *run);

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
void output_begin(void (*stop)(void));                  /* stop, or NULL: called when a signal ends the program */
int output_check(Run *run, const char *dir);            /* may all files of the run be written? */
int output_prepare(Pool *p, const char *dir, int make); /* the directory is there, and ours */
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

#endif
