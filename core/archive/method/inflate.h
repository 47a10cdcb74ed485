/*
 * inflate - deflated bytes to a body (the door to zlib)
 *
 * Threads: one at a time for each inflater.
 */
#ifndef CORE_ARCHIVE_METHOD_INFLATE_H
#define CORE_ARCHIVE_METHOD_INFLATE_H

#include "core/archive/member/body_output.h"

struct inflater;

/* NULL: no memory.  All memory that is ever needed is taken here. */
struct inflater *inflater_create(void) MUST_USE;
void inflater_destroy(struct inflater **inflater);

enum inflate_result {
	INFLATE_OK,      /* to the end of the stream */
	INFLATE_CUT,     /* the output is cut */
	INFLATE_DAMAGED, /* no deflate, or it ends in the middle */
};

/*
 * A raw stream (RFC 1951) that begins at packed, written to output as far as it
 * goes.  *consumed_r: bytes of it.  *crc32_r is in: the sum so far (0), out:
 * with what was written; NULL: nobody asks for it.
 */
enum inflate_result inflate_stream(struct inflater *inflater,
    struct slice packed, struct body_output *output, size_t *consumed_r,
    uint32_t *crc32_r) MUST_USE;

/*
 * What a raw stream at packed becomes is not larger than max bytes.  False: it
 * is, or the time was up.  Nothing is kept of it.
 */
bool inflate_is_within(struct inflater *inflater, struct slice packed,
    uint64_t max, struct budget *budget) MUST_USE;

#endif
