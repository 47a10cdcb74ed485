/*
 * publish_options - the arguments of `CGPFilter PUBLISH`
 */
#ifndef THREADS_COMMAND_UPDATE_PUBLISH_OPTIONS_H
#define THREADS_COMMAND_UPDATE_PUBLISH_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/text.h"

struct publish_options {
	bool help, quiet, full, make_keys;
	const char *directory;
	const char *keys;
	const char *cartridge; /* NULL: the site's */
	uint64_t keep;         /* deltas */
	uint64_t first;        /* number of the first set */
	uint64_t model_s;      /* seconds between two models */
};

extern const char publish_usage[];

/* False: *why says what is wrong. */
bool publish_options_read(
    struct publish_options *options_r, int argc, char **argv, struct text *why);

#endif
