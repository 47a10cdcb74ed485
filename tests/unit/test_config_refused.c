/*
 * test_config_refused - what CGPFilter.cfg may not say, and how that is told
 *
 * Places in messages are counted by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/config_case.h"

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
    {"ReportSender = \"a\\rb@c\";",
	"f:1:16: ReportSender = \"a\\rb@c\": a control character cannot be "
	"part of it"},
    /* addresses */
    {"ReportRecipient = \"not an address\";",
	"f:1:19: ReportRecipient = \"not an address\": \"not an address\" is "
	"not a mail address such as ann@example.com, or several with commas "
	"between"},
    {"ReportRecipient = \"ann@\";",
	"f:1:19: ReportRecipient = \"ann@\": \"ann@\" is not a mail address "
	"such as ann@example.com, or several with commas between"},
    {"ReportRecipient = \"@example.net\";",
	"f:1:19: ReportRecipient = \"@example.net\": \"@example.net\" is not a "
	"mail address such as ann@example.com, or several with commas between"},
    {"ReportRecipient = \"a@b@c\";",
	"f:1:19: ReportRecipient = \"a@b@c\": \"a@b@c\" is not a mail address "
	"such as ann@example.com, or several with commas between"},
    {"ReportRecipient = \"a@b; c@d\";",
	"f:1:19: ReportRecipient = \"a@b; c@d\": \"a@b; c@d\" is not a mail "
	"address such as ann@example.com, or several with commas between"},
    {"ReportRecipient = \"a@b, c d\";",
	"f:1:19: ReportRecipient = \"a@b, c d\": \"c d\" is not a mail address "
	"such as ann@example.com, or several with commas between"},
    {"ReportRecipient = \" , \";",
	"f:1:19: ReportRecipient = \" , \": \",\" is not a mail address "
	"such as ann@example.com, or several with commas between"},
    {"ReportRecipient = \"Ann <>\";",
	"f:1:19: ReportRecipient = \"Ann <>\": \"Ann <>\" is not a mail "
	"address such as ann@example.com, or several with commas between"},
    {"ReportRecipient = \"<a@b\";",
	"f:1:19: ReportRecipient = \"<a@b\": \"<a@b\" is not a mail address "
	"such as ann@example.com, or several with commas between"},
    {"ReportRecipient = \"a@.b\";",
	"f:1:19: ReportRecipient = \"a@.b\": \"a@.b\" is not a mail address "
	"such as ann@example.com, or several with commas between"},
    {"ReportRecipient = \"a@b.\";",
	"f:1:19: ReportRecipient = \"a@b.\": \"a@b.\" is not a mail address "
	"such as ann@example.com, or several with commas between"},
    {"ReportRecipient = \"a@b..c\";",
	"f:1:19: ReportRecipient = \"a@b..c\": \"a@b..c\" is not a mail "
	"address such as ann@example.com, or several with commas between"},
    {"ReportSender = \"a@b, c@d\";",
	"f:1:16: ReportSender = \"a@b, c@d\": \"a@b, c@d\" is not a mail "
	"address such as ann@example.com"},
    {"ReportRecipient = #5;", "f:1:19: ReportRecipient = #5: allowed is a "
			      "string with mail addresses and commas between"},
    {"ReportSender = #5;",
	"f:1:16: ReportSender = #5: allowed is a string with a mail address"},
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
	    {"Workers=2;ReportSections=\"Scores, score,state\";",
		"f:1:1: ReportSections: no section is named score"},
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

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		every_refusal_names_place_key_value_and_what_is_allowed),
	    cmocka_unit_test(the_length_of_a_header_is_bounded),
	    cmocka_unit_test(the_length_of_a_path_is_bounded),
	    cmocka_unit_test(odd_things_are_told_once_and_taken),
	    cmocka_unit_test(warnings_about_one_file_are_bounded),
	    cmocka_unit_test(input_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("config_refused", tests, NULL, NULL);
}
