/* fn_published.c: printed figures as SQL (semantics.md 7).
**
** spm_implied(count, percent [, decimals]): scalar TEXT
** summary: The denominators that a printed count and percentage imply, as JSON [lowest, highest]; [] when there is none.
** ringkasan: Penyebut yang mungkin dari jumlah dan persentase yang diumumkan, sebagai JSON [terkecil, terbesar].
**   count: the count as printed, a whole number, 0 or more
**   percent: the percentage as printed
**   decimals: with how many decimals it was printed, 0 to 9; without it as many as it shows
** NULL: in count or percent gives NULL; as decimals it is as if left out
** errors: a figure that is no number, a count below 0 or not whole, decimals out of range
** > SELECT spm_implied(23, 67.65), spm_implied(237, 57.11), spm_implied(1, 50, 0), spm_implied(23, 99.99);
** = [34,34]|[415,415]|[2,2]|[]
*/
#include "functions/functions.h"

static void fn_implied(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  SpmValue count, percent, decimals = {SPM_ABSENT, 0, 0};
  if (!spm_arg_number(ctx, "spm_implied", "count", argv[0], &count) ||
      !spm_arg_number(ctx, "spm_implied", "percent", argv[1], &percent) ||
      (argc > 2 && !spm_arg_number(ctx, "spm_implied", "decimals", argv[2], &decimals)))
    return;
  if ((count.type != SPM_ABSENT && count.type != SPM_INT) || count.r < 0) {
    sqlite3_result_error(ctx, "spm_implied: count must be a whole number, 0 or more", -1);
    return;
  }
  if (decimals.type == SPM_REAL || decimals.r < 0 || decimals.r > 9) {
    sqlite3_result_error(ctx, "spm_implied: decimals must be a whole number, 0 to 9", -1);
    return;
  }
  if (count.type == SPM_ABSENT || percent.type == SPM_ABSENT) return;
  long long low, high;
  int k = decimals.type == SPM_ABSENT ? spm_decimals(percent.r) : (int)decimals.i;
  char *z = !spm_implied(count.i, percent.r, k, &low, &high) ? sqlite3_mprintf("[]")
            : high                                           ? sqlite3_mprintf("[%lld,%lld]", low, high)
                                                             : sqlite3_mprintf("[%lld,null]", low);
  if (z) sqlite3_result_text(ctx, z, -1, sqlite3_free);
  else sqlite3_result_error_nomem(ctx);
}

const SpmFunction spm_published_functions[] = {
    {"spm_implied", 2, SPM_PURE, fn_implied, 0, 0, 0, 0},
    {"spm_implied", 3, SPM_PURE, fn_implied, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
