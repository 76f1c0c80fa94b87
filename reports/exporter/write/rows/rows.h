/* rows.h: rows as the SELECT gave them: csv.c and json.c, whose file holds one report, and sqlite.c, whose holds all. */
#ifndef SPM_REPORT_ROWS_H
#define SPM_REPORT_ROWS_H

#include "page/page.h"

int write_csv(FILE *f, Job *j, const Result *q);
int write_json(FILE *f, Job *j, const Result *q, int lines);
int write_sqlite(const char *path, Job *j); /* path: an empty file */

#endif
