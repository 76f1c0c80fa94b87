/* page.h: a job as pages, before any format draws them: plan.c says which files a run makes, job.c is one of them,
** page.c puts its reports on pages, summary.c works out the shaded rows and the total, look.c says how a cell looks,
** show.c how a value reads, provenance.c where it all comes from. */
#ifndef SPM_REPORT_PAGE_H
#define SPM_REPORT_PAGE_H

#include "query/query.h"

/* ---- plan.c: what is made ---------------------------------------------------------------------------------------- */

typedef struct File {
  const char *path;
  const char *title, *key; /* html: key: its value in the column of the workbook's --@ key */
} File;
typedef struct Plan {
  Report *workbook, **member; /* workbook: its SELECT fills the parameters; NULL: none */
  int n, whole;               /* whole: the target is the workbook itself, not one of its reports */
  Report **carry;             /* the members that the output holds */
  int nCarry, has_select;
  Result outputs;   /* rows of the workbook's SELECT */
  int nJob, perJob; /* rows that give files, and how many files each */
  File *file;       /* nJob * perJob */
} Plan;
typedef struct Run {
  Options *o;
  Library *lib;
  Pool pool;
  Plan *plan;
  int nPlan, nFile;
  double start;
  int changed; /* the database was written to while the files were made */
  int failed;  /* a file or more could not be made because of a text in it, and that was said */
} Run;
int page_of_rows(const Options *o); /* csv, json, ndjson: a file holds the rows of one report */
const char *kind_name(Kind k);
int plan_targets(Run *run);
int plan_check(Run *run);                /* say what is wrong with the reports */
int plan_prepare(Run *run, Database *d); /* and what the database says of their SQL */
int plan_files(Run *run, Database *d);
int plan_distinct(Run *run);
const File *plan_file(const Run *run, int i);
/* The file of a workbook that this run makes, by its key (NULL: the first), or NULL. */
const File *plan_link(const Run *run, const char *workbook, const Value *key, const Plan **plan, int *row);
int plan_is_site(const Run *run);       /* several html pages in a folder: with an index */
const char *plan_index(const Run *run); /* its path */
/* ---- job.c: one file that is made -------------------------------------------------------------------------------- */

typedef struct Job {
  Pool pool;
  Options *o;
  Database *d;
  const Run *run;
  const Plan *plan;
  Report *workbook;      /* NULL: a report that is in none */
  int whole;             /* the workbook itself is the target, not one of its reports */
  const Result *outputs; /* rows of the workbook's SELECT, row of this job */
  int outputs_row;
  Result *result; /* one per member report, in order */
  int nResult;
  const char *path, *title;
  int unfit; /* a text of it can stand in no file of this kind: RC_OUTPUT, but other files can be made */
  const char **warning;
  int nWarning;
} Job;
Job job_of(const Run *run, const Plan *plan, int row);
int job_lookup(const void *job, const char *name, Value *v);
void job_warn(Job *j, const char *fmt, ...) PRINTF_LIKE(2, 3); /* on stderr and on the sheet Keterangan */

/* ---- provenance.c ---- */

void provenance_make(Job *j, Result *q);
const char *page_made_by(Job *j);
const char *database_name(Job *j);

/* ---- look.c: the house style ------------------------------------------------------------------------------------ */

/* A cell's look. Zero means: the default of the format. */
typedef struct Look {
  const char *num;
  double size;
  int color, fill, edge;                                            /* 0xRRGGBB + 1; edge: of thin borders all round */
  int bold, italic, link, top, center, right, indent, wrap, across; /* top: medium line; across: no vertical borders */
  const char *icon;                                                 /* stands before the number; only: instead of it */
  int only, level;                                                  /* level: 0 worst .. 2 best of the icon */
  int open;                                                         /* not locked when the sheet is protected */
} Look;
#define RGB(x) ((x) + 1)
#define NAVY   0x1f3864
#define BLUE   0x2f5597
#define GREY   0x595959
#define LINE   0xbfbfbf
#define SOFT   0xdeeaf6
#define SHADE  0xededed
#define CARD   0xf2f5fc
#define BAR    0x9dc3e6
#define INPUT  0xfff2cc
Look look_cell(const Column *c, Format f);                             /* of a cell of the table's body */
void look_rules(Look *look, const Report *r, int col, const Value *v); /* what the report's rules and icons add */
int page_dark(int rgb);                                                /* white letters are easier to read on it */
int is_percent(Format f);
double cell_number(const Value *v, Format f); /* percent / 100, poin2 rounded by the rule of the bands */
int chart_is_stacked(const Chart *c);
int chart_is_bar(const Chart *c);       /* the values run from left to right */
int chart_color(const Chart *c, int i); /* of its i-th series */
/* The chart with those of its series alone that have a figure, each in its own colour; with all of them where none has. */
const Chart *chart_drawn(Pool *p, const Result *q, const Chart *c);

/* ---- show.c ------------------------------------------------------------------------------------------------------ */

const char *show_number(Pool *p, double x, Format f); /* x as a cell holds it */
const char *show_value(Pool *p, const Value *v, Format f);

/* ---- page.c ------------------------------------------------------------------------------------------------------ */

typedef struct Block { /* a result on its page */
  const Result *q;
  Format *fmt;        /* of each Report.col */
  int *place, *shown; /* column on the page of each Report.col, -1: not on it; and the other way round */
  int nShown;
} Block;
typedef struct Page {
  const char *name;
  const Sheet *def;
  Block *block;
  int nBlock, nTable, nCol;
} Page;
/* The pages of the job in their order, the last with the provenance; NULL after an error, with its code in *rc. */
Page *pages_make(Job *j, int *n, int *rc);
const char *job_title(Job *j);
const char *page_title(Job *j, const Page *p);
const Value *card_cell(const Block *k, const Names *n); /* in the first row; NULL as a value where there is none */
const char *mark_text(Job *j);                          /* of a database that has a mark */
const char *period_line(Job *j, const Block *k);
const char *page_fill(Job *j, const Block *k, const char *zTemplate); /* {param} of a block's display text */
/* The columns of the page, those and the one it groups by, or all of the SELECT in its order. */
typedef enum Choice { OF_PAGE, OF_PAGE_AND_GROUP, OF_SELECT } Choice;
Block block_make(Pool *p, const Result *q, Choice of);

/* ---- summary.c --------------------------------------------------------------------------------------------------- */

int group_begins(const Block *k, int row); /* a shaded row stands before it */
const char *group_label(Job *j, const Block *k, int row);
int group_inside(const Block *k, int row); /* the row belongs to a group that has a name */

typedef struct Sum { /* of a column of the total row */
  double x;          /* as a cell holds it */
  int known;
  SummaryKind kind;
  const int *cols; /* of the ratio p:num/den, the difference d:a:b */
  double scale;
} Sum;
Sum *total_make(Pool *p, const Block *k); /* one per Report.col */

/* ---- grid.c: a table as lines of cells --------------------------------------------------------------------------- */

typedef enum LineKind { LINE_NONE, LINE_HEAD, LINE_NUMBER, LINE_GROUP, LINE_DATA, LINE_EMPTY, LINE_TOTAL } LineKind;
typedef struct Cell {
  int col;                  /* of Report.col; -1: of a band, a group, an empty table */
  int at, down, cols, rows; /* its column on the page; 1: below a band; how many columns and rows it covers */
  const Value *v;           /* of LINE_DATA */
  const char *words;        /* what stands there; NULL: the value or the sum, as its format shows it */
  const Sum *sum;           /* of LINE_TOTAL */
  Format fmt;
  Look look;
} Cell;
typedef struct Grid {
  Job *j;
  const Block *k;
  LineKind kind; /* of the line that is there */
  int row;       /* of the result */
  Cell *cell;
  int nCell, looks;
  Sum *sum; /* one per Report.col, once the total is there */
} Grid;
Grid grid_make(Job *j, const Block *k, int looks); /* looks: 0 for values alone */
int grid_next(Grid *g);                            /* the next line, or 0 */
const Band *band_of(const Report *r, int col);

#endif
