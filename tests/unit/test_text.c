/*
 * test_text - text built into a buffer of fixed size
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "core/base/text.h"
#include "tests/support/slices.h"

static void
what_fits_is_kept_whole(void **state)
{
	char bytes[8];
	struct text text = TEXT_OVER(bytes);

	(void)state;
	assert_string_equal(text.data, "");
	text_put(&text, SLICE("abc"));
	text_put_byte(&text, 'd');
	text_put(&text, (struct slice){NULL, 0});
	text_printf(&text, "%d", 123);
	assert_string_equal(text.data, "abcd123");
	assert_slice(text_slice(&text), "abcd123");
	assert_false(text.truncated);
}

static void
one_byte_too_many_is_cut_and_said(void **state)
{
	char bytes[9];
	struct text text = text_over(bytes, 8);

	(void)state;
	bytes[8] = '!';
	text_put(&text, SLICE("abcdefgh"));
	assert_string_equal(text.data, "abcdefg");
	assert_true(text.truncated);
	text_put_byte(&text, 'x');
	text_printf(&text, "%s", "y");
	assert_string_equal(text.data, "abcdefg");
	text_clear(&text);
	assert_false(text.truncated);
	text_printf(&text, "%s", "abcdefgh");
	assert_string_equal(text.data, "abcdefg");
	assert_int_equal(text.size, 7);
	assert_true(text.truncated);
	text_clear(&text);
	text_printf(&text, "%s", "abcdefg");
	assert_false(text.truncated);
	assert_int_equal(bytes[8], '!');
}

static void
the_smallest_text_holds_only_its_end(void **state)
{
	char bytes[1];
	struct text text = TEXT_OVER(bytes);

	(void)state;
	text_put(&text, (struct slice){NULL, 0});
	text_printf(&text, "%s", "");
	assert_false(text.truncated);
	text_put_printable(&text, SLICE("a"), 9);
	assert_true(text.truncated);
	assert_string_equal(text.data, "");
}

/* Expected by the table of well-formed sequences in RFC 3629, section 4. */
static void
bytes_that_could_do_harm_become_question_marks(void **state)
{
	static const struct {
		struct slice raw, harmless;
	} rows[] = {
	    {SLICE("plain ~"), SLICE("plain ~")},
	    {SLICE("a\r\nb\tc\0d\x7F\x1B"), SLICE("a??b?c?d??")},
	    {SLICE("\xC3\xA4"), SLICE("\xC3\xA4")},
	    {SLICE("\xE3\x81\x82"), SLICE("\xE3\x81\x82")},
	    {SLICE("\xF0\x9F\x98\x80"), SLICE("\xF0\x9F\x98\x80")},
	    {SLICE("\xF4\x8F\xBF\xBF"), SLICE("\xF4\x8F\xBF\xBF")},
	    {SLICE("\xF4\x90\x80\x80"), SLICE("????")},
	    {SLICE("\xC0\x80"), SLICE("??")},
	    {SLICE("\xC1\xBF"), SLICE("??")},
	    {SLICE("\xE0\x9F\xBF"), SLICE("???")},
	    {SLICE("\xED\xA0\x80"), SLICE("???")},
	    {SLICE("\xED\x9F\xBF"), SLICE("\xED\x9F\xBF")},
	    {SLICE("\xF0\x8F\xBF\xBF"), SLICE("????")},
	    {SLICE("\xC2\x9F"), SLICE("??")},
	    {SLICE("\xC2\xA0"), SLICE("\xC2\xA0")},
	    {SLICE("\x80"), SLICE("?")},
	    {SLICE("\xE3\x81"), SLICE("??")},
	    {SLICE("\xC3"), SLICE("?")},
	    {SLICE("\xE3\x81z"), SLICE("??z")},
	    {SLICE("\xFE\xFF"), SLICE("??")},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char bytes[64];
		struct text text = TEXT_OVER(bytes);

		text_put_printable(&text, rows[i].raw, SIZE_MAX);
		assert_slice_is(text_slice(&text), rows[i].harmless);
	}
}

static void
no_character_is_cut_in_half(void **state)
{
	char bytes[4];
	struct text text = TEXT_OVER(bytes);

	(void)state;
	text_put_printable(&text, SLICE("ab\xC3\xA4"), SIZE_MAX);
	assert_string_equal(text.data, "ab");
	assert_true(text.truncated);
	text_clear(&text);
	text_put_printable(&text, SLICE("a\xC3\xA4"), SIZE_MAX);
	assert_string_equal(text.data, "a\xC3\xA4");
	assert_false(text.truncated);
	text_clear(&text);
	text_put_printable(&text, SLICE("a\xC3\xA4"), 2);
	assert_string_equal(text.data, "a?");
}

static void
at_most_the_asked_bytes_are_taken(void **state)
{
	char bytes[16];
	struct text text = TEXT_OVER(bytes);

	(void)state;
	text_put_printable(&text, SLICE("abcdef"), 3);
	text_put_printable(&text, SLICE("xyz"), 0);
	assert_string_equal(text.data, "abc");
	assert_false(text.truncated);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_fits_is_kept_whole),
	    cmocka_unit_test(one_byte_too_many_is_cut_and_said),
	    cmocka_unit_test(the_smallest_text_holds_only_its_end),
	    cmocka_unit_test(bytes_that_could_do_harm_become_question_marks),
	    cmocka_unit_test(no_character_is_cut_in_half),
	    cmocka_unit_test(at_most_the_asked_bytes_are_taken),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
