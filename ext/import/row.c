/* row.c: judge one row of a file (semantics.md 2, 5, 10).
**
** A sound row goes to staging. A row that cannot be read or does not belong stays in the inbox, as given, with its line
** and a finding of severity error; the rows beside it go in. Contradictory, negative and over-fulfilled cells go in with
** a warning. Nothing is repaired silently and nothing is guessed. */
#include "import/import.h"
#include <string.h>

/* What the text may mean is listed: all indicators that share a name, or what is near. */
static void refuse_subject(Import *p, Row *pRow, SqlImport sql, const char *zColumn, const char *zGiven) {
  char *zWhy = 0, *zList = 0;
  spm_import_near(p, sql, pRow, zGiven, &zWhy, &zList);
  char *zMessage = zWhy ? sqlite3_mprintf("'%s' %s", zGiven, zWhy)
                        : sqlite3_mprintf("'%s' is no %s of the catalogue; SELECT %s FROM %s lists them", zGiven,
                                          zColumn, zColumn, zColumn);
  sqlite3_free(zWhy);
  if (zList) spm_import_refuse_one_of(p, pRow, zColumn, zGiven, zColumn, zList, zMessage);
  else spm_import_refuse(p, pRow, zColumn, zGiven, zColumn, zMessage);
}

static void tell_recipients(Import *p, const Row *pRow, const char *zGiven) {
  if (p->saidRecipients) return;
  p->saidRecipients = 1;
  spm_import_finding(p,
                     &(Finding){.line = pRow->line,
                                .zRule = "recipients",
                                .severity = SEV_NOTE,
                                .zColumn = "indicator",
                                .zGiven = zGiven,
                                .zRead = pRow->zIndicator},
                     sqlite3_mprintf("figures of a service are read as those of its recipients: '%s' is %s; the first"
                                     " stands here",
                                     zGiven, pRow->zIndicator));
}

/* Service or field beside the subject: by code or name the one that it belongs to; 1: it is another. */
static int is_other(Import *p, const Row *pRow, SqlImport sql, CsvCell v, const char *zOwn) {
  Facts facts;
  if (v.n == 0 || strcmp(v.z, zOwn) == 0) return 0;
  spm_import_look_for(p, sql, pRow, v.z, &facts);
  return strcmp(sql == SQL_IMPORT_SERVICE ? facts.zService : facts.zField, zOwn) != 0;
}

/* A column of names beside that of the codes must say the same; a name of nothing known proves nothing. 1: it says another, and the row
** is refused. */
static int refuse_named(Import *p, Row *pRow, const Guard *g) {
  static const SqlImport aSql[] = {SQL_IMPORT_INDICATOR, SQL_IMPORT_SERVICE, SQL_IMPORT_FIELD};
  int i = g->of == COL_INDICATOR ? 0 : g->of == COL_SERVICE ? 1 : 2;
  const char *zOwn = i == 0 ? pRow->zIndicator : i == 1 ? pRow->zService : pRow->zField, *zOther;
  CsvCell v = pRow->pCsv->aCell[g->cell];
  Facts facts;
  if (p->rc != SQLITE_OK || *zOwn == 0 || v.n == strspn(v.z, " \t")) return 0;
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_SUBJECT_CALLED];
  spm_import_bind_text(p, pStmt, 1, spm_import_columns[g->of]);
  spm_import_bind_text(p, pStmt, 2, zOwn);
  spm_import_bind_cell(p, pStmt, 3, v);
  int isCalled = spm_import_step(p, pStmt);
  spm_import_done(p, pStmt);
  if (isCalled) return 0;
  spm_import_look_for(p, aSql[i], pRow, v.z, &facts);
  zOther = i == 0 ? facts.zIndicator : i == 1 ? facts.zService : facts.zField;
  if (*zOther == 0 || strcmp(zOther, zOwn) == 0) return 0;
  /* a service stands for the indicator of its recipients in the column of that */
  spm_import_refuse_both(p, pRow, i == 1 && p->pView->isRecipients ? COL_INDICATOR : g->of, zOwn, v.z,
                         sqlite3_mprintf("[\"%s\"]", zOther),
                         sqlite3_mprintf("the code says %s, the name beside it '%s', which is %s: write which is meant",
                                         zOwn, v.z, zOther));
  return 1;
}

static int refuse_guarded(Import *p, Row *pRow) {
  const LayoutTable *t = &p->layout.t;
  for (int i = 0; i < t->nGuard; i++)
    if (t->aGuard[i].of != COL_REGION && refuse_named(p, pRow, &t->aGuard[i])) return 1;
  return 0;
}

static void judge_subject(Import *p, Row *pRow) {
  const char *zWhy = "";
  pRow->pPart = spm_import_part_of(p, pRow, &zWhy);
  if (pRow->pPart == 0) {
    const char *zNone = p->pView->aIndex[COL_INDICATOR] >= 0 ? "indicator"
                        : p->pView->aIndex[COL_SERVICE] >= 0 ? "service"
                                                             : "field";
    spm_import_refuse(p, pRow, zNone, 0, zNone, sqlite3_mprintf("%s", zWhy));
    return;
  }
  int isCell = pRow->pPart == &spm_import_parts[PART_CELL];
  int isOfField = pRow->pPart == &spm_import_parts[PART_PLAN] || pRow->pPart == &spm_import_parts[PART_TEAM];
  CsvCell service = spm_import_cell(p, pRow, COL_SERVICE);
  pRow->zBeside = "";
  CsvCell unit = spm_import_cell(p, pRow, COL_UNIT), field = spm_import_cell(p, pRow, COL_FIELD);
  const char *zColumn = isCell ? "indicator" : isOfField ? "field" : "service";
  CsvCell given = spm_import_cell(p, pRow, isCell ? COL_INDICATOR : isOfField ? COL_FIELD : COL_SERVICE);
  SqlImport sql = !isCell                  ? isOfField ? SQL_IMPORT_FIELD : SQL_IMPORT_SERVICE
                  : p->pView->isRecipients ? SQL_IMPORT_RECIPIENTS
                                           : SQL_IMPORT_INDICATOR;
  Facts facts, beside = {.isFound = 0};
  if (isCell && service.n) spm_import_look_for(p, SQL_IMPORT_SERVICE, pRow, service.z, &beside);
  if (beside.isFound) pRow->zBeside = beside.zService;
  spm_import_look_for(p, sql, pRow, given.z, &facts);
  /* a service in the inbox came there from a wide file */
  if (isCell && !facts.isFound && p->isInbox) spm_import_look_for(p, SQL_IMPORT_RECIPIENTS, pRow, given.z, &facts);
  int isOfLevel = strcmp(facts.zGroup, pRow->zGroup) == 0;
  memcpy(pRow->zService, facts.zService, sizeof(pRow->zService));
  memcpy(pRow->zField, facts.zField, sizeof(pRow->zField));
  memcpy(pRow->zIndicator, facts.zIndicator, sizeof(pRow->zIndicator));
  pRow->isReal = facts.isReal;
  if (!facts.isFound) refuse_subject(p, pRow, sql, zColumn, given.z);
  else if (!isOfLevel || !facts.isInForce)
    spm_import_refuse(p, pRow, zColumn, given.z, "not owed",
                      sqlite3_mprintf(isOfLevel ? "%s is not in force in %s" : "%s is not owed by the level of %s",
                                      given.z, isOfLevel ? pRow->zPeriod : pRow->zRegion));
  else if (isCell && is_other(p, pRow, SQL_IMPORT_SERVICE, service, pRow->zService))
    spm_import_refuse(p, pRow, "service", service.z, "service",
                      sqlite3_mprintf("%s belongs to service %s, not to '%s'", given.z, pRow->zService, service.z));
  else if (isOfField && service.n)
    spm_import_refuse(p, pRow, "service", service.z, "service",
                      sqlite3_mprintf("an action plan or a team belongs to the field, not to service '%s'", service.z));
  else if (isCell && unit.n && sqlite3_stricmp(unit.z, facts.zUnit) != 0)
    spm_import_refuse(p, pRow, "unit", unit.z, "other unit",
                      sqlite3_mprintf("%s is counted in '%s', not in '%s'", given.z, facts.zUnit, unit.z));
  else if (is_other(p, pRow, SQL_IMPORT_FIELD, field, pRow->zField))
    spm_import_refuse(p, pRow, "field", field.z, "field",
                      sqlite3_mprintf("%s belongs to field %s, not to '%s'", given.z, pRow->zField, field.z));
  else if (!refuse_guarded(p, pRow) && p->pView->isRecipients) tell_recipients(p, pRow, given.z);
}

/* A date alone is that whole day, in the zone of the quarter's deadline; today is what has passed of it. */
static void end_of_day(Import *p, Row *pRow) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_DAY_END];
  spm_import_bind_cell(p, pStmt, 1, (CsvCell){pRow->zStamp, SPM_DATE_SIZE - 1});
  spm_import_bind_text(p, pStmt, 2, pRow->zPeriod);
  spm_import_bind_text(p, pStmt, 3, p->zNow);
  char zLast[SPM_STAMP_SIZE] = "";
  if (spm_import_step(p, pStmt)) sqlite3_snprintf(sizeof(zLast), zLast, "%s", spm_import_column(p, pStmt, 0));
  spm_import_done(p, pStmt);
  if (*zLast) memcpy(pRow->zStamp, zLast, sizeof(zLast));
}

/* Once a file of a date that a row has, once of that which the option gives to all rows without one. */
static void tell_day(Import *p, const Row *pRow, const char *zGiven) {
  int isOption = p->pOptions && zGiven == p->pOptions->azConst[COL_SUBMITTED_AT];
  int *pSaid = isOption ? &p->saidDayOption : &p->saidDateOnly;
  if (*pSaid) return;
  *pSaid = 1;
  spm_import_finding(
      p,
      &(Finding){.line = isOption ? 0 : pRow->line,
                 .zRule = "date only",
                 .severity = SEV_NOTE,
                 .zColumn = "submitted_at",
                 .zGiven = zGiven,
                 .zRead = pRow->zStamp},
      sqlite3_mprintf("%s as that whole day, in the zone of the deadline (+07:00 without one)%s",
                      isOption ? "option submitted_at is a date and counts" : "stamps without a time count",
                      isOption ? "" : "; the first stands here"));
}

static void judge_stamp(Import *p, Row *pRow) {
  CsvCell v = spm_import_cell(p, pRow, COL_SUBMITTED_AT);
  if (v.n == 0) {
    memcpy(pRow->zStamp, p->zNow, SPM_STAMP_SIZE);
    return;
  }
  SpmStampKind kind = spm_stamp_parse(v.z, spm_without_midnight(v.z, v.n), pRow->zStamp);
  pRow->isDayOnly = kind == SPM_STAMP_DATE;
  if (pRow->isDayOnly) end_of_day(p, pRow);
  if (kind == SPM_STAMP_BAD) {
    spm_import_refuse(
        p, pRow, "submitted_at", v.z, "time stamp",
        sqlite3_mprintf("'%s' is not a time stamp; write it like 2023-08-05T17:00:00Z or with an offset (+07:00)",
                        v.z));
  } else if (strcmp(pRow->zStamp, p->zNow) > 0) {
    spm_import_refuse(p, pRow, "submitted_at", v.z, "time stamp",
                      sqlite3_mprintf("'%s' lies in the future: nothing filed later could replace it", v.z));
  } else if (pRow->isDayOnly) tell_day(p, pRow, v.z);
}

/* What the row is of: the first parameters of the statements that ask for it, and a number. 1: there is a row. */
static int ask_of_row(Import *p, sqlite3_stmt *pStmt, const Row *pRow, sqlite3_int64 number) {
  const char *azKey[] = {pRow->zPeriod, pRow->zRegion, pRow->zField, pRow->pPart->zName, pRow->zService};
  for (int i = 0; i < 5; i++) spm_import_bind_text(p, pStmt, i + 1, azKey[i]);
  spm_import_bind_cell(p, pStmt, 6, pRow->item.z ? pRow->item : (CsvCell){"", 0});
  spm_import_bind_int(p, pStmt, 7, number);
  return spm_import_step(p, pStmt);
}

static int is_of_figures(const Row *pRow) {
  return pRow->pPart == &spm_import_parts[PART_CELL] || pRow->pPart == &spm_import_parts[PART_BUDGET];
}

/* Of which of our own sheets the row is: its column says it, else its workbook. */
static void judge_sheet(Import *p, Row *pRow) {
  int i = p->layout.t.sheet;
  CsvCell v = i >= 0 ? pRow->pCsv->aCell[i] : (CsvCell){"", 0};
  if (v.n == strspn(v.z, " \t")) v = p->zSheet ? (CsvCell){p->zSheet, strlen(p->zSheet)} : (CsvCell){0, 0};
  pRow->sheet = v;
  if (v.z == 0 || p->isInbox || (p->zLastSheet && strcmp(p->zLastSheet, v.z) == 0)) return;
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_SHEET];
  spm_import_bind_int(p, pStmt, 1, p->id);
  spm_import_bind_cell(p, pStmt, 2, v);
  spm_import_run(p, pStmt);
  sqlite3_free(p->zLastSheet);
  p->zLastSheet = sqlite3_mprintf("%s", v.z);
  if (p->zLastSheet == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
}

/* What the row is of has changed since its sheet was made, and pChanged says what stands: by whom, unless it was the sheet
** itself. Nobody: what was filed since has been rejected. */
static void judge_change(Import *p, Row *pRow, const char *zGiven, sqlite3_stmt *pChanged) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_CHANGED_BY];
  sqlite3_str *pText = sqlite3_str_new(p->db);
  sqlite3_str_appendf(pText, "%s has changed since revision %s, which this sheet shows: ",
                      is_of_figures(pRow) ? "the figure" : "what the row says", zGiven);
  if (sqlite3_column_type(pChanged, 1) == SQLITE_NULL) sqlite3_str_appendall(pText, "no filing stands");
  else
    sqlite3_str_appendf(pText, "it is %s in revision %lld", spm_import_column(p, pChanged, 2),
                        sqlite3_column_int64(pChanged, 1));
  if (pRow->sheet.z) spm_import_bind_cell(p, pStmt, 8, pRow->sheet);
  spm_import_bind_int(p, pStmt, 9, sqlite3_column_int(pChanged, 4));
  int isOwn = 0;
  if (ask_of_row(p, pStmt, pRow, p->origin ? p->origin : p->id)) {
    int isTool = sqlite3_column_type(pStmt, 0) == SQLITE_NULL;
    sqlite3_str_appendf(pText, ", by %s on %s", isTool ? "another tool" : spm_import_column(p, pStmt, 0),
                        spm_import_column(p, pStmt, 1));
    isOwn = sqlite3_column_int(pStmt, 2);
  }
  spm_import_done(p, pStmt);
  sqlite3_str_appendall(pText, "; take a new sheet");
  char *zMessage = sqlite3_str_finish(pText);
  if (isOwn) sqlite3_free(zMessage);
  else spm_import_refuse(p, pRow, "revision", zGiven, "stale", zMessage);
}

/* The revision that the row's sheet shows; 0: a sheet on which there was nothing. */
static void judge_revision(Import *p, Row *pRow, const char *zGiven, long long revision) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_CHANGED];
  for (int i = 0; i < 3; i++) spm_import_bind_staged(p, pStmt, 8 + i, &pRow->aValue[i]);
  if (ask_of_row(p, pStmt, pRow, revision)) {
    if (sqlite3_column_int(pStmt, 0))
      spm_import_refuse(p, pRow, "revision", zGiven, "stale",
                        sqlite3_mprintf("field %s of %s in %s has no revision %lld", pRow->zField, pRow->zRegion,
                                        pRow->zPeriod, revision));
    else if (sqlite3_column_int(pStmt, 3)) judge_change(p, pRow, zGiven, pStmt);
  }
  spm_import_done(p, pStmt);
}

/* A row that waited in the inbox since the import that put it there. */
static void judge_waiting(Import *p, Row *pRow) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_SINCE];
  char *zMessage = 0;
  int isStale = ask_of_row(p, pStmt, pRow, p->origin);
  if (isStale)
    zMessage =
        sqlite3_mprintf("import %lld has filed this %s since the row came in: it is %s", sqlite3_column_int64(pStmt, 0),
                        is_of_figures(pRow) ? "figure" : pRow->pPart->zName, spm_import_column(p, pStmt, 1));
  spm_import_done(p, pStmt);
  if (isStale) spm_import_refuse(p, pRow, 0, 0, "stale", zMessage);
}

/* What the row says it was made from: a revision, or for a row that waited in the inbox its import. */
static void judge_origin(Import *p, Row *pRow) {
  CsvCell v = spm_import_cell(p, pRow, COL_REVISION);
  long long revision = -1;
  double r;
  if (v.n && (spm_number_parse(v.z, v.n, 0, p->layout.dialect, &revision, &r) != SPM_NUMBER_INTEGER || revision < 0)) {
    spm_import_refuse(p, pRow, "revision", v.z, "number",
                      sqlite3_mprintf("'%s' is not the number of a revision, from 0 on", v.z));
    return;
  }
  if (revision >= 0) judge_revision(p, pRow, v.z, revision);
  else if (p->origin) judge_waiting(p, pRow);
}

/* Sheets that are read together are one filing: the first row of each that names a region and a quarter says whose. */
static void judge_whose(Import *p, const Row *pRow) {
  const Layout *pLayout = &p->layout;
  char zOf[sizeof(p->zOf)];
  if (p->zOfSheet == pLayout->t.zSheet) return;
  p->zOfSheet = pLayout->t.zSheet;
  sqlite3_snprintf(sizeof(zOf), zOf, "%s %s", pRow->zRegion, pRow->zPeriod);
  if (*p->zOf && strcmp(p->zOf, zOf) != 0)
    spm_import_fail(
        p, SQLITE_ERROR,
        spm_both(sqlite3_mprintf("sheets %s and %s are not of one region and quarter, but of %s and %s: say "
                                 "which is meant with the option '{\"sheet\": \"%s\"}'",
                                 pLayout->aOther[0].zSheet, pLayout->t.zSheet, p->zOf, zOf, pLayout->aOther[0].zSheet),
                 sqlite3_mprintf("lembar %s dan %s bukan dari satu daerah dan triwulan, melainkan %s dan %s; "
                                 "sebutkan yang dimaksud dengan pilihan '{\"sheet\": \"%s\"}'",
                                 pLayout->aOther[0].zSheet, pLayout->t.zSheet, p->zOf, zOf,
                                 pLayout->aOther[0].zSheet)));
  memcpy(p->zOf, zOf, sizeof(zOf));
}

static void judge_row(Import *p, Row *pRow) {
  judge_sheet(p, pRow);
  spm_import_judge_region(p, pRow);
  if (!pRow->isRefused) judge_whose(p, pRow);
  if (!pRow->isRefused) judge_subject(p, pRow);
  if (pRow->isRefused) return;
  /* the cells do not depend on each other: each says what is wrong with it, so that one correction is enough */
  spm_import_values(p, pRow);
  judge_stamp(p, pRow);
  judge_origin(p, pRow);
  if (!pRow->isRefused) spm_import_stage(p, pRow);
}

/* Bytes in a column that is read must be text; 1: they are not, and the row is refused. What stands in others spoils nothing. */
static int refuse_bytes(Import *p, Row *pRow) {
  for (int c = 0; c <= COL_COUNT; c++) {
    int isSheet = c == COL_COUNT, i = isSheet ? p->layout.t.sheet : p->pView->aIndex[c];
    if (i < 0 || (!isSheet && spm_import_is_idle(p, (ImportColumn)c))) continue;
    const char *zColumn = isSheet ? "sheet_id" : spm_import_columns[c];
    CsvCell v = pRow->pCsv->aCell[i];
    int kind = pRow->pCsv->aKind ? pRow->pCsv->aKind[i] : CSV_TEXT;
    if (!spm_import_is_figure((ImportColumn)c) && (kind == CSV_ERROR || kind == CSV_FORMULA)) {
      spm_import_refuse(
          p, pRow, zColumn, v.z, "csv",
          sqlite3_mprintf(kind == CSV_ERROR
                              ? "'%s' is an error of the spreadsheet: mend its formula"
                              : "the formula %s has no stored value: open the file in a spreadsheet and save it once",
                          v.z));
      return 1;
    }
    if (spm_csv_is_text((const unsigned char *)v.z, v.n)) continue;
    spm_import_refuse(
        p, pRow, zColumn, 0, "csv",
        sqlite3_mprintf("it holds bytes that are not UTF-8 text: save the file as UTF-8, or import it with "
                        "the option '{\"encoding\": \"windows-1252\"}'"));
    return 1;
  }
  return 0;
}

void spm_import_at_hand(Import *p, const View *pView) {
  p->pView = pView;
  p->nCell = p->layout.t.nHeader + (pView->place > 0);
}

void spm_import_row(Import *p, const LayoutRow *pGiven) {
  const CsvRow *pCsv = pGiven->pCsv;
  Row row = {.line = pGiven->line, .place = pGiven->pView->place, .pCsv = pCsv};
  spm_import_at_hand(p, pGiven->pView);
  p->pRow = &row;
  p->nRow++;
  if (pCsv->zBad) spm_import_refuse(p, &row, 0, 0, "csv", sqlite3_mprintf("%s", pCsv->zBad));
  else if (pCsv->nCell != p->nCell)
    spm_import_refuse(p, &row, 0, 0, "cells",
                      sqlite3_mprintf("the row has %d cells, the header %d%s", pCsv->nCell, p->nCell,
                                      pCsv->zSheet             ? ""
                                      : pCsv->delimiter == ',' ? "; a cell that holds a comma must stand in quotes"
                                      : pCsv->delimiter == ';' ? "; a cell that holds a semicolon must stand in quotes"
                                                               : "; a cell that holds a tab must stand in quotes"));
  else if (!refuse_bytes(p, &row)) judge_row(p, &row);
  p->pRow = 0;
}
