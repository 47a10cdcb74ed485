/*
 * scan_options - the arguments of `CGPFilter SCAN`
 */
#ifndef THREADS_COMMAND_SCAN_SCAN_OPTIONS_H
#define THREADS_COMMAND_SCAN_SCAN_OPTIONS_H

#include "core/base/check.h"
#include "core/base/text.h"

struct scan_command_options {
	const char *database; /* NULL: the one of the installation */
	bool recursive;
	bool infected_only;
	bool all_matches;
	bool tree;
	bool json;
	bool no_summary;
	bool help;
	char **files;
	int file_count;
};

extern const char scan_usage[];

/* False: why says what is wrong. */
bool scan_options_read(struct scan_command_options *options_r, int argc,
    char **argv, struct text *why) MUST_USE;

#endif
