/*
 * shared - what must outlive an engine
 *
 *     struct shared | slots | overflow of each slot
 */
#include "threads/shared/shared.h"

#include <string.h>
#include <sys/mman.h>

#include "core/base/clock.h"
#include "core/base/fnv.h"

static size_t
block_bytes(uint32_t slot_count)
{
	return SHARED_SLOTS_OFFSET +
	       (size_t)slot_count *
		   (sizeof(struct slot) + sizeof(struct slot_overflow));
}

struct shared *
shared_create(uint32_t slot_count, uint32_t worker_count)
{
	struct shared *shared;

	CHECK(worker_count <= SHARED_WORKERS_MAX);
	/* Fresh pages are zero: every slot FREE, every counter 0. */
	shared = mmap(NULL, block_bytes(slot_count), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (shared == MAP_FAILED)
		return NULL;
	/* Now: a read() that finds no memory for one of these pages, and the
	 * engine killed for that, would leave bytes here and in the pipe. */
	memset(shared->input.bytes, 0, sizeof(shared->input.bytes));
	shared->slot_count = slot_count;
	shared->worker_count = worker_count;
	shared->started_s = clock_wall_s();
	shared->next_ticket = 1;
	shared_use_live(shared, &shared->own_live);
	return shared;
}

void
shared_use_live(struct shared *shared, struct live *live)
{
	live->header.worker_count = shared->worker_count;
	live->header.slot_count = shared->slot_count;
	shared->live = live;
}

void
shared_destroy(struct shared **shared)
{
	if (*shared == NULL)
		return;
	munmap(*shared, block_bytes((*shared)->slot_count));
	*shared = NULL;
}

static struct slot_overflow *
overflow(struct shared *shared, uint32_t number)
{
	struct slot_overflow *first =
	    (struct slot_overflow *)(void *)shared_slot(
		shared, shared->slot_count - 1);

	/* Behind the last slot, whose number is slot_count - 1. */
	first = (struct slot_overflow *)(void *)((char *)first +
						 sizeof(struct slot));
	return &first[number];
}

char *
shared_slot_path(struct shared *shared, uint32_t number)
{
	struct slot *slot = shared_slot(shared, number);

	return slot->path_size < SLOT_PATH_INLINE
		   ? slot->path
		   : overflow(shared, number)->path;
}

char *
shared_slot_answer(struct shared *shared, uint32_t number, size_t size)
{
	return size <= SLOT_ANSWER_INLINE ? shared_slot(shared, number)->answer
					  : overflow(shared, number)->answer;
}

void
shared_slot_put_word(struct shared *shared, uint32_t number, struct slice word)
{
	struct slot *slot = shared_slot(shared, number);
	char *to = slot->token + slot->token_size;

	CHECK(word.size > 0 && word.size <= RESPONSE_WORD_MAX);
	*to++ = ' ';
	memcpy(to, word.data, word.size);
	slot->word_size = (uint8_t)(1 + word.size);
}

struct slice
shared_slot_answered(struct shared *shared, uint32_t number)
{
	const struct slot *slot = shared_slot(shared, number);
	size_t size = slot->answer_size;

	if (slot->word_size > 0)
		return (struct slice){(const uint8_t *)slot->token,
		    (size_t)slot->token_size + slot->word_size};
	return (struct slice){
	    (const uint8_t *)shared_slot_answer(shared, number, size), size};
}

static bool
begin(struct slot *slot, uint64_t *state_r)
{
	uint64_t state = atomic_load(&slot->state);

	while (SLOT_PHASE(state) == SLOT_QUEUED) {
		*state_r = SLOT_IN_PHASE(state, SLOT_STARTING);
		if (atomic_compare_exchange_weak(
			&slot->state, &state, *state_r))
			return true;
	}
	return false;
}

bool
shared_slot_begin(struct slot *slot, uint64_t *state_r)
{
	if (begin(slot, state_r))
		return true;
	/* The entry is gone before we look: whoever queues the slot and finds
	 * the entry still there is seen.  Pairs with the fence in
	 * lanes_push_new() and the exchange in lanes_push(). */
	atomic_thread_fence(memory_order_seq_cst);
	return begin(slot, state_r);
}

bool
shared_slot_claim(struct slot *slot, uint64_t ticket)
{
	uint64_t state = atomic_load(&slot->state);

	while (SLOT_TICKET(state) == ticket &&
	       (SLOT_PHASE(state) == SLOT_QUEUED ||
		   SLOT_PHASE(state) == SLOT_RUNNING)) {
		uint64_t claimed = SLOT_IN_PHASE(state, SLOT_ANSWERING);

		if (atomic_compare_exchange_weak(&slot->state, &state, claimed))
			return true;
	}
	return false;
}

void
shared_free_parcel_slots(struct shared *shared, struct parcel *parcel)
{
	for (uint32_t i = 0; i < parcel->slot_count; i++)
		atomic_store_explicit(
		    &shared_slot(shared, parcel->slots[i])->state, SLOT_FREE,
		    memory_order_release);
	atomic_store_explicit(
	    &parcel->phase, PARCEL_NONE, memory_order_release);
}

bool
shared_known_any(const struct shared *shared)
{
	return atomic_load_explicit(&shared->known_turn, memory_order_relaxed) >
	       0;
}

uint64_t
shared_known_key(const char *path, uint64_t size, int64_t mtime_s)
{
	/* The table is small and its names are the server's own. */
	uint64_t key = FNV64_BEGIN;

	for (; *path != '\0'; path++)
		key = fnv64_step(key, (uint8_t)*path);
	key = fnv64_step(fnv64_step(key, size), (uint64_t)mtime_s);
	return key == 0 ? 1 : key;
}

static uint64_t
next_turn(struct shared *shared)
{
	return atomic_fetch_add(&shared->known_turn, 1) + 1;
}

static struct shared_known *
with_key(struct shared *shared, uint64_t key)
{
	for (uint32_t i = 0; i < SHARED_KNOWN; i++)
		if (atomic_load(&shared->known[i].key) == key)
			return &shared->known[i];
	return NULL;
}

/* The entry of the lowest turn, and that turn. */
static struct shared_known *
oldest(struct shared *shared, uint64_t *turn_r)
{
	struct shared_known *found = &shared->known[0];

	*turn_r = atomic_load(&found->turn);
	for (uint32_t i = 1; i<SHARED_KNOWN && * turn_r> 0; i++) {
		uint64_t turn = atomic_load(&shared->known[i].turn);

		if (turn < *turn_r) {
			*turn_r = turn;
			found = &shared->known[i];
		}
	}
	return found;
}

/*
 * No turn is given twice: of all who want the oldest entry the one that moves
 * its turn on has it, and whoever dies here leaves an empty entry that others
 * reach in its turn.
 */
static struct shared_known *
claim_oldest(struct shared *shared)
{
	struct shared_known *entry;
	uint64_t turn;

	do {
		entry = oldest(shared, &turn);
	} while (!atomic_compare_exchange_strong(
	    &entry->turn, &turn, next_turn(shared)));
	return entry;
}

struct shared_known *
shared_known_find(struct shared *shared, uint64_t key, bool make)
{
	struct shared_known *entry;

	if (key == 0 || (!make && !shared_known_any(shared)))
		return NULL;
	entry = with_key(shared, key);
	if (entry != NULL || !make)
		return entry;
	entry = claim_oldest(shared);
	atomic_store(&entry->key, 0);
	atomic_store(&entry->postponed, 0);
	atomic_store(&entry->attempts, 0);
	atomic_store(&entry->seen_s, clock_wall_s());
	atomic_store(&entry->key, key);
	return entry;
}

void
shared_known_seen(
    struct shared *shared, struct shared_known *known, int64_t now_s)
{
	atomic_store(&known->seen_s, now_s);
	atomic_store(&known->turn, next_turn(shared));
}
