/* explain.h: spm_explained, by which the ministry explains a warning (semantics.md 5). What an office says of its figures comes
** with them, by import. */
#ifndef SPM_EXPLAIN_H
#define SPM_EXPLAIN_H

#include "database/database.h"

extern const SpmFunction spm_explain_functions[];

#endif
