/*
 * test_inflate64 - Deflate64 to a body
 *
 * Streams put together bit by bit from RFC 1951 and what Deflate64 adds to it;
 * what 7-Zip makes of whole files is in test_archive.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/archive/method/inflate64.h"
#include "tests/support/archive_law.h"
#include "tests/support/slices.h"

#define ARENA_BYTES ((size_t)4 << 20)

static struct arena *arena;
static struct archive_options options;

static int
setup(void **state)
{
	(void)state;
	arena = arena_create(ARENA_BYTES);
	options = archive_law_options();
	return arena == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

/* ---- a stream ---------------------------------------------------------- */

struct stream {
	uint8_t bytes[512];
	size_t bits;
};

/* Numbers: the lowest bit first. */
static void
put(struct stream *stream, uint32_t value, unsigned count)
{
	for (unsigned i = 0; i < count; i++, stream->bits++)
		stream->bytes[stream->bits / 8] |=
		    (uint8_t)((value >> i & 1) << stream->bits % 8);
}

/* Codes: the highest bit first. */
static void
put_code(struct stream *stream, uint32_t code, unsigned count)
{
	while (count-- > 0)
		put(stream, code >> count & 1, 1);
}

/* The fixed codes of RFC 1951, 3.2.6. */
static void
put_symbol(struct stream *stream, uint32_t symbol)
{
	if (symbol < 144)
		put_code(stream, 0x30 + symbol, 8);
	else if (symbol < 256)
		put_code(stream, 0x190 + symbol - 144, 9);
	else if (symbol < 280)
		put_code(stream, symbol - 256, 7);
	else
		put_code(stream, 0xC0 + symbol - 280, 8);
}

static struct stream
fixed(void)
{
	struct stream stream = {.bits = 0};

	put(&stream, 1 | 1 << 1, 3);
	return stream;
}

struct inflated {
	enum inflate_result result;
	struct member member;
	size_t consumed;
	uint32_t sum;
};

static struct inflated
inflate_all(struct slice packed)
{
	struct unpacking unpacking = {
	    .options = &options,
	    .arena = arena,
	};
	struct body_output output;
	struct inflated got = {.member = member_unknown()};

	arena_reset(arena);
	body_output_begin(&output, &unpacking, packed.size);
	got.result = inflate64_stream(packed, &output, &got.consumed, &got.sum);
	body_output_end(&output, &got.member);
	return got;
}

/* From memory of exactly that size, for ASan. */
static struct inflated
inflate_bytes(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);
	struct inflated got;

	assert_non_null(copy);
	if (size > 0)
		memcpy(copy, data, size);
	got = inflate_all((struct slice){copy, size});
	free(copy);
	return got;
}

static struct inflated
inflate_of(const struct stream *stream)
{
	return inflate_bytes(stream->bytes, (stream->bits + 7) / 8);
}

/* ---- what is right ----------------------------------------------------- */

static void
literals_come_out(void **state)
{
	struct stream stream = fixed();
	struct inflated got;

	(void)state;
	put_symbol(&stream, 'a');
	put_symbol(&stream, 0xFE);
	put_symbol(&stream, 256);
	got = inflate_of(&stream);
	assert_int_equal(got.result, INFLATE_OK);
	assert_slice(got.member.body, "a\xFE");
	assert_int_equal(got.consumed, (stream.bits + 7) / 8);
}

static void
the_last_length_code_has_sixteen_bits(void **state)
{
	static const uint32_t extras[] = {0, 1, 255, 65535};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct stream stream = fixed();
		struct inflated got;

		put_symbol(&stream, 'a');
		put_symbol(&stream, 285);
		put(&stream, extras[i], 16);
		put_code(&stream, 0, 5);
		put_symbol(&stream, 256);
		got = inflate_of(&stream);
		assert_int_equal(got.result, INFLATE_OK);
		assert_int_equal(got.member.body.size, 1 + 3 + extras[i]);
		for (size_t at = 0; at < got.member.body.size; at++)
			assert_int_equal(got.member.body.data[at], 'a');
	}
}

/* Code, its extra bits: the distance it must be. */
static void
distances_go_up_to_64_kilobytes(void **state)
{
	static const struct {
		uint32_t code, bits, extra, distance;
	} rows[] = {
	    {0, 0, 0, 1},
	    {3, 0, 0, 4},
	    {4, 1, 1, 6},
	    {29, 13, 8191, 32768},
	    {30, 14, 0, 32769},
	    {31, 14, 0, 49153},
	    {31, 14, 16383, 65536},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct stream stream = fixed();
		struct inflated got;
		size_t at = 1 + 65535;

		/* An x, so many a that it is as far away as can be, and the
		 * three bytes that begin at the distance. */
		put_symbol(&stream, 'x');
		put_symbol(&stream, 'a');
		put_symbol(&stream, 285);
		put(&stream, 65536 - 2 - 3, 16);
		put_code(&stream, 0, 5);
		put_symbol(&stream, 257);
		put_code(&stream, rows[i].code, 5);
		put(&stream, rows[i].extra, rows[i].bits);
		put_symbol(&stream, 256);
		got = inflate_of(&stream);
		assert_int_equal(got.result, INFLATE_OK);
		assert_int_equal(got.member.body.size, at + 3);
		assert_int_equal(got.member.body.data[at],
		    rows[i].distance == 65536 ? 'x' : 'a');
	}
}

static void
stored_blocks_stand_between_others(void **state)
{
	struct stream stream = {.bits = 0};
	struct inflated got;

	(void)state;
	put(&stream, 0 | 1 << 1, 3);
	put_symbol(&stream, 'a');
	put_symbol(&stream, 256);
	put(&stream, 0, 3);
	stream.bits = (stream.bits + 7) / 8 * 8;
	put(&stream, 3, 16);
	put(&stream, 0xFFFC, 16);
	put(&stream, 'b' | 'c' << 8 | 'd' << 16, 24);
	put(&stream, 1 | 1 << 1, 3);
	put_symbol(&stream, 257);
	put_code(&stream, 3, 5);
	put_symbol(&stream, 256);
	got = inflate_of(&stream);
	assert_int_equal(got.result, INFLATE_OK);
	assert_slice(got.member.body, "abcdabc");
}

/* ---- what is wrong ----------------------------------------------------- */

#define ROW(text)                                                              \
	{                                                                      \
		SLICE(text)                                                    \
	}

static void
wrong_streams_are_damage(void **state)
{
	static const struct {
		struct slice bytes;
	} rows[] = {
	    ROW(""),
	    ROW("\x01"),                         /* stored, no size */
	    ROW("\x01\x01\x00\xFF\xFFx"),        /* sizes that differ */
	    ROW("\x01\x05\x00\xFA\xFFxyz"),      /* stored, too short */
	    ROW("\x07"),                         /* a type that is none */
	    ROW("\x03"),                         /* ends in the middle */
	    ROW("\x05\x00"),                     /* codes, cut */
	    ROW("\x05\x00\xFE\xFF\xFF\xFF\xFF"), /* too many codes of one */
	    ROW("\xED\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct inflated got =
		    inflate_bytes(rows[i].bytes.data, rows[i].bytes.size);

		assert_int_equal(got.result, INFLATE_DAMAGED);
	}
}

static void
a_distance_before_the_beginning_is_damage(void **state)
{
	struct stream stream = fixed();
	struct inflated got;

	(void)state;
	put_symbol(&stream, 'a');
	put_symbol(&stream, 'b');
	put_symbol(&stream, 257);
	put_code(&stream, 2, 5);
	put_symbol(&stream, 256);
	got = inflate_of(&stream);
	assert_int_equal(got.result, INFLATE_DAMAGED);
	assert_slice(got.member.body, "ab");
}

/* 286 and 287 have bits in the fixed code, and no meaning. */
static void
length_codes_that_do_not_exist_are_damage(void **state)
{
	(void)state;
	for (uint32_t symbol = 286; symbol < 288; symbol++) {
		struct stream stream = fixed();
		struct inflated got;

		put_symbol(&stream, 'a');
		put_symbol(&stream, symbol);
		put(&stream, 0, 32);
		got = inflate_of(&stream);
		assert_int_equal(got.result, INFLATE_DAMAGED);
		assert_slice(got.member.body, "a");
	}
}

static void
a_stream_that_ends_early_gives_what_it_had(void **state)
{
	struct stream stream = fixed();
	size_t size;

	(void)state;
	for (unsigned c = 'a'; c <= 'z'; c++)
		put_symbol(&stream, c);
	put_symbol(&stream, 256);
	size = (stream.bits + 7) / 8;
	for (size_t cut = 0; cut < size; cut++) {
		struct inflated got = inflate_bytes(stream.bytes, cut);

		assert_int_equal(got.result, INFLATE_DAMAGED);
		assert_int_equal(
		    got.member.body.size, cut * 8 < 3 ? 0 : (cut * 8 - 3) / 8);
	}
}

/* ---- limits ------------------------------------------------------------ */

static void
output_ends_at_the_limit(void **state)
{
	struct stream stream = fixed();

	(void)state;
	put_symbol(&stream, 'a');
	put_symbol(&stream, 285);
	put(&stream, 46, 16);
	put_code(&stream, 0, 5);
	put_symbol(&stream, 256);
	for (uint64_t max = 0; max < 60; max++) {
		struct inflated got;

		options.bytes_max = max;
		got = inflate_of(&stream);
		assert_int_equal(
		    got.result, max < 50 ? INFLATE_CUT : INFLATE_OK);
		assert_int_equal(got.member.body.size, max < 50 ? max : 50);
		assert_int_equal(got.member.flags, max < 50 ? MEMBER_CUT : 0);
	}
}

static enum budget_state
never_again(struct budget *budget, uint64_t now_ns)
{
	(void)budget;
	(void)now_ns;
	return BUDGET_SPENT;
}

/* Stored blocks of nothing: the clock is asked all the same. */
static void
blocks_without_a_byte_take_time(void **state)
{
	size_t size = 5 * 10000;
	uint8_t *bytes = calloc(size, 1);
	struct budget budget;
	struct unpacking unpacking = {
	    .options = &options, .arena = arena, .budget = &budget};
	struct body_output output;
	size_t consumed;
	uint32_t sum;

	(void)state;
	assert_non_null(bytes);
	for (size_t at = 0; at < size; at += 5)
		memset(bytes + at + 3, 0xFF, 2);
	budget_init(&budget, UINT64_MAX);
	budget.hook_ns = 0;
	budget.hook = never_again;
	body_output_begin(&output, &unpacking, size);
	assert_int_equal(inflate64_stream((struct slice){bytes, size}, &output,
			     &consumed, &sum),
	    INFLATE_CUT);
	assert_int_equal(output.limit, LIMIT_COUNT);
	assert_true(consumed < size / 2);
	free(bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(literals_come_out),
	    TEST(the_last_length_code_has_sixteen_bits),
	    TEST(distances_go_up_to_64_kilobytes),
	    TEST(stored_blocks_stand_between_others),
	    TEST(wrong_streams_are_damage),
	    TEST(a_distance_before_the_beginning_is_damage),
	    TEST(length_codes_that_do_not_exist_are_damage),
	    TEST(a_stream_that_ends_early_gives_what_it_had),
	    TEST(output_ends_at_the_limit),
	    TEST(blocks_without_a_byte_take_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
