/*
 * child - the helper under test as a process
 */
#ifndef BENCH_SERVE_CHILD_H
#define BENCH_SERVE_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

/* Disturbing commands that may run at once; further ones are left out. */
#define CHILD_COMMANDS_MAX 32u

struct child {
	pid_t pid;
	int input;  /* its stdin; -1 once closed */
	int output; /* its stdout */
	int errors; /* its stderr */
	int status; /* from wait, once ended */
	bool ended;
	struct rusage usage; /* of it and all that it waited for, once ended */
	pid_t commands[CHILD_COMMANDS_MAX];
	size_t command_count;
};

/* Start arguments[0]; our three ends of the pipes do not block. */
void child_start(struct child *child, char *const *arguments);

void child_close_input(struct child *child);

/* Has it ended?  child_wait() is still to be called. */
bool child_is_over(const struct child *child);

/* Wait for its end, at most that long; past it the process is killed, with all
 * below it.  True: it ended by itself. */
bool child_wait(struct child *child, uint64_t timeout_ns);

/* The signal of that name, without its SIG; 0: there is none. */
int child_signal(const char *name);

/*
 * Send the signal to the helper itself or to each of its children (the engine,
 * where the helper is a supervisor: "helper:SIGNAL", "engine:SIGNAL"), or start
 * the command with HELPER_PID and ENGINE_PIDS in its environment, without
 * waiting for it.
 */
void child_disturb(struct child *child, const char *command);

/* Stop the helper and all processes below it, or let them go on. */
void child_pause(const struct child *child, bool pause);

/* Collect commands that ended. */
void child_reap_commands(struct child *child);

#endif
