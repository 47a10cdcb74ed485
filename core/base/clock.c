/*
 * clock - time as the program sees it
 */
#include "core/base/clock.h"

#include <time.h>

uint64_t
clock_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

uint64_t
clock_coarse_ns(void)
{
#ifdef CLOCK_MONOTONIC_COARSE
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
#else
	return clock_now_ns();
#endif
}

int64_t
clock_wall_s(void)
{
	return (int64_t)time(NULL);
}
