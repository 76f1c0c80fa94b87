/* option.c: the words behind a directive as tables say them (directive.c, directive_table.c). A row of a table has the
** word, its reader, and where in the directive's struct it puts what it reads; errors and tests/pages/man.test list the
** words from there. */
#include "define/define.h"

/* The place that the option at hand fills. */
#define TO(type) ((type *)(void *)((char *)a->to + a->o->at))

int option_flag(Args *a) {
  return *TO(int) = 1;
}

int option_string(Args *a) {
  return (*TO(const char *) = arg_string(a, a->o->what)) != NULL;
}

int option_display(Args *a) {
  return (*TO(const char *) = arg_display(a, a->o->what)) != NULL;
}

int option_number(Args *a) {
  return arg_number(a, a->o->what, TO(double));
}

int option_choice(Args *a) {
  int i = arg_choice(a, a->o->what, a->o->choice);
  if (i >= 0) *TO(int) = i + a->o->first;
  return i >= 0;
}

int option_color(Args *a) {
  if (!arg_is(a, T_COLOR)) return arg_bad(a, a->o->what);
  *TO(int) = a->t[a->i++].color;
  return 1;
}

int option_names(Args *a) {
  return arg_names(a, TO(Names));
}

int option_name(Args *a) {
  return arg_names1(a, TO(Names));
}

int option_three(Args *a) {
  for (int i = 0; i < 3; i++) {
    int sign = i == 1 ? ':' : *a->o->what;
    if (i && !arg_sign(a, sign)) return define_bad(a->r, a->t[a->i].at, "%c expected", sign);
    if (!arg_names1(a, TO(Names))) return 0;
  }
  return 1;
}

int option_read(Args *a, void *to, const Option *o) {
  a->to = to;
  a->o = o;
  return !o->read || o->read(a);
}

int option_unknown(Args *a, const Option *table, const char *what, int n) {
  const char *names[24] = {0}; /* col has the most */
  for (int i = 0; table[i].key && (!n || i < n); i++) names[i] = table[i].key;
  if (!arg_is(a, T_NAME)) return define_bad(a->r, a->t[a->i].at, "%s expected, not %s", what, a->t[a->i].text);
  if (arg_choice(a, what, names) < 0) return 0;
  return define_bad(a->r, a->t[a->i - 1].at, "%s takes a value", a->t[a->i - 1].text);
}

const Option *option_next(Args *a, const Option *table, const char *what, int n, const char *none) {
  const char *key = arg_option(a), *word = a->t[a->i].text;
  const Option *o;
  for (o = table; key && o->key && (o->read == option_flag || strcmp(o->key, key) != 0);) o++;
  if (key && o->key) return o;
  for (o = table; !key && o->key && !(o->read == option_flag && arg_word(a, o->key));) o++;
  if (!key && o->key) return o;
  if (key) a->i -= 2;
  else if (none) return define_bad(a->r, a->t[a->i].at, none, word), NULL;
  return option_unknown(a, table, what, n), NULL;
}

int option_list(Args *a, void *to, const Option *table, const char *what, int n, const char *none) {
  while (!arg_is(a, T_END)) {
    const Option *o = option_next(a, table, what, n, none);
    if (!o || !option_read(a, to, o)) return 0;
  }
  return 1;
}
