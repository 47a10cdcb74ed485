/*
 * test_show_options - the arguments of SHOW
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "threads/command/scan/show_options.h"

#define ARGUMENTS_MAX 8

static bool
read_line(
    const char *line, struct show_options *options, char *why, char *storage)
{
	static char *arguments[ARGUMENTS_MAX];
	struct text reason = text_over(why, 512);
	int count = 0;
	char *rest = storage;

	memcpy(storage, line, strlen(line) + 1);
	while (*rest != '\0') {
		char *end = strchr(rest, ' ');

		assert_true(count < ARGUMENTS_MAX);
		arguments[count++] = rest;
		rest = end == NULL ? rest + strlen(rest) : end + 1;
		if (end != NULL)
			*end = '\0';
	}
	return show_options_read(options, count, arguments, &reason);
}

struct good {
	const char *line;
	const char *files; /* each with a blank behind it */
	bool text, json, raw, has_part;
	uint64_t part;
	const char *extract;
};

static const struct good good[] = {
    {"a", "a ", false, false, false, false, 0, NULL},
    {"-", "- ", false, false, false, false, 0, NULL},
    {"a --text b", "a b ", true, false, false, false, 0, NULL},
    {"--json a", "a ", false, true, false, false, 0, NULL},
    {"-- --json", "--json ", false, false, false, false, 0, NULL},
    {"a -- --", "a -- ", false, false, false, false, 0, NULL},
    {"a --part 12", "a ", false, false, false, true, 12, NULL},
    {"--part=0 a", "a ", false, false, false, true, 0, NULL},
    {"--part 4294967295 a", "a ", false, false, false, true, 4294967295, NULL},
    {"--raw --part 1 -", "- ", false, false, true, true, 1, NULL},
    {"--raw a", "a ", false, false, true, false, 0, NULL},
    {"--extract d a", "a ", false, false, false, false, 0, "d"},
    {"--extract=d=e a b", "a b ", false, false, false, false, 0, "d=e"},
    {"--extract --json a", "a ", false, false, false, false, 0, "--json"},
};

static const struct {
	const char *line, *why; /* a piece of the reason */
} bad[] = {
    {"", "no message"},
    {"--text", "no message"},
    {"--", "no message"},
    {"--no-such a", "--no-such: no such option"},
    {"-x a", "-x: no such option"},
    {"--textual a", "--textual: no such option"},
    {"--text=1 a", "--text takes no value"},
    {"a --part", "the number of a part is missing"},
    {"a --extract", "a directory is missing"},
    {"--part= a", "the number of a part is missing"},
    {"--part 1x a", "give the number"},
    {"--part -1 a", "give the number"},
    {"--part 4294967296 a", "give the number"},
    {"--part 99999999999999999999 a", "give the number"},
    {"--part 1 a b", "give one"},
    {"--raw a b", "give one"},
    {"--part 1 --text a", "leave out"},
    {"--raw --links a", "leave out"},
    {"--raw --headers a", "leave out"},
    {"--raw --extract d a", "leave out"},
    {"--part 1 --json a", "leave out"},
};

static void
good_lines_are_read_as_the_table_says(void **state)
{
	char why[512], storage[256], files[256];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct show_options options;
		struct text listed = TEXT_OVER(files);

		if (!read_line(good[i].line, &options, why, storage))
			fail_msg("%s: %s", good[i].line, why);
		for (int f = 0; f < options.file_count; f++)
			text_printf(&listed, "%s ", options.files[f]);
		assert_string_equal(files, good[i].files);
		assert_int_equal(options.text, good[i].text);
		assert_int_equal(options.json, good[i].json);
		assert_int_equal(options.raw, good[i].raw);
		assert_int_equal(options.has_part, good[i].has_part);
		assert_int_equal(options.part, good[i].part);
		if (good[i].extract == NULL)
			assert_null(options.extract);
		else
			assert_string_equal(options.extract, good[i].extract);
	}
}

static void
bad_lines_are_refused_with_the_reason(void **state)
{
	char why[512], storage[256];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct show_options options;

		if (read_line(bad[i].line, &options, why, storage))
			fail_msg("taken: %s", bad[i].line);
		if (strstr(why, bad[i].why) == NULL)
			fail_msg("%s: %s", bad[i].line, why);
	}
}

/* Whatever else is wrong, who asks for help gets it. */
static void
help_comes_before_complaints(void **state)
{
	struct show_options options;
	char why[512], storage[256];

	(void)state;
	assert_true(read_line("--help", &options, why, storage));
	assert_true(options.help);
	assert_true(
	    read_line("-h --part 1 --json a b", &options, why, storage));
	assert_true(options.help);
	assert_non_null(strstr(show_usage, "--extract DIR"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(good_lines_are_read_as_the_table_says),
	    cmocka_unit_test(bad_lines_are_refused_with_the_reason),
	    cmocka_unit_test(help_comes_before_complaints),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("show_options", tests, NULL, NULL);
}
