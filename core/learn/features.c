/*
 * features - a message as the learners see it
 */
#include "core/learn/features.h"

#include <stdlib.h>
#include <string.h>

#include "core/learn/facts.h"
#include "core/learn/regression.h"
#include "core/learn/words.h"

/* Hashes that are made ahead of being looked at: they stay in the cache. */
#define BLOCK 256u
#define BLOCK_WORDS (BLOCK / (1 + HASHES_NEAR))

/*
 * What was seen already, by 17 bits of the hash: one kilobyte for each thousand
 * of features.  Where two features share them the second is left out; in one
 * of a hundred, always the same, and no learner misses it.
 */
struct collecting {
	uint64_t *seen;
	const struct hashes_table *table; /* where they will be looked up */
	uint32_t *hashes;
	size_t count;
	size_t weighed; /* of them, in sum */
	int64_t sum;
	/* Not looked at yet; behind BLOCK there is room for what one word gives
	 * and a vector. */
	uint32_t block[BLOCK + 16];
	size_t waiting;
};

/* Those ahead of count, which were asked for long enough ago. */
static void
weigh(struct collecting *to, size_t count)
{
	if (to->table->entry_bytes == sizeof(int16_t))
		to->sum += regression_sum(to->table->entries, to->table->mask,
		    to->hashes + to->weighed, count - to->weighed);
	to->weighed = count;
}

static void
look_at(struct collecting *to)
{
	size_t before = to->count;

	to->count += hashes_keep_new(to->seen, to->block, to->waiting,
	    to->table, to->hashes + to->count);
	to->waiting = 0;
	weigh(to, before);
}

static inline void
collect(struct collecting *to, uint64_t mixed)
{
	to->block[to->waiting++] = (uint32_t)(mixed >> 32);
}

/* After what one word gave. */
static inline void
look_at_full(struct collecting *to)
{
	if (to->waiting >= BLOCK)
		look_at(to);
}

/* ---- runs of bytes ------------------------------------------------------- */

static void
collect_grams(struct collecting *to, const uint8_t *bytes, size_t size)
{
	size_t count = size < HASHES_RUN ? 0 : size - HASHES_RUN + 1;

	for (size_t at = 0; at < count; at += BLOCK) {
		to->waiting = count - at < BLOCK ? count - at : BLOCK;
		hashes_of_runs(bytes + at, to->waiting, to->block);
		look_at(to);
	}
}

/* ---- words ------------------------------------------------------------- */

static uint64_t
number_of(uint32_t place, uint32_t hash)
{
	return (uint64_t)place << 32 | hash;
}

uint32_t
words_feature(const struct learn_word *word)
{
	return (uint32_t)(hashes_mix(number_of(word->place, word->hash)) >> 32);
}

/* Words of one place, by their hashes; HASHES_NEAR more may be read. */
static void
collect_place(struct collecting *to, const uint32_t *hashes, size_t count,
    uint32_t place, uint32_t *alone_r)
{
	for (size_t at = 0; at < count; at += BLOCK_WORDS) {
		size_t left = count - at;
		size_t now = left < BLOCK_WORDS ? left : BLOCK_WORDS;

		if (to->waiting > BLOCK - now * (1 + HASHES_NEAR))
			look_at(to);
		to->waiting += hashes_of_words(hashes + at, now, left - now,
		    place, to->block + to->waiting, alone_r + at);
	}
}

/* Each word, and with each of those behind it; what it is alone is in alone_r.
 */
static void
collect_pairs(struct collecting *to, const struct learn_word *words,
    size_t count, uint32_t *alone_r)
{
	uint32_t hashes[LEARN_WORDS_MAX + HASHES_NEAR];
	size_t end;

	for (size_t at = 0; at < count; at = end) {
		uint32_t place = words[at].place;

		for (end = at; end < count && words[end].place == place; end++)
			hashes[end] = words[end].hash;
		memset(hashes + end, 0, HASHES_NEAR * sizeof(hashes[0]));
		collect_place(to, hashes + at, end - at, place, alone_r + at);
	}
}

static bool
is_of_head(const struct learn_word *word)
{
	return word->place == PLACE_NAME || (word->place & PLACE_FIELD) != 0;
}

/* The order of the fields tells programs apart. */
static void
collect_names(
    struct collecting *to, const struct learn_word *words, size_t count)
{
	const struct learn_word *last = NULL;

	/* All in the head, which comes first. */
	for (size_t i = 0; i < count && is_of_head(&words[i]); i++) {
		if (words[i].place != PLACE_NAME)
			continue;
		if (last != NULL)
			collect(to, hashes_mix(hashes_pair(last->hash,
					words[i].hash, PLACE_NAME, 1)));
		last = &words[i];
		look_at_full(to);
	}
}

/* Each word alone.  One of the Subject counts as one of the text, too. */
static void
collect_tokens(struct collecting *to, const struct learn_word *words,
    size_t count, const uint32_t *alone)
{
	const uint32_t subject = words_place(SLICE("subject"));

	for (size_t i = 0; i < count; i++) {
		to->block[to->waiting++] = alone[i];
		if (words[i].place == subject)
			collect(to,
			    hashes_mix(number_of(PLACE_TEXT, words[i].hash)));
		look_at_full(to);
	}
}

/* ---- all of them --------------------------------------------------------- */

/* Room for at most max features, none seen. */
static bool
begin(struct collecting *to, const struct hashes_table *table,
    struct arena *arena, size_t max)
{
	to->table = table;
	to->count = 0;
	to->weighed = 0;
	to->sum = 0;
	to->waiting = 0;
	to->hashes = arena_alloc_array(arena, max + 1, sizeof(*to->hashes));
	memset(to->seen, 0, HASHES_SEEN_BYTES);
	return to->hashes != NULL;
}

static void
end(struct collecting *to, struct arena *arena, struct feature_list *list_r)
{
	look_at(to);
	weigh(to, to->count);
	(void)!arena_resize_last(
	    arena, to->hashes, (to->count + 1) * sizeof(*to->hashes));
	*list_r = (struct feature_list){to->hashes, to->count, to->sum};
}

static void
make_of_bytes(struct collecting *to, const struct hashes_table *table,
    struct slice bytes, struct arena *arena, struct feature_list *list_r)
{
	if (!begin(to, table, arena, bytes.size))
		return;
	collect_grams(to, bytes.data, bytes.size);
	end(to, arena, list_r);
}

static void
make_of_words(struct collecting *to, const struct features_tables *tables,
    const struct learn_word *words, size_t count, struct arena *arena,
    struct features *features_r)
{
	uint32_t alone[LEARN_WORDS_MAX];

	if (!begin(to, &tables->pairs, arena, count * (HASHES_NEAR + 2)))
		return;
	collect_pairs(to, words, count, alone);
	collect_names(to, words, count);
	end(to, arena, &features_r->pairs);
	if (!begin(to, &tables->tokens, arena, 2 * count))
		return;
	collect_tokens(to, words, count, alone);
	end(to, arena, &features_r->tokens);
}

void
features_make_for(const struct features_tables *tables,
    const struct canonical *canonical, struct arena *arena,
    struct features *features_r)
{
	struct collecting to;
	struct learn_word *words;
	struct page page;
	size_t count;

	*features_r = (struct features){0};
	to.seen = arena_alloc(arena, HASHES_SEEN_BYTES);
	words = arena_alloc_array(arena, LEARN_WORDS_MAX, sizeof(*words));
	if (to.seen == NULL || words == NULL ||
	    !page_make(canonical, arena, &page))
		return;
	make_of_bytes(&to, &tables->head,
	    (struct slice){page.bytes, page.head_end}, arena,
	    &features_r->head);
	/* Marks are words for programs: their pairs say it all. */
	make_of_bytes(&to, &tables->text,
	    (struct slice){
		page.bytes + page.marks_end, page.end - page.marks_end},
	    arena, &features_r->text);
	count = words_read(&page, words);
	features_r->facts = facts_of(words, count);
	make_of_words(&to, tables, words, count, arena, features_r);
}

void
features_make(const struct canonical *canonical, struct arena *arena,
    struct features *features_r)
{
	static const uint8_t nothing;
	static const struct features_tables nowhere = {{&nothing, 0, 1},
	    {&nothing, 0, 1}, {&nothing, 0, 1}, {&nothing, 0, 1}};

	features_make_for(&nowhere, canonical, arena, features_r);
}

/* ---- what outlives the arena ------------------------------------------- */

static size_t
bytes_of(const struct features *features)
{
	return sizeof(*features) +
	       (features->head.count + features->text.count +
		   features->pairs.count + features->tokens.count) *
		   sizeof(*features->head.hashes);
}

/* room has bytes_of() bytes, or is NULL. */
static struct features *
copy(const struct features *features, void *room)
{
	const struct feature_list *from[] = {&features->head, &features->text,
	    &features->pairs, &features->tokens};
	struct features *kept = room;
	uint32_t *hashes;

	if (kept == NULL)
		return NULL;
	kept->facts = features->facts;
	hashes = (uint32_t *)(kept + 1);
	for (size_t i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		struct feature_list *to[] = {
		    &kept->head, &kept->text, &kept->pairs, &kept->tokens};

		if (from[i]->count > 0)
			memcpy(hashes, from[i]->hashes,
			    from[i]->count * sizeof(*hashes));
		*to[i] = (struct feature_list){hashes, from[i]->count, 0};
		hashes += from[i]->count;
	}
	return kept;
}

struct features *
features_keep(const struct features *features)
{
	return copy(features, malloc(bytes_of(features)));
}

struct features *
features_keep_in(const struct features *features, struct slab *slab)
{
	return copy(features, slab_alloc(slab, bytes_of(features)));
}
