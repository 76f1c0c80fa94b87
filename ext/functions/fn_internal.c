/* fn_internal.c: what our own SQL needs and nobody else may call; spm_help does not list it, pragma_function_list does.
**
**   spm_tally(:ours, component, scored, required, fulfilled)  aggregate: the cells of a service, counted, as a blob (tally.c)
**   spm_fingerprint(:ours, text)                              aggregate: 64 bits that tell a set of texts from another, in any
**                                                             order of the rows: of which indicators a tally is made
**   spm_wrap(:ours, text, width)                              the text in lines of at most so many letters, cut at blanks; as it
**                                                             is where width is 0
**   spm_require(:ours, ok, message)                           1 where ok is true, else an error with this message
**   spm_quarter_of(:ours, text)                               the quarter as spm_period reads it; NULL where it is none
**
** The first argument is a pointer that only C can bind (spm_bind_ours); to a statement of anybody else it is NULL. */
#include "functions/functions.h"
#include <string.h>

static const char zOurs[] = "spm";

int spm_bind_ours_at(sqlite3_stmt *pStmt, int i) {
  return sqlite3_bind_pointer(pStmt, i, (void *)(size_t)zOurs, zOurs, 0);
}

int spm_bind_ours(sqlite3_stmt *pStmt) {
  int i = sqlite3_bind_parameter_index(pStmt, ":ours");
  return i ? spm_bind_ours_at(pStmt, i) : SQLITE_OK;
}

const char spm_not_yours[] =
    "is for the SQL of the extension alone; SELECT * FROM spm_help lists what you can call";

int spm_is_ours(sqlite3_value *v) {
  return sqlite3_value_pointer(v, zOurs) != 0;
}

/* 0 after setting the error. */
static int is_ours(sqlite3_context *ctx, const char *zFunction, sqlite3_value *v) {
  if (spm_is_ours(v)) return 1;
  spm_result_error(ctx, sqlite3_mprintf("%s: %s", zFunction, spm_not_yours));
  return 0;
}

/* ---- spm_tally ---- */

static void tally_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  SpmValue required, fulfilled;
  if (!is_ours(ctx, "spm_tally", argv[0])) return;
  SpmTally *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  if (p == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (sqlite3_value_type(argv[1]) == SQLITE_NULL) return; /* the outer row of a LEFT JOIN: no cell */
  int side = spm_arg_component(ctx, "spm_tally", argv[1]);
  if (side < 0 || !spm_arg_number(ctx, "spm_tally", "required", argv[3], &required) ||
      !spm_arg_number(ctx, "spm_tally", "fulfilled", argv[4], &fulfilled))
    return;
  spm_tally_add(p, side, sqlite3_value_int(argv[2]) != 0, required, fulfilled, 1);
}

static void tally_final(sqlite3_context *ctx) {
  const SpmTally *p = sqlite3_aggregate_context(ctx, 0);
  static const SpmTally empty;
  unsigned char z[SPM_TALLY_SIZE];
  sqlite3_result_blob(ctx, z, (int)spm_tally_write(p ? p : &empty, z), SQLITE_TRANSIENT);
}

/* ---- spm_fingerprint ---- */

typedef unsigned long long u64;

/* FNV-1a, then the last step of SplitMix64, so that sums of similar texts do not meet. */
unsigned long long spm_fingerprint(const unsigned char *z, int n) {
  u64 h = 0xcbf29ce484222325ULL;
  for (int i = 0; i < n; i++) h = (h ^ z[i]) * 0x100000001b3ULL;
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9ULL;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebULL;
  return h ^ (h >> 31);
}

static void fingerprint_step(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  if (!is_ours(ctx, "spm_fingerprint", argv[0])) return;
  u64 *p = sqlite3_aggregate_context(ctx, sizeof(*p));
  int type = sqlite3_value_type(argv[1]);
  if (type == SQLITE_NULL) return;
  if (type != SQLITE_TEXT) {
    sqlite3_result_error(ctx, "spm_fingerprint: takes text", -1);
    return;
  }
  const unsigned char *z = sqlite3_value_text(argv[1]);
  if (p == 0 || z == 0) sqlite3_result_error_nomem(ctx);
  else *p += spm_fingerprint(z, sqlite3_value_bytes(argv[1]));
}

static void fingerprint_final(sqlite3_context *ctx) {
  const u64 *p = sqlite3_aggregate_context(ctx, 0);
  sqlite3_result_int64(ctx, p ? (sqlite3_int64)*p : 0);
}

/* ---- spm_require ---- */

static void fn_require(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  if (!is_ours(ctx, "spm_require", argv[0])) return;
  double ok = sqlite3_value_type(argv[1]) == SQLITE_NULL ? 0 : sqlite3_value_double(argv[1]);
  if (ok < 0 || ok > 0) {
    sqlite3_result_int(ctx, 1);
    return;
  }
  const char *zMessage = (const char *)sqlite3_value_text(argv[2]);
  sqlite3_result_error(ctx, zMessage ? zMessage : "spm_require: not so", -1);
}

/* ---- spm_quarter_of ---- */

static void fn_quarter_of(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  SpmPeriod p;
  char zPeriod[SPM_PERIOD_SIZE];
  if (!is_ours(ctx, "spm_quarter_of", argv[0]) || sqlite3_value_type(argv[1]) != SQLITE_TEXT) return;
  const char *z = (const char *)sqlite3_value_text(argv[1]);
  if (z == 0) {
    sqlite3_result_error_nomem(ctx);
    return;
  }
  if (!spm_period_parse(z, (size_t)sqlite3_value_bytes(argv[1]), &p)) return;
  spm_period_text(p, zPeriod);
  sqlite3_result_text(ctx, zPeriod, -1, SQLITE_TRANSIENT);
}

/* ---- spm_wrap ---- */

/* The bytes of the letters from z on that a line takes, at most width: up to the last blank where the text goes on. */
static int line_of(const char *z, sqlite3_int64 width) {
  int i = 0, blank = 0;
  for (sqlite3_int64 n = 0; z[i] && n < width; n++) {
    if (z[i] == ' ') blank = i;
    for (i++; (z[i] & 0xc0) == 0x80;) i++;
  }
  return z[i] == 0 || z[i] == ' ' || blank == 0 ? i : blank;
}

static void fn_wrap(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  (void)argc;
  if (!is_ours(ctx, "spm_wrap", argv[0])) return;
  sqlite3_int64 width = sqlite3_value_int64(argv[2]);
  if (width < 1 || sqlite3_value_bytes(argv[1]) == 0) { /* also NULL */
    sqlite3_result_value(ctx, argv[1]);
    return;
  }
  const char *z = (const char *)sqlite3_value_text(argv[1]);
  char *zCopy = z ? sqlite3_mprintf("%s", z) : 0;
  sqlite3_str *pText = sqlite3_str_new(sqlite3_context_db_handle(ctx));
  for (char *p = zCopy; p && *p; p++)
    if ((unsigned char)*p < ' ' || *p == 0x7f) *p = ' '; /* a line that a text has of its own would be none of ours */
  for (const char *p = zCopy; p && *p;) {
    int n = line_of(p, width);
    sqlite3_str_appendf(pText, "%s%.*s", p == zCopy ? "" : "\n", n, p);
    for (p += n; *p == ' ';) p++;
  }
  char *zText = zCopy ? sqlite3_str_finish(pText) : 0;
  if (zText) sqlite3_result_text(ctx, zText, -1, sqlite3_free);
  else sqlite3_result_error_nomem(ctx);
  if (zCopy == 0) sqlite3_free(sqlite3_str_finish(pText));
  sqlite3_free(zCopy);
}

const SpmFunction spm_internal_functions[] = {
    {"spm_tally", 5, SPM_PURE, 0, tally_step, tally_final, 0, 0},
    {"spm_fingerprint", 2, SPM_PURE, 0, fingerprint_step, fingerprint_final, 0, 0},
    {"spm_require", 3, SPM_PURE, fn_require, 0, 0, 0, 0},
    {"spm_quarter_of", 2, SPM_PURE, fn_quarter_of, 0, 0, 0, 0},
    {"spm_wrap", 3, SPM_PURE, fn_wrap, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
