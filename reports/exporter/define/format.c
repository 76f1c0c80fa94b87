/* format.c: what the format of a column means (spm-report(5)), for every format of file: one row each. */
#include "define/define.h"

const struct FormatInfo format_info[] = {
    [F_GUESS] = {NULL, H_REAL, A_RIGHT, 2, 0, F_PLAIN_REAL},
    [F_TEXT] = {NULL, H_TEXT, A_LEFT, 0, 0, F_TEXT},
    [F_WRAP] = {NULL, H_TEXT, A_LEFT, 0, 0, F_WRAP},
    [F_NO] = {NULL, H_INT, A_CENTER, 0, 0, F_PLAIN_INT},
    [F_INT] = {"#,##0", H_INT, A_RIGHT, 0, 0, F_PLAIN_INT},
    [F_DEC1] = {"#,##0.0", H_REAL, A_RIGHT, 1, 0, F_PLAIN_REAL},
    [F_DEC2] = {"#,##0.00", H_REAL, A_RIGHT, 2, 0, F_PLAIN_REAL},
    [F_PERCENT0] = {"0%", H_REAL, A_RIGHT, 0, 4, F_PLAIN_REAL},
    [F_PERCENT1] = {"0.0%", H_REAL, A_RIGHT, 1, 6, F_PLAIN_REAL},
    [F_PERCENT2] = {"0.00%", H_REAL, A_RIGHT, 2, 7, F_PLAIN_REAL},
    [F_POIN2] = {"0.00", H_REAL, A_RIGHT, 2, 0, F_PLAIN_REAL},
    [F_RUPIAH] = {"\"Rp\"#,##0", H_REAL, A_RIGHT, 0, 0, F_PLAIN_INT},
    [F_RUPIAH_JUTA] = {"#,##0.0,,", H_REAL, A_RIGHT, 1, 0, F_PLAIN_REAL},
    [F_DATE] = {"[$-421]d mmm yyyy", H_DATE, A_CENTER, 0, 11, F_PLAIN_DATE},
    [F_MONTH] = {"[$-421]mmmm yyyy", H_DATE, A_CENTER, 0, 14, F_PLAIN_DATE},
    [F_BOOL] = {NULL, H_BOOL, A_CENTER, 0, 0, F_PLAIN_INT},
    [F_PLAIN_INT] = {"0", H_REAL, A_RIGHT, 0, 0, F_PLAIN_INT},
    [F_PLAIN_REAL] = {NULL, H_REAL, A_RIGHT, 0, 0, F_PLAIN_REAL},
    [F_PLAIN_DATE] = {"yyyy-mm-dd", H_DATE, A_CENTER, 0, 0, F_PLAIN_DATE},
};

/* Their names, from F_TEXT on; the others come from no report file. */
const char *const formats[] = {"text",     "wrap",  "no",     "int",         "dec1", "dec2",  "percent0", "percent1",
                               "percent2", "poin2", "rupiah", "rupiah_juta", "date", "month", "bool",     NULL};

const char *format_name(Format f) {
  return f >= F_TEXT && f <= F_BOOL ? formats[f - F_TEXT] : NULL;
}
