/* record.c: what the rows of a sheet of references are to record (reference.h). One that says what stands, or what its sheet
** showed, passes; two that contradict each other are refused, both; what is left is recorded by the calls, what is taken back
** first, in the order in which one thing needs another. */
#include "reference/reference.h"
#include <stdlib.h>
#include <string.h>

/* The value that our own sheet showed for this key; NULL: it showed another, or none. */
static const char *was(const Reference *p, const ReferenceRow *r) {
  const char *z = spm_reference_cell(p, r, "was");
  size_t n = r->zKey ? strlen(r->zKey) : 0;
  return z && n && strncmp(z, r->zKey, n) == 0 && z[n] == '|' ? z + n + 1 : 0;
}

static int is_as_made(const Reference *p, const ReferenceRow *r) {
  const char *z = was(p, r);
  return z && !r->isBack && r->zSaid && strcmp(z, r->zSaid) == 0;
}

static int is_own(Reference *p, const ReferenceRow *r) {
  sqlite3_stmt *pStmt = spm_reference_statement(p, SQL_REFERENCE_IS_OWN);
  const char *const az[] = {p->zId, spm_office_kinds[spm_reference_kind(p, r)], r->zKey, r->zNow};
  int rc = SQLITE_OK;
  if (pStmt == 0) return 0;
  for (int i = 0; rc == SQLITE_OK && i < 4; i++) rc = sqlite3_bind_text(pStmt, i + 1, az[i], -1, SQLITE_STATIC);
  int isOwn = rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW;
  int rcEnd = sqlite3_reset(pStmt);
  spm_reference_fail(p, rc == SQLITE_OK ? rcEnd : rc, 0);
  return isOwn;
}

/* Somebody else has changed what the sheet showed. */
static void refuse_stale(Reference *p, ReferenceRow *r) {
  char *zPesan = sqlite3_mprintf("kini berlaku '%s'; buat lembar yang baru", r->zNow);
  if (zPesan == 0) spm_reference_fail(p, SQLITE_NOMEM, 0);
  spm_reference_refuse(p, r, -1, "stale", 0, zPesan,
                       sqlite3_mprintf("what the sheet showed has changed since it was made: now it is '%s'; make a new"
                                       " sheet",
                                       r->zNow));
  sqlite3_free(zPesan);
}

/* 1: the row has something to record, and nothing against it. */
static int is_new(Reference *p, ReferenceRow *r) {
  if (*p->pRc != SQLITE_OK || r->isRefused) return 0;
  if (r->isBack && r->isGone && !r->stands) return 0;
  if (r->isBack && !r->stands && r->zNow && strcmp(r->zNow, "-") != 0) {
    refuse_stale(p, r);
    return 0;
  }
  if (r->isBack) return 1;
  if (r->stands || is_as_made(p, r)) return 0;
  const char *zWas = was(p, r);
  if (zWas && strcmp(zWas, r->zNow) != 0 && !is_own(p, r) && *p->pRc == SQLITE_OK) refuse_stale(p, r);
  return *p->pRc == SQLITE_OK && !r->isRefused;
}

static void note_recorded(Reference *p, ReferenceRow *r, const char *zReport) {
  sqlite3_stmt *pStmt = spm_reference_statement(p, SQL_REFERENCE_RECORDED);
  if (pStmt == 0) return;
  const char *const az[] = {spm_office_kinds[spm_reference_kind(p, r)], r->zKey, r->zSaid, r->zNow,
                            r->isBack ? "taken back" : "set",           r->zSet, r->zBack, zReport};
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < 8; i++) rc = sqlite3_bind_text(pStmt, i + 1, az[i], -1, SQLITE_STATIC);
  char *zRead = 0, *zPesan = sqlite3_mprintf("%s: %s", r->isBack ? "ditarik kembali" : "dicatat", r->zText);
  if (rc == SQLITE_OK && sqlite3_step(pStmt) == SQLITE_ROW) zRead = spm_reference_text(p, pStmt, 0);
  int rcEnd = sqlite3_reset(pStmt);
  if (rc == SQLITE_OK) rc = rcEnd;
  spm_reference_fail(p, rc == SQLITE_OK && zPesan == 0 ? SQLITE_NOMEM : rc, 0);
  p->xFinding(p->pCtx, &(ReferenceFinding){
                           .pSheet = &p->aSheet[r->iSheet],
                           .line = r->line,
                           .column = -1,
                           .isNote = 1,
                           .zRule = "recorded",
                           .zGiven = r->zText,
                           .zRead = zRead,
                           .zPesan = zPesan,
                           .zMessage = sqlite3_mprintf("%s: %s", r->isBack ? "taken back" : "recorded", r->zText)});
  sqlite3_free(zRead);
  sqlite3_free(zPesan);
}

static void record(Reference *p, ReferenceRow *r) {
  OfficeSaid said = {.zErr = 0};
  OfficeKind kind = spm_reference_kind(p, r);
  int rc = r->isBack ? spm_kept_call(&p->kept, &spm_office_back[kind], r->zBack, &said)
                     : spm_kept_call(&p->kept, &spm_office_set[kind], r->zSet, &said);
  if (rc == SQLITE_OK) note_recorded(p, r, said.zReport);
  spm_reference_take(p, r, rc, &said);
}

/* ---- contradictions ---- */

/* By what they are about, then by their place. */
static int compare(const void *a, const void *b) {
  const ReferenceRow *x = *(ReferenceRow *const *)a, *y = *(ReferenceRow *const *)b;
  int i = strcmp(x->zKey, y->zKey);
  return i ? i : x < y ? -1 : 1;
}

static void refuse_conflict(Reference *p, ReferenceRow *r, const ReferenceRow *pOther) {
  const ReferenceSheet *s = &p->aSheet[pOther->iSheet];
  char *zPesan =
      sqlite3_mprintf("baris %lld%s%s", pOther->line, s->zSheet ? " lembar " : "", s->zSheet ? s->zSheet : "");
  if (zPesan == 0) spm_reference_fail(p, SQLITE_NOMEM, 0);
  spm_reference_refuse(p, r, -1, "conflict", 0, zPesan,
                       sqlite3_mprintf("line %lld%s%s says something else of the same; neither was recorded",
                                       pOther->line, s->zSheet ? " of sheet " : "", s->zSheet ? s->zSheet : ""));
  sqlite3_free(zPesan);
}

/* Rows of one kind that are about the same: what stands may be taken back and another put in its place; anything else but the same
** once more is a contradiction. The same once more is said once. */
static void compare_rows(Reference *p, ReferenceRow **ap, int n) {
  for (int i = 0, next; i < n; i = next) {
    ReferenceRow *pSet = ap[i];
    int isBad = 0;
    for (next = i + 1; next < n && strcmp(ap[next]->zKey, pSet->zKey) == 0; next++) {
      int isSame = strcmp(ap[next]->zSaid, pSet->zSaid) == 0, isOneBack = ap[next]->isBack != pSet->isBack;
      if (isSame && !isOneBack) ap[next]->isGone = ap[next]->stands = ap[next]->isBack = 0, ap[next]->isRepeated = 1;
      else if (isSame || !isOneBack) isBad = next;
    }
    for (int k = i; isBad && k < next; k++) refuse_conflict(p, ap[k], k == i ? ap[isBad] : pSet);
  }
}

static void find_conflicts(Reference *p, OfficeKind kind, ReferenceRow **ap) {
  int n = 0;
  for (int i = 0; i < p->nRow; i++) {
    ReferenceRow *r = &p->aRow[i];
    int isOf = !r->isRefused && r->zKey && r->zSaid && spm_reference_kind(p, r) == kind;
    if (isOf && !is_as_made(p, r)) ap[n++] = r;
  }
  qsort(ap, (size_t)n, sizeof(*ap), compare);
  compare_rows(p, ap, n);
}

void spm_reference_record(Reference *p) {
  /* an edition names a method: it goes before that, and comes after it */
  static const OfficeKind first[] = {OFFICE_EDITION, OFFICE_METHOD, OFFICE_DEADLINE, OFFICE_OFFICE,
                                     OFFICE_TARGET,  OFFICE_ROSTER, OFFICE_CRITERION};
  spm_reference_judge(p);
  ReferenceRow **ap = sqlite3_malloc64(sizeof(*ap) * ((sqlite3_uint64)p->nRow + 1));
  if (ap == 0) spm_reference_fail(p, SQLITE_NOMEM, 0);
  for (int k = 0; k < OFFICE_KINDS && *p->pRc == SQLITE_OK; k++) find_conflicts(p, (OfficeKind)k, ap);
  sqlite3_free(ap);
  for (int k = 0; k < 2 * OFFICE_KINDS; k++) {
    int isBack = k < OFFICE_KINDS;
    OfficeKind kind = isBack ? first[k] : (OfficeKind)(k - OFFICE_KINDS);
    for (int i = 0; i < p->nRow && *p->pRc == SQLITE_OK; i++) {
      ReferenceRow *r = &p->aRow[i];
      if (r->isRefused || r->isBack != isBack || spm_reference_kind(p, r) != kind) continue;
      if (!r->isRepeated && is_new(p, r)) record(p, r);
      if (!r->isRefused) p->nTaken += r->nRow;
    }
  }
}
