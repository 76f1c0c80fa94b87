/* csvread.h: delimited text row by row, each row with the line on which it begins (libcsv does the cells).
**
** The text is UTF-8, UTF-16 with a byte order mark, or what the caller says (decode.c). Of , ; and tab the delimiter is the one
** that cuts the first line most, or, when that line is no header, the one that cuts most of the first lines; a first line
** sep=; says it itself. LF, CRLF and CR end a line; blank lines are passed over.
**
** A cell in quotes may hold line breaks (RFC 4180); a row is then several lines, and its inside is never a row. A quote that
** does not close within 100 lines or 64 KiB spoils its own line and not the rest of the file. ="32.12", as spreadsheets
** write a text that looks like a number, is 32.12. */
#ifndef SPM_CSVREAD_H
#define SPM_CSVREAD_H

#include <stddef.h>
#include <stdio.h>

typedef struct CsvCell {
  const char *z; /* ends with a zero that n does not count */
  size_t n;      /* 0: empty */
} CsvCell;

#define CSV_MAX_CELL    4096
#define CSV_MAX_LINE    65535
#define CSV_SHA256_SIZE 65

/* What a program says of a cell; of text files nothing is known but the text. */
enum { CSV_TEXT, CSV_NUMBER, CSV_PERCENT, CSV_DATE, CSV_ERROR, CSV_FORMULA, CSV_MERGED };

/* A cell that was merged with those below it: each of the rows lies in it. */
typedef struct CsvArea {
  CsvCell cell;    /* n 0: there is none */
  CsvCell figure;  /* the same as a text that is no number: the figure of which row is it? */
  long long first; /* the row that it begins in */
  unsigned char kind;
} CsvArea;

typedef struct CsvRow {
  CsvCell *aCell; /* its bytes need not be text: spm_csv_is_text */
  int nCell;
  const char *zBad; /* why the line is no row, or NULL */
  const char *zLine;
  size_t nLine;   /* the line as given */
  char delimiter; /* of the file: , ; or tab */
  int isOpenEnd;  /* the file ends here, without a line break */
  /* of a workbook (book/table.h); zero in a text file */
  const unsigned char *aKind;   /* of each cell */
  const unsigned char *aHidden; /* its column is hidden */
  const CsvArea *aArea;         /* the area over rows that a cell lies in, of CSV_MAX_CELL cells; NULL: there is none */
  const char *zSheet;
  int iSheet, isHidden; /* the row is hidden */
} CsvRow;

/* Called once a row; a result other than SQLITE_OK ends the reading and is returned. */
typedef int (*CsvRowFunction)(void *pCtx, long long line, const CsvRow *pRow, char **pzErr);

typedef enum SpmEncoding { SPM_UTF8, SPM_UTF16LE, SPM_UTF16BE, SPM_WINDOWS_1252, SPM_ENCODINGS } SpmEncoding;
extern const char *const spm_encodings[SPM_ENCODINGS]; /* as an option names them */

int spm_csv_memory(const unsigned char *z, size_t n, CsvRowFunction xRow, void *pCtx, char **pzErr);
/* SPM_UTF8 is UTF-16 where a byte order mark says so. zSha256, 64 digits and a zero, receives the hash of the bytes read. */
int spm_csv_file(FILE *f, SpmEncoding encoding, CsvRowFunction xRow, void *pCtx, char *zSha256, char **pzErr);
/* 1 when these bytes are a well-formed UTF-8 text without NUL. */
int spm_csv_is_text(const unsigned char *z, size_t n);
/* What the text is without the blanks that nobody sees around it, and with plain ones in it; in place, the new length. A text
** that is ="32.12" becomes 32.12, and so does '32.12, whose mark a spreadsheet takes for "this is text". */
unsigned long spm_cell_clean(char *z, unsigned long n);
/* The hash of all that is left of f. */
int spm_csv_hash(FILE *f, char zSha256[CSV_SHA256_SIZE]);

/* ---- decode.c ---- */

typedef struct Decoder {
  SpmEncoding encoding;
  int isBegun;
  unsigned unit;     /* the first byte of a unit and a bit that says so, 0: none */
  unsigned highHalf; /* of a surrogate pair, 0: none */
} Decoder;
/* n bytes as UTF-8 in zOut, which has room for 3n + 6; the number written. Half a pair becomes the byte 0xFF, which is no text. */
size_t spm_decode(Decoder *p, const unsigned char *z, size_t n, char *zOut);
/* The letter of code c, no half of a pair, as UTF-8 in z, which has room for 4 bytes; the number written. */
size_t spm_put_letter(char *z, unsigned c);
/* What was begun and has no end. */
size_t spm_decode_end(Decoder *p, char *zOut);

#endif
