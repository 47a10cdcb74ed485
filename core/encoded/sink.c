/*
 * sink - bytes of unknown number gathered in the arena
 */
#include "core/encoded/sink.h"

/* As much is taken at first. */
#define SINK_FIRST 4096u

struct sink
sink_open(struct arena *arena, size_t size_max)
{
	size_t free = arena_free(arena);

	return (struct sink){
	    .arena = arena, .size_max = size_max < free ? size_max : free};
}

static bool
resize(struct sink *sink, size_t room)
{
	if (sink->data == NULL)
		sink->data = arena_alloc(sink->arena, room);
	else if (!arena_resize_last(sink->arena, sink->data, room))
		return false;
	if (sink->data == NULL)
		return false;
	sink->room = room;
	return true;
}

bool
sink_grow(struct sink *sink, size_t more)
{
	size_t need, room;

	if (sink->cut)
		return false;
	if (more > sink->size_max - sink->size) {
		sink->cut = true;
		return false;
	}
	need = sink->size + more;
	room = sink->room < SINK_FIRST ? SINK_FIRST : sink->room;
	room = room > sink->size_max / 2 ? sink->size_max : room * 2;
	if (room < need)
		room = need;
	if (resize(sink, room) || resize(sink, need))
		return true;
	sink->cut = true;
	return false;
}

struct slice
sink_close(struct sink *sink)
{
	if (sink->data == NULL)
		return (struct slice){NULL, 0};
	/* Shrinking never fails while it is the newest. */
	CHECK(arena_resize_last(sink->arena, sink->data, sink->size));
	return (struct slice){sink->data, sink->size};
}
