/*
 * show_extract - the parts of a message into files
 *
 * Into one directory, under names of core/show/safe_name.h, with mode 0600.
 * Nothing that exists is touched: no file is overwritten and no link followed.
 * What goes wrong is told on standard error.
 */
#ifndef THREADS_COMMAND_SCAN_SHOW_EXTRACT_H
#define THREADS_COMMAND_SCAN_SHOW_EXTRACT_H

#include <stdbool.h>

#include "core/message/message.h"

struct show_extract {
	const char *directory;
	int fd;
	size_t files; /* that were written */
	bool failed;
};

/* Made, with mode 0700, if it is not there.  False: it cannot be used. */
bool show_extract_open(
    struct show_extract *extract, const char *directory) MUST_USE;

/* volume: as for safe_name_put(). */
void show_extract_message(struct show_extract *extract,
    const struct message *message, unsigned volume);

/* Says how many there are, and that they may be dangerous. */
void show_extract_close(struct show_extract *extract);

#endif
