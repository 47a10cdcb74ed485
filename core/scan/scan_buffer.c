/*
 * scan_buffer - literals find candidates, programs decide
 *
 * Nearly every hit of a literal is a false candidate, so the callback asks the
 * cheapest question first: known already, long enough, and only then the
 * program.  Looking at a candidate costs a step of the allowance too, so that a
 * buffer full of popular literals has a bound.
 *
 * Steps are shared so that nobody takes what others need: a buffer may take
 * half of what the message has left, a pattern an eighth of what its buffer
 * has.  A pattern that took its share is given up in that buffer, the others
 * go on.
 */
#include "core/scan/run.h"

/* EICAR's own rule: 128 characters at most, white space behind the test. */
#define ALONE_BYTES_MAX 128u

#define BUFFER_SHARE 2
#define PATTERN_SHARE 8
/* What a buffer counts in bytes, however short it is. */
#define BUFFER_COST 1024u

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x1A;
}

static bool
stands_alone(struct slice bytes, uint64_t end)
{
	if (bytes.size > ALONE_BYTES_MAX)
		return false;
	for (size_t i = (size_t)end; i < bytes.size; i++)
		if (!is_blank(bytes.data[i]))
			return false;
	return true;
}

/* ---- one candidate ----------------------------------------------------- */

/* Where the pattern keeps what it searched in vain; NULL: it has no use for
 * that. */
static struct verify_range *
ranges_of(struct scanner *scanner, const struct image_pattern *pattern)
{
	return pattern->range_count == 0
		   ? NULL
		   : &scanner->ranges[pattern->first_range];
}

static void
begin_trials(struct pass *pass, const struct image_pattern *pattern,
    struct pattern_state *state)
{
	struct verify_range *ranges = ranges_of(pass->run->scanner, pattern);

	state->tried = pass->run->scanner->serial;
	state->steps = pass->share;
	for (uint32_t i = 0; i < pattern->range_count; i++)
		ranges[i] = VERIFY_RANGE_NONE;
}

/* The program at this place; both the pattern and the buffer pay for it. */
static enum verify_result
verify(struct pass *pass, const struct image_entry *entry, uint64_t end,
    struct verify_match *match_r)
{
	struct scanner *scanner = pass->run->scanner;
	const struct image_pattern *pattern =
	    &scanner->sigdb->patterns[entry->pattern];
	const void *program = image_program(scanner->sigdb, pattern);
	struct pattern_state *state = &scanner->states[entry->pattern];
	const struct verify_places *places = NULL;
	enum verify_result result;
	int64_t lent, left;

	if (state->tried != scanner->serial)
		begin_trials(pass, pattern, state);
	if (pattern_wants_places(program))
		places = scan_places(pass->run, pass->bytes);
	lent = state->steps < pass->steps ? state->steps : pass->steps;
	left = lent;
	result =
	    pattern_verify(program, entry->anchor, entry->member, pass->bytes,
		places, end, &left, ranges_of(scanner, pattern), match_r);
	state->steps -= lent - left;
	pass->steps -= lent - left;
	return result;
}

static void
try_pattern(struct pass *pass, const struct image_entry *entry, uint64_t end)
{
	struct run *run = pass->run;
	struct scanner *scanner = run->scanner;
	const struct image_pattern *pattern =
	    &scanner->sigdb->patterns[entry->pattern];
	struct verify_match match;

	if ((pattern->flags & IMAGE_PATTERN_BOUND) != 0)
		run->bound_possible = true;
	/* The matcher for bound patterns serves several targets. */
	if (pattern->length_min > pass->bytes.size ||
	    (pattern->target != 0 && pattern->target != pass->target))
		return;
	switch (verify(pass, entry, end, &match)) {
	case VERIFY_NO:
		return;
	case VERIFY_EXHAUSTED:
		limits_mark(&run->findings->reached, LIMIT_VERIFY_STEPS);
		scanner->states[entry->pattern].done = scanner->serial;
		return;
	case VERIFY_YES:
		break;
	}
	if ((pattern->flags & IMAGE_PATTERN_ALONE) != 0 &&
	    !stands_alone(pass->bytes, match.end))
		return;
	scanner->states[entry->pattern].done = scanner->serial;
	if (pattern->signature != IMAGE_NONE)
		findings_add(run, pattern->signature, pass->part,
		    FINDING_PATTERN, match.start);
	if (pattern->wake_count > 0)
		scan_wake(pass, entry->pattern, match.start);
}

/* ---- one matcher ------------------------------------------------------- */

/* Called by the matcher; true stops it. */
static bool
on_literal(void *owner, uint32_t id, uint64_t end)
{
	struct pass *pass = owner;
	const struct scanner *scanner = pass->run->scanner;
	const struct image_literal *literal = &scanner->sigdb->literals[id];
	const struct image_entry *entry =
	    &scanner->sigdb->entries[literal->first_entry];
	const struct image_entry *entries_end = entry + literal->entry_count;

	end += pass->base;
	if (end <= pass->covered)
		return false;
	for (; entry < entries_end; entry++) {
		if (scanner->states[entry->pattern].done == scanner->serial)
			continue;
		if (!scan_may_go_on(pass))
			return true;
		pass->steps--;
		try_pattern(pass, entry, end);
	}
	return false;
}

/*
 * False: the budget or the steps are spent.
 *
 * One matcher, slice by slice, with a look at the clock before each.  Slices
 * overlap by the longest literal but one byte, so that none is missed at a
 * seam; what lies wholly in the overlap is reported twice and dropped once.
 */
static bool
scan_slices(struct pass *pass, uint32_t index, size_t size)
{
	struct run *run = pass->run;
	const struct sigdb *sigdb = run->scanner->sigdb;
	size_t overlap = sigdb->matcher_records[index].longest - 1;

	pass->base = 0;
	pass->covered = 0;
	while (pass->covered < size) {
		size_t length = size - (size_t)pass->base;

		if (length > BUDGET_SLICE)
			length = BUDGET_SLICE;
		if (budget_takes(run->budget, length + BUFFER_COST))
			return false;
		if (!matcher_scan(sigdb->matchers[index], run->scanner->scratch,
			pass->bytes.data + pass->base, length, on_literal,
			pass))
			return false;
		pass->covered = pass->base + length;
		pass->base = pass->covered - overlap;
	}
	return true;
}

/* ---- one buffer -------------------------------------------------------- */

/* A new buffer: every pattern may match again. */
static void
next_serial(struct scanner *scanner)
{
	if (++scanner->serial != 0)
		return;
	for (uint32_t i = 0; i < scanner->sigdb->pattern_count; i++) {
		scanner->states[i].done = 0;
		scanner->states[i].tried = 0;
		scanner->counts[i].serial = 0;
		scanner->counts[i].found = 0;
	}
	for (uint32_t i = 0; i < scanner->sigdb->logical_count; i++)
		scanner->awake[i] = 0;
	scanner->serial = 1;
}

/* Returns what is lent to the buffer. */
static int64_t
lend_steps(struct pass *pass)
{
	const struct run *run = pass->run;
	int64_t steps = run->steps - run->steps / BUFFER_SHARE;

	if (steps < run->steps_floor)
		steps = run->steps_floor;
	pass->steps = steps;
	pass->share = steps - steps / PATTERN_SHARE * (PATTERN_SHARE - 1);
	pass->next_look = steps - STEPS_A_LOOK;
	return steps;
}

static void
take_back_steps(struct pass *pass, int64_t lent)
{
	int64_t left = pass->steps < 0 ? 0 : pass->steps;
	int64_t *steps = &pass->run->steps;

	*steps = lent - left < *steps ? *steps - (lent - left) : 0;
}

/* So many of the bytes are looked at. */
static size_t
size_to_match(struct run *run, struct slice bytes, struct image_range matchers)
{
	const struct scanner *scanner = run->scanner;
	size_t size = bytes.size;

	if (matchers.first == scanner->sigdb->header->bound.first &&
	    size > scanner->bound_reach)
		size = (size_t)scanner->bound_reach;
	if (size > run->bytes_left) {
		run->bound_possible = true;
		limits_mark(&run->findings->reached, LIMIT_SCANNED_BYTES);
		size = (size_t)run->bytes_left;
	}
	run->bytes_left -= size;
	run->findings->matched += size;
	return size;
}

/* As one type.  *handler_r: another type that a signature asks for. */
static bool
scan_as(struct run *run, const struct part *part, struct slice bytes,
    uint32_t target, struct image_range matchers, uint32_t *handler_r)
{
	struct pass pass = {
	    .run = run,
	    .part = part,
	    .bytes = bytes,
	    .target = target,
	    .handler = TARGET_NONE,
	};
	size_t size = size_to_match(run, bytes, matchers);
	int64_t lent;

	next_serial(run->scanner);
	lent = lend_steps(&pass);
	for (uint32_t i = 0; i < matchers.count; i++)
		if (!scan_slices(&pass, matchers.first + i, size)) {
			run->bound_possible = true;
			break;
		}
	scan_logicals(&pass);
	take_back_steps(&pass, lent);
	*handler_r = pass.handler;
	return run->budget->state == BUDGET_OK;
}

bool
scan_buffer_as(struct run *run, const struct part *part, struct slice bytes,
    uint32_t target, struct image_range matchers)
{
	const struct sigdb *sigdb = run->scanner->sigdb;
	uint32_t handler;

	if (matchers.count == 0 && sigdb->always_count == 0)
		return true;
	if (!scan_as(run, part, bytes, target, matchers, &handler))
		return false;
	if (handler == TARGET_NONE || handler == target)
		return true;
	return scan_as(
	    run, part, bytes, handler, sigdb->header->kinds[handler], &handler);
}

bool
scan_buffer(struct run *run, const struct part *part, struct slice bytes,
    uint32_t target, struct image_range matchers)
{
	struct slice seen = slice_sub(bytes, 0, (size_t)run->bytes_left);

	return scan_yara(run, part, seen) &&
	       scan_buffer_as(run, part, bytes, target, matchers);
}
