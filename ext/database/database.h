/* database.h: the database file: its schema and catalogue, what it is asked directly, and what keeps it whole. One section a
** file. Nothing here knows of the import or of the table-valued functions, but for their names. */
#ifndef SPM_DATABASE_H
#define SPM_DATABASE_H

#include "functions/functions.h"
#include "gen_sql.h" /* made by ext/embed: spm_sql_FILE[SQL_FILE_NAME] is statement NAME of FILE.sql */

#define SPM_FOREVER "9999-12-31T23:59:59Z" /* as_of without a bound */
#define SPM_ALWAYS  "0000-01-01T00:00:00Z" /* recorded_at of what ships with the product */

extern const SpmFunction spm_database_functions[];

/* fn_database.c: the result of a function that acts: its report (JSON), or the error; both are freed. */
void spm_result_report(sqlite3_context *ctx, int rc, char *zReport, char *zErr);

/* spm.c: put every function on a connection (check.c makes one of its own). */
int spm_register(sqlite3 *db);

/* region.c: the code of the region that a text names, "" when it names none, or several. pnNamed, unless NULL: how
** many. */
#define SPM_REGION_SIZE 16
int spm_region_find(sqlite3 *db, const char *z, char zCode[SPM_REGION_SIZE], int *pnNamed, char **pzErr);
/* What a text may mean in which spm_region_find found none: a sentence that goes on behind the text ("may be 11.01
** or ..."), and the codes as a JSON list; both are freed by the caller, and NULL when nothing is like it. */
int spm_region_near(sqlite3 *db, const char *z, char **pzWhy, char **pzList, char **pzErr);

/* What a text may mean, the nearest first; also of subject.c. */
#define SPM_MEANT_NEAR   5 /* so many are listed of what is only like the text */
#define SPM_MEANT_ROOM   16
#define SPM_SUBJECT_SIZE 256
typedef struct SpmMeaning {
  int rank;                     /* 0 is the nearest */
  char zCode[SPM_SUBJECT_SIZE]; /* also of a region */
  char zName[SPM_NAME_SIZE];
} SpmMeaning;
typedef struct SpmMeant {
  int n;
  SpmMeaning a[SPM_MEANT_ROOM];
} SpmMeant;
/* Each code once, by its best rank; of one rank in the order in which they come. What has no room is the furthest. */
void spm_meant_keep(SpmMeant *p, const SpmMeaning *pNew);
/* How many have the rank of the nearest, where that is not above this one. */
int spm_meant_best(const SpmMeant *p, int rank);
/* Is the code among the first n? */
int spm_meant_has(const SpmMeant *p, int n, const char *zCode);
/* A code, and the first n of pNames, which are not of one: as near as they can be. */
void spm_meant_keep_pair(SpmMeant *p, const char *zCode, const SpmMeant *pNames, int n, int rank);
/* The first n in words, zLast standing before the last, and as a JSON list; both are freed by the caller, also after an error. */
int spm_meant_tell(const SpmMeant *p, int n, const char *zBefore, const char *zLast, const char *zAfter, char **pzWhy,
                   char **pzList);

/* subject.c: the field, service or indicator that a text names. kinds is a sum of these. */
enum { SPM_FIELD = 1, SPM_SERVICE = 2, SPM_INDICATOR = 4 };
/* Where a name counts: a level group, a quarter, a service; each may be NULL or empty. */
typedef struct SpmWithin {
  const char *zGroup, *zPeriod, *zService;
} SpmWithin;
/* Its code, "" when it names none, or several; *pKind, unless NULL, is the kind of what it names, also of several, or 0. */
int spm_subject_find(sqlite3 *db, int kinds, const char *z, const SpmWithin *pWithin, char zCode[SPM_SUBJECT_SIZE],
                     int *pKind, char **pzErr);
/* What a text may mean in which spm_subject_find found none, as spm_region_near has it. */
int spm_subject_near(sqlite3 *db, int kinds, const char *z, const SpmWithin *pWithin, char **pzWhy, char **pzList,
                     char **pzErr);

/* statement.c: the first cell of the first row, as text that the caller frees (pz stays as it is when there is no row, and
** may be NULL) or as a whole number (0 for NULL; p stays as it is). zText, unless NULL, is bound to ?1, the numbers from
** ?2 on. zSql NULL is out of memory. */
int spm_first_text(sqlite3 *db, const char *zSql, const char *zText, const sqlite3_int64 *aInt, int nInt, char **pz);
int spm_first_int(sqlite3 *db, const char *zSql, sqlite3_int64 *p);
/* The n columns of a row from iFrom on (8 at most), which are text, copied behind each other into what the caller frees; az says where each
** stands. NULL: out of memory. */
char *spm_row_texts(sqlite3_stmt *pStmt, int iFrom, const char *az[], int n);
/* Is the value a JSON object? json_valid says no when it has no memory to look: then the error is SQLITE_NOMEM. */
int spm_is_object(sqlite3 *db, sqlite3_value *v, int *pIs);
/* The choices of a method, of a row of condition method_choices; what is wrong with them, or NULL. */
const char *spm_method_of(sqlite3_stmt *pStmt, SpmMethod *p, int *pIsFlat);
/* The message of error rc: the connection's, unless that is about another call. */
const char *spm_error_text(sqlite3 *db, int rc);
/* 0 after setting an error when a CHECK, or (isWriter) any statement that writes, is calling. */
int spm_is_direct(sqlite3_context *ctx, const char *zName, int isWriter);

/* schema.c: the database file. spm_check_database refuses, with a message, one that is not ours or is newer, and one in
** which something stands in the place of what our SQL reads (planted.c); spm_check asks the two questions apart. */
int spm_check_database(sqlite3 *db, char **pzErr);
int spm_check_ours(sqlite3 *db, char **pzErr);
int spm_check_planted(sqlite3 *db, int isChecking, char **pzErr);
/* Creates everything in one transaction of its own; *pzReport is JSON. Nothing changes when it fails. */
int spm_schema_init(sqlite3 *db, char **pzReport, char **pzErr);
/* The schema version of a database that is ours; refused, with a message, is what is not, and what is older than oldest. */
int spm_schema_version(sqlite3 *db, int oldest, int *pVersion, char **pzErr);
/* A database in memory with the schema and no rows; to be closed also after an error. */
int spm_schema_scratch(sqlite3 **pp);
/* Load a file of the catalogue by a statement of database.sql. */
int spm_schema_load(sqlite3 *db, const char *zText, SqlDatabase sql, char **pzErr);

/* upgrade.c: a database of an older schema becomes one of the current schema, in the same way. */
int spm_schema_upgrade(sqlite3 *db, char **pzReport, char **pzErr);

/* seal.c: the seal of a filing: SHA-256, as 64 digits, of the filing and all its parts, without what may come later
** (status, rejection). zSeal is "" when there is no such filing. */
#define SPM_SEAL_SIZE 65
typedef struct SpmSeal {
  sqlite3_stmt *aStmt[SQL_SEAL_COUNT];
} SpmSeal;
/* spm_seal_end is for what spm_seal_prepare filled, also when it failed, or all zero. */
int spm_seal_prepare(sqlite3 *db, SpmSeal *p);
int spm_seal_of(SpmSeal *p, sqlite3_int64 filing, char zSeal[SPM_SEAL_SIZE]);
void spm_seal_end(SpmSeal *p);

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

/* build/gen_embed.c: the texts compiled in, made by ext/embed from sql/. */
typedef struct SpmText {
  const char *zName; /* path below sql/ */
  const unsigned char *z;
  int n;
} SpmText;
extern const SpmText spm_texts[];
const SpmText *spm_text(const char *zName);

/* build/gen_embed.c: the names of the table-valued functions; NULL ends the list. */
extern const char *const spm_table_names[];

#endif
