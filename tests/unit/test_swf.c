/*
 * test_swf - packed Flash films, whole, broken and too large
 *
 * The films were packed by Python's zlib and lzma after the description of SWF
 * 19; that of LZMA has no end of its own, as those of Adobe's tools.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/archive/stream/swf.h"
#include "tests/support/archive_case.h"

#define B(literal) SLICE(literal)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A head that says 208 bytes, then "film " 40 times. */
#define ZLIB                                                                   \
	B("CWS\x0d\xd0\0\0\0\x78\xda\x4b\xcb\xcc\xc9\x55\x48\x1b\xfa\x04\x00"  \
	  "\x10\x4c\x47\x41")
#define LZMA                                                                   \
	B("ZWS\x0d\xd0\0\0\0\x12\0\0\0\x5d\0\0\x80\0\0\x33\x1a\x49\xd7\x73"    \
	  "\xb8\xa1\x43\x81\x80\xf3\xff\xff\xa2\x70\0\0")
#define FILM_BYTES 208u

static struct member
read_film(struct slice bytes, uint64_t bytes_max)
{
	options.bytes_max = bytes_max;
	arena_reset(arena);
	return swf_read(archives, bytes, &options, arena, NULL);
}

static bool
is_film(struct slice body, size_t size)
{
	uint8_t film[FILM_BYTES];

	memcpy(film, "FWS\x0d\xd0\0\0\0", 8);
	for (size_t i = 8; i < FILM_BYTES; i++)
		film[i] = (uint8_t) "film "[(i - 8) % 5];
	return slice_equal(body, (struct slice){film, size});
}

static void
films_become_what_they_were(void **state)
{
	const struct slice films[] = {ZLIB, LZMA};

	(void)state;
	for (size_t i = 0; i < COUNT(films); i++) {
		struct member member = read_film(films[i], UINT64_MAX);

		assert_true(swf_is_packed(films[i]));
		assert_int_equal(member.flags, 0);
		assert_true(is_film(member.body, FILM_BYTES));
	}
}

static void
what_is_not_packed_is_no_film_for_us(void **state)
{
	static const struct slice rows[] = {B(""), B("CWS"),
	    B("CWS\x0d\xd0\0\0\0"), B("FWS\x0d\xd0\0\0\0x"),
	    B("XWS\x0d\xd0\0\0\0x"), B("cws\x0d\xd0\0\0\0x")};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_false(swf_is_packed(rows[i]));
}

static void
a_film_may_end_at_every_byte(void **state)
{
	const struct slice films[] = {ZLIB, LZMA};

	(void)state;
	for (size_t i = 0; i < COUNT(films); i++)
		for (size_t end = 9; end < films[i].size; end++) {
			uint8_t *copy = malloc(end);
			struct member member;

			assert_non_null(copy);
			memcpy(copy, films[i].data, end);
			member =
			    read_film((struct slice){copy, end}, UINT64_MAX);
			assert_true(member.body.size >= 8);
			assert_true(is_film(member.body, member.body.size));
			/* Of zlib's sum nobody asks, nor of the zeros at the
			 * end of the other. */
			if (member.body.size < FILM_BYTES)
				assert_int_equal(member.flags, MEMBER_DAMAGED);
			free(copy);
		}
}

static void
a_limit_cuts_a_film(void **state)
{
	const struct slice films[] = {ZLIB, LZMA};

	(void)state;
	for (size_t i = 0; i < COUNT(films); i++)
		for (uint64_t max = 0; max < FILM_BYTES; max++) {
			struct member member = read_film(films[i], max);

			assert_int_equal(member.flags, MEMBER_CUT);
			assert_int_equal(member.limit, LIMIT_DECODED_BYTES);
			assert_true(is_film(member.body, (size_t)max));
		}
}

static void
sizes_and_properties_that_lie(void **state)
{
	uint8_t film[64];
	struct member member;

	(void)state;
	memcpy(film, LZMA.data, LZMA.size);
	memset(film + 4, 0, 4); /* the size of all: nothing */
	member = read_film((struct slice){film, LZMA.size}, UINT64_MAX);
	assert_int_equal(member.body.size, FILM_BYTES);
	memset(film + 4, 0xFF, 4); /* 4 GB */
	member = read_film((struct slice){film, LZMA.size}, UINT64_MAX);
	assert_int_equal(member.body.size, FILM_BYTES);
	assert_int_equal(member.flags, MEMBER_DAMAGED);
	film[12] = 0xFF; /* no such properties */
	member = read_film((struct slice){film, LZMA.size}, UINT64_MAX);
	assert_int_equal(member.body.size, 8);
	assert_int_equal(member.flags, MEMBER_DAMAGED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(films_become_what_they_were),
	    cmocka_unit_test(what_is_not_packed_is_no_film_for_us),
	    cmocka_unit_test(a_film_may_end_at_every_byte),
	    cmocka_unit_test(a_limit_cuts_a_film),
	    cmocka_unit_test(sizes_and_properties_that_lie),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
