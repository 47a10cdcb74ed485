/*
 * scan_logical - logical signatures over one buffer
 *
 * The matchers look for the triggers alone, a few of all sub-signatures.  When
 * one was found, and the buffer's matchers are through, the signature is
 * evaluated: each sub-signature that its expression asks for is searched then,
 * by its rarest byte, and only as often as the answer needs.  What was counted
 * is kept for the other signatures with the same pattern.
 *
 * Counting is clamscan's: a match counts when it starts behind the one that was
 * counted before; one of several parts, when its last part does.
 */
#include "core/pattern/pattern_program.h"
#include "core/scan/run.h"

/* What a search takes besides its steps, so that many of nothing add up. */
#define EVALUATION_STEPS 1
/* Bytes that a regular expression passes over for the price of one step. */
#define REGEX_BYTES_A_STEP 16u

/* A number of matches that is not known yet. */
#define COUNT_UNKNOWN UINT32_MAX

struct evaluation {
	struct pass *pass;
	const struct image_logical *logical;
	int64_t steps;  /* left of its share */
	bool exhausted; /* what was counted means nothing */
	/* Of regular expressions, which are dear; others are kept elsewhere. */
	uint32_t regex_counts[EXPRESSION_IDS];
};

void
scan_wake(struct pass *pass, uint32_t index, uint64_t offset)
{
	struct scanner *scanner = pass->run->scanner;
	const struct sigdb *sigdb = scanner->sigdb;
	const struct image_pattern *pattern = &sigdb->patterns[index];

	scanner->counts[index].found = scanner->serial;
	for (uint32_t i = 0; i < pattern->wake_count; i++) {
		uint32_t logical = sigdb->wakes[pattern->first_wake + i];

		if (scanner->awake[logical] == scanner->serial)
			continue;
		scanner->awake[logical] = scanner->serial;
		scanner->woken[pass->woken_count++] =
		    (struct woken){logical, offset};
	}
}

/* ---- patterns ---------------------------------------------------------- */

static void
search_on(struct evaluation *evaluation, const struct image_pattern *pattern,
    struct count_state *state, uint32_t wanted)
{
	struct verify_range known[PROGRAM_PARTS_MAX];
	const struct pass *pass = evaluation->pass;
	const void *program = image_program(pass->run->scanner->sigdb, pattern);
	const struct verify_places *places =
	    pattern_wants_places(program) ? scan_places(pass->run, pass->bytes)
					  : NULL;

	for (uint32_t i = 0; i < pattern->range_count; i++)
		known[i] = VERIFY_RANGE_NONE;
	while (state->count < wanted && !evaluation->exhausted) {
		struct verify_match match;

		switch (
		    pattern_search(program, pass->bytes, places, state->next,
			&evaluation->steps, known, &match, &state->next)) {
		case VERIFY_NO:
			state->complete = true;
			return;
		case VERIFY_EXHAUSTED:
			evaluation->exhausted = true;
			return;
		case VERIFY_YES:
			state->count++;
			state->last = match.start;
			break;
		}
	}
}

static uint32_t
count_pattern(struct evaluation *evaluation, uint32_t index, uint32_t wanted)
{
	struct scanner *scanner = evaluation->pass->run->scanner;
	const struct image_pattern *pattern = &scanner->sigdb->patterns[index];
	struct count_state *state = &scanner->counts[index];

	if (wanted == 1 && state->found == scanner->serial)
		return 1;
	if (state->serial != scanner->serial) {
		uint32_t found = state->found;

		*state = (struct count_state){
		    .serial = scanner->serial, .found = found};
		state->complete =
		    pattern->length_min > evaluation->pass->bytes.size;
	}
	if (!state->complete && state->count < wanted)
		search_on(evaluation, pattern, state, wanted);
	return state->count;
}

/* Both forms together. */
static uint32_t
count_body(
    struct evaluation *evaluation, const struct image_sub *sub, uint32_t wanted)
{
	uint32_t count = count_pattern(evaluation, sub->item, wanted);

	if (sub->other != IMAGE_NONE && count < wanted)
		count += count_pattern(evaluation, sub->other, wanted - count);
	return count;
}

/* ---- comparisons ------------------------------------------------------- */

/* Once, or not at all, at the last match of another sub-signature. */
static uint32_t
count_compare(struct evaluation *evaluation, const struct image_sub *sub)
{
	const struct scanner *scanner = evaluation->pass->run->scanner;
	const struct sigdb *sigdb = scanner->sigdb;
	const struct compare *compare = &sigdb->compares[sub->item];
	const struct image_sub *about;
	uint64_t last;

	if (compare->id >= evaluation->logical->sub_count)
		return 0;
	about = &sigdb->subs[evaluation->logical->first_sub + compare->id];
	if (about->kind != IMAGE_SUB_BODY ||
	    count_body(evaluation, about, UINT32_MAX) == 0)
		return 0;
	last = scanner->counts[about->item].last;
	if (about->other != IMAGE_NONE &&
	    scanner->counts[about->other].count > 0 &&
	    (scanner->counts[about->item].count == 0 ||
		scanner->counts[about->other].last > last))
		last = scanner->counts[about->other].last;
	return compare_holds(compare, evaluation->pass->bytes, last);
}

/* ---- regular expressions ----------------------------------------------- */

static uint32_t count_sub(void *owner, uint32_t id, uint32_t wanted);

/* False: nothing of what one must be in a match is there. */
static bool
may_match(struct evaluation *evaluation, const struct image_regex *record)
{
	for (uint32_t i = 0; i < record->required_count; i++)
		if (count_pattern(evaluation, record->required[i], 1) > 0)
			return true;
	return record->required_count == 0;
}

static uint32_t
run_regex(struct evaluation *evaluation, uint32_t index)
{
	struct pass *pass = evaluation->pass;
	struct scanner *scanner = pass->run->scanner;
	const struct sigdb *sigdb = scanner->sigdb;
	const struct image_regex *record = &sigdb->regex_records[index];
	const struct regex *regex;
	uint32_t count;

	if (!may_match(evaluation, record) ||
	    !expression_is_true(
		&sigdb->nodes[record->first_node], count_sub, evaluation))
		return 0;
	evaluation->steps -= (int64_t)(pass->bytes.size / REGEX_BYTES_A_STEP);
	if (evaluation->steps < 0 || budget_spent(pass->run->budget)) {
		evaluation->exhausted = true;
		return 0;
	}
	regex = image_regex(sigdb, index);
	if (regex == NULL) {
		limits_mark(&pass->run->findings->reached, LIMIT_VERIFY_STEPS);
		return 0;
	}
	if (regex_count(regex, &record->place, scanner->regex_scratch,
		pass->bytes, UINT32_MAX, &count) == REGEX_LIMIT)
		limits_mark(&pass->run->findings->reached, LIMIT_VERIFY_STEPS);
	return count;
}

static uint32_t
count_sub(void *owner, uint32_t id, uint32_t wanted)
{
	struct evaluation *evaluation = owner;
	const struct sigdb *sigdb = evaluation->pass->run->scanner->sigdb;
	const struct image_sub *sub =
	    &sigdb->subs[evaluation->logical->first_sub + id];
	uint32_t *count = &evaluation->regex_counts[id];

	if (evaluation->exhausted)
		return 0;
	switch (sub->kind) {
	case IMAGE_SUB_BODY:
		return count_body(evaluation, sub, wanted);
	case IMAGE_SUB_COMPARE:
		return count_compare(evaluation, sub);
	default:
		if (*count == COUNT_UNKNOWN)
			*count = run_regex(evaluation, sub->item);
		return *count;
	}
}

/* ---- signatures -------------------------------------------------------- */

/* Asked last, since the buffer has to be read for it. */
static bool
executable_fits(const struct pass *pass, const struct image_logical *logical)
{
	const struct executable *executable;

	if ((logical->flags & IMAGE_LOGICAL_EXECUTABLE) == 0)
		return true;
	executable = executable_of(pass->run, pass->bytes);
	return executable != NULL && executable->entry >= logical->entry_min &&
	       executable->entry <= logical->entry_max &&
	       executable->section_count >= logical->sections_min &&
	       executable->section_count <= logical->sections_max;
}

static bool
conditions_hold(const struct pass *pass, const struct image_logical *logical)
{
	return (logical->target == 0 || logical->target == pass->target) &&
	       pass->bytes.size >= logical->size_min &&
	       pass->bytes.size <= logical->size_max &&
	       container_fits(pass->run->scanner->sigdb, logical, pass->part) &&
	       executable_fits(pass, logical);
}

static bool
is_true(struct pass *pass, const struct image_logical *logical)
{
	struct evaluation evaluation = {
	    .pass = pass,
	    .logical = logical,
	    .steps = pass->steps < pass->share ? pass->steps : pass->share,
	};
	const struct sigdb *sigdb = pass->run->scanner->sigdb;
	int64_t lent = evaluation.steps;
	bool truth;

	for (uint32_t id = 0; id < logical->sub_count; id++)
		evaluation.regex_counts[id] = COUNT_UNKNOWN;
	truth = expression_is_true(
	    &sigdb->nodes[logical->first_node], count_sub, &evaluation);
	pass->steps -= lent - evaluation.steps + EVALUATION_STEPS;
	if (!evaluation.exhausted)
		return truth;
	limits_mark(&pass->run->findings->reached, LIMIT_VERIFY_STEPS);
	return false;
}

static void
evaluate(struct pass *pass, uint32_t index, uint64_t offset)
{
	struct run *run = pass->run;
	const struct image_logical *logical =
	    &run->scanner->sigdb->logicals[index];

	if (!conditions_hold(pass, logical) || !is_true(pass, logical))
		return;
	if ((logical->flags & IMAGE_LOGICAL_HANDLER) != 0)
		pass->handler = container_target((enum cltype)logical->handler);
	else
		findings_add(run, logical->signature, pass->part,
		    FINDING_PATTERN, offset);
}

void
scan_logicals(struct pass *pass)
{
	const struct scanner *scanner = pass->run->scanner;

	for (size_t i = 0; i < pass->woken_count; i++) {
		if (!scan_may_go_on(pass))
			return;
		evaluate(
		    pass, scanner->woken[i].logical, scanner->woken[i].offset);
	}
	for (uint32_t i = 0; i < scanner->sigdb->always_count; i++) {
		if (!scan_may_go_on(pass))
			return;
		evaluate(pass, scanner->sigdb->always[i], 0);
	}
}
