/*
 * bench_list - every bench_NAME() there is; bench.mk writes the list
 */
#ifndef BENCH_BENCH_LIST_H
#define BENCH_BENCH_LIST_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

extern void (*const bench_list[])(void);
extern const size_t bench_list_count;

#ifdef __cplusplus
}
#endif

#endif
