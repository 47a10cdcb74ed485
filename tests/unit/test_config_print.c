/*
 * test_config_print - the sample, the shipped file, the manual: all say the
 * same
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/config_case.h"

/* What print writes, NUL-terminated; the caller frees it. */
static char *
printed(void (*print)(FILE *out), size_t *size_r)
{
	char *bytes = NULL;
	FILE *out = open_memstream(&bytes, size_r);

	assert_non_null(out);
	print(out);
	assert_int_equal(fclose(out), 0);
	return bytes;
}

static void
the_sample_file_parses_to_the_defaults(void **state)
{
	size_t size;
	char *sample = printed(config_print_sample, &size);
	struct config *config = must_parse(sample, NULL);
	unsigned keys = 0, rows = 0;

	(void)state;
	assert_default(config);
	config_free(&config);
	/* The same with every key switched on. */
	for (char *at = sample; (at = strstr(at, "\n#")) != NULL; keys++)
		at[1] = ' ';
	config = must_parse(sample, NULL);
	assert_default(config);
	config_free(&config);
	for (size_t i = 0; i < key_count; i++)
		rows += key_table[i].type != KEY_TYPE_SECTION;
	assert_int_equal(keys, rows);
	free(sample);
}

static void
no_line_of_the_sample_file_is_over_80_columns(void **state)
{
	size_t size;
	char *sample = printed(config_print_sample, &size);

	(void)state;
	for (const char *line = sample; *line != '\0';) {
		size_t columns = strcspn(line, "\n");

		assert_true(columns <= 80);
		line += columns + 1;
	}
	free(sample);
}

/* Run from the top folder of the project, as `make test` does. */
static void
the_shipped_file_is_up_to_date(void **state)
{
	size_t size, got;
	char *sample = printed(config_print_sample, &size);
	char *shipped = malloc(size + 2);
	FILE *file = fopen("conf/CGPFilter.cfg", "r");

	(void)state;
	assert_non_null(shipped);
	assert_non_null(file);
	got = fread(shipped, 1, size + 1, file);
	fclose(file);
	assert_int_equal(got, size);
	assert_memory_equal(shipped, sample, size);
	free(shipped);
	free(sample);
}

static void
the_manual_names_every_key_and_word(void **state)
{
	size_t size;
	char *manual = printed(config_print_mdoc, &size);
	char wanted[128];

	(void)state;
	for (size_t i = 0; i < key_count; i++) {
		snprintf(wanted, sizeof(wanted), "\n.%s %s\n",
		    key_table[i].type == KEY_TYPE_SECTION ? "Ss" : "It Ic",
		    key_table[i].name);
		/* The first row has no line end before it. */
		assert_non_null(strstr(manual, wanted + (i == 0)));
	}
	for (size_t i = 0; i < key_word_count; i++) {
		snprintf(
		    wanted, sizeof(wanted), "\n.It Cm %s\n", key_words[i].word);
		assert_non_null(strstr(manual, wanted));
	}
	free(manual);
}

static void
printed_values_read_back_as_they_were(void **state)
{
	struct config *config = must_parse(
	    "OnInfected=pass;InfectedText=\"a \\\"b\\\" \\\\ ^1\\ec\";"
	    "InfectedHeader=\"X-A: ^1\\e\\tb\";DatabaseDirectory=\"/d\";"
	    "StateDirectory=\"/s \xC3\xA9\";MaxScanSize=1048577;"
	    "Cartridge=\"/k\";WhitelistFile=\"/w\";CartridgeSettings=\"/c\";"
	    "GuardMail=\"/g\";GatewaysFile=\"/f\";"
	    "Header=\"X-A: ^1 ^2\\e\\t^3\";ScoredSources=\"\";"
	    "SlowAfter=90s;AnswerTimeLimit=90001ms;DetectPUA=ON;Workers=9;",
	    NULL);
	struct config *again;
	char *bytes = NULL;
	size_t size;
	FILE *out = open_memstream(&bytes, &size);

	(void)state;
	assert_non_null(out);
	config_print_values(config, out);
	assert_int_equal(fclose(out), 0);
	assert_non_null(strstr(bytes, "MaxScanSize = 1048577;\n"));
	assert_non_null(strstr(bytes, "SlowAfter = 90s;\n"));
	assert_non_null(strstr(bytes, "AnswerTimeLimit = 90001ms;\n"));
	assert_non_null(strstr(bytes, "DatabaseDirectory = \"/d\";\n"));
	assert_non_null(strstr(bytes, "DetectPUA = YES;\n"));
	again = must_parse(bytes, NULL);
	assert_same(config, again);
	config_free(&again);
	config_free(&config);
	free(bytes);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_sample_file_parses_to_the_defaults),
	    cmocka_unit_test(no_line_of_the_sample_file_is_over_80_columns),
	    cmocka_unit_test(the_shipped_file_is_up_to_date),
	    cmocka_unit_test(the_manual_names_every_key_and_word),
	    cmocka_unit_test(printed_values_read_back_as_they_were),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("config_print", tests, NULL, NULL);
}
