/* memo.c: what the database says of a region or of a subject, kept while an import runs: the rows of a file name the same few
** again and again, and the writing lock that the import holds keeps the answers true.
**
** A table of fixed size, so that no file and no catalogue makes it grow: when it fills up, all of it is forgotten. */
#include "import/import.h"
#include <string.h>

#define SLOTS 1024 /* a power of two; the regions and indicators of one quarter fill it to two thirds and more */
#define FULL  (SLOTS * 3 / 4)

typedef struct Slot {
  SqlImport sql; /* which statement was asked */
  char zPeriod[SPM_PERIOD_SIZE], zGroup[SPM_GROUP_SIZE], zGiven[256];
  Facts facts;
} Slot;

/* What a text may mean that names nothing: all names are held against it, which takes a millisecond. */
typedef struct Near {
  char *zKey, *zWhy, *zList; /* NULL: nothing is like it; zKey NULL: the place is free */
} Near;
#define NEAR 64 /* the last so many: a misspelt name comes again and again, and seldom with many others */

struct Memo {
  Near aNear[NEAR];
  int iNear; /* the one that goes next */
  int nUsed;
  unsigned char aUsed[SLOTS];
  Slot aSlot[SLOTS];
};

static unsigned add(unsigned hash, const char *z) {
  for (; *z; z++) hash = (hash ^ (unsigned char)*z) * 16777619u;
  return hash;
}

/* The slot of a question, or the empty one where its answer goes. */
static unsigned slot_of(const Memo *m, SqlImport sql, const Row *pRow, const char *zGiven) {
  unsigned i = add(add((unsigned)sql, pRow->zPeriod), zGiven);
  for (i ^= i >> 16;; i++) {
    const Slot *s = &m->aSlot[i %= SLOTS];
    if (!m->aUsed[i] || (s->sql == sql && strcmp(s->zGiven, zGiven) == 0 && strcmp(s->zPeriod, pRow->zPeriod) == 0 &&
                         strcmp(s->zGroup, pRow->zGroup) == 0))
      return i;
  }
}

static void forget(Memo *m) {
  m->nUsed = 0;
  memset(m->aUsed, 0, sizeof(m->aUsed));
}

Memo *spm_memo_new(void) {
  Memo *m = sqlite3_malloc64(sizeof(*m));
  if (m) forget(m);
  if (m) memset(m->aNear, 0, sizeof(m->aNear));
  if (m) m->iNear = 0;
  return m;
}

static void near_free(Near *p) {
  sqlite3_free(p->zKey);
  sqlite3_free(p->zWhy);
  sqlite3_free(p->zList);
  *p = (Near){0, 0, 0};
}

void spm_memo_free(Memo *m) {
  for (int i = 0; m && i < NEAR; i++) near_free(&m->aNear[i]);
  sqlite3_free(m);
}

const Facts *spm_memo_find(const Memo *m, SqlImport sql, const Row *pRow, const char *zGiven) {
  unsigned i = slot_of(m, sql, pRow, zGiven);
  return m->aUsed[i] ? &m->aSlot[i].facts : 0;
}

void spm_memo_keep(Memo *m, SqlImport sql, const Row *pRow, const char *zGiven, const Facts *pFacts) {
  size_t n = strlen(zGiven);
  Slot *s;
  if (n >= sizeof(s->zGiven)) return;
  if (m->nUsed == FULL) forget(m);
  unsigned i = slot_of(m, sql, pRow, zGiven);
  m->nUsed += !m->aUsed[i];
  m->aUsed[i] = 1;
  s = &m->aSlot[i];
  s->sql = sql;
  memcpy(s->zGiven, zGiven, n + 1);
  memcpy(s->zPeriod, pRow->zPeriod, sizeof(s->zPeriod));
  memcpy(s->zGroup, pRow->zGroup, sizeof(s->zGroup));
  s->facts = *pFacts;
}

static void text_of(Import *p, sqlite3_stmt *pStmt, int i, char *zOut, size_t n) {
  sqlite3_snprintf((int)n, zOut, "%s", spm_import_column(p, pStmt, i));
}

static void read_facts(Import *p, SqlImport sql, Facts *f) {
  sqlite3_stmt *pStmt = p->aStmt[sql];
  f->isFound = 1;
  if (sql == SQL_IMPORT_REGION) {
    text_of(p, pStmt, 0, f->zRegion, sizeof(f->zRegion));
    text_of(p, pStmt, 1, f->zGroup, sizeof(f->zGroup));
    f->isRecoded = sqlite3_column_int(pStmt, 2);
    f->isOwed = sqlite3_column_int(pStmt, 3);
    f->isPeriod = sqlite3_column_int(pStmt, 4);
    return;
  }
  text_of(p, pStmt, 0, f->zService, sizeof(f->zService));
  text_of(p, pStmt, 1, f->zField, sizeof(f->zField));
  if (sqlite3_column_type(pStmt, 2) != SQLITE_NULL) text_of(p, pStmt, 2, f->zGroup, sizeof(f->zGroup));
  f->isReal = sqlite3_column_int(pStmt, 3);
  f->isInForce = sqlite3_column_int(pStmt, 4);
  if (sql == SQL_IMPORT_INDICATOR || sql == SQL_IMPORT_RECIPIENTS) {
    text_of(p, pStmt, 5, f->zUnit, sizeof(f->zUnit));
    if (sqlite3_column_type(pStmt, 6) != SQLITE_NULL) text_of(p, pStmt, 6, f->zIndicator, sizeof(f->zIndicator));
  }
}

/* The answer to a code. */
static void ask_of(Import *p, SqlImport sql, const Row *pRow, const char *zCode, Facts *f) {
  sqlite3_stmt *pStmt = p->aStmt[sql];
  memset(f, 0, sizeof(*f));
  spm_import_bind_text(p, pStmt, 1, zCode);
  spm_import_bind_text(p, pStmt, 2, pRow->zPeriod);
  if (sql == SQL_IMPORT_FIELD) spm_import_bind_text(p, pStmt, 3, pRow->zGroup);
  if (spm_import_step(p, pStmt)) read_facts(p, sql, f);
  spm_import_done(p, pStmt);
}

void spm_import_look_up(Import *p, SqlImport sql, const Row *pRow, const char *z, Facts *f) {
  const Facts *pKnown = spm_memo_find(p->pMemo, sql, pRow, z);
  if (pKnown) {
    *f = *pKnown;
    return;
  }
  ask_of(p, sql, pRow, z, f);
  if (p->rc == SQLITE_OK && f->isFound) spm_memo_keep(p->pMemo, sql, pRow, z, f);
}

static int kind_of(SqlImport sql) {
  return sql == SQL_IMPORT_FIELD ? SPM_FIELD : sql == SQL_IMPORT_INDICATOR ? SPM_INDICATOR : SPM_SERVICE;
}

/* Where a name counts: the level and the quarter of the row, and for an indicator the service beside it. */
static SpmWithin within(const Row *pRow, SqlImport sql) {
  return (SpmWithin){pRow->zGroup, pRow->zPeriod, sql == SQL_IMPORT_INDICATOR ? pRow->zBeside : ""};
}

/* It is remembered, also that there is none: a name is looked for among all, and the rows of a file have the same few. */
void spm_import_look_for(Import *p, SqlImport sql, const Row *pRow, const char *z, Facts *f) {
  const char *zBeside = sql == SQL_IMPORT_INDICATOR ? pRow->zBeside : "";
  char zBoth[512], zCode[SPM_SUBJECT_SIZE];
  const char *zKey = *zBeside ? sqlite3_snprintf(sizeof(zBoth), zBoth, "%s\n%s", z, zBeside) : z;
  const Facts *pKnown = spm_memo_find(p->pMemo, sql, pRow, zKey);
  SpmWithin where = within(pRow, sql);
  memset(f, 0, sizeof(*f));
  if (pKnown) *f = *pKnown;
  if (pKnown || p->rc != SQLITE_OK) return;
  p->rc = spm_subject_find(p->db, kind_of(sql), z, &where, zCode, 0, &p->zErr);
  if (*zCode) ask_of(p, sql, pRow, zCode, f);
  if (p->rc == SQLITE_OK) spm_memo_keep(p->pMemo, sql, pRow, zKey, f);
}

/* A copy; NULL of NULL. */
static char *copy_of(Import *p, const char *z) {
  char *zCopy = z ? sqlite3_mprintf("%s", z) : 0;
  if (z && zCopy == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  return zCopy;
}

void spm_import_near(Import *p, SqlImport sql, const Row *pRow, const char *z, char **pzWhy, char **pzList) {
  SpmWithin where = within(pRow, sql);
  Memo *m = p->pMemo;
  Near *pNear = 0;
  *pzWhy = *pzList = 0;
  char *zKey = sqlite3_mprintf("%d\n%s\n%s\n%s\n%s", (int)sql, where.zGroup, where.zPeriod, where.zService, z);
  if (zKey == 0) spm_import_fail(p, SQLITE_NOMEM, 0);
  for (int i = 0; m && zKey && i < NEAR && pNear == 0; i++)
    if (m->aNear[i].zKey && strcmp(m->aNear[i].zKey, zKey) == 0) pNear = &m->aNear[i];
  if (pNear || p->rc != SQLITE_OK) {
    sqlite3_free(zKey);
  } else {
    pNear = &m->aNear[m->iNear++ % NEAR];
    near_free(pNear);
    pNear->zKey = zKey;
    p->rc = spm_subject_near(p->db, kind_of(sql), z, &where, &pNear->zWhy, &pNear->zList, &p->zErr);
    if (p->rc != SQLITE_OK) near_free(pNear);
  }
  if (p->rc != SQLITE_OK) return;
  *pzWhy = copy_of(p, pNear->zWhy);
  *pzList = copy_of(p, pNear->zList);
}
