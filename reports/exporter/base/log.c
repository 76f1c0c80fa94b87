/* log.c: messages on stderr, the only place that writes there.
**
** Errors of a report file have the GNU form file:line:col: error: text. Under systemd ($JOURNAL_STREAM) each line
** begins with its level, <3> error, <4> warning, <6> information.
**
** On a terminal, and there only, one line says how far a run of many files is, written over itself. No colours and no
** escape sequences, so NO_COLOR has nothing to forbid; a dumb terminal, a pipe and the journal see nothing. */
#include "base/base.h"
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
void log_line(LogLevel level, Place at, const char *fmt, ...) {
  static const char *const head[] = {"error: ", "warning: ", "", ""};
  static const int journal[] = {3, 4, 6, 6};
  char z[8192];
  size_t n = 0;
  va_list ap;
  if ((level == LOG_WARNING && log_verbose < 1) || (level == LOG_INFO && log_verbose < 2)) return;
  clear_progress();
  if (getenv("JOURNAL_STREAM")) n = (size_t)snprintf(z, sizeof z, "<%d>", journal[level]);
  if (at.line) n += (size_t)snprintf(z + n, sizeof z / 2 + 1, "%s:%d:%d: %s", at.file, at.line, at.col, head[level]);
  else n += (size_t)snprintf(z + n, sizeof z / 2 + 1, "%s: %s", at.file ? at.file : "spm-report", head[level]);
  if (n > sizeof z / 2) n = sizeof z / 2;
  va_start(ap, fmt);
  int k = vsnprintf(z + n, sizeof z - n - 1, fmt, ap);
  va_end(ap);
  n = k > 0 && (size_t)k < sizeof z - n - 1 ? n + (size_t)k : strlen(z);
  calm(z);
  z[n++] = '\n';
  fwrite(z, 1, n, stderr);
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

int stdout_is_terminal(void) {
  return isatty(1);
}
