/*
 * fuzz_header - any bytes as a header block, its values as structured ones
 *
 * The first byte chooses how tight the limits are.  Whatever comes in: block,
 * empty line and body make up the input, fields lie in the block in order, the
 * empty line is where the vector kernel sees it, and going through parameters
 * ends, with slices of the value or of the arena.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/header/header.h"
#include "simd/bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena *arena;

static bool
is_inside(struct slice inner, struct slice outer)
{
	return inner.data >= outer.data && inner.size <= outer.size &&
	       (size_t)(inner.data - outer.data) <= outer.size - inner.size;
}

static void
check_parameters(struct slice value)
{
	struct slice rest, main_value = header_main_value(value, &rest);
	struct header_parameter parameter;
	size_t before = rest.size;

	CHECK(main_value.size == 0 || is_inside(main_value, value));
	CHECK(is_inside(rest, value));
	while (header_next_parameter(&rest, arena, &parameter)) {
		/* A name, its '=', a value: each call takes some of it. */
		CHECK(rest.size < before);
		CHECK(is_inside(rest, value));
		CHECK(is_inside(parameter.name, value));
		CHECK(parameter.name.size + parameter.value.size < before);
		before = rest.size;
	}
	CHECK(rest.size == 0);
}

static void
check_fields(const struct header *header)
{
	const uint8_t *end = header->block.data;

	for (size_t i = 0; i < header->count; i++) {
		struct slice name = header->fields[i].name;
		struct slice value = header->fields[i].value;

		CHECK(is_inside(name, header->block));
		CHECK(is_inside(value, header->block));
		CHECK(name.data >= end && value.data >= end);
		CHECK(slice_find_byte(name, ':') == name.size);
		CHECK(slice_equal(slice_trim(value), value));
		end = value.data + value.size;
		CHECK(header_find(header, name, 0) != NULL);
		check_parameters(value);
	}
}

/* What lies between block and body is an empty line, or nothing. */
static void
check_ending(struct slice bytes, const struct header *header, struct slice body,
    const struct limits_reached *reached)
{
	size_t end = header->block.size, start = bytes.size - body.size;
	size_t kernel = bytes_find_header_end(bytes.data, bytes.size);

	CHECK(body.data == bytes.data + start && start >= end);
	CHECK(start - end <= 2);
	for (size_t i = end; i < start; i++)
		CHECK(bytes.data[i] == '\r' || bytes.data[i] == '\n');
	if (start > end)
		CHECK(kernel == start);
	else
		CHECK(kernel == bytes.size || header->count == 0 ||
		      reached->bits != 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct limits_reached reached = {0};
	struct slice bytes, body;
	struct limits limits;
	struct header header;

	if (arena == NULL)
		arena = arena_create((size_t)4 << 20);
	CHECK(arena != NULL);
	if (size == 0)
		return 0;
	arena_reset(arena);
	limits_default(&limits);
	if (data[0] % 4 == 1)
		limits.max[LIMIT_HEADER_FIELDS] = 1 + data[0] / 16;
	else if (data[0] % 4 == 2)
		limits.max[LIMIT_HEADER_BYTES] = 1 + data[0];
	bytes = (struct slice){data + 1, size - 1};
	header_parse(bytes, &limits, arena, &reached, &header, &body);

	CHECK((int64_t)header.count <=
	      limits.max[LIMIT_HEADER_FIELDS] + HEADER_CONTENT_OVER);
	CHECK(header.block.data == bytes.data);
	check_fields(&header);
	check_ending(bytes, &header, body, &reached);
	return 0;
}
