/*
 * fault_point - for stress tests: obeys messages made to kill the engine
 *
 * A message with a line "X-Fault: <what>" near its beginning gets it: segv,
 * abort, kill (SIGKILL to itself), stop (SIGSTOP), spin (never comes back),
 * "until <path>" (comes back once such a file exists), sleep (a second).
 */
#include "threads/base/fault.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOOK_BYTES 2048u

static void
spin_for_ever(void)
{
	volatile unsigned turns = 0;

	for (;;)
		turns++;
}

static void
wait_until_it_exists(struct slice path)
{
	char name[256];
	size_t size = slice_find_byte(path, '\n');

	if (size >= sizeof(name))
		return;
	memcpy(name, path.data, size);
	name[size] = '\0';
	while (access(name, F_OK) != 0)
		usleep(2000);
}

void
fault_point(struct slice message)
{
	struct slice head = slice_sub(message, 0, LOOK_BYTES);
	struct slice what =
	    slice_skip(head, slice_find(head, SLICE("X-Fault: ")));

	what = slice_skip(what, SLICE("X-Fault: ").size);
	if (slice_starts_with(what, SLICE("segv")))
		raise(SIGSEGV);
	else if (slice_starts_with(what, SLICE("abort")))
		abort();
	else if (slice_starts_with(what, SLICE("kill")))
		kill(getpid(), SIGKILL);
	else if (slice_starts_with(what, SLICE("stop")))
		kill(getpid(), SIGSTOP);
	else if (slice_starts_with(what, SLICE("spin")))
		spin_for_ever();
	else if (slice_starts_with(what, SLICE("until ")))
		wait_until_it_exists(slice_skip(what, SLICE("until ").size));
	else if (slice_starts_with(what, SLICE("sleep")))
		usleep(1000000);
}
