/*
 * unlzma - LZMA, and what goes with it, to bytes (the door to liblzma)
 */
#include "core/archive/method/unlzma.h"

#include <lzma.h>
#include <string.h>

#include "core/base/integer.h"

#define LZMA_PROPERTIES 5u
/* 40 is a dictionary of 4 GB. */
#define LZMA2_DICTIONARY_MAX 40u
/* Bytes of a chunk of LZMA2 that is not packed. */
#define CHUNK_MAX 65536u
#define CHUNK_HEAD 3u
#define CHUNK_RESETS 1u /* the dictionary */

/* ---- LZMA -------------------------------------------------------------- */

/* No distance goes back beyond the first byte of what comes out. */
static uint32_t
dictionary_of(uint32_t named, uint64_t size, const struct body_output *output)
{
	uint64_t most = output->max + sizeof(output->spare);

	if (most > size)
		most = size;
	if (most < LZMA_DICT_SIZE_MIN)
		most = LZMA_DICT_SIZE_MIN;
	return named < most ? named : (uint32_t)most;
}

/* pb, lp and lc in one byte, then the dictionary. */
static bool
read_lzma(struct slice properties, lzma_options_lzma *options)
{
	const uint8_t *bytes = properties.data;
	uint32_t packed;

	if (properties.size < LZMA_PROPERTIES || bytes[0] >= 9 * 5 * 5)
		return false;
	packed = bytes[0];
	options->lc = packed % 9;
	options->lp = packed / 9 % 5;
	options->pb = packed / 45;
	options->dict_size = u32_le(properties, 1);
	return true;
}

static bool
read_lzma2(struct slice properties, lzma_options_lzma *options)
{
	uint8_t size;

	if (properties.size != 1 || properties.data[0] > LZMA2_DICTIONARY_MAX)
		return false;
	size = properties.data[0];
	options->dict_size = size == LZMA2_DICTIONARY_MAX
				 ? UINT32_MAX
				 : (uint32_t)(2 | (size & 1))
				       << (size / 2 + 11);
	return true;
}

/* One room of the output. */
static lzma_ret
step(lzma_stream *stream, struct body_output *output, uint8_t *room,
    size_t room_size)
{
	lzma_ret result;

	stream->next_out = room;
	stream->avail_out = room_size;
	result = lzma_code(stream, LZMA_RUN);
	body_output_add(output, room_size - stream->avail_out);
	return result;
}

static enum unlzma_result
decode(lzma_stream *stream, uint64_t size, struct body_output *output)
{
	lzma_ret result = LZMA_OK;

	while (output->size < size) {
		size_t room_size;
		uint8_t *room = body_output_room(output, &room_size);

		if (room == NULL)
			return UNLZMA_CUT;
		if (room_size > size - output->size)
			room_size = (size_t)(size - output->size);
		result = step(stream, output, room, room_size);
		if (result != LZMA_OK)
			break;
	}
	if (output->cut)
		return UNLZMA_CUT;
	if (size == UNLZMA_TO_ITS_END)
		return result == LZMA_STREAM_END ? UNLZMA_OK : UNLZMA_DAMAGED;
	return output->size == size ? UNLZMA_OK : UNLZMA_DAMAGED;
}

static enum unlzma_result
refuse(lzma_ret result, struct body_output *output)
{
	if (result != LZMA_MEM_ERROR)
		return UNLZMA_UNSUPPORTED;
	output->cut = true;
	output->limit = LIMIT_ARCHIVE_MEMORY;
	return UNLZMA_CUT;
}

enum unlzma_result
unlzma(bool lzma2, struct slice properties, struct slice packed, uint64_t size,
    struct body_output *output)
{
	lzma_options_lzma options = {.dict_size = 0};
	lzma_filter filters[] = {
	    {lzma2 ? LZMA_FILTER_LZMA2 : LZMA_FILTER_LZMA1, &options},
	    {LZMA_VLI_UNKNOWN, NULL},
	};
	lzma_stream stream = LZMA_STREAM_INIT;
	enum unlzma_result unpacked;
	lzma_ret result;

	if (lzma2 ? !read_lzma2(properties, &options)
		  : !read_lzma(properties, &options))
		return UNLZMA_UNSUPPORTED;
	options.dict_size = dictionary_of(options.dict_size, size, output);
	result = lzma_raw_decoder(&stream, filters);
	if (result != LZMA_OK)
		return refuse(result, output);
	stream.next_in = packed.data;
	stream.avail_in = packed.size;
	unpacked = decode(&stream, size, output);
	lzma_end(&stream);
	return unpacked;
}

/* ---- filters ----------------------------------------------------------- */

/* Each has two numbers, of old and new. */
static const struct {
	uint64_t method;
	uint64_t other;
	lzma_vli filter;
} known_filters[] = {
    {0x03, 0x03, LZMA_FILTER_DELTA},
    {0x04, 0x03030103, LZMA_FILTER_X86},
    {0x05, 0x03030205, LZMA_FILTER_POWERPC},
    {0x06, 0x03030401, LZMA_FILTER_IA64},
    {0x07, 0x03030501, LZMA_FILTER_ARM},
    {0x08, 0x03030701, LZMA_FILTER_ARMTHUMB},
    {0x09, 0x03030805, LZMA_FILTER_SPARC},
#ifdef LZMA_FILTER_ARM64
    {0x0A, 0x0A, LZMA_FILTER_ARM64},
#endif
#ifdef LZMA_FILTER_RISCV
    {0x0B, 0x0B, LZMA_FILTER_RISCV},
#endif
};

static lzma_vli
filter_of(uint64_t method)
{
	for (size_t i = 0; i < sizeof(known_filters) / sizeof(*known_filters);
	     i++)
		if (known_filters[i].method == method ||
		    known_filters[i].other == method)
			return known_filters[i].filter;
	return LZMA_VLI_UNKNOWN;
}

bool
unlzma_has_filter(uint64_t method)
{
	return filter_of(method) != LZMA_VLI_UNKNOWN;
}

/* All of some bytes, which are data, in; what is done with them out. */
static bool
feed(lzma_stream *stream, const uint8_t *bytes, size_t size)
{
	stream->next_in = bytes;
	stream->avail_in = size;
	return lzma_code(stream, LZMA_RUN) == LZMA_OK && stream->avail_in == 0;
}

/*
 * liblzma filters only what it has unpacked.  So the bytes become chunks of an
 * LZMA2 that packs nothing.  They may lie where the result goes: liblzma has
 * copied a byte to its dictionary before it writes the one that comes of it.
 */
static enum unlzma_result
filter_chunks(
    lzma_stream *stream, uint8_t *data, size_t size, struct budget *budget)
{
	static const uint8_t end = 0;
	size_t chunk;

	stream->next_out = data;
	stream->avail_out = size;
	for (size_t at = 0; at < size; at += chunk) {
		uint8_t head[CHUNK_HEAD];

		chunk = size - at < CHUNK_MAX ? size - at : CHUNK_MAX;
		head[0] = CHUNK_RESETS;
		head[1] = (uint8_t)((chunk - 1) >> 8);
		head[2] = (uint8_t)(chunk - 1);
		if (budget != NULL && budget_spent(budget))
			return UNLZMA_CUT;
		if (!feed(stream, head, sizeof(head)) ||
		    !feed(stream, data + at, chunk))
			return UNLZMA_DAMAGED;
	}
	stream->next_in = &end;
	stream->avail_in = sizeof(end);
	return lzma_code(stream, LZMA_FINISH) == LZMA_STREAM_END
		   ? UNLZMA_OK
		   : UNLZMA_DAMAGED;
}

enum unlzma_result
unlzma_filter(uint64_t method, struct slice properties, uint8_t *data,
    size_t size, struct budget *budget)
{
	lzma_options_lzma lzma2 = {.dict_size = LZMA_DICT_SIZE_MIN};
	lzma_options_delta delta = {.type = LZMA_DELTA_TYPE_BYTE};
	lzma_filter filters[] = {
	    {filter_of(method), NULL},
	    {LZMA_FILTER_LZMA2, &lzma2},
	    {LZMA_VLI_UNKNOWN, NULL},
	};
	lzma_stream stream = LZMA_STREAM_INIT;
	enum unlzma_result result;

	if (filters[0].id == LZMA_FILTER_DELTA) {
		if (properties.size != 1)
			return UNLZMA_UNSUPPORTED;
		delta.dist = properties.data[0] + 1u;
		filters[0].options = &delta;
	} else if (properties.size != 0) {
		return UNLZMA_UNSUPPORTED;
	}
	if (size == 0)
		return UNLZMA_OK;
	if (lzma_raw_decoder(&stream, filters) != LZMA_OK)
		return UNLZMA_UNSUPPORTED;
	result = filter_chunks(&stream, data, size, budget);
	lzma_end(&stream);
	return result;
}
