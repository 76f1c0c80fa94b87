/* seal.c: the seal of a filing. A filing never changes once it is filed (semantics.md 5); triggers hold that, and the seal
** shows it when somebody worked around them. It is no protection against one who wants to deceive and can compute it too.
**
** Hashed are the rows of the filing and of its parts, each as its cells in quotes the way SQL writes them, a line a row. */
#include "spm_int.h"
#include <sha2.h>
#include <string.h>

/* quote() ends a text at a zero byte, which only other tools put there: such rows are followed by their bytes. */
static const char zSql[] =
    "SELECT quote(region) || quote(period) || quote(field) || quote(revision) || quote(submitted_at) ||"
    " quote(day_only) || quote(opd) || quote(source) || iif(instr(opd, char(0)), hex(opd), '')"
    " FROM main.filing WHERE filing = ?1"
    " UNION ALL SELECT * FROM (SELECT quote(service) || quote(indicator) || quote(required) || ',' || quote(fulfilled) "
    "||"
    " ',' || quote(line) || ',' || quote(origin) FROM main.achievement WHERE filing = ?1 ORDER BY service, indicator)"
    " UNION ALL SELECT * FROM (SELECT 'b' || quote(service) || quote(allocated) || ',' || quote(realised)"
    " FROM main.budget WHERE filing = ?1 ORDER BY service)"
    " UNION ALL SELECT * FROM (SELECT 'p' || quote(service) || quote(number) || quote(problem) || quote(solution)"
    " || iif(instr(coalesce(problem, '') || coalesce(solution, ''), char(0)), hex(problem) || ',' || hex(solution), '')"
    " FROM main.problem WHERE filing = ?1 ORDER BY service, number)"
    " UNION ALL SELECT * FROM (SELECT 's' || quote(service) || quote(stage) || quote(status) || quote(note)"
    " || iif(instr(note, char(0)), hex(note), '') FROM main.stage WHERE filing = ?1 ORDER BY service, stage)"
    " UNION ALL SELECT 'a' || quote(document) || quote(number) || quote(dated)"
    " || iif(instr(coalesce(document, '') || coalesce(number, ''), char(0)), hex(document) || ',' || hex(number), '')"
    " FROM main.action_plan WHERE filing = ?1"
    " UNION ALL SELECT * FROM (SELECT 't' || quote(office) || quote(role) || quote(number) || quote(dated)"
    " || iif(instr(office || coalesce(role, '') || coalesce(number, ''), char(0)),"
    " hex(office) || ',' || hex(role) || ',' || hex(number), '') FROM main.team WHERE filing = ?1 ORDER BY office)";

int spm_seal_prepare(sqlite3 *db, sqlite3_stmt **ppStmt) {
  return sqlite3_prepare_v3(db, zSql, -1, SQLITE_PREPARE_PERSISTENT, ppStmt, 0);
}

int spm_seal_of(sqlite3_stmt *pStmt, sqlite3_int64 filing, char zSeal[SPM_SEAL_SIZE]) {
  SHA2_CTX sha;
  int n = 0, rc = sqlite3_bind_int64(pStmt, 1, filing);
  SHA256Init(&sha);
  zSeal[0] = 0;
  for (; rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW; n++) {
    const void *z = sqlite3_column_text(pStmt, 0);
    if (z == 0) rc = SQLITE_NOMEM;
    if (rc == SQLITE_OK) SHA256Update(&sha, z, (size_t)sqlite3_column_bytes(pStmt, 0));
    if (rc == SQLITE_OK) SHA256Update(&sha, (const uint8_t *)"\n", 1);
  }
  int rcReset = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK) rc = rcReset;
  char zHash[SPM_SEAL_SIZE];
  SHA256End(&sha, zHash);
  if (rc == SQLITE_OK && n > 0) memcpy(zSeal, zHash, SPM_SEAL_SIZE);
  return rc;
}
