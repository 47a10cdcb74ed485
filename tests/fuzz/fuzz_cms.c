/*
 * fuzz_cms - any bytes as what S/MIME puts around a message
 *
 * The first byte chooses how much a content may take.  Laws: a content is no
 * larger than allowed and than the bytes it came out of; it is either borrowed
 * from them or in the arena; what is encrypted has none; only what was cut to
 * size is shorter than without that size, and a beginning of it; DER around
 * any content gives that content back, in one piece or in two.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/encoded/cms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* SEQUENCE { OID of data, [0] { OCTET STRING, all without lengths */
#define HEAD                                                                   \
	SLICE("\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01\xA0\x80"   \
	      "\x24\x80")
#define ENDS SLICE("\0\0\0\0\0\0")
#define LENGTH_BYTES 4u

static void
check_read(struct slice bytes, size_t size_max, struct arena *arena)
{
	struct cms cms, whole;
	bool found = cms_read(bytes, size_max, arena, NULL, &cms);

	CHECK(cms_read(bytes, SIZE_MAX, arena, NULL, &whole) == found);
	if (!found)
		return;
	CHECK(cms.kind == whole.kind);
	CHECK(cms.content.size <= size_max);
	CHECK(whole.content.size <= bytes.size);
	CHECK(cms.kind != CMS_ENCRYPTED || cms.content.size == 0);
	CHECK(slice_starts_with(whole.content, cms.content));
	CHECK((whole.flags & CMS_CUT) == 0);
	CHECK(cms.content.size == whole.content.size ||
	      (cms.flags & CMS_CUT) != 0);
}

static size_t
put(uint8_t *out, size_t at, struct slice s)
{
	if (s.size > 0)
		memcpy(out + at, s.data, s.size);
	return at + s.size;
}

/* An OCTET STRING with a length of two bytes. */
static size_t
put_string(uint8_t *out, size_t at, struct slice s)
{
	uint8_t head[LENGTH_BYTES] = {
	    4, 0x82, (uint8_t)(s.size >> 8), (uint8_t)s.size};

	return put(out, put(out, at, (struct slice){head, sizeof(head)}), s);
}

static void
check_round_trip(struct slice content, size_t cut, struct arena *arena)
{
	uint8_t *out;
	size_t at = 0;
	struct cms cms;

	if (content.size > UINT16_MAX)
		return;
	out = arena_alloc(
	    arena, HEAD.size + content.size + 2 * LENGTH_BYTES + ENDS.size);
	CHECK(out != NULL);
	at = put(out, at, HEAD);
	at = put_string(out, at, slice_sub(content, 0, cut));
	at = put_string(out, at, slice_skip(content, cut));
	at = put(out, at, ENDS);
	CHECK(cms_read((struct slice){out, at}, SIZE_MAX, arena, NULL, &cms));
	CHECK(cms.kind == CMS_DATA && cms.flags == 0);
	CHECK(slice_equal(cms.content, content));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct slice bytes;

	if (size < 1)
		return 0;
	if (arena == NULL)
		arena = arena_create((size_t)64 << 20);
	CHECK(arena != NULL);
	bytes = (struct slice){data + 1, size - 1};
	check_read(bytes, (data[0] & 1) != 0 ? data[0] : SIZE_MAX, arena);
	check_round_trip(bytes, data[0], arena);
	arena_reset(arena);
	return 0;
}
