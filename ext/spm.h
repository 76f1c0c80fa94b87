/* spm.h: the public face of the spm extension for C hosts.
**
** Loaded:  sqlite3_load_extension(db, "/abs/path/spm", 0, &zErr), or .load in the shell.
** Linked:  compile ext/ with -DSQLITE_CORE, link libsqlite3 and call sqlite3_spm_init(db, &zErr, 0) after opening, or
**          sqlite3_auto_extension((void (*)(void))sqlite3_spm_init) before it.
**
** sqlite3_spm_init registers every SQL object of the extension on one connection. It returns SQLITE_OK, or an error
** code with a message in *pzErr (sqlite3_free it; pzErr may be NULL). Calling it twice on a connection is harmless. */
#ifndef SPM_H
#define SPM_H

#include <sqlite3.h>

#define SPM_VERSION               "0.2.0"
#define SPM_SCHEMA_VERSION        7           /* user_version of a database file */
#define SPM_OLDEST_SCHEMA_VERSION 4           /* that spm_upgrade takes to the current one */
#define SPM_APPLICATION_ID        0x53504d31  /* application_id of a database file, 'SPM1' */
#define SPM_SHEET_PROPERTY        "ID lembar" /* of a workbook: which of our sheets it is (sql/semantics.md 5) */
#define SPM_MIN_SQLITE_VERSION    3038000     /* oldest SQLite that will do */

#if defined(_WIN32)
#define SPM_API __declspec(dllexport)
#else
#define SPM_API __attribute__((visibility("default")))
#endif

struct sqlite3_api_routines;
SPM_API int sqlite3_spm_init(sqlite3 *db, char **pzErr, const struct sqlite3_api_routines *pApi);

#endif
