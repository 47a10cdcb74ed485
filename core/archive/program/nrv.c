/*
 * nrv - NRV2B, NRV2D and NRV2E, in which UPX packs
 */
#include "core/archive/program/nrv.h"

/* An offset above this is none. */
#define OFFSET_CODE_MAX UINT32_C(0x1000002)
#define LENGTH_MAX (UINT32_C(1) << 30)
#define END_MARK UINT32_MAX
/* Matches from further away than this are one longer. */
#define NEAR_2B 0xD00u
#define NEAR_2D 0x500u

struct nrv {
	const uint8_t *next;
	const uint8_t *end;
	uint32_t group;
	unsigned left; /* bits of it */
	unsigned group_bytes;
	bool broken; /* read past the end, or a number too large */
	uint32_t last_offset;
};

static uint32_t
take_byte(struct nrv *nrv)
{
	if (nrv->next == nrv->end) {
		nrv->broken = true;
		return 0;
	}
	return *nrv->next++;
}

static uint32_t
take_bit(struct nrv *nrv)
{
	if (nrv->left == 0) {
		nrv->group = 0;
		for (unsigned i = 0; i < nrv->group_bytes; i++)
			nrv->group |= take_byte(nrv) << 8 * i;
		nrv->left = 8 * nrv->group_bytes;
	}
	nrv->left--;
	return nrv->group >> nrv->left & 1;
}

/* Behind the first bit of a number: bits, each followed by whether it was the
 * last one. */
static uint32_t
take_number(struct nrv *nrv, uint32_t first, uint32_t max)
{
	uint32_t number = first;

	do {
		number = number * 2 + take_bit(nrv);
		if (number > max)
			nrv->broken = true;
	} while (!nrv->broken && take_bit(nrv) == 0);
	return number;
}

/* The same with two bits for each but the first. */
static uint32_t
take_offset_code(struct nrv *nrv)
{
	uint32_t code = 1;

	while (!nrv->broken) {
		code = code * 2 + take_bit(nrv);
		if (take_bit(nrv) != 0)
			break;
		code = (code - 1) * 2 + take_bit(nrv);
		if (code > OFFSET_CODE_MAX)
			nrv->broken = true;
	}
	return code;
}

/* ---- matches ----------------------------------------------------------- */

/* False: the end. */
static bool
match_2b(struct nrv *nrv, uint32_t *offset_r, uint32_t *length_r)
{
	uint32_t code = take_number(nrv, 1, OFFSET_CODE_MAX);
	uint32_t length;

	if (code != 2) {
		code = (code - 3) * 256 + take_byte(nrv);
		if (code == END_MARK)
			return false;
		nrv->last_offset = code + 1;
	}
	*offset_r = nrv->last_offset;
	length = take_bit(nrv) * 2;
	length += take_bit(nrv);
	if (length == 0)
		length = take_number(nrv, 1, LENGTH_MAX) + 2;
	*length_r = length + 1 + (*offset_r > NEAR_2B);
	return true;
}

/* Both 2D and 2E begin so; *bit_r is one that goes with the length. */
static bool
take_offset(struct nrv *nrv, uint32_t *bit_r)
{
	uint32_t code = take_offset_code(nrv);

	if (code == 2) {
		*bit_r = take_bit(nrv);
		return true;
	}
	code = (code - 3) * 256 + take_byte(nrv);
	if (code == END_MARK)
		return false;
	*bit_r = ~code & 1;
	nrv->last_offset = (code >> 1) + 1;
	return true;
}

static bool
match_2d(struct nrv *nrv, uint32_t *offset_r, uint32_t *length_r)
{
	uint32_t length;

	if (!take_offset(nrv, &length))
		return false;
	length = length * 2 + take_bit(nrv);
	if (length == 0)
		length = take_number(nrv, 1, LENGTH_MAX) + 2;
	*offset_r = nrv->last_offset;
	*length_r = length + 1 + (*offset_r > NEAR_2D);
	return true;
}

static bool
match_2e(struct nrv *nrv, uint32_t *offset_r, uint32_t *length_r)
{
	uint32_t length;

	if (!take_offset(nrv, &length))
		return false;
	if (length != 0)
		length = 1 + take_bit(nrv);
	else if (take_bit(nrv) != 0)
		length = 3 + take_bit(nrv);
	else
		length = take_number(nrv, 1, LENGTH_MAX) + 3;
	*offset_r = nrv->last_offset;
	*length_r = length + 1 + (*offset_r > NEAR_2D);
	return true;
}

/* ---- the whole --------------------------------------------------------- */

static enum lz_result
decode(struct nrv *nrv, enum nrv_kind kind, struct lz_output *lz)
{
	static bool (*const matches[])(struct nrv *, uint32_t *, uint32_t *) = {
	    [NRV_2B] = match_2b, [NRV_2D] = match_2d, [NRV_2E] = match_2e};
	uint32_t offset, length;

	while (!nrv->broken) {
		if (take_bit(nrv) != 0) {
			uint8_t byte = (uint8_t)take_byte(nrv);

			if (!nrv->broken && !lz_literal(lz, byte))
				return LZ_CUT;
			continue;
		}
		if (!matches[kind](nrv, &offset, &length))
			return nrv->broken ? LZ_DAMAGED : LZ_OK;
		if (nrv->broken || offset > lz_size(lz))
			return LZ_DAMAGED;
		if (!lz_match(lz, offset, length))
			return LZ_CUT;
	}
	return LZ_DAMAGED;
}

enum lz_result
nrv_decode(enum nrv_kind kind, unsigned group_bytes, struct slice packed,
    struct body_output *output)
{
	struct nrv nrv = {
	    .next = packed.data,
	    .end = packed.data + packed.size,
	    .group_bytes = group_bytes,
	    .last_offset = 1,
	};
	struct lz_output lz = lz_output_of(output);
	enum lz_result result = decode(&nrv, kind, &lz);

	lz_flush(&lz);
	return result;
}
