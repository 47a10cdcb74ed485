/*
 * culprits - on which messages did an engine die?
 */
#include "threads/supervise/culprits.h"

#include "core/base/clock.h"
#include "threads/pipeline/lanes.h"
#include "threads/shared/outlet.h"
#include "threads/supervise/stall.h"
#include "threads/supervise/suspects.h"

static void
blame_slot(struct shared *shared, uint64_t ticket)
{
	uint32_t used = atomic_load(&shared->slots_used);

	for (uint32_t i = 0; i < used; i++) {
		struct slot *slot = shared_slot(shared, i);
		uint64_t state = atomic_load(&slot->state);

		if (SLOT_TICKET(state) == ticket &&
		    SLOT_PHASE(state) != SLOT_FREE &&
		    slot->attempts < UINT8_MAX)
			slot->attempts++;
	}
}

static void
blame(struct shared *shared, struct shared_worker *worker)
{
	char path[256];
	struct text shown = TEXT_OVER(path);

	text_put_printable(&shown, slice_from_string(worker->path), 200);
	outlet_notice("the engine died on %s", path);
	blame_slot(shared, atomic_load(&worker->ticket));
}

/*
 * Who did it?  The thread that crashed, if it could still say so.  Else the
 * ones that were stuck; else the one that was tried alone because it was
 * suspected before; else all that were being worked on.
 */
static bool
is_culprit(struct shared *shared, uint32_t index, bool suspect_ran, bool stuck)
{
	struct shared_worker *worker = &shared->workers[index];
	uint32_t guilty = atomic_load(&shared->guilty_worker);

	if (atomic_load(&worker->ticket) == 0)
		return false;
	if (guilty != 0)
		return index + 1 == guilty;
	if (stuck)
		return stall_of_worker(shared, worker, clock_now_ns());
	return !suspect_ran || atomic_load(&worker->lane) == LANE_SUSPECT;
}

static bool
suspect_was_running(const struct shared *shared)
{
	for (uint32_t i = 0; i < shared->worker_count; i++)
		if (atomic_load(&shared->workers[i].ticket) != 0 &&
		    atomic_load(&shared->workers[i].lane) == LANE_SUSPECT)
			return true;
	return false;
}

void
culprits_find(struct shared *shared, const struct places *places, bool stuck)
{
	bool suspect_ran = suspect_was_running(shared), found = false;
	bool blamed[SHARED_WORKERS_MAX] = {false};

	for (uint32_t i = 0; i < shared->worker_count; i++)
		if (is_culprit(shared, i, suspect_ran, stuck)) {
			blame(shared, &shared->workers[i]);
			blamed[i] = found = true;
		}
	if (found)
		suspects_note_workers(shared, places, blamed);
	for (uint32_t i = 0; i < shared->worker_count; i++)
		atomic_store(&shared->workers[i].ticket, 0);
	atomic_store(&shared->guilty, 0);
	atomic_store(&shared->guilty_worker, 0);
}
