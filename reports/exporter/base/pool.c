/* pool.c: memory that is freed all at once.
**
** The definitions live in one pool, what belongs to an output file in another; nothing is freed singly. There is no
** useful way on without memory, so pool_alloc ends the program: the temporary file goes through atexit (replace.c). */
#include "base/base.h"

struct PoolBlock {
  struct PoolBlock *before;
  size_t used, size;
};

#define BLOCK_SIZE  ((size_t)64 * 1024)
#define ALIGN_UP(n) (((n) + 15u) & ~(size_t)15u)
#define HEAD        ALIGN_UP(sizeof(struct PoolBlock))

void *pool_alloc(Pool *p, size_t n) {
  struct PoolBlock *b = p->last;
  char *z;
  if (n > SIZE_MAX / 2) goto oom;
  n = ALIGN_UP(n);
  if (!b || b->size - b->used < n) {
    size_t size = n > BLOCK_SIZE ? n : BLOCK_SIZE;
    b = malloc(HEAD + size);
    if (!b) goto oom;
    b->before = p->last;
    b->used = 0;
    b->size = size;
    p->last = b;
  }
  z = (char *)b + HEAD + b->used;
  b->used += n;
  return memset(z, 0, n);
oom:
  log_error("out of memory");
  exit(RC_OUTPUT);
}

char *pool_text(Pool *p, const char *z, size_t n) {
  char *copy = pool_alloc(p, n + 1);
  if (n) memcpy(copy, z, n);
  return copy;
}

char *pool_vprintf(Pool *p, const char *fmt, va_list ap) {
  va_list again;
  int n;
  char *z;
  va_copy(again, ap);
  n = vsnprintf(NULL, 0, fmt, ap);
  z = pool_alloc(p, (size_t)n + 1);
  vsnprintf(z, (size_t)n + 1, fmt, again);
  va_end(again);
  return z;
}

char *pool_printf(Pool *p, const char *fmt, ...) {
  va_list ap;
  char *z;
  va_start(ap, fmt);
  z = pool_vprintf(p, fmt, ap);
  va_end(ap);
  return z;
}

/* Room for one more element. Capacity is the next power of two of n, so it need not be stored. */
void *pool_grow(Pool *p, void *a, int n, size_t size) {
  size_t have = (size_t)n;
  void *b;
  if (have & (have - 1)) return a;
  b = pool_alloc(p, (have ? 2 * have : 1) * size);
  if (have) memcpy(b, a, have * size);
  return b;
}

void pool_free(Pool *p) {
  while (p->last) {
    struct PoolBlock *b = p->last;
    p->last = b->before;
    free(b);
  }
}
