/* sheet.c: what ext/read makes of a workbook.
**
**   sheet rows FILE [SHEET]  a line a row: sheet, number (with h when it is hidden), cells with | between them, each a
**                            letter for its kind and its text, such as n:0.58; - is an empty one. In front of a cell:
**                            ! where its column is hidden, (3x2) where it stands for three columns and two rows
**   sheet kind FILE          what it is, and what is said when it cannot be read
**   sheet names FILE         a line a sheet: name and state
**   sheet size FILE          rows, counted, and the most memory that the program has had, in KiB
**   sheet cut FILE           the file cut off after each 512th byte, and after each of the last 700: an error each time
**   sheet fault FILE         the reading with an allocation that fails, for each one: once, and from it on
**
** An error is a line "error CODE: MESSAGE". After each reading no memory of SQLite is left. cut and fault print
** "sheet: N passed, N failed". */
#include "alloc.h"
#include "read/sheet.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const azKind[] = {"empty",    "text", "utf16", "xlsx", "ods", "xlsb", "xls", "encrypted",
                                     "document", "html", "mhtml", "xml",  "pdf", "gzip", "zip", "damaged",
                                     "picture", "database", "binary"};
static const char *const azState[] = {"shown", "hidden", "veryHidden", "chart"};
static int passed, failed;

static void check(int ok, long long at, const char *zWhat) {
  if (ok) {
    passed++;
    return;
  }
  failed++;
  printf("FAILED at %lld: %s\n", at, zWhat);
}

static void put_text(const char *z, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (z[i] == '\n') fputs("\\n", stdout);
    else if (z[i] == '\t') fputs("\\t", stdout);
    else putchar(z[i]);
  }
}

static int print_row(void *pCtx, const SheetRow *pRow, char **pzErr) {
  (void)pCtx, (void)pzErr;
  printf("%s\t%lld%s\t", pRow->zSheet, pRow->line, pRow->isHidden ? "h" : "");
  for (int i = 0; i < pRow->nCell; i++) {
    const SheetCell *p = &pRow->aCell[i];
    if (i) putchar('|');
    if (p->isHidden) putchar('!');
    if (p->nAcross * p->nDown != 1) printf("(%dx%d)", p->nAcross, p->nDown);
    putchar("-tnpdbef"[p->kind]);
    if (p->kind != CELL_EMPTY) putchar(':');
    if (p->z[p->n] != 0 || strlen(p->z) != p->n) fputs("NO ZERO BEHIND ", stdout);
    put_text(p->z, p->n);
  }
  putchar('\n');
  return SQLITE_OK;
}

typedef struct Sum {
  unsigned long long hash;
  long long nRow;
} Sum;

static int sum_row(void *pCtx, const SheetRow *pRow, char **pzErr) {
  Sum *p = pCtx;
  (void)pzErr;
  p->nRow++;
  for (int i = 0; i < pRow->nCell; i++)
    for (size_t k = 0; k <= pRow->aCell[i].n; k++)
      p->hash = (p->hash ^ (unsigned char)pRow->aCell[i].z[k]) * 1099511628211ULL;
  return SQLITE_OK;
}

static int print_name(void *pCtx, const char *zName, SheetState state, char **pzErr) {
  (void)pCtx, (void)pzErr;
  printf("%s\t%s\n", zName, azState[state]);
  return SQLITE_OK;
}

/* By the kind that it has. */
static int read_rows(FILE *f, const char *zSheet, SheetRowFunction xRow, void *pCtx, char **pzErr) {
  SheetKind kind;
  int rc = spm_sheet_kind(f, &kind);
  return rc == SQLITE_OK ? spm_sheet_rows(f, kind, SPM_UTF8, zSheet, xRow, pCtx, pzErr) : rc;
}

static int show(const char *zWhat, FILE *f, const char *zSheet) {
  char *zErr = NULL;
  SheetKind kind;
  int rc = spm_sheet_kind(f, &kind);
  if (rc == SQLITE_OK && strcmp(zWhat, "kind") == 0) {
    const char *z = spm_sheet_refusal(kind);
    printf("%s%s%s\n", azKind[kind], z ? ": " : "", z ? z : "");
  } else if (rc == SQLITE_OK && strcmp(zWhat, "names") == 0)
    rc = spm_sheet_names(f, kind, SPM_UTF8, print_name, NULL, &zErr);
  else if (rc == SQLITE_OK) rc = read_rows(f, zSheet, print_row, NULL, &zErr);
  if (rc != SQLITE_OK) printf("error %d: %s\n", rc, zErr ? zErr : "-");
  if (rc == SQLITE_OK && zErr) printf("a message without an error: %s\n", zErr);
  sqlite3_free(zErr);
  if (sqlite3_memory_used() != 0) printf("memory is left: %lld bytes\n", sqlite3_memory_used());
  return rc != SQLITE_OK;
}

static int show_size(FILE *f) {
  char *zErr = NULL, zLine[200];
  Sum sum = {0};
  int rc = read_rows(f, NULL, sum_row, &sum, &zErr);
  printf("%lld rows", sum.nRow);
  if (rc != SQLITE_OK) printf(", error %d: %s", rc, zErr);
  FILE *fStatus = fopen("/proc/self/status", "r");
  while (fStatus && fgets(zLine, sizeof zLine, fStatus))
    if (strncmp(zLine, "VmHWM:", 6) == 0) printf(", %d KiB", atoi(zLine + 6));
  putchar('\n');
  sqlite3_free(zErr);
  return rc != SQLITE_OK;
}

/* ---- cut off ---- */

static void cut(FILE *f, long n) {
  char *a = malloc((size_t)n), *zErr = NULL;
  if (fread(a, 1, (size_t)n, f) != (size_t)n) exit(2);
  for (long i = 0; i < n; i += i >= n - 700 ? 1 : 512) {
    FILE *fCut = tmpfile();
    Sum sum = {0};
    if (fCut == NULL || fwrite(a, 1, (size_t)i, fCut) != (size_t)i) exit(2);
    int rc = read_rows(fCut, NULL, sum_row, &sum, &zErr);
    check(rc == SQLITE_ERROR && zErr, i, zErr ? zErr : "no error");
    for (int k = SHEET_XLSX; k <= SHEET_ODS; k++) { /* also as what it no longer looks like */
      sqlite3_free(zErr);
      zErr = NULL;
      rc = spm_sheet_rows(fCut, (SheetKind)k, SPM_UTF8, NULL, sum_row, &sum, &zErr);
      check(rc == SQLITE_ERROR && zErr, i, zErr ? zErr : "no error");
    }
    sqlite3_free(zErr);
    zErr = NULL;
    fclose(fCut);
    check(sqlite3_memory_used() == 0, i, "memory is left");
  }
  free(a);
}

/* ---- out of memory ---- */

static int one_fault(FILE *f, long long n, int on, const Sum *pWant) {
  Sum sum = {0};
  char *zErr = NULL;
  alloc_fail(n, on);
  int rc = read_rows(f, NULL, sum_row, &sum, &zErr), isReached = alloc_calls >= n;
  alloc_fail(0, 0);
  int isSame = rc == SQLITE_OK && sum.hash == pWant->hash && sum.nRow == pWant->nRow;
  check((rc == SQLITE_NOMEM && zErr == NULL) || isSame, n, zErr ? zErr : "another answer");
  sqlite3_free(zErr);
  check(sqlite3_memory_used() == 0, n, "memory is left");
  return isReached;
}

/* Each one up to a thousand (or SPM_FAULT_DENSE), then in steps: a long sheet repeats itself. */
static void fault(FILE *f) {
  const char *zDense = getenv("SPM_FAULT_DENSE");
  long long dense = zDense ? atoll(zDense) : 1000;
  Sum want = {0};
  char *zErr = NULL;
  if (read_rows(f, NULL, sum_row, &want, &zErr) != SQLITE_OK) check(0, 0, zErr);
  sqlite3_free(zErr);
  for (int on = 0; on < 2; on++)
    for (long long n = 1; one_fault(f, n, on, &want); n += n < dense ? 1 : n / (zDense ? 8 : 50) + 1) {
    }
}

int main(int argc, char **argv) {
  FILE *f = argc > 2 ? fopen(argv[2], "rb") : NULL;
  if (f == NULL) {
    fprintf(stderr, "sheet rows|kind|names|size|cut|fault FILE\n");
    return 2;
  }
  alloc_begin();
  int isCut = strcmp(argv[1], "cut") == 0;
  if (strcmp(argv[1], "size") == 0) return show_size(f);
  if (!isCut && strcmp(argv[1], "fault") != 0) return show(argv[1], f, argc > 3 ? argv[3] : NULL);
  fseek(f, 0, SEEK_END);
  long n = ftell(f);
  rewind(f);
  if (isCut) cut(f, n);
  else fault(f);
  printf("sheet: %d passed, %d failed\n", passed, failed);
  return failed > 0;
}
