/*
 * test_yara - rules that hold, rules that are refused
 *
 * Expected values: the manual of YARA, and clamscan 1.4.6 for what is told.
 */
#include "core/yara/yara.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static char error_bytes[256];

static struct yara_rules *
compile(const char *rules)
{
	struct slice text = slice_from_string(rules);
	struct text error = TEXT_OVER(error_bytes);

	return yara_rules_compile(&text, 1, &error);
}

/* "Name@offset " for each rule that holds. */
struct heard {
	const struct yara_rules *rules;
	char text[256];
	size_t most;
};

static bool
hear(void *owner, uint32_t rule, uint64_t offset)
{
	struct heard *heard = owner;
	struct slice name = yara_rules_name(heard->rules, rule);
	size_t size = strlen(heard->text);

	snprintf(heard->text + size, sizeof(heard->text) - size, "%.*s@%u ",
	    (int)name.size, (const char *)name.data, (unsigned)offset);
	return --heard->most > 0;
}

static bool
scan(const struct yara_rules *rules, const char *bytes, size_t most,
    uint64_t deadline_ns, struct heard *heard_r)
{
	struct yara_scanner *scanner = yara_scanner_create(rules);
	struct budget budget;
	bool all;

	assert_non_null(scanner);
	*heard_r = (struct heard){.rules = rules, .most = most};
	budget_init(&budget, deadline_ns);
	all = yara_scan(
	    scanner, slice_from_string(bytes), &budget, hear, heard_r);
	yara_scanner_destroy(&scanner);
	assert_null(scanner);
	return all;
}

static const struct {
	const char *rules, *bytes, *found;
} holds[] = {
    {"rule A { strings: $a = \"bc\" condition: $a }", "abcd", "A@1 "},
    {"rule A { strings: $a = \"bc\" condition: $a }", "abd", ""},
    {"rule A { strings: $a = \"BC\" nocase $b = \"x\" condition: $a and not "
     "$b }",
	"abcd", "A@1 "},
    {"rule A { strings: $a = { 62 ?? 64 } condition: #a == 2 }", "bcdbxd",
	"A@0 "},
    {"rule A { strings: $a = /b+c/ condition: $a and filesize < 6 }", "abbcd",
	"A@1 "},
    {"rule A { strings: $a = /b+c/ condition: $a and filesize < 5 }", "abbcd",
	""},
    {"rule A { strings: $a = \"bc\" condition: $a at 1 and uint8(0) == 0x61 }",
	"abcd", "A@1 "},
    /* Nothing was found, and the rule holds. */
    {"rule A { strings: $a = \"bc\" condition: not $a }", "x", "A@0 "},
    {"private rule P { strings: $a = \"bc\" condition: $a } rule A { strings: "
     "$a = \"d\" condition: P and $a }",
	"abcd", "A@3 "},
    {"rule A { condition: filesize > 0 }", "abcd", ""},
    {"rule A { strings: $a = \"b\" condition: $a } rule B { strings: $a = "
     "\"a\" condition: $a }",
	"ab", "A@1 B@0 "},
};

static void
rules_hold_where_yara_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(holds); i++) {
		struct yara_rules *rules = compile(holds[i].rules);
		struct heard heard;

		if (rules == NULL)
			print_error("%s: %s\n", holds[i].rules, error_bytes);
		assert_non_null(rules);
		assert_true(scan(rules, holds[i].bytes, 9, UINT64_MAX, &heard));
		assert_string_equal(heard.text, holds[i].found);
		yara_rules_destroy(&rules);
		assert_null(rules);
	}
}

static void
what_is_not_allowed_is_refused_with_a_reason(void **state)
{
	static const struct {
		const char *rules, *reason;
	} refused[] = {
	    {"rule", "line 0: "},
	    {"\n\nrule A { condition: $a }", "line 3: "},
	    {"rule A { strings: $a = \"x\" condition: nobody == 1 }",
		"line 1: "},
	    {"include \"/etc/passwd\"\nrule A { condition: false }",
		"line 1: "},
	    {"import \"pe\"\nrule A { strings: $a = \"x\" condition: $a and "
	     "pe.number_of_sections == 1 }",
		"imports the module \"pe\""},
	    {"rule A { strings: $a = \"x\" condition: $a }\nrule A { strings: "
	     "$a = \"x\" condition: $a }",
		"line 2: "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		assert_null(compile(refused[i].rules));
		if (strncmp(error_bytes, refused[i].reason,
			strlen(refused[i].reason)) != 0)
			print_error("%s: %s\n", refused[i].rules, error_bytes);
		assert_memory_equal(
		    error_bytes, refused[i].reason, strlen(refused[i].reason));
	}
}

static void
a_nul_is_no_text(void **state)
{
	static const char bytes[] =
	    "rule A { condition: false }\0rule B { condition: false }";
	struct slice text = {(const uint8_t *)bytes, sizeof(bytes) - 1};
	struct text error = TEXT_OVER(error_bytes);

	(void)state;
	assert_null(yara_rules_compile(&text, 1, &error));
	assert_string_equal(error_bytes, "too long, or no text");
}

static void
a_text_may_end_anywhere(void **state)
{
	static const char whole[] =
	    "private rule P { meta: a = 1 strings: $a = { 62 [1-2] (63|64) } "
	    "condition: $a } rule A { strings: $a = /b+\\x41/i $b = \"\\n\" "
	    "wide "
	    "ascii condition: P and any of them /* x */ } // y";
	struct slice text = slice_from_string(whole);
	struct text error = TEXT_OVER(error_bytes);

	(void)state;
	for (size_t size = 0; size <= text.size; size++) {
		struct slice piece = slice_sub(text, 0, size);
		struct yara_rules *rules =
		    yara_rules_compile(&piece, 1, &error);

		assert_true(size < text.size || rules != NULL);
		yara_rules_destroy(&rules);
	}
}

static void
names_are_told_apart_by_text(void **state)
{
	static const struct slice texts[] = {
	    SLICE("rule A { strings: $a = \"b\" condition: $a }"),
	    SLICE("rule A { strings: $a = \"a\" condition: $a }"),
	};
	struct text error = TEXT_OVER(error_bytes);
	struct yara_rules *rules = yara_rules_compile(texts, 2, &error);
	struct heard heard;

	(void)state;
	assert_non_null(rules);
	assert_int_equal(yara_rules_count(rules), 2);
	assert_true(scan(rules, "ab", 9, UINT64_MAX, &heard));
	assert_string_equal(heard.text, "A@1 A@0 ");
	yara_rules_destroy(&rules);
}

static void
a_scan_ends_when_told_or_when_the_time_is_over(void **state)
{
	struct yara_rules *rules =
	    compile("rule A { strings: $a = \"b\" condition: $a } rule B { "
		    "strings: $a = \"a\" condition: $a }");
	struct heard heard;

	(void)state;
	assert_non_null(rules);
	(void)!scan(rules, "ab", 1, UINT64_MAX, &heard);
	assert_string_equal(heard.text, "A@1 ");
	assert_false(scan(rules, "ab", 9, 1, &heard));
	assert_string_equal(heard.text, "");
	yara_rules_destroy(&rules);
}

static void
without_libyara_nothing_compiles(void **state)
{
	(void)state;
	assert_null(compile("rule A { condition: false }"));
	assert_string_equal(error_bytes, "libyara");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rules_hold_where_yara_says),
	    cmocka_unit_test(what_is_not_allowed_is_refused_with_a_reason),
	    cmocka_unit_test(a_nul_is_no_text),
	    cmocka_unit_test(a_text_may_end_anywhere),
	    cmocka_unit_test(names_are_told_apart_by_text),
	    cmocka_unit_test(a_scan_ends_when_told_or_when_the_time_is_over),
	};
	const struct CMUnitTest none[] = {
	    cmocka_unit_test(without_libyara_nothing_compiles),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return yara_exists() ? cmocka_run_group_tests(tests, NULL, NULL)
			     : cmocka_run_group_tests(none, NULL, NULL);
}
