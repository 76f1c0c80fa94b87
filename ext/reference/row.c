/* row.c: a row of a sheet of references as the arguments of its call, as JSON, and what stands of what it is about
** (reference.h). */
#include "reference/reference.h"
#include "gen_sql.h"
#include <math.h>
#include <string.h>

static const SqlReference aRowSql[OFFICE_KINDS] = {
    [OFFICE_DEADLINE] = SQL_REFERENCE_ROW_DEADLINE, [OFFICE_OFFICE] = SQL_REFERENCE_ROW_OFFICE,
    [OFFICE_TARGET] = SQL_REFERENCE_ROW_TARGET,     [OFFICE_METHOD] = SQL_REFERENCE_ROW_METHOD,
    [OFFICE_EDITION] = SQL_REFERENCE_ROW_EDITION,   [OFFICE_CRITERION] = SQL_REFERENCE_ROW_CRITERION,
    [OFFICE_ROSTER] = SQL_REFERENCE_ROW_ROSTER};

void spm_reference_fail(Reference *p, int rc, char *zErr) {
  if (*p->pRc == SQLITE_OK && rc != SQLITE_OK) {
    *p->pRc = rc;
    *p->pzErr = zErr;
  } else {
    sqlite3_free(zErr);
  }
}

OfficeKind spm_reference_kind(const Reference *p, const ReferenceRow *r) {
  return p->aSheet[r->iSheet].kind;
}

const char *spm_reference_cell(const Reference *p, const ReferenceRow *r, const char *zName) {
  int c = spm_reference_column(spm_reference_kind(p, r), zName);
  return c >= 0 ? r->azCell[c] : 0;
}

char *spm_reference_text(Reference *p, sqlite3_stmt *pStmt, int i) {
  if (*p->pRc != SQLITE_OK || sqlite3_column_type(pStmt, i) == SQLITE_NULL) return 0;
  const char *z = (const char *)sqlite3_column_text(pStmt, i);
  char *zCopy = z ? sqlite3_mprintf("%s", z) : 0;
  if (zCopy == 0) spm_reference_fail(p, SQLITE_NOMEM, 0);
  return zCopy;
}

/* ---- from cells to arguments ---- */

static void refuse_number(Reference *p, ReferenceRow *r, int c, SpmNumberAs as) {
  const char *z = r->azCell[c];
  SpmDialect dialect = p->aSheet[r->iSheet].dialect;
  long long i;
  double x;
  char a[2][SPM_NUMBER_SIZE], *zList = 0, *zPesan;
  if (r->aType[c] != CSV_TEXT || spm_number_parse(z, strlen(z), as, dialect, &i, &x) != SPM_NUMBER_TWO) {
    zPesan = sqlite3_mprintf("'%s' bukan angka; tulis angkanya saja, tanpa persen", z);
    if (zPesan == 0) spm_reference_fail(p, SQLITE_NOMEM, 0);
    spm_reference_refuse(p, r, c, "number", 0, zPesan,
                         sqlite3_mprintf("'%s' is no number here: write it in digits, without a percent sign", z));
  } else {
    spm_number_both(z, strlen(z), as, dialect, a);
    zList = sqlite3_mprintf("[\"%s\",\"%s\"]", a[0], a[1]);
    zPesan = sqlite3_mprintf("'%s' dapat berarti ribuan atau pecahan", z);
    if (zList == 0 || zPesan == 0) spm_reference_fail(p, SQLITE_NOMEM, 0);
    spm_reference_refuse(p, r, c, "number", zList, zPesan,
                         sqlite3_mprintf("'%s' may be a thousand or a fraction: write %s or %s", z, a[0], a[1]));
  }
  sqlite3_free(zList);
  sqlite3_free(zPesan);
}

/* A number, a whole one as an integer, bound where the statement wants it. */
static int bind_number(Reference *p, ReferenceRow *r, int c, char type, sqlite3_stmt *pStmt, int at) {
  static const double exact = 9007199254740992.0;
  const char *z = r->azCell[c];
  SpmNumberAs as = type == 'i' ? SPM_AS_INTEGER : SPM_AS_REAL;
  long long i = 0;
  double x = 0;
  SpmNumberKind kind = SPM_NUMBER_BAD;
  if (r->aType[c] == CSV_NUMBER) kind = spm_number_plain(z, strlen(z), &i, &x);
  else if (r->aType[c] == CSV_TEXT) kind = spm_number_parse(z, strlen(z), as, p->aSheet[r->iSheet].dialect, &i, &x);
  if (kind == SPM_NUMBER_INTEGER) return sqlite3_bind_int64(pStmt, at, i);
  if (kind == SPM_NUMBER_REAL && x >= -exact && x <= exact && floor(x) >= x)
    return sqlite3_bind_int64(pStmt, at, (sqlite3_int64)x);
  if (kind == SPM_NUMBER_REAL) return sqlite3_bind_double(pStmt, at, x);
  refuse_number(p, r, c, as);
  return SQLITE_OK;
}

/* The cells of the row, and its bands, by their names. */
static void bind_cells(Reference *p, ReferenceRow *r, sqlite3_stmt *pStmt) {
  const ReferenceColumn *a = spm_reference_columns[spm_reference_kind(p, r)];
  int at = sqlite3_bind_parameter_index(pStmt, ":bands"), rc = SQLITE_OK;
  if (at && r->zBands) rc = sqlite3_bind_text(pStmt, at, r->zBands, -1, SQLITE_STATIC);
  for (int c = 0; rc == SQLITE_OK && c < REFERENCE_COLUMNS && a[c].zName; c++) {
    char zName[32];
    sqlite3_snprintf(sizeof(zName), zName, ":%s", a[c].zName);
    at = sqlite3_bind_parameter_index(pStmt, zName);
    if (at == 0 || r->azCell[c] == 0) continue;
    if (a[c].type == 't' || a[c].type == 'd') rc = sqlite3_bind_text(pStmt, at, r->azCell[c], -1, SQLITE_STATIC);
    else rc = bind_number(p, r, c, a[c].type, pStmt, at);
  }
  spm_reference_fail(p, rc, 0);
}

sqlite3_stmt *spm_reference_statement(Reference *p, SqlReference sql) {
  sqlite3_stmt *pStmt = 0;
  if (*p->pRc == SQLITE_OK) spm_reference_fail(p, spm_kept_statement(&p->kept, sql, &pStmt), 0);
  return pStmt;
}

/* Whether a row is to be taken back, and what must not be empty. */
static void judge_cells(Reference *p, ReferenceRow *r) {
  const ReferenceColumn *a = spm_reference_columns[spm_reference_kind(p, r)];
  const char *zBack = spm_reference_cell(p, r, "back");
  r->isBack = zBack && sqlite3_stricmp(zBack, "ya") == 0;
  if (zBack && !r->isBack && sqlite3_stricmp(zBack, "tidak") != 0) {
    char *zPesan = sqlite3_mprintf("'%s' bukan ya; isi ya untuk menarik kembali baris ini, atau kosongkan", zBack);
    if (zPesan == 0) spm_reference_fail(p, SQLITE_NOMEM, 0);
    spm_reference_refuse(p, r, spm_reference_column(spm_reference_kind(p, r), "back"), "reference", 0, zPesan,
                         sqlite3_mprintf("'%s' is not ya: write ya to take the row back, or nothing", zBack));
    sqlite3_free(zPesan);
  }
  for (int c = 0; !r->isRefused && c < REFERENCE_COLUMNS && a[c].zName; c++)
    if (a[c].isNeeded == 2 && r->azCell[c] == 0)
      spm_reference_refuse(p, r, c, "reference", 0, "sel ini wajib diisi",
                           sqlite3_mprintf("the cell is empty and must not be"));
}

/* ---- the name beside a code ---- */

/* The code of a region or a service that a text names, "" for none or several; *pn is how many regions. */
static void find(Reference *p, const char *zColumn, const char *z, char zCode[SPM_SUBJECT_SIZE], int *pn) {
  char *zErr = 0;
  int isRegion = strcmp(zColumn, "region") == 0;
  *zCode = 0;
  if (*p->pRc != SQLITE_OK) return;
  int rc = isRegion ? spm_region_find(p->db, z, zCode, pn, &zErr)
                    : spm_subject_find(p->db, SPM_SERVICE, z, 0, zCode, 0, &zErr);
  spm_reference_fail(p, rc, zErr);
}

/* A name of nothing known proves nothing, which is said once a file. */
static void tell_unknown(Reference *p, ReferenceRow *r, int c) {
  if (p->saidUnknown) return;
  p->saidUnknown = 1;
  char *z = sqlite3_mprintf("'%s' is no name that is known: '%s' beside it counts; the first stands here",
                            r->azBeside[c], r->azCell[c]);
  if (z == 0) spm_reference_fail(p, SQLITE_NOMEM, 0);
  p->xFinding(p->pCtx, &(ReferenceFinding){.pSheet = &p->aSheet[r->iSheet],
                                           .line = r->line,
                                           .column = c,
                                           .isNote = 1,
                                           .zRule = "region name",
                                           .zGiven = r->azBeside[c],
                                           .zMessage = z});
}

/* The name beside the code is another's, or that of several of which it is none: the row is refused with all of them. */
static void refuse_both(Reference *p, ReferenceRow *r, int c, const char *zCode, const char *zName) {
  char *zWhy = 0, *zList = 0, *zErr = 0, zOwn[SPM_SUBJECT_SIZE + 3];
  int isRegion = strcmp(spm_reference_columns[spm_reference_kind(p, r)][c].zName, "region") == 0;
  if (*zName) {
    zWhy = sqlite3_mprintf("is %s", zName);
    zList = sqlite3_mprintf("[\"%s\"]", zName);
  } else if (isRegion) {
    spm_reference_fail(p, spm_region_near(p->db, r->azBeside[c], &zWhy, &zList, &zErr), zErr);
  }
  sqlite3_snprintf(sizeof(zOwn), zOwn, "\"%s\"", zCode);
  char *zAll = zList ? sqlite3_mprintf("[%s,%s", zOwn, zList + 1) : 0;
  char *zPesan =
      sqlite3_mprintf("'%s' dan '%s' di baris ini berbeda: tulis yang dimaksud", r->azCell[c], r->azBeside[c]);
  if (zWhy) zWhy[strcspn(zWhy, ";")] = 0; /* what to write is said behind it */
  if (zAll == 0 || zPesan == 0 || zWhy == 0) spm_reference_fail(p, SQLITE_NOMEM, 0);
  else if (*zName || strstr(zList, zOwn) == 0)
    spm_reference_refuse(p, r, c, isRegion ? "region" : "reference", zAll, zPesan,
                         sqlite3_mprintf("the row says %s, and the name beside it '%s' %s: write which is meant", zCode,
                                         r->azBeside[c], zWhy));
  sqlite3_free(zWhy);
  sqlite3_free(zList);
  sqlite3_free(zAll);
  sqlite3_free(zPesan);
}

/* The name beside the code of a region or a service must be of the same one. */
static void judge_beside(Reference *p, ReferenceRow *r, int c) {
  const char *zColumn = spm_reference_columns[spm_reference_kind(p, r)][c].zName;
  char zCode[SPM_SUBJECT_SIZE], zName[SPM_SUBJECT_SIZE];
  int n = 0;
  find(p, zColumn, r->azCell[c], zCode, &n);
  if (*zCode == 0) return; /* the call says what it is not */
  n = 0;
  find(p, zColumn, r->azBeside[c], zName, &n);
  if (*p->pRc != SQLITE_OK || strcmp(zCode, zName) == 0) return;
  if (*zName || n > 1) refuse_both(p, r, c, zCode, zName);
  else tell_unknown(p, r, c);
}

static void judge_names(Reference *p, ReferenceRow *r) {
  for (int c = 0; !r->isRefused && c < REFERENCE_COLUMNS && *p->pRc == SQLITE_OK; c++)
    if (r->azCell[c] && r->azBeside[c]) judge_beside(p, r, c);
}

static void make_arguments(Reference *p, ReferenceRow *r) {
  sqlite3_stmt *pStmt = spm_reference_statement(p, aRowSql[spm_reference_kind(p, r)]);
  if (pStmt) bind_cells(p, r, pStmt);
  if (*p->pRc == SQLITE_OK && !r->isRefused && sqlite3_step(pStmt) == SQLITE_ROW) {
    r->zSet = spm_reference_text(p, pStmt, 0);
    r->zBack = spm_reference_text(p, pStmt, 1);
  }
  int rc = sqlite3_reset(pStmt);
  spm_reference_fail(p, rc, 0);
}

/* What a call said against a row; anything but a refusal ends the import. */
void spm_reference_take(Reference *p, ReferenceRow *r, int rc, OfficeSaid *pSaid) {
  if (rc == SQLITE_ERROR && pSaid->isRefused) {
    const char *zName = pSaid->zName ? pSaid->zName : "";
    if (strcmp(zName, "bands") == 0) zName = "band";
    char *zErr = pSaid->zErr;
    pSaid->zErr = 0;
    spm_reference_refuse(p, r, spm_reference_column(spm_reference_kind(p, r), zName),
                         pSaid->zAlternatives ? "region" : "reference", pSaid->zAlternatives,
                         pSaid->zPesan ? pSaid->zPesan : "isinya tidak dapat dipakai", zErr);
  } else if (rc != SQLITE_OK) {
    char *zErr = pSaid->zErr;
    pSaid->zErr = 0;
    spm_reference_fail(p, rc, zErr);
  }
  spm_office_said_free(pSaid);
}

/* What the row is about, and what stands of that. */
static void look(Reference *p, ReferenceRow *r) {
  sqlite3_stmt *pStmt = 0;
  OfficeSaid said = {.zErr = 0};
  int rc = spm_kept_ask(&p->kept, spm_reference_kind(p, r), r->zSet, &pStmt, &said);
  if (rc == SQLITE_OK) {
    r->zKey = spm_reference_text(p, pStmt, 0);
    r->zSaid = spm_reference_text(p, pStmt, 1);
    r->zNow = spm_reference_text(p, pStmt, 2);
    r->stands = sqlite3_column_int(pStmt, 3);
    r->isGone = sqlite3_column_int(pStmt, 4);
  }
  int rcEnd = sqlite3_reset(pStmt);
  spm_reference_take(p, r, rc == SQLITE_OK ? rcEnd : rc, &said);
}

/* ---- methods: a row for each band ---- */

static void add_band(Reference *p, ReferenceRow *r, ReferenceRow *pOf) {
  int band = spm_reference_column(OFFICE_METHOD, "band"), floor = spm_reference_column(OFFICE_METHOD, "floor");
  if (pOf->azCell[band] == 0 && pOf->azCell[floor] == 0) return;
  sqlite3_stmt *pStmt = spm_reference_statement(p, SQL_REFERENCE_ADD_BAND);
  if (pStmt == 0) return;
  int rc = r->zBands ? sqlite3_bind_text(pStmt, 1, r->zBands, -1, SQLITE_STATIC) : SQLITE_OK;
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, pOf->azCell[band], -1, SQLITE_STATIC);
  if (rc == SQLITE_OK && pOf->azCell[floor])
    rc = bind_number(p, pOf, floor, spm_reference_columns[OFFICE_METHOD][floor].type, pStmt, 3);
  char *z = 0;
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) z = spm_reference_text(p, pStmt, 0);
  int rcEnd = sqlite3_reset(pStmt);
  spm_reference_fail(p, rc == SQLITE_OK ? rcEnd : rc, 0);
  sqlite3_free(r->zBands);
  r->zBands = z;
}

/* The row is one more of that method: its band, and choices that the rows before it leave open. */
static void join_method(Reference *p, ReferenceRow *r, ReferenceRow *pMore) {
  const ReferenceColumn *a = spm_reference_columns[OFFICE_METHOD];
  add_band(p, r, pMore);
  r->nRow++;
  for (int c = 0; c < REFERENCE_COLUMNS && a[c].zName; c++) {
    int isBand = strcmp(a[c].zName, "band") == 0 || strcmp(a[c].zName, "floor") == 0;
    if (isBand || pMore->azCell[c] == 0) continue;
    if (r->azCell[c] == 0) {
      r->azCell[c] = pMore->azCell[c];
      r->aType[c] = pMore->aType[c];
      pMore->azCell[c] = 0;
    } else if (strcmp(r->azCell[c], pMore->azCell[c]) != 0) {
      spm_reference_refuse(p, pMore, c, "conflict", 0, "baris lain metode ini memuat isi yang berbeda",
                           sqlite3_mprintf("line %lld of this method says '%s'", r->line, r->azCell[c]));
    }
  }
  if (pMore->isRefused) r->isRefused = 1;
  pMore->isRefused = 1; /* it is no row of its own any more */
}

/* Rows of one method stand together: another row of its name is another method of that name. */
static void join_methods(Reference *p) {
  int name = spm_reference_column(OFFICE_METHOD, "name");
  ReferenceRow *pFirst = 0;
  for (int i = 0; i < p->nRow && *p->pRc == SQLITE_OK; i++) {
    ReferenceRow *r = &p->aRow[i];
    if (spm_reference_kind(p, r) != OFFICE_METHOD || r->azCell[name] == 0) continue;
    if (pFirst && pFirst->iSheet == r->iSheet && strcmp(pFirst->azCell[name], r->azCell[name]) == 0) {
      join_method(p, pFirst, r);
      r->nRow = 0;
    } else {
      pFirst = r;
      add_band(p, r, r);
    }
  }
}

void spm_reference_judge(Reference *p) {
  p->kept.db = p->db;
  join_methods(p);
  for (int i = 0; i < p->nRow && *p->pRc == SQLITE_OK; i++) {
    ReferenceRow *r = &p->aRow[i];
    if (!r->isRefused) judge_cells(p, r);
    if (!r->isRefused) judge_names(p, r);
    if (!r->isRefused) make_arguments(p, r);
    if (!r->isRefused && *p->pRc == SQLITE_OK) look(p, r);
  }
}
