/* hash.c: SHA-256 in digits. */
#include "core/hash.h"

void spm_hash_begin(SpmHash *p) {
  SHA256_Init(p);
}

void spm_hash_add(SpmHash *p, const void *z, size_t n) {
  SHA256_Update(p, z, n);
}

void spm_hash_end(SpmHash *p, char zHex[SPM_HASH_SIZE]) {
  static const char digits[] = "0123456789abcdef";
  unsigned char a[SHA256_DIGEST_LENGTH];
  SHA256_Final(a, p);
  for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) {
    zHex[2 * i] = digits[a[i] >> 4];
    zHex[2 * i + 1] = digits[a[i] & 15];
  }
  zHex[2 * SHA256_DIGEST_LENGTH] = 0;
}
