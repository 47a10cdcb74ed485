/*
 * boundary - the containers that are open, and which of them a line belongs to
 */
#include "core/message/boundary.h"

#include "core/base/fnv.h"

/* Bytes of a line that may be another boundary than the first. */
#define OTHER_LINE_MAX 1024u

/* Boundaries that differ have different keys, as a rule. */
static uint32_t
key_of(struct slice s)
{
	return fnv_slice(s, FNV_BEGIN);
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

void
frames_set_others(
    struct frames *frames, const struct slice *others, unsigned count)
{
	struct frame *frame = &frames->frame[frames->count - 1];

	if (frame->other_count > 0)
		frames->odd--;
	frame->others = others;
	frame->other_count = count;
	if (count > 0)
		frames->odd++;
}

void
frames_pop(struct frames *frames)
{
	if (frames->frame[frames->count - 1].other_count > 0)
		frames->odd--;
	frames->count--;
}

bool
frames_separate(const struct frames *frames, size_t base)
{
	return frames->count > base &&
	       frames->frame[frames->count - 1].sizes != 0;
}

/* ---- lines ------------------------------------------------------------- */

struct line {
	struct slice text; /* without "--", its end, and blanks ahead of that */
	size_t next;       /* behind its end */
};

static bool
ends_line(const struct frames *frames, uint8_t c)
{
	return c == '\n' ||
	       (c == '\r' && way_choice(&frames->way, DOUBT_LINE_ENDS) == 0);
}

/* The line whose text begins at start.  False: its text is over max bytes. */
static bool
split_line(const struct frames *frames, struct slice bytes, size_t start,
    size_t max, struct line *line_r)
{
	size_t at = start, end = start;

	for (; at < bytes.size && !ends_line(frames, bytes.data[at]); at++) {
		uint8_t c = bytes.data[at];

		if (c == ' ' || c == '\t' || c == '\r')
			continue;
		end = at + 1;
		if (end - start > max)
			return false;
	}
	line_r->text = slice_sub(bytes, start, end - start);
	if (at < bytes.size)
		at++;
	if (at > start && at < bytes.size && bytes.data[at - 1] == '\r' &&
	    bytes.data[at] == '\n')
		at++;
	line_r->next = at;
	return true;
}

/* ---- whose line it is -------------------------------------------------- */

/* Prefer the outermost that has not ended, then the outermost that has. */
static bool
is_better(
    const struct frames *frames, size_t frame, const struct boundary_line *best)
{
	bool inner = way_choice(&frames->way, DOUBT_EQUAL) == EQUAL_INNERMOST;

	if (best->frame == SIZE_MAX)
		return true;
	if (frames->frame[frame].ended == frames->frame[best->frame].ended)
		return inner == (frame > best->frame);
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
		    !slice_equal(frame->boundary, text))
			continue;
		if (best->frame != SIZE_MAX)
			note(frames->noted, DOUBT_EQUAL, EQUAL_INNERMOST);
		if (!is_better(frames, i, best))
			continue;
		best->frame = i;
		best->last = last;
	}
}

static bool
is_last(struct slice text)
{
	return text.size >= 2 && text.data[text.size - 1] == '-' &&
	       text.data[text.size - 2] == '-';
}

/* ---- lines that are boundaries to some clients only -------------------- */

/* Remember which of the others of a frame text is. */
static void
see_others(struct frame *frame, struct slice text, struct noted *noted)
{
	for (unsigned i = 0; i < frame->other_count; i++) {
		struct slice other = frame->others[i];

		if (!slice_starts_with(text, other) ||
		    (text.size != other.size &&
			(text.size != other.size + 2 || !is_last(text))))
			continue;
		frame->seen |= 1u << i;
		note(noted, DOUBT_BOUNDARIES, i);
	}
}

/* The frame with the longest boundary that text begins with, or SIZE_MAX. */
static size_t
find_prefix(const struct frames *frames, size_t base, struct slice text)
{
	size_t found = SIZE_MAX, longest = 0;

	for (size_t i = base; i < frames->count; i++) {
		const struct frame *frame = &frames->frame[i];
		size_t size = frame->boundary.size;

		/* The last byte first: boundaries begin alike. */
		if (size <= longest || size > text.size || !frame->separates ||
		    text.data[size - 1] != frame->boundary.data[size - 1] ||
		    !slice_starts_with(text, frame->boundary))
			continue;
		longest = size;
		found = i;
	}
	return found;
}

/* No frame has this line; some clients may say otherwise. */
static bool
match_oddly(const struct frames *frames, size_t base, struct slice bytes,
    size_t start, struct boundary_line *best)
{
	struct slice text = slice_skip(bytes, start + 2), tail;
	struct line line;

	for (size_t i = base; frames->odd > 0 && i < frames->count; i++)
		if (frames->frame[i].other_count > 0 &&
		    split_line(frames, bytes, start + 2, OTHER_LINE_MAX, &line))
			see_others(&frames->frame[i], line.text, frames->noted);
	best->frame = find_prefix(frames, base, text);
	if (best->frame == SIZE_MAX)
		return false;
	note(frames->noted, DOUBT_BOUNDARY_LINE, LINE_PREFIX);
	if (way_choice(&frames->way, DOUBT_BOUNDARY_LINE) != LINE_PREFIX)
		return false;
	tail = slice_skip(text, frames->frame[best->frame].boundary.size);
	best->last = slice_starts_with(tail, SLICE("--"));
	(void)split_line(frames, bytes, start + 2, SIZE_MAX, &line);
	best->next = line.next;
	return true;
}

/* A bare CR ahead of the line, or at its end: clients differ. */
static bool
begins_line(const struct frames *frames, struct slice bytes, size_t start)
{
	if (start == 0 || bytes.data[start - 1] == '\n')
		return true;
	return way_choice(&frames->way, DOUBT_LINE_ENDS) == 0;
}

bool
frames_match(const struct frames *frames, size_t base, struct slice bytes,
    size_t start, struct boundary_line *line_r)
{
	const struct frame *top = &frames->frame[frames->count - 1];
	struct boundary_line best = {.start = start, .frame = SIZE_MAX};
	struct line line;

	if (!begins_line(frames, bytes, start))
		return false;
	if (split_line(frames, bytes, start + 2, top->longest + 2, &line)) {
		look_up(frames, base, line.text, false, &best);
		if (is_last(line.text))
			look_up(frames, base,
			    slice_sub(line.text, 0, line.text.size - 2), true,
			    &best);
		best.next = line.next;
	}
	if (best.frame == SIZE_MAX &&
	    !match_oddly(frames, base, bytes, start, &best))
		return false;
	if (start > 0 && bytes.data[start - 1] == '\r')
		note(frames->noted, DOUBT_LINE_ENDS, LINE_ENDS_LF);
	if (bytes.data[best.next - 1] == '\r')
		note(frames->noted, DOUBT_LINE_ENDS, LINE_ENDS_LF);
	*line_r = best;
	return true;
}
