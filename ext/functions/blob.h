/* blob.h: the blobs that carry a tally, a policy, a service or a field from one building block to the next.
**
** A tally may be stored (tally.c); the others live inside one query. Anybody may call the building blocks with any bytes,
** so a blob is read only when its tag and size are right, and none has padding: what that held would go out with it. */
#ifndef SPM_BLOB_H
#define SPM_BLOB_H

#include "functions/functions.h"

/* What a tally says beside the score. */
typedef struct Counts {
  long long filled, filled_penerima;
  double met, need, silent;
  SpmSum required, fulfilled;
} Counts;

typedef struct ServiceBlob {
  unsigned tag;
  int status, filed, unused; /* SpmServiceStatus, SpmFiled */
  double served, quality, score, low, high;
  Counts counts; /* so that spm_part need not read the tally again for each */
} ServiceBlob;

typedef struct Mean {
  spm_i128 sum;
  long long count;
} Mean;

/* The services of a field, or the fields of a region (semantics.md 3). */
typedef struct FieldBlob {
  unsigned tag, unused;
  Mean served, quality, score, low, high;
  long long owed, filed_owed;
  spm_i128 filled, filled_penerima; /* whatever the blobs say, they do not overflow */
  long long filed, fields_filed;    /* SpmFiled of what stands best; fields that were filed */
} FieldBlob;

void spm_result_tally(sqlite3_context *ctx, const SpmTally *p);

/* Copy the blob of this tag and size; 0 when the value is another thing. */
int spm_read_blob(sqlite3_value *v, unsigned tag, void *p, size_t n);
int spm_read_service(sqlite3_value *v, ServiceBlob *p);
int spm_read_field(sqlite3_value *v, FieldBlob *p);
/* Return the part of this name; 0: there is none. */
int spm_part_of_field(sqlite3_context *ctx, const char *zName, const FieldBlob *p);

#endif
