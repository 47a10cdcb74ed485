/*
 * ovba - macros of Office, decompressed ([MS-OVBA] 2.4.1)
 */
#include "core/document/ovba.h"

#include <string.h>

#include "core/base/integer.h"
#include "core/encoded/sink.h"

#define CONTAINER_MARK 0x01u
/* Of a chunk's head: its size less 3, three bits that are always the same, and
 * whether it is packed. */
#define CHUNK_SIZE_BITS 0x0FFFu
#define CHUNK_MARK_BITS 0x7000u
#define CHUNK_MARK 0x3000u
#define CHUNK_PACKED 0x8000u
#define CHUNK_HEAD 2u
#define CHUNK_TEXT 4096u /* bytes that one becomes */

/* ---- one chunk --------------------------------------------------------- */

/*
 * How many bits of a reference are its length: what is left of 16 by as many as
 * tell any place in the chunk so far, of which there are four at least.
 */
static unsigned
length_bits(size_t written)
{
	unsigned bits = 4;

	while (((size_t)1 << bits) < written)
		bits++;
	return bits < 12 ? 16 - bits : 4;
}

/* False: it goes back beyond the beginning of the chunk. */
static bool
copy_back(struct sink *sink, size_t start, uint16_t token)
{
	size_t written = sink->size - start;
	unsigned bits = length_bits(written);
	size_t length = (token & ((1u << bits) - 1)) + 3;
	size_t back = ((size_t)token >> bits) + 1;

	if (back > written)
		return false;
	if (length > CHUNK_TEXT - written)
		length = CHUNK_TEXT - written;
	if (!sink_reserve(sink, length))
		return true;
	for (size_t i = 0; i < length; i++, sink->size++)
		sink->data[sink->size] = sink->data[sink->size - back];
	return true;
}

/* False: what follows is damaged. */
static bool
unpack_chunk(struct slice chunk, struct sink *sink)
{
	size_t start = sink->size, at = 0;

	while (at < chunk.size) {
		unsigned flags = chunk.data[at++];

		for (unsigned i = 0; i < 8 && at < chunk.size; i++) {
			if (sink->cut)
				return false;
			if (sink->size - start >= CHUNK_TEXT)
				return false;
			if ((flags >> i & 1) == 0) {
				sink_put(sink, chunk.data[at++]);
				continue;
			}
			if (chunk.size - at < 2 ||
			    !copy_back(sink, start, u16_le(chunk, at)))
				return false;
			at += 2;
		}
	}
	return true;
}

static void
copy_chunk(struct slice chunk, struct sink *sink)
{
	if (chunk.size == 0 || !sink_reserve(sink, chunk.size))
		return;
	memcpy(sink->data + sink->size, chunk.data, chunk.size);
	sink->size += chunk.size;
}

/* ---- the container ----------------------------------------------------- */

/* False: no chunk, or a broken one, with as much as could be had of it. */
static bool
next_chunk(struct slice bytes, size_t *at, struct sink *sink)
{
	uint16_t head = u16_le(bytes, *at);
	size_t size = (head & CHUNK_SIZE_BITS) + 1u;
	struct slice chunk = slice_sub(bytes, *at + CHUNK_HEAD, size);
	bool whole = chunk.size == size;

	if ((head & CHUNK_MARK_BITS) != CHUNK_MARK || chunk.size == 0)
		return false;
	*at += CHUNK_HEAD + chunk.size;
	if ((head & CHUNK_PACKED) != 0)
		return unpack_chunk(chunk, sink) && whole;
	/* One that is not packed is always full, whatever its size says. */
	chunk = slice_sub(bytes, *at - chunk.size, CHUNK_TEXT);
	*at += chunk.size - slice_sub(chunk, 0, size).size;
	copy_chunk(chunk, sink);
	return whole;
}

struct slice
ovba_decompress(struct slice bytes, size_t size_max, struct arena *arena,
    struct budget *budget, unsigned *flags_r)
{
	struct sink sink = sink_open(arena, size_max);
	size_t at = 1, asked = 0;
	bool whole = true;

	*flags_r = OVBA_DAMAGED;
	if (bytes.size < 1 + CHUNK_HEAD || bytes.data[0] != CONTAINER_MARK)
		return (struct slice){NULL, 0};
	while (whole && at < bytes.size && !sink.cut) {
		whole = next_chunk(bytes, &at, &sink);
		if (sink.size - asked >= BUDGET_SLICE && budget != NULL) {
			asked = sink.size;
			sink.cut = sink.cut || budget_spent(budget);
		}
	}
	if (whole && sink.size > 0)
		*flags_r = 0;
	if (sink.cut)
		*flags_r = OVBA_CUT;
	return sink_close(&sink);
}

/* Is it one ahead of text, whose first eight letters are not packed? */
static bool
is_container(struct slice bytes, size_t at)
{
	return bytes.data[at] == CONTAINER_MARK &&
	       (u16_le(bytes, at + 1) & CHUNK_MARK_BITS) == CHUNK_MARK;
}

size_t
ovba_find(struct slice bytes)
{
	static const struct slice word = SLICE("Attribut");
	size_t at = 0;

	for (;; at++) {
		at += slice_find(slice_skip(bytes, at), word);
		if (at >= bytes.size)
			return bytes.size;
		if (at >= 4 && bytes.data[at - 1] == 0 &&
		    is_container(bytes, at - 4))
			return at - 4;
		if (at >= 3 && is_container(bytes, at - 3))
			return at - 3;
	}
}

/* ---- the list of modules ----------------------------------------------- */

enum record {
	RECORD_PROJECT_VERSION = 0x09,
	RECORD_MODULE_NAME = 0x19,
	RECORD_STREAM_NAME = 0x1A,
	RECORD_MODULE_END = 0x2B,
	RECORD_MODULE_OFFSET = 0x31,
	RECORD_STREAM_NAME_WIDE = 0x32,
};

#define RECORD_HEAD 6u
/* The version's size does not count two of its bytes. */
#define VERSION_EXTRA 2u

bool
ovba_dir_next(struct ovba_dir *dir, struct ovba_module *module_r)
{
	bool located = false;

	*module_r = (struct ovba_module){.offset = 0};
	while (integer_fits(dir->bytes, dir->at, RECORD_HEAD)) {
		uint16_t id = u16_le(dir->bytes, dir->at);
		uint32_t size = u32_le(dir->bytes, dir->at + 2);
		struct slice value =
		    slice_sub(dir->bytes, dir->at + RECORD_HEAD, size);

		dir->at += RECORD_HEAD + value.size;
		switch (id) {
		case RECORD_PROJECT_VERSION:
			dir->at += VERSION_EXTRA;
			break;
		case RECORD_MODULE_NAME:
			*module_r = (struct ovba_module){.offset = 0};
			located = false;
			break;
		case RECORD_STREAM_NAME:
			module_r->narrow = value;
			break;
		case RECORD_STREAM_NAME_WIDE:
			module_r->name = value;
			break;
		case RECORD_MODULE_OFFSET:
			module_r->offset = u32_le(value, 0);
			located = true;
			break;
		case RECORD_MODULE_END:
			if (located)
				return true;
			break;
		default:
			break;
		}
	}
	return false;
}
