/*
 * mbox - a file of many messages, as one message after the other
 *
 * A message begins with a line "From someone Thu Nov 27 10:00:00 2025" at the
 * start of the file or behind an empty line; of other lines that begin with
 * "From " the shape does not fit, so they are text.  Where the writer of the
 * file has quoted such a line (">From "), mbox_unquote() takes one '>' away.
 *
 * Threads: any.  Blocks on the disk.
 */
#ifndef THREADS_COMMAND_INPUT_MBOX_H
#define THREADS_COMMAND_INPUT_MBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"

/* Where a message lies in the file: its From line is part of it. */
struct mbox_place {
	uint64_t offset;
	uint64_t size;
};

/* The number of messages; NULL for message counts them only. */
struct mbox_walk {
	/* One message; number begins at 1.  False: end the walk. */
	bool (*message)(
	    void *owner, const struct mbox_place *place, uint64_t number);
	void *owner;
};

enum mbox_result {
	MBOX_READ,
	MBOX_ENDED,  /* by message() */
	MBOX_EMPTY,  /* a file without a byte */
	MBOX_OTHER,  /* begins otherwise, or cannot be opened: none was told */
	MBOX_BROKEN, /* errno says why; some may have been told */
};

/* Tell of each message, in the order of the file.  A file that is no mbox is
 * opened once, and no more than its first bytes are read. */
enum mbox_result mbox_read(
    const struct mbox_walk *walk, const char *path) MUST_USE;

/* The same for a file that was read already, of which these are all bytes;
 * false: it is no mbox. */
bool mbox_read_bytes(const struct mbox_walk *walk, struct slice bytes) MUST_USE;

/* Take one '>' from lines like ">From " and ">>From ", in place; the new size.
 */
size_t mbox_unquote(uint8_t *bytes, size_t size);

#endif
