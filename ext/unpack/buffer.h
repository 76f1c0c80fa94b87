/* buffer.h: text that grows, and the text of an error. */
#ifndef SPM_BUFFER_H
#define SPM_BUFFER_H

#include <stddef.h>

typedef struct Buffer {
  char *z; /* ends with a zero that n does not count; NULL: nothing was added yet */
  size_t n, nAlloc;
} Buffer;

int spm_buffer_add(Buffer *p, const char *z, size_t n);
/* No more than BUFFER_MAX_TEXT bytes and the piece that passes them: as much as may become a text of a cell, of which
** an escape of seven bytes is one letter. What is cut is too long anyway. */
#define BUFFER_MAX_TEXT (1 << 18)
int spm_buffer_collect(Buffer *p, const char *z, size_t n);
/* Take away the blanks at both ends of what stands from iStart on. */
void spm_buffer_trim(Buffer *p, size_t iStart);
void spm_buffer_free(Buffer *p);

/* Hands over the message of an error that ends a file, zEnglish and below it zPesan, and returns SQLITE_ERROR; or SQLITE_NOMEM where one
** of them is NULL. Both are freed. */
int spm_read_fail(char **pzErr, char *zEnglish, char *zPesan);
/* Both sentences of an error that ends a file, the Indonesian one on a line of its own behind the English one. They are
** freed; NULL is out of memory, and so is the result then. */
char *spm_both(char *zEnglish, char *zPesan);
#define READ_REPAIR "open the workbook in a spreadsheet program and save it again as xlsx"
#define READ_PESAN  "buka di program lembar kerja dan simpan lagi sebagai xlsx"

#endif
