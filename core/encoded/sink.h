/*
 * sink - bytes of unknown number gathered in the arena
 *
 * Grows in place, so nothing else may be taken from the arena until it is
 * closed.  What passes size_max or the arena is dropped and sink->cut set.
 *
 * Private to core/encoded and core/document.
 */
#ifndef CORE_ENCODED_SINK_H
#define CORE_ENCODED_SINK_H

#include "core/base/arena.h"
#include "core/base/slice.h"

struct sink {
	struct arena *arena;
	uint8_t *data;
	size_t size;
	size_t room;
	size_t size_max;
	bool cut;
};

struct sink sink_open(struct arena *arena, size_t size_max);

/* Make room for more bytes behind size; false: cut, and there is less. */
bool sink_grow(struct sink *sink, size_t more);

/* Gives back what was not needed. */
struct slice sink_close(struct sink *sink);

static inline bool
sink_reserve(struct sink *sink, size_t more)
{
	return more <= sink->room - sink->size || sink_grow(sink, more);
}

static inline void
sink_put(struct sink *sink, uint8_t byte)
{
	if (sink_reserve(sink, 1))
		sink->data[sink->size++] = byte;
}

#endif
