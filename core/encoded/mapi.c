/*
 * mapi - the list of properties in a TNEF attribute ([MS-OXTNEF] 2.1.3.4)
 */
#include "core/encoded/mapi.h"

#include "core/base/integer.h"

#define SEVERAL 0x1000u
#define NAMED_FROM 0x8000u
#define GUID_BYTES 16u

static size_t
left_of(const struct mapi *mapi)
{
	return mapi->bytes.size - mapi->at;
}

static bool
take_u32(struct mapi *mapi, uint32_t *value_r)
{
	if (left_of(mapi) < 4)
		return false;
	*value_r = u32_le(mapi->bytes, mapi->at);
	mapi->at += 4;
	return true;
}

/* size bytes and what fills them up to a multiple of four; the last value may
 * do without that. */
static bool
take_padded(struct mapi *mapi, uint32_t size, struct slice *bytes_r)
{
	size_t padding = (4 - size % 4) % 4;

	if (size > left_of(mapi))
		return false;
	*bytes_r = slice_sub(mapi->bytes, mapi->at, size);
	mapi->at += size;
	mapi->at += padding < left_of(mapi) ? padding : left_of(mapi);
	return true;
}

/* Bytes of a value of a fixed size; 0: it says its size, or is not known. */
static uint32_t
fixed_size(unsigned type)
{
	switch (type) {
	case 0x0002: /* 16 bits, padded */
	case 0x0003: /* 32 bits */
	case 0x0004: /* float */
	case 0x000A: /* error */
	case 0x000B: /* boolean, padded */
		return 4;
	case 0x0005: /* double */
	case 0x0006: /* currency */
	case 0x0007: /* time of an application */
	case 0x0014: /* 64 bits */
	case 0x0040: /* time */
		return 8;
	case 0x0048: /* GUID */
		return 16;
	default:
		return 0;
	}
}

static bool
has_own_size(unsigned type)
{
	return type == MAPI_OBJECT || type == MAPI_STRING8 ||
	       type == MAPI_UNICODE || type == MAPI_BINARY;
}

static bool
skip_name(struct mapi *mapi)
{
	struct slice name;
	uint32_t kind, size;

	if (left_of(mapi) < GUID_BYTES)
		return false;
	mapi->at += GUID_BYTES;
	/* A number, or a name with its size. */
	if (!take_u32(mapi, &kind) || !take_u32(mapi, &size))
		return false;
	return kind == 0 || take_padded(mapi, size, &name);
}

/* Type, number, name and the count of values. */
static bool
begin_property(struct mapi *mapi)
{
	uint32_t tag;
	unsigned type;

	if (!take_u32(mapi, &tag))
		return false;
	mapi->left--;
	type = tag & 0xFFFFu & ~SEVERAL;
	mapi->type = (uint16_t)type;
	mapi->id = (uint16_t)(tag >> 16);
	if (mapi->id >= NAMED_FROM && !skip_name(mapi))
		return false;
	mapi->values_left = 1;
	if (has_own_size(type) || (tag & SEVERAL) != 0)
		return take_u32(mapi, &mapi->values_left) &&
		       (has_own_size(type) || fixed_size(type) > 0);
	return fixed_size(type) > 0 || type <= 1; /* 0 and 1 have no value */
}

/* Each value takes four bytes at least, or is the only one, so that a count
 * that lies is of no use. */
static bool
take_value(struct mapi *mapi, struct slice *bytes_r)
{
	uint32_t size = fixed_size(mapi->type);

	mapi->values_left--;
	if (has_own_size(mapi->type) && !take_u32(mapi, &size))
		return false;
	return take_padded(mapi, size, bytes_r);
}

struct mapi
mapi_open(struct slice bytes)
{
	struct mapi mapi = {.bytes = bytes};

	mapi.broken = !take_u32(&mapi, &mapi.left);
	return mapi;
}

bool
mapi_next(struct mapi *mapi, struct mapi_value *value_r)
{
	size_t from = mapi->at;

	while (!mapi->broken && (mapi->values_left > 0 || mapi->left > 0)) {
		from = mapi->at;
		if (mapi->values_left == 0) {
			mapi->broken = !begin_property(mapi);
		} else if (take_value(mapi, &value_r->bytes)) {
			value_r->id = mapi->id;
			value_r->type = mapi->type;
			return true;
		} else {
			mapi->broken = true;
		}
	}
	if (mapi->broken)
		mapi->at = from;
	return false;
}
