/*
 * powerpoint - objects in the stream "PowerPoint Document" ([MS-PPT] 2.10.34)
 */
#include "core/document/powerpoint.h"

#include "core/base/integer.h"

#define HEAD_BYTES 8u
#define RECORD_OBJECT 0x1011u /* ExOleObjStg, and the project of macros */
#define VERSION_CONTAINER 0xFu
#define INSTANCE_COMPRESSED 1u

static void
take_object(struct slice bytes, size_t at, struct powerpoint_object *object_r)
{
	uint32_t size = u32_le(bytes, at + 4);

	object_r->compressed = u16_le(bytes, at) >> 4 == INSTANCE_COMPRESSED;
	object_r->body = slice_sub(bytes, at + HEAD_BYTES, size);
	object_r->bad = object_r->body.size < size;
	/* Its size, when it is unpacked, stands ahead. */
	if (object_r->compressed)
		object_r->body = slice_skip(object_r->body, 4);
}

bool
powerpoint_next(
    struct powerpoint *powerpoint, struct powerpoint_object *object_r)
{
	struct slice bytes = powerpoint->bytes;

	while (integer_fits(bytes, powerpoint->at, HEAD_BYTES)) {
		size_t at = powerpoint->at;
		uint32_t size = u32_le(bytes, at + 4);

		powerpoint->at += HEAD_BYTES;
		if ((u16_le(bytes, at) & 0xF) == VERSION_CONTAINER)
			continue;
		/* A size that cannot be is passed over, so that one record
		 * does not hide the rest. */
		if (size <= bytes.size - powerpoint->at)
			powerpoint->at += size;
		if (u16_le(bytes, at + 2) != RECORD_OBJECT)
			continue;
		take_object(bytes, at, object_r);
		if (object_r->bad)
			powerpoint->at = bytes.size;
		if (object_r->body.size > 0)
			return true;
	}
	return false;
}
