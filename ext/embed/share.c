/* share.c: what several texts share: named conditions, constants of C, CTEs. */
#include "embed.h"
#include <stdlib.h>
#include <string.h>

typedef struct Part {
  char name[64]; /* NAME.sql */
  Text text;
} Part;
static Part parts[MAX];
static int nPart;

typedef struct Condition {
  const char *name, *param[5], *text; /* into the file, cut up */
  int nParam, nUsed;
} Condition;
static Condition conditions[MAX];
static int nCondition;

/* z: "name(a, b): meaning", and from the next line on the text. */
static void define(char *z) {
  Condition *c = &conditions[nCondition++];
  c->name = z;
  char *param = cut(z, "("), *rest = param ? cut(param, "): ") : NULL, *text = rest ? strchr(rest, '\n') : NULL;
  if (text == NULL || nCondition == MAX) die("want '-- name(a, b): meaning' and a text", z);
  for (; param && *param && c->nParam < 5; param = z) {
    z = cut(param, ", ");
    c->param[c->nParam++] = param;
  }
  for (text++; strncmp(text, "--", 2) == 0 && strchr(text, '\n');) /* its meaning goes on */
    text = strchr(text, '\n') + 1;
  for (size_t n = strlen(text); n > 0 && text[n - 1] == '\n';) text[--n] = 0;
  c->text = with_conditions(text); /* of those above it */
}

void read_conditions(char *text) {
  for (char *z = cut(text, "\n\n-- "), *next; z; z = next) {
    next = cut(z, "\n\n-- ");
    define(z);
  }
}

char *take_conditions(char *text) {
  Text t = {0};
  add(&t, "", 0);
  for (char *z = text, *next; z; z = next) {
    next = cut(z, "\n\n");
    if (strncmp(z, "-- @", 4) == 0) {
      define(z + 4);
      continue;
    }
    add(&t, z, 0);
    if (next) add(&t, "\n\n", 0);
  }
  return with_conditions(t.z);
}

void read_constants(char *text) {
  for (char *z = cut(text, "#define SPM_"), *next; z; z = next) {
    next = cut(z, "#define SPM_");
    size_t n = strspn(z, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"), blank = strspn(z + n, " ");
    char *value = z + n + blank;
    if (blank == 0 || *value++ != '"') continue;
    Text name = {0}, quoted = {0};
    value[strcspn(value, "\"")] = 0;
    z[n] = 0;
    add(&name, "SPM_", 0);
    add(&name, z, 0);
    add(&quoted, value, 1);
    if (nCondition == MAX) die("too many", name.z);
    conditions[nCondition++] = (Condition){.name = name.z, .text = quoted.z, .nUsed = 1};
  }
}

/* The text at the end of t begins a line with so many blanks, and every line of what is put there does. */
static size_t indent_of(const Text *t) {
  size_t n = t->n;
  while (n > 0 && t->z[n - 1] != '\n') n--;
  return strspn(t->z + n, " ");
}

static void add_indented(Text *t, char *z, size_t indent) {
  for (char *next; z; z = next) {
    next = cut(z, "\n");
    add(t, z, 0);
    if (next) add(t, "\n", 0);
    for (size_t i = 0; next && i < indent; i++) add(t, " ", 0);
  }
}

/* The text of a condition for these arguments. */
static void add_condition(Text *t, Condition *c, char *argument) {
  char *value[5], *text = strdup(c->text), *z = text, *next;
  Text filled = {0};
  add(&filled, "", 0);
  for (int i = 0; i < c->nParam; i++, argument = next) {
    if (argument == NULL) die("a condition has too few arguments", c->name);
    value[i] = argument;
    next = i + 1 < c->nParam ? cut(argument, ", ") : NULL;
  }
  for (; (next = cut(z, "$")) != NULL; z = next) {
    int i = 0;
    size_t n = strspn(next, "abcdefghijklmnopqrstuvwxyz_");
    add(&filled, z, 0);
    while (i < c->nParam && (strlen(c->param[i]) != n || strncmp(c->param[i], next, n) != 0)) i++;
    if (i == c->nParam) {
      next[n] = 0;
      die("a condition names what is no parameter", next);
    }
    add(&filled, value[i], 0);
    next += n;
  }
  add(&filled, z, 0);
  add_indented(t, filled.z, indent_of(t));
  free(text);
  free(filled.z);
  c->nUsed++;
}

/* From the last to the first, so that one may stand among the arguments of another. */
char *with_conditions(char *text) {
  for (;;) {
    char *z = NULL;
    for (char *next = strstr(text, "@{"); next; next = strstr(next + 2, "@{")) z = next;
    if (z == NULL) return text;
    Text t = {0};
    int i = 0;
    *z = 0;
    z += 2;
    char *rest = cut(z, "}"), *argument = cut(z, " ");
    while (i < nCondition && strcmp(conditions[i].name, z) != 0) i++;
    if (i == nCondition || rest == NULL) die("no such condition", z);
    add(&t, text, 0);
    add_condition(&t, &conditions[i], argument);
    add(&t, rest, 0);
    text = t.z;
  }
}

void read_part(char *text) {
  if (nPart == MAX) die("too many", file);
  Part *p = &parts[nPart++];
  const char *name = strrchr(file, '/') + 1;
  copy(p->name, sizeof(p->name), name, strlen(name));
  add(&p->text, text, 0);
}

/* A body, with the parts that its lines "--@ NAME.sql" name. */
char *with_parts(char *body) {
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

void check_shared(void) {
  line = 0;
  file = "conditions";
  for (int i = 0; i < nCondition; i++)
    if (conditions[i].nUsed == 0) die("nothing uses a condition", conditions[i].name);
}
