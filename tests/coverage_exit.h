/* coverage_exit.h: in front of every file of a build that counts: _exit, by which the workers of spm-report end,
** writes no counters, so they are written before it. */
#ifndef SPM_COVERAGE_EXIT_H
#define SPM_COVERAGE_EXIT_H

#include <unistd.h>

void __gcov_dump(void);

static inline void counted_exit(int rc) {
  __gcov_dump();
  _exit(rc);
}
#define _exit(rc) counted_exit(rc)

#endif
