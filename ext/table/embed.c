/* embed.c: build tool. Turns SQL texts and reference data into C, so that the one file spm.so is enough.
**
**   embed FILE...  > embed.c
**
** ext/tvf/QUESTION/spm_NAME.sql becomes a TvfDef (tvf.h). Its header comment, which is also its manual, is read like this:
**                      -- NAME(arguments): summary            first line
**                      -- ringkasan: summary in Indonesian
**                      -- Arguments:                          as_of and method are added, but not after
**                                                             "Arguments: none" and "Arguments alone:"
**                      --   period PERIOD: ...                 PERIOD, TEXT, EDITION or WORD(a|b|c); optional are
**                                                             TEXT(default) and NUMBER(default)
**                      -- More arguments:                     those that stand behind as_of and method; also METHOD_FROM
**                      -- Columns:
**                      --   region TEXT KEY: ...               TEXT, INTEGER, REAL, or NUMERIC (as it was filed);
**                                                             KEY: part of the row key
**                      -- Order: region, field               the order in which the body returns rows
**                      -- Cost: whole                        one row costs as much as all
** ext, *.c           lines "** NAME(arguments): scalar TEXT" or "aggregate REAL" with "** summary: " and
**                      "** ringkasan: " below: rows of spm_help
** ext/tvf/quality/rules/NAME.sql  a data rule: its first line is "-- rule: what a failure means", its body one SELECT
** ext/tvf/QUESTION/NAME.sql  CTEs that several bodies share; a line "--@ NAME.sql" in a body becomes it, and a line
**                      "--@ rules" in it all rules
** sql/...            a text under its path, for spm_init
**
** The body of spm_help refers to help_row; the tool puts the rows in front of it. Any line it cannot read is an error
** with file and line: a wrong header must stop the build. */
#define _POSIX_C_SOURCE 200809L
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX 128

typedef struct Field {
  char name[64], type[128];
  int key;
} Field;

typedef struct Tvf {
  char name[64], arguments[256], summary[512], ringkasan[512], order[256];
  Field arg[MAX], column[MAX];
  int nArg, nColumn, plain; /* plain: no as_of, no method */
  int nStandard;            /* arguments up to method; 0 before they are added */
  int whole;                /* one row costs as much as all */
  char *body;
} Tvf;

static Tvf tvfs[MAX];
static int nTvf;
typedef struct Text {
  char *z;
  size_t n;
} Text;
static Text help;  /* rows of VALUES */
static Text rules; /* SELECTs with UNION ALL between them */
static int nRulesTaken;
typedef struct Part {
  char name[64]; /* NAME.sql */
  Text text;
} Part;
static Part parts[MAX];
static int nPart;
static const char *file;
static int line;

static void die(const char *what, const char *where) {
  fprintf(stderr, "%s:%d: %s: %s\n", file, line, what, where);
  exit(1);
}

static void copy(char *to, size_t size, const char *from, size_t n) {
  while (n > 0 && isspace((unsigned char)from[n - 1])) n--;
  if (n >= size) die("too long", from);
  memcpy(to, from, n);
  to[n] = 0;
}

static void add(Text *t, const char *text, int quote) {
  t->z = realloc(t->z, t->n + strlen(text) * 2 + 3);
  if (t->z == NULL) die("out of memory", text);
  if (quote) t->z[t->n++] = '\'';
  for (; *text; text++) {
    if (quote && *text == '\'') t->z[t->n++] = '\'';
    t->z[t->n++] = *text;
  }
  if (quote) t->z[t->n++] = '\'';
  t->z[t->n] = 0;
}

static char *read_file(const char *name, size_t *pn) {
  FILE *f = fopen(name, "rb");
  char block[4097];
  Text t = {0};
  size_t n;
  if (f == NULL) die("cannot read", name);
  add(&t, "", 0);
  while ((n = fread(block, 1, sizeof(block) - 1, f)) > 0) {
    block[n] = 0;
    if (strlen(block) != n) die("holds a zero byte", name);
    add(&t, block, 0);
  }
  if (ferror(f)) die("cannot read", name);
  fclose(f);
  *pn = t.n;
  return t.z;
}

static void help_row(const char *name, const char *kind, const char *arguments, const char *columns,
                     const char *summary, const char *ringkasan) {
  const char *cell[] = {name, kind, arguments, columns, summary, ringkasan};
  if (!*summary || !*ringkasan) die("summary or ringkasan is missing", name);
  add(&help, help.n ? ",\n(" : "(", 0);
  for (int i = 0; i < 6; i++) {
    if (i) add(&help, ", ", 0);
    add(&help, cell[i], 1);
  }
  add(&help, ")", 0);
}

/* "  name TYPE [KEY]: text" below Arguments, Columns or Hidden */
static void field_line(Field *f, const char *z) {
  const char *colon = strstr(z, ": ");
  char words[256], *p;
  if (colon == NULL) die("want '--   name TYPE: text'", z);
  copy(words, sizeof(words), z, (size_t)(colon - z));
  p = strchr(words, ' ');
  if (p == NULL) die("want '--   name TYPE: text'", z);
  copy(f->name, sizeof(f->name), words, (size_t)(p - words));
  char *key = strstr(p, " KEY");
  f->key = key != NULL;
  copy(f->type, sizeof(f->type), p + 1, (size_t)((key ? key : p + strlen(p)) - p - 1));
}

/* "NAME(arguments): rest"; returns the rest. */
static const char *signature(const char *z, char *name, size_t size, char *arguments, size_t argumentsSize) {
  const char *open = strchr(z, '('), *close = open ? strstr(open, "):") : NULL;
  if (strncmp(z, "spm_", 4) != 0 || close == NULL) die("want 'spm_name(arguments): summary'", z);
  copy(name, size, z, (size_t)(open - z));
  copy(arguments, argumentsSize, open + 1, (size_t)(close - open - 1));
  for (close += 2; *close == ' ';) close++;
  return close;
}

/* as_of and method, once: behind the arguments that are named so far. */
static void standard_arguments(Tvf *t) {
  if (t->plain) return;
  t->arg[t->nArg++] = (Field){"as_of", "AS_OF", 0};
  t->arg[t->nArg++] = (Field){"method", "METHOD", 0};
  t->plain = 1;
  t->nStandard = t->nArg;
}

static void read_tvf(char *text) {
  Tvf *t = &tvfs[nTvf++];
  enum { NONE, ARGUMENTS, COLUMNS } section = NONE;
  char *next;
  line = 1;
  for (char *z = text; *z; z = next, line++) {
    size_t n = strcspn(z, "\n");
    next = z + n + (z[n] == '\n');
    if (strncmp(z, "--", 2) != 0) {
      t->body = z;
      break;
    }
    char row[512];
    copy(row, sizeof(row), z + 2, n - 2);
    const char *p = row[0] == ' ' ? row + 1 : row;
    if (line == 1) {
      const char *rest = signature(p, t->name, sizeof(t->name), t->arguments, sizeof(t->arguments));
      copy(t->summary, sizeof(t->summary), rest, strlen(rest));
      t->summary[0] = (char)toupper((unsigned char)t->summary[0]);
    } else if (strncmp(p, "ringkasan: ", 11) == 0) {
      copy(t->ringkasan, sizeof(t->ringkasan), p + 11, strlen(p + 11));
    } else if (strcmp(p, "Arguments: none") == 0) {
      t->plain = 1;
    } else if (strcmp(p, "Arguments:") == 0 || strcmp(p, "Arguments alone:") == 0) {
      section = ARGUMENTS;
      t->plain = strcmp(p, "Arguments:") != 0;
    } else if (strcmp(p, "More arguments:") == 0) {
      section = ARGUMENTS;
      standard_arguments(t);
    } else if (strcmp(p, "Columns:") == 0) {
      section = COLUMNS;
    } else if (strcmp(p, "Cost: whole") == 0) {
      t->whole = 1;
    } else if (strncmp(p, "Order: ", 7) == 0) {
      copy(t->order, sizeof(t->order), p + 7, strlen(p + 7));
      section = NONE;
    } else if (strncmp(p, "  ", 2) == 0 && p[2] != ' ' && section != NONE) {
      if (t->nArg > MAX - 4 || t->nColumn > MAX - 2) die("too many", p);
      field_line(section == ARGUMENTS ? &t->arg[t->nArg++] : &t->column[t->nColumn++], p + 2);
    } else if (strncmp(p, "  ", 2) != 0) {
      section = NONE;
    }
  }
  if (t->body == NULL || t->nColumn == 0) die("no body or no columns", t->name);
  char columns[4096] = "";
  size_t n = 0;
  for (int i = 0; i < t->nColumn && n < sizeof(columns); i++)
    n += (size_t)snprintf(columns + n, sizeof(columns) - n, "%s%s", i ? ", " : "", t->column[i].name);
  if (n >= sizeof(columns)) die("too many columns", t->name);
  char arguments[512];
  n = (size_t)snprintf(arguments, sizeof(arguments), "%s", t->arguments);
  for (int i = t->nStandard; t->nStandard && i < t->nArg && n < sizeof(arguments); i++)
    n +=
        (size_t)snprintf(arguments + n, sizeof(arguments) - n, "%s%s", i == t->nStandard ? "; " : ", ", t->arg[i].name);
  help_row(t->name, "table", arguments, columns, t->summary, t->ringkasan);
}

static void read_functions(char *text) {
  char name[64] = "", arguments[256] = "", summary[512] = "", kind[16] = "", type[64] = "";
  char *save = NULL;
  line = 0;
  for (char *z = strtok_r(text, "\n", &save); z; z = strtok_r(NULL, "\n", &save)) {
    line++;
    if (strncmp(z, "** spm_", 7) == 0 && strstr(z, "): ")) {
      const char *rest = signature(z + 3, name, sizeof(name), arguments, sizeof(arguments));
      size_t n = strcspn(rest, " ");
      copy(kind, sizeof(kind), rest, n);
      copy(type, sizeof(type), rest[n] ? rest + n + 1 : "", strlen(rest[n] ? rest + n + 1 : ""));
      if (strcmp(kind, "scalar") != 0 && strcmp(kind, "aggregate") != 0) die("want scalar or aggregate", z);
    } else if (strncmp(z, "** summary: ", 12) == 0) {
      copy(summary, sizeof(summary), z + 12, strlen(z + 12));
    } else if (strncmp(z, "** ringkasan: ", 14) == 0) {
      help_row(name, kind, arguments, type, summary, z + 14);
      summary[0] = 0;
    }
  }
}

/* The columns of every rule; a rule that is switched off is not in setting, and its SELECT does not run. */
static void read_rule(const char *text) {
  char name[64], message[256];
  size_t n = strcspn(text, "\n");
  const char *colon = strstr(text, ": "), *body = strstr(text, "\nSELECT ");
  line = 1;
  if (strncmp(text, "-- ", 3) != 0 || colon == NULL || colon > text + n || body == NULL)
    die("want '-- rule: what a failure means' and a SELECT", text);
  copy(name, sizeof(name), text + 3, (size_t)(colon - text - 3));
  copy(message, sizeof(message), colon + 2, n - (size_t)(colon + 2 - text));
  add(&rules, rules.n ? "UNION ALL\nSELECT " : "SELECT ", 0);
  add(&rules, name, 1);
  add(&rules, " AS rule, s.severity, q.region, q.field, q.service, q.indicator, q.outcome, q.given, q.against, ", 0);
  add(&rules, message, 1);
  add(&rules, " AS message\nFROM setting AS s CROSS JOIN (", 0);
  add(&rules, body, 0);
  add(&rules, ") AS q WHERE s.rule = ", 0);
  add(&rules, name, 1);
  add(&rules, "\n", 0);
}

static void read_part(char *text) {
  static const char include[] = "  --@ rules\n";
  if (nPart == MAX) die("too many", file);
  Part *p = &parts[nPart++];
  const char *name = strrchr(file, '/') + 1;
  copy(p->name, sizeof(p->name), name, strlen(name));
  char *marker = strstr(text, include);
  line = 1;
  if (marker) {
    if (rules.n == 0) die("the rules come before what takes them in", file);
    *marker = 0;
    add(&p->text, text, 0);
    add(&p->text, rules.z, 0);
    text = marker + sizeof(include) - 1;
    nRulesTaken++;
  }
  add(&p->text, text, 0);
}

/* A body, with the parts that its lines "--@ NAME.sql" name. */
static char *with_parts(char *body) {
  static const char include[] = "\n--@ ";
  Text t = {0};
  for (char *marker; (marker = strstr(body, include)) != NULL;) {
    char *name = marker + sizeof(include) - 1, *end = strchr(name, '\n');
    int i = 0;
    *marker = 0;
    if (end) *end = 0;
    while (i < nPart && strcmp(parts[i].name, name) != 0) i++;
    if (i == nPart || end == NULL) die("no such part, or no line after it", name);
    add(&t, body, 0);
    add(&t, "\n", 0);
    add(&t, parts[i].text.z, 0);
    body = end + 1;
  }
  add(&t, body, 0);
  return t.z;
}

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

static void write_declare(const Tvf *t, int nArg) {
  printf("static const char declare_%s[] = \"CREATE TABLE x(\"\n", t->name);
  for (int i = 0; i < t->nColumn; i++) printf("  \"\\\"%s\\\" %s, \"\n", t->column[i].name, t->column[i].type);
  for (int i = 0; i < nArg; i++) printf("  \"\\\"%s\\\" TEXT HIDDEN, \"\n", t->arg[i].name);
  printf("  \"PRIMARY KEY(\"\n");
  for (int i = 0; i < nArg; i++) printf("  \"\\\"%s\\\", \"\n", t->arg[i].name);
  for (int i = 0, n = 0; i < t->nColumn; i++)
    if (t->column[i].key) printf("  \"%s\\\"%s\\\"\"\n", n++ ? ", " : "", t->column[i].name);
  printf("  \")) WITHOUT ROWID\";\n");
}

static void write_arg(const Field *f) {
  static const char *const kinds[] = {"PERIOD", "TEXT", "EDITION", "AS_OF", "METHOD", "METHOD_FROM"};
  for (int i = 0; i < 6; i++)
    if (strcmp(f->type, kinds[i]) == 0) {
      printf("  {\"%s\", TVF_%s, 0},\n", f->name, kinds[i]);
      return;
    }
  static const char *const lists[][2] = {{"WORD(", "WORD"}, {"TEXT(", "OPTION"}, {"NUMBER(", "NUMBER"}};
  for (int i = 0; i < 3; i++) {
    size_t n = strlen(lists[i][0]);
    if (strncmp(f->type, lists[i][0], n) != 0) continue;
    printf("  {\"%s\", TVF_%s, \"%.*s\"},\n", f->name, lists[i][1], (int)strcspn(f->type + n, ")"), f->type + n);
    return;
  }
  die("argument type is not PERIOD, TEXT, EDITION, WORD(...), TEXT(...) or NUMBER(...)", f->name);
}

static void write_tvf(Tvf *t) {
  standard_arguments(t);
  for (int i = 0; i < t->nColumn; i++) {
    check_field(&t->column[i]);
    for (int k = 0; k < t->nArg; k++)
      if (strcmp(t->column[i].name, t->arg[k].name) == 0) die("an argument and a column have one name", t->arg[k].name);
  }
  printf("static const unsigned char body_%s[] = {", t->name);
  int isHelp = strcmp(t->name, "spm_help") == 0;
  static const char before[] = "WITH help_row(name, kind, arguments, columns, summary, ringkasan) AS (VALUES\n";
  if (isHelp) {
    for (size_t i = 0; before[i]; i++) printf("%u,", (unsigned)before[i]);
    for (size_t i = 0; i < help.n; i++) printf("%u,", (unsigned)(unsigned char)help.z[i]);
    printf("%u,%u,", (unsigned)')', (unsigned)'\n');
  }
  t->body = with_parts(t->body);
  size_t n = strlen(t->body);
  while (n > 0 && (isspace((unsigned char)t->body[n - 1]) || t->body[n - 1] == ';')) n--;
  bytes(t->body, n);
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

int main(int argc, char **argv) {
  printf("/* made by ext/table/embed.c; do not edit */\n#include \"table/tvf.h\"\n#include <string.h>\n");
  int nText = 0;
  for (int i = 1; i < argc; i++) {
    size_t n;
    file = argv[i];
    char *text = read_file(file, &n);
    const char *sql = strstr(file, "sql/");
    if (strstr(file, "/rules/")) read_rule(text);
    else if (strstr(file, "ext/tvf/") && strncmp(strrchr(file, '/'), "/spm_", 5) == 0) read_tvf(text);
    else if (strstr(file, "ext/") && strstr(file, ".sql")) read_part(text);
    else if (strstr(file, "ext/") && strstr(file, ".c")) read_functions(text);
    else if (sql) {
      printf("static const unsigned char text_%d[] = {", nText++);
      bytes(text, n);
      printf("};\n");
    } else die("neither ext/ nor sql/", file);
  }
  line = 0;
  file = "rules";
  if (rules.n && nRulesTaken == 0) die("no part takes the rules in", "--@ rules");
  for (int i = 0; i < nTvf; i++) {
    file = tvfs[i].name;
    write_tvf(&tvfs[i]);
  }
  printf("const TvfDef spm_tvf_defs[] = {\n");
  for (int i = 0; i < nTvf; i++) {
    const Tvf *t = &tvfs[i];
    printf("  {\"%s\", \"%s\", declare_%s, body_%s, (int)sizeof(body_%s) - 1, args_%s, %d, columns_%s, %d, order_%s, "
           "%d, %d},\n",
           t->name, t->arguments, t->name, t->name, t->name, t->name, t->nArg, t->name, t->nColumn, t->name, t->plain,
           t->whole);
  }
  printf("};\nconst char *const spm_table_names[] = {");
  for (int i = 0; i < nTvf; i++) printf("\"%s\", ", tvfs[i].name);
  printf("0};\nconst int spm_tvf_count = %d;\nconst SpmText spm_texts[] = {\n", nTvf);
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
  return fflush(stdout) != 0 || ferror(stdout);
}
