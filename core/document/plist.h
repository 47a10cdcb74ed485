/*
 * plist - data in a binary property list
 *
 * Safari keeps a page with its files in one (.webarchive); Mail, Finder and the
 * like what they please.
 *
 *     "bplist00", objects, offsets of objects, 32 bytes that tell of these
 *
 * Objects are taken in the order of the table, whichever contains which, so
 * nothing recurses.  The same bytes may be named again and again: all that is
 * given is no more than the list itself.
 *
 * Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_DOCUMENT_PLIST_H
#define CORE_DOCUMENT_PLIST_H

#include "core/base/check.h"
#include "core/base/slice.h"

struct plist {
	struct slice bytes;
	uint64_t table; /* of offsets */
	unsigned offset_size;
	uint64_t count, next; /* objects */
	size_t left;          /* bytes that may still be given */
	bool bad;             /* an object is not there, or all is given */
};

/* False: there is none. */
bool plist_begin(struct plist *plist, struct slice bytes) MUST_USE;

/* The next one with any bytes.  False: no more. */
bool plist_next(struct plist *plist, struct slice *data_r) MUST_USE;

#endif
