/*
 * mapi - the list of properties in a TNEF attribute ([MS-OXTNEF] 2.1.3.4)
 *
 * A count, then for each property its type, its number, a name if the number is
 * 0x8000 or more, and one or several values.  Every value is given alone.
 *
 * For core/encoded; tnef.h includes it for a place to keep one.
 */
#ifndef CORE_ENCODED_MAPI_H
#define CORE_ENCODED_MAPI_H

#include "core/base/check.h"
#include "core/base/slice.h"

enum mapi_type {
	MAPI_OBJECT = 0x000D,
	MAPI_STRING8 = 0x001E,
	MAPI_UNICODE = 0x001F, /* UTF-16LE */
	MAPI_BINARY = 0x0102,
};

enum mapi_id {
	MAPI_BODY = 0x1000,
	MAPI_RTF_COMPRESSED = 0x1009,
	MAPI_BODY_HTML = 0x1013,
	MAPI_DISPLAY_NAME = 0x3001,
	MAPI_ATTACH_DATA = 0x3701,
	MAPI_ATTACH_FILENAME = 0x3704,
	MAPI_ATTACH_LONG_FILENAME = 0x3707,
	MAPI_ATTACH_MIME_TAG = 0x370E,
	MAPI_ATTACH_CONTENT_ID = 0x3712,
	MAPI_INTERNET_CPID = 0x3FDE,
	MAPI_MESSAGE_CODEPAGE = 0x3FFD,
};

struct mapi {
	struct slice bytes;
	size_t at;
	uint32_t left;        /* properties */
	uint32_t values_left; /* of the one we are in */
	uint16_t type;
	uint16_t id;
	bool broken; /* a length or type that cannot be: at is its place */
};

/* One value. */
struct mapi_value {
	uint16_t id;
	uint16_t type; /* without the mark of several values */
	struct slice bytes;
};

struct mapi mapi_open(struct slice bytes);

/* False: no more, or broken. */
bool mapi_next(struct mapi *mapi, struct mapi_value *value_r) MUST_USE;

#endif
