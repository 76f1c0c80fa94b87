/* statement.c: the statements that C code runs, one file of them beside the C files of a folder. The top of embed.c says how
** they are written. Each file becomes an enum of its names and an array of its texts, in the order of the file. */
#include "embed.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyz0123456789_"

typedef struct Statement {
  const char *name, *meaning;
  Text text;
} Statement;

static struct Source {
  char stem[64]; /* "accept" of ext/import/accept.sql */
  Statement statement[MAX];
  int n;
} sources[MAX_SOURCE];
static int nSource;

/* The place of a name in "a, b, _", from 1 on; 0: it is not there. A place that is called _ is not used. */
static int place(const char *list, const char *name, size_t n) {
  for (int i = 1;; i++) {
    size_t length = strcspn(list, ",");
    if (length == n && strncmp(list, name, n) == 0) return i;
    if (list[length] == 0) return 0;
    list += length + strspn(list + length, ", ");
  }
}

/* The text with ?2 where it says :b, if "a, b" is its list; C code binds by that number. Quoted text stays as it is. */
static void number_parameters(Text *t, char *z, const char *list) {
  char number[16];
  int isQuoted = 0, aUsed[MAX] = {0};
  for (; *z; z++) {
    size_t n = *z == ':' && !isQuoted ? strspn(z + 1, LETTERS) : 0;
    if (*z == '\'') isQuoted = !isQuoted;
    if (n == 0) {
      add(t, (char[]){*z, 0}, 0);
      continue;
    }
    int i = place(list, z + 1, n);
    if (i == 0 || i >= MAX) die("a statement names what is no parameter", z);
    snprintf(number, sizeof(number), "?%d", i);
    add(t, number, 0);
    aUsed[i] = 1;
    z += n;
  }
  for (int i = 1; *list; i++) {
    size_t length = strcspn(list, ",");
    if (!aUsed[i] && strncmp(list, "_", length) != 0) die("a statement does not use a parameter", list);
    list += length + strspn(list + length, ", ");
  }
}

void read_statements(char *text) {
  struct Source *s = &sources[nSource++];
  const char *name = strrchr(file, '/') + 1;
  if (nSource == MAX_SOURCE) die("too many files of statements", file);
  copy(s->stem, sizeof(s->stem), name, strcspn(name, "."));
  for (char *z = cut(text, "\n\n-- "), *next; z; z = next) {
    Statement *p = &s->statement[s->n++];
    next = cut(z, "\n\n-- ");
    char *body = cut(z, "\n"), *meaning = cut(z, ": ");
    if (body == NULL || meaning == NULL || s->n == MAX) die("want '-- name(a, b): meaning' and a statement", z);
    char *list = cut(z, "(");
    p->name = z;
    p->meaning = meaning;
    while (strncmp(body, "--", 2) == 0 && cut(body, "\n")) body += strlen(body) + 1;
    for (size_t n = strlen(body); n > 0 && isspace((unsigned char)body[n - 1]);) body[--n] = 0;
    if (list == NULL) {
      add(&p->text, body, 0); /* its parameters are bound by their names */
    } else {
      list[strcspn(list, ")")] = 0;
      number_parameters(&p->text, body, list);
    }
  }
}

static void upper(const char *z) {
  for (; *z; z++) putchar(toupper((unsigned char)*z));
}

/* Without what lines begin with: a compiler need not take a text of more than 4095 letters. */
static void literal(const char *z) {
  printf("    \"");
  for (; *z; z++) {
    if (*z == '"' || *z == '\\') putchar('\\');
    if (*z == '\n') printf("\\n\"\n    \""), z += strspn(z + 1, " ");
    else putchar(*z);
  }
  printf("\",\n");
}

void write_statements(void) {
  for (int i = 0; i < nSource; i++) {
    printf("const char *const spm_sql_%s[] = {\n", sources[i].stem);
    for (int j = 0; j < sources[i].n; j++) literal(sources[i].statement[j].text.z);
    printf("};\n");
  }
}

void write_names(void) {
  printf("#ifndef SPM_GEN_SQL_H\n#define SPM_GEN_SQL_H\n");
  for (int i = 0; i < nSource; i++) {
    const struct Source *s = &sources[i];
    printf("typedef enum Sql%c%s {\n", toupper((unsigned char)s->stem[0]), s->stem + 1);
    for (int j = 0; j <= s->n; j++) {
      printf("  SQL_");
      upper(s->stem);
      putchar('_');
      upper(j < s->n ? s->statement[j].name : "count");
      if (j < s->n) printf(", /* %s */\n", s->statement[j].meaning);
    }
    printf("\n} Sql%c%s;\n", toupper((unsigned char)s->stem[0]), s->stem + 1);
    printf("extern const char *const spm_sql_%s[];\n", s->stem);
  }
  printf("#endif\n");
}
