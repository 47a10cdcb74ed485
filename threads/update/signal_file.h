/*
 * signal_file - hup.sig: a file that asks every helper in a directory to reload
 *
 * What asks is that it appears, or appears anew; its content does not matter.
 * It stays for some seconds and is then moved away, to a name of its own, by
 * whoever comes first.  A helper that did not look meanwhile (it loads
 * signatures, or the machine is overloaded) finds it there, and knows by its
 * date and inode whether it has seen it.  Where it cannot be moved it is
 * removed, and who did not look in time misses it.
 *
 * Threads: one.
 */
#ifndef THREADS_UPDATE_SIGNAL_FILE_H
#define THREADS_UPDATE_SIGNAL_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/* What stays the same when a file is moved; all zero: no file. */
struct signal_stamp {
	ino_t inode;
	struct timespec written;
};

struct signal_file {
	const char *path, *moved; /* [const] borrowed: where it appears, and
				   * where it is moved to */
	struct signal_stamp seen; /* the last that appeared to us */
	struct timespec changed;  /* ... and when it was last changed */
	struct signal_stamp left; /* what lay at moved when last looked at */
	uint64_t seen_ns;         /* 0: nothing is at path */
};

/* What was moved before this moment asks for nothing.  To be called before
 * what a reload would read is read. */
void signal_file_init(
    struct signal_file *file, const char *path, const char *moved);

/* True: it is there, or was, and had not been seen when last looked at. */
bool signal_file_appeared(struct signal_file *file, uint64_t now_ns);

#endif
