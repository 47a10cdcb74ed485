/*
 * worker - takes a request, does the work, answers
 */
#include "threads/pipeline/engine.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "threads/base/thread.h"
#include "threads/pipeline/spread.h"
#include "threads/shared/outlet.h"

_Thread_local uint64_t worker_ticket;
_Thread_local uint32_t worker_index_plus_1;

/* The worker gives up this long before the timer answers in its place. */
#define MARGIN_NS (2 * NS_PER_S)

/*
 * Answers to quick messages go out together while others wait to be scanned: a
 * write each, and a wake of the server and of the reader each, cost a third of
 * all that a 5 KB mail costs.
 */
#define QUICK_NS (250 * NS_PER_US)
/* No answer is held longer than this, and what the message in hand takes. */
#define HOLD_NS (300 * NS_PER_US)
/*
 * The clock is dearer than all the rest that holding an answer takes.  Where
 * messages take so much less than this, it is read once for as many as take it
 * together, but for some at most, and at each tick of the coarse clock.
 */
#define UNCLOCKED_NS (10 * NS_PER_US)
#define UNCLOCKED_MAX 31u
/* What is left will be done in this time: a write would take longer to pay. */
#define SOON_NS (30 * NS_PER_US)

/* So many requests are taken at once as will be done in this time. */
#define AT_ONCE_NS (20 * NS_PER_US)

struct worker {
	struct engine *engine;
	struct shared_worker *public; /* what others see of us */
	uint32_t index;
	enum lane lane;      /* of the message in hand */
	bool seeking;        /* lanes_seek() was called last */
	uint32_t held_count; /* our answers that wait for company */
	uint64_t held_since_ns;
	uint64_t answered_ns; /* the last one that had others behind it; not
			       * long ago while answers are held */
	uint64_t each_ns;     /* what those before it took */
	uint32_t answered;    /* since then */
	uint32_t unclocked;   /* so many more may be held without a clock */
	uint64_t tick_ns;     /* the coarse clock at the last one held */
	uint64_t just_ns;     /* the coarse clock just now; 0: look at it */
	struct spread spread;
	bool surplus; /* at the last look: more were awake than may be */
	char text[RESPONSE_MAX];
};

/*
 * The message in hand has taken SlowAfter: go on in the slow lane, or give it
 * back when that is full.
 */
static enum budget_state
became_slow(struct budget *budget, uint64_t now_ns)
{
	struct worker *worker = budget->hook_owner;

	(void)now_ns;
	if (worker->lane != LANE_FAST)
		return BUDGET_OK;
	if (!lanes_become_slow(worker->engine->lanes))
		return BUDGET_YIELD;
	worker->lane = LANE_SLOW;
	live_stats_add(&worker->engine->shared->live->stats, 1 + worker->index,
	    COUNTER_SLOW, 1);
	return BUDGET_OK;
}

static void
set_budget(struct worker *worker, const struct slot *slot, uint64_t now_ns,
    struct budget *budget)
{
	struct engine_times *times = &worker->engine->times;
	uint64_t limit =
	    atomic_load_explicit(&times->answer_limit_ns, memory_order_relaxed);
	uint64_t margin = limit / 10 < MARGIN_NS ? limit / 10 : MARGIN_NS;
	uint64_t arrival =
	    atomic_load_explicit(&slot->arrival_ns, memory_order_relaxed);

	budget_init(budget, arrival + limit - margin);
	if (now_ns < budget->deadline_ns)
		budget_was_asked(budget);
	budget->hook = became_slow;
	budget->hook_owner = worker;
	if (worker->lane == LANE_FAST)
		budget->hook_ns =
		    now_ns + atomic_load_explicit(
				 &times->slow_after_ns, memory_order_relaxed);
}

/* Say what we are on.  The path is ours from now on: the timer may answer the
 * slot, and the reader reuse it, while we hang on the file. */
static void
publish(struct worker *worker, uint64_t ticket, uint64_t now_ns,
    const char *path, size_t size)
{
	memcpy(worker->public->path, path, size);
	worker->public->path[size] = '\0';
	atomic_store_explicit(
	    &worker->public->lane, worker->lane, memory_order_relaxed);
	atomic_store_explicit(
	    &worker->public->started_ns, now_ns, memory_order_relaxed);
	atomic_store_explicit(
	    &worker->public->ticket, ticket, memory_order_release);
	worker_ticket = ticket;
}

static void
unpublish(struct worker *worker)
{
	worker_ticket = 0;
	atomic_store_explicit(&worker->public->ticket, 0, memory_order_release);
}

/* Where nobody is kept waiting by us, and only if there is room for us. */
static void
keep_apart(struct worker *worker)
{
	struct shared *shared = worker->engine->shared;
	uint64_t now =
	    worker->held_count > 0 ? worker->answered_ns : clock_now_ns();

	if (!spread_begin(&worker->spread, shared->workers,
		shared->worker_count, worker->index, now))
		return;
	worker->surplus =
	    lanes_look_around(worker->engine->lanes, worker->index, now);
}

/* All is copied: from now on the timer may answer in our place. */
static void
go_on(struct slot *slot, uint64_t state)
{
	/* Release: what was copied is not read later than this. */
	atomic_store_explicit(&slot->state, SLOT_IN_PHASE(state, SLOT_RUNNING),
	    memory_order_release);
}

/* Back from RUNNING to QUEUED; false: answered meanwhile. */
static bool
give_back(struct slot *slot, uint64_t ticket)
{
	uint64_t state = atomic_load(&slot->state);

	while (
	    SLOT_TICKET(state) == ticket && SLOT_PHASE(state) == SLOT_RUNNING) {
		uint64_t queued = SLOT_IN_PHASE(state, SLOT_QUEUED);

		if (atomic_compare_exchange_weak(&slot->state, &state, queued))
			return true;
	}
	return false;
}

/* Ahead of whatever may bring work: who brings it counts on us then. */
static void
seek(struct worker *worker)
{
	if (!worker->seeking)
		lanes_seek(worker->engine->lanes);
	worker->seeking = true;
}

static void
sought(struct worker *worker, bool found)
{
	if (worker->seeking)
		lanes_sought(worker->engine->lanes, found);
	worker->seeking = false;
}

/* Have messages been quick, and is the oldest that we hold young enough? */
static bool
was_quick(struct worker *worker)
{
	uint64_t now = clock_now_ns();
	uint64_t last_ns = now - worker->answered_ns;

	worker->each_ns = last_ns / (worker->answered + 1);
	worker->answered_ns = now;
	worker->answered = 0;
	worker->unclocked = worker->each_ns > UNCLOCKED_NS / UNCLOCKED_MAX
				? (uint32_t)(UNCLOCKED_NS / worker->each_ns)
				: UNCLOCKED_MAX;
	if (worker->held_count == 0)
		worker->held_since_ns = now;
	return last_ns < QUICK_NS && now - worker->held_since_ns < HOLD_NS;
}

/*
 * Never for more than there are requests left, so that the server's next ones
 * come while we are at those.  The last of them are worth no write.
 */
static bool
has_company(const struct worker *worker, uint32_t backlog)
{
	return backlog > worker->held_count ||
	       (backlog > 0 && worker->held_count > 0 &&
		   backlog * worker->each_ns < SOON_NS);
}

/* May the answer wait for the next ones? */
static bool
may_hold(struct worker *worker)
{
	uint32_t backlog =
	    lanes_backlog_seen(worker->engine->lanes, worker->index);
	uint64_t tick;

	if (worker->lane != LANE_FAST || !has_company(worker, backlog))
		return false;
	tick = clock_coarse_ns();
	if (worker->held_count == 0 || worker->unclocked == 0 ||
	    worker->tick_ns != tick) {
		worker->tick_ns = tick;
		return was_quick(worker);
	}
	worker->unclocked--;
	worker->answered++;
	return true;
}

static void
complete(struct worker *worker, uint32_t number)
{
	struct order *order = worker->engine->order;

	if (may_hold(worker)) {
		worker->held_count++;
		worker->just_ns = worker->tick_ns;
		order_complete_later(order, number, worker->tick_ns);
	} else {
		worker->held_count = 0;
		seek(worker);
		order_complete(order, number);
	}
}

/* False: there was none. */
static bool
release_held(struct worker *worker)
{
	if (worker->held_count == 0)
		return false;
	worker->held_count = 0;
	worker->just_ns = 0; /* a write may take its time */
	seek(worker);
	order_flush(worker->engine->order);
	return true;
}

static void
finish(struct worker *worker, uint32_t number, uint64_t ticket,
    enum work_result result, const struct work_item *item)
{
	struct engine *engine = worker->engine;
	struct slot *slot = shared_slot(engine->shared, number);

	if (result == WORK_ANSWERED) {
		if (shared_slot_claim(slot, ticket)) {
			engine_put_answer(
			    engine, number, &item->answer, item->form);
			complete(worker, number);
		}
	} else if (give_back(slot, ticket)) {
		seek(worker);
		lanes_push(engine->lanes,
		    result == WORK_TO_SLOW ? LANE_SLOW : LANE_SUSPECT, number);
		lanes_wake(engine->lanes, 1);
	}
}

static void
work_on(struct worker *worker, uint32_t number)
{
	struct engine *engine = worker->engine;
	struct slot *slot = shared_slot(engine->shared, number);
	struct text text = TEXT_OVER(worker->text);
	struct budget budget;
	struct work_item item = {
	    .path = worker->public->path,
	    .worker = worker->index,
	    .lane = worker->lane,
	    .budget = &budget,
	    .text = &text,
	};
	enum work_result result;
	uint64_t state, ticket, now;

	keep_apart(worker);
	if (!shared_slot_begin(slot, &state)) /* the timer has answered it */
		return;
	ticket = SLOT_TICKET(state);
	if (worker->held_count > 0)
		order_left_for_later(engine->order);
	now = worker->just_ns > 0 ? worker->just_ns : clock_coarse_ns();
	worker->just_ns = 0;
	publish(worker, ticket, now, shared_slot_path(engine->shared, number),
	    slot->path_size);
	item.attempts = slot->attempts;
	set_budget(worker, slot, now, &budget);
	go_on(slot, state);
	result = engine->work->run(engine->work->owner, &item);
	finish(worker, number, ticket, result, &item);
	unpublish(worker);
}

/* Nobody else may be there to let pass what waits for a worker that is held
 * up, so this one gets up for it. */
#define DOZE_MIN_NS (100 * NS_PER_US)

static void
sleep_on(struct worker *worker)
{
	struct engine *engine = worker->engine;
	uint64_t due = order_due_in_ns(engine->order);

	lanes_wait(engine->lanes, worker->index,
	    due < DOZE_MIN_NS ? DOZE_MIN_NS : due);
	if (due < UINT64_MAX)
		order_overtake_if_due(engine->order);
}

/* How many requests?  Who holds answers has just seen how long each takes. */
static uint32_t
take_at_once(const struct worker *worker)
{
	uint64_t each = worker->each_ns > 0 ? worker->each_ns : 1;

	if (worker->held_count == 0 || each > AT_ONCE_NS)
		return 1;
	return (uint32_t)(AT_ONCE_NS / each);
}

static void
stand_by(struct worker *worker)
{
	release_held(worker);
	sought(worker, false);
	lanes_stand_by(worker->engine->lanes, worker->index);
	worker->surplus = false;
	seek(worker);
}

static void
serve(struct worker *worker)
{
	struct lanes *lanes = worker->engine->lanes;
	uint32_t number;

	seek(worker);
	for (;;) {
		/* Closed with work left only when the server is gone. */
		if (lanes_closed(lanes)) {
			return;
		} else if (lanes_take(lanes, worker->index,
			       take_at_once(worker), &number, &worker->lane)) {
			sought(worker, true);
			if (worker->lane != LANE_FAST)
				release_held(worker);
			work_on(worker, number);
			lanes_leave(lanes, worker->lane);
			if (worker->surplus)
				stand_by(worker);
		} else if (!release_held(worker)) {
			sought(worker, false);
			sleep_on(worker);
			seek(worker);
		}
	}
}

/* Between two tries to begin. */
#define TRY_AGAIN_NS (NS_PER_S / 4)

/* Memory that is short may come back, and mail waits for a worker.  False: the
 * engine stops. */
static bool
begin_work(const struct engine *engine, uint32_t index)
{
	const struct work *work = engine->work;
	struct timespec pause = {.tv_nsec = (long)TRY_AGAIN_NS};

	while (work->start != NULL && !work->start(work->owner, index)) {
		if (atomic_load(&engine->stopping))
			return false;
		nanosleep(&pause, NULL);
	}
	return true;
}

void *
worker_main(void *argument)
{
	struct worker_argument *start = argument;
	struct engine *engine = start->engine;
	const struct work *work = engine->work;
	struct worker worker = {
	    .engine = engine,
	    .public = &engine->shared->workers[start->index],
	    .index = start->index,
	};

	worker_index_plus_1 = start->index + 1;
	if (engine->output_fd <= STDERR_FILENO)
		thread_own_files(outlet_files());
	if (engine->live_db != NULL) {
		live_db_register_thread();
		live_db_wait_ready(engine->live_db);
	}
	if (begin_work(engine, start->index)) {
		lanes_join(engine->lanes, start->index);
		serve(&worker);
		lanes_part(engine->lanes, start->index);
		if (work->stop != NULL)
			work->stop(work->owner, start->index);
	}
	if (engine->live_db != NULL)
		live_db_unregister_thread();
	return NULL;
}
