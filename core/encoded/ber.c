/*
 * ber - tags and lengths of ASN.1 (X.690), in BER or DER
 */
#include "core/encoded/ber.h"

struct ber
ber_open(struct slice bytes, struct budget *budget)
{
	return (struct ber){.bytes = bytes, .budget = budget};
}

struct ber
ber_enter(const struct ber *ber, const struct ber_value *value)
{
	CHECK(value->constructed);
	return (struct ber){.bytes = value->bytes,
	    .budget = ber->budget,
	    .unasked = ber->unasked};
}

/* Behind the first byte: a number of seven bits a byte, the last of them
 * without the eighth.  False: it does not end, or is none of this world. */
static bool
read_long_number(struct slice bytes, size_t *at, uint32_t *number_r)
{
	uint32_t number = 0;
	uint8_t byte;

	do {
		if (*at == bytes.size || number > UINT32_MAX >> 7)
			return false;
		byte = bytes.data[(*at)++];
		number = number << 7 | (byte & 0x7F);
	} while ((byte & 0x80) != 0);
	*number_r = number;
	return true;
}

/* SIZE_MAX: more than there can be.  False: there is no whole length. */
static bool
read_length(struct slice bytes, size_t *at, size_t *length_r, bool *endless_r)
{
	uint8_t first;
	size_t length = 0;

	if (*at == bytes.size)
		return false;
	first = bytes.data[(*at)++];
	*endless_r = first == 0x80;
	*length_r = first;
	if (first <= 0x80)
		return true;
	for (unsigned left = first & 0x7F; left > 0; left--) {
		if (*at == bytes.size)
			return false;
		if (length > SIZE_MAX >> 8)
			length = SIZE_MAX;
		else
			length = length << 8 | bytes.data[*at];
		(*at)++;
	}
	*length_r = length;
	return true;
}

/* Count size bytes of work; false: no more time. */
static bool
worked(struct ber *ber, size_t size)
{
	ber->unasked += size;
	if (ber->unasked < BUDGET_SLICE)
		return !ber->stopped;
	ber->unasked = 0;
	if (ber->budget != NULL && budget_spent(ber->budget))
		ber->stopped = true;
	return !ber->stopped;
}

/* The tag and the length at ber->at, which goes behind them. */
static bool
read_head(struct ber *ber, struct ber_value *value_r)
{
	struct slice bytes = ber->bytes;
	size_t at = ber->at, length;
	uint8_t tag;

	if (at == bytes.size)
		return false;
	tag = bytes.data[at++];
	value_r->class = (enum ber_class)(tag >> 6);
	value_r->constructed = (tag & 0x20) != 0;
	value_r->number = tag & 0x1F;
	if ((value_r->number == 0x1F &&
		!read_long_number(bytes, &at, &value_r->number)) ||
	    !read_length(bytes, &at, &length, &value_r->endless) ||
	    (value_r->endless && !value_r->constructed)) {
		ber->bad = true;
		return false;
	}
	value_r->bytes = slice_skip(bytes, at);
	if (!value_r->endless && length > value_r->bytes.size)
		ber->bad = true;
	if (!value_r->endless)
		value_r->bytes = slice_sub(value_r->bytes, 0, length);
	if (!worked(ber, at - ber->at))
		return false;
	ber->at = at;
	return true;
}

bool
ber_step(struct ber *ber, struct ber_value *value_r)
{
	if (ber->stopped || !read_head(ber, value_r))
		return false;
	if (!value_r->constructed)
		ber->at += value_r->bytes.size;
	return true;
}

/* Behind the mark that ends the value whose inside at is at. */
static bool
leave(struct ber *ber)
{
	struct ber_value value;
	size_t open = 1;

	while (open > 0) {
		if (ber->stopped || !read_head(ber, &value)) {
			ber->bad |= !ber->stopped;
			return false;
		}
		if (value.endless) {
			open++;
			continue;
		}
		ber->at += value.bytes.size;
		if (ber_is(&value, BER_UNIVERSAL, BER_END))
			open--;
	}
	ber->inside = false;
	return true;
}

bool
ber_next(struct ber *ber, struct ber_value *value_r)
{
	if (ber->inside && !leave(ber))
		return false;
	if (ber->stopped || !read_head(ber, value_r) ||
	    ber_is(value_r, BER_UNIVERSAL, BER_END)) {
		ber->at = ber->bytes.size;
		return false;
	}
	ber->inside = value_r->endless;
	if (!value_r->endless)
		ber->at += value_r->bytes.size;
	return true;
}
