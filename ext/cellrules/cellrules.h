/* cellrules.h: the data rules that look at a cell, each in the file of its name (semantics.md 2, 3). Arithmetic alone: what
** they look at is gathered by ext/examine, which also says how often each outcome came up (spm_quality) and lists the
** failures (spm_finding). */
#ifndef SPM_CELLRULES_H
#define SPM_CELLRULES_H

#include "core/core.h"

typedef enum SpmOutcome { SPM_PASS, SPM_FAIL, SPM_NOT_APPLICABLE, SPM_NOT_EVALUABLE } SpmOutcome;
#define SPM_OUTCOMES 4

/* An owed cell, or one that is filed and not owed, and what it is held against. What is not there is SPM_ABSENT. */
typedef struct SpmCell {
  SpmValue required, fulfilled; /* as filed */
  SpmValue before_required,
      before_fulfilled;                 /* in the last quarter that the field filed before: of the same year; in the
                                                 first quarter, in the last one of the year before */
  SpmValue base_required;               /* in the last quarter that it filed of the year before; where it filed none,
                                                 in the first filing of this year */
  SpmValue known_need;                  /* of a blank need: the last one that is known, of this year for a rule */
  int isFiled;                          /* the field has a filing */
  int isFilled;                         /* both figures are there */
  int isAsked;                          /* the catalogue asks for the indicator in this quarter */
  int isScored, isRecipient, isCounted; /* what the catalogue says: counts in the score, penerima, whole things */
  int isAlwaysNeeded;                   /* a regulation says that somebody always needs the service */
  int isFirstQuarter;
  long long peers;       /* regions of the level that have a ratio (spm_peer) */
  double median, spread; /* of these ratios */
} SpmCell;

/* What a rule says of a failure: the figure, and the one it was held against. */
typedef struct SpmFault {
  SpmValue given, against;
} SpmFault;

typedef struct SpmCellRule {
  const char *zName;    /* as in table rule */
  const char *zMessage; /* what a failure means, English */
  int looks;            /* what it must know beside the cell, a sum of these */
  /* threshold is NAN where none is set: then nothing fails by it. pFault is written for SPM_FAIL alone. */
  SpmOutcome (*xJudge)(const SpmCell *, double threshold, SpmFault *pFault);
} SpmCellRule;
enum { SPM_LOOKS_BEFORE = 1, SPM_LOOKS_BASE = 2, SPM_LOOKS_KNOWN = 4, SPM_LOOKS_PEERS = 8 };

/* A share of the figure that rounding may move. */
#define SPM_RULE_ROUNDING 1e-12

extern const SpmCellRule spm_rule_contradiction, spm_rule_edition, spm_rule_falling, spm_rule_need_changed,
    spm_rule_need_fell, spm_rule_need_zero, spm_rule_negative, spm_rule_outlier, spm_rule_over_fulfilled, spm_rule_unit;

#endif
