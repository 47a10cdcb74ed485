/*
 * file_walk - the files that a person means by a path
 *
 * A file is itself; a directory is its files, in the order of their names.
 * Links in a directory are passed over, so that no walk goes round in a circle
 * or out of what was named; devices and pipes are passed over too.
 *
 * Threads: any.  Blocks: on the disk.
 */
#ifndef THREADS_COMMAND_INPUT_FILE_WALK_H
#define THREADS_COMMAND_INPUT_FILE_WALK_H

#include <stdbool.h>

/* Directories in each other; deeper ones are told, not entered. */
#define FILE_WALK_DEPTH_MAX 64u

struct file_walk {
	bool recursive; /* directories in directories too */
	/* One file.  False: end the walk. */
	bool (*file)(void *owner, const char *path);
	/* What could not be looked into, and why. */
	void (*trouble)(void *owner, const char *path, const char *why);
	void *owner;
};

/* "-" is handed on as it is.  False: a file() ended it. */
bool file_walk(const struct file_walk *walk, const char *path);

#endif
