/* rank.c: ranks, and those of straight lines over a range of weights, by ext/core/rank.c alone (tests/ranks/rank.test).
**
**   rank of GROUP VALUE [GROUP VALUE ...]
**
** In their order a line for each: which it is, counted from 1, group, rank, how many share it, how many of its group
** have a value, and the value above (- where none). A value may be nan.
**
**   rank MIN MAX SERVED QUALITY [SERVED QUALITY ...]
**
** A line for each line: the ranks at both ends, best, worst, changes, the first weight at which it changes (- where
** none), and whom it meets there, counted from 1. */
#include "core/core.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES 100

static int rank_values(int argc, char **argv) {
  SpmRanked a[LINES];
  int n = (argc - 2) / 2;
  if (n > LINES) return 2;
  for (int i = 0; i < n; i++)
    a[i] = (SpmRanked){.group = atoi(argv[2 + 2 * i]), .value = strtod(argv[3 + 2 * i], NULL), .i = i + 1};
  spm_rank(a, n);
  for (int i = 0; i < n; i++) {
    printf("%d %d %d %d %d ", a[i].i, (int)a[i].group, a[i].rank, a[i].tied, a[i].ranked);
    if (isnan(a[i].above)) printf("-\n");
    else printf("%g\n", a[i].above);
  }
  return 0;
}

int main(int argc, char **argv) {
  SpmLine a[LINES];
  SpmCrossing aRoom[LINES];
  int n = (argc - 3) / 2;
  if (argc > 1 && strcmp(argv[1], "of") == 0) return rank_values(argc, argv);
  if (argc < 5 || n > LINES) return 2;
  SpmWeights w = {strtod(argv[1], NULL), strtod(argv[2], NULL)};
  for (int i = 0; i < n; i++) {
    double served = strtod(argv[3 + 2 * i], NULL), quality = strtod(argv[4 + 2 * i], NULL);
    a[i] = (SpmLine){served, quality, spm_snap(w.min * served + (1 - w.min) * quality),
                     spm_snap(w.max * served + (1 - w.max) * quality)};
  }
  for (int i = 0; i < n; i++) {
    SpmLineRanks r;
    spm_line_ranks(a, n, i, w, aRoom, &r);
    printf("%d %d %d %d %d ", r.at_min, r.at_max, r.best, r.worst, r.changes);
    if (isnan(r.first_at)) printf("-");
    else printf("%.6g", r.first_at);
    for (int k = 0; k < r.nWith; k++) printf("%c%d", k ? ',' : ' ', r.aWith[k].other + 1);
    printf("\n");
  }
  return 0;
}
