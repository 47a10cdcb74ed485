/*
 * explode - Implode (method 6 of zip) to a body
 */
#include "core/archive/zip/explode.h"

#include "core/archive/method/prefix_code.h"

#define LITERALS 256u
#define LENGTHS 64u
#define DISTANCES 64u
/* This length has 8 more bits behind it. */
#define LENGTH_LONG 63u

struct explode {
	struct bit_reader bits;
	struct lz_output lz;
	struct prefix_code literals;
	struct prefix_code lengths;
	struct prefix_code distances;
	bool has_literals;
	unsigned low_bits; /* of a distance, ahead of its code */
	uint64_t size;
};

/* A byte less one: so many bytes follow, each with a length (less one) and for
 * how many symbols it holds (less one).  False: not symbols in all. */
static bool
read_tree(struct bit_reader *bits, struct prefix_code *code, uint32_t symbols)
{
	uint8_t lengths[LITERALS];
	uint32_t count = 0, bytes;

	low_fill(bits);
	bytes = low_take(bits, 8) + 1;
	for (uint32_t i = 0; i < bytes; i++) {
		uint8_t length;
		uint32_t times;

		low_fill(bits);
		length = (uint8_t)(low_take(bits, 4) + 1);
		times = low_take(bits, 4) + 1;
		if (times > symbols - count)
			return false;
		for (; times > 0; times--)
			lengths[count++] = length;
	}
	return count == symbols &&
	       prefix_code_build(code, lengths, symbols, PREFIX_LOW);
}

/* Codes are what they are elsewhere, with each bit turned. */
static uint32_t
take_symbol(struct explode *explode, const struct prefix_code *code)
{
	struct bit_reader turned;
	uint32_t symbol;

	low_fill(&explode->bits);
	turned = explode->bits;
	turned.held = ~turned.held;
	symbol = prefix_low(code, &turned);
	low_drop(&explode->bits, explode->bits.count - turned.count);
	return symbol;
}

static enum lz_result
take_literal(struct explode *explode)
{
	uint32_t byte;

	if (explode->has_literals) {
		byte = take_symbol(explode, &explode->literals);
	} else {
		low_fill(&explode->bits);
		byte = low_take(&explode->bits, 8);
	}
	if (byte == PREFIX_NONE || bits_overrun(&explode->bits))
		return LZ_DAMAGED;
	return lz_literal(&explode->lz, (uint8_t)byte) ? LZ_OK : LZ_CUT;
}

/* What a match has ahead of the first byte. */
static bool
put_zeros(struct lz_output *lz, size_t *length, size_t distance)
{
	for (; *length > 0 && distance > lz_size(lz); --*length)
		if (!lz_literal(lz, 0))
			return false;
	return true;
}

static enum lz_result
take_match(struct explode *explode)
{
	struct bit_reader *bits = &explode->bits;
	size_t least = explode->has_literals ? 3 : 2, length, distance;
	uint64_t left = explode->size - lz_size(&explode->lz);
	uint32_t symbol;

	low_fill(bits);
	distance = low_take(bits, explode->low_bits);
	symbol = take_symbol(explode, &explode->distances);
	if (symbol == PREFIX_NONE)
		return LZ_DAMAGED;
	distance += ((size_t)symbol << explode->low_bits) + 1;
	symbol = take_symbol(explode, &explode->lengths);
	if (symbol == PREFIX_NONE)
		return LZ_DAMAGED;
	length = symbol + least;
	if (symbol == LENGTH_LONG) {
		low_fill(bits);
		length += low_take(bits, 8);
	}
	if (bits_overrun(bits))
		return LZ_DAMAGED;
	if (length > left)
		length = (size_t)left;
	if (!put_zeros(&explode->lz, &length, distance))
		return LZ_CUT;
	return length == 0 || lz_match(&explode->lz, distance, length) ? LZ_OK
								       : LZ_CUT;
}

static enum lz_result
decode(struct explode *explode)
{
	enum lz_result result = LZ_OK;

	while (result == LZ_OK && lz_size(&explode->lz) < explode->size) {
		low_fill(&explode->bits);
		result = low_take(&explode->bits, 1) != 0
			     ? take_literal(explode)
			     : take_match(explode);
	}
	return result;
}

enum lz_result
explode(unsigned flags, struct slice packed, uint64_t size,
    struct body_output *output)
{
	struct explode explode = {
	    .bits = bit_reader_of(packed),
	    .lz = lz_output_of(output),
	    .has_literals = (flags & EXPLODE_LITERALS) != 0,
	    .low_bits = (flags & EXPLODE_FAR) != 0 ? 7 : 6,
	    .size = size,
	};
	enum lz_result result = LZ_DAMAGED;

	if ((!explode.has_literals ||
		read_tree(&explode.bits, &explode.literals, LITERALS)) &&
	    read_tree(&explode.bits, &explode.lengths, LENGTHS) &&
	    read_tree(&explode.bits, &explode.distances, DISTANCES))
		result = decode(&explode);
	lz_flush(&explode.lz);
	return result;
}
