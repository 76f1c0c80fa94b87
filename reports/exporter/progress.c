/* progress.c: how far a run of many files is, on a terminal only: one line, written over itself. No colours and no escape
** sequences, so NO_COLOR has nothing to forbid; a dumb terminal, a pipe and the journal see nothing. */
#include "report.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int total, done, shown;
static double start;

void progress_begin(int n) {
  const char *term = getenv("TERM");
  if (n < 2 || log_verbose != 1 || !isatty(2) || getenv("JOURNAL_STREAM")) return;
  if (!term || strcmp(term, "dumb") == 0) return;
  total = n;
  start = clock_seconds();
}

void progress_step(void) {
  double spent = clock_seconds() - start;
  char left[40] = "";
  done++;
  if (!total) return;
  if (spent >= 1 && done < total) snprintf(left, sizeof left, ", %.0f s left", spent / done * (total - done) + 0.5);
  fprintf(stderr, "\r%d of %d files%s        ", done, total, left);
  shown = 1;
  if (done == total) progress_clear();
}

void progress_clear(void) {
  if (shown) fprintf(stderr, "\r%50s\r", "");
  shown = 0;
}
