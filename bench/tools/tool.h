/*
 * tool - how a tool for measuring complains; define TOOL, its name, ahead
 *
 * Threads: any.
 */
#ifndef BENCH_TOOLS_TOOL_H
#define BENCH_TOOLS_TOOL_H

#include <stdio.h>
#include <stdlib.h>

/* The end: exit code 2. */
static inline _Noreturn void
die(const char *what)
{
	fprintf(stderr, TOOL ": %s\n", what);
	exit(2);
}

/* A file that cannot be used; as mail_list_init() wants it. */
static inline void
trouble(void *owner, const char *path, const char *why)
{
	(void)owner;
	fprintf(stderr, TOOL ": %s: %s\n", path, why);
}

#endif
