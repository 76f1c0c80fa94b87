/* clock.c: time that only goes forward, and the hour of Jakarta (+07:00, no summer time). */
#include "base/base.h"

double clock_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct tm clock_jakarta(time_t now) {
  time_t jakarta = now + 7 * 3600;
  struct tm tm;
  gmtime_r(&jakarta, &tm);
  return tm;
}
