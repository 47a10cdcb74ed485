/*
 * mail_list - the messages that a person means by some paths
 *
 * Files, directories with all that is below them (mdir mailboxes, queues), mbox
 * files, index files (lines "ham|spam path").  Each message has a number; the
 * order is that of the paths, and in a directory that of the names.
 *
 * Threads: one fills it; then any number read.
 */
#ifndef THREADS_COMMAND_INPUT_MAIL_LIST_H
#define THREADS_COMMAND_INPUT_MAIL_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/check.h"
#include "threads/command/input/mbox.h"

struct mail_entry {
	const char *path;        /* the list's */
	struct mbox_place place; /* if it lies in an mbox */
	uint64_t number;         /* there, from 1; 0: it is the whole file */
	uint8_t mark;            /* the caller's, of mail_list_add() */
	bool unseen; /* a small file, or standard input: it may be an mbox */
};

struct mail_list {
	struct mail_entry *entries;
	size_t count;
	/* What could not be looked into, and why. */
	void (*trouble)(void *owner, const char *path, const char *why);
	void *owner;
	bool flat; /* set it: not into directories in directories */
	/* Set it: small files and standard input are not looked into, but left
	 * to who opens them: each is opened once then, and an mbox is one
	 * entry. */
	bool lazy;
	bool no_memory;
	/* Private. */
	size_t room;
	uint8_t mark;
	const char *walked;      /* the path that is being added */
	struct mail_path *paths; /* what entries point to */
};

void mail_list_init(struct mail_list *list,
    void (*trouble)(void *owner, const char *path, const char *why),
    void *owner);
void mail_list_fini(struct mail_list *list);

/*
 * All of a path; in a directory, files that are empty or whose names begin with
 * a dot are no messages.  False: it is not there, or no memory.
 */
bool mail_list_add(struct mail_list *list, const char *path, uint8_t mark);

/*
 * The messages that an index names, paths relative to where it lies; whole
 * files.  False: it cannot be read, or *line_r (else 0) is none of "ham path"
 * or "spam path".
 */
bool mail_list_add_index(struct mail_list *list, const char *index,
    uint8_t ham_mark, uint8_t spam_mark, size_t *line_r);

/*
 * Those of different marks evenly among each other, each mark's own in the
 * order they had: who learns from them is not told one side first.
 */
bool mail_list_mix(struct mail_list *list) MUST_USE;

#endif
