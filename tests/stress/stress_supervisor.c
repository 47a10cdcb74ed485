/*
 * stress_supervisor - engines that die, hang or start slowly, in real time
 *
 * The supervisor is the real one, in a process of its own; the engines are
 * functions that do what an engine in trouble would do to the shared block.
 *
 * Law: a message is blamed only if its own worker crashed or was stuck; a new
 * engine gets the time to answer what is overdue; one that cannot start is
 * started bare; one that waits for the server to read is left to it; one that
 * even SIGKILL does not end is left alone.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#if ON_LINUX
#include <sys/prctl.h>
#include <sys/ptrace.h>
#endif

#include "core/base/clock.h"
#include "tests/support/law.h"
#include "threads/shared/outlet.h"
#include "threads/supervise/supervisor.h"

#define PATIENCE_S 300u
#define SERVER_AWAY_S 18u

static struct shared *shared;
static struct places places;

/* A request that is being worked on since age_ns. */
static void
work_on(uint32_t number, uint64_t age_ns)
{
	struct slot *slot = shared_slot(shared, number);
	struct shared_worker *worker = &shared->workers[number];
	uint64_t ticket = shared->next_ticket++;
	uint64_t since = clock_now_ns() - age_ns;

	atomic_store(&slot->arrival_ns, since);
	atomic_store(&slot->state, SLOT_STATE(ticket, SLOT_RUNNING));
	memcpy(worker->path, "no-such-message", 16);
	atomic_store(&worker->started_ns, since);
	atomic_store(&worker->ticket, ticket);
	if (atomic_load(&shared->slots_used) <= number)
		atomic_store(&shared->slots_used, number + 1);
}

static void
die_of(int signal_number)
{
	struct sigaction plain = {.sa_handler = SIG_DFL};

	/* Whatever a sanitizer made of it. */
	sigaction(signal_number, &plain, NULL);
	raise(signal_number);
	_exit(99);
}

/* ---- engines, each told by how many came before it --------------------- */

static int
first_crashes_in_worker_0(uint32_t before)
{
	if (before > 0)
		return 0;
	atomic_store(&shared->ready, true);
	work_on(0, 0);
	work_on(1, 0);
	atomic_store(&shared->guilty_worker, 1);
	die_of(SIGSEGV);
	return 1;
}

static int
first_crashes_in_no_worker(uint32_t before)
{
	if (before > 0)
		return 0;
	atomic_store(&shared->ready, true);
	work_on(0, 0);
	work_on(1, 0);
	atomic_store(&shared->guilty_worker, SHARED_NOBODY);
	die_of(SIGSEGV);
	return 1;
}

/* What is overdue at the second's start is answered only when the supervisor
 * has looked twice. */
static int
first_hangs_and_second_is_slow(uint32_t before)
{
	if (before == 0) {
		work_on(0, 60 * NS_PER_S);
		for (;;)
			pause();
	}
	usleep(500000);
	atomic_store(&shared_slot(shared, 0)->state, SLOT_FREE);
	usleep(500000);
	return 0;
}

static int
none_starts_unless_bare(uint32_t before)
{
	(void)before;
	if (atomic_load(&shared->bare))
		return 0;
	die_of(SIGSEGV);
	return 1;
}

static int
none_starts(uint32_t before)
{
	(void)before;
	die_of(SIGSEGV);
	return 1;
}

static int
first_is_stopped(uint32_t before)
{
	if (before > 0)
		return 1;
	raise(SIGSTOP); /* the supervisor wakes it again */
	return 0;
}

/* All but QUIT is answered, and the server does not read that for longer than
 * an engine may take to end. */
static int
waits_for_the_server_at_the_end(uint32_t before)
{
	(void)before;
	atomic_store(&shared->writing, 1);
	atomic_store(&shared->drained, true);
	sleep(SERVER_AWAY_S);
	atomic_store(&shared->writing, 0);
	shared->quit_answered = true;
	return 0;
}

/* Its line is in the block and not counted, as between a read and what follows
 * it. */
static int
first_stops_behind_a_read(uint32_t before)
{
	static const char line[] = "1 FILE x\n";

	if (before > 0)
		return 0;
	memcpy(shared->input.bytes, line, sizeof(line) - 1);
	atomic_store(&shared->ready, true);
	for (;;)
		pause();
}

#if ON_LINUX
/* Who is traced is not gone before its tracer has seen that, which this one
 * never does: like one that waits for a disk. */
static void
trace_without_looking(pid_t engine_pid, pid_t supervisor, int told)
{
	bool traced = ptrace(PTRACE_SEIZE, engine_pid, NULL, NULL) == 0;

	if (write(told, &traced, sizeof(traced)) != sizeof(traced))
		_exit(1);
	while (kill(supervisor, 0) == 0)
		usleep(10000);
	_exit(0);
}

static int
first_cannot_be_ended(uint32_t before)
{
	pid_t supervisor = getppid(), engine_pid = getpid();
	bool traced = false;
	int told[2];

	if (before > 0)
		return 0;
	prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
	if (pipe(told) != 0)
		return 0;
	if (fork() == 0)
		trace_without_looking(engine_pid, supervisor, told[1]);
	if (read(told[0], &traced, sizeof(traced)) != sizeof(traced) || !traced)
		return 0; /* not here */
	work_on(0, 60 * NS_PER_S);
	for (;;)
		pause();
}
#else
static int
first_cannot_be_ended(uint32_t before)
{
	(void)before;
	return 0;
}
#endif

/* ---- one trial --------------------------------------------------------- */

static int (*engine)(uint32_t before);
static int signal_that_never_ceases; /* 0: none */
static uint64_t began_ns[4];         /* when the first engines did */

static int
run_engine(void *owner)
{
	(void)owner;
	return engine(atomic_load(&shared->engines) - 1);
}

static void
note_beginnings(void)
{
	for (uint32_t i = 0; i < 4 && i < atomic_load(&shared->engines); i++)
		if (began_ns[i] == 0)
			began_ns[i] = clock_now_ns();
}

/* Sends it a signal meanwhile, if asked to, oftener than it looks at the table.
 */
static int
await_end(pid_t supervisor)
{
	int status;

	memset(began_ns, 0, sizeof(began_ns));
	while (waitpid(supervisor, &status, WNOHANG) != supervisor) {
		note_beginnings();
		if (signal_that_never_ceases != 0)
			kill(supervisor, signal_that_never_ceases);
		usleep(20000);
	}
	return status;
}

/* Its exit code; -1: it died. */
static int
exit_code_of(int (*function)(uint32_t before))
{
	struct supervision supervision = {
	    .shared = shared,
	    .places = &places,
	    .config = config_default("."),
	    .engine = run_engine,
	};
	pid_t supervisor;
	int status;

	CHECK(supervision.config != NULL);
	engine = function;
	atomic_store(&shared->answer_limit_ns, NS_PER_S);
	supervisor = fork();
	CHECK(supervisor >= 0);
	if (supervisor == 0) {
		alarm(PATIENCE_S);
		_exit(supervisor_run(&supervision));
	}
	status = await_end(supervisor);
	config_free((struct config **)(uintptr_t)&supervision.config);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* How many engines it took; 0: no orderly end. */
static uint32_t
engines_of(int (*function)(uint32_t before))
{
	return exit_code_of(function) == 0 ? atomic_load(&shared->engines) : 0;
}

static void
set_up(void)
{
	shared_destroy(&shared);
	shared = shared_create(4, 4);
	CHECK(shared != NULL);
	outlet_init(open("/dev/null", O_WRONLY | O_CLOEXEC), shared);
}

static void
set_up_without_server(void)
{
	int fds[2];

	set_up();
	CHECK(pipe(fds) == 0);
	close(fds[0]);
	outlet_init(fds[1], shared);
}

static unsigned
attempts(uint32_t number)
{
	return shared_slot(shared, number)->attempts;
}

/* The second engine needs a second; the machine gave it none in twice that, and
 * the supervisor was right to take it for hung. */
static bool
was_held_up(void)
{
	return began_ns[2] != 0 && began_ns[2] - began_ns[1] >= 2 * NS_PER_S;
}

static bool
a_hang_is_ended_and_the_next_gets_time(void)
{
	uint32_t engines;

	do {
		set_up();
		engines = engines_of(first_hangs_and_second_is_slow);
	} while (was_held_up());
	return engines == 2 && attempts(0) == 1;
}

/* Neither a request nor an end. */
static void
have_quiet_input(void)
{
	int fds[2];

	CHECK(pipe(fds) == 0 && dup2(fds[0], STDIN_FILENO) == STDIN_FILENO);
}

int
main(void)
{
	memcpy(places.suspects, "/dev/null/none", 15); /* cannot be written */
	supervisor_hold_signals(); /* those that come ahead of its run */
	signal(SIGPIPE, SIG_IGN);
	have_quiet_input();
	law_plan(11);
	set_up();
	law_holds(engines_of(first_crashes_in_worker_0) == 2 &&
		      attempts(0) == 1 && attempts(1) == 0,
	    "a worker's crash is blamed on its message alone");
	set_up();
	law_holds(engines_of(first_crashes_in_no_worker) == 2 &&
		      attempts(0) == 0 && attempts(1) == 0,
	    "another thread's crash is blamed on no message");
	law_holds(a_hang_is_ended_and_the_next_gets_time(),
	    "a hang is ended, and the next engine gets time");
	signal_that_never_ceases = SIGHUP;
	law_holds(a_hang_is_ended_and_the_next_gets_time(),
	    "the same while signals come all the time");
	signal_that_never_ceases = 0;
	set_up();
	law_holds(engines_of(none_starts_unless_bare) == 4,
	    "after three deaths before it was ready an engine starts bare");
	set_up();
	law_holds(engines_of(first_is_stopped) == 1,
	    "an engine that was stopped goes on");
	set_up();
	signal_that_never_ceases = SIGTERM;
	law_holds(exit_code_of(none_starts) == 1,
	    "SIGTERM ends it also when no engine starts");
	signal_that_never_ceases = 0;
	set_up();
	law_holds(engines_of(waits_for_the_server_at_the_end) == 1 &&
		      shared->quit_answered,
	    "QUIT is answered however late the server reads it");
	set_up();
	law_holds(engines_of(first_stops_behind_a_read) == 2,
	    "one that stands still with a line that it has read is ended");
	set_up();
	law_holds(engines_of(first_cannot_be_ended) > 0,
	    "one that the system does not end is not waited for");
	set_up_without_server();
	law_holds(exit_code_of(none_starts) == 1,
	    "without a server no engine is tried again");
	shared_destroy(&shared);
	return law_exit_code();
}
