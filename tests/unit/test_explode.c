/*
 * test_explode - Implode, as PKZIP 1 packed
 *
 * Streams are written here, bit by bit after APPNOTE 5.3: trees in which all
 * codes have one length, so that the code of a symbol is its number, highest
 * bit first and each bit turned.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "core/archive/zip/explode.h"
#include "tests/support/archive_law.h"
#include "tests/support/slices.h"

static struct arena *arena;
static uint8_t stream[4096];
static size_t bits;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_create((size_t)16 << 20);
	memset(stream, 0, sizeof(stream));
	bits = 0;
	return arena == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

static void
put(uint32_t value, unsigned count)
{
	for (unsigned i = 0; i < count; i++, bits++)
		if (value >> i & 1)
			stream[bits / 8] |= (uint8_t)(1u << bits % 8);
}

static void
put_code(uint32_t symbol, unsigned length)
{
	for (unsigned i = length; i > 0; i--)
		put(~symbol >> (i - 1) & 1, 1);
}

/* symbols, a multiple of 16, with codes of length bits. */
static void
put_tree(uint32_t symbols, unsigned length)
{
	put(symbols / 16 - 1, 8);
	for (uint32_t i = 0; i < symbols / 16; i++)
		put(0xF0 | (length - 1), 8);
}

static void
put_text(const char *text, bool tree)
{
	for (; *text != '\0'; text++) {
		put(1, 1);
		if (tree)
			put_code((uint8_t)*text, 8);
		else
			put((uint8_t)*text, 8);
	}
}

static void
put_match(uint32_t distance, uint32_t length, unsigned low_bits, uint32_t least)
{
	uint32_t symbol = length - least < 63 ? length - least : 63;

	put(0, 1);
	put((distance - 1) & ((1u << low_bits) - 1), low_bits);
	put_code((distance - 1) >> low_bits, 6);
	put_code(symbol, 6);
	if (symbol == 63)
		put(length - least - 63, 8);
}

static enum lz_result
run(unsigned flags, size_t size_packed, uint64_t size, uint64_t max,
    struct member *member_r)
{
	struct archive_options options = archive_law_options();
	struct unpacking unpacking = {.options = &options, .arena = arena};
	struct body_output output;
	enum lz_result result;

	options.bytes_max = max;
	*member_r = member_unknown();
	body_output_begin(&output, &unpacking, size_packed);
	result =
	    explode(flags, (struct slice){stream, size_packed}, size, &output);
	body_output_end(&output, member_r);
	return result;
}

#define MANY ((uint64_t)1 << 20)

static size_t
whole(void)
{
	return (bits + 7) / 8;
}

static void
each_kind_comes_out(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < 4; kind++) {
		bool far = (kind & 1) != 0, tree = (kind & 2) != 0;
		unsigned flags =
		    (far ? EXPLODE_FAR : 0) | (tree ? EXPLODE_LITERALS : 0);
		unsigned low = far ? 7 : 6, least = tree ? 3 : 2;
		struct member member;

		memset(stream, 0, sizeof(stream));
		bits = 0;
		if (tree)
			put_tree(256, 8);
		put_tree(64, 6);
		put_tree(64, 6);
		put_text("abc", tree);
		put_match(3, 6, low, least);
		put_text("!", tree);
		put_match(1, 70, low, least);
		assert_int_equal(run(flags, whole(), 80, MANY, &member), LZ_OK);
		assert_int_equal(member.body.size, 80);
		assert_slice(slice_sub(member.body, 0, 12), "abcabcabc!!!");
		assert_int_equal(member.body.data[79], '!');
	}
}

static void
zeros_stand_ahead_of_the_first_byte(void **state)
{
	struct member member;

	(void)state;
	put_tree(64, 6);
	put_tree(64, 6);
	put_text("ab", false);
	put_match(4, 5, 6, 2);
	put_match(4096, 2, 6, 2);
	assert_int_equal(run(0, whole(), 9, MANY, &member), LZ_OK);
	assert_slice(member.body, "ab\0\0ab\0\0\0");
}

static void
broken_ones_are_damaged(void **state)
{
	struct member member;

	(void)state;
	put_tree(64, 6);
	put_tree(64, 6);
	put_text("abcdef", false);
	for (size_t size = 0; size < whole(); size++)
		assert_int_equal(run(0, size, 6, MANY, &member), LZ_DAMAGED);
	/* A tree of 48 symbols, one of 80, more codes than there can be. */
	stream[0] = 2;
	assert_int_equal(run(0, whole(), 6, MANY, &member), LZ_DAMAGED);
	stream[0] = 4;
	assert_int_equal(run(0, whole(), 6, MANY, &member), LZ_DAMAGED);
	memset(stream, 0, sizeof(stream));
	bits = 0;
	put_tree(64, 5);
	assert_int_equal(run(0, 100, 6, MANY, &member), LZ_DAMAGED);
}

static void
limits_hold(void **state)
{
	struct member member;

	(void)state;
	put_tree(64, 6);
	put_tree(64, 6);
	put_text("a", false);
	for (unsigned i = 0; i < 20; i++)
		put_match(1, 300, 6, 2);
	assert_int_equal(run(0, whole(), 6001, 1000, &member), LZ_CUT);
	assert_int_equal(member.body.size, 1000);
	assert_int_equal(member.limit, LIMIT_DECODED_BYTES);
	/* A match goes no further than the body. */
	assert_int_equal(run(0, whole(), 100, MANY, &member), LZ_OK);
	assert_int_equal(member.body.size, 100);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(each_kind_comes_out),
	    TEST(zeros_stand_ahead_of_the_first_byte),
	    TEST(broken_ones_are_damaged),
	    TEST(limits_hold),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
