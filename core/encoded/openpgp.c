/*
 * openpgp - packets of OpenPGP, as far as nothing is encrypted
 */
#include "core/encoded/openpgp.h"

#include <string.h>

#include "core/base/integer.h"
#include "simd/bytes.h"

#define IS_PACKET 0x80u
#define IS_NEW 0x40u

/* ---- lengths ----------------------------------------------------------- */

/* A body, or a piece of one. */
struct length {
	size_t size;
	bool more; /* another length stands behind it */
};

/* All that there is. */
static size_t
rest_of(struct slice bytes, size_t at)
{
	return at < bytes.size ? bytes.size - at : 0;
}

/* Of the old kind: its low bits say in how many bytes it stands. */
static bool
old_length(
    struct slice bytes, size_t *at, unsigned kind, struct length *length_r)
{
	size_t size = (size_t)1 << kind;

	length_r->more = false;
	if (kind == 3) {
		length_r->size = rest_of(bytes, *at);
		return true;
	}
	if (!integer_fits(bytes, *at, size))
		return false;
	length_r->size = kind == 0   ? bytes.data[*at]
			 : kind == 1 ? u16_be(bytes, *at)
				     : u32_be(bytes, *at);
	*at += size;
	return true;
}

static bool
new_length(struct slice bytes, size_t *at, struct length *length_r)
{
	uint8_t first;
	size_t size;

	if (rest_of(bytes, *at) == 0)
		return false;
	first = bytes.data[*at];
	size = first < 192 || (first >= 224 && first < 255) ? 1
	       : first < 224                                ? 2
							    : 5;
	if (!integer_fits(bytes, *at, size))
		return false;
	*length_r = (struct length){.size = first};
	if (size == 5)
		length_r->size = u32_be(bytes, *at + 1);
	else if (size == 2)
		length_r->size =
		    ((size_t)first - 192) * 256 + bytes.data[*at + 1] + 192;
	else if (first >= 224)
		*length_r = (struct length){(size_t)1 << (first & 0x1F), true};
	*at += size;
	return true;
}

/* ---- packets ----------------------------------------------------------- */

/* The rest of a body whose first piece is there. */
static bool
join_pieces(struct slice bytes, size_t *at, struct arena *arena,
    struct length length, struct openpgp_packet *packet)
{
	uint8_t *whole = arena_alloc(arena, rest_of(bytes, *at) + 1);
	size_t size = 0;

	packet->no_room = whole == NULL;
	if (packet->no_room)
		return false;
	for (;;) {
		struct slice piece = slice_sub(bytes, *at, length.size);

		if (piece.size > 0)
			memcpy(whole + size, piece.data, piece.size);
		size += piece.size;
		*at += piece.size;
		packet->cut = piece.size < length.size;
		if (packet->cut || !length.more)
			break;
		if (!new_length(bytes, at, &length)) {
			packet->cut = true;
			break;
		}
	}
	CHECK(arena_resize_last(arena, whole, size));
	packet->body = (struct slice){whole, size};
	return true;
}

/* Type and first length. */
static bool
read_head(
    struct slice bytes, size_t *at, unsigned *type_r, struct length *length_r)
{
	uint8_t head;

	if (rest_of(bytes, *at) == 0 || (bytes.data[*at] & IS_PACKET) == 0)
		return false;
	head = bytes.data[(*at)++];
	if (head & IS_NEW) {
		*type_r = head & 0x3F;
		return new_length(bytes, at, length_r);
	}
	*type_r = head >> 2 & 0x0F;
	return old_length(bytes, at, head & 3, length_r);
}

bool
openpgp_next(struct slice bytes, size_t *at, struct arena *arena,
    struct openpgp_packet *packet_r)
{
	struct length length;

	*packet_r = (struct openpgp_packet){.type = 0};
	if (!read_head(bytes, at, &packet_r->type, &length))
		return false;
	if (length.more)
		return join_pieces(bytes, at, arena, length, packet_r);
	packet_r->body = slice_sub(bytes, *at, length.size);
	packet_r->cut = packet_r->body.size < length.size;
	*at += packet_r->body.size;
	return true;
}

/* ---- what is in them --------------------------------------------------- */

/* A kind, a name with its length ahead, a time, the file. */
bool
openpgp_literal(struct slice body, struct slice *name_r, struct slice *file_r)
{
	static const char kinds[] = "btu1l";
	size_t head;

	if (body.size < 6 || body.data[0] == 0 ||
	    strchr(kinds, body.data[0]) == NULL)
		return false;
	head = 2 + (size_t)body.data[1] + 4;
	if (body.size < head)
		return false;
	*name_r = slice_sub(body, 2, body.data[1]);
	*file_r = slice_skip(body, head);
	return true;
}

/* Of a signature ahead of a message: its version. */
static bool
is_version(uint8_t version)
{
	return version >= 3 && version <= 6;
}

bool
openpgp_begins(struct slice bytes)
{
	struct length length;
	struct slice body, name, file;
	unsigned type;
	size_t at = 0;

	if (!read_head(bytes, &at, &type, &length))
		return false;
	body = slice_sub(bytes, at, length.size);
	if (body.size == 0)
		return false;
	switch (type) {
	case OPENPGP_COMPRESSED:
		return body.data[0] <= OPENPGP_BZIP2;
	case OPENPGP_LITERAL:
		return openpgp_literal(body, &name, &file);
	case OPENPGP_ONE_PASS:
	case OPENPGP_SIGNATURE:
		return is_version(body.data[0]) && body.size == length.size;
	case OPENPGP_MARKER:
		return slice_equal(body, SLICE("PGP"));
	default:
		return false;
	}
}

/* ---- armour ------------------------------------------------------------ */

/* Behind the line that at is in, or s.size. */
static size_t
next_line(struct slice s, size_t at)
{
	size_t end = at + slice_find_byte(slice_skip(s, at), '\n');

	return end < s.size ? end + 1 : s.size;
}

/* A sum begins a line with '='; so could the fill of base64, if a line ended
 * just there. */
static size_t
find_end(struct slice s, size_t at)
{
	for (; at < s.size; at = next_line(s, at)) {
		struct slice line = slice_skip(s, at);

		if (slice_starts_with(line, SLICE("-----")))
			break;
		if (line.data[0] == '=' && line.size > 4 &&
		    line.data[1] != '=' && line.data[1] > ' ')
			break;
	}
	return at;
}

/* Behind fields, at the empty line. */
static size_t
skip_fields(struct slice s, size_t at)
{
	while (at < s.size) {
		size_t next = next_line(s, at);
		struct slice line = slice_sub(s, at, next - at);

		if (slice_find_byte(line, ':') == line.size)
			break;
		at = next;
	}
	return at;
}

/* Where a line begins armour, at or behind at; the text's size: nowhere. */
static size_t
find_begin(struct slice text, size_t at)
{
	static const struct slice begin = SLICE("-----BEGIN PGP MESSAGE-----");

	for (;; at++) {
		at = bytes_find_dash_line(text.data, text.size, at);
		if (at == text.size ||
		    slice_starts_with(slice_skip(text, at), begin))
			return at;
	}
}

struct slice
openpgp_armoured(struct slice text, size_t *at)
{
	size_t from;

	do {
		*at = find_begin(text, *at);
		if (*at == text.size)
			return SLICE("");
		from = skip_fields(text, next_line(text, *at));
		*at = find_end(text, from);
	} while (*at == from);
	return slice_sub(text, from, *at - from);
}
