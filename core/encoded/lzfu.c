/*
 * lzfu - compressed RTF ([MS-OXRTFCP])
 *
 *     0   size of all that follows, 4 bytes
 *     4   size of the RTF
 *     8   "LZFu": compressed, "MELA": not
 *     12  CRC-32 of the data, 0 for MELA
 *     16  data: a byte of eight flags, then for each, lowest first, a byte as
 *         it is (0) or 12 bits of place and 4 of length (1)
 *
 * Places lie in a window of 4096 bytes that begins with a text that most RTF
 * has.  A place where the next byte is to be written ends the data.
 */
#include "core/encoded/lzfu.h"

#include <string.h>

#include "core/base/crc32.h"
#include "core/base/integer.h"

#define HEADER_BYTES 16u
#define WINDOW 4096u

static const char start[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}"
    "{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    "{\\colortbl\\red0\\green0\\blue0\r\n"
    "\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

#define START_BYTES (sizeof(start) - 1)
_Static_assert(START_BYTES == 207, "the text that the specification gives");

struct window {
	uint8_t bytes[WINDOW];
	size_t at; /* where the next byte is written */
};

static void
put(struct window *window, struct sink *sink, uint8_t byte)
{
	window->bytes[window->at] = byte;
	window->at = (window->at + 1) % WINDOW;
	sink_put(sink, byte);
}

/* False: the reference was the end. */
static bool
put_reference(struct window *window, struct sink *sink, unsigned reference)
{
	size_t from = reference >> 4;

	if (from == window->at)
		return false;
	for (unsigned left = (reference & 15u) + 2; left > 0; left--) {
		put(window, sink, window->bytes[from]);
		from = (from + 1) % WINDOW;
	}
	return true;
}

/* True: the end was where it should be. */
static bool
decompress(struct slice data, struct sink *sink, struct budget *budget)
{
	struct window window;
	size_t at = 0, asked = 0;

	memset(&window, 0, sizeof(window));
	memcpy(window.bytes, start, START_BYTES);
	window.at = START_BYTES;
	while (at < data.size && !sink->cut) {
		unsigned flags = data.data[at++];

		for (unsigned i = 0; i < 8 && at < data.size; i++) {
			if ((flags >> i & 1) == 0) {
				put(&window, sink, data.data[at++]);
				continue;
			}
			if (data.size - at < 2)
				return false;
			if (!put_reference(&window, sink, u16_be(data, at)))
				return true;
			at += 2;
		}
		if (sink->size - asked >= BUDGET_SLICE && budget != NULL) {
			asked = sink->size;
			sink->cut = sink->cut || budget_spent(budget);
		}
	}
	return false;
}

static void
copy(struct slice data, struct sink *sink)
{
	size_t left = sink->size_max - sink->size;

	if (data.size > left) {
		data = slice_sub(data, 0, left);
		copy(data, sink);
		sink->cut = true;
		return;
	}
	if (data.size == 0 || !sink_reserve(sink, data.size))
		return;
	memcpy(sink->data + sink->size, data.data, data.size);
	sink->size += data.size;
}

void
lzfu_decode(
    struct slice bytes, struct sink *sink, struct budget *budget, bool *bad_r)
{
	struct slice data = slice_skip(bytes, HEADER_BYTES);
	uint32_t said;

	*bad_r = true;
	if (bytes.size < HEADER_BYTES)
		return;
	said = u32_le(bytes, 0);
	if (said >= HEADER_BYTES - 4)
		data = slice_sub(data, 0, said - (HEADER_BYTES - 4));
	if (slice_starts_with(slice_skip(bytes, 8), SLICE("LZFu"))) {
		*bad_r = !decompress(data, sink, budget) ||
			 crc32_remainder(data) != u32_le(bytes, 12);
	} else {
		copy(data, sink);
		*bad_r =
		    !slice_starts_with(slice_skip(bytes, 8), SLICE("MELA"));
	}
	if (said != bytes.size - 4 || u32_le(bytes, 4) != sink->size)
		*bad_r = *bad_r || !sink->cut;
}
