/*
 * scan - one decoded message against one signature database
 */
#include "core/scan/run.h"

#include <stdlib.h>

#include "core/normal/script_names.h"
#include "core/yara/yara.h"

/*
 * A message that spends all steps on its first parts must not get the others
 * through unseen: each buffer has this share of the limit in any case.  A
 * message of as many parts as may be then takes not even twice the limit.
 */
#define STEPS_FLOOR_SHARE 16384

/* Text and pages as they were written are of no type: signatures for them are
 * made for normalised forms. */
static const uint8_t target_of[FILECLASSES] = {
    [FILECLASS_OTHER] = TARGET_OTHER,
    [FILECLASS_TEXT] = TARGET_ANY,
    [FILECLASS_HTML] = TARGET_ANY,
    [FILECLASS_MAIL] = TARGET_MAIL,
    [FILECLASS_PE] = TARGET_PE,
    [FILECLASS_ELF] = TARGET_ELF,
    [FILECLASS_MACHO] = TARGET_MACHO,
    [FILECLASS_OLE2] = TARGET_OLE2,
    [FILECLASS_PDF] = TARGET_PDF,
    [FILECLASS_RTF] = TARGET_OTHER,
    [FILECLASS_SWF] = TARGET_SWF,
    [FILECLASS_JAVA] = TARGET_JAVA,
    [FILECLASS_GRAPHICS] = TARGET_GRAPHICS,
    [FILECLASS_ARCHIVE] = TARGET_OTHER,
};

/* ---- the scanner ------------------------------------------------------- */

static bool
make_states(struct scanner *scanner)
{
	const struct sigdb *sigdb = scanner->sigdb;
	size_t patterns = (size_t)sigdb->pattern_count + 1;
	size_t logicals = (size_t)sigdb->logical_count + 1;

	/* Pages that nobody needs are never touched. */
	scanner->states = calloc(patterns, sizeof(*scanner->states));
	scanner->counts = calloc(patterns, sizeof(*scanner->counts));
	scanner->ranges =
	    calloc((size_t)sigdb->range_count + 1, sizeof(*scanner->ranges));
	scanner->awake = calloc(logicals, sizeof(*scanner->awake));
	scanner->woken = calloc(logicals, sizeof(*scanner->woken));
	return scanner->states != NULL && scanner->counts != NULL &&
	       scanner->ranges != NULL && scanner->awake != NULL &&
	       scanner->woken != NULL;
}

/* Of the patterns that are looked for in what was matched as mail before. */
static uint64_t
bound_reach(const struct sigdb *sigdb)
{
	uint64_t most = 0;

	for (uint32_t i = 0; i < sigdb->pattern_count; i++) {
		const struct image_pattern *pattern = &sigdb->patterns[i];
		uint64_t reach;

		if ((pattern->flags & IMAGE_PATTERN_BOUND) == 0 ||
		    (pattern->target != TARGET_ANY &&
			pattern->target != TARGET_MAIL))
			continue;
		reach = pattern_reach(image_program(sigdb, pattern));
		if (reach > most)
			most = reach;
	}
	return most;
}

struct scanner *
scanner_create(const struct sigdb *sigdb)
{
	struct scanner *scanner = calloc(1, sizeof(*scanner));

	if (scanner == NULL)
		return NULL;
	scanner->sigdb = sigdb;
	scanner->bound_reach = bound_reach(sigdb);
	scanner->digester = digester_create();
	scanner->regex_scratch = regex_scratch_create();
	scanner->script_names = calloc(1, sizeof(*scanner->script_names));
	if (scanner->digester == NULL || scanner->regex_scratch == NULL ||
	    scanner->script_names == NULL || !make_states(scanner))
		goto fail;
	if (sigdb->yara != NULL) {
		scanner->yara = yara_scanner_create(sigdb->yara);
		if (scanner->yara == NULL)
			goto fail;
	}
	for (uint32_t i = 0; i < sigdb->matcher_count; i++)
		if (matcher_scratch_grow(
			&scanner->scratch, sigdb->matchers[i]) != MATCHER_OK)
			goto fail;
	return scanner;
fail:
	scanner_destroy(&scanner);
	return NULL;
}

/* A regular expression's trigger may ask only for what stands before it, and a
 * comparison only for a pattern. */
static bool
check_sub(
    const struct sigdb *sigdb, const struct image_logical *logical, uint32_t id)
{
	const struct image_sub *sub = &sigdb->subs[logical->first_sub + id];
	const struct image_regex *regex;

	if (sub->kind != IMAGE_SUB_REGEX)
		return true;
	regex = &sigdb->regex_records[sub->item];
	return expression_check(
	    &sigdb->nodes[regex->first_node], regex->node_count, id);
}

static bool
check_logicals(const struct sigdb *sigdb)
{
	for (uint32_t i = 0; i < sigdb->logical_count; i++) {
		const struct image_logical *logical = &sigdb->logicals[i];

		if (!expression_check(&sigdb->nodes[logical->first_node],
			logical->node_count, logical->sub_count))
			return false;
		for (uint32_t id = 0; id < logical->sub_count; id++)
			if (!check_sub(sigdb, logical, id))
				return false;
	}
	return true;
}

static bool
check_patterns(const struct sigdb *sigdb)
{
	for (uint32_t i = 0; i < sigdb->pattern_count; i++) {
		const struct image_pattern *pattern = &sigdb->patterns[i];
		const void *program = image_program(sigdb, pattern);

		if (!pattern_program_check(program, pattern->program_size) ||
		    pattern->range_count != pattern_range_count(program))
			return false;
	}
	return true;
}

bool
scan_check_programs(const struct sigdb *sigdb)
{
	return check_patterns(sigdb) && check_logicals(sigdb);
}

void
scanner_destroy(struct scanner **scanner)
{
	if (*scanner == NULL)
		return;
	matcher_scratch_free(&(*scanner)->scratch);
	digester_destroy(&(*scanner)->digester);
	regex_scratch_destroy(&(*scanner)->regex_scratch);
	yara_scanner_destroy(&(*scanner)->yara);
	free((*scanner)->script_names);
	free((*scanner)->states);
	free((*scanner)->ranges);
	free((*scanner)->counts);
	free((*scanner)->awake);
	free((*scanner)->woken);
	free(*scanner);
	*scanner = NULL;
}

/* ---- which bytes were matched before ----------------------------------- */

static bool
lies_in(struct slice inner, struct slice outer)
{
	uintptr_t begin = (uintptr_t)outer.data, at = (uintptr_t)inner.data;

	return at >= begin && at - begin <= outer.size &&
	       inner.size <= outer.size - (at - begin);
}

/*
 * A part that needed no decoding is a piece of the message that it stands in,
 * and went by when that was matched as mail: against the patterns for mail and
 * for any type, but with other offsets.
 */
static bool
was_matched_as_mail(const struct run *run, const struct part *part)
{
	if (lies_in(part->body, run->message->content))
		return true;
	for (const struct part *outer = part->parent; outer != NULL;
	     outer = outer->parent)
		if (outer->kind == PART_MESSAGE &&
		    lies_in(part->body, outer->body))
			return true;
	return false;
}

/*
 * A further reading that came to the same bytes as one before it.  Readings
 * follow what they are readings of, as a rule at once: with thousands of them,
 * to begin with the first sibling each time would take quadratic time.
 */
static bool
repeats_sibling(const struct run *run, const struct part *part)
{
	const struct part *other = run->original;

	if ((part->flags & PART_READING) == 0 || part->parent == NULL)
		return false;
	if (other == NULL || other->parent != part->parent)
		other = part->parent->first_child;
	for (; other != part && other != NULL; other = other->next)
		if (other->kind == part->kind && other->type == part->type &&
		    other->body.data == part->body.data &&
		    other->body.size == part->body.size)
			return true;
	return false;
}

/* ---- one part ---------------------------------------------------------- */

/*
 * What to run over a part as it is.  Matching it again costs as much as the
 * first time, so that is done only for a type with patterns of its own;
 * otherwise the few patterns with an offset remain, if a literal of one was met
 * at all.
 */
static struct image_range
matchers_for(const struct run *run, const struct part *part, uint32_t target)
{
	const struct image_header *header = run->scanner->sigdb->header;
	struct image_range own = header->kinds[target];

	if (!was_matched_as_mail(run, part) ||
	    (target != TARGET_MAIL && own.first != header->kinds[0].first))
		return own;
	/* Their literals were looked for in the message, too. */
	if (!run->bound_possible && lies_in(part->body, run->message->content))
		return (struct image_range){.first = header->bound.first};
	return header->bound;
}

/* Every form of a part that signatures are written for.  False: stop. */
static bool
scan_forms(struct run *run, const struct part *part)
{
	uint32_t target = part->kind == PART_MESSAGE
			      ? TARGET_MAIL
			      : target_of[filetype_class(part->type)];

	return scan_buffer(run, part, part->body, target,
		   matchers_for(run, part, target)) &&
	       scan_normalised(run, part);
}

/*
 * What .ftm lines say that part is besides: its bytes are matched as that, too.
 * Text, pages and mail are not told by first bytes.  False: stop.
 */
static bool
scan_told_types(struct run *run, const struct part *part)
{
	const struct sigdb *sigdb = run->scanner->sigdb;
	uint32_t done = UINT32_C(1) << target_of[filetype_class(part->type)];
	uint32_t at = 0;
	enum cltype type;

	while (sigdb_next_type(sigdb, part->body, &at, &type)) {
		uint32_t target = container_target(type);

		if (target == TARGET_NONE || (done >> target & 1) != 0)
			continue;
		done |= UINT32_C(1) << target;
		if (!scan_buffer_as(run, part, part->body, target,
			sigdb->header->kinds[target]))
			return false;
	}
	return true;
}

static bool
scan_part(struct run *run, struct part *part)
{
	bool go_on;

	/* A multipart is seen through its parts, and the whole of it as a
	 * piece of the message. */
	if ((part->flags & PART_READING) == 0)
		run->original = part;
	if (part->kind == PART_MULTIPART)
		return true;
	scan_metadata(run, part);
	if (part->body.size == 0 || repeats_sibling(run, part)) {
		findings_end_buffer(run, part);
		return true;
	}
	scan_hash(run, part, part->body);
	if (filetype_class(part->type) == FILECLASS_PE)
		scan_program_hashes(run, part);
	scan_phishing(run, part);
	go_on = scan_forms(run, part) && scan_told_types(run, part);
	findings_end_buffer(run, part);
	return go_on;
}

static bool
scan_raw(struct run *run)
{
	const struct image_header *header = run->scanner->sigdb->header;
	struct slice content = run->message->content;
	bool go_on;

	if (content.size == 0)
		return true;
	scan_hash(run, NULL, content);
	run->bound_possible = false;
	go_on = scan_buffer(
	    run, NULL, content, TARGET_MAIL, header->kinds[TARGET_MAIL]);
	findings_end_buffer(run, NULL);
	return go_on;
}

/* ---- one message ------------------------------------------------------- */

/*
 * Leaves first: messages inside of messages hold the same bytes again and
 * again, and 7 MB in 60 of them reached MaxScanSize ahead of the attachment in
 * the innermost.  False: stop.
 */
static bool
scan_parts(struct run *run, bool messages)
{
	const struct message *message = run->message;

	for (size_t i = 0; i < message->part_count; i++) {
		struct part *part = message->parts[i];

		if ((part->kind == PART_MESSAGE) != messages)
			continue;
		if (findings_complete(run) || !scan_part(run, part))
			return false;
	}
	return true;
}

void
scan_message(struct scanner *scanner, const struct message *message,
    const struct scan_options *options, const struct limits *limits,
    struct arena *arena, struct budget *budget, struct findings *findings_r)
{
	struct run run = {
	    .scanner = scanner,
	    .message = message,
	    .options = options,
	    .budget = budget,
	    .findings = findings_r,
	    .limits = limits,
	    .arena = arena,
	    .steps = limits->max[LIMIT_VERIFY_STEPS],
	    .steps_floor = limits->max[LIMIT_VERIFY_STEPS] / STEPS_FLOOR_SHARE,
	    .bytes_left = (uint64_t)limits->max[LIMIT_SCANNED_BYTES],
	    .bound_possible = true,
	};

	*findings_r = (struct findings){0};
	if (!findings_begin(&run, limits, arena)) {
		/* Without room for findings nothing can be said. */
		limits_mark(&findings_r->reached, LIMIT_FINDINGS);
		return;
	}
	if (!scan_raw(&run))
		return;
	if (scan_parts(&run, false))
		(void)scan_parts(&run, true);
}
