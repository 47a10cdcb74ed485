/*
 * feedback_options - the arguments of `CGPFilter FEEDBACK`
 */
#ifndef THREADS_COMMAND_FEEDBACK_FEEDBACK_OPTIONS_H
#define THREADS_COMMAND_FEEDBACK_FEEDBACK_OPTIONS_H

#include <stdbool.h>

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/store/store.h"

struct feedback_options {
	bool help, quiet, show, sync;
	bool trusted;      /* whoever reports here is the operator's man */
	const char *spool; /* a directory of reports; NULL: standard input */
	bool has_class;
	enum store_class class;
};

/* What to type; ends with a line end. */
extern const char feedback_usage[];

/*
 * Read what follows the command's word.  False: why says what is wrong and what
 * would be right.
 */
bool feedback_options_read(struct feedback_options *options_r, int argc,
    char **argv, struct text *why) MUST_USE;

#endif
