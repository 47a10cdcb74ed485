/*
 * view - the bytes of one message file
 *
 * Two ways behind one interface, chosen by size: below map_from bytes the file
 * is read into a buffer that the reader keeps (measured: a half to a quarter of
 * the cost of a mapping, and threads do not disturb each other), from there on
 * it is mapped.  Only regular files are opened; a FIFO, device or directory is
 * refused without blocking.
 *
 * A file that shrinks while mapped raises SIGBUS.  The program routes that
 * signal to view_fault(), which puts zero pages under the rest of the mapping:
 * whoever reads the view goes on, and view_close() says VIEW_SHRUNK, so that
 * the result is thrown away.  A read that comes up short is just a shorter
 * view (VIEW_SHRUNK at once when nothing is left of it).  A file that grows is
 * followed while it is read, up to max_bytes.
 *
 * Behind the bytes of a view VIEW_SLACK more may be read; what they hold is
 * undefined.  A view that was read starts at a multiple of 64.
 *
 * Threads: one view_reader a thread.  Each thread has at most one mapped view
 * open; view_fault() serves the thread it runs in.
 * Blocks: on the disk, as long as the disk does.
 * Memory: one buffer, grown by doubling to the largest file read, given back
 * when a run of small ones has shown that it is not needed.
 */
#ifndef CORE_MESSAGE_VIEW_H
#define CORE_MESSAGE_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"

#define VIEW_SLACK 64u

enum view_result {
	VIEW_OK,
	VIEW_GONE,        /* no such file, or a path that cannot be one */
	VIEW_DENIED,      /* permissions */
	VIEW_NOT_REGULAR, /* directory, FIFO, socket, device */
	VIEW_SHRUNK,      /* became shorter while it was looked at */
	VIEW_ERROR,       /* anything else: see errno_value */
	VIEW_RESULTS,
};

/* A sentence for an information line: "no such file". */
const char *view_result_text(enum view_result result);

struct view {
	struct slice bytes; /* at most max_bytes; owned by the view */
	uint64_t file_size; /* as the system said at opening */
	bool cut;           /* the file has more than max_bytes */
	bool mapped;
	int errno_value; /* what the system said; 0 if it was not asked */
};

struct view_reader;

/* NULL: no memory. */
struct view_reader *view_reader_create(void) MUST_USE;
void view_reader_destroy(struct view_reader **reader);

/* From now on the files keep the time of their last access, where that is
 * possible: for who looks at other people's mail boxes. */
void view_reader_go_unnoticed(struct view_reader *reader);

/*
 * Open path, relative to the current directory.  An empty file is VIEW_OK with
 * no bytes.  map_from UINT64_MAX never maps, 0 always maps (but nothing empty).
 * With a result other than VIEW_OK there is nothing to close.
 */
enum view_result view_open(struct view_reader *reader, const char *path,
    uint64_t max_bytes, uint64_t map_from, struct view *view_r) MUST_USE;

/* When path was written to, by the system's clock; 0: that cannot be said. */
int64_t view_mtime_s(const char *path);

/* Ends the loan of view->bytes.  VIEW_OK, or VIEW_SHRUNK. */
enum view_result view_close(
    struct view_reader *reader, struct view *view) MUST_USE;

/*
 * From a SIGBUS handler, with siginfo's si_addr.  True: the address lay in this
 * thread's mapped view and is readable now; return from the handler.  False:
 * not ours, die as usual.  Async-signal-safe.
 */
bool view_fault(const void *address);

#endif
