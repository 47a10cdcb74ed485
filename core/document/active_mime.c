/*
 * active_mime - macros beside a document that is HTML or XML ("editdata.mso")
 */
#include "core/document/active_mime.h"

#include "core/base/integer.h"

/* A word at 30 says how far behind 46 the stream begins; in most files that is
 * at 50 or at 554. */
#define OFFSET_AT 30u
#define OFFSET_BASE 46u
#define HEAD_BYTES 32u

bool
active_mime_is(struct slice bytes)
{
	return slice_starts_with(bytes, SLICE("ActiveMime"));
}

/* RFC 1950: deflate with a window of 32 KB, and a sum. */
static bool
is_zlib(struct slice bytes, size_t at)
{
	return integer_fits(bytes, at, 2) && bytes.data[at] == 0x78 &&
	       u16_be(bytes, at) % 31 == 0;
}

size_t
active_mime_stream(struct slice bytes, unsigned tries)
{
	size_t told = (size_t)u16_le(bytes, OFFSET_AT) + OFFSET_BASE;
	size_t at = HEAD_BYTES;

	if (is_zlib(bytes, told)) {
		if (tries == 0)
			return told;
		tries--;
	}
	for (;; at++) {
		at += slice_find_byte(slice_skip(bytes, at), 0x78);
		if (at >= bytes.size || tries >= ACTIVE_MIME_TRIES)
			return bytes.size;
		if (!is_zlib(bytes, at) || at == told)
			continue;
		if (tries-- == 0)
			return at;
	}
}
