/* inherit.c: what a report has from its workbook, so that it stands once: the declaration of each parameter that it
** uses and does not declare itself, and, if it has a title and is the first on its sheet, the subtitle. */
#include "define/define.h"

typedef struct Use {
  const char *name;
  int found;
} Use;

static void look(void *ctx, Place at, const char *name) {
  Use *u = ctx;
  (void)at;
  u->found |= strcmp(u->name, name) == 0;
}

/* Does the SQL say :name, or a text {name}? */
static int uses(Report *r, const char *name) {
  Use u = {name, report_find_param(r, pool_printf(r->pool, ":%s", name)) != r->sql};
  report_texts(r, look, &u, 0);
  return u.found;
}

void inherit(Report *r, const Report *w, int is_first) {
  if (is_first && r->title && !r->subtitle && w->subtitle) {
    r->subtitle = r->lent = w->subtitle;
    *PUSH(r->pool, r->display, r->nDisplay) = (Diag){{r->path, 1, 1}, w->subtitle};
  }
  for (int i = 0; i < w->nParam; i++) {
    if (report_param(r, w->param[i].name) >= 0 || !uses(r, w->param[i].name)) continue;
    Param *d = PUSH(r->pool, r->param, r->nParam);
    *d = w->param[i];
    d->used = d->given = 0;
  }
}
