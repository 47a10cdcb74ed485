/*
 * entry_file - small files of the operator, line by line
 *
 * Threads: any.  Blocks on the disk.
 */
#ifndef CORE_BASE_ENTRY_FILE_H
#define CORE_BASE_ENTRY_FILE_H

#include "core/base/text.h"
#include "core/base/check.h"

enum entry_file_result {
	ENTRY_FILE_OK,
	ENTRY_FILE_NONE,
	ENTRY_FILE_BAD, /* *error_r: "path: reason" */
	ENTRY_FILE_NO_MEMORY,
};

/* All of a regular file of at most max bytes; *bytes_r is free()d by who asks
 * for it.  On failure it is NULL. */
enum entry_file_result entry_file_load(const char *path, size_t max,
    uint8_t **bytes_r, size_t *size_r, struct text *error_r) MUST_USE;

/*
 * The next line that says something, trimmed: neither empty nor a comment
 * ('#').  *number, 0 at first, becomes its number.  A byte order mark in front
 * is passed over: editors put one there, and nobody sees it.  False: no more.
 */
bool entry_file_next(
    struct slice *rest, struct slice *line_r, unsigned *number);

/* The part of a path behind its last slash: how messages name a file. */
const char *entry_file_name(const char *path);

#endif
