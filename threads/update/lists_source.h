/*
 * lists_source - whitelist.cfg and cartridge.cfg for the helper
 *
 * Both are read at start and at each reload.  A file with a mistake is refused
 * and told, and what was read last goes on: a copy of each good file lies in
 * the state directory, so that this holds for the next engine and the next
 * start as well.
 *
 * Threads: one at a time.  Blocks on the disk.
 */
#ifndef THREADS_UPDATE_LISTS_SOURCE_H
#define THREADS_UPDATE_LISTS_SOURCE_H

#include "core/list/lists.h"
#include "threads/base/places.h"

struct lists_source {
	/* Where the copies lie; NULL: none is made, and none gone back to. */
	const struct places *places;
	const struct config *config; /* names the files */
	/* Lines for the operator. */
	void (*say)(void *owner, const char *line);
	void *owner;
};

/* *refused_r: how many of the files were.  NULL: no memory. */
struct lists *lists_source_load(
    const struct lists_source *source, unsigned *refused_r) MUST_USE;

#endif
