/*
 * archive - an archive or compressed file to its members
 *
 * zip, rar 4 and 5, 7z, tar, cpio, ar, iso, cab, lha, xar, rpm, and gzip,
 * compress, bzip2, xz, lzma, lzip, lz4 and zstd alone, through libarchive; CHM,
 * SZDD, KWAJ and cabinets that libarchive refuses through libmspack.  Sizes,
 * sums, encryption and names of a zip come from a reader of our own, which sees
 * both the central directory and the local headers: they may disagree, and
 * unpackers differ in which they believe, so members that only one of the two
 * knows are given too.
 *
 * An executable may carry an archive (self-extracting): archive_inside() finds
 * it.
 *
 * Libraries allocate; what they may take is bounded (MaxArchiveMemory) where
 * the allocator lets us (core/base/quota.h).
 *
 * Threads: one at a time for each struct archives.
 * Memory: names and bodies lie in the arena.
 */
#ifndef CORE_ARCHIVE_ARCHIVE_H
#define CORE_ARCHIVE_ARCHIVE_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/slice.h"
#include "core/filetype/filetype.h"
#include "core/message/limits.h"

/* What one thread keeps for unpacking. */
struct archives;

/* NULL: no memory. */
struct archives *archives_create(void) MUST_USE;
void archives_destroy(struct archives **archives);

enum member_flag {
	MEMBER_CUT = 1 << 0,         /* a limit, the arena or the time */
	MEMBER_DAMAGED = 1 << 1,     /* wrong sum, broken data: body as far as
					it went */
	MEMBER_ENCRYPTED = 1 << 2,   /* body is empty unless a password fit */
	MEMBER_PASSWORD = 1 << 3,    /* ... and one did */
	MEMBER_UNSUPPORTED = 1 << 4, /* a method that nobody here knows */
	MEMBER_OVERLAP = 1 << 5,     /* shares its bytes with another member */
	MEMBER_UNLISTED = 1 << 6,    /* not in the directory of the archive */
	MEMBER_ABSOLUTE = 1 << 7,    /* a name with "..", a drive or a root */
	MEMBER_LINK = 1 << 8,
};

struct member {
	struct slice name;    /* as stored; empty for gzip without one */
	uint64_t size_packed; /* UINT64_MAX: not known */
	uint64_t size;        /* as the archive says; UINT64_MAX: not known */
	uint32_t crc32;
	bool has_crc32;
	uint32_t position; /* in its archive, 1 for the first */
	unsigned flags;
	struct slice body;
	enum limit limit; /* the one that cut it, with MEMBER_CUT */
};

enum archive_flag {
	ARCHIVE_DAMAGED = 1 << 0,     /* ended with an error */
	ARCHIVE_ENCRYPTED = 1 << 1,   /* members, or the directory itself */
	ARCHIVE_UNSUPPORTED = 1 << 2, /* nothing could be read */
	ARCHIVE_CUT = 1 << 3,         /* a limit ended it; see limit */
	ARCHIVE_MANY = 1 << 4,        /* other volumes belong to it */
	ARCHIVE_DISAGREES = 1 << 5,   /* its two lists of members differ */
};

struct archive_options {
	const struct limits *limits;
	uint64_t bytes_max;   /* that all members together may still take */
	uint32_t members_max; /* that there may still be */
	const struct slice *passwords; /* to try, best first */
	size_t password_count;
};

/* One archive being read; storage of the caller, nothing in it to look at but
 * flags and limit. */
struct archive {
	unsigned flags;   /* enum archive_flag, complete after the last one */
	enum limit limit; /* that was reached, with ARCHIVE_CUT */
	struct archives *archives;
	const struct archive_options *options;
	struct slice bytes;
	enum filetype type;
	struct arena *arena;
	struct budget *budget;
	void *reader; /* private */
	uint64_t written;
	uint32_t count;
};

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
