/* memo.c: what regions and quarters were read as (office.h). A sheet names the same few in row after row, and to
** look one up among all names of all regions takes most of the time of a row. */
#include "office/office.h"
#include <string.h>

#define SLOTS 2048 /* a power of two; the country has some 550 regions */
#define TEXT  80   /* a longer text is not kept */

typedef struct Slot {
  char kind; /* 0: free */
  char zText[TEXT], zCode[SPM_REGION_SIZE];
} Slot;

struct OfficeMemo {
  Slot aSlot[SLOTS];
};

OfficeMemo *spm_office_memo_new(void) {
  OfficeMemo *p = sqlite3_malloc64(sizeof(*p));
  if (p) memset(p, 0, sizeof(*p));
  return p;
}

/* The one place of a text. */
static unsigned slot_of(char kind, const char *z) {
  unsigned hash = 2166136261u ^ (unsigned char)kind;
  for (; *z; z++) hash = (hash ^ (unsigned char)*z) * 16777619u;
  return (hash ^ hash >> 16) % SLOTS;
}

const char *spm_office_memo_get(const OfficeMemo *p, char kind, const char *z) {
  const Slot *s = p ? &p->aSlot[slot_of(kind, z)] : 0;
  return s && s->kind == kind && strcmp(s->zText, z) == 0 ? s->zCode : 0;
}

void spm_office_memo_put(OfficeMemo *p, char kind, const char *z, const char *zCode) {
  if (p == 0 || strlen(z) >= TEXT || strlen(zCode) >= SPM_REGION_SIZE) return;
  Slot *s = &p->aSlot[slot_of(kind, z)];
  s->kind = kind;
  sqlite3_snprintf(TEXT, s->zText, "%s", z);
  sqlite3_snprintf(SPM_REGION_SIZE, s->zCode, "%s", zCode);
}
