/*
 * filetype_magic - types that fixed bytes at a fixed place give away
 *
 * Private to filetype.c.
 */
#ifndef CORE_FILETYPE_FILETYPE_MAGIC_H
#define CORE_FILETYPE_FILETYPE_MAGIC_H

#include "core/base/slice.h"
#include "core/filetype/filetype.h"

/* FILETYPE_OTHER: none of them.  binary: the first bytes are not text. */
enum filetype filetype_by_magic(struct slice bytes, bool binary);

#endif
