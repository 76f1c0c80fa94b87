/* rows.c: the rows that spm_help and spm_column read: the header comments once more, as SQL. */
#include "embed.h"
#include <stdio.h>
#include <string.h>

static void help_row(Text *t, const char *name, const char *kind, const char *arguments, const char *columns,
                     const char *summary, const char *ringkasan) {
  const char *cell[] = {name, kind, arguments, columns, summary, ringkasan};
  add(t, t->z[t->n - 1] == '\n' ? "(" : ",\n(", 0);
  for (int i = 0; i < 6; i++) {
    if (i) add(t, ", ", 0);
    add(t, cell[i], 1);
  }
  add(t, ")", 0);
}

static int must_be_given(const Field *f) {
  return strcmp(f->type, "PERIOD") == 0 || strcmp(f->type, "TEXT") == 0 || strcmp(f->type, "EDITION") == 0 ||
         strcmp(f->type, "INDICATOR") == 0 || strncmp(f->type, "REGION(", 7) == 0 || strcmp(f->type, "REGION") == 0;
}

void add_arguments(Text *t, const Tvf *f) {
  add(t, "", 0);
  for (int k = 0; k < f->nArg; k++) {
    int isOptional = !must_be_given(&f->arg[k]);
    if (isOptional) add(t, k ? " [" : "[", 0);
    if (k) add(t, ", ", 0);
    add(t, f->arg[k].name, 0);
    if (isOptional) add(t, "]", 0);
  }
}

void help_rows(Text *t) {
  add(t, "WITH help_row(name, kind, arguments, columns, summary, ringkasan) AS (VALUES\n", 0);
  for (int i = 0; i < nTvf; i++) {
    const Tvf *f = &tvfs[i];
    Text columns = {0}, arguments = {0};
    add_arguments(&arguments, f);
    for (int k = 0; k < f->nColumn; k++) {
      add(&columns, k ? ", " : "", 0);
      add(&columns, f->column[k].name, 0);
    }
    help_row(t, f->name, "table", arguments.z, columns.z, f->summary, f->ringkasan);
  }
  for (int i = 0; i < nFunction; i++) {
    const Function *f = &functions[i];
    help_row(t, f->name, f->kind, f->arguments, f->type, f->summary, f->ringkasan);
  }
  add(t, ")\n", 0);
}

/* A text in JSON, with a comma behind it; NULL is null. */
static void add_json(Text *t, const char *z) {
  char one[2] = "";
  add(t, z ? "\"" : "null", 0);
  for (; z && *z; z++) {
    if (*z == '"' || *z == '\\') add(t, "\\", 0);
    one[0] = *z;
    add(t, one, 0);
  }
  add(t, z ? "\"," : ",", 0);
}

void add_takes(Text *t, const Field *f) {
  static const char *const plain[][2] = {{"PERIOD", "a quarter"},
                                         {"TEXT", "text"},
                                         {"REGION", "a region: its code, an old code or a name that it alone has"},
                                         {"REGION_OPTION", "a region: its code, an old code or a name that it alone "
                                                           "has; without it all"},
                                         {"INDICATOR", "an indicator: its code, or a name that it alone has"},
                                         {"EDITION", "the name of an edition"},
                                         {"IMPORT", "the number of an import, or a path, folder or pattern as "
                                                    "spm_import takes it; without it the last import"},
                                         {"AS_OF", "a time stamp, a date or an edition; without it there is no bound"},
                                         {"KNOWN_AT",
                                          "a time stamp, a date, an edition or a number of table recording; "
                                          "without it what the edition in as_of knew, else all"},
                                         {"METHOD", "a method or an edition; without it the method in force"},
                                         {"METHOD_FROM", "a method or an edition; without it the method given, else "
                                                         "the one in force in the earlier quarter"}};
  for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
    if (strcmp(f->type, plain[i][0]) == 0) add(t, plain[i][1], 0);
  const char *open = strchr(f->type, '(');
  int isRegion = open && strncmp(f->type, "REGION", 6) == 0;
  if (isRegion) add(t, "a region (its code, an old code or a name that it alone has), ", 0);
  if (open && strncmp(f->type, "SUBJECT", 7) == 0)
    add(t, "a field or a service (its code, or a name that it alone has), or ", 0);
  if (must_be_given(f) && !isRegion) add(t, "; it must be given", 0);
  if (open == NULL) return;
  char words[128], *save = NULL;
  copy(words, sizeof(words), open + 1, strcspn(open + 1, ")"));
  if (!isRegion && strncmp(f->type, "WORD", 4) != 0 && strncmp(f->type, "SUBJECT", 7) != 0) {
    add(t, f->type[0] == 'N' ? "a number" : f->type[0] == 'I' ? "a whole number" : "text", 0);
    add(t, "; without it ", 0);
    add(t, *words ? words : "''", 0);
    return;
  }
  for (char *z = strtok_r(words, "|", &save), *last = NULL; z; z = last) {
    last = strtok_r(NULL, "|", &save);
    add(t, z, 0);
    if (last) add(t, *save ? ", " : " or ", 0);
  }
  add(t, isRegion ? "; it must be given" : "; without it ", 0);
  if (!isRegion) add(t, words, 0); /* strtok_r has left the first */
}

static void column_row(Text *t, const Tvf *f, const Field *field, int isArgument) {
  const Word *w = find_word(f->name, field->name);
  Text takes = {0};
  char key[8];
  if (isArgument) add_takes(&takes, field);
  add(t, t->z[t->n - 1] == '[' ? "[" : ",[", 0);
  add_json(t, field->name);
  add_json(t, isArgument ? "argument" : "column");
  add_json(t, isArgument ? argument_type(field) : field->type);
  add_json(t, w->unit);
  snprintf(key, sizeof(key), "%d,", isArgument || field->key);
  add(t, key, 0);
  add_json(t, takes.z);
  add_json(t, field->meaning.z);
  add_json(t, w->arti.z);
  t->z[--t->n] = 0;
  add(t, "]", 0);
}

/* A row for each function, its columns and arguments in one JSON text: as values of their own they are thousands. */
void column_rows(Text *t) {
  add(t, "WITH RECURSIVE described(function, list) AS (VALUES\n", 0);
  for (int i = 0; i < nTvf; i++) {
    Text list = {0};
    add(&list, "[", 0);
    for (int k = 0; k < tvfs[i].nColumn; k++) column_row(&list, &tvfs[i], &tvfs[i].column[k], 0);
    for (int k = 0; k < tvfs[i].nArg; k++) column_row(&list, &tvfs[i], &tvfs[i].arg[k], 1);
    add(&list, "]", 0);
    add(t, i ? ",\n(" : "(", 0);
    add(t, tvfs[i].name, 1);
    add(t, ", ", 0);
    add(t, list.z, 1);
    add(t, ")", 0);
  }
  add(t, ")\n", 0);
}
