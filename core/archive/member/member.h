/*
 * member - one file in an archive, and what may be spent on all of them
 *
 * Apart from archive.h, whose struct archive is also the name of libarchive's.
 */
#ifndef CORE_ARCHIVE_MEMBER_MEMBER_H
#define CORE_ARCHIVE_MEMBER_MEMBER_H

#include "core/base/slice.h"
#include "core/message/limits.h"

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
	struct slice name; /* as stored; empty for gzip without one */
	/* Names of the same body besides, where it lies once for several. */
	const struct slice *more_names;
	uint16_t more_count;
	uint64_t size_packed; /* UINT64_MAX: not known */
	uint64_t size;        /* as the archive says; UINT64_MAX: not known */
	uint32_t crc32;
	bool has_crc32;
	uint32_t position; /* in its archive, 1 for the first */
	unsigned flags;
	struct slice body;
	/* What cut it, with MEMBER_CUT; LIMIT_COUNT: the time.  A full arena
	 * counts as LIMIT_DECODED_BYTES. */
	enum limit limit;
};

enum archive_flag {
	ARCHIVE_DAMAGED = 1 << 0,     /* ended with an error */
	ARCHIVE_ENCRYPTED = 1 << 1,   /* members, or the directory itself */
	ARCHIVE_UNSUPPORTED = 1 << 2, /* nothing could be read */
	ARCHIVE_CUT = 1 << 3,         /* a limit ended it; see limit */
	ARCHIVE_MANY = 1 << 4,        /* other volumes belong to it */
	ARCHIVE_DISAGREES = 1 << 5,   /* its two lists of members differ */
};

/*
 * To try a password on AES takes two thousand rounds of a hash, 0.5 ms.  So
 * often passwords may fail on it; then the rest stays closed, and encrypted.
 */
#define ARCHIVE_AES_TRIES 2048u
/* Bytes that may be hashed and tried for the passwords of all rar archives of a
 * message: twice what one may take. */
#define ARCHIVE_KEY_WORK ((uint64_t)1 << 30)

struct archive_options {
	const struct limits *limits;
	uint64_t bytes_max;   /* that all members together may still take */
	uint32_t members_max; /* that there may still be */
	const struct slice *passwords; /* to try, best first */
	size_t password_count;
	/* NULL, or what is left of ARCHIVE_AES_TRIES for several archives. */
	uint32_t *aes_tries_left;
	/* The same of ARCHIVE_KEY_WORK. */
	uint64_t *key_work_left;
};

#endif
