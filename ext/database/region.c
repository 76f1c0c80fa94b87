/* region.c: the region that a text names (semantics.md 10): its code, an old code, or its official name with the usual
** abbreviations. Nothing else: a region that is nearly named is not named. */
#include "database/database.h"
#include <string.h>

#define LONGEST 120 /* no official name is longer */

/* Blanks at the ends go, runs of blanks become one; a code loses all of its blanks ("36. 03"). 0 when it is too long. */
static int tidy(const char *z, char out[LONGEST]) {
  size_t n = 0;
  int isCode = 1;
  for (const char *p = z; *p; p++)
    if (!(*p >= '0' && *p <= '9') && *p != '.' && *p != ' ') isCode = 0;
  for (; *z; z++) {
    int isBlank = *z == ' ' || *z == '\t';
    if (isBlank && (isCode || n == 0 || out[n - 1] == ' ')) continue;
    if (n + 1 >= LONGEST) return 0;
    out[n++] = isBlank ? ' ' : *z;
  }
  while (n > 0 && out[n - 1] == ' ') n--;
  out[n] = 0;
  return n > 0;
}

/* "Kab. Gayo Lues" is "Kabupaten Gayo Lues"; a province stands under its bare name, and only a province does. */
static char *official(const char *z, int *pIsProvince) {
  static const struct {
    const char *zShort, *zFull;
  } prefixes[] = {{"Kabupaten ", "Kabupaten "},
                  {"Kab. ", "Kabupaten "},
                  {"Kab.", "Kabupaten "},
                  {"Kab ", "Kabupaten "},
                  {"Kota ", "Kota "},
                  {"Provinsi ", ""},
                  {"Prov. ", ""},
                  {"Prov.", ""},
                  {"Prov ", ""}};
  for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
    int n = (int)strlen(prefixes[i].zShort);
    if (sqlite3_strnicmp(z, prefixes[i].zShort, n) != 0) continue;
    *pIsProvince = *prefixes[i].zFull == 0;
    return sqlite3_mprintf("%s%s", prefixes[i].zFull, z + n);
  }
  return sqlite3_mprintf("%s", z);
}

int spm_region_find(sqlite3 *db, const char *z, char zCode[SPM_REGION_SIZE], char **pzErr) {
  char text[LONGEST];
  sqlite3_stmt *pStmt = 0;
  zCode[0] = 0;
  int rc = spm_check_database(db, pzErr);
  if (rc != SQLITE_OK || !tidy(z, text)) return rc;
  int isProvince = 0;
  char *zName = official(text, &isProvince);
  if (zName == 0) return SQLITE_NOMEM;
  rc = sqlite3_prepare_v2(db, spm_sql_database[SQL_DATABASE_FIND_REGION], -1, &pStmt, 0);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 1, text, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(pStmt, 2, zName, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int(pStmt, 3, isProvince);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) {
    const char *zFound = (const char *)sqlite3_column_text(pStmt, 0);
    if (zFound == 0) rc = SQLITE_NOMEM;
    else if (strlen(zFound) < SPM_REGION_SIZE) sqlite3_snprintf(SPM_REGION_SIZE, zCode, "%s", zFound);
    else { /* a piece of it would be another code; the schema allows five characters */
      *pzErr = sqlite3_mprintf("table region holds a code that is none: %.40s", zFound);
      rc = *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
    }
  }
  int rcEnd = sqlite3_finalize(pStmt);
  sqlite3_free(zName);
  return rc == SQLITE_OK ? rcEnd : rc;
}
