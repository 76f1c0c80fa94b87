/* columns.c: see columns.h. The names are those of the ministry's form, of our own sheets and of open data portals. */
#include "functions/functions.h"
#include "file/columns.h"
#include <string.h>

const char *const spm_import_columns[COL_COUNT] = {
    "region",       "period",   "indicator", "required",   "fulfilled",   "service",     "allocated", "realised",
    "submitted_at", "opd",      "field",     "problem_no", "problem",     "solution",    "stage",     "status",
    "note",         "document", "office",    "role",       "document_no", "document_on", "revision",  "unit"};

#define NAMES 10
/* The same in Indonesian; a NULL ends each list. */
static const char *const names[COL_NONE][NAMES] = {
    [COL_REGION] = {"daerah", "kode daerah", "kode wilayah", "kode kabupaten kota", "kode kab kota", "kode pemda"},
    [COL_PERIOD] = {"triwulan", "periode", "tw", "quarter", "triwulan ke"},
    [COL_INDICATOR] = {"indikator", "kode indikator"},
    [COL_REQUIRED] = {"kebutuhan", "dibutuhkan", "sasaran", "jumlah kebutuhan", "jumlah sasaran", "target sasaran",
                      "yang harus dilayani", "jumlah yang harus dilayani"},
    [COL_FULFILLED] = {"terpenuhi", "terlayani", "jumlah terpenuhi", "jumlah terlayani", "yang terlayani",
                       "jumlah yang terlayani"},
    [COL_SERVICE] = {"pelayanan", "layanan", "jenis pelayanan", "kode pelayanan", "kode layanan", "jenis layanan",
                     "jenis pelayanan dasar"},
    [COL_ALLOCATED] = {"pagu", "alokasi", "anggaran", "pagu anggaran", "alokasi anggaran"},
    [COL_REALISED] = {"realisasi", "realisasi anggaran"},
    [COL_SUBMITTED_AT] = {"dikirim", "dikirim pada", "tanggal kirim", "waktu kirim"},
    [COL_OPD] = {"perangkat daerah", "skpd", "dinas"},
    [COL_FIELD] = {"urusan", "kode urusan"},
    [COL_PROBLEM_NO] = {"nomor masalah", "nomor permasalahan"},
    [COL_PROBLEM] = {"masalah", "permasalahan"},
    [COL_SOLUTION] = {"solusi"},
    [COL_STAGE] = {"tahapan", "tahap"},
    [COL_STATUS] = {"kemajuan"},
    [COL_NOTE] = {"keterangan", "catatan"},
    [COL_DOCUMENT] = {"rencana aksi", "dokumen"},
    [COL_OFFICE] = {"anggota tim", "perangkat daerah dalam tim"},
    [COL_ROLE] = {"kedudukan", "kedudukan dalam tim"},
    [COL_DOCUMENT_NO] = {"nomor dokumen"},
    [COL_DOCUMENT_ON] = {"tanggal dokumen"},
    [COL_REVISION] = {"revisi"},
    [COL_UNIT] = {"satuan"},
    [COL_YEAR] = {"tahun", "year", "tahun anggaran"},
    /* of the sheets isian and koreksi and of report sel, which hold them for people */
    [COL_KNOWN] = {"no", "nama urusan", "nama pelayanan", "uraian", "temuan", "kebutuhan lalu", "terpenuhi lalu"},
};
static const char *const more_known[] = {
    "region_name", "level",       "province", "field_name", "service_name", "indicator_name", "component", "scored",
    "ratio",       "cell_status", 0};
/* Where no column holds the code, names do. */
static const char *const second[] = {
    "kabupaten kota", "kab kota", "nama daerah", "nama kabupaten kota", "nama kab kota", "pemerintah daerah", "pemda",
    "wilayah",        0};

static int is_gap(char c) {
  return c == ' ' || c == '_' || c == '\t' || c == '\n' || c == '.' || c == '-' || c == '/' || c == '*' || c == ':';
}

static int same_name(const char *z, const char *zName) {
  while (is_gap(*z)) z++;
  for (; *zName; zName++) {
    if (is_gap(*zName)) {
      if (!is_gap(*z)) return 0;
      while (is_gap(*z)) z++;
    } else if (sqlite3_strnicmp(z++, zName, 1) != 0) {
      return 0;
    }
  }
  while (is_gap(*z)) z++;
  if (*z == '(' && z[strlen(z) - 1] == ')')
    return strchr(z, '%') == 0 && sqlite3_strlike("%persen%", z, 0) != 0; /* (orang) */
  return *z == 0;
}

static int is_among(const char *z, const char *const *az) {
  while (*az && !same_name(z, *az)) az++;
  return *az != 0;
}

ImportColumn spm_column_of(const char *z, int *pIsSecond) {
  *pIsSecond = 0;
  for (int c = 0; c < COL_NONE; c++) {
    if (c < COL_COUNT && same_name(z, spm_import_columns[c])) return (ImportColumn)c;
    for (int i = 0; i < NAMES && names[c][i]; i++)
      if (same_name(z, names[c][i])) return (ImportColumn)c;
  }
  if (is_among(z, more_known)) return COL_KNOWN;
  *pIsSecond = is_among(z, second);
  return *pIsSecond ? COL_REGION : COL_NONE;
}

/* The bytes of a blank that nobody sees at z, 0: there is none; *pIsWide: it separates words. */
static unsigned long blank_at(const unsigned char *z, unsigned long n, int *pIsWide) {
  *pIsWide = 1;
  if (n > 0 && (*z == ' ' || *z == '\t' || *z == '\n' || *z == '\r')) return 1;
  if (n > 1 && z[0] == 0xc2 && z[1] == 0xa0) return 2; /* U+00A0, what spreadsheets call a hard blank */
  if (n < 3) return 0;
  unsigned c = (z[0] & 0x0fu) << 12 | (z[1] & 0x3fu) << 6 | (z[2] & 0x3fu);
  if (z[0] != 0xe2 && z[0] != 0xe3 && z[0] != 0xef) return 0;
  if ((c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000) return 3;
  *pIsWide = 0;
  return (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff ? 3 : 0;
}

unsigned long spm_cell_clean(char *z, unsigned long n) {
  unsigned long to = 0, end = 0;
  if (n > 3 && z[0] == '=' && z[1] == '"' && z[n - 1] == '"') {
    memmove(z, z + 2, n - 3);
    n -= 3;
  }
  for (unsigned long i = 0; i < n;) {
    int isWide;
    unsigned long k = blank_at((const unsigned char *)z + i, n - i, &isWide);
    if (k == 0) {
      z[to++] = z[i++];
      end = to;
    } else {
      if (isWide && to > 0) z[to++] = ' ';
      i += k;
    }
  }
  z[end] = 0;
  return end;
}
