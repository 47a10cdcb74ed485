/*
 * show_options - the arguments of `CGPFilter SHOW`
 */
#ifndef THREADS_COMMAND_SCAN_SHOW_OPTIONS_H
#define THREADS_COMMAND_SCAN_SHOW_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/text.h"

struct show_options {
	bool text, links, canonical, headers, json, ascii, raw, help;
	bool has_part;
	uint64_t part;
	const char *extract; /* a directory, or NULL */
	char **files;        /* "-": standard input */
	int file_count;
};

/* What to type; ends with a line end. */
extern const char show_usage[];

/*
 * Read what follows "SHOW".  False: why says what is wrong and what would be
 * right.
 */
bool show_options_read(struct show_options *options_r, int argc, char **argv,
    struct text *why) MUST_USE;

#endif
