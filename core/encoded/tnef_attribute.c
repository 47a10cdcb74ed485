/*
 * tnef_attribute - the attributes of a TNEF stream, one after the other
 *
 *     level (1), number (2), type (2), size (4), bytes, sum of the bytes (2)
 */
#include "core/encoded/tnef_attribute.h"

#include "core/base/integer.h"

#define HEADER_BYTES 9u
#define SUM_BYTES 2u

static bool
sum_is_right(struct slice bytes, struct slice sum)
{
	uint32_t total = 0;

	for (size_t i = 0; i < bytes.size; i++)
		total += bytes.data[i];
	return sum.size == SUM_BYTES && (uint16_t)total == u16_le(sum, 0);
}

bool
tnef_attribute_next(struct tnef *tnef, struct tnef_attribute *attribute_r)
{
	struct slice rest = slice_skip(tnef->bytes, tnef->at);
	uint32_t size;

	if (rest.size < HEADER_BYTES)
		return false;
	size = u32_le(rest, 5);
	attribute_r->id = u16_le(rest, 1);
	rest = slice_skip(rest, HEADER_BYTES);
	/* A size that lies gets what there is. */
	attribute_r->bytes = slice_sub(rest, 0, size);
	rest = slice_skip(rest, size);
	attribute_r->bad =
	    !sum_is_right(attribute_r->bytes, slice_sub(rest, 0, SUM_BYTES));
	rest = slice_skip(rest, SUM_BYTES);
	tnef->at = tnef->bytes.size - rest.size;
	tnef->unasked += HEADER_BYTES + attribute_r->bytes.size;
	return true;
}
