/*
 * clock - time as the program sees it
 *
 * Durations and deadlines are nanoseconds of CLOCK_MONOTONIC: setting the wall
 * clock must not make an answer late.  Wall time is for people and file dates.
 */
#ifndef CORE_BASE_CLOCK_H
#define CORE_BASE_CLOCK_H

#include <stdint.h>

#define NS_PER_US UINT64_C(1000)
#define NS_PER_MS UINT64_C(1000000)
#define NS_PER_S UINT64_C(1000000000)

/* Nanoseconds since some point in the past; about 20 ns a call. */
uint64_t clock_now_ns(void);

/* The same clock as the last tick left it: 4 ms coarse, about 5 ns a call. */
uint64_t clock_coarse_ns(void);

/* Seconds since 1970. */
int64_t clock_wall_s(void);

#endif
