/*
 * test_shingles - prints of texts that are alike
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/print/shingles.h"
#include "tests/support/print_case.h"

/* count words out of a large vocabulary, by number. */
static char *
words(char *at, unsigned first, unsigned count)
{
	for (unsigned i = first; i < first + count; i++) {
		uint64_t x = (i + 1) * UINT64_C(0x9E3779B97F4A7C15);

		for (int letter = 0; letter < 6; letter++, x /= 26)
			*at++ = (char)('a' + x % 26);
		*at++ = ' ';
	}
	*at = '\0';
	return at;
}

static unsigned
alike(const char *a, const char *b)
{
	uint8_t x[PRINT_BYTES], y[PRINT_BYTES];

	assert_true(of_text(a, PRINT_SHINGLES, x));
	assert_true(of_text(b, PRINT_SHINGLES, y));
	return shingles_same(x, y);
}

/* Of n words two texts share the first k: of their shingles (k - 2) are in
 * both, of (2n - k - 2) in all.  The number of equal bins is 32 times that
 * share, give or take four standard deviations. */
static void
shingles_say_how_much_texts_share(void **state)
{
	static const unsigned shared[] = {0, 100, 200, 250, 300, 350, 390, 400};
	char a[8192], b[8192];

	(void)state;
	words(a, 0, 400);
	for (size_t i = 0; i < sizeof(shared) / sizeof(shared[0]); i++) {
		double k = shared[i], share, expected, deviation;
		unsigned same;

		words(words(b, 0, shared[i]), 10000, 400 - shared[i]);
		share = k < 3 ? 0 : (k - 2) / (2 * 398.0 - k + 2);
		share += (1 - share) / 256;
		expected = 32 * share;
		deviation = 4 * (1 + 16 * share * (1 - share));
		same = alike(a, b);
		assert_true(same >= expected - deviation);
		assert_true(same <= expected + deviation);
	}
	assert_int_equal(alike(a, a), 32);
}

static void
a_name_or_a_number_changes_little(void **state)
{
	char a[4096], b[8192], c[8192];

	(void)state;
	words(a, 0, 120);
	snprintf(b, sizeof(b), "dear john, order 1234: %s", a);
	snprintf(c, sizeof(c), "dear mary, order 99: %s", a);
	assert_true(alike(b, c) >= 24);
}

static void
few_or_repeated_words_make_no_shingles(void **state)
{
	char text[8192];
	uint8_t digest[PRINT_BYTES];

	(void)state;
	words(text, 0, SHINGLES_MIN + 1);
	assert_false(of_text(text, PRINT_SHINGLES, digest));
	words(text, 0, SHINGLES_MIN + 2);
	assert_true(of_text(text, PRINT_SHINGLES, digest));
	text[0] = '\0';
	for (int i = 0; i < 500; i++)
		memcpy(text + 4 * i, "spam ", 6);
	assert_false(of_text(text, PRINT_SHINGLES, digest));
}

/* Han letters, different ones, without a blank. */
static char *
han(char *at, unsigned first, unsigned count)
{
	for (unsigned i = first; i < first + count; i++) {
		unsigned c = 0x4e00 + i * 7919 % 20000;

		*at++ = (char)(0xe0 | c >> 12);
		*at++ = (char)(0x80 | (c >> 6 & 0x3f));
		*at++ = (char)(0x80 | (c & 0x3f));
	}
	*at = '\0';
	return at;
}

static void
scripts_without_blanks_are_cut_into_letters(void **state)
{
	char a[8192], b[8192];
	uint8_t digest[PRINT_BYTES];

	(void)state;
	han(a, 0, SHINGLES_MIN + 3);
	assert_false(of_text(a, PRINT_SHINGLES, digest));
	han(a, 0, SHINGLES_MIN + 4);
	assert_true(of_text(a, PRINT_SHINGLES, digest));
	han(a, 0, 300);
	han(han(b, 0, 280), 5000, 20);
	assert_true(alike(a, b) >= 22);
	han(b, 9000, 300);
	assert_true(alike(a, b) <= 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	    TEST(shingles_say_how_much_texts_share),
	    TEST(a_name_or_a_number_changes_little),
	    TEST(few_or_repeated_words_make_no_shingles),
	    TEST(scripts_without_blanks_are_cut_into_letters),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
