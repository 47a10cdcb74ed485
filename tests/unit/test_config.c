/*
 * test_config - CGPFilter.cfg: every key and its values
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/config_case.h"

static void
an_empty_file_gives_the_defaults(void **state)
{
	static const char *const inputs[] = {
	    "", "{}", "\n\t // nothing\n", "# nothing", "{ /* x */ }\r\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
		struct config *config = must_parse(inputs[i], NULL);

		assert_default(config);
		config_free(&config);
	}
}

/* Figures from the feature list and the design, not from the table. */
static void
the_defaults_are_those_that_were_decided(void **state)
{
	struct config *config = config_default(NULL);
	struct limits limits;

	(void)state;
	assert_non_null(config);
	assert_int_equal(config->on_infected, INFECTED_AUTO);
	assert_int_equal(config->on_error, FAIL_FAILURE);
	assert_int_equal(config->postpone_max, 3);
	assert_int_equal(config->answer_time_limit_ms, 60000);
	assert_int_equal(config->max_order_delay_ms, 1);
	assert_int_equal(config->table_size, 16384);
	assert_int_equal(config->response_order, ORDER_WINDOW);
	assert_false(config->detect_pua);
	assert_string_equal(
	    config->incomplete_header, "X-CGPFilter-Scan: incomplete; ^1");
	assert_string_equal(config->database_directory, "db");
	limits_default(&limits);
	assert_memory_equal(&config->limits, &limits, sizeof(limits));
	config_free(&config);
}

static void
addresses_are_taken_as_people_write_them(void **state)
{
	static const char *const inputs[] = {
	    "ReportRecipient = \"\";",
	    "ReportRecipient = \" \";",
	    "ReportRecipient = \"ann@example.net\";",
	    "ReportRecipient = \" ann@example.net ,bob+x@mail.example.org,\";",
	    "ReportRecipient = \"Ann Lee <ann@example.net>, o'hara@x\";",
	    "ReportRecipient = \"\xD0\xB8@\xD0\xB8.\xD1\x80\xD1\x84\";",
	    "ReportRecipient = \"ann@[192.0.2.1]\";",
	    "ReportRecipient = \"a@b,,c@d\";",
	    "ReportRecipient = \"\\\"Lee, Ann\\\" <ann@example.net>, bob@x\";",
	    "ReportRecipient = \"ann@example.net (Ann Lee)\";",
	    "ReportRecipient = \"\\\"ann lee\\\"@example.net\";",
	    /* an account of the server's main domain */
	    "ReportRecipient = \"postmaster\";",
	    "ReportRecipient = postmaster;",
	    "ReportRecipient = \"a@b, Ann <ann>\";",
	    "ReportSender = \"postmaster\";",
	    "ReportSender = \"CGPFilter <filter@example.net>\";",
	    "ReportSender = \"\";",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
		struct config *config = must_parse(inputs[i], NULL);

		config_free(&config);
	}
}

/* Every row by itself is good, so that a default can be written down. */
static void
every_default_lies_in_its_range(void **state)
{
	(void)state;
	for (size_t i = 0; i < key_count; i++) {
		const struct key *key = &key_table[i];
		char array[8192], reason[256];
		struct text text = TEXT_OVER(array), why = TEXT_OVER(reason);
		struct config *config;

		if (key->type == KEY_TYPE_SECTION)
			continue;
		text_printf(&text, "%s = ", key->name);
		if (key_is_text(key))
			data_write_string(
			    slice_from_string(key->text_preset), &text);
		else
			key_put_number(key, key->preset, &text);
		text_put_byte(&text, ';');
		config = must_parse(array, NULL);
		assert_default(config);
		config_free(&config);
		assert_string_equal(reason, "");
		assert_false(why.truncated);
	}
}

static void
numbers_sizes_and_times_are_read_with_their_units(void **state)
{
	static const struct {
		const char *value;
		int64_t expected;
	} sizes[] = {{"65536", 65536}, {"#65536", 65536}, {"64K", 65536},
	    {"\"64k\"", 65536}, {"1M", 1048576}, {"2m", 2097152},
	    {"3G", INT64_C(3221225472)}, {"1024g", INT64_C(1099511627776)}},
	  times[] = {{"1ms", 1}, {"250ms", 250}, {"5s", 5000}, {"10m", 600000},
	      {"\"0500ms\"", 500}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char input[64];
		struct config *config;

		snprintf(input, sizeof(input), "SlowFrom=%s;", sizes[i].value);
		config = must_parse(input, NULL);
		assert_int_equal(config->slow_from, sizes[i].expected);
		config_free(&config);
	}
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		char input[64];
		struct config *config;

		snprintf(input, sizeof(input),
		    "AnswerTimeLimit=1h;SlowAfter=%s;", times[i].value);
		config = must_parse(input, NULL);
		assert_int_equal(config->slow_after_ms, times[i].expected);
		config_free(&config);
	}
}

static void
one_value(const char *key, const char *value, bool good)
{
	char input[128], array[1024], place[64];
	struct text error = TEXT_OVER(array);
	struct config *config;
	enum config_result result;

	snprintf(input, sizeof(input), "%s = %s;", key, value);
	result = parse(input, strlen(input), NULL, &config, &error);
	if (result != (good ? CONFIG_OK : CONFIG_BAD))
		fail_msg("%s %s", input, array);
	if (good) {
		config_free(&config);
		return;
	}
	snprintf(place, sizeof(place), "f:1:%zu: %s = %s: allowed is ",
	    strlen(key) + 4, key, value);
	assert_memory_equal(array, place, strlen(place));
}

/* In the smallest unit, so that "one past" is one byte or millisecond. */
static void
one_bound(const struct key *key, int64_t number, bool good)
{
	char value[64];

	snprintf(value, sizeof(value), "\"%lld%s\"", (long long)number,
	    key->type == KEY_TYPE_TIME ? "ms" : "");
	/* The message shows a plain word without quotes, "-1" with them. */
	if (number >= 0) {
		size_t size = strlen(value);

		memmove(value, value + 1, size);
		value[size - 2] = '\0';
	}
	one_value(key->name, value, good);
}

static void
both_ends_of_each_range_are_allowed_and_one_past_is_not(void **state)
{
	unsigned ranges = 0;

	(void)state;
	for (size_t i = 0; i < key_count; i++) {
		const struct key *key = &key_table[i];

		if (key->type != KEY_TYPE_COUNT && key->type != KEY_TYPE_SIZE &&
		    key->type != KEY_TYPE_TIME)
			continue;
		assert_true(key->min <= key->preset && key->preset <= key->max);
		one_bound(key, key->min, true);
		one_bound(key, key->max, true);
		one_bound(key, key->min - 1, false);
		one_bound(key, key->max + 1, false);
		ranges++;
	}
	assert_true(ranges >= 20);
}

static void
switches_and_words_are_taken_in_any_case(void **state)
{
	static const char *const yes[] = {
	    "YES", "yes", "Yes", "TRUE", "true", "ON", "\"on\""};
	static const char *const no[] = {"NO", "no", "False", "OFF"};

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++) {
		char input[64];
		struct config *config;

		snprintf(input, sizeof(input), "DetectPUA=%s;", yes[i]);
		config = must_parse(input, NULL);
		assert_true(config->detect_pua);
		config_free(&config);
	}
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		char input[64];
		struct config *config;

		snprintf(input, sizeof(input), "AllMatches=%s;", no[i]);
		config = must_parse(input, NULL);
		assert_false(config->all_matches);
		config_free(&config);
	}
	for (size_t i = 0; i < key_word_count; i++)
		for (size_t k = 0; k < key_count; k++)
			if (key_table[k].words != NULL &&
			    strcmp(key_table[k].words, key_words[i].type) == 0)
				one_value(
				    key_table[k].name, key_words[i].word, true);
}

static void
each_kind_of_field_is_set(void **state)
{
	struct config *config = must_parse(
	    "OnInfected = Discard; InfectedText = no; Workers = #7;\n"
	    "InfectedHeader = \"X-A: ^1\\e\\tmore\\e\" \"X-B: \xC3\xA9\";\n"
	    "IncompleteHeader = \"\"; OnNoDatabase = postpone;\n"
	    "DatabaseDirectory = \"/var/db\"; StateDirectory = \"a/b c\";\n"
	    "MaxParts = 16; MaxScanSize = 8G; DetectPUA = YES;\n"
	    "DatabaseMaxAge = 0; SuspectMaxAge = 1d; AddHeaderForm = bare;",
	    NULL);

	(void)state;
	assert_int_equal(config->on_infected, INFECTED_DISCARD);
	assert_string_equal(config->infected_text, "no");
	assert_int_equal(config->workers, 7);
	assert_string_equal(
	    config->infected_header, "X-A: ^1\n\tmore\nX-B: \xC3\xA9");
	assert_string_equal(config->incomplete_header, "");
	assert_int_equal(config->on_no_database, FAIL_POSTPONE);
	assert_string_equal(config->database_directory, "/var/db");
	assert_string_equal(config->state_directory, "prog/a/b c");
	assert_int_equal(config->limits.max[LIMIT_PARTS], 16);
	assert_int_equal(
	    config->limits.max[LIMIT_SCANNED_BYTES], INT64_C(8589934592));
	assert_true(config->detect_pua);
	assert_int_equal(config->database_max_age_ms, 0);
	assert_int_equal(config->suspect_max_age_ms, 86400000);
	assert_int_equal(config->addheader_form, ADDHEADER_BARE);
	config_free(&config);
}

static void
paths_are_relative_to_the_directory_of_the_program(void **state)
{
	static const struct {
		const char *directory, *expected;
	} rows[] = {{NULL, "db"}, {"", "db"}, {"CGPFilter", "CGPFilter/db"},
	    {"CGPFilter/", "CGPFilter/db"}, {".", "./db"}, {"/", "/db"},
	    {"/opt/x y", "/opt/x y/db"}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct config *config = config_default(rows[i].directory);

		assert_non_null(config);
		assert_string_equal(
		    config->database_directory, rows[i].expected);
		config_free(&config);
	}
}

static void
a_copy_has_the_same_values_in_memory_of_its_own(void **state)
{
	struct config *config = must_parse(
	    "Workers=3;StateDirectory=s;IncompleteHeader=\"\";DetectPUA=ON;"
	    "OnError=pass;MaxParts=99;SlowAfter=1s;",
	    NULL);
	struct config *copy = config_copy(config);

	(void)state;
	assert_non_null(copy);
	assert_same(config, copy);
	assert_string_equal(copy->state_directory, "prog/s");
	assert_ptr_not_equal(config->state_directory, copy->state_directory);
	config_free(&config);
	assert_string_equal(copy->incomplete_header, "");
	config_free(&copy);
	assert_null(copy);
}

static void
a_list_has_its_words_in_any_case(void **state)
{
	static const struct {
		const char *list, *word;
		bool has;
	} rows[] = {{"SMTP, RPOP", "SMTP", true}, {"SMTP, RPOP", "rpop", true},
	    {"SMTP, RPOP", "POP", false}, {"SMTP, RPOP", "", false},
	    {"", "SMTP", false}, {"", "", false}, {",, ,", "", false},
	    {"a,b", "b", true}, {"a b", "a", true}, {"abc", "ab", false}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (config_list_has(rows[i].list,
			slice_from_string(rows[i].word)) != rows[i].has)
			fail_msg("'%s' in '%s'", rows[i].word, rows[i].list);
}

static char directory[] = "/tmp/test_config.XXXXXX";

static int
make_directory(void **state)
{
	(void)state;
	return mkdtemp(directory) == NULL || chdir(directory) != 0;
}

static void
write_file(const char *path, const char *bytes, size_t size)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static enum config_result
load(const char *path, struct config **config_r, struct text *error)
{
	text_clear(error);
	return config_load(path, "prog", NULL, NULL, config_r, error);
}

static void
files_are_loaded_or_refused_by_name(void **state)
{
	char array[1024];
	struct text error = TEXT_OVER(array);
	struct config *config;

	(void)state;
	assert_int_equal(load("none.cfg", &config, &error), CONFIG_NO_FILE);
	assert_string_equal(array, "none.cfg: No such file or directory");
	assert_int_equal(load("none/x.cfg", &config, &error), CONFIG_NO_FILE);
	assert_null(config);

	write_file("good.cfg", "Workers = 5;\n", 13);
	assert_int_equal(load("good.cfg", &config, &error), CONFIG_OK);
	assert_int_equal(config->workers, 5);
	assert_string_equal(config->state_directory, "prog/state");
	config_free(&config);

	write_file("bad.cfg", "Workers = 5;\nMatcher = 5;\n", 26);
	assert_int_equal(load("bad.cfg", &config, &error), CONFIG_BAD);
	assert_null(config);
	assert_string_equal(array,
	    "bad.cfg:2:11: Matcher = 5: allowed is auto, hyperscan or "
	    "portable");

	assert_int_equal(load(".", &config, &error), CONFIG_BAD);
	assert_string_equal(array, ".: it is not a regular file");
	assert_int_equal(mkfifo("fifo.cfg", 0600), 0);
	assert_int_equal(load("fifo.cfg", &config, &error), CONFIG_BAD);
	assert_string_equal(array, "fifo.cfg: it is not a regular file");
	assert_null(config);
	assert_int_equal(
	    unlink("fifo.cfg") | unlink("good.cfg") | unlink("bad.cfg"), 0);
}

static void
a_file_may_have_1_mb_and_no_byte_more(void **state)
{
	char *bytes = malloc(DATA_SIZE_MAX + 1);
	char array[1024];
	struct text error = TEXT_OVER(array);
	struct config *config;

	(void)state;
	assert_non_null(bytes);
	memset(bytes, '\n', DATA_SIZE_MAX + 1);
	write_file("big.cfg", bytes, DATA_SIZE_MAX);
	assert_int_equal(load("big.cfg", &config, &error), CONFIG_OK);
	config_free(&config);
	write_file("big.cfg", bytes, DATA_SIZE_MAX + 1);
	assert_int_equal(load("big.cfg", &config, &error), CONFIG_BAD);
	assert_string_equal(array,
	    "big.cfg:1:1: 1048577 bytes are too many, 1048576 are allowed");
	assert_int_equal(unlink("big.cfg"), 0);
	free(bytes);
}

static void
a_nearest_key_is_one_that_a_slip_could_have_made(void **state)
{
	static const struct {
		const char *name, *nearest;
	} rows[] = {{"onInfected", "OnInfected"}, {"OnInfcted", "OnInfected"},
	    {"OnInfeccted", "OnInfected"}, {"OnInefcted", "OnInfected"},
	    {"InfectedHaeder", "InfectedHeader"}, {"TableSise", "TableSize"},
	    {"MaxDeph", "MaxDepth"}, {"Mathcre", "Matcher"}, {"Actions", NULL},
	    {"x", NULL}, {"Colour", NULL}, {"GreyLevel", NULL}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct key *key =
		    key_nearest(slice_from_string(rows[i].name));

		if (rows[i].nearest == NULL)
			assert_null(key);
		else if (key == NULL || strcmp(key->name, rows[i].nearest) != 0)
			fail_msg("%s: %s", rows[i].name,
			    key == NULL ? "nothing" : key->name);
	}
}

static int
remove_directory(void **state)
{
	(void)state;
	return chdir("/") != 0 || rmdir(directory) != 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_empty_file_gives_the_defaults),
	    cmocka_unit_test(the_defaults_are_those_that_were_decided),
	    cmocka_unit_test(every_default_lies_in_its_range),
	    cmocka_unit_test(addresses_are_taken_as_people_write_them),
	    cmocka_unit_test(numbers_sizes_and_times_are_read_with_their_units),
	    cmocka_unit_test(
		both_ends_of_each_range_are_allowed_and_one_past_is_not),
	    cmocka_unit_test(switches_and_words_are_taken_in_any_case),
	    cmocka_unit_test(each_kind_of_field_is_set),
	    cmocka_unit_test(
		paths_are_relative_to_the_directory_of_the_program),
	    cmocka_unit_test(a_copy_has_the_same_values_in_memory_of_its_own),
	    cmocka_unit_test(a_list_has_its_words_in_any_case),
	    cmocka_unit_test_setup(
		files_are_loaded_or_refused_by_name, make_directory),
	    cmocka_unit_test_teardown(
		a_file_may_have_1_mb_and_no_byte_more, remove_directory),
	    cmocka_unit_test(a_nearest_key_is_one_that_a_slip_could_have_made),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
