/*
 * fuzz_address - any bytes as a list of addresses
 *
 * Going through it ends, each step takes some of it, and nothing vanishes:
 * letters, digits and bytes over 127 of the value are all in some address. What
 * is borrowed lies within the value.  Without memory the same addresses are
 * found.
 */
#include <stdint.h>
#include <string.h>

#include "core/base/check.h"
#include "core/header/address.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena *arena, *empty;

struct census {
	size_t count[256];
};

static void
add(struct census *census, struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		census->count[s.data[i]]++;
}

static bool
is_counted(unsigned c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c > 0x7F;
}

static size_t
read_all(struct slice value, struct census *census)
{
	struct address_list list;
	struct address address;
	struct slice group = {NULL, 0};
	size_t count = 0, left = value.size + 1;

	address_begin(value, &list);
	while (address_next(&list, arena, &address)) {
		CHECK(list.rest.size < left);
		left = list.rest.size;
		count++;
		add(census, address.name);
		add(census, address.local);
		add(census, address.domain);
		add(census, address.comment);
		if (address.group.data != group.data)
			add(census, address.group);
		group = address.group;
	}
	CHECK(list.rest.size == 0);
	return count;
}

static size_t
count_without_memory(struct slice value)
{
	struct address_list list;
	struct address address;
	size_t count = 0;

	address_begin(value, &list);
	for (; address_next(&list, empty, &address); count++)
		CHECK(address.name.size <= value.size);
	return count;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice value = {data, size};
	struct census expected = {{0}}, got = {{0}};
	size_t count;

	if (arena == NULL) {
		arena = arena_create((size_t)64 << 20);
		empty = arena_create(0);
	}
	CHECK(arena != NULL && empty != NULL);
	arena_reset(arena);
	add(&expected, value);
	count = read_all(value, &got);
	for (unsigned c = 0; c < 256; c++)
		CHECK(!is_counted(c) || got.count[c] >= expected.count[c]);
	CHECK(count_without_memory(value) == count);
	return 0;
}
