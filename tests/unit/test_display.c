/*
 * test_display - text from outside, shown as what it is; and the code points
 * under it
 *
 * Expected values: Unicode 15.0, tables 3-8 to 3-11 (maximal subparts) and the
 * properties Bidi_Control and Default_Ignorable_Code_Point; else by hand.
 */
#include "core/text/display.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/text/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct answer {
	const char *input;
	size_t max_bytes;
	const char *shown;
	bool odd;
};

static const struct answer answers[] = {
    {"", 80, "", false},
    {"report.pdf", 80, "report.pdf", false},
    {"caf\u00e9 \u65e5\u672c \U0001F600", 80,
	"caf\u00e9 \u65e5\u672c \U0001F600", false},
    /* A name that ends in fdp.exe, and shows exe.pdf. */
    {"invoice\u202efdp.exe", 80, "invoice<U+202E>fdp.exe", true},
    {"a\u2066b\u2069c", 80, "a<U+2066>b<U+2069>c", true},
    {"a\u200bb\u00adc\ufeffd", 80, "a<U+200B>b<U+00AD>c<U+FEFF>d", true},
    {"a\U000e0041", 80, "a<U+E0041>", true},
    {"a\tb\r\nc\x1b[2J\x7f", 80,
	"a<U+0009>b<U+000D><U+000A>c<U+001B>[2J<U+007F>", true},
    {"\xc2\x9b", 80, "<U+009B>", true},
    {"a\u2028b", 80, "a<U+2028>b", true},
    {"\xff\xfe"
     "a\x80",
	80, "<FF><FE>a<80>", true},
    {"\xed\xa0\x80", 80, "<ED><A0><80>", true},
    {"\xf0\x9f\x98", 80, "<F0><9F><98>", true},
    {"\xf0\x9f\x98z", 80, "<F0><9F><98>z", true},
    /* U+FFFD that was written is a character like others. */
    {"\ufffd", 80, "\ufffd", false},
    /* Cut, never inside of a character. */
    {"abcdef", 6, "abcdef", false},
    {"abcdef", 5, "abcde...", false},
    {"abcdef", 0, "...", false},
    {"\u65e5\u672c", 5, "\u65e5...", false},
    {"\u65e5\u672c", 2, "...", false},
    {"ab\u202e", 3, "ab...", true},
};

static void
what_would_deceive_is_written_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++) {
		const struct answer *a = &answers[i];
		struct slice s = slice_from_string(a->input);
		char bytes[256];
		struct text text = TEXT_OVER(bytes);

		display_put(&text, s, a->max_bytes);
		assert_string_equal(text.data, a->shown);
		assert_int_equal(display_is_odd(s), a->odd);
		assert_false(display_is_odd(text_slice(&text)));
	}
}

/* Whatever it is, and however little room there is. */
static void
every_start_of_every_input_is_shown_in_bounds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++)
		for (size_t size = 1; size <= strlen(answers[i].input); size++)
			for (size_t room = 1; room < 12; room++) {
				uint8_t *copy = malloc(size);
				char *bytes = malloc(room);
				struct text text;

				assert_non_null(copy);
				assert_non_null(bytes);
				memcpy(copy, answers[i].input, size);
				text = text_over(bytes, room);
				display_put(
				    &text, (struct slice){copy, size}, size);
				assert_true(text.size < room);
				free(bytes);
				free(copy);
			}
}

struct subparts {
	const char *bytes;
	size_t size;
	const char *points; /* X: U+FFFD */
};

static const struct subparts tables[] = {
    {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", 9, "XXXXXXXXA"},
    {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", 9, "XXXXXXXXA"},
    {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", 9, "XXXXXAXXB"},
    {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", 9, "XXXXA"},
};

static void
broken_utf8_is_replaced_by_maximal_subparts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tables); i++) {
		struct slice s = {
		    (const uint8_t *)tables[i].bytes, tables[i].size};
		const char *want = tables[i].points;
		size_t at = 0;

		while (at < s.size) {
			uint32_t c = utf8_next(s, &at);

			assert_int_equal(c,
			    *want == 'X' ? UTF8_REPLACEMENT : (uint32_t)*want);
			want++;
		}
		assert_int_equal(*want, '\0');
		assert_false(utf8_valid(s));
	}
}

static void
every_code_point_comes_back(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x110000; c++) {
		uint8_t bytes[UTF8_MAX];
		struct slice s = {bytes, utf8_put(c, bytes)};
		bool none = (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF;
		size_t at = 0;

		assert_int_equal(
		    utf8_next(s, &at), none ? UTF8_REPLACEMENT : c);
		assert_int_equal(at, s.size);
		assert_true(utf8_valid(s));
	}
}

static void
classes_are_those_of_unicode(void **state)
{
	static const uint32_t bidi[] = {
	    0x061C, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069};
	static const uint32_t invisible[] = {0x00AD, 0x034F, 0x115F, 0x1160,
	    0x17B4, 0x180B, 0x180F, 0x200B, 0x200D, 0x2060, 0x206F, 0x3164,
	    0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0x1BCA0, 0x1D173, 0xE0001, 0xE0100,
	    0xE0FFF};
	static const uint32_t plain[] = {0x20, 0x7E, 0xA0, 0xAC, 0xAE, 0x200A,
	    0x2010, 0x2027, 0x202F, 0x2065 + 11, 0x3000, 0xFFFD, 0x1F600,
	    0x10FFFF};

	(void)state;
	for (uint32_t c = 0; c < 0x20; c++) {
		assert_int_equal(utf8_class(c), UTF8_CONTROL);
		assert_int_equal(utf8_class(c + 0x80), UTF8_CONTROL);
	}
	assert_int_equal(utf8_class(0x7F), UTF8_CONTROL);
	assert_int_equal(utf8_class(0x2029), UTF8_CONTROL);
	for (size_t i = 0; i < COUNT(bidi); i++)
		assert_int_equal(utf8_class(bidi[i]), UTF8_BIDI);
	for (size_t i = 0; i < COUNT(invisible); i++)
		assert_int_equal(utf8_class(invisible[i]), UTF8_INVISIBLE);
	for (size_t i = 0; i < COUNT(plain); i++)
		assert_int_equal(utf8_class(plain[i]), UTF8_PLAIN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_would_deceive_is_written_out),
	    cmocka_unit_test(every_start_of_every_input_is_shown_in_bounds),
	    cmocka_unit_test(broken_utf8_is_replaced_by_maximal_subparts),
	    cmocka_unit_test(every_code_point_comes_back),
	    cmocka_unit_test(classes_are_those_of_unicode),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
