/*
 * arj_unpack - the methods of ARJ to a body
 */
#include "core/archive/arj/arj_unpack.h"

#include <string.h>

#include "core/archive/method/prefix_code.h"

#define WINDOW 26624u
#define MATCH_MIN 3u
/* Literals, and lengths of 3 to 256. */
#define LITERALS 510u
#define DISTANCES 17u
/* Codes for lengths of codes. */
#define META 19u
/* Bits of how many there are of each. */
#define LITERALS_BITS 9u
#define OTHERS_BITS 5u
/* Behind so many of the meta lengths stands how many of the next are none. */
#define META_GAP 3u
#define NO_GAP UINT32_MAX
/* A block may be a few bytes that cost three tables: the clock is asked once
 * in so many. */
#define BLOCKS_BETWEEN 256u

struct unpack {
	struct bit_reader bits;
	struct lz_output lz;
	uint64_t left; /* of the size */
	struct prefix_code literals;
	struct prefix_code distances;
	struct prefix_code meta;
};

/* ---- codes ------------------------------------------------------------- */

/* How many lengths follow; none: one symbol is the whole code, and was built.
 * False: damaged. */
static bool
take_count(struct unpack *in, struct prefix_code *code, unsigned bits,
    uint32_t max, uint32_t *count_r)
{
	uint32_t symbol;

	high_fill(&in->bits);
	*count_r = high_take(&in->bits, bits);
	if (*count_r > 0)
		return *count_r <= max;
	symbol = high_take(&in->bits, bits);
	prefix_code_single(code, (uint16_t)symbol);
	return symbol < max && !bits_overrun(&in->bits);
}

/* Three bits, and where all are set a further one for each 1 behind them. */
static uint32_t
take_length(struct bit_reader *bits)
{
	uint32_t length;

	high_fill(bits);
	length = high_take(bits, 3);
	while (length >= 7 && length <= PREFIX_LENGTH_MAX &&
	       high_take(bits, 1) == 1)
		length++;
	return length;
}

/* The distances, or the code in which the lengths of literals are written. */
static bool
small_code(
    struct unpack *in, struct prefix_code *code, uint32_t max, uint32_t gap)
{
	uint8_t lengths[META] = {0};
	uint32_t count;

	if (!take_count(in, code, OTHERS_BITS, max, &count))
		return false;
	if (count == 0)
		return true;
	for (uint32_t i = 0; i < count;) {
		uint32_t length = take_length(&in->bits);

		if (length > PREFIX_LENGTH_MAX || bits_overrun(&in->bits))
			return false;
		lengths[i++] = (uint8_t)length;
		if (i == gap)
			i += high_take(&in->bits, 2);
	}
	return prefix_code_build(code, lengths, max, PREFIX_HIGH);
}

/* How many literals have no code, for the first three symbols of meta. */
static uint32_t
take_gap(struct bit_reader *bits, uint32_t symbol)
{
	if (symbol == 0)
		return 1;
	return symbol == 1 ? high_take(bits, 4) + 3 : high_take(bits, 9) + 20;
}

static bool
literal_code(struct unpack *in)
{
	uint8_t lengths[LITERALS] = {0};
	uint32_t count;

	if (!take_count(in, &in->literals, LITERALS_BITS, LITERALS, &count))
		return false;
	if (count == 0)
		return true;
	for (uint32_t i = 0; i < count;) {
		uint32_t symbol;

		high_fill(&in->bits);
		symbol = prefix_high(&in->meta, &in->bits);
		if (symbol == PREFIX_NONE || bits_overrun(&in->bits))
			return false;
		if (symbol <= 2)
			i += take_gap(&in->bits, symbol);
		else
			lengths[i++] = (uint8_t)(symbol - 2);
	}
	return prefix_code_build(&in->literals, lengths, LITERALS, PREFIX_HIGH);
}

/* ---- literals and matches ---------------------------------------------- */

static enum lz_result
match(struct unpack *in, uint64_t distance, uint64_t length)
{
	if (bits_overrun(&in->bits) || distance > WINDOW ||
	    distance > lz_size(&in->lz))
		return LZ_DAMAGED;
	if (length > in->left)
		length = in->left;
	in->left -= length;
	return lz_match(&in->lz, (size_t)distance, (size_t)length) ? LZ_OK
								   : LZ_CUT;
}

static enum lz_result
literal(struct unpack *in, uint32_t byte)
{
	if (bits_overrun(&in->bits))
		return LZ_DAMAGED;
	in->left--;
	return lz_literal(&in->lz, (uint8_t)byte) ? LZ_OK : LZ_CUT;
}

static enum lz_result
coded_match(struct unpack *in, uint32_t symbol)
{
	uint64_t length = symbol - 256 + MATCH_MIN, distance;

	symbol = prefix_high(&in->distances, &in->bits);
	if (symbol == PREFIX_NONE)
		return LZ_DAMAGED;
	distance = symbol;
	if (symbol > 1)
		distance = (UINT64_C(1) << (symbol - 1)) +
			   high_take(&in->bits, symbol - 1);
	return match(in, distance + 1, length);
}

static enum lz_result
block(struct unpack *in)
{
	enum lz_result result = LZ_OK;
	uint32_t count;

	high_fill(&in->bits);
	count = high_take(&in->bits, 16);
	/* ARJ counts down before it compares. */
	if (count == 0)
		count = 1u << 16;
	if (!small_code(in, &in->meta, META, META_GAP) || !literal_code(in) ||
	    !small_code(in, &in->distances, DISTANCES, NO_GAP))
		return LZ_DAMAGED;
	for (; result == LZ_OK && in->left > 0 && count > 0; count--) {
		uint32_t symbol;

		high_fill(&in->bits);
		symbol = prefix_high(&in->literals, &in->bits);
		if (symbol == PREFIX_NONE)
			return LZ_DAMAGED;
		result = symbol < 256 ? literal(in, symbol)
				      : coded_match(in, symbol);
	}
	return result;
}

enum lz_result
arj_unpack_lzh(struct slice packed, uint64_t size, struct body_output *output)
{
	struct unpack in = {
	    .bits = bit_reader_of(packed),
	    .lz = lz_output_of(output),
	    .left = size,
	};
	enum lz_result result = LZ_OK;

	for (unsigned i = 1; result == LZ_OK && in.left > 0; i++) {
		if (i % BLOCKS_BETWEEN == 0 && body_output_late(output))
			result = LZ_CUT;
		else
			result = block(&in);
	}
	lz_flush(&in.lz);
	return result;
}

/* ---- the fixed codes --------------------------------------------------- */

/* One bit for each step up, then as many bits as it has come to; steps go from
 * width to max. */
static uint32_t
take_stepped(struct bit_reader *bits, unsigned width, unsigned max)
{
	uint32_t base = 0;

	while (width < max && high_take(bits, 1) == 1)
		base += 1u << width++;
	return base + high_take(bits, width);
}

enum lz_result
arj_unpack_fastest(
    struct slice packed, uint64_t size, struct body_output *output)
{
	struct unpack in = {
	    .bits = bit_reader_of(packed),
	    .lz = lz_output_of(output),
	    .left = size,
	};
	enum lz_result result = LZ_OK;

	while (result == LZ_OK && in.left > 0) {
		uint32_t length;

		high_fill(&in.bits);
		length = take_stepped(&in.bits, 0, 7);
		if (length == 0)
			result = literal(&in, high_take(&in.bits, 8));
		else
			result = match(&in, take_stepped(&in.bits, 9, 13) + 1,
			    length - 1 + MATCH_MIN);
	}
	lz_flush(&in.lz);
	return result;
}
