/*
 * test_charset_limits - hostile bytes, a full arena, a spent budget
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/text/utf8.h"
#include "tests/support/charset_case.h"
#include "tests/support/random.h"

static const char *const all_labels[] = {
#define CHARSET(kind, name, table, iconv) name,
#include "core/text/charset_names.def"
#undef CHARSET
    "",
};

static void
check_law(const struct charset_text *got, size_t size)
{
	assert_true(utf8_valid(got->text));
	assert_true(got->text.size <= size * 6 + 16);
	assert_int_equal(
	    (got->flags & CHARSET_REPLACED) != 0, got->replaced > 0);
}

/* What never ends, or is torn, again and again: 1 MB of each, in each charset.
 * Work that grows with the square of it would take hours. */
static void
hostile_bytes_take_linear_time(void **state)
{
	static const char *const patterns[] = {"\x1b$B", "\x81", "+", "~{",
	    "\xff", "\x1b$B!", "+2D0", "\x8f", "\x8e\xa2", "\x81\x30\x81",
	    "\x0e", "&", "\xe3\x81", "\x1b", "\x88", "~", "\x1b$)A\x0e!",
	    "\xd8"};
	size_t size = (size_t)256 << 10;
	uint8_t *bytes = malloc(size);

	(void)state;
	assert_non_null(bytes);
	for (size_t p = 0; p < COUNT(patterns); p++) {
		size_t length = strlen(patterns[p]);

		for (size_t i = 0; i < size; i++)
			bytes[i] = (uint8_t)patterns[p][i % length];
		for (size_t l = 0; l < COUNT(all_labels); l++) {
			struct charset_text got =
			    decode((struct slice){bytes, size}, all_labels[l]);

			check_law(&got, size);
			assert_int_equal(got.flags & CHARSET_CUT, 0);
		}
	}
	free(bytes);
}

static void
random_bytes_cut_anywhere_give_valid_utf8(void **state)
{
	static const uint8_t mix[] = {'a', ' ', '\n', '~', '{', '+', 0x1b, '$',
	    'B', '(', 0x0e, 0x0f, 0x81, 0x8e, 0x8f, 0xa1, 0xa4, 0xc2, 0xe3,
	    0xf0, 0xfe, 0xff, 0x30, 0x40, 0x5c, 0x80, 0, '-'};
	uint64_t seed = 7;

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		size_t size = random_below(&seed, 200);
		uint8_t *bytes = malloc(size + (size == 0));
		const char *label =
		    all_labels[random_below(&seed, COUNT(all_labels))];
		struct charset_text got;

		assert_non_null(bytes);
		random_fill(&seed, mix, sizeof(mix), bytes, size);
		got = decode((struct slice){bytes, size}, label);
		check_law(&got, size);
		free(bytes);
	}
}

static void
a_full_arena_cuts_the_text_and_says_so(void **state)
{
	struct arena *small = arena_create((size_t)64 << 10);
	size_t size = (size_t)1 << 20;
	uint8_t *bytes = malloc(size);

	(void)state;
	assert_non_null(small);
	assert_non_null(bytes);
	memset(bytes, 0xC1, size);
	for (size_t l = 0; l < COUNT(all_labels); l++) {
		struct charset_text got;

		arena_reset(small);
		got = charset_decode(charsets, (struct slice){bytes, size},
		    slice_from_string(all_labels[l]), small, NULL);
		assert_int_equal(got.flags & CHARSET_CUT, CHARSET_CUT);
		assert_true(utf8_valid(got.text));
		assert_true(got.text.size > 30000);
		assert_true(arena_used(small) <= (size_t)64 << 10);
	}
	free(bytes);
	arena_destroy(&small);
}

static void
a_spent_budget_cuts_the_text_and_says_so(void **state)
{
	size_t size = (size_t)1 << 20;
	uint8_t *bytes = malloc(size);
	struct budget budget;
	struct charset_text got;

	(void)state;
	assert_non_null(bytes);
	memset(bytes, 0xC1, size);
	budget_init(&budget, 0);
	arena_reset(arena);
	got = charset_decode(charsets, (struct slice){bytes, size},
	    SLICE("koi8-r"), arena, &budget);
	assert_int_equal(got.flags & CHARSET_CUT, CHARSET_CUT);
	assert_true(got.text.size < size);
	assert_true(utf8_valid(got.text));
	free(bytes);
}

static void
valid_utf8_is_borrowed_and_not_copied(void **state)
{
	struct slice bytes = SLICE("caf\u00e9");
	struct charset_text got = decode(bytes, "utf-8");

	(void)state;
	assert_ptr_equal(got.text.data, bytes.data);
	assert_int_equal(arena_used(arena), 0);
	bytes = SLICE("plain");
	assert_ptr_equal(decode(bytes, "koi8-r").text.data, bytes.data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hostile_bytes_take_linear_time),
	    cmocka_unit_test(random_bytes_cut_anywhere_give_valid_utf8),
	    cmocka_unit_test(a_full_arena_cuts_the_text_and_says_so),
	    cmocka_unit_test(a_spent_budget_cuts_the_text_and_says_so),
	    cmocka_unit_test(valid_utf8_is_borrowed_and_not_copied),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
