/* replay.c: main of a target that no fuzzer drives: each FILE once, in the order given. A target ends the program where
** something does not hold, and then the last name on stderr is that of the input.
**
**   PROGRAM FILE...      prints "N inputs" */
#include "fuzz.h"

int main(int argc, char **argv) {
  static uint8_t a[1 << 20];
  fuzz_replay = 1;
  for (int i = 1; i < argc; i++) {
    FILE *f = fopen(argv[i], "rb");
    if (f == NULL) {
      perror(argv[i]);
      return 2;
    }
    size_t n = fread(a, 1, sizeof a, f);
    fclose(f);
    fprintf(stderr, "%s\n", argv[i]);
    /* a copy of just its size, so that a sanitizer sees the byte behind it */
    uint8_t *copy = malloc(n ? n : 1);
    for (size_t k = 0; k < n; k++) copy[k] = a[k];
    LLVMFuzzerTestOneInput(copy, n);
    free(copy);
  }
  printf("%d inputs\n", argc - 1);
  return 0;
}
