/* leaf.c: the score of a region taken apart again: what each indicator can give, and gives (semantics.md 3, backwards).
**
** The weights of a region with a score add up to 100. That of an indicator is what the component of its service can give, by its
** share of the component: 1/n of n under combine='mean', its part of the needs under 'pooled'. */
#include "examine/examine.h"
#include <math.h>
#include <string.h>

/* What the cells of one component of a service come to. */
typedef struct Side {
  double parts;
  long long missing, full;
} Side;

static int is_rated(SpmStatus status) {
  return status == SPM_OK || status == SPM_CAPPED;
}

/* Its part of the component's denominator. */
static double part_of(const SpmLeaf *p, const SpmCell *pCell, const SpmMethod *m) {
  if (!pCell->isScored) return 0;
  if (p->status == SPM_NOT_NEEDED) return m->full && !m->pooled;
  if (is_rated(p->status)) return m->pooled ? p->required.r : 1;
  if (m->available) return 0;
  if (!m->pooled) return 1;
  SpmValue need = p->required.type == SPM_ABSENT ? pCell->known_need : p->required;
  return need.type == SPM_ABSENT || need.r < 0 ? 0 : need.r;
}

static void read_cell(SpmLeaf *p, const SpmCell *pCell, const SpmMethod *m) {
  p->required = pCell->required;
  p->fulfilled = pCell->fulfilled;
  p->isFiled = pCell->isFiled;
  p->status = spm_cell(p->required, p->fulfilled, &p->raw);
  p->ratio = p->raw;
  if (p->status == SPM_CAPPED && m->cap) p->ratio = 1;
  if (p->status == SPM_NOT_NEEDED && m->full) p->ratio = 1;
}

/* The leaves of a service, which has them together. */
static void share_out(SpmLeaf *a, int n, const SpmCell *aCell, const SpmMethod *m) {
  Side aSide[2];
  memset(aSide, 0, sizeof(aSide));
  for (int i = 0; i < n; i++) {
    Side *p = &aSide[aCell[i].isRecipient ? SPM_PENERIMA : SPM_MUTU];
    p->parts += part_of(&a[i], &aCell[i], m);
    if (!aCell[i].isScored) continue;
    p->missing += !is_rated(a[i].status) && a[i].status != SPM_NOT_NEEDED;
    p->full += a[i].status == SPM_NOT_NEEDED && m->full;
  }
  for (int i = 0; i < n; i++) {
    SpmLeaf *p = &a[i];
    const Side *pSide = &aSide[aCell[i].isRecipient ? SPM_PENERIMA : SPM_MUTU];
    double part = part_of(p, &aCell[i], m), share = 0;
    int isMissing = aCell[i].isScored && !is_rated(p->status) && p->status != SPM_NOT_NEEDED;
    int isFull = aCell[i].isScored && p->status == SPM_NOT_NEEDED && m->full;
    if (pSide->parts > 0) share = part / pSide->parts;
    /* no need is known at all: what is missing loses everything, else 0 of 0 counts as full */
    else if (!m->available && pSide->missing > 0) share = isMissing / (double)pSide->missing;
    else if (pSide->full > 0) share = isFull / (double)pSide->full;
    double factor = isnan(p->service_quality) ? aCell[i].isRecipient
                    : aCell[i].isRecipient    ? m->served_weight
                                              : m->quality_weight;
    p->weight_component *= factor;
    p->weight = p->weight_component * share;
    p->points = p->weight * (isnan(p->ratio) ? 0 : p->ratio);
    p->counts = part > 0;
  }
}

static SpmService score(const SpmLeaf *a, int n, const SpmCell *aCell, SpmFiled filed, const SpmMethod *m) {
  SpmTally tally, kept;
  long long count[2] = {0, 0};
  memset(&tally, 0, sizeof(tally));
  memset(&kept, 0, sizeof(kept));
  for (int i = 0; i < n; i++) {
    int side = aCell[i].isRecipient ? SPM_PENERIMA : SPM_MUTU, isScored = aCell[i].isScored;
    count[side] += isScored;
    if (!a[i].isFiled) continue;
    spm_tally_add(&tally, side, isScored, a[i].required, a[i].fulfilled, 1);
    if (m->pooled && isScored && a[i].required.type == SPM_ABSENT)
      spm_tally_add(&kept, side, 1, aCell[i].known_need, (SpmValue){SPM_ABSENT, 0, 0}, 1);
  }
  spm_tally_keep(&tally, &kept);
  return spm_service(&tally, count[SPM_PENERIMA], count[SPM_MUTU], filed, m);
}

static int service_end(const SpmLeaf *a, int i, int n) {
  const char *zService = a[i].pAsked->zService;
  while (i < n && strcmp(a[i].pAsked->zService, zService) == 0) i++;
  return i;
}

/* Weight of a field, of fields with a score and services with one. NAN: the region has no score. */
static double field_weight(const SpmGroup *pField, long long fields, long long services, int isFlat) {
  if (fields == 0) return NAN;
  if (isFlat) return 100.0 * (double)pField->score.count / (double)services;
  return pField->score.count == 0 ? 0 : 100.0 / (double)fields;
}

int spm_walk_leaves(const SpmWalk *p, const SpmChoice *pChoice, SpmLeaf *a) {
  const SpmCatalogue *pCatalogue = &p->examiner.catalogue;
  const SpmCell *aCell = p->examiner.aCell;
  const SpmMethod *m = &pChoice->method;
  int isAny = p->hasOther;
  long long fields = 0, services = 0;
  if (!p->isListed) return 0;
  for (int r = p->iRange; r < p->iRangeEnd; r++) isAny |= p->aField[r].hasCell;
  /* first the scores of all services, each with those of its field; then what they weigh */
  for (int isSecond = 0; isSecond < 2; isSecond++) {
    for (int r = p->iRange; r < p->iRangeEnd; r++) {
      int iFirst = pCatalogue->aRange[r].iFirst - p->iFirst, iEnd = pCatalogue->aRange[r].iEnd - p->iFirst;
      SpmFiled filed = p->aField[r].hasCell ? SPM_FIELD_FILED : isAny ? SPM_FIELD_SILENT : SPM_REGION_SILENT;
      SpmGroup field;
      memset(&field, 0, sizeof(field));
      for (int i = iFirst; !isSecond && i < iEnd; i++) {
        memset(&a[i], 0, sizeof(a[i]));
        a[i].pAsked = &pCatalogue->a[p->iFirst + i];
        read_cell(&a[i], &aCell[i], m);
      }
      for (int i = iFirst; i < iEnd; i = service_end(a, i, iEnd)) {
        int n = service_end(a, i, iEnd) - i;
        SpmService service = score(&a[i], n, &aCell[i], filed, m);
        spm_group_add(&field, &service, filed);
        for (int j = i; j < i + n; j++) {
          a[j].service_score = spm_snap(100 * service.score);
          a[j].service_quality = spm_snap(100 * service.quality);
        }
      }
      if (!isSecond) {
        fields += field.score.count > 0;
        services += field.score.count;
        continue;
      }
      double weight = field_weight(&field, fields, services, pChoice->isFlat);
      for (int i = iFirst; i < iEnd; i = service_end(a, i, iEnd)) {
        int n = service_end(a, i, iEnd) - i;
        for (int j = i; j < i + n; j++)
          a[j].weight_component = isnan(a[j].service_score) ? 0 * weight : weight / (double)field.score.count;
        share_out(&a[i], n, &aCell[i], m);
      }
    }
  }
  return fields > 0;
}
