/* directives.c: what the tables of spm-report know, for man.test: each directive with its flags, its options and the
** words that they take, then the formats of columns and the filters of texts. A line is: directive NAME FLAG...,
** option NAME WORD, value NAME WORD, format WORD, filter WORD. */
#include "define/define.h"

static void values(const char *name, const Option *o) {
  int i;
  if (!o->choice || o->choice == formats) return; /* formats have a section of their own */
  for (i = 0; o->choice[i]; i++) printf("value %s %s\n", name, o->choice[i]);
}

int main(void) {
  const Directive *d;
  const Option *o;
  int i;
  for (d = directives; d->o.key; d++) {
    printf("directive %s%s%s%s\n", d->o.key, d->flags & IN_REPORT ? " IN_REPORT" : "",
           d->flags & IN_WORKBOOK ? " IN_WORKBOOK" : "", d->flags & REPEATS ? " REPEATS" : "");
    values(d->o.key, &d->o);
    for (o = d->options; o && o->key; o++) {
      printf("option %s %s\n", d->o.key, o->key);
      values(d->o.key, o);
    }
  }
  for (i = 0; formats[i]; i++) printf("format %s\n", formats[i]);
  for (i = 0; text_filters[i]; i++) printf("filter %s\n", text_filters[i]);
  return 0;
}
