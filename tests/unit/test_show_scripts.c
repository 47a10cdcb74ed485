/*
 * test_show_scripts - words of several scripts
 *
 * The words are by hand; the mixed ones are of the kind that phishing has.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/show/scripts.h"

static const struct {
	const char *text;
	bool mixed;
} rows[] = {
    {"", false},
    {"PayPal", false},
    {"Gr\xC3\xBC\xC3\x9F"
     "e",
	false},
    {"\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82", false},
    /* Two words, and two parts of one: "Wi-Fi-" and a Cyrillic word. */
    {"Wi-Fi \xD1\x80", false},
    {"Wi-Fi-\xD1\x80", false},
    {"3D-\xD0\xBC", false},
    /* Latin and Chinese stand side by side in every mail from there. */
    {"iPhone\xE6\x89\x8B\xE6\x9C\xBA", false},
    /* A micro sign, and a multiplication sign between Latin letters. */
    {"5\xC2\xB5m a\xC3\x97z", false},
    /* Cyrillic a in PayPal, Cyrillic o in iPhone, Greek O in Office. */
    {"P\xD0\xB0yPal", true},
    {"an iPh\xD0\xBEne", true},
    {"\xCE\x9F"
     "ffice",
	true},
    {"Offic\xD0\xB5", true},
    {"\xD5\xBD"
     "ber",
	true},
    {"\xFFP\xD0\xB0\xFF", true},
};

static void
words_are_mixed_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (scripts_are_mixed(slice_from_string(rows[i].text)) !=
		    rows[i].mixed)
			fail_msg("%s", rows[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_are_mixed_as_the_table_says),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("show_scripts", tests, NULL, NULL);
}
