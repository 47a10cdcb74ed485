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

static void
answer_late(struct engine *engine, uint32_t number, uint64_t ticket)
{
	struct shared *shared = engine->shared;
	char buffer[RESPONSE_MAX];
	struct text text = TEXT_OVER(buffer);
	struct answer answer = {.word = ANSWER_FAILURE};
	char path[128];
	struct text shown = TEXT_OVER(path);

	if (!shared_slot_claim(shared_slot(shared, number), ticket))
		return;
	text_put_printable(
	    &shown, slice_from_string(shared_slot_path(shared, number)), 100);
	outlet_info("%s: not decided within AnswerTimeLimit", path);
	live_stats_add(
	    &shared->live->stats, LIVE_STATS_OTHERS, COUNTER_LATE, 1);
	engine->work->fallback(engine->work->owner, OUTCOME_LATE,
	    shared_slot_path(shared, number), &text, &answer);
	engine_answer(
	    engine, number, &answer, atomic_load(&engine->addheader_form));
}

static void
answer_overdue(struct engine *engine, uint64_t now_ns)
{
	struct shared *shared = engine->shared;
	uint64_t limit = atomic_load(&engine->times.answer_limit_ns);
	uint32_t used = atomic_load(&shared->slots_used);

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

static uint64_t
tick_while_waiting(uint64_t delay_ns)
{
	uint64_t tick = delay_ns / 8;

	if (tick < TICK_MIN_NS)
		return TICK_MIN_NS;
	return tick > TICK_MAX_NS ? TICK_MAX_NS : tick;
}

static void
sleep_tick(uint64_t delay_ns)
{
	struct timespec span = {.tv_nsec = (long)tick_while_waiting(delay_ns)};

	nanosleep(&span, NULL);
}

/*
 * With answers parked, wait a fixed tick; else sleep until one is parked, and
 * then a tick all the same: a wake for each parked answer would cost more than
 * the answer.  ticket is from before the look at the answers.
 */
static void
sleep_until_due(struct engine *engine, uint32_t ticket, bool waiting,
    uint64_t delay_ns, uint64_t limit_ns)
{
	struct park *parked = order_parked(engine->order);
	uint64_t idle = limit_ns / 8;

	if (idle > TICK_IDLE_NS)
		idle = TICK_IDLE_NS;
	if (waiting || atomic_load(&engine->stopping))
		park_cancel(parked);
	else
		waiting = park_wait(parked, ticket, idle);
	if (waiting && !atomic_load(&engine->stopping))
		sleep_tick(delay_ns);
}

/* Linux sends SIGTERM when the supervisor dies; elsewhere it is us who notice
 * that we were given to another parent. */
static void
look_after_parent(pid_t *parent)
{
#if !ON_LINUX
	if (getppid() == *parent)
		return;
	*parent = getppid();
	kill(getpid(), SIGTERM);
#else
	(void)parent;
#endif
}

void *
timer_main(void *argument)
{
	struct engine *engine = argument;
	pid_t parent = getppid();

	if (engine->live_db != NULL)
		live_db_register_thread();
	while (!atomic_load(&engine->stopping)) {
		uint64_t now = clock_now_ns();
		uint64_t delay = atomic_load(&engine->times.order_delay_ns);
		uint64_t limit = atomic_load(&engine->times.answer_limit_ns);
		uint32_t ticket = park_prepare(order_parked(engine->order));
		bool waiting;
		uint32_t overtaken =
		    order_overtake(engine->order, now, delay, &waiting);

		if (overtaken > 0)
			live_stats_add(&engine->shared->live->stats,
			    LIVE_STATS_OTHERS, COUNTER_OVERTAKEN, overtaken);
		answer_overdue(engine, now);
		look_after_parent(&parent);
		sleep_until_due(engine, ticket, waiting, delay, limit);
	}
	if (engine->live_db != NULL)
		live_db_unregister_thread();
	return NULL;
}
