/*
 * skip - a test that this machine, or this user, cannot run
 *
 * Not cmocka's skip(): that prints "not ok ... # SKIP", which prove counts as a
 * failure.
 */
#ifndef TESTS_SUPPORT_SKIP_H
#define TESTS_SUPPORT_SKIP_H

#include <stdio.h>

/* Says so and ends the calling test, which passes. */
#define SKIP(why)                                                              \
	do {                                                                   \
		printf("# skipped: %s\n", why);                                \
		return;                                                        \
	} while (0)

#endif
