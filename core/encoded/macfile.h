/*
 * macfile - the data fork out of what Macintosh mailers wrap files in
 *
 * MacBinary I to III (a header of 128 bytes, then the forks), AppleSingle and
 * AppleDouble (RFC 1740: a list of entries and where they lie).  The data fork
 * is the file as any other system knows it.
 *
 * Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_ENCODED_MACFILE_H
#define CORE_ENCODED_MACFILE_H

#include "core/base/check.h"
#include "core/base/slice.h"

enum macfile_kind {
	MACFILE_BINARY,
	MACFILE_SINGLE,
	MACFILE_DOUBLE,
};

struct macfile {
	enum macfile_kind kind;
	struct slice name; /* MacRoman, or UTF-8; may be empty */
	struct slice bytes;
	size_t at; /* of the entry to look at next */
};

struct macfile_fork {
	struct slice body;
	bool bad; /* shorter than it says */
};

/* False: bytes are none of these. */
bool macfile_begin(struct macfile *macfile, struct slice bytes) MUST_USE;

/*
 * The next data fork; AppleDouble has mostly none, and a list of entries may
 * have several.  Forks may share their bytes.  False: no more.
 */
bool macfile_next(
    struct macfile *macfile, struct macfile_fork *fork_r) MUST_USE;

#endif
