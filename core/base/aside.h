/*
 * aside - a file written beside its name and put under it in one step
 *
 * Whoever opens the name sees the old file or the new one, whole, also after a
 * power cut.  What writers that died left behind (NAME.new-PID) is removed by
 * the next one, unless somebody adopts it before.
 *
 * Threads: any; one writer of a name at a time in a process.  Blocks: on the
 * disk.
 */
#ifndef CORE_BASE_ASIDE_H
#define CORE_BASE_ASIDE_H

#include <limits.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/text.h"

struct aside {
	char path[PATH_MAX]; /* where it shall be */
	char name[PATH_MAX]; /* where it is meanwhile */
	int fd;
};

/* False: *error_r says what failed, and what to look at; nothing is left. */
bool aside_open(
    struct aside *aside, const char *path, struct text *error_r) MUST_USE;

/*
 * The same over a file that is no more wanted, spare, where there is one: its
 * pages need not be found and cleared again, nor given back.  What it holds is
 * still there; who writes gives the file its size and writes all of it.  One
 * that somebody else has open or mapped, or that has another name, or other
 * permissions than a new one gets, is removed and not written to; so is every
 * one where the system does not tell.
 */
bool aside_open_over(struct aside *aside, const char *path, const char *spare,
    struct text *error_r) MUST_USE;

/*
 * What a writer that died, the process of that number, left of path; whether it
 * is whole is for the caller to see.  False: nothing.
 */
bool aside_adopt(
    struct aside *aside, const char *path, uint64_t process) MUST_USE;

/*
 * All of bytes at offset; parts that were never written are zero.  False:
 * errno says why, and aside_fail() follows.
 */
bool aside_write(
    struct aside *aside, struct slice bytes, uint64_t offset) MUST_USE;

/* On the disk already, so that aside_commit() has little left that can fail.
 * False: as with aside_write(). */
bool aside_sync(struct aside *aside) MUST_USE;

/*
 * On the disk, then under its name.  Closed in any case; false: *error_r says
 * why, and the old file stays.
 */
bool aside_commit(struct aside *aside, struct text *error_r) MUST_USE;

/* After a write that failed: undone; *error_r says why, by errno. */
void aside_fail(struct aside *aside, struct text *error_r);

/* Where no name is written twice: what writers of any left that died. */
void aside_sweep(const char *directory);

/* Closed, and nothing left of it. */
void aside_discard(struct aside *aside);

#endif
