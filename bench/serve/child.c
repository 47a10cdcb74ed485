/*
 * child - the helper under test as a process
 */
#include "bench/serve/child.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/serve/tree.h"
#include "core/base/clock.h"

/* A pipe of which end our is ours: it does not block and is not inherited. */
static void
open_pipe(int ends[2], int our)
{
	if (pipe2(ends, O_CLOEXEC) != 0)
		err(2, "pipe");
	if (fcntl(ends[our], F_SETFL, O_NONBLOCK) != 0)
		err(2, "fcntl");
}

void
child_start(struct child *child, char *const *arguments)
{
	int input[2], output[2], errors[2];

	open_pipe(input, 1);
	open_pipe(output, 0);
	open_pipe(errors, 0);
	*child = (struct child){
	    .input = input[1], .output = output[0], .errors = errors[0]};
	child->pid = fork();
	if (child->pid < 0)
		err(2, "fork");
	if (child->pid == 0) {
		dup2(input[0], STDIN_FILENO);
		dup2(output[1], STDOUT_FILENO);
		dup2(errors[1], STDERR_FILENO);
		signal(SIGPIPE, SIG_DFL);
		execvp(arguments[0], arguments);
		warn("%s", arguments[0]);
		_exit(127);
	}
	close(input[0]);
	close(output[1]);
	close(errors[1]);
}

void
child_close_input(struct child *child)
{
	if (child->input >= 0)
		close(child->input);
	child->input = -1;
}

bool
child_is_over(const struct child *child)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)child->pid, &info,
		   WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid != 0;
}

/* What it started would go on and be measured with the next helper. */
static void
kill_all(pid_t pid)
{
	struct tree tree;

	tree_find(&tree, pid);
	for (size_t i = 0; i < tree.count; i++)
		kill(tree.pids[i], SIGKILL);
}

bool
child_wait(struct child *child, uint64_t timeout_ns)
{
	uint64_t deadline_ns = clock_now_ns() + timeout_ns;
	pid_t pid;

	while ((pid = wait4(
		    child->pid, &child->status, WNOHANG, &child->usage)) == 0 &&
	       clock_now_ns() < deadline_ns)
		usleep(1000);
	if (pid == 0) {
		kill_all(child->pid);
		wait4(child->pid, &child->status, 0, &child->usage);
	}
	child->ended = true;
	return pid == child->pid;
}

/* ---- disturbances ------------------------------------------------------ */

int
child_signal(const char *name)
{
	for (int number = 1; number < NSIG; number++) {
		const char *known = sigabbrev_np(number);

		if (known != NULL && strcasecmp(known, name) == 0)
			return number;
	}
	return 0;
}

static void
run_command(struct child *child, const pid_t *children, size_t count,
    const char *command)
{
	char list[TREE_MAX * 12 + 1] = "", number[16];
	size_t size = 0;
	pid_t pid;

	for (size_t i = 0; i < count; i++)
		size += (size_t)snprintf(list + size, sizeof(list) - size,
		    "%s%d", i > 0 ? " " : "", (int)children[i]);
	snprintf(number, sizeof(number), "%d", (int)child->pid);
	if (child->command_count == CHILD_COMMANDS_MAX)
		return;
	pid = fork();
	if (pid > 0)
		child->commands[child->command_count++] = pid;
	if (pid != 0)
		return;
	setenv("HELPER_PID", number, 1);
	setenv("ENGINE_PIDS", list, 1);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

void
child_disturb(struct child *child, const char *command)
{
	pid_t children[TREE_MAX];
	size_t count;

	if (strncmp(command, "helper:", 7) == 0) {
		kill(child->pid, child_signal(command + 7));
		return;
	}
	count = tree_children(child->pid, children, TREE_MAX);
	if (strncmp(command, "engine:", 7) != 0) {
		run_command(child, children, count, command);
		return;
	}
	for (size_t i = 0; i < count; i++)
		kill(children[i], child_signal(command + 7));
}

void
child_pause(const struct child *child, bool pause)
{
	struct tree tree;

	tree_find(&tree, child->pid);
	for (size_t i = 0; i < tree.count; i++)
		kill(tree.pids[i], pause ? SIGSTOP : SIGCONT);
}

void
child_reap_commands(struct child *child)
{
	size_t kept = 0;

	for (size_t i = 0; i < child->command_count; i++)
		if (waitpid(child->commands[i], NULL, WNOHANG) == 0)
			child->commands[kept++] = child->commands[i];
	child->command_count = kept;
}
