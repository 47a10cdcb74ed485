/*
 * guard - memory between two pages that may not be touched
 *
 * A kernel that reads or writes one byte too far dies on the spot, also where
 * a sanitizer does not look (masked and assembler loads).
 *
 * Threads: any.  Failure to map ends the test program.
 */
#ifndef TESTS_SUPPORT_GUARD_H
#define TESTS_SUPPORT_GUARD_H

#include <stddef.h>
#include <stdint.h>

struct guard {
	uint8_t *begin; /* the page before it is closed */
	size_t size;    /* whole pages; the page behind them is closed */
};

/* At least size bytes, zeroed. */
struct guard guard_open(size_t size);
void guard_close(struct guard *guard);

/* The last size bytes: the next one is in the closed page. */
uint8_t *guard_tail(const struct guard *guard, size_t size);

#endif
