/* tvf.h: the generic table-valued function: a SQL text that can be asked like a table.
**
** Each ext/tvf/QUESTION/NAME.sql is one function. Its header comment declares arguments and columns (embed.c reads it at
** build time and makes one TvfDef of it), its SELECT is the body. tvf.c is the virtual table, plan.c decides what
** may be pushed down, set.c reads the arguments, args.c and when.c resolve them, rowset.c keeps the rows. */
#ifndef SPM_TVF_H
#define SPM_TVF_H

#include "examine/examine.h"

typedef enum TvfArgKind {
  TVF_PERIOD,        /* required; text that spm_period reads; resolved to YYYY-TWn */
  TVF_TEXT,          /* required; text as it is */
  TVF_EDITION,       /* required; name of an edition */
  TVF_REGION,        /* required; a region as spm_region reads it, or one of a list; resolved to its code */
  TVF_REGION_OPTION, /* the same; NULL or absent is '', all regions */
  TVF_INDICATOR,     /* required; an indicator by its code or name; resolved to its code */
  TVF_SUBJECT,     /* a field or service by its code or name, resolved to its code; or the word, as NULL or absent is */
  TVF_WORD,        /* one of a list, in any capitals; NULL or absent is the first of it */
  TVF_IMPORT,      /* number of an import, or text as spm_import takes it; NULL or absent is '', the last import */
  TVF_OPTION,      /* text as it is; NULL or absent is the default */
  TVF_NUMBER,      /* a finite number; NULL or absent is the default */
  TVF_INTEGER,     /* a whole number, also as a REAL; NULL or absent is the default. Its column alone is no TEXT */
  TVF_AS_OF,       /* time stamp, date or edition; NULL or absent is no bound, SPM_FOREVER */
  TVF_KNOWN_AT,    /* time stamp, date, edition or number of table recording; NULL or absent is that of the edition in
                      as_of, else no bound: SPM_FOREVER. Resolved to the number; bound as it, or as NULL */
  TVF_METHOD_FROM, /* of the first of two periods, of one the period before it; NULL or absent is the method where that
                   ** was given, else the one in force there */
  TVF_METHOD /* method or edition; NULL or absent is that of the edition in as_of, else the one in force in the period */
} TvfArgKind;

typedef struct TvfArg {
  const char *zName;
  TvfArgKind kind;
  const char *zWords; /* TVF_WORD: "level|province|field"; TVF_REGION, TVF_SUBJECT: words beside it; else the default */
} TvfArg;

typedef struct TvfColumn {
  const char *zName;
  int isText; /* TEXT; else INTEGER or REAL */
  int isReal; /* REAL: a whole number comes out as one too, so that 237/415 is not 0 */
  int isKey;  /* part of the row key: never NULL */
} TvfColumn;

/* fold.c: the body has a row for each field of a region; these are made of them. ranks.c, lines.c: it has one for each region;
** ranks are. leaves.c: it says which leaves are asked for. */
typedef enum TvfFold {
  TVF_NO_FOLD,
  TVF_FOLD_SERVICE,
  TVF_FOLD_FIELD,
  TVF_FOLD_REGION,
  TVF_FOLD_RANKS,
  TVF_FOLD_LINES,
  TVF_FOLD_LEAVES
} TvfFold;

typedef struct TvfDef {
  const char *zName;
  const char *zArguments; /* as they are written */
  const char *zDeclare;   /* for sqlite3_declare_vtab: columns, then arguments */
  const unsigned char *zBody;
  int nBody;
  const TvfArg *aArg;
  int nArg;
  const TvfColumn *aColumn;
  int nColumn;
  const int *aOrder; /* the rows come in this order of columns, ascending: a body that breaks it is sorted */
  int nOrder;
  TvfFold fold;
  int isWhole; /* one row costs as much as all: nothing is pushed down, the rows are kept for the next xFilter */
  int isHalf;  /* a good part of all: that is so from the second xFilter on */
} TvfDef;

extern const TvfDef spm_tvf_defs[];
extern const int spm_tvf_count;

#define TVF_MAX_ARG    8
#define TVF_MAX_COLUMN 60

/* The declared table has the columns of the body first, then the arguments as hidden columns. These two turn a declared
** column into an argument or into a column of the body; -1 when it is not one. */
int spm_tvf_is_required(TvfArgKind kind);
int spm_tvf_arg_of(const TvfDef *pDef, int iDeclared);
int spm_tvf_column_of(const TvfDef *pDef, int iDeclared);

/* The plan, written by xBestIndex and read by xFilter: three characters an argv entry. "XNN", X from 'A' on, gives argument
** NN: X - 'A' says how (TVF_GIVEN_...). "oNN" pushes the term "column NN o value" with o one of = < > l (<=) g (>=) i (IS);
** "eNN" and "sNN" are = and IS of a literal that must be a code (code.c), "cNN" is one that is not pushed.
** A plan that cannot run has no argv entries: "!NN" argument NN is missing, "~NN" argument NN has an operator other than
** =, IS, IN, "+NN" is given more often than a plan has entries. Behind the entries stands "/" and, in hexadecimal, the columns that are read: the body need not compute the
** others. A plan has TVF_MAX_ENTRY entries at most; the terms beyond are left to SQLite. */
#define TVF_PLAN_STEP      3
#define TVF_MAX_ENTRY      40
#define TVF_USED_SIZE      18 /* "/", 16 digits and a zero */
#define TVF_PLAN_SIZE      (TVF_PLAN_STEP * TVF_MAX_ENTRY + TVF_USED_SIZE)
#define TVF_GIVEN_AGAIN    1 /* the argument was given before: this one must say the same, or there is no row */
#define TVF_GIVEN_LIST     2 /* IN: all values at once */
#define TVF_GIVEN_COMPARED 4 /* SQLite compares the hidden column with the value once more: it must echo it */
#define TVF_GIVEN_LITERAL  8 /* the value stands in the text of the statement */
#define TVF_COLUMN_BIT(i)  ((sqlite3_uint64)1 << ((i) < 63 ? (i) : 63))
int spm_tvf_best_index(const TvfDef *pDef, sqlite3_index_info *pInfo, char **pzErr);
const char *spm_tvf_operator(char c);         /* "<=" for 'l' */
int spm_tvf_entry_number(const char *zEntry); /* its NN */
int spm_tvf_entry_given(const char *zEntry);  /* its TVF_GIVEN_...; -1: no argument */

/* Resolve every argument to non-NULL text (azOut[i], sqlite3_free'd by the caller; NULL on entry). apGiven[i] may be
** NULL: not given. ppMethod keeps a prepared statement between calls. */
int spm_tvf_resolve(sqlite3 *db, const TvfDef *pDef, sqlite3_value **apGiven, sqlite3_stmt **ppMethod, char **azOut,
                    char **pzErr);

/* SQLITE_ERROR with this sentence, which is kept; SQLITE_NOMEM when it is NULL. */
int spm_tvf_fail(char **pzErr, char *zMessage);
/* The error of an argument: what was given, and what would be right. */
int spm_tvf_bad_value(char **pzErr, const TvfDef *pDef, const TvfArg *pArg, sqlite3_value *v, const char *zRight);
/* when.c: as_of and known_at, the same way, both at once; *pOut says them again, into azOut, and stays as it is where the
** function has none. An edition in as_of also says the method where none is given: *pzMethod (sqlite3_free'd by the caller;
** NULL on entry) is its name, or stays NULL. */
typedef struct TvfWhen {
  const char *zAsOf, *zKnownAt; /* SPM_FOREVER: no bound */
} TvfWhen;
int spm_tvf_when(sqlite3 *db, const TvfDef *pDef, sqlite3_value **apGiven, char **azOut, TvfWhen *pOut, char **pzMethod,
                 char **pzErr);
/* Bind known_at as it was resolved: a number, or NULL for no bound. */
int spm_tvf_bind_known_at(sqlite3_stmt *pStmt, int i, const char *z);

/* What one xFilter asks: the arguments, or several sets of them where one was given by IN (set.c). No two are equal. */
typedef struct TvfSet {
  char *azArg[TVF_MAX_ARG];    /* resolved */
  char *azEcho[TVF_MAX_ARG];   /* what the hidden column shows instead; NULL: the resolved one */
  sqlite3_int64 iFirst, iEnd;  /* its rows, of those that the cursor keeps */
  sqlite3_int64 iRow, iRowEnd; /* those of them that are asked for */
} TvfSet;
typedef struct TvfSets {
  TvfSet *a;
  int n;
} TvfSets;
/* Statements that read arguments, which a table keeps between two questions; NULL until they are used. keep prepares one of a
** database that is ours. */
typedef struct TvfKept {
  sqlite3_stmt *pMethod, *pQuarter;
} TvfKept;
int spm_tvf_keep(sqlite3 *db, SqlArgs sql, sqlite3_stmt **ppStmt, char **pzErr);
/* Read the arguments of a plan. pOut, zeroed on entry, may have no set: then there is no row. */
int spm_tvf_sets(sqlite3 *db, const TvfDef *pDef, const char *zPlan, int argc, sqlite3_value **argv, TvfKept *pKept,
                 TvfSets *pOut, char **pzErr);
/* code.c. Is the column one that holds codes? Is a literal that it is compared with one: else an error that names it. */
int spm_tvf_is_code(const TvfColumn *pColumn);
int spm_tvf_check_code(sqlite3 *db, const TvfDef *pDef, int iCol, sqlite3_value *v, char **pzErr);
/* Does table period have the quarter, resolved? One that it has not, and that somebody wrote or bound (isGiven), is an
** error. ppQuarter keeps a prepared statement between calls. */
int spm_tvf_check_quarter(sqlite3 *db, const TvfDef *pDef, const TvfArg *pArg, const char *zPeriod, int isGiven,
                          sqlite3_stmt **ppQuarter, int *pHas, char **pzErr);
int spm_tvf_sets_equal(const TvfDef *pDef, const TvfSets *a, const TvfSets *b);
const char *spm_tvf_shown(const TvfSet *pSet, int iArg); /* what the hidden column of an argument shows */
void spm_tvf_sets_clear(TvfSets *p);

typedef struct RowsetLeaves RowsetLeaves;
/* Rows in memory, bounded. A Rowset is zeroed before first use; clear keeps nothing. */
typedef struct Rowset {
  RowsetLeaves *pLeaves; /* TVF_FOLD_LEAVES: the rows are these alone */
  struct RowsetCell *aCell;
  sqlite3_int64 nCell, nCellAlloc;
  char *aText;
  sqlite3_int64 nText, nTextAlloc;
  int nColumn;
} Rowset;

#define ROWSET_MAX_BYTES (512LL * 1024 * 1024)
/* Append the current row of pStmt, its columns from iFrom on. SQLITE_TOOBIG past ROWSET_MAX_BYTES. */
int spm_rowset_append(Rowset *p, sqlite3_stmt *pStmt, int iFrom);
/* Append the last row once more; the texts are the same bytes. */
int spm_rowset_repeat(Rowset *p);
/* Set a cell; a NaN and a NULL text are NULL. */
void spm_rowset_set_int(Rowset *p, sqlite3_int64 iRow, int iCol, sqlite3_int64 i);
void spm_rowset_set_real(Rowset *p, sqlite3_int64 iRow, int iCol, double r);
int spm_rowset_set_text(Rowset *p, sqlite3_int64 iRow, int iCol, const char *z);
/* The *pn bytes of a cell that is a TEXT, until the next one is set; none: it is not. */
const char *spm_rowset_text(const Rowset *p, sqlite3_int64 iRow, int iCol, int *pn);
void spm_rowset_result(const Rowset *p, sqlite3_int64 iRow, int iCol, int isReal, sqlite3_context *ctx);
/* Put the rows from iFirst on into the order of these columns, ascending, as BINARY has it; rows that come so stay. */
int spm_rowset_sort(Rowset *p, sqlite3_int64 iFirst, const int *aOrder, int nOrder);
/* Narrow *piFirst up to *piEnd, which come in the order of column iCol, to those whose TEXT there is z. */
void spm_rowset_range(const Rowset *p, int iCol, const char *z, int n, sqlite3_int64 *piFirst, sqlite3_int64 *piEnd);
sqlite3_int64 spm_rowset_count(const Rowset *p);
void spm_rowset_clear(Rowset *p);

/* owed.c: what the catalogue asks of a field of a region in the quarter of a set, and the tallies of the filing that stands.
** begin takes what is kept between two runs: the statements of fold.sql, which the table keeps (SQL_FOLD_COUNT of them, NULL until
** they are used), and the levels that are read, which the cursor keeps while its arguments are the same; end leaves them so. */
typedef struct TvfOwed {
  const SpmAskedService *pAsked; /* the service */
  SpmTally tally, kept;          /* of the filing that was read last */
  int isCounted;                 /* its tally stands */
} TvfOwed;
typedef struct OwedLevel {
  char *zGroup; /* as region.level_group */
  SpmCatalogue catalogue;
  TvfOwed *a; /* of each service of it */
} OwedLevel;
typedef struct OwedLevels {
  OwedLevel *a;
  int n;
} OwedLevels;
typedef struct OwedKept {
  sqlite3_stmt **apStmt;
  OwedLevels *pLevels;
} OwedKept;
typedef struct Owed {
  sqlite3 *db;
  const TvfDef *pDef;
  const TvfSet *pSet;
  sqlite3_stmt **apStmt;
  char **pzErr;
  int isBound[SQL_FOLD_COUNT]; /* the arguments, in this run */
  OwedLevels *pLevels;
  char *zRegion; /* that was asked for last, and whether it is known to have reported: 1, not: 0, not known: -1 */
  int hasReported;
} Owed;
void spm_owed_begin(Owed *p, sqlite3 *db, const TvfDef *pDef, const TvfSet *pSet, OwedKept *pKept, char **pzErr);
void spm_owed_levels_clear(OwedLevels *p);
/* A statement of fold.sql with the arguments bound, reset. */
int spm_owed_statement(Owed *p, int iSql, sqlite3_stmt **ppStmt);
/* The services that a field of a region owes, *pn of them at *pa until the next call, with their tallies; iFiling -1:
** nothing stands. isPooled: with the needs that are kept, too. *pFiled says what has reported. Regions come in order. */
typedef struct OwedField {
  const char *zRegion, *zGroup, *zField;
  sqlite3_int64 iFiling;
} OwedField;
int spm_owed_read(Owed *p, const OwedField *pField, int isPooled, TvfOwed **pa, int *pn, SpmFiled *pFiled);
void spm_owed_end(Owed *p);

/* leaves.c: the leaves that a row of the body asks for, behind those that are in *pp, which is NULL before the first. The rest is
** for rowset.c. */
extern const char spm_cells_input[];
int spm_leaves_row(RowsetLeaves **pp, sqlite3 *db, const TvfDef *pDef, sqlite3_stmt *pStmt);
sqlite3_int64 spm_leaves_rows(const RowsetLeaves *p);
void spm_leaves_narrow(RowsetLeaves *p, const char *zRegion, sqlite3_int64 *piFirst, sqlite3_int64 *piEnd);
void spm_leaves_result(RowsetLeaves *p, sqlite3_int64 iRow, int iCol, sqlite3_context *ctx);
void spm_leaves_clear(RowsetLeaves *p);

/* fold.c, ranks.c, lines.c: one run of a body that is folded. begin reads the bands where they are asked for; row takes the current row of
** the statement, whose first columns are those of spm_tvf_fold_input; end writes what is left; clear may follow any. */
typedef struct TvfBand {
  double floor;
  char *zName;
} TvfBand;
typedef struct Fold {
  const TvfDef *pDef;
  Rowset *pRows;
  char **pzErr;
  Owed owed;
  int aPart[TVF_MAX_COLUMN]; /* what of the fold each column shows; 0: what the body says */
  TvfBand *aBand;            /* from the highest floor down */
  int nBand;
  SpmMethod method;
  int hasMethod;
  int isFlat, isOpen;   /* isOpen: the last row of pRows is not finished */
  char *zRegion;        /* of that row, where a region is folded */
  const char *zArrived; /* of the row of the body that is read; NULL: nothing counts */
  const TvfOwed *pOwed; /* the service that was read last, and its score */
  SpmService service;
  SpmGroup group, field;            /* of the last row of pRows; of a region: of the field that is being added */
  long long cells, owed_penerima;   /* owed of the group, as are the next two filled */
  spm_i128 filled, filled_penerima; /* a planted tally may hold any counts */
  SpmLine *aLine;                   /* TVF_FOLD_LINES: what is ranked, in the order of the regions */
  sqlite3_int64 *aLineRow;          /* where each stands in pRows */
  int nLine;
  SpmWeights weights;
  struct RankRow *aRank; /* TVF_FOLD_RANKS: the rows, from iFirst on of pRows */
  int nRank;
  sqlite3_int64 iFirst;
  char **azGroup; /* the names of what they are ranked within */
  int nGroup;
} Fold;
/* Bind each argument that the statement names (:period, ...), and :ours. */
int spm_tvf_bind_arguments(sqlite3_stmt *pStmt, const TvfDef *pDef, const TvfSet *pSet);
int spm_tvf_is_folded(const TvfDef *pDef, int iCol); /* no row of the body says it: a fold makes it */
const char *spm_tvf_fold_input(const TvfDef *pDef);  /* "a, b, c, "; "" where nothing is folded */
const char *spm_tvf_fold_order(const TvfDef *pDef);  /* " ORDER BY a, b", the same */

int spm_tvf_fold_begin(Fold *p, sqlite3 *db, const TvfDef *pDef, Rowset *pRows, const TvfSet *pSet, sqlite3_uint64 used,
                       OwedKept *pKept, char **pzErr);
int spm_tvf_fold_row(Fold *p, sqlite3_stmt *pStmt);
int spm_tvf_fold_end(Fold *p);
void spm_tvf_fold_clear(Fold *p);

/* The same for TVF_FOLD_RANKS and TVF_FOLD_LINES, which fold.c asks. */
extern const char spm_ranks_input[], spm_lines_input[];
extern const char *const spm_ranks_parts[]; /* the columns that they make, from 1 up to NULL */
extern const char *const spm_lines_parts[];
int spm_ranks_row(Fold *p, sqlite3_stmt *pStmt);
int spm_ranks_end(Fold *p);
int spm_lines_row(Fold *p, sqlite3_stmt *pStmt);
int spm_lines_end(Fold *p);

int spm_tvf_register(sqlite3 *db);

#endif
