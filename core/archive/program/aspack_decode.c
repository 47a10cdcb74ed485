/*
 * aspack_decode - ASPack's compression
 *
 *     codes      1 bit: are lengths changes of those before?  19 times 4 bits:
 *                a code for what follows, a change of each code's length by 0
 *                to 15, or 16: the last 3 or more times again, 17, 18: zeros
 *     literals   0 to 255: a byte
 *                256 + 8 * slot of a distance + length - 2 (7: a long one)
 *                720: new codes
 *
 * Bits come in bytes, the highest first.
 */
#include "core/archive/program/aspack_decode.h"

#include <string.h>

#define CHANGES 19u
#define SAME_AGAIN 16u
#define FEW_ZEROS 17u
#define BYTES 256u
#define NEW_CODES 720u
#define LONG 7u
#define LENGTH_MIN 2u
/* The last bits of a distance that have a code. */
#define ALIGN_BITS 3u
#define REMEMBERED 3u

static const uint8_t length_base[ASPACK_LENGTHS] = {0, 1, 2, 3, 4, 5, 6, 7, 8,
    10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192,
    224};
static const uint8_t length_bits[ASPACK_LENGTHS] = {0, 0, 0, 0, 0, 0, 0, 0, 1,
    1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5};

/* ---- codes ------------------------------------------------------------- */

static bool
build(struct prefix_code *code, const uint8_t *lengths, size_t count)
{
	return prefix_code_build(code, lengths, count, PREFIX_HIGH);
}

/* How often, and which length.  False: no symbol has these bits. */
static bool
take_change(struct aspack_decoder *in, struct bit_reader *bits, size_t at,
    size_t *times_r, uint8_t *length_r)
{
	uint32_t symbol;

	high_fill(bits);
	symbol = prefix_high(&in->changes, bits);
	*times_r = 1;
	*length_r = 0;
	if (symbol < SAME_AGAIN) {
		*length_r = (in->code_lengths[at] + symbol) & 15;
	} else if (symbol == SAME_AGAIN) {
		*times_r = high_take(bits, 2) + 3;
		*length_r = at > 0 ? in->code_lengths[at - 1] : 0;
	} else if (symbol == FEW_ZEROS) {
		*times_r = high_take(bits, 3) + 3;
	} else {
		*times_r = high_take(bits, 7) + 11;
	}
	return symbol != PREFIX_NONE;
}

static bool
take_changes(struct aspack_decoder *in, struct bit_reader *bits)
{
	uint8_t lengths[CHANGES];

	high_fill(bits);
	if (high_take(bits, 1) == 0)
		memset(in->code_lengths, 0, sizeof(in->code_lengths));
	for (unsigned i = 0; i < CHANGES; i++) {
		high_fill(bits);
		lengths[i] = (uint8_t)high_take(bits, 4);
	}
	return build(&in->changes, lengths, CHANGES);
}

static bool
take_codes(struct aspack_decoder *in, struct bit_reader *bits)
{
	const uint8_t *lengths = in->code_lengths;
	size_t times;
	uint8_t length;

	if (!take_changes(in, bits))
		return false;
	for (size_t at = 0; at < ASPACK_CODES;) {
		if (!take_change(in, bits, at, &times, &length) ||
		    bits_overrun(bits))
			return false;
		while (times-- > 0 && at < ASPACK_CODES)
			in->code_lengths[at++] = length;
	}
	in->aligned = false;
	for (size_t i = 0; i < ASPACK_ALIGNS; i++)
		in->aligned |= lengths[ASPACK_CODES - 1 - i] != ALIGN_BITS;
	return build(&in->literals, lengths, ASPACK_LITERALS) &&
	       build(&in->lengths, lengths + ASPACK_LITERALS, ASPACK_LENGTHS) &&
	       build(&in->aligns, lengths + ASPACK_LITERALS + ASPACK_LENGTHS,
		   ASPACK_ALIGNS);
}

/* ---- matches ----------------------------------------------------------- */

/* Two slots of each number of bits at first; 18 is the most. */
static unsigned
bits_of_slot(uint32_t slot)
{
	if (slot < 4)
		return 0;
	if (slot < 36)
		return slot / 2 - 1;
	return slot < 50 ? 17 : 18;
}

static uint32_t
base_of_slot(uint32_t slot)
{
	if (slot < 4)
		return slot;
	if (slot < 36)
		return (2 + slot % 2) << (slot / 2 - 1);
	if (slot < 50)
		return (slot - 34) << 17;
	return (slot - 42) << 18;
}

/* 0: no symbol has these bits. */
static size_t
take_length(struct aspack_decoder *in, struct bit_reader *bits, uint32_t symbol)
{
	size_t length = symbol % 8 + LENGTH_MIN;
	uint32_t more;

	if (symbol % 8 != LONG)
		return length;
	high_fill(bits);
	more = prefix_high(&in->lengths, bits);
	if (more == PREFIX_NONE)
		return 0;
	return length + length_base[more] + high_take(bits, length_bits[more]);
}

/* A distance that was there comes to the front; 0: the last one. */
static uint32_t
remember(struct aspack_decoder *in, uint32_t number)
{
	uint32_t *last = in->distances;
	uint32_t distance;

	if (number < REMEMBERED) {
		distance = last[number];
		last[number] = last[0];
	} else {
		distance = number - REMEMBERED;
		last[2] = last[1];
		last[1] = last[0];
	}
	last[0] = distance;
	return distance;
}

/* 0: no symbol has these bits. */
static size_t
take_distance(struct aspack_decoder *in, struct bit_reader *bits, uint32_t slot)
{
	unsigned count = bits_of_slot(slot);
	uint32_t number = base_of_slot(slot), last;

	high_fill(bits);
	if (!in->aligned || count < ALIGN_BITS)
		return (size_t)remember(in, number + high_take(bits, count)) +
		       1;
	number += high_take(bits, count - ALIGN_BITS) << ALIGN_BITS;
	last = prefix_high(&in->aligns, bits);
	if (last == PREFIX_NONE)
		return 0;
	return (size_t)remember(in, number + last) + 1;
}

/* False: it reaches out of what there is. */
static bool
copy_match(struct aspack_decoder *in, struct bit_reader *bits, uint32_t symbol,
    uint8_t *to, size_t *at, size_t size)
{
	size_t length = take_length(in, bits, symbol);
	size_t distance = take_distance(in, bits, symbol / 8);

	if (length == 0 || distance == 0 || distance > *at)
		return false;
	for (; length > 0 && *at < size; length--, (*at)++)
		to[*at] = to[*at - distance];
	/* The loader has room for more; what is needed ends here. */
	return true;
}

bool
aspack_decode(struct aspack_decoder *decoder, struct slice packed, uint8_t *to,
    size_t size)
{
	struct bit_reader bits = bit_reader_of(packed);
	size_t at = 0;

	memset(decoder->code_lengths, 0, sizeof(decoder->code_lengths));
	memset(decoder->distances, 0, sizeof(decoder->distances));
	if (!take_codes(decoder, &bits))
		return false;
	while (at < size) {
		uint32_t symbol;

		high_fill(&bits);
		symbol = prefix_high(&decoder->literals, &bits);
		if (symbol == PREFIX_NONE || bits_overrun(&bits))
			return false;
		if (symbol < BYTES)
			to[at++] = (uint8_t)symbol;
		else if (symbol == NEW_CODES) {
			if (!take_codes(decoder, &bits))
				return false;
		} else if (!copy_match(
			       decoder, &bits, symbol - BYTES, to, &at, size))
			return false;
	}
	return !bits_overrun(&bits);
}
