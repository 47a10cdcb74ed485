/*
 * body_output - the body of a member, as it is written
 */
#include "core/archive/member/body_output.h"

#include <string.h>

#include "core/archive/member/archives.h"

static void
lower_max(struct body_output *output, uint64_t max, enum limit limit)
{
	if (max >= output->max)
		return;
	output->max = max;
	output->near = limit;
}

/* OUTPUT_FREE_BYTES, or the packed bytes times the ratio. */
static uint64_t
ratio_max(const struct unpacking *unpacking, uint64_t packed)
{
	uint64_t ratio = (uint64_t)unpacking->options->limits->max[LIMIT_RATIO];
	uint64_t max;

	if (__builtin_mul_overflow(packed, ratio, &max))
		return UINT64_MAX;
	return max < OUTPUT_FREE_BYTES ? OUTPUT_FREE_BYTES : max;
}

void
body_output_begin(
    struct body_output *output, struct unpacking *unpacking, uint64_t packed)
{
	uint64_t written = unpacking->written;
	uint64_t bytes_max = unpacking->options->bytes_max;
	uint64_t max;

	*output = (struct body_output){
	    .unpacking = unpacking,
	    .max = arena_free(unpacking->arena),
	    .near = LIMIT_DECODED_BYTES,
	};
	lower_max(output, bytes_max > written ? bytes_max - written : 0,
	    LIMIT_DECODED_BYTES);
	if (packed == UINT64_MAX) {
		max = ratio_max(unpacking, unpacking->bytes.size);
		max = max > written ? max - written : 0;
	} else {
		max = ratio_max(unpacking, packed);
	}
	lower_max(output, max, LIMIT_RATIO);
}

static void
cut(struct body_output *output, enum limit limit)
{
	output->cut = true;
	output->limit = limit;
}

/* A library took more than it may, and has begun to use it. */
static bool
uses_too_much(const struct body_output *output)
{
	const struct unpacking *unpacking = output->unpacking;
	uint64_t max =
	    (uint64_t)unpacking->options->limits->max[LIMIT_ARCHIVE_MEMORY];

	return output->size > max &&
	       quota_bytes(unpacking->archives->quota) > max;
}

bool
body_output_late(struct body_output *output)
{
	struct budget *budget = output->unpacking->budget;

	if (output->cut || budget == NULL || !budget_spent(budget))
		return output->cut;
	cut(output, LIMIT_COUNT);
	return true;
}

/* Once in a slice: the clock, and the memory of the library. */
static void
look_around(struct body_output *output)
{
	struct budget *budget = output->unpacking->budget;

	if (output->size - output->checked < BUDGET_SLICE)
		return;
	output->checked = output->size;
	if (budget != NULL && budget_spent(budget))
		cut(output, LIMIT_COUNT);
	else if (uses_too_much(output))
		cut(output, LIMIT_ARCHIVE_MEMORY);
}

/* False: the arena has no room, though body_output_begin() saw some. */
static bool
take_room(struct body_output *output)
{
	struct arena *arena = output->unpacking->arena;
	size_t room = output->size + BUDGET_SLICE;

	if (room > output->max)
		room = (size_t)output->max;
	if (output->data == NULL)
		output->data = arena_alloc(arena, room);
	else if (!arena_resize_last(arena, output->data, room))
		return false;
	output->room = room;
	return output->data != NULL;
}

uint8_t *
body_output_room(struct body_output *output, size_t *room_r)
{
	if (!output->cut)
		look_around(output);
	if (output->cut)
		return NULL;
	if (output->size == output->max) {
		*room_r = sizeof(output->spare);
		return output->spare;
	}
	if (output->size == output->room && !take_room(output)) {
		cut(output, LIMIT_DECODED_BYTES);
		return NULL;
	}
	*room_r = output->room - output->size;
	return output->data + output->size;
}

void
body_output_add(struct body_output *output, size_t size)
{
	if (size == 0)
		return;
	if (output->size == output->max)
		cut(output, output->near);
	else
		output->size += size;
}

bool
body_output_write(struct body_output *output, const uint8_t *data, size_t size)
{
	while (size > 0) {
		size_t room;
		uint8_t *to = body_output_room(output, &room);

		if (to == NULL)
			return false;
		if (room > size)
			room = size;
		memcpy(to, data, room);
		body_output_add(output, room);
		data += room;
		size -= room;
	}
	return !output->cut;
}

bool
body_output_zeros(struct body_output *output, uint64_t size)
{
	while (size > 0) {
		size_t room;
		uint8_t *to = body_output_room(output, &room);

		if (to == NULL)
			return false;
		if (room > size)
			room = (size_t)size;
		memset(to, 0, room);
		body_output_add(output, room);
		size -= room;
	}
	return !output->cut;
}

/* Gives back what was not needed. */
static void
shrink(struct body_output *output)
{
	if (output->data != NULL && output->room > output->size)
		(void)!arena_resize_last(
		    output->unpacking->arena, output->data, output->size);
}

void
body_output_end(struct body_output *output, struct member *member)
{
	shrink(output);
	member->body = (struct slice){output->data, output->size};
	output->unpacking->written += output->size;
	if (!output->cut)
		return;
	member->flags |= MEMBER_CUT;
	member->limit = output->limit;
	if (output->limit != LIMIT_RATIO)
		unpacking_cut(output->unpacking, output->limit);
}

void
body_output_drop(struct body_output *output)
{
	output->size = 0;
	shrink(output);
}

bool
body_output_end_damaged(
    struct body_output *output, bool damaged, struct member *member)
{
	if (damaged && output->size == 0) {
		body_output_drop(output);
		return false;
	}
	if (damaged)
		member->flags |= MEMBER_DAMAGED;
	body_output_end(output, member);
	return true;
}
