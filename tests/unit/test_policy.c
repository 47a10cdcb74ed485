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

#include "tests/support/policy_case.h"

#define BIT(limit) (UINT32_C(1) << LIMIT_##limit)

/* ---- something was found ----------------------------------------------------
 */

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

/* ---- nothing was found ------------------------------------------------------
 */

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_find_is_acted_on_as_on_infected_says),
	    cmocka_unit_test(mail_without_a_find_is_answered_as_the_table_says),
	    cmocka_unit_test(encrypted_files_have_a_key_of_their_own),
	    cmocka_unit_test(each_failure_has_its_own_key),
	    cmocka_unit_test(max_postpone_of_0_never_postpones),
	    cmocka_unit_test(
		mail_put_off_unread_comes_back_and_passes_in_the_end),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}
