/* files.h: which files a path means. */
#ifndef SPM_FILES_H
#define SPM_FILES_H

typedef struct Files {
  char **az; /* paths, in the order of their names */
  int n;
  char **azFolder; /* folders among them, which are not read: what is put away there was read before */
  int nFolder;
} Files;

/* The files of the folder, or those that fit the pattern behind the last slash; not hidden ones, those that a spreadsheet keeps
** beside an open workbook (~$...). Folders are told apart. SQLITE_OK, or an error with its text in *pzErr, or SQLITE_NOMEM.
** spm_files_free is for both. */
int spm_files_list(const char *zPath, Files *p, char **pzErr);
void spm_files_free(Files *p);

/* progress.c: how far an import is, on a terminal. */
typedef struct Progress {
  int isOn, isShown;
  int nFile, nDone; /* files, if they are several */
  long long nRow;   /* of those that are done */
  double start, next;
} Progress;
Progress spm_progress_begin(void);
/* After some rows of the file at hand. */
void spm_progress_step(Progress *p, long long nRow);
void spm_progress_end(Progress *p);

#endif
