/*
 * xpress - LZ77 with a code of Huffman
 */
#include "core/archive/method/xpress.h"

#include <string.h>

#include "core/base/integer.h"

#define SYMBOLS 512u
#define LENGTHS_SIZE (SYMBOLS / 2)
#define LITERALS 256u
#define MATCH_MIN 3u
#define LENGTH_MORE 15u /* a byte says by how much */
#define LENGTH_LONG 255u

/* Where the next unit is, beside the bits that are held. */
struct units {
	struct slice bytes;
	size_t at;
	struct bit_reader bits;
};

/* Has to be just as many as Windows holds, for bytes stand between units. */
static void
fill(struct units *units)
{
	while (units->bits.count < 16) {
		uint64_t unit = u16_le(units->bytes, units->at);

		units->bits.held |= unit << (48 - units->bits.count);
		units->bits.count += 16;
		units->at += 2;
	}
}

/* What is behind the end reads as zeros; all the same it ends. */
static bool
is_overrun(const struct units *units)
{
	return units->at > units->bytes.size + 4;
}

static size_t
read_length(struct units *units, unsigned low)
{
	size_t length = low;

	if (low == LENGTH_MORE) {
		if (units->at >= units->bytes.size)
			return 0;
		length = units->bytes.data[units->at++];
		if (length == LENGTH_LONG) {
			length = u16_le(units->bytes, units->at);
			units->at += 2;
		} else {
			length += LENGTH_MORE;
		}
	}
	return length + MATCH_MIN;
}

/* Byte for byte, since it may read what it writes.  False: from ahead of the
 * chunk. */
static bool
copy_match(
    uint8_t *out, size_t *written, size_t size, size_t distance, size_t length)
{
	if (distance > *written)
		return false;
	if (length > size - *written)
		length = size - *written;
	for (size_t i = 0; i < length; i++, (*written)++)
		out[*written] = out[*written - distance];
	return true;
}

static bool
read_code(struct prefix_code *code, struct slice packed)
{
	uint8_t lengths[SYMBOLS];

	if (packed.size < LENGTHS_SIZE)
		return false;
	for (size_t i = 0; i < LENGTHS_SIZE; i++) {
		lengths[2 * i] = packed.data[i] & 15;
		lengths[2 * i + 1] = packed.data[i] >> 4;
	}
	return prefix_code_build(code, lengths, SYMBOLS, PREFIX_HIGH);
}

size_t
xpress_unpack(
    struct slice packed, struct prefix_code *code, uint8_t *out, size_t size)
{
	struct units units = {.bytes = packed, .at = LENGTHS_SIZE};
	size_t written = 0;

	if (!read_code(code, packed))
		return 0;
	while (written < size && !is_overrun(&units)) {
		uint32_t symbol, bits;
		size_t length;

		fill(&units);
		symbol = prefix_high(code, &units.bits);
		if (symbol == PREFIX_NONE)
			break;
		if (symbol < LITERALS) {
			out[written++] = (uint8_t)symbol;
			continue;
		}
		symbol -= LITERALS;
		bits = symbol >> 4;
		fill(&units);
		length = read_length(&units, symbol & 15);
		if (length == 0 ||
		    !copy_match(out, &written, size,
			((size_t)1 << bits) + high_take(&units.bits, bits),
			length))
			break;
	}
	return written;
}
