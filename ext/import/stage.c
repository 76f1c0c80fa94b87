/* stage.c: put a sound row into staging; a cell that stands twice in a file is a note or refuses both rows. */
#include "import/import.h"
#include <string.h>

/* Contradictory, negative and over-fulfilled cells go in, with a warning (semantics.md 2). */
static void warn(Import *p, const Row *pRow) {
  double raw;
  const char *zRule, *zMessage;
  ImportColumn c = COL_FULFILLED;
  if (pRow->pPart != &spm_import_parts[PART_CELL]) return;
  switch (spm_cell(pRow->aValue[0].number, pRow->aValue[1].number, &raw)) {
  case SPM_CONTRADICTION:
    zRule = "contradiction";
    zMessage = "nothing was needed, yet something was fulfilled: scored as missing";
    break;
  case SPM_INVALID:
    zRule = "negative";
    zMessage = "a figure below 0: scored as missing";
    if (pRow->aValue[0].number.type != SPM_ABSENT && pRow->aValue[0].number.r < 0) c = COL_REQUIRED;
    break;
  case SPM_CAPPED:
    zRule = "over-fulfilled";
    zMessage = "more was fulfilled than needed: the ratio counts as 1";
    break;
  default: return;
  }
  CsvCell v = spm_import_cell(p, pRow, c);
  SpmValue x = pRow->aValue[c == COL_FULFILLED].number;
  char zRead[32];
  if (x.type == SPM_INT) sqlite3_snprintf(sizeof(zRead), zRead, "%lld", x.i);
  else sqlite3_snprintf(sizeof(zRead), zRead, "%!.15g", x.r);
  spm_import_finding(p,
                     &(Finding){.line = pRow->line,
                                .zRule = zRule,
                                .severity = SEV_WARNING,
                                .zColumn = spm_import_columns[c],
                                .zGiven = v.z,
                                .zRead = zRead},
                     sqlite3_mprintf("%s", zMessage));
}

#define CELL_LETTERS 32767

/* Why no cell of a workbook can hold the text; NULL: one can, or there is no memory to say why (p->rc). */
static char *beyond_cell(Import *p, CsvCell v) {
  size_t letters = 0, at = 0;
  unsigned long bad = 0;
  for (size_t i = 0; i < v.n; i++) {
    unsigned char c = (unsigned char)v.z[i];
    if ((c & 0xc0) == 0x80) continue;
    letters += c >= 0xf0 ? 2 : 1; /* as spreadsheets count: in UTF-16 */
    if (c < ' ' && c != '\t' && c != '\n' && c != '\r') bad = c;
    else if (c == 0xef && i + 2 < v.n && (unsigned char)v.z[i + 1] == 0xbf && (unsigned char)v.z[i + 2] >= 0xbe)
      bad = 0xff40UL + (unsigned char)v.z[i + 2];
    else continue;
    at = letters;
    break;
  }
  if (at == 0 && letters <= CELL_LETTERS) return 0;
  char *z =
      at ? sqlite3_mprintf("letter %lld is U+%04lX, which no cell of a workbook can hold: reports cannot show the text;"
                           " take it out",
                           (long long)at, bad)
         : sqlite3_mprintf("a text of %lld letters, and a cell of a workbook holds %d: reports cannot show it; make "
                           "it shorter",
                           (long long)letters, CELL_LETTERS);
  if (z == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  return z;
}

/* The text goes in; what it holds does not go into the finding, which reports show, too. */
static int warn_of_text(Import *p, const Row *pRow, ImportColumn c, CsvCell v) {
  char *zMessage = v.z ? beyond_cell(p, v) : 0;
  if (zMessage == 0) return 0;
  spm_import_finding(
      p, &(Finding){.line = pRow->line, .zRule = "text", .severity = SEV_WARNING, .zColumn = spm_import_columns[c]},
      zMessage);
  return 1;
}

static void warn_of_texts(Import *p, const Row *pRow) {
  const ImportPart *pPart = pRow->pPart;
  if (!p->saidOpd) p->saidOpd = warn_of_text(p, pRow, COL_OPD, spm_import_cell(p, pRow, COL_OPD));
  if (pPart->item == COL_OFFICE) warn_of_text(p, pRow, COL_OFFICE, pRow->item);
  for (int i = 0; i < 3 && pPart->aValue[i] != COL_REGION; i++)
    warn_of_text(p, pRow, pPart->aValue[i], pRow->aValue[i].text);
}

void spm_import_bind_staged(Import *p, sqlite3_stmt *pStmt, int i, const Staged *v) {
  if (v->number.type == SPM_ABSENT) spm_import_bind_cell(p, pStmt, i, v->text);
  else spm_import_bind_number(p, pStmt, i, v->number);
}

static void bind_group(Import *p, sqlite3_stmt *pStmt, const Row *pRow) {
  const char *azKey[] = {pRow->zPeriod, pRow->zRegion, pRow->zField, pRow->zStamp};
  for (int i = 0; i < 4; i++) spm_import_bind_text(p, pStmt, i + 1, azKey[i]);
}

static void bind_key(Import *p, sqlite3_stmt *pStmt, const Row *pRow) {
  bind_group(p, pStmt, pRow);
  spm_import_bind_text(p, pStmt, 5, pRow->pPart->zName);
  spm_import_bind_text(p, pStmt, 6, pRow->zService);
  spm_import_bind_cell(p, pStmt, 7, pRow->item.z ? pRow->item : (CsvCell){"", 0});
}

/* What keeps two problems of a service apart. */
static const char *hint(const Row *pRow) {
  return pRow->pPart == &spm_import_parts[PART_PROBLEM] ? "; number them in a column problem_no" : "";
}

static void run_on_key(Import *p, SqlImport sql, const Row *pRow) {
  bind_key(p, p->aStmt[sql], pRow);
  spm_import_run(p, p->aStmt[sql]);
}

/* The staged row with the same key stays in the inbox too, and goes out of the running. */
static void refuse_other(Import *p, const Row *pRow, long long other, const char *zWhat) {
  if (!p->isInbox) run_on_key(p, SQL_IMPORT_UNSTAGE, pRow);
  p->nPending += !p->isInbox;
  run_on_key(p, SQL_IMPORT_REFUSE, pRow);
  p->nAccepted--;
  spm_import_finding(p, &(Finding){.line = other, .zRule = "conflict", .severity = SEV_ERROR},
                     sqlite3_mprintf("%s of %s stands on line %lld again with other values: neither is taken%s", zWhat,
                                     pRow->zRegion, pRow->line, hint(pRow)));
}

/* A row of the inbox that says the same as another is settled with that one, if and when it is taken: it stands in staging as
** a part of its own that no filing has. */
static void stage_repeated(Import *p, const Row *pRow, long long other) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_REPEATED];
  bind_group(p, pStmt, pRow);
  spm_import_bind_int(p, pStmt, 5, other);
  spm_import_bind_int(p, pStmt, 6, pRow->line);
  spm_import_run(p, pStmt);
}

static void tell_repeated(Import *p, Row *pRow, long long other, const char *zWhat, int isSame, int isRefused) {
  if (isSame && !isRefused) {
    if (p->isInbox) stage_repeated(p, pRow, other);
    spm_import_finding(
        p, &(Finding){.line = pRow->line, .zRule = "repeated", .severity = SEV_NOTE},
        sqlite3_mprintf("%s of %s stands on line %lld already, with the same values", zWhat, pRow->zRegion, other));
    return;
  }
  if (!isRefused) refuse_other(p, pRow, other, zWhat);
  spm_import_refuse(p, pRow, 0, 0, "conflict",
                    sqlite3_mprintf("%s of %s stands on line %lld already with other values: neither is taken%s", zWhat,
                                    pRow->zRegion, other, hint(pRow)));
}

/* The row stands in this file already: the same again is a note; other figures refuse both rows, since nobody can say
** which is meant. */
static void repeated(Import *p, Row *pRow) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_STAGED];
  long long other = 0;
  int isSame = 0, isRefused = 0;
  bind_key(p, pStmt, pRow);
  for (int i = 0; i < 3; i++) spm_import_bind_staged(p, pStmt, 8 + i, &pRow->aValue[i]);
  spm_import_bind_cell(p, pStmt, 11, pRow->explanation);
  if (spm_import_step(p, pStmt)) {
    other = sqlite3_column_int64(pStmt, 0);
    isRefused = sqlite3_column_int(pStmt, 1);
    isSame = sqlite3_column_int(pStmt, 2);
  }
  spm_import_done(p, pStmt);
  /* an indicator speaks for itself; another part is named with what it belongs to */
  int isCell = pRow->pPart == &spm_import_parts[PART_CELL];
  char *zWhat = isCell
                    ? sqlite3_mprintf("%s", pRow->item.z)
                    : sqlite3_mprintf("%s %s%s%s", pRow->pPart->zName, *pRow->zService ? pRow->zService : pRow->zField,
                                      pRow->item.n ? " " : "", pRow->item.n ? pRow->item.z : "");
  if (zWhat == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  tell_repeated(p, pRow, other, zWhat, isSame, isRefused);
  sqlite3_free(zWhat);
}

void spm_import_stage(Import *p, Row *pRow) {
  sqlite3_stmt *pStmt = p->aStmt[SQL_IMPORT_STAGE];
  CsvCell opd = spm_import_cell(p, pRow, COL_OPD);
  bind_key(p, pStmt, pRow);
  for (int i = 0; i < 3; i++) spm_import_bind_staged(p, pStmt, 8 + i, &pRow->aValue[i]);
  if (opd.n) spm_import_bind_cell(p, pStmt, 11, opd);
  spm_import_bind_text(p, pStmt, 12, spm_import_sheet(p));
  spm_import_bind_int(p, pStmt, 13, pRow->line);
  spm_import_bind_int(p, pStmt, 14, pRow->place);
  spm_import_bind_int(p, pStmt, 15, pRow->isDayOnly);
  spm_import_bind_cell(p, pStmt, 16, pRow->explanation);
  spm_import_run(p, pStmt);
  if (p->rc != SQLITE_OK) return;
  p->hasExplanation |= pRow->explanation.n > 0;
  if (sqlite3_changes(p->db) == 0) {
    repeated(p, pRow);
    return;
  }
  p->nAccepted++;
  warn(p, pRow);
  warn_of_texts(p, pRow);
}
