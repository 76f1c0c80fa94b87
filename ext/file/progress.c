/* progress.c: how far a long import is (files.h): one line on stderr, written over itself, from the second second on and on a
** terminal only; it is gone when the import ends. A pipe, the journal and a dumb terminal see nothing. */
#include "functions/functions.h"
#include "file/files.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

Progress spm_progress_begin(void) {
  const char *zTerm = getenv("TERM");
  int isTerminal = zTerm && strcmp(zTerm, "dumb") != 0 && isatty(2) && getenv("JOURNAL_STREAM") == 0;
  double now = isTerminal ? seconds() : 0;
  return (Progress){.isOn = isTerminal, .start = now, .next = now + 1};
}

void spm_progress_step(Progress *p, long long nRow) {
  char zFiles[64] = "", zLeft[32] = "";
  double now = p->isOn ? seconds() : 0;
  if (!p->isOn || now < p->next) return;
  p->next = now + 0.2;
  p->isShown = 1;
  if (p->nFile > 1) sqlite3_snprintf(sizeof(zFiles), zFiles, "%d of %d files, ", p->nDone, p->nFile);
  if (p->nDone > 0)
    sqlite3_snprintf(sizeof(zLeft), zLeft, ", %d s left",
                     (int)((now - p->start) / p->nDone * (p->nFile - p->nDone) + 0.5));
  fprintf(stderr, "\r%s%lld rows%s        ", zFiles, p->nRow + nRow, zLeft);
}

void spm_progress_end(Progress *p) {
  if (p->isShown) fprintf(stderr, "\r%60s\r", "");
}
