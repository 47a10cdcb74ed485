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
#include <string.h>

#include <cmocka.h>

#include "tests/support/data_case.h"

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
	    cmocka_unit_test(a_string_is_written_so_that_it_reads_back),
	    cmocka_unit_test(writing_past_the_end_of_the_text_is_remembered),
	    cmocka_unit_test(objects_differ_by_kind_value_key_and_order),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("data", tests, NULL, NULL);
}
