/*
 * helper - the program as CommuniGate starts it
 *
 * Supervisor and engine in one picture:
 *
 *     supervisor            engine (forked, as often as need be)
 *     ----------            ------------------------------------------
 *     config, shared   -->  main thread  reads stdin
 *     watches               workers      scan
 *                           timer        overtaking, deadlines
 *                           updater      loads and swaps configuration and
 *                                        signatures
 */
#include "threads/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "threads/base/apart.h"
#include "threads/base/libraries.h"
#include "threads/base/null_file.h"
#include "threads/base/places.h"
#include "threads/base/stray_signals.h"
#include "threads/base/version.h"
#include "threads/pipeline/crash.h"
#include "threads/pipeline/engine.h"
#include "threads/pipeline/scan_work.h"
#include "threads/pipeline/stand_in.h"
#include "threads/record/live_file.h"
#include "threads/record/recorder.h"
#include "threads/shared/outlet.h"
#include "threads/supervise/supervisor.h"
#include "threads/supervise/suspects.h"
#include "threads/update/updater.h"

struct helper {
	struct places places;
	struct config *config; /* as at start: for the supervisor */
	struct shared *shared;
	struct live_file live;
};

/* ---- the engine process ------------------------------------------------ */

static struct updater *signalled; /* whom SIGHUP asks */
static int null_fd = -1;          /* what SIGTERM puts in place of stdin */
static pid_t supervisor;
static struct shared *block;

/* An engine that lost its supervisor has nobody who would end it when a worker
 * hangs: all that is pending has its answer by then, so the system may. */
#define ORPHAN_GRACE_S 5u

static void
on_hup(int signal_number)
{
	(void)signal_number;
	updater_request(signalled);
}

/* From now on the reader finds the end of its input. */
static void
on_term(int signal_number)
{
	int saved_errno = errno;

	(void)signal_number;
	dup2(null_fd, STDIN_FILENO);
	if (getppid() != supervisor) {
		signal(SIGALRM, SIG_DFL);
		alarm((unsigned)(atomic_load(&block->answer_limit_ns) /
				 NS_PER_S) +
		      ORPHAN_GRACE_S);
	}
	errno = saved_errno;
}

/* Only the main thread takes signals; it is the one that reads stdin, so a
 * SIGTERM ends a read that waits. */
static void
take_signals(struct shared *shared, struct updater *updater)
{
	/* No SA_RESTART: the thread sanitizer runs a handler only once the
	 * read that it came into has returned. */
	struct sigaction hup = {.sa_handler = on_hup};
	struct sigaction term = {.sa_handler = on_term};
	sigset_t set;

	signalled = updater;
	block = shared;
	sigaction(SIGHUP, &hup, NULL);
	sigaction(SIGTERM, &term, NULL);
	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGTERM);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

static void
ignore_signals(void)
{
	signal(SIGHUP, SIG_IGN);
}

/* Mail does not depend on the recorder: without it days are not kept. */
static bool
serve(struct engine *engine, struct updater *updater, struct recorder *recorder)
{
	bool recorded, orderly;
	int reason;

	if (!updater_start(updater))
		return false;
	recorded = recorder != NULL && recorder_start(recorder);
	if (!recorded)
		outlet_notice("no memory to keep days and make reports");
	take_signals(engine->shared, updater);
	if (atomic_load(&engine->shared->stop_wanted))
		raise(SIGTERM); /* it came while no engine could take it */
	orderly = engine_run(engine);
	reason = errno;
	ignore_signals();
	updater_stop(updater);
	if (recorded)
		recorder_stop(recorder);
	errno = reason;
	return orderly;
}

/* An input that ends at once: what is about to be said of the database belongs
 * ahead of the last words.  A build is not waited for. */
#define FIRST_LOAD_NS NS_PER_S

static void
await_first_load(const struct shared *shared)
{
	struct timespec pause = {.tv_nsec = NS_PER_MS};
	uint64_t until = clock_now_ns() + FIRST_LOAD_NS;

	/* By the clock: on a machine under load a pause takes many times as
	 * long, and the supervisor waits for the last words just so long. */
	while (!atomic_load(&shared->ready) && clock_now_ns() < until)
		nanosleep(&pause, NULL);
}

static void
say_goodbye(void *owner)
{
	const struct helper *helper = owner;
	const struct live_stats *stats = &helper->shared->live->stats;

	await_first_load(helper->shared);
	if (live_stats_sum(stats, COUNTER_RELOADS) > 0)
		outlet_notice("%" PRIu64 " reloads, for which mail waited "
			      "%" PRIu64 " times",
		    live_stats_sum(stats, COUNTER_RELOADS),
		    live_stats_sum(stats, COUNTER_UPDATER_WAITS));
	outlet_last_words("processed %" PRIu64 " requests: %" PRIu64
			  " clean, %" PRIu64 " infected, %" PRIu64
			  " unreadable, %" PRIu64 " incomplete, %" PRIu64
			  " late",
	    live_stats_sum(stats, COUNTER_REQUESTS),
	    live_stats_sum(stats, COUNTER_CLEAN),
	    live_stats_sum(stats, COUNTER_INFECTED),
	    live_stats_sum(stats, COUNTER_UNREADABLE) +
		live_stats_sum(stats, COUNTER_EMPTY) +
		live_stats_sum(stats, COUNTER_SHRUNK),
	    live_stats_sum(stats, COUNTER_INCOMPLETE),
	    live_stats_sum(stats, COUNTER_LATE));
}

/* What the supervisor says of a start that failed. */
static void
note_failure(struct helper *helper, const char *what)
{
	snprintf(helper->shared->failure, sizeof(helper->shared->failure),
	    "%s: %s", what,
	    errno != 0 ? strerror(errno) : "no reason was given");
}

/* In the forked child, or in the supervisor.  0: the input has ended. */
static int
stand_in_process(void *owner, uint64_t span_ns)
{
	struct helper *helper = owner;
	struct stand_in stand_in = {
	    .shared = helper->shared, .config = helper->config};

	return stand_in_run(&stand_in, span_ns) ? 0 : 1;
}

/* In the forked child.  0 only after an orderly end. */
static int
engine_process(void *owner)
{
	struct helper *helper = owner;
	struct live_db *live_db = live_db_create();
	struct scan_work *scan_work =
	    live_db == NULL
		? NULL
		: scan_work_create(helper->shared, live_db, helper->config);
	struct work work;
	struct engine_options options = {
	    .shared = helper->shared,
	    .config = helper->config,
	    .work = &work,
	    .live_db = live_db,
	    .input_fd = STDIN_FILENO,
	    .output_fd = STDOUT_FILENO,
	    .drained = say_goodbye,
	    .drained_owner = helper,
	};
	struct engine *engine = NULL;
	struct updater *updater = NULL;
	struct notes *notes = notes_create(helper->shared->worker_count);
	struct recorder_options record = {
	    .live = helper->shared->live,
	    .live_db = live_db,
	    .notes = notes,
	    .places = &helper->places,
	};
	struct recorder *recorder = NULL;
	bool orderly = false;

	errno = 0;
	supervisor = getppid();
	crash_install(helper->shared, &helper->places);
	if (scan_work != NULL) {
		scan_work_use_notes(scan_work, notes);
		work = scan_work_functions(scan_work);
		engine = engine_create(&options);
	}
	if (engine != NULL)
		updater = updater_create(engine, &helper->places);
	if (updater != NULL) {
		recorder = recorder_create(&record);
		orderly = serve(engine, updater, recorder);
	}
	if (!orderly)
		note_failure(helper, engine == NULL ? "what all threads share"
				     : updater == NULL ? "a pipe for signals"
						       : "a thread");
	recorder_destroy(&recorder);
	updater_destroy(&updater);
	engine_destroy(&engine);
	if (scan_work != NULL)
		scan_work_destroy(&scan_work);
	notes_destroy(&notes);
	live_db_destroy(&live_db);
	return orderly ? 0 : 1;
}

/* ---- the supervisor process -------------------------------------------- */

/* Warnings come before anything can be said; they are kept until then. */
static void
keep_warning(void *owner, const char *sentence)
{
	struct text *kept = owner;

	text_put(kept, slice_from_string(sentence));
	text_put_byte(kept, '\n');
}

static void
say_warnings(struct slice kept)
{
	while (kept.size > 0) {
		size_t size = slice_find_byte(kept, '\n');

		outlet_notice("%.*s", (int)size, (const char *)kept.data);
		kept = slice_skip(kept, size + 1);
	}
}

static void
say_hello(void)
{
	struct utsname system;

	if (uname(&system) != 0)
		memcpy(system.sysname, "unknown", 8);
	outlet_notice("CGPFilter version " CGPFILTER_VERSION " %s-%s build %s "
		      "started",
	    system.sysname, system.machine, version_build_date());
	outlet_notice("initializing, please wait");
	outlet_notice(
	    "engine version " CGPFILTER_VERSION " (%s)", version_engine());
}

/* stderr is read by the server only after our end, and a full pipe would block
 * us: nothing may go there. */
static bool
silence_stderr(void)
{
	null_fd = null_file_open(O_RDWR | O_CLOEXEC);
	return null_fd >= 0 && dup2(null_fd, STDERR_FILENO) >= 0;
}

/* Where STATUS finds them; without a place for them they are counted all the
 * same. */
static void
show_counters(struct helper *helper)
{
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);

	if (live_file_create(&helper->live, helper->places.state, &error))
		shared_use_live(helper->shared, helper->live.live);
	else
		outlet_notice("%s", error.data);
}

static bool
prepare(struct helper *helper, const char *argv0)
{
	char buffer[1024];
	struct text note = TEXT_OVER(buffer);
	char state_buffer[1024];
	struct text state_note = TEXT_OVER(state_buffer);
	char warnings_buffer[2048];
	struct text warnings = TEXT_OVER(warnings_buffer);

	if (!places_find(&helper->places, argv0))
		return false;
	helper->config =
	    places_load_config(&helper->places, keep_warning, &warnings, &note);
	if (helper->config == NULL)
		return false;
	helper->shared = shared_create((uint32_t)helper->config->table_size,
	    engine_worker_count(helper->config));
	if (helper->shared == NULL)
		return false;
	outlet_init(STDOUT_FILENO, helper->shared);
	say_hello();
	if (note.size > 0)
		outlet_notice("%s", note.data);
	say_warnings(text_slice(&warnings));
	/* What is missing is said; mail does not depend on it. */
	(void)libraries_load(outlet_tell, NULL);
	if (!places_use(&helper->places, helper->config, &state_note))
		outlet_notice("%s", state_note.data);
	else if (note.size == 0)
		places_keep_good_config(&helper->places);
	show_counters(helper);
	suspects_load(helper->shared, &helper->places,
	    helper->config->suspect_max_age_ms / 1000);
	return true;
}

static void
remove_live_file(void *owner)
{
	live_file_destroy(owner);
}

int
helper_main(const char *argv0)
{
	struct helper helper = {.shared = NULL};
	struct supervision supervision = {
	    .engine = engine_process, .stand_in = stand_in_process};
	const char *missing = libraries_load_needed();
	int code;

	if (missing != NULL) {
		fprintf(stderr, "CGPFilter: cannot start: %s\n", missing);
		return 1;
	}
	supervisor_hold_signals();
	stray_signals_ignore();
	outlet_make_way(STDOUT_FILENO, OUTLET_RECEIPTS);
	if (!prepare(&helper, argv0)) {
		fprintf(stderr, "CGPFilter: cannot start: %s\n",
		    errno != 0 ? strerror(errno) : "path too long");
		return 1;
	}
	if (!silence_stderr()) {
		fprintf(stderr, "CGPFilter: cannot start: /dev/null: %s\n",
		    strerror(errno));
		return 1;
	}
	supervision.shared = helper.shared;
	supervision.places = &helper.places;
	supervision.config = helper.config;
	supervision.owner = &helper;
	code = supervisor_run(&supervision);
	config_free(&helper.config);
	apart_do(remove_live_file, NULL, &helper.live);
	shared_destroy(&helper.shared);
	return code;
}
