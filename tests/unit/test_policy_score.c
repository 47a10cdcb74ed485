/*
 * test_policy_score - the score: which mail has one, and how an answer says it
 *
 * Expected answers: the texts of keys.def, by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include "core/protocol/response.h"
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/policy_case.h"

#define SCORED(n, bar)                                                         \
	"X-CGPFilter-Score: " n " [" bar "]\nX-Junk-Score: " n " [" bar "]"
#define ALERT "\nX-Alert: possible spam!\nX-Color: red"
#define VIRUS "\nX-CGPFilter-Virus: A.B-1"
static const char *const a_virus[] = {"A.B-1", NULL};

static void
what_passes_carries_its_score(void **state)
{
	static const struct {
		double value;
		enum infected_action found; /* over the last: nothing was */
		enum answer_word word;
		const char *text;
	} rows[] = {
	    {0, INFECTED_PASS + 1, ANSWER_ADDHEADER, SCORED("0.000000", "")},
	    {92.12, INFECTED_PASS + 1, ANSWER_ADDHEADER,
		SCORED("92.120000", "XXXX")},
	    {95.999999, INFECTED_PASS + 1, ANSWER_ADDHEADER,
		SCORED("95.999999", "XXXX")},
	    {96, INFECTED_PASS + 1, ANSWER_ADDHEADER,
		SCORED("96.000000", "XXXXX") ALERT},
	    {5, INFECTED_ADDHEADER, ANSWER_ADDHEADER,
		SCORED("5.000000", "X") VIRUS},
	    {100, INFECTED_ADDHEADER, ANSWER_ADDHEADER,
		SCORED("100.000000", "XXXXXX") ALERT VIRUS},
	    {5, INFECTED_PASS, ANSWER_ADDHEADER, SCORED("5.000000", "X")},
	    {5, INFECTED_DISCARD, ANSWER_DISCARD, ""},
	    {5, INFECTED_REJECT, ANSWER_ERROR,
		"Message rejected: it contains A.B-1"},
	    {5, INFECTED_POSTPONE, ANSWER_REJECTED,
		"Message rejected: it contains A.B-1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct config config = config_with_defaults();
		struct finding items[1];
		struct findings findings = findings_named(a_virus, items);
		const struct score score = {.value = rows[i].value};
		struct policy_input input = {
		    .findings = &findings, .score = &score};

		config.on_infected = rows[i].found;
		findings.count = rows[i].found <= INFECTED_PASS;
		assert_answer(
		    &config, &input, rows[i].word, rows[i].text, "score");
	}
}

static void
fields_that_are_switched_off_are_not_there(void **state)
{
	struct config config = config_with_defaults();
	const struct score score = {.value = 97};
	struct policy_input input = {.score = &score};
	static char empty[] = "";

	(void)state;
	config.alert_header = empty;
	assert_answer(&config, &input, ANSWER_ADDHEADER,
	    SCORED("97.000000", "XXXXX"), "no alert");
	config.score_header = empty;
	assert_answer(&config, &input, ANSWER_ADDHEADER, "", "nothing");
	config.alert_header = alert_header;
	assert_answer(&config, &input, ANSWER_ADDHEADER,
	    "X-Alert: possible spam!\nX-Color: red", "alert alone");
	config.alert_level = 98;
	input.encrypted = true;
	input.encrypted_names = SLICE("a.zip");
	assert_answer(&config, &input, ANSWER_ADDHEADER,
	    "X-CGPFilter-Encrypted: a.zip", "another field alone");
}

static void
reasons_follow_the_name_or_begin_lines(void **state)
{
	static struct score_reason reasons[] = {
	    {SCORE_BY_WORDS, {(const uint8_t *)"cheap", 5}, 3},
	    {SCORE_BY_PRINT, {(const uint8_t *)"a.test", 6}, 1},
	};
	static const struct {
		const char *template;
		size_t count;
		const char *text;
	} rows[] = {
	    {"X-R: ^3", 2, "X-R: (75%) WORDS: cheap\n\t(25%) PRINT: a.test"},
	    {"X-R: ^1^3", 2,
		"X-R: 50.000000\n\t(75%) WORDS: cheap\n\t(25%) PRINT: a.test"},
	    {"X-R: ^3", 0, "X-R: none"},
	    {"X-R: ^4^^3", 1, "X-R: ^4^\n\t(100%) WORDS: cheap"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct config config = config_with_defaults();
		const struct score score = {.value = 50,
		    .reasons = reasons,
		    .reason_count = rows[i].count};
		struct policy_input input = {.score = &score};
		char template[32];

		snprintf(template, sizeof(template), "%s", rows[i].template);
		config.score_header = template;
		assert_answer(&config, &input, ANSWER_ADDHEADER, rows[i].text,
		    rows[i].template);
	}
}

/* However much there is to say, the line holds the score and all its fields. */
static void
an_answer_that_is_too_long_loses_reasons_first(void **state)
{
	static char header[] = "X-R: ^3\nX-S: ^1^3\nX-Last: ^2";
	static char names[700], line[RESPONSE_MAX];
	static uint8_t word[SCORE_REASON_BYTES];
	struct score_reason reasons[SCORE_REASONS_MAX];
	struct config config = config_with_defaults();
	const struct score score = {
	    .value = 97, .reasons = reasons, .reason_count = SCORE_REASONS_MAX};
	struct policy_input input = {.score = &score, .encrypted = true};
	char room[POLICY_TEXT_MAX];
	struct text text = TEXT_OVER(room);
	struct answer answer;
	size_t size;

	(void)state;
	memset(names, 'n', sizeof(names));
	memset(word, '"', sizeof(word));
	for (size_t i = 0; i < SCORE_REASONS_MAX; i++)
		reasons[i] = (struct score_reason){
		    SCORE_BY_WORDS, {word, sizeof(word)}, 1};
	config.score_header = header;
	input.encrypted_names =
	    (struct slice){(const uint8_t *)names, sizeof(names)};
	policy_decide(&config, &input, &text, &answer);
	size = response_answer(
	    &answer, SLICE("12345678901234567890123456789012"), true, line);
	assert_true(size <= RESPONSE_MAX);
	assert_true(size > RESPONSE_MAX - 400);
	line[size - 1] = '\0';
	assert_non_null(strstr(line, "\\eX-S: 97.000000\\e\\t(6%) WORDS: '"));
	assert_non_null(strstr(line, "\\eX-Last: XXXXX\\eX-Alert: "));
	assert_non_null(strstr(line, "nnn\" OK"));
}

static void
the_source_decides_whether_there_is_a_score(void **state)
{
	static const struct envelope by_pop = {
	    .present = true, .source_tag = {(const uint8_t *)"RPOP", 4}};
	static const struct envelope report = {
	    .present = true, .source_tag = {(const uint8_t *)"PIPE", 4}};
	static const struct envelope unknown = {.present = true};
	static char all[] = " , ", users[] = "authenticated", none[] = "none";
	static const struct {
		char *sources;
		const struct envelope *envelope;
		bool wanted;
	} rows[] = {
	    {scored_sources, &plain_file, true},
	    {scored_sources, &from_outside, true},
	    {scored_sources, &by_pop, true},
	    {scored_sources, &from_user, false},
	    {scored_sources, &report, false},
	    {scored_sources, &unknown, false},
	    {all, &from_user, true},
	    {all, &unknown, true},
	    {users, &from_user, true},
	    {users, &from_outside, false},
	    {none, &plain_file, true},
	    {none, &from_outside, false},
	};
	struct config config = config_with_defaults();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		config.scored_sources = rows[i].sources;
		if (policy_wants_score(&config, rows[i].envelope) !=
		    rows[i].wanted)
			fail_msg("row %zu", i);
	}
	config.score_messages = false;
	assert_false(policy_wants_score(&config, &plain_file));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_passes_carries_its_score),
	    cmocka_unit_test(fields_that_are_switched_off_are_not_there),
	    cmocka_unit_test(reasons_follow_the_name_or_begin_lines),
	    cmocka_unit_test(an_answer_that_is_too_long_loses_reasons_first),
	    cmocka_unit_test(the_source_decides_whether_there_is_a_score),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("policy_score", tests, NULL, NULL);
}
