/*
 * status_options - the arguments of `CGPFilter STATUS`
 */
#ifndef THREADS_COMMAND_STATE_STATUS_OPTIONS_H
#define THREADS_COMMAND_STATE_STATUS_OPTIONS_H

#include "core/base/check.h"
#include "core/base/text.h"

extern const char status_usage[];

struct status_options {
	bool json;
	bool openmetrics;
	bool once;
	bool ascii;
	bool help;
	const char *output; /* NULL: standard output */
	uint64_t every_s;   /* between two pictures */
};

/* False: *why says what is wrong. */
bool status_options_read(struct status_options *options_r, int argc,
    char **argv, struct text *why) MUST_USE;

#endif
