/* peers.c: the ratios of each scored indicator among the regions of a level: median, and spread as spm_peer says it. */
#include "examine/examine.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const spm_levels[SPM_LEVELS] = {"kabupaten", "kota", "provinsi"};

int spm_level(const char *zLevel) {
  for (int i = 0; i < SPM_LEVELS; i++)
    if (strcmp(spm_levels[i], zLevel) == 0) return i;
  return -1;
}

typedef struct Ratios {
  double *a;
  int n, nAlloc;
} Ratios;

typedef struct Collect {
  Ratios *aRatios; /* of the level that is read, one for each indicator */
} Collect;

static int take(SpmReader *pReader, int i, const char *zService, const char *zIndicator, SpmValue required,
                SpmValue fulfilled) {
  (void)zService, (void)zIndicator;
  double ratio;
  if (i < 0 || !pReader->pCatalogue->a[i].cell.isScored) return SQLITE_OK;
  SpmStatus status = spm_cell(required, fulfilled, &ratio);
  if (status != SPM_OK && status != SPM_CAPPED) return SQLITE_OK;
  Ratios *p = &((Collect *)pReader->pContext)->aRatios[i];
  if (p->n == p->nAlloc) {
    int n = p->nAlloc ? p->nAlloc * 2 : 64;
    double *aNew = sqlite3_realloc64(p->a, (sqlite3_uint64)n * sizeof(double));
    if (aNew == 0) return SQLITE_NOMEM;
    p->a = aNew;
    p->nAlloc = n;
  }
  p->a[p->n++] = ratio;
  return SQLITE_OK;
}

/* Put the value that is k-th from below at place k, nothing above it before, nothing below it behind (Hoare's find). */
static void find(double *a, int n, int k) {
  for (int low = 0, high = n - 1; low < high;) {
    double pivot = a[low + (high - low) / 2];
    int i = low, j = high;
    while (i <= j) {
      while (a[i] < pivot) i++;
      while (a[j] > pivot) j--;
      if (i > j) break;
      double kept = a[i];
      a[i++] = a[j];
      a[j--] = kept;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else return;
  }
}

static double median(double *a, int n) {
  find(a, n, n / 2);
  if (n % 2) return a[n / 2];
  double below = a[0];
  for (int i = 1; i < n / 2; i++) below = fmax(below, a[i]);
  return (below + a[n / 2]) / 2;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

#define MAD_TO_SIGMA  0.6745   /* of a normal distribution: median absolute deviation / standard deviation */
#define MEAN_TO_SIGMA 1.253314 /* standard deviation / mean absolute deviation */

static SpmPeer peer_of(double *a, int n) {
  SpmPeer r = {n, 0, 0};
  if (n == 0) return r;
  r.median = median(a, n);
  for (int i = 0; i < n; i++) a[i] = fabs(a[i] - r.median);
  double away = median(a, n), sum = 0;
  if (away > 0) {
    r.spread = away / MAD_TO_SIGMA;
    return r;
  }
  qsort(a, (size_t)n, sizeof(double), compare); /* a sum that does not depend on the order of the regions */
  for (int i = 0; i < n; i++) sum += a[i];
  r.spread = sum / n * MEAN_TO_SIGMA;
  return r;
}

static int collect(SpmSource *pSource, const SpmCatalogue *pCatalogue, Ratios *aRatios) {
  sqlite3_stmt *pStmt;
  Collect collect;
  SpmReader reader = {pCatalogue, 0, take, &collect};
  int rc = spm_source_statement(pSource, SQL_EXAMINE_PEERS, &pStmt);
  while (rc == SQLITE_OK && (rc = sqlite3_step(pStmt)) == SQLITE_ROW) {
    const char *zGroup = (const char *)sqlite3_column_text(pStmt, 0);
    const char *zLevel = (const char *)sqlite3_column_text(pStmt, 1);
    const char *zField = (const char *)sqlite3_column_text(pStmt, 2);
    if (zGroup == 0 || zLevel == 0 || zField == 0) {
      rc = SQLITE_NOMEM;
      break;
    }
    int level = spm_level(zLevel);
    reader.pRange = spm_catalogue_range(pCatalogue, zGroup, zField);
    rc = SQLITE_OK;
    if (level < 0 || reader.pRange == 0) continue;
    collect.aRatios = &aRatios[level * pCatalogue->n];
    rc = spm_source_cells(pSource, sqlite3_column_int64(pStmt, 3), &reader);
  }
  sqlite3_reset(pStmt);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int spm_peers_read(SpmSource *pSource, const SpmCatalogue *pCatalogue, SpmPeer **pp) {
  sqlite3_uint64 n = (sqlite3_uint64)SPM_LEVELS * (sqlite3_uint64)pCatalogue->n;
  Ratios *aRatios = sqlite3_malloc64((n + 1) * sizeof(*aRatios));
  SpmPeer *aPeer = aRatios ? sqlite3_malloc64((n + 1) * sizeof(*aPeer)) : 0;
  int rc = aPeer ? SQLITE_OK : SQLITE_NOMEM;
  if (aRatios) memset(aRatios, 0, (n + 1) * sizeof(*aRatios));
  if (rc == SQLITE_OK) rc = collect(pSource, pCatalogue, aRatios);
  for (sqlite3_uint64 i = 0; aRatios && i < n; i++) {
    if (rc == SQLITE_OK) aPeer[i] = peer_of(aRatios[i].a, aRatios[i].n);
    sqlite3_free(aRatios[i].a);
  }
  sqlite3_free(aRatios);
  if (rc == SQLITE_OK) *pp = aPeer;
  else sqlite3_free(aPeer);
  return rc;
}
