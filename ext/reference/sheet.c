/* sheet.c: the sheets of references (reference.h): which a header makes, and their rows, as they stand. */
#include "reference/reference.h"
#include "layout/layout.h"
#include <string.h>

/* In the order of the entry workbook. 'back' is the column by which a row is taken back, 'was' what our own sheet showed. */
const ReferenceColumn spm_reference_columns[OFFICE_KINDS][REFERENCE_COLUMNS] = {
    [OFFICE_DEADLINE] = {{"period", {"triwulan", "periode"}, 't', 2, 1},
                         {"due_on", {"batas waktu", "tanggal batas"}, 'd', 2, 0},
                         {"kind", {"jenis batas", "jenis"}, 't', 0, 0},
                         {"zone", {"zona waktu", "zona"}, 't', 0, 0},
                         {"reported_on", {"diumumkan pada"}, 'd', 0, 0},
                         {"source", {"sumber"}, 't', 0, 0},
                         {"back", {"tarik kembali", "cabut"}, 't', 0, 0}},
    [OFFICE_OFFICE] = {{"region", {"daerah", "kode daerah", "nama daerah"}, 't', 2, 1},
                       {"duty", {"tugas", "urusan"}, 't', 2, 1},
                       {"name", {"perangkat daerah", "opd"}, 't', 2, 0},
                       {"from_period", {"sejak triwulan"}, 't', 1, 1},
                       {"back", {"tarik kembali", "cabut"}, 't', 0, 0},
                       {"was", {"semula"}, 't', 0, 1}},
    [OFFICE_TARGET] = {{"region", {"daerah", "kode daerah", "nama daerah"}, 't', 2, 1},
                       {"service", {"pelayanan", "jenis pelayanan", "nama pelayanan"}, 't', 2, 0},
                       {"year", {"tahun"}, 'i', 2, 1},
                       {"document", {"dokumen"}, 't', 2, 0},
                       {"percent", {"sasaran persen", "target persen"}, 'n', 1, 0},
                       {"need", {"kebutuhan"}, 'n', 0, 0},
                       {"back", {"tarik kembali", "cabut"}, 't', 0, 0},
                       {"was", {"semula"}, 't', 0, 1}},
    [OFFICE_METHOD] = {{"name", {"metode"}, 't', 2, 0},
                       {"band", {"kategori"}, 't', 1, 0},
                       {"floor", {"batas bawah"}, 'n', 1, 0},
                       {"served_weight", {"bobot penerima"}, 'n', 0, 0},
                       {"combine", {"cara menggabung"}, 't', 0, 0},
                       {"zero_need", {"kebutuhan nol"}, 't', 0, 0},
                       {"missing", {"sel kosong"}, 't', 0, 0},
                       {"cap", {"rasio dibatasi"}, 't', 0, 0},
                       {"tree", {"susunan"}, 't', 0, 0},
                       {"valid_from", {"berlaku sejak"}, 't', 0, 0},
                       {"note", {"keterangan"}, 't', 0, 0},
                       {"back", {"tarik kembali", "cabut"}, 't', 0, 0}},
    [OFFICE_EDITION] = {{"name", {"terbitan", "edisi"}, 't', 2, 0},
                        {"as_of", {"keadaan pada"}, 'd', 1, 0},
                        {"method", {"metode"}, 't', 0, 0},
                        {"note", {"keterangan"}, 't', 0, 0},
                        {"back", {"tarik kembali", "cabut"}, 't', 0, 0}},
    [OFFICE_CRITERION] = {{"name", {"kriteria"}, 't', 2, 0},
                          {"weight", {"bobot"}, 'n', 2, 0},
                          {"measure", {"ukuran"}, 't', 2, 0},
                          {"back", {"tarik kembali", "cabut"}, 't', 0, 0},
                          {"was", {"semula"}, 't', 0, 1}},
    [OFFICE_ROSTER] = {{"region", {"daerah", "kode daerah", "nama daerah"}, 't', 2, 0},
                       {"from_period", {"sejak triwulan"}, 't', 2, 0},
                       {"to_period", {"sampai triwulan"}, 't', 1, 0},
                       {"back", {"tarik kembali", "cabut"}, 't', 0, 0},
                       {"was", {"semula"}, 't', 0, 1}},
};

int spm_reference_column(OfficeKind kind, const char *zName) {
  const ReferenceColumn *a = spm_reference_columns[kind];
  for (int c = 0; c < REFERENCE_COLUMNS && a[c].zName; c++)
    if (strcmp(a[c].zName, zName) == 0) return c;
  return -1;
}

static void fail(Reference *p, int rc) {
  if (*p->pRc == SQLITE_OK) *p->pRc = rc;
}

static char *copy(Reference *p, const char *z) {
  char *zCopy = sqlite3_mprintf("%s", z);
  if (zCopy == 0) fail(p, SQLITE_NOMEM);
  return zCopy;
}

static void tell(Reference *p, const ReferenceFinding *pFinding) {
  if (pFinding->zMessage == 0) fail(p, SQLITE_NOMEM);
  p->xFinding(p->pCtx, pFinding);
}

void spm_reference_refuse(Reference *p, ReferenceRow *pRow, int column, const char *zRule, const char *zAlternatives,
                          const char *zPesan, char *zMessage) {
  pRow->isRefused = 1;
  tell(p, &(ReferenceFinding){.pSheet = &p->aSheet[pRow->iSheet],
                              .line = pRow->line,
                              .column = column,
                              .zRule = zRule,
                              .zGiven = pRow->zText,
                              .zAlternatives = zAlternatives,
                              .zPesan = zPesan,
                              .zMessage = zMessage});
}

/* ---- the header ---- */

static int is_column(const ReferenceColumn *c, const char *z) {
  if (spm_is_called(z, c->zName)) return 1;
  for (int i = 0; i < 3 && c->azWord[i]; i++)
    if (spm_is_called(z, c->azWord[i])) return 1;
  return 0;
}

/* What the cells of a header are: of each column, and of the name beside it; and the two of which one is too many. */
typedef struct Named {
  int aIndex[REFERENCE_COLUMNS], aBeside[REFERENCE_COLUMNS];
  int first, second; /* -1: none */
} Named;

/* A column of codes goes before one that may be either, and that before one of names. */
static int rank_of(const char *z) {
  return sqlite3_strnicmp(z, "kode", 4) == 0 ? 0 : sqlite3_strnicmp(z, "nama", 4) == 0 ? 2 : 1;
}

/* One more cell of a column: of a region or a service it is the code, or the name beside it, by what they are called. */
static void add_cell(Named *h, const CsvRow *pRow, const ReferenceColumn *pColumn, int c, int i) {
  int at = h->aIndex[c];
  int isGuarded = strcmp(pColumn->zName, "region") == 0 || strcmp(pColumn->zName, "service") == 0;
  if (at < 0) {
    h->aIndex[c] = i;
    return;
  }
  int own = rank_of(pRow->aCell[i].z), other = rank_of(pRow->aCell[at].z);
  if (!isGuarded || own == other || h->aBeside[c] >= 0) {
    h->first = at;
    h->second = i;
    return;
  }
  h->aIndex[c] = own < other ? i : at;
  h->aBeside[c] = own < other ? at : i;
}

/* The cells of the columns of that kind; 0: the row is no header of it, as it lacks one. */
static int name_columns(const CsvRow *pRow, OfficeKind kind, Named *h) {
  const ReferenceColumn *a = spm_reference_columns[kind];
  h->first = h->second = -1;
  for (int c = 0; c < REFERENCE_COLUMNS; c++) h->aIndex[c] = h->aBeside[c] = -1;
  for (int c = 0; c < REFERENCE_COLUMNS && a[c].zName; c++) {
    for (int i = 0; i < pRow->nCell; i++)
      if (is_column(&a[c], pRow->aCell[i].z)) add_cell(h, pRow, &a[c], c, i);
    if (h->aIndex[c] < 0 && a[c].isNeeded) return 0;
  }
  return 1;
}

static void refuse_twice(Reference *p, long long line, const char *zFirst, const char *zSecond) {
  spm_reference_fail(
      p, SQLITE_ERROR,
      spm_both(sqlite3_mprintf("line %lld: columns '%s' and '%s' of this sheet of references mean the same: leave one",
                               line, zFirst, zSecond),
               sqlite3_mprintf("baris %lld: kolom '%s' dan '%s' pada lembar referensi ini berarti sama: sisakan satu",
                               line, zFirst, zSecond)));
}

static void note_columns(Reference *p, const ReferenceSheet *s, long long line, const CsvRow *pRow) {
  for (int i = 0; i < pRow->nCell; i++) {
    int isOurs = pRow->aCell[i].n == 0 || !spm_csv_is_text((const unsigned char *)pRow->aCell[i].z, pRow->aCell[i].n);
    for (int c = 0; c < REFERENCE_COLUMNS; c++) isOurs |= s->aIndex[c] == i || s->aBeside[c] == i;
    if (isOurs) continue;
    const char *z = pRow->aCell[i].z;
    tell(p, &(ReferenceFinding){
                .pSheet = s,
                .line = line,
                .column = -1,
                .isNote = 1,
                .zRule = "unknown column",
                .zGiven = z,
                .zMessage = sqlite3_mprintf("column '%s' is not one of a sheet of references and was not read", z)});
  }
}

static void add_sheet(Reference *p, long long line, const CsvRow *pRow, OfficeKind kind, const Named *h) {
  sqlite3_uint64 n = (sqlite3_uint64)p->nSheet + 1;
  ReferenceSheet *a = sqlite3_realloc64(p->aSheet, sizeof(*a) * n);
  if (a == 0) {
    fail(p, SQLITE_NOMEM);
    return;
  }
  p->aSheet = a;
  ReferenceSheet *s = &a[p->nSheet++];
  *s = (ReferenceSheet){.kind = kind, .iSheet = pRow->iSheet, .nCell = pRow->nCell};
  s->dialect = pRow->delimiter == ',' ? SPM_DOT_DECIMAL : SPM_COMMA_DECIMAL;
  memcpy(s->aIndex, h->aIndex, sizeof(s->aIndex));
  memcpy(s->aBeside, h->aBeside, sizeof(s->aBeside));
  if (pRow->zSheet) s->zSheet = copy(p, pRow->zSheet);
  for (int c = 0; c < REFERENCE_COLUMNS; c++)
    if (h->aIndex[c] >= 0) s->azWord[c] = copy(p, pRow->aCell[h->aIndex[c]].z);
  p->isIn = 1;
  note_columns(p, s, line, pRow);
}

int spm_reference_look(Reference *p, long long line, const CsvRow *pRow) {
  Named h;
  if (*p->pRc != SQLITE_OK || pRow->zBad) return 0;
  if (p->iLook != pRow->iSheet) p->nLook = 0;
  p->iLook = pRow->iSheet;
  if (p->nLook++ >= REFERENCE_LOOK) return 0;
  for (int k = 0; k < OFFICE_KINDS; k++) {
    if (!name_columns(pRow, (OfficeKind)k, &h)) continue;
    if (h.first < 0) add_sheet(p, line, pRow, (OfficeKind)k, &h);
    else refuse_twice(p, line, pRow->aCell[h.first].z, pRow->aCell[h.second].z);
    return 1;
  }
  return 0;
}

/* ---- rows ---- */

static ReferenceRow *add_row(Reference *p) {
  if (p->nRow == p->nRoom) {
    int nRoom = p->nRoom ? 2 * p->nRoom : 64;
    ReferenceRow *a = sqlite3_realloc64(p->aRow, sizeof(*a) * (sqlite3_uint64)nRoom);
    if (a == 0) {
      fail(p, SQLITE_NOMEM);
      return 0;
    }
    p->aRow = a;
    p->nRoom = nRoom;
  }
  p->aRow[p->nRow] = (ReferenceRow){.nRow = 1};
  return &p->aRow[p->nRow++];
}

static void free_row(ReferenceRow *r) {
  for (int c = 0; c < REFERENCE_COLUMNS; c++) {
    sqlite3_free(r->azCell[c]);
    sqlite3_free(r->azBeside[c]);
  }
  char *const az[] = {r->zText, r->zBands, r->zSet, r->zBack, r->zKey, r->zSaid, r->zNow};
  for (size_t i = 0; i < sizeof(az) / sizeof(az[0]); i++) sqlite3_free(az[i]);
}

void spm_reference_free(Reference *p) {
  for (int i = 0; i < p->nRow; i++) free_row(&p->aRow[i]);
  for (int i = 0; i < p->nSheet; i++) {
    sqlite3_free(p->aSheet[i].zSheet);
    for (int c = 0; c < REFERENCE_COLUMNS; c++) sqlite3_free(p->aSheet[i].azWord[c]);
  }
  spm_kept_end(&p->kept);
  sqlite3_free(p->aRow);
  sqlite3_free(p->aSheet);
  p->aRow = 0;
  p->aSheet = 0;
  p->nRow = p->nSheet = 0;
}

/* The row as it stands, its cells with a semicolon between them, but for what our own sheet showed; bytes that are no text are
** left out. */
static char *text_of(Reference *p, const ReferenceSheet *s, const CsvRow *pRow) {
  sqlite3_str *pText = sqlite3_str_new(p->db);
  int was = spm_reference_column(s->kind, "was"), n = pRow->nCell;
  while (n > 0 && (pRow->aCell[n - 1].n == 0 || (was >= 0 && s->aIndex[was] == n - 1))) n--;
  for (int i = 0; i < n; i++) {
    const CsvCell *v = &pRow->aCell[i];
    if (was >= 0 && s->aIndex[was] == i) continue;
    if (i > 0) sqlite3_str_appendall(pText, "; ");
    if (spm_csv_is_text((const unsigned char *)v->z, v->n)) sqlite3_str_appendall(pText, v->z);
  }
  fail(p, sqlite3_str_errcode(pText));
  return sqlite3_str_finish(pText);
}

/* A cell without the blanks around it, and without the quote mark that a CSV for spreadsheets had to put in front. */
static char *cell_of(Reference *p, const CsvRow *pRow, int i) {
  CsvCell v = pRow->aCell[i];
  if (pRow->zSheet == 0 && pRow->delimiter == ';' && spm_is_guarded(v.z, v.n)) v.z++, v.n--;
  char *z = copy(p, v.z);
  if (z) z[spm_cell_clean(z, v.n)] = 0;
  if (z && *z) return z;
  sqlite3_free(z);
  return 0;
}

/* A cell that holds no value, whatever the column. */
static void judge_kind(Reference *p, ReferenceRow *r, int c) {
  const char *z = r->azCell[c];
  int type = r->aType[c];
  if (!spm_csv_is_text((const unsigned char *)z, strlen(z)))
    spm_reference_refuse(p, r, c, "csv", 0, "bukan teks UTF-8", sqlite3_mprintf("the cell is no UTF-8 text"));
  else if (type == CSV_ERROR)
    spm_reference_refuse(p, r, c, "reference", 0, "sel ini memuat galat lembar kerja; betulkan rumusnya",
                         sqlite3_mprintf("'%s' is an error of the spreadsheet: mend its formula", z));
  else if (type == CSV_FORMULA)
    spm_reference_refuse(p, r, c, "reference", 0, "rumus ini belum dihitung; buka dan simpan di lembar kerja",
                         sqlite3_mprintf("the formula %s has no stored value: open the file in a spreadsheet and save"
                                         " it once",
                                         z));
}

static int has_text(const CsvRow *pRow, int i) {
  return i >= 0 && i < pRow->nCell && pRow->aCell[i].n > strspn(pRow->aCell[i].z, " \t");
}

static void keep_row(Reference *p, long long line, const CsvRow *pRow) {
  const ReferenceSheet *s = &p->aSheet[p->nSheet - 1];
  const ReferenceColumn *a = spm_reference_columns[s->kind];
  int isSaid = pRow->zBad || pRow->nCell > s->nCell;
  for (int c = 0; c < REFERENCE_COLUMNS && a[c].zName; c++)
    if (!a[c].isKey && has_text(pRow, s->aIndex[c])) isSaid = 1;
  ReferenceRow *r = isSaid ? add_row(p) : 0;
  if (r == 0) return;
  p->nGiven++;
  r->iSheet = p->nSheet - 1;
  r->line = line;
  r->zText = text_of(p, s, pRow);
  int isCut = pRow->zSheet == 0 && pRow->nCell < s->nCell;
  if (pRow->zBad || pRow->nCell > s->nCell || isCut) {
    spm_reference_refuse(
        p, r, -1, pRow->zBad ? "csv" : "cells", 0, pRow->zBad ? "bukan baris yang utuh" : "jumlah selnya lain",
        pRow->zBad ? sqlite3_mprintf("%s", pRow->zBad)
                   : sqlite3_mprintf("the row has %d cells and the header has %d", pRow->nCell, s->nCell));
    return;
  }
  for (int c = 0; c < REFERENCE_COLUMNS && *p->pRc == SQLITE_OK; c++) {
    int i = s->aIndex[c];
    if (has_text(pRow, s->aBeside[c])) r->azBeside[c] = cell_of(p, pRow, s->aBeside[c]);
    if (!has_text(pRow, i)) continue;
    r->aType[c] = pRow->aKind ? pRow->aKind[i] : CSV_TEXT;
    r->azCell[c] = cell_of(p, pRow, i);
    if (r->azCell[c] && a[c].type == 'd') r->azCell[c][spm_without_midnight(r->azCell[c], strlen(r->azCell[c]))] = 0;
    if (r->azCell[c]) judge_kind(p, r, c);
  }
}

int spm_reference_row(Reference *p, long long line, const CsvRow *pGiven) {
  CsvRow row = *pGiven;
  if (*p->pRc != SQLITE_OK || !p->isIn) return 0;
  if (p->aSheet[p->nSheet - 1].iSheet != row.iSheet) {
    p->isIn = 0;
    return 0;
  }
  while (row.nCell > p->aSheet[p->nSheet - 1].nCell && row.aCell[row.nCell - 1].n == 0) row.nCell--;
  keep_row(p, line, &row);
  return 1;
}
