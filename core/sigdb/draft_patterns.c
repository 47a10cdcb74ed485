/*
 * draft_patterns - compile body patterns and choose what to look for
 */
#include <stdlib.h>

#include "core/base/checksum.h"
#include "core/sigdb/drafting.h"

/* Counters for how many patterns offer a literal, so many for each pattern; two
 * literals may share one, which only makes both look more common. */
#define POPULARITY_COUNTERS 32u
/* An anchor that more patterns than this offer is left for a rarer one ... */
#define POPULAR 8u
/* ... if that one is rarer by this factor. */
#define POPULAR_FACTOR 4u

/* ---- compiling --------------------------------------------------------- */

uint32_t
draft_pattern(struct drafting *drafting, const struct pattern *pattern,
    uint32_t signature, uint32_t target, unsigned flags)
{
	struct image_pattern record = {
	    .signature = signature,
	    .program_size = (uint32_t)pattern->program.size,
	    .length_min = pattern->length_min,
	    .first_range = drafting->range_count,
	    .range_count = pattern->range_count,
	    .target = (uint16_t)target,
	    .flags = (uint16_t)flags,
	};
	const uint32_t one = 1;

	CHECK(pattern->anchor_count > 0);
	drafting->range_count += pattern->range_count;
	blob_align(&drafting->programs, IMAGE_PROGRAM_ALIGN);
	record.program =
	    (uint32_t)(drafting->programs.size / IMAGE_PROGRAM_ALIGN);
	blob_put(
	    &drafting->programs, pattern->program.data, pattern->program.size);
	blob_put(&drafting->patterns, &record, sizeof(record));
	blob_put(&drafting->compiled, pattern, sizeof(*pattern));
	blob_put(&drafting->users, &one, sizeof(one));
	return (uint32_t)BLOB_COUNT(&drafting->patterns, struct image_pattern) -
	       1;
}

static void
put_pattern(struct drafting *drafting, const struct pattern_rule *rule,
    const struct pattern *pattern)
{
	bool bound = !slice_equal(rule->offset, SLICE("*"));
	unsigned flags = (rule->alone ? IMAGE_PATTERN_ALONE : 0) |
			 (bound ? IMAGE_PATTERN_BOUND : 0);
	uint32_t signature = collection_add_signature(
	    drafting->collection, rule->name, rule->file, false);

	(void)draft_pattern(drafting, pattern, signature, rule->target, flags);
}

/* False: no memory. */
static bool
compile(struct drafting *drafting, const struct pattern_rule *rule)
{
	struct collection *collection = drafting->collection;
	enum sigdb_skip skip = SIGDB_SKIP_MALFORMED;
	struct pattern pattern;
	const char *reason;

	switch (pattern_compile(rule->hexsig, rule->offset, 0, drafting->arena,
	    &pattern, &reason)) {
	case PATTERN_OK:
		if (!pattern.in_executable ||
		    target_is_executable(rule->target)) {
			put_pattern(drafting, rule, &pattern);
			return true;
		}
		reason = "an offset within a program, for another target";
		break;
	case PATTERN_NO_MEMORY:
		return false;
	case PATTERN_UNSUPPORTED:
		skip = SIGDB_SKIP_UNSUPPORTED_PATTERN;
		break;
	case PATTERN_MALFORMED:
		break;
	}
	collection_take_out(collection, rule->file, skip);
	collection_skip(collection, rule->file, rule->line, skip, reason);
	return true;
}

bool
draft_patterns(struct drafting *drafting)
{
	const struct blob *rules = &drafting->collection->patterns;

	for (size_t i = 0; i < BLOB_COUNT(rules, struct pattern_rule); i++) {
		const struct pattern_rule *rule =
		    &BLOB_ITEMS(rules, struct pattern_rule)[i];

		if (rule->line != 0 && !compile(drafting, rule))
			return false;
	}
	drafting->body_count =
	    BLOB_COUNT(&drafting->patterns, struct image_pattern);
	return !drafting->programs.failed && !drafting->patterns.failed &&
	       !drafting->compiled.failed && !drafting->users.failed &&
	       drafting->programs.size / IMAGE_PROGRAM_ALIGN < UINT32_MAX;
}

/* ---- choosing ---------------------------------------------------------- */

struct popularity {
	uint32_t *counters;
	size_t mask;
};

static uint32_t *
popularity_of(
    const struct popularity *popularity, const struct pattern_literal *literal)
{
	uint64_t sum = checksum64(literal->bytes.data, literal->bytes.size, 0);

	return &popularity->counters[sum & popularity->mask];
}

/* The most popular literal of an anchor. */
static uint32_t
anchor_popularity(
    const struct popularity *popularity, const struct pattern_anchor *anchor)
{
	uint32_t most = 0;

	for (uint16_t i = 0; i < anchor->count; i++) {
		uint32_t count =
		    *popularity_of(popularity, &anchor->literals[i]);

		if (count > most)
			most = count;
	}
	return most;
}

static void
count_pattern(const struct popularity *popularity,
    const struct pattern *pattern, uint32_t users)
{
	for (size_t a = 0; a < pattern->anchor_count; a++)
		for (uint16_t i = 0; i < pattern->anchors[a].count; i++)
			*popularity_of(popularity,
			    &pattern->anchors[a].literals[i]) += users;
}

/* The first anchor that is long enough; if none is, the longest. */
static uint8_t
first_choice(const struct pattern *pattern)
{
	size_t longest = 0;

	for (size_t a = 0; a < pattern->anchor_count; a++) {
		if (pattern->anchors[a].shortest >= DRAFT_LITERAL_MIN)
			return (uint8_t)a;
		if (pattern->anchors[a].shortest >
		    pattern->anchors[longest].shortest)
			longest = a;
	}
	return (uint8_t)longest;
}

/*
 * What many signatures share (a family's host name) is found often, and then
 * each of them is verified; so look for something of its own, if it offers any.
 */
static uint8_t
choose(const struct popularity *popularity, const struct pattern *pattern)
{
	uint8_t best = first_choice(pattern);
	uint32_t most = anchor_popularity(popularity, &pattern->anchors[best]);

	if (most <= POPULAR)
		return best;
	for (size_t a = 0; a < pattern->anchor_count; a++) {
		const struct pattern_anchor *anchor = &pattern->anchors[a];
		uint32_t count = anchor_popularity(popularity, anchor);

		if (anchor->shortest >= DRAFT_LITERAL_MIN &&
		    count <= most / POPULAR_FACTOR) {
			best = (uint8_t)a;
			most = count;
		}
	}
	return best;
}

/* One more signature that is evaluated for the same literal costs as much as
 * a literal half as rare. */
#define WORTH_OF_TWICE 8

/* What begins at one place of a buffer, as the first bytes of a file do, wakes
 * nobody in most buffers, however short and common its bytes are: it is better
 * than a word that all mails have.  No more than that, since where it does
 * match all that it wakes are evaluated, each with a search of its own. */
#define WORTH_OF_ONE_PLACE 100

/* Long enough literals are worth more than all short ones. */
static int32_t
anchor_worth(const struct popularity *popularity, const struct pattern *pattern,
    const struct pattern_anchor *anchor)
{
	uint32_t users = anchor_popularity(popularity, anchor);
	int32_t worth = (int32_t)anchor->rarity;

	for (; users > 1; users /= 2)
		worth -= WORTH_OF_TWICE;
	if (anchor->shortest < DRAFT_LITERAL_MIN)
		worth -= 1 << 20;
	if (pattern->at_one_place && worth < WORTH_OF_ONE_PLACE)
		return WORTH_OF_ONE_PLACE;
	return worth;
}

bool
draft_anchors(struct drafting *drafting)
{
	const struct pattern *patterns =
	    BLOB_ITEMS(&drafting->compiled, struct pattern);
	const uint32_t *users = BLOB_ITEMS(&drafting->users, uint32_t);
	size_t count = BLOB_COUNT(&drafting->compiled, struct pattern);
	struct popularity popularity = {NULL, 1024};

	while (popularity.mask / POPULARITY_COUNTERS < count)
		popularity.mask *= 2;
	popularity.counters =
	    calloc(popularity.mask--, sizeof(*popularity.counters));
	if (popularity.counters == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		count_pattern(&popularity, &patterns[i], users[i]);
	for (size_t i = 0; i < count; i++) {
		struct anchor_choice choice = {
		    .anchor = choose(&popularity, &patterns[i])};

		choice.worth = anchor_worth(&popularity, &patterns[i],
		    &patterns[i].anchors[choice.anchor]);
		blob_put(&drafting->choices, &choice, sizeof(choice));
	}
	free(popularity.counters);
	return !drafting->choices.failed;
}
