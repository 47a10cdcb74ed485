/*
 * zlib_stream - one stream of zlib (RFC 1950), in which S/MIME compresses
 */
#include "core/archive/stream/zlib_stream.h"

#include "core/archive/member/archives.h"
#include "core/archive/member/body_output.h"
#include "core/archive/method/inflate.h"

#define HEADER_SIZE 2u
#define METHOD_DEFLATE 8u

/* Bytes ahead of the deflated ones; SIZE_MAX: this is no such stream. */
static size_t
head_size(enum zlib_kind kind, struct slice packed)
{
	if (kind == ZLIB_RAW)
		return 0;
	if (packed.size < HEADER_SIZE ||
	    (packed.data[0] & 0x0F) != METHOD_DEFLATE)
		return SIZE_MAX;
	return HEADER_SIZE;
}

struct member
zlib_stream_read_kind(struct archives *archives, enum zlib_kind kind,
    struct slice packed, const struct archive_options *options,
    struct arena *arena, struct budget *budget)
{
	struct unpacking unpacking =
	    unpacking_of(archives, packed, options, arena, budget);
	struct member member = member_unknown();
	struct body_output output;
	size_t head = head_size(kind, packed), consumed;

	member.size_packed = packed.size;
	if (head == SIZE_MAX) {
		member.flags |= MEMBER_DAMAGED;
		return member;
	}
	/* The sum behind the stream (Adler-32) is not looked at. */
	body_output_begin(&output, &unpacking, packed.size);
	if (inflate_stream(archives->inflater, slice_skip(packed, head),
		&output, &consumed, NULL) == INFLATE_DAMAGED)
		member.flags |= MEMBER_DAMAGED;
	body_output_end(&output, &member);
	return member;
}

struct member
zlib_stream_read(struct archives *archives, struct slice packed,
    const struct archive_options *options, struct arena *arena,
    struct budget *budget)
{
	return zlib_stream_read_kind(
	    archives, ZLIB_STREAM, packed, options, arena, budget);
}
