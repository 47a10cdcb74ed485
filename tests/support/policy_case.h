/*
 * policy_case - what policy is asked, and the answer that it must give
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_POLICY_CASE_H
#define TESTS_SUPPORT_POLICY_CASE_H

#include "core/verdict/policy.h"

/* Texts that the tests expand; write access is what struct config asks for. */
static char infected_text[] = "Message rejected: it contains ^1";
static char infected_header[] = "X-CGPFilter-Virus: ^1";
static char incomplete_header[] = "X-CGPFilter-Scan: incomplete; ^1";
static char score_header[] =
    "X-CGPFilter-Score: ^1 [^2]\nX-Junk-Score: ^1 [^2]";
static char alert_header[] = "X-Alert: possible spam!\nX-Color: red";
static char scored_sources[] = "SMTP, RPOP";
static char encrypted_header[] = "X-CGPFilter-Encrypted: ^1";

/* As keys.def has it where policy looks; a test changes what it is about. */
static inline struct config
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

/* Where a message may come from. */
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
static inline struct findings
findings_named(const char *const *names, struct finding *items)
{
	struct findings findings = {.items = items};

	for (; names[findings.count] != NULL; findings.count++)
		items[findings.count] = (struct finding){
		    .name = slice_from_string(names[findings.count])};
	return findings;
}

/* The text that goes with the word is the expected one; what names the row in
 * a failure. */
static inline void
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

#endif
