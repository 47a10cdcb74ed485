/*
 * written - files of one directory that a tool writes; any failure ends it
 */
#ifndef BENCH_SERVE_WRITTEN_H
#define BENCH_SERVE_WRITTEN_H

#include <stdio.h>

FILE *written_create(const char *directory, const char *name);
void written_finish(FILE *file, const char *name);

#endif
