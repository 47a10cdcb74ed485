/*
 * walk_begin - a header block is read, and a part or a container begins
 */
#include <string.h>

#include "core/encoded/encoded_start.h"
#include "core/encoded/vobject.h"
#include "core/message/content.h"
#include "core/message/content_encoding.h"
#include "core/message/walk.h"
#include "simd/bytes.h"

/* So much of a body is looked at to see whether it is a message. */
#define MESSAGE_LOOK 4096u

/* Behind the next line that is empty, when only LF ends one; or the end. */
static size_t
find_lf_header_end(struct slice bytes, size_t at)
{
	while (at < bytes.size) {
		struct slice rest = slice_skip(bytes, at);
		size_t end = bytes_find_lf(rest.data, rest.size);
		bool empty = end == 0 || (end == 1 && rest.data[0] == '\r');

		at += end < rest.size ? end + 1 : end;
		if (empty)
			return at;
	}
	return bytes.size;
}

static size_t
find_header_end(const struct walk *walk, struct slice bytes, size_t at)
{
	const struct way *way = &walk->frames.way;
	bool goes_on;

	do {
		if (way_choice(way, DOUBT_LINE_ENDS) == LINE_ENDS_LF)
			at = find_lf_header_end(bytes, at);
		else
			at += bytes_find_header_end(
			    bytes.data + at, bytes.size - at);
		goes_on = way_choice(way, DOUBT_HEADER_END) == HEADER_ON &&
			  header_goes_on(slice_skip(bytes, at));
	} while (goes_on && at < bytes.size);
	return at;
}

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
		    find_header_end(walk, stream->bytes, position);
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

static unsigned
header_how(const struct way *way)
{
	static const unsigned how[CHOICES] = {
	    [HEADER_TO_BLANKS] = HEADER_ENDS_AT_BLANKS,
	    [HEADER_TO_JUNK] = HEADER_ENDS_AT_JUNK,
	    [HEADER_ON] = HEADER_GOES_ON,
	};
	bool lf = way_choice(way, DOUBT_LINE_ENDS) == LINE_ENDS_LF;

	return how[way_choice(way, DOUBT_HEADER_END)] |
	       (lf ? (unsigned)HEADER_CR_IS_TEXT : 0);
}

/* Bytes ahead of a header that may be empty lines or a byte order mark. */
#define AHEAD_MAX 64u

static size_t
size_ahead(struct slice bytes)
{
	size_t size = 0;

	while (size < bytes.size && size < AHEAD_MAX &&
	       memchr("\r\n \t\xEF\xBB\xBF", bytes.data[size], 7) != NULL)
		size++;
	return size;
}

/* A name and a colon, as a header of mail begins. */
static bool
begins_with_field(struct slice bytes)
{
	size_t size = 0;

	while (size < bytes.size && size < AHEAD_MAX &&
	       bytes.data[size] > ' ' && bytes.data[size] != ':')
		size++;
	return size > 0 && size < bytes.size && bytes.data[size] == ':';
}

/*
 * A file that is no mail, though its lines may look like fields: uuencode
 * ("M8W$:...") and the like with nothing ahead of it, a calendar, a contact.
 */
static bool
begins_as_file(struct slice bytes, size_t at)
{
	return encoded_starts_at(bytes, at) ||
	       vobject_is(slice_skip(bytes, at));
}

/* Who ends a header at what is no field has none here. */
static bool
has_no_header(const struct walk *walk)
{
	return way_choice(&walk->frames.way, DOUBT_HEADER_END) ==
		   HEADER_TO_JUNK &&
	       begins_as_file(walk->stream.bytes, walk->stream.position);
}

/* What clients that read the header another way may see. */
static void
note_header(struct walk *walk, const struct header *header)
{
	struct stream *stream = &walk->stream;
	struct slice behind = slice_skip(stream->bytes, stream->position);
	bool goes_on = header_goes_on(behind);

	if (header->odd & HEADER_HAS_BLANKS)
		note(&walk->noted, DOUBT_HEADER_END, HEADER_TO_BLANKS);
	if (header->count > 0 &&
	    (header->odd & HEADER_HAS_JUNK || vobject_is(header->block)))
		note(&walk->noted, DOUBT_HEADER_END, HEADER_TO_JUNK);
	if (header->odd & HEADER_HAS_CR)
		note(&walk->noted, DOUBT_LINE_ENDS, LINE_ENDS_LF);
	if (header->count == 0 && !goes_on) {
		behind = slice_sub(behind, size_ahead(behind), MESSAGE_LOOK);
		goes_on = header_goes_on(behind) ||
			  (begins_with_field(behind) &&
			      filetype_detect(behind) == FILETYPE_MAIL);
	}
	if (goes_on)
		note(&walk->noted, DOUBT_HEADER_END, HEADER_ON);
}

/* Parse the header block at the position and step behind it. */
static void
read_header(struct walk *walk, struct part *part)
{
	struct stream *stream = &walk->stream;
	const struct way *way = &walk->frames.way;
	struct limits limits = *walk->limits;
	size_t start, end;
	struct slice body;

	if (way_choice(way, DOUBT_HEADER_END) == HEADER_ON)
		stream->position +=
		    size_ahead(slice_skip(stream->bytes, stream->position));
	start = stream->position;
	end = has_no_header(walk) ? start : header_limit(walk);
	limits.max[LIMIT_HEADER_FIELDS] = fields_allowed(walk);
	header_parse_as(slice_sub(stream->bytes, start, end - start),
	    header_how(way), &limits, walk->arena, &walk->message->reached,
	    &part->header, &body);
	walk->kept->fields_left -= (int64_t)part->header.count;
	stream->position = body.size == 0 ? end : end - body.size;
	note_header(walk, &part->header);
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

	*frame = (struct frame){.part = part, .body = body, .around = SIZE_MAX};
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

/* The frame of a multipart begins. */
static void
open_multipart(
    struct walk *walk, struct part *part, const struct content *content)
{
	struct frame *frame =
	    walk_push_frame(walk, part, walk->stream.position);

	part->kind = PART_MULTIPART;
	frame->digest = content->digest;
	frames_set_boundary(&walk->frames, walk->stream.base,
	    content->has_boundary ? &content->boundary : NULL);
	frames_set_others(
	    &walk->frames, content->boundaries, content->boundary_count);
	find_early_boundary(walk, frame);
	frame->around = frame->body;
}

/* The body at the position, as far as it is looked at, without boundaries. */
static struct slice
look_at_body(const struct walk *walk)
{
	const struct stream *stream = &walk->stream;
	struct slice body =
	    slice_sub(stream->bytes, stream->position, MESSAGE_LOOK);

	body.size = bytes_find_dash_line(body.data, body.size, 0);
	return body;
}

/*
 * What nobody says to be encoded may be all the same: a message whose first
 * lines are no header, but base64.
 */
static void
guess_message_encoding(const struct walk *walk, struct part *part)
{
	struct slice body = look_at_body(walk);
	unsigned guess = content_encoding_guess(body, part->encoding);

	if (guess == 0 || filetype_detect(body) == FILETYPE_MAIL)
		return;
	part->encoding = (guess & 1u << ENCODING_BASE64) != 0 ? ENCODING_BASE64
							      : ENCODING_QP;
}

/*
 * message/x-something may be a message, if it looks like one; reports that
 * consist of fields (RFC 3464, RFC 8098) have no fields of mail.
 */
static bool
is_odd_message(const struct walk *walk, const struct part *part)
{
	return slice_starts_with(part->media_type, SLICE("message/")) &&
	       part->encoding == ENCODING_IDENTITY &&
	       filetype_detect(look_at_body(walk)) == FILETYPE_MAIL;
}

static void
open_leaf(struct walk *walk, struct part *part, const struct content *content)
{
	walk->leaf = part;
	walk->leaf_body = walk->stream.position;
	walk->leaf_encodings = content->other_encodings;
}

/*
 * The header of part is read: make it a container or the open leaf.  True: its
 * content begins here, and is a message.
 */
static bool
open_part(struct walk *walk, struct part *part, const struct content *content)
{
	enum content_class class = content->class;

	if (class == CONTENT_LEAF && is_odd_message(walk, part))
		class = CONTENT_MESSAGE;
	if (class != CONTENT_LEAF && is_deepest(walk, part)) {
		refuse_depth(walk, part);
		class = CONTENT_LEAF;
	}
	if (class == CONTENT_MULTIPART) {
		open_multipart(walk, part, content);
		return false;
	}
	if (class == CONTENT_MESSAGE) {
		part->kind = PART_MESSAGE;
		guess_message_encoding(walk, part);
		if (is_plain_message(walk, part)) {
			walk_push_frame(walk, part, walk->stream.position);
			frames_set_boundary(
			    &walk->frames, walk->stream.base, NULL);
			return true;
		}
	}
	open_leaf(walk, part, content);
	return false;
}

/* What the fields say, into part. */
static struct content
read_content(struct walk *walk, struct part *part, bool digest)
{
	struct content content = content_read_as(&part->header, digest,
	    walk->arena, &walk->frames.way, &walk->noted);

	part->media_type = content.media_type;
	if (slice_equal(content.media_type, SLICE("message/partial")))
		part->flags |= PART_PIECE;
	part->charset = content.charset;
	part->name = content.name;
	part->names = content.names;
	part->name_count = content.name_count;
	part->flowed = content.flowed;
	part->delsp = content.delsp;
	part->encoding = content.encoding;
	if (content.cut) {
		limits_mark(&walk->message->reached, LIMIT_HEADER_FIELDS);
		part->flags |= PART_CUT;
	}
	return content;
}

/* A new part; NULL: no more of them, the walk stops. */
static struct part *
add_part(struct walk *walk, struct part *parent, unsigned flags)
{
	struct part *part = NULL;

	if (!walk->further || walk->kept->further_parts-- > 0)
		part = tree_add(&walk->tree, parent);
	else
		limits_mark(&walk->message->reached, LIMIT_READINGS);
	if (part == NULL) {
		walk->stopped = true;
		return NULL;
	}
	part->flags = (uint16_t)flags;
	if (walk->frames.count > 0)
		walk->frames.frame[walk->frames.count - 1].began = true;
	return part;
}

void
walk_begin_part(
    struct walk *walk, struct part *parent, unsigned flags, bool digest)
{
	struct content content;
	struct part *part;

	do {
		part = add_part(walk, parent, flags);
		if (part == NULL)
			return;
		if (parent != NULL && parent->kind == PART_MESSAGE)
			skip_mbox_line(&walk->stream);
		read_header(walk, part);
		content = read_content(walk, part, digest);
		parent = part;
		flags = 0;
		digest = false;
	} while (open_part(walk, part, &content));
}
