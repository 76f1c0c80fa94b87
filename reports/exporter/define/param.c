/* param.c: the values of parameters: text from the command line or a report file, read under the declared type.
**
** bool reads 1, 0, ya, tidak, true, false and is bound as 1 or 0; date is YYYY-MM-DD; region, province and asof are any
** text here, and query.c asks the database for the region's code, and whether there is an edition of that name. */
#include "define/define.h"

const char *const param_types[] = {"int", "real", "text", "bool", "date", "region", "province", "asof", NULL};

static int read_bool(const char *z) {
  if (strcmp(z, "1") == 0 || strcmp(z, "ya") == 0 || strcmp(z, "true") == 0) return 1;
  return strcmp(z, "0") == 0 || strcmp(z, "tidak") == 0 || strcmp(z, "false") == 0 ? 0 : -1;
}

const char *param_convert(Pool *p, const Param *d, const char *z, Value *v) {
  ValueType type = d->type == P_INT || d->type == P_BOOL ? V_INT : d->type == P_REAL ? V_REAL : V_TEXT;
  char *end;
  int y, m, day, ok = 0;
  *v = (Value){.type = type, .z = z, .n = strlen(z)};
  errno = 0;
  switch (d->type) {
  case P_INT:
    v->i = strtoll(z, &end, 10);
    ok = *z && !*end && !errno;
    break;
  case P_REAL:
    v->r = strtod(z, &end);
    ok = *z && !*end && isfinite(v->r);
    break;
  case P_BOOL: ok = (v->i = read_bool(z)) >= 0; break;
  case P_DATE: ok = date_valid(z, &y, &m, &day) && v->n == 10; break;
  case P_TEXT:
  case P_REGION:
  case P_PROVINCE:
  case P_ASOF: ok = utf8_valid(z, v->n); break;
  }
  if (v->type == V_INT) v->r = (double)v->i;
  return ok ? NULL
            : pool_printf(p, "parameter %s takes %s, not '%s'", d->name,
                          d->type == P_DATE ? "a date (2023-07-20)" : param_types[d->type], z);
}

static int compare(const Value *a, const Value *b) {
  if (a->type == V_TEXT || b->type == V_TEXT) return strcmp(a->z, b->z);
  return a->r < b->r ? -1 : a->r > b->r;
}

const char *param_limits(Pool *p, const Param *d, const Value *v) {
  if (d->min.type != V_NULL && compare(v, &d->min) < 0)
    return pool_printf(p, "parameter %s: %s is below %s", d->name, v->z, d->min.z);
  if (d->max.type != V_NULL && compare(v, &d->max) > 0)
    return pool_printf(p, "parameter %s: %s is above %s", d->name, v->z, d->max.z);
  for (int i = 0; i < d->nIn; i++)
    if (compare(v, &d->in[i]) == 0) return NULL;
  const char *list = "";
  for (int i = 0; i < d->nIn; i++) list = pool_printf(p, "%s%s %s", list, i ? "," : "", d->in[i].z);
  return d->nIn ? pool_printf(p, "parameter %s: %s is not one of its values:%s", d->name, v->z, list) : NULL;
}
