/*
 * autogroup - a share of the processors for this process, apart from others
 */
#include "threads/base/autogroup.h"

#if ON_LINUX

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define AUTOGROUP "/proc/self/autogroup"

/* Who is not root may do it ten times a second, all such processes together. */
#define ATTEMPTS 5
#define PAUSE_NS 40000000

static bool
has_terminal(void)
{
	const int file = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);

	if (file >= 0)
		close(file);
	return file >= 0;
}

/* Nobody can leave the session at the head of a process group: first to where
 * the parent is. */
static bool
found_session(void)
{
	if (getpgrp() == getpid() && setpgid(0, getpgid(getppid())) != 0)
		return false;
	return setsid() == getpid();
}

bool
autogroup_leave(void)
{
	if (access(AUTOGROUP, W_OK) != 0)
		return false;
	if (getsid(0) == getpid())
		return true;
	return !has_terminal() && found_session();
}

static bool
write_nice(int file, const char *text, size_t size)
{
	const struct timespec pause = {.tv_nsec = PAUSE_NS};

	for (int i = 0; i < ATTEMPTS; i++) {
		if (write(file, text, size) == (ssize_t)size)
			return true;
		if (errno != EAGAIN && errno != EINTR)
			return false;
		nanosleep(&pause, NULL);
	}
	return false;
}

bool
autogroup_set_nice(int nice)
{
	const int file = open(AUTOGROUP, O_WRONLY | O_CLOEXEC);
	char text[16];
	int size;
	bool done;

	if (file < 0)
		return false;
	size = snprintf(text, sizeof(text), "%d", nice);
	done = write_nice(file, text, (size_t)size);
	close(file);
	return done;
}

#else

bool
autogroup_leave(void)
{
	return false;
}

bool
autogroup_set_nice(int nice)
{
	(void)nice;
	return false;
}

#endif
