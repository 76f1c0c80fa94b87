/* place.c: the text of a report as SQL sees it: line and column of an offset, what is quoted, where a parameter is. */
#include "define/define.h"

Place report_place(const Report *r, size_t offset) {
  Place at = {r->path, 1, 1};
  size_t i;
  for (i = 0; i < offset && i < r->nText; i++) {
    if (r->text[i] == '\n') at.line++, at.col = 1;
    else at.col++;
  }
  return at;
}

size_t report_skip(const Report *r, size_t i) {
  const char *z = r->text, *end;
  if (z[i] == '-' && z[i + 1] == '-') return i + strcspn(z + i, "\n");
  if (z[i] == '/' && z[i + 1] == '*') {
    end = strstr(z + i + 2, "*/");
    return end ? (size_t)(end - z) + 2 : r->nText;
  }
  if (z[i] && strchr("'\"`[", z[i])) {
    end = strchr(z + i + 1, z[i] == '[' ? ']' : z[i]);
    return end ? (size_t)(end - z) + 1 : r->nText;
  }
  return i;
}

int is_name(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t report_find_param(const Report *r, const char *name) {
  size_t k = strlen(name), j;
  for (size_t i = r->sql; i < r->nText; i = j) {
    if ((j = report_skip(r, i)) > i) continue;
    if (strncmp(r->text + i, name, k) == 0 && !is_name(r->text[i + k])) return i;
    j++;
  }
  return r->sql;
}
