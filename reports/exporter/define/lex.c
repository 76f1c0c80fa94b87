/* lex.c: the words of a directive (grammar: spm-report(5)), and the small readers that the directives are made of.
**
** A name directly followed by "=" is an option; "=" with blanks around it is the comparison of a rule. A reader that
** does not find what it wants records one error, at the word, and returns 0 or NULL. */
#include "define/define.h"

#define DIGITS "0123456789"

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}
static int is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/* #rrggbb at z; the number of bytes read, 0 when it is none. */
static size_t read_color(const char *z, int *color) {
  char hex[7] = "";
  if (strspn(z + 1, DIGITS "abcdefABCDEF") < 6 || is_name(z[7])) return 0;
  *color = (int)strtol(memcpy(hex, z + 1, 6), NULL, 16);
  return 7;
}

/* Digits, one dot with digits behind it, a leading minus. */
static size_t read_digits(const char *z, double *x) {
  char copy[64] = "";
  size_t i = *z == '-';
  i += strspn(z + i, DIGITS);
  if (z[i] == '.' && is_digit(z[i + 1])) i += 1 + strspn(z + i + 1, DIGITS);
  if (i >= sizeof copy) return 0;
  *x = strtod(memcpy(copy, z, i), NULL);
  return i;
}

static size_t read_string(Args *a, Token *t, const char *z, size_t n) {
  char *out = pool_alloc(a->r->pool, n), *o = out;
  size_t i = 1;
  for (; i < n && z[i] != '"'; i++) {
    if ((unsigned char)z[i] < ' ' && z[i] != '\t')
      return (size_t)define_bad(a->r, t->at, "a control character in a string (U+%04X)", (unsigned)z[i]);
    if (z[i] == '\\') {
      if (++i < n && z[i] != '"' && z[i] != '\\' && z[i] != 'n')
        return (size_t)define_bad(a->r, t->at, "a \\ in a string stands only before \", \\ and n");
      if (i >= n) break;
      *o++ = z[i] == 'n' ? '\n' : z[i];
    } else {
      *o++ = z[i];
    }
  }
  if (i >= n) return (size_t)define_bad(a->r, t->at, "the string is not closed on its line");
  t->kind = T_STRING;
  t->text = out;
  return i + 1;
}

static size_t read_number(Args *a, Token *t, const char *z) {
  size_t i = read_digits(z, &t->number), k;
  t->kind = T_NUMBER;
  if (i && z[i] == '#') {
    k = read_color(z + i, &t->color);
    t->kind = T_STOP;
    i = k ? i + k : 0;
  } else if (i && z[i] == 'x' && is_digit(z[i + 1])) {
    t->kind = T_SIZE;
    i += 1 + read_digits(z + i + 1, &t->high);
  }
  if (!i || is_name(z[i])) return (size_t)define_bad(a->r, t->at, "not a number: %.*s", (int)strcspn(z, " \t\r\n,"), z);
  return i;
}

static size_t read_sign(Args *a, Token *t, const char *z, int glued) {
  static const struct {
    const char *z;
    Op op;
  } ops[] = {{"!=", O_NE}, {"<=", O_LE}, {">=", O_GE}, {"<", O_LT}, {">", O_GT}, {"=", O_EQ}};
  size_t i;
  t->kind = strchr(",+:/", *z) ? *z : strncmp(z, "..", 2) == 0 ? T_DOTS : T_OP;
  if (t->kind != T_OP) return t->kind == T_DOTS ? 2 : 1;
  for (i = 0; i < sizeof ops / sizeof *ops; i++) {
    size_t k = strlen(ops[i].z);
    if (strncmp(z, ops[i].z, k) != 0) continue;
    t->op = ops[i].op;
    if (t->op == O_EQ && glued && z[1] && !strchr(" \t\r\n", z[1])) t->kind = '=';
    return k;
  }
  return (size_t)define_bad(a->r, t->at, "cannot read %.*s", (int)strcspn(z, " \t\r\n"), z);
}

int op_holds(Op op, int c) {
  switch (op) {
  case O_EQ: return c == 0;
  case O_NE: return c != 0;
  case O_LT: return c < 0;
  case O_LE: return c <= 0;
  case O_GT: return c > 0;
  default: return c >= 0;
  }
}

int define_lex(Args *a, Place at, const char *z, size_t n) {
  Pool *p = a->r->pool;
  size_t i = 0, k;
  while (1) {
    int glued = i > 0 && !is_blank(z[i - 1]);
    while (i < n && is_blank(z[i])) i++;
    if (i == n) break;
    Token *t = PUSH(p, a->t, a->n);
    t->at = at;
    t->at.col += (int)i;
    if (z[i] == '"') {
      k = read_string(a, t, z + i, n - i);
    } else if (z[i] == '#') {
      t->kind = T_COLOR;
      k = read_color(z + i, &t->color);
      if (!k) define_bad(a->r, t->at, "not a colour (#rrggbb): %.*s", (int)strcspn(z + i, " \t\r\n,"), z + i);
    } else if (is_digit(z[i]) || (z[i] == '-' && is_digit(z[i + 1]))) {
      k = read_number(a, t, z + i);
    } else if (is_name(z[i])) {
      t->kind = T_NAME;
      for (k = 1; is_name(z[i + k]);) k++;
    } else {
      k = read_sign(a, t, z + i, glued);
    }
    if (!k) return 0;
    if (t->kind != T_STRING) t->text = pool_text(p, z + i, k);
    i += k;
  }
  return 1;
}

/* ---- readers ---- */

int arg_is(const Args *a, int kind) {
  return a->t[a->i].kind == kind;
}

int arg_sign(Args *a, int kind) {
  return arg_is(a, kind) && ++a->i;
}

int arg_bad(Args *a, const char *expected) {
  return define_bad(a->r, a->t[a->i].at, expected, a->t[a->i].text);
}

static int want(Args *a, int kind, const char *what) {
  if (arg_is(a, kind)) return 1;
  if (arg_is(a, T_END)) return define_bad(a->r, a->t[a->i].at, "%s is missing", what);
  return define_bad(a->r, a->t[a->i].at, "%s expected, not %s", what, a->t[a->i].text);
}

int arg_word(Args *a, const char *word) {
  if (!arg_is(a, T_NAME) || strcmp(a->t[a->i].text, word) != 0) return 0;
  if (a->t[a->i + 1].kind == '=') return 0;
  a->i++;
  return 1;
}

const char *arg_name(Args *a, const char *what) {
  return want(a, T_NAME, what) ? a->t[a->i++].text : NULL;
}
const char *arg_string(Args *a, const char *what) {
  if (!want(a, T_STRING, what)) return NULL;
  const char *z = a->t[a->i++].text;
  for (; arg_is(a, '+') && a->t[a->i + 1].kind == T_STRING; a->i += 2)
    z = pool_printf(a->r->pool, "%s%s", z, a->t[a->i + 1].text);
  return z;
}

const char *arg_display(Args *a, const char *what) {
  Place at = a->t[a->i].at;
  const char *z = arg_string(a, what);
  if (z) *PUSH(a->r->pool, a->r->display, a->r->nDisplay) = (Diag){at, z};
  return z;
}

int arg_number(Args *a, const char *what, double *x) {
  if (!want(a, T_NUMBER, what)) return 0;
  *x = a->t[a->i++].number;
  return 1;
}

const char *arg_option(Args *a) {
  if (!arg_is(a, T_NAME) || a->t[a->i + 1].kind != '=') return NULL;
  a->i += 2;
  return a->t[a->i - 2].text;
}

int arg_names(Args *a, Names *n) {
  do {
    NameRange *r = PUSH(a->r->pool, n->a, n->n);
    r->at = a->t[a->i].at;
    if ((r->from = arg_name(a, "a column")) == NULL) return 0;
    if (arg_sign(a, T_DOTS) && (r->to = arg_name(a, "a column")) == NULL) return 0;
  } while (arg_sign(a, ','));
  return 1;
}

int arg_names1(Args *a, Names *n) {
  NameRange *r = PUSH(a->r->pool, n->a, n->n);
  r->at = a->t[a->i].at;
  return (r->from = arg_name(a, "a column")) != NULL;
}

int arg_value(Args *a, Value *v) {
  const Token *t = &a->t[a->i];
  if (t->kind == T_NUMBER) {
    *v = (Value){.type = V_REAL, .r = t->number, .z = t->text, .n = strlen(t->text)};
    if (!strchr(t->text, '.') && fabs(t->number) < (double)EXACT_MAX) v->type = V_INT, v->i = (int64_t)t->number;
  } else if (t->kind == T_STRING || t->kind == T_NAME) {
    *v = (Value){.type = V_TEXT, .z = t->text, .n = strlen(t->text)};
  } else {
    return want(a, T_STRING, "a value");
  }
  a->i++;
  return 1;
}

int arg_bounds(Args *a, double *lo, double *hi) {
  Place at = a->t[a->i].at;
  if (!arg_number(a, "a number", lo)) return 0;
  if (!want(a, T_DOTS, "..")) return 0;
  a->i++;
  if (!arg_number(a, "a number", hi)) return 0;
  return *lo < *hi ? 1 : define_bad(a->r, at, "the range %g..%g is empty", *lo, *hi);
}

int arg_choice(Args *a, const char *what, const char *const *names) {
  Place at = a->t[a->i].at;
  const char *z = arg_name(a, what), *list = "";
  int i;
  if (!z) return -1;
  for (i = 0; names[i]; i++) {
    if (strcmp(names[i], z) == 0) return i;
    list = pool_printf(a->r->pool, "%s%s%s", list, i ? ", " : "", names[i]);
  }
  define_bad(a->r, at, "unknown %s (%s): %s%s", what, list, z, nearest(a->r->pool, z, names, sizeof *names, i));
  return -1;
}
