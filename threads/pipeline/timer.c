/*
 * timer - one thread for all that must happen by the clock
 *
 * Answers that waited too long overtake; requests past AnswerTimeLimit are
 * answered by policy, also when every worker sleeps or is stuck.  Asleep until
 * somebody parks an answer, or for a second.
 */
#include "threads/pipeline/engine.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "threads/shared/outlet.h"

#define TICK_IDLE_NS NS_PER_S
#define TICK_MIN_NS (5 * NS_PER_MS)
#define TICK_MAX_NS (50 * NS_PER_MS)

struct timer {
	struct engine *engine;
	uint64_t overdue_ns; /* look for overdue requests again then */
	pid_t parent;
};

static void
answer_late(struct engine *engine, uint32_t number, uint64_t ticket)
{
	struct shared *shared = engine->shared;
	char path[128];
	struct text shown = TEXT_OVER(path);

	if (!shared_slot_claim(shared_slot(shared, number), ticket))
		return;
	text_put_printable(
	    &shown, slice_from_string(shared_slot_path(shared, number)), 100);
	outlet_info("%s: not decided within AnswerTimeLimit", path);
	live_stats_add(
	    &shared->live->stats, LIVE_STATS_OTHERS, COUNTER_LATE, 1);
	engine_answer_fallback(engine, number, OUTCOME_LATE);
}

static uint64_t
at_most(uint64_t value, uint64_t max)
{
	return value < max ? value : max;
}

/* A look at all slots is dear: not at each tick. */
static void
answer_overdue(struct timer *timer, uint64_t now_ns)
{
	struct engine *engine = timer->engine;
	struct shared *shared = engine->shared;
	uint64_t limit = atomic_load(&engine->times.answer_limit_ns);
	uint32_t used = atomic_load(&shared->slots_used);

	if (now_ns < timer->overdue_ns)
		return;
	timer->overdue_ns = now_ns + at_most(limit / 8, TICK_MAX_NS);
	for (uint32_t i = 0; i < used; i++) {
		struct slot *slot = shared_slot(shared, i);
		uint64_t state = atomic_load(&slot->state);
		uint64_t arrival = atomic_load(&slot->arrival_ns);

		if ((SLOT_PHASE(state) == SLOT_QUEUED ||
			SLOT_PHASE(state) == SLOT_RUNNING) &&
		    slot->preset == SLOT_FOR_WORKER && now_ns > arrival &&
		    now_ns - arrival >= limit)
			answer_late(engine, i, SLOT_TICKET(state));
	}
}

static void
sleep_tick(uint64_t delay_ns)
{
	uint64_t tick = at_most(delay_ns / 8, TICK_MAX_NS);
	struct timespec span = {
	    .tv_nsec = (long)(tick < TICK_MIN_NS ? TICK_MIN_NS : tick)};

	nanosleep(&span, NULL);
}

/*
 * With answers parked, wait a fixed tick; else sleep until one is parked, and
 * then a tick all the same: a wake for each parked answer would cost more than
 * the answer.  ticket is from before the look at the answers.
 */
static void
sleep_until_due(struct engine *engine, uint32_t ticket, bool waiting)
{
	struct park *parked = order_parked(engine->order);
	uint64_t limit = atomic_load(&engine->times.answer_limit_ns);

	if (waiting || atomic_load(&engine->stopping))
		park_cancel(parked);
	else
		waiting =
		    park_wait(parked, ticket, at_most(limit / 8, TICK_IDLE_NS));
	if (waiting && !atomic_load(&engine->stopping))
		sleep_tick(order_max_delay_ns(engine->order));
}

/* Linux sends SIGTERM when the supervisor dies; elsewhere it is us who notice
 * that we were given to another parent. */
static void
look_after_parent(struct timer *timer)
{
#if !ON_LINUX
	if (getppid() == timer->parent)
		return;
	timer->parent = getppid();
	kill(getpid(), SIGTERM);
#else
	(void)timer;
#endif
}

void *
timer_main(void *argument)
{
	struct engine *engine = argument;
	struct timer timer = {.engine = engine, .parent = getppid()};

	if (engine->live_db != NULL)
		live_db_register_thread();
	while (!atomic_load(&engine->stopping)) {
		uint64_t now = clock_now_ns();
		uint32_t ticket = park_prepare(order_parked(engine->order));
		bool waiting;

		order_overtake(engine->order, now, &waiting);
		if (lanes_look(engine->lanes, now))
			waiting = true;
		answer_overdue(&timer, now);
		look_after_parent(&timer);
		sleep_until_due(engine, ticket, waiting);
	}
	if (engine->live_db != NULL)
		live_db_unregister_thread();
	return NULL;
}
