/*
 * zip_header - one header of a zip, central or local
 *
 * After APPNOTE.TXT of PKWARE, 4.3.7 and 4.3.12.
 */
#ifndef CORE_ARCHIVE_ZIP_ZIP_HEADER_H
#define CORE_ARCHIVE_ZIP_ZIP_HEADER_H

#include <stdbool.h>

#include "core/base/check.h"
#include "core/base/slice.h"

enum zip_method {
	ZIP_STORED = 0,
	ZIP_IMPLODED = 6,
	ZIP_DEFLATED = 8,
	ZIP_DEFLATED64 = 9,
	ZIP_AES = 99, /* the true one is in an extra field */
};

#define ZIP_FLAG_ENCRYPTED 0x0001u
#define ZIP_FLAG_LATER 0x0008u /* sum and sizes stand behind the data */
#define ZIP_FLAG_STRONG 0x0040u

struct zip_header {
	struct slice name;
	struct slice unicode_name; /* of an extra field, or empty */
	struct slice aes;          /* extra field 0x9901 without its head */
	uint64_t packed;
	uint64_t size;
	uint64_t offset; /* central: of the local header */
	uint64_t total;  /* bytes of the header itself */
	uint32_t crc32;
	uint16_t version;
	uint16_t flags;
	uint16_t method;
	uint16_t time;
	bool link; /* central: made on Unix as a symbolic link */
};

/* False: none there, or it does not fit. */
bool zip_header_central(
    struct slice bytes, uint64_t at, struct zip_header *header_r) MUST_USE;
bool zip_header_local(
    struct slice bytes, uint64_t at, struct zip_header *header_r) MUST_USE;

/* Is that there? */
bool zip_signature(struct slice bytes, uint64_t at, uint8_t a, uint8_t b);

#endif
