/*
 * utf16_name - names that archives keep as UTF-16
 */
#include "core/archive/member/utf16_name.h"

#include "core/base/integer.h"
#include "core/text/utf8.h"

static bool
is_surrogate(uint32_t unit, uint32_t first)
{
	return (unit & 0xFC00) == first;
}

struct slice
utf16_name(struct arena *arena, struct slice stored)
{
	size_t size = 0;
	uint8_t *name =
	    arena_alloc(arena, stored.size / 2 * (UTF8_MAX - 1) + UTF8_MAX);

	if (name == NULL || stored.size == 0)
		return (struct slice){NULL, 0};
	for (size_t at = 0; at < stored.size; at += 2) {
		uint32_t point = u16_le(stored, at);
		uint32_t low = u16_le(stored, at + 2);

		if (is_surrogate(point, 0xD800) && is_surrogate(low, 0xDC00)) {
			point =
			    0x10000 + ((point & 0x3FF) << 10) + (low & 0x3FF);
			at += 2;
		}
		size += utf8_put(point, name + size);
	}
	(void)!arena_resize_last(arena, name, size);
	return (struct slice){name, size};
}

bool
utf16_name_member(struct arena *arena, const struct slice *stored,
    unsigned count, struct member *member)
{
	struct slice *more;

	if (count == 0)
		return true;
	member->name = utf16_name(arena, stored[0]);
	if (count == 1)
		return true;
	more = arena_alloc(arena, (count - 1) * sizeof(*more));
	if (more == NULL)
		return false;
	for (unsigned i = 1; i < count; i++)
		more[i - 1] = utf16_name(arena, stored[i]);
	member->more_names = more;
	member->more_count = (uint16_t)(count - 1);
	return true;
}

struct slice
utf16_string(struct slice bytes, size_t at)
{
	struct slice rest = slice_skip(bytes, at);
	size_t units = 0;

	while (units < UTF16_NAME_UNITS && u16_le(rest, units * 2) != 0)
		units++;
	return slice_sub(rest, 0, units * 2);
}
