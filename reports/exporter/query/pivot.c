/* pivot.c: the JSON object of a row as the columns that --@ pivot names. A key that the object does not have is NULL.
** */
#include "query/query.h"
#include <jansson.h>

/* Push the members on q->cell. */
int pivot_read(Result *q, Pool *p, const Value *object, int *nCell) {
  const Report *r = q->r;
  const char *what = NULL;
  json_error_t e;
  json_t *o = object->type == V_TEXT ? json_loadb(object->z, object->n, JSON_REJECT_DUPLICATES, &e) : NULL;
  if (object->type != V_NULL && !json_is_object(o)) what = "no JSON object with one value a key";
  for (int k = 0; !what && k < r->nPivot; k++) {
    const json_t *m = json_object_get(o, r->col[r->member_at + k].key);
    Value *v = PUSH(p, q->cell, *nCell);
    if (json_is_integer(m)) *v = (Value){.type = V_INT, .i = json_integer_value(m)}, v->r = (double)v->i;
    else if (json_is_real(m)) *v = (Value){.type = V_REAL, .r = json_real_value(m)};
    else if (json_is_string(m)) {
      *v = (Value){.type = V_TEXT, .n = json_string_length(m)};
      v->z = pool_text(p, json_string_value(m), v->n);
    } else if (m && !json_is_null(m)) what = "a member that is no number and no text";
  }
  json_decref(o);
  if (!what) return RC_OK;
  return log_error_at(r->object.a[0].at, "row %d, column %s: %s", q->nRow, r->object.a[0].from, what), RC_QUERY;
}
