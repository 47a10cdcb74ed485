/*
 * scratch - names and files in the directory for the files of benchmarks
 *
 * The directory is that of bench/serve/scratch.h, gone with the program.
 *
 * Memory: what is returned lives until the program ends.
 */
#ifndef BENCH_SCRATCH_H
#define BENCH_SCRATCH_H

#include <stddef.h>

/* What printf would print. */
const char *scratch_text(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* The same as a name in the scratch directory, with its path. */
const char *scratch_path(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* A file there with these bytes; returns its path. */
const char *scratch_file(const char *name, const void *bytes, size_t size);

#endif
