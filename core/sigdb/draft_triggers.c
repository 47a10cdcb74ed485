/*
 * draft_triggers - which patterns wake a logical signature
 *
 * A signature is evaluated only in a buffer where one of its triggers was
 * found: patterns of which at least one matches whenever it is true.  Of all
 * such sets the one is taken whose most common member is the rarest: of an AND
 * the best branch is enough, of an OR every branch needs one.  A signature that
 * can be true without any match (0=0) has none, and is always evaluated.
 */
#include <stdlib.h>

#include "core/sigdb/drafting.h"

/*
 * A set of sub-signatures of one signature; worth is that of the worst.  Of a
 * regular expression it is what must stand in its match, if that was found to
 * be better than what triggers it.
 */
struct choice {
	bool possible;
	int32_t worth;
	uint64_t ids;
};

struct choosing {
	const struct drafting *drafting;
	const struct image_logical *logical;
};

static const struct choice impossible = {false, INT32_MIN, 0};

/* ---- leaves ------------------------------------------------------------ */

static struct choice choose_node(
    const struct choosing *choosing, const struct expression_node *node);

static int32_t
pattern_worth(const struct drafting *drafting, uint32_t pattern)
{
	return BLOB_ITEMS(&drafting->choices, struct anchor_choice)[pattern]
	    .worth;
}

static const struct image_sub *
sub_at(const struct choosing *choosing, uint32_t id)
{
	return &BLOB_ITEMS(&choosing->drafting->subs,
	    struct image_sub)[choosing->logical->first_sub + id];
}

static struct choice
choose_body(
    const struct choosing *choosing, uint32_t id, const struct image_sub *sub)
{
	struct choice choice = {true,
	    pattern_worth(choosing->drafting, sub->item), UINT64_C(1) << id};

	if (sub->other != IMAGE_NONE) {
		int32_t other = pattern_worth(choosing->drafting, sub->other);

		if (other < choice.worth)
			choice.worth = other;
	}
	return choice;
}

/* Of what must stand in a match: one of them. */
static int32_t
required_worth(const struct drafting *drafting, const struct image_regex *regex)
{
	int32_t worst = INT32_MAX;

	for (uint32_t i = 0; i < regex->required_count; i++) {
		int32_t worth = pattern_worth(drafting, regex->required[i]);

		if (worth < worst)
			worst = worth;
	}
	return worst;
}

/* A regular expression is run when its trigger is true, and matches only where
 * the bytes are that it requires. */
static struct choice
choose_regex(
    const struct choosing *choosing, uint32_t id, const struct image_sub *sub)
{
	const struct drafting *drafting = choosing->drafting;
	const struct image_regex *regex =
	    &BLOB_ITEMS(&drafting->regexes, struct image_regex)[sub->item];
	struct choice choice = choose_node(
	    choosing, &BLOB_ITEMS(&drafting->nodes,
			  struct expression_node)[regex->first_node]);
	int32_t worth;

	if (regex->required_count == 0)
		return choice;
	worth = required_worth(drafting, regex);
	if (choice.possible && choice.worth >= worth)
		return choice;
	return (struct choice){true, worth, UINT64_C(1) << id};
}

/* A comparison is done where what it refers to was found. */
static struct choice
choose_sub(const struct choosing *choosing, uint32_t id)
{
	const struct image_sub *sub = sub_at(choosing, id);

	if (sub->kind == IMAGE_SUB_BODY)
		return choose_body(choosing, id, sub);
	if (sub->kind == IMAGE_SUB_REGEX)
		return choose_regex(choosing, id, sub);
	id =
	    BLOB_ITEMS(&choosing->drafting->compares, struct compare)[sub->item]
		.id;
	if (id < choosing->logical->sub_count &&
	    sub_at(choosing, id)->kind == IMAGE_SUB_BODY)
		return choose_body(choosing, id, sub_at(choosing, id));
	/* It never holds, so it wakes nobody. */
	return (struct choice){true, INT32_MAX, 0};
}

/* ---- blocks ------------------------------------------------------------ */

/* May it hold with no match at all? */
static bool
holds_for_none(const struct expression_node *node)
{
	return (node->compare == EXPRESSION_EQUAL && node->value == 0) ||
	       (node->compare == EXPRESSION_LESS && node->value > 0);
}

static struct choice
choose_and(const struct choosing *choosing, const struct expression_node *node)
{
	struct choice best = impossible;

	for (uint32_t at = 1; at < node->size; at += node[at].size) {
		struct choice one = choose_node(choosing, node + at);

		if (one.possible && (!best.possible || one.worth > best.worth))
			best = one;
	}
	return best;
}

static int
compare_choices(const void *a, const void *b)
{
	const struct choice *left = a, *right = b;

	return (left->worth > right->worth) - (left->worth < right->worth);
}

/*
 * All branches; but where m different sub-signatures are asked for, and each
 * branch is one, the m - 1 worst of them are not needed: of the others one must
 * match.
 */
static struct choice
choose_or(const struct choosing *choosing, const struct expression_node *node)
{
	struct choice branches[EXPRESSION_IDS] = {{0}};
	struct choice sum = {true, INT32_MAX, 0};
	uint32_t count = 0, spare = node->different;
	uint64_t seen = 0;

	for (uint32_t at = 1; at < node->size; at += node[at].size) {
		struct choice one = choose_node(choosing, node + at);
		uint64_t id = UINT64_C(1) << (node[at].id & 63);

		if (!one.possible)
			return impossible;
		if (node[at].kind != EXPRESSION_LEAF || (seen & id) != 0)
			spare = 0;
		seen |= id;
		if (count < EXPRESSION_IDS)
			branches[count++] = one;
		else
			return impossible;
	}
	qsort(branches, count, sizeof(*branches), compare_choices);
	spare = spare > 0 && spare <= count ? spare - 1 : 0;
	for (uint32_t i = spare; i < count; i++) {
		sum.ids |= branches[i].ids;
		if (branches[i].worth < sum.worth)
			sum.worth = branches[i].worth;
	}
	return sum;
}

static struct choice
choose_node(const struct choosing *choosing, const struct expression_node *node)
{
	if (holds_for_none(node))
		return impossible;
	switch (node->kind) {
	case EXPRESSION_LEAF:
		return choose_sub(choosing, node->id);
	case EXPRESSION_AND:
		return choose_and(choosing, node);
	default:
		return choose_or(choosing, node);
	}
}

/* ---- waking ------------------------------------------------------------ */

struct wake {
	uint32_t pattern;
	uint32_t logical;
};

static int
compare_wakes(const void *a, const void *b)
{
	const struct wake *left = a, *right = b;

	if (left->pattern != right->pattern)
		return left->pattern < right->pattern ? -1 : 1;
	return (left->logical > right->logical) -
	       (left->logical < right->logical);
}

static void
put_wake(struct drafting *drafting, struct blob *wakes, uint32_t pattern,
    uint32_t logical)
{
	const struct image_logical *record =
	    &BLOB_ITEMS(&drafting->logicals, struct image_logical)[logical];
	struct wake wake = {pattern, logical};

	if (pattern == IMAGE_NONE)
		return;
	if ((record->flags & IMAGE_LOGICAL_BOUND) != 0)
		BLOB_ITEMS(&drafting->patterns, struct image_pattern)
	[pattern].flags |= IMAGE_PATTERN_BOUND;
	blob_put(wakes, &wake, sizeof(wake));
}

static void
put_sub(struct drafting *drafting, struct blob *wakes,
    const struct image_sub *sub, uint32_t logical)
{
	if (sub->kind == IMAGE_SUB_REGEX) {
		const struct image_regex *regex = &BLOB_ITEMS(
		    &drafting->regexes, struct image_regex)[sub->item];

		for (uint32_t i = 0; i < regex->required_count; i++)
			put_wake(drafting, wakes, regex->required[i], logical);
		return;
	}
	put_wake(drafting, wakes, sub->item, logical);
	put_wake(drafting, wakes, sub->other, logical);
}

static void
choose_triggers(struct drafting *drafting, struct blob *wakes, uint32_t index)
{
	const struct image_logical *logical =
	    &BLOB_ITEMS(&drafting->logicals, struct image_logical)[index];
	struct choosing choosing = {drafting, logical};
	struct choice choice = choose_node(
	    &choosing, &BLOB_ITEMS(&drafting->nodes,
			   struct expression_node)[logical->first_node]);

	if (!choice.possible)
		blob_put(&drafting->always, &index, sizeof(index));
	for (uint32_t id = 0; id < logical->sub_count; id++) {
		const struct image_sub *sub = sub_at(&choosing, id);

		if ((choice.ids >> id & 1) == 0)
			continue;
		put_sub(drafting, wakes, sub, index);
	}
}

/* The wakes of each pattern side by side, none twice. */
static void
put_wakes(struct drafting *drafting, struct wake *wakes, size_t count)
{
	struct image_pattern *patterns =
	    BLOB_ITEMS(&drafting->patterns, struct image_pattern);

	if (count > 0)
		qsort(wakes, count, sizeof(*wakes), compare_wakes);
	for (size_t i = 0; i < count; i++) {
		struct image_pattern *pattern = &patterns[wakes[i].pattern];

		if (i > 0 && compare_wakes(&wakes[i - 1], &wakes[i]) == 0)
			continue;
		if (pattern->wake_count++ == 0)
			pattern->first_wake =
			    (uint32_t)BLOB_COUNT(&drafting->wakes, uint32_t);
		blob_put(&drafting->wakes, &wakes[i].logical,
		    sizeof(wakes[i].logical));
	}
}

bool
draft_triggers(struct drafting *drafting)
{
	size_t count = BLOB_COUNT(&drafting->logicals, struct image_logical);
	struct blob wakes = {0};
	bool done;

	for (uint32_t i = 0; i < count; i++)
		choose_triggers(drafting, &wakes, i);
	if (!wakes.failed)
		put_wakes(drafting, BLOB_ITEMS(&wakes, struct wake),
		    BLOB_COUNT(&wakes, struct wake));
	done = !wakes.failed;
	blob_fini(&wakes);
	return done && !drafting->wakes.failed && !drafting->always.failed;
}
