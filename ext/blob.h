/* blob.h: the blobs that carry a tally, a policy or a service result from one building block to the next.
**
** They live inside one query and are never stored. Anybody may call the building blocks with any bytes, so a blob is
** read only when its tag and size are right and its counts are in range; then arithmetic on it cannot overflow. */
#ifndef SPM_BLOB_H
#define SPM_BLOB_H

#include "spm_int.h"

void spm_result_tally(sqlite3_context *ctx, const SpmTally *p);

#endif
