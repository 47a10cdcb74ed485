/*
 * mime - walk the bytes of a message once, making parts
 */
#include "core/message/mime.h"

#include "core/message/content.h"
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

/* One boundary line, or the end of a stream.  False: all is walked. */
static bool
step(struct walk *walk)
{
	struct stream *stream = &walk->stream;
	struct boundary_line line;
	struct frame *frame;

	if (!frames_separate(&walk->frames, stream->base) ||
	    !walk_find_boundary(
		walk, stream->position, stream->bytes.size, &line)) {
		if (walk->stopped)
			return false;
		if (!walk_end_down_to(walk, stream->bytes.size,
			stream->base + (stream->nested ? 1 : 0)))
			return true;
		if (!stream->nested)
			return false;
		walk_leave_stream(walk);
		return true;
	}
	if (!walk_end_down_to(walk, line.start, line.frame + 1) ||
	    walk->stopped)
		return true;
	stream->position = line.next;
	frame = &walk->frames.frame[line.frame];
	if (line.last)
		frame->ended = true;
	else
		walk_begin_part(walk, frame->part,
		    frame->ended ? PART_AFTER_END : 0, frame->digest);
	return true;
}

static size_t
depth_limit(const struct limits *limits)
{
	int64_t depth = limits->max[LIMIT_DEPTH];

	if (depth < 0)
		return 0;
	return depth < MIME_DEPTH_MAX ? (size_t)depth : MIME_DEPTH_MAX;
}

static bool
walk_init(struct walk *walk, struct message *message,
    const struct limits *limits, struct arena *arena, struct budget *budget)
{
	int64_t decoded = limits->max[LIMIT_DECODED_BYTES];

	*walk = (struct walk){.limits = limits,
	    .arena = arena,
	    .budget = budget,
	    .message = message,
	    .depth_max = depth_limit(limits),
	    .stream = {.bytes = message->content}};
	walk->fields_left = limits->max[LIMIT_HEADER_FIELDS] * FIELDS_FACTOR;
	walk->decoder = (struct decoder){arena, &message->reached,
	    decoded < 0 ? 0 : (size_t)decoded, budget};
	tree_init(&walk->tree, message, limits, arena);
	walk->frames.frame =
	    arena_alloc_array(arena, walk->depth_max, sizeof(struct frame));
	walk->frames.key =
	    arena_alloc_array(arena, walk->depth_max, sizeof(uint32_t));
	return walk->frames.frame != NULL && walk->frames.key != NULL;
}

enum message_result
mime_walk(struct message *message, const struct limits *limits,
    struct arena *arena, struct budget *budget)
{
	struct walk walk;

	if (!walk_init(&walk, message, limits, arena, budget))
		return MESSAGE_NO_MEMORY;
	walk_begin_part(&walk, NULL, PART_TOP, false);
	if (message->top == NULL)
		return MESSAGE_NO_MEMORY;
	while (!walk.stopped && step(&walk))
		;
	if (walk.stopped)
		walk_cut_open(&walk);
	return budget->state == BUDGET_OK ? MESSAGE_OK : MESSAGE_INCOMPLETE;
}

size_t
mime_walk_bytes(const struct limits *limits)
{
	size_t parts =
	    limits->max[LIMIT_PARTS] < 1 ? 1 : (size_t)limits->max[LIMIT_PARTS];
	size_t fields = (size_t)limits->max[LIMIT_HEADER_FIELDS];

	return depth_limit(limits) * (sizeof(struct frame) + 4) +
	       tree_bytes(parts) +
	       parts * (CONTENT_TYPE_MAX + 2 * (ARENA_SLACK + 16)) +
	       (fields * FIELDS_FACTOR + parts * FIELDS_MIN) *
		   sizeof(struct header_field);
}
