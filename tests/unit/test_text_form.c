/*
 * test_text_form - a text in the form that text signatures are written for
 *
 * Expected values: what clamscan 1.4.6 writes for these texts (--leave-temps),
 * and which of them it takes for a page.
 */
#include "core/normal/text_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct form {
	struct slice text;
	struct slice form;
};

static const struct form forms[] = {
    {SLICE(""), SLICE("")},
    {SLICE("Hello   World\tTAB\n\nSecond \x01LINE\x0b   with \x0c   "
	   "blanks\r\nand END \n"),
	SLICE("hello world tab second line with blanks and end ")},
    {SLICE("caf\xc3\xa9 \xe9 ABC \x80\xff xyz long text"),
	SLICE("caf abc xyz long text")},
    {SLICE("a\0b some Text"), SLICE("ab some text")},
    {SLICE("  lead and trail  \n\n"), SLICE(" lead and trail ")},
    {SLICE("x &amp; <b>Y</b> Plain Text"),
	SLICE("x &amp; <b>y</b> plain text")},
    {SLICE("Some Plain Text a\x7f"
	   "B more"),
	SLICE("some plain text a\x7f"
	      "b more")},
};

struct kind {
	struct slice text;
	bool page;
};

static const struct kind kinds[] = {
    {SLICE(""), false},
    {SLICE("<"), false},
    {SLICE("text <html> text"), true},
    {SLICE("text <HTML> text"), true},
    {SLICE("text <Html> text"), true},
    {SLICE("text <hTML> text"), false},
    {SLICE("<html\n>"), false},
    {SLICE("< html>"), false},
    {SLICE("<html a=b>"), false},
    {SLICE("<head>"), true},
    {SLICE("<script"), true},
    {SLICE("<iframe a"), true},
    {SLICE("<IMG"), true},
    {SLICE("<im"), false},
    {SLICE("<object>"), true},
    {SLICE("<Table>"), true},
    {SLICE("<body><div><p>"), false},
    {SLICE("<!DOCTYPE html PUBLIC \"foo\">"), false},
    {SLICE("<a name=b>"), false},
    {SLICE("<a name=b> text hReF"), false},
    {SLICE("<a name=b> text hRef"), true},
    {SLICE("<a name=b> text HrEF"), true},
    {SLICE("href <A NAME=b> <a x>"), false},
};

static void
texts_come_out_as_from_clamscan(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		uint8_t *room = malloc(text_form_room(forms[i].text.size));

		assert_non_null(room);
		assert_slice_is(text_form(forms[i].text, room), forms[i].form);
		free(room);
	}
}

static void
pages_are_known_by_a_few_tags(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++)
		assert_int_equal(
		    text_form_is_page(kinds[i].text), kinds[i].page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_come_out_as_from_clamscan),
	    cmocka_unit_test(pages_are_known_by_a_few_tags),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
