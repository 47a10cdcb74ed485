/*
 * count - instructions of a benchmark, not its time
 *
 * The same number on a busy machine as on an idle one, so that a regression
 * shows that no stopwatch would.  Runs under callgrind
 * (tools/count-instructions starts it), which is asked to count from within:
 * nothing but the iterations, after two that are not counted.  Each benchmark
 * becomes a dump with its name.
 */
#ifndef BENCH_COUNT_H
#define BENCH_COUNT_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One benchmark under way. */
struct counting {
	const char *name;
	uint64_t iterations; /* to be counted */
	uint64_t done;
};

/*
 * Read the list: lines "SUITE NAME ITERATIONS ...", '#' begins a comment.
 * Stops the program if it cannot be read, or nobody is there to count.
 */
void count_begin(const char *list);

/* Is a benchmark of bench_SUITE.c wanted? */
bool count_wants_suite(const char *suite);

/* How often; 0: not wanted. */
uint64_t count_iterations(const char *name);

/* True once for each iteration to run. */
bool counting_next(struct counting *counting);

/* Stops the program if a benchmark of the list was not there. */
void count_end(void);

#ifdef __cplusplus
}
#endif

#endif
