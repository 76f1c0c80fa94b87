/* html_site.c: the pages of one run as a site that any static server can serve: `-f html -d site DB nasional provinsi rapor`.
**
** When a run makes more than one page, index.html beside them lists them, and each page leads back to it. A column with
** link=WORKBOOK:COLUMN leads to that workbook's page for the code in COLUMN; `up WORKBOOK` or `up WORKBOOK:COLUMN` in a
** workbook's file names the page above. A page is found by its key, the first column of its workbook's SELECT. A page that
** this run does not make gets no link: none is ever broken. */
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

/* The pages above row of plan, the highest first. */
static void above(Html *h, const Plan *plan, int row, int depth) {
  const Report *w = plan->workbook;
  const Plan *up;
  const File *f;
  int up_row;
  if (!plan->whole || !w->up || depth > 5) return;
  f = plan_link(h->j->run, w->up, w->up_key.nIndex ? AT(&plan->outputs, row, w->col[w->up_key.index[0]].source) : NULL,
                &up, &up_row);
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

static void list_files(Html *h, const Plan *plan) {
  const Report *r = plan->whole ? plan->workbook : plan->member[0];
  char *name = pool_printf(&h->j->pool, "%s", r->base), *z;
  int i;
  for (z = name; *z; z++) *z = *z == '_' ? ' ' : *z;
  if (*name >= 'a' && *name <= 'z') *name = (char)(*name - 'a' + 'A');
  put_open(h, "section");
  put_element(h, "h2", NULL, name);
  put_open(h, "ul");
  put_attr(h, "class", "files");
  put_raw(h, "\n");
  for (i = 0; i < plan->nJob; i++) {
    crumb(h, address(h, &plan->file[i]), plan->file[i].title);
    put_raw(h, "\n");
  }
  put_close(h);
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
                          made_by(h->j), database_name(h->j->d), h->j->d->hash));
}

int write_index(Run *run, Database *d) {
  Job j = {.o = run->o, .run = run, .d = d, .path = plan_index(run)};
  Html h = {.j = &j};
  Output out;
  int rc = output_open(&j.pool, &out, run->o, j.path);
  j.title = in_lang("Laporan Standar Pelayanan Minimal", "Reports on the minimum service standards");
  if (!rc) {
    FILE *f = fopen(out.temp, "wb");
    rc = f ? html_write(&h, f, index_page) : RC_OUTPUT;
    if (f && fclose(f) != 0 && !rc) rc = RC_OUTPUT;
    if (rc) log_error("%s: cannot write: %s", j.path, strerror(errno));
    if (!rc && !run->o->no_verify) rc = verify_html(out.temp, j.path);
  }
  if (!rc) rc = output_finish(&out, run->o);
  if (rc) output_discard(&out);
  pool_free(&j.pool);
  return rc;
}
