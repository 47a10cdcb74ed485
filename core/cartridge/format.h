/*
 * format - the header of a cartridge file
 *
 * For core/cartridge and its tests only.
 */
#ifndef CORE_CARTRIDGE_FORMAT_H
#define CORE_CARTRIDGE_FORMAT_H

#include "core/cartridge/cartridge.h"

#define FORMAT_MAGIC "CGPFcart"
/* Goes up with every change of this header; what changes inside of a section is
 * for that section to say. */
#define FORMAT_VERSION 1u
#define FORMAT_BYTE_ORDER UINT32_C(0x01020304)
/* Room for sections that later programs may add. */
#define FORMAT_SECTIONS 16u

struct format_span {
	uint64_t offset; /* of a page */
	uint64_t size;
	uint64_t checksum;
};

struct format_header {
	char magic[8];
	uint32_t format;
	uint32_t byte_order;
	uint32_t version[4];
	uint64_t update;
	int64_t created_s;
	char program[32]; /* that wrote it, for people */
	struct format_span sections[FORMAT_SECTIONS];
	uint64_t file_size;
	uint64_t checksum; /* of all before it */
};

_Static_assert(sizeof(struct format_header) <= CARTRIDGE_PAGE,
    "the header fits into its page");
_Static_assert(
    (int)CARTRIDGE_SECTIONS <= (int)FORMAT_SECTIONS, "there is room");

/* Spans, sizes and checksums for what draft holds. */
void format_seal(
    const struct cartridge_draft *draft, struct format_header *header_r);

#endif
