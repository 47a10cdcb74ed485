/*
 * findings - what was found, in an order that does not depend on the matcher
 *
 * Matchers report in any order.  So the findings of one buffer are kept sorted
 * by offset, the first ones where there are too many, and go to the message's
 * list when the buffer is done.
 */
#include "core/scan/run.h"

#include <string.h>

/* Signatures are told apart by where their name lies. */
static bool
same_signature(const struct finding *a, const struct finding *b)
{
	return a->name.data == b->name.data;
}

static bool
is_before(const struct finding *a, const struct finding *b)
{
	if (a->offset != b->offset)
		return a->offset < b->offset;
	return a->name.data < b->name.data;
}

bool
findings_begin(
    struct run *run, const struct limits *limits, struct arena *arena)
{
	size_t max = (size_t)limits->max[LIMIT_FINDINGS];

	run->findings_max = max;
	run->pending_max = run->options->all_matches ? max : 1;
	run->findings->items =
	    arena_alloc_array(arena, max, sizeof(struct finding));
	run->pending =
	    arena_alloc_array(arena, run->pending_max, sizeof(struct finding));
	run->allow = arena_alloc_array(
	    arena, run->message->part_count + 1, sizeof(*run->allow));
	if (run->allow == NULL)
		return false;
	for (size_t i = 0; i <= run->message->part_count; i++)
		run->allow[i] = ALLOW_UNKNOWN;
	return run->findings->items != NULL && run->pending != NULL;
}

bool
findings_complete(const struct run *run)
{
	return !run->options->all_matches && run->findings->count > 0;
}

/* Found in a part before. */
static bool
is_known(const struct run *run, const struct finding *finding)
{
	for (size_t i = 0; i < run->findings->count; i++)
		if (same_signature(&run->findings->items[i], finding))
			return true;
	return false;
}

/*
 * Found in this part before, in another form of it: the earlier one stays, so
 * that which of several is first does not depend on what else was in hand.
 * True: that is the one before.
 */
static bool
is_pending(struct run *run, const struct finding *finding)
{
	struct finding *pending = run->pending;
	size_t at = 0;

	while (
	    at < run->pending_count && !same_signature(&pending[at], finding))
		at++;
	if (at == run->pending_count)
		return false;
	if (!is_before(finding, &pending[at]))
		return true;
	memmove(&pending[at], &pending[at + 1],
	    (run->pending_count - at - 1) * sizeof(*pending));
	run->pending_count--;
	return false;
}

/* Where the limit cuts, the earliest in the buffer stay. */
static void
insert(struct run *run, const struct finding *finding)
{
	size_t at = run->pending_count;

	if (at == run->pending_max) {
		if (run->options->all_matches)
			limits_mark(&run->findings->reached, LIMIT_FINDINGS);
		if (!is_before(finding, &run->pending[at - 1]))
			return;
		at--;
	} else {
		run->pending_count++;
	}
	for (; at > 0 && is_before(finding, &run->pending[at - 1]); at--)
		run->pending[at] = run->pending[at - 1];
	run->pending[at] = *finding;
}

void
findings_add(struct run *run, uint32_t signature, const struct part *part,
    enum finding_kind kind, uint64_t offset)
{
	const struct sigdb *sigdb = run->scanner->sigdb;
	struct image_names names;
	struct finding finding = {
	    .part = part,
	    .offset = offset,
	    .kind = kind,
	};

	/* Found is found, under whatever name. */
	(void)image_signature(sigdb, signature, &names);
	finding.name = names.name;
	finding.source = names.source;
	if (!is_known(run, &finding) && !is_pending(run, &finding))
		insert(run, &finding);
}

/* Say of the pending findings which entry cancelled them; as many as there is
 * room for. */
static void
cancel(struct run *run, uint32_t entry, const struct part *listed)
{
	struct findings *findings = run->findings;
	struct image_names names;

	findings->allowed += run->pending_count;
	if (findings->cancelled == NULL)
		findings->cancelled = arena_alloc_array(
		    run->arena, run->findings_max, sizeof(struct cancelled));
	if (findings->cancelled == NULL)
		return;
	(void)image_signature(run->scanner->sigdb, entry, &names);
	for (size_t i = 0; i < run->pending_count &&
			   findings->cancelled_count < run->findings_max;
	     i++)
		findings->cancelled[findings->cancelled_count++] =
		    (struct cancelled){.finding = run->pending[i],
			.name = names.name,
			.source = names.source,
			.part = listed};
}

void
findings_end_buffer(struct run *run, const struct part *part)
{
	struct findings *findings = run->findings;
	const struct part *listed;
	uint32_t entry;

	if (run->pending_count > 0 &&
	    scan_allowed(run, part, &entry, &listed)) {
		cancel(run, entry, listed);
		run->pending_count = 0;
	}
	for (size_t i = 0; i < run->pending_count; i++) {
		if (findings->count == run->findings_max) {
			limits_mark(&findings->reached, LIMIT_FINDINGS);
			break;
		}
		findings->items[findings->count++] = run->pending[i];
	}
	run->pending_count = 0;
}
