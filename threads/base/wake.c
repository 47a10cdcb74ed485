/*
 * wake - one thread waits, any thread or signal handler wakes it
 */
#include "threads/base/wake.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

bool
wake_init(struct wake *wake)
{
	return pipe2(wake->fds, O_CLOEXEC | O_NONBLOCK) == 0;
}

void
wake_fini(struct wake *wake)
{
	close(wake->fds[0]);
	close(wake->fds[1]);
}

/* A pipe that is full wakes as well as one more byte would. */
void
wake_post(struct wake *wake)
{
	int saved_errno = errno;

	(void)!write(wake->fds[1], "", 1);
	errno = saved_errno;
}

void
wake_wait(struct wake *wake, int fd, int time_ms)
{
	struct pollfd wanted[] = {
	    {.fd = wake->fds[0], .events = POLLIN},
	    {.fd = fd, .events = POLLIN},
	};
	char taken[64];

	(void)poll(wanted, 2, time_ms);
	while (read(wake->fds[0], taken, sizeof(taken)) > 0)
		;
}
