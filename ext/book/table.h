/* table.h: the rows of a workbook as rows of text, for who reads both (table.c). */
#ifndef SPM_TABLE_H
#define SPM_TABLE_H

#include "file/csvread.h"
#include "read/sheet.h"

/* As spm_sheet_rows, with what csvread.h calls a row: cells with their kinds, the sheet and whether somebody has hidden
** the row. */
int spm_table_rows(FILE *f, SheetKind kind, SpmEncoding encoding, const char *zSheet, CsvRowFunction xRow, void *pCtx,
                   char **pzErr);
/* Note the sheets that are not read: those that are hidden, in *pzHidden, with commas between them; NULL: none. */
int spm_table_hidden(FILE *f, SheetKind kind, SpmEncoding encoding, char **pzHidden, char **pzErr);

/* Which of our own sheets the workbook is, in *pzSheet, which is freed; NULL: none (semantics.md 5). */
int spm_table_sheet(FILE *f, SheetKind kind, char **pzSheet, char **pzErr);

#endif
