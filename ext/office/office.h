/* office.h: what an office records beside the filings: deadlines, offices, targets, methods, editions, criteria and the
** roster; and how it takes that back (semantics.md 5). fn_office.c has the calls, call.c runs one. */
#ifndef SPM_OFFICE_H
#define SPM_OFFICE_H

#include "database/database.h"

extern const SpmFunction spm_office_functions[];

/* How an argument is read: a region or a quarter in every spelling, a text that is not empty, a number, a JSON object
** of options. After '?' in zKinds an argument may be left out or NULL. */
enum { OFFICE_REGION = 'r', OFFICE_PERIOD = 'p', OFFICE_TEXT = 't', OFFICE_NUMBER = 'n', OFFICE_OPTIONS = 'o' };

#define OFFICE_ARGS        6
#define OFFICE_OPTIONS_MAX 10

/* One call: its name as errors have it, its arguments and options by name, and its statements (office.sql). */
typedef struct OfficeCall {
  const char *zName;
  const char *zKinds; /* one letter an argument, such as "rtt?p" */
  const char *azArg[OFFICE_ARGS];
  const char *azOption[OFFICE_OPTIONS_MAX];
  SqlOffice refuse;
  SqlOffice aWrite[3];
  int nWrite;
} OfficeCall;

/* Run it, all or nothing; the result is its report, or an error that names call, argument and what would be right. */
void spm_office_call(sqlite3_context *ctx, const OfficeCall *p, int argc, sqlite3_value **argv);

#endif
