/*
 * engine - reader, workers, timer: many messages at once
 */
#include "threads/pipeline/engine.h"

#include <signal.h>
#include <stdlib.h>

#include "core/base/clock.h"
#include "threads/base/lines.h"
#include "threads/base/processor.h"
#include "threads/base/thread.h"
#include "threads/shared/outlet.h"

uint32_t
engine_worker_count(const struct config *config)
{
	uint32_t processors = processor_count();

	if (config->workers > 0)
		return (uint32_t)config->workers;
	if (processors > SHARED_WORKERS_MAX - 1)
		processors = SHARED_WORKERS_MAX - 1;
	return processors + 1;
}

/* Where the number of workers is configured, all of them may be awake. */
static uint32_t
workers_at_once(const struct engine_options *options)
{
	return options->config->workers > 0 ? options->shared->worker_count
					    : processor_count();
}

/* The supervisor reads it too, and must not call stuck what may take longer. */
static void
set_answer_limit(struct engine *engine, uint64_t limit_ns)
{
	atomic_store(&engine->times.answer_limit_ns, limit_ns);
	atomic_store(&engine->shared->answer_limit_ns, limit_ns);
}

void
engine_configure(struct engine *engine, const struct config *config)
{
	set_answer_limit(
	    engine, (uint64_t)config->answer_time_limit_ms * NS_PER_MS);
	atomic_store(&engine->times.slow_after_ns,
	    (uint64_t)config->slow_after_ms * NS_PER_MS);
	atomic_store(&engine->addheader_form, config->addheader_form);
	order_set_mode(engine->order, config->response_order,
	    (uint64_t)config->max_order_delay_ms * NS_PER_MS);
}

/*
 * libarchive asks for local times.  Without TZ the C library looks at the file
 * of the zone, and allocates, each time that somebody does: in a worker that is
 * in the middle of an archive, within its quota.  While there is one thread:
 * others may read the environment at any time, and hand it to the processes
 * they start.
 */
static void
know_time_zone(void)
{
	(void)setenv("TZ", ":/etc/localtime", 0);
	tzset();
}

struct engine *
engine_create(const struct engine_options *options)
{
	struct engine *engine = lines_alloc(1, sizeof(*engine));
	struct shared *shared = options->shared;
	uint64_t limit_ns;

	if (engine == NULL)
		return NULL;
	engine->shared = shared;
	engine->work = options->work;
	engine->live_db = options->live_db;
	engine->input_fd = options->input_fd;
	engine->output_fd = options->output_fd;
	engine->drained = options->drained;
	engine->drained_owner = options->drained_owner;
	engine->worker_count = shared->worker_count;
	know_time_zone();
	outlet_init(options->output_fd, shared);
	engine->order = order_create(shared, options->config->response_order);
	engine->lanes = lanes_create(
	    shared, shared->worker_count, workers_at_once(options));
	engine->free_slots = calloc(shared->slot_count, sizeof(uint32_t));
	engine->workers = calloc(shared->worker_count, sizeof(pthread_t));
	if (engine->order == NULL || engine->lanes == NULL ||
	    engine->free_slots == NULL || engine->workers == NULL) {
		engine_destroy(&engine);
		return NULL;
	}
	lanes_watched_by(engine->lanes, order_parked(engine->order));
	limit_ns = atomic_load(&shared->answer_limit_ns);
	engine_configure(engine, options->config);
	/* Requests of the engine before may stand under a later limit. */
	if (limit_ns > 0)
		set_answer_limit(engine, limit_ns);
	return engine;
}

void
engine_destroy(struct engine **engine)
{
	if (*engine == NULL)
		return;
	order_destroy(&(*engine)->order);
	lanes_destroy(&(*engine)->lanes);
	free((*engine)->free_slots);
	free((*engine)->workers);
	free(*engine);
	*engine = NULL;
}

static bool
start_timer(struct engine *engine)
{
	return thread_start(&engine->timer, timer_main, engine);
}

/* As many as can be had; false: none. */
static bool
start_workers(struct engine *engine, struct worker_argument *arguments)
{
	for (uint32_t i = 0; i < engine->worker_count; i++) {
		arguments[i] = (struct worker_argument){engine, i};
		if (!thread_start(
			&engine->workers[i], worker_main, &arguments[i]))
			engine->worker_count = i;
	}
	return engine->worker_count > 0;
}

/* Only the reader takes signals: SIGTERM must end its read. */
static void
block_signals(sigset_t *before_r)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	pthread_sigmask(SIG_BLOCK, &set, before_r);
}

static void
stop_threads(struct engine *engine)
{
	atomic_store(&engine->stopping, true);
	lanes_close(engine->lanes);
	if (engine->live_db != NULL)
		live_db_cancel_wait(engine->live_db);
	park_wake(order_parked(engine->order), 1);
	for (uint32_t i = 0; i < engine->worker_count; i++)
		pthread_join(engine->workers[i], NULL);
	pthread_join(engine->timer, NULL);
}

static bool
start_threads(struct engine *engine, struct worker_argument *arguments)
{
	sigset_t before;
	bool timer, workers = false;

	block_signals(&before);
	timer = start_timer(engine);
	if (timer)
		workers = start_workers(engine, arguments);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (timer && !workers)
		stop_threads(engine);
	return workers;
}

bool
engine_run(struct engine *engine)
{
	struct worker_argument *arguments =
	    calloc(engine->worker_count, sizeof(*arguments));

	if (arguments == NULL)
		return false;
	recover(engine);
	if (!start_threads(engine, arguments)) {
		free(arguments);
		return false;
	}
	reader_run(engine);
	reader_drain(engine);
	if (engine->drained != NULL)
		engine->drained(engine->drained_owner);
	reader_answer_quit(engine);
	stop_threads(engine);
	free(arguments);
	return true;
}
