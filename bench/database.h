/*
 * database - a signature database made for a benchmark
 */
#ifndef BENCH_DATABASE_H
#define BENCH_DATABASE_H

#include "core/sigdb/sigdb.h"

/*
 * Built from the files that write() puts into a directory, or from those in
 * given if that is not NULL, and opened.  Stops the program with the builder's
 * sentence if that fails.
 */
struct sigdb *database_build(const char *name,
    void (*write)(const char *directory), const char *given, bool portable);

#endif
