/*
 * scratch - a directory for the files of benchmarks
 *
 * Made in TMPDIR (or /tmp) when it is first asked for, removed with all that
 * is in it when the program ends.
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
