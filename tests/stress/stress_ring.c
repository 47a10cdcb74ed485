/*
 * stress_ring - many producers and consumers on a small ring
 *
 * Law: pushed = popped + left, each value once, and what one producer pushed
 * reaches each consumer in the order in which it was pushed.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "tests/support/law.h"
#include "tests/support/random.h"
#include "threads/base/ring.h"

#define PRODUCERS 3u
#define CONSUMERS 3u
#define VALUES (400000u / LAW_SLOWDOWN) /* of each producer */
#define CELLS 64u
#define MANY 8u /* pushed at once, at most */

static struct ring *ring;
static _Atomic uint32_t producing = PRODUCERS;
static _Atomic uint8_t *seen; /* times that each value was popped */
static _Atomic uint64_t popped, out_of_order;

/* Now and then, so that the others get anywhere in between. */
static void
hesitate(uint64_t *seed)
{
	if (random_below(seed, 512) == 0)
		sched_yield();
}

static bool
push(const uint32_t *values, uint32_t count)
{
	return count == 1 ? ring_push(ring, values[0])
			  : ring_push_many(ring, values, count);
}

static void *
produce(void *argument)
{
	uint32_t first = *(uint32_t *)argument * VALUES;
	uint64_t seed = first + 1;
	uint32_t values[MANY], count;

	for (uint32_t i = 0; i < VALUES; i += count) {
		count = 1 + (uint32_t)random_below(&seed, MANY);
		if (count > VALUES - i)
			count = VALUES - i;
		for (uint32_t k = 0; k < count; k++)
			values[k] = first + i + k;
		while (!push(values, count))
			sched_yield();
		hesitate(&seed);
	}
	atomic_fetch_sub(&producing, 1);
	return NULL;
}

static void *
consume(void *argument)
{
	uint64_t seed = 1000 + *(uint32_t *)argument;
	uint32_t next[PRODUCERS] = {0};
	uint32_t value;

	for (;;) {
		bool last = atomic_load(&producing) == 0;

		if (ring_pop(ring, &value)) {
			uint32_t producer = value / VALUES;
			uint32_t number = value % VALUES;

			atomic_fetch_add(&seen[value], 1);
			atomic_fetch_add(&popped, 1);
			if (number < next[producer])
				atomic_fetch_add(&out_of_order, 1);
			next[producer] = number + 1;
			hesitate(&seed);
		} else if (last) {
			return NULL;
		} else {
			sched_yield();
		}
	}
}

int
main(void)
{
	pthread_t threads[PRODUCERS + CONSUMERS];
	uint32_t numbers[PRODUCERS + CONSUMERS];
	uint32_t wrong = 0;

	law_plan(3);
	ring = ring_create(CELLS);
	seen = calloc(PRODUCERS * VALUES, sizeof(*seen));
	CHECK(ring != NULL && seen != NULL);
	for (uint32_t i = 0; i < PRODUCERS + CONSUMERS; i++) {
		numbers[i] = i < PRODUCERS ? i : i - PRODUCERS;
		CHECK(pthread_create(&threads[i], NULL,
			  i < PRODUCERS ? produce : consume, &numbers[i]) == 0);
	}
	for (uint32_t i = 0; i < PRODUCERS + CONSUMERS; i++)
		pthread_join(threads[i], NULL);
	for (uint32_t i = 0; i < PRODUCERS * VALUES; i++)
		wrong += atomic_load(&seen[i]) != 1;
	law_holds((uint64_t)PRODUCERS * VALUES ==
		      atomic_load(&popped) + ring_length(ring),
	    "pushed = popped + left");
	law_holds(wrong == 0, "each value was popped once");
	law_holds(atomic_load(&out_of_order) == 0,
	    "a producer's values reach a consumer in order");
	ring_destroy(&ring);
	free((void *)seen);
	return law_exit_code();
}
