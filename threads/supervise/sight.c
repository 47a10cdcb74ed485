/*
 * sight - what the supervisor sees of workers and requests, for STATUS
 */
#include "threads/supervise/sight.h"

#include <string.h>

/* Long names keep their end, which tells them apart. */
static void
put_path(char path_r[LIVE_PATH_BYTES], const char *path, size_t size)
{
	size_t room = LIVE_PATH_BYTES - 1;
	size_t skipped = size > room ? size - room : 0;

	memcpy(path_r, path + skipped, size - skipped);
	path_r[size - skipped] = '\0';
}

static void
see_worker(struct live_worker *seen, const struct shared_worker *worker)
{
	uint64_t ticket =
	    atomic_load_explicit(&worker->ticket, memory_order_acquire);
	uint64_t started =
	    atomic_load_explicit(&worker->started_ns, memory_order_relaxed);

	if (ticket != 0) {
		put_path(seen->path, worker->path,
		    strnlen(worker->path, REQUEST_PATH_MAX));
		atomic_store_explicit(&seen->lane,
		    atomic_load_explicit(&worker->lane, memory_order_relaxed),
		    memory_order_relaxed);
	}
	atomic_store_explicit(
	    &seen->started_ns, ticket == 0 ? 0 : started, memory_order_relaxed);
}

static bool
is_in_flight(const struct slot *slot)
{
	enum slot_phase phase = SLOT_PHASE(
	    atomic_load_explicit(&slot->state, memory_order_acquire));

	return phase != SLOT_FREE && phase != SLOT_ARRIVING &&
	       atomic_load_explicit(&slot->preset, memory_order_relaxed) ==
		   SLOT_FOR_WORKER;
}

static void
see_requests(struct shared *shared, struct live_sight *sight)
{
	uint32_t used = atomic_load(&shared->slots_used);
	uint32_t in_flight = 0, oldest = 0;
	uint64_t oldest_ns = 0;

	for (uint32_t i = 0; i < used; i++) {
		struct slot *slot = shared_slot(shared, i);
		uint64_t arrival;

		if (!is_in_flight(slot))
			continue;
		in_flight++;
		arrival = atomic_load_explicit(
		    &slot->arrival_ns, memory_order_relaxed);
		if (oldest_ns != 0 && arrival >= oldest_ns)
			continue;
		oldest_ns = arrival;
		oldest = i;
	}
	if (in_flight > 0) {
		const char *path = shared_slot_path(shared, oldest);

		put_path(sight->oldest_path, path,
		    strnlen(path, path == shared_slot(shared, oldest)->path
				      ? SLOT_PATH_INLINE
				      : REQUEST_PATH_MAX));
	}
	atomic_store_explicit(
	    &sight->in_flight, in_flight, memory_order_relaxed);
	atomic_store_explicit(
	    &sight->oldest_ns, oldest_ns, memory_order_relaxed);
}

void
sight_take(struct shared *shared, uint64_t now_ns)
{
	struct live_sight *sight = &shared->live->sight;

	for (uint32_t i = 0; i < shared->worker_count && i < LIVE_WORKERS; i++)
		see_worker(&sight->workers[i], &shared->workers[i]);
	see_requests(shared, sight);
	atomic_store_explicit(&sight->engines, atomic_load(&shared->engines),
	    memory_order_relaxed);
	atomic_store_explicit(
	    &sight->ready, atomic_load(&shared->ready), memory_order_relaxed);
	atomic_store_explicit(&sight->looked_ns, now_ns, memory_order_relaxed);
}
