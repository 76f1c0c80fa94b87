/* subject.c: the field, service or indicator that a text names (semantics.md 10): its code in any capitals, or its name in the
** catalogue; and what a text may mean that names none, or several. Nothing is guessed: a near name is none. */
#include "database/database.h"
#include <string.h>

/* How one comes to be listed, the nearest first: its code; its name, where that counts, and elsewhere; either with letters
** that are wrong; its name within the text; the text within its name or code; the text short for its name. */
enum { CODE, NAME, NAME_ELSEWHERE, NEAREST, WITHIN = NEAREST + 16, PART, SHORT };

typedef struct Search {
  SpmName text;
  int isNear; /* also what it may be */
  int kinds, kind;
  SpmMeant found;
} Search;

/* The code of a field has its dots: without them it could be a number. */
static int is_number(const char *z) {
  return *z >= '0' && *z <= '9';
}

/* So many letters may be wrong in a text of n. Names of services are long, and of a short text everything is near. */
static int bound_of(int n, int isCode) {
  int most = isCode ? 2 : 8, some = n < 4 ? 0 : n < 7 ? 1 : 2 + n / 25;
  return some < most ? some : most;
}

/* Wrong letters, -1 when they are too many. A number has lost its dot or a zero, and no other digit. */
static int distance_of(const char *zText, const char *zLetters, int n, int isCode) {
  int isNumber = isCode && is_number(zText), bound = isNumber ? 1 : bound_of(n, isCode);
  int distance = spm_name_distance(zText, zLetters, bound);
  int isOther = isNumber && distance > 0 && n == (int)strlen(zLetters);
  return isOther || distance > bound ? -1 : distance;
}

/* The rank of a code or a name beside the text that is searched; -1: it is nothing like it. */
static int rank_of(const Search *p, const char *z, const char *zLetters, int isCode, int isWithin) {
  const char *zText = p->text.zWhole;
  int n = (int)strlen(zText), isSame = strcmp(zText, zLetters) == 0, least = isCode ? 4 : 5;
  if (isSame && !(isCode && is_number(z))) return isCode ? CODE : isWithin ? NAME : NAME_ELSEWHERE;
  if (!p->isNear || !isWithin) return -1;
  int distance = distance_of(zText, zLetters, n, isCode);
  if (distance >= 0) return NEAREST + distance;
  if (!isCode && (int)strlen(zLetters) >= least && strstr(zText, zLetters)) return WITHIN;
  if (n >= least && strstr(zLetters, zText)) return PART;
  return !isCode && spm_name_is_short(zText, zLetters) ? SHORT : -1;
}

/* One row of statement subjects. */
static int look_at(Search *p, sqlite3 *db, sqlite3_stmt *pStmt, char **pzErr) {
  int kind = sqlite3_column_int(pStmt, 0), isWithin = sqlite3_column_int(pStmt, 3);
  const char *az[2] = {(const char *)sqlite3_column_text(pStmt, 1), (const char *)sqlite3_column_text(pStmt, 2)};
  SpmMeaning found = {.rank = -1};
  if (az[0] == 0 || az[1] == 0) return sqlite3_errcode(db) == SQLITE_NOMEM ? SQLITE_NOMEM : SQLITE_OK;
  for (int i = 0; i < 2; i++) {
    SpmName letters;
    int rank = spm_name_read(az[i], &letters) ? rank_of(p, az[i], letters.zWhole, i == 0, isWithin) : -1;
    if (rank >= 0 && (found.rank < 0 || rank < found.rank)) found.rank = rank;
  }
  if (found.rank < 0) return SQLITE_OK;
  if (strlen(az[0]) >= SPM_SUBJECT_SIZE) {
    *pzErr = sqlite3_mprintf("the catalogue holds a code that is too long: %.80s", az[0]);
    return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
  }
  if (p->found.n == 0 || found.rank < p->found.a[0].rank) p->kind = kind;
  sqlite3_snprintf(sizeof(found.zCode), found.zCode, "%s", az[0]);
  if (found.rank >= NEAREST) sqlite3_snprintf(sizeof(found.zName), found.zName, "%s", az[1]);
  spm_meant_keep(&p->found, &found);
  return SQLITE_OK;
}

static int bind(sqlite3_stmt *pStmt, int kinds, const SpmWithin *pWithin) {
  const char *az[3] = {pWithin->zGroup, pWithin->zPeriod, pWithin->zService};
  int rc = sqlite3_bind_int(pStmt, 1, kinds);
  for (int i = 0; rc == SQLITE_OK && i < 3; i++)
    rc = sqlite3_bind_text(pStmt, i + 2, az[i] ? az[i] : "", -1, SQLITE_STATIC);
  return rc;
}

static int search(sqlite3 *db, Search *p, const char *z, const SpmWithin *pWithin, char **pzErr) {
  static const SpmWithin nowhere;
  sqlite3_stmt *pStmt = 0;
  if (!spm_name_read(z, &p->text)) return SQLITE_OK;
  int rc = sqlite3_prepare_v2(db, spm_sql_database[SQL_DATABASE_SUBJECTS], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = bind(pStmt, p->kinds, pWithin ? pWithin : &nowhere);
  while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) rc = look_at(p, db, pStmt, pzErr);
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

static int named(const Search *p) {
  return spm_meant_best(&p->found, NAME_ELSEWHERE);
}

/* The kind of what has this code as it is written, 0: nothing. Most texts are one, and all names need not be read. */
static int find_code(sqlite3 *db, int kinds, const char *z, int *pKind) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, spm_sql_database[SQL_DATABASE_FIND_SUBJECT], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int(pStmt, 1, kinds);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, z, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) *pKind = sqlite3_column_int(pStmt, 0);
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* A code and a name in one text: what the code is, and of pName what the name is. */
static int read_pair(sqlite3 *db, const char *z, const SpmWithin *pWithin, char zCode[SPM_SUBJECT_SIZE], Search *pName,
                     char **pzErr) {
  char zLeft[SPM_NAME_SIZE], zRight[SPM_NAME_SIZE];
  Search code = {.kinds = pName->kinds};
  zCode[0] = 0;
  if (!spm_name_pair(z, zLeft, zRight)) return SQLITE_OK;
  int rc = find_code(db, code.kinds, zLeft, &code.kind);
  if (rc == SQLITE_OK && code.kind) sqlite3_snprintf(SPM_SUBJECT_SIZE, zCode, "%s", zLeft);
  else if (rc == SQLITE_OK) rc = search(db, &code, zLeft, pWithin, pzErr);
  if (code.found.n && code.found.a[0].rank == CODE) memcpy(zCode, code.found.a[0].zCode, SPM_SUBJECT_SIZE);
  return rc == SQLITE_OK && *zCode ? search(db, pName, zRight, pWithin, pzErr) : rc;
}

/* What both are. */
static int find_pair(sqlite3 *db, int kinds, const char *z, const SpmWithin *pWithin, char zCode[SPM_SUBJECT_SIZE],
                     int *pKind, char **pzErr) {
  Search s = {.kinds = kinds};
  char zLeft[SPM_SUBJECT_SIZE];
  int rc = read_pair(db, z, pWithin, zLeft, &s, pzErr);
  if (rc != SQLITE_OK || *zLeft == 0 || !spm_meant_has(&s.found, named(&s), zLeft)) return rc;
  memcpy(zCode, zLeft, SPM_SUBJECT_SIZE);
  return find_code(db, kinds, zCode, pKind);
}

/* A code and a name that are not of one: both are listed. */
static int keep_pair(sqlite3 *db, int kinds, const char *z, const SpmWithin *pWithin, SpmMeant *pTo, char **pzErr) {
  Search s = {.kinds = kinds};
  char zCode[SPM_SUBJECT_SIZE];
  int rc = read_pair(db, z, pWithin, zCode, &s, pzErr);
  if (rc == SQLITE_OK && *zCode) spm_meant_keep_pair(pTo, zCode, &s.found, named(&s), NEAREST);
  return rc;
}

int spm_subject_find(sqlite3 *db, int kinds, const char *z, const SpmWithin *pWithin, char zCode[SPM_SUBJECT_SIZE],
                     int *pKind, char **pzErr) {
  Search s = {.kinds = kinds};
  *zCode = 0;
  int rc = spm_check_database(db, pzErr);
  if (rc == SQLITE_OK && strlen(z) < SPM_SUBJECT_SIZE) rc = find_code(db, kinds, z, &s.kind);
  if (rc == SQLITE_OK && s.kind) sqlite3_snprintf(SPM_SUBJECT_SIZE, zCode, "%s", z);
  else if (rc == SQLITE_OK) rc = search(db, &s, z, pWithin, pzErr);
  if (rc == SQLITE_OK && named(&s) == 1) memcpy(zCode, s.found.a[0].zCode, SPM_SUBJECT_SIZE);
  if (rc == SQLITE_OK && *zCode == 0 && named(&s) == 0) rc = find_pair(db, kinds, z, pWithin, zCode, &s.kind, pzErr);
  if (pKind) *pKind = rc == SQLITE_OK && (*zCode || named(&s)) ? s.kind : 0;
  return rc;
}

/* All that the text names; else the nearest of one rank. What many have as a part of their name tells nothing. */
static int listed(const Search *p) {
  int n = spm_meant_best(&p->found, SHORT);
  if (n <= SPM_MEANT_NEAR || named(p)) return n;
  return p->found.a[0].rank < WITHIN ? SPM_MEANT_NEAR : 0;
}

int spm_subject_near(sqlite3 *db, int kinds, const char *z, const SpmWithin *pWithin, char **pzWhy, char **pzList,
                     char **pzErr) {
  static const char *const azOf[] = {[SPM_FIELD] = "a field",
                                     [SPM_SERVICE] = "a service",
                                     [SPM_FIELD + SPM_SERVICE] = "a field or a service",
                                     [SPM_INDICATOR] = "an indicator"};
  Search s = {.kinds = kinds, .isNear = 1};
  char zBefore[80];
  *pzWhy = *pzList = 0;
  int rc = search(db, &s, z, pWithin, pzErr);
  if (rc == SQLITE_OK && named(&s) == 0) rc = keep_pair(db, kinds, z, pWithin, &s.found, pzErr);
  int n = listed(&s);
  if (rc != SQLITE_OK || n == 0) return rc;
  sqlite3_snprintf(sizeof(zBefore), zBefore, "is no code or name of %s; it may be ", azOf[kinds]);
  rc = named(&s) ? spm_meant_tell(&s.found, n, "is the name of ", " and ", "; write the code", pzWhy, pzList)
                 : spm_meant_tell(&s.found, n, zBefore, " or ", "", pzWhy, pzList);
  if (rc != SQLITE_OK) {
    sqlite3_free(*pzWhy);
    sqlite3_free(*pzList);
    *pzWhy = *pzList = 0;
  }
  return rc;
}
