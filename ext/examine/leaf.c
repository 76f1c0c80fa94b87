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

/* It is scored as missing. */
static int is_missing(const SpmLeaf *p, const SpmCell *pCell) {
  return pCell->isScored && !is_rated(p->status) && p->status != SPM_NOT_NEEDED;
}

/* Nothing is needed of it, which counts as full. */
static int is_full(const SpmLeaf *p, const SpmCell *pCell, const SpmMethod *m) {
  return pCell->isScored && p->status == SPM_NOT_NEEDED && m->full;
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
    p->missing += is_missing(&a[i], &aCell[i]);
    p->full += is_full(&a[i], &aCell[i], m);
  }
  for (int i = 0; i < n; i++) {
    SpmLeaf *p = &a[i];
    const Side *pSide = &aSide[aCell[i].isRecipient ? SPM_PENERIMA : SPM_MUTU];
    double part = part_of(p, &aCell[i], m), share = 0;
    if (pSide->parts > 0) share = part / pSide->parts;
    /* no need is known at all: what is missing loses everything, else 0 of 0 counts as full */
    else if (!m->available && pSide->missing > 0) share = is_missing(p, &aCell[i]) / (double)pSide->missing;
    else if (pSide->full > 0) share = is_full(p, &aCell[i], m) / (double)pSide->full;
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

/* The leaves of a field, with the scores of their services; how many services have one. */
static long long score_field(SpmLeaf *a, int n, const SpmAsked *aAsked, const SpmCell *aCell, SpmFiled filed,
                             const SpmMethod *m) {
  long long scored = 0;
  for (int i = 0; i < n; i++) {
    memset(&a[i], 0, sizeof(a[i]));
    a[i].pAsked = &aAsked[i];
    read_cell(&a[i], &aCell[i], m);
  }
  for (int i = 0, iEnd; i < n; i = iEnd) {
    iEnd = service_end(a, i, n);
    SpmService service = score(&a[i], iEnd - i, &aCell[i], filed, m);
    scored += !isnan(service.score);
    for (int j = i; j < iEnd; j++) {
      a[j].service_score = spm_snap(100 * service.score);
      a[j].service_quality = spm_snap(100 * service.quality);
    }
  }
  return scored;
}

/* Share the weight of a field out among its services, of which so many have a score. */
static void weigh_field(SpmLeaf *a, int n, const SpmCell *aCell, double weight, long long scored, const SpmMethod *m) {
  for (int i = 0, iEnd; i < n; i = iEnd) {
    iEnd = service_end(a, i, n);
    for (int j = i; j < iEnd; j++)
      a[j].weight_component = isnan(a[j].service_score) ? 0 * weight : weight / (double)scored;
    share_out(&a[i], iEnd - i, &aCell[i], m);
  }
}

void spm_walk_ratios(const SpmWalk *p, const SpmChoice *pChoice, SpmLeaf *a) {
  for (int i = 0; p->isListed && i < p->n; i++) {
    memset(&a[i], 0, sizeof(a[i]));
    a[i].pAsked = &p->examiner.catalogue.a[p->iFirst + i];
    read_cell(&a[i], &p->examiner.aCell[i], &pChoice->method);
  }
}

int spm_walk_leaves(SpmWalk *p, const SpmChoice *pChoice, SpmLeaf *a) {
  const SpmCatalogue *pCatalogue = &p->examiner.catalogue;
  const SpmMethod *m = &pChoice->method;
  int isAny = p->hasOther;
  long long fields = 0, services = 0;
  if (!p->isListed) return 0;
  for (int r = p->iRange; r < p->iRangeEnd; r++) isAny |= p->aField[r].hasCell;
  for (int r = p->iRange; r < p->iRangeEnd; r++) {
    const SpmRange *pRange = &pCatalogue->aRange[r];
    SpmFieldOf *pField = &p->aField[r];
    int at = pRange->iFirst - p->iFirst, n = pRange->iEnd - pRange->iFirst;
    SpmFiled filed = pField->hasCell ? SPM_FIELD_FILED : isAny ? SPM_FIELD_SILENT : SPM_REGION_SILENT;
    pField->scored = score_field(&a[at], n, &pCatalogue->a[pRange->iFirst], &p->examiner.aCell[at], filed, m);
    fields += pField->scored > 0;
    services += pField->scored;
  }
  for (int r = p->iRange; r < p->iRangeEnd; r++) {
    const SpmRange *pRange = &pCatalogue->aRange[r];
    long long scored = p->aField[r].scored;
    int at = pRange->iFirst - p->iFirst;
    double weight = fields == 0       ? NAN /* the region has no score */
                    : pChoice->isFlat ? 100.0 * (double)scored / (double)services
                    : scored == 0     ? 0
                                      : 100.0 / (double)fields;
    weigh_field(&a[at], pRange->iEnd - pRange->iFirst, &p->examiner.aCell[at], weight, scored, m);
  }
  return fields > 0;
}
