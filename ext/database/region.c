/* region.c: the region that a text names (semantics.md 10): its code, an old code, its name or one of table
** region_name; and what a text may mean that names none, or several. Nothing is guessed: a near name is none. */
#include "database/database.h"
#include <string.h>

#define DISTANCE 2

/* How a region comes to be listed, the nearest first. Behind NEAREST: 2 for each letter, 1 for another level. */
enum { NAMED, WHOLE, OTHER_LEVEL, NEAREST, PART = NEAREST + 2 * DISTANCE + 2, SHORT = PART + 2 };

typedef struct Search {
  char zText[SPM_NAME_SIZE]; /* as it was given, tidy */
  SpmName name;
  int isNear; /* also what it may be */
  int nPart;
  SpmMeant found;
} Search;

/* Blanks at the ends go, runs of blanks become one; a code loses all of its blanks ("36. 03"). 0 when it is too long. */
static int tidy(const char *z, char out[SPM_NAME_SIZE], int *pIsCode) {
  size_t n = 0;
  *pIsCode = 1;
  for (const char *p = z; *p; p++)
    if (!(*p >= '0' && *p <= '9') && *p != '.' && *p != ',' && *p != ' ') *pIsCode = 0;
  for (; *z; z++) {
    int isBlank = *z == ' ' || *z == '\t';
    if (isBlank && (*pIsCode || n == 0 || out[n - 1] == ' ')) continue;
    if (n + 1 >= SPM_NAME_SIZE) return 0;
    out[n++] = isBlank ? ' ' : *z;
  }
  while (n > 0 && out[n - 1] == ' ') n--;
  out[n] = 0;
  return n > 0;
}

/* A code that is cut off would be another code; the schema allows five characters. */
static int copy_code(const char *z, char zCode[SPM_REGION_SIZE], char **pzErr) {
  if (z == 0) return SQLITE_NOMEM;
  if (strlen(z) < SPM_REGION_SIZE) {
    sqlite3_snprintf(SPM_REGION_SIZE, zCode, "%s", z);
    return SQLITE_OK;
  }
  *pzErr = sqlite3_mprintf("table region holds a code that is none: %.40s", z);
  return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

static int find_code(sqlite3 *db, const char *z, char zCode[SPM_REGION_SIZE], char **pzErr) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, spm_sql_database[SQL_DATABASE_FIND_REGION], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 1, z, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW)
    rc = copy_code((const char *)sqlite3_column_text(pStmt, 0), zCode, pzErr);
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

void spm_meant_keep(SpmMeant *p, const SpmMeaning *pNew) {
  int i = 0, at;
  for (; i < p->n && strcmp(p->a[i].zCode, pNew->zCode) != 0;) i++;
  if (i == SPM_MEANT_ROOM) i--; /* the last of them goes, if any */
  if (i < p->n && p->a[i].rank <= pNew->rank) return;
  if (i == p->n) p->n++;
  for (at = i; at > 0 && p->a[at - 1].rank > pNew->rank; at--) p->a[at] = p->a[at - 1];
  p->a[at] = *pNew;
}

int spm_meant_best(const SpmMeant *p, int rank) {
  int n = 0;
  while (n < p->n && p->a[n].rank <= rank && p->a[n].rank == p->a[0].rank) n++;
  return n;
}

int spm_meant_has(const SpmMeant *p, int n, const char *zCode) {
  for (int i = 0; i < n; i++)
    if (strcmp(p->a[i].zCode, zCode) == 0) return 1;
  return 0;
}

void spm_meant_keep_pair(SpmMeant *p, const char *zCode, const SpmMeant *pNames, int n, int rank) {
  SpmMeaning found = {.rank = rank};
  sqlite3_snprintf(sizeof(found.zCode), found.zCode, "%s", zCode);
  spm_meant_keep(p, &found);
  for (int i = 0; i < n; i++) {
    found = pNames->a[i];
    found.rank = rank;
    spm_meant_keep(p, &found);
  }
}

int spm_meant_tell(const SpmMeant *p, int n, const char *zBefore, const char *zLast, const char *zAfter, char **pzWhy,
                   char **pzList) {
  sqlite3_str *pWhy = sqlite3_str_new(0), *pList = sqlite3_str_new(0);
  sqlite3_str_appendall(pWhy, zBefore);
  for (int i = 0; i < n; i++) {
    const SpmMeaning *a = &p->a[i];
    sqlite3_str_appendf(pWhy, "%s%s%s%s",
                        i == 0      ? ""
                        : i < n - 1 ? ", "
                                    : zLast,
                        a->zCode, *a->zName ? " " : "", a->zName);
    sqlite3_str_appendf(pList, "%s\"%s\"", i ? "," : "[", a->zCode);
  }
  sqlite3_str_appendall(pWhy, zAfter);
  sqlite3_str_appendall(pList, "]");
  int isWhole = sqlite3_str_errcode(pWhy) == SQLITE_OK && sqlite3_str_errcode(pList) == SQLITE_OK;
  *pzWhy = sqlite3_str_finish(pWhy);
  *pzList = sqlite3_str_finish(pList);
  return isWhole ? SQLITE_OK : SQLITE_NOMEM;
}

/* The rank of a name beside the text that is searched; -1: it is nothing like it. */
static int rank_of(Search *p, SpmNameLevel level, const char *zName) {
  const char *zText = p->name.zWhole + p->name.iBare;
  int isOther = p->name.level != SPM_NAME_BARE && p->name.level != level, n = (int)strlen(zText);
  if (strcmp(zText, zName) == 0) return isOther ? OTHER_LEVEL : NAMED;
  if (p->name.level == SPM_NAME_CITY && strcmp(p->name.zWhole, zName) == 0) return WHOLE;
  if (!p->isNear) return -1;
  int bound = n < 4 ? 0 : n < 7 ? 1 : DISTANCE; /* of a short name everything is near */
  int distance = spm_name_distance(zText, zName, bound);
  if (distance <= bound) return NEAREST + 2 * distance - 2 + isOther;
  if (n < 4 || strstr(zName, zText) == 0) return spm_name_is_short(zText, zName) ? SHORT + isOther : -1;
  p->nPart++;
  return PART + isOther;
}

/* One row of statement region_names: a name, official or not, of a region. */
static int look_at(Search *p, sqlite3 *db, sqlite3_stmt *pStmt, char **pzErr) {
  const char *zCode = (const char *)sqlite3_column_text(pStmt, 0),
             *zLevel = (const char *)sqlite3_column_text(pStmt, 1);
  const char *zOfficial = (const char *)sqlite3_column_text(pStmt, 2),
             *zName = (const char *)sqlite3_column_text(pStmt, 3);
  SpmName name;
  SpmMeaning found;
  if (zCode == 0 || zLevel == 0 || zOfficial == 0 || zName == 0)
    return sqlite3_errcode(db) == SQLITE_NOMEM ? SQLITE_NOMEM : SQLITE_OK;
  if (!spm_name_read(zName, &name)) return SQLITE_OK;
  SpmNameLevel level = name.level == SPM_NAME_BARE ? spm_name_level(zLevel) : name.level;
  found.rank = rank_of(p, level, name.zWhole + name.iBare);
  if (found.rank < 0) return SQLITE_OK;
  sqlite3_snprintf(sizeof(found.zName), found.zName, "%s%s", strcmp(zLevel, "provinsi") == 0 ? "Provinsi " : "",
                   zOfficial);
  int rc = copy_code(zCode, found.zCode, pzErr);
  if (rc == SQLITE_OK) spm_meant_keep(&p->found, &found);
  return rc;
}

static int search(sqlite3 *db, Search *p, char **pzErr) {
  sqlite3_stmt *pStmt = 0;
  if (!spm_name_read(p->zText, &p->name)) return SQLITE_OK;
  int rc = sqlite3_prepare_v2(db, spm_sql_database[SQL_DATABASE_REGION_NAMES], -1, &pStmt, 0);
  while (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) rc = look_at(p, db, pStmt, pzErr);
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* How many regions the text names: those of the best rank, where that is a name. */
static int named(const Search *p) {
  return spm_meant_best(&p->found, WHOLE);
}

/* A code and a name in one text, as portals and lists write it: what the code is, and of pName what the name is. */
static int read_pair(sqlite3 *db, const char *z, char zCode[SPM_REGION_SIZE], Search *pName, char **pzErr) {
  char zLeft[SPM_NAME_SIZE], zRight[SPM_NAME_SIZE];
  int isCode = 0, rc = SQLITE_OK;
  zCode[0] = 0;
  if (!spm_name_pair(z, zLeft, zRight) || !tidy(zRight, pName->zText, &isCode) || isCode) return rc;
  rc = find_code(db, zLeft, zCode, pzErr);
  return rc == SQLITE_OK && *zCode ? search(db, pName, pzErr) : rc;
}

/* The region of which both are. */
static int find_pair(sqlite3 *db, const char *z, char zCode[SPM_REGION_SIZE], char **pzErr) {
  Search s = {.isNear = 0};
  char zLeft[SPM_REGION_SIZE];
  int rc = read_pair(db, z, zLeft, &s, pzErr);
  if (rc == SQLITE_OK && *zLeft && spm_meant_has(&s.found, named(&s), zLeft)) memcpy(zCode, zLeft, SPM_REGION_SIZE);
  return rc;
}

int spm_region_find(sqlite3 *db, const char *z, char zCode[SPM_REGION_SIZE], int *pnNamed, char **pzErr) {
  Search s = {.isNear = 0};
  int isCode = 0;
  zCode[0] = 0;
  int rc = spm_check_database(db, pzErr);
  if (rc == SQLITE_OK && tidy(z, s.zText, &isCode)) rc = find_code(db, s.zText, zCode, pzErr);
  if (rc == SQLITE_OK && *zCode == 0 && *s.zText && !isCode) rc = search(db, &s, pzErr);
  if (rc == SQLITE_OK && named(&s) == 1) memcpy(zCode, s.found.a[0].zCode, SPM_REGION_SIZE);
  if (rc == SQLITE_OK && *zCode == 0 && *s.zText && !isCode && named(&s) == 0) rc = find_pair(db, z, zCode, pzErr);
  if (pnNamed) *pnNamed = *zCode ? 1 : named(&s);
  return rc;
}

/* A code that has lost its dot or its zeros: a sentence and a list; both stay NULL when it may be no code. */
static int near_code(sqlite3 *db, const char *z, char **pzWhy, char **pzList) {
  sqlite3_stmt *pStmt = 0;
  int rc = sqlite3_prepare_v2(db, spm_sql_database[SQL_DATABASE_NEAR_REGION], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 1, z, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW && sqlite3_column_type(pStmt, 0) != SQLITE_NULL) {
    const char *zWords = (const char *)sqlite3_column_text(pStmt, 0),
               *zCodes = (const char *)sqlite3_column_text(pStmt, 1);
    *pzList = zCodes ? sqlite3_mprintf("%s", zCodes) : 0;
    *pzWhy = zWords ? sqlite3_mprintf("may be %s; codes are text, and a spreadsheet drops their zeros", zWords) : 0;
    if (*pzList == 0 || *pzWhy == 0) rc = SQLITE_NOMEM;
  }
  int rcEnd = sqlite3_finalize(pStmt);
  return rc == SQLITE_OK ? rcEnd : rc;
}

/* The code that the text is when other signs stand between its figures (32-12), a dot behind them or a zero in front (32.12.,
** 032.12), or when those of a district or a village follow (32.12.01, 3212010001). 0: it is none. */
static int figures_of(const char *z, char zCode[SPM_REGION_SIZE]) {
  char zFigures[SPM_NAME_SIZE];
  size_t n = 0, aStart[3] = {0, 0, 0};
  int nGroup = 0, isIn = 0;
  for (; *z; z++) {
    int isFigure = *z >= '0' && *z <= '9';
    if (!isFigure && strchr(".,-_/: ", *z) == 0) return 0;
    if (isFigure && !isIn && nGroup < 3) aStart[nGroup++] = n;
    isIn = isFigure;
    if (isFigure && n + 1 < sizeof(zFigures)) zFigures[n++] = *z;
  }
  const char *zFirst = zFigures;
  if (nGroup > 1 && aStart[1] == 3 && *zFirst == '0') zFirst++, aStart[1]--, n--;
  int isCut = nGroup > 2 || (nGroup == 1 && n >= 6);
  if ((nGroup < 2 && !isCut) || (nGroup > 1 && aStart[1] != 2) || n < 4 || (n > 4 && !isCut)) return 0;
  sqlite3_snprintf(SPM_REGION_SIZE, zCode, "%.2s.%.2s", zFirst, zFirst + 2);
  return 1;
}

/* The code that such a text is listed as; both stay NULL where that is none. */
static int near_figures(sqlite3 *db, const char *z, char **pzWhy, char **pzList, char **pzErr) {
  char zWritten[SPM_REGION_SIZE], zCode[SPM_REGION_SIZE] = "";
  int rc = figures_of(z, zWritten) ? find_code(db, zWritten, zCode, pzErr) : SQLITE_OK;
  if (rc != SQLITE_OK || *zCode == 0) return rc;
  *pzWhy = sqlite3_mprintf("may be %s; a code of a region has two figures, or two, a dot and two", zWritten);
  *pzList = sqlite3_mprintf("[\"%s\"]", zWritten);
  return *pzWhy && *pzList ? SQLITE_OK : SQLITE_NOMEM;
}

/* What is listed: all that the text names; else all with the same name at another level, then the nearest. A part of
** a name that many have tells nothing. Where nothing else is like the text, those that it is short for. */
static int listed(const Search *p) {
  const SpmMeaning *a = p->found.a;
  int n = named(p), nNear = 0, nAll = p->found.n;
  if (n > 0) return n;
  if (nAll > 0 && a[0].rank >= SHORT) return nAll <= SPM_MEANT_NEAR ? nAll : 0;
  while (nAll > 0 && a[nAll - 1].rank >= SHORT) nAll--;
  while (n < nAll && a[n].rank == OTHER_LEVEL) n++;
  for (; n < nAll && nNear < SPM_MEANT_NEAR && (a[n].rank < PART || p->nPart <= SPM_MEANT_NEAR); n++) nNear++;
  return n;
}

/* A code and a name that are not of one region: both are listed. */
static int keep_pair(sqlite3 *db, const char *z, SpmMeant *pTo, char **pzErr) {
  Search s = {.isNear = 0};
  char zCode[SPM_REGION_SIZE];
  int rc = read_pair(db, z, zCode, &s, pzErr);
  if (rc == SQLITE_OK && *zCode) spm_meant_keep_pair(pTo, zCode, &s.found, named(&s), NEAREST);
  return rc;
}

static int tell(const Search *p, char **pzWhy, char **pzList) {
  if (named(p) == 0)
    return spm_meant_tell(&p->found, listed(p), "is no code or name of a region; it may be ", " or ", "", pzWhy,
                          pzList);
  return spm_meant_tell(&p->found, listed(p), "is the name of ", " and ",
                        "; write Kabupaten, Kota or Provinsi before it, or the code", pzWhy, pzList);
}

int spm_region_near(sqlite3 *db, const char *z, char **pzWhy, char **pzList, char **pzErr) {
  Search s = {.isNear = 1};
  int isCode = 0, rc = SQLITE_OK;
  *pzWhy = *pzList = 0;
  if (!tidy(z, s.zText, &isCode)) return rc;
  rc = isCode ? near_code(db, s.zText, pzWhy, pzList) : search(db, &s, pzErr);
  if (rc == SQLITE_OK && !isCode) rc = keep_pair(db, z, &s.found, pzErr);
  if (rc == SQLITE_OK && *pzWhy == 0) rc = near_figures(db, z, pzWhy, pzList, pzErr);
  if (rc == SQLITE_OK && listed(&s) > 0) rc = tell(&s, pzWhy, pzList);
  if (rc != SQLITE_OK) {
    sqlite3_free(*pzWhy);
    sqlite3_free(*pzList);
    *pzWhy = *pzList = 0;
  }
  return rc;
}
