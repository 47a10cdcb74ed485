/*
 * apart - what may take for ever is done by a process of its own
 */
#include "threads/base/apart.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "threads/base/null_file.h"

/* Many times what it takes where a disk is busy. */
#define WAIT_NS (2 * NS_PER_S)

/* More than the supervisor ever has open. */
#define FILES_MAX 256

/*
 * However long it takes: the server does not wait for the end of what we hold
 * open, and its pipe is open more than once (receipts.h).  Only where it is
 * told that work is done stays, as the first file; what is said goes nowhere.
 */
static void
keep_only(int done_fd)
{
	if (dup2(done_fd, STDIN_FILENO) < 0)
		_exit(1);
	if (done_fd != STDIN_FILENO)
		close(done_fd);
	for (int file = STDIN_FILENO + 1; file < FILES_MAX; file++)
		close(file);
	for (int file = STDOUT_FILENO; file <= STDERR_FILENO; file++)
		(void)null_file_open(O_RDWR | O_CLOEXEC);
}

static void __attribute__((noreturn)) be_apart(void (*work)(void *owner),
    void (*later)(void *owner), void *owner, int done_fd)
{
	keep_only(done_fd);
	work(owner);
	close(STDIN_FILENO);
	if (later != NULL)
		later(owner);
	_exit(0);
}

static void
await_end_of(int fd)
{
	uint64_t now = clock_now_ns(), until = now + WAIT_NS;
	struct pollfd done = {.fd = fd, .events = POLLIN};

	while (now < until &&
	       poll(&done, 1, (int)((until - now) / NS_PER_MS) + 1) < 0 &&
	       errno == EINTR)
		now = clock_now_ns();
}

void
apart_do(void (*work)(void *owner), void (*later)(void *owner), void *owner)
{
	int done[2];
	pid_t child;

	if (pipe2(done, O_CLOEXEC) != 0) {
		work(owner);
		return;
	}
	child = fork();
	if (child == 0)
		be_apart(work, later, owner, done[1]);
	close(done[1]);
	if (child > 0)
		await_end_of(done[0]);
	else
		work(owner);
	close(done[0]);
}
