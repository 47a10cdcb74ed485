/*
 * tree - processes below a process, and the time they ran
 *
 * Linux only: elsewhere there are no children to be found and no times.
 */
#ifndef BENCH_SERVE_TREE_H
#define BENCH_SERVE_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Processes that are looked at, at most. */
#define TREE_MAX 256u

/* Direct children of parent; returns how many, at most room. */
size_t tree_children(pid_t parent, pid_t *children, size_t room);

/* root and everything below it, as it is now. */
struct tree {
	pid_t pids[TREE_MAX];
	size_t count;
};

void tree_find(struct tree *tree, pid_t root);

/*
 * Nanoseconds that all threads of these processes have run, user and system.
 * Exact for threads that sleep; one that runs may be up to a tick behind.
 * False: a process is gone, or the kernel does not count.
 */
bool tree_run_ns(const struct tree *tree, uint64_t *ns_r);

#endif
