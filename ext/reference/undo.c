/* undo.c: what an import of references recorded is taken back (reference.h, semantics.md 5), the last first, each by the call that
** takes it back, and only while it still stands. What it took back itself stays so: that has no way back. */
#include "reference/reference.h"
#include <string.h>

static int wrong(char **pzErr, char *z) {
  *pzErr = z;
  return z ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* One text of the row; NULL without memory. */
static const char *text(sqlite3_stmt *pStmt, int i) {
  return (const char *)sqlite3_column_text(pStmt, i);
}

/* The error of a call, which is kept; the rest of what it said is freed. */
static void keep_error(OfficeSaid *p, char **pzErr) {
  *pzErr = p->zErr;
  p->zErr = 0;
  spm_office_said_free(p);
}

/* Whether what was recorded stands. */
static int stands(ReferenceKept *p, OfficeKind kind, const char *zSet, int *pStands, char **pzErr) {
  sqlite3_stmt *pStmt = 0;
  OfficeSaid said = {.zErr = 0};
  int rc = spm_kept_ask(p, kind, zSet, &pStmt, &said);
  if (rc == SQLITE_OK) *pStands = sqlite3_column_int(pStmt, 3);
  int rcEnd = sqlite3_reset(pStmt);
  keep_error(&said, pzErr);
  return rc == SQLITE_OK ? rcEnd : rc;
}

static int take_back(ReferenceKept *p, OfficeKind kind, const char *zBack, char **pzErr) {
  OfficeSaid said = {.zErr = 0};
  int rc = spm_kept_call(p, &spm_office_back[kind], zBack, &said);
  keep_error(&said, pzErr);
  return rc;
}

/* One thing that the import recorded. */
static int undo_one(ReferenceKept *p, sqlite3_int64 import, sqlite3_stmt *pStmt, char **pzErr) {
  const char *zWhat = text(pStmt, 0), *zAction = text(pStmt, 1), *zKey = text(pStmt, 2), *zSet = text(pStmt, 3),
             *zBack = text(pStmt, 4);
  int kind = 0, isStanding = 0;
  if (zWhat == 0 || zAction == 0 || zKey == 0 || zSet == 0 || zBack == 0) return SQLITE_NOMEM;
  while (kind < OFFICE_KINDS - 1 && strcmp(zWhat, spm_office_kinds[kind]) != 0) kind++;
  if (strcmp(zAction, "set") != 0)
    return wrong(pzErr,
                 sqlite3_mprintf("import %lld cannot be taken back: it took back the %s %s itself, which stays so;"
                                 " record what is to stand anew",
                                 import, zWhat, zKey));
  if (sqlite3_column_int(pStmt, 5))
    return wrong(pzErr,
                 sqlite3_mprintf("import %lld cannot be taken back: it changed criterion %s, and criteria have no"
                                 " history; set it anew",
                                 import, zKey));
  int rc = stands(p, (OfficeKind)kind, zSet, &isStanding, pzErr);
  if (rc == SQLITE_OK && !isStanding)
    rc = wrong(pzErr,
               sqlite3_mprintf("import %lld cannot be taken back: what it recorded as the %s %s does not stand any"
                               " more",
                               import, zWhat, zKey));
  return rc == SQLITE_OK ? take_back(p, (OfficeKind)kind, zBack, pzErr) : rc;
}

int spm_reference_undo(sqlite3 *db, sqlite3_int64 import, sqlite3_int64 *pn, char **pzErr) {
  sqlite3_stmt *pStmt = 0;
  ReferenceKept kept = {.db = db};
  *pn = 0;
  int rc = sqlite3_prepare_v2(db, spm_sql_reference[SQL_REFERENCE_KEPT], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(pStmt, 1, import);
  while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    rc = undo_one(&kept, import, pStmt, pzErr);
    ++*pn;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  spm_kept_end(&kept);
  return rc == SQLITE_OK ? rcEnd : rc;
}
