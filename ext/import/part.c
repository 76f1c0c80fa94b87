/* part.c: the parts of a filing, and what a row of each holds (semantics.md 5, 6; the ministry's form).
**
** The columns by which a file names a part stand in layout/parts.c; here, a row each, what a row of it is keyed by and holds, and
** the statements that copy, put and clear its rows in a filing. An empty value clears the row that stands, in every part. */
#include "import/import.h"
#include <float.h>
#include <string.h>

#define NONE COL_REGION

const ImportPart spm_import_parts[PART_COUNT] = {
    [PART_CELL] = {"cell",
                   COL_INDICATOR,
                   {COL_REQUIRED, COL_FULFILLED},
                   SQL_ACCEPT_COPY_CELL,
                   SQL_ACCEPT_PUT_CELL,
                   SQL_ACCEPT_CLEAR_CELL},
    [PART_STAGE] = {"stage",
                    COL_STAGE,
                    {COL_STATUS, COL_NOTE},
                    SQL_ACCEPT_COPY_STAGE,
                    SQL_ACCEPT_PUT_STAGE,
                    SQL_ACCEPT_CLEAR_STAGE},
    [PART_PROBLEM] = {"problem",
                      COL_PROBLEM_NO,
                      {COL_PROBLEM, COL_SOLUTION},
                      SQL_ACCEPT_COPY_PROBLEM,
                      SQL_ACCEPT_PUT_PROBLEM,
                      SQL_ACCEPT_CLEAR_PROBLEM},
    [PART_PLAN] = {"plan",
                   NONE,
                   {COL_DOCUMENT, COL_DOCUMENT_NO, COL_DOCUMENT_ON},
                   SQL_ACCEPT_COPY_PLAN,
                   SQL_ACCEPT_PUT_PLAN,
                   SQL_ACCEPT_CLEAR_PLAN},
    [PART_TEAM] = {"team",
                   COL_OFFICE,
                   {COL_ROLE, COL_DOCUMENT_NO, COL_DOCUMENT_ON},
                   SQL_ACCEPT_COPY_TEAM,
                   SQL_ACCEPT_PUT_TEAM,
                   SQL_ACCEPT_CLEAR_TEAM},
    [PART_BUDGET] = {"budget",
                     NONE,
                     {COL_ALLOCATED, COL_REALISED},
                     SQL_ACCEPT_COPY_BUDGET,
                     SQL_ACCEPT_PUT_BUDGET,
                     SQL_ACCEPT_CLEAR_BUDGET},
};

static int is_given(const Import *p, const Row *pRow, ImportColumn c) {
  return spm_import_cell(p, pRow, c).n > 0;
}

static int has_part(const Import *p, ImportPartName i) {
  return (p->layout.t.parts & (1u << i)) != 0;
}

int spm_import_is_idle(const Import *p, ImportColumn c) {
  return p->pView->aIndex[c] >= 0 && spm_part_is_idle(p->layout.t.parts, c);
}

const ImportPart *spm_import_part_of(const Import *p, const Row *pRow, const char **pzWhy) {
  const ImportPart *pFound = 0;
  int isService = is_given(p, pRow, COL_SERVICE), isField = is_given(p, pRow, COL_FIELD);
  for (int i = 0; i < PART_COUNT; i++) {
    const ImportColumn *aOwn = spm_part_columns[i].aOwn;
    int isGiven = i == PART_STAGE && has_part(p, PART_STAGE) && is_given(p, pRow, COL_NOTE);
    for (int j = 0; j < 4 && aOwn[j] != NONE; j++) isGiven |= is_given(p, pRow, aOwn[j]);
    if (!isGiven) continue;
    *pzWhy = "the row holds figures of two parts of a filing: write a row for each";
    if (pFound) return 0;
    pFound = &spm_import_parts[i];
  }
  int isDocument = is_given(p, pRow, COL_DOCUMENT_NO) || is_given(p, pRow, COL_DOCUMENT_ON);
  int isOfDocument = pFound == &spm_import_parts[PART_PLAN] || pFound == &spm_import_parts[PART_TEAM];
  if (pFound && isDocument && !isOfDocument && (has_part(p, PART_PLAN) || has_part(p, PART_TEAM))) return 0;
  *pzWhy = "the row has a value but not what it belongs to: an indicator, a stage, a document or an office";
  const PartColumns *pColumns = pFound ? &spm_part_columns[pFound - spm_import_parts] : 0;
  if (pFound && pColumns->aNeed[0] == pColumns->aOwn[0] && !is_given(p, pRow, pColumns->aOwn[0])) return 0;
  if (pFound && pFound->item != NONE && pFound->item != COL_PROBLEM_NO && !is_given(p, pRow, pFound->item)) return 0;
  if (!pFound && isDocument && !spm_import_is_idle(p, COL_DOCUMENT_NO)) {
    if (!has_part(p, PART_PLAN) || has_part(p, PART_TEAM)) return 0;
    pFound = &spm_import_parts[PART_PLAN];
  }
  if (pFound) return pFound;
  /* keys alone clear the row that they name, where the file can mean one part only */
  *pzWhy = "neither an indicator nor a service or another part of a filing is named";
  if (isService && is_given(p, pRow, COL_EXPLANATION) && has_part(p, PART_BUDGET))
    return &spm_import_parts[PART_BUDGET]; /* it explains the one that stands */
  if (isService) {
    *pzWhy = "the row names a service alone, and the file holds more than one part of it: say which to clear";
    if (has_part(p, PART_BUDGET) + has_part(p, PART_PROBLEM) != 1 || has_part(p, PART_STAGE)) return 0;
    return &spm_import_parts[has_part(p, PART_BUDGET) ? PART_BUDGET : PART_PROBLEM];
  }
  if (isField && has_part(p, PART_PLAN) && !has_part(p, PART_TEAM)) return &spm_import_parts[PART_PLAN];
  return 0;
}

/* A number that is one already has no decimal sign: 1.125 is one and an eighth, also where the indicator is counted whole.
 */
static SpmNumberKind take_number(SpmValue v, int isReal, long long *pInt, double *pReal) {
  static const long long exact = 1LL << 53; /* beyond it a double has no place for every whole number */
  *pReal = v.r;
  *pInt = v.type == SPM_INT ? v.i : v.r >= -9.2e18 && v.r <= 9.2e18 ? (long long)v.r : 0;
  if (isReal && v.type == SPM_INT) return v.i >= -exact && v.i <= exact ? SPM_NUMBER_REAL : SPM_NUMBER_BAD;
  if (isReal) return v.r >= -DBL_MAX && v.r <= DBL_MAX ? SPM_NUMBER_REAL : SPM_NUMBER_BAD;
  if (v.type == SPM_INT) return SPM_NUMBER_INTEGER;
  return (double)*pInt < v.r || (double)*pInt > v.r ? SPM_NUMBER_BAD : SPM_NUMBER_INTEGER;
}

/* What a spreadsheet shows of a cell may be no number of people or rupiah; 1: it was refused. */
static int refuse_kind(Import *p, Row *pRow, ImportColumn c, CsvCell v) {
  static const char *const say[][2] = {
      [CSV_PERCENT] = {"'%s' is shown as a percentage, which is no count: write the number",
                       "persentase bukan jumlah: tulis jumlahnya"},
      [CSV_DATE] = {"'%s' is a date to the spreadsheet: write the number, in a cell that is no date",
                    "sel ini berformat tanggal: tulis angkanya dengan format angka"},
      [CSV_ERROR] = {"'%s' is an error of the spreadsheet: mend its formula, or write the number: 0 for none, or leave"
                     " the cell empty",
                     "betulkan rumusnya, atau tulis angkanya: 0 bila tidak ada, kosongkan bila belum diketahui"},
      [CSV_FORMULA] = {"the formula %s has no stored value: open the file in a spreadsheet and save it once",
                       "hasil rumus belum tersimpan: buka berkas di program lembar kerja, lalu simpan sekali"},
      [CSV_MERGED] = {"'%s': one cell stands for several rows: undo the merging and write the figure of each row",
                      "satu sel gabungan untuk beberapa baris: pisahkan dan tulis angka tiap baris"},
  };
  int kind = spm_import_kind(p, pRow, c);
  if (kind == CSV_TEXT || kind == CSV_NUMBER) return 0;
  spm_import_refuse_number(p, pRow, spm_import_columns[c], v.z, say[kind][1], sqlite3_mprintf(say[kind][0], v.z));
  return 1;
}

SpmValue spm_import_number(CsvCell v) {
  SpmValue x = {SPM_ABSENT, 0, 0};
  SpmNumberKind kind = spm_number_plain(v.z, v.n, &x.i, &x.r);
  if (kind == SPM_NUMBER_INTEGER) x.type = SPM_INT, x.r = (double)x.i;
  if (kind == SPM_NUMBER_REAL) x.type = SPM_REAL;
  return x;
}

SpmValue spm_import_typed(const Import *p, const Row *pRow, ImportColumn c) {
  if (spm_import_kind(p, pRow, c) == CSV_NUMBER) return spm_import_number(spm_import_cell(p, pRow, c));
  return p->aNumber[c];
}

/* Both numbers that the cell may be, as texts that are one. */
static void refuse_two(Import *p, Row *pRow, ImportColumn c, CsvCell v, SpmNumberAs as) {
  char a[2][SPM_NUMBER_SIZE];
  spm_number_both(v.z, v.n, as, p->layout.dialect, a);
  spm_import_refuse_one_of(
      p, pRow, spm_import_columns[c], v.z, "number", sqlite3_mprintf("[\"%s\",\"%s\"]", a[0], a[1]),
      sqlite3_mprintf("'%s' may be a thousand or a fraction: write %s or %s; the decimal sign of this file is the %s",
                      v.z, a[0], a[1], p->layout.dialect == SPM_COMMA_DECIMAL ? "comma" : "dot"));
}

/* Why a text is no number, and what to write instead. */
static void refuse_number(Import *p, Row *pRow, ImportColumn c, CsvCell v, SpmNumberAs as) {
  static const char *const say[][2] = {
      [SPM_FAULT_OTHER] = {0, "tulis angkanya saja, misalnya 1234 atau 1.234"},
      [SPM_FAULT_WORDS] = {"'%s' is no number: write it in digits, 0 for none, or leave the cell empty",
                           "tulis dengan angka: 0 bila tidak ada, kosongkan bila belum diketahui"},
      [SPM_FAULT_ERROR] = {"'%s' is an error of a spreadsheet: write the number, 0 for none, or leave the cell empty",
                           "tulis angkanya: 0 bila tidak ada, kosongkan bila belum diketahui"},
      [SPM_FAULT_PERCENT] = {"'%s' is a percentage, which is no count: write the number",
                             "persentase bukan jumlah: tulis jumlahnya"},
      [SPM_FAULT_UNIT] = {"'%s' holds more than a number: write the number alone, 0 for none, or leave the cell empty",
                          "tulis angkanya saja, tanpa satuan: 0 bila tidak ada, kosongkan bila belum diketahui"},
      [SPM_FAULT_SCALED] = {"'%s' counts in thousands or more: write the figure whole, in digits",
                            "tulis angkanya utuh, bukan dalam ribuan atau jutaan"},
      [SPM_FAULT_DIGITS] = {"'%s' has more digits than a figure can have, it is too large", "angkanya terlalu besar"},
  };
  SpmNumberFault fault = spm_number_fault(v.z, v.n);
  int isComma = p->layout.dialect == SPM_COMMA_DECIMAL;
  const char *zRight = as == SPM_AS_RUPIAH    ? "whole rupiah such as 1.500.000 or Rp 1.500.000,00"
                       : as == SPM_AS_INTEGER ? "a whole number such as 1234 or 1.234"
                       : isComma              ? "a number such as 67,65 or 1.234,5"
                                              : "a number such as 67.65";
  char *zMessage = fault != SPM_FAULT_OTHER ? sqlite3_mprintf(say[fault][0], v.z)
                   : strpbrk(v.z, ",.")     ? sqlite3_mprintf("'%s' is not %s: the decimal sign of this file is the %s",
                                                              v.z, zRight, isComma ? "comma" : "dot")
                                            : sqlite3_mprintf("'%s' is not %s", v.z, zRight);
  const char *zSaran = fault != SPM_FAULT_OTHER || as == SPM_AS_INTEGER ? say[fault][1]
                       : as == SPM_AS_RUPIAH                            ? "tulis rupiah utuh, misalnya 1.500.000"
                       : isComma                                        ? "tulis angka seperti 67,65 atau 1.234,5"
                                 : "tulis angkanya saja; tanda desimal berkas ini titik";
  spm_import_refuse_number(p, pRow, spm_import_columns[c], v.z, zSaran, zMessage);
}

static void judge_number(Import *p, Row *pRow, ImportColumn c, SpmValue *pOut) {
  CsvCell v = spm_import_cell(p, pRow, c);
  long long i = 0;
  double r = 0;
  if (v.n == 0 || refuse_kind(p, pRow, c, v)) return;
  SpmNumberAs as = pRow->pPart == &spm_import_parts[PART_BUDGET] ? SPM_AS_RUPIAH
                   : pRow->isReal                                ? SPM_AS_REAL
                                                                 : SPM_AS_INTEGER;
  SpmValue typed = spm_import_typed(p, pRow, c);
  int isTyped = typed.type != SPM_ABSENT;
  SpmNumberKind kind = isTyped ? take_number(typed, as == SPM_AS_REAL, &i, &r)
                               : spm_number_parse(v.z, v.n, as, p->layout.dialect, &i, &r);
  if (kind == SPM_NUMBER_INTEGER) *pOut = (SpmValue){SPM_INT, i, (double)i};
  else if (kind == SPM_NUMBER_REAL) *pOut = (SpmValue){SPM_REAL, 0, r};
  else if (isTyped)
    spm_import_refuse(p, pRow, spm_import_columns[c], v.z, "number",
                      sqlite3_mprintf("%s is %s, or it is too large", v.z,
                                      as == SPM_AS_REAL ? "not a finite number" : "not a whole number"));
  else if (kind == SPM_NUMBER_TWO) refuse_two(p, pRow, c, v, as);
  else refuse_number(p, pRow, c, v, as);
}

/* The word of a list as the schema spells it, in any case; the list ends with a NULL. */
static void judge_word(Import *p, Row *pRow, ImportColumn c, const char *const *azWord, CsvCell *pOut) {
  CsvCell v = spm_import_cell(p, pRow, c);
  if (v.n == 0) return;
  for (int i = 0; azWord[i]; i++)
    if (sqlite3_stricmp(v.z, azWord[i]) == 0) {
      *pOut = (CsvCell){azWord[i], strlen(azWord[i])};
      return;
    }
  sqlite3_str *pText = sqlite3_str_new(0), *pList = sqlite3_str_new(0);
  sqlite3_str_appendf(pText, "'%s' is not one of", v.z);
  for (int i = 0; azWord[i]; i++) {
    sqlite3_str_appendf(pText, "%s %s", i ? "," : "", azWord[i]);
    sqlite3_str_appendf(pList, "%s\"%s\"", i ? "," : "[", azWord[i]);
  }
  sqlite3_str_appendall(pList, "]");
  spm_import_refuse_one_of(p, pRow, spm_import_columns[c], v.z, spm_import_columns[c], sqlite3_str_finish(pList),
                           sqlite3_str_finish(pText));
}

static void judge_date(Import *p, Row *pRow, CsvCell *pOut) {
  CsvCell v = spm_import_cell(p, pRow, COL_DOCUMENT_ON);
  if (v.n == 0) return;
  char zStamp[SPM_STAMP_SIZE];
  v.n = spm_without_midnight(v.z, v.n);
  if (v.n == SPM_DATE_SIZE - 1 && spm_stamp_parse(v.z, v.n, zStamp) == SPM_STAMP_DATE) {
    *pOut = v;
    return;
  }
  spm_import_refuse(p, pRow, "document_on", v.z, "date",
                    sqlite3_mprintf("'%s' is not a date; write it like 2023-01-31", v.z));
}

/* The number of a problem: 1 where the file gives none. */
static void judge_problem_no(Import *p, Row *pRow) {
  CsvCell v = spm_import_cell(p, pRow, COL_PROBLEM_NO);
  pRow->item = is_given(p, pRow, COL_PROBLEM_NO) ? v : (CsvCell){"1", 1};
  int isNumber = pRow->item.n <= 6 && pRow->item.z[0] != '0';
  for (size_t i = 0; i < pRow->item.n; i++) isNumber &= pRow->item.z[i] >= '0' && pRow->item.z[i] <= '9';
  if (!isNumber)
    spm_import_refuse(p, pRow, "problem_no", v.z, "number", sqlite3_mprintf("'%s' is not a number from 1 on", v.z));
}

/* An explanation is a companion of a figure, a cell or a budget (semantics.md 5). */
static void judge_explanation(Import *p, Row *pRow, int isFigure) {
  CsvCell v = spm_import_cell(p, pRow, COL_EXPLANATION);
  if (v.n == 0 || spm_import_is_idle(p, COL_EXPLANATION)) return;
  pRow->explanation = v;
  if (!isFigure)
    spm_import_refuse(p, pRow, "explanation", v.z, "explanation",
                      sqlite3_mprintf("an explanation stands beside a figure, in the row of an indicator or of the"
                                      " budget of a service: this row has neither"));
  else if (!spm_is_explanation(v.z, v.n))
    spm_import_refuse(p, pRow, "explanation", v.z, "explanation",
                      sqlite3_mprintf("'%s' explains nothing: write why the figure is so, at least %d words and %d"
                                      " letters beside words such as benar and sesuai, or leave the cell empty",
                                      v.z, SPM_EXPLANATION_WORDS, SPM_EXPLANATION_LETTERS));
}

void spm_import_values(Import *p, Row *pRow) {
  static const char *const azStage[] = {"pengumpulan data", "penghitungan kebutuhan", "penyusunan rencana",
                                        "pelaksanaan", 0};
  static const char *const azStatus[] = {"belum", "proses", "selesai", 0};
  const ImportPart *pPart = pRow->pPart;
  int isNumber = pPart == &spm_import_parts[PART_CELL] || pPart == &spm_import_parts[PART_BUDGET];
  if (pPart->item != NONE) pRow->item = spm_import_cell(p, pRow, pPart->item);
  if (pPart->item == COL_INDICATOR && *pRow->zIndicator)
    pRow->item = (CsvCell){pRow->zIndicator, strlen(pRow->zIndicator)};
  for (int i = 0; i < 3 && pPart->aValue[i] != NONE; i++) {
    ImportColumn c = pPart->aValue[i];
    CsvCell v = spm_import_cell(p, pRow, c), none = {0, 0};
    pRow->aValue[i] = (Staged){{SPM_ABSENT, 0, 0}, !isNumber && is_given(p, pRow, c) ? v : none};
    if (isNumber) judge_number(p, pRow, c, &pRow->aValue[i].number);
    else if (c == COL_STATUS) judge_word(p, pRow, c, azStatus, &pRow->aValue[i].text);
    else if (c == COL_DOCUMENT_ON) judge_date(p, pRow, &pRow->aValue[i].text);
  }
  if (pPart->item == COL_OFFICE) {
    /* an office that is named is a member, also without a role; a role of "-" takes it out */
    Staged *pRole = &pRow->aValue[0];
    if (pRole->text.n == 1 && pRole->text.z[0] == '-') pRole->text = (CsvCell){0, 0};
    else if (pRole->text.z == 0) pRole->text = (CsvCell){"", 0};
  }
  if (pPart->item == COL_STAGE) judge_word(p, pRow, COL_STAGE, azStage, &pRow->item);
  if (pPart->item == COL_PROBLEM_NO) judge_problem_no(p, pRow);
  judge_explanation(p, pRow, isNumber);
}
