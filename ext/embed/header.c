/* header.c: header comments, read: a table-valued function from its SQL file, scalar functions from C files. */
#include "embed.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Tvf tvfs[MAX];
int nTvf;
Text help;

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

/* "  name TYPE [KEY|FIRST]: text" below Arguments, Columns or Hidden */
static void field_line(Field *f, const char *z) {
  const char *colon = strstr(z, ": ");
  char words[256], *p;
  if (colon == NULL) die("want '--   name TYPE: text'", z);
  copy(words, sizeof(words), z, (size_t)(colon - z));
  p = strchr(words, ' ');
  if (p == NULL) die("want '--   name TYPE: text'", z);
  copy(f->name, sizeof(f->name), words, (size_t)(p - words));
  char *key = strstr(p, " KEY"), *first = strstr(p, " FIRST"), *end = key ? key : first ? first : p + strlen(p);
  f->key = key != NULL;
  f->first = first != NULL;
  copy(f->type, sizeof(f->type), p + 1, (size_t)(end - p - 1));
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

void standard_arguments(Tvf *t) {
  if (t->plain) return;
  t->arg[t->nArg++] = (Field){"as_of", "AS_OF", 0, 0};
  t->arg[t->nArg++] = (Field){"method", "METHOD", 0, 0};
  t->plain = 1;
  t->nStandard = t->nArg;
}

void read_tvf(char *text) {
  Tvf *t = &tvfs[nTvf++];
  copy(t->fold, sizeof(t->fold), "NO_FOLD", 7);
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
    } else if (strncmp(p, "Fold: ", 6) == 0) {
      static const char *const folds[] = {"service", "FOLD_SERVICE", "field", "FOLD_FIELD", "region", "FOLD_REGION"};
      for (int i = 0; i < 6; i += 2)
        if (strcmp(p + 6, folds[i]) == 0) copy(t->fold, sizeof(t->fold), folds[i + 1], strlen(folds[i + 1]));
      if (strcmp(t->fold, "NO_FOLD") == 0) die("want Fold: service, field or region", p);
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

void read_functions(char *text) {
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
