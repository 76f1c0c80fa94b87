/* embed.c: build tool. Turns SQL texts and reference data into C, so that the one file spm.so is enough; and what the header
** comments say into the manual page spm(7).
**
**   embed FILE...  > gen_embed.c
**   embed --names FILE...  > gen_sql.h      the names of the statements, for C code
**   embed --manual PAGE FILE...  > spm.7          PAGE is the page without the functions: manual.c
**
** ext/tvf/QUESTION/spm_NAME.sql becomes a TvfDef (tvf.h). Its header comment, which is also its manual, is read like this:
**                      -- NAME(arguments): summary            first line
**                      -- ringkasan: summary in Indonesian
**                      --   ...                               either goes on in lines two blanks further in
**                      -- ...                                 what else there is to know, up to the arguments
**                      -- Arguments:                          as_of and method are added, and known_at behind all,
**                                                             but not after "Arguments: none" and "Arguments alone:"
**                      --   period PERIOD: meaning            PERIOD, TEXT, EDITION, REGION, INDICATOR, WORD(a|b|c);
**                                                             REGION(a|b): or a word; optional are REGION_OPTION,
**                                                             IMPORT, SUBJECT(a) (a field or a service, or the word),
**                                                             TEXT(default), NUMBER(default) and INTEGER(default),
**                                                             written as it shows
**                      -- More arguments:                     those that stand behind as_of and method; also METHOD_FROM
**                      -- Columns:
**                      --   region TEXT KEY: meaning          TEXT, INTEGER, REAL, or NUMERIC (as it was filed);
**                                                             KEY: part of the row key; "--     " goes on with the meaning
**                      -- Errors: what is refused             beside what no argument of its type takes
**                      -- Order: region, field                the order in which the body returns rows
**                      -- Cost: whole                         one row costs as much as all
**                      -- Cost: half                          one row costs a good part of all
**                      -- Fold: service                       or field, region, ranks, lines, leaves: fold.c
**                      -- > SELECT ...;                       an example, and a line "-- = value|value" for each of its rows
** ext/tvf/columns.sql  the Indonesian meaning and the unit of each column and argument: glossary.c
** ext, *.c           lines "** NAME(arguments): scalar TEXT" or "aggregate REAL" with, below, "** summary: ", "** ringkasan: ",
**                      "**   argument: meaning", "** NULL: what it does", "** errors: what is refused" and an example.
**                      "internal scalar BLOB" is in no manual
** ext/tvf/conditions.sql  named conditions: "-- NAME(a, b): meaning", a text with $a and $b in it, a blank line. "@{NAME x, y}"
**                      in a body or CTEs becomes the text; the last argument may hold commas
** ext/FOLDER/FILE.sql  statements that C code runs, each with a blank line before it: "-- NAME(a, b): what it is for", lines of
**                      comment, the text. C code names it spm_sql_FILE[SQL_FILE_NAME] and binds :a as ?1, :b as ?2; a place
**                      that the text does not use is called _. "-- NAME: what for": parameters are bound by their names
** "-- @NAME(a, b): meaning"  a condition of a file of statements or of sql/trigger.sql alone, as in conditions.sql
** *.h                  "#define SPM_NAME "text"" is a condition @{SPM_NAME}
** ext/tvf/QUESTION/NAME.sql  CTEs that several bodies share; a line "--@ NAME.sql" in a body becomes it
** sql/...            a text under its path, for spm_init
**
** The body of spm_help refers to help_row, that of spm_column to described; the tool puts the rows in front (rows.c). Any line it
** cannot read is an error with file and line: a wrong header must stop the build. */
#include "embed.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static void bytes(const char *z, size_t n) {
  for (size_t i = 0; i < n; i++) printf("%u,%s", (unsigned)(unsigned char)z[i], i % 32 == 31 ? "\n" : "");
  printf("0");
}

static int column_index(const Tvf *t, const char *name) {
  for (int i = 0; i < t->nColumn; i++)
    if (strcmp(t->column[i].name, name) == 0) return i;
  die("Order names no column", name);
  return -1;
}

static void check_field(const Field *f) {
  static const char *const known[] = {"TEXT", "INTEGER", "REAL", "NUMERIC"};
  for (int i = 0; i < 4; i++)
    if (strcmp(f->type, known[i]) == 0) return;
  die("type is not TEXT, INTEGER, REAL or NUMERIC", f->name);
}

const char *argument_type(const Field *f) {
  return strncmp(f->type, "INTEGER(", 8) == 0 ? "INTEGER" : "TEXT";
}

static void write_declare(const Tvf *t, int nArg) {
  printf("static const char declare_%s[] = \"CREATE TABLE x(\"\n", t->name);
  for (int i = 0; i < t->nColumn; i++) printf("  \"\\\"%s\\\" %s, \"\n", t->column[i].name, t->column[i].type);
  for (int i = 0; i < nArg; i++) printf("  \"\\\"%s\\\" %s HIDDEN, \"\n", t->arg[i].name, argument_type(&t->arg[i]));
  printf("  \"PRIMARY KEY(\"\n");
  for (int i = 0; i < nArg; i++) printf("  \"\\\"%s\\\", \"\n", t->arg[i].name);
  for (int i = 0, n = 0; i < t->nColumn; i++)
    if (t->column[i].key) printf("  \"%s\\\"%s\\\"\"\n", n++ ? ", " : "", t->column[i].name);
  printf("  \")) WITHOUT ROWID\";\n");
}

static void write_arg(const Field *f) {
  static const char *const kinds[] = {"PERIOD", "TEXT",   "EDITION",     "IMPORT",  "INDICATOR",
                                      "AS_OF",  "METHOD", "METHOD_FROM", "KNOWN_AT"};
  for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
    if (strcmp(f->type, kinds[i]) == 0) {
      printf("  {\"%s\", TVF_%s, 0},\n", f->name, kinds[i]);
      return;
    }
  if (strcmp(f->type, "REGION") == 0 || strcmp(f->type, "REGION_OPTION") == 0) {
    printf("  {\"%s\", TVF_%s, \"\"},\n", f->name, f->type);
    return;
  }
  static const char *const lists[][2] = {{"WORD(", "WORD"},       {"TEXT(", "OPTION"},   {"NUMBER(", "NUMBER"},
                                         {"INTEGER(", "INTEGER"}, {"REGION(", "REGION"}, {"SUBJECT(", "SUBJECT"}};
  for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
    size_t n = strlen(lists[i][0]);
    if (strncmp(f->type, lists[i][0], n) != 0) continue;
    printf("  {\"%s\", TVF_%s, \"%.*s\"},\n", f->name, lists[i][1], (int)strcspn(f->type + n, ")"), f->type + n);
    return;
  }
  die("argument type is not PERIOD, TEXT, EDITION, REGION, INDICATOR, SUBJECT(...), WORD(...), TEXT(...), "
      "NUMBER(...) or INTEGER(...)",
      f->name);
}

static void write_tvf(Tvf *t) {
  for (int i = 0; i < t->nColumn; i++) {
    check_field(&t->column[i]);
    for (int k = 0; k < t->nArg; k++)
      if (strcmp(t->column[i].name, t->arg[k].name) == 0) die("an argument and a column have one name", t->arg[k].name);
  }
  printf("static const unsigned char body_%s[] = {", t->name);
  Text body = {0};
  if (strcmp(t->name, "spm_help") == 0) help_rows(&body);
  if (strcmp(t->name, "spm_column") == 0) column_rows(&body);
  add(&body, with_parts(t->body), 0);
  while (body.n > 0 && (isspace((unsigned char)body.z[body.n - 1]) || body.z[body.n - 1] == ';')) body.n--;
  bytes(body.z, body.n);
  printf("};\n");
  write_declare(t, t->nArg);
  printf("static const TvfArg args_%s[] = {\n", t->name);
  for (int i = 0; i < t->nArg; i++) write_arg(&t->arg[i]);
  printf("  {0, TVF_WORD, 0}};\nstatic const TvfColumn columns_%s[] = {\n", t->name);
  for (int i = 0; i < t->nColumn; i++)
    printf("  {\"%s\", %d, %d, %d},\n", t->column[i].name, strcmp(t->column[i].type, "TEXT") == 0,
           strcmp(t->column[i].type, "REAL") == 0, t->column[i].key);
  printf("  {0, 0, 0, 0}};\nstatic const int order_%s[] = {", t->name);
  t->plain = 0; /* from here: the number of columns in the order */
  char *save = NULL;
  for (char *z = strtok_r(t->order, ", ", &save); z; z = strtok_r(NULL, ", ", &save), t->plain++)
    printf("%d, ", column_index(t, z));
  printf("-1};\n");
}

static int nText; /* those of sql/ */

static void write_text(const char *text, size_t n) {
  printf("static const unsigned char text_%d[] = {", nText++);
  bytes(text, n);
  printf("};\n");
}

static int ends_with(const char *z, const char *end) {
  size_t n = strlen(z), m = strlen(end);
  return n >= m && strcmp(z + n - m, end) == 0;
}

static void read_one(int isNames) {
  size_t n;
  char *text = read_file(file, &n);
  int isTvf = strstr(file, "ext/tvf/") != NULL, isSql = ends_with(file, ".sql");
  if (isTvf && !ends_with(file, "/conditions.sql")) text = with_conditions(text);
  if (ends_with(file, "/conditions.sql")) read_conditions(text);
  else if (ends_with(file, "/columns.sql")) read_columns(text);
  else if (ends_with(file, ".h")) read_constants(text);
  else if (isTvf && strncmp(strrchr(file, '/'), "/spm_", 5) == 0) read_tvf(text);
  else if (isTvf) read_part(text);
  else if (strstr(file, "ext/") && isSql) read_statements(take_conditions(text));
  else if (strstr(file, "ext/") && strstr(file, ".c")) read_functions(text);
  else if (isNames || strstr(file, "sql/") == NULL) die("neither ext/ nor sql/", file);
  else {
    if (isSql) text = take_conditions(text);
    write_text(text, strlen(text));
  }
}

static void write_texts(int argc, char **argv) {
  printf("const SpmText spm_texts[] = {\n");
  for (int i = 1, k = 0; i < argc; i++) {
    const char *sql = strstr(argv[i], "sql/");
    if (sql && !strstr(argv[i], "ext/")) {
      printf("  {\"%s\", text_%d, (int)sizeof(text_%d) - 1},\n", sql + 4, k, k);
      k++;
    }
  }
  printf("  {0, 0, 0}};\nconst SpmText *spm_text(const char *zName) {\n"
         "  for (const SpmText *p = spm_texts; p->zName; p++)\n"
         "    if (strcmp(p->zName, zName) == 0) return p;\n  return 0;\n}\n");
}

static void write_tvfs(void) {
  for (int i = 0; i < nTvf; i++) {
    file = tvfs[i].name;
    write_tvf(&tvfs[i]);
  }
  check_words();
  printf("const TvfDef spm_tvf_defs[] = {\n");
  for (int i = 0; i < nTvf; i++) {
    const Tvf *t = &tvfs[i];
    printf("  {\"%s\", \"%s\", declare_%s, body_%s, (int)sizeof(body_%s) - 1, args_%s, %d, columns_%s, %d, order_%s, "
           "%d, TVF_%s, %d, %d},\n",
           t->name, t->arguments, t->name, t->name, t->name, t->name, t->nArg, t->name, t->nColumn, t->name, t->plain,
           t->fold, t->whole, t->half);
  }
  printf("};\nconst char *const spm_table_names[] = {");
  for (int i = 0; i < nTvf; i++) printf("\"%s\", ", tvfs[i].name);
  printf("0};\nconst int spm_tvf_count = %d;\n", nTvf);
}

static void read_all(int argc, char **argv, int isNames) {
  for (int i = 0; i < argc; i++) {
    file = argv[i];
    read_one(isNames);
  }
  for (int i = 0; i < nTvf; i++) last_arguments(&tvfs[i]);
}

int main(int argc, char **argv) {
  int isNames = argc > 1 && strcmp(argv[1], "--names") == 0, isManual = argc > 2 && strcmp(argv[1], "--manual") == 0;
  if (!isManual) printf("/* made by ext/embed/embed.c; do not edit */\n");
  if (isNames) {
    read_all(argc - 2, argv + 2, 1);
    write_names();
  } else if (isManual) {
    size_t n;
    read_all(argc - 3, argv + 3, 0);
    file = argv[2];
    write_manual(read_file(file, &n));
  } else {
    printf("#include \"table/tvf.h\"\n#include <string.h>\n");
    read_all(argc - 1, argv + 1, 0);
    line = 0;
    check_shared();
    write_tvfs();
    write_statements();
    write_texts(argc, argv);
  }
  return fflush(stdout) != 0 || ferror(stdout);
}
