/*
 * bench_list - the functions that add benchmarks, written by bench.mk
 */
#ifndef BENCH_BENCH_LIST_H
#define BENCH_BENCH_LIST_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct bench_suite {
	const char *name; /* of bench_NAME.c */
	void (*add)(void);
};

extern const struct bench_suite bench_list[];
extern const size_t bench_list_count;

#ifdef __cplusplus
}
#endif

#endif
