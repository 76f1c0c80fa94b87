/* lacks.c: why a row is no header (layout.h): what it lacks, or what makes its figures doubtful; in words that say what was
** understood and what to write. */
#include "layout/layout.h"
#include <string.h>

char *spm_layout_say(Layout *p, char *zWhy) {
  if (zWhy == 0) spm_layout_fail(p, SQLITE_NOMEM, 0);
  return zWhy;
}

/* What an Indonesian file calls the columns that a part needs; table column_name has each. */
static const char *const azWord[COL_COUNT] = {
    [COL_REGION] = "daerah",         [COL_PERIOD] = "triwulan",
    [COL_INDICATOR] = "indikator",   [COL_REQUIRED] = "kebutuhan",
    [COL_FULFILLED] = "terpenuhi",   [COL_SERVICE] = "pelayanan",
    [COL_ALLOCATED] = "pagu",        [COL_REALISED] = "realisasi",
    [COL_FIELD] = "urusan",          [COL_PROBLEM_NO] = "nomor masalah",
    [COL_PROBLEM] = "permasalahan",  [COL_SOLUTION] = "solusi",
    [COL_STAGE] = "tahapan",         [COL_STATUS] = "kemajuan",
    [COL_DOCUMENT] = "rencana aksi", [COL_OFFICE] = "anggota tim",
    [COL_ROLE] = "kedudukan",
};

static const char *word_of(int c) {
  return azWord[c] ? azWord[c] : spm_import_columns[c];
}

/* The column of provinces of a header without a region, by code rather than by name; NULL: it has none. */
static const char *province_of(const CsvRow *pRow, const Header *h) {
  const char *z = 0;
  for (int i = 0; i < h->nGuard; i++) {
    const char *zCell = pRow->aCell[h->aGuard[i].cell].z;
    if (h->aGuard[i].isProvince && (z == 0 || sqlite3_strlike("%kode%", zCell, 0) == 0)) z = zCell;
  }
  return z;
}

/* The words for a file that lacks a column. */
static char *missing_column(long long line, const CsvRow *pRow, const Header *h, int missing, int because) {
  const char *zOption = missing == COL_REGION   ? "'{\"region\": \"32.12\"}'"
                        : missing == COL_PERIOD ? "'{\"period\": \"2023-TW2\"}'"
                                                : 0;
  const char *zProvince = missing == COL_REGION ? province_of(pRow, h) : 0, *z = zProvince ? zProvince : "";
  return spm_both(
      sqlite3_mprintf(
          "line %lld: the header has %s%s%sno column %s; it needs region,period and indicator,required,fulfilled"
          " or service,allocated,realised or the columns of another part (ext/README.md), with commas, semicolons or"
          " tabs between them%s%s%s%s%s%s%s",
          line, because < 0 ? "" : "column ", because < 0 ? "" : spm_import_columns[because],
          because < 0 ? "" : ", but ", spm_import_columns[missing], zProvince ? "; column '" : "", z,
          zProvince ? "' could be the region: if it is, say so with the option '{\"columns\": {\"" : "", z,
          zProvince ? "\": \"region\"}}'" : "", zOption ? "; or say it with the option " : "", zOption ? zOption : ""),
      sqlite3_mprintf("baris %lld: judul kolom %s%s%stidak memuat kolom %s; yang perlu ada: daerah, triwulan dan "
                      "indikator, kebutuhan,"
                      " terpenuhi atau pelayanan, pagu, realisasi atau kolom bagian lain (ext/README.md), dipisahkan "
                      "koma, titik koma"
                      " atau tab%s%s%s%s%s%s%s",
                      line, because < 0 ? "" : "memuat ", because < 0 ? "" : word_of(because),
                      because < 0 ? "" : ", tetapi ", word_of(missing), zProvince ? "; kolom '" : "", z,
                      zProvince ? "' bisa jadi daerahnya: jika ya, sebutkan dengan pilihan '{\"columns\": {\"" : "", z,
                      zProvince ? "\": \"region\"}}'" : "", zOption ? "; atau sebutkan dengan pilihan " : "",
                      zOption ? zOption : ""));
}

/* Indicators, regions ... that a header names without a figure, in words; where it lacks a region or a quarter, those alone.
** NULL: none, or no memory. */
static char *bare_subjects(Layout *p, const CsvRow *pRow, const Header *h, int missing) {
  sqlite3_str *pText = sqlite3_str_new(0);
  int n = 0, isKey = missing == COL_REGION || missing == COL_PERIOD;
  for (int i = 0; i < pRow->nCell && h->nNamed > 0; i++) {
    int subject = h->aCell[i].isFigure ? COL_NONE : (int)spm_subject_column(p, pRow->aCell[i].z);
    if (isKey ? subject == missing : subject != COL_NONE) {
      n++;
      if (n <= 3) sqlite3_str_appendf(pText, "%s'%s'", n > 1 ? ", " : "", pRow->aCell[i].z);
    }
  }
  if (n > 3) sqlite3_str_appendf(pText, " (+%d)", n - 3);
  spm_layout_fail(p, sqlite3_str_errcode(pText), 0);
  return sqlite3_str_finish(pText);
}

static char *stray(long long line, const Header *h, int i, const char *z) {
  const char *zOver = h->aCell[i].zOver ? h->aCell[i].zOver : "", *zBlank = h->aCell[i].zOver ? " " : "";
  if (h->nView == 0)
    return spm_both(
        sqlite3_mprintf(
            "line %lld: '%s%s%s' is a figure, but of no indicator, service, region or quarter that is known: "
            "write the code or the name in the catalogue (SELECT service, name FROM service)",
            line, zOver, zBlank, z),
        sqlite3_mprintf(
            "baris %lld: '%s%s%s' angka dari indikator, pelayanan, daerah atau triwulan yang tidak dikenal: "
            "tulis kode atau nama menurut katalog (SELECT service, name FROM service)",
            line, zOver, zBlank, z));
  return spm_both(
      sqlite3_mprintf("line %lld: the header names figures of %d indicators, services or regions; '%s%s%s' is a "
                      "figure of none: write its code, or take the column out",
                      line, h->nView, zOver, zBlank, z),
      sqlite3_mprintf(
          "baris %lld: judul kolom menyebut angka dari %d indikator, pelayanan atau daerah; '%s%s%s' angka dari"
          " yang tidak disebut: tulis kodenya, atau hapus kolom itu",
          line, h->nView, zOver, zBlank, z));
}

/* Why a view of a wide header cannot be read: what was understood, and what one column lacks. Its parts are those of all. */
static char *lacks_view(Layout *p, long long line, const CsvRow *pRow, Header *h) {
  for (int i = 0; i < pRow->nCell; i++)
    if (h->aCell[i].isStray && !h->aCell[i].isFigure) return spm_layout_say(p, stray(line, h, i, pRow->aCell[i].z));
  h->parts = 0;
  for (int i = 0; i < h->nView; i++) {
    unsigned parts;
    int because, missing = spm_parts_of(p->pOptions, h->aView[i].aIndex, &parts, &because);
    h->parts |= parts;
    if (missing == COL_REGION || missing == COL_PERIOD)
      return spm_layout_say(p, missing_column(line, pRow, h, missing, -1));
    if (missing >= 0)
      return spm_layout_say(
          p,
          spm_both(
              sqlite3_mprintf("line %lld: the header names figures of %d indicators, services or regions; of '%s' it "
                              "has %s%s, but no column %s",
                              line, h->nView, h->aView[i].zSubject, because < 0 ? "" : "column ",
                              because < 0 ? "no figure" : spm_import_columns[because], spm_import_columns[missing]),
              sqlite3_mprintf("baris %lld: judul kolom menyebut angka dari %d indikator, pelayanan atau daerah; untuk "
                              "'%s' ada %s%s, tetapi tidak ada kolom %s",
                              line, h->nView, h->aView[i].zSubject, because < 0 ? "" : "kolom ",
                              because < 0 ? "nama saja" : word_of(because), word_of(missing))));
  }
  return 0;
}

/* A figure in brackets of which a scale stands. */
static int is_thousands(const char *z) {
  const char *zBracket = strchr(z, '(');
  return zBracket && spm_is_scaled(zBracket) && strchr(z, '%') == 0 && sqlite3_strlike("%persen%", z, 0) != 0;
}

static char *percentage(long long line, const char *z) {
  return spm_both(
      sqlite3_mprintf("line %lld: the header has no column fulfilled; '%s' may be a percentage, which is no count: "
                      "name the number of those served terlayani or terpenuhi, or say what it is with the option "
                      "'{\"columns\": {\"%s\": \"fulfilled\"}}'",
                      line, z, z),
      sqlite3_mprintf(
          "baris %lld: judul kolom tidak memuat terpenuhi; '%s' mungkin persentase, bukan jumlah: namai kolom"
          " jumlah yang dilayani terlayani atau terpenuhi, atau sebutkan dengan pilihan "
          "'{\"columns\": {\"%s\": \"fulfilled\"}}'",
          line, z, z));
}

/* A target and a realisation of a service: of its recipients, or of its money? */
static int is_either(const Header *h) {
  const int *a = h->whole.aIndex;
  return h->iTarget >= 0 && a[COL_SERVICE] >= 0 && a[COL_INDICATOR] < 0 && a[COL_REALISED] >= 0 && a[COL_ALLOCATED] < 0;
}

static char *either(long long line, const CsvRow *pRow, const Header *h) {
  const char *zTarget = pRow->aCell[h->iTarget].z, *zRealised = pRow->aCell[h->whole.aIndex[COL_REALISED]].z;
  return spm_both(
      sqlite3_mprintf(
          "line %lld: '%s' and '%s' of a service may count its recipients or its money: call them kebutuhan "
          "and terpenuhi, or pagu and realisasi, or say which with the option "
          "'{\"columns\": {\"%s\": \"required\", \"%s\": \"fulfilled\"}}'",
          line, zTarget, zRealised, zTarget, zRealised),
      sqlite3_mprintf(
          "baris %lld: '%s' dan '%s' suatu pelayanan dapat berarti penerimanya atau uangnya: namai kebutuhan dan "
          "terpenuhi, atau pagu dan realisasi, atau sebutkan dengan pilihan "
          "'{\"columns\": {\"%s\": \"required\", \"%s\": \"fulfilled\"}}'",
          line, zTarget, zRealised, zTarget, zRealised));
}

static char *twice(long long line, const CsvRow *pRow, const Header *h) {
  const char *z = pRow->aCell[h->iTwice].z, *zFirst = h->iFirst >= 0 ? pRow->aCell[h->iFirst].z : z;
  if (sqlite3_stricmp(z, zFirst) == 0)
    return spm_both(sqlite3_mprintf("line %lld: column '%s' stands twice in the header", line, z),
                    sqlite3_mprintf("baris %lld: kolom '%s' ada dua kali di judul kolom", line, z));
  return spm_both(
      sqlite3_mprintf(
          "line %lld: columns '%s' and '%s' mean the same, so a column stands twice in the header; say which "
          "is which with the option '{\"columns\": {...}}'",
          line, zFirst, z),
      sqlite3_mprintf(
          "baris %lld: kolom '%s' dan '%s' artinya sama, jadi satu kolom ada dua kali; sebutkan mana yang mana"
          " dengan pilihan '{\"columns\": {...}}'",
          line, zFirst, z));
}

/* A figure of all views is plain where they are quarters of the same thing, and none of them has its own. */
static int is_shared(const Header *h, int nHeader, ImportColumn c) {
  for (int i = 0; i < h->nView; i++)
    if (h->aView[i].aIndex[COL_PERIOD] != nHeader || h->aView[i].aIndex[c] != h->whole.aIndex[c]) return 0;
  return 1;
}

static char *detail(long long line, const char *z) {
  return spm_both(
      sqlite3_mprintf("line %lld: column '%s' divides a region, so a row is a part of its figure: add the rows up, or "
                      "say that it is none with the option '{\"columns\": {\"%s\": \"known\"}}'",
                      line, z, z),
      sqlite3_mprintf(
          "baris %lld: kolom '%s' membagi daerah, jadi tiap baris hanya bagian dari angkanya: jumlahkan dulu, "
          "atau sebutkan bahwa bukan, dengan pilihan '{\"columns\": {\"%s\": \"known\"}}'",
          line, z, z));
}

static char *nobody(long long line, const Header *h, const char *z, int column) {
  return spm_both(
      sqlite3_mprintf(
          "line %lld: the header names figures of %d indicators, services or regions, and '%s' in column %d "
          "without saying of which: write the name over each figure",
          line, h->nView, z, column),
      sqlite3_mprintf(
          "baris %lld: judul kolom menyebut angka dari %d indikator, pelayanan atau daerah, dan '%s' di kolom "
          "%d tanpa menyebut milik siapa: tulis namanya di atas setiap angka",
          line, h->nView, z, column));
}

/* What makes the figures of a header others than they seem; NULL: nothing, or *pRc says that there is no memory. */
static char *doubts(Layout *p, long long line, const CsvRow *pRow, const Header *h) {
  if (h->iDetail >= 0) return spm_layout_say(p, detail(line, pRow->aCell[h->iDetail].z));
  for (int i = 0; i < SPM_FIGURES && h->nView > 0 && h->aView[0].zSubject; i++) {
    int at = h->whole.aIndex[spm_import_figures[i]];
    if (at >= 0 && !is_shared(h, pRow->nCell, spm_import_figures[i]))
      return spm_layout_say(p, nobody(line, h, pRow->aCell[at].z, at + 1));
  }
  return 0;
}

char *spm_header_lacks(Layout *p, long long line, const CsvRow *pRow, Header *h) {
  int because, missing = spm_parts_of(p->pOptions, h->whole.aIndex, &h->parts, &because), percent = -1;
  if (h->nView > 0 && pRow->nCell >= CSV_MAX_CELL)
    return spm_layout_say(p, spm_both(sqlite3_mprintf("line %lld: too many cells", line),
                                      sqlite3_mprintf("baris %lld: terlalu banyak sel", line)));
  if ((missing < 0 || h->nView > 0) && h->iTwice >= 0) return spm_layout_say(p, twice(line, pRow, h));
  if (h->iBoth >= 0)
    return spm_layout_say(
        p,
        spm_both(
            sqlite3_mprintf("line %lld: the header has a column '%s' and names the same over figures: which is meant?",
                            line, pRow->aCell[h->iBoth].z),
            sqlite3_mprintf("baris %lld: judul kolom memuat kolom '%s' dan menyebut hal yang sama di atas angka: mana "
                            "yang dimaksud?",
                            line, pRow->aCell[h->iBoth].z)));
  if (h->nView > 0) {
    char *zWhy = lacks_view(p, line, pRow, h);
    return zWhy || *p->pRc != SQLITE_OK ? zWhy : doubts(p, line, pRow, h);
  }
  if (missing < 0) return doubts(p, line, pRow, h);
  if (is_either(h)) return spm_layout_say(p, either(line, pRow, h));
  int isKey = missing == COL_REGION || missing == COL_PERIOD;
  for (int i = 0; i < pRow->nCell && !isKey; i++)
    if (is_thousands(pRow->aCell[i].z))
      return spm_layout_say(
          p, spm_both(sqlite3_mprintf("line %lld: '%s' counts in thousands or millions: write the figures whole", line,
                                      pRow->aCell[i].z),
                      sqlite3_mprintf("baris %lld: '%s' dihitung dalam ribuan atau jutaan: tulis angka utuhnya", line,
                                      pRow->aCell[i].z)));
  for (int i = 0; missing == COL_FULFILLED && i < pRow->nCell; i++)
    if (sqlite3_strlike("%capaian%", pRow->aCell[i].z, 0) == 0 || strchr(pRow->aCell[i].z, '%'))
      if (percent < 0 || sqlite3_strlike("%persen%", pRow->aCell[i].z, 0) != 0) percent = i;
  if (percent >= 0) return spm_layout_say(p, percentage(line, pRow->aCell[percent].z));
  for (int i = 0; i < pRow->nCell && !isKey && h->nNamed > 0; i++)
    if (h->aCell[i].isStray) return spm_layout_say(p, stray(line, h, i, pRow->aCell[i].z));
  char *zBare = bare_subjects(p, pRow, h, missing);
  if (zBare == 0) return spm_layout_say(p, missing_column(line, pRow, h, missing, because));
  char *z =
      spm_both(sqlite3_mprintf("line %lld: the header names %s, but not which figure stands below: write kebutuhan or "
                               "terpenuhi beside the name, or in a row of its own below it",
                               line, zBare),
               sqlite3_mprintf(
                   "baris %lld: judul kolom menyebut %s, tetapi tidak menyebut angka apa di bawahnya: tulis kebutuhan "
                   "atau terpenuhi di samping nama itu, atau di baris tersendiri di bawahnya",
                   line, zBare));
  sqlite3_free(zBare);
  return spm_layout_say(p, z);
}
