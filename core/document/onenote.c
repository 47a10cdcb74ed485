/*
 * onenote - files in a section of OneNote ([MS-ONESTORE] 2.6.13)
 */
#include "core/document/onenote.h"

#include "core/base/integer.h"

/* {BDE316E7-2665-4511-A4C4-8D4D0B7A9EAC} */
#define HEAD_GUID                                                              \
	SLICE("\xE7\x16\xE3\xBD\x65\x26\x11\x45\xA4\xC4\x8D\x4D\x0B\x7A\x9E"   \
	      "\xAC")
/* The GUID, the size, and 12 bytes without a meaning. */
#define HEAD_BYTES 36u
#define SIZE_AT 16u

bool
onenote_next(struct slice bytes, size_t *at, struct onenote_file *file_r)
{
	uint64_t size;

	*at += slice_find(slice_skip(bytes, *at), HEAD_GUID);
	if (!integer_fits(bytes, *at, HEAD_BYTES))
		return false;
	size = u64_le(bytes, *at + SIZE_AT);
	*at += HEAD_BYTES;
	file_r->body =
	    slice_sub(bytes, *at, size < SIZE_MAX ? (size_t)size : SIZE_MAX);
	file_r->bad = file_r->body.size < size;
	return true;
}
