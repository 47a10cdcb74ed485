/*
 * test_config - CGPFilter.cfg: every key, every refusal, what is printed
 *
 * Places in messages are counted by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/config/config.h"
#include "core/config/keys.h"

/*
 * Allocations of the code under test come here (conf/conf.mk links it so); the
 * one after so many more fails.  Negative: none does.
 */
static int allocations_left = -1;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
char *__real_strdup(const char *string);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
char *__wrap_strdup(const char *string);

static bool
allocation_fails(void)
{
	return allocations_left >= 0 && allocations_left-- == 0;
}

void *
__wrap_malloc(size_t size)
{
	return allocation_fails() ? NULL : __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size)
{
	return allocation_fails() ? NULL : __real_calloc(count, size);
}

char *
__wrap_strdup(const char *string)
{
	int left;
	char *copy;

	if (allocation_fails())
		return NULL;
	/* In a static program its own malloc() comes by here, too. */
	left = allocations_left;
	allocations_left = -1;
	copy = __real_strdup(string);
	allocations_left = left;
	return copy;
}

struct warned {
	unsigned count;
	char last[512];
};

static void
remember(void *owner, const char *sentence)
{
	struct warned *warned = owner;

	warned->count++;
	snprintf(warned->last, sizeof(warned->last), "%s", sentence);
}

/* In an allocation of its own size, so that a read past the end is seen. */
static enum config_result
parse(const char *input, size_t size, struct warned *warned,
    struct config **config_r, struct text *error)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);
	enum config_result result;

	assert_non_null(copy);
	memcpy(copy, input, size);
	result = config_parse((struct slice){copy, size}, "f", "prog",
	    warned == NULL ? NULL : remember, warned, config_r, error);
	free(copy);
	return result;
}

/* The configuration that input gives; no warning unless warned is there. */
static struct config *
must_parse(const char *input, struct warned *warned)
{
	char array[1024];
	struct text error = TEXT_OVER(array);
	struct warned none = {0};
	struct config *config;

	if (parse(input, strlen(input), warned == NULL ? &none : warned,
		&config, &error) != CONFIG_OK)
		fail_msg("%s", array);
	if (none.count > 0)
		fail_msg("%s", none.last);
	return config;
}

static void
check_refused(const char *input, const char *expected)
{
	char array[1024];
	struct text error = TEXT_OVER(array);
	struct config *config = (struct config *)-1;

	if (parse(input, strlen(input), NULL, &config, &error) != CONFIG_BAD)
		fail_msg("was not refused: %s", input);
	assert_null(config);
	if (strcmp(array, expected) != 0)
		fail_msg("%s: expected %s, got %s", input, expected, array);
}

static void
assert_same(const struct config *a, const struct config *b)
{
	for (size_t i = 0; i < key_count; i++) {
		const struct key *key = &key_table[i];

		if (key->type == KEY_TYPE_SECTION)
			continue;
		if (key_is_text(key))
			assert_string_equal(key_text(key, a), key_text(key, b));
		else if (key_get_number(key, a) != key_get_number(key, b))
			fail_msg("%s differs", key->name);
	}
	assert_memory_equal(&a->limits, &b->limits, sizeof(a->limits));
}

static void
assert_default(const struct config *config)
{
	struct config *preset = config_default("prog");

	assert_non_null(preset);
	assert_same(config, preset);
	config_free(&preset);
	assert_null(preset);
}

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
	assert_int_equal(config->max_order_delay_ms, 250);
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

#define COUNT_0_1024 "allowed is a whole number from 0 to 1024"
#define SIZE_64K_2G "allowed is a size (100K, 10M, 1G) from 64K to 2G"
#define TIME_1MS_10M                                                           \
	"allowed is a time (250ms, 5s, 10m, 1h, 1d) from 1ms to 10m"

static const struct {
	const char *input, *error;
} refused[] = {
    /* the format */
    {"Workers = 4", "f:1:12: ';' is missing before the end of the file"},
    {"Workers = 4;\nMatcher auto;", "f:2:8: '=' is missing before 'a'"},
    {"InfectedText = Go away;",
	"f:1:18: ';' is missing before 'a'; a string with blanks needs "
	"quotes"},
    {"DatabaseDirectory = /var/db;",
	"f:1:21: '/' cannot begin a value: a string with other than letters "
	"and digits needs quotes"},
    {"(a)", "f:1:1: a key is expected here, not '('"},
    {"{Workers = 4;} Matcher = auto;",
	"f:1:16: nothing may follow the end of the dictionary, but 'M' does"},
    /* keys */
    {"Wokers = 4;", "f:1:1: \"Wokers\" is not a key of this file; did you "
		    "mean Workers?"},
    {"Workers = 4;\n\n  workers = 4;",
	"f:3:3: \"workers\" is not a key of this file; did you mean Workers?"},
    {"Mathcer = auto;", "f:1:1: \"Mathcer\" is not a key of this file; did "
			"you mean Matcher?"},
    {"MaxPart = 5;", "f:1:1: \"MaxPart\" is not a key of this file; did you "
		     "mean MaxParts?"},
    {"LicenceKey = 5;", "f:1:1: \"LicenceKey\" is not a key of this file"},
    {"\"\" = 5;", "f:1:1: \"\" is not a key of this file"},
    {"\"a\\tb\" = 5;", "f:1:1: \"a?b\" is not a key of this file"},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=b;",
	"f:1:1: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"...\" is not a key of this file"},
    /* numbers */
    {"Workers = many;", "f:1:11: Workers = many: " COUNT_0_1024},
    {"Workers = 4K;", "f:1:11: Workers = 4K: " COUNT_0_1024},
    {"Workers = \"\";", "f:1:11: Workers = \"\": " COUNT_0_1024},
    {"Workers = \" 4\";", "f:1:11: Workers = \" 4\": " COUNT_0_1024},
    {"Workers = -1;", "f:1:11: Workers = \"-1\": " COUNT_0_1024},
    {"Workers = #-1;", "f:1:11: Workers = #-1: " COUNT_0_1024},
    {"Workers = 18446744073709551620;",
	"f:1:11: Workers = 18446744073709551620: " COUNT_0_1024},
    {"Workers = (4);", "f:1:11: Workers = (4): " COUNT_0_1024},
    {"Workers = #NULL#;", "f:1:11: Workers = #NULL#: " COUNT_0_1024},
    {"Workers = {a=(b,c);};", "f:1:11: Workers = {a=(b,c);}: " COUNT_0_1024},
    {"Workers = aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg;",
	"f:1:11: Workers = "
	"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff...:"
	" " COUNT_0_1024},
    {"MaxMessageSize = 10MB;", "f:1:18: MaxMessageSize = 10MB: " SIZE_64K_2G},
    {"MaxMessageSize = K;", "f:1:18: MaxMessageSize = K: " SIZE_64K_2G},
    {"MaxMessageSize = 17179869184G;",
	"f:1:18: MaxMessageSize = 17179869184G: " SIZE_64K_2G},
    {"SlowAfter = 5;", "f:1:13: SlowAfter = 5: " TIME_1MS_10M},
    {"SlowAfter = #5;", "f:1:13: SlowAfter = #5: " TIME_1MS_10M},
    {"SlowAfter = 0;", "f:1:13: SlowAfter = 0: " TIME_1MS_10M},
    {"SlowAfter = 5S;", "f:1:13: SlowAfter = 5S: " TIME_1MS_10M},
    {"SlowAfter = 1h30m;", "f:1:13: SlowAfter = 1h30m: " TIME_1MS_10M},
    {"SlowAfter = 213503982334d;",
	"f:1:13: SlowAfter = 213503982334d: " TIME_1MS_10M},
    /* words */
    {"DetectPUA = 1;", "f:1:13: DetectPUA = 1: allowed is YES or NO"},
    {"DetectPUA = #1;", "f:1:13: DetectPUA = #1: allowed is YES or NO"},
    {"Matcher = fast;", "f:1:11: Matcher = fast: allowed is auto, hyperscan "
			"or portable"},
    {"OnError=reject;", "f:1:9: OnError = reject: allowed is failure, pass "
			"or postpone"},
    {"OnInfected = #1;", "f:1:14: OnInfected = #1: allowed is auto, reject, "
			 "discard, addheader, postpone or pass"},
    /* text */
    {"InfectedText = #5;", "f:1:16: InfectedText = #5: allowed is a string"},
    {"InfectedText = \"\";",
	"f:1:16: InfectedText = \"\": it must not be empty"},
    {"InfectedText = \"^2\";", "f:1:16: InfectedText = \"^2\": only ^1 can "
			       "be filled in, so no other ^ may stand there"},
    {"InfectedText = \"a^\";", "f:1:16: InfectedText = \"a^\": only ^1 can "
			       "be filled in, so no other ^ may stand there"},
    {"InfectedText = \"a\\tb\";",
	"f:1:16: InfectedText = \"a\\tb\": a control character cannot be part "
	"of it"},
    {"InfectedText = \"a\\u'85'\";",
	"f:1:16: InfectedText = \"a??\": a control character cannot be part of "
	"it"},
    {"InfectedHeader = [Zg==];",
	"f:1:18: InfectedHeader = [Zg==]: allowed is a string with header "
	"fields"},
    {"InfectedHeader = Virus;", "f:1:18: InfectedHeader = Virus: each header "
				"field is written Name: text"},
    {"InfectedHeader = \": text\";",
	"f:1:18: InfectedHeader = \": text\": each header field is written "
	"Name: text"},
    {"InfectedHeader = \"X A: text\";",
	"f:1:18: InfectedHeader = \"X A: text\": each header field is written "
	"Name: text"},
    {"InfectedHeader = \" X-A: text\";",
	"f:1:18: InfectedHeader = \" X-A: text\": each header field is "
	"written Name: text"},
    {"InfectedHeader = \"X-\xC3\xA9: text\";",
	"f:1:18: InfectedHeader = \"X-\xC3\xA9: text\": each header field is "
	"written Name: text"},
    {"InfectedHeader = \"X-^1: text\";",
	"f:1:18: InfectedHeader = \"X-^1: text\": ^ cannot be part of a field "
	"name"},
    {"InfectedHeader = \"X-A:\";", "f:1:18: InfectedHeader = \"X-A:\": a "
				   "header field needs text behind its name"},
    {"InfectedHeader = \"X-A: b\\e\";",
	"f:1:18: InfectedHeader = \"X-A: b\\e\": an empty line would end the "
	"header"},
    {"InfectedHeader = \"X-A: b\\e\\eX-C: d\";",
	"f:1:18: InfectedHeader = \"X-A: b\\e\\eX-C: d\": an empty line would "
	"end the header"},
    {"InfectedHeader = \"X-A: b\\e \\t\";",
	"f:1:18: InfectedHeader = \"X-A: b\\e \\t\": an empty line would end "
	"the header"},
    {"InfectedHeader = \"X-A: b\\r\";",
	"f:1:18: InfectedHeader = \"X-A: b\\r\": a control character cannot "
	"be part of it"},
    {"InfectedHeader = \"X-A: b\\eX-C: ^3\";",
	"f:1:18: InfectedHeader = \"X-A: b\\eX-C: ^3\": only ^1 can be filled "
	"in, so no other ^ may stand there"},
    {"Header = \"X-A: ^4\";",
	"f:1:10: Header = \"X-A: ^4\": only ^1, ^2 and ^3 can be filled in, so "
	"no other ^ may stand there"},
    {"Header = \"X-A: ^\";",
	"f:1:10: Header = \"X-A: ^\": only ^1, ^2 and ^3 can be filled in, so "
	"no other ^ may stand there"},
    {"AlertHeader = \"X-^3: a\";", "f:1:15: AlertHeader = \"X-^3: a\": ^ "
				   "cannot be part of a field name"},
    {"ScoredSources = \"SMTP; RPOP\";",
	"f:1:17: ScoredSources = \"SMTP; RPOP\": words of letters and digits "
	"are wanted, with commas between them"},
    {"ScoredSources = #5;", "f:1:17: ScoredSources = #5: allowed is a string "
			    "with words and commas between"},
    {"OnLicenseLimitReached = stop;",
	"f:1:25: OnLicenseLimitReached = stop: allowed is Pass or Delay"},
    {"DatabaseDirectory = \"\";",
	"f:1:21: DatabaseDirectory = \"\": it must not be empty"},
    {"DatabaseDirectory = \"a\\eb\";",
	"f:1:21: DatabaseDirectory = \"a\\eb\": a control character cannot be "
	"part of it"},
    {"DatabaseDirectory = #5;",
	"f:1:21: DatabaseDirectory = #5: allowed is a string with a path"},
    /* a good key before a bad one changes nothing */
    {"Workers = 4;\n# c\n\tMatcher = \xC3\xA9;",
	"f:3:12: Matcher = \"\xC3\xA9\": allowed is auto, hyperscan or "
	"portable"},
};

static void
every_refusal_names_place_key_value_and_what_is_allowed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		check_refused(refused[i].input, refused[i].error);
}

/* KEY = "X-A: aaa...": the text is size bytes long. */
static bool
header_of(size_t size, size_t lines)
{
	char input[8192], array[1024];
	struct text text = TEXT_OVER(input), error = TEXT_OVER(array);
	struct config *config;
	enum config_result result;

	text_put(&text, SLICE("InfectedHeader = \""));
	for (size_t line = 0; line < lines; line++) {
		text_put(&text, slice_from_string(line > 0 ? "\\e" : ""));
		text_put(&text, SLICE("X-A: "));
		for (size_t i = 5; i < size; i++)
			text_put_byte(&text, 'a');
	}
	text_put(&text, SLICE("\";"));
	assert_false(text.truncated);
	result = parse(input, text.size, NULL, &config, &error);
	if (result == CONFIG_OK)
		config_free(&config);
	return result == CONFIG_OK;
}

static void
the_length_of_a_header_is_bounded(void **state)
{
	(void)state;
	assert_true(header_of(800, 1));
	assert_false(header_of(801, 1));
	/* Two line ends: 2 + 3 * 666 = 2000. */
	assert_true(header_of(666, 3));
	assert_false(header_of(667, 3));
}

static void
the_length_of_a_path_is_bounded(void **state)
{
	char input[1100];
	struct config *config;
	char array[1024];
	struct text error = TEXT_OVER(array);
	int size;

	(void)state;
	size = snprintf(input, sizeof(input), "StateDirectory=%01000d;", 0);
	assert_int_equal(
	    parse(input, (size_t)size, NULL, &config, &error), CONFIG_OK);
	assert_int_equal(strlen(config->state_directory), 1005);
	config_free(&config);
	size = snprintf(input, sizeof(input), "StateDirectory=%01001d;", 0);
	assert_int_equal(
	    parse(input, (size_t)size, NULL, &config, &error), CONFIG_BAD);
}

static void
odd_things_are_told_once_and_taken(void **state)
{
	static const struct {
		const char *input, *warning;
	} rows[] = {
	    {"Workers=1;\n Workers=2;\nWorkers=2;",
		"f:2:2: Workers was given in line 1 already; this one counts"},
	    {"Workers=2;InfectedText=\"a\\qb\";",
		"f:1:26: \\q is no known escape and was read as q; a backslash "
		"itself is written \\\\"},
	    {"Workers=2;InfectedHeader=\"X-A: b\\eSubject: ^1\";",
		"f:1:26: InfectedHeader: a field name that does not begin with "
		"X- may be taken for one of the message's own"},
	    {"Workers=2;SlowAfter=1m;",
		"f:1:1: SlowAfter is not below AnswerTimeLimit: no message "
		"will go to the slow lane"},
	    {"Workers=2;MaxOrderDelay=1m;",
		"f:1:1: MaxOrderDelay is not below AnswerTimeLimit: no answer "
		"will overtake"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct warned warned = {0};
		struct config *config = must_parse(rows[i].input, &warned);

		assert_int_equal(config->workers, 2);
		assert_string_equal(warned.last, rows[i].warning);
		assert_int_equal(warned.count, 1);
		config_free(&config);
	}
}

static void
warnings_about_one_file_are_bounded(void **state)
{
	static const char element[] = "InfectedHeader=\"A: b\";";
	struct warned warned = {0};
	char input[100 * sizeof(element)];
	struct text text = TEXT_OVER(input);
	struct config *config;

	(void)state;
	for (int i = 0; i < 100; i++)
		text_put(&text, slice_from_string(element));
	assert_false(text.truncated);
	config = must_parse(input, &warned);
	assert_int_equal(warned.count, 40);
	config_free(&config);
}

static void
input_may_end_at_every_byte(void **state)
{
	static const char input[] =
	    "{ Workers = 4; // c\n InfectedHeader = \"X-A: \\u'e9'\" \"b\"; "
	    "MaxScanSize = 10M; }";
	char array[1024];
	struct text error = TEXT_OVER(array);
	struct config *config;

	(void)state;
	for (size_t end = 1; end < sizeof(input) - 1; end++) {
		assert_int_equal(
		    parse(input, end, NULL, &config, &error), CONFIG_BAD);
		assert_null(config);
		assert_true(strncmp(array, "f:1:", 4) == 0 ||
			    strncmp(array, "f:2:", 4) == 0);
	}
	config = must_parse(input, NULL);
	config_free(&config);
}

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

/* How often may_fail fails before it has all the memory it wants. */
static int
failures_of(bool (*may_fail)(void))
{
	for (int allowed = 0; allowed < 100; allowed++) {
		bool good;

		allocations_left = allowed;
		good = may_fail();
		allocations_left = -1;
		if (good)
			return allowed;
	}
	fail_msg("it never gets enough memory");
	return -1;
}

static bool
make_default(void)
{
	struct config *config = config_default("prog");

	if (config == NULL)
		return false;
	config_free(&config);
	return true;
}

static struct config *original;

static bool
make_copy(void)
{
	struct config *copy = config_copy(original);

	if (copy == NULL)
		return false;
	config_free(&copy);
	return true;
}

static bool
parse_one(void)
{
	static const char input[] =
	    "InfectedText=a;StateDirectory=b;Workers=1;InfectedText=c;";
	char array[256];
	struct text error = TEXT_OVER(array);
	struct config *config = (struct config *)-1;
	struct slice bytes = slice_from_string(input);

	if (config_parse(bytes, "f", NULL, NULL, NULL, &config, &error) ==
	    CONFIG_OK) {
		config_free(&config);
		return true;
	}
	assert_null(config);
	assert_string_equal(array, "f: there is no memory to read it");
	return false;
}

static bool
load_one(void)
{
	char array[256];
	struct text error = TEXT_OVER(array);
	struct config *config = (struct config *)-1;
	enum config_result result =
	    config_load("/dev/null/x", NULL, NULL, NULL, &config, &error);

	assert_int_equal(result, CONFIG_BAD);
	result = config_load(
	    "conf/CGPFilter.cfg", NULL, NULL, NULL, &config, &error);
	if (result == CONFIG_OK) {
		config_free(&config);
		return true;
	}
	assert_int_equal(result, CONFIG_NO_MEMORY);
	assert_null(config);
	assert_string_equal(
	    array, "conf/CGPFilter.cfg: there is no memory to read it");
	return false;
}

/* Under the address sanitizer this also shows that nothing leaks then. */
static void
every_allocation_may_fail(void **state)
{
	int object = 1;

	(void)state;
	/* The object and each text in it. */
	for (size_t i = 0; i < key_count; i++)
		object += key_is_text(&key_table[i]);
	assert_true(object >= 6);
	assert_int_equal(failures_of(make_default), object);
	original = config_default(NULL);
	assert_non_null(original);
	assert_int_equal(failures_of(make_copy), object);
	config_free(&original);
	/* The document and its arena before, three texts after. */
	assert_int_equal(failures_of(parse_one), 2 + object + 3);
	/* The file's bytes, the document and its arena. */
	assert_int_equal(failures_of(load_one), 1 + 2 + object);
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
	    cmocka_unit_test(numbers_sizes_and_times_are_read_with_their_units),
	    cmocka_unit_test(
		both_ends_of_each_range_are_allowed_and_one_past_is_not),
	    cmocka_unit_test(switches_and_words_are_taken_in_any_case),
	    cmocka_unit_test(each_kind_of_field_is_set),
	    cmocka_unit_test(
		paths_are_relative_to_the_directory_of_the_program),
	    cmocka_unit_test(a_copy_has_the_same_values_in_memory_of_its_own),
	    cmocka_unit_test(
		every_refusal_names_place_key_value_and_what_is_allowed),
	    cmocka_unit_test(the_length_of_a_header_is_bounded),
	    cmocka_unit_test(the_length_of_a_path_is_bounded),
	    cmocka_unit_test(odd_things_are_told_once_and_taken),
	    cmocka_unit_test(warnings_about_one_file_are_bounded),
	    cmocka_unit_test(input_may_end_at_every_byte),
	    cmocka_unit_test(the_sample_file_parses_to_the_defaults),
	    cmocka_unit_test(no_line_of_the_sample_file_is_over_80_columns),
	    cmocka_unit_test(the_shipped_file_is_up_to_date),
	    cmocka_unit_test(the_manual_names_every_key_and_word),
	    cmocka_unit_test(printed_values_read_back_as_they_were),
	    cmocka_unit_test(a_list_has_its_words_in_any_case),
	    cmocka_unit_test(every_allocation_may_fail),
	    cmocka_unit_test_setup(
		files_are_loaded_or_refused_by_name, make_directory),
	    cmocka_unit_test_teardown(
		a_file_may_have_1_mb_and_no_byte_more, remove_directory),
	    cmocka_unit_test(a_nearest_key_is_one_that_a_slip_could_have_made),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
