/*
 * standby - how many of the workers may be awake
 */
#include "threads/pipeline/standby.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "core/base/clock.h"
#include "threads/base/lines.h"

/* Who has not run for half of such a time is held up. */
#define WATCH_NS (10 * NS_PER_MS)
/* New mail shall not wait longer for workers that are all on messages that
 * take their time, in the slow lane or on their way to it. */
#define LONG_NS (40 * NS_PER_MS)

/*
 * What was seen of a worker.  Each field is right by itself; two that look at
 * the same time may mix theirs, and a worker is watched a little longer or one
 * too many is awake for a while.
 */
struct sight_of {
	_Alignas(64) clockid_t clock; /* of the processor time it had */
	_Atomic bool joined;          /* clock is set */
	_Atomic uint64_t ticket;      /* its message; 0: none */
	_Atomic uint64_t begun_ns;    /* seen on that first then */
	_Atomic uint64_t since_ns;    /* watched since then; 0: not yet */
	_Atomic uint64_t ran_ns;      /* what it had run then */
	_Atomic bool held;            /* seen not to get on, or on for long */
};

struct standby {
	uint32_t workers;    /* [const] */
	uint32_t processors; /* [const] */
	struct sight_of *seen;
	_Alignas(64) _Atomic uint32_t held;
};

struct standby *
standby_create(uint32_t workers, uint32_t processors)
{
	struct standby *standby = lines_alloc(1, sizeof(*standby));

	CHECK(workers > 0 && processors > 0);
	if (standby == NULL)
		return NULL;
	standby->workers = workers;
	standby->processors = processors;
	standby->seen = lines_alloc(workers, sizeof(*standby->seen));
	if (standby->seen == NULL)
		standby_destroy(&standby);
	return standby;
}

void
standby_destroy(struct standby **standby)
{
	if (*standby == NULL)
		return;
	free((*standby)->seen);
	free(*standby);
	*standby = NULL;
}

void
standby_join(struct standby *standby, uint32_t worker)
{
	struct sight_of *seen = &standby->seen[worker];

	if (pthread_getcpuclockid(pthread_self(), &seen->clock) == 0)
		atomic_store(&seen->joined, true);
}

void
standby_part(struct standby *standby, uint32_t worker)
{
	atomic_store(&standby->seen[worker].joined, false);
}

uint32_t
standby_allowed(const struct standby *standby)
{
	uint32_t allowed =
	    standby->processors +
	    atomic_load_explicit(&standby->held, memory_order_relaxed);

	return allowed < standby->workers ? allowed : standby->workers;
}

/* Processor time; false: not known. */
static bool
time_run(const struct sight_of *seen, uint64_t *ran_r)
{
	struct timespec ran;

	if (!atomic_load(&seen->joined) ||
	    clock_gettime(seen->clock, &ran) != 0)
		return false;
	*ran_r = (uint64_t)ran.tv_sec * NS_PER_S + (uint64_t)ran.tv_nsec;
	return true;
}

static bool
is_held(struct sight_of *seen, uint64_t ticket, uint64_t now_ns)
{
	uint64_t since, ran;

	if (ticket == 0 || atomic_load(&seen->ticket) != ticket) {
		atomic_store(&seen->begun_ns, now_ns);
		atomic_store(&seen->since_ns, 0);
		atomic_store(&seen->held, false);
		atomic_store(&seen->ticket, ticket);
		return false;
	}
	if (now_ns >= atomic_load(&seen->begun_ns) + LONG_NS) {
		atomic_store(&seen->held, true);
		return true;
	}
	since = atomic_load(&seen->since_ns);
	if ((since > 0 && now_ns < since + WATCH_NS) || !time_run(seen, &ran))
		return atomic_load(&seen->held);
	if (since > 0)
		atomic_store(&seen->held,
		    ran - atomic_load(&seen->ran_ns) < (now_ns - since) / 2);
	atomic_store(&seen->ran_ns, ran);
	atomic_store(&seen->since_ns, now_ns);
	return atomic_load(&seen->held);
}

void
standby_look(struct standby *standby, const struct shared_worker *workers,
    uint64_t now_ns)
{
	uint32_t held = 0;

	if (standby->workers <= standby->processors)
		return;
	for (uint32_t i = 0; i < standby->workers; i++)
		held += is_held(&standby->seen[i],
		    atomic_load_explicit(
			&workers[i].ticket, memory_order_acquire),
		    now_ns);
	atomic_store_explicit(&standby->held, held, memory_order_relaxed);
}
