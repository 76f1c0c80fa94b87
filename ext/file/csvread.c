/* csvread.c: see csvread.h. libcsv in strict mode cuts each row into cells; what it refuses is a bad row, reported with its
** line, and reading goes on with the next line.
**
** Lines are kept until they are a row: text holds those that are begun, one after the other with a line break between them. */
#include "core/hash.h"
#include "functions/functions.h"
#include "file/csvread.h"
#include <csv.h>
#include <string.h>

#define BLOCK     65536
#define MAX_LINES 100                      /* of a row */
#define LOOK      50                       /* lines that choose the delimiter */
#define HELD      (2 * (CSV_MAX_LINE + 1)) /* a row that is too long is known by one byte, and the line behind it */

static const char zOpen[] = "a quote opens on this line and does not close within 100 lines or 64 KiB";

typedef struct Reader {
  CsvRowFunction xRow;
  void *pCtx;
  char **pzErr;
  struct csv_parser parser;
  CsvRow row;
  char *aText; /* the cells of the current row, one after the other */
  size_t nText;
  int isRow;       /* libcsv has seen the end of the row */
  char delimiter;  /* 0 before the first row */
  char *aHeld;     /* lines that are no row yet */
  size_t nHeld;    /* their bytes, each with its line break, and what there is of the next */
  size_t nWhole;   /* without that */
  int nLine;       /* and how many they are */
  long long first; /* the number of the first one */
  int wasCr;       /* CR alone ends a line too, as on old Macs */
} Reader;

static void cell_done(void *z, size_t n, void *pCtx) {
  Reader *p = pCtx;
  if (p->row.nCell == CSV_MAX_CELL) {
    p->row.zBad = "too many cells";
    return;
  }
  CsvCell *pCell = &p->row.aCell[p->row.nCell++];
  if (n) memcpy(p->aText + p->nText, z, n);
  p->aText[p->nText + n] = 0;
  pCell->z = p->aText + p->nText;
  pCell->n = n;
  p->nText += n + 1;
}

static void row_done(int c, void *pCtx) {
  (void)c;
  ((Reader *)pCtx)->isRow = 1;
}

int spm_csv_is_text(const unsigned char *z, size_t n) {
  for (size_t i = 0; i < n;) {
    unsigned c = z[i++];
    if (c == 0) return 0;
    if (c < 0x80) continue;
    int more = c >= 0xf0 && c <= 0xf4 ? 3 : c >= 0xe0 && c < 0xf0 ? 2 : c >= 0xc2 && c < 0xe0 ? 1 : 0;
    if (more == 0 || n - i < (size_t)more) return 0;
    if ((c == 0xe0 && z[i] < 0xa0) || (c == 0xed && z[i] > 0x9f) || (c == 0xf0 && z[i] < 0x90) ||
        (c == 0xf4 && z[i] > 0x8f))
      return 0;
    for (; more > 0; more--)
      if ((z[i++] & 0xc0) != 0x80) return 0;
  }
  return 1;
}

/* ---- the delimiter ---- */

static const char candidates[] = ",;\t";

/* How often each stands in the line; what stands in quotes does not count. */
static void count_candidates(const char *z, size_t n, size_t count[3]) {
  int isQuoted = 0;
  memset(count, 0, 3 * sizeof(*count));
  for (size_t i = 0; i < n; i++) {
    const char *p = z[i] ? strchr(candidates, z[i]) : 0;
    if (z[i] == '"') isQuoted = !isQuoted;
    else if (p && !isQuoted) count[p - candidates]++;
  }
}

static size_t best_of(const size_t count[3]) {
  size_t best = 0;
  for (size_t i = 1; i < 3; i++)
    if (count[i] > count[best]) best = i;
  return best;
}

static size_t line_length(const char *z, size_t n) {
  size_t i = 0;
  while (i < n && z[i] != '\n' && z[i] != '\r') i++;
  return i;
}

/* The candidate that cuts most lines, the first with them, into as many cells as the line before; -1: none is ahead. */
static int steady(const size_t aSame[3]) {
  int best = 0, second;
  for (int i = 1; i < 3; i++)
    if (aSame[i] > aSame[best]) best = i;
  second = best == 0;
  for (int i = 0; i < 3; i++)
    if (i != best && aSame[i] > aSame[second]) second = i;
  return aSame[best] > aSame[second] ? best : -1;
}

/* A header has five columns or more, and rows below it that are cut in the same way; a title above it has not, and then the
** separator counts that cuts the lines alike, or the lines vote. */
static char find_delimiter(const char *z, size_t n) {
  size_t count[3], before[3] = {0}, same[3] = {0}, votes[3] = {0}, header = 0, alike = 0;
  size_t lines = 0;
  for (size_t line = 0; n > 0 && line < LOOK; lines = line) {
    size_t k = line_length(z, n), best;
    count_candidates(z, k, count);
    best = best_of(count);
    if (count[best]) {
      if (line == 0) header = count[best] >= 4 ? best + 1 : 0;
      else alike += header && count[header - 1] >= 4;
      for (int i = 0; i < 3; i++) {
        same[i] += count[i] > 0 && count[i] == before[i];
        before[i] = count[i];
      }
      votes[best]++;
      line++;
    }
    k += k < n;
    z += k;
    n -= k;
  }
  if (header && (alike > 0 || lines == 1)) return candidates[header - 1];
  int i = steady(same);
  return candidates[i >= 0 ? (size_t)i : best_of(votes)];
}

/* ---- the reader ---- */

static void *parser_realloc(void *p, size_t n) {
  return sqlite3_realloc64(p, n);
}

#define FORMULA '\1'
static int is_blank_letter(unsigned char c) {
  return c == ' ' || c == '\t';
}

static int is_space(unsigned char c) {
  return is_blank_letter(c) || c == FORMULA;
}

static int parser_open(Reader *p) {
  if (csv_init(&p->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL)) return SQLITE_NOMEM;
  csv_set_realloc_func(&p->parser, parser_realloc);
  csv_set_free_func(&p->parser, sqlite3_free);
  csv_set_space_func(&p->parser, is_space);
  if (p->delimiter) csv_set_delim(&p->parser, (unsigned char)p->delimiter);
  return SQLITE_OK;
}

static int reader_open(Reader *p, CsvRowFunction xRow, void *pCtx, char **pzErr) {
  memset(p, 0, sizeof(*p));
  p->xRow = xRow;
  p->pCtx = pCtx;
  p->pzErr = pzErr;
  p->first = 1;
  p->aText = sqlite3_malloc64(CSV_MAX_LINE + CSV_MAX_CELL + 1);
  p->aHeld = sqlite3_malloc64(HELD);
  p->row.aCell = sqlite3_malloc64(sizeof(CsvCell) * CSV_MAX_CELL);
  int rc = parser_open(p);
  return p->aText && p->aHeld && p->row.aCell ? rc : SQLITE_NOMEM;
}

static void reader_close(Reader *p) {
  csv_free(&p->parser);
  sqlite3_free(p->aText);
  sqlite3_free(p->aHeld);
  sqlite3_free(p->row.aCell);
}

/* Nothing on the line that is a cell: a tab is one only where tabs stand between cells. */
static int is_blank(const char *z, size_t n, char delimiter) {
  size_t i = 0;
  while (i < n && (z[i] == ' ' || (z[i] == '\t' && delimiter != '\t'))) i++;
  return i == n;
}

/* sep=; as Excel writes it for itself */
static int is_sep(const char *z, size_t n) {
  return n == 5 && sqlite3_strnicmp(z, "sep=", 4) == 0 && strchr(candidates, z[4]);
}

#define NOT_CLOSED ((size_t)-1)

/* The bytes up to the line break that ends a row. `from` in front of a quote at the beginning of a cell becomes `to`: ="32.12" is
** text to a spreadsheet, and the = a blank (is_space) to libcsv. */
static size_t row_length(char *z, size_t n, char delimiter, char from, char to) {
  int isStart = 1, isQuoted = 0;
  for (size_t i = 0; i < n; i++) {
    char c = z[i];
    if (isQuoted) {
      if (c == '"' && i + 1 < n && z[i + 1] == '"') i++;
      else if (c == '"') isQuoted = 0;
    } else if (c == '\n') {
      return i;
    } else if (c == '"' && isStart) {
      isQuoted = 1, isStart = 0;
    } else if (c == from && isStart && i + 1 < n && z[i + 1] == '"') {
      z[i] = to;
    } else if (c == delimiter) {
      isStart = 1;
    } else if (c != ' ') {
      isStart = 0;
    }
  }
  return isQuoted ? NOT_CLOSED : n;
}

/* Cut a row into cells; 0 when it is none. */
static int cut(Reader *p, const char *z, size_t n, int *pRc) {
  p->nText = 0;
  p->row.nCell = 0;
  p->row.zBad = 0;
  p->isRow = 0;
  size_t nParsed = csv_parse(&p->parser, z, n, cell_done, row_done, p);
  if (nParsed == n) nParsed += csv_parse(&p->parser, "\n", 1, cell_done, row_done, p);
  if (csv_error(&p->parser) == CSV_ENOMEM) *pRc = SQLITE_NOMEM;
  if (nParsed != n + 1) p->row.zBad = "a quote stands where none may be";
  else if (!p->isRow) p->row.zBad = zOpen;
  if (p->row.zBad == 0) return 1;
  csv_free(&p->parser);
  if (*pRc == SQLITE_OK) *pRc = parser_open(p);
  return 0;
}

/* Nothing but blanks in any cell: spreadsheets write such rows below the data. */
static int is_empty(const CsvRow *pRow) {
  for (int i = 0; i < pRow->nCell; i++)
    if (!is_blank(pRow->aCell[i].z, pRow->aCell[i].n, 0)) return 0;
  return 1;
}

/* The row at the beginning of what is held, if it is whole; *pUsed is how many bytes it took, with the line break. */
static int take_row(Reader *p, int isEnd, size_t *pUsed) {
  size_t nFirst = line_length(p->aHeld, p->nHeld), n = nFirst;
  *pUsed = 0;
  int rc = SQLITE_OK, isCut = 0, hasQuote = memchr(p->aHeld, '"', nFirst) != 0;
  if (hasQuote && nFirst <= CSV_MAX_LINE) n = row_length(p->aHeld, p->nHeld, p->delimiter, '=', '=');
  int isOpen = n == NOT_CLOSED;
  if (isOpen && !isEnd && p->nLine < MAX_LINES && p->nHeld <= CSV_MAX_LINE) return SQLITE_OK; /* more lines */
  p->row.nCell = 0;
  p->row.zBad = nFirst > CSV_MAX_LINE ? "the line is longer than 65535 bytes" : 0;
  if (isOpen || n > CSV_MAX_LINE) {
    n = nFirst;
    if (!p->row.zBad) p->row.zBad = zOpen;
  } else {
    int hasMark = memchr(p->aHeld, FORMULA, n) != 0; /* it is a letter of a text here, and no mark of ours */
    csv_set_space_func(&p->parser, hasMark ? is_blank_letter : is_space);
    if (hasQuote && !hasMark) row_length(p->aHeld, n, p->delimiter, '=', FORMULA);
    isCut = cut(p, p->aHeld, n, &rc);
    if (hasQuote && !hasMark) row_length(p->aHeld, n, p->delimiter, FORMULA, '=');
    if (!isCut && n > nFirst) n = nFirst, p->row.zBad = zOpen; /* the first line alone is spoilt */
  }
  *pUsed = n + 1;
  if (!isCut) p->row.nCell = 0;
  if (rc != SQLITE_OK || (isCut && is_empty(&p->row))) return rc;
  p->row.zLine = p->aHeld;
  p->row.nLine = n;
  p->row.delimiter = p->delimiter;
  return p->xRow(p->pCtx, p->first, &p->row, p->pzErr);
}

/* A line has ended: the rows of what is held, as far as they are whole. */
static int end_line(Reader *p, int isEnd) {
  int rc = SQLITE_OK;
  p->row.isOpenEnd = 0;
  if (!isEnd || p->nHeld > p->nWhole) {
    p->row.isOpenEnd = isEnd;
    p->aHeld[p->nHeld++] = '\n';
    p->nWhole = p->nHeld;
    p->nLine++;
  }
  while (rc == SQLITE_OK && p->nLine > 0) {
    size_t nFirst = line_length(p->aHeld, p->nHeld), used = nFirst + 1;
    if (!is_blank(p->aHeld, nFirst, p->delimiter) && !(p->first == 1 && is_sep(p->aHeld, nFirst)))
      rc = take_row(p, isEnd, &used);
    if (rc != SQLITE_OK || used == 0) return rc;
    for (size_t i = 0; i < used; i++)
      if (p->aHeld[i] == '\n') p->nLine--, p->first++;
    p->nHeld = p->nWhole -= used;
    memmove(p->aHeld, p->aHeld + used, p->nHeld);
  }
  return rc;
}

static int read_text(Reader *p, const char *z, size_t n) {
  int rc = SQLITE_OK;
  if (p->delimiter == 0 && n > 0) {
    size_t nFirst = line_length(z, n);
    p->delimiter = is_sep(z, nFirst) ? z[4] : find_delimiter(z, n);
    csv_set_delim(&p->parser, (unsigned char)p->delimiter);
  }
  for (size_t i = 0; rc == SQLITE_OK && i < n; i++) {
    int isAfterCr = p->wasCr;
    p->wasCr = z[i] == '\r';
    if (z[i] == '\n' && isAfterCr) continue;
    if (z[i] == '\n' || p->wasCr) rc = end_line(p, 0);
    else if (p->nHeld < HELD - 1) p->aHeld[p->nHeld++] = z[i];
  }
  return rc;
}

int spm_csv_memory(const unsigned char *z, size_t n, CsvRowFunction xRow, void *pCtx, char **pzErr) {
  Reader reader;
  int rc = reader_open(&reader, xRow, pCtx, pzErr);
  if (rc == SQLITE_OK) rc = read_text(&reader, (const char *)z, n);
  if (rc == SQLITE_OK) rc = end_line(&reader, 1);
  reader_close(&reader);
  return rc;
}

int spm_csv_file(FILE *f, SpmEncoding encoding, CsvRowFunction xRow, void *pCtx, char *zSha256, char **pzErr) {
  Reader reader;
  Decoder decoder = {.encoding = encoding};
  SpmHash sha;
  int rc = reader_open(&reader, xRow, pCtx, pzErr);
  unsigned char *aBlock = sqlite3_malloc64(BLOCK);
  char *aOut = sqlite3_malloc64(3 * BLOCK + 6);
  size_t n;
  if (aOut == 0 || aBlock == 0) rc = SQLITE_NOMEM;
  spm_hash_begin(&sha);
  while (rc == SQLITE_OK && (n = fread(aBlock, 1, BLOCK, f)) > 0) {
    if (zSha256) spm_hash_add(&sha, aBlock, n);
    rc = read_text(&reader, aOut, spm_decode(&decoder, aBlock, n, aOut));
  }
  if (rc == SQLITE_OK) rc = read_text(&reader, aOut, spm_decode_end(&decoder, aOut));
  if (rc == SQLITE_OK) rc = end_line(&reader, 1);
  if (zSha256) spm_hash_end(&sha, zSha256);
  sqlite3_free(aBlock);
  sqlite3_free(aOut);
  reader_close(&reader);
  return rc;
}

int spm_csv_hash(FILE *f, char zSha256[CSV_SHA256_SIZE]) {
  SpmHash sha;
  size_t n;
  char *aBlock = sqlite3_malloc64(BLOCK);
  if (aBlock == 0) return SQLITE_NOMEM;
  spm_hash_begin(&sha);
  while ((n = fread(aBlock, 1, BLOCK, f)) > 0) spm_hash_add(&sha, aBlock, n);
  spm_hash_end(&sha, zSha256);
  sqlite3_free(aBlock);
  return SQLITE_OK;
}
