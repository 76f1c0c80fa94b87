/* csvread.c: see csvread.h. libcsv in strict mode cuts each line into cells; what it refuses is a bad row, reported
** with its line, and reading goes on with the next line. */
#include "database/database.h"
#include "database/csvread.h"
#include <csv.h>
#include <sha2.h>
#include <string.h>

#define BLOCK 65536

typedef struct Reader {
  struct csv_parser parser;
  CsvRow row;
  char *aText; /* the cells of the current row, one after the other */
  size_t nText;
  int isRow;      /* libcsv has seen the end of the row */
  char delimiter; /* 0 before the first row */
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

static void *parser_realloc(void *p, size_t n) {
  return sqlite3_realloc64(p, n);
}

static int parser_open(Reader *p) {
  if (csv_init(&p->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL)) return SQLITE_NOMEM;
  csv_set_realloc_func(&p->parser, parser_realloc);
  csv_set_free_func(&p->parser, sqlite3_free);
  if (p->delimiter) csv_set_delim(&p->parser, (unsigned char)p->delimiter);
  return SQLITE_OK;
}

/* The one of , ; and tab that cuts the header into most cells; what stands in quotes does not count. */
static char find_delimiter(const char *z, size_t n) {
  static const char candidates[] = ",;\t";
  size_t count[3] = {0}, best = 0;
  int isQuoted = 0;
  for (size_t i = 0; i < n; i++) {
    const char *p = z[i] ? strchr(candidates, z[i]) : 0;
    if (z[i] == '"') isQuoted = !isQuoted;
    else if (p && !isQuoted) count[p - candidates]++;
  }
  for (size_t i = 1; i < 3; i++)
    if (count[i] > count[best]) best = i;
  return candidates[best];
}

static int reader_open(Reader *p) {
  memset(p, 0, sizeof(*p));
  p->aText = sqlite3_malloc64(CSV_MAX_LINE + CSV_MAX_CELL + 1);
  int rc = parser_open(p);
  return p->aText ? rc : SQLITE_NOMEM;
}

static void reader_close(Reader *p) {
  csv_free(&p->parser);
  sqlite3_free(p->aText);
}

/* Nothing on the line that is a cell: a tab is one only where tabs stand between cells. */
static int is_blank(const char *z, size_t n, char delimiter) {
  size_t i = 0;
  while (i < n && (z[i] == ' ' || (z[i] == '\t' && delimiter != '\t'))) i++;
  return i == n;
}

/* One line without its line break. A blank one is no row. */
static int reader_line(Reader *p, const char *z, size_t n, long long line, CsvRowFunction xRow, void *pCtx,
                       char **pzErr) {
  while (n > 0 && (z[n - 1] == '\r' || z[n - 1] == '\n')) n--;
  if (line == 1 && n >= 3 && memcmp(z, "\xef\xbb\xbf", 3) == 0) z += 3, n -= 3;
  if (is_blank(z, n, p->delimiter)) return SQLITE_OK;
  if (p->delimiter == 0) {
    p->delimiter = find_delimiter(z, n);
    csv_set_delim(&p->parser, (unsigned char)p->delimiter);
  }
  memset(&p->row, 0, sizeof(p->row));
  p->nText = 0;
  p->isRow = 0;
  p->row.zLine = z;
  p->row.delimiter = p->delimiter;
  p->row.nLine = n;
  if (n > CSV_MAX_LINE) p->row.zBad = "the line is longer than 65535 bytes";
  else if (!spm_csv_is_text((const unsigned char *)z, n)) p->row.zBad = "the line is not UTF-8 text";
  else {
    size_t nParsed = csv_parse(&p->parser, z, n, cell_done, row_done, p);
    if (nParsed == n) nParsed += csv_parse(&p->parser, "\n", 1, cell_done, row_done, p);
    if (csv_error(&p->parser) == CSV_ENOMEM) return SQLITE_NOMEM;
    if (nParsed != n + 1) p->row.zBad = "a quote stands where none may be";
    else if (!p->isRow) p->row.zBad = "a quote is not closed on this line";
    if (p->row.zBad) {
      csv_free(&p->parser);
      if (parser_open(p) != SQLITE_OK) return SQLITE_NOMEM;
    }
  }
  return xRow(pCtx, line, &p->row, pzErr);
}

int spm_csv_memory(const unsigned char *z, size_t n, CsvRowFunction xRow, void *pCtx, char **pzErr) {
  Reader reader;
  int rc = reader_open(&reader);
  long long line = 0;
  while (rc == SQLITE_OK && n > 0) {
    const unsigned char *zEnd = memchr(z, '\n', n);
    size_t nLine = zEnd ? (size_t)(zEnd - z) + 1 : n;
    rc = reader_line(&reader, (const char *)z, nLine, ++line, xRow, pCtx, pzErr);
    z += nLine;
    n -= nLine;
  }
  reader_close(&reader);
  return rc;
}

int spm_csv_file(FILE *f, CsvRowFunction xRow, void *pCtx, char *zSha256, char **pzErr) {
  Reader reader;
  SHA2_CTX sha;
  int rc = reader_open(&reader);
  char *aBlock = sqlite3_malloc64(BLOCK), *aLine = sqlite3_malloc64(CSV_MAX_LINE + 1);
  long long line = 0;
  size_t nBlock, n = 0;
  int wasCr = 0; /* CR alone ends a line too, as on old Macs */
  if (aLine == 0 || aBlock == 0) rc = SQLITE_NOMEM;
  SHA256Init(&sha);
  while (rc == SQLITE_OK && (nBlock = fread(aBlock, 1, BLOCK, f)) > 0) {
    if (zSha256) SHA256Update(&sha, (const uint8_t *)aBlock, nBlock);
    for (size_t i = 0; rc == SQLITE_OK && i < nBlock; i++) {
      int isAfterCr = wasCr;
      wasCr = aBlock[i] == '\r';
      if (aBlock[i] == '\n' && isAfterCr) continue;
      if (aBlock[i] == '\n' || wasCr) {
        rc = reader_line(&reader, aLine, n, ++line, xRow, pCtx, pzErr);
        n = 0;
      } else if (n <= CSV_MAX_LINE) {
        aLine[n++] = aBlock[i]; /* one byte more than fits is kept: the line is too long */
      }
    }
  }
  if (rc == SQLITE_OK && n > 0) rc = reader_line(&reader, aLine, n, ++line, xRow, pCtx, pzErr);
  if (zSha256) SHA256End(&sha, zSha256);
  sqlite3_free(aBlock);
  sqlite3_free(aLine);
  reader_close(&reader);
  return rc;
}

int spm_csv_hash(FILE *f, char zSha256[CSV_SHA256_SIZE]) {
  SHA2_CTX sha;
  size_t n;
  char *aBlock = sqlite3_malloc64(BLOCK);
  if (aBlock == 0) return SQLITE_NOMEM;
  SHA256Init(&sha);
  while ((n = fread(aBlock, 1, BLOCK, f)) > 0) SHA256Update(&sha, (const uint8_t *)aBlock, n);
  SHA256End(&sha, zSha256);
  sqlite3_free(aBlock);
  return SQLITE_OK;
}
