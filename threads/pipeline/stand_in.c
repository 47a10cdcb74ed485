/*
 * stand_in - answers where no engine can be started
 *
 * An engine's reader and order, and nothing else: no thread, no file of a
 * message.  So it needs next to nothing of what kept the engine from starting.
 * Each request is answered as soon as it is read, as OnError says.
 */
#include "threads/pipeline/stand_in.h"

#include <poll.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "threads/pipeline/engine.h"
#include "threads/pipeline/postponed.h"
#include "threads/shared/live_stats.h"
#include "threads/shared/outlet.h"

/* How often it looks whether it is to end. */
#define LOOK_MS 100

/* A work's fallback. */
static void
decide(void *owner, enum outcome outcome, const char *path, struct text *text,
    struct answer *answer_r)
{
	const struct stand_in *stand_in = owner;
	struct shared *shared = stand_in->shared;
	struct policy_input input = {.outcome = outcome};

	postponed_decide(shared, stand_in->config, path, LIVE_STATS_OTHERS,
	    &input, text, answer_r);
	live_stats_add(
	    &shared->live->stats, LIVE_STATS_OTHERS, COUNTER_NO_MEMORY, 1);
}

/* Whether the input has ended; false: there may be more another time. */
static bool
read_until(struct engine *engine, uint64_t until_ns)
{
	struct pollfd input = {.fd = engine->input_fd, .events = POLLIN};
	pid_t parent = getppid();

	while (clock_now_ns() < until_ns) {
		if (atomic_load(&engine->shared->stop_wanted))
			return true;
		if (getppid() != parent) /* nobody would start an engine */
			return true;
		if (poll(&input, 1, LOOK_MS) > 0 && !reader_read(engine))
			return true;
		engine_answer_all(engine);
	}
	return false;
}

static bool
serve(struct engine *engine, uint64_t span_ns)
{
	bool ended;

	recover(engine);
	ended = !reader_begin(engine);
	engine_answer_all(engine);
	if (!ended && !read_until(engine, clock_now_ns() + span_ns))
		return false;
	reader_end(engine);
	engine_answer_all(engine);
	reader_drain(engine);
	reader_answer_quit(engine);
	return true;
}

bool
stand_in_run(struct stand_in *stand_in, uint64_t span_ns)
{
	struct work work = {.owner = stand_in, .fallback = decide};
	struct engine_options options = {
	    .shared = stand_in->shared,
	    .config = stand_in->config,
	    .work = &work,
	    .input_fd = STDIN_FILENO,
	    .output_fd = STDOUT_FILENO,
	};
	struct engine *engine = engine_create(&options);
	bool ended;

	if (engine == NULL)
		return false;
	engine->alone = true;
	ended = serve(engine, span_ns);
	engine_destroy(&engine);
	return ended;
}
