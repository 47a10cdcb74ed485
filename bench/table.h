/*
 * table - what was measured, a line a benchmark, as it is measured
 *
 * Name, wall time and CPU time of an iteration, rates, and beside them what is
 * known of the limit (limits.def), which is another machine's.
 */
#ifndef BENCH_TABLE_H
#define BENCH_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

struct table_row {
	const char *name;
	const char *label; /* may be empty */
	const char *error; /* NULL: none; then there are no figures */
	double seconds;    /* of an iteration */
	double cpu_seconds;
	double bytes_per_second; /* 0: not known; the same for all below */
	double items_per_second;
	size_t counter_count;
	struct table_counter {
		const char *name;
		double value;
	} counters[16];
};

void table_begin(FILE *out, size_t name_width);
void table_print(FILE *out, const struct table_row *row);
void table_end(FILE *out);

#ifdef __cplusplus
}
#endif

#endif
