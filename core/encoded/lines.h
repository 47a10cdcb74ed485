/*
 * lines - a text line by line, and a look at the clock now and then
 *
 * A line ends with LF, CR LF or a bare CR, which are not part of it.
 *
 * Private to core/encoded.
 */
#ifndef CORE_ENCODED_LINES_H
#define CORE_ENCODED_LINES_H

#include "core/base/budget.h"
#include "core/base/check.h"
#include "core/base/slice.h"

struct lines {
	struct slice text;
	size_t at; /* where the next line begins */
	struct budget *budget;
	size_t unasked; /* bytes since the budget was asked */
	bool stopped;   /* by the budget */
};

struct lines lines_open(struct slice text, size_t at, struct budget *budget);

/* False: no more, or no more time. */
bool lines_next(struct lines *lines, struct slice *line_r) MUST_USE;

/* Count size bytes of work; false: no more time. */
bool lines_worked(struct lines *lines, size_t size) MUST_USE;

#endif
