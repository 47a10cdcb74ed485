/*
 * crash - the last words of an engine
 *
 * Only async-signal-safe calls below the handler.
 */
#include "threads/pipeline/crash.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/message/view.h"
#include "threads/pipeline/engine.h"
#include "threads/shared/outlet.h"

#define STACK_BYTES (64u << 10)
/*
 * How long an answer that is being written may take before we die over it.
 * Longer only matters when the server does not read, and then nobody waits.
 */
#define SETTLE_GRACE_MS 2000

static struct {
	struct shared *shared;
	const struct places *places;
	char sentence[512];
	_Atomic bool dying;
} crash;

static void
put(int fd, const char *string)
{
	ssize_t ignored = write(fd, string, strlen(string));

	(void)ignored;
}

static void
put_number(int fd, uint64_t number)
{
	char digits[24];
	size_t at = sizeof(digits) - 1;

	digits[at] = '\0';
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	put(fd, digits + at);
}

/*
 * A page of a mapped file is not there, and it is no message's (view_fault()
 * mends those): signatures or a cartridge were cut short by who wrote into the
 * file itself, or the disk has failed.  The message in hand is not at fault.
 */
static bool
is_cut_short(int signal_number, const siginfo_t *info)
{
	return signal_number == SIGBUS && info->si_code == BUS_ADRERR;
}

static void
write_report(int signal_number, bool cut_short)
{
	int fd = open(crash.places->crash,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0)
		return;
	put(fd, "CGPFilter " CGPFILTER_VERSION " died of signal ");
	put_number(fd, (uint64_t)signal_number);
	put(fd, " at ");
	put_number(fd, (uint64_t)time(NULL));
	if (cut_short) {
		put(fd, "\nsignatures or a cartridge were cut short or cannot "
			"be read");
	} else if (worker_index_plus_1 > 0) {
		put(fd, "\nmessage: ");
		put(fd, crash.shared->workers[worker_index_plus_1 - 1].path);
	}
	if (crash.sentence[0] != '\0') {
		put(fd, "\n");
		put(fd, crash.sentence);
	}
	put(fd, "\n");
	close(fd);
}

static void
sleep_ms(unsigned ms)
{
	struct timespec span = {
	    .tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000 * NS_PER_MS)};

	nanosleep(&span, NULL);
}

/* No answer may be written and not yet forgotten when we end: it would be
 * written again.  See outlet_begin(). */
static void
let_answers_settle(void)
{
	uint64_t until = clock_now_ns() + SETTLE_GRACE_MS * NS_PER_MS;

	atomic_store(&crash.shared->dying, true);
	/* By the clock: the supervisor does not wait for ever (DYING_NS). */
	while (
	    atomic_load(&crash.shared->settling) > 0 && clock_now_ns() < until)
		sleep_ms(1);
}

static void
die(int signal_number, siginfo_t *info, void *context)
{
	int saved_errno = errno;
	bool cut_short = is_cut_short(signal_number, info);

	(void)context;
	if (signal_number == SIGBUS && view_fault(info->si_addr)) {
		errno = saved_errno;
		return;
	}
	/* Else we would wait for ourselves below, and the answer that this
	 * thread is writing would be repeated. */
	if ((info->si_code == SI_USER || info->si_code == SI_QUEUE) &&
	    outlet_postpone(signal_number)) {
		errno = saved_errno;
		return;
	}
	if (!atomic_exchange(&crash.dying, true)) {
		/* Another thread's crash is no message's fault. */
		atomic_store(&crash.shared->guilty_worker,
		    worker_ticket != 0 && !cut_short ? worker_index_plus_1
						     : SHARED_NOBODY);
		atomic_store(&crash.shared->guilty, worker_ticket);
		let_answers_settle();
		write_report(signal_number, cut_short);
	} else {
		/* The first one ends us all; unless it is us, crashed again. */
		sleep_ms(2 * SETTLE_GRACE_MS);
	}
	/* Blocked while we run, and nobody's any more: it strikes on return. */
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void
keep_sentence(const char *sentence)
{
	snprintf(crash.sentence, sizeof(crash.sentence), "%s", sentence);
	if (!atomic_load(&crash.shared->ready))
		snprintf(crash.shared->failure, sizeof(crash.shared->failure),
		    "%s", sentence);
}

void
crash_install(struct shared *shared, const struct places *places)
{
	static const int fatal[] = {
	    SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
	struct sigaction action = {.sa_sigaction = die};

	crash.shared = shared;
	crash.places = places;
	check_set_hook(keep_sentence);
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++) {
		action.sa_flags = SA_SIGINFO | SA_ONSTACK;
		sigaction(fatal[i], &action, NULL);
	}
}

static _Thread_local uint8_t *signal_stack;

void
crash_use_signal_stack(void)
{
	stack_t on = {.ss_size = STACK_BYTES};

	signal_stack = malloc(STACK_BYTES);
	if (signal_stack == NULL)
		return;
	on.ss_sp = signal_stack;
	sigaltstack(&on, NULL);
}

void
crash_release_signal_stack(void)
{
	stack_t off = {.ss_flags = SS_DISABLE};

	sigaltstack(&off, NULL);
	free(signal_stack);
	signal_stack = NULL;
}
