/*
 * fuzz_lz - the first byte chooses a decoder, the rest is its input
 *
 * The same comes out twice; a cut input, a tight limit or a smaller size give
 * the beginning of what the whole gives; whatever is packed as literals (here)
 * comes out as it was.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/archive/arj/arj_unpack.h"
#include "core/archive/method/inflate64.h"
#include "core/archive/zip/explode.h"
#include "core/base/check.h"
#include "core/base/crc32.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)8 << 20)
/* Decoders from here on are explode() with these two flags. */
#define EXPLODE 4u
#define EXPLODE_FIRST_BYTE 0xF0u
#define BODY_MAX ((uint64_t)300 << 10)

static struct arena *arena;

struct decoded {
	int result; /* 0: all of it */
	struct member member;
};

static int
run(unsigned decoder, struct slice packed, uint64_t size,
    struct body_output *output)
{
	size_t consumed;
	uint32_t sum;
	int result;

	if (decoder == 1)
		return (int)arj_unpack_lzh(packed, size, output);
	if (decoder == 2)
		return (int)arj_unpack_fastest(packed, size, output);
	if (decoder >= EXPLODE)
		return (int)explode(
		    (decoder - EXPLODE) << 1, packed, size, output);
	result = (int)inflate64_stream(packed, output, &consumed, &sum);
	CHECK(consumed <= packed.size);
	CHECK(sum == crc32_of(0, (struct slice){output->data, output->size}));
	return result;
}

/* size: of the body, where the decoder is told. */
static struct decoded
decode(unsigned decoder, struct slice packed, uint64_t size, uint64_t max)
{
	struct archive_options options = archive_law_options();
	struct unpacking unpacking = {.options = &options, .arena = arena};
	struct body_output output;
	struct decoded got = {.member = member_unknown()};

	options.bytes_max = max;
	body_output_begin(&output, &unpacking, packed.size);
	got.result = run(decoder, packed, size, &output);
	CHECK(output.cut == (got.result == LZ_CUT));
	body_output_end(&output, &got.member);
	CHECK(got.member.body.size <= max);
	return got;
}

static void
check_begins(const struct decoded *whole, const struct decoded *part)
{
	CHECK(part->member.body.size <= whole->member.body.size);
	CHECK(slice_starts_with(whole->member.body, part->member.body));
}

/* From memory of exactly that size. */
static void
check_cut(unsigned decoder, struct slice packed, const struct decoded *whole)
{
	size_t size = packed.size / 2;
	uint8_t *copy = malloc(size + 1);
	struct decoded part;

	CHECK(copy != NULL);
	memcpy(copy, packed.data, size);
	part = decode(decoder, (struct slice){copy, size}, BODY_MAX, BODY_MAX);
	check_begins(whole, &part);
	free(copy);
}

/* Method 4: each literal is a bit of 0 and its byte, the highest bit first. */
static void
check_literals(struct slice bytes)
{
	uint8_t *packed = calloc(bytes.size * 2 + 1, 1);
	size_t bits = 0;
	struct decoded got;

	CHECK(packed != NULL);
	for (size_t i = 0; i < bytes.size; i++, bits += 9)
		for (unsigned bit = 0; bit < 8; bit++)
			if (bytes.data[i] >> (7 - bit) & 1)
				packed[(bits + 1 + bit) / 8] |=
				    (uint8_t)(0x80 >> (bits + 1 + bit) % 8);
	got = decode(
	    2, (struct slice){packed, (bits + 7) / 8}, bytes.size, BODY_MAX);
	CHECK(got.result == LZ_OK && slice_equal(got.member.body, bytes));
	free(packed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice packed = slice_skip((struct slice){data, size}, 1);
	struct decoded whole, again, tight, smaller;
	unsigned decoder;

	if (size < 2 || size > 1 << 16)
		return 0;
	if (arena == NULL)
		arena = arena_create(ARENA_BYTES);
	CHECK(arena != NULL);
	arena_reset(arena);
	_Static_assert(
	    (int)INFLATE_CUT == (int)LZ_CUT && (int)INFLATE_OK == (int)LZ_OK,
	    "results are compared as one");
	decoder = data[0] >= EXPLODE_FIRST_BYTE ? EXPLODE + (data[0] & 3)
						: data[0] % 3;
	whole = decode(decoder, packed, BODY_MAX, BODY_MAX);
	again = decode(decoder, packed, BODY_MAX, BODY_MAX);
	CHECK(whole.result == again.result &&
	      slice_equal(whole.member.body, again.member.body));
	tight = decode(decoder, packed, BODY_MAX, 100);
	check_begins(&whole, &tight);
	smaller = decode(decoder, packed, 50, BODY_MAX);
	if (decoder > 0)
		check_begins(&whole, &smaller);
	check_cut(decoder, packed, &whole);
	check_literals(slice_sub(packed, 0, 4096));
	return 0;
}
