/* manual.c: the manual page spm(7) in mdoc, of a template and the header comments. Text is filled here to lines of less than
** 80 bytes, a sentence to a line: mandoc -T lint asks for both. */
#include "embed.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 78

/* A line of a display, or a word; nothing in it is a macro or an escape. */
static void literal(const char *z, size_t n, int isFirst) {
  if (isFirst && n && (*z == '.' || *z == '\'')) fputs("\\&", stdout);
  for (; n; n--, z++) fputs(*z == '\\' ? "\\e" : (char[]){*z, 0}, stdout);
}

static int ends_sentence(const char *z, size_t n) {
  while (n && strchr(")\"'", z[n - 1])) n--;
  return n > 1 && strchr(".?!", z[n - 1]) != NULL;
}

/* Filled text; an empty line in it begins a paragraph. */
static void text(const char *z) {
  int column = 0;
  while (*(z += strspn(z, " "))) {
    if (strncmp(z, "\n\n", 2) == 0 && z[strspn(z, "\n ")]) {
      printf("%s.Pp\n", column ? "\n" : "");
      column = 0;
    }
    z += strspn(z, "\n ");
    size_t n = strcspn(z, " \n");
    if (n == 0) break;
    if (column && column + 1 + (int)n > WIDTH) {
      putchar('\n');
      column = 0;
    }
    if (column) putchar(' ');
    literal(z, n, column == 0);
    column += (int)n + (column > 0);
    z += n;
    if (ends_sentence(z - n, n)) {
      putchar('\n');
      column = 0;
    }
  }
  if (column) putchar('\n');
}

/* A sentence of a meaning: it begins small and has no full stop. */
static void add_sentence(Text *t, const char *z) {
  add(t, z, 0);
  if (t->n && t->z[t->n - 1] != '.') add(t, ".", 0);
}

static void show_example(const char *z) {
  size_t n;
  if (z == NULL) return;
  puts(".Bd -literal -offset indent");
  for (; *z; z += n + (z[n] == '\n')) {
    n = strcspn(z, "\n");
    size_t mark = n > 1 ? 2 : n;
    literal(z + mark, n - mark, 1);
    putchar('\n');
  }
  puts(".Ed");
}

/* ".Fn name arg [arg]": of "a, b [, c]" or "[a] [, b]" */
static void signature(const char *name, const char *arguments) {
  printf(".Fn %s", name);
  for (size_t n; *arguments; arguments += n) {
    int isOptional = arguments[strspn(arguments, " ")] == '[';
    arguments += strspn(arguments, " [,;");
    n = strcspn(arguments, " ,;]");
    if (n) printf(isOptional ? " [%.*s]" : " %.*s", (int)n, arguments);
    if (arguments[n] == ']') n++;
  }
  putchar('\n');
}

static void table(const Tvf *t) {
  Text all = {0}, key = {0};
  printf(".Ss %s\n", t->name);
  add_arguments(&all, t);
  signature(t->name, all.z);
  puts(".Pp");
  text(t->summary);
  if (t->about.z) {
    puts(".Pp");
    text(t->about.z);
  }
  if (t->nArg) puts(".Pp\nArguments:\n.Bl -tag -width Ds");
  for (int i = 0; i < t->nArg; i++) {
    const Field *f = &t->arg[i];
    Text about = {0};
    printf(".It Fa %s\n", f->name);
    add_sentence(&about, f->meaning.z);
    add(&about, " It takes ", 0);
    add_takes(&about, f);
    add(&about, ".", 0);
    text(about.z);
  }
  if (t->nArg) puts(".El");
  puts(".Pp\nColumns:\n.Bl -tag -width Ds");
  for (int i = 0; i < t->nColumn; i++) {
    const Field *f = &t->column[i];
    const Word *w = find_word(t->name, f->name);
    Text about = {0};
    printf(".It Va %s\n", f->name);
    if (f->key) {
      add(&key, key.n ? ", " : "", 0);
      add(&key, f->name, 0);
    }
    add(&about, f->type, 0);
    add(&about, w->unit ? ", " : "", 0);
    add(&about, w->unit ? w->unit : "", 0);
    add(&about, ": ", 0);
    add_sentence(&about, f->meaning.z);
    text(about.z);
  }
  puts(".El\n.Pp");
  Text end = {0};
  add(&end, "A row is told from others by: ", 0);
  add_sentence(&end, key.z ? key.z : "its place");
  if (t->errors.z) add(&end, " Errors: ", 0);
  if (t->errors.z) add_sentence(&end, t->errors.z);
  text(end.z);
  show_example(t->example.z);
}

static void function(const Function *f) {
  printf(".Ss %s\n", f->name);
  signature(f->name, f->arguments);
  puts(".Pp");
  text(f->summary);
  if (f->nArg) puts(".Bl -tag -width Ds");
  for (int i = 0; i < f->nArg; i++) {
    Text about = {0};
    printf(".It Fa %s\n", f->arg[i].name);
    add_sentence(&about, f->arg[i].meaning.z);
    text(about.z);
  }
  if (f->nArg) puts(".El");
  Text end = {0};
  add(&end, *f->type ? "Result: " : "", 0);
  if (*f->type) add_sentence(&end, f->type);
  if (f->nulls.z) add(&end, " NULL: ", 0);
  if (f->nulls.z) add_sentence(&end, f->nulls.z);
  if (f->errors.z) add(&end, " Errors: ", 0);
  if (f->errors.z) add_sentence(&end, f->errors.z);
  if (end.n) puts(".Pp");
  text(end.z);
  show_example(f->example.z);
}

static int by_name(const void *a, const void *b) {
  return strcmp((const char *)a, (const char *)b); /* the name is the first member of both */
}

void write_manual(const char *page) {
  qsort(tvfs, (size_t)nTvf, sizeof(tvfs[0]), by_name);
  qsort(functions, (size_t)nFunction, sizeof(functions[0]), by_name);
  for (size_t n; *page; page += n + (page[n] == '\n')) {
    n = strcspn(page, "\n");
    if (strncmp(page, ".\\\" @tables", n) == 0 && n > 5) {
      for (int i = 0; i < nTvf; i++) table(&tvfs[i]);
    } else if (strncmp(page, ".\\\" @", 5) == 0) {
      char kind[16];
      copy(kind, sizeof(kind), page + 5, n - 6); /* without its s */
      for (int i = 0; i < nFunction; i++)
        if (strcmp(functions[i].kind, kind) == 0) function(&functions[i]);
    } else {
      printf("%.*s\n", (int)n, page);
    }
  }
}
