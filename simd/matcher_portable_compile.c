/*
 * matcher_portable_compile - the portable back end's tables from literals
 */
#include "simd/matcher_portable_compile.h"

#include <stdlib.h>

#include "simd/matcher_portable_windows.h"

/* ---- kinds ------------------------------------------------------------- */

/* A literal on its way into the image. */
struct draft {
	struct matcher_literal literal;
	bool by_windows;
};

static bool
may_have_windows(const struct draft *draft)
{
	return draft->literal.size >= PORTABLE_WINDOW_SIZE_MIN;
}

static uint8_t
other_case(uint8_t byte)
{
	if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'))
		return byte ^ 0x20;
	return byte;
}

static const uint8_t *
end_of(const struct draft *draft)
{
	return draft->literal.bytes + draft->literal.size;
}

/* Every way to write the last four bytes of a literal.  The same way may come
 * several times. */
#define CASES 16u

static unsigned
cases_of(const struct draft *draft)
{
	return draft->literal.nocase ? CASES : 1;
}

/* gram_r: the ways-th of them, [0, cases_of()). */
static void
write_in_case(const struct draft *draft, unsigned way,
    uint8_t gram_r[PORTABLE_MIDDLE_GRAM])
{
	for (unsigned i = 0; i < PORTABLE_MIDDLE_GRAM; i++) {
		uint8_t byte =
		    end_of(draft)[(int)i - (int)PORTABLE_MIDDLE_GRAM];

		gram_r[i] = (way & 1u << i) != 0 ? other_case(byte) : byte;
	}
}

static unsigned
rank_of(const struct draft *draft)
{
	return draft->by_windows                            ? 1 + PORTABLE_KINDS
	       : draft->literal.size < PORTABLE_MIDDLE_GRAM ? 0
	       : draft->literal.size < PORTABLE_LONG_GRAM   ? 1
							    : 2;
}

static void
count_literals(
    struct portable_body *body, const struct draft *drafts, size_t count)
{
	uint32_t kinds[2 + PORTABLE_KINDS] = {0};
	size_t dense = 0;

	for (size_t i = 0; i < count; i++) {
		body->pool_size += drafts[i].literal.size;
		kinds[rank_of(&drafts[i])]++;
		dense += drafts[i].by_windows ? 0 : cases_of(&drafts[i]);
	}
	body->entry_count = (uint32_t)count;
	body->kind_first[0] = kinds[0];
	for (unsigned kind = 0; kind < PORTABLE_KINDS; kind++) {
		size_t n = kinds[1 + kind];

		body->kind_first[kind + 1] =
		    body->kind_first[kind] + (uint32_t)n;
		/* Slots are at most half full. */
		body->slot_bits[kind] =
		    portable_bits_for(n * 2, PORTABLE_BITS_MAX);
	}
	/* One window in 64 passes by chance, since two bits of every sixteen
	 * are set; half a megabyte at most, which an L2 cache still holds. */
	body->filter_bits = portable_bits_for(
	    (size_t)kinds[1 + PORTABLE_KINDS] * PORTABLE_STEP * 16, 22);
	body->dense_bits = portable_bits_for(dense * 16, 18);
}

/* ---- order ------------------------------------------------------------- */

static int
compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

/* By kind, then by folded bytes from the end; total, so that the
 * image does not depend on the sorting algorithm. */
static int
compare_drafts(const void *left, const void *right)
{
	const struct matcher_literal *a =
	    &((const struct draft *)left)->literal;
	const struct matcher_literal *b =
	    &((const struct draft *)right)->literal;
	int difference = (int)rank_of(left) - (int)rank_of(right);

	for (uint32_t i = 1; difference == 0 && i <= a->size && i <= b->size;
	     i++)
		difference = portable_fold[a->bytes[a->size - i]] -
			     portable_fold[b->bytes[b->size - i]];
	if (difference == 0)
		difference = compare_numbers(a->size, b->size);
	if (difference == 0)
		difference = compare_numbers(a->id, b->id);
	if (difference == 0)
		difference = (int)a->nocase - (int)b->nocase;
	return difference != 0 ? difference
			       : memcmp(a->bytes, b->bytes, a->size);
}

/* ---- windows ----------------------------------------------------------- */

/* Three quarters full at most.  False: no memory. */
static bool
choice_init(
    struct portable_choice *choice, const struct draft *drafts, size_t count)
{
	size_t windows = 0;

	for (size_t i = 0; i < count; i++)
		if (may_have_windows(&drafts[i]))
			windows += PORTABLE_STEP;
	choice->window_bits =
	    portable_bits_for(windows + windows / 3, PORTABLE_BITS_MAX);
	choice->window =
	    calloc((size_t)1 << choice->window_bits, sizeof(*choice->window));
	return choice->window != NULL && portable_know_common(choice);
}

static void
choice_fini(struct portable_choice *choice)
{
	free(choice->window);
	free(choice->common);
}

static void
choose(struct portable_choice *choice, struct draft *drafts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		drafts[i].by_windows =
		    may_have_windows(&drafts[i]) &&
		    portable_choose(choice, (uint32_t)i, &drafts[i].literal);
}

/* Those by windows go behind the others; all else keeps its order, and the
 * table learns the new places.  moved[] has room for all. */
static void
settle(struct portable_choice *choice, struct draft *drafts, size_t count,
    struct draft *moved, uint32_t *place)
{
	uint32_t next = 0;

	for (int by_windows = 0; by_windows < 2; by_windows++)
		for (size_t i = 0; i < count; i++)
			if (drafts[i].by_windows == by_windows) {
				place[i] = next;
				moved[next++] = drafts[i];
			}
	memcpy(drafts, moved, count * sizeof(*drafts));
	for (size_t i = 0; i < (size_t)1 << choice->window_bits; i++) {
		uint32_t use = choice->window[i].use;

		if (use != 0)
			choice->window[i].use =
			    place[use >> 8] << 8 | (use & 0xff);
	}
}

/* ---- tables ------------------------------------------------------------ */

static void
fill_entries(struct portable_entry *entry, uint8_t *pool,
    const struct draft *sorted, size_t count)
{
	uint32_t offset = 0;

	for (size_t i = 0; i < count; i++) {
		const struct matcher_literal *literal = &sorted[i].literal;

		entry[i].offset = offset;
		entry[i].id = literal->id;
		entry[i].size = (uint8_t)literal->size;
		entry[i].nocase = literal->nocase;
		memcpy(pool + offset, literal->bytes, literal->size);
		offset += literal->size;
	}
}

/* The byte that stands before behind the literal's last one, folded. */
static uint8_t
byte_before(const struct draft *draft, uint32_t before)
{
	const struct matcher_literal *literal = &draft->literal;

	return literal->bytes[literal->size - 1 - before];
}

static void
fill_short_index(struct portable_body *body, const struct draft *sorted)
{
	uint32_t next = 0;

	for (unsigned last = 0; last < 256; last++) {
		body->short_first[last] = next;
		while (next < body->kind_first[0] &&
		       portable_fold[byte_before(&sorted[next], 0)] == last)
			next++;
	}
	body->short_first[256] = next;
}

/* Both cases are entered for all: entries decide.  A byte that a literal does
 * not have may be any. */
static void
fill_short_groups(struct portable_body *body, const struct draft *sorted)
{
	for (uint32_t i = 0; i < body->kind_first[0]; i++)
		for (uint32_t k = 0; k < PORTABLE_SHORT_MAX; k++) {
			uint8_t *groups = body->short_groups[k];
			uint8_t bit = portable_bit[i % 8];

			if (k < sorted[i].literal.size) {
				uint8_t byte = byte_before(&sorted[i], k);

				groups[byte] |= bit;
				groups[other_case(byte)] |= bit;
			} else
				for (unsigned any = 0; any < 256; any++)
					groups[any] |= bit;
		}
}

static void
fill_slots(const struct portable_body *body, enum portable_kind kind,
    struct portable_slot *slot, const struct draft *sorted)
{
	uint32_t mask = portable_mask(body->slot_bits[kind]);
	uint32_t stop = body->kind_first[kind + 1];
	uint32_t end;

	for (uint32_t first = body->kind_first[kind]; first < stop;
	     first = end) {
		uint64_t gram = portable_gram(kind, end_of(&sorted[first]));
		uint32_t at = portable_hash(gram, mask);

		for (end = first + 1;
		     end < stop &&
		     portable_gram(kind, end_of(&sorted[end])) == gram;)
			end++;
		while (slot[at].first != slot[at].end)
			at = (at + 1) & mask;
		slot[at] = (struct portable_slot){gram, first, end};
	}
}

static void
fill_dense(
    struct portable_body *body, uint8_t *dense, const struct draft *sorted)
{
	uint32_t mask = portable_mask(body->dense_bits);
	uint8_t gram[PORTABLE_MIDDLE_GRAM];

	for (unsigned byte = 0; byte < 256; byte++)
		body->dense_group[byte] =
		    portable_bit[(byte | 0x20) * 29 / 32 % 8];
	for (uint32_t i = body->kind_first[PORTABLE_MIDDLE];
	     i < body->kind_first[PORTABLE_LONG + 1]; i++)
		for (unsigned way = 0; way < cases_of(&sorted[i]); way++) {
			write_in_case(&sorted[i], way, gram);
			dense[portable_dense_index(
			    gram + sizeof(gram), mask)] |=
			    sorted[i].literal.size == PORTABLE_MIDDLE_GRAM
				? UINT8_MAX
				: body->dense_group[end_of(&sorted[i])[-5]];
		}
}

/* The table holds no windows themselves; they stand in their literals. */
static void
fill_filter(const struct portable_choice *choice,
    const struct portable_body *body, uint32_t *filter,
    const struct draft *sorted)
{
	uint32_t mask = portable_filter_mask(body->filter_bits);

	for (size_t i = 0; i < (size_t)1 << choice->window_bits; i++) {
		uint32_t use = choice->window[i].use, hash;

		if (use == 0)
			continue;
		hash = windows_hash(end_of(&sorted[use >> 8]) - (use & 0xff));
		filter[windows_index(hash, mask)] |= windows_bits(hash);
	}
}

/* ---- all of it --------------------------------------------------------- */

static void
fill(struct portable_body *body, const struct portable_choice *choice,
    const struct draft *sorted)
{
	struct portable_layout at = portable_layout(body);
	uint8_t *base = (uint8_t *)body;

	fill_entries((void *)(base + at.entry), base + at.pool, sorted,
	    body->entry_count);
	fill_short_index(body, sorted);
	fill_short_groups(body, sorted);
	for (unsigned i = 0; i < PORTABLE_KINDS; i++)
		fill_slots(body, (enum portable_kind)i,
		    (void *)(base + at.slot[i]), sorted);
	memcpy(base + at.window, choice->window,
	    sizeof(*choice->window) << choice->window_bits);
	fill_filter(choice, body, (void *)(base + at.filter), sorted);
	fill_dense(body, base + at.dense, sorted);
}

/* Sorted drafts, settled, to an image. */
static struct matcher_header *
make_image(const struct portable_choice *choice, const struct draft *drafts,
    size_t count)
{
	struct portable_body counts = {0};
	struct matcher_header *image;

	count_literals(&counts, drafts, count);
	counts.window_bits = choice->window_bits;
	image = matcher_image_create(
	    &matcher_portable_ops, count, portable_layout(&counts).size);
	if (image == NULL)
		return NULL;
	memcpy(image + 1, &counts, sizeof(counts));
	fill((struct portable_body *)(image + 1), choice, drafts);
	return image;
}

/* Settled drafts without those that windows do not know, which go to rest_r.
 * Returns how many those are: the first ones. */
static size_t
drop_dense(struct portable_choice *choice, const struct draft *drafts,
    size_t count, struct matcher_literal *rest_r)
{
	size_t dropped = 0;

	for (; dropped < count && !drafts[dropped].by_windows; dropped++)
		rest_r[dropped] = drafts[dropped].literal;
	for (size_t i = 0; i < (size_t)1 << choice->window_bits; i++)
		if (choice->window[i].use != 0)
			choice->window[i].use -= (uint32_t)dropped << 8;
	return dropped;
}

/* Literals on their way into an image. */
struct work {
	struct draft *drafts; /* count of them, and room for as many */
	uint32_t *place;      /* room for count */
	size_t count;
	struct matcher_literal *rest; /* NULL: none is dropped */
	size_t rest_count;
};

static enum matcher_result
compile(struct work *work, struct matcher_header **image_r)
{
	struct portable_choice choice = {0};
	enum matcher_result result = MATCHER_NO_MEMORY;

	*image_r = NULL;
	qsort(work->drafts, work->count, sizeof(*work->drafts), compare_drafts);
	if (choice_init(&choice, work->drafts, work->count)) {
		choose(&choice, work->drafts, work->count);
		settle(&choice, work->drafts, work->count,
		    work->drafts + work->count, work->place);
		if (work->rest != NULL)
			work->rest_count = drop_dense(
			    &choice, work->drafts, work->count, work->rest);
		if (work->rest_count < work->count)
			*image_r =
			    make_image(&choice, work->drafts + work->rest_count,
				work->count - work->rest_count);
		if (*image_r != NULL || work->rest_count == work->count)
			result = MATCHER_OK;
	}
	choice_fini(&choice);
	return result;
}

static enum matcher_result
compile_literals(struct work *work, const struct matcher_literal *literals,
    struct matcher_header **image_r)
{
	enum matcher_result result = MATCHER_NO_MEMORY;

	work->drafts = calloc(work->count * 2, sizeof(*work->drafts));
	work->place = calloc(work->count, sizeof(*work->place));
	if (work->drafts != NULL && work->place != NULL) {
		for (size_t i = 0; i < work->count; i++)
			work->drafts[i].literal = literals[i];
		result = compile(work, image_r);
	}
	free(work->place);
	free(work->drafts);
	return result;
}

enum matcher_result
portable_compile(const struct matcher_literal *literals, size_t count,
    struct matcher_header **image_r)
{
	struct work work = {.count = count};

	return compile_literals(&work, literals, image_r);
}

enum matcher_result
portable_compile_windows(const struct matcher_literal *literals, size_t count,
    struct matcher_literal *rest_r, size_t *rest_count_r,
    struct matcher_header **image_r)
{
	struct work work = {.count = count, .rest = rest_r};
	enum matcher_result result = compile_literals(&work, literals, image_r);

	*rest_count_r = work.rest_count;
	return result;
}
