/* spm_int.h: what the files of the extension share. One section a file; core.h has the arithmetic. */
#ifndef SPM_INT_H
#define SPM_INT_H

#include "spm.h"
#include "core.h"
#include <sqlite3ext.h>

/* spm.c defines the API table (SQLITE_EXTENSION_INIT1); every other file refers to it. */
#ifndef SPM_DEFINES_API
SQLITE_EXTENSION_INIT3
#endif

#define SPM_FOREVER "9999-12-31T23:59:59Z" /* as_of without a bound */
#define SPM_ALWAYS  "0000-01-01T00:00:00Z" /* recorded_at of what ships with the product */

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

/* fn_period.c, fn_score.c, fn_aggregate.c, fn_service.c, fn_database.c, fn_published.c, fn_import.c:
** tables that end with a row of zeros. */
extern const SpmFunction spm_period_functions[];
extern const SpmFunction spm_score_functions[];
extern const SpmFunction spm_aggregate_functions[];
extern const SpmFunction spm_service_functions[];
extern const SpmFunction spm_field_functions[];
extern const SpmFunction spm_database_functions[];
extern const SpmFunction spm_published_functions[];
extern const SpmFunction spm_import_functions[];

/* fn_score.c: a number argument. NULL is SPM_ABSENT; text and blobs are an error that names function and argument
** and hints at CAST; so is an infinite number. Returns 0 after setting the error. */
int spm_arg_number(sqlite3_context *ctx, const char *zFunction, const char *zArg, sqlite3_value *v, SpmValue *p);
/* "'text'" or "x'00..'" or "12" for error messages, cut after 60 bytes; sqlite3_free it. NULL is out of memory. */
char *spm_quote(sqlite3_value *v);
/* Is v the text z, to its last byte? A NUL in the middle of a text makes it another one. */
int spm_is_text(sqlite3_value *v, const char *z);
/* Set an error message from sqlite3_mprintf, free it; NULL is out of memory. */
void spm_result_error(sqlite3_context *ctx, char *zMessage);

/* region.c: the code of the region that a text names, "" when it names none. */
#define SPM_REGION_SIZE 16
int spm_region_find(sqlite3 *db, const char *z, char zCode[SPM_REGION_SIZE], char **pzErr);

/* statement.c: the first cell of the first row, as text that the caller frees (pz stays as it is when there is no row, and
** may be NULL) or as a whole number (0 for NULL; p stays as it is). zText, unless NULL, is bound to ?1, the numbers from
** ?2 on. zSql NULL is out of memory. */
int spm_first_text(sqlite3 *db, const char *zSql, const char *zText, const sqlite3_int64 *aInt, int nInt, char **pz);
int spm_first_int(sqlite3 *db, const char *zSql, sqlite3_int64 *p);
/* The message of error rc: the connection's, unless that is about another call. */
const char *spm_error_text(sqlite3 *db, int rc);

/* schema.c: the database file. spm_check_database refuses, with a message, one that is not ours or is newer, and one in
** which something stands in the place of what our SQL reads (planted.c); spm_check asks the two questions apart. */
int spm_check_database(sqlite3 *db, char **pzErr);
int spm_check_ours(sqlite3 *db, char **pzErr);
int spm_check_planted(sqlite3 *db, int isChecking, char **pzErr);
/* Creates everything in one transaction of its own; *pzReport is JSON. Nothing changes when it fails. */
int spm_schema_init(sqlite3 *db, char **pzReport, char **pzErr);

/* import.c: read one CSV file and accept what is sound; *pzReport is JSON. Nothing changes when it fails. */
int spm_import_file(sqlite3 *db, const char *zPath, int isDry, char **pzReport, char **pzErr);
/* import_undo.c: take back one import whose filings nothing has replaced; *pzReport is JSON. */
int spm_import_undo(sqlite3 *db, sqlite3_int64 id, char **pzReport, char **pzErr);

/* import_inbox.c: the rows of the inbox that have become sound; *pzReport is JSON. Nothing changes when it fails. */
int spm_import_inbox(sqlite3 *db, char **pzReport, char **pzErr);

/* spm.c: put every function on a connection. */
int spm_register(sqlite3 *db);

/* seal.c: the seal of a filing: SHA-256, as 64 digits, of the filing and all its parts, without what may come later
** (status, rejection). zSeal is "" when there is no such filing. */
#define SPM_SEAL_SIZE 65
enum { SPM_SEAL_FILING, SPM_SEAL_CELLS, SPM_SEAL_PARTS, SPM_SEAL_QUOTE, SPM_SEAL_SQL_COUNT };
typedef struct SpmSeal {
  sqlite3_stmt *aStmt[SPM_SEAL_SQL_COUNT];
} SpmSeal;
/* spm_seal_end is for what spm_seal_prepare filled, also when it failed, or all zero. */
int spm_seal_prepare(sqlite3 *db, SpmSeal *p);
int spm_seal_of(SpmSeal *p, sqlite3_int64 filing, char zSeal[SPM_SEAL_SIZE]);
void spm_seal_end(SpmSeal *p);

/* direct.c: 0 after setting an error when a CHECK, or (isWriter) any statement that writes, is calling. */
int spm_is_direct(sqlite3_context *ctx, const char *zName, int isWriter);

/* check.c: what is wrong with the database, a JSON list of {"what", "name", "problem"}. */
int spm_check_all(sqlite3 *db, char **pzReport, char **pzErr);

/* savepoint.c: all or nothing. zNoop is a statement that could write but changes nothing. end takes the result of the
** work, commits or undoes it, and returns what the caller must return. Each begin needs its end, also when it failed.
 */
typedef struct SpmSavepoint {
  sqlite3 *db;
  sqlite3_stmt *pRelease, *pRollback, *pNoop;
  int isOpen;
} SpmSavepoint;
int spm_savepoint_begin(SpmSavepoint *p, sqlite3 *db, const char *zNoop, char **pzErr);
/* Another one, after the schema has changed: what was prepared before would have to be prepared again. */
int spm_savepoint_noop(SpmSavepoint *p, const char *zNoop);
int spm_savepoint_end(SpmSavepoint *p, int rc);

/* build/gen_embed.c: the texts compiled in, made by ext/embed.c from sql/. */
typedef struct SpmText {
  const char *zName; /* path below sql/ */
  const unsigned char *z;
  int n;
} SpmText;
extern const SpmText spm_texts[];
const SpmText *spm_text(const char *zName);

#endif
