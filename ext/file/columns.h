/* columns.h: what the columns of a file mean: ours, the names that a file may give them, and those that are known and not
** read. */
#ifndef SPM_COLUMNS_H
#define SPM_COLUMNS_H

typedef enum ImportColumn {
  COL_REGION,
  COL_PERIOD,
  COL_INDICATOR,
  COL_REQUIRED,
  COL_FULFILLED,
  COL_SERVICE,
  COL_ALLOCATED,
  COL_REALISED,
  COL_SUBMITTED_AT,
  COL_OPD,
  COL_FIELD,
  COL_PROBLEM_NO,
  COL_PROBLEM,
  COL_SOLUTION,
  COL_STAGE,
  COL_STATUS,
  COL_NOTE,
  COL_DOCUMENT,
  COL_OFFICE,
  COL_ROLE,
  COL_DOCUMENT_NO,
  COL_DOCUMENT_ON,
  COL_REVISION,
  COL_UNIT,
  COL_COUNT,
  COL_YEAR = COL_COUNT, /* the year of a quarter whose column holds its number alone */
  COL_KNOWN,            /* a column of our own sheets, or one that numbers the rows: not read, and nothing is said */
  COL_NONE              /* none of ours */
} ImportColumn;
extern const char *const spm_import_columns[COL_COUNT];

/* The column that a header cell names. Two names are one when they differ only in case, or in blanks, underscores, dots,
** hyphens and slashes between and around the words. *pIsSecond: it is read as that column only where nothing else is. */
ImportColumn spm_column_of(const char *z, int *pIsSecond);
/* What the text is without the blanks that nobody sees around it, and with plain ones in it; in place, the new length. A text
** that is ="32.12" becomes 32.12. */
unsigned long spm_cell_clean(char *z, unsigned long n);

#endif
