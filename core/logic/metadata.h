/*
 * metadata - signatures of what an archive or a message says of its members
 *
 *     Name:CL_TYPE_ZIP:*:(?i)invoice.{0,9}\.exe$:*:1000-9000:0:*:*:*[:min[:max]]
 *          |           |  |                       | |        | | |  |
 *          container   |  regex over the name     | real size| | |  reserved
 *                      size of the container      packed     | | CRC-32
 *                                                            | position
 *                                                            encrypted
 *
 * Grammar: ClamAV's signature manual, "Signatures based on container metadata".
 * An asterisk, or nothing, is anything; a size is a number or two with a dash.
 *
 * Threads: any.  The slices borrow the line.
 */
#ifndef CORE_LOGIC_METADATA_H
#define CORE_LOGIC_METADATA_H

#include <stdint.h>

#include "core/base/check.h"
#include "core/logic/cltype.h"

#define METADATA_ANY UINT64_MAX

struct metadata_range {
	uint64_t min;
	uint64_t max; /* METADATA_ANY: no upper bound */
};

struct metadata {
	struct slice name;
	enum cltype container; /* CLTYPE_ANY: any */
	struct metadata_range container_size;
	struct slice regex; /* empty: any name */
	struct metadata_range packed;
	struct metadata_range size;
	uint64_t encrypted;     /* 0, 1, METADATA_ANY */
	uint64_t position;      /* METADATA_ANY, or from 1 */
	uint64_t crc32;         /* METADATA_ANY, or 32 bits */
	struct slice levels[2]; /* least and greatest, not looked into */
	size_t level_count;
};

/* False: *reason_r, in static storage, says what is wrong. */
bool metadata_parse(struct slice line, struct metadata *metadata_r,
    const char **reason_r) MUST_USE;

static inline bool
metadata_within(struct metadata_range range, uint64_t value)
{
	return value >= range.min && value <= range.max;
}

#endif
