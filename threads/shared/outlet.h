/*
 * outlet - the only way to the server
 *
 * Whole lines only, in writes of at most PIPE_BUF bytes: the kernel takes such
 * a write to a pipe entirely or not at all, so that neither two threads nor an
 * engine killed in the middle can leave half a line.
 *
 * Threads: any; calls of one process exclude each other.
 * Blocks: as long as the server does not read.  SIGPIPE must be ignored.
 */
#ifndef THREADS_SHARED_OUTLET_H
#define THREADS_SHARED_OUTLET_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/slice.h"
#include "threads/shared/shared.h"

/* POSIX's least PIPE_BUF is 512; Linux and the BSDs have more.  A response
 * line never exceeds RESPONSE_MAX, which fits. */
#define OUTLET_WRITE_MAX 4096u

/* fd is not closed.  Call before other threads start. */
void outlet_init(int fd, struct shared *shared);

/*
 * How answers go to the server, and so what is known of a write in which an
 * engine was killed.
 */
enum outlet_way {
	/* Nothing: what it was to write, the next one does, perhaps again. */
	OUTLET_PLAIN,
	/* How much had left, by a pipe of our own (carrier.h). */
	OUTLET_CARRIER,
	/* Whether it was done, by a note of the kernel's (receipts.h): half of
	 * what the carrier costs. */
	OUTLET_RECEIPTS,
};

/*
 * For the server's pipe or socket fd, which is to be outlet_init()'s: the best
 * way that there is (receipts for a pipe alone), but no better than that one.
 * In the process that forks the engines, before anything else is opened; once
 * more gives up what was there.
 */
enum outlet_way outlet_make_way(int fd, enum outlet_way best);
enum outlet_way outlet_way(void);

/* Descriptors below this are needed to write. */
unsigned outlet_files(void);

/*
 * Answers go ahead of what this thread, the updater, has to say: each that
 * finds a line of its in the way, and so has to wait for it, is counted
 * (updater_waits).  Nothing else of the updater's can make an answer wait.
 */
void outlet_say_as_updater(void);

/* lines: whole lines, at most OUTLET_WRITE_MAX bytes.  False: server gone. */
bool outlet_write(struct slice lines);

/*
 * The same for answers: parcel says what they settle, and is PARCEL_NONE.  It
 * is PARCEL_SENT on return, also when the server is gone; the caller settles
 * that, and makes it PARCEL_NONE.
 */
bool outlet_deliver(struct parcel *parcel, struct slice lines);

/*
 * Of an engine that died, ahead of anything else that is written: a parcel that
 * has left in part leaves entirely.  Each is PARCEL_SENT then, for whoever
 * settles it, or PARCEL_NONE.  Called again it finds nothing to do.
 */
void outlet_recover(void);

/*
 * Around the write of an answer and whatever keeps it from being written again
 * (its slot is free, its line consumed): between the two an engine dies of
 * SIGKILL only.  outlet_begin() does not return in an engine that is about to
 * die.  Must not be nested.
 */
void outlet_begin(void);
void outlet_end(void);

/*
 * In a signal handler: true if this thread is between the two, and then
 * outlet_end() raises signal_number again.  For signals that somebody sent, not
 * for faults.
 */
bool outlet_postpone(int signal_number);

/* The server went away: a write failed for good. */
bool outlet_is_gone(void);

/*
 * One information line about a message or a request, "* text".  At most
 * INFO_LINES in INFO_SPAN_S seconds; what is over that is counted and summed
 * up in one line later.
 */
#define INFO_LINES 200u
#define INFO_SPAN_S 10
void outlet_info(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * The same for what the operator must not miss while mail makes many lines:
 * starts, ends, deaths, reloads.  Never held back, so never once a message.
 */
void outlet_notice(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* The same for a module that was given somebody to tell; owner is not used. */
void outlet_tell(void *owner, const char *sentence);

/*
 * The same, and no information line of this process after it: what follows is
 * the answer to QUIT, or nothing.
 */
void outlet_last_words(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

#endif
