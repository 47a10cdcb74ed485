/*
 * test_data_refused - what is no document of the Data format, and where it ends
 * to be one
 *
 * Expected texts, places and values are written by hand from the grammar in
 * core/config/data.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/data_case.h"

struct bad_row {
	const char *bytes;
	size_t size;
	enum data_form form;
	uint32_t line, column;
	const char *reason;
};

static const struct bad_row bad_rows[] = {
    {BYTES(""), OBJECT, 1, 1, "a value is missing before the end of the file"},
    {BYTES("a\0b"), OBJECT, 1, 2, "a NUL byte is not text"},
    {BYTES("a=b;\n\xC3(=1;"), BODY, 2, 1, "byte 0xC3 is not valid UTF-8"},
    {BYTES("\xC0\x80"), OBJECT, 1, 1, "byte 0xC0 is not valid UTF-8"},
    {BYTES("\xE0\x80\x80"), OBJECT, 1, 1, "byte 0xE0 is not valid UTF-8"},
    {BYTES("\xED\xA0\x80"), OBJECT, 1, 1, "byte 0xED is not valid UTF-8"},
    {BYTES("\xF4\x90\x80\x80"), OBJECT, 1, 1, "byte 0xF4 is not valid UTF-8"},
    {BYTES("\xC3\xA9\xE2\x82"), OBJECT, 1, 2, "byte 0xE2 is not valid UTF-8"},
    {BYTES("a=b; /* c\n"), BODY, 1, 6, "this comment has no end: */"},
    {BYTES("a=b"), BODY, 1, 4, "';' is missing before the end of the file"},
    {BYTES("a=b\nc=d;"), BODY, 1, 4, "';' is missing before 'c'"},
    {BYTES("a=b c;"), BODY, 1, 4,
	"';' is missing before 'c'; a string with blanks needs quotes"},
    {BYTES("a=\"b\"c;"), BODY, 1, 6, "';' is missing before 'c'"},
    {BYTES("a=b/c;"), BODY, 1, 4,
	"'/' cannot stand in a string without quotes"},
    {BYTES("a=/b;"), BODY, 1, 3,
	"'/' cannot begin a value: a string with other than letters and "
	"digits needs quotes"},
    {BYTES("a=;"), BODY, 1, 3, "a value is missing before ';'"},
    {BYTES("a=\x7F;"), BODY, 1, 3,
	"byte 0x7F cannot begin a value: a string with other than letters and "
	"digits needs quotes"},
    {BYTES("a;"), BODY, 1, 2, "'=' is missing before ';'"},
    {BYTES("a b;"), BODY, 1, 2, "'=' is missing before 'b'"},
    {BYTES("a"), BODY, 1, 2, "'=' is missing before the end of the file"},
    {BYTES("=b;"), BODY, 1, 1, "a key is expected here, not '='"},
    {BYTES("a=b;\n};"), BODY, 2, 1, "a key is expected here, not '}'"},
    {BYTES("{a=b;"), BODY, 1, 1, "this '{' has no '}'"},
    {BYTES("a={b=c;"), BODY, 1, 3, "this '{' has no '}'"},
    {BYTES("a=(b,"), BODY, 1, 3, "this '(' has no ')'"},
    {BYTES("a=(b"), BODY, 1, 5,
	"',' or ')' is missing before the end of the file"},
    {BYTES("(b c)"), OBJECT, 1, 3,
	"',' or ')' is missing before 'c'; a string with blanks needs quotes"},
    {BYTES("(a,,b)"), OBJECT, 1, 4, "a value is missing before ','"},
    {BYTES("(,)"), OBJECT, 1, 2, "a value is missing before ','"},
    {BYTES("(a;"), OBJECT, 1, 3, "',' or ')' is missing before ';'"},
    {BYTES("{a=b;} x"), BODY, 1, 8,
	"nothing may follow the end of the dictionary, but 'x' does"},
    {BYTES("#5 #6"), OBJECT, 1, 4,
	"nothing may follow the end of the object, but '#' does"},
    {BYTES("a\n\n ;"), OBJECT, 3, 2,
	"nothing may follow the end of the object, but ';' does"},
    {BYTES("\"abc"), OBJECT, 1, 1,
	"this string has no closing quote on its line"},
    {BYTES("\"a\nb\""), OBJECT, 1, 1,
	"this string has no closing quote on its line"},
    {BYTES("\"abc\\"), OBJECT, 1, 1,
	"this string has no closing quote on its line"},
    {BYTES("\"a\\\n\""), OBJECT, 1, 1,
	"this string has no closing quote on its line"},
    {BYTES("\"a\" \"b"), OBJECT, 1, 5,
	"this string has no closing quote on its line"},
    {BYTES("\"a\\12\""), OBJECT, 1, 3,
	"\\ needs three decimal digits, such as \\009"},
    {BYTES("\"\\000\""), OBJECT, 1, 2,
	"\\000 is not a byte from \\001 to \\255"},
    {BYTES("\"\\256\""), OBJECT, 1, 2,
	"\\256 is not a byte from \\001 to \\255"},
    {BYTES("(\"\\255\")"), OBJECT, 1, 2,
	"the escapes of this string do not give valid UTF-8"},
    {BYTES("\"\\u41\""), OBJECT, 1, 2, "\\u is written with quotes: \\u'20AC'"},
    {BYTES("\"\\u''\""), OBJECT, 1, 2,
	"\\u'...' takes one to six hexadecimal digits"},
    {BYTES("\"\\u'0000041'\""), OBJECT, 1, 2,
	"\\u'...' takes one to six hexadecimal digits"},
    {BYTES("\"\\u'4g'\""), OBJECT, 1, 2,
	"\\u'...' takes one to six hexadecimal digits"},
    {BYTES("\"\\u'0'\""), OBJECT, 1, 2, "U+0000 is not a character"},
    {BYTES("\"\\u'D800'\""), OBJECT, 1, 2, "U+D800 is not a character"},
    {BYTES("\"\\u'DFFF'\""), OBJECT, 1, 2, "U+DFFF is not a character"},
    {BYTES("\"\\u'110000'\""), OBJECT, 1, 2, "U+110000 is not a character"},
    {BYTES("[Zg="), OBJECT, 1, 1, "this data block has no ']'"},
    {BYTES("[Zg=]"), OBJECT, 1, 5,
	"the base64 ends inside a group of four characters"},
    {BYTES("[Z]"), OBJECT, 1, 3,
	"the base64 ends inside a group of four characters"},
    {BYTES("[Z=]"), OBJECT, 1, 3, "'=' is not base64 here"},
    {BYTES("[Zg==Zg==]"), OBJECT, 1, 6, "'Z' is not base64 here"},
    {BYTES("[Zg===]"), OBJECT, 1, 6, "'=' is not base64 here"},
    {BYTES("[Zg=a]"), OBJECT, 1, 5, "'a' is not base64 here"},
    {BYTES("[Zm9v] [Z*]"), OBJECT, 1, 10, "'*' is not base64 here"},
    {BYTES("#"), OBJECT, 1, 1,
	"'#' begins a number (#50), #T, #I[ or #NULL# here"},
    {BYTES("#-"), OBJECT, 1, 1,
	"'#' begins a number (#50), #T, #I[ or #NULL# here"},
    {BYTES("#NULL"), OBJECT, 1, 1,
	"'#' begins a number (#50), #T, #I[ or #NULL# here"},
    {BYTES("#NULL#x"), OBJECT, 1, 7, "'x' does not belong to #NULL#"},
    {BYTES("#12a"), OBJECT, 1, 4, "'a' does not belong to a number"},
    {BYTES("#-12.34"), OBJECT, 1, 5, "'.' does not belong to a number"},
    {BYTES("#9223372036854775808"), OBJECT, 1, 1, "this number is too large"},
    {BYTES("#-9223372036854775809"), OBJECT, 1, 1, "this number is too large"},
    {BYTES("#99999999999999999999"), OBJECT, 1, 1, "this number is too large"},
    {BYTES(" #T32-01-2009"), OBJECT, 1, 2,
	"a time is written #T22-10-2009 or #T22-10-2009_15:24:45"},
    {BYTES("#T29-02-2009"), OBJECT, 1, 1,
	"a time is written #T22-10-2009 or #T22-10-2009_15:24:45"},
    {BYTES("#T29-02-1900"), OBJECT, 1, 1,
	"a time is written #T22-10-2009 or #T22-10-2009_15:24:45"},
    {BYTES("#T00-01-2009"), OBJECT, 1, 1,
	"a time is written #T22-10-2009 or #T22-10-2009_15:24:45"},
    {BYTES("#T01-13-2009"), OBJECT, 1, 1,
	"a time is written #T22-10-2009 or #T22-10-2009_15:24:45"},
    {BYTES("#T1-1-2009"), OBJECT, 1, 1,
	"a time is written #T22-10-2009 or #T22-10-2009_15:24:45"},
    {BYTES("#T01-01-2009_24:00:00"), OBJECT, 1, 1,
	"a time is written #T22-10-2009 or #T22-10-2009_15:24:45"},
    {BYTES("#T01-01-2009_23:60:00"), OBJECT, 1, 1,
	"a time is written #T22-10-2009 or #T22-10-2009_15:24:45"},
    {BYTES("#T01-01-20091"), OBJECT, 1, 13, "'1' does not belong to a time"},
    {BYTES("#I[10.0.0.256]"), OBJECT, 1, 1,
	"an address is written #I[10.0.44.55] or #I[::1]:25"},
    {BYTES("#I[10.0.0.1"), OBJECT, 1, 1,
	"an address is written #I[10.0.44.55] or #I[::1]:25"},
    {BYTES("#I[]"), OBJECT, 1, 1,
	"an address is written #I[10.0.44.55] or #I[::1]:25"},
    {BYTES("#I[:::]"), OBJECT, 1, 1,
	"an address is written #I[10.0.44.55] or #I[::1]:25"},
    {BYTES("#I[::1]:"), OBJECT, 1, 1,
	"an address is written #I[10.0.44.55] or #I[::1]:25"},
    {BYTES("#I[::1]:65536"), OBJECT, 1, 1,
	"an address is written #I[10.0.44.55] or #I[::1]:25"},
    {BYTES("#I[::1]:0000025"), OBJECT, 1, 15,
	"'5' does not belong to an address"},
    {BYTES("#(a (b)"), OBJECT, 1, 1, "this #( has no ')' of its own"},
    {BYTES("#(a \")"), OBJECT, 1, 1, "this #( has no ')' of its own"},
    {BYTES("<"), OBJECT, 1, 1, "'<' begins an XML element here"},
    {BYTES("<1/>"), OBJECT, 1, 1, "'<' begins an XML element here"},
    {BYTES("<a>"), OBJECT, 1, 1, "this XML element has no end"},
    {BYTES("<a b='>"), OBJECT, 1, 1, "this XML element has no end"},
    {BYTES("<a><b></a>"), OBJECT, 1, 1, "this XML element has no end"},
    {BYTES("<a><!-- </a>"), OBJECT, 1, 1, "this XML element has no end"},
};

static void
every_error_names_its_exact_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad_rows) / sizeof(bad_rows[0]); i++) {
		const struct bad_row *row = &bad_rows[i];
		struct data_error error = {0};
		struct data *data;

		if (parse_bytes(row->bytes, row->size, row->form, NULL, NULL,
			&data, &error) != DATA_BAD)
			fail_msg("was not refused: %s", row->bytes);
		assert_null(data);
		if (strcmp(error.reason, row->reason) != 0 ||
		    error.place.line != row->line ||
		    error.place.column != row->column)
			fail_msg("%s: expected %u:%u: %s, got %u:%u: %s",
			    row->bytes, row->line, row->column, row->reason,
			    error.place.line, error.place.column, error.reason);
	}
}

/*
 * Every byte of this document is needed: whatever is cut off leaves an error,
 * and one that stands inside the input.
 */
static void
input_may_end_at_every_byte(void **state)
{
	static const char input[] =
	    "{\xC3\xA9 = \"a\\t\\065\\u'20AC'\" \"b\"; n = #-24;\n"
	    "t=#T22-10-2009_15:24:45; i=#I[::1]:25; z=#NULL#; o=#(a (\")\"));"
	    "x=<a b='c'>d<!-- e --><f/></a>; b=[Zg==] [Zm9v]; // c\n"
	    "l=(a,{b=c;},); /* d */}";

	(void)state;
	for (size_t end = 0; end < sizeof(input) - 1; end++) {
		struct data_error error = {0};
		struct data *data;

		assert_int_equal(
		    parse_bytes(input, end, OBJECT, NULL, NULL, &data, &error),
		    DATA_BAD);
		assert_in_range(error.place.line, 1, 3);
		assert_in_range(error.place.column, 1, sizeof(input));
		assert_true(error.reason[0] != '\0');
	}
	check_canonical(input, OBJECT,
	    "{\"\xC3\xA9\"=\"a\\tA\xE2\x82\xAC"
	    "b\";n=#-24;"
	    "t=#T22-10-2009_15:24:45;i=#I[::1]:25;z=#NULL#;o=#(a (\")\"));"
	    "x=<a b='c'>d<!-- e --><f/></a>;b=[ZmZvbw==];l=(a,{b=c;});}");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_error_names_its_exact_place),
	    cmocka_unit_test(input_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("data_refused", tests, NULL, NULL);
}
