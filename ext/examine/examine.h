/* examine.h: the cells of a quarter, looked at once for all data rules (semantics.md 2, 3): what they are held against is read
** filing by filing in the order in which it is stored, so that a quarter costs a few scans of its cells.
**
**   catalogue.c  the services and indicators in force
**   rules.c      the rules that are switched on, and what they must know
**   source.c     the statements, and which filing stands for what
**   field.c      the cells of a field, gathered and judged
**   peers.c      medians and spreads of ratios
**   walk.c       the regions one after the other, with all their cells; leaf.c: what each gives to the index
**   leaves.c     all of these, kept
**   examined.c, moved.c   the tables that our own SQL reads (inner.h): what rules find, what moved
*/
#ifndef SPM_EXAMINE_H
#define SPM_EXAMINE_H

#include "database/database.h"
#include "widerules/widerules.h"

/* ---- catalogue.c ---- */

typedef struct SpmAsked {
  const char *zField, *zService, *zIndicator, *zName, *zUnit;
  SpmCell cell; /* what the catalogue says of it; no figures */
  char *zTexts;
} SpmAsked;
/* A service in force, of which an indicator is. */
typedef struct SpmAskedService {
  const char *zField, *zService, *zName;
  long long penerima, mutu, cells, owed_penerima; /* its indicators: scored, scored, all, all */
  sqlite3_uint64 indicators;                      /* which they are: the fingerprint */
  char *zTexts;
} SpmAskedService;
/* The indicators and services of a level group and field, from iFirst up to iEnd. */
typedef struct SpmRange {
  const char *zGroup, *zField;
  int iFirst, iEnd;
  int iService, iServiceEnd;
} SpmRange;
typedef struct SpmCatalogue {
  SpmAsked *a; /* in the order group, field, service, indicator */
  int n;
  SpmAskedService *aService;
  int nService;
  SpmRange *aRange;
  int nRange;
} SpmCatalogue;
/* Of rows of condition asked_rows; the statement is reset when all are read. hasIndicators 0: the services alone, of its columns up
** to indicator; a is empty. The caller clears it, also after an error. */
int spm_catalogue_read(sqlite3_stmt *pAsked, int hasIndicators, SpmCatalogue *p);
const SpmRange *spm_catalogue_range(const SpmCatalogue *p, const char *zGroup, const char *zField); /* NULL: none */
/* The ranges of a level group, from *piFirst up to *piEnd: they stand together. */
void spm_catalogue_group(const SpmCatalogue *p, const char *zGroup, int *piFirst, int *piEnd);
void spm_catalogue_clear(SpmCatalogue *p);

/* ---- rules.c ---- */

typedef struct SpmActive {
  const char *zName, *zMessage;
  int isWarning;
  double threshold;                                                   /* NAN: none */
  SpmOutcome (*xCell)(const SpmCell *, double threshold, SpmFault *); /* one of the three */
  SpmOutcome (*xService)(const SpmServiceCells *, SpmFault *);
  SpmOutcome (*xRegion)(int isListed, long long fields, SpmFault *);
  int isOfAll;                   /* xCell looks at every cell that is filed, owed or not */
  sqlite3_int64 n[SPM_OUTCOMES]; /* in the region that is looked at */
} SpmActive;
#define SPM_RULES 20
typedef struct SpmRules {
  SpmActive a[SPM_RULES]; /* in the order of their names */
  int n;
  int looks; /* what they must know: SPM_LOOKS_... */
} SpmRules;
/* isDoubt: only warnings that leave a band and a rank unverified (semantics 3). */
int spm_rules_read(sqlite3_stmt *pSettings, int isDoubt, SpmRules *p);

/* ---- source.c ---- */

/* What is asked; NULL region: all. */
typedef struct SpmQuestion {
  sqlite3_value *pPeriod, *pAsOf, *pKnownAt, *pRegion;
} SpmQuestion;
typedef struct SpmSource {
  sqlite3 *db;
  sqlite3_value *apAsked[4];                         /* the question, copied: period, as_of, known_at, region */
  sqlite3_stmt *aStmt[SQL_EXAMINE_DECLARE_EXAMINED]; /* NULL until it is asked; those behind only declare */
  SpmPeriod period;
  signed char aHasFilings[8]; /* anything filed, of each quarter of the year before and of this one? 0: not yet asked */
} SpmSource;
int spm_source_open(sqlite3 *db, const SpmQuestion *pQuestion, SpmSource *p);
void spm_source_close(SpmSource *p);
/* A statement of examine.sql, with what does not change of the question bound. */
int spm_source_statement(SpmSource *p, SqlExamine sql, sqlite3_stmt **ppStmt);
/* The filing of the quarter before, and what a need is held against; 0: none. */
int spm_source_before(SpmSource *p, const char *zRegion, const char *zField, sqlite3_int64 *pFiling);
int spm_source_base(SpmSource *p, const char *zRegion, const char *zField, sqlite3_int64 filing, sqlite3_int64 *pBase);
/* Read the cells of a filing that are in the range, in order; xCell gets each and where it is in the catalogue, -1: it is not in
** the range. */
typedef struct SpmReader SpmReader;
struct SpmReader {
  const SpmCatalogue *pCatalogue;
  const SpmRange *pRange; /* NULL: the range is empty */
  int (*xCell)(SpmReader *, int i, const char *zService, const char *zIndicator, SpmValue required, SpmValue fulfilled);
  void *pContext;
};
int spm_source_cells(SpmSource *p, sqlite3_int64 filing, SpmReader *pReader);
/* Is the indicator in force, of whatever field and level? */
int spm_source_is_asked(SpmSource *p, const char *zIndicator, int *pIs);
SpmValue spm_source_value(sqlite3_stmt *pStmt, int iCol);

/* ---- peers.c ---- */

typedef struct SpmPeer {
  sqlite3_int64 regions;
  double median, spread;
} SpmPeer;
#define SPM_LEVELS 3
extern const char *const spm_levels[SPM_LEVELS];
int spm_level(const char *zLevel); /* which of them; -1: none */
/* One for each level and indicator of the catalogue, [level * n + i]; sqlite3_free it. */
int spm_peers_read(SpmSource *pSource, const SpmCatalogue *pCatalogue, SpmPeer **pp);

/* ---- field.c ---- */

/* A row of the answer: so many cells of an outcome, or one that failed. */
typedef struct SpmFound {
  const SpmActive *pRule;
  const char *zField, *zService, *zIndicator; /* "" where it is not about one */
  int outcome;                                /* -1: of nothing; the rule had nothing to look at */
  sqlite3_int64 cells, filing;                /* filing 0: none */
  SpmFault fault;
  char *zOwn; /* what the texts stand in, when it is not the catalogue */
} SpmFound;
typedef struct SpmFinds {
  SpmFound *a;
  int n, nAlloc;
} SpmFinds;
SpmFound *spm_finds_add(SpmFinds *p); /* zeroed; NULL: out of memory */
void spm_finds_clear(SpmFinds *p);    /* keeps the room */

/* A field of a region, and what gathering its cells found. */
typedef struct SpmFieldOf {
  const char *zRegion, *zField;
  int level, isListed;
  sqlite3_int64 filing, before; /* what stands, and stood a quarter before, if that is looked at; 0: none */
  const SpmRange *pRange;       /* NULL: nothing is asked of it */
  long long scored;             /* services with a score, under the method that was asked last (leaf.c) */
  int hasCell;                  /* an owed cell has both figures, so that the field has reported (semantics 6) */
} SpmFieldOf;
typedef struct SpmExaminer {
  SpmSource source;
  SpmCatalogue catalogue;
  SpmRules rules;
  SpmPeer *aPeer;
  SpmCell *aCell;         /* of the region that is looked at */
  int looks;              /* what a cell is held against: SPM_LOOKS_..., or */
#define SPM_LOOKS_KEPT 32 /* known needs from the year before on: a pooled denominator keeps them (semantics 3) */
  int isNeedFull;
  int isCount; /* failures of notes are counted, too, not listed */
  SpmFinds finds;
} SpmExaminer;
/* Gather the cells of its range into aCell. */
int spm_field_gather(SpmExaminer *p, SpmFieldOf *pField, SpmCell *aCell);
/* Judge them by the rules that look at a cell or a service. */
int spm_field_judge(SpmExaminer *p, const SpmFieldOf *pField, const SpmCell *aCell);
/* Count an outcome of a rule; a failure becomes a find. The texts must live as long as the finds. */
int spm_examiner_tell(SpmExaminer *p, SpmActive *pRule, SpmOutcome outcome, const SpmFault *pFault,
                      const SpmFieldOf *pField, const char *zService, const char *zIndicator);

/* ---- walk.c, leaf.c ---- */

/* An owed cell as it counts in the index of its region. NAN is NULL. */
typedef struct SpmLeaf {
  const SpmAsked *pAsked;
  SpmValue required, fulfilled;
  int isFiled; /* its field has a filing */
  SpmStatus status;
  double raw, ratio;                       /* uncapped, and as it counts */
  double service_score, service_quality;   /* of its service, 0..100 */
  double weight_component, weight, points; /* semantics 3, backwards; NAN when the region has no score */
  int counts;                              /* it is in the denominator of its component */
} SpmLeaf;
typedef struct SpmChoice {
  SpmMethod method;
  int isFlat;
} SpmChoice;
/* The regions of a quarter, one after the other. */
typedef struct SpmWalk {
  SpmExaminer examiner;
  int state; /* of the statement of the filings: SQLITE_ROW while there are regions left */
  char zRegion[SPM_REGION_SIZE];
  int level, isListed, iRange, iRangeEnd; /* on the roster; the ranges of its level group */
  int iFirst, n;      /* their cells: where they stand in the catalogue, which is where aCell begins */
  SpmFieldOf *aField; /* of each range of the catalogue */
  int hasOther;       /* a field of which nothing is asked has reported */
  long long filings;
} SpmWalk;
int spm_walk_open(sqlite3 *db, const SpmQuestion *pQuestion, SpmWalk *p);
/* Gather the next region: zRegion and what follows. Where there are no rules, one that is not on the roster has no cells. */
int spm_walk_next(SpmWalk *p);
void spm_walk_close(SpmWalk *p);
int spm_choice_read(sqlite3 *db, sqlite3_value *pMethod, SpmChoice *p);
/* The n leaves of that region; 1 when it has a score. */
int spm_walk_leaves(SpmWalk *p, const SpmChoice *pChoice, SpmLeaf *a);
/* The same leaves with no more than their figures, ratios and status. */
void spm_walk_ratios(const SpmWalk *p, const SpmChoice *pChoice, SpmLeaf *a);

/* ---- leaves.c ---- */

/* The leaves of all regions that are asked for, in the order region, field, service, indicator. SQLITE_TOOBIG beyond 512 MiB of
** figures. *pp is to be freed also after an error. */
typedef struct SpmLeaves SpmLeaves;
#define SPM_LEAVES_MAX_BYTES (512LL * 1024 * 1024)
int spm_leaves_read(sqlite3 *db, const SpmQuestion *pQuestion, sqlite3_value *pMethod, SpmLeaves **pp);
void spm_leaves_free(SpmLeaves *p);
sqlite3_int64 spm_leaves_count(const SpmLeaves *p);
/* The i-th one, and its region; both until another one is asked for. */
const SpmLeaf *spm_leaves_at(SpmLeaves *p, sqlite3_int64 i, const char **pzRegion);
/* Which are of a region. */
void spm_leaves_range(const SpmLeaves *p, const char *zRegion, sqlite3_int64 *piFirst, sqlite3_int64 *piEnd);

/* ---- move.c ---- */

/* An indicator in two quarters, either of which may be NULL, and what moved its points. */
typedef struct SpmMoveOf {
  const SpmLeaf *pFrom, *pTo;
  double points_from, points_to;
  double served, denominator, quality, cap;
  double by_filing;  /* what was newly filed or fell silent */
  double by_company; /* what others that came or went did to its weight */
} SpmMoveOf;
const SpmAsked *spm_move_asked(const SpmMoveOf *p); /* what the catalogue says of it */
/* Of all indicators of a region under one method; the share of by_company that is coverage, the rest being obligation. */
double spm_moves(SpmMoveOf *a, int n, const SpmMethod *pMethod);

/* ---- inner.c ---- */

int spm_examine_register(sqlite3 *db);

#endif
