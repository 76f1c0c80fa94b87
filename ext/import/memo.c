/* memo.c: what the database said of a region or of a subject, kept while an import runs: the rows of a file name
** the same few again and again, and the writing lock that the import holds keeps the answers true.
**
** A table of fixed size, so that no file and no catalogue makes it grow: when it fills up, all of it is forgotten. Only
** what was found is kept; the refused rows of a bad file ask again. */
#include "import/import.h"
#include <string.h>

#define SLOTS 1024 /* a power of two; the regions and indicators of one quarter fill it to two thirds and more */
#define FULL  (SLOTS * 3 / 4)

typedef struct Slot {
  SqlImport sql; /* which statement was asked */
  char zPeriod[SPM_PERIOD_SIZE], zGroup[SPM_GROUP_SIZE], zGiven[256];
  Facts facts;
} Slot;

struct Memo {
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
  return m;
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
