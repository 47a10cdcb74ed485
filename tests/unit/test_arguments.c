/*
 * test_arguments - what is typed behind a command's word
 *
 * The forms are those of POSIX's Utility Syntax Guidelines and of GNU's
 * getopt_long().
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "threads/command/console/arguments.h"

#define ARGUMENTS_MAX 8

struct seen {
	bool red, verbose;
	const char *file;
	uint64_t jobs;
	bool even;
	char words[64]; /* each with a blank behind it */
};

static bool
take_even(void *owner, const char *value)
{
	struct seen *seen = owner;

	seen->even = true;
	return strcmp(value, "2") == 0 || strcmp(value, "4") == 0;
}

static bool
add_word(void *owner, char *word, struct text *why)
{
	struct seen *seen = owner;
	size_t used;

	if (strcmp(word, "no") == 0) {
		text_printf(why, "no is no word");
		return false;
	}
	used = strlen(seen->words);
	snprintf(seen->words + used, sizeof(seen->words) - used, "%s ", word);
	return true;
}

/* line is cut at its blanks. */
static bool
read_line(char *line, struct seen *seen_r, char *why, size_t why_size)
{
	const struct option_row rows[] = {
	    {"--red", 'r', .flag = &seen_r->red},
	    {"--verbose", 'v', .flag = &seen_r->verbose},
	    {"--file", 'f', .text = &seen_r->file, .wants = "a file"},
	    {"--jobs", 'j', .number = &seen_r->jobs, .least = 1, .most = 8,
		.wants = "a number from 1 to 8"},
	    {"--even", .take = take_even, .wants = "2 or 4"},
	};
	const struct arguments arguments = {
	    rows, sizeof(rows) / sizeof(rows[0]), add_word, seen_r};
	struct text reason = text_over(why, why_size);
	char *argv[ARGUMENTS_MAX], *rest = line;
	int argc = 0;

	*seen_r = (struct seen){.jobs = 0};
	while (*rest != '\0') {
		size_t size = strcspn(rest, " ");

		assert_true(argc < ARGUMENTS_MAX);
		argv[argc++] = rest;
		rest += size;
		if (*rest == ' ')
			*rest++ = '\0';
	}
	return arguments_read(&arguments, argc, argv, &reason);
}

static void
all_forms_are_read(void **state)
{
	static const struct {
		const char *line, *words;
		bool red, verbose;
		const char *file;
		uint64_t jobs;
		bool even;
	} rows[] = {
	    {"", "", false, false, NULL, 0, false},
	    {"a - b", "a - b ", false, false, NULL, 0, false},
	    {"--red a --verbose", "a ", true, true, NULL, 0, false},
	    {"-r -v", "", true, true, NULL, 0, false},
	    {"-rv a", "a ", true, true, NULL, 0, false},
	    {"--file x a", "a ", false, false, "x", 0, false},
	    {"--file=x=y", "", false, false, "x=y", 0, false},
	    {"-f x", "", false, false, "x", 0, false},
	    {"-fx", "", false, false, "x", 0, false},
	    {"-f=x", "", false, false, "x", 0, false},
	    {"-rfx a", "a ", true, false, "x", 0, false},
	    {"-rvf x a", "a ", true, true, "x", 0, false},
	    {"-frv", "", false, false, "rv", 0, false},
	    {"--file --red", "", false, false, "--red", 0, false},
	    {"-j8 --jobs 1", "", false, false, NULL, 1, false},
	    {"--even=4", "", false, false, NULL, 0, true},
	    {"-r -- -v --red -- -", "-v --red -- - ", true, false, NULL, 0,
		false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char line[64], why[128];
		struct seen seen;

		snprintf(line, sizeof(line), "%s", rows[i].line);
		if (!read_line(line, &seen, why, sizeof(why)))
			fail_msg("%s: %s", rows[i].line, why);
		assert_string_equal(seen.words, rows[i].words);
		assert_int_equal(seen.red, rows[i].red);
		assert_int_equal(seen.verbose, rows[i].verbose);
		assert_int_equal(seen.file == NULL, rows[i].file == NULL);
		if (seen.file != NULL)
			assert_string_equal(seen.file, rows[i].file);
		assert_int_equal(seen.jobs, rows[i].jobs);
		assert_int_equal(seen.even, rows[i].even);
	}
}

static void
mistakes_are_told(void **state)
{
	static const struct {
		const char *line, *why;
	} rows[] = {
	    {"--re", "--re: no such option"},
	    {"--redder", "--redder: no such option"},
	    {"---red", "---red: no such option"},
	    {"-x", "-x: no such option"},
	    {"-rx", "-rx: no such option"},
	    {"-red", "-red: no such option"},
	    {"--red=1", "--red=1: --red takes no value"},
	    {"--file", "--file: a file is missing behind it"},
	    {"--file=", "--file=: a file is missing behind it"},
	    {"-rf", "-rf: a file is missing behind it"},
	    {"-j 0", "-j 0: give a number from 1 to 8"},
	    {"-j9", "-j9: give a number from 1 to 8"},
	    {"--jobs 1x", "--jobs 1x: give a number from 1 to 8"},
	    {"--jobs=-1", "--jobs=-1: give a number from 1 to 8"},
	    {"--jobs 18446744073709551617",
		"--jobs 18446744073709551617: give a number from 1 to 8"},
	    {"--even 3", "--even 3: give 2 or 4"},
	    {"a no b", "no is no word"},
	    {"-- --red no", "no is no word"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char line[64], why[128];
		struct seen seen;

		snprintf(line, sizeof(line), "%s", rows[i].line);
		if (read_line(line, &seen, why, sizeof(why)))
			fail_msg("%s was taken", rows[i].line);
		assert_string_equal(why, rows[i].why);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_forms_are_read),
	    cmocka_unit_test(mistakes_are_told),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("arguments", tests, NULL, NULL);
}
