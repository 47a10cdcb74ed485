/*
 * walk_end - a part ends: its bytes are known, decoded and looked at
 */
#include "core/message/walk.h"
#include "simd/bytes.h"

/* Bytes [from, end) of the stream without the line end that a boundary owns. */
static struct slice
body_until(const struct walk *walk, size_t from, size_t end)
{
	const uint8_t *data = walk->stream.bytes.data;

	if (end < walk->stream.bytes.size) {
		if (end > from && data[end - 1] == '\n')
			end--;
		if (end > from && data[end - 1] == '\r')
			end--;
	}
	return slice_sub(walk->stream.bytes, from, end - from);
}

/* Go on inside the decoded bytes of the newest frame's part. */
static void
enter_stream(struct walk *walk, struct slice bytes)
{
	size_t base = walk->frames.count - 1;

	walk->frames.frame[base].outer = walk->stream;
	walk->frames.frame[base].ended = false;
	walk->stream =
	    (struct stream){.bytes = bytes, .base = base, .nested = true};
}

void
walk_begin_inside(
    struct walk *walk, struct part *part, struct slice bytes, unsigned flags)
{
	walk_push_frame(walk, part, 0);
	enter_stream(walk, bytes);
	frames_set_boundary(&walk->frames, walk->stream.base, NULL);
	walk_begin_part(walk, part, flags, false);
}

/* The open leaf ends.  True: it was a message, whose bytes come first now. */
static bool
end_leaf(struct walk *walk, size_t end)
{
	struct part *part = walk->leaf;

	walk->leaf = NULL;
	part->raw = body_until(walk, walk->leaf_body, end);
	if (part->kind != PART_MESSAGE) {
		walk_settle_leaf(walk, part, walk->leaf_encodings);
		return false;
	}
	walk_decode(walk, part);
	if (part->body.size == 0) {
		walk_settle_leaf(walk, part, 0);
		return false;
	}
	walk_begin_inside(walk, part, part->body, 0);
	return true;
}

/* ---- multiparts to which nothing came ---------------------------------- */

/* Walk the frame's body for another boundary. */
static void
enter_again(
    struct walk *walk, struct frame *frame, const struct slice *boundary)
{
	frame->part->flags &= (uint16_t)~PART_NO_END;
	enter_stream(walk, frame->part->body);
	frame->around = 0;
	frames_set_boundary(&walk->frames, walk->stream.base, boundary);
}

/* A boundary that clients differ in, and whose lines came. */
static bool
try_other(struct walk *walk, struct frame *frame)
{
	unsigned left = frame->seen & ~frame->tried;
	unsigned choice;

	if (left == 0)
		return false;
	choice = (unsigned)__builtin_ctz(left);
	frame->tried |= 1u << choice;
	enter_again(walk, frame, &frame->others[choice]);
	return true;
}

/* Lines that look like a boundary are looked for in so much of a body. */
#define GUESS_LOOK ((size_t)64 << 10)

/* Does a header begin here, or the empty line that stands for none? */
static bool
begins_part(struct slice bytes)
{
	return bytes.size > 0 &&
	       (bytes.data[0] == '\n' || bytes.data[0] == '\r' ||
		   slice_starts_with_nocase(bytes, SLICE("content-")));
}

/*
 * The first line of the body that begins with "--" and has a part behind it:
 * clients take it for the boundary of a multipart that names none.
 */
static bool
guess_boundary(struct slice body, struct slice *boundary_r)
{
	struct slice look = slice_sub(body, 0, GUESS_LOOK);
	size_t at = 0;

	for (;;) {
		struct slice line;
		size_t size = 0;

		at = bytes_find_dash_line(look.data, look.size, at);
		if (at == look.size)
			return false;
		line = slice_skip(body, at + 2);
		while (size < line.size && line.data[size] != '\n' &&
		       line.data[size] != '\r')
			size++;
		at += 2;
		*boundary_r = slice_trim(slice_sub(line, 0, size));
		line = slice_skip(line, size);
		if (slice_starts_with(line, SLICE("\r\n")))
			line = slice_skip(line, 1);
		if (boundary_r->size > 0 && boundary_r->size < size + 1 &&
		    begins_part(slice_skip(line, 1)))
			return true;
	}
}

static bool
try_guess(struct walk *walk, struct frame *frame)
{
	struct slice boundary;

	if (frame->guessed || !guess_boundary(frame->part->body, &boundary))
		return false;
	frame->guessed = true;
	note(&walk->noted, DOUBT_BOUNDARIES, 0);
	enter_again(walk, frame, &boundary);
	return true;
}

/* The newest frame comes to no more than what it is: its parts are known, or
 * there are none. */
static void
settle_empty(struct walk *walk, struct frame *frame)
{
	struct part *part = frame->part;

	if (frame->began)
		tree_remove_last(&walk->tree);
	else
		walk_settle_leaf(walk, part, 0);
}

static bool
is_encoded(const struct part *part)
{
	return part->encoding == ENCODING_BASE64 ||
	       part->encoding == ENCODING_QP;
}

/*
 * A multipart in which no boundary came.  Clients that read another boundary
 * may see parts.  An encoded one (which RFC 2045 6.4 forbids) may have them
 * inside, so it is decoded and walked again.  Otherwise they show its text, or
 * nothing.  True: that is what comes first now.
 */
static bool
end_empty_multipart(struct walk *walk, struct frame *frame)
{
	struct part *part = frame->part;
	struct slice boundary = frame->boundary;

	if (!frame->began && part->kind == PART_MULTIPART && !walk->stopped) {
		if (try_other(walk, frame))
			return true;
		if (is_encoded(part)) {
			walk_decode(walk, part);
			enter_again(
			    walk, frame, frame->separates ? &boundary : NULL);
			return true;
		}
		if (try_guess(walk, frame))
			return true;
	}
	settle_empty(walk, frame);
	frames_pop(&walk->frames);
	return false;
}

/* The newest frame ends.  True: as for end_empty_multipart(). */
static bool
end_frame(struct walk *walk, size_t end)
{
	struct frame *frame = &walk->frames.frame[walk->frames.count - 1];
	struct part *part = frame->part;

	part->raw = body_until(walk, frame->body, end);
	part->body = part->raw;
	if (frame->ended)
		walk_add_around(walk, frame, frame->body + part->raw.size);
	if (frame->separates && !frame->ended)
		part->flags |= PART_NO_END;
	if (part->first_child == NULL)
		return end_empty_multipart(walk, frame);
	frames_pop(&walk->frames);
	return false;
}

void
walk_leave_stream(struct walk *walk)
{
	struct frame *frame = &walk->frames.frame[walk->frames.count - 1];
	struct part *part = frame->part;

	if (frame->ended)
		walk_add_around(walk, frame, walk->stream.bytes.size);
	walk->stream = frame->outer;
	if (frame->separates && !frame->ended)
		part->flags |= PART_NO_END;
	if (part->first_child == NULL && !frame->began &&
	    part->kind == PART_MULTIPART &&
	    (try_other(walk, frame) || try_guess(walk, frame)))
		return;
	if (part->first_child == NULL)
		settle_empty(walk, frame);
	frames_pop(&walk->frames);
}

bool
walk_end_down_to(struct walk *walk, size_t end, size_t keep)
{
	walk->stream.position = end;
	if (walk->leaf != NULL && end_leaf(walk, end))
		return false;
	while (walk->frames.count > keep && !walk->stopped)
		if (end_frame(walk, end))
			return false;
	return true;
}

/* In a further reading, what is cut is no more than what it stands in. */
static void
settle_cut(struct walk *walk, struct part *part)
{
	if (walk->further) {
		tree_remove_last(&walk->tree);
		return;
	}
	part->kind = PART_LEAF;
	part->type = filetype_look(part->body, &part->lacks);
}

/* A container that the walk was stopped in keeps its bytes to the end. */
static void
cut_frame(struct walk *walk)
{
	struct frame *frame = &walk->frames.frame[walk->frames.count - 1];
	struct part *part = frame->part;

	part->flags |= PART_CUT;
	if (walk->stream.nested &&
	    walk->stream.base == walk->frames.count - 1) {
		walk->stream = frame->outer;
	} else {
		part->raw = slice_skip(walk->stream.bytes, frame->body);
		part->body = part->raw;
	}
	if (part->first_child == NULL)
		settle_cut(walk, part);
	frames_pop(&walk->frames);
}

void
walk_cut_open(struct walk *walk)
{
	struct part *leaf = walk->leaf;

	if (leaf != NULL) {
		leaf->flags |= PART_CUT;
		leaf->raw = slice_skip(walk->stream.bytes, walk->leaf_body);
		leaf->body = leaf->raw;
		settle_cut(walk, leaf);
	}
	while (walk->frames.count > 0)
		cut_frame(walk);
}
