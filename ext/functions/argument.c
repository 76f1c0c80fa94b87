/* argument.c: what every function asks of its arguments, and how it words an error: a number, a word, a value as it was given. */
#include "functions/functions.h"
#include <math.h>
#include <string.h>

char *spm_quote(sqlite3_value *v) {
  switch (sqlite3_value_type(v)) {
  case SQLITE_NULL: return sqlite3_mprintf("NULL");
  case SQLITE_INTEGER: return sqlite3_mprintf("%lld", sqlite3_value_int64(v));
  case SQLITE_FLOAT: return sqlite3_mprintf("%!.15g", sqlite3_value_double(v));
  case SQLITE_BLOB: return sqlite3_mprintf("(a blob of %d bytes)", sqlite3_value_bytes(v));
  default: {
    const char *z = (const char *)sqlite3_value_text(v);
    if (z == 0) return 0;
    int n = sqlite3_value_bytes(v), cut = n;
    if (n > 60)
      for (cut = 60; cut > 0 && (z[cut] & 0xc0) == 0x80;) cut--;
    return sqlite3_mprintf("'%.*s%s'", cut, z, cut < n ? "..." : "");
  }
  }
}

int spm_is_text(sqlite3_value *v, const char *z) {
  const void *zGiven = sqlite3_value_type(v) == SQLITE_TEXT ? sqlite3_value_text(v) : 0;
  return zGiven && (size_t)sqlite3_value_bytes(v) == strlen(z) && memcmp(zGiven, z, strlen(z)) == 0;
}

void spm_result_error(sqlite3_context *ctx, char *zMessage) {
  if (zMessage) sqlite3_result_error(ctx, zMessage, -1);
  else sqlite3_result_error_nomem(ctx);
  sqlite3_free(zMessage);
}

int spm_arg_number(sqlite3_context *ctx, const char *zFunction, const char *zArg, sqlite3_value *v, SpmValue *p) {
  switch (sqlite3_value_type(v)) {
  case SQLITE_NULL: *p = (SpmValue){SPM_ABSENT, 0, 0}; return 1;
  case SQLITE_INTEGER: *p = (SpmValue){SPM_INT, sqlite3_value_int64(v), (double)sqlite3_value_int64(v)}; return 1;
  case SQLITE_FLOAT:
    *p = (SpmValue){SPM_REAL, 0, sqlite3_value_double(v)};
    if (isfinite(p->r)) return 1;
    spm_result_error(ctx, sqlite3_mprintf("%s: %s is infinite; give a finite number", zFunction, zArg));
    return 0;
  default: {
    char *zGiven = spm_quote(v);
    spm_result_error(ctx,
                     zGiven ? sqlite3_mprintf("%s: %s %s is not a number; if it should be, CAST it AS INTEGER or REAL",
                                              zFunction, zArg, zGiven)
                            : 0);
    sqlite3_free(zGiven);
    return 0;
  }
  }
}

int spm_arg_component(sqlite3_context *ctx, const char *zFunction, sqlite3_value *v) {
  if (spm_is_text(v, "penerima")) return SPM_PENERIMA;
  if (spm_is_text(v, "mutu")) return SPM_MUTU;
  char *zGiven = spm_quote(v);
  spm_result_error(ctx,
                   zGiven ? sqlite3_mprintf("%s: component %s is not 'penerima' or 'mutu'", zFunction, zGiven) : 0);
  sqlite3_free(zGiven);
  return -1;
}
