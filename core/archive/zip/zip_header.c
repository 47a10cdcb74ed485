/*
 * zip_header - one header of a zip, central or local
 */
#include "core/archive/zip/zip_header.h"

#include <string.h>

#include "core/base/integer.h"

#define CENTRAL_SIZE 46u
#define LOCAL_SIZE 30u

#define EXTRA_ZIP64 0x0001u
#define EXTRA_UNICODE_PATH 0x7075u
#define EXTRA_AES 0x9901u

/* Stands where the true value is in the field of zip64. */
#define IN_ZIP64 UINT32_MAX

bool
zip_signature(struct slice bytes, uint64_t at, uint8_t a, uint8_t b)
{
	const uint8_t mark[4] = {'P', 'K', a, b};

	return bytes.size >= 4 && at <= bytes.size - 4 &&
	       memcmp(bytes.data + at, mark, 4) == 0;
}

/* ---- extra fields ------------------------------------------------------ */

/* The eight bytes that replace *value, if it asks for them. */
static void
take_zip64(struct slice *field, uint64_t *value)
{
	if (*value != IN_ZIP64 || field->size < 8)
		return;
	*value = u64_le(*field, 0);
	*field = slice_skip(*field, 8);
}

/* Version, sum of the name it replaces, name. */
static void
take_unicode_path(struct slice field, struct zip_header *header)
{
	if (field.size > 5 && field.data[0] == 1)
		header->unicode_name = slice_skip(field, 5);
}

static void
take_extra(struct slice extra, struct zip_header *header)
{
	while (extra.size >= 4) {
		unsigned id = u16_le(extra, 0);
		struct slice field = slice_sub(extra, 4, u16_le(extra, 2));

		extra = slice_skip(extra, 4 + (size_t)u16_le(extra, 2));
		if (id == EXTRA_ZIP64) {
			take_zip64(&field, &header->size);
			take_zip64(&field, &header->packed);
			take_zip64(&field, &header->offset);
		} else if (id == EXTRA_UNICODE_PATH) {
			take_unicode_path(field, header);
		} else if (id == EXTRA_AES && field.size >= 7) {
			header->aes = field;
		}
	}
}

/* ---- the two kinds ----------------------------------------------------- */

/* From the flags to the sizes both kinds have the same order. */
static void
take_common(struct slice bytes, uint64_t at, struct zip_header *header)
{
	header->flags = u16_le(bytes, at);
	header->method = u16_le(bytes, at + 2);
	header->time = u16_le(bytes, at + 4);
	header->crc32 = u32_le(bytes, at + 8);
	header->packed = u32_le(bytes, at + 12);
	header->size = u32_le(bytes, at + 16);
}

/* Name and extra field behind size fixed bytes; false: past the end. */
static bool
take_variable(struct slice bytes, uint64_t at, size_t name_size,
    size_t extra_size, struct zip_header *header)
{
	struct slice rest = slice_skip(bytes, (size_t)at);

	if (rest.size < name_size + extra_size)
		return false;
	header->name = slice_sub(rest, 0, name_size);
	take_extra(slice_sub(rest, name_size, extra_size), header);
	return true;
}

/* Unix in the upper byte, mode in the upper half of the attributes. */
static bool
is_link(struct slice bytes, uint64_t at)
{
	return u16_le(bytes, at + 4) >> 8 == 3 &&
	       (u32_le(bytes, at + 38) >> 28) == 0xA;
}

bool
zip_header_central(struct slice bytes, uint64_t at, struct zip_header *header_r)
{
	struct zip_header header = {0};
	size_t name, extra, comment;

	if (!zip_signature(bytes, at, 1, 2) || bytes.size - at < CENTRAL_SIZE)
		return false;
	name = u16_le(bytes, at + 28);
	extra = u16_le(bytes, at + 30);
	comment = u16_le(bytes, at + 32);
	header.version = u16_le(bytes, at + 6);
	take_common(bytes, at + 8, &header);
	header.offset = u32_le(bytes, at + 42);
	header.link = is_link(bytes, at);
	header.total = CENTRAL_SIZE + name + extra + comment;
	if (!take_variable(bytes, at + CENTRAL_SIZE, name, extra, &header))
		return false;
	*header_r = header;
	return true;
}

bool
zip_header_local(struct slice bytes, uint64_t at, struct zip_header *header_r)
{
	struct zip_header header = {0};
	size_t name, extra;

	if (!zip_signature(bytes, at, 3, 4) || bytes.size - at < LOCAL_SIZE)
		return false;
	name = u16_le(bytes, at + 26);
	extra = u16_le(bytes, at + 28);
	header.version = u16_le(bytes, at + 4);
	take_common(bytes, at + 6, &header);
	header.total = LOCAL_SIZE + name + extra;
	if (!take_variable(bytes, at + LOCAL_SIZE, name, extra, &header))
		return false;
	*header_r = header;
	return true;
}
