/*
 * walk_begin - a header block is read, and a part or a container begins
 */
#include "core/message/content.h"
#include "core/message/walk.h"
#include "simd/bytes.h"

/* So much of a body is looked at to see whether it is a message. */
#define MESSAGE_LOOK 4096u

/*
 * Where the header block at the position must end at the latest: behind the
 * next empty line, or at a boundary line ahead of that.  The place of the empty
 * line is remembered, so that many parts without one do not each look through
 * all that follows.
 */
static size_t
header_limit(struct walk *walk)
{
	struct stream *stream = &walk->stream;
	size_t position = stream->position, size = stream->bytes.size;
	struct boundary_line line;

	if (!frames_separate(&walk->frames, stream->base))
		return size;
	if (position == size)
		return size;
	if (stream->header_end <= position)
		stream->header_end =
		    position +
		    bytes_find_header_end(
			stream->bytes.data + position, size - position);
	if (walk_find_boundary(walk, position, stream->header_end, &line))
		return line.start;
	return stream->header_end;
}

/*
 * Pass over a line "From someone date" (or ">From ") ahead of the header of an
 * attached message: some programs attach what stood in a mailbox file.
 */
static void
skip_mbox_line(struct stream *stream)
{
	struct slice rest = slice_skip(stream->bytes, stream->position);
	size_t end;

	if (!slice_starts_with(rest, SLICE("From ")) &&
	    !slice_starts_with(rest, SLICE(">From ")))
		return;
	end = bytes_find_lf(rest.data, rest.size);
	stream->position += end < rest.size ? end + 1 : end;
}

static int64_t
fields_allowed(const struct walk *walk)
{
	int64_t most = walk->limits->max[LIMIT_HEADER_FIELDS];
	int64_t left = walk->kept->fields_left;

	if (left < FIELDS_MIN)
		left = FIELDS_MIN;
	return left < most ? left : most;
}

/* Parse the header block at the position and step behind it. */
static void
read_header(struct walk *walk, struct part *part)
{
	struct stream *stream = &walk->stream;
	struct limits limits = *walk->limits;
	size_t start = stream->position, end = header_limit(walk);
	struct slice body;

	limits.max[LIMIT_HEADER_FIELDS] = fields_allowed(walk);
	header_parse(slice_sub(stream->bytes, start, end - start), &limits,
	    walk->arena, &walk->message->reached, &part->header, &body);
	walk->kept->fields_left -= (int64_t)part->header.count;
	stream->position = body.size == 0 ? end : end - body.size;
	walk_pay(walk, (stream->position - start) * HEADER_COST + PART_COST);
}

static bool
is_deepest(const struct walk *walk, const struct part *part)
{
	return part->depth >= walk->depth_max;
}

/* A container that may not be opened stays one undecoded part. */
static void
refuse_depth(struct walk *walk, struct part *part)
{
	limits_mark(&walk->message->reached, LIMIT_DEPTH);
	part->flags |= PART_CUT;
	part->kind = PART_LEAF;
}

struct frame *
walk_push_frame(struct walk *walk, struct part *part, size_t body)
{
	struct frame *frame = &walk->frames.frame[walk->frames.count++];

	*frame = (struct frame){.part = part, .body = body};
	return frame;
}

/*
 * base64 has no colon, so what looks like a header block is one, whatever the
 * encoding field says (RFC 2046 allows none for message/rfc822).
 */
static bool
is_plain_message(const struct walk *walk, const struct part *part)
{
	struct slice body =
	    slice_sub(walk->stream.bytes, walk->stream.position, MESSAGE_LOOK);

	return part->encoding == ENCODING_IDENTITY ||
	       part->encoding == ENCODING_UNKNOWN ||
	       (part->encoding == ENCODING_BASE64 &&
		   filetype_detect(body) == FILETYPE_MAIL);
}

/*
 * A boundary line right behind a multipart's fields, without an empty line,
 * is no field to those who want a colon in each: the body begins there.
 */
static void
find_early_boundary(struct walk *walk, struct frame *frame)
{
	const struct slice *block = &frame->part->header.block;
	struct stream *stream = &walk->stream;
	size_t start = (size_t)(block->data - stream->bytes.data);
	struct boundary_line line;

	if (block->size == 0 ||
	    !walk_find_boundary(walk, start, start + block->size, &line))
		return;
	frame->body = line.start;
	stream->position = line.start;
}

/*
 * The header of part is read: make it a container or the open leaf.  True: its
 * content begins here, and is a message.
 */
static bool
open_part(struct walk *walk, struct part *part, const struct content *content)
{
	size_t body = walk->stream.position;
	struct frame *frame;

	if (content->class == CONTENT_MULTIPART && !is_deepest(walk, part)) {
		part->kind = PART_MULTIPART;
		frame = walk_push_frame(walk, part, body);
		frame->digest = content->digest;
		frames_set_boundary(
		    &walk->frames, walk->stream.base, &content->boundary);
		find_early_boundary(walk, frame);
		return false;
	}
	if (content->class == CONTENT_MESSAGE && !is_deepest(walk, part)) {
		part->kind = PART_MESSAGE;
		if (is_plain_message(walk, part)) {
			walk_push_frame(walk, part, body);
			frames_set_boundary(
			    &walk->frames, walk->stream.base, NULL);
			return true;
		}
	}
	if (content->class != CONTENT_LEAF && is_deepest(walk, part))
		refuse_depth(walk, part);
	walk->leaf = part;
	walk->leaf_body = body;
	walk->leaf_encodings = content->other_encodings;
	return false;
}

void
walk_begin_part(
    struct walk *walk, struct part *parent, unsigned flags, bool digest)
{
	struct content content;
	struct part *part;

	do {
		part = tree_add(&walk->tree, parent);
		if (part == NULL) {
			walk->stopped = true;
			return;
		}
		part->flags = (uint16_t)flags;
		if (parent != NULL && parent->kind == PART_MESSAGE)
			skip_mbox_line(&walk->stream);
		read_header(walk, part);
		content = content_read(&part->header, digest, walk->arena);
		part->media_type = content.media_type;
		part->charset = content.charset;
		part->name = content.name;
		part->names = content.names;
		part->name_count = content.name_count;
		part->flowed = content.flowed;
		part->delsp = content.delsp;
		part->encoding = content.encoding;
		if (content.cut) {
			limits_mark(
			    &walk->message->reached, LIMIT_HEADER_FIELDS);
			part->flags |= PART_CUT;
		}
		parent = part;
		flags = 0;
		digest = false;
	} while (open_part(walk, part, &content));
}
