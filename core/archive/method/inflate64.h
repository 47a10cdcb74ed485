/*
 * inflate64 - Deflate64 (method 9 of zip) to a body
 *
 * As RFC 1951, but for what is farther and longer: distances up to 64 KB, and a
 * length code with 16 bits behind it.  zlib does not know it; Windows and 7-Zip
 * write it.
 *
 * More lenient than zlib where unpackers are: codes that are not complete are
 * damage only where a stream uses what they lack.
 */
#ifndef CORE_ARCHIVE_METHOD_INFLATE64_H
#define CORE_ARCHIVE_METHOD_INFLATE64_H

#include "core/archive/method/inflate.h"

/* ... and what NSIS has of Deflate: as RFC 1951, but for stored blocks, whose
 * size stands there once. */
enum inflate64_kind { INFLATE_64, INFLATE_NSIS };

/*
 * The stream that begins at packed, written to output as far as it goes.
 * *consumed_r: bytes of it.  *crc32_r: the sum of what was written.
 */
enum inflate_result inflate64_stream(struct slice packed,
    struct body_output *output, size_t *consumed_r, uint32_t *crc32_r) MUST_USE;

/* The same for either kind, without a sum. */
enum inflate_result inflate64_stream_kind(enum inflate64_kind kind,
    struct slice packed, struct body_output *output,
    size_t *consumed_r) MUST_USE;

#endif
