/* csvread.h: delimited text row by row, each row with the line it stands on (libcsv does the cells). The one of , ; and
** tab that cuts the first row most is the delimiter.
**
** A row is one line: no cell of ours holds a line break, so a quote that is not closed spoils its own line and not the
** rest of the file. A byte order mark and blank lines are passed over; LF, CRLF and CR end a line. */
#ifndef SPM_CSVREAD_H
#define SPM_CSVREAD_H

#include <stddef.h>
#include <stdio.h>

typedef struct CsvCell {
  const char *z; /* ends with a zero that n does not count */
  size_t n;      /* 0: empty */
} CsvCell;

#define CSV_MAX_CELL    64
#define CSV_MAX_LINE    65535
#define CSV_SHA256_SIZE 65

typedef struct CsvRow {
  CsvCell aCell[CSV_MAX_CELL];
  int nCell;
  const char *zBad; /* why the line is no row, or NULL */
  const char *zLine;
  size_t nLine;   /* the line as given */
  char delimiter; /* of the file: , ; or tab */
} CsvRow;

/* Called once a row; a result other than SQLITE_OK ends the reading and is returned. */
typedef int (*CsvRowFunction)(void *pCtx, long long line, const CsvRow *pRow, char **pzErr);

int spm_csv_memory(const unsigned char *z, size_t n, CsvRowFunction xRow, void *pCtx, char **pzErr);
/* zSha256, 64 digits and a zero, receives the hash of the bytes read; NULL: it is not wanted. */
int spm_csv_file(FILE *f, CsvRowFunction xRow, void *pCtx, char *zSha256, char **pzErr);
/* 1 when these bytes are a well-formed UTF-8 text without NUL. */
int spm_csv_is_text(const unsigned char *z, size_t n);
/* The hash of all that is left of f. */
int spm_csv_hash(FILE *f, char zSha256[CSV_SHA256_SIZE]);

#endif
