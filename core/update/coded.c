/*
 * coded - the numbers of a delta
 */
#include "core/update/coded.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/integer.h"

#define FIRST_BYTES ((size_t)4096)

static bool
make_room(struct coded *coded, size_t size)
{
	size_t capacity = coded->capacity;
	uint8_t *grown;

	if (coded->failed)
		return false;
	if (size <= capacity - coded->size)
		return true;
	capacity = capacity == 0 ? FIRST_BYTES : capacity * 2;
	if (capacity < coded->size + size)
		capacity = coded->size + size;
	grown = realloc(coded->bytes, capacity);
	if (grown == NULL) {
		coded_free(coded);
		coded->failed = true;
		return false;
	}
	coded->bytes = grown;
	coded->capacity = capacity;
	return true;
}

void
coded_put(struct coded *coded, struct slice bytes)
{
	if (bytes.size == 0 || !make_room(coded, bytes.size))
		return;
	memcpy(coded->bytes + coded->size, bytes.data, bytes.size);
	coded->size += bytes.size;
}

static void
put_le(struct coded *coded, uint64_t value, size_t size)
{
	uint8_t bytes[8];

	integer_put_le(bytes, value, size);
	coded_put(coded, (struct slice){bytes, size});
}

void
coded_put_u8(struct coded *coded, uint8_t value)
{
	put_le(coded, value, 1);
}

void
coded_put_u32(struct coded *coded, uint32_t value)
{
	put_le(coded, value, 4);
}

void
coded_put_u64(struct coded *coded, uint64_t value)
{
	put_le(coded, value, 8);
}

void
coded_put_varint(struct coded *coded, uint64_t value)
{
	uint8_t bytes[10];
	size_t size = 0;

	for (; value >= 0x80; value >>= 7)
		bytes[size++] = (uint8_t)(value | 0x80);
	bytes[size++] = (uint8_t)value;
	coded_put(coded, (struct slice){bytes, size});
}

void
coded_free(struct coded *coded)
{
	free(coded->bytes);
	*coded = (struct coded){.bytes = NULL};
}

bool
coded_take(struct slice *rest, size_t size, struct slice *bytes_r)
{
	if (size > rest->size)
		return false;
	*bytes_r = slice_sub(*rest, 0, size);
	*rest = slice_skip(*rest, size);
	return true;
}

bool
coded_take_u8(struct slice *rest, uint8_t *value_r)
{
	struct slice bytes;

	if (!coded_take(rest, 1, &bytes))
		return false;
	*value_r = bytes.data[0];
	return true;
}

bool
coded_take_u32(struct slice *rest, uint32_t *value_r)
{
	struct slice bytes;

	if (!coded_take(rest, 4, &bytes))
		return false;
	*value_r = u32_le(bytes, 0);
	return true;
}

bool
coded_take_u64(struct slice *rest, uint64_t *value_r)
{
	struct slice bytes;

	if (!coded_take(rest, 8, &bytes))
		return false;
	*value_r = u64_le(bytes, 0);
	return true;
}

bool
coded_take_varint(struct slice *rest, uint64_t *value_r)
{
	uint64_t value = 0;

	for (size_t i = 0; i < 10 && i < rest->size; i++) {
		uint64_t bits = rest->data[i] & 0x7F;

		if (i == 9 && bits > 1)
			return false;
		value |= bits << 7 * i;
		if (rest->data[i] < 0x80) {
			*rest = slice_skip(*rest, i + 1);
			*value_r = value;
			return true;
		}
	}
	return false;
}

bool
coded_take_varint32(struct slice *rest, uint32_t *value_r)
{
	struct slice left = *rest;
	uint64_t value;

	if (!coded_take_varint(&left, &value) || value > UINT32_MAX)
		return false;
	*rest = left;
	*value_r = (uint32_t)value;
	return true;
}
