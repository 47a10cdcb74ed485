/*
 * flags - options of a command
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

bool
flags_read_value(const struct flag_value *values, size_t count, int argc,
    char **argv, int *at, struct text *why)
{
	const char *argument = argv[*at], *value = strchr(argument, '=');
	size_t size =
	    value == NULL ? strlen(argument) : (size_t)(value - argument);

	for (size_t i = 0; i < count; i++) {
		if (strlen(values[i].name) != size ||
		    memcmp(values[i].name, argument, size) != 0)
			continue;
		if (value != NULL)
			value++;
		else if (*at + 1 < argc)
			value = argv[++*at];
		if (value == NULL || *value == '\0') {
			text_printf(why, "%s: a value is missing behind it",
			    values[i].name);
			return false;
		}
		*values[i].value = value;
		return true;
	}
	text_printf(why, "%s: no such option", argument);
	return false;
}
