/*
 * receipts - a write of which it is known afterwards whether it was done
 *
 * Who is killed in a write() takes to the grave whether the bytes had left: the
 * kernel says so to nobody else.  A write asked for through io_uring leaves its
 * result in memory that the kernel writes and that outlives the process, in one
 * system call as well.
 *
 * The ring is made by the process that forks the writers, which share it by
 * turns; there is one write at a time.  (Without liburing: that keeps the ends
 * of the ring in the process, so a successor would not know of them.)
 *
 * Threads: calls must exclude each other.
 * Follows: io_uring(7), of Linux 5.6 and later.
 */
#ifndef THREADS_SHARED_RECEIPTS_H
#define THREADS_SHARED_RECEIPTS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"

struct receipts;

enum receipt {
	RECEIPT_DONE, /* all of it was written */
	RECEIPT_NONE, /* nothing was; errno */
	RECEIPT_GONE, /* nothing was, and never will: nobody reads */
};

/*
 * For writes to that pipe, for as long as this process and its children live.
 * Has a descriptor of the pipe of its own.  NULL: another system, no pipe, an
 * old kernel, or one that is not to do it (a container's filter of system
 * calls, /proc/sys/kernel/io_uring_disabled).
 */
struct receipts *receipts_create(int pipe_fd) MUST_USE;
/* Closes all; no child needs it any more. */
void receipts_destroy(struct receipts **receipts);

/* The last descriptor that whoever writes must keep open. */
int receipts_last_fd(const struct receipts *receipts);

/* A number for the write that comes next, to be put down before. */
uint32_t receipts_next(const struct receipts *receipts);

/* Write at most PIPE_BUF bytes, all or none.  Waits while the pipe is full. */
enum receipt receipts_write(
    struct receipts *receipts, uint32_t number, struct slice bytes);

/*
 * Was the write of that number done?  Of the last one that anybody was at,
 * before the next.
 */
bool receipts_was_done(const struct receipts *receipts, uint32_t number);

#endif
