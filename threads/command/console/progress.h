/*
 * progress - how far a command is, for who watches it
 *
 *     [##########..........]  52 %  3144 of 6046, 9800 a second, 1 s left
 *
 * On standard error, and only when that is a terminal; the line goes when the
 * work ends.
 *
 * Threads: one.
 */
#ifndef THREADS_COMMAND_CONSOLE_PROGRESS_H
#define THREADS_COMMAND_CONSOLE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	bool shown;
	size_t total;
	uint64_t began_ns, drawn_ns;
};

void progress_begin(struct progress *progress, size_t total);
/* Draws some ten times a second, so call it for each one. */
void progress_at(struct progress *progress, size_t done);
void progress_end(struct progress *progress);

#endif
