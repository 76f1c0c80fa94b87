/* sheet.c: any bytes as a workbook, or as one part of it.
**
** An input that begins with the name of a part and a line break is that part, in a workbook whose other parts are
** sound: so the XML is reached without a fuzzer having to guess checksums. Any other input is the file itself.
**
** What holds: it is read, or one sentence says what would help; no memory is left; twice it is the same. Rows come in
** their order, texts are UTF-8 within their limit and end with a zero, numbers read as themselves, a caller's error
** comes back. Of a web page a table may stand in a cell of another, so its rows come among those, and bytes that are no
** text stay. */
#include "core/core.h"
#include "file/csvread.h"
#include "fuzz.h"
#include "read/sheet.h"
#include <string.h>

#define MAIN                   "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE                 "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define LINK(id, type, target) "<Relationship Id='" id "' Type='" OFFICE "/" type "' Target='" target "'/>"
#define RELS(links)                                                                                                    \
  "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" links "</Relationships>"
#define STOP     SQLITE_INTERRUPT
#define MAX_CELL 20000 /* a caller may have enough */

#define PART(name, text)                                                                                               \
  { .zName = name, .z = text }
static const FuzzPart aXlsx[] = {
    PART("_rels/.rels", RELS(LINK("a", "officeDocument", "xl/workbook.xml"))),
    PART("xl/workbook.xml",
         "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "'><sheets><sheet name='S' r:id='r1'/></sheets></workbook>"),
    PART("xl/_rels/workbook.xml.rels", RELS(LINK("r1", "worksheet", "sheet.xml") LINK(
                                           "r2", "sharedStrings", "shared.xml") LINK("r3", "styles", "styles.xml"))),
    PART("xl/styles.xml", "<styleSheet xmlns='" MAIN
                          "'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='9'/></cellXfs></styleSheet>"),
    PART("xl/shared.xml", "<sst xmlns='" MAIN "'><si><t>satu</t></si><si><t>dua</t></si></sst>"),
    PART("xl/sheet.xml", "<worksheet xmlns='" MAIN
                         "'><sheetData><row><c t='s'><v>1</v></c><c s='1'><v>45036.5</v></c></row></sheetData>"
                         "</worksheet>"),
};
static const FuzzPart aOds[] = {
    PART("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
    PART("META-INF/manifest.xml", "<manifest/>"),
    PART("content.xml", ""),
};
#define NPART(a) (sizeof(a) / sizeof((a)[0]))

/* ---- the file ---- */

/* The parts; the one of this name has these bytes. */
static void make_zip(const FuzzPart *a, size_t nPart, const char *zName, const void *z, size_t n) {
  FuzzPart aPart[NPART(aXlsx)];
  for (size_t i = 0; i < nPart; i++) {
    int isIt = strcmp(a[i].zName, zName) == 0;
    aPart[i] = (FuzzPart){.zName = a[i].zName, .z = isIt ? z : a[i].z, .n = isIt ? n : strlen((const char *)a[i].z)};
  }
  fuzz_zip(aPart, nPart);
}

static void make_file(const uint8_t *z, size_t n) {
  char zName[40] = "";
  const uint8_t *zEnd = memchr(z, '\n', n < sizeof zName ? n : sizeof zName - 1);
  if (zEnd) memcpy(zName, z, (size_t)(zEnd - z));
  for (int isOds = 0; zEnd && isOds < 2; isOds++) {
    const FuzzPart *a = isOds ? aOds : aXlsx;
    size_t nPart = isOds ? NPART(aOds) : NPART(aXlsx), nName = (size_t)(zEnd - z) + 1;
    for (size_t i = 0; i < nPart; i++)
      if (strcmp(a[i].zName, zName) == 0) {
        make_zip(a, nPart, zName, z + nName, n - nName);
        return;
      }
  }
  fuzz_file(z, n);
}

/* ---- what is read of it ---- */

typedef struct Read {
  unsigned long long hash;
  long long line, nCell;
  int iSheet, isStopped, isPage;
} Read;

static void hash(Read *p, const char *z, size_t n) {
  for (size_t i = 0; i <= n; i++) p->hash = (p->hash ^ (unsigned char)z[i]) * 1099511628211ULL;
}

static void cell(Read *p, const SheetCell *c) {
  char zAgain[SPM_SERIAL_SIZE];
  size_t nLetter = 0;
  HOLDS(c->z[c->n] == 0 && strlen(c->z) == c->n, "no zero behind %s", c->z);
  HOLDS(p->isPage || spm_csv_is_text((const unsigned char *)c->z, c->n), "no UTF-8: %s", c->z);
  for (size_t i = 0; i < c->n; i++) nLetter += ((unsigned char)c->z[i] & 0xc0) != 0x80;
  HOLDS(nLetter <= SHEET_MAX_LETTER, "%zu letters", nLetter);
  HOLDS(c->kind <= CELL_FORMULA && c->nAcross >= 1 && c->nDown >= 1, "kind %d, %d x %d", (int)c->kind, c->nAcross,
        c->nDown);
  HOLDS(!p->isPage || c->kind <= CELL_TEXT, "kind %d", (int)c->kind);
  HOLDS((c->kind == CELL_EMPTY) == (c->n == 0), "kind %d: '%s'", (int)c->kind, c->z);
  if (c->kind == CELL_NUMBER || c->kind == CELL_PERCENT)
    HOLDS(spm_serial_number(c->z, c->n, zAgain) && strcmp(zAgain, c->z) == 0, "%s is read as %s", c->z, zAgain);
  hash(p, c->z, c->n);
}

static int row(void *pCtx, const SheetRow *pRow, char **pzErr) {
  Read *p = pCtx;
  (void)pzErr;
  HOLDS(pRow->nCell >= 1 && pRow->nCell <= SHEET_MAX_COLUMN, "%d cells", pRow->nCell);
  HOLDS(pRow->aCell[pRow->nCell - 1].kind != CELL_EMPTY, "the row ends with an empty cell");
  HOLDS(p->isPage || pRow->iSheet > p->iSheet || (pRow->iSheet == p->iSheet && pRow->line > p->line),
        "row %lld after %lld", pRow->line, p->line);
  HOLDS(pRow->line >= 1 && pRow->line <= SHEET_MAX_LINE && !p->isStopped, "row %lld", pRow->line);
  p->iSheet = pRow->iSheet;
  p->line = pRow->line;
  p->nCell += pRow->nCell;
  hash(p, pRow->zSheet, strlen(pRow->zSheet));
  for (int i = 0; i < pRow->nCell; i++) cell(p, &pRow->aCell[i]);
  p->isStopped = p->nCell > MAX_CELL;
  return p->isStopped ? STOP : SQLITE_OK;
}

static int name(void *pCtx, const char *zName, SheetState state, char **pzErr) {
  (void)pzErr;
  HOLDS(state <= SHEET_CHART, "state %d", (int)state);
  hash(pCtx, zName, strlen(zName));
  return SQLITE_OK;
}

/* One reading; the hash of what it said. */
static unsigned long long read_once(FILE *f, SheetKind kind, int isNames) {
  Read r = {.iSheet = -1, .isPage = kind == SHEET_HTML};
  char *zErr = NULL;
  int rc = isNames ? spm_sheet_names(f, kind, SPM_UTF8, name, &r, &zErr)
                   : spm_sheet_rows(f, kind, SPM_UTF8, NULL, row, &r, &zErr);
  HOLDS(rc == SQLITE_OK || rc == SQLITE_ERROR || (rc == STOP && r.isStopped), "%d %s", rc, zErr);
  HOLDS(!r.isStopped || rc == STOP, "stopped, and %d %s", rc, zErr);
  HOLDS((rc == SQLITE_ERROR) == (zErr != NULL), "%d %s", rc, zErr);
  if (zErr) {
    HOLDS(strchr(zErr, ';'), "no remedy: %s", zErr);
    hash(&r, zErr, strlen(zErr));
  }
  sqlite3_free(zErr);
  return r.hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *z, size_t n) {
  SheetKind kind, again;
  make_file(z, n);
  FILE *f = fopen(FUZZ_FILE, "rb");
  HOLDS(f != NULL, "no file");
  sqlite3_int64 nBefore = sqlite3_memory_used();
  HOLDS(spm_sheet_kind(f, &kind) == SQLITE_OK && ftell(f) == 0, "no kind, or at %ld", ftell(f));
  HOLDS(spm_sheet_kind(f, &again) == SQLITE_OK && again == kind, "%d, then %d", (int)kind, (int)again);
  int isBook = kind == SHEET_XLSX || kind == SHEET_ODS || kind == SHEET_HTML,
      isText = kind == SHEET_TEXT || kind == SHEET_UTF16;
  HOLDS((spm_sheet_refusal(kind) == NULL) == (isBook || isText), "refused: %s", spm_sheet_refusal(kind));
  for (int isNames = 0; isNames < 2; isNames++) {
    unsigned long long first = read_once(f, kind, isNames);
    HOLDS(read_once(f, kind, isNames) == first, "another answer the second time");
  }
  HOLDS(sqlite3_memory_used() == nBefore, "%lld bytes are left", sqlite3_memory_used() - nBefore);
  fclose(f);
  return 0;
}
