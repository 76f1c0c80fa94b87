/* rules.c: the data rules that there are, and those of them that are switched on. */
#include "examine/examine.h"
#include <math.h>
#include <string.h>

static const SpmCellRule *const cell_rules[] = {
    &spm_rule_contradiction, &spm_rule_edition,  &spm_rule_falling, &spm_rule_need_changed,   &spm_rule_need_fell,
    &spm_rule_need_zero,     &spm_rule_negative, &spm_rule_outlier, &spm_rule_over_fulfilled, &spm_rule_unit,
};
static const SpmServiceRule *const service_rules[] = {&spm_rule_overspent, &spm_rule_quality_alone,
                                                      &spm_rule_service_not_owed, &spm_rule_unchanged};
static const SpmRegionRule *const region_rules[] = {&spm_rule_region_not_owed};
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A need that is 0, or fell, takes something out of what is measured. */
static int is_doubt(const char *zName) {
  return strcmp(zName, spm_rule_need_zero.zName) == 0 || strcmp(zName, spm_rule_need_fell.zName) == 0;
}

/* What the rule of that name is; 0 when there is none. */
static int find(const char *zName, SpmActive *p, int *pLooks) {
  for (size_t i = 0; i < COUNT(cell_rules); i++) {
    const SpmCellRule *pRule = cell_rules[i];
    if (strcmp(pRule->zName, zName) != 0) continue;
    p->zName = pRule->zName;
    p->zMessage = pRule->zMessage;
    p->xCell = pRule->xJudge;
    p->isOfAll = pRule == &spm_rule_edition;
    *pLooks = pRule->looks;
    return 1;
  }
  for (size_t i = 0; i < COUNT(service_rules); i++) {
    const SpmServiceRule *pRule = service_rules[i];
    if (strcmp(pRule->zName, zName) != 0) continue;
    p->zName = pRule->zName;
    p->zMessage = pRule->zMessage;
    p->xService = pRule->xJudge;
    *pLooks = pRule->looks;
    return 1;
  }
  for (size_t i = 0; i < COUNT(region_rules); i++) {
    const SpmRegionRule *pRule = region_rules[i];
    if (strcmp(pRule->zName, zName) != 0) continue;
    p->zName = pRule->zName;
    p->zMessage = pRule->zMessage;
    p->xRegion = pRule->xJudge;
    return 1;
  }
  return 0;
}

int spm_rules_read(sqlite3_stmt *pSettings, int isDoubt, SpmRules *p) {
  int rc;
  while ((rc = sqlite3_step(pSettings)) == SQLITE_ROW) {
    const char *zName = (const char *)sqlite3_column_text(pSettings, 0);
    const char *zSeverity = (const char *)sqlite3_column_text(pSettings, 1);
    if (zName == 0 || zSeverity == 0) {
      rc = SQLITE_NOMEM;
      break;
    }
    SpmActive *pNew = &p->a[p->n];
    int looks = 0;
    memset(pNew, 0, sizeof(*pNew));
    pNew->isWarning = strcmp(zSeverity, "warning") == 0;
    if (isDoubt && (!pNew->isWarning || !is_doubt(zName))) continue;
    if (p->n == SPM_RULES || !find(zName, pNew, &looks)) continue;
    pNew->threshold = sqlite3_column_type(pSettings, 2) == SQLITE_NULL ? NAN : sqlite3_column_double(pSettings, 2);
    p->looks |= looks;
    p->n++;
  }
  sqlite3_reset(pSettings);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}
