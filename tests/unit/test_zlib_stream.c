/*
 * test_zlib_stream - a stream of zlib, whole, broken and too large
 *
 * The streams were written by Python's zlib.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/archive/archive.h"
#include "core/archive/stream/zlib_stream.h"
#include "tests/support/slices.h"

#define B(literal) SLICE(literal)

/* zlib.compress(b"hello hello hello\n", 9) */
#define HELLO                                                                  \
	B("\x78\xDA\xCB\x48\xCD\xC9\xC9\x57\xC8\x40\x90\x5C\x00\x40\xB5\x06"   \
	  "\x87")
#define TEXT "hello hello hello\n"

static struct archives *archives;
static struct arena *arena;
static struct limits limits;

static int
set_up(void **state)
{
	(void)state;
	archives = archives_create();
	arena = arena_create((size_t)64 << 20);
	return archives == NULL || arena == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	archives_destroy(&archives);
	arena_destroy(&arena);
	return 0;
}

static struct member
read_stream(struct slice packed, uint64_t bytes_max)
{
	struct archive_options options = {
	    .limits = &limits, .bytes_max = bytes_max, .members_max = 1};

	arena_reset(arena);
	return zlib_stream_read(archives, packed, &options, arena, NULL);
}

static void
streams_become_what_they_were(void **state)
{
	static const struct {
		struct slice packed, body;
		unsigned flags;
	} rows[] = {
	    {HELLO, B(TEXT), 0},
	    /* zlib.compress(b"", 0), and stored. */
	    {B("\x78\x01\x01\0\0\xFF\xFF\0\0\0\1"), B(""), 0},
	    {B("\x78\x01\x01\2\0\xFD\xFFhi\x01\x3B\0\xD2"), B("hi"), 0},
	    /* A wrong sum, and what follows, say nothing about the rest. */
	    {B("\x78\x01\x01\2\0\xFD\xFFhi\0\0\0\0more"), B("hi"), 0},
	    /* No stream. */
	    {B(""), B(""), MEMBER_DAMAGED},
	    {B("\x78"), B(""), MEMBER_DAMAGED},
	    {B("\x78\xDA"), B(""), MEMBER_DAMAGED},
	    {B("\x77\x01\x01\2\0\xFD\xFFhi"), B(""), MEMBER_DAMAGED},
	    {B("\x78\x01\x07"), B(""), MEMBER_DAMAGED},
	    /* Length and its complement disagree. */
	    {B("\x78\x01\x01\2\0\xFD\xFEhi"), B(""), MEMBER_DAMAGED},
	    {B("\x78\x01\x01\2\0\xFD\xFFh"), B("h"), MEMBER_DAMAGED},
	};

	(void)state;
	limits_default(&limits);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct member member = read_stream(rows[i].packed, UINT64_MAX);

		if (member.flags != rows[i].flags)
			print_error("row %zu\n", i);
		assert_int_equal(member.flags, rows[i].flags);
		assert_slice_is(member.body, rows[i].body);
	}
}

static void
a_stream_is_cut_to_the_bytes_that_are_left(void **state)
{
	struct member member;

	(void)state;
	limits_default(&limits);
	member = read_stream(HELLO, sizeof(TEXT) - 1);
	assert_int_equal(member.flags, 0);
	member = read_stream(HELLO, 5);
	assert_int_equal(member.flags, MEMBER_CUT);
	assert_int_equal(member.limit, LIMIT_DECODED_BYTES);
	assert_slice(member.body, "hello");
}

/* Blocks of zeros: a match of 258 bytes and distance 1 is two bits in each,
 * written by hand after RFC 1951: fixed codes, a literal 0, then matches. */
static void
a_stream_may_grow_as_the_ratio_allows(void **state)
{
	size_t size = (size_t)1 << 17, at = 2, bit = 0;
	uint8_t *packed = calloc(1, size);
	struct member member;

	(void)state;
	assert_non_null(packed);
	memcpy(packed, "\x78\xDA", 2);
	/* The bits of one block, the last: 1, then 01 for fixed codes; 00110000
	 * is a literal 0; 11000101 00000 is a match of 258 at 1. */
	for (size_t i = 0; at < size - 1; i++) {
		static const char head[] = "110"
					   "00110000";
		static const char match[] = "1100010100000";
		const char *bits = i == 0 ? head : match;

		for (size_t k = 0; bits[k] != 0 && at < size; k++) {
			packed[at] |= (uint8_t)((bits[k] - '0') << bit);
			bit = (bit + 1) % 8;
			at += bit == 0;
		}
	}
	limits_default(&limits);
	limits.max[LIMIT_RATIO] = 10;
	member = read_stream((struct slice){packed, size}, UINT64_MAX);
	assert_int_equal(member.flags, MEMBER_CUT);
	assert_int_equal(member.limit, LIMIT_RATIO);
	assert_int_equal(member.body.size, 16 << 20);
	free(packed);
}

static void
a_stream_may_end_at_every_byte(void **state)
{
	struct slice whole = HELLO;

	(void)state;
	limits_default(&limits);
	for (size_t end = 0; end < whole.size; end++) {
		uint8_t *copy = malloc(end == 0 ? 1 : end);
		struct member member;

		assert_non_null(copy);
		memcpy(copy, whole.data, end);
		member = read_stream((struct slice){copy, end}, UINT64_MAX);
		assert_true(slice_starts_with(B(TEXT), member.body));
		/* Behind the stream only the sum is missing. */
		assert_true(end >= whole.size - 4 ||
			    (member.flags & MEMBER_DAMAGED) != 0);
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(streams_become_what_they_were),
	    cmocka_unit_test(a_stream_is_cut_to_the_bytes_that_are_left),
	    cmocka_unit_test(a_stream_may_grow_as_the_ratio_allows),
	    cmocka_unit_test(a_stream_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
