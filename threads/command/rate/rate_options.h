/*
 * rate_options - the arguments of `CGPFilter RATE`
 */
#ifndef THREADS_COMMAND_RATE_RATE_OPTIONS_H
#define THREADS_COMMAND_RATE_RATE_OPTIONS_H

#include "core/base/check.h"
#include "core/base/text.h"

enum rate_form { RATE_TABLE, RATE_JSON, RATE_CSV };

struct rate_options {
	const char *cartridge; /* NULL: the one of the installation */
	const char *expect;    /* an index of what messages are; or NULL */
	uint64_t jobs;         /* threads; 0: one for each processor */
	double least;          /* rows of lower scores are not shown */
	enum rate_form form;
	bool recursive;
	bool verbose;
	bool no_summary;
	bool summary_only;
	bool help;
	char **places;
	int place_count;
};

extern const char rate_usage[];

/* False: why says what is wrong. */
bool rate_options_read(struct rate_options *options_r, int argc, char **argv,
    struct text *why) MUST_USE;

#endif
