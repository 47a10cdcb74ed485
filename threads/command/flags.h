/*
 * flags - options of a command that are there or not
 */
#ifndef THREADS_COMMAND_FLAGS_H
#define THREADS_COMMAND_FLAGS_H

#include <stdbool.h>
#include <stddef.h>

struct flag {
	const char *name; /* "--json" */
	bool *flag;       /* set where it is given */
};

/* False: argument is none of them. */
bool flags_read(const struct flag *flags, size_t count, const char *argument);

#endif
