/*
 * encoded_start - what the first line of a file begins with
 */
#include "core/encoded/encoded_start.h"

static bool
is_line_start(struct slice text, size_t at)
{
	return at == 0 || text.data[at - 1] == '\n' ||
	       text.data[at - 1] == '\r';
}

bool
encoded_starts_at(struct slice text, size_t at)
{
	struct slice rest = slice_skip(text, at);

	return is_line_start(text, at) &&
	       (slice_starts_with(rest, SLICE("begin")) ||
		   slice_starts_with(rest, SLICE("=ybegin ")) ||
		   slice_starts_with(rest, SLICE("(This file must be ")));
}
