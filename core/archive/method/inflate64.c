/*
 * inflate64 - Deflate64 (method 9 of zip) to a body
 */
#include "core/archive/method/inflate64.h"

#include <string.h>

#include "core/archive/method/lz_output.h"
#include "core/archive/method/prefix_code.h"
#include "core/base/crc32.h"

#define LITERALS 256u
#define END_OF_BLOCK 256u
#define LENGTHS_MIN 257u
#define LENGTHS_MAX 288u
#define DISTANCES 32u
/* Codes for lengths of codes. */
#define META 19u
/* A block may be twelve bytes that cost two tables and write nothing: the clock
 * is asked once in so many. */
#define BLOCKS_BETWEEN 256u

struct inflate64 {
	enum inflate64_kind kind;
	struct bit_reader bits;
	struct lz_output lz;
	struct prefix_code literals;
	struct prefix_code distances;
};

/* Length codes 257 and on: as RFC 1951, and the last of 3 to 65538. */
static const struct {
	uint16_t base;
	uint8_t extra;
} lengths[] = {
    {3, 0},
    {4, 0},
    {5, 0},
    {6, 0},
    {7, 0},
    {8, 0},
    {9, 0},
    {10, 0},
    {11, 1},
    {13, 1},
    {15, 1},
    {17, 1},
    {19, 2},
    {23, 2},
    {27, 2},
    {31, 2},
    {35, 3},
    {43, 3},
    {51, 3},
    {59, 3},
    {67, 4},
    {83, 4},
    {99, 4},
    {115, 4},
    {131, 5},
    {163, 5},
    {195, 5},
    {227, 5},
    {3, 16},
};

#define LENGTHS (sizeof(lengths) / sizeof(*lengths))
/* What the last code is in RFC 1951. */
#define DEFLATE_LENGTH_MAX 258u

/* ---- the codes of a block ---------------------------------------------- */

static bool
build(struct inflate64 *in, const uint8_t *code_lengths, size_t literal_count,
    size_t distance_count)
{
	return prefix_code_build(
		   &in->literals, code_lengths, literal_count, PREFIX_LOW) &&
	       prefix_code_build(&in->distances, code_lengths + literal_count,
		   distance_count, PREFIX_LOW);
}

/* RFC 1951, 3.2.6. */
static bool
fixed_codes(struct inflate64 *in)
{
	uint8_t code_lengths[LENGTHS_MAX + DISTANCES];

	memset(code_lengths, 8, 144);
	memset(code_lengths + 144, 9, 112);
	memset(code_lengths + 256, 7, 24);
	memset(code_lengths + 280, 8, 8);
	memset(code_lengths + LENGTHS_MAX, 5, DISTANCES);
	return build(in, code_lengths, LENGTHS_MAX, DISTANCES);
}

/* The code in which the lengths of the others are written. */
static bool
meta_code(struct inflate64 *in, size_t count)
{
	static const uint8_t order[META] = {
	    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
	uint8_t code_lengths[META] = {0};

	for (size_t i = 0; i < count; i++) {
		low_fill(&in->bits);
		code_lengths[order[i]] = (uint8_t)low_take(&in->bits, 3);
	}
	return prefix_code_build(&in->literals, code_lengths, META, PREFIX_LOW);
}

/* A length once, or the one before or none several times.  False: damaged. */
static bool
read_lengths(struct inflate64 *in, uint8_t *code_lengths, size_t count)
{
	size_t at = 0;

	while (at < count) {
		uint32_t symbol;
		uint8_t length = 0;
		size_t times = 1;

		low_fill(&in->bits);
		symbol = prefix_low(&in->literals, &in->bits);
		if (symbol == PREFIX_NONE || bits_overrun(&in->bits) ||
		    (symbol == 16 && at == 0))
			return false;
		if (symbol < 16)
			length = (uint8_t)symbol;
		else if (symbol == 16)
			length = code_lengths[at - 1];
		if (symbol == 16)
			times = 3 + low_take(&in->bits, 2);
		else if (symbol == 17)
			times = 3 + low_take(&in->bits, 3);
		else if (symbol == 18)
			times = 11 + low_take(&in->bits, 7);
		if (times > count - at)
			return false;
		memset(code_lengths + at, length, times);
		at += times;
	}
	return true;
}

/* RFC 1951, 3.2.7; more codes of either kind than Deflate has are allowed. */
static bool
dynamic_codes(struct inflate64 *in)
{
	uint8_t code_lengths[LENGTHS_MAX + DISTANCES];
	size_t literal_count, distance_count, meta_count;

	low_fill(&in->bits);
	literal_count = LENGTHS_MIN + low_take(&in->bits, 5);
	distance_count = 1 + low_take(&in->bits, 5);
	meta_count = 4 + low_take(&in->bits, 4);
	return meta_code(in, meta_count) &&
	       read_lengths(in, code_lengths, literal_count + distance_count) &&
	       build(in, code_lengths, literal_count, distance_count);
}

/* ---- blocks ------------------------------------------------------------ */

static enum inflate_result
stored_block(struct inflate64 *in)
{
	uint32_t size, complement;
	struct slice rest, bytes;

	low_drop(&in->bits, in->bits.count & 7);
	low_fill(&in->bits);
	size = low_take(&in->bits, 16);
	complement =
	    in->kind == INFLATE_NSIS ? ~size & 0xFFFF : low_take(&in->bits, 16);
	if (bits_overrun(&in->bits) || (size ^ complement) != 0xFFFF)
		return INFLATE_DAMAGED;
	rest = bits_rest(&in->bits);
	bytes = slice_sub(rest, 0, size);
	in->bits = bit_reader_of(slice_skip(rest, size));
	if (!lz_write(&in->lz, bytes.data, bytes.size))
		return INFLATE_CUT;
	return bytes.size == size ? INFLATE_OK : INFLATE_DAMAGED;
}

/* Codes 0 to 3 are themselves; each further two have one more bit. */
static uint32_t
take_distance(struct bit_reader *bits, uint32_t symbol)
{
	unsigned extra;

	if (symbol < 4)
		return symbol + 1;
	extra = symbol / 2 - 1;
	return ((2 | (symbol & 1)) << extra) + 1 + low_take(bits, extra);
}

/* Length code symbol, and the distance behind it. */
static enum inflate_result
take_match(struct inflate64 *in, uint32_t symbol)
{
	size_t code = symbol - LENGTHS_MIN, length, distance;

	if (code >= LENGTHS)
		return INFLATE_DAMAGED;
	if (in->kind == INFLATE_NSIS && code == LENGTHS - 1)
		length = DEFLATE_LENGTH_MAX;
	else
		length = lengths[code].base +
			 low_take(&in->bits, lengths[code].extra);
	low_fill(&in->bits);
	symbol = prefix_low(&in->distances, &in->bits);
	if (symbol == PREFIX_NONE)
		return INFLATE_DAMAGED;
	distance = take_distance(&in->bits, symbol);
	if (bits_overrun(&in->bits) || distance > lz_size(&in->lz))
		return INFLATE_DAMAGED;
	return lz_match(&in->lz, distance, length) ? INFLATE_OK : INFLATE_CUT;
}

static enum inflate_result
coded_block(struct inflate64 *in)
{
	enum inflate_result result = INFLATE_OK;

	while (result == INFLATE_OK) {
		uint32_t symbol;

		low_fill(&in->bits);
		symbol = prefix_low(&in->literals, &in->bits);
		if (symbol == PREFIX_NONE || bits_overrun(&in->bits))
			return INFLATE_DAMAGED;
		if (symbol == END_OF_BLOCK)
			return INFLATE_OK;
		if (symbol > END_OF_BLOCK)
			result = take_match(in, symbol);
		else if (!lz_literal(&in->lz, (uint8_t)symbol))
			return INFLATE_CUT;
	}
	return result;
}

static enum inflate_result
block(struct inflate64 *in, unsigned type)
{
	if (type == 0)
		return stored_block(in);
	if (type == 3)
		return INFLATE_DAMAGED;
	if (type == 1 ? !fixed_codes(in) : !dynamic_codes(in))
		return INFLATE_DAMAGED;
	return coded_block(in);
}

static enum inflate_result
all_blocks(struct inflate64 *in)
{
	enum inflate_result result = INFLATE_OK;
	bool last = false;

	for (unsigned blocks = 1; result == INFLATE_OK && !last; blocks++) {
		if (blocks % BLOCKS_BETWEEN == 0 &&
		    body_output_late(in->lz.output))
			return INFLATE_CUT;
		low_fill(&in->bits);
		last = low_take(&in->bits, 1);
		result = block(in, low_take(&in->bits, 2));
		if (result == INFLATE_OK && bits_overrun(&in->bits))
			return INFLATE_DAMAGED;
	}
	return result;
}

enum inflate_result
inflate64_stream_kind(enum inflate64_kind kind, struct slice packed,
    struct body_output *output, size_t *consumed_r)
{
	struct inflate64 in = {
	    .kind = kind,
	    .bits = bit_reader_of(packed),
	    .lz = lz_output_of(output),
	};
	enum inflate_result result = all_blocks(&in);

	lz_flush(&in.lz);
	*consumed_r = packed.size;
	if (!bits_overrun(&in.bits))
		*consumed_r -= bits_rest(&in.bits).size;
	return result;
}

enum inflate_result
inflate64_stream(struct slice packed, struct body_output *output,
    size_t *consumed_r, uint32_t *crc32_r)
{
	enum inflate_result result =
	    inflate64_stream_kind(INFLATE_64, packed, output, consumed_r);

	*crc32_r = crc32_of(0, (struct slice){output->data, output->size});
	return result;
}
