/*
 * test_policy - every road to an answer, as a table
 *
 * Expected answers: the rows A3 and A11 of the product's list of features and
 * the texts of keys.def, by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/verdict/policy.h"

#define BIT(limit) (UINT32_C(1) << LIMIT_##limit)

/* Texts that the tests expand; write access is what struct config asks for. */
static char infected_text[] = "Message rejected: it contains ^1";
static char infected_header[] = "X-CGPFilter-Virus: ^1";
static char incomplete_header[] = "X-CGPFilter-Scan: incomplete; ^1";
static char score_header[] =
    "X-CGPFilter-Score: ^1 [^2]\nX-Junk-Score: ^1 [^2]";
static char alert_header[] = "X-Alert: possible spam!\nX-Color: red";
static char scored_sources[] = "SMTP, RPOP";
static char encrypted_header[] = "X-CGPFilter-Encrypted: ^1";

static struct config
config_with_defaults(void)
{
	return (struct config){
	    .on_infected = INFECTED_AUTO,
	    .infected_text = infected_text,
	    .infected_header = infected_header,
	    .on_incomplete = INCOMPLETE_ADDHEADER,
	    .incomplete_header = incomplete_header,
	    .on_encrypted = INCOMPLETE_ADDHEADER,
	    .encrypted_header = encrypted_header,
	    .on_unreadable = FAIL_FAILURE,
	    .on_error = FAIL_FAILURE,
	    .on_no_database = FAIL_PASS,
	    .postpone_max = 3,
	    .score_messages = true,
	    .scored_sources = scored_sources,
	    .score_header = score_header,
	    .alert_level = 96,
	    .alert_header = alert_header,
	};
}

static const struct envelope plain_file = {.present = false};
static const struct envelope from_outside = {
    .present = true,
    .has_return_path = true,
    .source_tag = {(const uint8_t *)"SMTP", 4},
};
static const struct envelope from_user = {
    .present = true,
    .has_return_path = true,
    .account = {(const uint8_t *)"ann@example.org", 15},
    .source_tag = {(const uint8_t *)"SMTP", 4},
};

/* A finding with each name; NULL ends the names. */
static struct findings
findings_named(const char *const *names, struct finding *items)
{
	struct findings findings = {.items = items};

	for (; names[findings.count] != NULL; findings.count++)
		items[findings.count] = (struct finding){
		    .name = slice_from_string(names[findings.count])};
	return findings;
}

static void
assert_answer(const struct config *config, const struct policy_input *input,
    enum answer_word word, const char *expected, const char *what)
{
	char room[POLICY_TEXT_MAX];
	struct text text = TEXT_OVER(room);
	struct answer answer;
	struct slice filled;

	policy_decide(config, input, &text, &answer);
	filled =
	    answer.word == ANSWER_ADDHEADER ? answer.headers : answer.report;
	if (answer.word != word ||
	    !slice_equal(filled, slice_from_string(expected)))
		fail_msg("%s: word %d with '%.*s'", what, answer.word,
		    (int)filled.size, (const char *)filled.data);
	/* What the word does not carry is empty. */
	if (word != ANSWER_ADDHEADER)
		assert_int_equal(answer.headers.size, 0);
	if (word != ANSWER_ERROR && word != ANSWER_REJECTED)
		assert_int_equal(answer.report.size, 0);
}

/* ---- something was found ----------------------------------------------- */

#define REPORT "Message rejected: it contains Eicar-Test-Signature"
#define HEADER "X-CGPFilter-Virus: Eicar-Test-Signature"

struct infected_row {
	enum infected_action action;
	const struct envelope *envelope;
	uint32_t postponed;
	enum answer_word word;
	const char *text;
};

static const struct infected_row infected_rows[] = {
    {INFECTED_AUTO, NULL, 0, ANSWER_ERROR, REPORT},
    {INFECTED_AUTO, &plain_file, 0, ANSWER_ERROR, REPORT},
    {INFECTED_AUTO, &from_user, 0, ANSWER_ERROR, REPORT},
    {INFECTED_AUTO, &from_outside, 0, ANSWER_DISCARD, ""},
    {INFECTED_REJECT, &from_outside, 0, ANSWER_ERROR, REPORT},
    {INFECTED_REJECT, NULL, 9, ANSWER_ERROR, REPORT},
    {INFECTED_DISCARD, &from_user, 0, ANSWER_DISCARD, ""},
    {INFECTED_DISCARD, NULL, 0, ANSWER_DISCARD, ""},
    {INFECTED_ADDHEADER, &from_outside, 0, ANSWER_ADDHEADER, HEADER},
    {INFECTED_POSTPONE, &from_outside, 0, ANSWER_REJECTED, REPORT},
    {INFECTED_POSTPONE, &from_outside, 2, ANSWER_REJECTED, REPORT},
    {INFECTED_POSTPONE, &from_outside, 3, ANSWER_OK, ""},
    {INFECTED_POSTPONE, &from_outside, UINT32_MAX, ANSWER_OK, ""},
    {INFECTED_PASS, &from_outside, 0, ANSWER_OK, ""},
};

static void
a_find_is_acted_on_as_on_infected_says(void **state)
{
	static const char *const names[] = {"Eicar-Test-Signature", NULL};
	struct finding items[1];
	struct findings findings = findings_named(names, items);

	(void)state;
	for (size_t i = 0; i < sizeof(infected_rows) / sizeof(infected_rows[0]);
	     i++) {
		const struct infected_row *row = &infected_rows[i];
		struct config config = config_with_defaults();
		struct policy_input input = {
		    .outcome = OUTCOME_SCANNED,
		    .envelope = row->envelope,
		    .findings = &findings,
		    .postponed = row->postponed,
		};
		char what[32];

		snprintf(what, sizeof(what), "row %zu", i);
		config.on_infected = row->action;
		assert_answer(&config, &input, row->word, row->text, what);
		/* It beats whatever else there is to say. */
		input.reached.bits = BIT(PARTS);
		input.budget_spent = true;
		input.no_database = true;
		config.on_no_database = FAIL_POSTPONE;
		assert_answer(&config, &input, row->word, row->text, what);
	}
}

/* ---- nothing was found ------------------------------------------------- */

struct other_row {
	struct policy_input input;
	enum incomplete_action on_incomplete;
	enum failure_action on_failure; /* of all three kinds */
	enum answer_word word;
	const char *text;
};

#define CUT(...)                                                               \
	{                                                                      \
		.outcome = OUTCOME_SCANNED, __VA_ARGS__                        \
	}
#define SCAN_HEADER "X-CGPFilter-Scan: incomplete; "
#define SCAN_REPORT "Message could not be scanned completely: "

static const struct other_row other_rows[] = {
    /* clean */
    {CUT(.postponed = 7), INCOMPLETE_DISCARD, FAIL_POSTPONE, ANSWER_OK, ""},
    {CUT(.reached = {BIT(RECIPIENTS) | BIT(FINDINGS)}), INCOMPLETE_DISCARD,
	FAIL_FAILURE, ANSWER_OK, ""},
    /* incomplete */
    {CUT(.reached = {BIT(PARTS)}), INCOMPLETE_ADDHEADER, FAIL_FAILURE,
	ANSWER_ADDHEADER, SCAN_HEADER "MaxParts"},
    {CUT(.budget_spent = true), INCOMPLETE_ADDHEADER, FAIL_FAILURE,
	ANSWER_ADDHEADER, SCAN_HEADER "time limit"},
    {CUT(.reached = {BIT(MESSAGE_BYTES) | BIT(DEPTH) | BIT(RECIPIENTS)},
	 .budget_spent = true),
	INCOMPLETE_ADDHEADER, FAIL_FAILURE, ANSWER_ADDHEADER,
	SCAN_HEADER "MaxMessageSize, MaxDepth, time limit"},
    {CUT(.reached = {BIT(VERIFY_STEPS)}), INCOMPLETE_PASS, FAIL_FAILURE,
	ANSWER_OK, ""},
    {CUT(.reached = {BIT(VERIFY_STEPS)}), INCOMPLETE_FAILURE, FAIL_PASS,
	ANSWER_FAILURE, ""},
    {CUT(.reached = {BIT(VERIFY_STEPS)}), INCOMPLETE_REJECT, FAIL_PASS,
	ANSWER_ERROR, SCAN_REPORT "MaxVerifySteps"},
    {CUT(.reached = {BIT(VERIFY_STEPS)}), INCOMPLETE_DISCARD, FAIL_PASS,
	ANSWER_DISCARD, ""},
    {CUT(.reached = {BIT(SCANNED_BYTES)}, .postponed = 2), INCOMPLETE_POSTPONE,
	FAIL_PASS, ANSWER_REJECTED, SCAN_REPORT "MaxScanSize"},
    {CUT(.reached = {BIT(SCANNED_BYTES)}, .postponed = 3), INCOMPLETE_POSTPONE,
	FAIL_PASS, ANSWER_OK, ""},
    /* encrypted: behind everything else */
    {CUT(.encrypted = true, .encrypted_names = SLICE("a.exe, b.exe")),
	INCOMPLETE_DISCARD, FAIL_PASS, ANSWER_ADDHEADER,
	"X-CGPFilter-Encrypted: a.exe, b.exe"},
    {CUT(.encrypted = true, .encrypted_names = SLICE("a\nX: y")),
	INCOMPLETE_DISCARD, FAIL_PASS, ANSWER_ADDHEADER,
	"X-CGPFilter-Encrypted: a?X: y"},
    {CUT(.encrypted = true), INCOMPLETE_DISCARD, FAIL_PASS, ANSWER_ADDHEADER,
	"X-CGPFilter-Encrypted: "},
    {CUT(.encrypted = true, .reached = {BIT(PARTS)}), INCOMPLETE_ADDHEADER,
	FAIL_PASS, ANSWER_ADDHEADER, SCAN_HEADER "MaxParts"},
    /* no database */
    {CUT(.no_database = true), INCOMPLETE_DISCARD, FAIL_PASS, ANSWER_OK, ""},
    {CUT(.no_database = true), INCOMPLETE_DISCARD, FAIL_FAILURE, ANSWER_FAILURE,
	""},
    {CUT(.no_database = true, .postponed = 2), INCOMPLETE_DISCARD,
	FAIL_POSTPONE, ANSWER_REJECTED, "No virus signatures are loaded"},
    {CUT(.no_database = true, .postponed = 3), INCOMPLETE_DISCARD,
	FAIL_POSTPONE, ANSWER_OK, ""},
    /* both: reaching a limit is no way past a filter that holds mail */
    {CUT(.no_database = true, .reached = {BIT(PARTS)}), INCOMPLETE_ADDHEADER,
	FAIL_POSTPONE, ANSWER_REJECTED, "No virus signatures are loaded"},
    {CUT(.no_database = true, .reached = {BIT(PARTS)}), INCOMPLETE_ADDHEADER,
	FAIL_PASS, ANSWER_ADDHEADER, SCAN_HEADER "MaxParts"},
    /* not scanned */
    {{.outcome = OUTCOME_UNREADABLE}, INCOMPLETE_DISCARD, FAIL_FAILURE,
	ANSWER_FAILURE, ""},
    {{.outcome = OUTCOME_UNREADABLE}, INCOMPLETE_DISCARD, FAIL_PASS, ANSWER_OK,
	""},
    {{.outcome = OUTCOME_UNREADABLE}, INCOMPLETE_DISCARD, FAIL_POSTPONE,
	ANSWER_REJECTED, "Message file could not be read"},
    {{.outcome = OUTCOME_UNREADABLE, .postponed = 3}, INCOMPLETE_DISCARD,
	FAIL_POSTPONE, ANSWER_OK, ""},
    {{.outcome = OUTCOME_LATE, .budget_spent = true}, INCOMPLETE_DISCARD,
	FAIL_FAILURE, ANSWER_FAILURE, ""},
    {{.outcome = OUTCOME_LATE}, INCOMPLETE_DISCARD, FAIL_POSTPONE,
	ANSWER_REJECTED, "Message could not be scanned in time"},
    {{.outcome = OUTCOME_LATE}, INCOMPLETE_DISCARD, FAIL_PASS, ANSWER_OK, ""},
    {{.outcome = OUTCOME_SUSPECT}, INCOMPLETE_DISCARD, FAIL_FAILURE,
	ANSWER_FAILURE, ""},
    {{.outcome = OUTCOME_SUSPECT}, INCOMPLETE_DISCARD, FAIL_POSTPONE,
	ANSWER_REJECTED, "Message could not be scanned"},
    {{.outcome = OUTCOME_NO_MEMORY, .no_database = true}, INCOMPLETE_DISCARD,
	FAIL_POSTPONE, ANSWER_REJECTED,
	"Message could not be scanned for lack of memory"},
};

static void
mail_without_a_find_is_answered_as_the_table_says(void **state)
{
	static const struct findings nothing = {.count = 0};

	(void)state;
	for (size_t i = 0; i < sizeof(other_rows) / sizeof(other_rows[0]);
	     i++) {
		const struct other_row *row = &other_rows[i];
		struct config config = config_with_defaults();
		struct policy_input input = row->input;
		char what[32];

		snprintf(what, sizeof(what), "row %zu", i);
		config.on_incomplete = row->on_incomplete;
		config.on_unreadable = row->on_failure;
		config.on_error = row->on_failure;
		config.on_no_database = row->on_failure;
		input.envelope = &from_outside;
		assert_answer(&config, &input, row->word, row->text, what);
		if (input.outcome != OUTCOME_SCANNED)
			continue;
		input.findings = &nothing;
		assert_answer(&config, &input, row->word, row->text, what);
	}
}

static void
encrypted_files_have_a_key_of_their_own(void **state)
{
	static const struct {
		enum incomplete_action action;
		enum answer_word word;
		const char *text;
	} rows[] = {
	    {INCOMPLETE_PASS, ANSWER_OK, ""},
	    {INCOMPLETE_FAILURE, ANSWER_FAILURE, ""},
	    {INCOMPLETE_DISCARD, ANSWER_DISCARD, ""},
	    {INCOMPLETE_REJECT, ANSWER_ERROR,
		"Message holds encrypted files that cannot be scanned: a.exe"},
	    {INCOMPLETE_POSTPONE, ANSWER_REJECTED,
		"Message holds encrypted files that cannot be scanned: a.exe"},
	};
	struct policy_input input = {
	    .encrypted = true, .encrypted_names = SLICE("a.exe")};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct config config = config_with_defaults();

		config.on_encrypted = rows[i].action;
		assert_answer(
		    &config, &input, rows[i].word, rows[i].text, "encrypted");
	}
}

static void
each_failure_has_its_own_key(void **state)
{
	struct config config = config_with_defaults();
	struct policy_input input = {.outcome = OUTCOME_UNREADABLE};

	(void)state;
	config.on_unreadable = FAIL_PASS;
	assert_answer(&config, &input, ANSWER_OK, "", "unreadable");
	input.outcome = OUTCOME_LATE;
	assert_answer(&config, &input, ANSWER_FAILURE, "", "late");
	config.on_error = FAIL_PASS;
	assert_answer(&config, &input, ANSWER_OK, "", "late");
	input = (struct policy_input){.no_database = true};
	config.on_no_database = FAIL_FAILURE;
	assert_answer(&config, &input, ANSWER_FAILURE, "", "no database");
}

static void
max_postpone_of_0_never_postpones(void **state)
{
	struct config config = config_with_defaults();
	struct policy_input input = {.outcome = OUTCOME_LATE};

	(void)state;
	config.on_error = FAIL_POSTPONE;
	config.postpone_max = 0;
	assert_answer(&config, &input, ANSWER_OK, "", "never");
}

/* ---- the score --------------------------------------------------------- */

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
mail_put_off_unread_comes_back_and_passes_in_the_end(void **state)
{
	struct config config = config_with_defaults();
	struct policy_input input = {.outcome = OUTCOME_DELAYED};

	(void)state;
	assert_answer(&config, &input, ANSWER_REJECTED,
	    "HourlyLimit is reached", "delayed");
	input.postponed = 3;
	assert_answer(&config, &input, ANSWER_OK, "", "often enough");
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

/* ---- templates --------------------------------------------------------- */

struct template_row {
	const char *template;
	const char *const *names;
	bool all_matches;
	const char *expanded;
};

static const char *const one_name[] = {"A.B-1", NULL};
static const char *const three_names[] = {"A", "B", "A", NULL};
static const char *const nasty_name[] = {
    "x\r\nX-Spam: no\x01\xFF\xC3\xA9\"\\ ^1", NULL};
static const char *const empty_name[] = {"", NULL};

static const struct template_row template_rows[] = {
    {"^1", one_name, false, "A.B-1"},
    {"", one_name, false, ""},
    {"no name", one_name, false, "no name"},
    {"^1 and ^1\nX-B: (^1)", one_name, false, "A.B-1 and A.B-1\nX-B: (A.B-1)"},
    {"^^1^2^ ^", one_name, false, "^A.B-1^2^ ^"},
    {"<^1>", empty_name, false, "<>"},
    {"^1", three_names, false, "A"},
    {"^1", three_names, true, "A, B"},
    {"^1!", nasty_name, false, "x??X-Spam: no??\xC3\xA9\"\\ ^1!"},
};

static void
templates_are_expanded_once_with_printable_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(template_rows) / sizeof(template_rows[0]);
	     i++) {
		const struct template_row *row = &template_rows[i];
		struct config config = config_with_defaults();
		struct finding items[4];
		struct findings findings = findings_named(row->names, items);
		struct policy_input input = {.findings = &findings};
		char template[64];

		snprintf(template, sizeof(template), "%s", row->template);
		config.all_matches = row->all_matches;
		config.on_infected = INFECTED_ADDHEADER;
		config.infected_header = template;
		assert_answer(&config, &input, ANSWER_ADDHEADER, row->expanded,
		    row->template);
		config.on_infected = INFECTED_REJECT;
		config.infected_text = template;
		assert_answer(&config, &input, ANSWER_ERROR, row->expanded,
		    row->template);
	}
}

static void
a_long_name_is_cut(void **state)
{
	struct config config = config_with_defaults();
	static char name[POLICY_NAME_MAX + 2], expected[64 + POLICY_NAME_MAX];
	const char *const names[] = {name, NULL};
	struct finding items[1];
	struct findings findings;
	struct policy_input input = {.findings = &findings};

	(void)state;
	memset(name, 'n', POLICY_NAME_MAX + 1);
	findings = findings_named(names, items);
	memset(expected, 'n', sizeof(expected) - 1);
	memcpy(expected, "X-CGPFilter-Virus: ", 19);
	expected[19 + POLICY_NAME_MAX] = '\0';
	config.on_infected = INFECTED_ADDHEADER;
	assert_answer(&config, &input, ANSWER_ADDHEADER, expected, "long name");
}

/* 80 names of 8 bytes and ", ": exactly 80 fit into 800 with the first. */
static void
a_long_list_of_names_ends_in_dots(void **state)
{
	struct config config = config_with_defaults();
	static char room[100][16], header[] = "^1";
	static char expected[POLICY_NAMES_MAX + 16];
	struct text list = TEXT_OVER(expected);
	struct finding items[100];
	struct findings findings = {.items = items, .count = 100};
	struct policy_input input = {.findings = &findings};

	(void)state;
	for (unsigned i = 0; i < 100; i++) {
		snprintf(room[i], sizeof(room[i]), "Virus-%02u", i);
		items[i] = (struct finding){.name = slice_from_string(room[i])};
		if (i < 80)
			text_printf(&list, "%s%s", i > 0 ? ", " : "", room[i]);
	}
	text_printf(&list, ", ...");
	config.all_matches = true;
	config.on_infected = INFECTED_ADDHEADER;
	config.infected_header = header;
	assert_answer(&config, &input, ANSWER_ADDHEADER, expected, "list");
}

static void
a_text_without_room_is_cut_and_not_overrun(void **state)
{
	struct config config = config_with_defaults();
	struct finding items[1];
	struct findings findings = findings_named(one_name, items);
	struct policy_input input = {.findings = &findings};

	(void)state;
	for (size_t capacity = 1; capacity < 64; capacity++) {
		char room[64];
		struct text text = text_over(room, capacity);
		struct answer answer;

		policy_decide(&config, &input, &text, &answer);
		assert_int_equal(answer.word, ANSWER_ERROR);
		assert_true(answer.report.size < capacity);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_find_is_acted_on_as_on_infected_says),
	    cmocka_unit_test(mail_without_a_find_is_answered_as_the_table_says),
	    cmocka_unit_test(encrypted_files_have_a_key_of_their_own),
	    cmocka_unit_test(each_failure_has_its_own_key),
	    cmocka_unit_test(max_postpone_of_0_never_postpones),
	    cmocka_unit_test(what_passes_carries_its_score),
	    cmocka_unit_test(fields_that_are_switched_off_are_not_there),
	    cmocka_unit_test(reasons_follow_the_name_or_begin_lines),
	    cmocka_unit_test(an_answer_that_is_too_long_loses_reasons_first),
	    cmocka_unit_test(
		mail_put_off_unread_comes_back_and_passes_in_the_end),
	    cmocka_unit_test(the_source_decides_whether_there_is_a_score),
	    cmocka_unit_test(templates_are_expanded_once_with_printable_names),
	    cmocka_unit_test(a_long_name_is_cut),
	    cmocka_unit_test(a_long_list_of_names_ends_in_dots),
	    cmocka_unit_test(a_text_without_room_is_cut_and_not_overrun),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}
