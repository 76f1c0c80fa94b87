/* hash.h: SHA-256 of bytes: of a file that is read, a filing, a database and a report file.
**
** It is that of libcrypto, linked statically: where the processor has instructions for it they are used, and it takes a
** sixth of the time that plain C takes. Its functions by name are the only ones that need no provider and cannot fail;
** OpenSSL calls them deprecated and keeps them. */
#ifndef SPM_HASH_H
#define SPM_HASH_H

#include <stddef.h>

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

typedef SHA256_CTX SpmHash;

#define SPM_HASH_SIZE 65 /* 64 digits and a zero */

void spm_hash_begin(SpmHash *p);
void spm_hash_add(SpmHash *p, const void *z, size_t n);
void spm_hash_end(SpmHash *p, char zHex[SPM_HASH_SIZE]); /* in lower case; p is to be begun again */

#endif
