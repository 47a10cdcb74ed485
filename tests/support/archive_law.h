/*
 * archive_law - what holds for the members of every archive, however broken
 */
#ifndef TESTS_SUPPORT_ARCHIVE_LAW_H
#define TESTS_SUPPORT_ARCHIVE_LAW_H

#include "core/archive/archive.h"

/* What came out of one archive. */
struct archive_seen {
	unsigned flags;
	enum limit limit;
	uint32_t members;
	uint64_t bytes; /* of all bodies */
	bool marked;    /* the archive or a member, as cut or damaged */
};

/*
 * Read all members into the arena (not reset) and abort on the first law that
 * does not hold.  visit (or NULL) is called for each.
 */
struct archive_seen archive_law_read(struct archives *archives,
    struct slice bytes, enum filetype type,
    const struct archive_options *options, struct arena *arena,
    struct budget *budget,
    void (*visit)(const struct member *member, void *owner), void *owner);

/* The defaults of limits.def, without passwords. */
struct archive_options archive_law_options(void);

/*
 * Read bytes three times: twice with wide limits, over memory that held
 * something else each time, and once with tight ones.  The same comes out
 * twice, and also with tight limits unless something is marked as cut or
 * damaged; nothing is compared when time was up, since the clock is a real one.
 * What the first reading saw.  One thread.
 */
struct archive_seen archive_law_thrice(struct slice bytes, enum filetype type,
    const struct slice *passwords, size_t password_count);

#endif
