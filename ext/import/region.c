/* region.c: whose row it is, and of which quarter (semantics.md 5, 10): a code, an old code or a name, which the name beside it and
** the options guard. Nothing is guessed: what it may be is listed. */
#include "import/import.h"
#include <string.h>

/* The code of the region that a text names, "" when it names none, or several; the result is how many. It is remembered, also that it names none: a name is
** looked for among all, and the rows of a file have the same few. */
static int find(Import *p, const Row *pRow, const char *z, char zCode[SPM_REGION_SIZE]) {
  const Facts *pKnown = spm_memo_find(p->pMemo, SQL_IMPORT_REGION_CALLED, pRow, z);
  Facts facts = {.isFound = 1};
  *zCode = 0;
  if (!pKnown && p->rc == SQLITE_OK) p->rc = spm_region_find(p->db, z, zCode, &facts.nNamed, &p->zErr);
  if (pKnown) {
    memcpy(zCode, pKnown->zRegion, SPM_REGION_SIZE);
    return pKnown->nNamed;
  }
  if (p->rc == SQLITE_OK) {
    memcpy(facts.zRegion, zCode, SPM_REGION_SIZE);
    spm_memo_keep(p->pMemo, SQL_IMPORT_REGION_CALLED, pRow, z, &facts);
  }
  return facts.nNamed;
}

/* A code with blanks in it is repaired with a note; a name is read, with one note a file, and then found like a code. */
static void repair_region(Import *p, const Row *pRow, const char *z, Facts *pFacts) {
  char zCode[SPM_REGION_SIZE];
  find(p, pRow, z, zCode);
  if (!*zCode) return;
  spm_import_look_up(p, SQL_IMPORT_REGION, pRow, zCode, pFacts);
  int isCode = z[strspn(z, "0123456789., ")] == 0;
  if (!isCode && p->rc == SQLITE_OK) spm_memo_keep(p->pMemo, SQL_IMPORT_REGION, pRow, z, pFacts);
  if (!isCode && p->saidName) return;
  if (!isCode) p->saidName = 1;
  spm_import_finding(p,
                     &(Finding){.line = pRow->line,
                                .zRule = isCode ? "repaired" : "region name",
                                .severity = SEV_NOTE,
                                .zColumn = "region",
                                .zGiven = z,
                                .zRead = pFacts->zRegion,
                                .zRegion = pFacts->zRegion},
                     sqlite3_mprintf(isCode ? "'%s' is read as %s"
                                            : "names are read as codes: '%s' is %s; the first"
                                              " stands here",
                                     z, pFacts->zRegion));
}

/* The name beside a code that is none: its cell, and the only region that it names, "" when there is no such name. */
static CsvCell name_beside(Import *p, const Row *pRow, char zCode[SPM_REGION_SIZE]) {
  const LayoutTable *t = &p->layout.t;
  CsvCell v = {"", 0};
  *zCode = 0;
  for (int i = 0; i < t->nGuard && *zCode == 0 && p->rc == SQLITE_OK; i++) {
    if (t->aGuard[i].of != COL_REGION || t->aGuard[i].isProvince) continue;
    v = pRow->pCsv->aCell[t->aGuard[i].cell];
    find(p, pRow, v.z, zCode);
  }
  return v;
}

/* "11.1" was 11.01 or 11.10 before a spreadsheet took it for a number, "Bandung" is two governments: what it may be is
** listed, also what the name beside it is, and none is chosen. */
static void refuse_region(Import *p, Row *pRow, const char *z) {
  char *zWhy = 0, *zList = 0, zCode[SPM_REGION_SIZE], zOwn[SPM_REGION_SIZE + 3];
  if (p->rc == SQLITE_OK) p->rc = spm_region_near(p->db, z, &zWhy, &zList, &p->zErr);
  CsvCell name = name_beside(p, pRow, zCode);
  char *zMessage = *z == 0 ? sqlite3_mprintf("the region is empty; write its code, such as 11 or 11.01, or its name")
                   : zWhy  ? sqlite3_mprintf("'%s' %s", z, zWhy)
                           : sqlite3_mprintf("'%s' is no region code; codes are text such as 11 or 11.01", z);
  sqlite3_free(zWhy);
  if (*zCode) {
    char *zTold = zMessage, *zNear = zList;
    sqlite3_snprintf(sizeof(zOwn), zOwn, "\"%s\"", zCode);
    zMessage = zTold ? sqlite3_mprintf("%s; the name beside it '%s' is %s", zTold, name.z, zCode) : 0;
    if (zNear == 0) zList = sqlite3_mprintf("[%s]", zOwn);
    else if (strstr(zNear, zOwn) == 0) zList = sqlite3_mprintf("[%s,%s", zOwn, zNear + 1);
    if (zList != zNear) sqlite3_free(zNear);
    sqlite3_free(zTold);
    if (zList == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  }
  if (zList) spm_import_refuse_one_of(p, pRow, "region", z, "region", zList, zMessage);
  else spm_import_refuse(p, pRow, "region", z, "region", zMessage);
}

/* A name of several regions beside a code; 1: of none of them, and the row is refused. */
static int refuse_several(Import *p, Row *pRow, CsvCell code, CsvCell name) {
  char *zWhy = 0, *zList = 0, zOwn[SPM_REGION_SIZE + 3];
  sqlite3_snprintf(sizeof(zOwn), zOwn, "\"%s\"", pRow->zRegion);
  if (p->rc == SQLITE_OK) p->rc = spm_region_near(p->db, name.z, &zWhy, &zList, &p->zErr);
  int isOther = zWhy && zList && strstr(zList, zOwn) == 0;
  if (isOther) {
    zWhy[strcspn(zWhy, ";")] = 0; /* what to write is said behind it */
    spm_import_refuse_both(
        p, pRow, COL_REGION, pRow->zRegion, name.z, zList,
        sqlite3_mprintf("the code says %s, the name beside it '%s' %s: write which is meant", code.z, name.z, zWhy));
  } else sqlite3_free(zList);
  sqlite3_free(zWhy);
  return isOther;
}

/* What stands beside the region is nothing known: it proves nothing, and that is said once. */
static void tell_unknown(Import *p, const Row *pRow, CsvCell region, CsvCell beside, const char *zColumn) {
  if (p->saidUnknownName || p->rc != SQLITE_OK) return;
  p->saidUnknownName = 1;
  Finding finding = {.line = pRow->line,
                     .zRule = "region name",
                     .severity = SEV_NOTE,
                     .zColumn = zColumn,
                     .zGiven = beside.z,
                     .zRead = pRow->zRegion};
  spm_import_finding(p, &finding,
                     sqlite3_mprintf("'%s' is no name of a region that is known: the code %s beside it counts; the "
                                     "first stands here",
                                     beside.z, region.z));
}

/* 1: a statement of a region and a text has a row. */
static int is_so(Import *p, SqlImport sql, const char *zRegion, const char *z) {
  sqlite3_stmt *pStmt = p->aStmt[sql];
  spm_import_bind_text(p, pStmt, 1, zRegion);
  spm_import_bind_text(p, pStmt, 2, z);
  int isRow = spm_import_step(p, pStmt);
  spm_import_done(p, pStmt);
  return isRow;
}

/* The name beside the code must be that of the same region; 1: it is another's, and the row is refused. */
static int refuse_name(Import *p, Row *pRow, CsvCell code, CsvCell name, const char *zColumn) {
  char zCode[SPM_REGION_SIZE];
  if (is_so(p, SQL_IMPORT_REGION_CALLED, pRow->zRegion, name.z))
    return 0; /* most are, and no other has to be looked for */
  int nNamed = find(p, pRow, name.z, zCode);
  if (p->rc != SQLITE_OK || strcmp(zCode, pRow->zRegion) == 0) return 0;
  if (nNamed > 1) return refuse_several(p, pRow, code, name);
  if (*zCode == 0) {
    tell_unknown(p, pRow, code, name, zColumn);
    return 0;
  }
  spm_import_refuse_both(p, pRow, COL_REGION, pRow->zRegion, name.z, sqlite3_mprintf("[\"%s\"]", zCode),
                         sqlite3_mprintf("the code says %s, the name beside it '%s', which is %s: write which is meant",
                                         code.z, name.z, zCode));
  return 1;
}

/* The length of a code without the .0 that programs put behind it. */
static size_t whole_part(CsvCell v) {
  size_t n = strspn(v.z, "0123456789");
  return n > 0 && n + 2 == v.n && (v.z[n] == '.' || v.z[n] == ',') && v.z[n + 1] == '0' ? n : v.n;
}

/* The province that a column of provinces says: there a name of several is that of the province. "" when it is nothing known. */
static void find_province(Import *p, const Row *pRow, CsvCell v, char zCode[SPM_REGION_SIZE]) {
  char *z = sqlite3_mprintf("%.*s", (int)whole_part(v), v.z), *zProvince = sqlite3_mprintf("Provinsi %s", v.z);
  *zCode = 0;
  if (z == 0 || zProvince == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  else if (find(p, pRow, z, zCode) != 1 && p->rc == SQLITE_OK) find(p, pRow, zProvince, zCode);
  sqlite3_free(z);
  sqlite3_free(zProvince);
}

/* Whether it is the number of the statistics office for a province that another column of the row names, and that holds the
** region: then it is that province. */
static int is_numbered_elsewhere(Import *p, const Row *pRow, CsvCell v) {
  const LayoutTable *t = &p->layout.t;
  char zCode[SPM_REGION_SIZE], zNumber[4];
  size_t n = whole_part(v);
  if (n != 2 || strspn(v.z, "0123456789") < 2) return 0;
  sqlite3_snprintf(sizeof(zNumber), zNumber, "%.2s", v.z);
  for (int i = 0; i < t->nGuard && p->rc == SQLITE_OK; i++) {
    CsvCell name = pRow->pCsv->aCell[t->aGuard[i].cell];
    if (!t->aGuard[i].isProvince || name.n == strspn(name.z, "0123456789., \t")) continue;
    find_province(p, pRow, name, zCode);
    if (*zCode && is_so(p, SQL_IMPORT_REGION_IN, pRow->zRegion, zCode) &&
        is_so(p, SQL_IMPORT_PROVINCE_ELSEWHERE, zCode, zNumber))
      return 1;
  }
  return 0;
}

/* The province beside the region must hold it; 1: it does not, and the row is refused. */
static int refuse_province(Import *p, Row *pRow, CsvCell region, CsvCell v, const char *zColumn) {
  char zCode[SPM_REGION_SIZE];
  if (is_numbered_elsewhere(p, pRow, v)) return 0;
  find_province(p, pRow, v, zCode);
  if (*zCode == 0) tell_unknown(p, pRow, region, v, zColumn);
  if (*zCode == 0 || is_so(p, SQL_IMPORT_REGION_IN, pRow->zRegion, zCode) || p->rc != SQLITE_OK) return 0;
  spm_import_refuse_both(
      p, pRow, COL_REGION, pRow->zRegion, v.z, sqlite3_mprintf("[\"%s\"]", zCode),
      sqlite3_mprintf(
          "the row says %s, column '%s' beside it '%s', which is %s and does not hold it: write which is meant",
          region.z, zColumn, v.z, zCode));
  return 1;
}

/* What stands beside the region guards it; 1: it is another's, and the row is refused. */
static int refuse_guarded(Import *p, Row *pRow, CsvCell region) {
  const LayoutTable *t = &p->layout.t;
  for (int i = 0; i < t->nGuard && p->rc == SQLITE_OK; i++) {
    CsvCell v = pRow->pCsv->aCell[t->aGuard[i].cell];
    const char *zColumn = t->azHeader[t->aGuard[i].cell];
    if (t->aGuard[i].of != COL_REGION || v.n == strspn(v.z, " \t")) continue;
    if (t->aGuard[i].isProvince ? refuse_province(p, pRow, region, v, zColumn)
                                : refuse_name(p, pRow, region, v, zColumn))
      return 1;
  }
  return 0;
}

/* The options say of which region and quarter the file is: a row of another makes it another file. */
static void not_expected(Import *p, const Row *pRow, const char *zGiven, const char *zWant) {
  spm_import_fail(
      p, SQLITE_ERROR,
      spm_both(sqlite3_mprintf("line %lld: the file holds %s, and %s was expected; nothing of it was taken", pRow->line,
                               zGiven, zWant),
               sqlite3_mprintf("baris %lld: berkas ini memuat %s, padahal yang diminta %s; tidak ada yang diambil",
                               pRow->line, zGiven, zWant)));
}

static int is_other_year(const char *zWant, CsvCell year) {
  return year.n > 0 && strncmp(year.z, zWant, 4) != 0;
}

/* The last day of a quarter, as a date cell has it. */
static int is_end(CsvCell v) {
  static const char *const az[] = {"-03-31", "-06-30", "-09-30", "-12-31"};
  for (int i = 0; i < 4; i++)
    if (v.n == 10 && strcmp(v.z + 4, az[i]) == 0) return 1;
  return 0;
}

void spm_import_judge_region(Import *p, Row *pRow) {
  CsvCell region = spm_import_cell(p, pRow, COL_REGION), period = spm_import_cell(p, pRow, COL_PERIOD);
  const char *zWant = p->pOptions ? p->pOptions->azConst[COL_PERIOD] : 0;
  Facts facts;
  SpmPeriod q;
  if (spm_import_kind(p, pRow, COL_PERIOD) == CSV_DATE && !is_end(period)) {
    spm_import_refuse(
        p, pRow, "period", period.z, "period",
        sqlite3_mprintf("'%s' is a date to the spreadsheet, and no end of a quarter; write it like 2023-TW2",
                        period.z));
    return;
  }
  if (!spm_period_parse(period.z, period.n, &q)) {
    spm_import_refuse(p, pRow, "period", period.z, "period",
                      period.n ? sqlite3_mprintf("'%s' is not a quarter; write it like 2023-TW2", period.z)
                               : sqlite3_mprintf("the quarter is empty; region and quarter stand in each row"));
    return;
  }
  spm_period_text(q, pRow->zPeriod);
  spm_import_look_up(p, SQL_IMPORT_REGION, pRow, region.z, &facts);
  if (!facts.isFound) repair_region(p, pRow, region.z, &facts);
  memcpy(pRow->zRegion, facts.zRegion, sizeof(pRow->zRegion));
  memcpy(pRow->zGroup, facts.zGroup, sizeof(pRow->zGroup));
  char zStart[SPM_DATE_SIZE];
  spm_period_start(q, zStart);
  if (!facts.isFound) refuse_region(p, pRow, region.z);
  else if (refuse_guarded(p, pRow, region)) return;
  else if (!facts.isPeriod)
    spm_import_refuse(p, pRow, "period", period.z, "period",
                      sqlite3_mprintf("%s is outside the table period", pRow->zPeriod));
  else if (!facts.isOwed)
    spm_import_refuse(
        p, pRow, "region", region.z, "not owed",
        sqlite3_mprintf("%s is not on the roster of %s: it owes no report", pRow->zRegion, pRow->zPeriod));
  else if (strncmp(zStart, p->zNow, SPM_DATE_SIZE - 1) > 0)
    spm_import_refuse(p, pRow, "period", period.z, "period", sqlite3_mprintf("%s has not begun", pRow->zPeriod));
  else if (*p->zWantRegion && strcmp(pRow->zRegion, p->zWantRegion) != 0)
    not_expected(p, pRow, region.z, p->zWantRegion);
  else if (zWant && p->layout.t.year >= 0 && is_other_year(zWant, pRow->pCsv->aCell[p->layout.t.year]))
    not_expected(p, pRow, pRow->pCsv->aCell[p->layout.t.year].z, zWant);
  else if (zWant && strcmp(pRow->zPeriod, zWant) != 0) not_expected(p, pRow, period.z, zWant);
  else if (facts.isRecoded)
    spm_import_finding(p,
                       &(Finding){.line = pRow->line,
                                  .zRule = "recode",
                                  .severity = SEV_NOTE,
                                  .zColumn = "region",
                                  .zGiven = region.z,
                                  .zRead = pRow->zRegion},
                       sqlite3_mprintf("old code %s is read as %s", region.z, pRow->zRegion));
}
