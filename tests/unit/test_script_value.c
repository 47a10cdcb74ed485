/*
 * test_script_value - what an expression of a script comes to
 *
 * What each should come to is what node, cscript and PowerShell say it is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/unpack/script_value.h"
#include "tests/support/slices.h"

struct row {
	struct slice text;
	const char *value;
	unsigned pieces;
	const char *rest; /* not read */
};

static const struct row rows[] = {
    {SLICE("\"ab\";"), "ab", 1, ";"},
    {SLICE("'ab' + \"cd\"\n+ `ef` x"), "abcdef", 3, " x"},
    {SLICE("\"ab\" & _\r\n \"cd\" & x"), "abcd", 2, " & x"},
    {SLICE("\"ab\".concat(\"cd\").concat('e');"), "abcde", 3, ");"},
    {SLICE("(\"ab\")"), "", 0, "\"ab\")"},
    {SLICE("\"ab\") + (\"cd\")"), "abcd", 2, ")"},
    /* Quotes in strings. */
    {SLICE("\"a\"\"b\""), "a\"b", 1, ""},
    {SLICE("\"\" + 'a'"), "a", 2, ""},
    {SLICE("'a\\'b'"), "a\\'b", 1, ""},
    {SLICE("\"C:\\\" & \"x\""), "C:\\\" & ", 1, "x\""},
    {SLICE("\"C:\\\"\n\"x\""), "C:\\", 1, "\n\"x\""},
    {SLICE("\"\"\"\""), "\"", 1, ""},
    /* What does not end in its line is none; a template goes on. */
    {SLICE("\"ab\ncd\""), "", 0, "ab\ncd\""},
    {SLICE("`ab\ncd`"), "ab\ncd", 1, ""},
    /* Characters. */
    {SLICE("Chr(97)&chrW(&H62)&CHR$(0x63)"), "abc", 3, ""},
    {SLICE("Chr( 90 + 7 )"), "a", 1, ""},
    {SLICE("Chr(2*50-3)"), "a", 1, ""},
    {SLICE("String.fromCharCode(97, 98,0x63)"), "abc", 1, ""},
    {SLICE("[char]97+[CHAR]0x62+[char](98+1)"), "abc", 3, ")"},
    {SLICE("Chr(x)"), "", 0, "hr(x)"},
    {SLICE("Chr(97"), "", 0, "hr(97"},
    {SLICE("Chr(99999999)"), "", 0, "hr(99999999)"},
    {SLICE("[char]"), "", 0, "char]"},
    {SLICE("\"a\" + Chr(x)"), "a", 1, " + Chr(x)"},
    {SLICE("\"a\" + fromCharCode(97,98,99,x)"), "a", 1,
	" + fromCharCode(97,98,99,x)"},
};

/* Twice, for its size and for its bytes, which are exactly as large. */
static void
expressions_come_to_their_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct script_text text = {.bytes = rows[i].text};
		struct script_text again = text;
		unsigned pieces;
		size_t size = script_value_read(&text, NULL, &pieces);
		uint8_t *out = malloc(size == 0 ? 1 : size);

		assert_non_null(out);
		assert_int_equal(pieces, rows[i].pieces);
		assert_int_equal(script_value_read(&again, out, &pieces), size);
		assert_slice_is((struct slice){out, size},
		    slice_from_string(rows[i].value));
		assert_slice_is(slice_skip(rows[i].text, text.at),
		    slice_from_string(rows[i].rest));
		free(out);
	}
}

static void
names_tell_what_a_value_is_given_to(void **state)
{
	static const struct {
		const char *ahead;
		enum script_assignment target;
		const char *name;
	} cases[] = {
	    {"", SCRIPT_TO_NOTHING, ""},
	    {"f(", SCRIPT_TO_NOTHING, ""},
	    {"=", SCRIPT_TO_NOTHING, ""},
	    {"var a = ", SCRIPT_TO_NAME, "a"},
	    {"$a.b=(", SCRIPT_TO_NAME, "$a.b"},
	    {"a += ", SCRIPT_TO_BEHIND, "a"},
	    {"a &= ", SCRIPT_TO_BEHIND, "a"},
	    {"a = a + ", SCRIPT_TO_BEHIND, "a"},
	    {"a = A & ", SCRIPT_TO_BEHIND, "a"},
	    {"a = b & ", SCRIPT_TO_NOTHING, "a"},
	    {"x + ", SCRIPT_TO_NOTHING, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct slice ahead = slice_from_string(cases[i].ahead);
		struct slice name = SLICE("");

		assert_int_equal(script_value_target(ahead, ahead.size, &name),
		    cases[i].target);
		if (cases[i].target != SCRIPT_TO_NOTHING)
			assert_slice_is(name, slice_from_string(cases[i].name));
	}
}

/* A quote that ends nowhere says nothing of others. */
static void
a_stray_quote_is_alone(void **state)
{
	static const char *const strays[] = {"` ", "it's "};
	unsigned pieces;

	(void)state;
	for (size_t i = 0; i < sizeof(strays) / sizeof(strays[0]); i++) {
		struct script_text text = {0};
		char script[64];

		snprintf(script, sizeof(script), "%s\"a\\\"b\"", strays[i]);
		text.bytes = slice_from_string(script);
		text.at = strlen(strays[i]) - (i == 0 ? 2 : 3);
		(void)script_value_read(&text, NULL, &pieces);
		assert_int_equal(pieces, 0);
		text.at = strlen(strays[i]);
		assert_int_equal(
		    script_value_read(&text, NULL, &pieces), strlen("a\\\"b"));
		assert_int_equal(text.at, strlen(script));
	}
}

/* One pass, whatever the quotes are. */
static void
hostile_quotes_cost_linear_time(void **state)
{
	static const char *const units[] = {"'\\", "\\'", "'", "''", "'\"",
	    "\"\"\"a", "Chr(", "[char](", "'a'+(", "fromCharCode(1,", "`'",
	    "\\\"\\\n", "\\'\\\r", "\\\"\\'\\`\\\n"};
	const size_t size = (size_t)4 << 20;
	uint8_t *bytes = malloc(size);

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		struct script_text text = {.bytes = {bytes, size}};
		size_t unit = strlen(units[i]);
		unsigned pieces;

		for (size_t at = 0; at < size; at++)
			bytes[at] = (uint8_t)units[i][at % unit];
		while (text.at < size) {
			if (script_value_begins(text.bytes, text.at))
				(void)script_value_read(&text, NULL, &pieces);
			else
				text.at++;
		}
	}
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(expressions_come_to_their_values),
	    cmocka_unit_test(names_tell_what_a_value_is_given_to),
	    cmocka_unit_test(a_stray_quote_is_alone),
	    cmocka_unit_test(hostile_quotes_cost_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
