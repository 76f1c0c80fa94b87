/* tally.c: a tally as bytes: what spm_tally returns, and what table tally keeps of every filing.
**
** A version byte, then every number as a variable-length integer (zigzag, seven bits a byte, least first), the reals of a
** sum, when it has any, as eight bytes each. So the bytes are the same on every machine, and a service of ten cells takes
** about a hundred of them. Anybody may hand over any bytes: they are read only when they are whole and every count is in
** range; then arithmetic on them cannot overflow. */
#include "core/core.h"
#include <float.h>
#include <math.h>
#include <string.h>

#define VERSION   1
#define COUNT_MAX (1LL << 40)
#define SUM_MAX   ((spm_i128)1 << 110)

__extension__ typedef unsigned __int128 u128;

typedef struct Bytes {
  unsigned char *z; /* NULL: an error stands */
  const unsigned char *zRead, *zEnd;
} Bytes;

static void put_int(Bytes *b, spm_i128 v) {
  u128 n = v < 0 ? ~((u128)v << 1) : (u128)v << 1;
  for (; n > 0x7f; n >>= 7) *b->z++ = (unsigned char)(n | 0x80);
  *b->z++ = (unsigned char)n;
}

/* A number of more than nine bytes, of which those gave the low 63 bits. */
static spm_i128 get_wide(Bytes *b, unsigned long long low, spm_i128 max) {
  u128 n = low;
  for (unsigned shift = 63; shift < 119 && b->zRead < b->zEnd; shift += 7) {
    unsigned char c = *b->zRead++;
    n |= (u128)(c & 0x7f) << shift;
    if (c & 0x80) continue;
    spm_i128 v = n & 1 ? ~(spm_i128)(n >> 1) : (spm_i128)(n >> 1);
    if (v > max || v < -max) break;
    return v;
  }
  b->zRead = 0;
  return 0;
}

static spm_i128 get_int(Bytes *b, spm_i128 max) {
  const unsigned char *z = b->zRead, *zEnd = b->zEnd;
  unsigned long long n = 0;
  if (z && z < zEnd && *z < 0x80) { /* most are of one byte */
    b->zRead++;
    return *z & 1 ? ~(*z >> 1) : *z >> 1;
  }
  for (unsigned shift = 0; z && z < zEnd && shift < 63; shift += 7) {
    unsigned char c = *z++;
    n |= (unsigned long long)(c & 0x7f) << shift;
    if (c & 0x80) continue;
    long long v = n & 1 ? ~(long long)(n >> 1) : (long long)(n >> 1);
    b->zRead = v <= max && v >= -max ? z : 0;
    return b->zRead ? v : 0;
  }
  b->zRead = z;
  return z ? get_wide(b, n, max) : 0;
}

static long long get_count(Bytes *b) {
  long long n = (long long)get_int(b, COUNT_MAX);
  if (n < 0) b->zRead = 0;
  return n;
}

static void put_real(Bytes *b, double r) {
  unsigned long long n;
  memcpy(&n, &r, sizeof(n));
  for (int i = 0; i < 8; i++, n >>= 8) *b->z++ = (unsigned char)n;
}

static double get_real(Bytes *b) {
  unsigned long long n = 0;
  double r;
  if (b->zRead == 0 || b->zEnd - b->zRead < 8) {
    b->zRead = 0;
    return 0;
  }
  for (int i = 8; i-- > 0;) n = n << 8 | b->zRead[i];
  b->zRead += 8;
  memcpy(&r, &n, sizeof(r));
  return r;
}

static void put_sum(Bytes *b, const SpmSum *s) {
  put_int(b, s->count);
  put_int(b, s->whole);
  put_int(b, s->reals);
  if (s->reals == 0) return;
  put_real(b, s->real);
  put_real(b, s->lost);
}

static void get_sum(Bytes *b, SpmSum *s) {
  s->count = get_count(b);
  s->whole = get_int(b, SUM_MAX);
  s->reals = get_count(b);
  if (s->reals == 0) return;
  s->real = get_real(b);
  s->lost = get_real(b);
  if (isinf(s->real)) { /* written before sums were held to DBL_MAX */
    s->real = copysign(DBL_MAX, s->real);
    s->lost = 0;
  }
  if (isnan(s->real) || !isfinite(s->lost)) b->zRead = 0;
}

size_t spm_tally_write(const SpmTally *t, unsigned char z[SPM_TALLY_SIZE]) {
  Bytes b = {z, 0, 0};
  *b.z++ = VERSION;
  for (int i = 0; i < 2; i++) {
    const SpmSide *s = &t->side[i];
    put_int(&b, s->rated);
    put_int(&b, s->not_needed);
    put_int(&b, s->filled);
    put_int(&b, s->capped);
    put_int(&b, s->raw);
    put_sum(&b, &s->met);
    put_sum(&b, &s->given);
    put_sum(&b, &s->need);
    put_sum(&b, &s->need_missing);
  }
  put_sum(&b, &t->required);
  put_sum(&b, &t->fulfilled);
  return (size_t)(b.z - z);
}

int spm_tally_read(const unsigned char *z, size_t n, SpmTally *t) {
  if (n == 0 || n > SPM_TALLY_SIZE || *z != VERSION) return 0;
  Bytes b = {0, z + 1, z + n};
  memset(t, 0, sizeof(*t));
  for (int i = 0; i < 2; i++) {
    SpmSide *s = &t->side[i];
    s->rated = get_count(&b);
    s->not_needed = get_count(&b);
    s->filled = get_count(&b);
    s->capped = get_int(&b, SUM_MAX);
    s->raw = get_int(&b, SUM_MAX);
    get_sum(&b, &s->met);
    get_sum(&b, &s->given);
    get_sum(&b, &s->need);
    get_sum(&b, &s->need_missing);
  }
  get_sum(&b, &t->required);
  get_sum(&b, &t->fulfilled);
  return b.zRead == b.zEnd;
}
