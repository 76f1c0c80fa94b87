/* job.c: one file that is made: the results that stand in it, the values its texts may name, the warnings it carries.
** */
#include "page/page.h"

Job job_of(const Run *run, const Plan *plan, int row) {
  int use = plan->has_select && (plan->whole || plan->outputs.nRow > 0);
  return (Job){.o = run->o,
               .run = run,
               .plan = plan,
               .workbook = plan->workbook,
               .whole = plan->whole,
               .outputs = use ? &plan->outputs : NULL,
               .outputs_row = row};
}

void job_warn(Job *j, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  const char *z = pool_vprintf(&j->pool, fmt, ap);
  va_end(ap);
  log_warning("%s", z);
  *PUSH(&j->pool, j->warning, j->nWarning) = z;
}

/* A report alone may have another value than the row, which fills only what is not set. */
int job_lookup(const void *ctx, const char *name, Value *v) {
  const Job *j = ctx;
  for (int i = 0; !j->whole && i < j->nResult; i++)
    if (result_lookup(&j->result[i], name, v)) return 1;
  for (int i = 0; j->outputs && i < j->outputs->nCol; i++)
    if (strcmp(j->outputs->name[i], name) == 0) return *v = *AT(j->outputs, j->outputs_row, i), 1;
  if (j->outputs && result_lookup(j->outputs, name, v)) return 1;
  for (int i = 0; i < j->nResult; i++)
    if (result_lookup(&j->result[i], name, v)) return 1;
  return 0;
}
