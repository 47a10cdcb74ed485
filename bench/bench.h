/*
 * bench - Google Benchmark for C code
 *
 * One C++ file (bench_shim.cc) stands behind this header.  A benchmark first
 * proves its answer right against a reference, then is timed.
 *
 *     static void
 *     decode(struct bench *bench, void *owner)
 *     {
 *             struct fixture *f = owner;
 *
 *             while (bench_next(bench))
 *                     bench_keep(decode_once(f));
 *             bench_bytes(bench, f->size);
 *     }
 *
 *     void bench_base64(void);
 *
 *     void
 *     bench_base64(void)
 *     {
 *             ...prove...
 *             bench_add("base64/avx2/64k", decode, fixture);
 *     }
 *
 * Every bench/bench_NAME.c defines one function bench_NAME(), which adds its
 * benchmarks; bench.mk finds the file and the main in bench_shim.cc calls the
 * function, in one process and thread.  Since each call prepares its fixtures
 * whatever BENCH= chooses, they should be ready within a second or so; a body
 * may also prepare its own when it is called, ahead of bench_next().
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct bench;

/* owner must live until the program ends. */
void bench_add(const char *name, void (*body)(struct bench *bench, void *owner),
    void *owner);

/* The same for a body that times its iterations itself: bench_took() says after
 * each how long it was, and what else it did counts for nothing. */
void bench_add_timed(const char *name,
    void (*body)(struct bench *bench, void *owner), void *owner);
void bench_took(struct bench *bench, double seconds);

/* True once for each iteration to run. */
bool bench_next(struct bench *bench);

/* Work of one iteration: reported as bytes/s, items/s. */
void bench_bytes(struct bench *bench, size_t bytes_per_iteration);
void bench_items(struct bench *bench, size_t items_per_iteration);

/* A figure of one's own beside the time, such as "cpu_us_per_message". */
void bench_counter(struct bench *bench, const char *name, double value);

/* Text behind the row: the kernel in use, the size of the set. */
void bench_label(struct bench *bench, const char *label);

/* The compiler must assume that this value is used. */
void bench_keep(const void *value);

/* Memory for a fixture, until the program ends; none left stops it. */
void *bench_allocate(size_t size);

/* Stop with a sentence: the answer was wrong, so no time is worth printing. */
void bench_refuse(const char *name, const char *sentence)
    __attribute__((noreturn));

#ifdef __cplusplus
}
#endif

#endif
