/*
 * hands - what each worker has taken from the fast lane ahead of its need
 */
#include "threads/pipeline/hands.h"

#include <stdlib.h>

#include "threads/base/lines.h"

struct hand {
	struct stash stash;
	/* [worker] */
	_Alignas(64) bool counted; /* in "keepers" */
	uint32_t behind;
	uint32_t neighbour; /* whose stash it looks at */
	uint64_t seen;      /* the mark of that at the last look */
};

struct hands {
	uint32_t workers;  /* [const] */
	struct hand *each; /* [const] */
	/* [atomic] Workers whose stash need not be empty.  Moved when one
	 * begins to take several and when it ends, not each time that it does,
	 * so where messages take their time this is all that anybody reads. */
	_Alignas(64) _Atomic uint32_t keepers;
};

struct hands *
hands_create(uint32_t workers)
{
	struct hands *hands = lines_alloc(1, sizeof(*hands));

	CHECK(workers > 0);
	if (hands == NULL)
		return NULL;
	hands->workers = workers;
	hands->each = lines_alloc(workers, sizeof(*hands->each));
	if (hands->each == NULL) {
		hands_destroy(&hands);
		return NULL;
	}
	for (uint32_t i = 0; i < workers; i++)
		hands->each[i].neighbour = i;
	return hands;
}

void
hands_destroy(struct hands **hands)
{
	if (*hands == NULL)
		return;
	free((*hands)->each);
	free(*hands);
	*hands = NULL;
}

void
hands_keep(struct hands *hands, uint32_t worker, const uint32_t *slots,
    uint32_t count, uint32_t behind)
{
	struct hand *hand = &hands->each[worker];

	/* First: who sees what is kept sees that there is a keeper. */
	if (!hand->counted)
		atomic_fetch_add(&hands->keepers, 1);
	hand->counted = true;
	hand->behind = behind;
	stash_fill(&hand->stash, slots, count);
}

void
hands_rest(struct hands *hands, uint32_t worker)
{
	struct hand *hand = &hands->each[worker];

	if (hand->counted && stash_left(&hand->stash) == 0) {
		hand->counted = false;
		atomic_fetch_sub(&hands->keepers, 1);
	}
}

bool
hands_take(struct hands *hands, uint32_t worker, uint32_t *slot_r)
{
	return stash_take(&hands->each[worker].stash, slot_r);
}

static void
look_at_next(struct hands *hands, struct hand *hand)
{
	hand->neighbour = (hand->neighbour + 1) % hands->workers;
	hand->seen = stash_mark(&hands->each[hand->neighbour].stash);
}

/*
 * One look at one stash, since each costs a line of memory that its owner
 * writes.  A worker that gets on is left alone, and the next one looked at.
 */
bool
hands_take_held(struct hands *hands, uint32_t worker, uint32_t *slot_r)
{
	struct hand *hand = &hands->each[worker];
	struct stash *stash = &hands->each[hand->neighbour].stash;
	uint64_t mark;

	if (atomic_load_explicit(&hands->keepers, memory_order_relaxed) == 0)
		return false;
	mark = stash_mark(stash);
	if (stash_left_at(mark) > 0 && mark == hand->seen &&
	    stash_take(stash, slot_r)) {
		hand->seen = mark - 1;
		return true;
	}
	look_at_next(hands, hand);
	return false;
}

bool
hands_take_any(struct hands *hands, uint32_t *slot_r)
{
	if (atomic_load(&hands->keepers) == 0)
		return false;
	for (uint32_t i = 0; i < hands->workers; i++)
		if (stash_take(&hands->each[i].stash, slot_r))
			return true;
	return false;
}

uint32_t
hands_backlog(const struct hands *hands, uint32_t worker)
{
	const struct hand *hand = &hands->each[worker];
	uint32_t left = stash_left(&hand->stash);

	return left == 0 ? 0 : left + hand->behind;
}

uint32_t
hands_count(const struct hands *hands)
{
	uint32_t count = 0;

	if (atomic_load(&hands->keepers) == 0)
		return 0;
	for (uint32_t i = 0; i < hands->workers; i++)
		count += stash_left(&hands->each[i].stash);
	return count;
}
