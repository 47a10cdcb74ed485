/*
 * test_words - encoded words in header values
 *
 * Expected texts: RFC 2047 section 8, and by hand; for subjects in many
 * charsets Python's encoders made the words (tests/support/mkwords).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/header/words.h"
#include "core/text/utf8.h"
#include "tests/support/charset_case.h"
#include "tests/support/converters.h"
#include "tests/support/slices.h"

static struct words
words_of(struct slice value)
{
	return words_decode(value, SLICE("iso-8859-1"), charsets, arena);
}

struct row {
	struct slice value;
	struct slice text;
	size_t count;
	unsigned flags;
};

static void
assert_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct words words = words_of(rows[i].value);

		assert_slice_is(words.text, rows[i].text);
		if (words.count != rows[i].count ||
		    words.flags != rows[i].flags)
			print_error("in \"%.*s\"\n", (int)rows[i].value.size,
			    (const char *)rows[i].value.data);
		assert_int_equal(words.count, rows[i].count);
		assert_int_equal(words.flags, rows[i].flags);
	}
}
#define ASSERT_ROWS(rows) assert_rows((rows), sizeof(rows) / sizeof((rows)[0]))

static void
the_examples_of_rfc_2047_are_read_as_it_says(void **state)
{
	static const struct row rows[] = {
	    {SLICE("=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>"),
		SLICE("Keith Moore <moore@cs.utk.edu>"), 1, 0},
	    {SLICE("=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?= <keld@dkuug.dk>"),
		SLICE("Keld J\xC3\xB8rn Simonsen <keld@dkuug.dk>"), 1, 0},
	    {SLICE("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\r\n"
		   " =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?="),
		SLICE("If you can read this you understand the example."), 2,
		WORDS_CHARSETS},
	    {SLICE("(=?ISO-8859-1?Q?a?=)"), SLICE("(a)"), 1, 0},
	    {SLICE("(=?ISO-8859-1?Q?a?= b)"), SLICE("(a b)"), 1, 0},
	    {SLICE("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)"), SLICE("(ab)"), 2,
		0},
	    {SLICE("(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)"), SLICE("(ab)"),
		2, 0},
	    {SLICE("(=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=)"),
		SLICE("(ab)"), 2, 0},
	    {SLICE("(=?ISO-8859-1?Q?a_b?=)"), SLICE("(a b)"), 1, 0},
	    {SLICE("(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)"), SLICE("(a b)"),
		2, WORDS_CHARSETS},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
words_are_read_where_the_rfc_forbids_them(void **state)
{
	static const struct row rows[] = {
	    /* Lower case; in quotes; inside a word; nothing between them. */
	    {SLICE("=?utf-8?q?=c3=a4?="), SLICE("\xC3\xA4"), 1, 0},
	    {SLICE("=?utf-8?b?w6Q=?="), SLICE("\xC3\xA4"), 1, 0},
	    {SLICE("\"=?utf-8?q?=C3=A4?=\" <a@b>"), SLICE("\"\xC3\xA4\" <a@b>"),
		1, 0},
	    {SLICE("re:=?utf-8?q?a?=x"), SLICE("re:ax"), 1, 0},
	    {SLICE("=?utf-8?q?a?==?utf-8?q?b?="), SLICE("ab"), 2, 0},
	    /* Each with a byte order mark of its own, and of either order. */
	    {SLICE("=?utf-16?b?/v8A5A==?= =?utf-16?b?//72AA==?="),
		SLICE("\xC3\xA4\xC3\xB6"), 2, 0},
	    {SLICE("=?utf-16?q?=fe=ff=00=e4?= =?utf-16?q?=FF=FE=F6=00?="),
		SLICE("\xC3\xA4\xC3\xB6"), 2, 0},
	    {SLICE("=?utf-32?b?AAD+/wAAAOQ=?= =?utf-32?b?//4AAPYAAAA=?="),
		SLICE("\xC3\xA4\xC3\xB6"), 2, 0},
	    /* Blanks and folds inside. */
	    {SLICE("=?utf-8?q?a b?= c"), SLICE("a b c"), 1, 0},
	    {SLICE("=?utf-8?q?a\r\n b?= c"), SLICE("a b c"), 1, 0},
	    {SLICE("=?utf-8?q?a=\r\nb?= c"), SLICE("ab c"), 1, 0},
	    {SLICE("=?utf-8?b?w6\r\n Q=?="), SLICE("\xC3\xA4"), 1, 0},
	    /* Raw bytes inside, '?' inside, '=' that escapes nothing. */
	    {SLICE("=?utf-8?q?\xC3\xA4?="), SLICE("\xC3\xA4"), 1, 0},
	    {SLICE("=?utf-8?q?a?b?="), SLICE("a?b"), 1, 0},
	    {SLICE("=?utf-8?q?a=?="), SLICE("a="), 1, WORDS_BAD},
	    {SLICE("=?utf-8?q?a=zz=4?="), SLICE("a=zz=4"), 1, WORDS_BAD},
	    /* No text. */
	    {SLICE("a =?utf-8?q?\?= b"), SLICE("a  b"), 1, 0},
	    {SLICE("=?utf-8?b?\?="), SLICE(""), 1, 0},
	    /* RFC 2231, section 5; quotes around the charset; none. */
	    {SLICE("=?utf-8*en?q?a?="), SLICE("a"), 1, 0},
	    {SLICE("=?utf-8*en?q?=C3?= =?utf-8*de?q?=A4?="), SLICE("\xC3\xA4"),
		2, 0},
	    {SLICE("=?\?q?a=E4?="), SLICE("a\xC3\xA4"), 1, 0},
	};
	char value[2100];
	struct words words;

	(void)state;
	ASSERT_ROWS(rows);
	/* Over 75 characters. */
	memset(value, 'x', sizeof(value));
	memcpy(value, "=?utf-8?q?", 10);
	memcpy(value + sizeof(value) - 2, "?=", 2);
	words = words_of((struct slice){(uint8_t *)value, sizeof(value)});
	assert_int_equal(words.text.size, sizeof(value) - 12);
	assert_int_equal(words.flags, 0);
}

static void
broken_words_are_read_as_far_as_they_go(void **state)
{
	static const struct row rows[] = {
	    /* Nothing ends them. */
	    {SLICE("=?utf-8?q?abc"), SLICE("abc"), 1, WORDS_BAD},
	    {SLICE("=?utf-8?q?abc?"), SLICE("abc"), 1, WORDS_BAD},
	    {SLICE("=?utf-8?q?abc def"), SLICE("abc def"), 1, WORDS_BAD},
	    {SLICE("=?utf-8?b?w6Q=\r\n text"), SLICE("\xC3\xA4 text"), 1,
		WORDS_BAD},
	    {SLICE("=?utf-8?q?ab=?utf-8?q?cd?="), SLICE("abcd"), 2, WORDS_BAD},
	    {SLICE("=?utf-8?q?ab =?utf-8?q?cd?="), SLICE("abcd"), 2, WORDS_BAD},
	    {SLICE("=?utf-8?q?"), SLICE(""), 1, WORDS_BAD},
	    /* Padding missing, doubled, in the middle; junk. */
	    {SLICE("=?utf-8?b?w6Q?="), SLICE("\xC3\xA4"), 1, WORDS_BAD},
	    {SLICE("=?utf-8?b?w6Q==?="), SLICE("\xC3\xA4"), 1, 0},
	    {SLICE("=?utf-8?b?QQ==Qg==?="), SLICE("AB"), 1, 0},
	    {SLICE("=?utf-8?b?QQ?= =?utf-8?b?Qg?="), SLICE("AB"), 2, WORDS_BAD},
	    {SLICE("=?utf-8?b?Q!U!I=?="), SLICE("AB"), 1, WORDS_BAD},
	    /* A base64 text that was cut itself: "w6TDtsO8" */
	    {SLICE("=?utf-8?b?w?= =?utf-8?b?6TDtsO8?="),
		SLICE("\xC3\xA4\xC3\xB6\xC3\xBC"), 2, WORDS_BAD},
	    {SLICE("=?utf-8?b?w6TDts?= =?utf-8?b?O8?="),
		SLICE("\xC3\xA4\xC3\xB6\xC3\xBC"), 2, WORDS_BAD},
	    /* Not words at all, and not like one. */
	    {SLICE("=?utf-8?x?abc?="), SLICE("=?utf-8?x?abc?="), 0, WORDS_BAD},
	    {SLICE("=?utf-8?qq?abc?="), SLICE("=?utf-8?qq?abc?="), 0,
		WORDS_BAD},
	    {SLICE("a=?"), SLICE("a=?"), 0, 0},
	    {SLICE("=?="), SLICE("=?="), 0, 0},
	    {SLICE("=?utf-8"), SLICE("=?utf-8"), 0, 0},
	    {SLICE("=?utf 8?q?a?="), SLICE("=?utf 8?q?a?="), 0, 0},
	    {SLICE("http://a/?b=?c"), SLICE("http://a/?b=?c"), 0, 0},
	};

	(void)state;
	ASSERT_ROWS(rows);
	/* What stands for bytes that no UTF-8 has is the charset module's
	 * choice. */
	assert_true(utf8_valid(words_of(SLICE("=?utf-8?q?a=FFb?=")).text));
}

static void
an_unknown_charset_is_said(void **state)
{
	struct words words = words_of(SLICE("=?x-klingon?q?abc?="));

	(void)state;
	assert_slice(words.text, "abc");
	assert_slice(words.charset, "x-klingon");
	assert_int_equal(words.flags, WORDS_BAD);
	assert_slice(words_of(SLICE("=?UTF-8*en?q?a?=")).charset, "UTF-8");
	assert_slice(words_of(SLICE("a")).charset, "");
}

static void
what_comes_out_is_one_line(void **state)
{
	static const struct row rows[] = {
	    {SLICE("a\r\n b"), SLICE("a b"), 0, 0},
	    {SLICE("a\n\tb"), SLICE("a\tb"), 0, 0},
	    {SLICE("a\rb"), SLICE("a b"), 0, 0},
	    {SLICE("a\r\n \r\n b"), SLICE("a  b"), 0, 0},
	    {SLICE("=?utf-8?q?a=0D=0Ab=0Ac?="), SLICE("a  b c"), 1, 0},
	    {SLICE("=?utf-8?b?YQ0KYg==?="), SLICE("a  b"), 1, 0},
	    /* Other controls stay. */
	    {SLICE("=?utf-8?q?a=00b=07?="), SLICE("a\0b\x07"), 1, 0},
	    {SLICE("a\0b =?utf-8?q?c?="), SLICE("a\0b c"), 1, 0},
	    /* Blanks go between words only. */
	    {SLICE("a  =?utf-8?q?b?=  c  =?utf-8?q?d?= \r\n\t =?utf-8?q?e?="),
		SLICE("a  b  c  de"), 3, 0},
	};

	(void)state;
	ASSERT_ROWS(rows);
}

static void
raw_bytes_are_utf8_or_the_default_charset(void **state)
{
	static const struct row rows[] = {
	    {SLICE("a\xC3\xA4"), SLICE("a\xC3\xA4"), 0, WORDS_RAW},
	    {SLICE("a\xE4"), SLICE("a\xC3\xA4"), 0, WORDS_RAW},
	    {SLICE("a\xE4 =?utf-8?q?=C3=A4?= \xC3\xA4"),
		SLICE("a\xC3\xA4 \xC3\xA4 \xC3\xA4"), 1, WORDS_RAW},
	};
	/* "Nihon" as JIS X 0208 writes it. */
	static const struct row escaped[] = {
	    {SLICE("\x1B$BF|K\\\x1B(B!"), SLICE("\xE6\x97\xA5\xE6\x9C\xAC!"), 0,
		0},
	};
	struct words words;

	(void)state;
	ASSERT_ROWS(rows);
	if (!converters_are_missing())
		ASSERT_ROWS(escaped);
	words = words_decode(SLICE("\xF0\xD2\xC9\xD7\xC5\xD4"), SLICE("koi8-r"),
	    charsets, arena);
	assert_slice(
	    words.text, "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82");
}

static void
plain_values_are_given_back_as_they_are(void **state)
{
	struct slice value =
	    SLICE("[list] Re: a plain subject, of a usual length ~!@#$%^&*()");
	size_t used = arena_used(arena);

	(void)state;
	for (size_t end = 0; end <= value.size; end++) {
		struct slice cut = slice_sub(value, 0, end);
		struct words words = words_of(cut);

		assert_ptr_equal(words.text.data, value.data);
		assert_int_equal(words.text.size, end);
		assert_int_equal(words.flags, 0);
	}
	assert_int_equal(arena_used(arena), used);
}

/* One byte that is not plain, at any place of the vectors. */
static void
a_byte_that_is_not_plain_is_seen_everywhere(void **state)
{
	static const uint8_t odd[] = {0x80, 0xFF, '\n', '\r', 0x1B, 0, '=', 31};
	uint8_t bytes[80];

	(void)state;
	for (size_t size = 1; size <= sizeof(bytes); size++)
		for (size_t at = 0; at < size; at++) {
			struct words words;

			memset(bytes, 'x', size);
			bytes[at] = odd[(at + size) % sizeof(odd)];
			words = words_of((struct slice){bytes, size});
			assert_ptr_not_equal(words.text.data, bytes);
			arena_reset(arena);
		}
}

static void
the_same_subject_in_any_charset_and_cut_anywhere_is_the_same(void **state)
{
	static const struct {
		struct slice text;
		struct slice value;
	} rows[] = {
#define SUBJECT(text, value) {SLICE(text), SLICE(value)},
#include "tests/support/words_subjects.def"
#undef SUBJECT
	};
	size_t count = sizeof(rows) / sizeof(rows[0]);

	(void)state;
	assert_true(count > 500);
	if (converters_are_missing())
		return;
	for (size_t i = 0; i < count; i++) {
		struct words words = words_of(rows[i].value);

		if (!slice_equal(words.text, rows[i].text))
			print_error("from \"%.*s\"\n", (int)rows[i].value.size,
			    (const char *)rows[i].value.data);
		assert_slice_is(words.text, rows[i].text);
		arena_reset(arena);
	}
}

static void
a_value_that_ends_at_any_byte_is_survived(void **state)
{
	struct slice whole = SLICE("a\r\n =?utf-8?q?b=C3=A4?= \r\n"
				   " =?utf-8?b?w6TDtg==?= =?x?B?QQ?= \xE4\x1B$B"
				   "=?utf-8*en?Q?_=0A=?= \xC3\xA4");

	(void)state;
	for (size_t end = 0; end <= whole.size; end++) {
		uint8_t *bytes = malloc(end > 0 ? end : 1);
		struct words words;

		memcpy(bytes, whole.data, end);
		words = words_of((struct slice){bytes, end});
		assert_true(utf8_valid(words.text));
		assert_int_equal(
		    slice_find_byte(words.text, '\n'), words.text.size);
		free(bytes);
		arena_reset(arena);
	}
}

static void
without_memory_the_start_is_given_as_it_is(void **state)
{
	struct arena *small = arena_create(256);
	struct slice value = SLICE("some text =?utf-8?q?a?= and more \xE4 text "
				   "that makes it longer than there is room "
				   "for in an arena of this size: not much");
	struct words words = words_decode(value, SLICE(""), charsets, small);

	(void)state;
	assert_int_equal(words.flags, WORDS_CUT);
	assert_slice(words.text, "some text =?utf-8?q?a?= and more ");
	arena_destroy(&small);
}

/* Quadratic work would take minutes here. */
static void
hostile_values_cost_linear_time(void **state)
{
	static const struct slice patterns[] = {SLICE("=?a?q?"), SLICE("=?"),
	    SLICE("=?a?q?x "), SLICE("=?a?q?x?="), SLICE("=?a?b?=?= "),
	    SLICE("=?aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
	    SLICE("=?utf-8?q?\?= =?latin1?b?\?= "), SLICE("=?a?q"),
	    SLICE("\r\n "), SLICE("\xE4 =?utf-8?q?=E4?= ")};
	size_t size = (size_t)1 << 20;
	uint8_t *bytes = malloc(size);

	(void)state;
	for (size_t p = 0; p < sizeof(patterns) / sizeof(patterns[0]); p++) {
		for (size_t i = 0; i < size; i++)
			bytes[i] = patterns[p].data[i % patterns[p].size];
		arena_reset(arena);
		assert_true(
		    utf8_valid(words_of((struct slice){bytes, size}).text));
	}
	free(bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_examples_of_rfc_2047_are_read_as_it_says),
	    TEST(words_are_read_where_the_rfc_forbids_them),
	    TEST(broken_words_are_read_as_far_as_they_go),
	    TEST(an_unknown_charset_is_said),
	    TEST(what_comes_out_is_one_line),
	    TEST(raw_bytes_are_utf8_or_the_default_charset),
	    TEST(plain_values_are_given_back_as_they_are),
	    TEST(a_byte_that_is_not_plain_is_seen_everywhere),
	    TEST(the_same_subject_in_any_charset_and_cut_anywhere_is_the_same),
	    TEST(a_value_that_ends_at_any_byte_is_survived),
	    TEST(without_memory_the_start_is_given_as_it_is),
	    TEST(hostile_values_cost_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
