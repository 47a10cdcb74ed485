/*
 * unpacking - what the readers of all kinds of archives share
 *
 * The state of one archive that is being read, and the one way in which a
 * reader ends: unpacking_cut(), unpacking_damaged().  For core/archive
 * and core/pdf.
 */
#ifndef CORE_ARCHIVE_MEMBER_UNPACKING_H
#define CORE_ARCHIVE_MEMBER_UNPACKING_H

#include "core/archive/member/member.h"
#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/filetype/filetype.h"

struct archives;

struct unpacking {
	struct archives *archives;
	const struct archive_options *options;
	struct slice bytes;
	enum filetype type;
	struct arena *arena;
	struct budget *budget; /* or NULL */
	void *state;           /* of the reader */
	uint64_t written;      /* by all members so far */
	uint32_t count;        /* of members so far */
	unsigned flags;        /* enum archive_flag */
	enum limit limit;
	bool ended; /* no further member */
};

/* One kind of archive.  next and close are not called after a false open. */
struct archive_reader {
	bool (*open)(struct unpacking *unpacking);
	/* The member's position and count are not its business. */
	bool (*next)(struct unpacking *unpacking, struct member *member_r);
	void (*close)(struct unpacking *unpacking);
};

/* What is packed in bytes, of which nothing was read so far; for what has no
 * reader. */
struct unpacking unpacking_of(struct archives *archives, struct slice bytes,
    const struct archive_options *options, struct arena *arena,
    struct budget *budget);

/* The limit (LIMIT_COUNT: the time) has ended this archive. */
void unpacking_cut(struct unpacking *unpacking, enum limit limit);
void unpacking_damaged(struct unpacking *unpacking);

/*
 * So many bytes of work on keys are about to be done: out of *own, the
 * archive's, and of what all of them share.  False: no more of it may be.
 */
bool unpacking_take_key_work(
    struct unpacking *unpacking, uint64_t *own, uint64_t work) MUST_USE;

/* True: the time is up, and the archive has ended for it. */
bool unpacking_late(struct unpacking *unpacking) MUST_USE;

/* False: no room for another member, and the archive has ended for it. */
bool unpacking_may_add(struct unpacking *unpacking) MUST_USE;

/* A body that lies there as it is, in the archive or the arena: as much of it
 * as there is room for.  False: it is cut, and the archive has ended for it. */
bool unpacking_lend(struct unpacking *unpacking, struct slice body,
    struct member *member) MUST_USE;

/* A member of which nothing is known. */
struct member member_unknown(void);

/* Would a name, taken at its word, leave the folder it is unpacked to? */
bool member_name_escapes(struct slice name) MUST_USE;

#endif
