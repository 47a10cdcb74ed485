/*
 * levels - each level of kernels that this processor has, one after the other
 */
#ifndef BENCH_LEVELS_H
#define BENCH_LEVELS_H

#include <stdbool.h>

#include "simd/cpu.h"

/* Kernels of that level are in use from now on.  False: there are none, here or
 * at all (SSE4.2 runs the scalar twin). */
static inline bool
bench_use_level(int level)
{
	return level != CPU_SSE42 &&
	       cpu_force_level((enum cpu_level)level) == (enum cpu_level)level;
}

#endif
