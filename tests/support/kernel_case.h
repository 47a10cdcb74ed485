/*
 * kernel_case - random bytes for a kernel, wherever they may lie
 *
 * Each mix is a string of the bytes that are drawn from, from friendly to
 * hostile; check compares what the kernel makes of them with what a plain twin
 * does, in room bytes of output at the most.  The same bytes come in every run.
 */
#ifndef TESTS_SUPPORT_KERNEL_CASE_H
#define TESTS_SUPPORT_KERNEL_CASE_H

#include <string.h>

#include "tests/support/guard.h"
#include "tests/support/random.h"

struct kernel_case {
	const char *const *mixes;
	size_t count;
	size_t input_max, room;
	void (*check)(
	    const uint8_t *data, size_t size, const struct guard *output);
};

/* At every alignment of 64 and every size up to 256. */
static inline void
kernel_check_alignments(const struct kernel_case *kernel)
{
	struct guard input = guard_open(kernel->input_max);
	struct guard output = guard_open(kernel->room);
	uint64_t seed = 1;

	for (size_t align = 0; align < 64; align++)
		for (size_t size = 0; size <= 256; size++) {
			const char *mix =
			    kernel->mixes[(align + size) % kernel->count];
			uint8_t *data = input.begin + align;

			random_fill(&seed, mix, strlen(mix), data, size);
			kernel->check(data, size, &output);
		}
	guard_close(&input);
	guard_close(&output);
}

/* Up against a page behind that may not be touched, and against one ahead. */
static inline void
kernel_check_ends(const struct kernel_case *kernel, size_t size_max)
{
	struct guard input = guard_open(kernel->input_max);
	struct guard output = guard_open(kernel->room);
	uint64_t seed = 2;

	for (size_t size = 0; size <= size_max; size++)
		for (size_t m = 0; m < kernel->count; m++) {
			const char *mix = kernel->mixes[m];
			uint8_t *data = guard_tail(&input, size);

			random_fill(&seed, mix, strlen(mix), data, size);
			kernel->check(data, size, &output);
			memmove(input.begin, data, size);
			kernel->check(input.begin, size, &output);
		}
	guard_close(&input);
	guard_close(&output);
}

#endif
