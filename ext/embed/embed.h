/* embed.h: what the files of the build tool share. It runs at build time and is no part of the extension. */
#ifndef SPM_EMBED_H
#define SPM_EMBED_H

#include <stddef.h>

#define MAX        128
#define MAX_SOURCE 16

typedef struct Text {
  char *z;
  size_t n;
} Text;

/* text.c: the file and line that an error names; what is wrong there ends the program. */
extern const char *file;
extern int line;
void die(const char *what, const char *where);
/* Behind the text, between quotes with those inside doubled. */
void add(Text *t, const char *text, int quote);
char *read_file(const char *name, size_t *pn);
/* n bytes of from without the blanks at their end. */
void copy(char *to, size_t size, const char *from, size_t n);
/* Cut z at its first separator, or at its end; what is behind it, or NULL. */
char *cut(char *z, const char *separator);
/* The line at *text, cut off; *text goes on to what is behind it, and line counts. NULL at the end of the text. */
char *next_line(char **text);

/* share.c: what texts share. Conditions come before what takes them in; check_shared sees that all are used. */
void read_conditions(char *text);
/* The text with its conditions, without the paragraphs "-- @NAME(a, b): meaning" that define more of them. */
char *take_conditions(char *text);
/* Each #define SPM_NAME "text" of a header is a condition SPM_NAME. */
void read_constants(char *text);
char *with_conditions(char *text);
void read_part(char *text);
char *with_parts(char *body);
void check_shared(void);

/* statement.c: the statements of C code. write_names makes the header, write_statements the C that is behind it. */
void read_statements(char *text);
void write_statements(void);
void write_names(void);

/* header.c: header comments. */
typedef struct Field {
  char name[64], type[128];
  int key;
  Text meaning;
} Field;

typedef struct Tvf {
  char name[64], arguments[256], summary[512], ringkasan[512], order[256];
  Text about, errors,
      example; /* paragraphs with a blank line between them; a line each of "> SELECT ..." and "= row" */
  Field arg[MAX], column[MAX];
  int nArg, nColumn, plain; /* plain: no as_of, no method */
  char fold[16];            /* NO_FOLD, FOLD_SERVICE, ... */
  int whole, half;          /* one row costs as much as all; a good part of it */
  char *body;
} Tvf;

/* A scalar function or an aggregate. */
typedef struct Function {
  char name[64], arguments[256], kind[16], type[64], summary[512], ringkasan[512];
  Text nulls, errors, example;
  Field arg[8];
  int nArg;
} Function;

extern Tvf tvfs[MAX];
extern int nTvf;
extern Function functions[MAX];
extern int nFunction;
void read_tvf(char *text);
void read_functions(char *text);
/* as_of and method, once: behind the arguments that are named so far. */
void standard_arguments(Tvf *t);
/* And known_at, behind all, where there is as_of. */
void last_arguments(Tvf *t);

/* glossary.c: ext/tvf/columns.sql. */
typedef struct Word {
  const char *name, *unit; /* NAME or FUNCTION.NAME; unit may be NULL */
  Text arti;
  int line, nUsed;
} Word;
void read_columns(char *text);
/* That of the function, else that of all. There is one, or the program ends. */
const Word *find_word(const char *function, const char *name);
void check_words(void);

/* rows.c: what spm_help and spm_column have in front of their bodies. */
void help_rows(Text *t);
void column_rows(Text *t);
/* The arguments of a table, "a, b [, c]": those in brackets may be left out. */
void add_arguments(Text *t, const Tvf *f);
/* What an argument takes, and what it is when it is left out. */
void add_takes(Text *t, const Field *f);
const char *argument_type(const Field *f); /* as SQLite is told it */

/* manual.c: the manual page spm(7), of a template with lines '.\" @tables', '.\" @aggregates' and '.\" @scalars'. */
void write_manual(const char *page);

#endif
