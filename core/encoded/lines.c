/*
 * lines - a text line by line, and a look at the clock now and then
 */
#include "core/encoded/lines.h"

/* Most lines are shorter. */
#define LINE_LOOK 128u

struct lines
lines_open(struct slice text, size_t at, struct budget *budget)
{
	return (struct lines){.text = text, .at = at, .budget = budget};
}

bool
lines_worked(struct lines *lines, size_t size)
{
	lines->unasked += size;
	if (lines->unasked < BUDGET_SLICE || lines->budget == NULL)
		return !lines->stopped;
	lines->unasked = 0;
	lines->stopped = budget_spent(lines->budget);
	return !lines->stopped;
}

/*
 * Index of the first LF or CR, or s.size.  Looks a little further each time, so
 * that neither a text without LF nor one without CR is searched to its end for
 * every line.
 */
static size_t
find_line_end(struct slice s)
{
	size_t look = LINE_LOOK;

	for (;;) {
		struct slice head = slice_sub(s, 0, look);
		size_t end = slice_find_byte(head, '\n');

		end = slice_find_byte(slice_sub(head, 0, end), '\r');
		if (end < head.size || head.size == s.size)
			return end;
		look *= 4;
	}
}

bool
lines_next(struct lines *lines, struct slice *line_r)
{
	struct slice rest = slice_skip(lines->text, lines->at);
	size_t end;

	if (rest.size == 0 || lines->stopped)
		return false;
	end = find_line_end(rest);
	*line_r = slice_sub(rest, 0, end);
	if (slice_starts_with(slice_skip(rest, end), SLICE("\r\n")))
		lines->at += end + 2;
	else
		lines->at += end < rest.size ? end + 1 : end;
	return lines_worked(lines, end + 1);
}
