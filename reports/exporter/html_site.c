/* html_site.c: the pages of one run as a site that any static server can serve: `-f html -d site DB nasional provinsi rapor`.
**
** When a run makes more than one page, index.html beside them lists them, and each page leads back to it. A column with
** link=WORKBOOK:COLUMN leads to that workbook's page for the code in COLUMN, which is the one whose row has that code in
** the column that the workbook's `key COLUMN` names; `up WORKBOOK` or `up WORKBOOK:COLUMN` in a workbook's file names the
** page above. A page that this run does not make gets no link: none is ever broken. */
#include "html.h"
#include <errno.h>
#include <string.h>

/* The page's address: all pages of a run are in one folder. */
static const char *address(Html *h, const File *f) {
  const char *slash = strrchr(f->path, '/'), *z = slash ? slash + 1 : f->path;
  char *out = pool_alloc(&h->j->pool, 3 * strlen(z) + 3), *o = out;
  for (; *z; z++) {
    if ((unsigned char)*z > ' ' && (unsigned char)*z < 0x7f && !strchr("\"#%<>?[\\]^`{|}:", *z)) *o++ = *z;
    else o += sprintf(o, "%%%02X", (unsigned)(unsigned char)*z);
  }
  return out;
}

const char *html_page(Html *h, const char *workbook, const Value *key) {
  const File *f = plan_link(h->j->run, workbook, key, NULL, NULL);
  return f && h->j->run->nFile > 1 ? address(h, f) : NULL;
}

/* ---- the way up ---- */

static void crumb(Html *h, const char *href, const char *z) {
  put_open(h, "li");
  html_anchor(h, href, z);
  put_close(h);
}

/* The page above row of plan, and where it stands; NULL: none in this run. */
static const File *page_above(Html *h, const Plan *plan, int row, const Plan **up, int *up_row) {
  const Report *w = plan->workbook;
  if (!plan->whole || !w->up) return NULL;
  return plan_link(h->j->run, w->up,
                   w->up_key.nIndex ? AT(&plan->outputs, row, w->col[w->up_key.index[0]].source) : NULL, up, up_row);
}

/* The pages above row of plan, the highest first. */
static void above(Html *h, const Plan *plan, int row, int depth) {
  const Plan *up;
  int up_row;
  const File *f = depth > 5 ? NULL : page_above(h, plan, row, &up, &up_row);
  if (!f) return;
  above(h, up, up_row, depth + 1);
  crumb(h, address(h, f), f->title);
}

void html_crumbs(Html *h) {
  if (!plan_is_site(h->j->run) || !h->j->plan) return; /* alone, or the index itself */
  put_open(h, "nav");
  put_attr(h, "class", "crumbs");
  put_attr(h, "aria-label", in_lang("Letak halaman", "Where this page is"));
  put_open(h, "ol");
  crumb(h, "index.html", in_lang("Daftar laporan", "All reports"));
  above(h, h->j->plan, h->j->outputs_row, 0);
  put_close(h);
  put_close(h);
  put_raw(h, "\n");
}

/* ---- index.html ---- */

/* How many bytes all titles have in common, whole words only, at the front (or at the end, behind `front`). */
static size_t common(const Plan *plan, int end, size_t front) {
  const char *z = plan->file[0].title;
  size_t n = strlen(z), k, word = 0;
  int i, same = 1;
  for (k = 1; same && k <= n - front; k++) {
    for (i = 1; same && i < plan->nJob; i++) {
      const char *x = plan->file[i].title;
      size_t m = strlen(x);
      same = k + front <= m && (end ? x[m - k] == z[n - k] : x[k - 1] == z[k - 1]);
    }
    if (same && z[end ? n - k : k - 1] == ' ') word = k;
  }
  return plan->nJob > 1 ? word : 0;
}

typedef struct Shared {
  size_t front, back; /* bytes that all titles of a plan share */
} Shared;

static Shared shared_words(const Plan *plan) {
  Shared s = {0, 0};
  if (plan->nJob) s.front = common(plan, 0, 0), s.back = common(plan, 1, s.front);
  return s;
}

/* What a title says beside the words that all have. */
static const char *own_words(Html *h, const Plan *plan, int i, Shared s) {
  const char *z = plan->file[i].title;
  return pool_printf(&h->j->pool, "%.*s", (int)(strlen(z) - s.front - s.back), z + s.front);
}

/* The pages of a workbook; those of one page above them together, under its name. */
static void list_files(Html *h, const Plan *plan) {
  const Report *r = plan->whole ? plan->workbook : plan->member[0];
  char *name = pool_printf(&h->j->pool, "%s", r->base), *z;
  const Shared shared = shared_words(plan);
  const File *last = NULL;
  int i;
  for (z = name; *z; z++) *z = *z == '_' ? ' ' : *z;
  if (*name >= 'a' && *name <= 'z') *name = (char)(*name - 'a' + 'A');
  put_open(h, "section");
  put_element(h, "h2", NULL, name);
  if (shared.front || shared.back) {
    const char *first = plan->file[0].title;
    put_element(h, "p", "period",
                pool_printf(&h->j->pool, "%.*s…%s", (int)shared.front, first, first + strlen(first) - shared.back));
  }
  for (i = 0; i < plan->nJob; i++) {
    const Plan *up = NULL;
    int row = 0;
    const File *f = page_above(h, plan, i, &up, &row);
    if (!i || f != last) {
      if (i) put_close(h);
      if (f && up->nJob > 1) put_element(h, "h3", NULL, own_words(h, up, row, shared_words(up)));
      put_open(h, "ul");
      put_attr(h, "class", "files");
      put_raw(h, "\n");
    }
    last = f;
    crumb(h, address(h, &plan->file[i]), own_words(h, plan, i, shared));
    put_raw(h, "\n");
  }
  if (plan->nJob) put_close(h);
  put_close(h);
  put_raw(h, "\n");
}

static void index_page(Html *h) {
  const Run *run = h->j->run;
  int i;
  html_begin(h);
  put_open(h, "main");
  put_attr(h, "id", "utama");
  for (i = 0; i < run->nPlan; i++) list_files(h, &run->plan[i]);
  put_close(h);
  put_raw(h, "\n");
  html_end(h, pool_printf(&h->j->pool,
                          in_lang("%s · basis data %s, sha256 isi %s", "%s · database %s, sha256 of its content %s"),
                          made_by(h->j), database_name(h->j), h->j->d->hash));
}

int write_index(Run *run, Database *d) {
  Job j = {.o = run->o, .run = run, .d = d, .path = plan_index(run)};
  Html h = {.j = &j};
  Output out;
  int rc = output_open(&j.pool, &out, run->o, j.path);
  j.title = in_lang("Laporan Standar Pelayanan Minimal", "Reports on the minimum service standards");
  if (!rc) {
    FILE *f = output_stream(&out);
    rc = f ? html_write(&h, f, index_page) : RC_OUTPUT;
    if (f && fclose(f) != 0 && !rc) rc = RC_OUTPUT;
    if (rc) log_error("%s: cannot write: %s", j.path, strerror(errno));
    if (!rc && !run->o->no_verify) rc = verify_html(out.name, j.path);
  }
  if (!rc) rc = output_finish(&out, run->o);
  if (rc) output_discard(&out);
  pool_free(&j.pool);
  return rc;
}
