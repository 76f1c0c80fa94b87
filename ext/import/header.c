/* header.c: the header of a file: looked for in its first rows, in one row or two, by the names that columns.c knows or an option
** says; what stands above it is noted once. Without one the file is refused, with what the best row lacks. */
#include "import/import.h"
#include <stdint.h>
#include <string.h>

#define LOOK 50 /* rows among which it is looked for */

/* What a row would be as a header. */
typedef struct Header {
  int aIndex[COL_COUNT], year;
  int nNamed; /* columns of ours that it names */
  int twice;  /* one that it names twice, -1: none */
  unsigned parts;
} Header;

/* The option that says what a header cell is, -1: none. */
static int option_of(const ImportOptions *o, const char *z) {
  for (int i = 0; i < o->nName; i++)
    if (sqlite3_stricmp(z, o->azName[i]) == 0) return i;
  return -1;
}

/* The cell that option i speaks of, -1: none. */
static int cell_of(const ImportOptions *o, int i, const CsvRow *pRow) {
  for (int k = 0; k < pRow->nCell; k++)
    if (sqlite3_stricmp(pRow->aCell[k].z, o->azName[i]) == 0) return k;
  return -1;
}

int spm_import_column_of(const Import *p, const char *z, int *pIsSecond) {
  int i = option_of(p->pOptions, z);
  *pIsSecond = 0;
  return i >= 0 ? p->pOptions->aColumn[i] : (int)spm_column_of(z, pIsSecond);
}

/* A cell of the row is the column by option. */
static int is_meant(const ImportOptions *o, int c, const CsvRow *pRow) {
  for (int i = 0; i < o->nName; i++)
    if (o->aColumn[i] == c && cell_of(o, i, pRow) >= 0) return 1;
  return 0;
}

static Header header_of(const Import *p, const CsvRow *pRow) {
  Header h = {.year = -1, .twice = -1};
  int second = -1;
  for (int c = 0; c < COL_COUNT; c++) h.aIndex[c] = -1;
  for (int i = 0; i < pRow->nCell; i++) {
    int isSecond, c = spm_import_column_of(p, pRow->aCell[i].z, &isSecond),
                  isSaid = option_of(p->pOptions, pRow->aCell[i].z) >= 0;
    if (!isSaid && c < COL_COUNT && is_meant(p->pOptions, c, pRow)) continue; /* the option says another */
    if (c == COL_YEAR && h.year < 0) h.year = i;
    if (isSecond && second < 0) second = i;
    if (c >= COL_COUNT || isSecond) continue;
    if (h.aIndex[c] >= 0) h.twice = c;
    else h.aIndex[c] = i;
    h.nNamed++;
  }
  if (h.aIndex[COL_REGION] < 0 && second >= 0) h.aIndex[COL_REGION] = second, h.nNamed++;
  return h;
}

static char *why_not(long long line, const CsvRow *pRow, int missing, int because) {
  int percent = -1;
  for (int i = 0; missing == COL_FULFILLED && i < pRow->nCell; i++)
    if (sqlite3_strnicmp(pRow->aCell[i].z, "capaian", 7) == 0 || strchr(pRow->aCell[i].z, '%')) percent = i;
  if (percent >= 0)
    return sqlite3_mprintf(
        "line %lld: the header has no column fulfilled; '%s' may be a percentage, which is no count: "
        "name the number of those served terlayani or terpenuhi, or say what it is with the option "
        "'{\"columns\": {\"%s\": \"fulfilled\"}}'",
        line, pRow->aCell[percent].z, pRow->aCell[percent].z);
  return sqlite3_mprintf(
      "line %lld: the header has %s%s%sno column %s; it needs region,period and indicator,required,fulfilled"
      " or service,allocated,realised or the columns of another part (ext/README.md), with commas, semicolons or"
      " tabs between them",
      line, because < 0 ? "" : "column ", because < 0 ? "" : spm_import_columns[because], because < 0 ? "" : ", but ",
      spm_import_columns[missing]);
}

/* 1: the row is no header, and *pzWhy says why (NULL: without memory). */
static int lacks(const Import *p, long long line, const CsvRow *pRow, Header *h, char **pzWhy) {
  int because, missing = spm_import_header(p->pOptions, h->aIndex, &h->parts, &because);
  *pzWhy = 0;
  if (missing >= 0) *pzWhy = why_not(line, pRow, missing, because);
  else if (h->twice >= 0)
    *pzWhy = sqlite3_mprintf("line %lld: column %s stands twice in the header", line, spm_import_columns[h->twice]);
  return missing >= 0 || h->twice >= 0;
}

/* A column that is not ours, or is of no use to the parts of this file, is a note. */
static void note_columns(Import *p, long long line, const CsvRow *pRow) {
  for (int i = 0; p->rc == SQLITE_OK && i < pRow->nCell; i++) {
    const char *z = pRow->aCell[i].z;
    int isSecond, c = spm_import_column_of(p, z, &isSecond),
                  isIdle = c < COL_COUNT && spm_import_is_idle(p, (ImportColumn)c);
    if (pRow->aCell[i].n == 0 || c == COL_KNOWN || (c == COL_YEAR && i == p->year)) continue;
    if (c < COL_COUNT && p->aIndex[c] == i && !isIdle) continue;
    spm_import_finding(p, &(Finding){.line = line, .zRule = "unknown column", .severity = SEV_NOTE, .zColumn = z},
                       isIdle ? sqlite3_mprintf("column '%s' is of no part in this file and was not read", z)
                              : sqlite3_mprintf("column '%s' is not one of ours and was not read", z));
  }
}

static void take_header(Import *p, long long line, const CsvRow *pRow, const Header *h) {
  for (int i = 0; i < p->pOptions->nName; i++)
    if (cell_of(p->pOptions, i, pRow) < 0)
      spm_import_fail(
          p, SQLITE_ERROR,
          sqlite3_mprintf("option columns: the header, line %lld, has no column '%s'", line, p->pOptions->azName[i]));
  memcpy(p->aIndex, h->aIndex, sizeof(p->aIndex));
  p->year = h->year;
  p->parts = h->parts;
  p->nHeader = pRow->nCell;
  p->dialect = pRow->delimiter == ',' ? SPM_DOT_DECIMAL : SPM_COMMA_DECIMAL;
  for (int c = 0; c < COL_COUNT; c++)
    if (p->aIndex[c] >= 0 && (p->azWord[c] = sqlite3_mprintf("%s", pRow->aCell[p->aIndex[c]].z)) == 0)
      spm_import_fail(p, SQLITE_NOMEM, 0);
  if (pRow->zSheet) {
    p->iTable = pRow->iSheet;
    p->zTable = sqlite3_mprintf("%s", pRow->zSheet);
    if (p->zTable == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  }
  if (p->nAbove > 0)
    spm_import_layout(p, p->firstAbove, 0,
                      sqlite3_mprintf("%d row%s above the header, which is line %lld, %s not read", p->nAbove,
                                      p->nAbove > 1 ? "s" : "", line, p->nAbove > 1 ? "were" : "was"));
  note_columns(p, line, pRow);
}

/* The cells of two header rows as one: the lower one says more where it says anything. The upper one is held as text, a
** zero behind each cell. aCell is the caller's to free. */
static CsvRow under(Import *p, const CsvRow *pRow) {
  CsvRow both = *pRow;
  const char *z = p->zUpper;
  if (p->nUpper > both.nCell) both.nCell = p->nUpper;
  both.aCell = sqlite3_malloc64(sizeof(CsvCell) * (sqlite3_uint64)both.nCell);
  if (both.aCell == 0) spm_import_fail(p, SQLITE_NOMEM, 0), both.nCell = 0;
  for (int i = 0; i < both.nCell; i++) {
    CsvCell upper = {"", 0};
    if (i < p->nUpper) upper = (CsvCell){z, strlen(z)}, z += upper.n + 1;
    both.aCell[i] = i < pRow->nCell && pRow->aCell[i].n ? pRow->aCell[i] : upper;
  }
  return both;
}

static void hold_upper(Import *p, const CsvRow *pRow) {
  size_t n = 1, to = 0;
  for (int i = 0; i < pRow->nCell; i++) n += pRow->aCell[i].n + 1;
  sqlite3_free(p->zUpper);
  p->nUpper = pRow->nCell;
  p->zUpper = sqlite3_malloc64(n);
  if (p->zUpper == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  for (int i = 0; p->zUpper && i < pRow->nCell; i++) {
    memcpy(p->zUpper + to, pRow->aCell[i].z, pRow->aCell[i].n + 1);
    to += strlen(p->zUpper + to) + 1;
  }
}

/* The row that lacks least is the one to speak of, the first of equals. */
static void keep_reason(Import *p, char *zWhy, int nNamed) {
  if (zWhy == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  if (p->zNoHeader && nNamed <= p->nBest) {
    sqlite3_free(zWhy);
    return;
  }
  sqlite3_free(p->zNoHeader);
  p->zNoHeader = zWhy;
  p->nBest = nNamed;
}

void spm_import_no_header(Import *p) {
  if (p->zNoHeader == 0)
    spm_import_fail(p, SQLITE_ERROR, sqlite3_mprintf("the file is empty; its first line must name the columns"));
  spm_import_fail(p, SQLITE_ERROR, p->zNoHeader);
  p->zNoHeader = 0;
}

/* The row and the one above it are the header, when they name more columns than the row alone does; 1: they are. */
static int take_two(Import *p, long long line, const CsvRow *pRow, int nNamed) {
  CsvRow both = under(p, pRow);
  Header two = header_of(p, &both);
  char *zWhy = 0;
  int isHeader = two.nNamed > nNamed && !lacks(p, line, &both, &two, &zWhy);
  if (isHeader) {
    p->nAbove--;
    take_header(p, line, &both, &two);
  }
  sqlite3_free(zWhy);
  sqlite3_free(both.aCell);
  return isHeader;
}

/* Names in any order and any case, in one row or two. */
void spm_import_look_for_header(Import *p, long long line, const CsvRow *pRow) {
  if (pRow->zBad) {
    keep_reason(p, sqlite3_mprintf("line %lld, the header: %s", line, pRow->zBad), 0);
  } else {
    for (int i = 0; i < pRow->nCell; i++) {
      CsvCell *v = &pRow->aCell[i];
      char *z = (char *)(uintptr_t)v->z;
      for (size_t k = 0; !spm_csv_is_text((const unsigned char *)z, v->n) && k < v->n; k++)
        if (z[k] == 0 || (unsigned char)z[k] > 0x7f) z[k] = '?'; /* no name of ours has such a letter */
      v->n = spm_cell_clean(z, v->n);
    }
    Header one = header_of(p, pRow);
    char *zWhy;
    if (!lacks(p, line, pRow, &one, &zWhy)) {
      take_header(p, line, pRow, &one);
      return;
    }
    if (p->nUpper && take_two(p, line, pRow, one.nNamed)) {
      sqlite3_free(zWhy);
      return;
    }
    keep_reason(p, zWhy, one.nNamed);
    hold_upper(p, pRow);
  }
  if (p->nAbove++ == 0) p->firstAbove = line;
  if (p->nAbove >= LOOK && pRow->zSheet == 0) spm_import_no_header(p);
}

/* A second table on another sheet: nobody can say which is meant. */
static void probe(Import *p, const CsvRow *pRow, long long line) {
  Header h = header_of(p, pRow);
  char *zWhy;
  if (!lacks(p, line, pRow, &h, &zWhy))
    spm_import_fail(
        p, SQLITE_ERROR,
        sqlite3_mprintf("sheets %s and %s both have a table; say which with the option '{\"sheet\": \"%s\"}'",
                        p->zTable, pRow->zSheet, p->zTable));
  sqlite3_free(zWhy);
}

int spm_import_is_of_table(Import *p, const CsvRow *pRow, long long line) {
  if (p->iSheet != pRow->iSheet) {
    p->iSheet = pRow->iSheet;
    p->nLook = 0;
    if (p->nHeader == 0) p->nAbove = p->nUpper = 0;
  }
  if (p->nHeader && p->iTable == pRow->iSheet) return 1;
  if (p->nLook++ >= LOOK) return 0;
  if (p->nHeader == 0) return 1;
  if (!pRow->zBad) probe(p, pRow, line);
  return 0;
}
