/*
 * zlib_stream - one stream of zlib (RFC 1950), in which S/MIME and documents
 * compress
 *
 * It has no magic that is worth the name, so nobody looks for one: the caller
 * knows.
 *
 * Threads: one at a time for each struct archives.  Memory: the arena.
 */
#ifndef CORE_ARCHIVE_STREAM_ZLIB_STREAM_H
#define CORE_ARCHIVE_STREAM_ZLIB_STREAM_H

#include "core/archive/member/member.h"
#include "core/base/arena.h"
#include "core/base/budget.h"

struct archives;

/* RFC 1950, or without head and sum (RFC 1951). */
enum zlib_kind { ZLIB_STREAM, ZLIB_RAW };

/*
 * What packed becomes, as a member without a name; MEMBER_DAMAGED: no such
 * stream, or it breaks off.  The limits are those of an archive.
 */
struct member zlib_stream_read(struct archives *archives, struct slice packed,
    const struct archive_options *options, struct arena *arena,
    struct budget *budget);

/* The same for either kind. */
struct member zlib_stream_read_kind(struct archives *archives,
    enum zlib_kind kind, struct slice packed,
    const struct archive_options *options, struct arena *arena,
    struct budget *budget);

#endif
