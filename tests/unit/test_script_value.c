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

#include "core/script/script_constant.h"
#include "core/script/script_value.h"
#include "tests/support/slices.h"

/* More than a number ever has around it. */
#define TEN "          "
#define BLANKS TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

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
    {SLICE("\"ab\".concat(\"cd\").concat('e');"), "abcde", 3, ";"},
    {SLICE("\"ab\".concat(\"cd\", 'e');"), "abcde", 3, ";"},
    {SLICE("(\"ab\")"), "ab", 2, ""},
    {SLICE("\"ab\") + (\"cd\")"), "abcd", 3, ""},
    {SLICE("((\"ab\") + (\"cd\"))+'e'"), "abcde", 6, ""},
    {SLICE("(\"ab\", \"cd\")"), "", 0, "\"ab\", \"cd\")"},
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
    {SLICE("Chr(" BLANKS "90" BLANKS "+" BLANKS "7" BLANKS ")"), "a", 1, ""},
    {SLICE("Chr(1+2*48)&Chr((1+1)*49)&Chr(198/2)"), "abc", 3, ""},
    {SLICE("Chr(CLng(\"&H61\"))&Chr(96 Xor 2)&Chr(-1+100)"), "abc", 3, ""},
    {SLICE("String.fromCharCode(97, 98,0x63)"), "abc", 1, ""},
    {SLICE("[char]97+[CHAR]0x62+[char](98+1)"), "abc", 3, ""},
    {SLICE("Chr(x)"), "", 0, "hr(x)"},
    {SLICE("Chr(97"), "", 0, "hr(97"},
    {SLICE("Chr(99999999)"), "", 0, "hr(99999999)"},
    {SLICE("[char]"), "", 0, "char]"},
    {SLICE("\"a\" + Chr(x)"), "a", 1, " + Chr(x)"},
    {SLICE("\"a\" + fromCharCode(97,98,99,x)"), "a", 1,
	" + fromCharCode(97,98,99,x)"},
    /* VBScript. */
    {SLICE("StrReverse(\"cba\")"), "abc", 2, ""},
    {SLICE("strreverse( \"c\" & \"ba\" ) & \"d\""), "abcd", 4, ""},
    {SLICE("Replace(\"axbxc\", \"x\", \"\")"), "abc", 4, ""},
    {SLICE("Replace(\"axx\",\"x\",\"bc\")"), "abcbc", 4, ""},
    {SLICE("Replace(\"abc\",\"\",\"x\")"), "abc", 4, ""},
    {SLICE("Join(Array(\"a\",\"b\",\"c\"),\"--\")"), "a--b--c", 5, ""},
    {SLICE("LCase(\"AbC\")&UCase(\"d\")"), "abcD", 4, ""},
    {SLICE("Replace(\"a\", x, \"\")"), "", 0, "eplace(\"a\", x, \"\")"},
    /* JavaScript. */
    {SLICE("'cba'.split('').reverse().join('')"), "abc", 3, ""},
    {SLICE("'axbxc'.split('x').join('-');"), "a-b-c", 3, ";"},
    {SLICE("'axbxc'.replace(/x/g, '')"), "abc", 2, ""},
    {SLICE("'axbxc'.replace(/x/, '')"), "abxc", 2, ""},
    {SLICE("'a.b'.replace(/\\./g, '')"), "ab", 2, ""},
    {SLICE("'axb'.replace(/[x]/g, '')"), "axb", 1, ".replace(/[x]/g, '')"},
    {SLICE("['a', \"b\", 'c'].join('')"), "abc", 5, ""},
    {SLICE("['a', x].join('')"), "", 0, "'a', x].join('')"},
    {SLICE("unescape('%61%u0062')"), "ab", 2, ""},
    {SLICE("atob('YWJ' + 'j')"), "abc", 3, ""},
    {SLICE("atob('jJWY'.split(\"\").reverse().join(\"\"))"), "abc", 0, ""},
    /* PowerShell. */
    {SLICE("\"{1}{0}\" -f 'b','a'"), "ab", 3, ""},
    {SLICE("(\"{0}{{{1}}}\"-f('a'),('b'+'c'))"), "a{bc}", 0, ""},
    {SLICE("\"{2}\" -f 'b','a'"), "{2}", 1, " -f 'b','a'"},
    {SLICE("('a','b','c') -join ''"), "abc", 5, ""},
    {SLICE("'a','b','c' -join '-'"), "a-b-c", 4, ""},
    {SLICE("-join ('a','b')"), "ab", 3, ""},
    {SLICE("-join [char[]](97,98)"), "ab", 2, ""},
    {SLICE("[string]::Join('', ('a','b'))"), "ab", 4, ""},
    {SLICE("([char[]](97,98) -join '')"), "ab", 0, ""},
    {SLICE("'axb'.replace('x','').Replace('b','c')"), "ac", 5, ""},
    {SLICE("'axb' -creplace 'x',''"), "ab", 3, ""},
    {SLICE("'cba'[-1..-3] -join ''"), "abc", 2, ""},
    {SLICE("'fedcba'[-1..-3] -join ''"), "abc", 2, ""},
    {SLICE("[Text.Encoding]::Unicode.GetString([Convert]::"
	   "FromBase64String('YQBiAA=='))"),
	"ab", 0, ""},
    {SLICE("'a' -foo 'b'"), "a", 1, " -foo 'b'"},
};

/* A copy of script of the exact size, and of room for its values. */
static struct script_text
text_of(struct slice script, enum script_language language)
{
	size_t room = SCRIPT_ROOM(script.size);
	uint8_t *copy = malloc(script.size + 1);
	struct script_text text = {
	    .bytes = {copy, script.size},
	    .language = language,
	    .room = malloc(room),
	    .room_size = room,
	    .work = SCRIPT_WORK(script.size),
	};

	assert_non_null(copy);
	assert_non_null(text.room);
	memcpy(copy, script.data, script.size);
	return text;
}

static void
free_text(struct script_text *text)
{
	free((void *)(uintptr_t)text->bytes.data);
	free(text->room);
}

/* pieces of 0: of as many as it may be. */
static void
check_row(const struct row *row, enum script_language language)
{
	struct script_text text = text_of(row->text, language);
	struct script_value value = {0};
	bool read = script_value_read(&text, &value);

	assert_int_equal(read, row->value[0] != '\0');
	assert_slice_is(value.bytes, slice_from_string(row->value));
	if (row->pieces > 0)
		assert_int_equal(value.pieces, row->pieces);
	assert_slice_is(
	    slice_skip(text.bytes, text.at), slice_from_string(row->rest));
	free_text(&text);
}

static void
expressions_come_to_their_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&rows[i], SCRIPT_ANY);
}

static void
languages_differ_in_strings(void **state)
{
	static const struct {
		enum script_language language;
		struct row row;
	} cases[] = {
	    {SCRIPT_JAVASCRIPT,
		{SLICE("'a\\'b\\x63\\u0064\\\ne'"), "a'bcde", 1, ""}},
	    {SCRIPT_JAVASCRIPT, {SLICE("'xax'.replace('x', '')"), "ax", 3, ""}},
	    {SCRIPT_JAVASCRIPT, {SLICE("`ab`"), "ab", 1, ""}},
	    {SCRIPT_BASIC, {SLICE("\"C:\\\" & \"x\""), "C:\\x", 2, ""}},
	    {SCRIPT_POWERSHELL, {SLICE("'C:\\' + 'x'"), "C:\\x", 2, ""}},
	    {SCRIPT_POWERSHELL, {SLICE("`ab`"), "", 0, "ab`"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_row(&cases[i].row, cases[i].language);
}

static void
scripts_may_end_anywhere(void **state)
{
	struct script_value value;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t size = 1; size < rows[i].text.size; size++) {
			struct script_text text = text_of(
			    slice_sub(rows[i].text, 0, size), SCRIPT_ANY);

			(void)!script_value_read(&text, &value);
			free_text(&text);
		}
}

/* A name stands for what it was given, unless something is given to it. */
static void
names_stand_for_their_values(void **state)
{
	static const struct row cases[] = {
	    {SLICE("ab & \"c\" & AB"), "WcW", 3, ""},
	    {SLICE("ab"), "W", 1, ""},
	    {SLICE("ab = 1"), "", 0, "b = 1"},
	    {SLICE("ab += 1"), "", 0, "b += 1"},
	    {SLICE("abc & \"c\""), "", 0, "bc & \"c\""},
	};
	struct arena *arena = arena_create((size_t)1 << 20);
	struct script_variables variables = {.arena = arena};
	struct script_variable *variable;

	(void)state;
	assert_non_null(arena);
	variable = script_variables_get(&variables, SLICE("ab"));
	assert_non_null(variable);
	assert_true(script_variable_give(&variables, variable, SLICE("W"), 1));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct script_text text = text_of(cases[i].text, SCRIPT_ANY);
		struct script_value value = {0};

		text.variables = &variables;
		assert_int_equal(script_value_read(&text, &value),
		    cases[i].value[0] != '\0');
		assert_slice_is(value.bytes, slice_from_string(cases[i].value));
		assert_slice_is(slice_skip(text.bytes, text.at),
		    slice_from_string(cases[i].rest));
		free_text(&text);
	}
	arena_destroy(&arena);
}

static void
names_are_known_up_to_so_many_bytes_and_so_many_names(void **state)
{
	struct arena *arena = arena_create((size_t)64 << 20);
	struct script_variables variables = {.arena = arena};
	static uint8_t name[SCRIPT_NAME_MAX + 1];
	struct script_variable *variable;

	(void)state;
	assert_non_null(arena);
	memset(name, 'N', sizeof(name));
	variable = script_variables_get(
	    &variables, (struct slice){name, SCRIPT_NAME_MAX});
	assert_non_null(variable);
	assert_null(script_variables_get(
	    &variables, (struct slice){name, SCRIPT_NAME_MAX + 1}));
	for (unsigned i = 1; i < SCRIPT_VARIABLES_MAX; i++) {
		uint8_t text[16];
		struct slice one = {text,
		    (size_t)snprintf((char *)text, sizeof(text), "n%u", i)};

		assert_true(arena_copy(arena, one, &one));
		assert_non_null(script_variables_get(&variables, one));
	}
	assert_null(script_variables_get(&variables, SLICE("one more")));
	assert_non_null(script_variables_get(&variables, SLICE("N1")));
	memset(name, 'n', sizeof(name));
	assert_ptr_equal(script_variables_find(
			     &variables, (struct slice){name, SCRIPT_NAME_MAX}),
	    variable);
	arena_destroy(&arena);
}

/* In strings of PowerShell, too. */
static void
names_in_strings_stand_for_their_values(void **state)
{
	static const struct row cases[] = {
	    {SLICE("\"-$ab-${ab}-$($AB)-$abc-$\""), "-W-W-W-$abc-$", 1, ""},
	    {SLICE("'-$ab-'"), "-$ab-", 1, ""},
	    {SLICE("\"${ab\""), "${ab", 1, ""},
	};
	struct arena *arena = arena_create((size_t)1 << 20);
	struct script_variables variables = {.arena = arena};
	struct script_variable *variable;

	(void)state;
	assert_non_null(arena);
	variable = script_variables_get(&variables, SLICE("$ab"));
	assert_non_null(variable);
	assert_true(script_variable_give(&variables, variable, SLICE("W"), 1));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct script_text text =
		    text_of(cases[i].text, SCRIPT_POWERSHELL);
		struct script_value value = {0};

		text.variables = &variables;
		assert_true(script_value_read(&text, &value));
		assert_slice_is(value.bytes, slice_from_string(cases[i].value));
		free_text(&text);
	}
	arena_destroy(&arena);
}

static void
numbers_with_signs_between_are_bytes(void **state)
{
	static const struct {
		struct slice text;
		struct slice bytes; /* empty: none */
	} cases[] = {
	    {SLICE("97,98,99"), SLICE("abc")},
	    {SLICE("61-62-63"), SLICE("=>?")},
	    {SLICE("61-6A"), SLICE("aj")},
	    {SLICE("97"), SLICE("a")},
	    {SLICE("97,98-99"), SLICE("")},
	    {SLICE("97,256"), SLICE("")},
	    {SLICE("97,"), SLICE("")},
	    {SLICE("97,,98"), SLICE("")},
	    {SLICE("6100610"), SLICE("")},
	    {SLICE(""), SLICE("")},
	};
	uint8_t out[16];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_slice_is(
		    ((struct slice){out, script_separated(cases[i].text, out)}),
		    cases[i].bytes);
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

	(void)state;
	for (size_t i = 0; i < sizeof(strays) / sizeof(strays[0]); i++) {
		struct script_text text;
		struct script_value value;
		char script[64];

		snprintf(script, sizeof(script), "%s\"a\\\"b\"", strays[i]);
		text = text_of(slice_from_string(script), SCRIPT_ANY);
		text.at = strlen(strays[i]) - 2;
		assert_false(script_value_read(&text, &value));
		text.at = strlen(strays[i]);
		assert_true(script_value_read(&text, &value));
		assert_slice_is(value.bytes, SLICE("a\\\"b"));
		assert_int_equal(text.at, strlen(script));
		free_text(&text);
	}
}

/* Few passes, whatever the quotes and brackets are. */
static void
hostile_scripts_cost_linear_time(void **state)
{
	static const char *const units[] = {"'\\", "\\'", "'", "''", "'\"",
	    "\"\"\"a", "Chr(", "[char](", "'a'+(", "fromCharCode(1,", "`'",
	    "\\\"\\\n", "\\'\\\r", "\\\"\\'\\`\\\n", "(", "['a',", "'a',",
	    "('a',", "StrReverse(\"a\"&", "'a'.replace('b',", "-join(",
	    "'a'.split('').reverse().join('')", "'{0}'-f'a',",
	    ".replace('a','aa')", "Chr(1+", "Chr((", "'a'.concat(",
	    "'{0}' -f ('{0}' -f (", "-join(-join('a','b',"};
	const size_t size = (size_t)2 << 20;
	uint8_t *bytes = malloc(size);

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t unit = strlen(units[i]);
		struct script_text text;
		struct script_value value;

		for (size_t at = 0; at < size; at++)
			bytes[at] = (uint8_t)units[i][at % unit];
		memcpy(bytes, "'aaaa'", strlen("'aaaa'"));
		text = text_of((struct slice){bytes, size}, SCRIPT_ANY);
		while (text.at < size) {
			if (script_value_begins(&text))
				(void)!script_value_read(&text, &value);
			else
				text.at++;
		}
		free_text(&text);
	}
	free(bytes);
}

/* "-f (" begins a list and a bracket: each is read for both. */
static void
what_is_read_once_more_for_each_bracket_uses_up_the_allowance(void **state)
{
	char bytes[65536];
	struct script_text text;
	struct script_value value;

	(void)state;
	for (size_t at = 0; at < sizeof(bytes); at++)
		bytes[at] = "'{0}' -f ("[at % strlen("'{0}' -f (")];
	text = text_of(
	    (struct slice){(uint8_t *)bytes, sizeof(bytes)}, SCRIPT_POWERSHELL);
	while (text.at < sizeof(bytes))
		if (script_value_begins(&text))
			(void)!script_value_read(&text, &value);
		else
			text.at++;
	assert_int_equal(text.work, 0);
	free_text(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(expressions_come_to_their_values),
	    cmocka_unit_test(
		names_are_known_up_to_so_many_bytes_and_so_many_names),
	    cmocka_unit_test(names_in_strings_stand_for_their_values),
	    cmocka_unit_test(numbers_with_signs_between_are_bytes),
	    cmocka_unit_test(names_tell_what_a_value_is_given_to),
	    cmocka_unit_test(a_stray_quote_is_alone),
	    cmocka_unit_test(languages_differ_in_strings),
	    cmocka_unit_test(scripts_may_end_anywhere),
	    cmocka_unit_test(names_stand_for_their_values),
	    cmocka_unit_test(hostile_scripts_cost_linear_time),
	    cmocka_unit_test(
		what_is_read_once_more_for_each_bracket_uses_up_the_allowance),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
