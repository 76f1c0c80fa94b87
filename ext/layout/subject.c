/* subject.c: the header of a wide file (layout.h): cells that name a figure and what it is of, an indicator, a service, a region
** or a quarter. Both stand in one cell, in either order (k-paud.A1 kebutuhan), or in two rows, either above the other; a name
** of the upper row goes on over the empty cells beside it, as far as figures stand below it.
**
** A service whose figures count people means its recipients; import knows their indicator. Realisasi beside sasaran is what was
** fulfilled; it is money beside pagu. Target is the need of an indicator where nothing else is called so, and no money. */
#include "layout/layout.h"
#include <string.h>

/* No other need, and no money, beside which a target would be a plan. */
static int may_be_target(const Layout *p, const CsvRow *pRow) {
  int isSecond;
  for (int i = 0; pRow && i < pRow->nCell; i++) {
    int c = spm_layout_column(p, pRow->aCell[i].z, &isSecond);
    if (c == COL_REQUIRED || c == COL_ALLOCATED) return 0;
  }
  return 1;
}

/* The figure that a cell names, COL_NONE: none. */
static ImportColumn figure_of(const Layout *p, const Header *h, const char *z) {
  int isSecond, c = spm_layout_column(p, z, &isSecond);
  if (c >= COL_KNOWN && h->isTarget && spm_is_target(z)) return COL_REQUIRED;
  return c < COL_COUNT && spm_import_is_figure((ImportColumn)c) ? (ImportColumn)c : COL_NONE;
}

/* A number alone is the code of no province here: it may count the columns. */
ImportColumn spm_subject_column(Layout *p, const char *z) {
  SpmPeriod period;
  char zCode[SPM_SUBJECT_SIZE], *zErr = 0;
  int nNamed = 0, kind = 0;
  if (z[strspn(z, "0123456789")] == 0 || *p->pRc != SQLITE_OK) return COL_NONE;
  if (spm_period_parse(z, strlen(z), &period)) return COL_PERIOD;
  int rc = spm_subject_find(p->db, SPM_INDICATOR + SPM_SERVICE, z, 0, zCode, &kind, &zErr);
  if (rc == SQLITE_OK && kind) return kind == SPM_INDICATOR ? COL_INDICATOR : COL_SERVICE;
  if (rc == SQLITE_OK) rc = spm_region_find(p->db, z, zCode, &nNamed, &zErr);
  spm_layout_fail(p, rc, zErr);
  return nNamed ? COL_REGION : COL_NONE; /* of several: its rows are refused, and say which */
}

int spm_is_subject(Layout *p, const char *z) {
  return spm_subject_column(p, z) != COL_NONE;
}

/* Sums and differences beside the figures are not read: a header may have them. */
static int is_of_all(const char *z) {
  static const char *const az[] = {"belum", "selisih", "sisa", "kekurangan", 0};
  for (int i = 0; az[i]; i++)
    if (sqlite3_strnicmp(z, az[i], (int)strlen(az[i])) == 0) return 1;
  return spm_is_total(z);
}

View *spm_view_add(Layout *p, Header *h, const View *pLike) {
  View *a = sqlite3_realloc64(h->aView, sizeof(*a) * (sqlite3_uint64)(h->nView + 1));
  if (a == 0) {
    spm_layout_fail(p, SQLITE_NOMEM, 0);
    return 0;
  }
  h->aView = a;
  a[h->nView] = *pLike;
  return &a[h->nView++];
}

/* The view of a subject. Counts of a service are of its recipients, in a view of their own. */
static View *view_of(Layout *p, Header *h, ImportColumn subject, const char *zSubject, ImportColumn figure) {
  int isRecipients = subject == COL_SERVICE && (figure == COL_REQUIRED || figure == COL_FULFILLED);
  ImportColumn column = isRecipients ? COL_INDICATOR : subject;
  for (int i = 0; i < h->nView; i++)
    if (h->aView[i].aIndex[column] == 0 && h->aView[i].isRecipients == isRecipients &&
        sqlite3_stricmp(h->aView[i].zSubject, zSubject) == 0)
      return &h->aView[i];
  View *v = spm_view_add(p, h, &(View){.isRecipients = isRecipients});
  if (v == 0) return 0;
  for (int c = 0; c < COL_COUNT; c++) v->aIndex[c] = c == (int)column ? 0 : -1; /* 0 until the width is known */
  v->zSubject = sqlite3_mprintf("%s", zSubject);
  if (v->zSubject == 0) spm_layout_fail(p, SQLITE_NOMEM, 0);
  return v;
}

/* Cell i is a figure of what zSubject names; 0: that is nothing known. */
static int take(Layout *p, Header *h, int i, ImportColumn figure, const char *zSubject) {
  ImportColumn subject = spm_subject_column(p, zSubject);
  if (subject == COL_NONE) {
    int isSecond;
    h->aCell[i].isSum = is_of_all(zSubject);
    h->aCell[i].isStray = spm_layout_column(p, zSubject, &isSecond) == COL_NONE && !h->aCell[i].isSum;
    return 0;
  }
  View *v = view_of(p, h, subject, zSubject, figure);
  if (v == 0) return 0;
  if (v->aIndex[figure] >= 0) {
    h->iFirst = v->aIndex[figure];
    h->iTwice = i;
    return 1;
  }
  v->aIndex[figure] = i;
  if (v->place == 0) v->place = i + 1;
  return 1;
}

static char *trimmed(const char *z, size_t n) {
  while (n > 0 && (spm_is_gap(*z) || *z == '(')) z++, n--;
  while (n > 0 && (spm_is_gap(z[n - 1]) || z[n - 1] == ')')) n--;
  return sqlite3_mprintf("%.*s", (int)n, z);
}

/* Both in one cell: at each gap one side may be the figure. */
static int take_cell(Layout *p, Header *h, int i, const char *z) {
  int isTaken = 0;
  size_t n = strlen(z);
  for (size_t k = 1; !isTaken && k < n && *p->pRc == SQLITE_OK; k++) {
    if (!spm_is_gap(z[k]) || spm_is_gap(z[k - 1])) continue;
    char *zLeft = trimmed(z, k), *zRight = trimmed(z + k, n - k);
    if (zLeft == 0 || zRight == 0) spm_layout_fail(p, SQLITE_NOMEM, 0);
    for (int isLeft = 0; isLeft < 2 && !isTaken && *p->pRc == SQLITE_OK; isLeft++) {
      ImportColumn figure = figure_of(p, h, isLeft ? zLeft : zRight);
      if (figure != COL_NONE) isTaken = take(p, h, i, figure, isLeft ? zRight : zLeft);
    }
    sqlite3_free(zLeft);
    sqlite3_free(zRight);
  }
  return isTaken;
}

/* The figure and what it is of in two rows. */
static int take_rows(Layout *p, Header *h, int i, const char *zLower, const char *zUpper) {
  ImportColumn lower = figure_of(p, h, zLower), upper = figure_of(p, h, zUpper);
  if (*zLower == 0 || *zUpper == 0) return 0;
  if (lower != COL_NONE && take(p, h, i, lower, zUpper)) return 1;
  return upper != COL_NONE && take(p, h, i, upper, zLower);
}

/* Realisasi is money, or what was fulfilled of a need beside which no money stands. */
static void settle(View *v) {
  if (v->aIndex[COL_REQUIRED] < 0 || v->aIndex[COL_FULFILLED] >= 0 || v->aIndex[COL_ALLOCATED] >= 0) return;
  v->aIndex[COL_FULFILLED] = v->aIndex[COL_REALISED];
  v->aIndex[COL_REALISED] = -1;
}

/* The same of a service, whose counts and money are two views. */
static void settle_services(Header *h) {
  for (int i = 0; i < h->nView; i++)
    for (int k = 0; k < h->nView && h->aView[i].isRecipients; k++) {
      View *v = &h->aView[i], *w = &h->aView[k];
      if (w->aIndex[COL_SERVICE] < 0 || w->aIndex[COL_ALLOCATED] >= 0 || v->aIndex[COL_FULFILLED] >= 0) continue;
      if (sqlite3_stricmp(v->zSubject, w->zSubject) != 0) continue;
      v->aIndex[COL_FULFILLED] = w->aIndex[COL_REALISED];
      sqlite3_free(w->zSubject);
      memmove(w, w + 1, sizeof(*w) * (size_t)(h->nView - k - 1));
      h->nView--;
      break;
    }
}

void spm_subjects(Layout *p, const CsvRow *pLower, const CsvRow *pUpper, Header *h) {
  const char *zOver = 0; /* a name of the upper row that goes on */
  h->isTarget = may_be_target(p, pLower) && may_be_target(p, pUpper);
  for (int i = 0; i < pLower->nCell && *p->pRc == SQLITE_OK; i++) {
    const char *z = pLower->aCell[i].z, *zUpper = pUpper && i < pUpper->nCell ? pUpper->aCell[i].z : "";
    if (*zUpper) zOver = zUpper;
    int isTaken = zOver && take_rows(p, h, i, z, zOver);
    h->aCell[i].zOver = isTaken || h->aCell[i].isStray ? zOver : 0;
    if (!isTaken && !h->aCell[i].isSum) zOver = 0;
    h->aCell[i].isFigure = isTaken || take_cell(p, h, i, *z ? z : zUpper);
    h->nNamed += h->aCell[i].isFigure;
  }
}

void spm_subjects_end(Header *h, int nHeader) {
  settle_services(h);
  settle(&h->whole);
  for (int i = 0; i < h->nView; i++) settle(&h->aView[i]);
  for (int i = 0; i < h->nView; i++)
    for (int c = 0; c < COL_COUNT; c++) {
      View *v = &h->aView[i];
      if (v->aIndex[c] == 0 && !spm_import_is_figure((ImportColumn)c)) {
        if (h->whole.aIndex[c] >= 0) h->iBoth = h->whole.aIndex[c];
        v->aIndex[c] = nHeader;
      } else if (v->aIndex[c] < 0) {
        v->aIndex[c] = h->whole.aIndex[c];
      }
    }
}
