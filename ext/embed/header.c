/* header.c: header comments, read: a table-valued function from its SQL file, scalar functions from C files. */
#include "embed.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Tvf tvfs[MAX];
int nTvf;
Function functions[MAX];
int nFunction;

/* "  name TYPE [KEY]: text" below Arguments, Columns or Hidden */
static void field_line(Field *f, const char *z) {
  const char *colon = strstr(z, ": ");
  char words[256], *p;
  if (colon == NULL) die("want '--   name TYPE: text'", z);
  copy(words, sizeof(words), z, (size_t)(colon - z));
  p = strchr(words, ' ');
  if (p == NULL) die("want '--   name TYPE: text'", z);
  copy(f->name, sizeof(f->name), words, (size_t)(p - words));
  char *key = strstr(p, " KEY"), *end = key ? key : p + strlen(p);
  f->key = key != NULL;
  copy(f->type, sizeof(f->type), p + 1, (size_t)(end - p - 1));
  add(&f->meaning, colon + 2, 0);
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

/* Behind what there is, with this between. */
static void more(Text *t, const char *between, const char *z) {
  if (t->n) add(t, between, 0);
  add(t, z, 0);
}

static void standard_argument(Tvf *t, const char *name, const char *type, const char *meaning) {
  Field *f = &t->arg[t->nArg++];
  copy(f->name, sizeof(f->name), name, strlen(name));
  copy(f->type, sizeof(f->type), type, strlen(type));
  add(&f->meaning, meaning, 0);
}

void standard_arguments(Tvf *t) {
  if (t->plain) return;
  standard_argument(t, "as_of", "AS_OF", "the time at which everything is as it was known then");
  standard_argument(t, "method", "METHOD", "the method by which scores are made");
  t->plain = 1;
}

void last_arguments(Tvf *t) {
  standard_arguments(t);
  for (int i = 0; i < t->nArg; i++)
    if (strcmp(t->arg[i].type, "AS_OF") == 0) {
      standard_argument(t, "known_at", "KNOWN_AT",
                        "the time or the edition after which no filing and no rejection had been recorded");
      return;
    }
}

void read_tvf(char *text) {
  if (nTvf == MAX) die("too many", file);
  Tvf *t = &tvfs[nTvf++];
  copy(t->fold, sizeof(t->fold), "NO_FOLD", 7);
  enum { NONE, ARGUMENTS, COLUMNS } section = NONE;
  Field *field = NULL;
  char *goesOn = NULL; /* a summary, in lines that begin with two blanks more */
  line = 0;
  while (strncmp(text, "--", 2) == 0) {
    const char *z = next_line(&text) + 2;
    char row[512];
    copy(row, sizeof(row), z, strlen(z));
    const char *p = row[0] == ' ' ? row + 1 : row;
    if (goesOn && strncmp(p, "  ", 2) == 0) {
      size_t n = strlen(goesOn);
      copy(goesOn + n, sizeof(t->summary) - n, p + 1, strlen(p + 1));
      continue;
    }
    goesOn = NULL;
    if (line == 1) {
      const char *rest = signature(p, t->name, sizeof(t->name), t->arguments, sizeof(t->arguments));
      copy(t->summary, sizeof(t->summary), rest, strlen(rest));
      t->summary[0] = (char)toupper((unsigned char)t->summary[0]);
      goesOn = t->summary;
    } else if (strncmp(p, "ringkasan: ", 11) == 0) {
      copy(t->ringkasan, sizeof(t->ringkasan), p + 11, strlen(p + 11));
      goesOn = t->ringkasan;
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
    } else if (strcmp(p, "Cost: half") == 0) {
      t->half = 1;
    } else if (strncmp(p, "Fold: ", 6) == 0) {
      static const char *const folds[] = {"service", "FOLD_SERVICE", "field", "FOLD_FIELD", "region", "FOLD_REGION",
                                          "lines",   "FOLD_LINES",   "ranks", "FOLD_RANKS", "leaves", "FOLD_LEAVES"};
      for (size_t i = 0; i < sizeof(folds) / sizeof(folds[0]); i += 2)
        if (strcmp(p + 6, folds[i]) == 0) copy(t->fold, sizeof(t->fold), folds[i + 1], strlen(folds[i + 1]));
      if (strcmp(t->fold, "NO_FOLD") == 0) die("want Fold: service, field, region, ranks, lines or leaves", p);
    } else if (strncmp(p, "Order: ", 7) == 0) {
      copy(t->order, sizeof(t->order), p + 7, strlen(p + 7));
      section = NONE;
    } else if (strncmp(p, "Errors: ", 8) == 0) {
      add(&t->errors, p + 8, 0);
    } else if (strncmp(p, "> ", 2) == 0 || p[0] == '=') {
      more(&t->example, "\n", p);
    } else if (strncmp(p, "  ", 2) == 0 && p[2] != ' ' && section != NONE) {
      if (t->nArg > MAX - 5 || t->nColumn > MAX - 2) die("too many", p);
      field = section == ARGUMENTS ? &t->arg[t->nArg++] : &t->column[t->nColumn++];
      field_line(field, p + 2);
    } else if (strncmp(p, "    ", 4) == 0 && section != NONE && field) {
      more(&field->meaning, " ", p + 4);
    } else if (strncmp(p, "  ", 2) != 0) {
      if (t->nArg == 0 && t->nColumn == 0 && t->plain == 0) {
        if (*p == 0 && t->about.n) add(&t->about, "\n\n", 0);
        else if (*p) more(&t->about, t->about.n && t->about.z[t->about.n - 1] == '\n' ? "" : "\n", p);
      }
      section = NONE;
    }
  }
  t->body = text;
  if (*t->body == 0 || t->nColumn == 0) die("no body or no columns", t->name);
  if (!*t->summary || !*t->ringkasan) die("summary or ringkasan is missing", t->name);
  int used = 0;
  for (int i = 0; i < t->nColumn; i++) used += (int)strlen(t->column[i].name) + 2;
  if (used > 4096) die("too many columns", t->name);
}

/* A line of the header comment of a function, behind its "** ". */
static void function_line(Function *f, const char *z) {
  if (strncmp(z, "summary: ", 9) == 0) {
    copy(f->summary, sizeof(f->summary), z + 9, strlen(z + 9));
  } else if (strncmp(z, "ringkasan: ", 11) == 0) {
    copy(f->ringkasan, sizeof(f->ringkasan), z + 11, strlen(z + 11));
  } else if (strncmp(z, "NULL: ", 6) == 0) {
    add(&f->nulls, z + 6, 0);
  } else if (strncmp(z, "errors: ", 8) == 0) {
    add(&f->errors, z + 8, 0);
  } else if (strncmp(z, "> ", 2) == 0 || z[0] == '=') {
    more(&f->example, "\n", z);
  } else if (strncmp(z, "  ", 2) == 0 && z[2] != ' ' && strstr(z, ": ")) {
    Field *a = &f->arg[f->nArg++];
    if (f->nArg == 8) die("too many", z);
    const char *colon = strstr(z, ": ");
    copy(a->name, sizeof(a->name), z + 2, (size_t)(colon - z - 2));
    add(&a->meaning, colon + 2, 0);
  }
}

static void end_function(const Function *f) {
  if (f && (!*f->summary || !*f->ringkasan)) die("summary or ringkasan is missing", f->name);
}

void read_functions(char *text) {
  Function *f = NULL;
  line = 0;
  for (char *z; (z = next_line(&text)) != NULL;) {
    if (strncmp(z, "** ", 3) != 0) {
      end_function(f);
      f = NULL;
    } else if (strncmp(z, "** spm_", 7) == 0 && strstr(z, "): ")) {
      end_function(f);
      if (nFunction == MAX) die("too many", z);
      f = &functions[nFunction];
      const char *rest = signature(z + 3, f->name, sizeof(f->name), f->arguments, sizeof(f->arguments));
      if (strncmp(rest, "internal ", 9) == 0) {
        memset(f, 0, sizeof(*f)); /* it is in neither manual */
        f = NULL;
        continue;
      }
      size_t k = strcspn(rest, " ");
      copy(f->kind, sizeof(f->kind), rest, k);
      copy(f->type, sizeof(f->type), rest[k] ? rest + k + 1 : "", strlen(rest[k] ? rest + k + 1 : ""));
      if (strcmp(f->kind, "scalar") != 0 && strcmp(f->kind, "aggregate") != 0) die("want scalar or aggregate", z);
      nFunction++;
    } else if (f) {
      function_line(f, z + 3);
    }
  }
  end_function(f);
}
