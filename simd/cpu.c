/*
 * cpu - which kernels this processor can run, decided once
 *
 * A level is offered only when every instruction set that the Makefile hands
 * to the files of that level is there, and the operating system saves the
 * registers (the compiler's run-time checks look at XCR0 too).
 */
#include "simd/cpu.h"

#include <stdatomic.h>

#if defined(__x86_64__) && !defined(PORTABLE_ONLY)
#define HAVE_KERNELS 1
#include <cpuid.h>
#else
#define HAVE_KERNELS 0
#endif

#define LEVEL_UNKNOWN (-1)

/* [atomic] Relaxed is enough: it is a number that guards no other memory, and
 * threads that race to find it out find the same. */
static _Atomic int level_in_force = LEVEL_UNKNOWN;

#if HAVE_KERNELS
/* CPUID 8000_0001h, ECX bit 5; clang 14 has no name for it. */
static int
has_lzcnt(void)
{
	unsigned eax;
	unsigned ebx;
	unsigned ecx;
	unsigned edx;

	return __get_cpuid(0x80000001u, &eax, &ebx, &ecx, &edx) != 0 &&
	       (ecx & 0x20u) != 0;
}

static enum cpu_level
detect(void)
{
	__builtin_cpu_init();
	if (!__builtin_cpu_supports("sse4.2") ||
	    !__builtin_cpu_supports("popcnt"))
		return CPU_SCALAR;
	if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") ||
	    !__builtin_cpu_supports("bmi2") || !has_lzcnt())
		return CPU_SSE42;
#if !defined(AVX512_EMULATED)
	if (!__builtin_cpu_supports("avx512f") ||
	    !__builtin_cpu_supports("avx512bw") ||
	    !__builtin_cpu_supports("avx512dq") ||
	    !__builtin_cpu_supports("avx512vl") ||
	    !__builtin_cpu_supports("avx512vbmi") ||
	    !__builtin_cpu_supports("avx512vbmi2"))
		return CPU_AVX2;
#endif
	return CPU_AVX512;
}
#else
static enum cpu_level
detect(void)
{
	return CPU_SCALAR;
}
#endif

enum cpu_level
cpu_level(void)
{
	int level = atomic_load_explicit(&level_in_force, memory_order_relaxed);

	if (__builtin_expect(level == LEVEL_UNKNOWN, 0)) {
		level = (int)detect();
		atomic_store_explicit(
		    &level_in_force, level, memory_order_relaxed);
	}
	return (enum cpu_level)level;
}

enum cpu_level
cpu_force_level(enum cpu_level level)
{
	enum cpu_level best = detect();

	if (level > best)
		level = best;
	atomic_store_explicit(
	    &level_in_force, (int)level, memory_order_relaxed);
	return level;
}

const char *
cpu_level_name(enum cpu_level level)
{
	switch (level) {
	case CPU_SCALAR:
		return "scalar";
	case CPU_SSE42:
		return "sse4.2";
	case CPU_AVX2:
		return "avx2";
	case CPU_AVX512:
		return "avx512";
	case CPU_LEVELS:
		break;
	}
	return "unknown";
}
