/*
 * lane_worker - a worker of the lanes: does what there is, else sleeps
 *
 * For stress programs.  It seeks, answers and stands by in the order in which
 * threads/pipeline/worker.c does, for requests of one asker.
 *
 * Threads: as many as the lanes have workers, each with its own index.
 */
#ifndef TESTS_SUPPORT_LANE_WORKER_H
#define TESTS_SUPPORT_LANE_WORKER_H

#include "tests/support/asker.h"
#include "threads/pipeline/lanes.h"

struct lane_worker {
	struct lanes *lanes;
	struct asker *asker;
	uint32_t take_max; /* so many requests at once */
	/* Do this one.  True: a worker too many, which shall stand by. */
	bool (*work_on)(uint32_t index, uint32_t number);
};

static inline void
lane_worker_answer(
    const struct lane_worker *worker, uint32_t index, enum lane lane, bool many)
{
	lanes_seek(worker->lanes);
	asker_answer(worker->asker);
	lanes_leave(worker->lanes, lane);
	if (!many)
		return;
	lanes_sought(worker->lanes, false);
	lanes_stand_by(worker->lanes, index);
	lanes_seek(worker->lanes);
}

/* Until the lanes are closed. */
static inline void
lane_worker_run(const struct lane_worker *worker, uint32_t index)
{
	struct lanes *lanes = worker->lanes;
	uint32_t number;
	enum lane lane;

	lanes_join(lanes, index);
	lanes_seek(lanes);
	while (!lanes_closed(lanes)) {
		if (lanes_take(
			lanes, index, worker->take_max, &number, &lane)) {
			bool many;

			lanes_sought(lanes, true);
			many = worker->work_on(index, number);
			lane_worker_answer(worker, index, lane, many);
		} else {
			lanes_sought(lanes, false);
			lanes_wait(lanes, index, UINT64_MAX);
			lanes_seek(lanes);
		}
	}
	lanes_part(lanes, index);
}

#endif
