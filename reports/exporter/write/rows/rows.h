/* rows.h: the formats whose file is the rows of one report: csv.c, json.c. */
#ifndef SPM_REPORT_ROWS_H
#define SPM_REPORT_ROWS_H

#include "page/page.h"

int write_csv(FILE *f, Job *j, const Result *q);
int write_json(FILE *f, Job *j, const Result *q, int lines);

#endif
