/*
 * test_learn_options - the arguments of LEARN and UNLEARN
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "threads/command/learn/learn_options.h"

#define ARGUMENTS 12

static struct learn_options options;
static char why_buffer[512];

/* line: arguments with a blank between. */
static bool
read_line(const char *line, bool unlearn)
{
	static char words[256];
	char *arguments[ARGUMENTS];
	int count = 0;
	struct text why = TEXT_OVER(why_buffer);

	snprintf(words, sizeof(words), "%s", line);
	for (char *word = words; *word != '\0' && count < ARGUMENTS;) {
		size_t size = strcspn(word, " ");

		arguments[count++] = word;
		word += size;
		if (*word == ' ')
			*word++ = '\0';
	}
	return learn_options_read(&options, unlearn, count, arguments, &why);
}

/* "spam:a legit:b" */
static const char *
places(void)
{
	static const char *const names[] = {
	    "legit", "spam", "phishing", "index"};
	static char buffer[256];
	struct text text = TEXT_OVER(buffer);

	for (int i = 0; i < options.place_count; i++)
		text_printf(&text, "%s%s:%s", i == 0 ? "" : " ",
		    names[options.places[i].mark], options.places[i].path);
	return buffer;
}

static void
words_say_what_the_places_behind_them_hold(void **state)
{
	static const struct {
		const char *line, *places;
	} rows[] = {
	    {"spam a", "spam:a"},
	    {"spam a b legit c", "spam:a spam:b legit:c"},
	    {"ham a phishing b", "legit:a phishing:b"},
	    {"index a", "index:a"},
	    /* A word right behind a word is a place. */
	    {"spam spam legit ham", "spam:spam legit:ham"},
	    {"spam spam spam a", "spam:spam spam:a"},
	    {"spam ./legit -", "spam:./legit spam:-"},
	    {"spam -- --quiet", "spam:--quiet"},
	    {"--quiet spam a --ship b", "spam:a spam:b"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(read_line(rows[i].line, false));
		assert_string_equal(places(), rows[i].places);
		learn_options_free(&options);
	}
}

static void
unlearn_has_places_alone(void **state)
{
	(void)state;
	assert_true(read_line("a spam legit", true));
	assert_int_equal(options.place_count, 3);
	assert_string_equal(options.places[1].path, "spam");
	learn_options_free(&options);
}

static void
options_stand_anywhere(void **state)
{
	(void)state;
	assert_true(read_line("spam a --cartridge f --quiet", false));
	assert_string_equal(options.cartridge, "f");
	assert_true(options.quiet && !options.ship && !options.help);
	assert_string_equal(places(), "spam:a");
	learn_options_free(&options);
	assert_true(read_line("--cartridge=g/h --ship legit a", false));
	assert_string_equal(options.cartridge, "g/h");
	assert_true(options.ship);
	learn_options_free(&options);
	assert_true(read_line("--help", false));
	assert_true(options.help);
	learn_options_free(&options);
}

static void
mistakes_are_told(void **state)
{
	static const struct {
		const char *line, *why;
	} rows[] = {
	    {"", "no place"},
	    {"spam", "no place"},
	    {"a", "say first"},
	    {"a spam b", "say first"},
	    {"--what spam a", "--what: no such option"},
	    {"--cartridges f spam a", "no such option"},
	    {"spam a --cartridge", "is missing"},
	    {"spam a --cartridge=", "is missing"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_false(read_line(rows[i].line, false));
		if (strstr(why_buffer, rows[i].why) == NULL)
			fail_msg("%s: %s", rows[i].line, why_buffer);
		learn_options_free(&options);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_say_what_the_places_behind_them_hold),
	    cmocka_unit_test(unlearn_has_places_alone),
	    cmocka_unit_test(options_stand_anywhere),
	    cmocka_unit_test(mistakes_are_told),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
