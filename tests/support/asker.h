/*
 * asker - asks for a batch of answers and sleeps until the last one is there
 *
 * For stress programs: a wake-up that is lost ends as a time-out that counts.
 */
#ifndef TESTS_SUPPORT_ASKER_H
#define TESTS_SUPPORT_ASKER_H

#include <stdatomic.h>

#include "core/base/clock.h"
#include "threads/base/park.h"

#define ASKER_PATIENCE_NS (60 * NS_PER_S)

struct asker {
	struct park park; /* where the asker sleeps */
	uint32_t size;    /* [asker] changed between batches */
	_Atomic uint32_t done, timeouts;
};

/* Before the first request of the batch is pushed. */
static inline void
asker_begin(struct asker *asker, uint32_t size)
{
	asker->size = size;
	atomic_store(&asker->done, 0);
}

/* One request is answered. */
static inline void
asker_answer(struct asker *asker)
{
	uint32_t size = asker->size;

	/* From the last addition on the asker may make the next batch. */
	if (atomic_fetch_add(&asker->done, 1) + 1 == size)
		park_wake(&asker->park, 1);
}

static inline void
asker_wait(struct asker *asker)
{
	for (;;) {
		uint32_t ticket = park_prepare(&asker->park);

		if (atomic_load(&asker->done) == asker->size) {
			park_cancel(&asker->park);
			return;
		}
		if (!park_wait(&asker->park, ticket, ASKER_PATIENCE_NS)) {
			atomic_fetch_add(&asker->timeouts, 1);
			return;
		}
	}
}

#endif
