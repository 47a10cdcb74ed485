/*
 * arj_header - one header of an ARJ archive
 */
#include "core/archive/arj/arj_header.h"

#include "core/base/crc32.h"
#include "core/base/integer.h"

/* The basic header, as all versions have it, and the largest that there is. */
#define BASIC_MIN 30u
#define BASIC_MAX 2600u
/* Mark and size of the basic header. */
#define HEAD 4u
#define SUM 4u
/* A wrong header costs the sum of BASIC_MAX bytes: looks at the clock are once
 * in so many. */
#define SUMS_BETWEEN 64u

static bool
has_mark(struct slice bytes, size_t at)
{
	return slice_starts_with(slice_skip(bytes, at), SLICE("\x60\xEA"));
}

/* Behind the basic header's sum: none, one or more, each with a sum. */
static size_t
skip_extended(struct slice bytes, size_t at)
{
	while (at < bytes.size) {
		size_t size = u16_le(bytes, at);

		at += 2;
		if (size == 0)
			break;
		at += size + SUM;
	}
	return at < bytes.size ? at : bytes.size;
}

static bool
is_header(struct slice basic, struct slice behind)
{
	return basic.size >= BASIC_MIN && behind.size >= SUM &&
	       basic.data[0] >= BASIC_MIN && basic.data[0] <= basic.size &&
	       u32_le(behind, 0) == crc32_of(0, basic);
}

enum arj_found
arj_header_at(struct slice bytes, size_t at, struct arj_header *header_r)
{
	size_t size = u16_le(bytes, at + 2);
	struct slice basic, name;

	if (!has_mark(bytes, at) || bytes.size - at < HEAD || size > BASIC_MAX)
		return ARJ_NONE;
	if (size == 0)
		return ARJ_END;
	basic = slice_sub(bytes, at + HEAD, size);
	if (basic.size < size ||
	    !is_header(basic, slice_skip(bytes, at + HEAD + size)))
		return ARJ_NONE;
	name = slice_skip(basic, basic.data[0]);
	*header_r = (struct arj_header){
	    .name = slice_sub(name, 0, slice_find_byte(name, 0)),
	    .packed = u32_le(basic, 12),
	    .size = u32_le(basic, 16),
	    .crc32 = u32_le(basic, 20),
	    .flags = basic.data[4],
	    .method = basic.data[5],
	    .type = basic.data[6],
	    .modifier = basic.data[7],
	    .data = skip_extended(bytes, at + HEAD + size + SUM),
	};
	return ARJ_HEADER;
}

size_t
arj_header_find(struct slice bytes, size_t from, struct budget *budget)
{
	size_t tried = 0;

	for (size_t at = from; at < bytes.size; at++) {
		struct arj_header header;

		at += slice_find_byte(slice_skip(bytes, at), 0x60);
		if (!has_mark(bytes, at))
			continue;
		if (arj_header_at(bytes, at, &header) == ARJ_HEADER)
			return at;
		if (++tried % SUMS_BETWEEN == 0 && budget != NULL &&
		    budget_spent(budget))
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

bool
arj_header_plausible(struct slice bytes)
{
	size_t size = u16_le(bytes, 2);
	struct slice basic = slice_sub(bytes, HEAD, size);

	return has_mark(bytes, 0) && size >= BASIC_MIN + 2 &&
	       size <= BASIC_MAX && basic.size == size &&
	       basic.data[0] >= BASIC_MIN && basic.data[0] <= size - 2 &&
	       basic.data[1] < 0x80 && basic.data[2] <= basic.data[1] &&
	       basic.data[3] <= 16 && basic.data[6] == ARJ_MAIN &&
	       basic.data[size - 1] == 0;
}
