/*
 * opener - messages opened for a person's command, one after the other
 *
 * What SHOW, SCAN and the like do before their own work: the configuration of
 * this installation, then each file read and decoded by the same code and under
 * the same limits as in the helper.
 *
 * Threads: one opener a thread.
 * Memory: one arena, kept from message to message.
 */
#ifndef THREADS_COMMAND_INPUT_OPENER_H
#define THREADS_COMMAND_INPUT_OPENER_H

#include "core/config/config.h"
#include "core/message/message.h"
#include "core/unpack/unpack.h"
#include "threads/base/places.h"
#include "threads/command/input/mail_list.h"
#include "threads/command/input/message_input.h"

struct opener {
	struct places places;
	bool has_places; /* false: nothing of the installation can be named */
	struct config *config;
	bool shares_config; /* another opener frees it */
	struct view_reader *reader;
	struct arena *arena;
	struct unpacker *unpacker;
	/* Any files, not only messages: one that is a program, an archive or
	 * the like is a part of its own as well, since as a message it would
	 * end where its bytes look like the end of a header. */
	bool any_files;
};

/* One message, decoded; lives until opener_close(). */
struct opened {
	struct message_input input;
	struct message message;
	struct budget budget;
};

/*
 * These commands are there to look at things that went wrong, so a bad
 * configuration is told on standard error and the defaults serve.  False: no
 * memory; opener_fini() is called all the same.
 */
bool opener_init(struct opener *opener, const char *argv0) MUST_USE;
/* The installation and its configuration alone, for who opens no message;
 * otherwise the same. */
bool opener_find(struct opener *opener, const char *argv0) MUST_USE;
/* One more of the kind, for another thread: the same configuration, which
 * stays the first one's. */
bool opener_init_like(
    struct opener *opener, const struct opener *first) MUST_USE;
void opener_fini(struct opener *opener);

/* False: *why_r says what is wrong with path ("-": standard input). */
bool opener_open(struct opener *opener, const char *path,
    struct opened *opened_r, const char **why_r) MUST_USE;
/* The same for a message of a list, which may lie in an mbox. */
bool opener_open_entry(struct opener *opener, const struct mail_entry *entry,
    struct opened *opened_r, const char **why_r) MUST_USE;
/* The same in two steps: the file is read, its bytes can be looked at; then it
 * is decoded, which closes it if that fails. */
bool opener_read(struct opener *opener, const char *path,
    struct opened *opened_r, const char **why_r) MUST_USE;
bool opener_decode(struct opener *opener, const char *path,
    struct opened *opened, const char **why_r) MUST_USE;
/* A message in an mbox of which all bytes were read; they stay the caller's. */
bool opener_open_read(struct opener *opener, const char *path,
    struct slice bytes, const struct mbox_place *place, struct opened *opened_r,
    const char **why_r) MUST_USE;
/* The same for bytes that stay the caller's. */
bool opener_open_bytes(struct opener *opener, struct slice bytes,
    struct opened *opened_r, const char **why_r) MUST_USE;
void opener_close(struct opened *opened);

#endif
