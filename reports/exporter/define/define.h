/* define.h: a report file as it is understood: the model, one struct a directive (spm-report(5)), and what fills it:
** library.c finds the files, parse.c and lex.c read them, directive*.c and option.c know the directives, format.c the
** formats of columns, param.c the values of parameters, diag.c keeps what is wrong. */
#ifndef SPM_REPORT_DEFINE_H
#define SPM_REPORT_DEFINE_H

#include "base/base.h"

typedef enum Format {
  F_GUESS,
  F_TEXT,
  F_WRAP,
  F_NO,
  F_INT,
  F_DEC1,
  F_DEC2,
  F_PERCENT0,
  F_PERCENT1,
  F_PERCENT2,
  F_POIN2,
  F_RUPIAH,
  F_RUPIAH_JUTA,
  F_DATE,
  F_MONTH,
  F_BOOL,
  F_PLAIN_INT, /* what the formats above become on a plain sheet; these have no names */
  F_PLAIN_REAL,
  F_PLAIN_DATE
} Format;
typedef enum Holds { H_REAL, H_INT, H_TEXT, H_DATE, H_BOOL } Holds;
typedef enum Align { A_DEFAULT, A_LEFT, A_CENTER, A_RIGHT } Align;
extern const struct FormatInfo {
  const char *excel; /* the number format of a spreadsheet, or NULL */
  Holds holds;
  Align align;
  int decimals, width; /* as shown; in characters, 0: as the value needs */
  Format plain;        /* on a plain sheet */
} format_info[];
extern const char *const formats[]; /* of F_TEXT and so on, up to NULL */
const char *format_name(Format f);  /* NULL: it has none */

typedef struct Diag {
  Place at;
  const char *text;
} Diag;

typedef enum ParamType { P_INT, P_REAL, P_TEXT, P_BOOL, P_DATE, P_REGION, P_PROVINCE, P_ASOF } ParamType;
typedef struct Param {
  Place at;
  const char *name, *label;
  ParamType type;
  int required, used, nIn;
  int given;                /* by the SELECT of its workbook */
  int fixed;                /* by the --@ as line of its report: def is its value */
  Value def, min, max, *in; /* V_NULL: none */
} Param;

/* Columns named by a directive: from..to each; index[] are positions in Report.col once resolve.c has seen the SELECT.
** */
typedef struct NameRange {
  Place at;
  const char *from, *to; /* to is NULL for a single column */
} NameRange;
typedef struct Names {
  NameRange *a;
  int n;
  int *index, nIndex;
} Names;

#define NO_COLOR (-1)
typedef enum Validate { VALIDATE_NONE, VALIDATE_INTEGER, VALIDATE_REAL, VALIDATE_LIST, VALIDATE_DATE } Validate;
typedef struct Column {
  Place at;
  const char *name, *header, *null_text, *link; /* link: a sheet */
  const char *link_book;                        /* or the page of a workbook for the code in another column */
  Names link_key;
  Names go, filled; /* columns that name a cell of another sheet to go to, a column to count (write/xlsx/refer.c) */
  Names within;     /* the column whose figure is the most, beside it in its row */
  Names note;       /* the column with a comment on the cell */
  Format format;
  Align align;
  double width;                     /* 0: from the content */
  int wrap, hide, bar, color, used; /* used: of a workbook's SELECT, named in its texts */
  double lo, hi;                    /* of the bar, in SQL units */
  int aside;                        /* hidden, and only what note, go or filled of another says of its cells */
  int input;                        /* a person fills the cells in */
  Validate validate;
  int hasMin;        /* of validate=integer, real */
  double min;
  const char **word; /* of validate=list */
  int nWord;
  const char *key; /* of a pivot: the member of the object */
  int source;      /* column of the rows; -1 until resolved */
} Column;

typedef struct Card {
  Names value, under_col;
  const char *caption, *under;
} Card;
typedef struct Band {
  const char *title;
  Names cols;
} Band;
typedef struct Group {
  Names col;
  int on, count, outline;
  const char *unit;
} Group;
typedef enum SummaryKind { S_NONE, S_SUM, S_COUNT, S_RATIO, S_DIFF, S_BLANK } SummaryKind;
typedef struct Summary { /* one option of total: sum=a,b  count=c  ratio=p:num/den  diff=d:a:b  blank=e */
  SummaryKind kind;
  Names cols; /* ratio: p, num, den; diff: d, a, b */
} Summary;
typedef struct Total {
  const char *label; /* NULL: no total row */
  Summary *summary;
  int nSummary;
} Total;
typedef enum Op { O_ALWAYS, O_EQ, O_NE, O_LT, O_LE, O_GT, O_GE, O_BETWEEN, O_CONTAINS, O_BLANK } Op;
typedef enum RuleStyle { R_BAIK, R_SEDANG, R_BURUK, R_REDUP, R_TEBAL, R_KATEGORI } RuleStyle;
typedef struct Rule {
  Names cols;
  Op op;
  Value value, high;
  RuleStyle style;
} Rule;
typedef struct Scale {
  Names cols;
  int nStop;
  double at[3];
  int color[3];
} Scale;
typedef struct Icons {
  Names cols;
  int set, reverse, only; /* set: of look.c */
  double at[2];           /* ascending, in SQL units */
} Icons;
typedef enum ChartType { C_COLUMN, C_BAR, C_STACKED, C_STACKED100, C_LINE, C_PIE } ChartType;
typedef struct Chart {
  Place at;
  ChartType type;
  const char *title, *alt;
  Names x, y;
  int right, with_total, width, height; /* width 0: share the page */
  int nColor, *color;
  double min, max; /* NAN: from the values */
  Format fmt;
} Chart;
typedef enum ExpectKind { E_ROWS, E_UNIQUE, E_NOTNULL, E_BETWEEN, E_SUM, E_PERCENT } ExpectKind;
typedef struct Expect {
  Place at;
  ExpectKind kind;
  Op op;
  double lo, hi;      /* rows: lo */
  Names cols, target; /* percent: p, num, den */
} Expect;
typedef enum Fit { FIT_WIDTH, FIT_PAGE, FIT_NONE } Fit;
typedef struct Sheet {
  Place at;
  const char *name; /* NULL: not given */
  int tab, landscape, folio, freeze, hide;
  int plain, protect, filter; /* form.c */
  int data;                   /* of the report: it is the csv of its workbook */
  Fit fit;
} Sheet;
typedef struct Texts {
  const char **a;
  int n;
} Texts;
typedef struct Member {
  Place at;
  const char *workbook; /* "" when its line could not be read */
  int order;
} Member;

typedef struct Report {
  Pool *pool;
  const char *path, *name, *base; /* file; nasional/belum_lapor; belum_lapor */
  const char *text;               /* the whole file; SQL runs from here, so that offsets are true */
  size_t nText, sql;              /* sql: offset of the first token; nText when there is none */
  Place sql_at;
  char sha256[65];
  int is_workbook, nDirective, checked, linked;
  int nVariant; /* --@ as lines of the file */
  int seen[32]; /* line of each directive of directive.c, 0 when not met */
  Diag *diag;
  int nDiag;
  Diag *display; /* every text that may hold {param} */
  int nDisplay;

  const char *title, *subtitle, *lent; /* lent: the subtitle, where it is that of the workbook */
  Texts note, source;
  Sheet sheet;
  Member *member;
  int nMember;
  Param *param;
  int nParam;
  Column *col;
  int nCol;
  Names object;                     /* pivot: the column of JSON objects, object_at in the SELECT */
  int object_at, member_at, nPivot; /* its members are nPivot columns from member_at on */
  Card *card;
  Place card_at;
  int nCard;
  Band *band;
  int nBand, numbering;
  Group group;
  Total total;
  Rule *rule;
  int nRule;
  Scale *scale;
  int nScale;
  Icons *icons;
  int nIcons;
  Chart *chart;
  int nChart;
  Expect *expect;
  int nExpect;

  const char *file, *author, *id, *toc, *up; /* workbook files; up: the workbook of the page above */
  Names up_key, key;                         /* key: the column that other pages name its pages by */
  Place up_at;
  Place file_at;
} Report;

/* Record an error of the file; always 0, so that a reader can `return define_bad(...)`. */
int define_bad(Report *r, Place at, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Check what only the whole file shows. */
void directive_finish(Report *r);
/* Print the file's errors in the order of its lines; RC_DEFINITION when there are any. */
int report_errors(Report *r);
/* Call use for each {name} of the report's texts; say: what is wrong with a text is an error. */
void report_texts(Report *r, TextUse use, void *ctx, int say);
/* Read and parse one file, as the variant-th of the reports that it is; its errors are in the report. NULL when the
** file cannot be read (said on stderr). directive_finish comes later, when the report has what its workbook gives. */
Report *report_parse(Pool *p, const char *path, const char *name, int variant);
Place report_place(const Report *r, size_t offset); /* place.c */
/* The offset behind the comment, string or quoted name at i; i when none of these begins there. */
size_t report_skip(const Report *r, size_t i);
int is_name(char c);                                              /* of a name in SQL */
int report_param(const Report *r, const char *name);              /* its position, or -1 */
const char *report_near_param(const Report *r, const char *name); /* ", did you mean X?" */
int report_col(const Report *r, const char *name);
int names_have(const Names *n, int col);
/* Offset of the placeholder :name in the SQL, or of the SQL itself. */
size_t report_find_param(const Report *r, const char *name);

/* ---- lex.c: the words of a directive ----------------------------------------------------------------------------- */

/* A sign is of its own kind: ',' '+' ':' '/', and '=' behind the name of an option. */
enum { T_END, T_NAME, T_STRING, T_NUMBER, T_COLOR, T_STOP, T_SIZE, T_DOTS, T_OP };
typedef struct Token {
  int kind;
  Place at;
  const char *text;    /* the word as written; of a string its content */
  double number, high; /* T_SIZE: width, height */
  int color;
  Op op;
} Token;
typedef struct Option Option;
typedef struct Args {
  Report *r;
  Token *t; /* ends with T_END */
  int n, i;
  const Option *o; /* what is read, and what it fills */
  void *to;
} Args;
/* Append the words of one line, n bytes up to its end; 0 when one cannot be read. */
int define_lex(Args *a, Place at, const char *z, size_t n);
int op_holds(Op op, int c);                 /* c: how the two compare, as strcmp says it */
int arg_bad(Args *a, const char *expected); /* an error at the next token, which %s names */
int arg_is(const Args *a, int kind);
int arg_sign(Args *a, int kind);                 /* take the next token if it is of that kind */
int arg_word(Args *a, const char *word);         /* take the next token if it is this bare name */
const char *arg_name(Args *a, const char *what); /* these three: NULL or 0 after an error */
const char *arg_string(Args *a, const char *what);
const char *arg_display(Args *a, const char *what); /* a string that may hold {param} */
int arg_number(Args *a, const char *what, double *x);
const char *arg_option(Args *a);                                     /* NAME= , or NULL */
int arg_names(Args *a, Names *n);                                    /* list of columns and ranges of columns */
int arg_names1(Args *a, Names *n);                                   /* exactly one column */
int arg_value(Args *a, Value *v);                                    /* number, string or name */
int arg_bounds(Args *a, double *lo, double *hi);                     /* 0..100 */
int arg_choice(Args *a, const char *what, const char *const *names); /* index, or -1 after an error */

/* ---- variant.c: one file that is several reports ----------------------------------------------------------------- */

int variant_count(Report *r);                                        /* 0 after an error: there are too many */
void variant_cut(Report *r, int variant);                            /* blank what belongs to other reports */
const char *variant_fill(const Report *r, const char *z, size_t *n); /* the values of the --@ as line for {key} */

/* ---- option.c: what a word means, as tables say it --------------------------------------------------------------- */

struct Option {
  const char *key;
  int (*read)(Args *a);      /* fills a->to; 0 after an error. NULL: the word alone says it all */
  size_t at;                 /* where in a->to */
  const char *what;          /* how errors call it; of option_three the sign between the second and the third */
  const char *const *choice; /* the words it may be; the first one is read as the number `first` */
  int first;
};
int option_flag(Args *a); /* stands alone; the others stand behind KEY= */
int option_string(Args *a), option_display(Args *a), option_number(Args *a), option_choice(Args *a),
    option_color(Args *a);
int option_names(Args *a), option_name(Args *a), option_three(Args *a); /* three: p:num/den, d:a:b */
int option_read(Args *a, void *to, const Option *o);
/* The option at hand, its KEY= taken; NULL after an error, which lists the first n of the table (0: all) and says none,
** if that is not NULL, of a word without =. */
const Option *option_next(Args *a, const Option *table, const char *what, int n, const char *none);
int option_unknown(Args *a, const Option *table, const char *what, int n);
int option_list(Args *a, void *to, const Option *table, const char *what, int n,
                const char *none); /* all that follow */

/* ---- directive.c, directive_table.c: what each directive means --------------------------------------------------- */

enum { IN_REPORT = 1, IN_WORKBOOK = 2, REPEATS = 4 };
typedef struct Directive {
  int flags;
  Option o; /* reads into the Report */
  const Option *options;
} Directive;
extern const Directive directives[]; /* in the order of spm-report(5); the key is NULL past the last */
void directive_read(Report *r, const char *key, Place at, Args *a);
int read_col(Args *a), read_pivot(Args *a), read_cards(Args *a), read_band(Args *a), read_group(Args *a),
    read_total(Args *a);
int read_rule(Args *a), read_scale(Args *a), read_icons(Args *a), read_chart(Args *a), read_expect(Args *a);
extern const Option col_options[], group_options[], total_options[], rule_options[], icons_options[], chart_options[],
    expect_options[];
extern const char *const chart_types[], *const param_types[];

/* ---- inherit.c: what a report has from its workbook -------------------------------------------------------------- */

void inherit(Report *r, const Report *w, int is_first); /* is_first: of its sheet */

/* ---- library.c, list.c: the reports there are -------------------------------------------------------------------- */

typedef struct Library {
  Pool *pool;
  const char *dir;
  Report **report;
  int nReport;
} Library;
int library_load(Library *lib, Pool *p, const char *dir);
/* The report or workbook of that name or path; NULL after a message. */
Report *library_find(Library *lib, const char *target);
/* The place of r in workbook w, or NULL. */
const Member *library_member(const Report *r, const Report *w);
/* The sheet of a workbook on which the report stands: what it says, or the name of its file. */
const char *report_sheet(const Report *r);
/* The members of workbook w in their order. */
Report **library_members(Library *lib, const Report *w, int *n);
/* The workbook that report r belongs to, or NULL. */
Report *library_workbook(Library *lib, const Report *r);
/* The workbook of that name; NULL after an error of r, which calls it what and the name. */
const Report *library_book(const Library *lib, Report *r, Place at, const char *what, const char *name);
int library_list(Library *lib, int json); /* on stdout */
int library_source(Library *lib, const char *name);

/* ---- param.c: parameters ----------------------------------------------------------------------------------------- */

/* The text as a value of the parameter's type; NULL, or the reason why not. */
const char *param_convert(Pool *p, const Param *d, const char *z, Value *v);
const char *param_limits(Pool *p, const Param *d, const Value *v);

#endif
