/* blob.h: the blobs that carry a tally, a policy or a service result from one building block to the next.
**
** A tally may be stored (tally.c); the others live inside one query. Anybody may call the building blocks with any bytes,
** so a blob is read only when its tag and size are right. */
#ifndef SPM_BLOB_H
#define SPM_BLOB_H

#include "spm_int.h"

void spm_result_tally(sqlite3_context *ctx, const SpmTally *p);

#endif
