/* seal.c: the seal of a filing. A filing never changes once it is filed (semantics.md 5); triggers hold that, and the seal
** shows it when somebody worked around them. It is no protection against one who wants to deceive and can compute it too.
**
** Hashed are the rows of the filing and of its parts, each as its cells in quotes the way SQL writes them, a line a row (seal.sql).
*/
#include "core/hash.h"
#include "database/database.h"
#include <string.h>

int spm_seal_prepare(sqlite3 *db, SpmSeal *p) {
  int rc = SQLITE_OK;
  memset(p, 0, sizeof(*p));
  for (int i = 0; rc == SQLITE_OK && i < SQL_SEAL_COUNT; i++)
    rc = sqlite3_prepare_v3(db, spm_sql_seal[i], -1, SQLITE_PREPARE_PERSISTENT, &p->aStmt[i], 0);
  return rc;
}

void spm_seal_end(SpmSeal *p) {
  for (int i = 0; i < SQL_SEAL_COUNT; i++) sqlite3_finalize(p->aStmt[i]);
}

static int hash_text(SpmHash *pSha, sqlite3_stmt *pStmt) {
  const void *z = sqlite3_column_text(pStmt, 0);
  if (z == 0) return SQLITE_NOMEM;
  spm_hash_add(pSha, z, (size_t)sqlite3_column_bytes(pStmt, 0));
  return SQLITE_OK;
}

/* Its digits; printf would take longer than all else that is done for a cell. */
static void hash_integer(SpmHash *pSha, sqlite3_int64 v) {
  char z[24];
  size_t at = sizeof(z);
  sqlite3_uint64 n = v < 0 ? 0 - (sqlite3_uint64)v : (sqlite3_uint64)v;
  do z[--at] = (char)('0' + n % 10);
  while ((n /= 10) > 0);
  if (v < 0) z[--at] = '-';
  spm_hash_add(pSha, z + at, sizeof(z) - at);
}

/* A value as quote() has it: the plain ones at once, any other by quote() itself. */
static int hash_quoted(const SpmSeal *p, SpmHash *pSha, int i) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_SEAL_CELLS], *pQuote = p->aStmt[SQL_SEAL_QUOTE];
  int type = sqlite3_column_type(pStmt, i);
  if (type == SQLITE_NULL) {
    spm_hash_add(pSha, "NULL", 4);
    return SQLITE_OK;
  }
  if (type == SQLITE_INTEGER) {
    hash_integer(pSha, sqlite3_column_int64(pStmt, i));
    return SQLITE_OK;
  }
  if (type == SQLITE_TEXT) {
    const char *z = (const char *)sqlite3_column_text(pStmt, i);
    size_t n = (size_t)sqlite3_column_bytes(pStmt, i);
    if (z == 0) return SQLITE_NOMEM;
    if (memchr(z, '\'', n) == 0 && memchr(z, 0, n) == 0) {
      spm_hash_add(pSha, "'", 1);
      spm_hash_add(pSha, z, n);
      spm_hash_add(pSha, "'", 1);
      return SQLITE_OK;
    }
  }
  int rc = sqlite3_bind_value(pQuote, 1, sqlite3_column_value(pStmt, i));
  if (rc == SQLITE_OK && sqlite3_step(pQuote) == SQLITE_ROW) rc = hash_text(pSha, pQuote);
  int rcReset = sqlite3_reset(pQuote);
  return rc == SQLITE_OK ? rcReset : rc;
}

static int hash_row(const SpmSeal *p, SpmHash *pSha, int sql) {
  static const char *const azBefore[] = {"", "", "", ",", ",", ","};
  int rc = sql == SQL_SEAL_CELLS ? SQLITE_OK : hash_text(pSha, p->aStmt[sql]);
  for (int i = 0; rc == SQLITE_OK && sql == SQL_SEAL_CELLS && i < 6; i++) {
    spm_hash_add(pSha, azBefore[i], strlen(azBefore[i]));
    rc = hash_quoted(p, pSha, i);
  }
  spm_hash_add(pSha, "\n", 1);
  return rc;
}

/* The row of the filing is not stepped past: while its statement is open, all of them see the same state. */
int spm_seal_of(SpmSeal *p, sqlite3_int64 filing, char zSeal[SPM_SEAL_SIZE]) {
  SpmHash sha;
  int n = 0, rc = SQLITE_OK;
  spm_hash_begin(&sha);
  zSeal[0] = 0;
  for (int i = 0; rc == SQLITE_OK && i < SQL_SEAL_QUOTE; i++) {
    rc = sqlite3_bind_int64(p->aStmt[i], 1, filing);
    while (rc == SQLITE_OK && (rc = sqlite3_step(p->aStmt[i])) == SQLITE_ROW) {
      rc = hash_row(p, &sha, i);
      n++;
      if (i == SQL_SEAL_FILING) break;
    }
    if (rc == SQLITE_DONE) rc = SQLITE_OK;
  }
  for (int i = 0; i < SQL_SEAL_QUOTE; i++) sqlite3_reset(p->aStmt[i]);
  char zHash[SPM_SEAL_SIZE];
  spm_hash_end(&sha, zHash);
  if (rc == SQLITE_OK && n > 0) memcpy(zSeal, zHash, SPM_SEAL_SIZE);
  return rc;
}
