/*
 * inflate - deflated bytes to a body (the door to zlib)
 */
#include "core/archive/method/inflate.h"

#include "core/base/crc32.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct inflater {
	z_stream stream;
};

/* Negative: no header of zlib or gzip around it. */
#define RAW_WINDOW (-MAX_WBITS)

/* zlib takes its window with the first output; a few bytes of a stored block
 * make it do so now. */
static bool
take_window(struct inflater *inflater)
{
	static const uint8_t stored[] = {0, 1, 0, 0xFE, 0xFF, 'x'};
	uint8_t out[2];
	z_stream *stream = &inflater->stream;

	stream->next_in = (Bytef *)(uintptr_t)stored;
	stream->avail_in = sizeof(stored);
	stream->next_out = out;
	stream->avail_out = 1;
	return inflate(stream, Z_SYNC_FLUSH) == Z_OK;
}

struct inflater *
inflater_create(void)
{
	struct inflater *inflater = calloc(1, sizeof(*inflater));

	if (inflater == NULL)
		return NULL;
	if (inflateInit2(&inflater->stream, RAW_WINDOW) != Z_OK) {
		free(inflater);
		return NULL;
	}
	if (!take_window(inflater))
		inflater_destroy(&inflater);
	return inflater;
}

void
inflater_destroy(struct inflater **inflater)
{
	struct inflater *dying = *inflater;

	*inflater = NULL;
	if (dying == NULL)
		return;
	inflateEnd(&dying->stream);
	free(dying);
}

static uInt
to_uint(size_t size)
{
	return size > UINT_MAX ? UINT_MAX : (uInt)size;
}

bool
inflate_is_within(struct inflater *inflater, struct slice packed, uint64_t max,
    struct budget *budget)
{
	uint8_t sink[16384];
	z_stream *stream = &inflater->stream;
	int result = inflateReset(stream);
	uint64_t size = 0;

	stream->next_in = (Bytef *)(uintptr_t)packed.data;
	stream->avail_in = to_uint(packed.size);
	for (size_t i = 0; result == Z_OK && size <= max; i++) {
		if (i % 16 == 0 && budget != NULL && budget_spent(budget))
			return false;
		stream->next_out = sink;
		stream->avail_out = sizeof(sink);
		result = inflate(stream, Z_SYNC_FLUSH);
		size += (uint64_t)(stream->next_out - sink);
	}
	return size <= max;
}

/* As much as one room of the output takes.  The result is zlib's. */
static int
step(z_stream *stream, struct body_output *output, uint8_t *room, size_t size,
    uint32_t *crc32_r)
{
	size_t written;
	int result;

	stream->next_out = room;
	stream->avail_out = to_uint(size);
	result = inflate(stream, Z_SYNC_FLUSH);
	written = (size_t)(stream->next_out - room);
	if (crc32_r != NULL)
		*crc32_r = crc32_of(*crc32_r, (struct slice){room, written});
	body_output_add(output, written);
	return result;
}

enum inflate_result
inflate_stream(struct inflater *inflater, struct slice packed,
    struct body_output *output, size_t *consumed_r, uint32_t *crc32_r)
{
	z_stream *stream = &inflater->stream;
	int result = inflateReset(stream);
	const uint8_t *begin = packed.data;

	*consumed_r = 0;
	/* zlib does not write to its input.  What one call takes is 4 GB, more
	 * than any message. */
	stream->next_in = (Bytef *)(uintptr_t)packed.data;
	stream->avail_in = to_uint(packed.size);
	while (result == Z_OK) {
		size_t size;
		uint8_t *room = body_output_room(output, &size);

		if (room == NULL)
			break;
		result = step(stream, output, room, size, crc32_r);
	}
	if (packed.size > 0)
		*consumed_r = (size_t)(stream->next_in - begin);
	if (output->cut)
		return INFLATE_CUT;
	return result == Z_STREAM_END ? INFLATE_OK : INFLATE_DAMAGED;
}
