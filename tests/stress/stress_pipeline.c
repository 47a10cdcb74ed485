/*
 * stress_pipeline - a whole engine without a supervisor
 *
 * A server that writes in pieces cut anywhere and reads from another thread; an
 * engine with a work that dawdles, asks for other lanes, and sometimes takes
 * longer than AnswerTimeLimit.  The tables are small, so that the reader waits
 * for slots most of the time.
 *
 * Law: each request is answered once, in a whole line, with the word that is
 * its due; in order when the order is strict; the engine ends by itself.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "tests/support/law.h"
#include "tests/support/random.h"
#include "threads/pipeline/engine.h"

/* A hang is a lost wake-up: nothing else here waits for ever. */
#define PATIENCE_S 600u
/* With fewer requests more of them are late, so that some always are. */
#define LATE_ONE_IN (LAW_SLOWDOWN > 1 ? 12u : 100u)

struct trial {
	const char *name;
	enum response_order order;
	uint32_t slots, workers, requests;
	int64_t limit_ms;     /* AnswerTimeLimit */
	unsigned late_one_in; /* that take longer; 0: none */
	bool ping_pong;       /* one request at a time */
};

struct run {
	const struct trial *trial;
	struct shared *shared;
	struct engine *engine;
	int to_engine, from_engine; /* the server's ends */
	bool orderly;
	_Atomic uint32_t answered;
	/* [server] */
	uint8_t *times;
	uint32_t malformed, wrong_word, out_of_order, late;
	uint32_t last;
};

/* ---- the work ---------------------------------------------------------- */

static _Thread_local uint64_t work_seed;

static bool
one_in(unsigned n)
{
	if (work_seed == 0)
		work_seed = (uint64_t)(uintptr_t)&work_seed;
	return n > 0 && random_below(&work_seed, n) == 0;
}

/* So many tries of workers to begin find no memory. */
static _Atomic int misses;

static bool
work_start(void *owner, uint32_t worker)
{
	(void)owner;
	(void)worker;
	return atomic_fetch_sub(&misses, 1) <= 0;
}

static enum work_result
work_run(void *owner, struct work_item *item)
{
	const struct trial *trial = owner;

	CHECK(strncmp(item->path, "Queue/", 6) == 0);
	CHECK(item->worker < trial->workers);
	if (item->lane == LANE_FAST && one_in(100))
		return WORK_TO_SUSPECT;
	if (item->lane == LANE_FAST && one_in(50)) {
		item->budget->hook_ns = 0;
		if (budget_spent(item->budget) &&
		    item->budget->state == BUDGET_YIELD)
			return WORK_TO_SLOW;
	}
	if (one_in(trial->late_one_in))
		usleep((useconds_t)(trial->limit_ms * 2000));
	else if (one_in(500))
		usleep(500);
	item->answer = (struct answer){.word = ANSWER_OK};
	item->form = ADDHEADER_AUTO;
	return WORK_ANSWERED;
}

static void
work_fallback(void *owner, enum outcome outcome, const char *path,
    struct text *text, struct answer *answer_r)
{
	(void)owner;
	(void)text;
	CHECK(outcome == OUTCOME_LATE && strncmp(path, "Queue/", 6) == 0);
	*answer_r = (struct answer){.word = ANSWER_REJECTED};
}

/* ---- the server -------------------------------------------------------- */

/* What the answer to request number i must be: every tenth is no FILE. */
static const char *
due(uint32_t number)
{
	if (number % 20 == 10)
		return "FAILURE";
	return "OK";
}

static size_t
put_request(uint32_t number, char *line, size_t room)
{
	int size;

	if (number % 20 == 10)
		size = snprintf(line, room, "%u SING a song\n", number);
	else if (number % 20 == 0)
		size = snprintf(line, room, "%u KEY 123\r\n", number);
	else if (number % 7 == 0)
		size = snprintf(line, room,
		    "%u FILE Queue/%0150u/much-too-long-for-a-slot.msg\n",
		    number, number);
	else
		size = snprintf(
		    line, room, "%u FILE Queue/%u.msg\n", number, number);
	return (size_t)size;
}

static void
write_cut_anywhere(int fd, const char *bytes, size_t size, uint64_t *seed)
{
	while (size > 0) {
		size_t now = 1 + random_below(seed, size);
		ssize_t written = write(fd, bytes, now);

		CHECK(written > 0);
		bytes += written;
		size -= (size_t)written;
	}
}

static void
ask_in_batches(struct run *run)
{
	char batch[16384];
	size_t size = 0;
	uint64_t seed = 99;

	for (uint32_t i = 1; i <= run->trial->requests; i++) {
		size += put_request(i, batch + size, sizeof(batch) - size);
		if (size > sizeof(batch) - 512 ||
		    random_below(&seed, 20) == 0) {
			write_cut_anywhere(run->to_engine, batch, size, &seed);
			size = 0;
		}
	}
	write_cut_anywhere(run->to_engine, batch, size, &seed);
}

static void
ask_one_at_a_time(struct run *run)
{
	char line[512];
	struct timespec pause = {.tv_nsec = 10000};

	for (uint32_t i = 1; i <= run->trial->requests; i++) {
		size_t size = put_request(i, line, sizeof(line));

		CHECK(write(run->to_engine, line, size) == (ssize_t)size);
		while (atomic_load(&run->answered) < i)
			nanosleep(&pause, NULL);
	}
}

static void
check_answer(struct run *run, const char *line)
{
	char *end;
	unsigned long number = strtoul(line, &end, 10);
	char word[32];

	if (line[0] == '*')
		return;
	if (number < 1 || number > run->trial->requests || *end != ' ' ||
	    sscanf(end, " %31s", word) != 1 || strchr(line, '\n') == NULL) {
		run->malformed++;
		return;
	}
	run->times[number]++;
	if (strcmp(word, "REJECTED") == 0 && run->trial->late_one_in > 0 &&
	    number % 10 != 0)
		run->late++;
	else
		run->wrong_word += strcmp(word, due((uint32_t)number)) != 0;
	run->out_of_order += number != run->last + 1;
	run->last = (uint32_t)number;
	atomic_fetch_add(&run->answered, 1);
}

static void *
listen_main(void *argument)
{
	struct run *run = argument;
	FILE *from = fdopen(run->from_engine, "r");
	char line[4200];

	CHECK(from != NULL);
	while (fgets(line, sizeof(line), from) != NULL)
		check_answer(run, line);
	fclose(from);
	return NULL;
}

/* ---- one run ----------------------------------------------------------- */

static void *
engine_thread(void *argument)
{
	struct run *run = argument;

	run->orderly = engine_run(run->engine);
	return NULL;
}

static void
judge(const struct run *run)
{
	char sentence[160];
	uint32_t wrong = 0;

	for (uint32_t i = 1; i <= run->trial->requests; i++)
		wrong += run->times[i] != 1;
	snprintf(sentence, sizeof(sentence),
	    "%s: each request was answered once", run->trial->name);
	law_holds(wrong == 0, sentence);
	snprintf(sentence, sizeof(sentence), "%s: in whole lines, with its due",
	    run->trial->name);
	law_holds(run->malformed == 0 && run->wrong_word == 0 &&
		      (run->late > 0) == (run->trial->late_one_in > 0),
	    sentence);
	snprintf(sentence, sizeof(sentence), "%s: %s", run->trial->name,
	    run->trial->order == ORDER_STRICT ? "in order"
					      : "the engine ended by itself");
	law_holds(run->orderly && (run->trial->order != ORDER_STRICT ||
				      run->out_of_order == 0),
	    sentence);
}

static void
try(const struct trial *trial)
{
	struct run run = {.trial = trial};
	struct config *config = config_default(".");
	const struct work work = {
	    .owner = (void *)(uintptr_t)trial,
	    .start = work_start,
	    .run = work_run,
	    .fallback = work_fallback,
	};
	struct engine_options options = {.config = config, .work = &work};
	pthread_t engine, listener;
	int in[2], out[2];

	CHECK(config != NULL && pipe(in) == 0 && pipe(out) == 0);
	/* No worker can begin at first, where nothing must be late for it. */
	atomic_store(
	    &misses, trial->late_one_in == 0 ? (int)trial->workers + 1 : 0);
	config->response_order = trial->order;
	config->answer_time_limit_ms = trial->limit_ms;
	config->max_order_delay_ms = 5;
	run.times = calloc(trial->requests + 1, 1);
	run.shared = shared_create(trial->slots, trial->workers);
	CHECK(run.times != NULL && run.shared != NULL);
	run.to_engine = in[1];
	run.from_engine = out[0];
	options.shared = run.shared;
	options.input_fd = in[0];
	options.output_fd = out[1];
	run.engine = engine_create(&options);
	CHECK(run.engine != NULL);
	CHECK(pthread_create(&listener, NULL, listen_main, &run) == 0);
	CHECK(pthread_create(&engine, NULL, engine_thread, &run) == 0);
	if (trial->ping_pong)
		ask_one_at_a_time(&run);
	else
		ask_in_batches(&run);
	close(run.to_engine);
	pthread_join(engine, NULL);
	close(in[0]);
	close(out[1]);
	pthread_join(listener, NULL);
	judge(&run);
	engine_destroy(&run.engine);
	shared_destroy(&run.shared);
	config_free(&config);
	free(run.times);
}

int
main(void)
{
	static const struct trial trials[] = {
	    {"strict", ORDER_STRICT, 64, 4, 100000 / LAW_SLOWDOWN, 60000, 0,
		false},
	    {"window", ORDER_WINDOW, 64, 4, 100000 / LAW_SLOWDOWN, 60000, 0,
		false},
	    {"any", ORDER_ANY, 16, 4, 100000 / LAW_SLOWDOWN, 60000, 0, false},
	    {"late, strict", ORDER_STRICT, 16, 2, 2000 / LAW_SLOWDOWN, 60,
		LATE_ONE_IN, false},
	    {"late, window", ORDER_WINDOW, 16, 2, 2000 / LAW_SLOWDOWN, 60,
		LATE_ONE_IN, false},
	    {"late, any", ORDER_ANY, 16, 2, 2000 / LAW_SLOWDOWN, 60,
		LATE_ONE_IN, false},
	    {"one at a time", ORDER_WINDOW, 64, 3, 4000 / LAW_SLOWDOWN, 60000,
		0, true},
	    {"one worker", ORDER_STRICT, 2, 1, 20000 / LAW_SLOWDOWN, 60000, 0,
		false},
	};
	const unsigned count = sizeof(trials) / sizeof(trials[0]);

	signal(SIGPIPE, SIG_IGN);
	alarm(PATIENCE_S);
	law_plan(3 * count);
	for (unsigned i = 0; i < count; i++)
		try(&trials[i]);
	return law_exit_code();
}
