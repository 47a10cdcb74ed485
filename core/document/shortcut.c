/*
 * shortcut - what a shortcut of Windows (.lnk, [MS-SHLLINK]) runs
 */
#include "core/document/shortcut.h"

#include "core/base/integer.h"

#define HEADER_SIZE 76u

/* LinkFlags, 2.1.1. */
enum link_flag {
	HAS_ITEMS = 1 << 0,
	HAS_PLACE = 1 << 1,
	HAS_NAME = 1 << 2,
	HAS_PATH = 1 << 3,
	HAS_FOLDER = 1 << 4,
	HAS_ARGUMENTS = 1 << 5,
	IS_WIDE = 1 << 7,
};

/* A string with its number of characters ahead of it; *at moves behind it. */
static struct slice
read_string(struct slice s, size_t *at, bool wide)
{
	size_t size = (size_t)u16_le(s, *at) * (wide ? 2 : 1);
	struct slice string = slice_sub(s, *at + 2, size);

	*at += 2 + size;
	return string;
}

bool
shortcut_read(struct slice bytes, struct shortcut *shortcut_r)
{
	uint32_t flags = u32_le(bytes, 20);
	size_t at = HEADER_SIZE;
	bool wide = (flags & IS_WIDE) != 0;

	*shortcut_r = (struct shortcut){.wide = wide};
	if (bytes.size < HEADER_SIZE || u32_le(bytes, 0) != HEADER_SIZE)
		return false;
	if ((flags & HAS_ITEMS) != 0)
		at += 2 + (size_t)u16_le(bytes, at);
	if ((flags & HAS_PLACE) != 0)
		at += u32_le(bytes, at);
	if ((flags & HAS_NAME) != 0)
		(void)read_string(bytes, &at, wide);
	if ((flags & HAS_PATH) != 0)
		shortcut_r->path = read_string(bytes, &at, wide);
	if ((flags & HAS_FOLDER) != 0)
		(void)read_string(bytes, &at, wide);
	if ((flags & HAS_ARGUMENTS) != 0)
		shortcut_r->arguments = read_string(bytes, &at, wide);
	return shortcut_r->path.size + shortcut_r->arguments.size > 0;
}

static size_t
put(struct slice string, bool wide, uint8_t *out)
{
	size_t size = 0;

	if (!wide) {
		if (string.size > 0)
			memcpy(out, string.data, string.size);
		return string.size;
	}
	for (size_t at = 0; at + 1 < string.size; at += 2)
		out[size++] = string.data[at + 1] == 0 ? string.data[at] : '?';
	return size;
}

size_t
shortcut_command(const struct shortcut *shortcut, uint8_t *out)
{
	size_t size = put(shortcut->path, shortcut->wide, out);

	if (size > 0)
		out[size++] = ' ';
	return size + put(shortcut->arguments, shortcut->wide, out + size);
}
