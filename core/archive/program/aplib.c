/*
 * aplib - aPLib's compression
 *
 *     0             a byte
 *     10            a distance and a length; or the last distance again
 *     110           a byte: 7 bits of distance, one of length; 0: the end
 *     111           4 bits of distance, one byte long; 0: a byte of 0
 */
#include "core/archive/program/aplib.h"

/* Distances from which a match is longer than it says. */
#define FAR 32000u
#define LESS_FAR 1280u
#define NEAR 128u
#define NUMBER_MAX (1u << 30)

struct aplib {
	struct slice packed;
	size_t at;
	bool overrun;
	uint8_t bits;
	unsigned bit_count;
	struct lz_output lz;
	size_t begin;    /* of the body: what may be referred to */
	size_t distance; /* of the last match */
	bool matched;    /* what came last was one */
};

static uint8_t
take_byte(struct aplib *in)
{
	if (in->at < in->packed.size)
		return in->packed.data[in->at++];
	in->overrun = true;
	return 0;
}

static uint32_t
take_bit(struct aplib *in)
{
	if (in->bit_count == 0) {
		in->bits = take_byte(in);
		in->bit_count = 8;
	}
	return in->bits >> --in->bit_count & 1;
}

/* From 2 on; each bit has another behind it that says whether there are more.
 */
static uint32_t
take_number(struct aplib *in)
{
	uint32_t number = 1;

	do {
		number = number << 1 | take_bit(in);
	} while (take_bit(in) == 1 && number < NUMBER_MAX);
	return number;
}

static enum lz_result
write_match(struct aplib *in, size_t distance, size_t length)
{
	if (in->overrun || distance == 0 ||
	    distance > lz_size(&in->lz) - in->begin)
		return LZ_DAMAGED;
	return lz_match(&in->lz, distance, length) ? LZ_OK : LZ_CUT;
}

static enum lz_result
any_match(struct aplib *in)
{
	uint32_t high = take_number(in);
	size_t distance, length;

	if (!in->matched && high == 2) {
		in->matched = true;
		return write_match(in, in->distance, take_number(in));
	}
	distance = (size_t)(high - (in->matched ? 2 : 3)) << 8;
	distance |= take_byte(in);
	length = take_number(in);
	if (distance >= FAR || distance < NEAR)
		length += 2;
	else if (distance >= LESS_FAR)
		length++;
	in->distance = distance;
	in->matched = true;
	return write_match(in, distance, length);
}

static enum lz_result
short_match(struct aplib *in, bool *end_r)
{
	uint8_t both = take_byte(in);

	*end_r = both >> 1 == 0;
	if (*end_r)
		return in->overrun ? LZ_DAMAGED : LZ_OK;
	in->distance = both >> 1;
	in->matched = true;
	return write_match(in, in->distance, 2u + (both & 1));
}

static enum lz_result
one_byte(struct aplib *in)
{
	uint32_t distance = 0;

	for (unsigned i = 0; i < 4; i++)
		distance = distance << 1 | take_bit(in);
	in->matched = false;
	if (distance > 0)
		return write_match(in, distance, 1);
	return lz_literal(&in->lz, 0) ? LZ_OK : LZ_CUT;
}

static enum lz_result
next(struct aplib *in, bool *end_r)
{
	if (take_bit(in) == 0) {
		uint8_t byte = take_byte(in);

		in->matched = false;
		if (in->overrun)
			return LZ_DAMAGED;
		return lz_literal(&in->lz, byte) ? LZ_OK : LZ_CUT;
	}
	if (take_bit(in) == 0)
		return any_match(in);
	if (take_bit(in) == 0)
		return short_match(in, end_r);
	return one_byte(in);
}

enum lz_result
aplib_decode(
    struct slice packed, struct body_output *output, size_t *consumed_r)
{
	struct aplib in = {
	    .packed = packed,
	    .lz = lz_output_of(output),
	    .begin = output->size,
	};
	enum lz_result result = LZ_DAMAGED;
	bool end = false;

	if (packed.size > 0)
		result = lz_literal(&in.lz, take_byte(&in)) ? LZ_OK : LZ_CUT;
	while (result == LZ_OK && !end)
		result = in.overrun ? LZ_DAMAGED : next(&in, &end);
	lz_flush(&in.lz);
	*consumed_r = in.at;
	return result;
}
