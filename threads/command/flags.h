/*
 * flags - options of a command: those that are there or not, those that have a
 * value
 */
#ifndef THREADS_COMMAND_FLAGS_H
#define THREADS_COMMAND_FLAGS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"

struct flag {
	const char *name; /* "--json" */
	bool *flag;       /* set where it is given */
};

/* False: argument is none of them. */
bool flags_read(const struct flag *flags, size_t count, const char *argument);

struct flag_value {
	const char *name;   /* "--key" */
	const char **value; /* set where it is given; never to "" */
};

/*
 * argv[*at] as "--key VALUE" or "--key=VALUE"; *at becomes the last argument
 * that was taken.  False: *why says that there is no such option, or no value.
 */
bool flags_read_value(const struct flag_value *values, size_t count, int argc,
    char **argv, int *at, struct text *why);

#endif
