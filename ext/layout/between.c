/* between.c: rows below the header that are no data (layout.h): sums, the header once more on each printed page, numbers of
** columns, a text alone. They are noted and left out, never counted; what may be another table is an error. */
#include "layout/layout.h"
#include <stdlib.h>
#include <string.h>

/* The words of a row of sums, which are no name of an indicator ("Rata-rata kemampuan literasi ..."). */
static int is_total(Layout *p, CsvCell v) {
  return spm_is_total(v.z) && !spm_is_subject(p, v.z);
}

/* Columns of ours that the cells name. Each row is asked, and most cells are numbers, which no column of ours is called. */
static int names_columns(const Layout *p, const CsvRow *pRow) {
  int n = 0, isSecond;
  for (int i = 0; i < pRow->nCell; i++) {
    CsvCell v = pRow->aCell[i];
    if (v.n == 0 || (p->pOptions->nName == 0 && *v.z >= '0' && *v.z <= '9')) continue;
    n += spm_layout_column(p, v.z, &isSecond) < COL_COUNT;
  }
  return n;
}

static CsvCell cell_at(const CsvRow *pRow, int i) {
  return i >= 0 && i < pRow->nCell ? pRow->aCell[i] : (CsvCell){"", 0};
}

/* The columns that say what a row is about; figures are of none with a field alone. */
static const ImportColumn keys[] = {COL_REGION, COL_PERIOD, COL_INDICATOR, COL_SERVICE, COL_FIELD};
#define FIELD_KEY 4

/* A cell that says what the row is about: none is there, or that of a sum. */
static int is_keyless(Layout *p, const CsvRow *pRow) {
  for (size_t i = 0, n = 0; i < sizeof(keys) / sizeof(keys[0]) && n < 2; i++) {
    int at = p->t.whole.aIndex[keys[i]];
    CsvCell v = cell_at(pRow, at);
    if (at < 0) continue;
    n++;
    if (v.n == 0 || is_total(p, v)) return 1;
  }
  return 0;
}

/* Below the header the numbers of the columns: 1 2 3, or (1) (2) (3), in each cell that is filled. */
static int is_numbering(const Layout *p, const CsvRow *pRow) {
  int filled = 0, isKey = 0;
  for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) isKey |= p->t.whole.aIndex[keys[i]] >= 0;
  for (int i = 0; i < pRow->nCell; i++) {
    const char *z = pRow->aCell[i].z;
    if (pRow->aCell[i].n == 0) continue;
    if (atoi(z + (*z == '(')) != ++filled || z[strspn(z, "()0123456789")] != 0) return 0;
  }
  return isKey && filled >= 3;
}

/* Cells that say what the header says in their column, of those that are read; in *pOthers those that say something else. */
static int count_same(const Layout *p, const CsvRow *pRow, int *pOthers) {
  int same = 0;
  *pOthers = 0;
  for (int c = 0; c < COL_COUNT; c++) {
    int at = p->t.whole.aIndex[c];
    if (at < 0) continue;
    if (sqlite3_stricmp(cell_at(pRow, at).z, p->t.azHeader[at]) == 0) same++;
    else ++*pOthers;
  }
  return same;
}

/* The same of the n cells of an upper row of the header: all cells that are filled say the same. */
static int is_upper(const char *z, int n, const CsvRow *pRow) {
  int same = 0;
  for (int i = 0; i < n && i < pRow->nCell; i++, z += strlen(z) + 1) {
    if (strcmp(z, pRow->aCell[i].z) != 0) return 0;
    same += *z != 0;
  }
  return same > 0;
}

/* And of a header of views, whose words stand in cells or in the lower row alone. */
static int repeats_views(const Layout *p, const CsvRow *pRow) {
  int same = 0;
  for (int i = 0; p->t.nView > 0 && i < pRow->nCell && i < p->t.nHeader; i++) {
    CsvCell v = pRow->aCell[i];
    size_t n = strlen(p->t.azHeader[i]);
    if (v.n == 0) continue;
    if (v.n > n || strcmp(p->t.azHeader[i] + n - v.n, v.z) != 0) return 0;
    same++;
  }
  return same >= 3;
}

/* Right below the header words under a figure say what it is, and nobody has read them: %, or a quarter. */
static void refuse_second_header(Layout *p, long long line, const CsvRow *pRow, const View *v) {
  int isSecond;
  for (int i = 0; i < FIELD_KEY; i++)
    if (cell_at(pRow, p->t.whole.aIndex[keys[i]]).n) return;
  for (int i = 0; i < SPM_FIGURES; i++) {
    int at = v->aIndex[spm_import_figures[i]];
    CsvCell c = cell_at(pRow, at);
    if (c.n == 0 || (*c.z >= '0' && *c.z <= '9') || *c.z == '(' ||
        spm_layout_column(p, c.z, &isSecond) == (int)spm_import_figures[i])
      continue;
    spm_layout_fail(
        p, SQLITE_ERROR,
        spm_both(
            sqlite3_mprintf("line %lld: below the header %s stands '%s', so the column may be another; say which is "
                            "meant with the option '{\"columns\": {...}}', or give the file one row of header",
                            line, p->t.azHeader[at], c.z),
            sqlite3_mprintf("baris %lld: di bawah judul %s ada '%s', jadi kolom itu mungkin kolom lain; sebutkan yang "
                            "dimaksud dengan pilihan '{\"columns\": {...}}', atau beri berkas satu baris judul",
                            line, p->t.azHeader[at], c.z)));
  }
}

#define DIGITS "0123456789"

/* Words in one cell of a line that has no other: a remark. A line that breaks off at the end of the file is none. */
static int is_line_of_words(const CsvRow *pRow) {
  if (pRow->nCell != 1 || pRow->isOpenEnd) return 0;
  CsvCell v = pRow->aCell[0];
  int isWord = (*v.z | 0x20) >= 'a' && (*v.z | 0x20) <= 'z';
  return (isWord || *v.z == '*') && v.n > 3 && strpbrk(v.z, DIGITS) == 0 &&
         spm_csv_is_text((const unsigned char *)v.z, v.n);
}

/* A text without any key and any digit: the names below a signature, a remark. */
static int is_remark(const Layout *p, const CsvRow *pRow) {
  for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
    if (cell_at(pRow, p->t.whole.aIndex[keys[i]]).n > 0) return 0;
  for (int i = 0; i < pRow->nCell; i++)
    if (strpbrk(pRow->aCell[i].z, DIGITS)) return 0;
  return p->t.whole.aIndex[COL_REGION] >= 0 || p->t.whole.aIndex[COL_PERIOD] >= 0;
}

/* A row in a table of cells that names no indicator and has no figure: the heading of a field or a service. */
static int is_heading(const Layout *p, const CsvRow *pRow) {
  const int *a = p->t.whole.aIndex;
  if (p->t.parts != 1u << PART_CELL || p->t.nView > 0 || a[COL_INDICATOR] < 0) return 0;
  if (cell_at(pRow, a[COL_REGION]).n || cell_at(pRow, a[COL_PERIOD]).n || cell_at(pRow, a[COL_INDICATOR]).n) return 0;
  return cell_at(pRow, a[COL_REQUIRED]).n == 0 && cell_at(pRow, a[COL_FULFILLED]).n == 0;
}

/* A region or a quarter alone in its row, where the caller says which the file is of: what stands below may be of that. */
static void refuse_section(Layout *p, long long line, const char *z) {
  int region = p->t.whole.aIndex[COL_REGION], period = p->t.whole.aIndex[COL_PERIOD];
  ImportColumn c = region >= 0 && period >= 0 ? COL_NONE : spm_subject_column(p, z);
  if ((c == COL_REGION && region < 0) || (c == COL_PERIOD && period < 0))
    spm_layout_fail(
        p, SQLITE_ERROR,
        spm_both(
            sqlite3_mprintf("line %lld: '%s' stands alone in a row, so the rows below may be of it: write it into "
                            "each row, in a column of its own",
                            line, z),
            sqlite3_mprintf("baris %lld: '%s' berdiri sendiri di satu baris, jadi baris di bawahnya mungkin miliknya: "
                            "tulis di setiap baris, di kolom tersendiri",
                            line, z)));
}

static const char zHeading[] = "a row without an indicator and without figures was left out",
                  zRemark[] = "a row with a text alone was left out";

static int leave_out(Layout *p, long long line, const char *zGiven, const char *zWhat) {
  p->xNote(p->pCtx, line, "layout", 0, zGiven, sqlite3_mprintf("%s", zWhat));
  return 1;
}

/* A row as wide as the header. */
static int is_between(Layout *p, long long line, const CsvRow *pRow) {
  int first = 0, others, same = count_same(p, pRow, &others), filled = 0;
  while (first < pRow->nCell - 1 && pRow->aCell[first].n == 0) first++;
  CsvCell words = cell_at(pRow, first);
  int isKeyless = is_keyless(p, pRow);
  if (isKeyless && is_total(p, words)) return leave_out(p, line, words.z, "a row of sums was left out");
  if ((others == 0 && same >= 3) || (p->t.isTwo && is_upper(p->zUpper, p->nUpper, pRow)) ||
      (p->t.isThree && is_upper(p->zTop, p->nTop, pRow)) || repeats_views(p, pRow))
    return leave_out(p, line, words.z, "the header stands here once more and was left out");
  if (!p->t.isData && is_numbering(p, pRow))
    return leave_out(p, line, words.z, "the numbers of the columns were left out");
  for (int i = 0; i < pRow->nCell; i++) filled += pRow->aCell[i].n > 0;
  if (filled == 1 && p->t.nView == 0) refuse_section(p, line, words.z);
  if ((filled == 1 && isKeyless && p->t.nHeader > 3) || (p->t.isData && is_remark(p, pRow)))
    return leave_out(p, line, words.z, zRemark);
  if (filled > 1 && is_heading(p, pRow)) return leave_out(p, line, words.z, zHeading);
  if (!p->t.isData) {
    refuse_second_header(p, line, pRow, &p->t.whole);
    for (int i = 0; i < p->t.nView; i++) refuse_second_header(p, line, pRow, &p->t.aView[i]);
  }
  if (others > 0 && names_columns(p, pRow) >= 3)
    spm_layout_fail(
        p, SQLITE_ERROR,
        spm_both(
            sqlite3_mprintf("line %lld: a table with another header begins here; put it into a file of its own", line),
            sqlite3_mprintf("baris %lld: di sini mulai tabel dengan judul lain; pindahkan ke berkas tersendiri",
                            line)));
  return 0;
}

int spm_layout_is_between(Layout *p, long long line, const CsvRow *pRow) {
  if (pRow->nCell == p->t.nHeader) return is_between(p, line, pRow);
  return p->t.nHeader > 3 && is_line_of_words(pRow) && leave_out(p, line, pRow->aCell[0].z, zRemark);
}
