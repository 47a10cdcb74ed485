/*
 * scan_result - what a scan found in one file, for a person or as JSON
 *
 * Threads: one at a time.  Nothing is kept between calls.
 */
#ifndef THREADS_COMMAND_SCAN_SCAN_RESULT_H
#define THREADS_COMMAND_SCAN_SCAN_RESULT_H

#include "core/scan/scan.h"
#include "core/show/writer.h"
#include "threads/command/input/opener.h"

struct scan_result {
	const char *path;
	const struct opened *opened; /* names of parts borrow its bytes */
	const struct findings *findings;
	bool encrypted; /* something in it stayed closed */
};

/* Everything that could be looked at was looked at. */
bool scan_result_complete(const struct scan_result *result);

/* "path: Name FOUND" for each finding, with where it is, or "path: OK". */
void scan_result_text(const struct scan_result *result, struct writer *out);

/* One object and a line end; its keys are described in CGPFilter(8). */
void scan_result_json(const struct scan_result *result, struct writer *out);

#endif
