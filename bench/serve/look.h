/*
 * look - the processes of the machine, from /proc
 */
#ifndef BENCH_SERVE_LOOK_H
#define BENCH_SERVE_LOOK_H

#include "bench/serve/account.h"

/* Processes of the machine that are looked at, at most. */
#define LOOK_MAX 4096u

/* Who there is: pid, parent, start and waited_ns alone.  Returns how many. */
size_t look_all(struct process *processes, size_t room);

/* The rest.  False: it is gone. */
bool look_closely(struct process *process);

/* waited_ns anew.  False: it is gone. */
bool look_waited(struct process *process);

/* Is it still there? */
bool look_again(struct process *process);

/* Is it a command of child_disturb()? */
bool look_is_command(pid_t pid);

#endif
