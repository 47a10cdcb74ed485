/*
 * cpu - which kernels this processor can run, decided once
 *
 * Every kernel family (bytes, base64, qp, unicode) has a scalar twin that is
 * the reference, and picks the best of its variants on first use by
 * cpu_level().
 *
 * Threads: any; the answer never changes after the first call, unless a test
 * forces it before threads start.
 */
#ifndef SIMD_CPU_H
#define SIMD_CPU_H

enum cpu_level {
	CPU_SCALAR,
	CPU_SSE42,
	CPU_AVX2,
	CPU_AVX512, /* F, BW, VL, VBMI and VBMI2 */
	CPU_LEVELS,
};

/* The best level this processor and this build can run. */
enum cpu_level cpu_level(void);

/*
 * For tests and benchmarks: use this level from now on (capped at what the
 * processor can).  Returns the level in force.  Not while other threads run.
 */
enum cpu_level cpu_force_level(enum cpu_level level);

/* "scalar", "sse4.2", "avx2", "avx512". */
const char *cpu_level_name(enum cpu_level level);

#endif
