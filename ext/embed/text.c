/* text.c: texts that grow, files that are read whole, and the way out. */
#include "embed.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *file;
int line;

void die(const char *what, const char *where) {
  fprintf(stderr, "%s:%d: %s: %s\n", file, line, what, where);
  exit(1);
}

void copy(char *to, size_t size, const char *from, size_t n) {
  while (n > 0 && isspace((unsigned char)from[n - 1])) n--;
  if (n >= size) die("too long", from);
  memcpy(to, from, n);
  to[n] = 0;
}

void add(Text *t, const char *text, int quote) {
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

char *cut(char *z, const char *separator) {
  char *end = strstr(z, separator);
  if (end == NULL) return NULL;
  *end = 0;
  return end + strlen(separator);
}

char *next_line(char **text) {
  char *z = *text;
  if (*z == 0) return NULL;
  size_t n = strcspn(z, "\n");
  *text = z + n + (z[n] == '\n');
  z[n] = 0;
  line++;
  return z;
}

char *read_file(const char *name, size_t *pn) {
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
