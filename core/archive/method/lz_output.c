/*
 * lz_output - literals and matches into a body
 */
#include "core/archive/method/lz_output.h"

#include <string.h>

void
lz_flush(struct lz_output *lz)
{
	struct body_output *output = lz->output;

	if (lz->next == NULL)
		return;
	body_output_add(
	    output, (size_t)(lz->next - output->data) - output->size);
	lz->next = NULL;
	lz->end = NULL;
}

bool
lz_more(struct lz_output *lz)
{
	struct body_output *output = lz->output;
	size_t room;
	uint8_t *next;

	lz_flush(lz);
	next = body_output_room(output, &room);
	if (next == NULL)
		return false;
	/* Past the limit there is no body to go on with, and whoever asks has
	 * another byte. */
	if (next == output->spare) {
		body_output_add(output, 1);
		return false;
	}
	lz->next = next;
	lz->end = next + room;
	return true;
}

static void
copy(uint8_t *to, size_t distance, size_t size)
{
	const uint8_t *from = to - distance;

	if (distance >= size) {
		memcpy(to, from, size);
		return;
	}
	if (distance == 1) {
		memset(to, *from, size);
		return;
	}
	/* The source is made as it is copied. */
	for (size_t i = 0; i < size; i++)
		to[i] = from[i];
}

bool
lz_match(struct lz_output *lz, size_t distance, size_t length)
{
	CHECK_HOT(distance > 0 && distance <= lz_size(lz));
	while (length > 0) {
		size_t size;

		if (lz->next == lz->end && !lz_more(lz))
			return false;
		size = (size_t)(lz->end - lz->next);
		if (size > length)
			size = length;
		copy(lz->next, distance, size);
		lz->next += size;
		length -= size;
	}
	return true;
}

bool
lz_write(struct lz_output *lz, const uint8_t *data, size_t size)
{
	while (size > 0) {
		size_t room;

		if (lz->next == lz->end && !lz_more(lz))
			return false;
		room = (size_t)(lz->end - lz->next);
		if (room > size)
			room = size;
		memcpy(lz->next, data, room);
		lz->next += room;
		data += room;
		size -= room;
	}
	return true;
}
