/*
 * stand_in - answers where no engine can be started
 *
 * Threads: the only one of its process.
 */
#ifndef THREADS_PIPELINE_STAND_IN_H
#define THREADS_PIPELINE_STAND_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/config/config.h"
#include "threads/shared/shared.h"

struct stand_in {
	struct shared *shared;
	const struct config *config;
};

/*
 * Go on where the engine before stopped, and answer all that is there or comes
 * within span_ns as OnError says.  True: the input has ended, or SIGTERM came,
 * and all is answered.  False: the time is up, or there is no memory even for
 * this; wait before the next try.
 */
bool stand_in_run(struct stand_in *stand_in, uint64_t span_ns);

#endif
