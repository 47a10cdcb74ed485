/*
 * walk_end - a part ends: its bytes are known, decoded and looked at
 */
#include "core/message/walk.h"

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

/* A further reading of a leaf, still without a body; NULL: no room. */
static struct part *
add_reading(struct walk *walk, struct part *part)
{
	struct part *reading = tree_add(&walk->tree, part->parent);

	if (reading == NULL) {
		part->flags |= PART_CUT;
		return NULL;
	}
	reading->flags = (part->flags & PART_AFTER_END) | PART_READING;
	reading->kind = PART_LEAF;
	reading->encoding = part->encoding;
	reading->header = part->header;
	reading->media_type = part->media_type;
	reading->charset = part->charset;
	reading->name = part->name;
	reading->names = part->names;
	reading->name_count = part->name_count;
	reading->flowed = part->flowed;
	reading->delsp = part->delsp;
	reading->raw = part->raw;
	return reading;
}

/* The shorter reading of a part with data behind a '=' of its base64. */
static void
add_shorter(struct walk *walk, struct part *part, size_t size)
{
	struct part *reading = add_reading(walk, part);

	if (reading == NULL)
		return;
	reading->flags |= part->flags & (PART_CUT | PART_BAD_ENCODING);
	reading->body = slice_sub(part->body, 0, size);
	reading->type = filetype_detect(reading->body);
}

/* Decode a part whose raw bytes are known, and look what they are. */
static void
settle_leaf(struct walk *walk, struct part *part)
{
	struct decode_result decoded = decode_part(&walk->decoder, part);

	walk_pay(
	    walk, part->encoding == ENCODING_IDENTITY ? 0 : part->raw.size);
	part->kind = PART_LEAF;
	part->type = filetype_detect(part->body);
	if (decoded.until_padding != SIZE_MAX)
		add_shorter(walk, part, decoded.until_padding);
}

/* The readings of a leaf whose encoding is open to doubt. */
static void
settle_readings(struct walk *walk, struct part *part, unsigned encodings)
{
	for (unsigned i = 0; encodings != 0; i++, encodings >>= 1) {
		struct part *reading;

		if ((encodings & 1) == 0 || walk->stopped)
			continue;
		reading = add_reading(walk, part);
		if (reading == NULL)
			return;
		reading->encoding = (enum part_encoding)i;
		settle_leaf(walk, reading);
	}
}

void
walk_begin_inside(struct walk *walk, struct part *part)
{
	walk_push_frame(walk, part, 0);
	enter_stream(walk, part->body);
	frames_set_boundary(&walk->frames, walk->stream.base, NULL);
	walk_begin_part(walk, part, 0, false);
}

/* The open leaf ends.  True: it was a message, whose bytes come first now. */
static bool
end_leaf(struct walk *walk, size_t end)
{
	struct part *part = walk->leaf;

	walk->leaf = NULL;
	part->raw = body_until(walk, walk->leaf_body, end);
	if (part->kind != PART_MESSAGE) {
		settle_leaf(walk, part);
		settle_readings(walk, part, walk->leaf_encodings);
		return false;
	}
	decode_part(&walk->decoder, part);
	walk_pay(walk, part->raw.size);
	if (part->body.size == 0) {
		part->kind = PART_LEAF;
		return false;
	}
	walk_begin_inside(walk, part);
	return true;
}

/*
 * A multipart in which no boundary came.  Clients show its text, or nothing;
 * an encoded one (which RFC 2045 6.4 forbids) may have them inside, so it is
 * decoded and walked again.  True: that is what comes first now.
 */
static bool
end_empty_multipart(struct walk *walk, struct frame *frame)
{
	struct part *part = frame->part;

	if (part->encoding != ENCODING_BASE64 &&
	    part->encoding != ENCODING_QP) {
		walk->frames.count--;
		settle_leaf(walk, part);
		return false;
	}
	/* Its end may stand inside as well. */
	part->flags &= (uint16_t)~PART_NO_END;
	decode_part(&walk->decoder, part);
	walk_pay(walk, part->raw.size);
	enter_stream(walk, part->body);
	frames_set_boundary(&walk->frames, walk->stream.base, &frame->boundary);
	return true;
}

/* The newest frame ends.  True: as for end_empty_multipart(). */
static bool
end_frame(struct walk *walk, size_t end)
{
	struct frame *frame = &walk->frames.frame[walk->frames.count - 1];
	struct part *part = frame->part;

	part->raw = body_until(walk, frame->body, end);
	part->body = part->raw;
	if (frame->separates && !frame->ended)
		part->flags |= PART_NO_END;
	if (part->first_child == NULL)
		return end_empty_multipart(walk, frame);
	walk->frames.count--;
	return false;
}

void
walk_leave_stream(struct walk *walk)
{
	struct frame *frame = &walk->frames.frame[--walk->frames.count];
	struct part *part = frame->part;

	if (frame->separates && !frame->ended)
		part->flags |= PART_NO_END;
	if (part->first_child == NULL) {
		part->kind = PART_LEAF;
		part->type = filetype_detect(part->body);
	}
	walk->stream = frame->outer;
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
	if (part->first_child == NULL) {
		part->kind = PART_LEAF;
		part->type = filetype_detect(part->body);
	}
	walk->frames.count--;
}

void
walk_cut_open(struct walk *walk)
{
	struct part *leaf = walk->leaf;

	if (leaf != NULL) {
		leaf->flags |= PART_CUT;
		leaf->kind = PART_LEAF;
		leaf->raw = slice_skip(walk->stream.bytes, walk->leaf_body);
		leaf->body = leaf->raw;
		leaf->type = filetype_detect(leaf->body);
	}
	while (walk->frames.count > 0)
		cut_frame(walk);
}
