/*
 * swf - a compressed Flash film to what a player makes of it
 */
#include "core/archive/stream/swf.h"

#include "core/archive/member/archives.h"
#include "core/archive/method/inflate.h"
#include "core/archive/method/unlzma.h"
#include "core/base/integer.h"

/* Three letters, the version, and the size of the unpacked film. */
#define HEAD_BYTES 8u
#define SIZE_AT 4u
#define ZLIB_HEAD 2u
/* Behind the head of a film of LZMA: the size that is packed, properties. */
#define LZMA_PROPERTIES_AT 12u
#define LZMA_PROPERTIES 5u
#define LZMA_AT (LZMA_PROPERTIES_AT + LZMA_PROPERTIES)

bool
swf_is_packed(struct slice bytes)
{
	return bytes.size > HEAD_BYTES &&
	       (slice_starts_with(bytes, SLICE("CWS")) ||
		   slice_starts_with(bytes, SLICE("ZWS")));
}

/* False: it breaks off. */
static bool
unpack_zlib(
    struct archives *archives, struct slice bytes, struct body_output *output)
{
	size_t consumed;
	uint32_t sum = 0;

	return inflate_stream(archives->inflater,
		   slice_skip(bytes, HEAD_BYTES + ZLIB_HEAD), output, &consumed,
		   &sum) != INFLATE_DAMAGED;
}

/* Most have no end of their own, and the size may lie: all that the bytes give
 * is taken. */
static bool
unpack_lzma(struct slice bytes, struct body_output *output)
{
	enum unlzma_result result =
	    unlzma(false, slice_sub(bytes, LZMA_PROPERTIES_AT, LZMA_PROPERTIES),
		slice_skip(bytes, LZMA_AT), UINT32_MAX, output);

	return result != UNLZMA_UNSUPPORTED &&
	       output->size >= u32_le(bytes, SIZE_AT);
}

struct member
swf_read(struct archives *archives, struct slice bytes,
    const struct archive_options *options, struct arena *arena,
    struct budget *budget)
{
	struct unpacking unpacking =
	    unpacking_of(archives, bytes, options, arena, budget);
	struct member member = member_unknown();
	struct body_output output;
	bool whole;

	member.size_packed = bytes.size;
	body_output_begin(&output, &unpacking, bytes.size);
	whole = body_output_write(&output, (const uint8_t *)"F", 1) &&
		body_output_write(&output, bytes.data + 1, HEAD_BYTES - 1);
	if (whole && bytes.data[0] == 'C')
		whole = unpack_zlib(archives, bytes, &output);
	else if (whole)
		whole = unpack_lzma(bytes, &output);
	if (!whole && !output.cut)
		member.flags |= MEMBER_DAMAGED;
	body_output_end(&output, &member);
	return member;
}
