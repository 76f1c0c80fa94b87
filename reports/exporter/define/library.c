/* library.c: the report files there are.
**
** DIR/_NAME.sql is a workbook, DIR/NAME.sql and DIR/FOLDER/NAME.sql are reports, named NAME or FOLDER/NAME; a file
** without a --@ line is SQL for something else. A workbook's members are the files that say `in WORKBOOK N`, by N and
** then by name; a file whose `in` line cannot be read counts as a member of every workbook, so that its error is seen.
** */
#include "define/define.h"

static int is_sql(const char *z) {
  size_t n = strlen(z);
  return n > 4 && z[0] != '.' && strcmp(z + n - 4, ".sql") == 0;
}

static int by_name(const void *a, const void *b) {
  const Report *x = *(Report *const *)a, *y = *(Report *const *)b;
  int rc = strcmp(x->name, y->name);
  return rc ? rc : strcmp(x->path, y->path);
}

const Member *library_member(const Report *r, const Report *w) {
  for (int i = 0; !r->is_workbook && i < r->nMember; i++)
    if (!*r->member[i].workbook || strcmp(r->member[i].workbook, w->name) == 0) return &r->member[i];
  return NULL;
}

Report **library_members(Library *lib, const Report *w, int *n) {
  Report **a = NULL;
  int j;
  *n = 0;
  for (int i = 0; i < lib->nReport; i++) {
    const Member *m = library_member(lib->report[i], w);
    if (!m) continue;
    (void)PUSH(lib->pool, a, *n);
    for (j = *n - 1; j > 0 && library_member(a[j - 1], w)->order > m->order; j--) a[j] = a[j - 1];
    a[j] = lib->report[i];
  }
  return a;
}

const char *report_sheet(const Report *r) {
  return r->sheet.name ? r->sheet.name : r->base;
}

/* A file that is named by its path is read again. */
static int is_same(const Report *a, const Report *b) {
  return a == b || (!b->nVariant && strcmp(a->sha256, b->sha256) == 0);
}

const Report *library_book(const Library *lib, Report *r, Place at, const char *what, const char *name) {
  const char **names = pool_alloc(lib->pool, sizeof *names * (size_t)(lib->nReport + 1));
  int n = 0;
  for (int i = 0; i < lib->nReport; i++) {
    if (!lib->report[i]->is_workbook) continue;
    names[n++] = lib->report[i]->name;
    if (strcmp(names[n - 1], name) == 0) return lib->report[i];
  }
  define_bad(r, at, "%s%s: no such workbook%s", what, name, nearest(lib->pool, name, names, sizeof *names, n));
  return NULL;
}

/* Give the report what its workbooks have for it, then check it as a whole. */
static void finish(Library *lib, Report *r) {
  for (int i = 0; i < lib->nReport; i++) {
    Report *w = lib->report[i], **a;
    int n, is_first = 1;
    if (!w->is_workbook || !library_member(r, w)) continue;
    a = library_members(lib, w, &n);
    for (int k = 0; k < n && !is_same(a[k], r) && library_member(a[k], w)->order <= library_member(r, w)->order; k++)
      is_first &= strcmp(report_sheet(a[k]), report_sheet(r)) != 0;
    inherit(r, w, is_first);
  }
  for (int i = 0; i < r->nMember; i++) /* a workbook that is not there would leave the sheet out without a word */
    if (*r->member[i].workbook) (void)library_book(lib, r, r->member[i].at, "in ", r->member[i].workbook);
  directive_finish(r);
}

/* Every report that the file is. */
static int add_file(Library *lib, const char *path, const char *name) {
  Report *r;
  int i = 0;
  do {
    if ((r = report_parse(lib->pool, path, name, i)) == NULL) return RC_DEFINITION;
    if (r->nDirective || r->nDiag) *PUSH(lib->pool, lib->report, lib->nReport) = r;
  } while (++i < r->nVariant);
  return RC_OK;
}

static int scan(Library *lib, const char *folder, int depth) {
  const char *path = *folder ? pool_printf(lib->pool, "%s/%s", lib->dir, folder) : lib->dir;
  int n, rc = RC_OK;
  const char **names = folder_list(lib->pool, path, &n);
  if (!names) return log_error("cannot read the reports in %s: %s", path, strerror(errno)), RC_USAGE;
  for (int i = 0; !rc && i < n; i++) {
    const char *name = pool_printf(lib->pool, "%s%s%s", folder, *folder ? "/" : "", names[i]);
    const char *file = pool_printf(lib->pool, "%s/%s", lib->dir, name);
    PathKind kind = *names[i] == '.' ? PATH_NONE : path_kind(file);
    if (kind == PATH_FOLDER && depth == 0) {
      rc = scan(lib, name, 1);
    } else if (kind == PATH_FILE && is_sql(names[i])) {
      rc = add_file(lib, file, pool_text(lib->pool, name, strlen(name) - 4));
    }
  }
  return rc;
}

int library_load(Library *lib, Pool *p, const char *dir) {
  *lib = (Library){.pool = p, .dir = dir};
  int rc = scan(lib, "", 0);
  if (rc || !lib->nReport) return rc;
  qsort(lib->report, (size_t)lib->nReport, sizeof *lib->report, by_name);
  for (int i = 0; i < lib->nReport; i++) {
    const Report *before = i ? lib->report[i - 1] : NULL;
    if (before && strcmp(before->name, lib->report[i]->name) == 0)
      define_bad(lib->report[i], (Place){lib->report[i]->path, 1, 1}, "%s is the name of a report in %s, too",
                 before->name, before->path);
    finish(lib, lib->report[i]);
  }
  return rc;
}

Report *library_find(Library *lib, const char *target) {
  const char *base = path_name(target), **names;
  Report *found = NULL;
  int i, n = 0;
  for (i = 0; i < lib->nReport; i++) {
    Report *r = lib->report[i];
    if (strcmp(r->name, target) == 0) return r;
    if (strcmp(r->path, target) == 0 && r->nVariant < 2) return r;
    if (strcmp(r->base, target) == 0) found = r, n++;
  }
  if (n == 1) return found;
  if (n > 1) return log_error("%d reports are named %s: say FOLDER/%s", n, target, target), NULL;
  if (is_sql(base)) {
    Report *r = report_parse(lib->pool, target, pool_text(lib->pool, base, strlen(base) - 4), 0);
    if (r && r->nVariant > 1) return log_error("%s is %d reports: say one by its name", target, r->nVariant), NULL;
    if (r) finish(lib, r);
    return r;
  }
  names = pool_alloc(lib->pool, sizeof *names * (size_t)(lib->nReport + 1));
  for (i = 0; i < lib->nReport; i++) names[i] = lib->report[i]->base;
  return log_error("no report or workbook is named %s in %s%s", target, lib->dir,
                   nearest(lib->pool, target, names, sizeof *names, i)),
         NULL;
}

Report *library_workbook(Library *lib, const Report *r) {
  for (int i = 0; i < lib->nReport; i++)
    if (lib->report[i]->is_workbook && library_member(r, lib->report[i])) return lib->report[i];
  return NULL;
}
