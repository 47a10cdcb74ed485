/*
 * boundary - the containers that are open, and which of them a line belongs to
 */
#include "core/message/boundary.h"

/* FNV-1a: boundaries that differ have different keys, as a rule. */
static uint32_t
key_of(struct slice s)
{
	uint32_t key = 2166136261u;

	for (size_t i = 0; i < s.size; i++)
		key = (key ^ s.data[i]) * 16777619u;
	return key;
}

static uint64_t
size_bit(size_t size)
{
	return UINT64_C(1) << (size & 63);
}

void
frames_set_boundary(
    struct frames *frames, size_t base, const struct slice *boundary)
{
	size_t newest = frames->count - 1;
	struct frame *frame = &frames->frame[newest];

	frame->sizes = newest > base ? frame[-1].sizes : 0;
	frame->longest = newest > base ? frame[-1].longest : 0;
	frame->separates = boundary != NULL;
	if (boundary == NULL)
		return;
	frame->boundary = *boundary;
	frames->key[newest] = key_of(*boundary);
	frame->sizes |= size_bit(boundary->size);
	if (boundary->size > frame->longest)
		frame->longest = boundary->size;
}

bool
frames_separate(const struct frames *frames, size_t base)
{
	return frames->count > base &&
	       frames->frame[frames->count - 1].sizes != 0;
}

/*
 * Split the line at the start of text into content (without blanks at its end)
 * and what follows the line end.  False: the content is over max bytes.
 */
static bool
split_line(struct slice text, size_t max, struct slice *line_r, size_t *next_r)
{
	size_t end = 0, size = 0;

	for (; end < text.size; end++) {
		uint8_t c = text.data[end];

		if (c == '\n' || c == '\r')
			break;
		if (c == ' ' || c == '\t')
			continue;
		size = end + 1;
		if (size > max)
			return false;
	}
	*line_r = slice_sub(text, 0, size);
	if (end < text.size)
		end++;
	if (end < text.size && text.data[end - 1] == '\r' &&
	    text.data[end] == '\n')
		end++;
	*next_r = end;
	return true;
}

/* Prefer the outermost that has not ended, then the outermost that has. */
static bool
is_better(
    const struct frames *frames, size_t frame, const struct boundary_line *best)
{
	if (best->frame == SIZE_MAX)
		return true;
	if (frames->frame[frame].ended == frames->frame[best->frame].ended)
		return frame < best->frame;
	return !frames->frame[frame].ended;
}

/* The best frame whose boundary is text: into best, if better than that. */
static void
look_up(const struct frames *frames, size_t base, struct slice text, bool last,
    struct boundary_line *best)
{
	const struct frame *top = &frames->frame[frames->count - 1];
	uint32_t key;

	if ((top->sizes & size_bit(text.size)) == 0)
		return;
	key = key_of(text);
	for (size_t i = base; i < frames->count; i++) {
		const struct frame *frame = &frames->frame[i];

		if (frames->key[i] != key || !frame->separates ||
		    !slice_equal(frame->boundary, text) ||
		    !is_better(frames, i, best))
			continue;
		best->frame = i;
		best->last = last;
	}
}

bool
frames_match(const struct frames *frames, size_t base, struct slice bytes,
    size_t start, struct boundary_line *line_r)
{
	const struct frame *top = &frames->frame[frames->count - 1];
	struct slice text = slice_skip(bytes, start + 2), line;
	struct boundary_line best = {.start = start, .frame = SIZE_MAX};
	size_t next;

	if (!split_line(text, top->longest + 2, &line, &next))
		return false;
	look_up(frames, base, line, false, &best);
	if (line.size >= 2 && line.data[line.size - 1] == '-' &&
	    line.data[line.size - 2] == '-')
		look_up(frames, base, slice_sub(line, 0, line.size - 2), true,
		    &best);
	if (best.frame == SIZE_MAX)
		return false;
	best.next = start + 2 + next;
	*line_r = best;
	return true;
}
