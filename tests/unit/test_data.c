/*
 * test_data - the CommuniGate Data format
 *
 * Expected texts, places and values are written by hand from the grammar in
 * core/config/data.h; base64 vectors are those of RFC 4648, section 10.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/config/data.h"

/* A string literal with its size, so that it may hold NUL bytes. */
#define BYTES(literal) literal, sizeof(literal) - 1

#define BODY DATA_FORM_BODY
#define OBJECT DATA_FORM_OBJECT

/*
 * The bytes in an allocation of exactly their size: a read past the end is
 * seen by the sanitizers.
 */
static enum data_result
parse_bytes(const char *bytes, size_t size, enum data_form form,
    data_warning *warning, void *owner, struct data **data_r,
    struct data_error *error_r)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);
	enum data_result result;

	assert_non_null(copy);
	if (size > 0)
		memcpy(copy, bytes, size);
	result = data_parse(
	    (struct slice){copy, size}, form, warning, owner, data_r, error_r);
	free(copy);
	return result;
}

static struct data *
must_parse(const char *bytes, size_t size, enum data_form form)
{
	struct data_error error;
	struct data *data;

	if (parse_bytes(bytes, size, form, NULL, NULL, &data, &error) !=
	    DATA_OK)
		fail_msg("%.60s: %u:%u: %s", bytes, error.place.line,
		    error.place.column, error.reason);
	return data;
}

/* Parse input and compare what the writer makes of it. */
static void
check_canonical(const char *input, enum data_form form, const char *expected)
{
	struct data *data = must_parse(input, strlen(input), form);
	char array[2048];
	struct text text = TEXT_OVER(array);

	data_write(data_root(data), &text);
	assert_string_equal(array, expected);
	assert_false(text.truncated);
	data_free(&data);
	assert_null(data);
}

struct form_row {
	const char *input;
	const char *written;
};

static void
every_kind_of_object_is_read_and_written(void **state)
{
	static const struct form_row rows[] = {
	    {"abc", "abc"},
	    {"  abc\r\n", "abc"},
	    {"\"abc\"", "abc"},
	    {"\"\"", "\"\""},
	    {"100M", "100M"},
	    {"a-b_c.d@e!f#g%h:i]j", "\"a-b_c.d@e!f#g%h:i]j\""},
	    {"-5", "\"-5\""},
	    {"\xC3\xA9t\xC3\xA9", "\"\xC3\xA9t\xC3\xA9\""},
	    {"\"a\" \"b\"", "ab"},
	    {"\"a\"\n // one\n /* two */ \"b\"\t\"c\"", "abc"},
	    {"#50", "#50"},
	    {"#-24", "#-24"},
	    {"#-0", "#0"},
	    {"#007", "#7"},
	    {"#9223372036854775807", "#9223372036854775807"},
	    {"#-9223372036854775808", "#-9223372036854775808"},
	    {"#T22-10-2009", "#T22-10-2009"},
	    {"#T22-10-2009_15:24:45", "#T22-10-2009_15:24:45"},
	    {"#T29-02-2024_23:59:60", "#T29-02-2024_23:59:60"},
	    {"#T29-02-2000", "#T29-02-2000"},
	    {"#TPAST", "#TPAST"},
	    {"#TFUTURE", "#TFUTURE"},
	    {"#I[10.0.44.55]", "#I[10.0.44.55]"},
	    {"#I[10.0.44.55]:25", "#I[10.0.44.55]:25"},
	    {"#I[2001:DB8:0:0::1]:65535", "#I[2001:db8::1]:65535"},
	    {"#I[::ffff:192.0.2.1]", "#I[::ffff:192.0.2.1]"},
	    {"#I[::]:0", "#I[::]:0"},
	    {"#NULL#", "#NULL#"},
	    {"#(Object:type=4 (a) \")\\\"\")",
		"#(Object:type=4 (a) \")\\\"\")"},
	    {"[]", "[]"},
	    {"[Zg==]", "[Zg==]"},
	    {"[ Zm9v\r\n YmFy ]", "[Zm9vYmFy]"},
	    {"[Zg==] [Zm8=] // c\n [Zm9v]", "[ZmZvZm9v]"},
	    {"[HcqHfHI=]", "[HcqHfHI=]"},
	    {"()", "()"},
	    {"( )", "()"},
	    {"(a,b , c)", "(a,b,c)"},
	    {"(a,b,)", "(a,b)"},
	    {"((),(#1),{})", "((),(#1),{})"},
	    {"{}", "{}"},
	    {"{a=b;}", "{a=b;}"},
	    {"{ b = 1 ; a = ( x ) ; b = 2 ; }", "{b=1;a=(x);b=2;}"},
	    {"{\"key one\"=x;\"\"=y;}", "{\"key one\"=x;\"\"=y;}"},
	    {"{\"key\" \" one\"=x;}", "{\"key one\"=x;}"},
	    {"{a=<x/>;}", "{a=<x/>;}"},
	    {"<a b='>' c=\"/>\">t<b><c/></b><!-- </a> --></a>",
		"<a b='>' c=\"/>\">t<b><c/></b><!-- </a> --></a>"},
	    {"<a><![CDATA[</a>]]><?x </a>?></a>",
		"<a><![CDATA[</a>]]><?x </a>?></a>"},
	    {"\xEF\xBB\xBF(bom)", "(bom)"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_canonical(rows[i].input, OBJECT, rows[i].written);
}

static void
a_body_may_leave_out_its_braces(void **state)
{
	static const struct form_row rows[] = {
	    {"", "{}"},
	    {" \n# nothing\n", "{}"},
	    {"a=b;", "{a=b;}"},
	    {"{a=b;}", "{a=b;}"},
	    {"# c\n { # d\n a = b; # e\n } # f\n", "{a=b;}"},
	    {"a = 5s; # rest = x;\nb=#5;//y\n/*z*/c=(#1,\n#2);",
		"{a=5s;b=#5;c=(#1,#2);}"},
	    {"a = x#y;", "{a=\"x#y\";}"},
	    {"a={b={c=d;};};", "{a={b={c=d;};};}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_canonical(rows[i].input, BODY, rows[i].written);
}

static void
check_text(const char *input, const char *expected, size_t expected_size)
{
	struct data *data = must_parse(input, strlen(input), OBJECT);
	const struct data_object *root = data_root(data);

	assert_int_equal(root->text.size, expected_size);
	assert_memory_equal(root->text.data, expected, expected_size);
	data_free(&data);
}

static void
every_escape_gives_its_byte(void **state)
{
	(void)state;
	check_text("\"a\\\"b\"", BYTES("a\"b"));
	check_text("\"a\\\\b\"", BYTES("a\\b"));
	check_text("\"a\\eb\"", BYTES("a\nb"));
	check_text("\"a\\nb\"", BYTES("a\nb"));
	check_text("\"a\\rb\"", BYTES("a\rb"));
	check_text("\"a\\tb\"", BYTES("a\tb"));
	check_text("\"a\tb\"", BYTES("a\tb"));
	check_text("\"\\001\\127\\065\"", BYTES("\x01\x7F"
						"A"));
	check_text("\"\\195\\1699\"", BYTES("\xC3\xA9"
					    "9"));
	check_text("\"\\u'41'\\u'e9'\\u'20AC'\\u'1F600'\"",
	    BYTES("A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"));
	check_text("\"\\u'00007F'\\u'80'\\u'7FF'\\u'800'\"",
	    BYTES("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80"));
	check_text("\"\\u'FFFF'\\u'10000'\\u'10FFFF'\"",
	    BYTES("\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"));
	check_text("\"\\*\\'\\\xC3\xA9\"", BYTES("*'\xC3\xA9"));
}

static void
blocks_decode_as_rfc_4648_says(void **state)
{
	(void)state;
	check_text("[]", BYTES(""));
	check_text("[Zg==]", BYTES("f"));
	check_text("[Zm8=]", BYTES("fo"));
	check_text("[Zm9v]", BYTES("foo"));
	check_text("[Zm9vYg==]", BYTES("foob"));
	check_text("[Zm9vYmE=]", BYTES("fooba"));
	check_text("[Zm9vYmFy]", BYTES("foobar"));
	check_text("[+/+/AAD/]", BYTES("\xFB\xFF\xBF\x00\x00\xFF"));
}

struct warned {
	unsigned count;
	struct data_place place;
	char sentence[256];
};

static void
remember(void *owner, struct data_place place, const char *sentence)
{
	struct warned *warned = owner;

	warned->count++;
	warned->place = place;
	snprintf(warned->sentence, sizeof(warned->sentence), "%s", sentence);
}

static void
an_unknown_escape_keeps_its_character_and_warns(void **state)
{
	static const char input[] = "{a=b;\n c = \"x\\qy\";}";
	struct warned warned = {0};
	struct data_error error;
	struct data *data;

	(void)state;
	assert_int_equal(
	    parse_bytes(BYTES(input), OBJECT, remember, &warned, &data, &error),
	    DATA_OK);
	assert_true(slice_equal(
	    data_find(data_root(data), SLICE("c"))->text, SLICE("xqy")));
	assert_int_equal(warned.count, 1);
	assert_int_equal(warned.place.line, 2);
	assert_int_equal(warned.place.column, 8);
	assert_string_equal(warned.sentence,
	    "\\q is no known escape and was read as q; a backslash itself is "
	    "written \\\\");
	data_free(&data);
}

static void
warnings_about_one_document_are_bounded(void **state)
{
	struct warned warned = {0};
	struct data_error error;
	struct data *data;
	char input[202];

	(void)state;
	input[0] = input[201] = '"';
	for (size_t i = 1; i < 201; i += 2)
		memcpy(input + i, "\\q", 2);
	assert_int_equal(parse_bytes(input, sizeof(input), OBJECT, remember,
			     &warned, &data, &error),
	    DATA_OK);
	assert_int_equal(data_root(data)->text.size, 100);
	assert_int_equal(warned.count, 20);
	data_free(&data);
}

static void
scalars_carry_their_values(void **state)
{
	static const char input[] =
	    "(#-24,#T05-11-2026_01:02:03,#I[10.0.44.55]:25,#I[::1])";
	struct data *data = must_parse(BYTES(input), OBJECT);
	const struct data_object *at = data_root(data)->first;
	static const uint8_t v4[] = {10, 0, 44, 55};
	static const uint8_t v6[16] = {[15] = 1};

	(void)state;
	assert_int_equal(data_root(data)->count, 4);
	assert_int_equal(at->number, -24);
	at = at->next;
	assert_int_equal(at->time.year, 2026);
	assert_int_equal(at->time.month, 11);
	assert_int_equal(at->time.day, 5);
	assert_true(at->time.has_clock);
	assert_int_equal(at->time.hour, 1);
	assert_int_equal(at->time.minute, 2);
	assert_int_equal(at->time.second, 3);
	at = at->next;
	assert_false(at->address.is_v6);
	assert_memory_equal(at->address.bytes, v4, 4);
	assert_int_equal(at->address.port, 25);
	at = at->next;
	assert_true(at->address.is_v6);
	assert_false(at->address.has_port);
	assert_memory_equal(at->address.bytes, v6, 16);
	assert_null(at->next);
	data_free(&data);
}

static void
places_count_lines_and_characters(void **state)
{
	static const char input[] =
	    "a = x;\r\n\t\"\xC3\xA9\" /* \xE2\x82\xAC */ =\n (#1,\n  {});";
	struct data *data = must_parse(BYTES(input), BODY);
	const struct data_object *second = data_root(data)->first->next;

	(void)state;
	assert_int_equal(data_root(data)->first->place.line, 1);
	assert_int_equal(data_root(data)->first->place.column, 5);
	assert_int_equal(second->key_place.line, 2);
	assert_int_equal(second->key_place.column, 2);
	assert_int_equal(second->place.line, 3);
	assert_int_equal(second->place.column, 2);
	assert_int_equal(second->first->place.column, 3);
	assert_int_equal(second->last->place.line, 4);
	assert_int_equal(second->last->place.column, 3);
	data_free(&data);
}

static void
the_last_of_equal_keys_is_found(void **state)
{
	struct data *data = must_parse(BYTES("a=x;b=y;a=z;"), BODY);

	(void)state;
	assert_true(slice_equal(
	    data_find(data_root(data), SLICE("a"))->text, SLICE("z")));
	assert_null(data_find(data_root(data), SLICE("A")));
	assert_null(data_find(data_root(data), SLICE("")));
	assert_int_equal(data_root(data)->count, 3);
	data_free(&data);
}

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

/* "((( ... )))" */
static size_t
nested(char *out, size_t depth)
{
	memset(out, '(', depth);
	memset(out + depth, ')', depth);
	return 2 * depth;
}

static void
depth_is_bounded(void **state)
{
	struct data_error error;
	struct data *data;
	char input[2 * DATA_DEPTH_MAX + 2];

	(void)state;
	data = must_parse(input, nested(input, DATA_DEPTH_MAX), OBJECT);
	data_free(&data);
	assert_int_equal(parse_bytes(input, nested(input, DATA_DEPTH_MAX + 1),
			     OBJECT, NULL, NULL, &data, &error),
	    DATA_BAD);
	assert_int_equal(error.place.column, DATA_DEPTH_MAX + 1);
	assert_string_equal(error.reason,
	    "more than 32 arrays and dictionaries inside each other");
}

/* "(a,a,...,a)" with so many objects, the array counted. */
static char *
flat(size_t objects, size_t *size_r)
{
	char *input = malloc(2 * objects);

	assert_non_null(input);
	*size_r = 0;
	input[(*size_r)++] = '(';
	for (size_t i = 1; i < objects; i++) {
		input[(*size_r)++] = 'a';
		input[(*size_r)++] = ',';
	}
	input[*size_r - 1] = ')';
	return input;
}

static void
the_number_of_objects_is_bounded(void **state)
{
	struct data_error error;
	struct data *data;
	size_t size;
	char *input = flat(DATA_OBJECTS_MAX, &size);

	(void)state;
	data = must_parse(input, size, OBJECT);
	assert_int_equal(data_root(data)->count, DATA_OBJECTS_MAX - 1);
	data_free(&data);
	free(input);
	input = flat(DATA_OBJECTS_MAX + 1, &size);
	assert_int_equal(
	    parse_bytes(input, size, OBJECT, NULL, NULL, &data, &error),
	    DATA_BAD);
	/* "(a,a,": the n-th element stands at column 2n. */
	assert_int_equal(error.place.column, 2 * DATA_OBJECTS_MAX);
	assert_string_equal(error.reason, "there are more than 65536 objects");
	free(input);
}

/* The most memory that a document can need: two strings for each object. */
static void
a_document_at_every_limit_is_read(void **state)
{
	static const char element[] = "\"kk\"=\"vvvvvvv\";";
	size_t one = sizeof(element) - 1;
	size_t count = DATA_OBJECTS_MAX - 1;
	char *input = malloc(count * one);
	struct data *data;

	(void)state;
	assert_non_null(input);
	assert_in_range(count * one, DATA_SIZE_MAX * 9 / 10, DATA_SIZE_MAX);
	for (size_t i = 0; i < count; i++)
		memcpy(input + i * one, element, one);
	data = must_parse(input, count * one, BODY);
	assert_int_equal(data_root(data)->count, count);
	assert_true(slice_equal(data_root(data)->last->key, SLICE("kk")));
	assert_true(slice_equal(data_root(data)->last->text, SLICE("vvvvvvv")));
	data_free(&data);
	free(input);
}

static void
the_size_is_bounded(void **state)
{
	struct data_error error;
	struct data *data;
	char *input = malloc(DATA_SIZE_MAX + 1);

	(void)state;
	assert_non_null(input);
	memset(input, 'a', DATA_SIZE_MAX + 1);
	data = must_parse(input, DATA_SIZE_MAX, OBJECT);
	assert_int_equal(data_root(data)->text.size, DATA_SIZE_MAX);
	data_free(&data);
	assert_int_equal(parse_bytes(input, DATA_SIZE_MAX + 1, OBJECT, NULL,
			     NULL, &data, &error),
	    DATA_BAD);
	assert_int_equal(error.place.line, 1);
	assert_string_equal(
	    error.reason, "1048577 bytes are too many, 1048576 are allowed");
	free(input);
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

static void
a_string_is_written_so_that_it_reads_back(void **state)
{
	char array[64];
	struct text text = TEXT_OVER(array);

	(void)state;
	data_write_string(SLICE("a\"\\\n\r\t\x01\x7F\xC3\xA9"), &text);
	assert_string_equal(array, "\"a\\\"\\\\\\e\\r\\t\\001\\127\xC3\xA9\"");
	check_text(array, BYTES("a\"\\\n\r\t\x01\x7F\xC3\xA9"));
}

static void
writing_past_the_end_of_the_text_is_remembered(void **state)
{
	struct data *data = must_parse(BYTES("(abc,{d=e;})"), OBJECT);
	char array[8];
	struct text text = TEXT_OVER(array);

	(void)state;
	data_write(data_root(data), &text);
	assert_true(text.truncated);
	assert_string_equal(array, "(abc,{d");
	data_free(&data);
}

static void
objects_differ_by_kind_value_key_and_order(void **state)
{
	static const char *const different[] = {"a", "b", "\"\"", "[]",
	    "[Zg==]", "[Zm8=]", "#1", "#-1", "#NULL#", "#T01-01-2009",
	    "#T01-01-2009_00:00:00", "#TPAST", "#TFUTURE", "#I[1.2.3.4]",
	    "#I[1.2.3.4]:0", "#I[1.2.3.4]:1", "#I[1.2.3.5]", "#I[::102:304]",
	    "()", "{}", "(a)", "(a,a)", "(a,b)", "(b,a)", "((a),b)", "((a,b))",
	    "((a),(b))", "{a=b;}", "{b=b;}", "{a=a;}", "{a=b;a=b;}",
	    "{a={b=c;};}", "{a=(b);}", "#(a)", "<a/>"};
	enum { COUNT = sizeof(different) / sizeof(different[0]) };
	struct data *data[COUNT];

	(void)state;
	for (size_t i = 0; i < COUNT; i++)
		data[i] =
		    must_parse(different[i], strlen(different[i]), OBJECT);
	for (size_t i = 0; i < COUNT; i++)
		for (size_t k = 0; k < COUNT; k++)
			if (data_equal(data_root(data[i]),
				data_root(data[k])) != (i == k))
				fail_msg(
				    "%s and %s", different[i], different[k]);
	for (size_t i = 0; i < COUNT; i++)
		data_free(&data[i]);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_kind_of_object_is_read_and_written),
	    cmocka_unit_test(a_body_may_leave_out_its_braces),
	    cmocka_unit_test(every_escape_gives_its_byte),
	    cmocka_unit_test(blocks_decode_as_rfc_4648_says),
	    cmocka_unit_test(an_unknown_escape_keeps_its_character_and_warns),
	    cmocka_unit_test(warnings_about_one_document_are_bounded),
	    cmocka_unit_test(scalars_carry_their_values),
	    cmocka_unit_test(places_count_lines_and_characters),
	    cmocka_unit_test(the_last_of_equal_keys_is_found),
	    cmocka_unit_test(every_error_names_its_exact_place),
	    cmocka_unit_test(depth_is_bounded),
	    cmocka_unit_test(the_number_of_objects_is_bounded),
	    cmocka_unit_test(a_document_at_every_limit_is_read),
	    cmocka_unit_test(the_size_is_bounded),
	    cmocka_unit_test(input_may_end_at_every_byte),
	    cmocka_unit_test(a_string_is_written_so_that_it_reads_back),
	    cmocka_unit_test(writing_past_the_end_of_the_text_is_remembered),
	    cmocka_unit_test(objects_differ_by_kind_value_key_and_order),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("data", tests, NULL, NULL);
}
