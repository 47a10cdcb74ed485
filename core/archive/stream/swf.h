/*
 * swf - a compressed Flash film to what a player makes of it
 *
 * The head of a film says how the rest is packed: not at all ("FWS"), by zlib
 * ("CWS"), or by LZMA ("ZWS").
 *
 * Threads: one at a time for each struct archives.  Memory: the arena.
 */
#ifndef CORE_ARCHIVE_STREAM_SWF_H
#define CORE_ARCHIVE_STREAM_SWF_H

#include "core/archive/member/member.h"
#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/check.h"

struct archives;

/* Is that a packed one? */
bool swf_is_packed(struct slice bytes) MUST_USE;

/*
 * The film as "FWS", its head included, as a member without a name;
 * MEMBER_DAMAGED: the packed rest breaks off.  The limits are those of an
 * archive.  Precondition: swf_is_packed().
 */
struct member swf_read(struct archives *archives, struct slice bytes,
    const struct archive_options *options, struct arena *arena,
    struct budget *budget);

#endif
