/* value.c: numbers as they were filed, compared as SQL compares them: a whole number and a real one by what they are, not by
** the double that is nearest to the whole one. */
#include "core/core.h"

#define TWO_63 9223372036854775808.0

static int sign(double r) {
  return (r > 0) - (r < 0);
}

/* A whole number with a real one. */
static int compare_mixed(long long i, double r) {
  if (r >= TWO_63) return -1;
  if (r < -TWO_63) return 1;
  long long whole = (long long)r; /* towards 0 */
  if (i != whole) return i < whole ? -1 : 1;
  return sign((double)whole - r);
}

int spm_value_compare(SpmValue a, SpmValue b) {
  if (a.type == SPM_INT && b.type == SPM_INT) return (a.i > b.i) - (a.i < b.i);
  if (a.type == SPM_REAL && b.type == SPM_REAL) return (a.r > b.r) - (a.r < b.r);
  return a.type == SPM_INT ? compare_mixed(a.i, b.r) : -compare_mixed(b.i, a.r);
}

int spm_value_is(SpmValue a, SpmValue b) {
  if (a.type == SPM_ABSENT || b.type == SPM_ABSENT) return a.type == b.type;
  return spm_value_compare(a, b) == 0;
}
