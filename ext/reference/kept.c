/* kept.c: the calls of an office, asked and made row after row (reference.h): a sheet of the whole country has a row
** for each target, and to prepare its statements anew for each would take most of the time. */
#include "reference/reference.h"

static const SqlReference aTellSql[OFFICE_KINDS] = {
    [OFFICE_DEADLINE] = SQL_REFERENCE_TELL_DEADLINE, [OFFICE_OFFICE] = SQL_REFERENCE_TELL_OFFICE,
    [OFFICE_TARGET] = SQL_REFERENCE_TELL_TARGET,     [OFFICE_METHOD] = SQL_REFERENCE_TELL_METHOD,
    [OFFICE_EDITION] = SQL_REFERENCE_TELL_EDITION,   [OFFICE_CRITERION] = SQL_REFERENCE_TELL_CRITERION,
    [OFFICE_ROSTER] = SQL_REFERENCE_TELL_ROSTER};

int spm_kept_statement(ReferenceKept *p, SqlReference sql, sqlite3_stmt **ppStmt) {
  int rc = SQLITE_OK;
  if (p->aStmt[sql] == 0) rc = sqlite3_prepare_v2(p->db, spm_sql_reference[sql], -1, &p->aStmt[sql], 0);
  *ppStmt = p->aStmt[sql];
  sqlite3_reset(*ppStmt); /* the error of its last row was told then */
  if (rc == SQLITE_OK) rc = sqlite3_clear_bindings(*ppStmt);
  return rc;
}

void spm_kept_end(ReferenceKept *p) {
  for (int i = 0; i < SQL_REFERENCE_COUNT; i++) sqlite3_finalize(p->aStmt[i]);
  sqlite3_free(p->pMemo);
  *p = (ReferenceKept){.db = 0};
}

/* The values of a JSON array of arguments, each to be freed by sqlite3_value_free, also after an error. */
static int values_of(ReferenceKept *p, const char *zJson, sqlite3_value *apValue[OFFICE_ARGS], int *pn) {
  sqlite3_stmt *pStmt = 0;
  *pn = 0;
  if (p->pMemo == 0) p->pMemo = spm_office_memo_new();
  int rc = p->pMemo ? spm_kept_statement(p, SQL_REFERENCE_VALUES, &pStmt) : SQLITE_NOMEM;
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 1, zJson, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK && *pn < OFFICE_ARGS && sqlite3_step(pStmt) == SQLITE_ROW) {
    apValue[*pn] = sqlite3_value_dup(sqlite3_column_value(pStmt, 0));
    if (apValue[*pn]) ++*pn;
    else rc = SQLITE_NOMEM;
  }
  int rcEnd = sqlite3_reset(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

static void free_values(sqlite3_value **apValue, int n) {
  for (int i = 0; i < n; i++) sqlite3_value_free(apValue[i]);
}

int spm_kept_call(ReferenceKept *p, const OfficeCall *pCall, const char *zJson, OfficeSaid *pSaid) {
  sqlite3_value *apValue[OFFICE_ARGS];
  int n = 0, rc = values_of(p, zJson, apValue, &n);
  if (rc == SQLITE_OK) rc = spm_office_run(p->db, pCall, n, apValue, p->pMemo, pSaid);
  free_values(apValue, n);
  return rc;
}

int spm_kept_ask(ReferenceKept *p, OfficeKind kind, const char *zSet, sqlite3_stmt **ppStmt, OfficeSaid *pSaid) {
  sqlite3_value *apValue[OFFICE_ARGS];
  *ppStmt = 0;
  int n = 0, rc = values_of(p, zSet, apValue, &n);
  if (rc == SQLITE_OK) rc = spm_kept_statement(p, aTellSql[kind], ppStmt);
  if (rc == SQLITE_OK) rc = spm_office_ask(p->db, &spm_office_set[kind], n, apValue, p->pMemo, *ppStmt, pSaid);
  free_values(apValue, n);
  return rc;
}
