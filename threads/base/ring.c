/*
 * ring - bounded lock-free queue of slot numbers
 *
 * D. Vyukov's bounded multi-producer multi-consumer queue, on C11 atomics.
 */
#include "threads/base/ring.h"

#include <stdatomic.h>
#include <stdlib.h>

struct cell {
	_Atomic uint32_t turn;
	/* Atomic for ring_peek() alone; else the turn guards it. */
	_Atomic uint32_t value;
};

struct ring {
	/* [const] */
	struct cell *cells;
	uint32_t mask;
	/* [atomic] Producers and consumers on cache lines of their own: they
	 * run on different cores most of the time. */
	_Alignas(64) _Atomic uint32_t tail;
	_Alignas(64) _Atomic uint32_t head;
};

struct ring *
ring_create(uint32_t capacity)
{
	struct ring *ring = aligned_alloc(64, sizeof(*ring));
	uint32_t cells = 2;

	CHECK(capacity > 0 && capacity <= UINT32_C(1) << 30);
	while (cells < capacity)
		cells *= 2;
	if (ring == NULL)
		return NULL;
	ring->cells = malloc(cells * sizeof(*ring->cells));
	if (ring->cells == NULL) {
		free(ring);
		return NULL;
	}
	ring->mask = cells - 1;
	atomic_init(&ring->tail, 0);
	atomic_init(&ring->head, 0);
	for (uint32_t i = 0; i < cells; i++)
		atomic_init(&ring->cells[i].turn, i);
	return ring;
}

void
ring_destroy(struct ring **ring)
{
	if (*ring == NULL)
		return;
	free((*ring)->cells);
	free(*ring);
	*ring = NULL;
}

/*
 * Are count cells from position at on free?  Once they are they stay so for
 * whoever moves the tail over them.  *behind_r: no, but at is out of date.
 */
static inline __attribute__((always_inline)) bool
are_free(const struct ring *ring, uint32_t at, uint32_t count, bool *behind_r)
{
	for (uint32_t i = at; i != at + count; i++) {
		/* Acquire: pairs with the release in ring_pop(), so that the
		 * cell is not overwritten before it was read. */
		uint32_t turn = atomic_load_explicit(
		    &ring->cells[i & ring->mask].turn, memory_order_acquire);

		*behind_r = (int32_t)(turn - i) > 0;
		if (turn != i)
			return false;
	}
	return true;
}

/* Inline, so that a single value costs no loop. */
static inline __attribute__((always_inline)) bool
push(struct ring *ring, const uint32_t *values, uint32_t count)
{
	uint32_t at = atomic_load_explicit(&ring->tail, memory_order_relaxed);
	bool behind = false;

	for (;;) {
		if (are_free(ring, at, count, &behind)) {
			if (atomic_compare_exchange_weak_explicit(&ring->tail,
				&at, at + count, memory_order_relaxed,
				memory_order_relaxed))
				break;
		} else if (behind) {
			at = atomic_load_explicit(
			    &ring->tail, memory_order_relaxed);
		} else {
			return false;
		}
	}
	for (uint32_t i = 0; i < count; i++) {
		struct cell *cell = &ring->cells[(at + i) & ring->mask];

		atomic_store_explicit(
		    &cell->value, values[i], memory_order_relaxed);
		/* Release: the value, and what the slot holds, before the
		 * consumer sees its turn. */
		atomic_store_explicit(
		    &cell->turn, at + i + 1, memory_order_release);
	}
	return true;
}

bool
ring_push_many(struct ring *ring, const uint32_t *values, uint32_t count)
{
	return count <= ring->mask + 1 && push(ring, values, count);
}

bool
ring_push(struct ring *ring, uint32_t value)
{
	return push(ring, &value, 1);
}

static uint32_t
value_of(const struct cell *cell)
{
	return atomic_load_explicit(&cell->value, memory_order_relaxed);
}

bool
ring_pop(struct ring *ring, uint32_t *value_r)
{
	uint32_t at = atomic_load_explicit(&ring->head, memory_order_relaxed);

	for (;;) {
		struct cell *cell = &ring->cells[at & ring->mask];
		/* Acquire: pairs with the release in ring_push(). */
		uint32_t turn =
		    atomic_load_explicit(&cell->turn, memory_order_acquire);

		if (turn == at + 1) {
			if (!atomic_compare_exchange_weak_explicit(&ring->head,
				&at, at + 1, memory_order_relaxed,
				memory_order_relaxed))
				continue;
			*value_r = value_of(cell);
			/* Release: read before a producer may write again. */
			atomic_store_explicit(&cell->turn, at + ring->mask + 1,
			    memory_order_release);
			return true;
		}
		if ((int32_t)(turn - (at + 1)) < 0)
			return false;
		at = atomic_load_explicit(&ring->head, memory_order_relaxed);
	}
}

/* How many of max values from position at on are there to be taken? */
static uint32_t
count_full(const struct ring *ring, uint32_t at, uint32_t max)
{
	uint32_t count = 0;

	/* Acquire: pairs with the release in push(). */
	while (count < max && atomic_load_explicit(
				  &ring->cells[(at + count) & ring->mask].turn,
				  memory_order_acquire) == at + count + 1)
		count++;
	return count;
}

uint32_t
ring_pop_many(struct ring *ring, uint32_t *values_r, uint32_t max)
{
	uint32_t at = atomic_load_explicit(&ring->head, memory_order_relaxed);
	uint32_t count;

	for (;;) {
		count = count_full(ring, at, max);
		if (count > 0 &&
		    atomic_compare_exchange_weak_explicit(&ring->head, &at,
			at + count, memory_order_relaxed, memory_order_relaxed))
			break;
		if (count == 0) {
			uint32_t now = atomic_load_explicit(
			    &ring->head, memory_order_relaxed);

			if (now == at)
				return 0;
			at = now;
		}
	}
	for (uint32_t i = 0; i < count; i++) {
		struct cell *cell = &ring->cells[(at + i) & ring->mask];

		values_r[i] = value_of(cell);
		/* Release: as in ring_pop(). */
		atomic_store_explicit(
		    &cell->turn, at + i + ring->mask + 1, memory_order_release);
	}
	return count;
}

bool
ring_peek(const struct ring *ring, uint32_t behind, uint32_t *value_r)
{
	uint32_t at =
	    atomic_load_explicit(&ring->head, memory_order_relaxed) + behind;
	const struct cell *cell = &ring->cells[at & ring->mask];

	if (atomic_load_explicit(&cell->turn, memory_order_acquire) != at + 1)
		return false;
	*value_r = value_of(cell);
	return true;
}

uint32_t
ring_length(const struct ring *ring)
{
	/* Head first: it never passes the tail read after it by more than what
	 * was pushed in between. */
	uint32_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
	uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);

	return (int32_t)(tail - head) < 0 ? 0 : tail - head;
}
