/*
 * flags - options of a command that are there or not
 */
#include "threads/command/flags.h"

#include <string.h>

bool
flags_read(const struct flag *flags, size_t count, const char *argument)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(argument, flags[i].name) == 0) {
			*flags[i].flag = true;
			return true;
		}
	return false;
}
