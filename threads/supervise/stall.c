/*
 * stall - does the engine stand still, or not come to its end?
 */
#include "threads/supervise/stall.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"

/* Beyond AnswerTimeLimit: the engine's own timer had its chance. */
#define GRACE_NS (3 * NS_PER_S)
/*
 * ... and for so long it must have had it: after the server has not read for a
 * while, or right after a start, everything is overdue for a moment.
 */
#define PATIENCE_NS (2 * NS_PER_S)
/* For so long an engine may be at its last words, see crash.c. */
#define DYING_NS (3 * NS_PER_S)
/* For so long requests may lie unread while the engine has nothing to do. */
#define UNREAD_NS (10 * NS_PER_S)
/* Between the last answer and the engine's end: it says the totals, answers
 * QUIT and saves the day meanwhile, on a machine that may hold it up for
 * seconds. */
#define END_GRACE_NS (15 * NS_PER_S)

void
stall_begin(struct stall *stall)
{
	stall->overdue_ns = 0;
	stall->dying_ns = 0;
	stall->unread_ns = 0;
}

void
stall_look(struct stall *stall, struct shared *shared)
{
	uint64_t before = stall->answered;

	stall->answered = atomic_load(&shared->answered);
	stall->blocked =
	    atomic_load(&shared->writing) > 0 && stall->answered == before;
}

bool
stall_of_worker(
    struct shared *shared, struct shared_worker *worker, uint64_t now_ns)
{
	uint64_t limit = atomic_load(&shared->answer_limit_ns);
	uint64_t started = atomic_load(&worker->started_ns);

	return atomic_load(&worker->ticket) != 0 && now_ns > started &&
	       now_ns - started > limit + GRACE_NS;
}

static bool
anything_overdue(struct shared *shared, uint64_t now_ns)
{
	uint64_t limit = atomic_load(&shared->answer_limit_ns);
	uint32_t used = atomic_load(&shared->slots_used);

	for (uint32_t i = 0; i < used; i++) {
		struct slot *slot = shared_slot(shared, i);
		enum slot_phase phase = SLOT_PHASE(atomic_load(&slot->state));
		uint64_t arrival = atomic_load(&slot->arrival_ns);

		if (phase != SLOT_FREE && phase != SLOT_DONE &&
		    slot->preset == SLOT_FOR_WORKER && now_ns > arrival &&
		    now_ns - arrival > limit + GRACE_NS)
			return true;
	}
	return false;
}

static bool
anyone_stuck(struct shared *shared, uint64_t now_ns)
{
	for (uint32_t i = 0; i < shared->worker_count; i++)
		if (stall_of_worker(shared, &shared->workers[i], now_ns))
			return true;
	return false;
}

/* Has it been so for a span, whenever it was looked at?  *since_ns: since when;
 * 0: it was not. */
static bool
has_lasted(bool is_so, uint64_t *since_ns, uint64_t now_ns, uint64_t span_ns)
{
	if (!is_so)
		*since_ns = 0;
	else if (*since_ns == 0)
		*since_ns = now_ns;
	return is_so && now_ns - *since_ns >= span_ns;
}

static bool
anything_in_flight(struct shared *shared)
{
	uint32_t used = atomic_load(&shared->slots_used);

	for (uint32_t i = 0; i < used; i++)
		if (SLOT_PHASE(atomic_load(&shared_slot(shared, i)->state)) !=
		    SLOT_FREE)
			return true;
	return false;
}

/* Consumed bytes are zero, so a line end is that of a line in nobody's table,
 * also where the engine did not come to count what it had read. */
static bool
line_lies_read(const struct shared *shared)
{
	return memchr(shared->input.bytes, '\n', SHARED_INPUT_BYTES) != NULL;
}

/* What is in no table can't be overdue. */
static bool
requests_lie_unread(struct shared *shared)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};

	return atomic_load(&shared->ready) && !atomic_load(&shared->drained) &&
	       !anything_in_flight(shared) &&
	       (poll(&input, 1, 0) > 0 || line_lies_read(shared));
}

static bool
stands_still(struct stall *stall, struct shared *shared, uint64_t now_ns)
{
	bool overdue = !stall->blocked && (anything_overdue(shared, now_ns) ||
					      anyone_stuck(shared, now_ns));
	bool unread = !stall->blocked && requests_lie_unread(shared);

	overdue = has_lasted(overdue, &stall->overdue_ns, now_ns, PATIENCE_NS);
	unread = has_lasted(unread, &stall->unread_ns, now_ns, UNREAD_NS);
	return overdue || unread;
}

/* Its last words hang, as on a disk that does not answer: its other threads
 * work on, but no answer leaves any more. */
static bool
takes_long_to_die(struct stall *stall, struct shared *shared, uint64_t now_ns)
{
	return has_lasted(
	    atomic_load(&shared->dying), &stall->dying_ns, now_ns, DYING_NS);
}

bool
stall_is_there(struct stall *stall, struct shared *shared, uint64_t now_ns)
{
	return takes_long_to_die(stall, shared, now_ns) ||
	       stands_still(stall, shared, now_ns);
}

bool
stall_at_end(struct stall *stall, struct shared *shared, uint64_t now_ns)
{
	return has_lasted(!stall->blocked && atomic_load(&shared->drained),
	    &stall->drained_ns, now_ns, END_GRACE_NS);
}
