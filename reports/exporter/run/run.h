/* run.h: one run from its command line to files in their places: main.c reads the options, run.c makes the files,
** burst.c shares them out to processes, output.c says where they may be written, verify.c reads a finished one back. */
#ifndef SPM_REPORT_RUN_H
#define SPM_REPORT_RUN_H

#include "page/page.h"

int run_reports(Options *o, Library *lib);

/* ---- burst.c: many processes ---- */

typedef int (*Share)(Run *run, Database *d, int first, int step); /* make each step-th file, from the first on */
int burst_start(Run *run, Share share);                           /* before the database is opened */
int burst_run(Run *run, Database *d);
void burst_cancel(void);

/* ---- output.c, verify.c ---- */

/* RC_OUTPUT after a message: shown is not to be replaced, because it is what the run reads. */
int output_spares(Pool *p, const Options *o, const char *path, const char *shown);
int output_check(Run *run, const char *dir);        /* may all files of the run be written? */
void output_clean(const Run *run, const char *dir); /* remove what a killed run has left */
int output_open(Pool *p, Output *out, const Options *o, const char *path);
int verify_xlsx(const char *path, const char *shown);
int verify_html(const char *path, const char *shown);

#endif
