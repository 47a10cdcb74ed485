/*
 * archive - an archive or compressed file to its members
 *
 * rar 4 and 5, tar, cpio, ar, iso, lha, xar, rpm, and compress, bzip2, xz,
 * lzma, lzip, lz4 and zstd alone, through libarchive; CAB, CHM, SZDD and KWAJ
 * through libmspack.  zip, gzip, 7z and ARJ have readers of our own.  That of
 * zip sees both the central directory and the local headers: they may disagree,
 * and unpackers differ in which they believe, so members that only one of the
 * two knows are given too.
 *
 * An executable may carry an archive (self-extracting): archive_inside() finds
 * it.
 *
 * Libraries allocate; what they may take is bounded (MaxArchiveMemory) where
 * the allocator lets us (core/base/quota.h).
 *
 * Threads: one at a time for each struct archives.
 * Memory: names and bodies lie in the arena, or in the bytes of the archive
 * where they stand there as they are.
 */
#ifndef CORE_ARCHIVE_ARCHIVE_H
#define CORE_ARCHIVE_ARCHIVE_H

#include "core/archive/member/member.h"
#include "core/archive/member/unpacking.h"
#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/slice.h"
#include "core/filetype/filetype.h"
#include "core/message/limits.h"

/* What one thread keeps for unpacking. */
struct archives;

/* NULL: no memory. */
struct archives *archives_create(void) MUST_USE;

/* Now what the first encrypted archive would do, which takes a millisecond.
 * False: no memory, or no libcrypto. */
bool archives_prepare(struct archives *archives) MUST_USE;
void archives_destroy(struct archives **archives);

/* One archive being read; storage of the caller, nothing in it to look at but
 * flags and limit. */
struct archive {
	unsigned flags;   /* enum archive_flag, complete after the last one */
	enum limit limit; /* that was reached, with ARCHIVE_CUT; LIMIT_COUNT:
			     the time */
	const struct archive_reader *reader;
	struct unpacking unpacking;
};

/* Is this a type that archive_begin() has a reader for? */
bool archive_readable(enum filetype type) MUST_USE;

/*
 * Could bytes that begin as something else be read as that type?  A zip is told
 * by its end (which junk may follow if it is claimed to be one), an image of a
 * disk and a tar by marks behind their first bytes, files of InstallShield that
 * have no mark by how they are listed; nothing else is.
 */
bool archive_may_be(
    struct slice bytes, enum filetype type, bool claimed) MUST_USE;

/*
 * Begin to read bytes, which are of that type.  They, the options and all they
 * point to must stay until archive_end().  Never fails: an archive that cannot
 * be read has no members, and flags.
 */
void archive_begin(struct archive *archive, struct archives *archives,
    struct slice bytes, enum filetype type,
    const struct archive_options *options, struct arena *arena,
    struct budget *budget);

/* Directories are left out.  False: no more. */
bool archive_next(struct archive *archive, struct member *member_r) MUST_USE;
void archive_end(struct archive *archive);

/*
 * Where an archive begins inside of bytes that are something else (a program,
 * a picture): *type_r and its offset, SIZE_MAX: nowhere.  Looks for the first
 * one at or after from.
 */
size_t archive_inside(
    struct slice bytes, size_t from, enum filetype *type_r) MUST_USE;

#endif
