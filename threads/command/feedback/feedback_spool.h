/*
 * feedback_spool - reports on the disk until they are learnt
 *
 * A report is written here before anything else is done with it, so that it
 * outlives whatever keeps it from being learnt; and so that a hundred reports
 * that come at once make one new cartridge, not a hundred.
 *
 * Threads: any number of processes put reports; one takes them.
 */
#ifndef THREADS_COMMAND_FEEDBACK_FEEDBACK_SPOOL_H
#define THREADS_COMMAND_FEEDBACK_FEEDBACK_SPOOL_H

#include "core/base/text.h"
#include "core/store/store.h"
#include "threads/base/places.h"

/* Files that wait; more are refused, so that a disk is not filled by mail. */
#define SPOOL_FILES_MAX 20000u
/* Learnt in one go. */
#define SPOOL_BATCH_MAX 256u

struct spooled {
	char path[PLACE_BYTES];
	enum store_class class;
	bool trusted;
	bool skipped; /* set by who could not read it */
};

struct spool {
	struct spooled *items; /* SPOOL_BATCH_MAX */
	size_t count;
	bool more; /* than those */
};

/* False: *why_r says why it cannot be kept. */
bool spool_put(const char *directory, enum store_class class, bool trusted,
    struct slice bytes, struct text *why_r) MUST_USE;

/*
 * The oldest ones by name, of a directory that spool_put() fills; or, with as
 * (NULL else), all files of any directory, taken as that.  False: it cannot be
 * read; *why_r.  One that is not there is empty.
 */
bool spool_list(const char *directory, const struct spooled *as,
    struct spool *spool_r, struct text *why_r) MUST_USE;
/* It was done; what was skipped stays as PATH.bad.  False: errno. */
bool spool_remove(const struct spooled *item) MUST_USE;
void spool_free(struct spool *spool);

#endif
