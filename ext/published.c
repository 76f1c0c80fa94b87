/* published.c: what a printed count and its printed percentage say about the number they were divided by (semantics.md 7). */
#include "core.h"
#include <math.h>

static const double unit[] = {1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9};

int spm_decimals(double percent) {
  int k = 0;
  while (k < 9 && fabs(percent - round(percent / unit[k]) * unit[k]) > 1e-12 * fmax(1, fabs(percent))) k++;
  return k;
}

static int fits(long long count, long long d, double percent, double half) {
  return fabsl(100.0L * count / d - percent) < half;
}

/* 100 count / d falls as d grows, so what fits is one run of numbers: estimate its ends, then settle them by the rule. */
int spm_implied(long long count, double percent, int k, long long *pLow, long long *pHigh) {
  double half = 0.5 * unit[k] + 1e-9;
  const double most = 4e18;
  if (count == 0) {
    *pLow = 1;
    *pHigh = 0;
    return fabs(percent) < half;
  }
  if (percent + half <= 0 || 100.0 * (double)count / (percent + half) > most) return 0;
  long long low = (long long)(100.0L * count / ((long double)percent + half));
  low = low > 2 ? low - 2 : 1;
  for (int i = 0; i < 8 && !fits(count, low, percent, half); i++) low++;
  if (!fits(count, low, percent, half)) return 0;
  *pLow = low;
  *pHigh = 0;
  if (percent <= half) return 1;
  if (100.0 * (double)count / (percent - half) > most) return 1;
  long long high = (long long)(100.0L * count / ((long double)percent - half)) + 2;
  while (high > low && !fits(count, high, percent, half)) high--;
  *pHigh = high;
  return 1;
}
