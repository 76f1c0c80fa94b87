/* site.c: the pages of one run as a site that any static server can serve: `-f html -d site DB nasional provinsi
** rapor`.
**
** When a run makes more than one page, index.html beside them lists them, and each page leads back to it (links.c). */
#include "write/html/html.h"

/* How many bytes all titles have in common, whole words only, at the front (or at the end, behind `front`). */
static size_t common(const Plan *plan, int end, size_t front) {
  const char *z = plan->file[0].title;
  size_t n = strlen(z), k, word = 0;
  int same = 1;
  for (k = 1; same && k <= n - front; k++) {
    for (int i = 1; same && i < plan->nJob; i++) {
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
  for (z = name; *z; z++) *z = *z == '_' ? ' ' : *z;
  if (*name >= 'a' && *name <= 'z') *name = (char)(*name - 'a' + 'A');
  html(h, "<section><h2>%s</h2>", name);
  if (shared.front || shared.back) {
    const char *first = plan->file[0].title;
    html(h, "<p class='period'>%s…%s</p>", pool_printf(&h->j->pool, "%.*s", (int)shared.front, first),
         first + strlen(first) - shared.back);
  }
  for (int i = 0; i < plan->nJob; i++) {
    const Plan *up = NULL;
    int row = 0;
    const File *f = html_above(h, plan, i, &up, &row);
    if (!i || f != last) {
      if (i) html(h, "</ul>");
      if (f && up->nJob > 1) html(h, "<h3>%s</h3>", own_words(h, up, row, shared_words(up)));
      html(h, "<ul class='files'>\n");
    }
    last = f;
    html(h, "<li><a href='%s'>%s</a></li>\n", html_address(h, &plan->file[i]), own_words(h, plan, i, shared));
  }
  html(h, plan->nJob ? "</ul></section>\n" : "</section>\n");
}

int write_index(FILE *f, Job *j) {
  Html h = {.j = j, .f = f};
  j->title = in_lang("Laporan Standar Pelayanan Minimal", "Reports on the minimum service standards");
  html_begin(&h);
  html(&h, "<main id='utama'>");
  for (int i = 0; i < j->run->nPlan; i++) list_files(&h, &j->run->plan[i]);
  html(&h, "</main>\n");
  return html_end(&h, pool_printf(&j->pool,
                                  in_lang("%s · basis data %s, sidik isi: sha256 %s",
                                          "%s · database %s, hash of its content: sha256 %s"),
                                  page_made_by(j), database_name(j), j->d->hash));
}
