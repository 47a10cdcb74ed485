/*
 * shortcut - what a shortcut of Windows (.lnk, [MS-SHLLINK]) runs
 *
 *     header, list of items, place, then strings: a name, a path, a folder,
 *     arguments, an icon
 *
 * Which of these there are the header says.
 *
 * Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_DOCUMENT_SHORTCUT_H
#define CORE_DOCUMENT_SHORTCUT_H

#include "core/base/check.h"
#include "core/base/slice.h"

struct shortcut {
	struct slice path, arguments; /* as they stand in it */
	bool wide;                    /* in UTF-16LE */
};

/* False: it is none, or runs nothing that it says in a string. */
bool shortcut_read(struct slice bytes, struct shortcut *shortcut_r) MUST_USE;

/* "path arguments" in ASCII (other characters are '?'), into out, which has as
 * many bytes as both and one more.  Returns the size. */
size_t shortcut_command(const struct shortcut *shortcut, uint8_t *out);

#endif
