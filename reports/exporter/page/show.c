/* show.c: values as an Indonesian reader sees them in a spreadsheet, for the formats that print them (html): the number
** formats of define/format.c with their separators, short months, ya and tidak. */
#include "page/page.h"

static const char *const short_month[] = {"Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
                                          "Jul", "Agu", "Sep", "Okt", "Nov", "Des"};

/* Halves go up as a spreadsheet rounds them, which sees 15 digits. */
static const char *decimals(Pool *p, double x, int k) {
  const char *z = text_number(p, x * (1 + 1e-15), k);
  return z[0] == '-' && z[strspn(z, "-0.,")] == 0 ? z + 1 : z; /* never -0 */
}

const char *show_number(Pool *p, double x, Format f) {
  int k = format_info[f].decimals;
  if (is_percent(f)) return pool_printf(p, "%s%%", decimals(p, 100 * x, k));
  if (f == F_RUPIAH) return pool_printf(p, "%sRp%s", x < 0 ? "-" : "", decimals(p, fabs(x), k));
  return decimals(p, f == F_RUPIAH_JUTA ? x / 1e6 : x, k);
}

/* For {d|bulan}: any name is the value itself. */
static int itself(const void *value, const char *name, Value *v) {
  (void)name;
  *v = *(const Value *)value;
  return 1;
}

const char *show_value(Pool *p, const Value *v, Format f) {
  int y, m, d;
  if (v->type == V_NULL) return "";
  if (v->type == V_TEXT && (f == F_DATE || f == F_MONTH) && date_valid(v->z, &y, &m, &d))
    return f == F_DATE ? pool_printf(p, "%d %s %d", d, short_month[m - 1], y)
                       : text_fill(p, "{d|bulan}", itself, v, NULL);
  if (v->type == V_TEXT) return v->z;
  if (f == F_BOOL) return v->i ? "ya" : "tidak";
  if (v->type == V_INT && f == F_NO) return text_value(p, v);
  if (v->type == V_INT && f == F_INT) return text_grouped(p, text_value(p, v));
  return show_number(p, cell_number(v, f), f);
}
