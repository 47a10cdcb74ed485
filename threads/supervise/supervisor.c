/*
 * supervisor - the process that CommuniGate starts
 */
#include "threads/supervise/supervisor.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if ON_LINUX
#include <sys/prctl.h>
#endif

#include "core/base/clock.h"
#include "threads/shared/outlet.h"
#include "threads/supervise/culprits.h"
#include "threads/supervise/sight.h"
#include "threads/supervise/stall.h"

/* How often the table is looked at. */
#define TICK_NS (200 * NS_PER_MS)
/* After so many deaths before one got ready, the next is started bare. */
#define EARLY_DEATHS_MAX 3u
/* So many that lived less than this and answered nothing are as bad, however
 * ready they were. */
#define QUICK_DEATHS_MAX 5u
#define QUICK_NS (10 * NS_PER_S)
/* For so long an engine that was killed may take to be gone. */
#define DEATH_NS (2 * NS_PER_S)
/* If that one dies as well, the next start is put off, each time for twice as
 * long. */
#define PAUSE_MIN_NS NS_PER_S
#define PAUSE_MAX_NS (32 * NS_PER_S)

struct watch {
	const struct supervision *what;
	struct shared *shared;
	sigset_t signals;
	pid_t engine;
	uint32_t early_deaths;
	uint32_t quick_deaths;
	uint64_t started_ns;      /* the engine that runs, or ran last */
	uint64_t answered_before; /* shared->answered then */
	uint64_t look_ns;         /* when to look at the table next */
	struct stall stall;
	uint64_t pause_ns; /* how long the last start was put off; 0: not */
	uint64_t start_ns; /* while none runs: when to start the next */
	bool last_words;   /* the stand-in was started once more to end */
	bool standing_in;  /* what runs is no engine but the stand-in */
	int status;        /* of the engine that died last */
	bool killed_as_stuck;
	uint64_t killed_ns; /* when, if it was */
	bool ended;
	int exit_code;
};

/* ---- starting ---------------------------------------------------------- */

/* The engine must not outlive us: nobody would watch it.  Elsewhere than on
 * Linux its timer looks after its parent, see timer.c. */
static void
die_with_parent(pid_t parent)
{
#if ON_LINUX
	prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
	if (getppid() != parent)
		_exit(0);
}

/* When there is not even a process for it, the supervisor itself stands in,
 * and looks after signals from time to time. */
#define ALONE_NS (NS_PER_S / 5)

/* Until the next engine is tried; when there will be none, for a moment. */
static uint64_t
span_of_stand_in(const struct watch *watch)
{
	uint64_t now = clock_now_ns();

	return now < watch->start_ns ? watch->start_ns - now : ALONE_NS;
}

/* In the child that the engine, or who stands in for it, is to be. */
static int
be(const struct watch *watch)
{
	const struct supervision *what = watch->what;

	return watch->standing_in
		   ? what->stand_in(what->owner, span_of_stand_in(watch))
		   : what->engine(what->owner);
}

static void
start_child(struct watch *watch)
{
	pid_t parent = getpid();
	pid_t child;

	watch->shared->ready = false;
	stall_begin(&watch->stall);
	child = fork();
	if (child == 0) {
		die_with_parent(parent);
		exit(be(watch));
	}
	watch->engine = child;
}

static void
stand_in(struct watch *watch)
{
	const struct supervision *what = watch->what;

	watch->standing_in = true;
	start_child(watch);
	if (watch->engine >= 0)
		return;
	if (what->stand_in(what->owner, ALONE_NS) == 0)
		watch->ended = true;
}

static void
start_engine(struct watch *watch)
{
	watch->standing_in = false;
	atomic_fetch_add(&watch->shared->engines, 1);
	watch->shared->failure[0] = '\0';
	watch->started_ns = clock_now_ns();
	watch->answered_before = atomic_load(&watch->shared->answered);
	start_child(watch);
	if (watch->engine < 0)
		snprintf(watch->shared->failure, sizeof(watch->shared->failure),
		    "no process: %s", strerror(errno));
}

/* ---- after a death ----------------------------------------------------- */

/*
 * Deaths before it could serve, again and again, however long the loading took:
 * the data must be at fault.  One that was replaced as stuck did not die of
 * that.
 */
static void
count_early_death(struct watch *watch)
{
	bool stuck = watch->killed_as_stuck;
	bool quick =
	    !stuck && clock_now_ns() - watch->started_ns < QUICK_NS &&
	    atomic_load(&watch->shared->answered) == watch->answered_before;

	watch->quick_deaths = quick ? watch->quick_deaths + 1 : 0;
	if (!quick)
		watch->pause_ns = 0;
	if (atomic_load(&watch->shared->ready) || stuck)
		watch->early_deaths = 0;
	else if (++watch->early_deaths >= EARLY_DEATHS_MAX)
		atomic_store(&watch->shared->bare, true);
}

static bool
is_hopeless(const struct watch *watch)
{
	return watch->engine < 0 || watch->early_deaths > EARLY_DEATHS_MAX ||
	       watch->quick_deaths > QUICK_DEATHS_MAX;
}

/* Another engine would have nobody to answer, or none can be had and somebody
 * waits for our end. */
static bool
is_over(const struct watch *watch)
{
	return outlet_is_gone() ||
	       (is_hopeless(watch) && atomic_load(&watch->shared->stop_wanted));
}

/* What it left as its reason; else what it died of, and what may be short. */
static void
put_reason(const struct watch *watch, struct text *reason_r)
{
	struct rlimit space;

	if (watch->shared->failure[0] != '\0') {
		text_put_printable(reason_r,
		    slice_from_string(watch->shared->failure),
		    sizeof(watch->shared->failure));
		return;
	}
	text_printf(reason_r, "it dies of signal %d before it can serve",
	    WIFSIGNALED(watch->status) ? WTERMSIG(watch->status) : 0);
	if (getrlimit(RLIMIT_AS, &space) == 0 &&
	    space.rlim_cur != RLIM_INFINITY)
		text_printf(reason_r, " (address space is limited to %llu MB)",
		    (unsigned long long)(space.rlim_cur >> 20));
}

/* Bare and still dying at once: do not burn the machine. */
static void
put_off(struct watch *watch)
{
	char buffer[400];
	struct text reason = TEXT_OVER(buffer);

	watch->pause_ns =
	    watch->pause_ns == 0 ? PAUSE_MIN_NS : 2 * watch->pause_ns;
	if (watch->pause_ns > PAUSE_MAX_NS)
		watch->pause_ns = PAUSE_MAX_NS;
	watch->start_ns = clock_now_ns() + watch->pause_ns;
	watch->engine = -1;
	put_reason(watch, &reason);
	outlet_notice("no engine can be started: %s; mail is answered as "
		      "OnError says, next try in %u s",
	    reason.data, (unsigned)(watch->pause_ns / NS_PER_S));
}

static void
start_another(struct watch *watch)
{
	if (is_over(watch)) {
		watch->ended = true;
		watch->exit_code = 1;
		return;
	}
	start_engine(watch);
	if (watch->engine < 0)
		put_off(watch);
}

/* No engine runs: in time one is started, until then somebody stands in. */
static void
do_without(struct watch *watch)
{
	bool over = is_over(watch);

	if (!over && clock_now_ns() >= watch->start_ns)
		start_another(watch);
	else if (watch->what->stand_in != NULL && !outlet_is_gone())
		stand_in(watch);
	else if (over)
		start_another(watch);
}

/* What is behind the signal, where that is known. */
static const char *
cause_of(const struct watch *watch, int signal_number)
{
	if (watch->killed_as_stuck)
		return " (it was stuck)";
	if (signal_number == SIGBUS &&
	    atomic_load(&watch->shared->guilty_worker) == SHARED_NOBODY)
		return " (signatures or a cartridge were cut short or cannot "
		       "be read)";
	return "";
}

static void
say_death(const struct watch *watch, int status)
{
	const char *next = is_hopeless(watch) ? "" : ", starting another";

	if (WIFSIGNALED(status))
		outlet_notice("the engine died of signal %d%s%s",
		    WTERMSIG(status), cause_of(watch, WTERMSIG(status)), next);
	else
		outlet_notice("the engine ended with code %d%s",
		    WEXITSTATUS(status), next);
}

/* Its last write cannot be under way any more; a socket may have taken a part
 * of a line, and the rest goes ahead of what we say. */
static void
end_last_write(struct watch *watch)
{
	atomic_store(&watch->shared->writing, 0);
	outlet_recover();
}

static void
engine_died(struct watch *watch, int status)
{
	end_last_write(watch);
	watch->status = status;
	count_early_death(watch);
	say_death(watch, status);
	culprits_find(
	    watch->shared, watch->what->places, watch->killed_as_stuck);
	watch->killed_as_stuck = false;
	if (is_hopeless(watch))
		put_off(watch);
	else
		start_another(watch);
}

/* Its time is up, or it could not be one either.  If it was killed, the next
 * look puts another one in its place, and the engine is tried when that was
 * said.  With the end wanted, another one answers what came since. */
static void
stand_in_ended(struct watch *watch)
{
	bool over;

	end_last_write(watch);
	over = is_over(watch);
	watch->engine = -1;
	watch->killed_as_stuck = false;
	if (over && !outlet_is_gone() && !watch->last_words) {
		watch->last_words = true;
		do_without(watch);
	} else if (over || clock_now_ns() >= watch->start_ns) {
		start_another(watch);
	}
}

/* Once killed it runs no more, whatever it waits for; when the system lets go
 * of it nobody asks. */
static void
abandon_engine(struct watch *watch)
{
	outlet_notice("the engine waits for the system, as for a disk that "
		      "does not answer, and cannot be ended");
	if (watch->standing_in)
		stand_in_ended(watch);
	else
		engine_died(watch, SIGKILL);
}

static void
engine_changed(struct watch *watch)
{
	int status;
	pid_t who;

	while ((who = waitpid(-1, &status, WNOHANG | WUNTRACED)) > 0) {
		if (who != watch->engine)
			continue;
		if (WIFSTOPPED(status)) {
			outlet_notice("the engine was stopped, going on");
			kill(who, SIGCONT);
		} else if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
			watch->ended = true;
		} else if (watch->standing_in) {
			stand_in_ended(watch);
			return;
		} else {
			engine_died(watch, status);
			/* Other signals have their turn before the next one's
			 * death, which sends SIGCHLD again. */
			return;
		}
	}
}

/* ---- watching ---------------------------------------------------------- */

/* Without an engine there is nobody to tell (and kill(-1) tells everybody). */
static void
tell_engine(const struct watch *watch, int signal_number)
{
	if (watch->engine > 0)
		kill(watch->engine, signal_number);
}

static void
look(struct watch *watch)
{
	uint64_t now = clock_now_ns();

	watch->look_ns = now + TICK_NS;
	stall_look(&watch->stall, watch->shared);
	sight_take(watch->shared, now);
	if (watch->engine < 0) {
		do_without(watch);
		return;
	}
	if (stall_at_end(&watch->stall, watch->shared, now)) {
		tell_engine(watch, SIGKILL);
		watch->ended = true;
		return;
	}
	if (watch->killed_as_stuck) {
		if (now - watch->killed_ns >= DEATH_NS)
			abandon_engine(watch);
	} else if (stall_is_there(&watch->stall, watch->shared, now)) {
		watch->killed_as_stuck = true;
		watch->killed_ns = now;
		tell_engine(watch, SIGKILL);
	}
}

static void
take_signal(struct watch *watch, int signal_number)
{
	switch (signal_number) {
	case SIGCHLD:
		engine_changed(watch);
		break;
	case SIGHUP:
		tell_engine(watch, SIGHUP);
		break;
	case SIGTERM:
	case SIGINT:
	case SIGQUIT:
		atomic_store(&watch->shared->stop_wanted, true);
		tell_engine(watch, SIGTERM);
		break;
	default:
		break;
	}
}

/* A signal, or 0 when it is time to look: also when signals never cease. */
static int
wait_until_look(const struct watch *watch)
{
	uint64_t now = clock_now_ns();
	struct timespec left = {.tv_nsec = 0};

	if (now < watch->look_ns)
		left.tv_nsec = (long)(watch->look_ns - now);
	return sigtimedwait(&watch->signals, NULL, &left);
}

static sigset_t
our_signals(void)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGQUIT);
	return signals;
}

void
supervisor_hold_signals(void)
{
	sigset_t signals = our_signals();

	sigprocmask(SIG_BLOCK, &signals, NULL);
}

int
supervisor_run(const struct supervision *supervision)
{
	struct watch watch = {
	    .what = supervision,
	    .shared = supervision->shared,
	    .signals = our_signals(),
	};

	atomic_store(&watch.shared->answer_limit_ns,
	    (uint64_t)supervision->config->answer_time_limit_ms * NS_PER_MS);
	supervisor_hold_signals();
	start_engine(&watch);
	if (watch.engine < 0)
		put_off(&watch);
	while (!watch.ended) {
		int signal_number = wait_until_look(&watch);

		if (signal_number > 0)
			take_signal(&watch, signal_number);
		if (!watch.ended && clock_now_ns() >= watch.look_ns)
			look(&watch);
	}
	return watch.exit_code;
}
