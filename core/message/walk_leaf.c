/*
 * walk_leaf - a leaf is decoded, in all the ways that clients may decode it
 */
#include "core/message/content_encoding.h"
#include "core/message/walk.h"

/* ---- decoding ---------------------------------------------------------- */

struct decode_result
walk_decode(struct walk *walk, struct part *part)
{
	static const struct decode_result done = {SIZE_MAX, SIZE_MAX, false};
	const struct known_entry *entry = NULL;

	if (part->body.size > 0 && part->body.data != part->raw.data)
		return done;
	if (walk->further)
		entry = known_find(&walk->known, part);
	if (entry != NULL) {
		part->body = entry->body;
		return done;
	}
	walk_pay(
	    walk, part->encoding == ENCODING_IDENTITY ? 0 : part->raw.size);
	return decode_part(&walk->decoder, part);
}

/* ---- readings of a leaf ------------------------------------------------ */

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

/* A reading that ends sooner than part, after size bytes. */
static void
add_shorter(struct walk *walk, struct part *part, size_t size)
{
	struct part *reading = add_reading(walk, part);

	if (reading == NULL)
		return;
	reading->flags |= part->flags & (PART_CUT | PART_BAD_ENCODING);
	reading->body = slice_sub(part->body, 0, size);
	reading->type = filetype_look(reading->body, &reading->lacks);
}

/* Is body one of the readings that part has by now? */
static bool
is_repeated(const struct part *part, const struct decode_result *decoded,
    struct slice body)
{
	if (body.size != part->body.size &&
	    body.size != decoded->until_padding &&
	    body.size != decoded->until_junk)
		return body.size == 0;
	return slice_starts_with(part->body, body);
}

/* base64 with junk or padding in it, for clients that take that otherwise. */
static void
add_base64_other(struct walk *walk, struct part *part,
    const struct decode_result *decoded, enum base64_other how)
{
	struct part *reading;

	if (walk->stopped)
		return;
	reading = add_reading(walk, part);
	if (reading == NULL)
		return;
	walk_pay(walk, part->raw.size);
	decode_base64_other(&walk->decoder, reading, how);
	reading->type = filetype_look(reading->body, &reading->lacks);
	if (is_repeated(part, decoded, reading->body))
		tree_remove_last(&walk->tree);
}

static void
add_readings(
    struct walk *walk, struct part *part, const struct decode_result *decoded)
{
	if (decoded->until_padding != SIZE_MAX)
		add_shorter(walk, part, decoded->until_padding);
	if (decoded->until_junk != SIZE_MAX &&
	    decoded->until_junk != decoded->until_padding)
		add_shorter(walk, part, decoded->until_junk);
	if (decoded->until_padding != SIZE_MAX &&
	    part->encoding == ENCODING_BASE64)
		add_base64_other(walk, part, decoded, BASE64_NO_PADDING);
	if (!decoded->junk)
		return;
	add_base64_other(walk, part, decoded, BASE64_PURE_LINES);
	add_base64_other(walk, part, decoded, BASE64_URL);
}

/* Decode a part whose raw bytes are known, and look what they are. */
static void
settle(struct walk *walk, struct part *part)
{
	struct decode_result decoded = walk_decode(walk, part);

	part->kind = PART_LEAF;
	part->type = filetype_look(part->body, &part->lacks);
	if (walk->further) {
		walk->found = true;
		known_add(&walk->known, part);
	}
	add_readings(walk, part, &decoded);
}

/* Is what part would come to, in that encoding, a part already? */
static bool
is_known(struct walk *walk, struct part *part, enum part_encoding encoding)
{
	enum part_encoding own = part->encoding;
	const struct known_entry *entry;

	part->encoding = encoding;
	entry = known_find(&walk->known, part);
	part->encoding = own;
	return entry != NULL && (entry->html || !known_is_html(part));
}

/* Those encodings (bits) in which part would come to something new. */
static unsigned
new_encodings(struct walk *walk, struct part *part, unsigned encodings)
{
	if (!walk->further)
		return encodings;
	if (part->raw.size == 0)
		return 0;
	for (unsigned i = 0; encodings >> i != 0; i++)
		if ((encodings >> i & 1) != 0 &&
		    is_known(walk, part, (enum part_encoding)i))
			encodings &= ~(1u << i);
	return encodings;
}

static void
settle_in(struct walk *walk, struct part *part, enum part_encoding encoding)
{
	struct part *reading = add_reading(walk, part);
	size_t count = walk->message->part_count;

	if (reading == NULL)
		return;
	reading->encoding = encoding;
	settle(walk, reading);
	/* Nothing was encoded after all. */
	if (walk->message->part_count == count &&
	    slice_equal(reading->body, part->body))
		tree_remove_last(&walk->tree);
}

void
walk_settle_leaf(struct walk *walk, struct part *part, unsigned encodings)
{
	encodings |= content_encoding_guess(part->raw, part->encoding);
	encodings &= ~(1u << part->encoding);
	if (encodings != 0)
		walk->message->doubts |= DOUBT_ENCODINGS;
	encodings |= 1u << part->encoding;
	encodings = new_encodings(walk, part, encodings);
	if (encodings == 0) {
		tree_remove_last(&walk->tree);
		return;
	}
	if ((encodings >> part->encoding & 1) == 0)
		part->encoding = (enum part_encoding)__builtin_ctz(encodings);
	settle(walk, part);
	encodings &= ~(1u << part->encoding);
	for (unsigned i = 0; encodings >> i != 0; i++)
		if ((encodings >> i & 1) != 0 && !walk->stopped)
			settle_in(walk, part, (enum part_encoding)i);
}

/* ---- text around the parts of a multipart ------------------------------ */

/* The words that begin a file in the middle of a text (core/encoded). */
static bool
may_hold_file(struct slice text)
{
	return slice_find(text, SLICE("begin")) < text.size ||
	       slice_find(text, SLICE("BinHex")) < text.size;
}

void
walk_add_around(struct walk *walk, struct frame *frame, size_t end)
{
	size_t start = frame->around;
	struct slice text;
	struct part *part;

	frame->around = SIZE_MAX;
	if (start >= end || walk->stopped)
		return;
	text = slice_sub(walk->stream.bytes, start, end - start);
	if (!may_hold_file(text))
		return;
	part = tree_add(&walk->tree, frame->part);
	if (part == NULL) {
		walk->stopped = true;
		return;
	}
	part->media_type = SLICE("text/plain");
	part->raw = text;
	walk_settle_leaf(walk, part, 0);
}
