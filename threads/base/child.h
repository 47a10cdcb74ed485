/*
 * child - this program again, in a process of its own
 *
 * What takes much memory, or reads what may be damaged or hostile, must not
 * happen in an engine: it is done by a child, whose lines are heard.
 *
 * Threads: any number at once, each with a child of its own.
 */
#ifndef THREADS_BASE_CHILD_H
#define THREADS_BASE_CHILD_H

#include <stdatomic.h>
#include <stdbool.h>

#include "core/base/check.h"

struct child_order {
	const char *program;
	/* The child's descriptor CHILD_FILE; 0: it gets none. */
	int file;
	char *const *arguments; /* argv, with its NULL */
	/* Set by another thread: give up, kill the child. */
	const _Atomic bool *stop;
	/* Called several times a second while it runs, and when wake_fd is
	 * readable (-1: none); NULL: nothing. */
	void (*meanwhile)(void *owner);
	int wake_fd;
	/* Each line it said, without its end; one of more than a kilobyte is
	 * lost. */
	void (*say)(void *owner, const char *line);
	void *owner;
};

#define CHILD_FILE 3

#define CHILD_NOT_STARTED (-1)
#define CHILD_DIED (-2) /* of a signal */

/* Waits for its end.  The exit code, or one of the above. */
int child_run(const struct child_order *order) MUST_USE;

#endif
