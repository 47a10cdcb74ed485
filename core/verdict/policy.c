/*
 * policy - findings and configuration to an answer
 */
#include "core/verdict/policy.h"

#include <string.h>

#include "core/verdict/template.h"

#define LIMIT_BIT(limit) (UINT32_C(1) << (limit))

/* Limits that keep no byte of a message from being scanned. */
#define HARMLESS_LIMITS                                                        \
	(LIMIT_BIT(LIMIT_RECIPIENTS) | LIMIT_BIT(LIMIT_FINDINGS))

/* What the words of the three policies come down to. */
enum action {
	ACTION_PASS,
	ACTION_FAILURE,
	ACTION_ADDHEADER,
	ACTION_REJECT,
	ACTION_POSTPONE,
	ACTION_DISCARD,
};

/* True: an earlier finding has the name of findings->items[index]. */
static bool
named_before(const struct findings *findings, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (slice_equal(
			findings->items[i].name, findings->items[index].name))
			return true;
	return false;
}

/* Names have room for ", ..." behind what put_names() lets in. */
#define MORE_NAMES ", ..."
#define NAMES_ROOM (POLICY_NAMES_MAX + sizeof(MORE_NAMES))

static void
put_names(struct text *names, const struct findings *findings, bool all)
{
	size_t count = all ? findings->count : 1;

	text_put_printable(names, findings->items[0].name, POLICY_NAME_MAX);
	for (size_t i = 1; i < count; i++) {
		char one[POLICY_NAME_MAX + 3];
		struct text name = TEXT_OVER(one);

		if (named_before(findings, i))
			continue;
		text_put(&name, SLICE(", "));
		text_put_printable(
		    &name, findings->items[i].name, POLICY_NAME_MAX);
		if (name.size > POLICY_NAMES_MAX - names->size) {
			text_put(names, SLICE(MORE_NAMES));
			return;
		}
		text_put(names, text_slice(&name));
	}
}

/* Postpone, or pass when that was done often enough already. */
static void
postpone(const struct config *config, const struct policy_input *input,
    struct answer *answer)
{
	answer->word = (int64_t)input->postponed >= config->postpone_max
			   ? ANSWER_OK
			   : ANSWER_REJECTED;
}

static void
set_word(const struct config *config, const struct policy_input *input,
    enum action action, struct answer *answer)
{
	switch (action) {
	case ACTION_PASS:
		answer->word = ANSWER_OK;
		break;
	case ACTION_FAILURE:
		answer->word = ANSWER_FAILURE;
		break;
	case ACTION_ADDHEADER:
		answer->word = ANSWER_ADDHEADER;
		break;
	case ACTION_REJECT:
		answer->word = ANSWER_ERROR;
		break;
	case ACTION_POSTPONE:
		postpone(config, input, answer);
		break;
	case ACTION_DISCARD:
		answer->word = ANSWER_DISCARD;
		break;
	}
}

/*
 * Fill answer: header and report are templates for the words that carry one;
 * value is what ^1 stands for in them.
 */
static void
act(const struct config *config, const struct policy_input *input,
    enum action action, const char *header, const char *report,
    struct slice value, struct text *text, struct answer *answer)
{
	set_word(config, input, action, answer);
	if (answer->word == ANSWER_ADDHEADER) {
		template_expand(text, header, value);
		answer->headers = text_slice(text);
	} else if (answer->word == ANSWER_ERROR ||
		   answer->word == ANSWER_REJECTED) {
		template_expand(text, report, value);
		answer->report = text_slice(text);
	}
}

/*
 * A report about a forged sender's mail would hit somebody who sent nothing,
 * so only a sender who is known is told.  Mail without an envelope is a test
 * by hand.
 */
static enum action
auto_action(const struct envelope *envelope)
{
	if (envelope == NULL || !envelope->present ||
	    envelope_is_authenticated(envelope))
		return ACTION_REJECT;
	return ACTION_DISCARD;
}

static enum action
infected_action(const struct config *config, const struct policy_input *input)
{
	switch (config->on_infected) {
	case INFECTED_AUTO:
		return auto_action(input->envelope);
	case INFECTED_REJECT:
		return ACTION_REJECT;
	case INFECTED_DISCARD:
		return ACTION_DISCARD;
	case INFECTED_ADDHEADER:
		return ACTION_ADDHEADER;
	case INFECTED_POSTPONE:
		return ACTION_POSTPONE;
	case INFECTED_PASS:
		return ACTION_PASS;
	}
	CHECK(false);
	return ACTION_REJECT;
}

static enum action
incomplete_action(enum incomplete_action configured)
{
	switch (configured) {
	case INCOMPLETE_ADDHEADER:
		return ACTION_ADDHEADER;
	case INCOMPLETE_PASS:
		return ACTION_PASS;
	case INCOMPLETE_FAILURE:
		return ACTION_FAILURE;
	case INCOMPLETE_POSTPONE:
		return ACTION_POSTPONE;
	case INCOMPLETE_REJECT:
		return ACTION_REJECT;
	case INCOMPLETE_DISCARD:
		return ACTION_DISCARD;
	}
	CHECK(false);
	return ACTION_FAILURE;
}

static enum action
failure_action(enum failure_action configured)
{
	switch (configured) {
	case FAIL_FAILURE:
		return ACTION_FAILURE;
	case FAIL_PASS:
		return ACTION_PASS;
	case FAIL_POSTPONE:
		return ACTION_POSTPONE;
	}
	CHECK(false);
	return ACTION_FAILURE;
}

static void
decide_infected(const struct config *config, const struct policy_input *input,
    struct text *text, struct answer *answer)
{
	char room[NAMES_ROOM];
	struct text names = TEXT_OVER(room);

	put_names(&names, input->findings, config->all_matches);
	act(config, input, infected_action(config, input),
	    config->infected_header, config->infected_text, text_slice(&names),
	    text, answer);
}

/* "MaxParts, MaxDepth, time limit" */
static void
put_reasons(struct text *reasons, const struct policy_input *input)
{
	struct limits_reached reached = {
	    input->reached.bits & ~(uint32_t)HARMLESS_LIMITS};

	for (int limit = 0; limit < LIMIT_COUNT; limit++)
		if (limits_marked(&reached, (enum limit)limit))
			text_printf(reasons, "%s%s",
			    reasons->size > 0 ? ", " : "",
			    limits_key((enum limit)limit));
	if (input->budget_spent)
		text_printf(
		    reasons, "%stime limit", reasons->size > 0 ? ", " : "");
}

static bool
is_incomplete(const struct policy_input *input)
{
	return input->budget_spent ||
	       (input->reached.bits & ~(uint32_t)HARMLESS_LIMITS) != 0;
}

static void
decide_incomplete(const struct config *config, const struct policy_input *input,
    struct text *text, struct answer *answer)
{
	/* All keys of limits.def together are well below this. */
	char room[512];
	struct text reasons = TEXT_OVER(room);

	put_reasons(&reasons, input);
	act(config, input, incomplete_action(config->on_incomplete),
	    config->incomplete_header,
	    "Message could not be scanned completely: ^1", text_slice(&reasons),
	    text, answer);
}

static void
decide_encrypted(const struct config *config, const struct policy_input *input,
    struct text *text, struct answer *answer)
{
	char room[NAMES_ROOM];
	struct text names = TEXT_OVER(room);

	text_put_printable(&names, input->encrypted_names, POLICY_NAMES_MAX);
	act(config, input, incomplete_action(config->on_encrypted),
	    config->encrypted_header,
	    "Message holds encrypted files that cannot be scanned: ^1",
	    text_slice(&names), text, answer);
}

/* The reports that go with a postponed message which was not scanned. */
static const char *
failure_report(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_UNREADABLE:
		return "Message file could not be read";
	case OUTCOME_LATE:
		return "Message could not be scanned in time";
	case OUTCOME_SUSPECT:
		return "Message could not be scanned";
	case OUTCOME_NO_MEMORY:
		return "Message could not be scanned for lack of memory";
	case OUTCOME_DELAYED:
	case OUTCOME_SCANNED:
		return "No virus signatures are loaded";
	}
	CHECK(false);
	return "";
}

static void
decide_failure(const struct config *config, const struct policy_input *input,
    enum failure_action configured, struct text *text, struct answer *answer)
{
	act(config, input, failure_action(configured), "",
	    failure_report(input->outcome), SLICE(""), text, answer);
}

/* Taken out of the queue's way without a look at the file. */
static void
decide_delayed(const struct config *config, const struct policy_input *input,
    struct text *text, struct answer *answer)
{
	act(config, input, ACTION_POSTPONE, "", "HourlyLimit is reached",
	    SLICE(""), text, answer);
}

/*
 * The fields of the score go ahead of what there is: an answer that is too long
 * loses its end.
 */
static void
add_score(const struct config *config, const struct score *score,
    struct text *text, struct answer *answer)
{
	char room[POLICY_TEXT_MAX];
	struct text others = TEXT_OVER(room);

	if (answer->word == ANSWER_ADDHEADER)
		text_put(&others, answer->headers);
	text_clear(text);
	headers_put_score(config, score, text_slice(&others), text);
	if (text->size > 0 && others.size > 0)
		text_put_byte(text, '\n');
	text_put(text, text_slice(&others));
	answer->word = ANSWER_ADDHEADER;
	answer->headers = text_slice(text);
}

static void
decide(const struct config *config, const struct policy_input *input,
    struct text *text, struct answer *answer_r)
{
	if (input->findings != NULL && input->findings->count > 0)
		decide_infected(config, input, text, answer_r);
	else if (input->outcome == OUTCOME_DELAYED)
		decide_delayed(config, input, text, answer_r);
	else if (input->outcome == OUTCOME_UNREADABLE)
		decide_failure(
		    config, input, config->on_unreadable, text, answer_r);
	else if (input->outcome != OUTCOME_SCANNED)
		decide_failure(config, input, config->on_error, text, answer_r);
	else if (input->no_database && config->on_no_database != FAIL_PASS)
		decide_failure(
		    config, input, config->on_no_database, text, answer_r);
	else if (is_incomplete(input))
		decide_incomplete(config, input, text, answer_r);
	else if (input->encrypted)
		decide_encrypted(config, input, text, answer_r);
}

void
policy_decide(const struct config *config, const struct policy_input *input,
    struct text *text, struct answer *answer_r)
{
	*answer_r = (struct answer){.word = ANSWER_OK};
	text_clear(text);
	decide(config, input, text, answer_r);
	if (input->score != NULL &&
	    (answer_r->word == ANSWER_OK || answer_r->word == ANSWER_ADDHEADER))
		add_score(config, input->score, text, answer_r);
}

bool
policy_wants_score(const struct config *config, const struct envelope *envelope)
{
	const char *sources = config->scored_sources;

	if (!config->score_messages)
		return false;
	if (!envelope->present || sources[strspn(sources, " ,")] == '\0')
		return true;
	if (envelope_is_authenticated(envelope))
		return config_list_has(sources, SLICE("authenticated"));
	return config_list_has(sources, envelope->source_tag);
}

bool
policy_answers_found(const struct config *config)
{
	return config->on_infected == INFECTED_ADDHEADER ||
	       config->on_infected == INFECTED_PASS;
}

bool
policy_shows_reasons(const struct config *config)
{
	return strstr(config->score_header, "^3") != NULL ||
	       strstr(config->alert_header, "^3") != NULL;
}
