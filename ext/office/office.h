/* office.h: what an office records beside the filings: deadlines, offices, targets, methods, editions, criteria and
** the roster; and how it takes that back (semantics.md 5). fn_office.c has the calls, call.c runs one, memo.c
** remembers what texts were read as. */
#ifndef SPM_OFFICE_H
#define SPM_OFFICE_H

#include "database/database.h"

extern const SpmFunction spm_office_functions[];

/* What an office records, each by a call of its own; spm_take_back calls it by the name that spm_office_kinds has. */
typedef enum OfficeKind {
  OFFICE_DEADLINE,
  OFFICE_OFFICE,
  OFFICE_TARGET,
  OFFICE_METHOD,
  OFFICE_EDITION,
  OFFICE_CRITERION,
  OFFICE_ROSTER,
  OFFICE_KINDS
} OfficeKind;
extern const char *const spm_office_kinds[OFFICE_KINDS];

/* How an argument is read: a region or a quarter in every spelling, a text that is not empty, a number, a JSON object
** of options. After '?' in zKinds an argument may be left out or NULL. */
enum { OFFICE_REGION = 'r', OFFICE_PERIOD = 'p', OFFICE_TEXT = 't', OFFICE_NUMBER = 'n', OFFICE_OPTIONS = 'o' };

/* Between the English and the Indonesian sentence of a refusal, as office.sql writes it (its condition pesan). */
#define SPM_PESAN 0x1f

#define OFFICE_ARGS        6
#define OFFICE_OPTIONS_MAX 10

/* One call: its name as errors have it, its arguments and options by name, and its statements (office.sql). */
typedef struct OfficeCall {
  const char *zName;
  const char *zKinds; /* one letter an argument, such as "rtt?p" */
  const char *azArg[OFFICE_ARGS];
  const char *azOption[OFFICE_OPTIONS_MAX];
  SqlOffice refuse;
  SqlOffice aWrite[4];
  int nWrite;
} OfficeCall;

/* The calls that record something, and those that take it back. */
extern const OfficeCall spm_office_set[OFFICE_KINDS], spm_office_back[OFFICE_KINDS];

/* What a call says. */
typedef struct OfficeSaid {
  char *zReport;       /* JSON of what was done */
  char *zErr;          /* why nothing was */
  char *zPesan;        /* the same in Indonesian; NULL where a program alone gets it wrong */
  const char *zName;   /* the argument or option that is wrong; NULL: none alone */
  char *zAlternatives; /* JSON list of what it may be; NULL: none */
  int isRefused;       /* what was asked for is wrong, and not the database */
} OfficeSaid;
void spm_office_said_free(OfficeSaid *p);

/* memo.c: what regions and quarters were read as, for who asks row after row and holds the lock for writing, under
** which the answers stay true. A table of fixed size: one text takes the place of another. To be freed by
** sqlite3_free; NULL is out of memory. */
typedef struct OfficeMemo OfficeMemo;
OfficeMemo *spm_office_memo_new(void);
/* The code that the text was read as, kind being OFFICE_REGION or OFFICE_PERIOD; NULL: not known, and never of a
** memo that is NULL. */
const char *spm_office_memo_get(const OfficeMemo *p, char kind, const char *z);
void spm_office_memo_put(OfficeMemo *p, char kind, const char *z, const char *zCode);

/* Run it, all or nothing. The values are protected ones, pMemo may be NULL. Everything in *pSaid is to be freed,
** also after an error. */
int spm_office_run(sqlite3 *db, const OfficeCall *p, int argc, sqlite3_value **argv, OfficeMemo *pMemo,
                   OfficeSaid *pSaid);
/* Write nothing, and step a statement with the arguments and options bound by their names, as the call reads them:
** it stands on its row; an error where the arguments are wrong, as *pSaid says. */
int spm_office_ask(sqlite3 *db, const OfficeCall *p, int argc, sqlite3_value **argv, OfficeMemo *pMemo,
                   sqlite3_stmt *pStmt, OfficeSaid *pSaid);
/* The same as a function: the result is its report, or an error that names call, argument and what would be right. */
void spm_office_call(sqlite3_context *ctx, const OfficeCall *p, int argc, sqlite3_value **argv);

#endif
