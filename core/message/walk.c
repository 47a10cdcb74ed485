/*
 * walk - what all steps of a walk share: paying, and finding boundary lines
 */
#include "core/message/walk.h"

#include "simd/bytes.h"

void
walk_pay(struct walk *walk, size_t bytes)
{
	walk->unpaid += bytes;
	if (walk->unpaid < BUDGET_SLICE && walk->budget->state == BUDGET_OK)
		return;
	walk->unpaid = 0;
	if (budget_spent(walk->budget))
		walk->stopped = true;
}

bool
walk_find_boundary(
    struct walk *walk, size_t from, size_t end, struct boundary_line *line_r)
{
	const struct stream *stream = &walk->stream;
	struct slice bytes = slice_sub(stream->bytes, 0, end);

	while (from < end && !walk->stopped) {
		size_t until =
		    end - from > BUDGET_SLICE ? from + BUDGET_SLICE : end;
		size_t at = bytes_find_dash_line(bytes.data, until, from);

		walk_pay(walk, at - from + LINE_COST);
		if (at == until) {
			/* The two dashes may stand on both sides of until. */
			from = until == end ? end : until - 1;
			continue;
		}
		if (frames_match(
			&walk->frames, stream->base, stream->bytes, at, line_r))
			return true;
		from = at + 2;
	}
	return false;
}
