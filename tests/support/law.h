/*
 * law - what a stress test must find true at its end, as TAP
 *
 *     law_plan(2);
 *     law_holds(pushed == popped + left, "pushed = popped + left");
 *     ...
 *     return law_exit_code();
 *
 * Threads: the main one.
 */
#ifndef TESTS_SUPPORT_LAW_H
#define TESTS_SUPPORT_LAW_H

#include <stdbool.h>
#include <stdio.h>

/* A sanitizer makes everything many times slower: do less then.  An emulator
 * does so too, and is told of by -DLAW_SLOWDOWN. */
#if defined(LAW_SLOWDOWN)
#elif defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define LAW_SLOWDOWN 8u
#else
#define LAW_SLOWDOWN 1u
#endif

static unsigned law_count;
static unsigned law_broken;

static inline void
law_plan(unsigned count)
{
	printf("1..%u\n", count);
	fflush(stdout);
}

static inline void
law_holds(bool holds, const char *sentence)
{
	law_count++;
	law_broken += !holds;
	printf("%s %u - %s\n", holds ? "ok" : "not ok", law_count, sentence);
	fflush(stdout);
}

static inline int
law_exit_code(void)
{
	return law_broken == 0 ? 0 : 1;
}

#endif
