/*
 * ishield - the files that an InstallShield setup program has behind its
 * sections
 */
#include "core/archive/installer/ishield.h"

#include "core/archive/member/utf16_name.h"
#include "core/base/ascii.h"
#include "core/base/integer.h"

/* The head of all but plain files. */
#define LEGACY_MARK SLICE("InstallShield")
#define STREAM_MARK SLICE("ISSetupStream")
#define COUNT_AT 14u
#define TYPE_AT 16u
#define HEAD_BYTES 46u
#define TYPE_LONG 4u

/* A file of the old kind. */
#define LEGACY_BYTES 312u
#define LEGACY_NAME_BYTES 260u
#define LEGACY_FLAGS_AT 260u
#define LEGACY_SIZE_AT 268u
#define LEGACY_DEFLATED_AT 280u

/* ... and of the new one; the long one has three times behind. */
#define STREAM_BYTES 24u
#define STREAM_LONG_BYTES 48u
#define STREAM_FLAGS_AT 4u
#define STREAM_SIZE_AT 10u
#define STREAM_DEFLATED_AT 22u

/* Longer names (bytes) are not believed in. */
#define NAME_MAX_BYTES 520u
/* What a linker leaves ahead of the files: a mark, 12 bytes and a path. */
#define DEBUG_MARK SLICE("NB10")
#define DEBUG_BYTES 16u
#define WIDE_COUNT_BYTES 4u

/* ---- plain ------------------------------------------------------------- */

static uint16_t
unit_at(struct slice bytes, size_t at, bool wide)
{
	return wide ? u16_le(bytes, at) : bytes.data[at];
}

/* Letters up to a 0, which *at is put behind.  False: there are none, or too
 * many, or what is no text. */
static bool
take_text(struct slice bytes, bool wide, size_t *at, struct slice *text_r)
{
	size_t width = wide ? 2 : 1, from = *at, end = from;

	while (end + width <= bytes.size && end - from <= NAME_MAX_BYTES) {
		uint16_t unit = unit_at(bytes, end, wide);

		if (unit == 0) {
			*text_r = slice_sub(bytes, from, end - from);
			*at = end + width;
			return end > from;
		}
		if (unit < ' ')
			return false;
		end += width;
	}
	return false;
}

static bool
read_digits(struct slice text, bool wide, uint64_t *number_r)
{
	size_t width = wide ? 2 : 1;

	if (text.size > 10 * width)
		return false;
	*number_r = 0;
	for (size_t at = 0; at < text.size; at += width) {
		uint16_t unit = unit_at(text, at, wide);

		if (unit < '0' || unit > '9')
			return false;
		*number_r = *number_r * 10 + unit - '0';
	}
	return true;
}

static bool
next_plain(struct ishield *ishield, struct ishield_file *file_r)
{
	bool wide = ishield->layout == ISHIELD_PLAIN_WIDE;
	struct slice bytes = ishield->bytes, path, version, digits;
	size_t at = ishield->at;

	*file_r = (struct ishield_file){.wide = wide};
	if (!take_text(bytes, wide, &at, &file_r->name) ||
	    !take_text(bytes, wide, &at, &path) ||
	    !take_text(bytes, wide, &at, &version) ||
	    !take_text(bytes, wide, &at, &digits) ||
	    !read_digits(digits, wide, &file_r->size))
		return false;
	file_r->stored = slice_skip(bytes, at);
	if (file_r->size < file_r->stored.size)
		file_r->stored.size = (size_t)file_r->size;
	ishield->at = at + file_r->stored.size;
	return true;
}

/* ---- garbled ----------------------------------------------------------- */

/* size bytes of a file behind at. */
static void
take_stored(struct ishield *ishield, size_t at, struct ishield_file *file)
{
	file->stored = slice_skip(ishield->bytes, at);
	if (file->size < file->stored.size)
		file->stored.size = (size_t)file->size;
	ishield->at = at + file->stored.size;
	ishield->left--;
}

static bool
next_legacy(struct ishield *ishield, struct ishield_file *file_r)
{
	struct slice head =
	    slice_sub(ishield->bytes, ishield->at, LEGACY_BYTES);
	struct slice name = slice_sub(head, 0, LEGACY_NAME_BYTES);

	if (head.size < LEGACY_BYTES || ishield->left == 0)
		return false;
	*file_r = (struct ishield_file){
	    .name = slice_sub(name, 0, slice_find_byte(name, 0)),
	    .size = u32_le(head, LEGACY_SIZE_AT),
	    .flags = u32_le(head, LEGACY_FLAGS_AT),
	    .deflated = u16_le(head, LEGACY_DEFLATED_AT) != 0,
	};
	take_stored(ishield, ishield->at + LEGACY_BYTES, file_r);
	return file_r->name.size > 0;
}

static bool
next_stream(struct ishield *ishield, struct ishield_file *file_r)
{
	size_t head_bytes = ishield->layout == ISHIELD_STREAM_LONG
				? STREAM_LONG_BYTES
				: STREAM_BYTES;
	struct slice head = slice_sub(ishield->bytes, ishield->at, head_bytes);
	uint32_t name_size = u32_le(head, 0);

	if (head.size < head_bytes || ishield->left == 0 ||
	    name_size > NAME_MAX_BYTES)
		return false;
	*file_r = (struct ishield_file){
	    .name =
		slice_sub(ishield->bytes, ishield->at + head_bytes, name_size),
	    .wide = true,
	    .size = u32_le(head, STREAM_SIZE_AT),
	    .flags = u32_le(head, STREAM_FLAGS_AT),
	    .deflated = u16_le(head, STREAM_DEFLATED_AT) != 0,
	};
	take_stored(
	    ishield, ishield->at + head_bytes + file_r->name.size, file_r);
	return file_r->name.size >= 2;
}

/* ---- which it is ------------------------------------------------------- */

static enum ishield_layout
layout_of(struct slice bytes)
{
	uint32_t type = u32_le(bytes, TYPE_AT);

	if (bytes.size < HEAD_BYTES || bytes.data[13] != 0 || type > TYPE_LONG)
		return ISHIELD_NONE;
	if (slice_starts_with(bytes, LEGACY_MARK))
		return ISHIELD_LEGACY;
	if (slice_starts_with(bytes, STREAM_MARK))
		return type == TYPE_LONG ? ISHIELD_STREAM_LONG : ISHIELD_STREAM;
	return ISHIELD_NONE;
}

static size_t
debug_bytes(struct slice bytes)
{
	struct slice path = slice_skip(bytes, DEBUG_BYTES);

	if (!slice_starts_with(bytes, DEBUG_MARK))
		return 0;
	path = slice_sub(path, 0, NAME_MAX_BYTES);
	return DEBUG_BYTES + slice_find_byte(path, 0) + 1;
}

/* Is there a file that is all there, where it should begin? */
static bool
begins(const struct ishield *ishield)
{
	struct ishield copy = *ishield;
	struct ishield_file file;

	return ishield_next(&copy, &file) && file.stored.size == file.size &&
	       unit_at(file.name, 0, file.wide) > ' ';
}

enum ishield_layout
ishield_open(struct slice bytes, struct ishield *ishield_r)
{
	struct slice rest = slice_skip(bytes, debug_bytes(bytes));

	*ishield_r = (struct ishield){
	    .layout = layout_of(rest),
	    .bytes = rest,
	    .at = HEAD_BYTES,
	    .left = u16_le(rest, COUNT_AT),
	};
	if (ishield_r->layout == ISHIELD_NONE) {
		ishield_r->layout = ISHIELD_PLAIN;
		ishield_r->at = 0;
		if (!begins(ishield_r)) {
			ishield_r->layout = ISHIELD_PLAIN_WIDE;
			ishield_r->at = WIDE_COUNT_BYTES;
		}
	}
	if (!begins(ishield_r))
		ishield_r->layout = ISHIELD_NONE;
	return ishield_r->layout;
}

bool
ishield_next(struct ishield *ishield, struct ishield_file *file_r)
{
	switch (ishield->layout) {
	case ISHIELD_PLAIN:
	case ISHIELD_PLAIN_WIDE:
		return next_plain(ishield, file_r);
	case ISHIELD_LEGACY:
		return next_legacy(ishield, file_r);
	case ISHIELD_STREAM:
	case ISHIELD_STREAM_LONG:
		return next_stream(ishield, file_r);
	default:
		return false;
	}
}
