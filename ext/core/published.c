/* published.c: what a printed count and its printed percentage say about the number they were divided by (semantics.md 7). */
#include "core/core.h"
#include <math.h>

static const double unit[] = {1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9};

int spm_decimals(double percent) {
  int k = 0;
  while (k < 9 && fabs(percent - round(percent / unit[k]) * unit[k]) > 1e-12 * fmax(1, fabs(percent))) k++;
  return k;
}

#define MOST 4000000000000000000LL /* no denominator is larger */

static int is_below(long long count, long long d, double percent, double half) {
  return 100.0L * count / d - percent < half;
}

static int is_above(long long count, long long d, double percent, double half) {
  return percent - 100.0L * count / d < half;
}

/* The first d from low on for which is_below holds, or is_above does not: each changes once, as 100 count / d falls while d
** grows. MOST where it never does. */
static long long first(int isBelow, long long low, long long count, double percent, double half) {
  for (long long high = MOST; low < high;) {
    long long middle = low + (high - low) / 2;
    int isFound = isBelow ? is_below(count, middle, percent, half) : !is_above(count, middle, percent, half);
    if (isFound) high = middle;
    else low = middle + 1;
  }
  return low;
}

/* What fits is one run of numbers, and its ends are found by halving. Near a percentage of half a unit the quotient is so
** flat that an estimate may be off by more steps than anybody can wait for. */
int spm_implied(long long count, double percent, int k, long long *pLow, long long *pHigh) {
  double half = 0.5 * unit[k] + 1e-9;
  *pLow = 1;
  *pHigh = 0;
  if (count == 0) return fabs(percent) < half;
  long long low = first(1, 1, count, percent, half);
  if (!is_below(count, low, percent, half) || !is_above(count, low, percent, half)) return 0;
  *pLow = low;
  if (!is_above(count, MOST, percent, half)) *pHigh = first(0, low, count, percent, half) - 1;
  return 1;
}
