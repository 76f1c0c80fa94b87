/* log.c: messages on stderr, the only place that writes there.
**
** Errors of a report file have the GNU form file:line:col: error: text. Under systemd ($JOURNAL_STREAM) each line
** begins with its level, <3> error, <4> warning, <6> information.
**
** On a terminal, and there only, one line says how far a run of many files is, written over itself. No colours and no escape
** sequences, so NO_COLOR has nothing to forbid; a dumb terminal, a pipe and the journal see nothing. */
#include "base/base.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int log_verbose = 1;

static int total, done, shown; /* of the progress */
static double start;

static void clear_progress(void) {
  if (shown) fprintf(stderr, "\r%50s\r", "");
  shown = 0;
}

/* Names and values stand in messages: nothing in them moves the cursor, or begins a line of the journal. */
static void calm(char *z) {
  for (; *z; z++) {
    unsigned char c = (unsigned char)*z, next = (unsigned char)z[1]; /* c2 80..9f: U+0080.. */
    if (c == '\n' || c == '\r' || c == '\t') *z = ' ';
    else if (c < ' ' || c == 0x7f) *z = '?';
    else if (c == 0xc2 && (next & 0xe0) == 0x80) z[0] = z[1] = '?';
  }
}

/* One write for a line: several processes may write at a time. */
static void line(int level, const char *head, const char *fmt, va_list ap) {
  char z[8192];
  size_t n = 0;
  int k;
  clear_progress();
  if (getenv("JOURNAL_STREAM")) n = (size_t)snprintf(z, sizeof z, "<%d>", level);
  n += (size_t)snprintf(z + n, sizeof z - n, "%s", head);
  if (n > sizeof z / 2) n = sizeof z / 2;
  k = vsnprintf(z + n, sizeof z - n - 1, fmt, ap);
  n = k > 0 && (size_t)k < sizeof z - n - 1 ? n + (size_t)k : strlen(z);
  calm(z);
  z[n++] = '\n';
  fwrite(z, 1, n, stderr);
}

void log_error(const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  line(3, "spm-report: error: ", fmt, ap);
  va_end(ap);
}

void log_error_at(Place at, const char *fmt, ...) {
  char head[4096];
  va_list ap;
  if (at.line) snprintf(head, sizeof head, "%s:%d:%d: error: ", at.file, at.line, at.col);
  else snprintf(head, sizeof head, "%s: error: ", at.file);
  va_start(ap, fmt);
  line(3, head, fmt, ap);
  va_end(ap);
}

void log_warning(const char *fmt, ...) {
  va_list ap;
  if (log_verbose < 1) return;
  va_start(ap, fmt);
  line(4, "spm-report: warning: ", fmt, ap);
  va_end(ap);
}

void log_info(const char *fmt, ...) {
  va_list ap;
  if (log_verbose < 2) return;
  va_start(ap, fmt);
  line(6, "spm-report: ", fmt, ap);
  va_end(ap);
}

void log_say(const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  line(6, "spm-report: ", fmt, ap);
  va_end(ap);
}

/* ---- how far it is ---- */

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
  if (done == total) clear_progress();
}
