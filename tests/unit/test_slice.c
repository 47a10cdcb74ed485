/*
 * test_slice - a borrowed run of bytes
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/base/slice.h"
#include "core/base/slice_hash.h"
#include "tests/support/guard.h"
#include "tests/support/slices.h"

static const struct slice nothing = {NULL, 0};

static void
sub_is_cut_to_what_there_is(void **state)
{
	struct slice s = SLICE("abcdef");

	(void)state;
	assert_slice(slice_sub(s, 0, 6), "abcdef");
	assert_slice(slice_sub(s, 1, 3), "bcd");
	assert_slice(slice_sub(s, 4, 9), "ef");
	assert_slice(slice_sub(s, 6, 1), "");
	assert_slice(slice_sub(s, 7, 1), "");
	assert_slice(slice_sub(s, SIZE_MAX, SIZE_MAX), "");
	assert_slice(slice_sub(s, 2, SIZE_MAX), "cdef");
	assert_null(slice_sub(nothing, 3, 4).data);
}

static void
skip_stops_at_the_end(void **state)
{
	(void)state;
	assert_slice(slice_skip(SLICE("abc"), 0), "abc");
	assert_slice(slice_skip(SLICE("abc"), 2), "c");
	assert_slice(slice_skip(SLICE("abc"), 3), "");
	assert_slice(slice_skip(SLICE("abc"), 4), "");
	assert_slice(slice_skip(nothing, 1), "");
}

static void
trim_takes_blanks_and_line_ends_only(void **state)
{
	(void)state;
	assert_slice(slice_trim(SLICE(" \t\r\na b\n\r\t ")), "a b");
	assert_slice(slice_trim(SLICE(" \t\r\n")), "");
	assert_slice(slice_trim(SLICE("")), "");
	assert_slice(slice_trim(nothing), "");
	assert_slice(slice_trim(SLICE("\v a\0 ")), "\v a\0");
}

static void
equality_knows_size_and_case(void **state)
{
	(void)state;
	assert_true(slice_equal(SLICE("a\0b"), SLICE("a\0b")));
	assert_false(slice_equal(SLICE("a\0b"), SLICE("a\0c")));
	assert_false(slice_equal(SLICE("ab"), SLICE("abc")));
	assert_false(slice_equal(SLICE("ab"), SLICE("AB")));
	assert_true(slice_equal(SLICE(""), nothing));
	assert_true(slice_equal_nocase(SLICE("aZ@[`{"), SLICE("Az@[`{")));
	assert_false(slice_equal_nocase(SLICE("@"), SLICE("`")));
	assert_false(slice_equal_nocase(SLICE("["), SLICE("{")));
	/* Latin-1 letters are bytes, not letters. */
	assert_false(slice_equal_nocase(SLICE("\xC4"), SLICE("\xE4")));
	assert_true(slice_equal_nocase(nothing, SLICE("")));
	assert_true(slice_equal(slice_from_string("abc"), SLICE("abc")));
}

/* Each byte against each, at every place of runs that are compared by one step,
 * by several, and by a last one that overlaps. */
static void
letters_are_the_same_in_either_case_wherever_they_stand(void **state)
{
	uint8_t a[20], b[20];

	(void)state;
	for (size_t size = 1; size <= sizeof(a); size++)
		for (unsigned pair = 0; pair < 0x10000; pair++) {
			uint8_t x = (uint8_t)pair, y = (uint8_t)(pair >> 8);
			bool same = x == y ||
				    (x + 32 == y && x >= 'A' && x <= 'Z') ||
				    (y + 32 == x && y >= 'A' && y <= 'Z');
			size_t at = pair % size;

			memset(a, 'k', size);
			memset(b, 'K', size);
			a[at] = x;
			b[at] = y;
			if (slice_same_letters(a, b, size) != same)
				fail_msg(
				    "%u, %u at %zu of %zu", x, y, at, size);
		}
	assert_true(slice_same_letters(a, b, 0));
}

/* Nothing outside is read, and each byte counts, as does their number. */
static void
hashes_are_of_all_bytes_wherever_they_lie(void **state)
{
	struct guard guard = guard_open(64);

	(void)state;
	for (size_t size = 0; size <= 64; size++) {
		uint8_t *tail = guard_tail(&guard, size), copy[65] = {0};
		struct slice s = {tail, size};
		uint32_t hash;

		for (size_t i = 0; i < size; i++)
			copy[i + 1] = tail[i] = (uint8_t)(i * 7 + 1);
		hash = slice_hash(s);
		assert_int_equal(
		    slice_hash((struct slice){copy + 1, size}), hash);
		for (size_t i = 0; i < size; i++) {
			tail[i] ^= 0x20;
			assert_int_not_equal(slice_hash(s), hash);
			tail[i] ^= 0x20;
		}
		if (size > 0)
			assert_int_not_equal(
			    slice_hash(slice_sub(s, 0, size - 1)), hash);
	}
	guard_close(&guard);
}

static void
prefixes_may_be_empty_or_too_long(void **state)
{
	(void)state;
	assert_true(slice_starts_with(SLICE("abc"), SLICE("ab")));
	assert_true(slice_starts_with(SLICE("abc"), SLICE("abc")));
	assert_false(slice_starts_with(SLICE("abc"), SLICE("abcd")));
	assert_true(slice_starts_with(SLICE("abc"), nothing));
	assert_true(slice_starts_with(nothing, nothing));
	assert_false(slice_starts_with(nothing, SLICE("a")));
	assert_false(slice_starts_with(SLICE("Abc"), SLICE("ab")));
	assert_true(slice_starts_with_nocase(SLICE("Abc"), SLICE("aB")));
}

static void
finding_nothing_gives_the_size(void **state)
{
	struct slice s = SLICE("abcabd");

	(void)state;
	assert_int_equal(slice_find_byte(s, 'a'), 0);
	assert_int_equal(slice_find_byte(s, 'd'), 5);
	assert_int_equal(slice_find_byte(s, 'x'), 6);
	assert_int_equal(slice_find_byte(nothing, 'x'), 0);
	assert_int_equal(slice_find(s, SLICE("abd")), 3);
	assert_int_equal(slice_find(s, SLICE("abx")), 6);
	assert_int_equal(slice_find(s, SLICE("abcabde")), 6);
	assert_int_equal(slice_find(s, SLICE("")), 0);
	assert_int_equal(slice_find(nothing, SLICE("a")), 0);
	assert_int_equal(slice_find(nothing, nothing), 0);
}

static void
numbers_are_digits_up_to_64_bits(void **state)
{
	static const struct {
		struct slice text;
		bool valid;
		uint64_t value;
	} rows[] = {
	    {SLICE("0"), true, 0},
	    {SLICE("007"), true, 7},
	    {SLICE("18446744073709551615"), true, UINT64_MAX},
	    {SLICE("18446744073709551616"), false, 0},
	    {SLICE("18446744073709551620"), false, 0},
	    {SLICE("99999999999999999999"), false, 0},
	    {SLICE("0018446744073709551615"), true, UINT64_MAX},
	    {SLICE(""), false, 0},
	    {SLICE("-1"), false, 0},
	    {SLICE("+1"), false, 0},
	    {SLICE("1 "), false, 0},
	    {SLICE("1\0"), false, 0},
	    {SLICE("/"), false, 0},
	    {SLICE(":"), false, 0},
	    {SLICE("\xB1"), false, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t value = 4711;

		assert_int_equal(
		    slice_to_u64(rows[i].text, &value), rows[i].valid);
		assert_true(value == (rows[i].valid ? rows[i].value : 4711));
	}
}

static void
a_number_of_32_bits_is_one_of_64_that_fits(void **state)
{
	static const struct {
		struct slice text;
		bool valid;
		uint32_t value;
	} rows[] = {
	    {SLICE("0"), true, 0},
	    {SLICE("4294967295"), true, UINT32_MAX},
	    {SLICE("004294967295"), true, UINT32_MAX},
	    {SLICE("4294967296"), false, 0},
	    {SLICE("18446744073709551615"), false, 0},
	    {SLICE("18446744073709551616"), false, 0},
	    {SLICE(""), false, 0},
	    {SLICE("1a"), false, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint32_t value = 4711;

		assert_int_equal(
		    slice_to_u32(rows[i].text, &value), rows[i].valid);
		assert_int_equal(value, rows[i].valid ? rows[i].value : 4711);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sub_is_cut_to_what_there_is),
	    cmocka_unit_test(skip_stops_at_the_end),
	    cmocka_unit_test(trim_takes_blanks_and_line_ends_only),
	    cmocka_unit_test(equality_knows_size_and_case),
	    cmocka_unit_test(
		letters_are_the_same_in_either_case_wherever_they_stand),
	    cmocka_unit_test(hashes_are_of_all_bytes_wherever_they_lie),
	    cmocka_unit_test(prefixes_may_be_empty_or_too_long),
	    cmocka_unit_test(finding_nothing_gives_the_size),
	    cmocka_unit_test(numbers_are_digits_up_to_64_bits),
	    cmocka_unit_test(a_number_of_32_bits_is_one_of_64_that_fits),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
