/*
 * child - this program again, in a process of its own
 */
#include "threads/base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "threads/base/null_file.h"

#define LINE_MAX_BYTES 1024u

extern char **environ;

struct child {
	pid_t pid;
	int out; /* what it says */
};

static bool
start_child(const struct child_order *order, struct child *child_r)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t held;
	int nothing = null_file_open(O_RDONLY | O_CLOEXEC);
	int pipe_fds[2];
	int result;

	if (nothing < 0)
		return false;
	if (pipe2(pipe_fds, O_CLOEXEC) != 0) {
		close(nothing);
		return false;
	}
	/* What reaches all processes of our name or terminal is for the
	 * supervisor: a build is not over because of a second SIGHUP. */
	sigemptyset(&held);
	sigaddset(&held, SIGHUP);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGQUIT);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, nothing, 0);
	posix_spawn_file_actions_adddup2(&actions, pipe_fds[1], 1);
	if (order->file > 0)
		posix_spawn_file_actions_adddup2(
		    &actions, order->file, CHILD_FILE);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &held);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	result = posix_spawn(&child_r->pid, order->program, &actions,
	    &attributes, order->arguments, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	close(pipe_fds[1]);
	close(nothing);
	child_r->out = pipe_fds[0];
	if (result != 0)
		close(pipe_fds[0]);
	return result == 0;
}

/* Hand over the whole lines in buffer; what is left moves to the front. */
static size_t
say_lines(const struct child_order *order, char *buffer, size_t size)
{
	char *line = buffer;
	char *lf;

	while (
	    (lf = memchr(line, '\n', size - (size_t)(line - buffer))) != NULL) {
		*lf = '\0';
		order->say(order->owner, line);
		line = lf + 1;
	}
	size -= (size_t)(line - buffer);
	memmove(buffer, line, size);
	return size;
}

static void
listen_to(const struct child_order *order, struct child *child)
{
	char buffer[LINE_MAX_BYTES];
	size_t size = 0;
	ssize_t got = 1;

	while (got != 0) {
		struct pollfd wanted[] = {
		    {.fd = child->out, .events = POLLIN},
		    {.fd = order->wake_fd, .events = POLLIN},
		};

		if (atomic_load(order->stop)) {
			kill(child->pid, SIGKILL);
			return;
		}
		if (poll(wanted, 2, 200) < 0)
			continue;
		if (order->meanwhile != NULL)
			order->meanwhile(order->owner);
		if (wanted[0].revents == 0)
			continue;
		if (size == sizeof(buffer))
			size = 0; /* no line is that long */
		got = read(child->out, buffer + size, sizeof(buffer) - size);
		if (got > 0)
			size = say_lines(order, buffer, size + (size_t)got);
		else if (got < 0 && errno != EINTR)
			return;
	}
}

int
child_run(const struct child_order *order)
{
	struct child child;
	int status = 0;
	pid_t waited;

	if (!start_child(order, &child))
		return CHILD_NOT_STARTED;
	listen_to(order, &child);
	close(child.out);
	do
		waited = waitpid(child.pid, &status, 0);
	while (waited < 0 && errno == EINTR);
	return waited == child.pid && WIFEXITED(status) ? WEXITSTATUS(status)
							: CHILD_DIED;
}
