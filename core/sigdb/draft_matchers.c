/*
 * draft_matchers - one set of literals for each kind of buffer
 *
 * A buffer is matched against the patterns of its own type and those of any
 * type in one pass, since two databases over the same bytes cost twice.  A type
 * without patterns of its own uses the matchers of type 0.
 */
#include <stdlib.h>

#include "core/sigdb/drafting.h"

/* One literal of one pattern, on its way into a set. */
struct use {
	struct slice bytes;
	struct image_entry entry;
	bool nocase;
};

static bool
is_short(const struct use *use)
{
	return use->bytes.size < DRAFT_LITERAL_MIN;
}

/* Short ones last; equal literals side by side. */
static int
compare_uses(const void *a, const void *b)
{
	const struct use *left = a, *right = b;
	size_t shared = left->bytes.size < right->bytes.size
			    ? left->bytes.size
			    : right->bytes.size;
	int order = is_short(left) - is_short(right);

	if (order == 0)
		order = left->nocase - right->nocase;

	if (order == 0)
		order = memcmp(left->bytes.data, right->bytes.data, shared);
	if (order == 0 && left->bytes.size != right->bytes.size)
		order = left->bytes.size < right->bytes.size ? -1 : 1;
	if (order == 0 && left->entry.pattern != right->entry.pattern)
		order = left->entry.pattern < right->entry.pattern ? -1 : 1;
	if (order == 0)
		order = (int)left->entry.member - (int)right->entry.member;
	return order;
}

static void
put_uses(const struct drafting *drafting, uint32_t index, struct blob *uses)
{
	const struct pattern *pattern =
	    &BLOB_ITEMS(&drafting->compiled, struct pattern)[index];
	uint8_t chosen =
	    BLOB_ITEMS(&drafting->choices, struct anchor_choice)[index].anchor;
	const struct pattern_anchor *anchor = &pattern->anchors[chosen];

	for (uint16_t i = 0; i < anchor->count; i++) {
		struct use use = {
		    .bytes = anchor->literals[i].bytes,
		    .entry = {index, anchor->id, anchor->literals[i].member},
		    .nocase = pattern->nocase,
		};

		CHECK(use.bytes.size > 0 &&
		      use.bytes.size <= MATCHER_LITERAL_MAX);
		blob_put(uses, &use, sizeof(use));
	}
}

/* ---- one matcher ------------------------------------------------------- */

static enum sigdb_result
matcher_failed(enum matcher_result result, struct text *error_r)
{
	text_printf(error_r, "the literals do not compile: %s",
	    matcher_result_text(result));
	return result == MATCHER_NO_MEMORY ? SIGDB_NO_MEMORY : SIGDB_DAMAGED;
}

/* What the wanted back end refuses, the portable one may take. */
static enum matcher_result
compile(const struct drafting *drafting, const struct blob *literals,
    void **image_r, size_t *size_r)
{
	enum matcher_backend backend =
	    drafting->collection->options->portable_matcher ? MATCHER_PORTABLE
							    : MATCHER_BEST;
	const struct matcher_literal *items =
	    BLOB_ITEMS(literals, struct matcher_literal);
	size_t count = BLOB_COUNT(literals, struct matcher_literal);
	enum matcher_result result =
	    matcher_compile(backend, items, count, image_r, size_r);

	if (result == MATCHER_REFUSED || result == MATCHER_UNSUPPORTED)
		result = matcher_compile(
		    MATCHER_PORTABLE, items, count, image_r, size_r);
	return result;
}

static enum sigdb_result
put_matcher(struct drafting *drafting, const struct blob *literals,
    struct text *error_r)
{
	const struct matcher_literal *items =
	    BLOB_ITEMS(literals, struct matcher_literal);
	struct image_matcher record = {
	    .literals = (uint32_t)BLOB_COUNT(literals, struct matcher_literal),
	};
	enum matcher_result result;
	size_t size;
	void *image;

	for (uint32_t i = 0; i < record.literals; i++)
		if (items[i].size > record.longest)
			record.longest = items[i].size;
	result = compile(drafting, literals, &image, &size);
	if (result != MATCHER_OK)
		return matcher_failed(result, error_r);
	blob_align(&drafting->images, MATCHER_ALIGN);
	record.offset = drafting->images.size;
	record.size = size;
	blob_put(&drafting->images, image, size);
	blob_put(&drafting->matchers, &record, sizeof(record));
	free(image);
	return SIGDB_OK;
}

/* ---- one set ----------------------------------------------------------- */

static bool
same_literal(const struct use *a, const struct use *b)
{
	return a->nocase == b->nocase && slice_equal(a->bytes, b->bytes);
}

/* A new literal with its first entry; its id is its place in the table. */
static void
put_literal(
    struct drafting *drafting, const struct use *use, struct blob *literals)
{
	struct image_literal record = {
	    .first_entry =
		(uint32_t)BLOB_COUNT(&drafting->entries, struct image_entry),
	};
	struct matcher_literal literal = {
	    .bytes = use->bytes.data,
	    .size = (uint32_t)use->bytes.size,
	    .nocase = use->nocase,
	    .id =
		(uint32_t)BLOB_COUNT(&drafting->literals, struct image_literal),
	};

	blob_put(&drafting->literals, &record, sizeof(record));
	blob_put(literals, &literal, sizeof(literal));
}

static void
put_entry(struct drafting *drafting, const struct use *use)
{
	size_t count = BLOB_COUNT(&drafting->literals, struct image_literal);

	blob_put(&drafting->entries, &use->entry, sizeof(use->entry));
	if (!drafting->literals.failed)
		BLOB_ITEMS(&drafting->literals, struct image_literal)
	[count - 1].entry_count++;
}

/* Sorted uses become matchers: a new one where the short ones begin and where
 * one is full. */
static enum sigdb_result
put_matchers(struct drafting *drafting, const struct use *uses, size_t count,
    struct text *error_r)
{
	enum sigdb_result result = SIGDB_OK;
	struct blob literals = {0};

	for (size_t i = 0; i < count && result == SIGDB_OK; i++) {
		bool fresh = i == 0 || !same_literal(&uses[i - 1], &uses[i]);
		bool full = literals.size == MATCHER_LITERALS_MAX *
						 sizeof(struct matcher_literal);

		if (i > 0 && fresh &&
		    (full || is_short(&uses[i]) != is_short(&uses[i - 1]))) {
			result = put_matcher(drafting, &literals, error_r);
			literals.size = 0;
		}
		if (fresh)
			put_literal(drafting, &uses[i], &literals);
		put_entry(drafting, &uses[i]);
		if (literals.failed)
			result = SIGDB_NO_MEMORY;
	}
	if (result == SIGDB_OK && literals.size > 0)
		result = put_matcher(drafting, &literals, error_r);
	blob_fini(&literals);
	return result;
}

/* Which patterns go into a set. */
struct selection {
	uint32_t target; /* besides target 0 */
	bool bound_only;
};

/* A pattern that nobody waits for is in none. */
static bool
selected(const struct selection *selection, const struct image_pattern *pattern)
{
	return (pattern->signature != IMAGE_NONE || pattern->wake_count > 0) &&
	       (pattern->target == 0 || pattern->target == selection->target) &&
	       (!selection->bound_only ||
		   (pattern->flags & IMAGE_PATTERN_BOUND) != 0);
}

static enum sigdb_result
put_set(struct drafting *drafting, struct selection selection,
    struct image_range *range_r, struct text *error_r)
{
	const struct image_pattern *patterns =
	    BLOB_ITEMS(&drafting->patterns, struct image_pattern);
	size_t count = BLOB_COUNT(&drafting->patterns, struct image_pattern);
	enum sigdb_result result = SIGDB_NO_MEMORY;
	struct blob uses = {0};

	for (uint32_t i = 0; i < count; i++)
		if (selected(&selection, &patterns[i]))
			put_uses(drafting, i, &uses);
	range_r->first =
	    (uint32_t)BLOB_COUNT(&drafting->matchers, struct image_matcher);
	if (!uses.failed) {
		size_t use_count = BLOB_COUNT(&uses, struct use);

		if (use_count > 0)
			qsort(uses.data, use_count, sizeof(struct use),
			    compare_uses);
		result = put_matchers(drafting, BLOB_ITEMS(&uses, struct use),
		    use_count, error_r);
	}
	range_r->count =
	    (uint32_t)BLOB_COUNT(&drafting->matchers, struct image_matcher) -
	    range_r->first;
	blob_fini(&uses);
	return result;
}

/* ---- all sets ---------------------------------------------------------- */

static void
find_targets(const struct drafting *drafting, bool present_r[RULES_TARGETS])
{
	const struct image_pattern *patterns =
	    BLOB_ITEMS(&drafting->patterns, struct image_pattern);
	size_t count = BLOB_COUNT(&drafting->patterns, struct image_pattern);

	for (uint32_t t = 0; t < RULES_TARGETS; t++)
		present_r[t] = false;
	for (size_t i = 0; i < count; i++)
		if (selected(&(struct selection){patterns[i].target, false},
			&patterns[i]))
			present_r[patterns[i].target] = true;
}

enum sigdb_result
draft_matchers(struct drafting *drafting, struct text *error_r)
{
	const uint32_t mail = 4;
	bool present[RULES_TARGETS];
	enum sigdb_result result = SIGDB_OK;

	find_targets(drafting, present);
	for (uint32_t t = 0; t < RULES_TARGETS && result == SIGDB_OK; t++) {
		drafting->kinds[t] = drafting->kinds[0];
		if (t == 0 || present[t])
			result = put_set(drafting, (struct selection){t, false},
			    &drafting->kinds[t], error_r);
	}
	/* All of it is in the set for mail, too: where that has found none of
	 * these literals, core/scan does not look for them in parts. */
	if (result == SIGDB_OK)
		result = put_set(drafting, (struct selection){mail, true},
		    &drafting->bound, error_r);
	if (result == SIGDB_OK &&
	    (drafting->literals.failed || drafting->entries.failed ||
		drafting->matchers.failed || drafting->images.failed))
		result = SIGDB_NO_MEMORY;
	return result;
}
